"""Signing assessments and reading what was last known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from footrehab_desktop.clinic.assessment_checks import check_together
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.text_checks import check_note
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Assessment, AssessmentKind, Observation, OutcomeEntry, Side


@dataclass(frozen=True, slots=True)
class DatedObservation:
    """An answer with the day it was assessed and the assessment it comes from."""

    observation: Observation
    on: date
    assessment_id: str


def draft_form(kind: AssessmentKind) -> str:
    """Return the name under which an unsigned assessment of this kind is kept."""
    return f"assessment:{kind}"


def sign_assessment(
    unit: UnitOfWork,
    forms: Forms,
    assessment: "UnsignedAssessment",
    today: date,
) -> tuple[Assessment, Changes]:
    """Freeze an assessment with clinician and time. Raises ``FieldError`` for the first value that cannot be taken."""
    _check(unit, forms, assessment, today)
    signed = unit.assessments.sign(
        assessment.episode_id,
        assessment.kind,
        assessment.assessed_on,
        assessment.observations,
        assessment.outcomes,
        amends=assessment.amends,
        reason=assessment.reason,
    )
    unit.drafts.discard(assessment.episode_id, draft_form(assessment.kind))
    unit.commit()
    return signed, Changes(assessments=frozenset({assessment.episode_id}))


@dataclass(frozen=True, slots=True)
class UnsignedAssessment:
    """What a form holds when *Sign* is pressed. An amendment names the assessment it ``amends`` and the ``reason``."""

    episode_id: str
    kind: AssessmentKind
    assessed_on: date
    observations: tuple[Observation, ...]
    outcomes: tuple[OutcomeEntry, ...] = ()
    amends: str | None = None
    reason: str | None = None


def _check(unit: UnitOfWork, forms: Forms, assessment: UnsignedAssessment, today: date) -> None:
    episode = unit.episodes.get(assessment.episode_id)
    patient = unit.patients.get(episode.patient_id)
    if assessment.assessed_on > today:
        raise FieldError("assessed_on", "The assessment is dated in the future.")
    if assessment.assessed_on < patient.details.birth_date:
        raise FieldError("assessed_on", "The assessment is dated before the patient's birth.")
    if not assessment.observations and not assessment.outcomes:
        raise FieldError("assessed_on", "Nothing is entered yet. Enter at least one answer before signing.")
    if assessment.amends and not (assessment.reason or "").strip():
        raise FieldError("reason", "An amendment needs a reason.")
    earlier = standing_assessments(unit, assessment.episode_id)
    kept = {o for a in earlier if a.id == assessment.amends for o in a.observations}
    for observation in assessment.observations:
        if observation not in kept:
            _check_observation(forms, observation)
    check_together(forms, assessment.observations, (a for a in earlier if a.id != assessment.amends))


def _check_observation(forms: Forms, observation: Observation) -> None:
    spec = forms.field(observation.code)
    if observation.text is not None:
        check_note(observation.code, spec.label, observation.text)
    if observation.number is None or spec.low is None or spec.high is None:
        return
    if not spec.low <= observation.number <= spec.high:
        raise FieldError(observation.code, f"{spec.label} takes a number from {spec.low:g} to {spec.high:g}.")


def void_assessment(unit: UnitOfWork, assessment_id: str, reason: str) -> Changes:
    """Strike out a signed assessment; it stays readable with the reason."""
    if not reason.strip():
        raise FieldError("reason", "Striking out an assessment needs a reason.")
    assessment = unit.assessments.get(assessment_id)
    unit.assessments.void(assessment_id, reason)
    unit.commit()
    return Changes(assessments=frozenset({assessment.episode_id}))


def standing_assessments(unit: UnitOfWork, episode_id: str) -> tuple[Assessment, ...]:
    """Return the assessments that count, oldest first: neither struck out nor replaced by an amendment."""
    every = unit.assessments.for_episode(episode_id)
    replaced = {assessment.amends for assessment in every if assessment.voided_at is None}
    return tuple(a for a in every if a.voided_at is None and a.id not in replaced)


def latest_answers(assessments: Iterable[Assessment]) -> Mapping[tuple[str, Side | None], DatedObservation]:
    """Return the newest answer for each field and side. ``assessments`` come oldest first."""
    latest: dict[tuple[str, Side | None], DatedObservation] = {}
    for assessment in sorted(assessments, key=lambda a: (a.assessed_on, a.signed_at)):
        for observation in assessment.observations:
            place = (observation.code, observation.side)
            latest[place] = DatedObservation(observation, assessment.assessed_on, assessment.id)
    return latest
