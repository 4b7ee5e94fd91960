"""The heart rate of a session against what is usual for the same task (LD-16, S001-50).

Usual is the median of the earlier sessions with the same task: the same kind, and the same level or running minutes
within a fifth. They must lie within the last eight weeks and be three at least; else "above usual" is not known.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from statistics import median
from typing import Final, NamedTuple

from footrehab_desktop.records.values import DiarySession

WINDOW: Final = timedelta(weeks=8)
FEWEST: Final = 3
SAME_MINUTES: Final = 0.2


class _Task(NamedTuple):
    """A session with a heart rate and the level it was done at."""

    session: DiarySession
    level: int | None
    beats: int


def beats_over_usual(
    sessions: Iterable[DiarySession], level_of: Callable[[DiarySession], int | None]
) -> dict[str, float]:
    """Return beats/min above the usual by the id of the session, only where the usual is known; oldest first."""
    return dict(each_over_usual(sessions, level_of))


def each_over_usual(
    sessions: Iterable[DiarySession], level_of: Callable[[DiarySession], int | None]
) -> Iterator[tuple[str, float]]:
    """Yield the id of each session that can be compared and its beats/min above the usual, oldest first."""
    recent: dict[str, deque[_Task]] = defaultdict(deque)
    for session in sorted(sessions, key=lambda session: (session.on, session.slot)):
        if session.heart_rate is None:
            continue
        earlier = recent[session.kind]
        while earlier and earlier[0].session.on < session.on - WINDOW:
            earlier.popleft()
        task = _Task(session, level_of(session), session.heart_rate)
        usual = [other.beats for other in earlier if _same_task(task, other)]
        if len(usual) >= FEWEST:
            yield session.id, session.heart_rate - median(usual)
        earlier.append(task)


def _same_task(task: _Task, other: _Task) -> bool:
    """Running minutes tell more than the level, so they decide where both sessions have them."""
    minutes, others = task.session.run_min, other.session.run_min
    if minutes and others:
        return abs(others - minutes) <= SAME_MINUTES * minutes
    return task.level is not None and task.level == other.level
