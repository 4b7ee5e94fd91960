"""What a builder writes beside an installer: what it made, for whom, with whose keys, and everything inside.

A release is gathered from these records; an installer without one, or changed after it, is refused. The record itself
does not go to the clinics.
"""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from footrehab_desktop.releases.manifest import InstallerKind
from installers import product
from installers.components import Component
from installers.product import InstallerError
from installers.signing import public_keys

SUFFIX: Final = ".build.json"
CHANGED: Final = "+changes"
_FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class BuildRecord:
    """One installer: ``source`` is the commit it was built from, with ``CHANGED`` behind it when it was not that alone;
    ``release_keys`` are the public keys inside (PEM), none when it cannot check releases."""

    installer: Path
    kind: InstallerKind
    version: str
    schema: str
    source: str
    rehearsal: bool
    release_keys: tuple[str, ...]
    size: int
    sha256: str
    components: tuple[Component, ...]


def note(
    installer: Path,
    kind: InstallerKind,
    components: Sequence[Component],
    release_keys: bytes | None,
    *,
    rehearsal: bool = False,
) -> Path:
    """Write the record beside a finished installer and return its path."""
    values = {
        "format": _FORMAT,
        "kind": kind,
        "version": product.version(),
        "schema": product.schema(),
        "source": source(),
        "rehearsal": rehearsal,
        "release_keys": list(public_keys(release_keys or b"")),
        "size": installer.stat().st_size,
        "sha256": file_digest(installer),
        "components": [component.to_json() for component in components],
    }
    path = record_path(installer)
    path.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def read(installer: Path) -> BuildRecord:
    """Return the record of an installer.

    Raises ``InstallerError`` when there is none, or when the installer is not the one it was written for.
    """
    path = record_path(installer)
    try:
        values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InstallerError(f"{installer.name} has no {path.name} that can be read: build it again.") from error
    if values.pop("format", None) != _FORMAT:
        raise InstallerError(f"{path.name} is of another format: build {installer.name} again.")
    record = BuildRecord(
        **values
        | {
            "installer": installer,
            "release_keys": tuple(values["release_keys"]),
            "components": tuple(map(Component.from_json, values["components"])),
        }
    )
    if (installer.stat().st_size, file_digest(installer)) != (record.size, record.sha256):
        raise InstallerError(f"{installer.name} was changed after it was built: build it again.")
    return record


def source() -> str:
    """Return the commit of the source; empty where there is no git."""
    try:
        commit = _git("rev-parse", "HEAD")
        changed = _git("status", "--porcelain", "--untracked-files=no")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return commit + (CHANGED if changed else "")


def _git(*arguments: str) -> str:
    asked = subprocess.run(["git", *arguments], cwd=product.ROOT, capture_output=True, text=True, check=True)
    return asked.stdout.strip()


def record_path(installer: Path) -> Path:
    """Return where the record of an installer lies."""
    return installer.with_name(installer.name + SUFFIX)


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
