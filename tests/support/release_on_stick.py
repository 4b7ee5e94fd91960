"""A signed release on a stick and an installed program, made for a test with a throwaway key and a small archive."""

import hashlib
import io
import json
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from footrehab_desktop import __version__
from footrehab_desktop.records.schema import REVISION
from footrehab_desktop.releases import installation, manifest, signature
from footrehab_desktop.releases.manifest import Installer, InstallerKind, ReleaseManifest
from footrehab_desktop.releases.stick import Present

NEW = "9.1.0"
SCRIPTS = Path(__file__).parents[2] / "packaging" / "installers" / "linux"
NEWS = ("Diaries are read from a photo of the sheet.", "Charts print on one page.")
# Puts a new version beside the present one and swaps the links, as the real script does.
INSTALL = """#!/bin/sh
set -e
[ "$1" = "--prefix" ]
prefix=$2
mkdir -p "$prefix/{version}"
cp -R "$(dirname "$0")/program/." "$prefix/{version}/"
ln -sfn "$(readlink "$prefix/current")" "$prefix/former"
ln -sfn "{version}" "$prefix/current.new"
mv -T "$prefix/current.new" "$prefix/current"
echo "Installed {version}."
"""


@cache
def throwaway_key() -> tuple[bytes, bytes]:
    """Return a private and a public key as PEM, the same in the whole run."""
    return signature.new_signing_key()


@dataclass(frozen=True)
class Installed:
    """A program as the archive installs it: ``prefix/VERSION`` with the links ``current`` and ``former``."""

    prefix: Path
    present: Present

    @property
    def folder(self) -> Path:
        """Return where the version lies."""
        return self.prefix / self.present.version

    @property
    def current(self) -> str:
        """Return which version starts."""
        return str((self.prefix / "current").readlink())

    def former_is(self, version: str) -> None:
        """Put a former version beside it."""
        _put_program(self.prefix / version, version)
        (self.prefix / "former").symlink_to(version)


def install(prefix: Path, monkeypatch: pytest.MonkeyPatch, *, kind: str = "tarball", keys: bytes = b"") -> Installed:
    """Have this process take itself for a program installed below ``prefix``."""
    folder = prefix / __version__
    note = _put_program(folder, __version__, kind)
    (prefix / "current").symlink_to(__version__)
    (prefix / ".footrehab-desktop").touch()
    note.with_name("release_keys.pem").write_bytes(keys or throwaway_key()[1])
    monkeypatch.setattr(installation, "resource_path", note.parent.joinpath)
    monkeypatch.setattr(installation.sys, "executable", str(folder / "footrehab"))
    monkeypatch.setattr(installation, "architecture", lambda: "x86_64")
    return Installed(prefix, Present(__version__, kind, "x86_64", throwaway_key()[1], REVISION))


def _put_program(folder: Path, version: str, kind: str = "tarball") -> Path:
    note = folder / "_internal" / "footrehab_desktop" / "resources" / "installation.json"
    note.parent.mkdir(parents=True)
    note.write_text(json.dumps({"kind": kind, "version": version, "built": "2026-11-21"}))
    program = folder / "footrehab"
    program.write_text(f'#!/bin/sh\nmkdir -p "{folder}/started"\necho "$@" > "{folder}/started/with"\n')
    program.chmod(0o755)
    return note


def archive_with_real_script(version: str = NEW) -> bytes:
    """Return an archive with the script that every release has, and a small program in the place of ours."""
    top = f"FootRehab-Desktop-{version}"
    names = ("install.sh", "uninstall.sh")
    scripts = {name: (SCRIPTS / name).read_text("utf-8").replace("@GLIBC@", "2.31") for name in names}
    extra = {
        f"{top}/uninstall.sh": scripts["uninstall.sh"].replace("@VERSION@", version).encode(),
        f"{top}/share/applications/footrehab-desktop.desktop": b"[Desktop Entry]\nExec=footrehab %F\n",
        f"{top}/share/mime/packages/footrehab-desktop.xml": b"<mime-info/>\n",
        f"{top}/share/icons/hicolor/48x48/apps/footrehab-desktop.png": b"\x89PNG",
    }
    return archive(version, script=scripts["install.sh"].replace("@VERSION@", version), extra=extra)


@cache
def usual_archive(version: str) -> bytes:
    """Return the archive of a version, packed once."""
    return archive(version)


def archive(version: str = NEW, *, script: str = INSTALL, extra: Mapping[str, bytes] | None = None) -> bytes:
    """Return an archive with an install script and a program."""
    top = f"FootRehab-Desktop-{version}"
    note = json.dumps({"kind": "tarball", "version": version, "built": "2027-01-01"})
    started = (
        '#!/bin/sh\nhere=$(dirname "$(readlink -f "$0")")\nmkdir -p "$here/started"\necho "$@" > "$here/started/with"\n'
    )
    files = {
        f"{top}/install.sh": script.replace("{version}", version).encode(),
        f"{top}/program/footrehab": started.encode(),
        f"{top}/program/_internal/footrehab_desktop/resources/installation.json": note.encode(),
        **(extra or {}),
    }
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:xz") as packed:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), 0o755
            packed.addfile(entry, io.BytesIO(data))
    return content.getvalue()


def release(
    version: str = NEW, payload: bytes | None = None, *, kind: InstallerKind = "tarball"
) -> tuple[ReleaseManifest, bytes]:
    """Return a manifest with an archive for this computer, and the archive."""
    content = usual_archive(version) if payload is None else payload
    file = f"FootRehab-Desktop-{version}-linux-x86_64.tar.xz"
    installer = Installer(kind, "linux", "x86_64", file, len(content), hashlib.sha256(content).hexdigest())
    made = ReleaseManifest(version, date(2027, 1, 1), REVISION, "0001", "2027.1", NEWS, (installer,))
    return made, content


def put_on_stick(
    stick: Path, made: ReleaseManifest | None = None, payload: bytes | None = None, *, key: bytes = b""
) -> Path:
    """Write a release folder onto a stick, signed, and return it."""
    usual, content = release()
    made = made or usual
    folder = stick / f"FootRehab-Desktop-{made.version}"
    folder.mkdir(parents=True)
    written = manifest.to_bytes(made)
    (folder / manifest.MANIFEST_FILE).write_bytes(written)
    (folder / manifest.SIGNATURE_FILE).write_bytes(signature.sign(written, key or throwaway_key()[0]))
    for installer in made.installers:
        (folder / installer.file).write_bytes(content if payload is None else payload)
    return folder


def other(made: ReleaseManifest, **changes: object) -> ReleaseManifest:
    """Return a manifest with other values in its one installer."""
    return replace(made, installers=(replace(made.installers[0], **changes),))
