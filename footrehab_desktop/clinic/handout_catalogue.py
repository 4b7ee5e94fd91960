"""Every kind of handout in one table: its group, what is asked about it, and who prepares it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from footrehab_desktop.clinic.assessments import standing_assessments
from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.print_assessment import prepare_assessment_sheet, prepare_comparison
from footrehab_desktop.clinic.print_blank import prepare_blank_diary, prepare_blank_form
from footrehab_desktop.clinic.print_diary import WantedDiary, prepare_diary
from footrehab_desktop.clinic.print_handout import (
    PreparedHandout,
    prepare_decision_sheet,
    prepare_exercise_sheet,
)
from footrehab_desktop.clinic.print_leaflets import has_goals, prepare_advice, prepare_discharge, prepare_goals
from footrehab_desktop.clinic.print_letters import prepare_coach_letter, prepare_colleague_letter
from footrehab_desktop.clinic.print_progress import Reader, prepare_progress_report
from footrehab_desktop.clinic.print_run_plan import prepare_run_plan
from footrehab_desktop.clinic.print_traffic_light import prepare_traffic_light
from footrehab_desktop.clinic.referral import NO_TEXT, LetterText, prepare_referral_letter
from footrehab_desktop.clinic.sheet_extras import sheet_extras
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.diary_layout import LENGTHS, DiaryKind
from footrehab_desktop.handouts.options import Layout, PrintOptions, choices_of
from footrehab_desktop.library.forms import KINDS as FORM_KINDS
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression.codes import WALK_RUN_PHASE
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Assessment

Asked = Literal["extras", "first_day", "diary", "letter", "consent", "one_assessment", "two_assessments", "form"]
# What the record has to hold before a kind can be printed; "" is nothing.
Need = Literal["", "plan", "start", "running", "goals", "decision", "assessment", "two_assessments"]
Group = Literal["home", "read", "course", "letters", "by_hand"]
GROUPS: Final[tuple[Group, ...]] = ("home", "read", "course", "letters", "by_hand")


@dataclass(frozen=True, slots=True)
class WantedHandout:
    """What is to be printed and how. Each kind reads only what it asks about (``HandoutKind.asks``).

    ``decision_id`` is that of the decision sheet; ``consented`` to a letter to the coach, ``with_identity`` also to
    naming the date of birth, the record number and the diagnosis.
    """

    kind: str
    episode_id: str
    options: PrintOptions
    first_day: date
    diary_kind: DiaryKind = "short"
    days: int = LENGTHS[0]
    decision_id: str | None = None
    letter: LetterText = NO_TEXT
    consented: bool = False
    with_identity: bool = False
    assessments: tuple[str, ...] = ()
    with_bad_day: bool = False
    with_run_dates: bool = False
    form_kind: str = next(iter(FORM_KINDS))


@dataclass(frozen=True, slots=True)
class Printing:
    """Where a handout is prepared from."""

    unit: UnitOfWork
    library: Library
    forms: Forms
    today: date
    unsigned: Assessment | None = None


@dataclass(frozen=True, slots=True)
class HandoutKind:
    """One kind. ``asks`` names what it wants to know beyond the print options, ``needs`` what it is made of,

    ``layouts`` the forms it can be printed in, the usual one first.
    """

    code: str
    group: Group
    prepare: Callable[[Printing, WantedHandout], PreparedHandout]
    asks: tuple[Asked, ...] = ()
    needs: Need = ""
    layouts: tuple[Layout, ...] = ("sheet",)


def met_needs(at: Printing, episode_id: str) -> frozenset[Need]:
    """Return what the record of an episode holds for handouts to be made of."""
    file = load_episode(at.unit, episode_id)
    plan, state = at.unit.plans.current(episode_id), file.state
    planned, started = plan is not None and bool(plan.items), state is not None
    standing = len(standing_assessments(at.unit, episode_id))
    met: dict[Need, bool] = {
        "": True,
        "plan": planned and started,
        "start": started,
        "running": plan is not None and state is not None and state.state["phase"] == WALK_RUN_PHASE,
        "goals": has_goals(file, at.forms, at.today),
        "decision": at.unit.decisions.latest(episode_id) is not None,
        "assessment": bool(at.unit.assessments.for_episode(episode_id)),
        "two_assessments": standing > 1,
    }
    return frozenset(need for need, is_met in met.items() if is_met)


def prepare_handout(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    """Render what is wanted; nothing is kept yet.

    Raises ``UserFixableError`` when the record lacks what the kind is made of, ``KeyError`` for an unknown kind.
    """
    return KINDS[wanted.kind].prepare(at, wanted)


def _exercise_sheet(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    extras = sheet_extras(
        at.unit,
        at.library,
        at.forms,
        wanted.episode_id,
        at.today,
        with_bad_day=wanted.with_bad_day,
        with_runs=wanted.with_run_dates,
        language=wanted.options.language,
    )
    return prepare_exercise_sheet(
        at.unit,
        at.library,
        wanted.episode_id,
        at.today,
        wanted.options,
        bad_day=extras.bad_day,
        run_dates=extras.run_dates,
        run_effort=extras.run_effort,
    )


def _diary(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    diary = WantedDiary(wanted.first_day, wanted.diary_kind, wanted.days)
    return prepare_diary(at.unit, at.library, wanted.episode_id, diary, at.today, wanted.options)


def _run_plan(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    return prepare_run_plan(at.unit, at.forms, wanted.episode_id, at.today, wanted.options)


def _traffic_light(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    return prepare_traffic_light(at.unit, wanted.episode_id, at.today, wanted.options)


def _advice(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    return prepare_advice(at.unit, wanted.episode_id, wanted.kind, at.today, wanted.options)


def _goals(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    return prepare_goals(at.unit, at.forms, wanted.episode_id, at.today, wanted.options)


def _discharge(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    return prepare_discharge(at.unit, at.forms, wanted.episode_id, at.today, wanted.options)


def _progress(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    reader: Reader = "clinician" if wanted.kind == "progress_report_clinician" else "patient"
    return prepare_progress_report(
        at.unit, at.library, at.forms, wanted.episode_id, at.today, wanted.options, reader=reader
    )


def _decision(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    if wanted.decision_id is None:
        raise UserFixableError("There is no review to print yet. Press Review first.")
    return prepare_decision_sheet(at.unit, wanted.decision_id, at.today, wanted.options)


def _assessment(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    if not wanted.assessments:
        raise UserFixableError("There is no signed assessment to print yet.")
    return prepare_assessment_sheet(at.unit, at.forms, wanted.assessments[0], at.today, wanted.options)


def _comparison(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    if len(wanted.assessments) != 2:
        raise UserFixableError("A comparison needs two signed assessments.")
    first, second = wanted.assessments
    return prepare_comparison(at.unit, at.forms, wanted.episode_id, (first, second), at.today, wanted.options)


def _referral(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    return prepare_referral_letter(
        at.unit,
        at.forms,
        wanted.episode_id,
        at.today,
        wanted.options,
        text=wanted.letter,
        unsigned=at.unsigned,
    )


def _colleague(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    return prepare_colleague_letter(
        at.unit, at.library, at.forms, wanted.episode_id, at.today, wanted.options, text=wanted.letter
    )


def _coach(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    return prepare_coach_letter(
        at.unit,
        at.library,
        wanted.episode_id,
        at.today,
        wanted.options,
        text=wanted.letter,
        consented=wanted.consented,
        with_identity=wanted.with_identity,
    )


def _blank_form(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    condition = at.unit.episodes.get(wanted.episode_id).details.condition
    return prepare_blank_form(at.unit, at.forms, wanted.form_kind, at.today, wanted.options, condition=condition)


def _blank_diary(at: Printing, wanted: WantedHandout) -> PreparedHandout:
    return prepare_blank_diary(at.unit, wanted.diary_kind, wanted.days, at.today, wanted.options)


KINDS: Final = {
    kind.code: kind
    for kind in (
        HandoutKind("exercise_sheet", "home", _exercise_sheet, ("extras",), "plan", choices_of("layout")),
        HandoutKind("diary", "home", _diary, ("first_day", "diary")),
        HandoutKind("run_plan", "home", _run_plan, needs="running"),
        HandoutKind("traffic_light", "home", _traffic_light, layouts=("sheet", "card")),
        HandoutKind("flare_care", "home", _advice),
        HandoutKind("goals", "home", _goals, needs="goals"),
        HandoutKind("healing", "read", _advice),
        HandoutKind("load", "read", _advice),
        HandoutKind("shoes", "read", _advice),
        HandoutKind("recovery", "read", _advice),
        HandoutKind("long_term", "read", _advice),
        HandoutKind("progress_report", "course", _progress),
        HandoutKind("comparison", "course", _comparison, ("two_assessments",), "two_assessments"),
        HandoutKind("discharge", "course", _discharge),
        HandoutKind("progress_report_clinician", "letters", _progress),
        HandoutKind("decision_sheet", "letters", _decision, needs="decision"),
        HandoutKind("assessment", "letters", _assessment, ("one_assessment",), "assessment"),
        HandoutKind("referral_letter", "letters", _referral, ("letter",)),
        HandoutKind("letter_colleague", "letters", _colleague, ("letter",)),
        HandoutKind("letter_coach", "letters", _coach, ("letter", "consent"), "start"),
        HandoutKind("blank_form", "by_hand", _blank_form, ("form",)),
        HandoutKind("blank_diary", "by_hand", _blank_diary, ("diary",)),
    )
}
