"""What is found at each visit of an invented patient: read from ``resources/demo/visits.json``, typed like a clinician.

A number written ``[first, last]`` changes evenly from the first visit to the last.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from footrehab_desktop.library.body_chart import field_codes
from footrehab_desktop.library.field_spec import CHOICE, YES_NO, FieldSpec, Section
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.records.values import AssessmentKind, Observation, Side
from footrehab_desktop.resource_files import resource_path

BASELINE = "baseline"
MARK_PARTS = ("kind", "pain", "tender")


@dataclass(frozen=True, slots=True)
class Visit:
    """An assessment ``week`` weeks after the start. ``answers`` and ``marks`` go before those of the whole case.

    ``amend`` holds reason and corrected answers, ``strike_out`` a reason, ``letter`` the note of a referral letter;
    ``reassessed``: the visit answers a referral.
    """

    week: int
    kind: AssessmentKind
    answers: Mapping[str, Any]
    marks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    amend: Mapping[str, Any] | None = None
    strike_out: str = ""
    letter: str = ""
    reassessed: bool = False


@dataclass(frozen=True, slots=True)
class CaseNotes:
    """All visits of one story.

    ``first`` is answered at the first visit, ``later`` from the second on, ``always`` each time; ``marks`` are those of
    the body chart by region, ``measures`` the scores aimed at, ``activities`` the patient's own with their ratings;
    ``recovers``: tests of the involved side come back.
    """

    first: Mapping[str, Any]
    later: Mapping[str, Any]
    always: Mapping[str, Any]
    marks: Mapping[str, Mapping[str, Any]]
    measures: Mapping[str, Any]
    activities: Mapping[str, Any]
    visits: tuple[Visit, ...]
    recovers: bool = True

    def share(self, visit: Visit) -> float:
        """Return how much of the way from the first to the last visit is done, 0 to 1."""
        return visit.week / max(each.week for each in self.visits)


def load_case_notes() -> Mapping[str, CaseNotes]:
    """Return the notes of every condition from ``resources/demo/visits.json``."""
    data = json.loads(resource_path("demo", "visits.json").read_text(encoding="utf-8"))
    notes = {}
    for condition, case in data["cases"].items():
        case["first"] = data["first_visit"] | case["first"]
        case["later"] = data["later_visits"] | case["later"]
        notes[condition] = CaseNotes(**case | {"visits": tuple(Visit(**visit) for visit in case["visits"])})
    return notes


def between(value: Any, share: float) -> Any:
    """Return a value of the notes as it stands after ``share`` of the way from first to last."""
    if not isinstance(value, list):
        return value
    first, last = value
    now = first + (last - first) * share
    return round(now) if isinstance(first, int) and isinstance(last, int) else round(now, 1)


@dataclass(frozen=True, slots=True)
class Typist:
    """Answers the forms for one patient: what the notes say, and no to every usual red flag they do not name."""

    forms: Forms
    notes: CaseNotes
    condition: str
    age: int
    involved: Side

    def observations(self, visit: Visit, on: date, corrected: Mapping[str, Any] | None = None) -> list[Observation]:
        """Return the answers of a visit, checked as if they were typed on that day."""
        stage = self.notes.first if visit.kind == BASELINE else self.notes.later
        told = {**self._nothing_found(visit), **self.notes.always, **stage, **visit.answers, **(corrected or {})}
        told |= self._marked(visit)
        asked = {spec.code: spec for section in self.forms.for_kind(visit.kind) for spec in section.fields}
        return [
            observation
            for code, value in told.items()
            if code in asked
            for observation in self._answered(asked[code], value, self.notes.share(visit), on)
        ]

    def _nothing_found(self, visit: Visit) -> Mapping[str, str]:
        return {
            spec.code: "no"
            for section in self.forms.for_kind(visit.kind)
            for spec in section.fields
            if spec.finding and spec.kind in {YES_NO, CHOICE} and not spec.two_sided and self._is_usual(section, spec)
        }

    def _is_usual(self, section: Section, spec: FieldSpec) -> bool:
        return section.group(spec.heading).is_usual(self.condition, self.age)

    def _marked(self, visit: Visit) -> dict[str, Any]:
        """Return the marks as fields of the body chart. Where it hurts no more, only the pressing is told."""
        told: dict[str, Any] = {}
        for region in (*self.notes.marks, *(each for each in visit.marks if each not in self.notes.marks)):
            mark = {**self.notes.marks.get(region, {}), **visit.marks.get(region, {})}
            gone = not between(mark["pain"], self.notes.share(visit))
            for code, part in zip(field_codes(region), MARK_PARTS, strict=True):
                told[code] = ("no" if part == "tender" else "") if gone else mark[part]
        return told

    def _answered(self, spec: FieldSpec, value: Any, share: float, on: date) -> Iterator[Observation]:
        if not spec.two_sided:
            sides: Mapping[Side | None, Any] = {None: value}
        else:
            sides = self._by_side(value)
        for side, each in sides.items():
            checked = spec.check(str(between(each, share)), on)
            if checked.number is not None or checked.text is not None:
                yield Observation(spec.code, side, checked.number, checked.text)

    def _by_side(self, value: Any) -> Mapping[Side | None, Any]:
        """Return a value by side; one alone is that of the involved side, or of both."""
        involved: tuple[Side, ...] = ("left", "right") if self.involved == "both" else (self.involved,)
        if not isinstance(value, dict):
            return dict.fromkeys(involved, value)
        if "involved" not in value:
            return value
        healthy: Side = "right" if self.involved == "left" else "left"
        return {self.involved: value["involved"], healthy: value["other"]}
