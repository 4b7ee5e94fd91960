"""Looking ahead while the form is typed: what the core would say if the answers so far were signed now.

Nothing of this is stored. Referral, gate marks, symmetry and norms all come from the core; here they get words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from footrehab_desktop.clinic.answer_words import unit_words
from footrehab_desktop.clinic.case_answers import NOT_ASSESSED
from footrehab_desktop.clinic.case_building import EpisodeFile, case_json
from footrehab_desktop.clinic.foot_posture import POSTURE_PREFIX
from footrehab_desktop.clinic.gate_items import items_by_test
from footrehab_desktop.clinic.patients import age_on
from footrehab_desktop.library.field_spec import FieldSpec
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression import (
    Case,
    CaseError,
    GateItem,
    Norm,
    decide,
    gate_progress,
    group_readings,
    limb_symmetry,
    norm,
    read_case,
    score,
    write_decision,
)
from footrehab_desktop.progression import referral_of as core_referral_of
from footrehab_desktop.progression.codes import SET_UPS
from footrehab_desktop.progression.rulebook import Rulebook
from footrehab_desktop.ui.presenters.assess import BOTH_SIDES, AssessmentForm
from footrehab_desktop.ui.presenters.assess_gait import gait_readings
from footrehab_desktop.ui.presenters.assess_sheet import Place

FIRST_STATE = {"phase": "PH0", "level": 0}
MarkState = Literal["met", "not_met", "stale", "unknown"]
MARK_WORDS: dict[str, str] = {"met": "✓ Met", "not_met": "✗ Not met", "stale": "↻ Stale", "unknown": "? Unknown"}
READING_SIGNS = {"refer": "✚", "open": "○", "clear": "✓"}
YES_NO_NUMBERS = {"yes": 1.0, "no": 0.0}

# What each urgency is called; where to, how fast and why come from the core.
HEADLINES = {
    "EMERGENCY": "Refer now: emergency",
    "SAME_DAY": "Refer today",
    "URGENT": "Refer urgently",
    "SOON": "Refer soon",
    "ROUTINE": "Refer",
}


@dataclass(frozen=True, slots=True)
class ReferralReason:
    """One rule that asks for a referral, in the core's sentence, with rule and sources."""

    sentence: str
    rule: str
    source: str


@dataclass(frozen=True, slots=True)
class Referral:
    """The findings so far ask for a referral: how urgent, to whom, what protects and may go on meanwhile, why."""

    headline: str
    what_to_do: str
    reasons: tuple[ReferralReason, ...]
    until_then: str = ""
    go_on: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """Met, not met, stale or unknown against the next gate or the norm, with a sentence."""

    state: MarkState
    sentence: str

    @property
    def sign_and_word(self) -> str:
        """Return the state as a sign with its word."""
        return MARK_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class RowReading:
    """What stands beneath the two sides of a test: symmetry, norm, and the marks."""

    symmetry: str = ""
    norm: str = ""
    marks: tuple[Mark, ...] = ()


class Outlook:
    """The core's view of a form. ``refresh`` asks again after an answer to a test or finding changed."""

    def __init__(self, form: AssessmentForm, today: date) -> None:
        self._form = form
        self._today = today
        self._gates: Mapping[str, tuple[GateItem, ...]] = {}
        self._case: Case | None = None
        self._group_readings: Mapping[str, str] | None = None
        self.referral: Referral | None = None

    def refresh(self) -> None:
        """Ask the core about the answers as they stand."""
        file = replace(self._form.file, assessments=(*self._form.earlier, self._form.provisional()))
        self._gates, self._case, self._group_readings = {}, None, None
        try:
            case = _case(file, self._form.forms, self._today)
        except CaseError as error:
            self.referral = _not_judged(error)
            return
        self._case = case
        self.referral = referral_of(case, self._today, file.book)
        if file.state is not None:
            self._gates = items_by_test(gate_progress(case, self._today, file.book))

    def group_reading(self, heading: str) -> str:
        """Return in one line what the rules say about the answers under a heading, empty before there are any."""
        if self._group_readings is None:
            self._group_readings = {} if self._case is None else self._read_groups(self._case)
        return self._group_readings.get(heading, "")

    def _read_groups(self, case: Case) -> Mapping[str, str]:
        asked: dict[str, dict[str, None]] = {}
        answered = set()
        for spec in (spec for section in self._form.sections for spec in section.fields):
            if spec.finding and not spec.site:
                asked.setdefault(spec.heading, {})[spec.finding] = None
                verdict = self._form.verdict(Place(spec.code))
                if verdict.counts and verdict.text != NOT_ASSESSED:
                    answered.add(spec.finding)
        groups = {heading: tuple(codes) for heading, codes in asked.items()}
        book = self._form.file.book
        read = group_readings(case, self._today, groups, answered, book)
        lines = {heading: f"{READING_SIGNS[each.state]} {each.sentence}" for heading, each in read.items()}
        every = (spec for section in self._form.sections for spec in section.fields)
        return {**gait_readings(case, self._form.assessed_on, every, book), **lines}

    def reading(self, spec: FieldSpec) -> RowReading:
        """Return what stands beneath one test."""
        if spec.test is None:
            return RowReading()
        sides = self._sides(spec)
        found = self._norm(spec)
        marks = tuple(Mark(_state(item.state), item.sentence) for item in self._gates.get(spec.test, ()))
        if not marks and found is not None and any(value is not None for value in sides.values()):
            marks = tuple(_norm_mark(spec, found, side, value) for side, value in sides.items() if value is not None)
        return RowReading(self._symmetry(spec, sides), self._norm_words(spec, found), marks)

    def _sides(self, spec: FieldSpec) -> dict[str, float | None]:
        return {side: _number(self._form, Place(spec.code, side)) for side in BOTH_SIDES if spec.two_sided}

    def _symmetry(self, spec: FieldSpec, sides: Mapping[str, float | None]) -> str:
        """Return the limb symmetry in words; with both feet affected there is no sound side."""
        involved = self._form.involved
        if not spec.lsi or spec.test is None or involved == "both":
            return ""
        other = "left" if involved == "right" else "right"
        own, sound = sides.get(involved), sides.get(other)
        if own is None or sound is None:
            return ""
        percent = limb_symmetry(spec.test, own, sound)
        return "" if percent is None else f"LSI {percent:.0f} % ({involved} to {other})"

    def _norm(self, spec: FieldSpec) -> Norm | None:
        details = self._form.file.patient.details
        if not spec.norm or spec.test is None:
            return None
        return norm(spec.test, age_on(details.birth_date, self._form.assessed_on), details.sex)

    def _norm_words(self, spec: FieldSpec, found: Norm | None) -> str:
        if found is None:
            return ""
        details = self._form.file.patient.details
        years = age_on(details.birth_date, self._form.assessed_on)
        words = f"Norm {found.value:g}{unit_words(spec)} at {years} years"
        set_up = self._form.set_up(spec)
        if set_up and found.set_up in SET_UPS and set_up != found.set_up:
            return f"{words}, for: {SET_UPS[found.set_up]}. Not comparable with: {SET_UPS[set_up]}"
        return words


def _case(file: EpisodeFile, forms: Forms, today: date) -> Case:
    content = case_json(file, forms, today)
    content.setdefault("state", dict(FIRST_STATE))
    return read_case(content)


def standing_referral(file: EpisodeFile, forms: Forms, today: date) -> Referral | None:
    """Return the referral that what is signed so far asks for."""
    if not file.assessments:
        return None
    try:
        return referral_of(_case(file, forms, today), today, file.book)
    except CaseError as error:
        return _not_judged(error)


def _not_judged(error: CaseError) -> Referral:
    """Say so when the record holds something that the core does not take: silence could pass for "no red flag"."""
    return Referral(
        "The findings cannot be judged",
        "Mend what is named below; until then decide without the program.",
        tuple(ReferralReason(fault.message, fault.path, "the record") for fault in error.faults),
    )


def referral_of(case: Case, today: date, book: Rulebook) -> Referral | None:
    """Return the referral that the core asks for, None when it asks for none."""
    decided = decide(case, today, book)
    asked = core_referral_of(decided.reasons)
    if asked is None:
        return None
    reasons = tuple(
        ReferralReason(reason["text"], reason["rule"], ", ".join(reason["sources"] or (reason["mark"],)))
        for reason in write_decision(decided)["reasons"]
        if reason["decision"] == "REFER"
    )
    return Referral(
        headline=HEADLINES[asked.urgency],
        what_to_do=f"{'; '.join(asked.to)}: {asked.when}.",
        reasons=reasons,
        until_then=" ".join(asked.protect),
        go_on=asked.go_on,
    )


def _number(form: AssessmentForm, place: Place) -> float | None:
    verdict = form.verdict(place)
    if not verdict.counts:
        return None
    return verdict.number if verdict.number is not None else YES_NO_NUMBERS.get(verdict.text or "")


def _state(code: str) -> MarkState:
    return code if code in MARK_WORDS else "unknown"  # type: ignore[return-value]  # the words' keys are the states


def _norm_mark(spec: FieldSpec, found: Norm, side: str, value: float) -> Mark:
    if value >= found.value:
        return Mark("met", f"Patient's {side} reaches the norm.")
    return Mark("not_met", f"Patient's {side} is below the norm by {found.value - value:g}{unit_words(spec)}.")


def posture_words(form: AssessmentForm, side: str) -> str:
    """Return the Foot Posture Index of one side: total and band, or how many of the six items are scored."""
    texts = [form.verdict(Place(spec.code, side)) for spec in posture_items(form)]
    items = [int(verdict.number) if verdict.counts and verdict.number is not None else None for verdict in texts]
    result = score("FPI-6", items)
    if result.value is None:
        return f"{len(items) - items.count(None)} of {len(items)} items" if any(i is not None for i in items) else ""
    return f"{result.value:+g}, {result.band}"


def posture_items(form: AssessmentForm) -> tuple[FieldSpec, ...]:
    """Return the items of the Foot Posture Index in this assessment."""
    return tuple(s for section in form.sections for s in section.fields if s.code.startswith(POSTURE_PREFIX))
