"""Backups as they lie on a disk: one folder each, with the record's copy, its key file and a signed manifest.

The manifest says what a restore must find: sizes and SHA-256 of the files, the head of the audit trail, counts, the
newest entry, program and schema. It holds nothing about a patient. Its code is made with a key derived from the data
key, so that neither a file nor a figure can be exchanged unnoticed. A folder that is not finished has another name.
"""

import contextlib
import hashlib
import hmac
import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal, get_args

from footrehab_desktop.records.atomic_file import write_atomically
from footrehab_desktop.records.audit_chain import Head
from footrehab_desktop.records.backup_failures import BackupDamagedError
from footrehab_desktop.records.backup_rotation import Kept, to_remove
from footrehab_desktop.records.failures import os_failure
from footrehab_desktop.records.key_file import DATABASE_FILE, KEY_FILE

BACKUP_FOLDER: Final = "backups"
MANIFEST_FILE: Final = "manifest.json"
NOTES_FILE: Final = "notes.json"
UNFINISHED: Final = ".part"
FORMAT: Final = 1
FILES: Final = (DATABASE_FILE, KEY_FILE)
Kind = Literal["regular", "before_upgrade", "before_restore", "before_update"]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. ``restores`` is as in ``verify.restores_in``; ``files``: name to SHA-256."""

    program: str
    schema: str
    installation: str
    made_at: datetime
    kind: Kind
    audit: Head
    restores: int
    patients: int
    newest_entry: datetime | None
    files: Mapping[str, str]
    size: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class Backup:
    """A finished backup and the folder it lies in."""

    folder: Path
    manifest: Manifest

    @property
    def database(self) -> Path:
        """Return the copy of the record."""
        return self.folder / DATABASE_FILE


@dataclass(frozen=True, slots=True)
class BackupNotes:
    """What is remembered about backups on this computer: rotation paused since, the last failure, the last copy."""

    paused_since: datetime | None = None
    failed_at: datetime | None = None
    failure: str = ""
    copied_at: datetime | None = None


def backups_of(record_folder: Path) -> Path:
    """Return where a record's backups lie."""
    return record_folder / BACKUP_FOLDER


def name_for(made_at: datetime, head: Head) -> str:
    """Return the folder name of a backup; names sort by time, the number is that of the newest audit entry."""
    return f"{made_at:%Y%m%dT%H%M%S%f}Z-{head.count:09d}"


def list_backups(folder: Path) -> tuple[Backup, ...]:
    """Return the finished backups in ``folder``, newest first; the folder may itself be one. Others are passed over."""
    with contextlib.suppress(BackupDamagedError):
        return (read_backup(folder),)
    try:
        places = [place for place in folder.iterdir() if place.is_dir() and place.suffix != UNFINISHED]
    except OSError:
        return ()
    found = []
    for place in places:
        with contextlib.suppress(BackupDamagedError):
            found.append(read_backup(place))
    return tuple(sorted(found, key=_age, reverse=True))


def _age(backup: Backup) -> tuple[int, int, datetime]:
    # The trail's count orders better than a clock that may have been set back; a restore begins a new generation.
    return backup.manifest.restores, backup.manifest.audit.count, backup.manifest.made_at


def read_backup(folder: Path) -> Backup:
    """Read one backup's manifest. Raises ``BackupDamagedError`` if there is none that reads."""
    try:
        content = json.loads((folder / MANIFEST_FILE).read_bytes())
        return Backup(folder, _manifest(content))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupDamagedError(MANIFEST_FILE) from error


def write_manifest(folder: Path, manifest: Manifest, audit_key: bytes) -> Manifest:
    """Sign and write the manifest; return it with its code."""
    fields = _fields(manifest)
    code = _code(fields, audit_key)
    write_atomically(folder / MANIFEST_FILE, json.dumps({**fields, "code": code}, indent=1).encode() + b"\n")
    return _manifest({**fields, "code": code})


def check_files(backup: Backup) -> None:
    """Compare every file with the manifest, byte for byte. Raises ``BackupDamagedError`` with its name."""
    for name in FILES:
        if file_digest(backup.folder / name) != backup.manifest.files.get(name):
            raise BackupDamagedError(name)


def check_code(backup: Backup, audit_key: bytes) -> None:
    """Check that the manifest is the one that was written. Raises ``BackupDamagedError``."""
    if not hmac.compare_digest(_code(_fields(backup.manifest), audit_key), backup.manifest.code):
        raise BackupDamagedError(MANIFEST_FILE)


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, empty when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def rotate(folder: Path, now: datetime) -> int:
    """Remove the backups in ``folder`` that may go and return how many; what cannot be removed stays."""
    backups = {backup.folder.name: backup for backup in list_backups(folder)}
    going = to_remove((_kept(backup) for backup in backups.values()), now)
    for name in sorted(going):
        # The manifest goes first: a folder without one is no backup, however far the removing comes.
        (backups[name].folder / MANIFEST_FILE).unlink(missing_ok=True)
        shutil.rmtree(backups[name].folder, ignore_errors=True)
    return len(going)


def clear_unfinished(folder: Path) -> None:
    """Remove what a backup left that was cut short."""
    for leftover in folder.glob("*" + UNFINISHED):
        shutil.rmtree(leftover, ignore_errors=True)


def read_notes(record_folder: Path) -> BackupNotes:
    """Return the notes; none are kept in a file that is missing or damaged."""
    try:
        content = json.loads((backups_of(record_folder) / NOTES_FILE).read_bytes())
        moments = {name: _moment(content.get(name)) for name in ("paused_since", "failed_at", "copied_at")}
        return BackupNotes(failure=str(content.get("failure", "")), **moments)
    except (OSError, ValueError, TypeError, AttributeError):
        return BackupNotes()


def write_notes(record_folder: Path, notes: BackupNotes) -> None:
    """Keep the notes. Raises what the disk says."""
    folder = backups_of(record_folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise os_failure(error, record_folder) from error
    moments = {name: _text(getattr(notes, name)) for name in ("paused_since", "failed_at", "copied_at")}
    write_atomically(folder / NOTES_FILE, json.dumps({**moments, "failure": notes.failure}, indent=1).encode())


def heads(backups: Iterable[Backup]) -> tuple[tuple[Head, int], ...]:
    """Return the audit heads that backups bear witness to, each with its number of restores."""
    return tuple((backup.manifest.audit, backup.manifest.restores) for backup in backups)


def _kept(backup: Backup) -> Kept:
    manifest = backup.manifest
    whole = all((backup.folder / name).is_file() for name in FILES)
    return Kept(backup.folder.name, manifest.made_at, manifest.audit.count, whole)


def _fields(manifest: Manifest) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "program": manifest.program,
        "schema": manifest.schema,
        "installation": manifest.installation,
        "made_at": _text(manifest.made_at),
        "kind": manifest.kind,
        "audit": {"count": manifest.audit.count, "mac": manifest.audit.mac},
        "restores": manifest.restores,
        "patients": manifest.patients,
        "newest_entry": _text(manifest.newest_entry),
        "files": dict(manifest.files),
        "size": manifest.size,
    }


def _manifest(content: Mapping[str, Any]) -> Manifest:
    made_at, kind = _moment(content["made_at"]), content["kind"]
    if made_at is None or kind not in get_args(Kind):
        raise ValueError(kind)
    return Manifest(
        program=str(content["program"]),
        schema=str(content["schema"]),
        installation=str(content["installation"]),
        made_at=made_at,
        kind=kind,
        audit=Head(int(content["audit"]["count"]), str(content["audit"]["mac"])),
        restores=int(content["restores"]),
        patients=int(content["patients"]),
        newest_entry=_moment(content["newest_entry"]),
        files={str(name): str(digest) for name, digest in content["files"].items()},
        size=int(content["size"]),
        code=str(content["code"]),
    )


def _code(fields: Mapping[str, Any], audit_key: bytes) -> str:
    content = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
    return hmac.digest(audit_key, b"footrehab backup manifest 1" + content, "sha256").hex()


def _moment(text: Any) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()
