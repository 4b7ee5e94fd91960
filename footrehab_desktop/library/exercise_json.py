"""An exercise as JSON, in the form in which the library's files hold it."""

from typing import Any

from footrehab_desktop.library.exercises import DOSED, Dose, Exercise


def exercise_json(exercise: Exercise) -> dict[str, Any]:
    """Return every field of an exercise as plain JSON; what is empty is left out. ``read_exercise`` reads it back."""
    notes = exercise.clinician
    values: dict[str, Any] = {
        name: getattr(exercise, name)
        for name in (
            "id", "name", "domain", "target", "purpose", "set_up", "impact", "each_side", "easier", "harder", "minutes",
            "unused_reason",
        )
    }  # fmt: skip
    lists = (
        "targets", "steps", "cues", "faults", "stop_signs", "equipment", "positions", "phases", "conditions",
        "synonyms", "sources",
    )  # fmt: skip
    values |= {name: list(getattr(exercise, name)) for name in lists}
    values |= {
        "dose": dose_json(exercise.dose),
        "range": _range_json(exercise),
        "blocks": [
            filled(
                {
                    "reason": block.reason,
                    "rule": block.rule,
                    "condition": block.condition,
                    "until_phase": block.until_phase,
                    "findings": list(block.findings),
                }
            )
            for block in exercise.blocks
        ],
    }
    advice = {"why": notes.why, "progress_when": notes.progress_when, "mistakes": list(notes.mistakes)}
    return {**filled(values), "clinician": filled(advice)}


def dose_json(dose: Dose) -> dict[str, Any]:
    """Return a dosage as plain JSON."""
    names = ("sets", "reps", "hold_s", "minutes", "tempo", "load", "frequency", "note", "rest_s")
    return filled({**{name: getattr(dose, name) for name in names}, "per_week": dose.per_week or None})


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty; false and zero stay."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def _range_json(exercise: Exercise) -> dict[str, Any]:
    spans = {name: getattr(exercise.dose_range, name) for name in DOSED}
    named = {name: {"low": span.low, "high": span.high} for name, span in spans.items() if span is not None}
    return {**named, "mark": exercise.dose_range.mark}
