"""Scores outcome measures by item number, words their change against MDC and MCID, and says when each is due."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, count, takewhile
from math import ceil
from typing import Final, NamedTuple

from footrehab_desktop.progression.measure_table import (
    FFI_SUBSCALES,
    MAIN_MEASURES,
    MEASURE_TABLE,
    PSFS_ACTIVITY_CHANGE,
    SCHEDULE_AFTER_WEEKS,
    SCHEDULE_EARLY_DAYS,
    SCHEDULE_WEEKS,
    ChangeValue,
    MeasureInfo,
)

NOT_APPLICABLE: Final = "n/a"
Answer = int | str | None
"""An answer, ``NOT_APPLICABLE``, or None for no answer."""
SHARE_NEEDED: Final = 0.9


class Score(NamedTuple):
    """A score, or None with the reason.

    ``missing`` counts items without an answer, ``not_applicable`` those marked so; ``profile`` is EQ-5D's digits.
    """

    measure: str
    value: float | None
    unit: str
    higher_is_better: bool
    missing: int
    pro_rated: bool
    reason: str | None = None
    band: str | None = None
    profile: str | None = None
    not_applicable: int = 0


def measure_info(code: str) -> MeasureInfo:
    """Return what is known about a measure. Raises ``KeyError`` for an unknown code."""
    return MEASURE_TABLE[code]


def measures_for(condition: str) -> tuple[str, ...]:
    """Return the measures to use for a condition, the main ones first."""
    main = MAIN_MEASURES[condition]
    others = tuple(code for code, info in MEASURE_TABLE.items() if condition in info.conditions and code not in main)
    return main + others


def schedule(start: date) -> Iterator[tuple[int, date]]:
    """Go through the days on which measures are due, with their weeks after ``start``: 0, 3, 6, 9, 12, then 12-weekly.

    There is always another one.
    """
    later = count(SCHEDULE_WEEKS[-1] + SCHEDULE_AFTER_WEEKS, SCHEDULE_AFTER_WEEKS)
    return ((week, start + timedelta(weeks=week)) for week in chain(SCHEDULE_WEEKS, later))


def measure_due(start: date, last_on: date | None, today: date) -> tuple[int, date]:
    """Return week and day for which a measure is to be taken next, after it was taken on ``last_on``.

    That is the latest day of the schedule that has come and for which it was not taken, otherwise the next to come.
    A measure taken up to a week early counts for its day.
    """
    served = date.min if last_on is None else last_on + timedelta(days=SCHEDULE_EARLY_DAYS)
    waiting = ((week, day) for week, day in schedule(start) if last_on is None or day > served)
    first = next(waiting)
    return max([first, *takewhile(lambda due: due[1] <= today, waiting)])


def score(measure: str, items: Sequence[Answer], version: str = "") -> Score:
    """Return the score of ``items`` in item order, in a version of the measure ("": the usual one).

    Raises ``ValueError`` for an answer outside its range, an item that cannot be marked as not applicable, or more
    items than the measure has, ``KeyError`` for an unknown measure or version.
    """
    info = MEASURE_TABLE[measure].in_version(version)
    _check(info, items)
    answered = [item for item in items if isinstance(item, int)]
    marked = sum(item == NOT_APPLICABLE for item in items)
    missing = info.items - len(answered) - marked
    profile = _profile(info, items)
    reason = _why_not(info, items, len(answered), marked)
    value = None if reason else round(_value(info, items, answered), 1)
    return Score(
        measure=info.code,
        value=value,
        unit=info.unit,
        higher_is_better=info.higher_is_better,
        missing=missing,
        pro_rated=value is not None and missing > 0 and info.rule != "mean",
        reason=reason,
        band=band(info.code, value),
        profile=profile,
        not_applicable=marked,
    )


def _check(info: MeasureInfo, items: Sequence[Answer]) -> None:
    if len(items) > info.items:
        raise ValueError(f"{info.code} has {info.items} items")
    for number, (item, (lowest, highest)) in enumerate(zip(items, info.item_ranges, strict=False), start=1):
        if item is None or (item == NOT_APPLICABLE and number in info.not_applicable):
            continue
        if type(item) is not int or not lowest <= item <= highest or item % info.step:
            steps = f" in steps of {info.step}" if info.step > 1 else ""
            raise ValueError(f"item {number} must be a whole number from {lowest} to {highest}{steps}")


def _why_not(info: MeasureInfo, items: Sequence[Answer], answered: int, marked: int) -> str | None:
    """Return why there is no score, None when there is one."""
    if info.void and marked:
        return info.void
    if not answered:
        return "no item is answered"
    whole = info.items - marked if info.leaves_denominator else info.items
    fewest = ceil(SHARE_NEEDED * whole) if info.leaves_denominator else info.fewest
    if answered < fewest:
        needed = f"all {whole}" if fewest == whole else f"at least {fewest} of {whole}"
        return f"{needed} items must be answered"
    if info.rule == "mean of subscales" and None in dict(ffi_subscales(items)).values():
        return "each of the three subscales needs an answer"
    return None


def _profile(info: MeasureInfo, items: Sequence[Answer]) -> str | None:
    """Return the digits of all dimensions, which stand also without the VAS; one missing and there is no profile."""
    digits = [item for item in items[: info.items - 1] if item is not None]
    if info.rule != "profile" or len(digits) < info.items - 1:
        return None
    return "".join(str(digit) for digit in digits)


def ffi_subscales(items: Sequence[Answer], highest: int = 10) -> tuple[tuple[str, float | None], ...]:
    """Return the scores of the three subscales of the Foot Function Index in %, None for one without an answer.

    ``highest`` is the highest answer of an item in the form that was used.
    """
    found = []
    for scale in FFI_SUBSCALES:
        part = [item for item in items[scale.first : scale.end] if isinstance(item, int)]
        found.append((scale.name, 100 * sum(part) / (highest * len(part)) if part else None))
    return tuple(found)


def band(measure: str, value: float | None) -> str | None:
    """Return the name of the band that a score lies in, None where the measure has none."""
    if value is None:
        return None
    bands = MEASURE_TABLE[measure].bands
    return next((each.label for each in reversed(bands) if each.lowest <= round(value, 1)), None)


def _value(info: MeasureInfo, items: Sequence[Answer], answered: list[int]) -> float:
    mean = sum(answered) / len(answered)
    highest = info.item_ranges[0][1]
    if info.rule == "profile":
        return float(answered[-1])
    if info.rule == "percent":
        return 100 * mean / highest
    if info.rule == "mean of subscales":
        return sum(value or 0 for _name, value in ffi_subscales(items, highest)) / len(FFI_SUBSCALES)
    if info.rule == "percent from one":
        return 100 * (mean - 1) / (highest - 1)
    if info.rule in {"sum", "sum of tens"}:
        return mean * info.items / info.step
    return mean


def improvement(measure: str, before: float, after: float) -> float:
    """Return by how much a score got better (negative: worse)."""
    gain = after - before if MEASURE_TABLE[measure].higher_is_better else before - after
    return round(gain, 6)


def same_version(measure: str, one: str, other: str) -> bool:
    """Tell whether two scores of a measure come from the same form and formula, so that they may be compared."""
    info = MEASURE_TABLE[measure]
    return info.version(one) == info.version(other)


def change_wording(measure: str, before: float, after: float, weeks: int = 0) -> str:
    """Return the sentence for a change between scores so many weeks apart: real against MDC, meaningful against MCID.

    It is certain when both are reached. Where patients notice less than can be measured, both are shown and it is said.
    """
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
    sentence = _CHANGE[_change_kind(info, size, weeks)].format_map(words)
    return f"{sentence}{_SIZES[change_size(measure, size)]}"


def activity_wording(before: int, after: int) -> str:
    """Return what the change of a single activity of the PSFS is, as part of a sentence."""
    if before == after:
        return "unchanged"
    size = f"{abs(after - before)} {'better' if after > before else 'worse'}"
    real = abs(after - before) >= PSFS_ACTIVITY_CHANGE.value
    judged = "changed" if real else "no change to rely on"
    return f"{size}: {judged} ({PSFS_ACTIVITY_CHANGE.name} {PSFS_ACTIVITY_CHANGE.value:g})"


def subscale_wording(name: str, before: float, after: float) -> str:
    """Return what the change of a subscale of the Foot Function Index is, as part of a sentence; lower is better."""
    change = {scale.name: scale.change for scale in FFI_SUBSCALES}[name]
    size = round(abs(after - before), 1)
    if not size:
        return f"{name} unchanged"
    words = f"{name} {size:g} {'better' if after < before else 'worse'}"
    if change is None:
        return f"{words}, no change value is known"
    judged = "a meaningful change" if size >= change.value else "not a change that can be relied on"
    return f"{words}, {judged} ({change.name} {change.value:g})"


def change_size(measure: str, size: float) -> str:
    """Return "small", "medium" or "large", the largest that a change reaches, "" below and for other measures."""
    reached = [value for value in MEASURE_TABLE[measure].change if size >= value.value]
    return next((word for word in ("large", "medium", "small") if any(v.name.endswith(word) for v in reached)), "")


_SIZES = {
    "": "",
    "small": " In size it is small, not yet medium.",
    "medium": " In size it is medium, not yet large.",
    "large": " In size it is large.",
}


def _change_kind(info: MeasureInfo, size: float, weeks: int) -> str:
    if size == 0:
        return "same"
    mdc, mcid = info.smallest("MDC"), _mcid(info, weeks)
    real = None if mdc is None else size >= mdc.value
    meaningful = None if mcid is None else size >= mcid.value
    return _KINDS[(real, meaningful)]


def _mcid(info: MeasureInfo, weeks: int) -> ChangeValue | None:
    """Return the smallest meaningful change for scores so many weeks apart."""
    holding = [value for value in info.change if value.name.startswith("MCID") and value.from_weeks <= weeks]
    return max(holding, key=lambda value: value.from_weeks, default=None)


_KINDS: dict[tuple[bool | None, bool | None], str] = {
    (True, True): "certain",
    (True, False): "real, small",
    (False, True): "uncertain",
    (False, False): "none",
    (True, None): "real",
    (False, None): "none",
    (None, True): "meaningful",
    (None, False): "none",
    (None, None): "unknown",
}
_WENT = "{measure} went from {before} to {after}"
_CHANGE = {
    "same": "{measure} is unchanged at {after}.",
    "certain": f"{_WENT}, {{size}} {{direction}}: a certain and meaningful change ({{limits}}).",
    "real": f"{_WENT}, {{size}} {{direction}}: changed beyond measurement error ({{limits}}; no MCID is known).",
    "real, small": f"{_WENT}, {{size}} {{direction}}: changed beyond measurement error, "
    "but less than patients call meaningful ({limits}).",
    "uncertain": f"{_WENT}, {{size}} {{direction}}: large enough to matter to the patient, "
    "but within measurement error, as the MCID is smaller than the MDC ({limits}).",
    "meaningful": f"{_WENT}, {{size}} {{direction}}: a meaningful change ({{limits}}; no MDC is known).",
    "none": f"{_WENT}: not a change that can be relied on ({{limits}}).",
    "unknown": f"{_WENT}, {{size}} {{direction}}; no change value is known for it.",
}
