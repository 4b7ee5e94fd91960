"""The diaries of the demo clinic: each patient is a simulated one, who does what stands in the record."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal

from footrehab_desktop.clinic.diary_exercises import Done, prescribed_on
from footrehab_desktop.clinic.simulated_patient import PlannedSession, SimulatedDay, SimulatedPatient
from footrehab_desktop.clinic.simulation_programme import stage_session
from footrehab_desktop.clinic.simulation_traits import draw_days, draw_patient
from footrehab_desktop.progression.codes import WALK_RUN_PHASE
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import DiaryExercise
from footrehab_desktop.resource_files import resource_path

if TYPE_CHECKING:
    from footrehab_desktop.clinic.demo_stories import DemoPatient

SESSION_DAYS: Final = (0, 2, 4)
STRENGTH: Final = PlannedSession("strength", 30)
WEEK_DAYS: Final = 7
# Every third patient writes down how each exercise went, the others how all of them did.
SINGLE_ANSWERS: Final = 3
REPETITIONS: Final = 10
SHARE_DONE: Final = 0.9
# In this week the minutes of a session are first typed with a digit too many, and then corrected.
SLIP_IN_WEEK: Final = 1


@dataclass(frozen=True, slots=True)
class Course:
    """How pain behaves: fixed traits, and ``overload``, the extra load of one day in the middle week (0: none)."""

    traits: Mapping[str, Any]
    overload: float


@cache
def courses() -> Mapping[str, Course]:
    """Return the courses of the stories, from ``resources/demo/courses.json``."""
    data = json.loads(resource_path("demo", "courses.json").read_text(encoding="utf-8"))
    return {name: Course(**course) for name, course in data.items()}


def begin_life(patient: "DemoPatient", first: date) -> None:
    """Let a patient's simulated life begin on the first day of the story."""
    course = courses()[patient.story.course]
    traits = replace(draw_patient(patient.number, 1), **course.traits)
    patient.life = SimulatedPatient(traits, draw_days(traits, WEEK_DAYS * patient.story.weeks), first)


def write_week(unit: UnitOfWork, patient: "DemoPatient", monday: date, week: int) -> None:
    """Let the patient live one week of what stands in the record, and keep what was written down."""
    planned = _session_now(unit, patient.episode_id)
    middle = week == patient.story.weeks // 2
    overload = courses()[patient.story.course].overload if middle else 0.0
    lived = []
    for offset in range(WEEK_DAYS):
        session = planned if offset in SESSION_DAYS else None
        extra = overload if offset == SESSION_DAYS[0] else 0.0
        lived.append(_life(patient).live(monday + timedelta(days=offset), session, extra))
    single = patient.number % SINGLE_ANSWERS == 0
    days = [day.day for day in lived if day.day]
    sessions = [day.session for day in lived if day.session]
    if week == SLIP_IN_WEEK and sessions:
        unit.diary.put_sessions(patient.episode_id, [replace(sessions[0], minutes=10 * (sessions[0].minutes or 0))])
    unit.diary.put_sessions(patient.episode_id, sessions)
    unit.diary.put_days(patient.episode_id, [replace(day, exercises=None) if single else day for day in days])
    if single:
        unit.diary.put_exercises(patient.episode_id, _exercises(unit, patient, lived))
    unit.commit()


def _life(patient: "DemoPatient") -> SimulatedPatient:
    if patient.life is None:
        raise ValueError("the patient's story has not begun")
    return patient.life


def _session_now(unit: UnitOfWork, episode_id: str) -> PlannedSession | None:
    """Return what the patient does three times a week: the stage of the walk–run table, or strength work."""
    state = unit.decisions.current_state(episode_id)
    if state is None or state.state["phase"] != WALK_RUN_PHASE:
        return STRENGTH
    return stage_session(state.state["table"], state.state["level"])


def _exercises(unit: UnitOfWork, patient: "DemoPatient", lived: list[SimulatedDay]) -> list[DiaryExercise]:
    """Return how each prescribed exercise went: the first eases, the last provokes while the foot is irritated."""
    versions = unit.plans.versions(patient.episode_id)
    entries = []
    for day in lived:
        names = prescribed_on(versions, day.on) if day.day else ()
        for name in names:
            done: Done = "yes" if patient.chance.random() < SHARE_DONE else "no"
            entries.append(_exercise(day, name, done, first=name == names[0], last=name == names[-1]))
    return entries


def _exercise(day: SimulatedDay, exercise_id: str, done: Done, *, first: bool, last: bool) -> DiaryExercise:
    if done == "no":
        return DiaryExercise(day.on, exercise_id, done)
    response: Literal["eased", "same", "provoked"] = "eased" if first else "same"
    if last and day.tissue.irritation > 0.5:
        response = "provoked"
    return DiaryExercise(
        day.on, exercise_id, done, reps_left=REPETITIONS, reps_right=REPETITIONS,
        pain_during=4 if response == "provoked" else 1 if last else 0, response=response,
    )  # fmt: skip
