"""Signed assessments as people read them, and assessments that were begun and not signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from footrehab_desktop.clinic.answer_words import answer_words
from footrehab_desktop.clinic.assessments import draft_form
from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date, format_date_weekday
from footrehab_desktop.library.forms import KINDS, Forms
from footrehab_desktop.progression import measure_info
from footrehab_desktop.progression.codes import SET_UPS
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Assessment, AssessmentKind, Draft, Observation, OutcomeEntry


@dataclass(frozen=True, slots=True)
class SignedPart:
    """A section of a signed assessment: its title and one line per answer."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignedRow:
    """One signed assessment. ``stands`` is false when it was struck out or replaced by an amendment."""

    id: str
    title: str
    detail: str
    stands: bool
    parts: tuple[SignedPart, ...]


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """An assessment that was begun and not signed, newest first."""

    kind: AssessmentKind
    words: str
    draft: Draft


def clock_time(moment: datetime) -> str:
    """Return the local time of an aware moment, e.g. ``14:32``."""
    return f"{moment.astimezone():%H:%M}"


def open_drafts(unit: UnitOfWork, episode_id: str) -> tuple[OpenDraft, ...]:
    """Return the unsigned assessments of an episode, the one typed last first."""
    found = [(kind, find_draft(unit, episode_id, draft_form(kind))) for kind in get_args(AssessmentKind)]
    drafts = [OpenDraft(kind, _draft_words(kind, draft), draft) for kind, draft in found if draft is not None]
    return tuple(sorted(drafts, key=lambda each: each.draft.saved_at, reverse=True))


def _draft_words(kind: AssessmentKind, draft: Draft) -> str:
    day = format_date(draft.saved_at.astimezone().date())
    return f"{KINDS[kind]}, not signed. Typed {day}, {clock_time(draft.saved_at)}."


def signed_rows(every: Iterable[Assessment], forms: Forms, names: Mapping[str, str]) -> tuple[SignedRow, ...]:
    """Return the signed assessments, newest first. ``names`` are clinicians by id."""
    signed = tuple(every)
    replaced = {a.amends for a in signed if a.voided_at is None and a.amends}
    ordered = sorted(signed, key=lambda a: (a.assessed_on, a.signed_at), reverse=True)
    return tuple(_row(assessment, forms, names, assessment.id in replaced) for assessment in ordered)


def _row(assessment: Assessment, forms: Forms, names: Mapping[str, str], replaced: bool) -> SignedRow:
    day = format_date(assessment.signed_at.astimezone().date())
    who = names.get(assessment.signed_by, "a clinician who is not on file")
    detail = f"Signed {day}, {clock_time(assessment.signed_at)} by {who}."
    if assessment.amends:
        detail += f" Amendment: {assessment.reason}"
    if assessment.voided_at is not None:
        detail = f"✗ Struck out {format_date(assessment.voided_at.astimezone().date())}. {detail}"
    elif replaced:
        detail = f"Replaced by an amendment. {detail}"
    return SignedRow(
        id=assessment.id,
        title=f"{KINDS[assessment.kind]}, {format_date_weekday(assessment.assessed_on)}",
        detail=detail,
        stands=assessment.voided_at is None and not replaced,
        parts=_parts(assessment, forms),
    )


def _parts(assessment: Assessment, forms: Forms) -> tuple[SignedPart, ...]:
    by_code: dict[str, list[Observation]] = {}
    for observation in assessment.observations:
        by_code.setdefault(observation.code, []).append(observation)
    parts = []
    for section in forms.sections:
        lines = tuple(_line(forms, by_code.pop(spec.code)) for spec in section.fields if spec.code in by_code)
        if lines:
            parts.append(SignedPart(section.title, lines))
    left_over = tuple(_line(forms, group) for group in by_code.values())
    if left_over:
        parts.append(SignedPart("Fields of an earlier version", left_over))
    if assessment.outcomes:
        parts.append(SignedPart("Outcome measures", tuple(_outcome_line(each) for each in assessment.outcomes)))
    return tuple(parts)


def _line(forms: Forms, group: list[Observation]) -> str:
    """Return ``Heel raise: left 26 reps, right 21 reps (10° incline)``; left always comes first."""
    code = group[0].code
    try:
        spec = forms.field(code)
    except FieldError:
        return f"{code}: " + ", ".join(str(o.text if o.number is None else f"{o.number:g}") for o in group)
    ordered = sorted(group, key=lambda o: o.side or "")
    answers = [f"{o.side} {answer_words(spec, o)}" if o.side else answer_words(spec, o) for o in ordered]
    set_up = next((o.set_up for o in ordered if o.set_up), None)
    tail = f" ({SET_UPS.get(set_up, set_up)})" if set_up else ""
    return f"{spec.label}: {', '.join(answers)}{tail}"


def _outcome_line(outcome: OutcomeEntry) -> str:
    unit = measure_info(outcome.instrument).unit
    items = " ".join("–" if item is None else str(item) for item in outcome.items)
    score = "not scored" if outcome.score is None else f"{outcome.score:g} {unit}"
    missing = f", {outcome.missing} missing" if outcome.missing else ""
    return f"{outcome.instrument}: {score}{missing} (items {items})"
