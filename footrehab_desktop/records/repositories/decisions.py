"""Decisions of the core with what the clinician answered, and the states that followed. Both are JSON to the record."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from sqlalchemy import and_, func, select
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.records.repositories.base import AnySelect, Repository
from footrehab_desktop.records.schema import AuditEntryTable, DecisionTable, JsonText, ReviewDateTable, StateTable
from footrehab_desktop.records.values import StoredDecision, StoredState

_ADDED, _ANSWERED = "decision.added", "decision.answered"
# Written by the erasing of a patient, with the ids of the episodes that went.
PATIENT_ERASED, PATIENT_ERASED_AGAIN = "patient.erased", "patient.erased_again"
ERASED_EPISODES = "erased_episodes"

_BEFORE = (DecisionTable.id, DecisionTable.episode_id, DecisionTable.decided_on, DecisionTable.decision)
_AFTER = (
    DecisionTable.rules_version,
    DecisionTable.response,
    DecisionTable.final,
    DecisionTable.reason,
    DecisionTable.created_by,
    DecisionTable.created_at,
    ReviewDateTable.on_date,
)
_STATE = (
    StateTable.episode_id,
    StateTable.sequence,
    StateTable.since,
    StateTable.state,
    StateTable.decision_id,
)


@dataclass(frozen=True, slots=True)
class WrittenDecision:
    """What the audit trail says about a decision: ``digest`` of decision and case (None: written before there were
    digests), the rules it was made by, and the newest answer with the digest of its reason.
    """

    digest: str | None
    rules: str
    episode_id: str
    response: str = "open"
    final: str | None = None
    reason_digest: str | None = None

    def answered(self, detail: Mapping[str, Any]) -> "WrittenDecision":
        """Return what holds after an answer, of which the trail says ``detail``."""
        reason = detail.get("digest")
        return replace(self, response=detail["response"], final=detail["final"], reason_digest=reason)


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
        case_text = _canonical(case)
        row = {
            **created,
            "episode_id": episode_id,
            "sequence": self._next(DecisionTable, episode_id),
            "decided_on": decided_on,
            "decision": dict(decision),
            "case_json": JsonText(case_text),
            "rules_version": rules_version,
            "response": "open",
            "final": str(decision.get("decision", "")),
            "reason": "",
        }
        self._transaction.insert(DecisionTable, [row])
        digest = _digest(decision, case_text)
        self._note(_ADDED, created["id"], episode=episode_id, rules=rules_version, digest=digest)
        kept = (created["id"], episode_id, decided_on, row["decision"], dict(case), rules_version)
        return StoredDecision(*kept, "open", row["final"], "", created["created_by"], created["created_at"])

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
        self._note(_ANSWERED, decision_id, response=response, final=final, digest=reason_digest(decision_id, reason))

    def get(self, decision_id: str) -> StoredDecision:
        """Return one decision or raise ``NotOnFileError``."""
        return StoredDecision(*self._one(_decisions(DecisionTable.id == decision_id), "decision", decision_id))

    def for_episode(self, episode_id: str) -> tuple[StoredDecision, ...]:
        """Return an episode's decisions, oldest first, without their cases: each holds the diary up to its day."""
        statement = _dated(select(*_BEFORE, *_AFTER)).where(*_standing(DecisionTable.episode_id == episode_id))
        rows = self._rows(statement.order_by(DecisionTable.sequence))
        return tuple(_without_case(tuple(row)) for row in rows)

    def latest(self, episode_id: str) -> StoredDecision | None:
        """Return the newest decision, if there is one."""
        newest_first = _decisions(DecisionTable.episode_id == episode_id).order_by(DecisionTable.sequence.desc())
        row = self._first(newest_first.limit(1))
        return None if row is None else StoredDecision(*row)

    def newest(self, episode_id: str) -> StoredDecision | None:
        """Return the newest decision without its case, which holds years of diary and is long to read."""
        statement = _dated(select(*_BEFORE, *_AFTER)).where(*_standing(DecisionTable.episode_id == episode_id))
        row = self._first(statement.order_by(DecisionTable.sequence.desc()).limit(1))
        return None if row is None else _without_case(tuple(row))

    def listed(self) -> tuple[tuple[str, str, date], ...]:
        """Return every decision of the record as (id, episode's id, day), oldest first; nothing of what it holds."""
        columns = (DecisionTable.id, DecisionTable.episode_id, DecisionTable.decided_on)
        standing = select(*columns).where(DecisionTable.voided_at.is_(None))
        rows = self._rows(standing.order_by(DecisionTable.decided_on, DecisionTable.id))
        return tuple((row[0], row[1], row[2]) for row in rows)

    def written(self) -> dict[str, WrittenDecision]:
        """Return what the audit trail says about each decision, by id, but for those of erased patients."""
        columns = (AuditEntryTable.action, AuditEntryTable.subject, AuditEntryTable.detail)
        actions = (_ADDED, _ANSWERED, PATIENT_ERASED, PATIENT_ERASED_AGAIN)
        entries = select(*columns).where(AuditEntryTable.action.in_(actions))
        found: dict[str, WrittenDecision] = {}
        erased: set[str] = set()
        for action, subject, text in self._rows(entries.order_by(AuditEntryTable.sequence)):
            detail = json.loads(text)
            if action == _ADDED:
                found[subject] = WrittenDecision(detail.get("digest"), detail["rules"], detail["episode"])
            elif action == _ANSWERED:
                if subject in found:
                    found[subject] = found[subject].answered(detail)
            else:
                erased |= set(detail[ERASED_EPISODES])
        return {decision_id: was for decision_id, was in found.items() if was.episode_id not in erased}

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


def decision_digest(decision: Mapping[str, Any], case: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a decision with its case as canonical JSON; the audit trail keeps it."""
    return _digest(decision, _canonical(case))


def _digest(decision: Mapping[str, Any], case_text: str) -> str:
    return hashlib.sha256(f"[{_canonical(decision)},{case_text}]".encode()).hexdigest()


def _canonical(value: Mapping[str, Any]) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def reason_digest(decision_id: str, reason: str) -> str:
    """Return the SHA-256 of the reason of one answer; the audit trail keeps it in place of the words."""
    return hashlib.sha256(f"{decision_id}\n{reason}".encode()).hexdigest()


def _decisions(condition: ColumnElement[bool]) -> AnySelect:
    return _dated(select(*_BEFORE, DecisionTable.case_json, *_AFTER)).where(*_standing(condition))


def _dated(statement: AnySelect) -> AnySelect:
    """Add the day of the next review that the clinician chose."""
    chosen = and_(ReviewDateTable.decision_id == DecisionTable.id, ReviewDateTable.voided_at.is_(None))
    return statement.outerjoin_from(DecisionTable, ReviewDateTable, chosen)


def _standing(condition: ColumnElement[bool]) -> tuple[ColumnElement[bool], ...]:
    return condition, DecisionTable.voided_at.is_(None)


def _states(episode_id: str) -> AnySelect:
    return select(*_STATE).where(StateTable.episode_id == episode_id, StateTable.voided_at.is_(None))


def _without_case(row: tuple[Any, ...]) -> StoredDecision:
    values = (*row[: len(_BEFORE)], {}, *row[len(_BEFORE) :])
    return StoredDecision(*values)
