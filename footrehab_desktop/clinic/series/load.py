"""Charts of load: running minutes by week, the levels reached, home exercises done beside the pain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import ceil
from statistics import fmean

from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.diary_exercises import shares_done
from footrehab_desktop.clinic.naming import bouts_words, phase_name
from footrehab_desktop.clinic.progress import LevelStep, Progress, RunWeek
from footrehab_desktop.clinic.series.source import ChartName
from footrehab_desktop.clinic.series.symptoms import FLARE_LABEL, NPRS_TOP, phase_spans
from footrehab_desktop.clinic.series.words import (
    LOAD,
    LONGEST_GAP_DAYS,
    SELF_REPORTED,
    day_text,
    first_day,
    number,
    percent,
    reading,
    series,
    week_start,
)
from footrehab_desktop.library.chart import (
    Bar,
    BarWords,
    ChartContent,
    Level,
    Line,
    Mark,
    RightScale,
    Table,
)
from footrehab_desktop.progression import stage_table

RUNNING = ChartName("running", "Running per week", LOAD)
LEVEL = ChartName("level", "Level", LOAD)
STAGE = ChartName("stage", "Walk–run stage", LOAD)
ADHERENCE = ChartName("adherence", "Home exercises and pain", LOAD)
SIX_DAYS = timedelta(days=6)
LEAST_RUN_SCALE = 30.0
LEAST_LEVELS = 4
DAYS_OF_WEEK = 7
STAGES = "Stage of"
WORST_PAIN = "Worst pain of the day"


def running_chart(progress: Progress, on_file: Sequence[RunWeek], today: date) -> ChartContent:
    """Return running minutes week by week with the limit of the week; light weeks are hatched and say so.

    A week in which nothing was written has no bar; the table says so.
    """
    weeks = tuple(on_file) if any(week.minutes for week in on_file) else ()
    known = [(week, week.minutes) for week in weeks if week.minutes is not None]
    readings = tuple((week.start, _week_words(week)) for week, _minutes in known)
    tallest = max([LEAST_RUN_SCALE, *(max(week.minutes or 0, week.cap_min or 0) for week in weeks)])
    rows = tuple(
        (day_text(week.start), number(week.minutes), number(week.cap_min), ", ".join(_kind(week)))
        for week in reversed(weeks)
    )
    return ChartContent(
        title=RUNNING.title,
        unit="minutes",
        low=0,
        high=ceil(max(tallest, progress.reference_min or 0) * 1.15 / 30) * 30,
        first=first_day([*(w.start for w in weeks), *(band.first for band in progress.phases)], today),
        last=max([today, *(week.start + SIX_DAYS for week in weeks[-1:])]),
        table=Table(("Week from", "Running minutes", "Limit of the week", "Kind"), rows),
        latest=reading(readings, 1),
        before=reading(readings, 2),
        bars=tuple(Bar(w.start, w.start + SIX_DAYS, run, "light" if w.light else "", w.cap_min) for w, run in known),
        bar_words=BarWords("Running minutes of the week", "Light week", "Limit of the week"),
        levels=_reference(progress.reference_min),
        spans=phase_spans(progress),
        readings=readings,
        code=RUNNING.code,
        group=RUNNING.group,
        note=SELF_REPORTED,
        why_empty="No running is on file. Write the running minutes of a session in the diary.",
    )


def _reference(minutes: float | None) -> tuple[Level, ...]:
    return (Level(minutes, f"Last full week {number(minutes)} min", "soft"),) if minutes else ()


def _week_words(week: RunWeek) -> str:
    limit = [f"limit {number(week.cap_min)} min"] if week.cap_min is not None else []
    return ", ".join((f"{number(week.minutes)} min", *limit, *_kind(week)))


def _kind(week: RunWeek) -> list[str]:
    """Return what is to be said about a week beside its figures."""
    said = ["light week"] if week.light else []
    if week.at_least:
        said.append("not all minutes recorded")
    elif week.minutes is None:
        said.append("minutes not recorded")
    return said


def level_chart(progress: Progress, today: date) -> ChartContent:
    """Return the staircase of levels; each stay in a phase is a line of its own, as levels count anew in each."""
    steps = progress.levels
    readings = tuple((step.on, f"{step.phase}, level {step.level}") for step in steps)
    return ChartContent(
        title=LEVEL.title,
        unit="counted anew in each phase",
        low=0,
        high=max([LEAST_LEVELS, *(step.level + 1 for step in steps)]),
        first=first_day((step.on for step in steps), today),
        last=today,
        table=Table(
            ("Since", "Phase", "Level"),
            tuple((day_text(step.on), phase_name(step.phase), str(step.level)) for step in reversed(steps)),
        ),
        latest=reading(readings, 1),
        before=reading(readings, 2),
        lines=_stairs(steps, today),
        spans=phase_spans(progress),
        marks=tuple(Mark(on, FLARE_LABEL, "regress") for on in progress.flares),
        readings=readings,
        code=LEVEL.code,
        group=LEVEL.group,
        why_empty="The plan was not started. Choose phase and level on the Plan page; reviews move them on.",
    )


def stage_chart(progress: Progress, today: date) -> ChartContent:
    """Return the staircase of walk–run stages, with what each stage asks for in words."""
    running = [step for step in progress.levels if step.table]
    readings = tuple((step.on, _stage_words(step)) for step in running)
    top = max((stage_table(step.table).top for step in running), default=1)
    return ChartContent(
        title=STAGE.title,
        unit="stage of the walk–run table",
        low=0,
        high=max([top, *(step.level for step in running)]),
        first=first_day((step.on for step in running), today),
        last=today,
        table=Table(
            ("Since", "Table", "Stage", "What is run"),
            tuple((day_text(step.on), step.table, str(step.level), _bouts(step)) for step in reversed(running)),
        ),
        latest=reading(readings, 1),
        before=reading(readings, 2),
        lines=tuple(line for line in _stairs(progress.levels, today) if line.name.startswith(STAGES)),
        spans=phase_spans(progress),
        marks=tuple(Mark(on, FLARE_LABEL, "regress") for on in progress.flares),
        readings=readings,
        code=STAGE.code,
        group=STAGE.group,
        why_empty="No walk–run stage yet: stages begin in phase PH4, when a review passes the gate to running.",
    )


def _stairs(steps: Sequence[LevelStep], today: date) -> tuple[Line, ...]:
    """Return one line for each stay in a phase and table; it holds until the next step, the last one until today."""
    ends = [*(step.on for step in steps[1:]), today]
    lines: list[Line] = []
    held = zip(steps, ends, strict=False)
    for (phase, table), stay in groupby(held, key=lambda each: (each[0].phase, each[0].table)):
        known = list(stay)
        values = (*((step.on, float(step.level)) for step, _end in known), (known[-1][1], float(known[-1][0].level)))
        name = f"{STAGES} {table}" if table else phase
        again = sum(line.name.split(", time")[0] == name for line in lines)
        lines.append(Line(f"{name}, time {again + 1}" if again else name, values, "accent", "circle", "steps"))
    return tuple(lines)


def _stage_words(step: LevelStep) -> str:
    words = _bouts(step)
    return f"stage {step.level}: {words}" if words else f"stage {step.level}"


def _bouts(step: LevelStep) -> str:
    """Return what a stage asks for, "" for a level beyond the table."""
    stages = {stage.number: stage.bouts for stage in stage_table(step.table).stages}
    return bouts_words(stages[step.level]) if step.level in stages else ""


@dataclass(frozen=True, slots=True)
class AdherenceWeek:
    """Home exercises of a week from Monday on: percent done over the ``answered`` days of it that have an answer."""

    start: date
    percent: float
    answered: int


def adherence_weeks(file: EpisodeFile, today: date) -> tuple[AdherenceWeek, ...]:
    """Return the weeks with an answer; a day without one is no day missed, and a week without any is a gap."""
    worth: dict[date, list[float]] = {}
    for on, share in shares_done(file.days, file.exercises).items():
        if on <= today:
            worth.setdefault(week_start(on), []).append(share)
    return tuple(
        AdherenceWeek(start, round(100 * fmean(answers), 1), len(answers)) for start, answers in sorted(worth.items())
    )


def adherence_chart(file: EpisodeFile, progress: Progress, today: date) -> ChartContent:
    """Return home exercises done as a bar a week on the right scale, with the worst pain of the day as a line."""
    weeks = adherence_weeks(file, today)
    pain = series((day.on, day.worst) for day in progress.pain) if weeks else ()
    readings = tuple((week.start, _adherence_words(week)) for week in weeks)
    return ChartContent(
        title=ADHERENCE.title,
        unit="pain 0 to 10; bars: exercises done in %",
        low=0,
        high=NPRS_TOP,
        first=first_day([*(week.start for week in weeks), *(on for on, _value in pain)], today),
        last=max([today, *(week.start + SIX_DAYS for week in weeks[-1:])]),
        table=Table(
            ("Week from", "Done", "Days with an answer"),
            tuple(
                (day_text(week.start), percent(week.percent), f"{week.answered} of {DAYS_OF_WEEK}")
                for week in reversed(weeks)
            ),
        ),
        latest=reading(readings, 1),
        before=reading(readings, 2),
        lines=(Line("Worst pain of the day", pain, "deload", "triangle", longest_gap=LONGEST_GAP_DAYS),)
        if pain
        else (),
        bars=tuple(
            Bar(w.start, w.start + SIX_DAYS, w.percent, "" if w.answered == DAYS_OF_WEEK else f"{w.answered}/7")
            for w in weeks
        ),
        bar_words=BarWords("Exercises done", "Not every day answered (days of 7)"),
        right=RightScale("% of exercises done", 0, 100),
        spans=phase_spans(progress),
        readings=readings,
        code=ADHERENCE.code,
        group=ADHERENCE.group,
        why_empty="Nothing is on file about home exercises. Answer “Exercises done” with yes, part or no in the diary.",
        note=f"{SELF_REPORTED} Yes counts 100 %, part 50 %, no 0 %; a day without an answer counts for nothing.",
    )


def _adherence_words(week: AdherenceWeek) -> str:
    return f"{percent(week.percent)} done, {week.answered} of {DAYS_OF_WEEK} days answered"
