"""Entries of a course for tests of charts: runs, states with what the core keeps, decisions, exercises."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.records.values import DiaryExercise, DiarySession, PatientDetails, StoredDecision, StoredState
from tests.support.episode_file import file_of, moment, stands
from tests.support.session_factory import RUNNER


def course_file(
    *assessments: Any, exercises: Iterable[DiaryExercise] = (), person: PatientDetails = RUNNER, **entries: Any
) -> EpisodeFile:
    """Return a file; what is not given is not on file. ``entries`` are those of ``file_of``."""
    file = file_of(*assessments, **entries)
    return replace(file, patient=replace(file.patient, details=person), exercises=tuple(exercises))


def run(on: date, minutes: float | None = None, slot: int = 1, **values: Any) -> DiarySession:
    """Return a run."""
    return DiarySession(on, slot, "run", True, run_min=minutes, **values)


def state(on: date, phase: str = "PH4", level: int = 3, **values: Any) -> StoredState:
    """Return a state reached on a day."""
    made = stands(on, phase, level)
    return replace(made, state={**made.state, **values})


def decision(
    on: date, final: str, content: Mapping[str, Any] | None = None, response: Any = "accepted"
) -> StoredDecision:
    """Return a decision that stands, or an open one."""
    return StoredDecision(f"d-{on}", "e", on, content or {}, {}, "1", response, final, "", "c", moment(on))
