"""What is added to an exercise sheet when it is asked for: the plan for a bad day, the dates of the next runs."""

from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from math import ceil, floor

from footrehab_desktop.clinic.bad_day import bad_day, cross_training
from footrehab_desktop.clinic.case_building import EpisodeFile, load_episode
from footrehab_desktop.clinic.exercise_blocks import blocks_of
from footrehab_desktop.clinic.naming import bouts_words
from footrehab_desktop.clinic.print_handout import dose_words
from footrehab_desktop.clinic.run_outlook import (
    FIRST_PHASE,
    EffortTarget,
    RunOutlook,
    run_outlook,
    weekday_numbers,
)
from footrehab_desktop.handouts.content_patient import BadDayBlock, RunDate
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library
from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.progression import stage_table
from footrehab_desktop.progression.run_calendar import run_calendar
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Plan


@dataclass(frozen=True, slots=True)
class SheetExtras:
    """What joins the sheet: ``bad_day``, and ``run_dates`` with how hard to run; empty parts are left out."""

    bad_day: BadDayBlock | None = None
    run_dates: tuple[RunDate, ...] = ()
    run_effort: str = ""


def sheet_extras(
    unit: UnitOfWork,
    library: Library,
    forms: Forms,
    episode_id: str,
    today: date,
    *,
    with_bad_day: bool,
    with_runs: bool,
    language: str = "en",
) -> SheetExtras:
    """Return what was asked for, as far as there is a plan and, for the runs, a stage."""
    plan = unit.plans.current(episode_id)
    if plan is None or not (with_bad_day or with_runs):
        return SheetExtras()
    file = load_episode(unit, episode_id)
    outlook = run_outlook(file, forms, today)
    dates = _run_dates(file, plan, outlook, language) if with_runs else ()
    return SheetExtras(
        bad_day=_bad_day(file, plan, library, forms, outlook, language) if with_bad_day else None,
        run_dates=dates,
        run_effort=effort_text(outlook.target, language) if dates and outlook.target else "",
    )


def _run_dates(file: EpisodeFile, plan: Plan, outlook: RunOutlook, language: str) -> tuple[RunDate, ...]:
    """Return the runs until the next review: later stages are not promised on paper."""
    start, state = outlook.stages, file.state
    if start is None or state is None:
        return ()
    table = stage_table(str(state.state["table"]))
    still_clean = min(start.clean, int(outlook.book["LD-14.clean"]) - 1)
    runs = run_calendar(table, start._replace(clean=still_clean), weekday_numbers(plan.run_days), outlook.book)
    until = [*takewhile(lambda run: run.review_on is None, runs)]
    last = runs[len(until) : len(until) + 1]
    return tuple(
        RunDate(run.on, patient_text("run.light", language, what=words) if run.light else words)
        for run in (*until, *last)
        if (words := bouts_words(table.stage(run.stage).bouts, language))
    )


def _bad_day(
    file: EpisodeFile, plan: Plan, library: Library, forms: Forms, outlook: RunOutlook, language: str
) -> BadDayBlock:
    phase = outlook.phase or FIRST_PHASE
    blocked = blocks_of(file, library, forms, outlook.today, phase).sentences.keys()
    made = bad_day(plan.items, phase, library, blocked, file.book)
    usual = {item.exercise_id: item for item in plan.items}

    def name(exercise_id: str) -> str:
        return library.exercise(exercise_id).name

    return BadDayBlock(
        kept=tuple(name(item.exercise_id) for item in made.items if item == usual[item.exercise_id]),
        lighter=tuple(
            f"{name(item.exercise_id)} {dose_words(item, language)}"
            for item in made.items
            if item != usual[item.exercise_id]
        ),
        left_out=tuple(name(exercise_id) for exercise_id in made.left_out),
        instead=tuple(name(exercise_id) for exercise_id in cross_training(phase, library, blocked)),
        effort=effort_text(outlook.easy, language),
    )


def effort_text(target: EffortTarget, language: str = "en") -> str:
    """Return for the patient how hard, as one range over the zones."""
    lowest, highest = target.zones[0], target.zones[-1]
    low, high = lowest.lowest_effort, highest.highest_effort
    if lowest.lowest_bpm is None or highest.highest_bpm is None:
        return patient_text("run.effort", language, low=low, high=high)
    slow, fast = ceil(lowest.lowest_bpm), floor(highest.highest_bpm)
    return patient_text("run.effort_and_beats", language, low=low, high=high, slow=slow, fast=fast)
