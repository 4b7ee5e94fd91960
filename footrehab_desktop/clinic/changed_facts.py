"""What changed between two cases, in sentences: entries that came, went or say something else now."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from footrehab_desktop.clinic.case_building import case_json, load_episode
from footrehab_desktop.clinic.decision_words import name_and_unit, named_value, value_words
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import StoredDecision

Case = Mapping[str, Any]
Entry = Mapping[str, Any]
Key = tuple[str, ...]
# What goes with the day of the review, not with what was recorded; week sums and history follow from other entries.
WITH_THE_DAY: Final = frozenset({"adherence_pct", "previous_adherence_pct"})
NO_VALUES: Final = frozenset({"id", "on", "at", "test", "measure", "code"})
MOST_SINGLE: Final = 3


class _Kind(NamedTuple):
    """A list of a case: what one and several of its entries are called, and what tells them apart."""

    one: str
    many: str
    key: Callable[[Entry], Key]
    named: bool = False


def _text(entry: Entry, *names: str) -> Key:
    return tuple(str(entry.get(name) or "") for name in names)


LISTS: Final[Mapping[str, _Kind]] = {
    "findings": _Kind("Finding", "findings", lambda entry: _text(entry, "code", "site"), named=True),
    "tests": _Kind("Test", "tests", lambda entry: _text(entry, "test", "on"), named=True),
    "measures": _Kind("Outcome measure", "outcome measures", lambda entry: _text(entry, "measure", "on"), named=True),
    "sessions": _Kind("Session", "sessions", lambda entry: _text(entry, "on", "at", "kind")),
    "recovery": _Kind("Day", "days of the diary", lambda entry: _text(entry, "on")),
}
OBJECTS: Final = {"patient": "Patient", "episode": "Episode", "state": "Plan", "request": "Wish"}


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """One thing that changed, as a sentence; ``on`` is the day it belongs to."""

    words: str
    on: date | None = None


class OutOfDateError(UserFixableError):
    """An open decision rests on facts that are no longer so."""

    def __init__(self) -> None:
        super().__init__("What this decision rests on has changed since it was made. Review again, then answer.")


def changed_facts(before: Case, after: Case) -> tuple[ChangedFact, ...]:
    """Return what differs between two cases, examination first, then diary, then episode and plan."""
    found: list[ChangedFact] = []
    for name, kind in LISTS.items():
        found += _changed_entries(kind, before.get(name, ()), after.get(name, ()))
    for name, words in OBJECTS.items():
        found += _changed_values(words, before.get(name) or {}, after.get(name) or {})
    return tuple(found)


def changed_since(unit: UnitOfWork, forms: Forms, stored: StoredDecision, today: date) -> tuple[ChangedFact, ...]:
    """Return what was recorded or changed since a decision was made, as far as the rules look at it."""
    file = load_episode(unit, stored.episode_id)
    found = changed_facts(stored.case, case_json(file, forms, today, stored.case.get("request")))
    if file.book.label != stored.rules_version:
        found = (*found, ChangedFact("The figures of this clinic's protocol are others now."))
    return found


def check_up_to_date(unit: UnitOfWork, forms: Forms, decision_id: str, today: date) -> None:
    """Raise ``OutOfDateError`` when the facts of a decision changed since it was made."""
    if changed_since(unit, forms, unit.decisions.get(decision_id), today):
        raise OutOfDateError


def _changed_entries(kind: _Kind, before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[ChangedFact]:
    was, now = _keyed(kind, before), _keyed(kind, after)
    yield from _counted(kind, "new", [now[key] for key in now if key not in was])
    yield from _counted(kind, "taken out", [was[key] for key in was if key not in now])
    for key, entry in now.items():
        if key in was and (changes := _value_changes(was[key], entry)):
            yield ChangedFact(f"{_title(kind, entry)}: {changes}", _day(entry))


def _keyed(kind: _Kind, entries: Sequence[Entry]) -> dict[Key, Entry]:
    """Return entries by what tells them apart; several alike are numbered in their order."""
    found: dict[Key, Entry] = {}
    counts: dict[Key, int] = {}
    for entry in entries:
        key = kind.key(entry)
        counts[key] = counts.get(key, 0) + 1
        found[(*key, str(counts[key]))] = entry
    return found


def _counted(kind: _Kind, what: str, entries: Sequence[Entry]) -> Iterator[ChangedFact]:
    """Yield a line for each of a few entries, one line for many."""
    if len(entries) > MOST_SINGLE and not kind.named:
        days = sorted(str(entry["on"]) for entry in entries)
        first, last = (format_date(date.fromisoformat(day)) for day in (days[0], days[-1]))
        yield ChangedFact(f"{len(entries)} {kind.many} {what}, {first} to {last}", date.fromisoformat(days[-1]))
        return
    for entry in entries:
        values = "; ".join(named_value(name, value) for name, value in entry.items() if name not in NO_VALUES)
        said = f"{_title(kind, entry)}, {what}"
        yield ChangedFact(f"{said}: {values}" if kind.named and values else said, _day(entry))


def _title(kind: _Kind, entry: Entry) -> str:
    code = entry.get("code") or entry.get("test") or entry.get("measure")
    on = _day(entry)
    name = name_and_unit(str(code))[0] if code else kind.one
    return f"{name}, {format_date(on)}" if on else name


def _value_changes(was: Entry, now: Entry) -> str:
    names = [name for name in (*now, *(name for name in was if name not in now)) if name != "id"]
    return ", ".join(_change(name, was.get(name), now.get(name)) for name in names if was.get(name) != now.get(name))


def _changed_values(words: str, was: Entry, now: Entry) -> Iterator[ChangedFact]:
    for name in sorted({*was, *now} - WITH_THE_DAY):
        if was.get(name) != now.get(name):
            yield ChangedFact(f"{words}: {_change(name, was.get(name), now.get(name))}")


def _change(name: str, was: Any, now: Any) -> str:
    label, unit = name_and_unit(name)
    before, after = (_plain(value) for value in (was, now))
    return f"{label} {before} → {after}{f' {unit}' if unit and after[-1:].isdigit() else ''}"


def _plain(value: Any) -> str:
    if value is None:
        return "not recorded"
    if isinstance(value, Mapping):
        return "; ".join(named_value(name, part) for name, part in value.items())
    if isinstance(value, list | tuple) and any(isinstance(part, Mapping) for part in value):
        return " / ".join(_plain(part) for part in value)
    return value_words(value) or "none"


def _day(entry: Entry) -> date | None:
    on = entry.get("on")
    return date.fromisoformat(on) if on else None
