"""The parts of a decision in words, the same on screen and on paper: facts, what is missing, gate items, marks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from footrehab_desktop.clinic.decision_view import FactView, NotMetView, ReasonView
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.progression import STANDARD
from footrehab_desktop.progression.codes import FINDINGS, MEASURES, TESTS
from footrehab_desktop.records.values import StoredDecision

Source = Literal["diary", "assess", "summary"]
PRODUCT_CHOICE: Final = "product choice"
MARK_WORDS: Final = {
    "seed": "from the source documents",
    "found": "read in a source",
    "derived": "worked out from a source",
    "memory": "recalled, not checked",
    "design": PRODUCT_CHOICE,
}
STATE_WORDS: Final = {"not_met": "not met", "stale": "too old", "unknown": "not tested", "met": "met"}
_NAMES: Final = {
    "settle_h": ("Time to settle", "h"),
    "swelling_h": ("Swelling lasted", "h"),
    "stiffness_delta_min": ("Morning stiffness above usual", "min"),
    "completed_pct": ("Completed", "%"),
    "rpe": ("Effort", ""),
    "hr_over_usual_bpm": ("Heart rate above usual", "beats/min"),
    "reference_week_min": ("Running minutes of the last full week", ""),
    "restriction": ("Restriction given by the surgeon or specialist", ""),
    "site": ("Site of the injury", ""),
    "run_min": ("Running", "min"),
    "minutes": ("Minutes", "min"),
    "sleep_h": ("Sleep", "h"),
    "resting_hr": ("Resting heart rate", "beats/min"),
}
_UNITS: Final = {"min": "min", "h": "h", "pct": "%", "days": "days", "bpm": "beats/min", "deg": "°", "cm": "cm"}
_WORDS: Final = {
    "lsi": "LSI", "rpe": "effort", "hr": "heart rate", "24h": "after 24 h", "48h": "after 48 h", "nprs": "NPRS",
}  # fmt: skip
_NEED_SIGNS: Final = {">=": "at least", "<=": "at most", " deg": "°"}
_PLACE: Final = re.compile(r"(?P<list>\w+)\[(?P<number>\d+)\]\.(?P<field>\w+)")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class FactLine:
    """Something recorded or missing in words, and where it is recorded: page, day, session, field (None: nowhere)."""

    words: str
    source: Source | None = None
    on: date | None = None
    session_id: str | None = None
    field: str | None = None


def fact_line(fact: FactView) -> FactLine:
    """Return a fact in words with the place it comes from."""
    words = named_value(fact.fact, fact.value)
    if fact.on is not None and fact.value != fact.on.isoformat() and fact.value != fact.on:
        words = f"{words}, {format_date(fact.on)}"
    source = _source(fact)
    field = None if source is None else fact.fact.removesuffix("_lsi")
    return FactLine(words, source, fact.on, fact.session_id, field)


def missing_line(path: str, case: Mapping[str, Any]) -> FactLine:
    """Return what a path of the case asks for and where it can be recorded.

    ``sessions[2].pain_24h`` is a value of the session of that day; sessions are numbered in order of date.
    """
    match = _PLACE.fullmatch(path)
    if match is None:
        root, _, name = path.rpartition(".")
        source: Source = "summary" if root == "episode" else "diary"
        return FactLine(name_and_unit(name)[0], source, _last_day(case) if source == "diary" else None)
    name = name_and_unit(match["field"])[0]
    entries = sorted(case.get(match["list"], ()), key=_by_time)
    number = int(match["number"])
    if number >= len(entries):
        return FactLine(name)
    on = date.fromisoformat(entries[number]["on"])
    words = f"{name}, session of {format_date(on)}"
    return FactLine(words, "diary", on, entries[number].get("id"), match["field"])


def not_met_words(item: NotMetView) -> str:
    """Return a gate item with what is needed and what is there."""
    have = "" if item.have is None else f", now {amount(item.have)}"
    on = "" if item.on is None else f" ({format_date(item.on)})"
    state = STATE_WORDS.get(item.state, item.state)
    return f"{item.gate} · {name_and_unit(item.item)[0]}: {state}, needs {need_words(item.need)}{have}{on}"


def need_words(need: str) -> str:
    """Return what a gate item needs without signs of comparison."""
    for sign, words in _NEED_SIGNS.items():
        need = need.replace(sign, words)
    return need


def basis_words(reason: ReasonView) -> str:
    """Return the rule of a reason with its mark and sources."""
    sources = ", ".join(source for source in reason.sources if source != PRODUCT_CHOICE)
    mark = MARK_WORDS.get(reason.mark, reason.mark)
    return " · ".join(part for part in (reason.rule, mark, sources) if part)


def answer_words(stored: StoredDecision) -> str:
    """Return what the clinician answered, as sentences to follow those of the decision; empty when it is open."""
    if stored.response == "overridden":
        return f" Overridden by the clinician: {stored.final} stands. Reason: {stored.reason}"
    if stored.response == "documented":
        return f" Documented: {stored.reason}"
    return " Accepted." if stored.response == "accepted" else ""


def rulebook_words(label: str) -> str:
    """Return the rules that decided, with the clinic's own figures said."""
    version, _, own = label.partition(" ")
    words = f"Rules {version}"
    if own:
        words += f", with this clinic's own figures (version {own.removeprefix('own ')})"
    return words if version == STANDARD.version else f"{words}, older than this program's {STANDARD.version}"


def named_value(code: str, value: Any) -> str:
    """Return ``Pain during: 6`` for a code of the core and its value."""
    name, unit = name_and_unit(code)
    words = value_words(value)
    if not words:
        return name
    return f"{name}: {words}{f' {unit}' if unit and words[-1:].isdigit() else ''}"


def name_and_unit(code: str) -> tuple[str, str]:
    """Return a code of the core in words, and the unit its ending names."""
    if code in _NAMES:
        return _NAMES[code]
    if code in FINDINGS:
        return FINDINGS[code].label, FINDINGS[code].unit or ""
    if code in TESTS:
        return TESTS[code].label, TESTS[code].unit
    if code.removesuffix("_lsi") in TESTS:
        return f"{TESTS[code.removesuffix('_lsi')].label}, LSI", "%"
    if code in MEASURES:
        return MEASURES[code], ""
    parts = code.split("_")
    unit = _UNITS.get(parts[-1], "") if len(parts) > 1 else ""
    if unit or (parts[-1] == "on" and len(parts) > 1):
        parts = parts[:-1]
    words = " ".join(_WORDS.get(part, part) for part in parts)
    return words[:1].upper() + words[1:], unit


def value_words(value: Any) -> str:
    """Return a JSON value of a case or a decision in words."""
    if value is True:
        return "yes"
    if value is False:
        return "no"
    if isinstance(value, list | tuple):
        return ", ".join(value_words(part) for part in value)
    if isinstance(value, int | float):
        return amount(value)
    if isinstance(value, str) and _DAY.fullmatch(value):
        return format_date(date.fromisoformat(value))
    return "" if value is None else str(value).replace("_", " ")


def amount(value: Any) -> str:
    """Return a number with at most four digits that count."""
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _source(fact: FactView) -> Source | None:
    if fact.session_id is not None:
        return "diary"
    code = fact.fact.removesuffix("_lsi")
    if fact.on is not None and (code in FINDINGS or code in TESTS or code in MEASURES):
        return "assess"
    return None


def _by_time(entry: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(entry.get("on", "")), str(entry.get("at") or ""), str(entry.get("id", ""))


def _last_day(case: Mapping[str, Any]) -> date | None:
    days = [str(entry["on"]) for entry in case.get("sessions", ())]
    return date.fromisoformat(max(days)) if days else None
