"""Test results of both sides with symmetry and norm, from the signed assessments."""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.clinic.answer_words import unit_words
from footrehab_desktop.clinic.assessments import latest_answers
from footrehab_desktop.clinic.case_answers import result_of, understood
from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.patients import age_on
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression import Norm, limb_symmetry, norm
from footrehab_desktop.progression.codes import TESTS
from footrehab_desktop.records.values import Side


@dataclass(frozen=True, slots=True)
class SidedResult:
    """The newest result of one test on each side; ``symmetry_pct`` is the LSI where both sides were tested.

    ``unit`` is what stands behind a number, with its space.
    """

    test: str
    label: str
    unit: str
    left: float | None
    right: float | None
    on: date
    symmetry_pct: float | None
    norm: Norm | None


def sided_results(file: EpisodeFile, forms: Forms, today: date) -> tuple[SidedResult, ...]:
    """Return the newest results of all sided tests, in the order of the core's list."""
    known: dict[str, dict[Side, tuple[float, date]]] = {}
    units: dict[str, str] = {}
    assessments = understood((a for a in file.assessments if a.assessed_on <= today), forms)
    for (code, side), answer in latest_answers(assessments).items():
        spec = forms.field(code)
        test = spec.test
        value = result_of(answer.observation)
        if test and value is not None and side in ("left", "right"):
            known.setdefault(test, {})[side] = (value, answer.on)
            units[test] = unit_words(spec)
    return tuple(_result(test, units[test], known[test], file, today) for test in TESTS if test in known)


def _result(test: str, unit: str, sides: dict[Side, tuple[float, date]], file: EpisodeFile, today: date) -> SidedResult:
    details = file.patient.details
    left, right = (sides[side][0] if side in sides else None for side in ("left", "right"))
    on = max(day for _value, day in sides.values())
    return SidedResult(
        test=test,
        label=TESTS[test].label,
        unit=unit,
        left=left,
        right=right,
        on=on,
        symmetry_pct=_symmetry(test, left, right, file.episode.details.side),
        norm=norm(test, age_on(details.birth_date, today), details.sex),
    )


def _symmetry(test: str, left: float | None, right: float | None, involved: Side) -> float | None:
    """Return the LSI; with both feet affected there is no sound side to compare with."""
    if left is None or right is None or involved == "both":
        return None
    return limb_symmetry(test, right, left) if involved == "right" else limb_symmetry(test, left, right)
