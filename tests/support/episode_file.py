"""An episode's file made of plain values, for what is worked out from it without a record."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.records.values import (
    Assessment,
    AssessmentKind,
    DiaryDay,
    DiarySession,
    Episode,
    EpisodeDetails,
    Observation,
    OutcomeEntry,
    Patient,
    StoredDecision,
    StoredState,
)
from tests.support.session_factory import HEEL_PAIN, RUNNER


def moment(on: date) -> datetime:
    """Return ten o'clock of a day."""
    return datetime.combine(on, time(10), UTC)


def file_of(
    *assessments: Assessment,
    sessions: Iterable[DiarySession] = (),
    days: Iterable[DiaryDay] = (),
    states: Iterable[StoredState] = (),
    decisions: Iterable[StoredDecision] = (),
    episode: EpisodeDetails = HEEL_PAIN,
) -> EpisodeFile:
    """Return the file of an open episode: heel pain of the right foot unless said otherwise."""
    opened = moment(episode.plan_start)
    return EpisodeFile(
        Patient("p", 1, RUNNER, opened),
        Episode("e", "p", episode, opened),
        assessments,
        tuple(sorted((replace(s, id=s.id or f"{s.on}-{s.slot}") for s in sessions), key=lambda s: (s.on, s.slot))),
        tuple(sorted(days, key=lambda day: day.on)),
        tuple(decisions),
        tuple(states),
    )


def signed(
    on: date, *observations: Observation, outcomes: Iterable[OutcomeEntry] = (), kind: AssessmentKind = "review"
) -> Assessment:
    """Return a signed assessment."""
    return Assessment(f"a-{on}", "e", kind, on, observations, tuple(outcomes), moment(on), "c")


def stands(since: date, phase: str, level: int, table: str | None = "W-GEN", number: int = 1) -> StoredState:
    """Return the state that holds from a day on."""
    return StoredState("e", number, since, {"phase": phase, "level": level, "table": table})


def ran(on: date, minutes: float, *, level: int | None = None, whole: float | None = None) -> DiarySession:
    """Return a run; ``whole`` are the minutes of the session, walking included."""
    return DiarySession(on, 1, "run", impact=True, level=level, run_min=minutes, minutes=whole)
