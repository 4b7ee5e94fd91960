"""What may be typed in a cell of the diary: choices by a letter, numbers within limits, words.

A choice and a score of one digit are finished as soon as nothing more can follow: "2" on a scale to 10 is, "1" is not.
"""

import re
from typing import Any, Final

from footrehab_desktop.clinic.diary import DAY_LIMITS, SESSION_LIMITS
from footrehab_desktop.clinic.diary_exercises import EXERCISE_LIMITS
from footrehab_desktop.errors import FieldError
from footrehab_desktop.progression.codes import TENDERNESS
from footrehab_desktop.ui.presenters.diary_lines import EXERCISE_FIELDS, NEXT_MORNING, Row

NUMBER: Final = re.compile(r"[0-9]{1,6}([.,][0-9]{1,3})?")
# Hours, minutes, kilometres and kilograms may be broken numbers; scores, beats and percent are whole.
BROKEN_NUMBERS: Final = frozenset(
    {"minutes", "run_min", "settle_h", "swelling_h", "sleep_h", "distance_km", "weight_kg"}
)
HIGHEST_SCORE: Final = 10
TEXTS: Final = frozenset({"shoe", "note", "ex_load", "ex_note"})

YES: Final = ("x", "y", "yes", "✓")
NO: Final = ("n", "no", "-")
_DONE: Final[dict[str, tuple[str, ...]]] = {"yes": YES, "part": ("p", "/", "part"), "no": NO}
_YES_NO: Final[dict[str, tuple[str, ...]]] = {"yes": YES, "no": NO}
YES_NO: Final = frozenset({"sharp", "limp", "night_waking", "ache_elsewhere_only", "outside_plan"})
# What may be typed for a choice, shortest first; the key is what is recorded.
CHOICES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "exercises": _DONE,
    "ex_done": _DONE,
    "ex_response": {"eased": ("e", "eased"), "same": ("s", "same"), "provoked": ("p", "provoked")},
    "kind": {
        "run": ("r", "run"),
        "walk": ("w", "walk"),
        "strength": ("s", "strength"),
        "plyometric": ("j", "jumps", "hops", "plyometric"),
        "cycle": ("c", "cycle"),
        "swim": ("m", "swim"),
        "other": ("o", "other"),
    },
    "tenderness": {"none": ("n", "no", "none"), "soft_tissue": ("s", "soft", "soft_tissue"), "bone": ("b", "bone")},
    "source": {"patient": ("p", "patient"), "clinic": ("c", "clinic"), "device": ("w", "watch", "device")},
    **dict.fromkeys(YES_NO, _YES_NO),
}
_WORDS: Final[dict[str, dict[str, str]]] = {
    "kind": {"plyometric": "jumps or hops"},
    "tenderness": TENDERNESS,
    "source": {"patient": "said by the patient", "clinic": "seen in the clinic", "device": "from a watch"},
}


def choices_hint(code: str) -> str:
    """Return what may be typed for a choice: ``"r run, w walk, …"``."""
    words = _WORDS.get(code, {})
    return ", ".join(f"{typed[0]} {words.get(value, value).lower()}" for value, typed in CHOICES[code].items())


def limits_of(row: Row) -> tuple[str, float, float]:
    """Return label, lowest and highest of a number."""
    if row.belongs == "exercise":
        return EXERCISE_LIMITS[EXERCISE_FIELDS[row.code]]
    limits = SESSION_LIMITS if row.belongs == "session" else DAY_LIMITS
    return limits[NEXT_MORNING.get(row.code, row.code)]


def is_number(row: Row) -> bool:
    """Tell whether the line takes numbers."""
    return row.code not in CHOICES and row.code not in TEXTS


def is_finished(row: Row, typed: str) -> bool:
    """Tell whether a cell is complete with what was typed so far, so that the next one can follow by itself."""
    if row.code in CHOICES:
        return len(typed) == 1 and canonical(row, typed) in CHOICES[row.code]
    if not is_number(row) or row.code in BROKEN_NUMBERS or not NUMBER.fullmatch(typed) or not typed.isdigit():
        return False
    _label, low, high = limits_of(row)
    number = int(typed)
    return high <= HIGHEST_SCORE and low <= number <= high and (number == 0 or number * 10 > high)


def canonical(row: Row, typed: str) -> str:
    """Return the code of a choice and a number as it is kept; any other text without blanks around it."""
    text = typed.strip()
    for value, ways in CHOICES.get(row.code, {}).items():
        if text.casefold() in ways or text == value:
            return value
    if is_number(row) and NUMBER.fullmatch(text):
        return as_text(float(text.replace(",", ".")))
    return text


def as_text(value: str | float | bool | None) -> str:
    """Return a recorded value as it stands in its cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value:.10g}"


def value_of(row: Row, text: str) -> Any:
    """Return the value of a cell. Raises ``FieldError`` with what is allowed."""
    if row.code in CHOICES:
        if text not in CHOICES[row.code]:
            raise FieldError(row.code, f"Type one of: {choices_hint(row.code)}.")
        return text == "yes" if row.code in YES_NO else text
    return text if row.code in TEXTS else _number(row, text)


def empty_value(row: Row) -> str | None:
    """Return what an empty cell records: nothing, which is never zero."""
    return "" if row.code in TEXTS and row.code != "shoe" else None


def _number(row: Row, text: str) -> float:
    label, low, high = limits_of(row)
    broken = row.code in BROKEN_NUMBERS
    if not NUMBER.fullmatch(text):
        raise FieldError(row.code, f"{label} takes a number from {low:g} to {high:g}, in digits.")
    number = float(text.replace(",", "."))
    if not broken and not number.is_integer():
        raise FieldError(row.code, f"{label} takes whole numbers from {low:g} to {high:g}.")
    return number if broken else int(number)
