"""Reviewing an episode: the core decides, the clinician accepts, overrides or documents, the state moves on."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from footrehab_desktop.clinic.case_building import case_json, load_episode
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.decision_view import DecisionView, view_decision
from footrehab_desktop.clinic.own_protocols import rulebook_by_label
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression import (
    Decision,
    advance,
    decide,
    explain_decision,
    read_case,
    state_to_json,
    write_decision,
)
from footrehab_desktop.progression.codes import DECISIONS
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import StoredDecision

REFER = "REFER"


@dataclass(frozen=True, slots=True)
class Review:
    """A decision as stored and as people read it."""

    stored: StoredDecision
    decision: DecisionView


def review_episode(
    unit: UnitOfWork, forms: Forms, episode_id: str, today: date, request: Mapping[str, Any] | None = None
) -> tuple[Review, Changes]:
    """Ask the core and store its answer, open until the clinician responds. Raises if the plan was not started."""
    file = load_episode(unit, episode_id)
    if file.state is None:
        raise UserFixableError("The plan has not been started. Choose the phase and level on the Plan page first.")
    content = case_json(file, forms, today, request)
    decision = decide(read_case(content), today, file.book)
    stored = unit.decisions.add(episode_id, today, decision_json(decision), content, rules_version=file.book.label)
    unit.commit()
    return Review(stored, view_decision(stored)), Changes(decisions=frozenset({episode_id}))


def decision_json(decision: Decision) -> dict[str, Any]:
    """Return the decision with its sentences, as it is stored, shown and printed."""
    return {**write_decision(decision), "explanation": list(explain_decision(decision))}


def open_review(unit: UnitOfWork, episode_id: str) -> Review | None:
    """Return the latest decision if the clinician has not responded to it yet."""
    stored = unit.decisions.latest(episode_id)
    if stored is None or stored.response != "open":
        return None
    return Review(stored, view_decision(stored))


def accept_decision(unit: UnitOfWork, decision_id: str, today: date) -> Changes:
    """Let the decision stand: the state moves on, the plan follows. A referral is documented, not accepted."""
    stored = _open_decision(unit, decision_id)
    if stored.decision["decision"] == REFER:
        raise UserFixableError("A referral cannot simply be accepted. Document what was done.")
    _move_on(unit, stored, today)
    unit.decisions.respond(decision_id, "accepted", stored.decision["decision"], "")
    unit.commit()
    return _changes(stored)


def override_decision(unit: UnitOfWork, decision_id: str, final: str, reason: str, today: date) -> Changes:
    """Let another decision stand, with the clinician's typed reason. A referral cannot be overridden."""
    stored = _open_decision(unit, decision_id)
    if stored.decision["decision"] == REFER:
        raise UserFixableError("A referral cannot be overridden. Document what was done.")
    if final not in DECISIONS or final == REFER:
        raise FieldError("final", "Choose one of: " + ", ".join(d for d in DECISIONS if d != REFER) + ".")
    if not reason.strip():
        raise FieldError("reason", "An override needs a reason.")
    _move_on(unit, stored, today, final)
    unit.decisions.respond(decision_id, "overridden", final, reason)
    unit.commit()
    return _changes(stored)


def document_referral(unit: UnitOfWork, decision_id: str, note: str, today: date) -> Changes:
    """Record what was done about a referral. The level stays as it is."""
    stored = _open_decision(unit, decision_id)
    if stored.decision["decision"] != REFER:
        raise UserFixableError("Only a referral is documented; accept or override this decision.")
    if not note.strip():
        raise FieldError("note", "Write down what was done: to whom the patient was sent, and when.")
    _move_on(unit, stored, today)
    unit.decisions.respond(decision_id, "documented", REFER, note)
    unit.commit()
    return _changes(stored)


def record_reassessment(unit: UnitOfWork, episode_id: str, on: date, today: date) -> Changes:
    """Record that the clinician has reassessed after a pause; the core may then go on at the regress target."""
    if on > today:
        raise FieldError("reassessed_on", "The reassessment is dated in the future.")
    episode = unit.episodes.get(episode_id)
    unit.episodes.update(episode_id, replace(episode.details, reassessed_on=on))
    unit.commit()
    return Changes(episodes=frozenset({episode_id}))


def _open_decision(unit: UnitOfWork, decision_id: str) -> StoredDecision:
    stored = unit.decisions.get(decision_id)
    if stored.response != "open":
        raise UserFixableError("This decision was answered before. Run a new review.")
    newest = unit.decisions.newest(stored.episode_id)
    if newest is not None and newest.id != decision_id:
        raise UserFixableError("A newer review was made since. Answer that one.")
    return stored


def _move_on(unit: UnitOfWork, stored: StoredDecision, today: date, final: str | None = None) -> None:
    """Store the state after the decision, or after the clinician's ``final`` one. Same case, same decision."""
    case = read_case(stored.case)
    book = rulebook_by_label(unit, case.episode.condition, stored.rules_version)
    state = advance(case, decide(case, case.today, book), final, book)
    unit.decisions.add_state(stored.episode_id, today, state_to_json(state), stored.id)


def _changes(stored: StoredDecision) -> Changes:
    return Changes(decisions=frozenset({stored.episode_id}), episodes=frozenset({stored.episode_id}))
