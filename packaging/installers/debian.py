"""The Debian package: the frozen program without the libraries that Debian has, and those asked for by ``Depends``.

The same frozen program gives the same package: dates are those of the source, owners are root, md5sums are sorted.
"""

import argparse
import gzip
import hashlib
import shutil
import subprocess
import time
from pathlib import Path
from typing import Final

from installers import (
    components_inside,
    contents,
    desktop_entry,
    elf,
    frozen,
    licences,
    product,
    release_record,
    signing,
)
from installers.product import InstallerError

STAGE: Final = product.BUILD / "deb"
SIZE_GOAL_MB: Final = 65
PROGRAM_FOLDER: Final = f"usr/lib/{product.PRODUCT}"
SCRIPTS: Final = ("preinst", "postinst", "postrm")
# Found by dpkg itself; no package may name it.
_C_LIBRARY: Final = "libc6"
_PACKING_SECONDS: Final = 900


def build(arguments: list[str]) -> None:
    """Make the package in ``dist/``: the target ``deb``."""
    parser = argparse.ArgumentParser(prog="dev.py installer --target deb")
    frozen.add_tree_option(parser)
    signing.add_key_options(parser)
    chosen = parser.parse_args(arguments)
    keys = signing.release_keys_pem(chosen.signing_key, chosen.also_trust)
    tree = frozen.tree_of(chosen)
    started = time.monotonic()
    root = lay_out(tree, keys)
    installed = frozen.megabytes(root)
    package = pack(root, product.version(), product.DIST)
    parts = components_inside.of_frozen_program(root / PROGRAM_FOLDER)
    release_record.note(package, "deb", parts, keys)
    size, seconds = package.stat().st_size / 2**20, time.monotonic() - started
    print(f"{package}: {size:.1f} MB (goal {SIZE_GOAL_MB}), installed {installed:.0f} MB, in {seconds:.0f} s")


def lay_out(tree: Path, release_keys: bytes | None, stage: Path = STAGE) -> Path:
    """Lay the package's files out below ``stage`` as they will lie below ``/`` and return that folder."""
    shutil.rmtree(stage, ignore_errors=True)
    root = stage / "root"
    program = root / PROGRAM_FOLDER
    shutil.copytree(tree, program, symlinks=True)
    remove_libraries_of_debian(program / frozen.INSIDE)
    frozen.stamp(program, "deb", release_keys)
    commands = root / "usr" / "bin"
    commands.mkdir(parents=True)
    (commands / product.COMMAND).symlink_to(f"../lib/{product.PRODUCT}/{product.COMMAND}")
    desktop_entry.lay_out(root / "usr" / "share")
    _documents(root / "usr" / "share" / "doc" / product.PRODUCT, program)
    return root


def remove_libraries_of_debian(inside: Path) -> None:
    """Take out the libraries that lie at the top and come from a package of this system."""
    for place, source in frozen.bundled_system_libraries().items():
        if "/" not in place and not contents.matches(place, contents.KEPT_ON_DEBIAN) and elf.package_of(source):
            (inside / place).unlink()


def dependencies(program: Path) -> tuple[str, ...]:
    """Return what the package depends on: the owners of all libraries that are linked to and not inside."""
    files = elf.object_files(program)
    inside = {path.name for path in program.rglob("*.so*")}
    needed = {name for names in elf.needed_libraries(files).values() for name in names}
    packages = {elf.package_of(name) for name in needed - inside}
    packages.discard(_C_LIBRARY)
    return (f"{_C_LIBRARY} (>= {elf.newest_glibc(files)})", *sorted(packages))


def control(root: Path, version: str) -> str:
    """Return the control file of the package laid out in ``root``."""
    values = {
        "VERSION": version,
        "ARCHITECTURE": product.DEBIAN_ARCHITECTURE,
        "INSTALLED_SIZE": str(_installed_kilobytes(root)),
        "DEPENDS": ", ".join(dependencies(root / PROGRAM_FOLDER)),
    }
    return filled((desktop_entry.LINUX / "control").read_text(encoding="utf-8"), values)


def script(name: str, version: str) -> str:
    """Return one of the scripts that dpkg runs."""
    return filled((desktop_entry.LINUX / name).read_text(encoding="utf-8"), {"VERSION": version})


def filled(text: str, values: dict[str, str]) -> str:
    """Put values in the place of their names, written ``@NAME@``."""
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    return text


def pack(root: Path, version: str, out: Path, compression: str = "xz") -> Path:
    """Pack the folder as a package of ``version`` into ``out``; ``compression`` is one that dpkg-deb knows."""
    about = root / "DEBIAN"
    shutil.rmtree(about, ignore_errors=True)
    told, sums = control(root, version), _sums(root)
    about.mkdir()
    (about / "control").write_text(told, encoding="utf-8")
    (about / "md5sums").write_text(sums, encoding="utf-8")
    frozen.even_out(root)
    for name in SCRIPTS:
        (about / name).write_text(script(name, version), encoding="utf-8")
        (about / name).chmod(0o755)
    package = out / product.deb_name(version)
    command = ["dpkg-deb", "--root-owner-group", f"-Z{compression}", "--build", str(root), str(package)]
    packed = subprocess.run(
        command, env=frozen.build_environment(), capture_output=True, text=True, check=False, timeout=_PACKING_SECONDS
    )
    if packed.returncode:
        raise InstallerError(f"dpkg-deb failed: {packed.stderr}")
    return package


def _documents(folder: Path, program: Path) -> None:
    folder.mkdir(parents=True)
    shutil.copyfile(desktop_entry.LINUX / "copyright", folder / "copyright")
    changes = (product.ROOT / "CHANGELOG.md").read_bytes()
    (folder / "changelog.gz").write_bytes(gzip.compress(changes, mtime=0))
    texts = licences.third_party_licences(product.version(), components_inside.of_frozen_program(program))
    (folder / "third-party-licences.txt.gz").write_bytes(gzip.compress(texts.encode(), mtime=0))


def _installed_kilobytes(root: Path) -> int:
    """Return what the package takes on a disk, as Debian counts it: each file in whole kilobytes, each folder one."""
    return sum(1 if path.is_dir() or path.is_symlink() else -(-path.stat().st_size // 1024) for path in root.rglob("*"))


def _sums(root: Path) -> str:
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return "".join(
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root)}\n"
        for path in files
    )
