"""What the patient pages ask of the clinic, run in the background."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.episodes import change_episode, close_episode, open_episode
from footrehab_desktop.clinic.patients import change_patient, register_patient
from footrehab_desktop.clinic.review import record_reassessment
from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Episode, EpisodeDetails, Patient, PatientDetails
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations.drafts import DraftKey

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession

Saved = tuple[str, Changes]
Write = Callable[[UnitOfWork], Saved]


def save_patient(
    parent: QObject,
    session: "ClinicSession",
    *,
    patient_id: str | None,
    details: PatientDetails,
    today: date,
    draft: DraftKey,
    on_done: Callable[[Saved], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Save a patient, a new one without ``patient_id``, and forget the typing kept. Gives the id and what changed."""

    def write(unit: UnitOfWork) -> Saved:
        if patient_id is not None:
            return patient_id, change_patient(unit, patient_id, details, today)
        patient, changes = register_patient(unit, details, today)
        return patient.id, changes

    run_in_background(parent, lambda: _save(session, write, draft), on_done, on_error)


def save_episode(
    parent: QObject,
    session: "ClinicSession",
    *,
    owner: Patient | Episode,
    details: EpisodeDetails,
    today: date,
    draft: DraftKey,
    on_done: Callable[[Saved], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Save an episode, or a new one of a patient, and forget the typing kept. Gives the id and what changed."""

    def write(unit: UnitOfWork) -> Saved:
        if isinstance(owner, Episode):
            return owner.id, change_episode(unit, owner.id, details, today)
        episode, changes = open_episode(unit, owner.id, details, today)
        return episode.id, changes

    run_in_background(parent, lambda: _save(session, write, draft), on_done, on_error)


def _save(session: "ClinicSession", write: Write, draft: DraftKey) -> Saved:
    """Write, and forget the typing with the same commit."""
    with session.unit_of_work() as unit:
        unit.drafts.discard(*draft)
        return write(unit)


def close_for_good(
    parent: QObject,
    session: "ClinicSession",
    *,
    episode_id: str,
    today: date,
    on_done: Callable[[Changes], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Discharge the patient today."""

    def operation() -> Changes:
        with session.unit_of_work() as unit:
            return close_episode(unit, episode_id, today, today)

    run_in_background(parent, operation, on_done, on_error)


def note_reassessment(
    parent: QObject,
    session: "ClinicSession",
    *,
    episode_id: str,
    today: date,
    on_done: Callable[[Changes], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Record that the patient was reassessed today."""

    def operation() -> Changes:
        with session.unit_of_work() as unit:
            return record_reassessment(unit, episode_id, today, today)

    run_in_background(parent, operation, on_done, on_error)
