"""What a field of a case may hold: one description that checks values, reads JSON and writes the JSON Schema.

Each kind has ``read`` (JSON or plain value to value, ``ValueError`` says what is allowed) and ``schema``
(draft 2020-12). A frozen value declares its fields with ``needed`` and ``known`` and checks itself with
``check_fields``.
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import repeat
from typing import Any, NamedTuple, Protocol

CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
ONE_LINE = "^[^\\u0000-\\u001f\\u007f]+$"
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Kind(Protocol):
    """A kind of field."""

    def read(self, value: object) -> Any:
        """Return the checked value. Raises ``ValueError`` with what is allowed."""

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""


class Whole(NamedTuple):
    """A whole number from ``lowest`` to ``highest``; true and false are not numbers."""

    lowest: int
    highest: int

    def read(self, value: object) -> int:
        """Return the number."""
        if type(value) is int and self.lowest <= value <= self.highest:
            return value
        raise ValueError(f"must be a whole number from {self.lowest} to {self.highest}")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        return {"type": "integer", "minimum": self.lowest, "maximum": self.highest}


class Number(NamedTuple):
    """A number from ``lowest`` to ``highest``; true and false are not numbers."""

    lowest: float
    highest: float

    def read(self, value: object) -> float:
        """Return the number as it was given."""
        if (type(value) is int or type(value) is float) and self.lowest <= value <= self.highest:
            return value
        raise ValueError(f"must be a number from {self.lowest:g} to {self.highest:g}")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        return {"type": "number", "minimum": self.lowest, "maximum": self.highest}


class Flag(NamedTuple):
    """True or false."""

    def read(self, value: object) -> bool:
        """Return the flag."""
        if value is True or value is False:
            return value
        raise ValueError("must be true or false")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        return {"type": "boolean"}


class Day(NamedTuple):
    """A calendar day, in JSON as YYYY-MM-DD."""

    def read(self, value: object) -> date:
        """Return the day."""
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if isinstance(value, str) and DAY.fullmatch(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        raise ValueError("must be a date written YYYY-MM-DD")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        return {"type": "string", "format": "date", "pattern": f"^{DAY.pattern}$"}


class Code(NamedTuple):
    """One of the words of the contract."""

    allowed: tuple[str, ...]

    def read(self, value: object) -> str:
        """Return the code."""
        if isinstance(value, str) and value in self.allowed:
            return value
        shown = ", ".join(self.allowed) if len(self.allowed) <= 20 else "the codes that the schema lists"
        raise ValueError(f"must be one of: {shown}")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        return {"enum": list(self.allowed)}


class Text(NamedTuple):
    """A short text that is not empty, of one line."""

    longest: int
    pattern: str | None = None
    what: str = "a text"

    def read(self, value: object) -> str:
        """Return the text."""
        fits = isinstance(value, str) and 1 <= len(value) <= self.longest and value.isprintable()
        if not fits or (self.pattern and not re.fullmatch(self.pattern, str(value))):
            raise ValueError(f"must be {self.what} of 1 to {self.longest} characters")
        return str(value)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        pattern = self.pattern or ONE_LINE
        return {"type": "string", "minLength": 1, "maxLength": self.longest, "pattern": pattern}


class Many(NamedTuple):
    """A list, each element of one kind, at most ``most`` long."""

    element: Kind
    most: int

    def read(self, value: object) -> tuple[Any, ...]:
        """Return the list as a tuple."""
        if not isinstance(value, list | tuple) or len(value) > self.most:
            raise ValueError(f"must be a list of at most {self.most}")
        return tuple(self.element.read(element) for element in value)

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the field."""
        return {"type": "array", "items": self.element.schema(), "maxItems": self.most}


class Block(NamedTuple):
    """A value of another class, in JSON an object with its fields."""

    of: type[Any]

    def read(self, value: object) -> Any:
        """Return the value, which must have been made already."""
        if isinstance(value, self.of):
            return value
        raise ValueError("must be an object")

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the object."""
        return object_schema(self.of)


class Slot(NamedTuple):
    """A field of a value class: its name, kind, whether it must be given, and what it means."""

    name: str
    kind: Kind
    required: bool
    about: str


_FIELDS: dict[type[Any], tuple[tuple[str, Any, Kind], ...]] = {}
_DEFAULTS: dict[type[Any], dict[str, Any]] = {}


def needed(kind: Kind, about: str) -> Any:
    """Declare a field that must be given."""
    return dataclasses.field(metadata={"kind": kind, "about": about})


def known(kind: Kind, about: str) -> Any:
    """Declare a field that may be not recorded (None)."""
    return dataclasses.field(default=None, metadata={"kind": kind, "about": about})


def held(kind: Block, nothing_known: Any, about: str) -> Any:
    """Declare an object that stands as ``nothing_known`` when it is not given."""
    return dataclasses.field(default=nothing_known, metadata={"kind": kind, "about": about})


def listed(kind: Many, about: str) -> Any:
    """Declare a list that may be empty."""
    return dataclasses.field(default=(), metadata={"kind": kind, "about": about})


def slots_of(value_class: type[Any]) -> tuple[Slot, ...]:
    """Return the fields of a value class in the order of the contract."""
    return tuple(
        Slot(field.name, field.metadata["kind"], field.default is dataclasses.MISSING, field.metadata["about"])
        for field in dataclasses.fields(value_class)
    )


def check_fields(value: Any) -> None:
    """Check every field that holds something. Raises ``ValueError`` that names the field and what is allowed."""
    for name, default, kind in _fields(type(value)):
        held = getattr(value, name)
        if held is None and default is None:
            continue
        try:
            kind.read(held)
        except ValueError as error:
            raise ValueError(f"{name} {error}") from None


def made_of(value_class: type[Any], read: Mapping[str, Any]) -> Any:
    """Return a value whose fields were each read by their kind just now: a long case is not read twice."""
    value = object.__new__(value_class)
    defaults = _DEFAULTS.get(value_class)
    if defaults is None:
        defaults = {name: default for name, default, _kind in _fields(value_class)}
        _DEFAULTS[value_class] = defaults
    fields = {**defaults, **read}
    # Setting a field returns None, so any() goes through all of them without a step in Python for each.
    any(map(object.__setattr__, repeat(value), fields, fields.values()))
    return value


def _fields(value_class: type[Any]) -> tuple[tuple[str, Any, Kind], ...]:
    """Return name, default and kind of each field of a value class; looked up once for each class."""
    known_fields = _FIELDS.get(value_class)
    if known_fields is None:
        fields = dataclasses.fields(value_class)
        known_fields = tuple((field.name, field.default, field.metadata["kind"]) for field in fields)
        _FIELDS[value_class] = known_fields
    return known_fields


def object_schema(value_class: type[Any]) -> dict[str, Any]:
    """Return the JSON Schema of an object: its fields, those that must be given, and no others."""
    slots = slots_of(value_class)
    return {
        "type": "object",
        "description": (value_class.__doc__ or "").split("\n")[0],
        "properties": {slot.name: _slot_schema(slot) for slot in slots},
        "required": _names(slot for slot in slots if slot.required),
        "additionalProperties": False,
    }


def _slot_schema(slot: Slot) -> dict[str, Any]:
    schema = slot.kind.schema()
    if not slot.required:
        schema = {"anyOf": [schema, {"type": "null"}]}
    return {"description": slot.about, **schema}


def _names(slots: Iterable[Slot]) -> list[str]:
    return [slot.name for slot in slots]
