"""Scores outcome measures by item number and words their change against MDC and MCID."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from footrehab_desktop.progression.measure_table import (
    MAIN_MEASURES,
    MEASURE_TABLE,
    SCHEDULE_AFTER_WEEKS,
    SCHEDULE_WEEKS,
    MeasureInfo,
)

FFI_SUBSCALES = ((0, 9), (9, 18), (18, 23))


class Score(NamedTuple):
    """A score, or None with the reason. ``missing`` counts items without an answer; ``profile`` is EQ-5D's digits."""

    measure: str
    value: float | None
    unit: str
    higher_is_better: bool
    missing: int
    pro_rated: bool
    reason: str | None = None
    band: str | None = None
    profile: str | None = None


def measure_info(code: str) -> MeasureInfo:
    """Return what is known about a measure. Raises ``KeyError`` for an unknown code."""
    return MEASURE_TABLE[code]


def measures_for(condition: str) -> tuple[str, ...]:
    """Return the measures to use for a condition, the main ones first."""
    main = MAIN_MEASURES[condition]
    others = tuple(code for code, info in MEASURE_TABLE.items() if condition in info.conditions and code not in main)
    return main + others


def measure_dates(start: date, until: date) -> tuple[date, ...]:
    """Return the days on which measures are due from ``start`` to ``until``: weeks 0, 3, 6, 9, 12, then 12-weekly."""
    weeks = list(SCHEDULE_WEEKS)
    while start + timedelta(weeks=weeks[-1]) < until:
        weeks.append(weeks[-1] + SCHEDULE_AFTER_WEEKS)
    return tuple(day for week in weeks if (day := start + timedelta(weeks=week)) <= until)


def score(measure: str, items: Sequence[int | None]) -> Score:
    """Return the score of ``items`` in item order (None = no answer or not applicable).

    Raises ``ValueError`` for an answer outside its range or more items than the measure has, ``KeyError`` for an
    unknown measure.
    """
    info = MEASURE_TABLE[measure]
    _check(info, items)
    answered = [item for item in items if item is not None]
    missing = info.items - len(answered)
    if len(answered) < info.fewest:
        return _score(info, None, missing, f"at least {info.fewest} of {info.items} items must be answered")
    if info.rule == "profile":
        profile = "".join(str(item) for item in answered[:-1])
        return _score(info, float(answered[-1]), missing, profile=profile)
    return _score(info, round(_value(info, answered), 1), missing)


def ffi_mean_of_subscales(items: Sequence[int | None]) -> Score:
    """Return the Foot Function Index as the mean of its three subscales (the alternative formula), %."""
    info = MEASURE_TABLE["FFI"]
    _check(info, items)
    padded = [*items, *([None] * (info.items - len(items)))]
    parts = [[item for item in padded[first:last] if item is not None] for first, last in FFI_SUBSCALES]
    missing = sum(item is None for item in padded)
    if not all(parts):
        return _score(info, None, missing, "each of the three subscales needs an answer")
    return _score(info, round(sum(_percent(info, part) for part in parts) / len(parts), 1), missing)


def _check(info: MeasureInfo, items: Sequence[int | None]) -> None:
    if len(items) > info.items:
        raise ValueError(f"{info.code} has {info.items} items")
    for number, (item, (lowest, highest)) in enumerate(zip(items, info.item_ranges, strict=False), start=1):
        if item is None:
            continue
        if type(item) is not int or not lowest <= item <= highest or item % info.step:
            steps = f" in steps of {info.step}" if info.step > 1 else ""
            raise ValueError(f"item {number} must be a whole number from {lowest} to {highest}{steps}")


def _score(
    info: MeasureInfo, value: float | None, missing: int, reason: str | None = None, profile: str | None = None
) -> Score:
    pro_rated = value is not None and missing > 0 and info.rule != "mean"
    return Score(
        measure=info.code,
        value=value,
        unit=info.unit,
        higher_is_better=info.higher_is_better,
        missing=missing,
        pro_rated=pro_rated,
        reason=reason,
        band=band(info.code, value),
        profile=profile,
    )


def band(measure: str, value: float | None) -> str | None:
    """Return the name of the band that a score lies in, None where the measure has none."""
    if value is None:
        return None
    bands = MEASURE_TABLE[measure].bands
    return next((each.label for each in reversed(bands) if each.lowest <= round(value, 1)), None)


def _value(info: MeasureInfo, answered: list[int]) -> float:
    mean = sum(answered) / len(answered)
    if info.rule == "percent":
        return _percent(info, answered)
    if info.rule == "percent from one":
        return 100 * (mean - 1) / (info.item_ranges[0][1] - 1)
    if info.rule == "sum":
        return mean * info.items
    if info.rule == "sum of tens":
        return mean * info.items / 10
    return mean


def _percent(info: MeasureInfo, answered: list[int]) -> float:
    return 100 * sum(answered) / (info.item_ranges[0][1] * len(answered))


def improvement(measure: str, before: float, after: float) -> float:
    """Return by how much a score got better (negative: worse)."""
    gain = after - before if MEASURE_TABLE[measure].higher_is_better else before - after
    return round(gain, 6)


def change_wording(measure: str, before: float, after: float) -> str:
    """Return the sentence for a change: real against MDC, meaningful against MCID, certain when both are reached."""
    info = MEASURE_TABLE[measure]
    gain = improvement(measure, before, after)
    size = abs(gain)
    words = {
        "measure": measure,
        "before": f"{before:g}",
        "after": f"{after:g}",
        "size": f"{size:g}",
        "direction": "better" if gain > 0 else "worse",
        "limits": "; ".join(f"{value.name} {value.value:g}" for value in info.change),
    }
    return _CHANGE[_change_kind(info, size)].format_map(words)


def _change_kind(info: MeasureInfo, size: float) -> str:
    if size == 0:
        return "same"
    mdc, mcid = info.smallest("MDC"), info.smallest("MCID")
    real = None if mdc is None else size >= mdc.value
    meaningful = None if mcid is None else size >= mcid.value
    return _KINDS[(real, meaningful)]


_KINDS: dict[tuple[bool | None, bool | None], str] = {
    (True, True): "certain",
    (True, False): "real",
    (False, True): "uncertain",
    (False, False): "none",
    (True, None): "real",
    (False, None): "none",
    (None, True): "meaningful",
    (None, False): "none",
    (None, None): "unknown",
}
_CHANGE = {
    "same": "{measure} is unchanged at {after}.",
    "certain": "{measure} went from {before} to {after}, {size} {direction}: a certain and meaningful change "
    "({limits}).",
    "real": "{measure} went from {before} to {after}, {size} {direction}: changed beyond measurement error ({limits}).",
    "uncertain": "{measure} went from {before} to {after}, {size} {direction}: large enough to matter to the patient, "
    "but within measurement error ({limits}).",
    "meaningful": "{measure} went from {before} to {after}, {size} {direction}: a meaningful change ({limits}).",
    "none": "{measure} went from {before} to {after}: not a change that can be relied on ({limits}).",
    "unknown": "{measure} went from {before} to {after}, {size} {direction}; no change value is known for it.",
}
