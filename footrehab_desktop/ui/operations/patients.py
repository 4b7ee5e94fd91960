"""What the patient pages ask of the clinic, run in the background."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.drafts import discard_draft, save_draft
from footrehab_desktop.clinic.episodes import open_episode
from footrehab_desktop.clinic.patients import register_patient
from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.records.values import Episode, EpisodeDetails, Patient, PatientDetails
from footrehab_desktop.ui.background import run_in_background

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession


def save_new_patient(
    parent: QObject,
    session: "ClinicSession",
    *,
    details: PatientDetails,
    today: date,
    draft: tuple[str, str],
    on_done: Callable[[tuple[Patient, Changes]], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Save a new patient and forget the typing kept for the form."""

    def operation() -> tuple[Patient, Changes]:
        with session.unit_of_work() as unit:
            saved = register_patient(unit, details, today)
        with session.unit_of_work() as unit:
            discard_draft(unit, *draft)
        return saved

    run_in_background(parent, operation, on_done, on_error)


def save_new_episode(
    parent: QObject,
    session: "ClinicSession",
    *,
    patient_id: str,
    details: EpisodeDetails,
    today: date,
    on_done: Callable[[tuple[Episode, Changes]], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Open an episode."""

    def operation() -> tuple[Episode, Changes]:
        with session.unit_of_work() as unit:
            return open_episode(unit, patient_id, details, today)

    run_in_background(parent, operation, on_done, on_error)


def keep_typing(
    parent: QObject,
    session: "ClinicSession",
    *,
    draft: tuple[str, str],
    content: Mapping[str, Any],
    on_done: Callable[[None], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Keep what a form holds as a draft; ``draft`` is its subject and form name."""

    def operation() -> None:
        with session.unit_of_work() as unit:
            save_draft(unit, *draft, content)

    run_in_background(parent, operation, on_done, on_error)


def forget_typing(
    parent: QObject,
    session: "ClinicSession",
    *,
    draft: tuple[str, str],
    on_done: Callable[[None], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Forget the kept typing, at the clinician's wish."""

    def operation() -> None:
        with session.unit_of_work() as unit:
            discard_draft(unit, *draft)

    run_in_background(parent, operation, on_done, on_error)
