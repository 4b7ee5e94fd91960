"""The progress report from what the record holds: a plain one for the patient, a full one for a clinician."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, Literal

from footrehab_desktop.clinic.assessments import latest_answers
from footrehab_desktop.clinic.case_answers import GOAL_PREFIX, GOALS_SECTION, YES, understood
from footrehab_desktop.clinic.case_building import EpisodeFile, load_episode
from footrehab_desktop.clinic.decision_view import view_decision
from footrehab_desktop.clinic.milestones import milestones_of
from footrehab_desktop.clinic.naming import condition_name, phase_name
from footrehab_desktop.clinic.outcome_results import Measured, change_words, score_words
from footrehab_desktop.clinic.print_handout import (
    PreparedHandout,
    clinic_line,
    measure_row,
    person_line,
    render_with,
)
from footrehab_desktop.clinic.series.course import course_charts
from footrehab_desktop.clinic.series.cutting import last_weeks
from footrehab_desktop.clinic.series.load import adherence_weeks
from footrehab_desktop.clinic.series.outcomes import outcome_results
from footrehab_desktop.clinic.series.sided_tests import TestPoint, test_points
from footrehab_desktop.clinic.series.symptoms import DURING, FLARE_LABEL, MORNING
from footrehab_desktop.clinic.sided_results import sided_results
from footrehab_desktop.handouts.content_clinician import DecisionLine, MilestoneLine, OutcomeLine, ProgressReport
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.library.chart import ChartContent, Level
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.field_spec import TEXT
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library
from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Side

Reader = Literal["patient", "clinician"]
KINDS: Final[dict[Reader, str]] = {"patient": "progress_report", "clinician": "progress_report_clinician"}
WEEKS: Final[dict[Reader, int]] = {"patient": 12, "clinician": 26}
"""How far back the charts of a report go."""
PATIENT_CHARTS = ("pain", "running", "level", "adherence")
MOST_MILESTONES = 8
MOST_DECISIONS = 26


def prepare_progress_report(
    unit: UnitOfWork,
    library: Library,
    forms: Forms,
    episode_id: str,
    today: date,
    options: PrintOptions,
    *,
    reader: Reader = "patient",
) -> PreparedHandout:
    """Render the course so far for its reader; nothing is kept yet."""
    file = load_episode(unit, episode_id)
    charts = [chart for chart in course_charts(file, forms, library, today) if not chart.is_empty]
    report = ProgressReport(
        person=person_line(file),
        clinic=clinic_line(unit),
        condition=condition_name(file.episode.details.condition),
        side=file.episode.details.side,
        printed_on=today,
        reader=reader,
        milestones=_milestones(file, forms, today),
        goals=_goals(file, forms, today),
    )
    if reader == "patient":
        report = replace(
            report, summary=_plain_summary(charts, file, today), charts=_patient_charts(charts, file, forms, today)
        )
    else:
        report = replace(
            report,
            summary=view_decision(file.decisions[-1]).explanation if file.decisions else (),
            charts=tuple(last_weeks(chart, WEEKS[reader], today) for chart in charts),
            measures=tuple(measure_row(result) for result in sided_results(file, forms, today)),
            outcomes=_outcomes(file, forms, today),
            decisions=_decisions(file, today),
        )
    return render_with(KINDS[reader], report, options)


def _milestones(file: EpisodeFile, forms: Forms, today: date) -> tuple[MilestoneLine, ...]:
    """Return the newest milestones, newest first."""
    reached = milestones_of(file, forms, today)[-MOST_MILESTONES:]
    return tuple(MilestoneLine(milestone.on, milestone.words) for milestone in reversed(reached))


def _goals(file: EpisodeFile, forms: Forms, today: date) -> tuple[str, ...]:
    """Return the goals in the patient's words: the episode's, and those of the newest signed answers."""
    earlier = understood((a for a in file.assessments if a.assessed_on <= today), forms)
    answers = {code: answer.observation.text or "" for (code, _side), answer in latest_answers(earlier).items()}
    found = [file.episode.details.goal.strip()]
    for spec in forms.section(GOALS_SECTION).fields:
        goal = " ".join(answers.get(spec.code, "").split())
        if spec.kind == TEXT and spec.code.startswith(GOAL_PREFIX) and goal:
            found.append(_goal(goal, answers.get(f"{spec.code}_by", ""), answers.get(f"{spec.code}_reached", "")))
    return tuple(dict.fromkeys(filter(None, found)))


def _goal(goal: str, by: str, reached: str) -> str:
    if reached == YES:
        return patient_text("progress.goal_reached", goal=goal)
    return patient_text("progress.goal_by", goal=goal, day=format_date(date.fromisoformat(by))) if by else goal


def _patient_charts(
    charts: Iterable[ChartContent], file: EpisodeFile, forms: Forms, today: date
) -> tuple[ChartContent, ...]:
    """Return few charts in plain words: pain, running, level, exercises, and the test with most results."""
    by_code = {chart.code: chart for chart in charts}
    chosen = [by_code[code] for code in (*PATIENT_CHARTS, _telling_test(file, forms, today)) if code in by_code]
    return tuple(_plain(last_weeks(chart, WEEKS["patient"], today)) for chart in chosen)


def _telling_test(file: EpisodeFile, forms: Forms, today: date) -> str:
    """Return the chart of the sided test that changed most since its first result, "" for none done twice."""
    points = test_points(file, forms, today)
    test = max(points, key=lambda test: _part_changed(points[test], file.episode.details.side), default="")
    return f"test:{test}" if test and _part_changed(points[test], file.episode.details.side) else ""


def _part_changed(points: Sequence[TestPoint], involved: Side) -> float:
    """Return how much the involved side changed, as a part of its first result."""
    values = [value for p in points if (value := p.left if involved == "left" else p.right) is not None]
    return abs(values[-1] - values[0]) / abs(values[0]) if len(values) > 1 and values[0] else 0.0


def _plain(chart: ChartContent) -> ChartContent:
    """Return a chart as a patient reads it: plain title, few lines, flares but no reviews, no notes on method."""
    kind = "test" if chart.code.startswith("test:") else chart.code
    lines = tuple(line for line in chart.lines if chart.code != "pain" or line.name in (DURING, MORNING))
    return replace(
        chart,
        title=patient_text(f"progress.chart.{kind}", name=chart.title),
        unit=patient_text(f"progress.unit.{kind}", unit=chart.unit),
        lines=lines,
        marks=tuple(mark for mark in chart.marks if mark.label == FLARE_LABEL),
        zones=tuple(zone for zone in chart.zones if kind == "test"),
        levels=tuple(_plain_level(level) for level in chart.levels) if chart.code == "pain" else (),
        latest=chart.latest if kind in ("running", "level", "adherence", "test") else "",
        before="",
        note="",
    )


def _plain_level(level: Level) -> Level:
    return replace(level, label=patient_text("progress.limit", ceiling=f"{level.value:g}"))


def _plain_summary(charts: Iterable[ChartContent], file: EpisodeFile, today: date) -> tuple[str, ...]:
    """Return where the patient stands in plain sentences, without what nobody recorded."""
    by_code = {chart.code: chart for chart in charts}
    states = [state for state in file.states if state.since <= today]
    parts = [_pain_words(by_code.get("pain"))]
    if "running" in by_code:
        bar = by_code["running"].bars[-1]
        parts.append(patient_text("progress.now.running", minutes=f"{bar.value:g}", day=format_date(bar.first)))
    if "adherence" in by_code:
        week = adherence_weeks(file, today)[-1]
        parts.append(
            patient_text(
                "progress.now.exercises",
                percent=f"{week.percent:.0f}",
                day=format_date(week.start),
                answered=week.answered,
            )
        )
    if states:
        state = states[-1].state
        parts.append(patient_text("progress.now.phase", phase=phase_name(str(state["phase"])), level=state["level"]))
    return tuple(filter(None, parts))


def _pain_words(chart: ChartContent | None) -> str:
    """Return the first and the newest pain while active."""
    values = next((line.values for line in chart.lines if line.name == DURING), ()) if chart is not None else ()
    if not values:
        return ""
    (first_on, first), (on, now) = values[0], values[-1]
    return patient_text(
        "progress.now.pain", first=f"{first:g}", first_day=format_date(first_on), now=f"{now:g}", day=format_date(on)
    )


def _outcomes(file: EpisodeFile, forms: Forms, today: date) -> tuple[OutcomeLine, ...]:
    return tuple(_outcome(results) for results in outcome_results(file, forms, today).values())


def _outcome(results: Sequence[Measured]) -> OutcomeLine:
    def dated(result: Measured) -> str:
        return f"{score_words(result.entry)} ({format_date(result.on)})"

    first, newest = results[0], results[-1]
    return OutcomeLine(
        name=newest.entry.instrument,
        first=dated(first) if len(results) > 1 else "",
        before=dated(results[-2]) if len(results) > 2 else "",
        now=dated(newest),
        change=change_words(first, newest) if len(results) > 1 else "",
    )


def _decisions(file: EpisodeFile, today: date) -> tuple[DecisionLine, ...]:
    """Return the newest reviews that were answered, newest first, each with its first reason."""
    answered = [d for d in file.decisions if d.response != "open" and d.decided_on <= today][-MOST_DECISIONS:]
    lines = []
    for stored in reversed(answered):
        view = view_decision(stored)
        reason = stored.reason or next((reason.sentence for reason in view.reasons), "")
        lines.append(DecisionLine(stored.decided_on, stored.final, reason))  # type: ignore[arg-type]  # a decision word
    return tuple(lines)
