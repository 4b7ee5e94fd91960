"""What the handouts page asks of the clinic: rendering, and keeping a copy of what was given."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.print_assessment import prepare_assessment_sheet, prepare_comparison
from footrehab_desktop.clinic.print_diary import WantedDiary, prepare_diary
from footrehab_desktop.clinic.print_handout import (
    PreparedHandout,
    give_handout,
    prepare_decision_sheet,
    prepare_exercise_sheet,
)
from footrehab_desktop.clinic.print_progress import Reader, prepare_progress_report
from footrehab_desktop.clinic.referral import NO_TEXT, LetterText, prepare_referral_letter
from footrehab_desktop.clinic.sheet_extras import sheet_extras
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Assessment, Paper
from footrehab_desktop.ui.presenters.assess import form_from_draft, load_examined
from footrehab_desktop.ui.presenters.assess_signed import open_drafts
from footrehab_desktop.ui.presenters.handouts import (
    ASSESSMENT,
    COMPARISON,
    DECISION_SHEET,
    DIARY,
    EXERCISE_SHEET,
    PROGRESS_REPORT_CLINICIAN,
    REFERRAL_LETTER,
)

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be rendered. ``decision_id`` is used by the decision sheet, ``first_day`` by the diary,

    ``letter`` by the referral letter, ``assessments`` (one or two ids) by what is printed from them, ``with_…`` by the
    exercise sheet.
    """

    kind: str
    episode_id: str
    paper: Paper
    first_day: date
    decision_id: str | None = None
    letter: LetterText = NO_TEXT
    assessments: tuple[str, ...] = ()
    with_bad_day: bool = False
    with_run_dates: bool = False


def prepare(session: "ClinicSession", wanted: Wanted, *, today: date) -> PreparedHandout:
    """Render a handout; nothing is kept yet."""
    with session.unit_of_work() as unit:
        if wanted.kind == EXERCISE_SHEET:
            return _exercise_sheet(unit, session, wanted, today)
        if wanted.kind == DIARY:
            diary, options = WantedDiary(wanted.first_day), _options(wanted)
            return prepare_diary(unit, session.library, wanted.episode_id, diary, today, options)
        if wanted.kind == DECISION_SHEET:
            if wanted.decision_id is None:
                raise UserFixableError("There is no review to print yet. Press Review first.")
            return prepare_decision_sheet(unit, wanted.decision_id, today, _options(wanted))
        if wanted.kind == REFERRAL_LETTER:
            return prepare_referral_letter(
                unit,
                session.forms,
                wanted.episode_id,
                today,
                _options(wanted),
                text=wanted.letter,
                unsigned=_unsigned(unit, session.forms, wanted.episode_id),
            )
        if wanted.kind == ASSESSMENT:
            return prepare_assessment_sheet(unit, session.forms, wanted.assessments[0], today, _options(wanted))
        if wanted.kind == COMPARISON:
            first, second = wanted.assessments
            return prepare_comparison(unit, session.forms, wanted.episode_id, (first, second), today, _options(wanted))
        reader: Reader = "clinician" if wanted.kind == PROGRESS_REPORT_CLINICIAN else "patient"
        return prepare_progress_report(
            unit, session.library, session.forms, wanted.episode_id, today, _options(wanted), reader=reader
        )


def _options(wanted: Wanted) -> PrintOptions:
    return PrintOptions(paper=wanted.paper)


def _exercise_sheet(unit: UnitOfWork, session: "ClinicSession", wanted: Wanted, today: date) -> PreparedHandout:
    extras = sheet_extras(
        unit,
        session.library,
        session.forms,
        wanted.episode_id,
        today,
        with_bad_day=wanted.with_bad_day,
        with_runs=wanted.with_run_dates,
    )
    return prepare_exercise_sheet(
        unit,
        session.library,
        wanted.episode_id,
        today,
        _options(wanted),
        bad_day=extras.bad_day,
        run_dates=extras.run_dates,
        run_effort=extras.run_effort,
    )


def _unsigned(unit: UnitOfWork, forms: Forms, episode_id: str) -> Assessment | None:
    """Return the answers typed last and not signed, or None when there are none."""
    drafts = open_drafts(unit, episode_id)
    if not drafts:
        return None
    form = form_from_draft(forms, load_examined(unit, episode_id), drafts[0].draft.content)
    made = replace(form.provisional(), amends=form.amends.id if form.amends else None)
    return made if made.observations else None


def give(session: "ClinicSession", *, episode_id: str, prepared: PreparedHandout) -> Changes:
    """Keep a copy of what was printed or saved."""
    with session.unit_of_work() as unit:
        _handout, changes = give_handout(unit, episode_id, prepared)
    return changes
