"""What the review page asks of the clinic: each opens its own unit of work and returns plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.decision_view import view_decision
from footrehab_desktop.clinic.review import (
    Review,
    accept_decision,
    document_referral,
    open_review,
    override_decision,
    review_episode,
)
from footrehab_desktop.ui.presenters.review import PastRow, past_row

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession


@dataclass(frozen=True, slots=True)
class Present:
    """Where the review of an episode stands: whether the plan was started, and the decision waiting for an answer."""

    started: bool
    waiting: Review | None


def read_present(session: "ClinicSession", *, episode_id: str) -> Present:
    """Return where the review stands; quick enough to wait for."""
    with session.unit_of_work() as unit:
        started = unit.decisions.current_state(episode_id) is not None
        return Present(started, open_review(unit, episode_id) if started else None)


def read_past(session: "ClinicSession", *, episode_id: str) -> tuple[PastRow, ...]:
    """Return the answered decisions of an episode as lines, newest first."""
    with session.unit_of_work() as unit:
        names = {clinician.id: clinician.name for clinician in unit.clinicians.all()}
        decisions = unit.decisions.for_episode(episode_id)
    return tuple(past_row(stored, names) for stored in reversed(decisions) if stored.response != "open")


def read_review(session: "ClinicSession", *, decision_id: str) -> Review:
    """Return one decision as it was stored."""
    with session.unit_of_work() as unit:
        stored = unit.decisions.get(decision_id)
    return Review(stored, view_decision(stored))


def review_now(
    session: "ClinicSession", *, episode_id: str, today: date, request: Mapping[str, Any] | None
) -> tuple[Review, Changes]:
    """Ask the core and store its decision."""
    with session.unit_of_work() as unit:
        return review_episode(unit, session.forms, episode_id, today, request)


def accept(session: "ClinicSession", *, decision_id: str, today: date) -> Changes:
    """Let the decision stand."""
    with session.unit_of_work() as unit:
        return accept_decision(unit, decision_id, today)


def override(session: "ClinicSession", *, decision_id: str, final: str, reason: str, today: date) -> Changes:
    """Let another decision stand, with a reason."""
    with session.unit_of_work() as unit:
        return override_decision(unit, decision_id, final, reason, today)


def document(session: "ClinicSession", *, decision_id: str, note: str, today: date) -> Changes:
    """Record what was done about a referral."""
    with session.unit_of_work() as unit:
        return document_referral(unit, decision_id, note, today)
