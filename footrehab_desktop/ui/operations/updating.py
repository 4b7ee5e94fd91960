"""What Settings → Update asks for. Reading, copying and the backup run on the worker for copies."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from footrehab_desktop.clinic import updating
from footrehab_desktop.clinic.backups import Places
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.updating import PreparedUpdate, UpdateStanding
from footrehab_desktop.records.temporary_folder import usual_places
from footrehab_desktop.releases import installing
from footrehab_desktop.releases.installing import Run, Waiting
from footrehab_desktop.releases.progress import Progress
from footrehab_desktop.releases.stick import Offer
from footrehab_desktop.ui.operations.backup import with_drives
from footrehab_desktop.ui.operations.drives import sticks
from footrehab_desktop.ui.presenters import updating as words

_waiting: Final[list[Waiting]] = []


def standing(session: ClinicSession) -> UpdateStanding:
    """Return how this program stands."""
    return updating.standing(session)


def find_update(session: ClinicSession, chosen: Path | None, progress: Progress) -> Offer:
    """Return the newest release that fits: in the folder chosen, or on any stick."""
    return updating.find_update(session, sticks() if chosen is None else (chosen,), chosen, progress)


def prepare_update(session: ClinicSession, offer: Offer, places: Places, progress: Progress) -> PreparedUpdate:
    """Make the backup and the checked copy of the installer."""
    return updating.prepare_update(session, offer, with_drives(places), progress, datetime.now(UTC))


def install_at_the_end(prepared: PreparedUpdate) -> None:
    """Keep the note for the next start, and have the installer run once this program has ended, if it can be run."""
    stop_waiting()
    updating.note_update(prepared)
    if prepared.run.command:
        log = updating.update_folder() / installing.LOG_FILE
        _waiting.append(installing.run_after_end(prepared.run, log, usual_places()))


def prepare_to_go_back(session: ClinicSession, places: Places) -> Run:
    """Back the record up and return how the former version is started."""
    return updating.prepare_to_go_back(session, with_drives(places), datetime.now(UTC))


def start_at_the_end(run: Run) -> None:
    """Have a program run once this one has ended."""
    stop_waiting()
    folder = updating.update_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _waiting.append(installing.run_after_end(run, folder / installing.LOG_FILE, usual_places()))


def is_waiting() -> bool:
    """Tell whether something is to run once this program has ended."""
    return any(each.goes_on() for each in _waiting)


def stop_waiting() -> None:
    """Have nothing run at the end after all, and wait until that is sure."""
    while _waiting:
        _waiting.pop().call_off()


def give_up() -> None:
    """Have nothing run at the end, and remove what was prepared."""
    stop_waiting()
    updating.give_up()


def words_after_start(session: ClinicSession) -> str:
    """Return once what became of an update, as a sentence; mostly nothing."""
    found = None if is_waiting() else updating.after_start(session)
    return "" if found is None else words.after_update_words(found, datetime.now(UTC))
