"""How this person likes the program on this laptop: look, size, last choices. Never anything about a patient.

Kept outside the record as lines of ``name = value``, because that is read fastest.
A value that cannot be used falls back to its default alone.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from footrehab_desktop.ui.tokens import ThemeMode

TEXT_SCALES = (100, 110, 125, 150, 175, 200)
IDLE_MINUTES = (1, 15)


class PreferenceValues(NamedTuple):
    """Every setting with its default.

    ``text_scale`` per cent; ``idle_lock_minutes`` 1 to 15; ``geometry`` is Qt's, base64; ``favourite_exercises`` are
    ids with blanks between; ``backup_folder`` is the second place for backups.
    """

    theme: ThemeMode = "system"
    text_scale: int = 100
    idle_lock_minutes: int = 5
    last_clinician_id: str = ""
    record_folder: str = ""
    geometry: str = ""
    favourite_exercises: str = ""
    backup_folder: str = ""


_ALLOWED: dict[str, Callable[[Any], bool]] = {
    "theme": lambda value: value in ("system", "light", "dark", "contrast"),
    "text_scale": lambda value: type(value) is int and value in TEXT_SCALES,
    "idle_lock_minutes": lambda value: type(value) is int and IDLE_MINUTES[0] <= value <= IDLE_MINUTES[1],
    "last_clinician_id": lambda value: isinstance(value, str) and len(value) <= 36 and len(value.splitlines()) <= 1,
    "record_folder": lambda value: isinstance(value, str) and len(value.splitlines()) <= 1,
    "geometry": lambda value: isinstance(value, str) and len(value) <= 4000 and value.isascii(),
    "backup_folder": lambda value: isinstance(value, str) and len(value.splitlines()) <= 1,
    "favourite_exercises": lambda value: isinstance(value, str) and len(value.splitlines()) <= 1,
}


class Preferences:
    """The settings in use. Read ``values``; ``change`` keeps and saves. ``on_change`` hears every change."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._listeners: list[Callable[[PreferenceValues], None]] = []
        self.values = _read(path)

    @property
    def favourites(self) -> frozenset[str]:
        """Return the ids of the exercises marked as favourites on this laptop."""
        return frozenset(self.values.favourite_exercises.split())

    def change(self, **changed: Any) -> None:
        """Set the named settings. Raises ``ValueError`` for a name or value that is not allowed."""
        for name, value in changed.items():
            if name not in _ALLOWED or not _ALLOWED[name](value):
                raise ValueError(name)
        changed_values = self.values._replace(**changed)
        if changed_values == self.values:
            return
        self.values = changed_values
        _write(self._path, self.values)
        for listener in self._listeners:
            listener(self.values)

    def on_change(self, listener: Callable[[PreferenceValues], None]) -> None:
        """Call ``listener`` with the values after every change."""
        self._listeners.append(listener)


def preferences_file() -> Path:
    """Return where the settings of this user account lie."""
    from platformdirs import user_config_path

    return user_config_path("FootRehab Desktop", appauthor=False) / "preferences.txt"


def log_folder() -> Path:
    """Return the folder of the program's log."""
    return preferences_file().parent / "log"


def _read(path: Path) -> PreferenceValues:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return PreferenceValues()
    pairs = (line.partition(" = ") for line in lines)
    stored: dict[str, Any] = {name: _of_its_kind(name, text) for name, _sign, text in pairs}
    usable = {name: value for name, value in stored.items() if name in _ALLOWED and _ALLOWED[name](value)}
    return PreferenceValues(**usable)


def _of_its_kind(name: str, text: str) -> Any:
    """Return a number where the setting is one, the text otherwise."""
    is_number = isinstance(PreferenceValues._field_defaults.get(name), int)
    return int(text) if is_number and text.isascii() and text.isdigit() else text


def _write(path: Path, values: PreferenceValues) -> None:
    """Replace the file in one step. Settings are a convenience: a full disk must not stop the work."""
    lines = [f"{name} = {value}\n" for name, value in values._asdict().items()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text("".join(lines), encoding="utf-8")
        os.replace(fresh, path)
    except OSError:
        return
