"""The archive for other Linux systems: the frozen program and scripts that install it for one user, without root.

The same frozen program gives the same archive: entries are sorted, owned by root, and have the date of the source.
"""

import argparse
import gzip
import lzma
import shutil
import tarfile
import time
from pathlib import Path
from typing import Final

from installers import components_inside, desktop_entry, elf, frozen, licences, product, release_record, signing
from installers.debian import filled

STAGE: Final = product.BUILD / "tarball"
SCRIPTS: Final = ("install.sh", "uninstall.sh")
PROGRAM_FOLDER: Final = "program"
_COMPRESSION: Final = 6


def build(arguments: list[str]) -> None:
    """Make the archive in ``dist/``: the target ``tarball``."""
    parser = argparse.ArgumentParser(prog="dev.py installer --target tarball")
    frozen.add_tree_option(parser)
    signing.add_key_options(parser)
    chosen = parser.parse_args(arguments)
    keys = signing.release_keys_pem(chosen.signing_key, chosen.also_trust)
    tree = frozen.tree_of(chosen)
    started = time.monotonic()
    parts = components_inside.of_frozen_program(tree)
    folder = lay_out(tree, STAGE, product.version())
    frozen.stamp(folder / PROGRAM_FOLDER, "tarball", keys)
    texts = licences.third_party_licences(product.version(), parts)
    (folder / "third-party-licences.txt.gz").write_bytes(gzip.compress(texts.encode(), mtime=0))
    shutil.copyfile(product.ROOT / "LICENSE", folder / "LICENSE")
    archive = pack(folder, product.DIST / product.tarball_name())
    release_record.note(archive, "tarball", parts, keys)
    print(f"{archive}: {archive.stat().st_size / 2**20:.1f} MB in {time.monotonic() - started:.0f} s")


def lay_out(tree: Path, stage: Path, version: str) -> Path:
    """Lay out what the archive of ``version`` holds below ``stage`` and return its one folder."""
    shutil.rmtree(stage, ignore_errors=True)
    folder = stage / product.tarball_name(version).removesuffix(".tar.xz")
    folder.mkdir(parents=True)
    shutil.copytree(tree, folder / PROGRAM_FOLDER, symlinks=True)
    desktop_entry.lay_out(folder / "share")
    values = {"VERSION": version, "GLIBC": elf.newest_glibc(elf.object_files(tree))}
    for name in (*SCRIPTS, "README.txt"):
        (folder / name).write_text(filled((desktop_entry.LINUX / name).read_text(encoding="utf-8"), values))
    for name in SCRIPTS:
        (folder / name).chmod(0o755)
    return folder


def pack(folder: Path, archive: Path) -> Path:
    """Pack the folder with everything in it."""
    frozen.even_out(folder)
    with lzma.open(archive, "wb", preset=_COMPRESSION) as file, tarfile.open(fileobj=file, mode="w") as packed:
        for path in (folder, *sorted(folder.rglob("*"))):
            packed.add(path, path.relative_to(folder.parent).as_posix(), recursive=False, filter=_of_root)
    return archive


def _of_root(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry
