"""Leaflets for the patient: advice in everyday words, goals and milestones, the sheet at discharge."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from footrehab_desktop.clinic.assessments import DatedObservation, latest_answers
from footrehab_desktop.clinic.case_answers import GOAL_PREFIX, YES, understood
from footrehab_desktop.clinic.case_building import EpisodeFile, load_episode
from footrehab_desktop.clinic.milestones import REACHED, milestones_of, newest_first
from footrehab_desktop.clinic.naming import condition_name
from footrehab_desktop.clinic.print_handout import PreparedHandout, clinic_line, measure_row, person_line, render_with
from footrehab_desktop.clinic.sided_results import sided_results
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.content import LeafletPart
from footrehab_desktop.handouts.content_patient import Leaflet
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.library.advice import Advice, advice_text, load_advice
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Side

GOALS: Final = "goals"
DISCHARGE: Final = "discharge"
AT_DISCHARGE: Final = "long_term"
TERMS: Final = ("short", "mid", "long")
EVENTS: Final = range(1, 4)
MOST_MILESTONES: Final = 8
MOST_AT_DISCHARGE: Final = 6
MOST_TESTS: Final = 6
Answers = Mapping[tuple[str, Side | None], DatedObservation]


def prepare_advice(
    unit: UnitOfWork, episode_id: str, advice_id: str, today: date, options: PrintOptions
) -> PreparedHandout:
    """Render one advice sheet (an id of ``library.advice``) for the patient's condition, ceiling and rulebook."""
    file = load_episode(unit, episode_id)
    advice = load_advice(options.language)[advice_id]
    leaflet = _leaflet(unit, file, today, advice.title, advice.lead, _advice_parts(file, advice))
    return render_with(advice_id, leaflet, options)


def prepare_goals(
    unit: UnitOfWork, forms: Forms, episode_id: str, today: date, options: PrintOptions
) -> PreparedHandout:
    """Render goals to tick and what was reached. Raises ``UserFixableError`` while there is neither."""
    file = load_episode(unit, episode_id)
    parts = _goals_of(file, forms, today, options.language)
    if not parts:
        raise UserFixableError(
            "There are no goals yet. Write them into the Goals section of an assessment and sign it."
        )
    say = options.language
    leaflet = _leaflet(unit, file, today, patient_text("goals.title", say), patient_text("goals.lead", say), parts)
    return render_with(GOALS, leaflet, options)


def has_goals(file: EpisodeFile, forms: Forms, today: date) -> bool:
    """Tell whether there is a goal or something reached to print."""
    return bool(_goals_of(file, forms, today, "en"))


def _goals_of(file: EpisodeFile, forms: Forms, today: date, language: str) -> tuple[LeafletPart, ...]:
    return (*_goal_parts(file, forms, today, language), *_reached(file, forms, today, language))


def prepare_discharge(
    unit: UnitOfWork, forms: Forms, episode_id: str, today: date, options: PrintOptions
) -> PreparedHandout:
    """Render what was reached and measured, and the habits that keep it so."""
    file = load_episode(unit, episode_id)
    language = options.language
    first = file.episode.details.plan_start
    lead = patient_text("discharge.lead", language, first=format_date(first), last=format_date(today))
    advice = load_advice(language)[AT_DISCHARGE]
    parts = (
        *_reached(file, forms, today, language, most=MOST_AT_DISCHARGE),
        *_tests(file, forms, today, language),
        *_advice_parts(file, advice),
    )
    leaflet = _leaflet(unit, file, today, patient_text("discharge.title", language), lead, parts)
    return render_with(DISCHARGE, leaflet, options)


def advice_lines(file: EpisodeFile, advice_id: str, language: str) -> tuple[LeafletPart, ...]:
    """Return the parts of an advice sheet for one patient."""
    return _advice_parts(file, load_advice(language)[advice_id])


def _leaflet(
    unit: UnitOfWork, file: EpisodeFile, today: date, title: str, lead: str, parts: tuple[LeafletPart, ...]
) -> Leaflet:
    details = file.episode.details
    return Leaflet(
        person=person_line(file),
        clinic=clinic_line(unit),
        condition=condition_name(details.condition),
        side=details.side,
        printed_on=today,
        title=title,
        lead=lead,
        parts=parts,
    )


def _advice_parts(file: EpisodeFile, advice: Advice) -> tuple[LeafletPart, ...]:
    details = file.episode.details
    texts = advice_text(advice, details.condition, details.pain_ceiling, file.book)
    return tuple(LeafletPart(t.heading, t.icon, t.lines, t.short, stop=t.emphasis == "stop") for t in texts)


def _goal_parts(file: EpisodeFile, forms: Forms, today: date, language: str) -> tuple[LeafletPart, ...]:
    """Return the goals that are still open, by term, each with its day."""
    answers = latest_answers(understood((a for a in file.assessments if a.assessed_on <= today), forms))
    parts = []
    for term in TERMS:
        goals = [f"{GOAL_PREFIX}{term}", f"{GOAL_PREFIX}{term}_pain"]
        lines = tuple(filter(None, (_goal_line(answers, goal, language) for goal in goals)))
        if lines:
            parts.append(LeafletPart(patient_text(f"goals.{term}", language), "flag", lines, ticks=True))
    dated = (_dated(answers, (f"event_{n}", f"event_{n}_on"), "goals.line_on", language) for n in EVENTS)
    events = tuple(filter(None, dated))
    if events:
        parts.append(LeafletPart(patient_text("goals.season", language), "calendar", events))
    return tuple(parts)


def _goal_line(answers: Answers, goal: str, language: str) -> str:
    reached = answers.get((f"{goal}{REACHED}", None))
    if reached is not None and reached.observation.text == YES:
        return ""
    return _dated(answers, (goal, f"{goal}_by"), "goals.line_by", language)


def _dated(answers: Answers, fields: tuple[str, str], text_id: str, language: str) -> str:
    """Return what the first field says, with the day of the second one if it is known."""
    words, day = (answers.get((field, None)) for field in fields)
    text = (words.observation.text or "").strip() if words else ""
    if not text or day is None or not day.observation.text:
        return text
    return patient_text(text_id, language, goal=text, day=format_date(date.fromisoformat(day.observation.text)))


def _reached(
    file: EpisodeFile, forms: Forms, today: date, language: str, *, most: int = MOST_MILESTONES
) -> tuple[LeafletPart, ...]:
    newest = newest_first(milestones_of(file, forms, today))[:most]
    lines = tuple(
        patient_text("goals.reached_line", language, words=milestone.words, day=format_date(milestone.on))
        for milestone in newest
    )
    return (LeafletPart(patient_text("goals.reached", language), "check", lines),) if lines else ()


def _tests(file: EpisodeFile, forms: Forms, today: date, language: str) -> tuple[LeafletPart, ...]:
    rows = [measure_row(result) for result in sided_results(file, forms, today)[:MOST_TESTS]]
    lines = tuple(
        patient_text("discharge.test", language, name=row.name, left=row.left, right=row.right) for row in rows
    )
    return (LeafletPart(patient_text("discharge.tests", language), "foot", lines),) if lines else ()
