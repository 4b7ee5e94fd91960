"""The run plan in words: the calendar day by day and as a list, weeks after the stages, effort, ground and shoe."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, floor
from typing import Final

from footrehab_desktop.clinic.naming import bouts_words
from footrehab_desktop.clinic.run_outlook import (
    ARRHYTHMIA,
    BETA_BLOCKER,
    NO_RESTING_RATE,
    EffortTarget,
    RunningShoe,
    RunOutlook,
    weekday_numbers,
)
from footrehab_desktop.library.dates import MONTHS, format_date, format_date_weekday
from footrehab_desktop.progression import STAGE_TABLES
from footrehab_desktop.progression.run_calendar import (
    PlannedRun,
    PlannedWeek,
    RunStart,
    VolumeStart,
    is_whole,
    run_calendar,
    shortest_calendar,
    volume_weeks,
    weeks_of,
)
from footrehab_desktop.progression.stage_tables import StageTable
from footrehab_desktop.progression.surfaces import SURFACES

WEEK: Final = timedelta(days=7)
ONE_DAY: Final = timedelta(days=1)
WEEKS_AHEAD: Final = 12
ACHILLES: Final = frozenset({"achilles_mid", "achilles_ins"})
LIGHT_SIGN: Final = "◆ "
PAST_WEEKS: Final = 1
NO_BEATS: Final[Mapping[str, str]] = {
    BETA_BLOCKER: "Takes a beta-blocker: effort only, no heart rate.",
    ARRHYTHMIA: "Has an arrhythmia: effort only, no heart rate.",
    NO_RESTING_RATE: "No resting heart rate in the diary of the last four weeks: effort only.",
}
RULE_WORDS: Final[Mapping[str, str]] = {
    "": "as planned at the last review",
    "LD-01": "{growth} % more at most (LD-01, a convention)",
    "LD-02": "no percentage cap below {small:g} min a week (LD-02)",
    "LD-07": "light week (LD-07)",
    "LD-09": "close to the last full week (LD-09)",
}


NEVER_ENDS: Final = (
    "With these days the stages never end: with seven days or more between runs, clean sessions do not add up "
    "(LD-11), and days next to each other cannot both be used (LD-06). Choose two days or more with a day between."
)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day: ``lines`` as they stand in the cell, ``spoken`` as a sentence."""

    on: date
    lines: tuple[str, ...]
    spoken: str
    run: bool = False
    light: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class ListRow:
    """One line of the list: a run or a review."""

    day: str
    what: str
    bouts: str
    minutes: str
    note: str


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One week after the stages, as shown."""

    week: str
    number: str
    minutes: str
    longest: str
    note: str


@dataclass(frozen=True, slots=True)
class RunCalendarContent:
    """What the run plan shows. ``weeks`` are rows of seven days; ``volume`` stands in their place after the stages.

    ``warning`` says when the chosen days never come to the end.
    """

    heading: str
    summary: str
    weeks: tuple[tuple[CalendarDay, ...], ...] = ()
    rows: tuple[ListRow, ...] = ()
    volume: tuple[WeekRow, ...] = ()
    warning: str = ""


def calendar_content(outlook: RunOutlook, table: str | None, run_days: str | None) -> RunCalendarContent:
    """Return the run plan from today with a walk–run table and the weekdays for running (None: any)."""
    if outlook.weeks is not None:
        return _volume(outlook, outlook.weeks)
    if table is None:
        return RunCalendarContent("No run plan", "No walk–run table is part of this plan.")
    if outlook.stages is None:
        return _not_yet(outlook, STAGE_TABLES[table])
    return _stages(outlook, outlook.stages, STAGE_TABLES[table], run_days)


def _not_yet(outlook: RunOutlook, table: StageTable) -> RunCalendarContent:
    """Say how long the table takes at least; the calendar begins with the first stage."""
    weeks = weeks_of(shortest_calendar(table, outlook.today, outlook.book))
    heading = "Walking and running by stages begins in PH4"
    return RunCalendarContent(
        heading,
        f"From the first stage of {table.code} to its last it takes {weeks:g} weeks at least, if every session is "
        "clean. The calendar begins with PH4.",
    )


def _stages(outlook: RunOutlook, start: RunStart, table: StageTable, run_days: str | None) -> RunCalendarContent:
    runs = run_calendar(table, start, weekday_numbers(run_days), outlook.book)
    whole = is_whole(runs)
    shown = runs if whole else runs[: WEEKS_AHEAD * 2]
    return RunCalendarContent(
        heading=f"Stage {outlook.level} of {table.top}, {table.code} – {table.label}",
        summary=_summary(runs, outlook) if whole else "",
        weeks=_weeks(shown, outlook, table),
        rows=_rows(shown, outlook, table),
        warning="" if whole else NEVER_ENDS,
    )


def _summary(runs: tuple[PlannedRun, ...], outlook: RunOutlook) -> str:
    last = runs[-1]
    count = len(runs)
    review = f" Next review: {format_date_weekday(outlook.next_review_on)}." if outlook.next_review_on else ""
    due = (
        f"Stage {outlook.level} has its clean sessions: review before the next run. " if _is_due(runs, outlook) else ""
    )
    return (
        f"{due}If every session is clean: {count} runs in {weeks_of(runs):g} weeks, the last one on "
        f"{format_date(last.on)}; each next stage is decided at a review.{review} {LIGHT_SIGN}is a run of a light week."
    )


def stops(outlook: RunOutlook) -> str:
    """Return what stops the calendar, in one sentence with the patient's own limit."""
    pain = f"pain above {outlook.ceiling} out of 10" if outlook.ceiling else "any pain at the bone"
    return (
        f"The first session that is not clean: {pain}, not settled by the next morning, new swelling, limping or "
        "waking at night. Then review before the next run."
    )


def _weeks(runs: tuple[PlannedRun, ...], outlook: RunOutlook, table: StageTable) -> tuple[tuple[CalendarDay, ...], ...]:
    """Return whole weeks from the week before today to the last review."""
    by_day = {run.on: run for run in runs}
    reviews = _reviews(runs, outlook)
    past = set(outlook.stages.past) if outlook.stages else set()
    monday = outlook.today - outlook.today.weekday() * ONE_DAY
    first = monday - PAST_WEEKS * WEEK if any(monday - PAST_WEEKS * WEEK <= day < monday for day in past) else monday
    last = max((*by_day, *reviews), default=outlook.today)
    count = (last - first).days // 7 + 1
    days = [first + index * ONE_DAY for index in range(7 * count)]
    cells = [_day(on, by_day.get(on), reviews.get(on, ""), on in past, outlook, table) for on in days]
    return tuple(tuple(cells[place : place + 7]) for place in range(0, len(cells), 7))


def _reviews(runs: tuple[PlannedRun, ...], outlook: RunOutlook) -> dict[date, str]:
    """Return what each review decides, by its day: the one that is due or planned, one at the end of each stage."""
    found = {run.review_on: f"after stage {run.stage}" for run in runs if run.review_on is not None}
    if outlook.next_review_on is not None and outlook.next_review_on >= outlook.today:
        found.setdefault(outlook.next_review_on, "planned")
    if _is_due(runs, outlook):
        found[outlook.today] = f"opens stage {runs[0].stage}"
    return found


def _is_due(runs: tuple[PlannedRun, ...], outlook: RunOutlook) -> bool:
    """Tell whether the present stage has its clean sessions, so that only a review is missing for the next one."""
    return bool(runs) and outlook.stages is not None and runs[0].stage != outlook.stages.stage


def _day(
    on: date, run: PlannedRun | None, review: str, ran: bool, outlook: RunOutlook, table: StageTable
) -> CalendarDay:
    lines = [_day_head(on, review, outlook.today)]
    said = []
    if run is not None:
        lines.append(f"{LIGHT_SIGN if run.light else ''}Stage {run.stage}")
        said.append(_run_words(run, table, outlook))
    elif ran:
        lines.append("ran")
        said.append("A run was done.")
    if review:
        said.insert(0, f"Review ({review}).")
    spoken = f"{format_date_weekday(on)}{', today' if on == outlook.today else ''}: {' '.join(said) or 'no run.'}"
    return CalendarDay(on, tuple(lines), spoken, run is not None, run is not None and run.light, on < outlook.today)


def _day_head(on: date, review: str, today: date) -> str:
    """Return the day's number, with the month where a month or a week begins, or that a review is due."""
    if review:
        return f"{on.day} · Review"  # there is no room for "today" beside it
    if on == today:
        return f"Today {on.day}"
    return f"{on.day} {MONTHS[on.month - 1]}" if on.day == 1 or on.weekday() == 0 else str(on.day)


def light_words(outlook: RunOutlook) -> str:
    """Return how much less a light week holds."""
    return f"light week: about {round(100 * (1 - outlook.book['LD-07.load']))} % less"


def _run_words(run: PlannedRun, table: StageTable, outlook: RunOutlook) -> str:
    stage = table.stage(run.stage)
    light = f" A {light_words(outlook)}." if run.light else ""
    return (
        f"Stage {run.stage}: {bouts_words(stage.bouts)}, {stage.run_min:g} of {stage.total_min:g} min running.{light}"
    )


def _rows(runs: tuple[PlannedRun, ...], outlook: RunOutlook, table: StageTable) -> tuple[ListRow, ...]:
    """Return runs and reviews by date; a review stands before a run of the same day."""
    found = [(run.on, 1, _run_row(run, table, outlook)) for run in runs]
    found += [
        (on, 0, ListRow(format_date_weekday(on), "Review", "", "", why)) for on, why in _reviews(runs, outlook).items()
    ]
    return tuple(row for _on, _order, row in sorted(found, key=lambda entry: entry[:2]))


def _run_row(run: PlannedRun, table: StageTable, outlook: RunOutlook) -> ListRow:
    stage = table.stage(run.stage)
    minutes = f"{stage.run_min:g} of {stage.total_min:g}"
    pace = f"{stage.pace_pct} % pace" if stage.pace_pct else ""
    note = " · ".join(part for part in (light_words(outlook) if run.light else "", pace) if part)
    return ListRow(format_date_weekday(run.on), f"Stage {run.stage}", bouts_words(stage.bouts), minutes, note)


def _volume(outlook: RunOutlook, start: VolumeStart) -> RunCalendarContent:
    weeks = volume_weeks(start, WEEKS_AHEAD, outlook.book)
    known = start.week_min is not None
    return RunCalendarContent(
        heading=f"Building weeks: week {weeks[0].number} of the cycle of {start.cycle_weeks}",
        summary=(
            "The most that the rules allow, if every session is clean and each week is reviewed before the next one."
            if known
            else "The running minutes of a usual week are not known yet. Enter the runs of a week in the diary."
        ),
        volume=tuple(_week_row(week, start.cycle_weeks, outlook) for week in weeks),
    )


def _week_row(week: PlannedWeek, cycle: int, outlook: RunOutlook) -> WeekRow:
    growth = round(100 * (outlook.book["LD-01.growth"] - 1))
    parts = [RULE_WORDS[week.rule].format(growth=growth, small=outlook.book["LD-01.weekly_min"])]
    if week.tests:
        parts.append("repeat the tests (LD-10)")
    return WeekRow(
        week=format_date(week.start),
        number=f"{week.number} of {cycle}",
        minutes="not known" if week.minutes is None else f"{week.minutes} min",
        longest="not known" if week.longest_min is None else f"{week.longest_min} min",
        note=" · ".join(parts),
    )


def effort_lines(target: EffortTarget) -> tuple[str, ...]:
    """Return the zones as lines, then why there is no heart rate or what it was worked out from."""
    lines = [zone_words(zone.label, zone.lowest_bpm, zone.highest_bpm, (zone.lowest_effort, zone.highest_effort))
             for zone in target.zones]  # fmt: skip
    if target.effort_only:
        return (*lines, NO_BEATS[target.effort_only])
    return (*lines, f"Worked out from age and a resting heart rate of {target.resting_bpm} in the diary (B.7).")


def zone_words(label: str, lowest: float | None, highest: float | None, effort: tuple[int, int]) -> str:
    """Return ``Base: 108–130 beats/min, effort 3–4 of 10``; beats are rounded towards the middle of the zone."""
    effort_words = f"effort {effort[0]}–{effort[1]} of 10"
    if lowest is None:
        return f"{label.capitalize()}: {effort_words}"
    beats = f"from {ceil(lowest)}" if highest is None else f"{ceil(lowest)}–{floor(highest)}"
    return f"{label.capitalize()}: {beats} beats/min, {effort_words}"


def step_rate_words(outlook: RunOutlook) -> str:
    """Return how a step rate is raised, if it is (GT-03); forefoot landing is not cued in Achilles pain."""
    first, most = outlook.book["GT-03.first_pct"], outlook.book["GT-03.most_pct"]
    words = (
        f"If it is to rise: {first:g} % first, {most:g} % at most, two weeks for each, tried in one or two short "
        "sessions, as the only change (GT-03)."
    )
    return f"{words} No cue to land on the forefoot." if outlook.condition in ACHILLES else words


def surface_words(outlook: RunOutlook) -> str:
    """Return the surface for now and when the next step may be tried; empty without running."""
    step = outlook.surface
    if step is None:
        return ""
    now = f"SU-{step.now} {SURFACES[step.now]}"
    if step.next_step is None or step.next_on is None:
        return f"{now}: as far as this phase goes."
    when = "now" if step.next_on <= outlook.today else f"from {format_date(step.next_on)}"
    return f"{now}. Next step {when}: SU-{step.next_step} {SURFACES[step.next_step].lower()}, as the only change."


def shoe_words(shoe: RunningShoe, limit_km: float) -> str:
    """Return one shoe: ``Road: 320 km``, or that it should be replaced as the only change of a week."""
    km = "distance not recorded" if shoe.km is None else f"{shoe.km:g} km"
    if not shoe.replace:
        return f"{shoe.name}: {km}"
    return (
        f"{shoe.name}: {km}. Worn or beyond {limit_km:g} km (FW-01): advise another, as the week's only change (LD-04)."
    )


def shoe_lines(outlook: RunOutlook) -> tuple[str, ...]:
    """Return the running shoes of the newest signed footwear answers."""
    limit = outlook.book["FW-01.km"]
    return tuple(shoe_words(shoe, limit) for shoe in outlook.shoes) or (
        "No running shoe is signed in the footwear form.",
    )
