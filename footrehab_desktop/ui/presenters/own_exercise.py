"""An own exercise as the clinician types it: what is filled in for the domain, what is refused, what is stored."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.exercises import DOSED, EVERY_CONDITION, TARGETS, Exercise, Span
from footrehab_desktop.progression.codes import CONDITIONS, PHASES

Values = Mapping[str, Any]
MOST_STEPS: Final = 6
FIRST_DOMAIN: Final = "strength"
LINES: Final = ("steps", "cues", "faults", "stop_signs", "synonyms", "mistakes")
CODES: Final = ("phases", "conditions", "targets", "equipment", "positions")
NUMBERS: Final = (*DOSED, "rest_s")
RANGES: Final = tuple(f"{name}_range" for name in DOSED)
_TEXTS: Final = ("name", "purpose", "set_up", "target")
_DOSE_TEXTS: Final = {"tempo": "tempo", "load": "load", "frequency": "frequency", "dose_note": "note"}
_NOTES: Final = ("why", "progress_when")
_MOST: Final[Mapping[str, int]] = {"sets": 20, "reps": 200, "hold_s": 600, "minutes": 300, "per_week": 50}
_RANGE = re.compile(r"(\d+)(?:\s*(?:-|–|to)\s*(\d+))?")
_WEEKLY: Final[Mapping[int, str]] = {1: "once a week", 2: "twice a week", 7: "daily", 14: "twice a day"}
# Where the program's own names of a part differ from those of the form.
_FORM_CODE: Final[Mapping[str, str]] = {
    "pictures": "picture",
    "dose": "sets",
    "range": "sets_range",
    "note": "dose_note",
}


@dataclass(frozen=True, slots=True)
class Usual:
    """What an exercise of a domain mostly is; filled in until the clinician says otherwise."""

    targets: str
    positions: str
    phases: str
    impact: bool = False


_EARLY, _ALL, _LATE = "PH1 PH2 PH3", " ".join(PHASES), "PH4 PH5 PH6"
USUAL: Final[Mapping[str, Usual]] = {
    "mobility": Usual("ankle", "sitting", _EARLY),
    "intrinsic": Usual("arch", "sitting", _EARLY),
    "strength": Usual("calf_achilles", "standing", "PH2 PH3 PH4"),
    "balance": Usual("balance", "standing", "PH2 PH3 PH4"),
    "plyometric": Usual("spring", "jumping", _LATE, impact=True),
    "gait": Usual("stride", "moving", _LATE, impact=True),
    "cardio": Usual("fitness", "machine", _ALL),
    "recovery": Usual("comfort", "sitting", _ALL),
}


def usual_values(domain: str) -> dict[str, Any]:
    """Return what is filled in for a domain, by the codes of the form."""
    usual = USUAL[domain]
    return {"targets": usual.targets, "positions": usual.positions, "phases": usual.phases, "impact": usual.impact}


def new_values() -> dict[str, Any]:
    """Return what a new exercise starts with: all but name, steps and dose is filled in."""
    return {"domain": FIRST_DOMAIN, "each_side": True, **usual_values(FIRST_DOMAIN)}


def values_of(exercise: Exercise) -> dict[str, Any]:
    """Return an exercise as the form shows it."""
    dose, notes = exercise.dose, exercise.clinician
    values: dict[str, Any] = {name: getattr(exercise, name) for name in (*_TEXTS, "domain", "impact", "each_side")}
    values |= {"easier": exercise.easier, "harder": exercise.harder}
    values |= {name: "\n".join(getattr(exercise, name)) for name in LINES if name != "mistakes"}
    values |= {name: " ".join(getattr(exercise, name)) for name in CODES}
    values |= {name: getattr(dose, name) or None for name in NUMBERS}
    values |= {code: getattr(dose, name) for code, name in _DOSE_TEXTS.items()}
    values |= {f"{name}_range": _span_words(getattr(exercise.dose_range, name)) for name in DOSED}
    values |= {"why": notes.why, "progress_when": notes.progress_when, "mistakes": "\n".join(notes.mistakes)}
    if exercise.conditions == tuple(CONDITIONS):
        values["conditions"] = ""
    return values


def faults_of(values: Values) -> list[FieldError]:
    """Return what keeps the typed exercise from being saved, in the order of the form."""
    return [*_step_faults(values), *_dose_faults(values), *_range_faults(values)]


def content_of(values: Values, base: Values) -> dict[str, Any]:
    """Return the typed exercise in the library's form; what the form does not ask is kept from ``base``."""
    targets = _codes(values, "targets")
    content: dict[str, Any] = {name: base[name] for name in ("blocks", "minutes") if name in base}
    content |= {name: _text(values, name) for name in _TEXTS if _text(values, name)}
    content |= {name: lines_of(values.get(name)) for name in LINES if name != "mistakes"}
    content |= {name: _codes(values, name) for name in CODES}
    content["conditions"] = content["conditions"] or [EVERY_CONDITION]
    content.setdefault("target", ", ".join(TARGETS[code] for code in targets) or "Not named")
    content |= {"domain": values["domain"], "impact": bool(values["impact"]), "each_side": bool(values["each_side"])}
    content |= {name: values[name] for name in ("easier", "harder") if values.get(name)}
    content |= {"dose": _dose(values), "range": _range(values, base)}
    notes: dict[str, Any] = {name: _text(values, name) for name in _NOTES if _text(values, name)}
    mistakes = lines_of(values.get("mistakes"))
    content["clinician"] = {**notes, **({"mistakes": mistakes} if mistakes else {})}
    return content


def lines_of(text: str | None) -> list[str]:
    """Return the lines of a text without blanks around them, empty ones left out."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def how_often(per_week: int) -> str:
    """Return how often a week in words, as it is printed."""
    return _WEEKLY.get(per_week, f"{per_week} times a week")


def form_code(part: str) -> str:
    """Return the field of the form that a refused part of an exercise belongs to."""
    owner, _dot, name = part.rpartition(".")
    if owner == "range":
        return f"{name}_range"
    return _FORM_CODE.get(name, name)


def neighbour_options(exercises: Iterable[Exercise], itself: str | None) -> list[tuple[str, str]]:
    """Return what can be chosen as a step of the ladder, by name; none is the first."""
    named = sorted(((e.name, e.id) for e in exercises if e.id != itself), key=lambda pair: pair[0].casefold())
    return [("", "None"), *((exercise_id, name) for name, exercise_id in named)]


def _step_faults(values: Values) -> list[FieldError]:
    steps = lines_of(values.get("steps"))
    if not 2 <= len(steps) <= MOST_STEPS:
        return [FieldError("steps", f"Write 2 to {MOST_STEPS} steps, one a line. Here are {len(steps)}.")]
    return [
        FieldError(name, "A line stands there twice. Change or delete one of them.")
        for name in LINES
        if len(set(lines_of(values.get(name)))) < len(lines_of(values.get(name)))
    ]


def _dose_faults(values: Values) -> list[FieldError]:
    faults = []
    if not any(values.get(name) for name in ("reps", "hold_s", "minutes")):
        faults.append(FieldError("reps", "Give repetitions, a hold or minutes."))
    for name in NUMBERS:
        value, most = values.get(name), _MOST.get(name, 600)
        if value is not None and not (0 if name == "rest_s" else 1) <= value <= most:
            faults.append(FieldError(name, f"Enter a whole number from 1 to {most}."))
    return faults


def _range_faults(values: Values) -> list[FieldError]:
    faults = []
    for name in DOSED:
        typed, value = _text(values, f"{name}_range"), values.get(name)
        if not typed:
            continue
        span = _typed_span(typed)
        if span is None or span.low < 1 or span.low > span.high or span.high > 600:
            faults.append(FieldError(f"{name}_range", "Type the lowest and the highest, such as 8–15."))
        elif value is None:
            faults.append(FieldError(f"{name}_range", "There is no such dose. Delete the range or give the dose."))
        elif not span.holds(int(value)):
            faults.append(FieldError(f"{name}_range", f"The dose of {value:g} lies outside. Change one of them."))
    return faults


def _dose(values: Values) -> dict[str, Any]:
    dose: dict[str, Any] = {name: int(values[name]) for name in NUMBERS if values.get(name)}
    dose |= {name: _text(values, code) for code, name in _DOSE_TEXTS.items() if _text(values, code)}
    dose.setdefault("frequency", how_often(dose.get("per_week", 0)))
    return dose


def _range(values: Values, base: Values) -> dict[str, Any]:
    """Return the typed ranges; without one, from half to double the dose."""
    made: dict[str, Any] = {}
    for name in DOSED:
        if values.get(name):
            value = int(values[name])
            span = _typed_span(_text(values, f"{name}_range")) or Span(max(1, value // 2), min(2 * value, _MOST[name]))
            made[name] = {"low": span.low, "high": span.high}
    kept = made == {name: span for name, span in base.get("range", {}).items() if name != "mark"}
    return {**made, "mark": base["range"]["mark"] if kept else "design"}


def _typed_span(text: str) -> Span | None:
    found = _RANGE.fullmatch(text)
    return Span(int(found[1]), int(found[2] or found[1])) if found else None


def _span_words(span: Span | None) -> str:
    return "" if span is None else f"{span.low}–{span.high}"


def _text(values: Values, name: str) -> str:
    return str(values.get(name) or "").strip()


def _codes(values: Values, name: str) -> list[str]:
    return _text(values, name).split()
