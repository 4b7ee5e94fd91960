"""Decisions of the core with what the clinician answered, and the states that followed. Both are JSON to the record."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from sqlalchemy import func, select
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.records.repositories.base import AnySelect, Repository
from footrehab_desktop.records.schema import DecisionTable, ReviewDateTable, StateTable
from footrehab_desktop.records.values import StoredDecision, StoredState

_BEFORE = (DecisionTable.id, DecisionTable.episode_id, DecisionTable.decided_on, DecisionTable.decision)
_AFTER = (
    DecisionTable.rules_version,
    DecisionTable.response,
    DecisionTable.final,
    DecisionTable.reason,
    DecisionTable.created_by,
    DecisionTable.created_at,
)
_STATE = (
    StateTable.episode_id,
    StateTable.sequence,
    StateTable.since,
    StateTable.state,
    StateTable.decision_id,
)


class Decisions(Repository):
    """What was suggested, what was answered, and where the patient stands."""

    def add(
        self,
        episode_id: str,
        decided_on: date,
        decision: Mapping[str, Any],
        case: Mapping[str, Any],
        rules_version: str,
    ) -> StoredDecision:
        """Keep a decision, open until it is answered. ``final`` starts as the decision itself."""
        self._transaction.writer()
        created = self._transaction.created()
        row = {
            **created,
            "episode_id": episode_id,
            "sequence": self._next(DecisionTable, episode_id),
            "decided_on": decided_on,
            "decision": dict(decision),
            "case_json": dict(case),
            "rules_version": rules_version,
            "response": "open",
            "final": str(decision.get("decision", "")),
            "reason": "",
        }
        self._transaction.insert(DecisionTable, [row])
        self._note("decision.added", created["id"], episode=episode_id, rules=rules_version)
        return self.get(created["id"])

    def respond(
        self, decision_id: str, response: Literal["accepted", "overridden", "documented"], final: str, reason: str
    ) -> None:
        """Answer a decision; an earlier answer is kept among the earlier versions."""
        self._transaction.writer()
        old = self.get(decision_id)
        if old.response != "open":
            self._keep_earlier("decision", decision_id, old)
        values = {"response": response, "final": final, "reason": reason}
        self._transaction.update(DecisionTable, DecisionTable.id == decision_id, values)
        self._note("decision.answered", decision_id, response=response, final=final)

    def get(self, decision_id: str) -> StoredDecision:
        """Return one decision or raise ``NotOnFileError``."""
        return StoredDecision(*self._one(_decisions(DecisionTable.id == decision_id), "decision", decision_id))

    def for_episode(self, episode_id: str) -> tuple[StoredDecision, ...]:
        """Return an episode's decisions, oldest first, without their cases: each holds the diary up to its day."""
        statement = select(*_BEFORE, *_AFTER).where(*_standing(DecisionTable.episode_id == episode_id))
        rows = self._rows(statement.order_by(DecisionTable.sequence))
        return tuple(_without_case(tuple(row)) for row in rows)

    def latest(self, episode_id: str) -> StoredDecision | None:
        """Return the newest decision, if there is one."""
        newest_first = _decisions(DecisionTable.episode_id == episode_id).order_by(DecisionTable.sequence.desc())
        row = self._first(newest_first.limit(1))
        return None if row is None else StoredDecision(*row)

    def set_next_review(self, decision_id: str, on: date) -> None:
        """Set the day that the clinician chose for the review after a decision; the former one is taken back."""
        self._transaction.writer()
        standing = (ReviewDateTable.decision_id == decision_id) & ReviewDateTable.voided_at.is_(None)
        self._transaction.update(ReviewDateTable, standing, self._voided("Replaced by a later entry"))
        row = {**self._transaction.created(), "decision_id": decision_id, "on_date": on}
        self._transaction.insert(ReviewDateTable, [row])
        self._note("decision.review_dated", decision_id)

    def next_review(self, decision_id: str) -> date | None:
        """Return the day that the clinician chose for the review after a decision, None: the core's day holds."""
        chosen = select(ReviewDateTable.on_date).where(
            ReviewDateTable.decision_id == decision_id, ReviewDateTable.voided_at.is_(None)
        )
        row = self._first(chosen)
        return None if row is None else row[0]

    def add_state(
        self, episode_id: str, since: date, state: Mapping[str, Any], decision_id: str | None = None
    ) -> StoredState:
        """Add the state that now holds."""
        self._transaction.writer()
        created = self._transaction.created()
        sequence = self._next(StateTable, episode_id)
        row = {
            **created,
            "episode_id": episode_id,
            "sequence": sequence,
            "since": since,
            "state": dict(state),
            "decision_id": decision_id,
        }
        self._transaction.insert(StateTable, [row])
        self._note("state.added", created["id"], episode=episode_id, decision=decision_id)
        return StoredState(episode_id, sequence, since, dict(state), decision_id)

    def current_state(self, episode_id: str) -> StoredState | None:
        """Return the state that holds, if the plan has been started."""
        row = self._first(_states(episode_id).order_by(StateTable.sequence.desc()).limit(1))
        return None if row is None else StoredState(*row)

    def states(self, episode_id: str) -> tuple[StoredState, ...]:
        """Return every state, in the order it was reached."""
        return tuple(StoredState(*row) for row in self._rows(_states(episode_id).order_by(StateTable.sequence)))

    def _next(self, table: type[DecisionTable | StateTable], episode_id: str) -> int:
        newest = self._first(select(func.max(table.sequence)).where(table.episode_id == episode_id))
        return ((newest[0] if newest else None) or 0) + 1


def _decisions(condition: ColumnElement[bool]) -> AnySelect:
    return select(*_BEFORE, DecisionTable.case_json, *_AFTER).where(*_standing(condition))


def _standing(condition: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return condition, DecisionTable.voided_at.is_(None)


def _states(episode_id: str) -> AnySelect:
    return select(*_STATE).where(StateTable.episode_id == episode_id, StateTable.voided_at.is_(None))


def _without_case(row: tuple[Any, ...]) -> StoredDecision:
    values = (*row[: len(_BEFORE)], {}, *row[len(_BEFORE) :])
    return StoredDecision(*values)
