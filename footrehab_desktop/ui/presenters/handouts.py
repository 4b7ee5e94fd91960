"""What can be printed for an episode now, and what was given before. No toolkit here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from footrehab_desktop.clinic.assessments import standing_assessments
from footrehab_desktop.clinic.print_handout import RUNNING_PHASE
from footrehab_desktop.clinic.signed_assessment import assessment_title
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Handout, Paper

(
    EXERCISE_SHEET,
    DIARY,
    PROGRESS_REPORT,
    PROGRESS_REPORT_CLINICIAN,
    DECISION_SHEET,
    REFERRAL_LETTER,
    ASSESSMENT,
    COMPARISON,
) = KINDS = (
    "exercise_sheet",
    "diary",
    "progress_report",
    "progress_report_clinician",
    "decision_sheet",
    "referral_letter",
    "assessment",
    "comparison",
)


@dataclass(frozen=True, slots=True)
class AssessmentChoice:
    """A signed assessment that can be printed; ``stands`` is false when it was struck out or amended since."""

    id: str
    title: str
    stands: bool


@dataclass(frozen=True, slots=True)
class HandoutSituation:
    """What an episode has to print from. ``has_plan``: started, with exercises; ``has_runs``: a stage of running.

    ``decision_id`` is the newest decision, ``history`` newest first, without the bytes; ``assessments`` the signed
    ones, newest first.
    """

    episode_id: str
    record_number: int
    paper: Paper
    has_plan: bool
    decision_id: str | None
    history: tuple[Handout, ...]
    clinicians: Mapping[str, str]
    assessments: tuple[AssessmentChoice, ...] = ()
    has_runs: bool = False


def load_handouts(unit: UnitOfWork, episode_id: str) -> HandoutSituation:
    """Read what an episode has to print from and what was given."""
    episode = unit.episodes.get(episode_id)
    plan = unit.plans.current(episode_id)
    decision, state = unit.decisions.latest(episode_id), unit.decisions.current_state(episode_id)
    return HandoutSituation(
        episode_id=episode_id,
        record_number=unit.patients.get(episode.patient_id).record_number,
        paper=unit.clinics.get().paper,
        has_plan=plan is not None and bool(plan.items) and state is not None,
        decision_id=decision.id if decision else None,
        history=unit.handouts.for_episode(episode_id),
        clinicians={clinician.id: clinician.name for clinician in unit.clinicians.all()},
        assessments=_assessments(unit, episode_id),
        has_runs=state is not None and state.state["phase"] == RUNNING_PHASE,
    )


def _assessments(unit: UnitOfWork, episode_id: str) -> tuple[AssessmentChoice, ...]:
    """Return the signed assessments of an episode, newest first, those that no longer count said so."""
    standing = {assessment.id for assessment in standing_assessments(unit, episode_id)}
    made = []
    for assessment in reversed(unit.assessments.for_episode(episode_id)):
        title = assessment_title(assessment)
        if assessment.id not in standing:
            title += " (struck out)" if assessment.voided_at is not None else " (amended since)"
        made.append(AssessmentChoice(assessment.id, title, assessment.id in standing))
    return tuple(made)


def kinds() -> tuple[tuple[str, str], ...]:
    """Return every kind of handout as (kind, title), in the order of use."""
    return tuple((kind, patient_text(f"title.{kind}")) for kind in KINDS)


def printable(situation: HandoutSituation) -> tuple[tuple[str, str], ...]:
    """Return the kinds that can be printed now as (kind, title), in the order of use."""
    there = {
        EXERCISE_SHEET: situation.has_plan,
        DIARY: True,
        PROGRESS_REPORT: True,
        PROGRESS_REPORT_CLINICIAN: True,
        DECISION_SHEET: situation.decision_id is not None,
        REFERRAL_LETTER: True,
        ASSESSMENT: bool(situation.assessments),
        COMPARISON: sum(choice.stands for choice in situation.assessments) > 1,
    }
    return tuple((kind, title) for kind, title in kinds() if there[kind])


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One line of the history, as shown."""

    id: str
    given_on: str
    title: str
    pages: str
    clinician: str


def given_rows(situation: HandoutSituation) -> tuple[GivenRow, ...]:
    """Return the history as lines, newest first."""
    return tuple(
        GivenRow(
            id=handout.id,
            given_on=format_date(handout.printed_at.astimezone().date()),
            title=handout.title,
            pages=f"{handout.pages} × {handout.paper}",
            clinician=situation.clinicians[handout.clinician_id],
        )
        for handout in situation.history
    )


def file_name(situation: HandoutSituation, kind: str, today: date) -> str:
    """Return a file name to suggest; it names the record number, never the person."""
    return f"{kind.replace('_', '-')}_record-{situation.record_number}_{today.isoformat()}.pdf"
