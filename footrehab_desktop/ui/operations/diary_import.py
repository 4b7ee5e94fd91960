"""What the views beside the diary ask of the clinic: files in and out, and what was corrected."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.diary_corrections import Correction, diary_corrections
from footrehab_desktop.clinic.diary_import import DryRun, dry_run, export_diary, import_diary
from footrehab_desktop.clinic.diary_import_cells import DateOrder
from footrehab_desktop.clinic.diary_import_file import LARGEST_FILE, template_file
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.records.atomic_file import write_atomically

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession


@dataclass(frozen=True, slots=True)
class ChosenFile:
    """A diary file that was read, and what importing it into an episode would do."""

    episode_id: str
    name: str
    data: bytes
    run: DryRun
    order: DateOrder | None = None


def read_file(path: Path) -> bytes:
    """Return what a file holds, one byte more than is taken at most. Raises ``UserFixableError``."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise UserFixableError("The file cannot be read. Copy it to this computer and choose it there.") from error


def look_at(
    session: "ClinicSession",
    *,
    episode_id: str,
    name: str,
    data: bytes,
    today: date,
    order: DateOrder | None = None,
) -> ChosenFile:
    """Find every row's fate; nothing is written."""
    with session.unit_of_work() as unit:
        run = dry_run(unit, session.library, episode_id, data, today, order)
    return ChosenFile(episode_id, name, data, run, order)


def choose(session: "ClinicSession", *, episode_id: str, path: Path, today: date) -> ChosenFile:
    """Read a file and find every row's fate; nothing is written."""
    return look_at(session, episode_id=episode_id, name=path.name, data=read_file(path), today=today)


def take(session: "ClinicSession", *, file: ChosenFile, today: date) -> tuple[DryRun, Changes]:
    """Write the good rows, all at once; refused when their fates are no longer those that were shown."""
    with session.unit_of_work() as unit:
        return import_diary(unit, session.library, file.episode_id, file.data, today, file.order, seen=file.run)


def save_diary(
    session: "ClinicSession", *, episode_id: str, path: Path, since: date | None = None, until: date | None = None
) -> Path:
    """Write the diary, all of it or a part, to a file."""
    with session.unit_of_work() as unit:
        content = export_diary(unit, episode_id, since, until)
    write_atomically(path, content)
    return path


def save_template(path: Path) -> Path:
    """Write an empty file with every column."""
    write_atomically(path, template_file())
    return path


def read_corrections(session: "ClinicSession", *, episode_id: str) -> tuple[Correction, ...]:
    """Return what was corrected in the diary of an episode, newest first."""
    with session.unit_of_work() as unit:
        return diary_corrections(unit, episode_id)
