"""What the simulation prints: a virtual patient's diary week by week or as JSON, and the report of the comparison."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from statistics import fmean, quantiles
from typing import Any, Final

from footrehab_desktop import __version__
from footrehab_desktop.clinic.simulated_patient import SimulatedDay
from footrehab_desktop.clinic.simulation import (
    CONDITION,
    FIRST_DAY,
    GOAL_MINUTES,
    TABLE,
    WEEK_DAYS,
    ByClock,
    Course,
    Pair,
    compare,
    follow,
)
from footrehab_desktop.clinic.simulation_traits import draw_patient
from footrehab_desktop.library.forms import load_forms
from footrehab_desktop.progression import RULES_VERSION

MODEL_SENTENCE: Final = (
    "This is a simple model of tissue capacity, not evidence: it shows how the rules behave in the model, "
    "not what happens to patients."
)
LABEL_WIDTH, COLUMN_WIDTH = 44, 26
SIDES: Final = ("decided by criteria", "moved on by the clock")


@dataclass(frozen=True, slots=True)
class Spread:
    """Mean, quartiles and median of some numbers; all None when there are none."""

    mean: float | None
    lower: float | None
    median: float | None
    upper: float | None

    @property
    def words(self) -> str:
        """Return the median with its quartiles."""
        return "none" if self.median is None else f"{self.median:.1f} ({self.lower:.1f} to {self.upper:.1f})"


def spread(values: Iterable[float]) -> Spread:
    """Return the spread of values; quartiles lie between the values, as in ``statistics.quantiles`` inclusive."""
    ordered = sorted(values)
    if not ordered:
        return Spread(None, None, None, None)
    lower, middle, upper = quantiles(ordered, n=4, method="inclusive") if len(ordered) > 1 else ordered * 3
    return Spread(fmean(ordered), lower, middle, upper)


@dataclass(frozen=True, slots=True)
class SideResult:
    """How all virtual patients of one side fared; ``reached`` counts those who reached the goal."""

    patients: int
    flares: Spread
    without_flare: int
    flare_days: Spread
    reached: int
    goal_weeks: Spread
    decisions: Counter[str]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides, and in how many pairs the reviewed patient had fewer, as many or more flares than on the clock.

    ``sooner_on_clock`` are the weeks by which the clock reached the goal sooner, of those who reached it on both.
    """

    reviewed: SideResult
    clock: SideResult
    fewer_flares: int
    as_many_flares: int
    more_flares: int
    sooner_on_clock: Spread


def run_report(seed: int, patients: int, weeks: int) -> Iterator[str]:
    """Let ``patients`` virtual patients live ``weeks`` weeks on both sides and yield the report line by line."""
    yield from report_lines(summarize(tuple(compare(load_forms(), seed, patients, weeks))), seed, weeks)


def summarize(pairs: Sequence[Pair]) -> Comparison:
    """Return the comparison of at least one pair."""
    differences = [pair.reviewed.flares - pair.clock.flares for pair in pairs]
    both = [(pair.reviewed.goal_weeks, pair.clock.goal_weeks) for pair in pairs]
    return Comparison(
        reviewed=_side([pair.reviewed for pair in pairs]),
        clock=_side([pair.clock for pair in pairs]),
        fewer_flares=sum(each < 0 for each in differences),
        as_many_flares=sum(each == 0 for each in differences),
        more_flares=sum(each > 0 for each in differences),
        sooner_on_clock=spread(mine - clock for mine, clock in both if mine is not None and clock is not None),
    )


def _side(courses: Sequence[Course]) -> SideResult:
    weeks = [course.goal_weeks for course in courses if course.goal_weeks is not None]
    return SideResult(
        patients=len(courses),
        flares=spread(course.flares for course in courses),
        without_flare=sum(course.flares == 0 for course in courses),
        flare_days=spread(course.flare_days for course in courses),
        reached=len(weeks),
        goal_weeks=spread(weeks),
        decisions=sum((course.decisions for course in courses), Counter()),
    )


def report_lines(found: Comparison, seed: int, weeks: int) -> Iterator[str]:
    """Yield the report: what was run, that it is a model, a table in words, and who did better on what."""
    reviewed, clock = found.reviewed, found.clock
    yield (
        f"FootRehab Desktop {__version__}, rules {RULES_VERSION}. Seed {seed}, {reviewed.patients:,} virtual patients, "
        f"{weeks} weeks, {CONDITION.replace('_', ' ')}, table {TABLE}."
    )
    yield MODEL_SENTENCE
    yield ""
    yield _row("", *SIDES)
    yield _row("Flares per patient, mean", *(_number(side.flares.mean) for side in (reviewed, clock)))
    yield _row("  median (quartiles)", reviewed.flares.words, clock.flares.words)
    yield _row("No flare at all", *(_share(side.without_flare, side) for side in (reviewed, clock)))
    yield _row("Days in a flare, mean", *(_number(side.flare_days.mean) for side in (reviewed, clock)))
    yield _row("  median (quartiles)", reviewed.flare_days.words, clock.flare_days.words)
    yield _row(f"Reached {GOAL_MINUTES} min continuous running", *(_share(s.reached, s) for s in (reviewed, clock)))
    yield _row("  in weeks, median (quartiles) of those", reviewed.goal_weeks.words, clock.goal_weeks.words)
    yield ""
    yield (
        f"Pair by pair, criteria gave fewer flares in {found.fewer_flares:,} patients, as many in "
        f"{found.as_many_flares:,} and more in {found.more_flares:,}."
    )
    yield from verdicts(found)
    yield "Decisions of the reviews: " + ", ".join(f"{n:,} {name}" for name, n in sorted(reviewed.decisions.items()))
    yield (
        "Both sides meet the same patients on the same days. Reached means a whole run with pain within the ceiling "
        "and outside a flare. The clock goes up one stage a week and knows no symptoms; its patients break off and "
        "leave out painful sessions by themselves."
    )


def verdicts(found: Comparison) -> Iterator[str]:
    """Yield for each measure which side did better in the model."""
    reviewed, clock = found.reviewed, found.clock
    yield _verdict("Flares per patient (mean)", reviewed.flares.mean, clock.flares.mean)
    yield _verdict("Days in a flare (mean)", reviewed.flare_days.mean, clock.flare_days.mean)
    yield _verdict("Patients who did not reach the goal", *(side.patients - side.reached for side in (reviewed, clock)))
    weeks = found.sooner_on_clock.median
    if weeks is not None:
        winner = SIDES[1] if weeks > 0 else SIDES[0]
        yield (
            f"Of those who reached it on both sides, half were at least {abs(weeks):.1f} weeks sooner when {winner}."
            if weeks
            else "Those who reached it on both sides were equally fast in the middle."
        )


def _verdict(measure: str, reviewed: float | None, clock: float | None) -> str:
    if reviewed is None or clock is None or reviewed == clock:
        return f"{measure}: no difference."
    return f"{measure}: fewer when {SIDES[0] if reviewed < clock else SIDES[1]}."


def _row(label: str, reviewed: str, clock: str) -> str:
    return f"{label:<{LABEL_WIDTH}}{reviewed:<{COLUMN_WIDTH}}{clock}".rstrip()


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.2f}"


def _share(count: int, side: SideResult) -> str:
    return f"{100 * count / side.patients:.1f} % ({count:,} of {side.patients:,})"


def diaries(seed: int, patients: int, weeks: int) -> Iterator[tuple[int, tuple[SimulatedDay, ...]]]:
    """Yield number and days of each virtual patient on the programme that the clock moves on."""
    for number in range(1, patients + 1):
        yield number, follow(draw_patient(seed, number), ByClock(TABLE, FIRST_DAY), FIRST_DAY, weeks)


def diary_lines(number: int, days: Sequence[SimulatedDay]) -> Iterator[str]:
    """Yield a virtual patient's weeks, one line each."""
    yield f"Virtual patient {number}"
    for week in range(1, len(days) // WEEK_DAYS + 1):
        of_week = days[WEEK_DAYS * (week - 1) : WEEK_DAYS * week]
        done = [day for day in of_week if day.planned and day.part]
        running = sum(round(day.part * day.planned.run_min) for day in done if day.planned)
        mornings = [day.day.morning_pain for day in of_week if day.day and day.day.morning_pain is not None]
        worst = max((day.pain_during for day in done), default=None)
        yield (
            f"  week {week:>2}: {len(done)} sessions, {running} min run, worst pain {_told(worst)}, "
            f"worst morning {_told(max(mornings, default=None))}, {sum(d.day is not None for d in of_week)} of 7 days "
            f"written{', in a flare' if any(day.tissue.flaring for day in of_week) else ''}"
        )


def _told(pain: int | None) -> str:
    return "not told" if pain is None else str(pain)


def diaries_json(seed: int, patients: int, weeks: int) -> dict[str, Any]:
    """Return the diaries as JSON values: what was written down, and the model's tissue behind it."""
    return {
        "model": MODEL_SENTENCE,
        "version": __version__,
        "seed": seed,
        "weeks": weeks,
        "patients": [
            {"number": number, "traits": asdict(draw_patient(seed, number)), "days": [_day_json(day) for day in days]}
            for number, days in diaries(seed, patients, weeks)
        ],
    }


def _day_json(day: SimulatedDay) -> dict[str, Any]:
    return {
        "on": day.on.isoformat(),
        "load": round(day.load, 3),
        "capacity": round(day.tissue.capacity, 3),
        "irritation": round(day.tissue.irritation, 3),
        "flare": day.tissue.flaring,
        "session": _written(day.session),
        "day": _written(day.day),
    }


def _written(entry: Any) -> dict[str, Any] | None:
    """Return an entry of the diary without what was not recorded."""
    if entry is None:
        return None
    values = asdict(entry).items()
    return {
        name: value.isoformat() if isinstance(value, date) else value for name, value in values if value is not None
    }
