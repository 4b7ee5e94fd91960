"""Corrections of a diary as lines: when and by whom, which entry, and every value before and after."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from footrehab_desktop.clinic.diary_corrections import Correction
from footrehab_desktop.library.dates import format_date, format_date_weekday

NOT_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One correction in words."""

    corrected: str
    entry: str
    what: str


def correction_lines(
    corrections: Iterable[Correction], exercise_name: Callable[[str], str]
) -> tuple[CorrectionLine, ...]:
    """Return the lines in the order given; ``exercise_name`` turns an exercise's id into its name."""
    return tuple(_line(each, exercise_name) for each in corrections)


def _line(correction: Correction, exercise_name: Callable[[str], str]) -> CorrectionLine:
    at = correction.at.astimezone()
    return CorrectionLine(
        corrected=f"{format_date(at.date())} {at:%H:%M}\n{correction.by}",
        entry=f"{format_date_weekday(correction.on)}\n{_about(correction, exercise_name)}",
        what=_taken_out(correction) if correction.taken_out else _changed(correction),
    )


def _about(correction: Correction, exercise_name: Callable[[str], str]) -> str:
    if correction.part == "session":
        return f"Session {correction.place}"
    return exercise_name(correction.place) if correction.part == "exercise" else "Day"


def _changed(correction: Correction) -> str:
    return "\n".join(
        f"{value.meaning}: {value.old or NOT_RECORDED} → {value.new or NOT_RECORDED}" for value in correction.values
    )


def _taken_out(correction: Correction) -> str:
    held = ", ".join(f"{value.meaning} {value.old}" for value in correction.values)
    return f"Taken out. It said: {held}"
