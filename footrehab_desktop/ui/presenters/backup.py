"""What is said about backups: in the status line and in the settings. No toolkit; local time for the eye."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from footrehab_desktop.clinic.backups import BackupOverview, SecondPlace
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.backup_store import Backup
from footrehab_desktop.records.restore import Rehearsal
from footrehab_desktop.records.schema import REVISION

_MIB: Final = 1024 * 1024
_MAY_BREAK: Final = "\u200b"
_KINDS: Final = {
    "before_upgrade": "before an upgrade",
    "before_restore": "before a restore",
    "before_update": "before an update of the program",
}


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One backup of the list: where it lies, what it holds, in words; ``mark`` says why it cannot be used here."""

    backup: Backup
    title: str
    detail: str
    mark: str = ""


def moment_words(moment: datetime, now: datetime) -> str:
    """Return a moment for the eye: "today 14:32", "yesterday 09:10" or "04-Mar-2026 14:32", in local time."""
    local, days = moment.astimezone(), (now.astimezone().date() - moment.astimezone().date()).days
    day = {0: "today", 1: "yesterday"}.get(days) or format_date(local.date())
    return f"{day} {local:%H:%M}"


def many(number: int, one: str, more: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else more}"


def path_words(path: Path) -> str:
    """Return a path that may be broken into lines behind each folder."""
    return str(path).replace(os.sep, os.sep + _MAY_BREAK)


def size_words(size: int) -> str:
    """Return a size in MB."""
    return f"{size / _MIB:.1f} MB" if size < 10 * _MIB else f"{size / _MIB:,.0f} MB"


def status_words(stands: BackupOverview | None, problem: str, busy: bool, now: datetime) -> tuple[str, str]:
    """Return what the status line says, and the role of its label."""
    if busy:
        return "Backing up…", "soft"
    if problem:
        return "Backup failed – see Settings", "error"
    if stands is None:
        return "", "soft"
    if stands.newest is None:
        return "No backup yet", "soft"
    if stands.second is not None and stands.second.copy_is_old:
        return "Backup: plug in the second place", "error"
    return f"Backup {moment_words(stands.newest.manifest.made_at, now)}", "soft"


def newest_words(stands: BackupOverview, now: datetime) -> str:
    """Return a sentence about the newest backup."""
    if stands.newest is None:
        return "No backup was made yet. The first one is made when you close the program, or now."
    made = stands.newest.manifest
    newest = f", newest entry {moment_words(made.newest_entry, now)}" if made.newest_entry else ""
    held = many(made.patients, "patient", "patients")
    return f"Last backup {moment_words(made.made_at, now)}: {held}{newest}, {size_words(made.size)}."


def kept_words(stands: BackupOverview, next_at: datetime | None, now: datetime) -> str:
    """Return sentences about how many backups are kept, since when, and when the next is made."""
    sentences = []
    if stands.backups:
        oldest = min(backup.manifest.made_at for backup in stands.backups)
        size = size_words(sum(backup.manifest.size for backup in stands.backups))
        held = many(len(stands.backups), "backup is", "backups are")
        place = path_words(stands.backups[0].folder.parent)
        since = format_date(oldest.astimezone().date())
        sentences.append(f"{held} kept in {place} ({size}), the oldest of {since}.")
    if not stands.changed:
        sentences.append("Nothing was written since.")
    if next_at is not None:
        sentences.append(f"The next one is due {moment_words(next_at, now)} if something was written, and at closing.")
    return " ".join(sentences)


def second_words(second: SecondPlace | None, now: datetime) -> tuple[str, bool]:
    """Return what is said about the second place, and whether it is a reminder."""
    if second is None:
        return "Chosen is none. If this computer is lost or breaks, its backups are gone with it.", True
    copied = (
        f"Last copy {moment_words(second.copied_at, now)}." if second.copied_at else "Nothing was copied there yet."
    )
    if second.found is None:
        wish = " Plug it in and press Back up now." if second.copy_is_old else ""
        return f"{path_words(second.chosen)} is not plugged in. {copied}{wish}", second.copy_is_old
    wish = " Press Back up now." if second.copy_is_old else ""
    return f"{path_words(second.found)}: plugged in. {copied}{wish}", second.copy_is_old


def backup_line(backup: Backup, now: datetime) -> BackupLine:
    """Return the row of one backup."""
    made = backup.manifest
    newest = f"newest entry {moment_words(made.newest_entry, now)}" if made.newest_entry else "no entry"
    parts = [many(made.patients, "patient", "patients"), newest, size_words(made.size)]
    if made.kind in _KINDS:
        parts.append(_KINDS[made.kind])
    title = moment_words(made.made_at, now)
    mark = "" if opens_here(backup) else f"needs version {made.program}"
    return BackupLine(backup, title[0].upper() + title[1:], " · ".join(parts), mark)


def opens_here(backup: Backup) -> bool:
    """Say whether this version of the program reads the backup's format."""
    return backup.manifest.schema <= REVISION


def newer_words(backups: Sequence[Backup]) -> str:
    """Return what is said when some of the backups need a newer version of the program; empty when none does."""
    newer = [backup.manifest.program for backup in backups if not opens_here(backup)]
    if not newer:
        return ""
    if len(newer) == len(backups):
        return f"These backups were made by a newer version ({newer[0]}). Install that version or a later one."
    return (
        f"Some were made by a newer version ({newer[0]}) and need it. Chosen is the newest that this version opens; "
        "what was entered since is not in it. The record that is here is kept beside it, for the newer version."
    )


def rehearsal_words(rehearsal: Rehearsal, now: datetime) -> str:
    """Return what a rehearsal showed, in one sentence."""
    held = many(rehearsal.patients, "patient", "patients")
    newest = f"; newest entry {moment_words(rehearsal.newest_entry, now)}" if rehearsal.newest_entry else ""
    older = " It was made by an older version and will be brought to this one." if rehearsal.older_format else ""
    return f"Opens; {held}{newest}. Every page, reference and audit entry fits.{older}"


def erase_again_words(stands: BackupOverview) -> str:
    """Return who has to be erased again after a restore, by record number; empty when nobody has."""
    if not stands.erase_again:
        return ""
    numbers = ", ".join(str(each.record_number) for each in stands.erase_again)
    return f"The restored backup brought back patients who had been erased: record number {numbers}."


def failed_words(problem: str, failed_at: datetime | None, now: datetime) -> str:
    """Return the notice about a backup that failed; empty when none did."""
    if not problem:
        return ""
    return f"The backup {moment_words(failed_at, now)} failed. {problem}" if failed_at else problem
