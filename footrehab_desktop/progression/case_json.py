"""Reads a case from JSON values and writes it back. It never guesses and never repairs: every fault is reported."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final, NamedTuple

from footrehab_desktop.progression import codes
from footrehab_desktop.progression.ceilings import highest_ceiling
from footrehab_desktop.progression.fields import Block, Day, Kind, Many, Slot, made_of, object_schema, slots_of
from footrehab_desktop.progression.stage_tables import STAGE_TABLES
from footrehab_desktop.progression.values import (
    BoneStressHistory,
    Case,
    Episode,
    Finding,
    HistoryItem,
    MeasureResult,
    Patient,
    Recovery,
    Request,
    Session,
    Shoe,
    State,
    Test,
    Week,
)

ROOT = "$"
VALUE_CLASSES: Final[tuple[type[Any], ...]] = (
    Case,
    Patient,
    Episode,
    BoneStressHistory,
    Shoe,
    State,
    HistoryItem,
    Session,
    Finding,
    Test,
    MeasureResult,
    Recovery,
    Week,
    Request,
)


class _Field(NamedTuple):
    """How a field is read and written; looked up once for each class, as a case holds tens of thousands.

    ``read`` and ``write`` are None where it takes more than one call: objects and lists; a plain value is written as
    it is.
    """

    kind: Kind
    read: Callable[[object], Any] | None
    write: Callable[[Any], Any] | None


class Fault(NamedTuple):
    """A place in the case (``sessions[2].pain_during``) and what is allowed there."""

    path: str
    message: str


class CaseError(ValueError):
    """The case cannot be taken. ``faults`` names every place and what is allowed there."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.path}: {fault.message}" for fault in self.faults))


def read_case(mapping: object) -> Case:
    """Return the case that ``mapping`` (parsed JSON) holds. Raises ``CaseError`` with all faults."""
    faults: list[Fault] = []
    case: Case = _read_object(Case, mapping, "", faults)
    if not faults:
        faults.extend(case_faults(case, case.today))
    if faults:
        raise CaseError(faults)
    return case


def write_case(case: Case) -> dict[str, Any]:
    """Return the case as JSON values; what was not recorded is left out. ``read_case`` gives the same case back."""
    return _write_object(case)


def state_from_json(mapping: object) -> State:
    """Return the state that ``mapping`` (parsed JSON) holds. Raises ``CaseError`` with all faults."""
    faults: list[Fault] = []
    state: State = _read_object(State, mapping, "state", faults)
    if faults:
        raise CaseError(faults)
    return state


def state_to_json(state: State) -> dict[str, Any]:
    """Return the state as JSON values; what was not recorded is left out."""
    return _write_object(state)


def case_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the case."""
    schema = object_schema(Case)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Case for the progression core",
        **schema,
        "description": "A missing key or null means not recorded, never zero. Dates are ISO; pain is 0-10.",
    }


def case_faults(case: Case, today: date) -> Iterator[Fault]:
    """Yield what no single field can show: days after ``today``, ids given twice, levels the table lacks."""
    yield from _days_to_come(case, today)
    yield from _twice(case)
    yield from _state_faults(case.state)
    yield from _episode_faults(case)


def _read_object(value_class: type[Any], value: object, path: str, faults: list[Fault]) -> Any:
    if not isinstance(value, Mapping):
        faults.append(Fault(path or ROOT, "must be an object"))
        return None
    found = len(faults)
    read = _read_fields(FIELDS[value_class], value, path, faults)
    for name in NEEDED[value_class]:
        if value.get(name) is None:
            faults.append(Fault(_join(path, name), "must be given"))
    return made_of(value_class, read) if len(faults) == found else None


def _read_fields(
    fields: Mapping[str, _Field], value: Mapping[Any, object], path: str, faults: list[Fault]
) -> dict[str, Any]:
    """Read what is given of an object; the path of a field is only made where it is needed: there are many."""
    done = {}
    for name, given in value.items():
        field = fields.get(name)
        if field is None:
            faults.append(Fault(_join(path, str(name)), "is not a field of the case"))
            continue
        if given is None:
            continue
        try:
            done[name] = field.read(given) if field.read else _read_nested(field.kind, given, _join(path, name), faults)
        except ValueError as error:
            faults.append(Fault(_join(path, name), str(error)))
    return done


def _read_nested(kind: Kind, value: object, path: str, faults: list[Fault]) -> Any:
    if isinstance(kind, Block):
        return _read_object(kind.of, value, path, faults)
    if isinstance(kind, Many) and isinstance(value, list | tuple) and len(value) <= kind.most:
        return tuple(_read_element(kind, element, f"{path}[{index}]", faults) for index, element in enumerate(value))
    return kind.read(value)


def _read_element(kind: Many, value: object, path: str, faults: list[Fault]) -> Any:
    if isinstance(kind.element, Block):
        return _read_object(kind.element.of, value, path, faults)
    try:
        return kind.element.read(value)
    except ValueError as error:
        faults.append(Fault(path, str(error)))
        return None


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _days_to_come(case: Case, today: date) -> Iterator[Fault]:
    for name in ("history", "sessions", "findings", "tests", "measures", "recovery"):
        for index, entry in enumerate(getattr(case, name)):
            if entry.on > today:
                yield Fault(f"{name}[{index}].on", f"must not be after today ({today})")
    for index, week in enumerate(case.weeks):
        if week.start > today:
            yield Fault(f"weeks[{index}].start", f"must not be after today ({today})")
    birth = case.patient.birth_date
    if birth is not None and birth > today:
        yield Fault("patient.birth_date", f"must not be after today ({today})")


def _twice(case: Case) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, session in enumerate(case.sessions):
        if session.id in seen:
            yield Fault(f"sessions[{index}].id", "must not be given twice")
        seen.add(session.id)
    yield from _same_day("recovery", [day.on for day in case.recovery], "on")
    yield from _same_day("weeks", [week.start for week in case.weeks], "start")


def _same_day(name: str, days: Sequence[date], field: str) -> Iterator[Fault]:
    seen: set[date] = set()
    for index, day in enumerate(days):
        if day in seen:
            yield Fault(f"{name}[{index}].{field}", "must not be given twice")
        seen.add(day)


def _state_faults(state: State) -> Iterator[Fault]:
    if state.table is not None and state.table not in STAGE_TABLES:
        yield Fault("state.table", f"must be one of: {', '.join(STAGE_TABLES)}")
    elif state.phase == "PH4" and state.table is None:
        yield Fault("state.table", "must be given in PH4")
    elif state.phase == "PH4" and state.table is not None:
        stages = [stage.number for stage in STAGE_TABLES[state.table].stages]
        if state.level not in stages:
            yield Fault("state.level", f"must be a stage of {state.table}: {stages[0]} to {stages[-1]}")


def _episode_faults(case: Case) -> Iterator[Fault]:
    episode = case.episode
    highest = highest_ceiling(episode.condition)
    if episode.pain_ceiling is not None and episode.pain_ceiling > highest:
        yield Fault("episode.pain_ceiling", f"must be a whole number from 0 to {highest} for {episode.condition}")
    if episode.condition.startswith("bsi") and episode.site is not None and episode.site not in codes.BONE_SITES:
        yield Fault("episode.site", f"must be one of: {', '.join(codes.BONE_SITES)}")


def _write_object(value: Any) -> dict[str, Any]:
    written = {}
    for name, (_kind, _read, write) in FIELDS[type(value)].items():
        held = getattr(value, name)
        if held is None:
            continue
        if write is None:
            written[name] = held
        elif held != ():
            written[name] = write(held)
    return written


def _write_list(write: Callable[[Any], Any] | None, values: tuple[Any, ...]) -> list[Any]:
    return [write(value) for value in values] if write else list(values)


def _writer(kind: Kind) -> Callable[[Any], Any] | None:
    if isinstance(kind, Many):
        return partial(_write_list, _writer(kind.element))
    if isinstance(kind, Block):
        return _write_object
    return date.isoformat if isinstance(kind, Day) else None


def _field(slot: Slot) -> _Field:
    nested = isinstance(slot.kind, Block | Many)
    return _Field(slot.kind, None if nested else slot.kind.read, _writer(slot.kind))


FIELDS: Final[Mapping[type[Any], Mapping[str, _Field]]] = {
    value_class: {slot.name: _field(slot) for slot in slots_of(value_class)} for value_class in VALUE_CLASSES
}
NEEDED: Final[Mapping[type[Any], tuple[str, ...]]] = {
    value_class: tuple(slot.name for slot in slots_of(value_class) if slot.required) for value_class in VALUE_CLASSES
}
