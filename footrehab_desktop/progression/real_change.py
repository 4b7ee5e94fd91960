"""Tells real change from measurement error: the smallest change of each test that counts (B.9), as a table.

A test without a known error figure has no row; its change is then not judged.
"""

from typing import Final, NamedTuple

from footrehab_desktop.progression.codes import TESTS
from footrehab_desktop.progression.measure_table import MEASURE_TABLE, ChangeValue
from footrehab_desktop.progression.measures import improvement
from footrehab_desktop.progression.rulebook import STANDARD

BETTER, WORSE, CHANGED, NO_REAL_CHANGE, NOT_KNOWN = "better", "worse", "changed", "no_real_change", "not_known"
HIGHER, LOWER, NEITHER = "higher", "lower", "neither"
NPRS: Final = "NPRS"
"""The row of every pain score from 0 to 10, also of those that are no test of the core."""


class ChangeRow(NamedTuple):
    """The smallest change of a test that counts.

    ``value`` is in ``unit``; with ``percent`` it is a part of the mean of both values, so that it is the same in both
    directions. ``better`` says which way is better: higher, lower or neither.
    """

    test: str
    value: float
    percent: bool
    unit: str
    better: str
    source: str
    mark: str
    note: str = ""


class TestChange(NamedTuple):
    """What a change is: ``direction`` better, worse, changed (real, but neither way is better), no_real_change or
    not_known. ``difference`` is after minus before and ``threshold`` the smallest that counts, in the test's unit."""

    test: str
    direction: str
    difference: float
    threshold: float | None = None
    source: str = ""
    mark: str = ""

    @property
    def is_real(self) -> bool:
        """Tell whether the change exceeds the measurement error."""
        return self.direction in {BETTER, WORSE, CHANGED}


def _measured(test: str, measure: str) -> ChangeRow:
    """Return the row of a test that is also an outcome measure: its figure stands in the table of measures."""
    info = MEASURE_TABLE[measure]
    limit = info.change[0]
    return ChangeRow(test, limit.value, False, info.unit, LOWER, limit.source, limit.mark, f"{limit.name} of {measure}")


def _stance(test: str) -> ChangeRow:
    figure = STANDARD.figures["GA-R1.stance_pct"]
    return ChangeRow(test, figure.value, True, "s", HIGHER, figure.source, figure.mark, "the wobble of GA-R1")


def _step_down() -> ChangeRow:
    figure = STANDARD.figures["GA-R1.step_down"]
    return ChangeRow("step_down", figure.value, False, "score", LOWER, figure.source, figure.mark, "as in GA-R1")


_C = ChangeRow
_ROWS: Final[tuple[ChangeRow, ...]] = (
    _C("weight_bearing_lunge", 1.9, False, "cm", HIGHER, "scholars.uky.edu, Powden 2015", "found",
       "MDC of one examiner; between examiners 1.6 cm, in patients 1.0 cm (PMC3484905): the largest stands"),
    _C("mtp1_extension", 10, False, "deg", HIGHER, "recalled as 8 to 10 degrees, low confidence", "memory",
       "the larger end stands"),
    _C("heel_raise", 7, False, "reps", HIGHER, "pubmed 28886865, limits of agreement -6.2 to 6.5 from day to day",
       "found", "the same set-up each time"),
    _stance("single_leg_stance"),
    _stance("single_leg_stance_closed"),
    _step_down(),
    _C("toe_strength", 15, True, "N", HIGHER, "PMC10223981, differences of about 10 N found meaningful", "found",
       "the same set-up each time"),
    _C("toe_press_endurance", 20, True, "s", HIGHER, "product choice", "design"),
    _C("arch_height_index", 0.028, False, "ratio", NEITHER, "1.96 x root 2 x SEM 0.01; the SEM is recalled", "derived",
       "MDC95"),
    _C("y_balance_anterior", 8, True, "cm", HIGHER, "recalled as 6 to 8 % of leg length", "memory",
       "the larger end stands; taken of the reach, as leg length is not on file"),
    _C("sprint_40m", 3, True, "s", LOWER, "typical error of 1 to 2 % recalled", "memory"),
    _C("foot_off_excursion", 5, False, "deg", NEITHER, "product choice", "design"),
    _measured("first_step_pain", "VAS-first-step"),
    _measured(NPRS, NPRS),
)  # fmt: skip
TEST_CHANGES: Final[dict[str, ChangeRow]] = {row.test: row for row in _ROWS}


def change_row(test: str) -> ChangeRow | None:
    """Return the row that holds for a test, None where no error is known."""
    known = TESTS.get(test)
    return TEST_CHANGES.get(NPRS if known and known.unit == NPRS else test)


def real_change(test: str, before: float, after: float) -> TestChange:
    """Return what a change of a test is; ``before`` and ``after`` are in the test's unit.

    ``test`` is a test of the core or ``NPRS``. A change counts when it reaches the smallest one of the table; two equal
    results are no change, whatever the error.
    """
    difference = round(after - before, 6)
    row = change_row(test)
    if row is None:
        return TestChange(test, NOT_KNOWN if difference else NO_REAL_CHANGE, difference)
    threshold = round(row.value / 100 * abs(before + after) / 2 if row.percent else row.value, 6)
    direction = _direction(row.better, difference) if abs(difference) >= threshold else NO_REAL_CHANGE
    return TestChange(test, direction, difference, threshold, row.source, row.mark)


def _direction(better: str, difference: float) -> str:
    if difference == 0:
        return NO_REAL_CHANGE
    if better == NEITHER:
        return CHANGED
    return BETTER if (difference > 0) == (better == HIGHER) else WORSE


def measure_change(measure: str, before: float, after: float) -> TestChange:
    """Return what the change of an outcome measure's score is: real from the MDC on, or the MCID where no MDC is known.

    Its sentence is ``change_wording``. Raises ``KeyError`` for an unknown measure.
    """
    limit = _limit(measure)
    difference = round(after - before, 6)
    if limit is None:
        return TestChange(measure, NOT_KNOWN if difference else NO_REAL_CHANGE, difference)
    gain = improvement(measure, before, after)
    direction = NO_REAL_CHANGE
    if gain and abs(gain) >= limit.value:
        direction = BETTER if gain > 0 else WORSE
    return TestChange(measure, direction, difference, limit.value, limit.source, limit.mark)


def _limit(measure: str) -> ChangeValue | None:
    info = MEASURE_TABLE[measure]
    return info.smallest("MDC") or info.smallest("MCID")


def change_sentence(change: TestChange, unit: str) -> str:
    """Return the sentence that explains a judgement, with the figure it rests on, its mark and its source."""
    if not change.difference:
        return "Unchanged."
    words = {
        "size": f"{abs(change.difference):g} {unit}".rstrip(),
        "limit": f"{change.threshold or 0:.3g} {unit}".rstrip(),
        "mark": change.mark,
        "source": change.source,
    }
    return _SENTENCES[change.direction].format_map(words)


_LIMIT = "the smallest change that counts is {limit} ({mark}: {source})."
_SENTENCES = {
    BETTER: f"Better by {{size}}; {_LIMIT}",
    WORSE: f"Worse by {{size}}; {_LIMIT}",
    CHANGED: f"A difference of {{size}}, and neither way is better; {_LIMIT}",
    NO_REAL_CHANGE: f"A difference of {{size}} can be measurement error; {_LIMIT}",
    NOT_KNOWN: "A difference of {size}. No error figure is known, so it is not judged.",
}
