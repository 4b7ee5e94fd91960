"""Two signed assessments side by side: what was answered on either day, and which changes are real."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from statistics import fmean
from typing import Final

from footrehab_desktop.clinic.answer_words import answer_words, number_text, unit_words
from footrehab_desktop.clinic.case_answers import is_found, result_of
from footrehab_desktop.clinic.case_building import EpisodeFile, build_case
from footrehab_desktop.clinic.chart_marks import chart_marks, has_chart, mark_words
from footrehab_desktop.clinic.foot_posture import POSTURE, POSTURE_PREFIX, posture_score
from footrehab_desktop.clinic.gate_items import items_by_test
from footrehab_desktop.clinic.outcome_results import PSFS, Measured, rated_both_times, results_of, score_words
from footrehab_desktop.clinic.outcome_results import change_words as measure_words
from footrehab_desktop.clinic.patients import age_on
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.library.body_chart import FOOT_SIDES, ChartMark, body_chart
from footrehab_desktop.library.field_spec import (
    BODY_CHART,
    CHOICE,
    DATE,
    NPRS,
    NUMBER,
    OUTCOME,
    SEVERAL,
    TEXT,
    YES_NO,
    FieldSpec,
    Section,
)
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression import (
    CaseError,
    GateItem,
    change_sentence,
    gate_progress,
    limb_symmetry,
    measure_change,
    norm,
    real_change,
)
from footrehab_desktop.progression.codes import MEASURES, SET_UPS
from footrehab_desktop.progression.real_change import NPRS as PAIN_SCORE
from footrehab_desktop.records.values import Assessment, Observation, Side

OTHER, SAME, ONE_DAY, NOT_COMPARABLE = "other", "same", "one_day", "not_comparable"
REAL: Final = frozenset({"better", "worse", "changed", OTHER})
CHANGE_WORDS: Final[dict[str, str]] = {
    "better": "▲ Better",
    "worse": "▼ Worse",
    "changed": "≠ Changed",
    OTHER: "≠ Other answer",
    "no_real_change": "= Within error",
    "not_known": "? No error figure",
    SAME: "= Same",
    ONE_DAY: "– One date only",
    NOT_COMPARABLE: "✗ Not comparable",
    "": "",
}
BOTH: tuple[Side, ...] = ("left", "right")
EARLIER_VERSION = "Fields of an earlier version"
NOT_COMPARED = "Not compared"
NOT_MARKED = "not marked"
CHART = "chart:"
Answers = Mapping[tuple[str, Side | None], Observation]


@dataclass(frozen=True, slots=True)
class Change:
    """One answer on both days in words, empty where there is none, and what its change is.

    ``direction`` is a key of ``CHANGE_WORDS``; ``difference`` and the explaining ``sentence`` may be empty.
    """

    before: str
    after: str
    direction: str = ""
    difference: str = ""
    sentence: str = ""

    @property
    def is_real(self) -> bool:
        """Tell whether this is more than measurement error, or another answer in words."""
        return self.direction in REAL


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """One field. Either ``left`` and ``right`` or ``whole`` is set, each None where nothing was answered.

    ``symmetry``, ``norm`` and ``gates`` (items of the next gate) belong to tests; ``note`` says what stands in the way.
    ``count`` is how many answers the row stands for.
    """

    code: str
    label: str
    left: Change | None = None
    right: Change | None = None
    whole: Change | None = None
    symmetry: str = ""
    norm: str = ""
    gates: tuple[GateItem, ...] = ()
    note: str = ""
    count: int = 1

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return what there is, left first."""
        return tuple(change for change in (self.left, self.right, self.whole) if change is not None)

    @property
    def has_real_change(self) -> bool:
        """Tell whether a side changed by more than measurement error."""
        return any(change.is_real for change in self.changes)


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """A section of the form with what was answered in it on either day."""

    title: str
    rows: tuple[ComparedRow, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The two assessments, the older first, section by section; ``appeared`` and ``gone`` are findings in words."""

    before: Assessment
    after: Assessment
    sections: tuple[ComparedSection, ...]
    appeared: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def real_changes(self) -> tuple[ComparedRow, ...]:
        """Return the rows with a real change, in the order of the form."""
        return tuple(row for section in self.sections for row in section.rows if row.has_real_change)


def change_words(change: Change) -> str:
    """Return a change in words: symbol, word and size."""
    size = f"({change.difference})" if change.difference else ""
    return " ".join(filter(None, (CHANGE_WORDS[change.direction], size)))


def row_detail(row: ComparedRow) -> str:
    """Return what is said beneath a row: symmetry, norm, why it is not comparable, what a measure's change means."""
    meaning = row.whole.sentence if row.code in MEASURES and row.whole is not None else ""
    return " · ".join(filter(None, (row.symmetry, row.norm, row.note, meaning)))


def compare_assessments(file: EpisodeFile, forms: Forms, first: str, second: str, today: date) -> Comparison:
    """Return two standing assessments of an episode side by side; the order of the ids does not matter.

    Raises ``UserFixableError`` when one of them was struck out or amended since, or both are the same.
    """
    standing = {assessment.id: assessment for assessment in file.assessments}
    if first == second or not {first, second} <= set(standing):
        raise UserFixableError("Choose two different assessments that stand: neither struck out nor amended.")
    before, after = sorted((standing[first], standing[second]), key=lambda a: (a.assessed_on, a.signed_at))
    table = _Table(file, forms, before, after, today)
    return Comparison(before, after, table.sections(), table.appeared(), table.gone())


def _answers(assessment: Assessment) -> Answers:
    return {(observation.code, observation.side): observation for observation in assessment.observations}


class _Table:
    """Builds the rows of one comparison."""

    def __init__(self, file: EpisodeFile, forms: Forms, before: Assessment, after: Assessment, today: date) -> None:
        self._file, self._forms = file, forms
        self._before, self._after = before, after
        self._old, self._new = _answers(before), _answers(after)
        self._gates = self._gate_items(today)

    def _gate_items(self, today: date) -> Mapping[str, tuple[GateItem, ...]]:
        """Return the items of the next gate as they stand; they only belong to the newest assessment."""
        newest = max(self._file.assessments, key=lambda a: (a.assessed_on, a.signed_at))
        if self._file.state is None or newest.id != self._after.id:
            return {}
        try:
            return items_by_test(gate_progress(build_case(self._file, self._forms, today), today, self._file.book))
        except CaseError:
            return {}

    def sections(self) -> tuple[ComparedSection, ...]:
        """Return every section in which something was answered."""
        made = [ComparedSection(section.title, tuple(self._section_rows(section))) for section in self._forms.sections]
        left_over = {code for code, _side in (*self._old, *self._new)} - {spec.code for spec in self._forms.fields}
        if left_over:
            rows = (self._row(self._unknown_spec(code)) for code in sorted(left_over))
            made.append(ComparedSection(EARLIER_VERSION, tuple(row for row in rows if row is not None)))
        return tuple(section for section in made if section.rows)

    def _unknown_spec(self, code: str) -> FieldSpec:
        number = any(o.number is not None for (own, _), o in (*self._old.items(), *self._new.items()) if own == code)
        sided = any(side for own, side in (*self._old, *self._new) if own == code)
        return FieldSpec(code, code, NUMBER if number else TEXT, two_sided=sided)

    def _section_rows(self, section: Section) -> Iterable[ComparedRow]:
        if section.layout == BODY_CHART:
            yield from self._chart_rows()
            return
        if any(spec.kind == OUTCOME for spec in section.fields):
            yield from self._measure_rows()
        if any(spec.code.startswith(POSTURE_PREFIX) for spec in section.fields):
            yield from self._posture_rows()
        quiet = 0
        for spec in section.fields:
            row = self._row(spec)
            if row is not None and spec.finding and self._never_found(spec):
                quiet += 1
            elif row is not None:
                yield row
        if quiet:
            none = Change("not found", "not found", SAME)
            yield ComparedRow(f"{section.code}:quiet", f"{quiet} more findings", whole=none, count=quiet)

    def _never_found(self, spec: FieldSpec) -> bool:
        """Tell whether a finding was looked for on both days and not there."""
        sides: tuple[Side | None, ...] = BOTH if spec.two_sided else (None,)
        pairs = [(self._old.get((spec.code, side)), self._new.get((spec.code, side))) for side in sides]
        asked = [pair for pair in pairs if pair != (None, None)]
        return all(
            None not in pair and not any(one is not None and is_found(spec, one) for one in pair) for pair in asked
        )

    def _row(self, spec: FieldSpec) -> ComparedRow | None:
        """Return the row of a field, None when it was not answered on either day."""
        if spec.two_sided:
            left, right = (self._change(spec, side) for side in BOTH)
            row = ComparedRow(spec.code, spec.label, left=left, right=right)
        else:
            row = ComparedRow(spec.code, spec.label, whole=self._change(spec, None))
        if not row.changes:
            return None
        if not spec.test:
            return row
        return replace(
            row,
            symmetry=self._symmetry_words(spec),
            norm=self._norm_words(spec),
            gates=self._gates.get(spec.test, ()),
            note=next((change.sentence for change in row.changes if change.direction == NOT_COMPARABLE), ""),
        )

    def _change(self, spec: FieldSpec, side: Side | None) -> Change | None:
        old, new = self._old.get((spec.code, side)), self._new.get((spec.code, side))
        if old is None or new is None:
            return _one_day(spec, old, new)
        before, after = answer_words(spec, old), answer_words(spec, new)
        if old.set_up != new.set_up:
            return Change(before, after, NOT_COMPARABLE, sentence=_set_up_words(old, new))
        if old.number is not None and new.number is not None:
            return _number_change(spec, old.number, new.number)
        return Change(before, after, *_worded_change(spec, old, new))

    def _symmetry_words(self, spec: FieldSpec) -> str:
        """Return the limb symmetry on both days; with both feet affected there is no sound side."""
        if not spec.lsi:
            return ""
        old, new = self._symmetry(spec, self._old), self._symmetry(spec, self._new)
        words = ["–" if percent is None else f"{percent:.0f} %" for percent in (old, new)]
        return "" if old is None and new is None else f"LSI {words[0]} → {words[1]}"

    def _symmetry(self, spec: FieldSpec, answers: Answers) -> float | None:
        involved = self._file.episode.details.side
        if involved == "both" or spec.test is None:
            return None
        sound: Side = "left" if involved == "right" else "right"
        own, other = answers.get((spec.code, involved)), answers.get((spec.code, sound))
        values = [None if answer is None else result_of(answer) for answer in (own, other)]
        if values[0] is None or values[1] is None:
            return None
        return limb_symmetry(spec.test, values[0], values[1])

    def _norm_words(self, spec: FieldSpec) -> str:
        """Return the norm for the later day; it holds for one set-up only."""
        details = self._file.patient.details
        found = norm(spec.test or "", age_on(details.birth_date, self._after.assessed_on), details.sex)
        set_ups = {o.set_up for (code, _), o in self._new.items() if code == spec.code and o.set_up}
        if not spec.norm or found is None or (found.set_up in SET_UPS and set_ups - {found.set_up}):
            return ""
        return f"norm {found.value:g}{unit_words(spec)}"

    def _posture_rows(self) -> Iterable[ComparedRow]:
        """Yield the total of the Foot Posture Index on each side, with its band."""
        sides: dict[str, Change | None] = {}
        for side in BOTH:
            old = posture_score(self._before.observations, side)
            new = posture_score(self._after.observations, side)
            words = ["" if total is None else f"{total.value:+g}, {total.band}" for total in (old, new)]
            sides[side] = _total_change(words[0], words[1]) if any(words) else None
        if any(sides.values()):
            yield ComparedRow(POSTURE, MEASURES[POSTURE], left=sides["left"], right=sides["right"])

    def _chart_rows(self) -> Iterable[ComparedRow]:
        """Yield the regions that were marked; a chart that was not asked on one of the days tells nothing."""
        old, new = (
            {(mark.region, mark.side): mark for mark in chart_marks(each)} for each in (self._before, self._after)
        )
        asked = has_chart(self._before), has_chart(self._after)
        for region in body_chart().regions:
            pairs = [(old.get((region.code, side)), new.get((region.code, side))) for side in FOOT_SIDES]
            changes = [_mark_change(*pair) if all(asked) else _mark_of_one_day(*pair) for pair in pairs]
            if any(changes):
                yield ComparedRow(f"{CHART}{region.code}", region.name, left=changes[0], right=changes[1])

    def _measure_rows(self) -> Iterable[ComparedRow]:
        old, new = (
            {result.entry.instrument: result for result in results_of(each)} for each in (self._before, self._after)
        )
        for measure in MEASURES:
            if measure in old or measure in new:
                yield _measure_row(measure, old.get(measure), new.get(measure))

    def appeared(self) -> tuple[str, ...]:
        """Return the findings of the later day that were not there on the earlier, or not looked for."""
        found = []
        for place in self._new:
            spec = self._found_at(self._new, place)
            if spec is not None and self._found_at(self._old, place) is None:
                asked = "" if place in self._old else " (not asked before)"
                found.append(_finding_words(spec, place[1]) + asked)
        return tuple(found)

    def gone(self) -> tuple[str, ...]:
        """Return the findings of the earlier day that were looked for on the later and not there."""
        found = []
        for place in self._old:
            spec = self._found_at(self._old, place)
            if spec is not None and place in self._new and self._found_at(self._new, place) is None:
                found.append(_finding_words(spec, place[1]))
        return tuple(found)

    def _found_at(self, answers: Answers, place: tuple[str, Side | None]) -> FieldSpec | None:
        """Return the field of a finding that is there, else None. A figure alone is none: 36.9 °C is no fever."""
        spec = self._spec(place[0])
        if spec is None or not spec.finding or spec.kind == NUMBER or place not in answers:
            return None
        return spec if is_found(spec, answers[place]) else None

    def _spec(self, code: str) -> FieldSpec | None:
        try:
            return self._forms.field(code)
        except FieldError:
            return None


def _finding_words(spec: FieldSpec, side: Side | None) -> str:
    return f"{spec.label}, Patient's {side.upper()}" if side else spec.label


def _one_day(spec: FieldSpec, old: Observation | None, new: Observation | None) -> Change | None:
    if old is None and new is None:
        return None
    words = ["" if answer is None else answer_words(spec, answer) for answer in (old, new)]
    return Change(words[0], words[1], "" if spec.kind == TEXT else ONE_DAY)


def _set_up_words(old: Observation, new: Observation) -> str:
    """Say that two results were measured in different ways."""
    names = [SET_UPS.get(answer.set_up or "", answer.set_up or "set-up not recorded") for answer in (old, new)]
    return f"Not comparable: {names[0]}, then {names[1]}."


def _number_change(spec: FieldSpec, old: float, new: float) -> Change:
    """Return the change of a number. Tests and pain scores are judged; other numbers have no error figure."""
    judged = real_change(PAIN_SCORE if spec.kind == NPRS else spec.test or spec.code, old, new)
    unit = unit_words(spec)
    words = [f"{number_text(spec, value)}{unit}" for value in (old, new)]
    if not judged.difference:
        return Change(words[0], words[1], SAME)
    return Change(
        words[0],
        words[1],
        judged.direction,
        signed(f"{judged.difference:+g}"),
        change_sentence(judged, "points" if spec.kind == NPRS else spec.unit),
    )


def signed(number: str) -> str:
    """Return a number with a real minus sign."""
    return number.replace("-", "\N{MINUS SIGN}")


def _worded_change(spec: FieldSpec, old: Observation, new: Observation) -> tuple[str, str]:
    """Return direction and difference of an answer in words; a note has none."""
    if old.text == new.text:
        return SAME, ""
    if spec.kind == SEVERAL:
        return OTHER, _several_difference(spec, old.text or "", new.text or "")
    if spec.test:
        return "not_known", ""
    return (OTHER, "") if spec.kind in {CHOICE, YES_NO, DATE} else ("", "")


def _several_difference(spec: FieldSpec, old: str, new: str) -> str:
    """Return what came and what went of several choices."""
    before, after = old.split(), new.split()
    labels = dict(spec.answers)
    came = [f"+ {labels.get(code, code)}" for code in after if code not in before]
    went = [f"\N{MINUS SIGN} {labels.get(code, code)}" for code in before if code not in after]
    return ", ".join((*came, *went))


def _total_change(before: str, after: str) -> Change:
    if not (before and after):
        return Change(before, after, ONE_DAY)
    return Change(before, after, SAME if before == after else "not_known")


def _measure_row(measure: str, old: Measured | None, new: Measured | None) -> ComparedRow:
    label = f"{measure}: {MEASURES[measure]}"
    words = ["" if result is None else score_words(result.entry) for result in (old, new)]
    if old is None or new is None:
        return ComparedRow(measure, label, whole=Change(words[0], words[1], ONE_DAY))
    sentence = measure_words(old, new)
    if sentence.startswith(NOT_COMPARED):
        return ComparedRow(measure, label, whole=Change(words[0], words[1], NOT_COMPARABLE, sentence=sentence))
    before, after = _scores(old, new)
    judged = measure_change(measure, before, after)
    direction = judged.direction if judged.difference else SAME
    difference = signed(f"{judged.difference:+g}") if judged.difference else ""
    return ComparedRow(measure, label, whole=Change(words[0], words[1], direction, difference, sentence))


def _scores(old: Measured, new: Measured) -> tuple[float, float]:
    """Return the two scores; of the PSFS the means over the activities that were rated both times."""
    pairs = rated_both_times(old, new) if new.entry.instrument == PSFS else {}
    if pairs:
        before, after = (round(fmean(ratings), 1) for ratings in zip(*pairs.values(), strict=True))
        return before, after
    return old.entry.score or 0.0, new.entry.score or 0.0


def _mark_of_one_day(old: ChartMark | None, new: ChartMark | None) -> Change | None:
    """Return a mark of the only day on which the chart was asked."""
    if old is None and new is None:
        return None
    before, after = ("" if mark is None else mark_words(mark) for mark in (old, new))
    return Change(before, after, ONE_DAY)


def _mark_change(old: ChartMark | None, new: ChartMark | None) -> Change | None:
    """Return what became of a mark; a region that was not marked is nothing found there."""
    if old is None and new is None:
        return None
    before, after = (NOT_MARKED if mark is None else mark_words(mark) for mark in (old, new))
    if old is None or new is None or old.pain is None or new.pain is None:
        return Change(before, after, SAME if before == after else OTHER)
    judged = real_change(PAIN_SCORE, old.pain, new.pain)
    if not judged.difference:
        return Change(before, after, SAME if before == after else OTHER)
    return Change(before, after, judged.direction, signed(f"{judged.difference:+g}"), change_sentence(judged, "points"))
