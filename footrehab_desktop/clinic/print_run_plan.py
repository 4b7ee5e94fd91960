"""Builds the walk-run plan sheet: the stages to come with their earliest days, by the patient's own rulebook."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Final

from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.naming import bouts_words, condition_name
from footrehab_desktop.clinic.print_handout import PreparedHandout, clinic_line, person_line, render_with
from footrehab_desktop.clinic.run_outlook import RunOutlook, run_outlook, weekday_numbers
from footrehab_desktop.clinic.sheet_extras import effort_text
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.content_patient import PlannedRunLine, RunPlanSheet, RunPlanStage
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.progression import StageTable, stage_table
from footrehab_desktop.progression.run_calendar import RunStart, run_calendar
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Plan

KIND: Final = "run_plan"


def prepare_run_plan(
    unit: UnitOfWork, forms: Forms, episode_id: str, today: date, options: PrintOptions
) -> PreparedHandout:
    """Render the plan. Raises ``UserFixableError`` while the patient has no plan or does not walk and run yet."""
    file = load_episode(unit, episode_id)
    plan = unit.plans.current(episode_id)
    outlook = run_outlook(file, forms, today)
    if plan is None or file.state is None or outlook.stages is None:
        raise UserFixableError(
            "There is no walk–run stage to print. The sheet is for patients with a saved plan in PH4, "
            "the walk–run phase."
        )
    table = stage_table(str(file.state.state["table"]))
    language = options.language
    content = RunPlanSheet(
        person=person_line(file),
        clinic=clinic_line(unit),
        condition=condition_name(file.episode.details.condition, language),
        side=file.episode.details.side,
        printed_on=today,
        stages=tuple(_stages(table, outlook, outlook.stages, plan, language)),
        only_if=_only_if(outlook, language),
        rules=tuple(_rules(outlook, language, last=outlook.stages.stage == table.top)),
        warm_up=patient_text("run.warm_up", language),
        cool_down=patient_text("run.cool_down", language),
        effort=effort_text(outlook.target, language) if outlook.target else "",
        light=patient_text("run_plan.light_rule", language, percent=f"{outlook.book['LD-07.load'] * 100:g}"),
        version=patient_text("light.version", language, plan=plan.version, rules=outlook.book.label),
    )
    return render_with(KIND, content, options)


def _stages(
    table: StageTable, outlook: RunOutlook, start: RunStart, plan: Plan, language: str
) -> Iterator[RunPlanStage]:
    """Yield the stages from the present one on, each with its runs if every one is clean.

    A stage that is done and waits for its review keeps one run: the next stage is opened there, not on paper.
    """
    needed = outlook.book["GA-45.runs" if start.stage == table.top else "LD-14.clean"]
    start = start._replace(clean=min(start.clean, int(needed) - 1))
    runs = run_calendar(table, start, weekday_numbers(plan.run_days), outlook.book)
    for number, group in groupby(runs, lambda run: run.stage):
        stage = table.stage(number)
        yield RunPlanStage(
            number=number,
            what=bouts_words(stage.bouts, language),
            run_min=stage.run_min,
            total_min=stage.total_min,
            runs=tuple(PlannedRunLine(run.on, run.light) for run in group),
            note=patient_text("run_plan.pace", language, pace=stage.pace_pct) if stage.pace_pct else "",
            present=number == start.stage,
        )


def _only_if(outlook: RunOutlook, language: str) -> str:
    if not outlook.ceiling:
        return patient_text("run_plan.only_if.none", language)
    hours = f"{outlook.book['PM-09.settled_h']:g}"
    return patient_text("run_plan.only_if.ceiling", language, ceiling=outlook.ceiling, hours=hours)


def _rules(outlook: RunOutlook, language: str, *, last: bool) -> Iterator[str]:
    book = outlook.book

    def say(text_id: str, **figures: float) -> str:
        return patient_text(
            f"run_plan.rule.{text_id}", language, **{key: f"{value:g}" for key, value in figures.items()}
        )

    yield say("last", clean=book["GA-45.runs"]) if last else say("next", clean=book["LD-14.clean"])
    yield say("repeat")
    rest = book["LD-06.days_apart"] - 1
    yield say("rest" if rest == 1 else "rest_days", rest=rest, runs=book["LD-06.runs"])
    yield say("earliest")
    yield patient_text("run.rule.easy", language)
