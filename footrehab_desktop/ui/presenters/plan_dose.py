"""The dosage of one exercise as it is typed and read: the usual range of each part, and one question beyond it."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from footrehab_desktop.clinic.plan_changes import times_a_week
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.exercises import DoseRange, Span
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.values import PlanItem
from footrehab_desktop.ui.presenters.plan import DOSE_FIELDS, PlanEditor, with_typed
from footrehab_desktop.ui.presenters.run_tables import SHORT_MARKS

_RANGED: Final[Mapping[str, str]] = {
    "sets": "sets", "reps": "reps", "hold_s": "hold_s", "minutes": "minutes", "frequency": "per_week"
}  # fmt: skip
_UNITS: Final[Mapping[str, str]] = {
    "sets": "sets", "reps": "repetitions", "hold_s": "s", "minutes": "min", "frequency": "times a week"
}  # fmt: skip
_OF_SETS: Final = frozenset({"reps", "hold_s", "tempo"})


class Reply(NamedTuple):
    """What is said about something typed: nothing when it was taken; ``asks`` when giving it again takes it."""

    sentence: str = ""
    asks: bool = False


class DoseTyping:
    """Takes what is typed into a dosage. What lies outside the usual range is asked about once."""

    def __init__(self, editor: PlanEditor, library: Library) -> None:
        self._editor = editor
        self._library = library
        self._asked: set[tuple[str, str, str]] = set()

    def take(self, row: int, field: str, text: str, *, ask: bool = True) -> Reply:
        """Take a typed part. Return the sentence that refuses it or asks about it, nothing when it was taken.

        The same answer given again after the question is taken; so is any with ``ask`` False.
        """
        item = self._editor.content.items[row]
        try:
            typed = with_typed(item, field, text, self._library)
            question = self._question(item, typed, field) if ask else ""
            if not question:
                self._editor.type_into(row, field, text)
        except FieldError as fault:
            return Reply(str(fault))
        return Reply(question, asks=bool(question))

    def usual(self, row: int, field: str) -> str:
        """Return the usual range of a part for this exercise: ``8–15``; empty where there is none."""
        span = _span(self._range(self._editor.content.items[row]), field)
        return _words(span) if span else ""

    def shown_fields(self, row: int) -> tuple[str, ...]:
        """Return the parts that an exercise is dosed by: minutes, or repetitions and hold."""
        item = self._editor.content.items[row]
        by_time = item.minutes is not None or self._range(item).minutes is not None
        left_out = _OF_SETS if by_time and item.reps is None and item.hold_s is None else frozenset()
        return tuple(field for field in DOSE_FIELDS if field not in left_out and (field != "minutes" or by_time))

    def _range(self, item: PlanItem) -> DoseRange:
        return self._library.exercise(item.exercise_id).dose_range

    def _question(self, before: PlanItem, typed: PlanItem, field: str) -> str:
        span, value = _span(self._range(typed), field), _value(typed, field)
        if span is None or value is None or value == _value(before, field) or span.low <= value <= span.high:
            return ""
        answer = (typed.exercise_id, field, f"{value:g}")
        if answer in self._asked:
            return ""
        self._asked.add(answer)
        mark = SHORT_MARKS[self._range(typed).mark]
        return f"{value:g} {_UNITS[field]}: usual here is {_words(span)} ({mark}). Press Enter again to keep {value:g}."


def _span(allowed: DoseRange, field: str) -> Span | None:
    span: Span | None = getattr(allowed, _RANGED[field]) if field in _RANGED else None
    return span


def _value(item: PlanItem, field: str) -> float | None:
    """Return a part as a number; of a frequency the times a week, None when its words tell no number."""
    if field == "frequency":
        return float(times_a_week(item.frequency)) or None
    value: int | None = getattr(item, field)
    return value


def _words(span: Span) -> str:
    return str(span.low) if span.low == span.high else f"{span.low}–{span.high}"
