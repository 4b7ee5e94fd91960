"""Reads records from JSON files and collects every fault with its file, key and reason."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from footrehab_desktop.errors import SurroundingsError


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a resource file. ``key`` is the path inside it, e.g. ``EX-M01.dose.sets``."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.reason}"


class LibraryError(SurroundingsError):
    """The program's own files cannot be used. ``faults`` holds all that was found, and the message lists them."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        lines = "\n".join(str(fault) for fault in self.faults)
        super().__init__(
            "Files that belong to the program are damaged or missing. Patient records are not touched. "
            f"Install the program again.\n{lines}"
        )


class FaultList:
    """Gathers faults while files are read; ``raise_if_any`` ends the reading."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, file: str, key: str, reason: str) -> None:
        """Note one fault."""
        self._faults.append(Fault(file, key, reason))

    def raise_if_any(self) -> None:
        """Raise ``LibraryError`` with every fault noted so far, if there is one."""
        if self._faults:
            raise LibraryError(self._faults)


class Record:
    """One JSON object with its place. Each reader notes a fault and returns a harmless value when the content is wrong.

    Keys that nobody asked for are faults too: ``finish`` notes them.
    """

    def __init__(self, values: dict[str, Any], file: str, key: str, faults: FaultList) -> None:
        self.file = file
        self.key = key
        self.faults = faults
        self._values = values
        self._asked: set[str] = set()

    def fault(self, name: str, reason: str) -> None:
        """Note a fault of the key ``name`` of this record."""
        self.faults.add(self.file, f"{self.key}.{name}" if self.key else name, reason)

    def names(self) -> tuple[str, ...]:
        """Return the keys that are there, for an object whose keys are names."""
        return tuple(self._values)

    def has(self, name: str) -> bool:
        """Tell whether the key is there and not null."""
        return self._values.get(name) is not None

    def _take(self, name: str) -> Any:
        self._asked.add(name)
        return self._values.get(name)

    def text(self, name: str, *, required: bool = True) -> str:
        """Return a text without outer blanks; empty only if not ``required``."""
        value = self._take(name)
        if value is None and not required:
            return ""
        if isinstance(value, str) and value and value == value.strip():
            return value
        self.fault(name, "needs a text that is not empty and has no blanks around it")
        return ""

    def texts(self, name: str, at_least: int = 0) -> tuple[str, ...]:
        """Return a list of texts, none of them empty."""
        value = self._take(name)
        if value is None and at_least == 0:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) and v and v == v.strip() for v in value):
            self.fault(name, "needs a list of texts, none of them empty")
            return ()
        if len(value) < at_least:
            self.fault(name, f"needs at least {at_least} entries")
        if len(set(value)) < len(value):
            self.fault(name, "has an entry twice")
        return tuple(value)

    def code(self, name: str, allowed: Collection[str], *, required: bool = True) -> str:
        """Return one of the ``allowed`` codes."""
        code = self.text(name, required=required)
        if code and code not in allowed:
            self.fault(name, f"{code!r} is not known; allowed: {', '.join(allowed)}")
        return code

    def codes(self, name: str, allowed: Collection[str], at_least: int = 0) -> tuple[str, ...]:
        """Return a list of ``allowed`` codes."""
        codes = self.texts(name, at_least)
        for code in codes:
            if code not in allowed:
                self.fault(name, f"{code!r} is not known; allowed: {', '.join(allowed)}")
        return codes

    def whole(self, name: str, low: int, high: int) -> int | None:
        """Return a whole number from ``low`` to ``high``, or None if it is not given."""
        value = self._take(name)
        if value is None:
            return None
        if type(value) is int and low <= value <= high:
            return value
        self.fault(name, f"needs a whole number from {low} to {high}")
        return None

    def number(self, name: str) -> float | None:
        """Return a number, or None if it is not given."""
        value = self._take(name)
        if value is None:
            return None
        if type(value) in {int, float}:
            return float(value)
        self.fault(name, "needs a number")
        return None

    def flag(self, name: str, default: bool | None = None) -> bool:
        """Return true or false; without ``default`` the key must be there."""
        value = self._take(name)
        if value is None and default is not None:
            return default
        if not isinstance(value, bool):
            self.fault(name, "needs true or false")
            return False
        return value

    def named_texts(self, name: str) -> dict[str, str]:
        """Return an object of texts by name; empty if it is not given."""
        value = self._take(name)
        if value is None:
            return {}
        if isinstance(value, dict) and all(isinstance(text, str) and text for text in value.values()):
            return value
        self.fault(name, "needs an object of texts")
        return {}

    def record(self, name: str) -> "Record":
        """Return an object inside this one; an empty one if it is missing, which is a fault."""
        value = self._take(name)
        if not isinstance(value, dict):
            self.fault(name, "needs an object with keys")
            value = {}
        return Record(value, self.file, f"{self.key}.{name}" if self.key else name, self.faults)

    def records(self, name: str, at_least: int = 0, named_by: str = "") -> Iterator["Record"]:
        """Yield the objects of a list; ``named_by`` is the key whose text stands for each in fault messages."""
        value = self._take(name)
        if value is None and at_least == 0:
            return
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value) or len(value) < at_least:
            self.fault(name, f"needs a list of at least {at_least} objects")
            return
        prefix = f"{self.key}." if self.key else ""
        for place, item in enumerate(value, start=1):
            label = item.get(named_by)
            key = prefix + label if isinstance(label, str) and label else f"{prefix}{name}[{place}]"
            yield Record(item, self.file, key, self.faults)

    def finish(self) -> None:
        """Note every key that was not asked for, so that a misspelt one does not go unseen."""
        for name in self._values:
            if name not in self._asked:
                self.fault(name, "is not a key that is known here")


def read_file(path: Path, faults: FaultList) -> Record:
    """Return the object that a JSON file holds; on any fault an empty one."""

    def without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values = dict(pairs)
        if len(values) < len(pairs):
            names = [name for name, _ in pairs]
            for name in sorted({name for name in names if names.count(name) > 1}):
                faults.add(path.name, name, "stands twice in one object")
        return values

    values: Any = {}
    try:
        values = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=without_repeats)
    except json.JSONDecodeError as error:
        faults.add(path.name, f"line {error.lineno}, column {error.colno}", f"is not JSON: {error.msg}")
    except UnicodeDecodeError:
        faults.add(path.name, "whole file", "is not UTF-8 text")
    except OSError as error:
        faults.add(path.name, "whole file", f"cannot be read: {error.strerror}")
    if not isinstance(values, dict):
        faults.add(path.name, "whole file", "must hold one object")
        values = {}
    return Record(values, path.name, "", faults)
