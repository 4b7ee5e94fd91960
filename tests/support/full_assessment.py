"""Assessments in which everything is answered, made from the shipped forms, for what must hold all of it."""

from footrehab_desktop.library.field_spec import (
    BODY_CHART,
    CHOICE,
    DATE,
    NPRS,
    NUMBER,
    OUTCOME,
    SEVERAL,
    YES_NO,
    FieldSpec,
)
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression import measure_info, measures_for, score
from footrehab_desktop.records.values import Observation, OutcomeEntry, Side

SIDES: tuple[Side, ...] = ("left", "right")
DAY = "2026-02-20"
MARKED_FIELDS = 12


def full_observations(forms: Forms, kind: str = "baseline", *, step: int = 0) -> tuple[Observation, ...]:
    """Return an answer to every field of a kind of assessment; another ``step`` gives other answers."""
    made = []
    for section in forms.for_kind(kind):
        # Nobody marks every region of the feet: four of them are much already.
        fields = section.fields[:MARKED_FIELDS] if section.layout == BODY_CHART else section.fields
        for number, spec in enumerate(fields):
            if spec.kind != OUTCOME:
                sides: tuple[Side | None, ...] = SIDES if spec.two_sided else (None,)
                made += [_answer(spec, side, number + step * (number % 3)) for side in sides]
    return tuple(made)


def _answer(spec: FieldSpec, side: Side | None, number: int) -> Observation:
    if spec.kind in {NUMBER, NPRS}:
        low, high = spec.plausible_low, spec.plausible_high
        low = (spec.low or 0) if low is None else low
        high = (spec.high or 10) if high is None else high
        part = ((number * 37) % 10 + (1 if side == "left" else 0)) / 12
        value = round(low + (high - low) * part, spec.decimals)
        return Observation(spec.code, side, number=float(value), set_up=spec.set_ups[0] if spec.set_ups else None)
    return Observation(spec.code, side, text=_words(spec, number))


def _words(spec: FieldSpec, number: int) -> str:
    if spec.kind == YES_NO:
        return "no" if spec.finding or spec.code == "chart_nothing" else ("yes", "no")[number % 2]
    if spec.kind == CHOICE:
        return "no" if spec.finding else spec.choices[number % len(spec.choices)][0]
    if spec.kind == SEVERAL:
        codes = [code for code, _label in spec.choices]
        return " ".join(codes[: 1 + number % len(codes)])
    return DAY if spec.kind == DATE else f"Note {number} on {spec.label.lower()}, in a few words of the clinician."


def full_outcomes(condition: str, *, better_by: int = 0) -> tuple[OutcomeEntry, ...]:
    """Return two scored outcome measures of a condition."""
    entries = []
    for measure in measures_for(condition)[:2]:
        info = measure_info(measure)
        up = 1 if info.higher_is_better else -1
        items = tuple(min(high, max(low, (low + high) // 2 + up * better_by)) for low, high in info.item_ranges)
        result = score(measure, items)
        entries.append(OutcomeEntry(measure, items, result.value, result.missing))
    return tuple(entries)
