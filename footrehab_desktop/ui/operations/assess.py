"""What the assess page asks of the clinic, run in the background."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment, void_assessment
from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.compare_assessments import Comparison, compare_assessments
from footrehab_desktop.clinic.drafts import discard_draft, save_draft
from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.records.values import Assessment
from footrehab_desktop.ui.background import run_in_background

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession


def sign(
    parent: QObject,
    session: "ClinicSession",
    *,
    assessment: UnsignedAssessment,
    today: date,
    on_done: Callable[[tuple[Assessment, Changes]], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Freeze the assessment with clinician and time; its draft is gone with the same commit."""

    def operation() -> tuple[Assessment, Changes]:
        with session.unit_of_work() as unit:
            return sign_assessment(unit, session.forms, assessment, today)

    run_in_background(parent, operation, on_done, on_error)


def strike_out(
    parent: QObject,
    session: "ClinicSession",
    *,
    assessment_id: str,
    reason: str,
    on_done: Callable[[Changes], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Void a signed assessment; it stays readable with the reason."""

    def operation() -> Changes:
        with session.unit_of_work() as unit:
            return void_assessment(unit, assessment_id, reason)

    run_in_background(parent, operation, on_done, on_error)


def compare(
    parent: QObject,
    session: "ClinicSession",
    *,
    episode_id: str,
    pair: tuple[str, str],
    today: date,
    on_done: Callable[[Comparison], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Put two signed assessments of an episode side by side."""

    def operation() -> Comparison:
        with session.unit_of_work() as unit:
            file = load_episode(unit, episode_id)
        return compare_assessments(file, session.forms, *pair, today)

    run_in_background(parent, operation, on_done, on_error)


def keep_typing(
    parent: QObject,
    session: "ClinicSession",
    *,
    episode_id: str,
    form: str,
    content: Mapping[str, Any],
    on_done: Callable[[None], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Keep the unsigned assessment as a draft."""

    def operation() -> None:
        with session.unit_of_work() as unit:
            save_draft(unit, episode_id, form, content)

    run_in_background(parent, operation, on_done, on_error)


def forget_typing(
    parent: QObject,
    session: "ClinicSession",
    *,
    episode_id: str,
    form: str,
    on_done: Callable[[None], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Forget the unsigned assessment, at the clinician's wish."""

    def operation() -> None:
        with session.unit_of_work() as unit:
            discard_draft(unit, episode_id, form)

    run_in_background(parent, operation, on_done, on_error)
