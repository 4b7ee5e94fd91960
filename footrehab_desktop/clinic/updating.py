"""Taking a new version of the program from a stick, and going back to the former one, as a lead of the clinic.

The record is backed up first. Nothing here changes it: the program alone is exchanged, by its own installer, once this
process has ended.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from footrehab_desktop import __version__
from footrehab_desktop.clinic import backups
from footrehab_desktop.clinic.backups import Places
from footrehab_desktop.clinic.permissions import require
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import FootRehabError, UserFixableError
from footrehab_desktop.records.backup_store import Backup, backups_of, list_backups
from footrehab_desktop.records.folders import default_record_folder, demo_record_folder
from footrehab_desktop.records.schema import REVISION
from footrehab_desktop.releases import installation as installations
from footrehab_desktop.releases import installing, signature, stick
from footrehab_desktop.releases.failures import (
    NoReleaseKeysError,
    OtherSystemError,
    ReleaseKeysDamagedError,
    RunsFromSourceError,
)
from footrehab_desktop.releases.installation import Installation
from footrehab_desktop.releases.installing import Run
from footrehab_desktop.releases.progress import Progress
from footrehab_desktop.releases.stick import Offer, Present

_UPDATE_FOLDER: Final = "update"
# An installer may still be at work when the program is opened again: what it reads from stays so long.
_LEFT_ALONE_S: Final = 3600


@dataclass(frozen=True, slots=True)
class Former:
    """The version kept beside this one, and the newest backup it made of this record, None when there is none."""

    installation: Installation
    backup: Backup | None

    @property
    def opens_record(self) -> bool:
        """Say whether the former version reads the record as it is now."""
        return self.backup is not None and self.backup.manifest.schema == REVISION


@dataclass(frozen=True, slots=True)
class UpdateStanding:
    """How this program stands: its installation (None: from source), why it takes no update here, what went before.

    ``said``: what the installer said last when it did not get through. ``keys``: fingerprints of the keys that it takes
    releases from.
    """

    installation: Installation | None
    reason_against: str
    former: Former | None
    said: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreparedUpdate:
    """Everything is ready: the backup made before, the checked copy of the installer, and how it is run."""

    offer: Offer
    backup: Backup
    copied_to_second_place: bool
    payload: Path
    run: Run


@dataclass(frozen=True, slots=True)
class AfterUpdate:
    """What became of an update: ``done``, the versions, and the backup made before it, None when it is gone."""

    done: bool
    former: str
    version: str
    backup: Backup | None


class DemoUpdateError(UserFixableError):
    """The demo clinic is open, whose record is nobody's."""

    def __init__(self) -> None:
        super().__init__("This is the demo clinic. Open your own record first: it is backed up before every update.")


def update_folder() -> Path:
    """Return the private folder of this user in which an installer is kept while it is needed."""
    return default_record_folder().parent / _UPDATE_FOLDER


def standing(session: ClinicSession) -> UpdateStanding:
    """Return how this program stands. Raises ``InstallationDamagedError``."""
    present = installations.this_installation()
    former = None if present is None else _former(session, present)
    said = installing.installer_words(update_folder())
    return UpdateStanding(present, _reason_against(session), former, said, _known_keys())


def find_update(session: ClinicSession, places: Sequence[Path], chosen: Path | None, progress: Progress) -> Offer:
    """Return the newest release in these places that is genuine, whole and fits; ``chosen`` as in ``best_offer``.

    Only for a lead. Raises the reason why there is none.
    """
    _, present = _present(session)
    offer = stick.best_offer(places, present, chosen)
    stick.check_payload(offer, progress)
    return offer


def prepare_update(
    session: ClinicSession, offer: Offer, places: Places, progress: Progress, now: datetime
) -> PreparedUpdate:
    """Back the record up, copy the installer to the private folder and check the copy. Only for a lead; audited.

    Raises what kept the backup or the copy from being made; program and record are then as they were.
    """
    installed, _ = _present(session)
    with session.unit_of_work() as unit:
        versions = {"former": __version__, "version": offer.manifest.version}
        unit.audit.note("program.update", session.clinician.id, **versions)
        unit.commit()
    before = backups.back_up(session.record, places, now, "before_update")
    payload = installing.copy_payload(offer, update_folder(), progress)
    run = installing.way_to_run(installed, payload, _again(session))
    copied = before.second is not None and before.second.copied_at == now
    return PreparedUpdate(offer, before.backups[0], copied, payload, run)


def note_update(prepared: PreparedUpdate) -> None:
    """Keep a note for the next start. Raises what the disk says; the copy is then removed."""
    note = installing.begun_now(__version__, prepared.offer.manifest.version, prepared.backup.folder.name)
    try:
        installing.write_note(update_folder(), note)
    except FootRehabError:
        give_up()
        raise


def give_up() -> None:
    """Remove the copy and the note: nothing is to be installed."""
    installing.clear(update_folder())


def after_start(session: ClinicSession) -> AfterUpdate | None:
    """Say once what became of an update; None when there was none. Clears away what is no longer needed."""
    folder = update_folder()
    note = installing.read_note(folder)
    if note is None:
        _clear_if_old(folder)
        return None
    before = next((each for each in _backups(session) if each.folder.name == note.backup), None)
    if note.version == __version__:
        installing.clear(folder)
        return AfterUpdate(True, note.former, note.version, before)
    installing.forget_note(folder)
    return AfterUpdate(False, note.former, note.version, before) if note.former == __version__ else None


def prepare_to_go_back(session: ClinicSession, places: Places, now: datetime) -> Run:
    """Back the record up and return how the former version is started once this one has ended.

    Only for a lead; audited.
    """
    require(session, "lead")
    present = installations.this_installation()
    former = None if present is None else installations.former_version(present)
    if former is None:
        raise UserFixableError("There is no former version on this computer any more. Nothing was changed.")
    with session.unit_of_work() as unit:
        unit.audit.note("program.former", session.clinician.id, former=former.version, version=__version__)
        unit.commit()
    backups.back_up(session.record, places, now)
    return installing.way_to_go_back(former, _again(session))


def _former(session: ClinicSession, present: Installation) -> Former | None:
    found = installations.former_version(present)
    if found is None:
        return None
    its_own = (each for each in _backups(session) if each.manifest.program == found.version)
    return Former(found, next(its_own, None))


def _backups(session: ClinicSession) -> tuple[Backup, ...]:
    return list_backups(backups_of(session.record.folder))


def _present(session: ClinicSession) -> tuple[Installation, Present]:
    """Return this installation and what a release has to fit. Raises why no release can be taken here at all."""
    require(session, "lead")
    if session.record.folder == demo_record_folder():
        raise DemoUpdateError
    installed, keys = installations.this_installation(), installations.release_keys()
    if installed is None:
        raise RunsFromSourceError
    if not keys.strip():
        raise NoReleaseKeysError
    processor = installations.architecture()
    if processor is None:
        raise OtherSystemError("a processor of another kind", "x86_64, arm64")
    return installed, Present(__version__, installed.kind, processor, keys, REVISION)


def _known_keys() -> tuple[str, ...]:
    """Return the fingerprints of the release keys; none when their file is damaged, which is told when one looks."""
    try:
        return signature.fingerprints(installations.release_keys())
    except ReleaseKeysDamagedError:
        return ()


def _reason_against(session: ClinicSession) -> str:
    try:
        _present(session)
    except FootRehabError as error:
        return str(error)
    return ""


def _again(session: ClinicSession) -> tuple[str, ...]:
    """Return the arguments that open this record again."""
    folder = session.record.folder
    return () if folder == default_record_folder() else ("--folder", str(folder))


def _clear_if_old(folder: Path) -> None:
    """Remove what a copy left that was cut short, or an installer that has long ended."""
    if not folder.is_dir():
        return
    try:
        newest = max(each.stat().st_mtime for each in (folder, *folder.iterdir()))
    except OSError:
        return
    if not 0 <= time.time() - newest < _LEFT_ALONE_S:
        installing.clear(folder)
