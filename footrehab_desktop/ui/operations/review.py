"""What the review page asks of the clinic: each opens its own unit of work and returns plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from footrehab_desktop.clinic.changed_facts import ChangedFact, changed_facts, changed_since, check_up_to_date
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.decision_view import view_decision
from footrehab_desktop.clinic.handout_catalogue import Printing
from footrehab_desktop.clinic.next_handouts import HandoutOffer, handouts_after
from footrehab_desktop.clinic.next_review import choose_next_review
from footrehab_desktop.clinic.own_protocols import rulebook_by_label
from footrehab_desktop.clinic.plan_proposal import ProposedLine, foreseen_lines, proposal_for
from footrehab_desktop.clinic.replay import Replayed, replay_decision
from footrehab_desktop.clinic.review import (
    Review,
    accept_decision,
    document_referral,
    open_review,
    override_decision,
    review_episode,
)
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.progression import CaseError, GateItem, gate_progress, read_case
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import StoredDecision
from footrehab_desktop.ui.presenters.handouts import load_handouts, printable
from footrehab_desktop.ui.presenters.plan_proposal import ProposalRow, proposal_rows
from footrehab_desktop.ui.presenters.review import PastRow, past_row

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession


@dataclass(frozen=True, slots=True)
class Present:
    """Where the review of an episode stands: whether the plan was started, and the decision waiting for an answer."""

    started: bool
    waiting: Review | None


@dataclass(frozen=True, slots=True)
class NamedOffer:
    """A handout to print now, with its title."""

    offer: HandoutOffer
    title: str


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a decision: facts that changed since, the next gate, what follows for plan and handouts."""

    decision_id: str
    changed: tuple[ChangedFact, ...]
    gate: tuple[GateItem, ...]
    plan: tuple[ProposalRow, ...]
    handouts: tuple[NamedOffer, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one decision to a later one."""

    earlier: StoredDecision
    later: StoredDecision
    changes: tuple[ChangedFact, ...]


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


def read_around(session: "ClinicSession", *, decision_id: str, today: date) -> Around:
    """Return what stands around a decision; for an earlier one only what was so then."""
    with session.unit_of_work() as unit:
        stored = unit.decisions.get(decision_id)
        latest = unit.decisions.latest(stored.episode_id)
        gate = _gate(unit, stored)
        if latest is None or latest.id != decision_id:
            return Around(decision_id, (), gate, (), ())
        changed = changed_since(unit, session.forms, stored, today) if stored.response == "open" else ()
        lines = _plan_lines(unit, session, stored, today)
        at = Printing(unit, session.library, session.forms, today)
        titles = dict(printable(load_handouts(at, stored.episode_id)))
        offers = handouts_after(stored, titles, plan_changes=bool(lines))
    named = tuple(NamedOffer(offer, titles[offer.kind]) for offer in offers)
    return Around(decision_id, changed, gate, proposal_rows(lines, session.library), named)


def review_now(
    session: "ClinicSession", *, episode_id: str, today: date, request: Mapping[str, Any] | None
) -> tuple[Review, Changes]:
    """Ask the core and store its decision."""
    with session.unit_of_work() as unit:
        return review_episode(unit, session.forms, episode_id, today, request)


def accept(session: "ClinicSession", *, decision_id: str, today: date) -> Changes:
    """Let the decision stand. Raises ``OutOfDateError`` when its facts have changed."""
    with session.unit_of_work() as unit:
        check_up_to_date(unit, session.forms, decision_id, today)
        return accept_decision(unit, decision_id, today)


def override(session: "ClinicSession", *, decision_id: str, final: str, reason: str, today: date) -> Changes:
    """Let another decision stand, with a reason. Raises ``OutOfDateError`` when its facts have changed."""
    with session.unit_of_work() as unit:
        check_up_to_date(unit, session.forms, decision_id, today)
        return override_decision(unit, decision_id, final, reason, today)


def document(session: "ClinicSession", *, decision_id: str, note: str, today: date) -> Changes:
    """Record what was done about a referral."""
    with session.unit_of_work() as unit:
        return document_referral(unit, decision_id, note, today)


def date_next_review(
    session: "ClinicSession", *, decision_id: str, on: date, today: date, beyond_limit: bool
) -> Changes:
    """Set the day of the next review."""
    with session.unit_of_work() as unit:
        return choose_next_review(unit, decision_id, on, today, beyond_limit=beyond_limit)


def replay(session: "ClinicSession", *, decision_id: str) -> Replayed:
    """Decide the case of a stored decision again."""
    with session.unit_of_work() as unit:
        return replay_decision(unit, decision_id)


def compare(session: "ClinicSession", *, earlier_id: str, later_id: str) -> Comparison:
    """Return what changed in the facts from one decision to another."""
    with session.unit_of_work() as unit:
        earlier, later = unit.decisions.get(earlier_id), unit.decisions.get(later_id)
    return Comparison(earlier, later, changed_facts(earlier.case, later.case))


def _gate(unit: UnitOfWork, stored: StoredDecision) -> tuple[GateItem, ...]:
    """Return the next gate as it stood; nothing for a case of other rules, whose gates are not known any more."""
    try:
        case = read_case(stored.case)
        book = rulebook_by_label(unit, case.episode.condition, stored.rules_version)
    except (CaseError, UserFixableError):
        return ()
    return gate_progress(case, case.today, book)


def _plan_lines(
    unit: UnitOfWork, session: "ClinicSession", stored: StoredDecision, today: date
) -> tuple[ProposedLine, ...]:
    if stored.response == "open":
        return foreseen_lines(unit, session.library, session.forms, stored, today)
    proposal = proposal_for(unit, session.library, session.forms, stored.episode_id, today)
    return proposal.lines if proposal else ()
