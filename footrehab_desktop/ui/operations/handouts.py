"""What the handouts page asks of the clinic: rendering, and keeping a copy of what was given."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.print_handout import (
    PreparedHandout,
    give_handout,
    prepare_decision_sheet,
    prepare_diary,
    prepare_exercise_sheet,
    prepare_progress_report,
)
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.records.values import Paper
from footrehab_desktop.ui.presenters.handouts import DECISION_SHEET, DIARY, EXERCISE_SHEET

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be rendered. ``decision_id`` is used by the decision sheet, ``first_day`` by the diary."""

    kind: str
    episode_id: str
    paper: Paper
    first_day: date
    decision_id: str | None = None


def prepare(session: "ClinicSession", wanted: Wanted, *, today: date) -> PreparedHandout:
    """Render a handout; nothing is kept yet."""
    with session.unit_of_work() as unit:
        if wanted.kind == EXERCISE_SHEET:
            return prepare_exercise_sheet(unit, session.library, wanted.episode_id, today, wanted.paper)
        if wanted.kind == DIARY:
            return prepare_diary(unit, session.library, wanted.episode_id, wanted.first_day, today, wanted.paper)
        if wanted.kind == DECISION_SHEET:
            if wanted.decision_id is None:
                raise UserFixableError("There is no review to print yet. Press Review first.")
            return prepare_decision_sheet(unit, wanted.decision_id, today, wanted.paper)
        return prepare_progress_report(unit, session.forms, wanted.episode_id, today, wanted.paper)


def give(session: "ClinicSession", *, episode_id: str, prepared: PreparedHandout) -> Changes:
    """Keep a copy of what was printed or saved."""
    with session.unit_of_work() as unit:
        _handout, changes = give_handout(unit, episode_id, prepared)
    return changes
