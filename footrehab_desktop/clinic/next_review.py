"""The day of the next review: proposed by the core, chosen by the clinician, and from then on the one that holds."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.decision_view import view_decision
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import StoredDecision

# Decisions whose day of review is a limit: going beyond it is confirmed.
LIMITED: Final = frozenset({"REFER", "PAUSE", "REGRESS"})
FARTHEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class ReviewLimit:
    """The latest day that the rules allow for the next review, and the sentence of the rule that carries it."""

    by: date
    why: str


class LaterThanAllowedError(UserFixableError):
    """The chosen day is later than a safety rule allows; it is taken once that was confirmed."""

    def __init__(self, limit: ReviewLimit) -> None:
        super().__init__(f"The rules ask for the next review by {format_date(limit.by)}. {limit.why}")


def review_limit(stored: StoredDecision) -> ReviewLimit | None:
    """Return the latest day for the review after a decision, None when no safety rule sets one."""
    view = view_decision(stored)
    if view.decision not in LIMITED or view.proposed_review_on is None:
        return None
    return ReviewLimit(view.proposed_review_on, view.reasons[0].sentence if view.reasons else "")


def choose_next_review(
    unit: UnitOfWork, decision_id: str, on: date, today: date, *, beyond_limit: bool = False
) -> Changes:
    """Set the day of the review after a decision; ``beyond_limit``: that it is late was seen and confirmed.

    Raises ``FieldError`` for a day in the past or beyond a year, ``LaterThanAllowedError`` beyond the rules' limit.
    """
    if not today <= on <= today + FARTHEST:
        raise FieldError("next_review", f"Choose a day from today ({format_date(today)}) on, within a year.")
    stored = unit.decisions.get(decision_id)
    limit = review_limit(stored)
    if limit is not None and on > limit.by and not beyond_limit:
        raise LaterThanAllowedError(limit)
    unit.decisions.set_next_review(decision_id, on)
    unit.commit()
    return Changes(decisions=frozenset({stored.episode_id}))


def next_review_of(unit: UnitOfWork, episode_id: str) -> date | None:
    """Return the day of an episode's next review, None before the first decision."""
    latest = unit.decisions.latest(episode_id)
    return view_decision(latest).next_review_on if latest else None
