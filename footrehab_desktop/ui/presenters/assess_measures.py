"""Outcome measures typed by item number: what a box takes, when the next one is due, and what the answers mean.

No wording of any item is known here; the clinic reads the items from its own form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.progression import change_wording, measure_info, measures_for, score
from footrehab_desktop.progression.codes import MEASURES
from footrehab_desktop.records.values import Assessment, OutcomeEntry
from footrehab_desktop.ui.presenters.assess_sheet import Place, Sheet
from footrehab_desktop.ui.presenters.running_digits import Keystroke, type_into

PREFIX = "measure:"
# Typed as a test of the examination, not as a form of the patient.
EXAMINERS = frozenset({"FPI-6"})


@dataclass(frozen=True, slots=True)
class LastScore:
    """The newest signed score of a measure."""

    score: float
    on: date


@dataclass(frozen=True, slots=True)
class MeasureReading:
    """The answers in words: the score or why there is none, the missing-item rule, the change since last time."""

    headline: str
    detail: str
    change: str


def choices(condition: str) -> tuple[tuple[str, str], ...]:
    """Return (code, words) of every measure, those for the condition first."""
    fitting = [code for code in measures_for(condition) if code not in EXAMINERS]
    others = [code for code in MEASURES if code not in fitting and code not in EXAMINERS]
    return tuple((code, f"{code}: {MEASURES[code]}") for code in (*fitting, *others))


def item_place(measure: str, number: int) -> Place:
    """Return the place of item ``number`` (from 1)."""
    return Place(PREFIX + measure, str(number))


def measure_of(place: Place) -> str:
    """Return the measure that an item's place belongs to."""
    return place.code.removeprefix(PREFIX)


@cache
def allowed_answers(measure: str, number: int) -> tuple[str, ...]:
    """Return everything that may stand in the box of item ``number`` (from 1), as text."""
    info = measure_info(measure)
    low, high = info.item_ranges[number - 1]
    return tuple(str(answer) for answer in range(low, high + 1, info.step))


def range_words(measure: str, number: int) -> str:
    """Return e.g. ``0 to 4``, or ``0 to 100 in steps of 10``."""
    info = measure_info(measure)
    low, high = info.item_ranges[number - 1]
    return f"{low} to {high}" + (f" in steps of {info.step}" if info.step > 1 else "")


def type_character(measure: str, number: int, present: str, character: str) -> Keystroke:
    """Return what typing ``character`` after ``present`` does in the box of item ``number``.

    The next box is due as soon as no longer answer can begin like this. A digit that does not fit any more but fits
    the next item is passed on to it.
    """
    last = number == measure_info(measure).items
    following = () if last else allowed_answers(measure, number + 1)
    refusal = f"Item {number} takes {range_words(measure, number)}."
    return type_into(allowed_answers(measure, number), following, present, character, refusal)


def item_value(measure: str, number: int, text: str) -> int | None:
    """Return the answer that stands in a box, None for an empty one. Raises ``FieldError`` for anything not allowed."""
    if not text:
        return None
    if text not in allowed_answers(measure, number):
        raise FieldError(PREFIX + measure, f"Item {number} takes {range_words(measure, number)}.")
    return int(text)


def usable_items(sheet: Sheet, measure: str) -> tuple[int | None, ...]:
    """Return the answers in item order; a box that holds only the beginning of an answer counts as empty."""
    texts = [sheet.text(item_place(measure, number)) for number in range(1, measure_info(measure).items + 1)]
    return tuple(
        int(text) if text in allowed_answers(measure, number) else None for number, text in enumerate(texts, start=1)
    )


def read_measure(sheet: Sheet, measure: str, last: LastScore | None) -> MeasureReading:
    """Return what the answers so far mean."""
    info = measure_info(measure)
    items = usable_items(sheet, measure)
    result = score(measure, items)
    missing = _missing_words(result.missing, info.items, pro_rated=result.pro_rated)
    if result.value is None:
        return MeasureReading("No score yet", f"{missing} To be scored, {result.reason}.", _last_words(last, info.unit))
    best = "higher is better" if info.higher_is_better else "lower is better"
    headline = f"{result.value:g} {info.unit}" + (f", {result.band}" if result.band else "")
    if result.profile:
        headline = f"Profile {result.profile}, {headline}"
    change = change_wording(measure, last.score, result.value) if last else "First time."
    return MeasureReading(
        headline=headline,
        detail=f"{info.lowest:g} to {info.highest:g}, {best}. {missing}",
        change=f"{change} Last time: {format_date(last.on)}." if last else change,
    )


def _missing_words(missing: int, items: int, *, pro_rated: bool) -> str:
    if not missing:
        return f"All {items} items answered." if items > 1 else ""
    words = f"{items - missing} of {items} items answered"
    return f"{words}: pro-rated to the whole." if pro_rated else f"{words}."


def _last_words(last: LastScore | None, unit: str) -> str:
    return f"Last: {last.score:g} {unit} on {format_date(last.on)}." if last else ""


def outcome_entry(sheet: Sheet, measure: str) -> OutcomeEntry | None:
    """Return the measure as it is signed, None when no item is answered. Raises ``FieldError`` for a wrong answer."""
    count = measure_info(measure).items
    items = tuple(item_value(measure, n, sheet.text(item_place(measure, n))) for n in range(1, count + 1))
    if all(item is None for item in items):
        return None
    result = score(measure, items)
    return OutcomeEntry(measure, items, result.value, result.missing)


def typed_measures(sheet: Sheet) -> tuple[str, ...]:
    """Return the measures that have something typed, in the order of the core's list."""
    begun = {measure_of(place) for place in sheet.typed if place.code.startswith(PREFIX)}
    return tuple(code for code in MEASURES if code in begun)


def last_scores(assessments: tuple[Assessment, ...]) -> Mapping[str, LastScore]:
    """Return the newest signed score of each measure. ``assessments`` stand and come oldest first."""
    found: dict[str, LastScore] = {}
    for assessment in sorted(assessments, key=lambda a: (a.assessed_on, a.signed_at)):
        for outcome in assessment.outcomes:
            if outcome.score is not None:
                found[outcome.instrument] = LastScore(outcome.score, assessment.assessed_on)
    return found
