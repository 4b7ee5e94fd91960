"""Signed assessments as the start view shows them, and assessments that were begun and not signed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import get_args

from footrehab_desktop.clinic.assessments import draft_form
from footrehab_desktop.clinic.chart_marks import chart_marks
from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.clinic.signed_assessment import (
    SignedPart,
    amended_lines,
    assessment_title,
    moment_words,
    signed_parts,
    signed_words,
    standing_words,
)
from footrehab_desktop.library.body_chart import ChartMark
from footrehab_desktop.library.forms import KINDS, Forms
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Assessment, AssessmentKind, Draft


@dataclass(frozen=True, slots=True)
class SignedText:
    """All that a signed assessment says; ``changed`` is what it changed as an amendment."""

    parts: tuple[SignedPart, ...]
    marks: tuple[ChartMark, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignedRow:
    """One signed assessment. ``stands`` is false when it was struck out or replaced by an amendment.

    ``standing`` says why it no longer counts, ``reason`` why it was amended. ``read`` returns the rest, made when it is
    looked at: a list of many full assessments must show at once.
    """

    id: str
    title: str
    signed: str
    stands: bool
    struck_out: bool
    standing: str
    reason: str
    read: Callable[[], SignedText]

    @property
    def detail(self) -> str:
        """Return what stands beneath the title in the list."""
        if self.struck_out:
            return f"✗ {self.standing}"
        if not self.stands:
            return f"↻ {self.standing}"
        return f"{self.signed} Amendment." if self.reason else self.signed


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
    return f"{KINDS[kind]}, not signed. Typed {moment_words(draft.saved_at)}."


def signed_rows(every: Iterable[Assessment], forms: Forms, names: Mapping[str, str]) -> tuple[SignedRow, ...]:
    """Return the signed assessments, newest first. ``names`` are clinicians by id."""
    signed = tuple(every)
    by_id = {assessment.id: assessment for assessment in signed}
    amendments = {a.amends: a for a in signed if a.voided_at is None and a.amends}
    ordered = sorted(signed, key=lambda a: (a.assessed_on, a.signed_at), reverse=True)
    return tuple(
        _row(assessment, forms, names, amendments.get(assessment.id), by_id.get(assessment.amends or ""))
        for assessment in ordered
    )


def _row(
    assessment: Assessment,
    forms: Forms,
    names: Mapping[str, str],
    amendment: Assessment | None,
    amended: Assessment | None,
) -> SignedRow:
    standing = standing_words(assessment, amendment, names)
    return SignedRow(
        id=assessment.id,
        title=assessment_title(assessment),
        signed=signed_words(assessment, names),
        stands=not standing,
        struck_out=assessment.voided_at is not None,
        standing=standing,
        reason=assessment.reason or "",
        read=partial(_text, assessment, amended, forms),
    )


def _text(assessment: Assessment, amended: Assessment | None, forms: Forms) -> SignedText:
    changed = amended_lines(amended, assessment, forms) if amended is not None else ()
    return SignedText(signed_parts(assessment, forms), chart_marks(assessment), changed)
