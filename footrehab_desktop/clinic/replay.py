"""Proves stored decisions: the case is decided again by the rulebook it was decided by, and the answer compared.

A case or decision that was changed from outside is found twice: the answer differs, and so does what the audit
trail kept of it. Sentences name the decision by id and day, never a person or a value.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from footrehab_desktop.clinic.own_protocols import OtherRulesError, rulebook_by_label
from footrehab_desktop.clinic.review import decision_json
from footrehab_desktop.errors import SurroundingsError, UserFixableError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.progression import RULES_VERSION, CaseError, advance, decide, read_case, state_to_json
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.repositories.decisions import WrittenDecision, decision_digest, reason_digest
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import StoredDecision, VerifyItem, VerifyReport

Outcome = Literal["same", "differs", "other rules"]
NOT_IN_TRAIL = "the audit trail does not know it"
NOT_AS_WRITTEN = "it is not the one that was written"
ANSWER_CHANGED = "its answer is not the one that was given"
UNREADABLE = "it cannot be read"
NO_CASE = "its case is not one that the rules take"
OTHER_ANSWER = "the rules give another answer to its case"
OTHER_DAY = "it is filed under another day than it was made on"
NO_FIGURES = "the clinic's own figures that it was made by are gone or cannot be read"
OTHER_STATE = "the level that followed is not the one the rules give"
MISSING = "it is missing"
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Replayed:
    """What replaying one decision showed. ``why`` says what differs, empty when nothing does."""

    decision_id: str
    decided_on: date | None
    rules: str
    outcome: Outcome
    why: str = ""


@dataclass(slots=True)
class _Reader:
    """Reads what replaying needs; the states of an episode are read once."""

    unit: UnitOfWork
    _states: dict[str, dict[str | None, Mapping[str, Any]]] = field(default_factory=dict)

    def state_after(self, episode_id: str, decision_id: str) -> Mapping[str, Any]:
        if episode_id not in self._states:
            states = self.unit.decisions.states(episode_id)
            self._states[episode_id] = {state.decision_id: state.state for state in states}
        return self._states[episode_id].get(decision_id, NOTHING)


def replay_decision(unit: UnitOfWork, decision_id: str) -> Replayed:
    """Replay one decision. Raises ``NotOnFileError``."""
    stored = unit.decisions.get(decision_id)
    return _replay(_Reader(unit), stored, unit.decisions.written().get(decision_id))


def replay_all(unit: UnitOfWork) -> tuple[Replayed, ...]:
    """Replay every decision of the record, oldest first; decisions of the audit trail that are gone come last."""
    reader, written = _Reader(unit), unit.decisions.written()
    listed = unit.decisions.listed()
    found = [_replay_listed(reader, decision_id, on, written.get(decision_id)) for decision_id, _, on in listed]
    there = {decision_id for decision_id, _, _ in listed}
    gone = (Replayed(key, None, was.rules, "differs", MISSING) for key, was in written.items() if key not in there)
    return (*found, *gone)


def verify_with_decisions(record: Record) -> VerifyReport:
    """Check the record itself, then replay its decisions; takes seconds on a large record."""
    report = record.verify()
    try:
        with record.unit_of_work() as unit:
            decisions = verify_decisions(unit)
    except SurroundingsError as error:
        decisions = (VerifyItem("decisions", ok=False, sentence=str(error)),)
    return VerifyReport((*report.items, *decisions))


def verify_decisions(unit: UnitOfWork) -> tuple[VerifyItem, ...]:
    """Replay the record's decisions and say what came of it in the form of the record's other checks."""
    replayed = replay_all(unit)
    differing = [each for each in replayed if each.outcome == "differs"]
    older = [each for each in replayed if each.outcome == "other rules"]
    items = [VerifyItem("decisions", not differing, _differing_words(differing) or _same_words(replayed, older))]
    if older:
        items.append(VerifyItem("older decisions", ok=True, sentence=_older_words(older)))
    return tuple(items)


def _replay_listed(reader: _Reader, decision_id: str, on: date, written: WrittenDecision | None) -> Replayed:
    """Replay a decision of the list; one that is no longer JSON differs like any other."""
    try:
        stored = reader.unit.decisions.get(decision_id)
        return _replay(reader, stored, written)
    except (ValueError, LookupError, TypeError, AttributeError):
        # A text from outside may hold anything; whatever it breaks, it is not what the program wrote.
        return Replayed(decision_id, on, "", "differs", UNREADABLE)


def _replay(reader: _Reader, stored: StoredDecision, written: WrittenDecision | None) -> Replayed:
    why = _against_trail(stored, written)
    if why:
        return Replayed(stored.id, stored.decided_on, stored.rules_version, "differs", why)
    try:
        why = _against_rules(reader, stored)
    except OtherRulesError:
        return Replayed(stored.id, stored.decided_on, stored.rules_version, "other rules")
    return Replayed(stored.id, stored.decided_on, stored.rules_version, "differs" if why else "same", why)


def _against_trail(stored: StoredDecision, written: WrittenDecision | None) -> str:
    """Return what differs from the audit trail; decisions from before there were digests show less."""
    if written is None:
        return NOT_IN_TRAIL
    if written.digest is not None and written.digest != decision_digest(stored.decision, stored.case):
        return NOT_AS_WRITTEN
    if written.rules != stored.rules_version:
        return NOT_AS_WRITTEN
    if written.reason_digest not in {None, reason_digest(stored.id, stored.reason)}:
        return ANSWER_CHANGED
    final = stored.decision["decision"] if written.final is None else written.final
    return "" if (written.response, final) == (stored.response, stored.final) else ANSWER_CHANGED


def _against_rules(reader: _Reader, stored: StoredDecision) -> str:
    """Decide the case again and return what differs. Raises ``OtherRulesError``."""
    if stored.rules_version.split()[0] != RULES_VERSION:
        raise OtherRulesError(stored.rules_version)
    try:
        case = read_case(stored.case)
        book = rulebook_by_label(reader.unit, case.episode.condition, stored.rules_version)
    except CaseError:
        return NO_CASE
    except UserFixableError:
        return NO_FIGURES
    if case.today != stored.decided_on:
        return OTHER_DAY
    decision = decide(case, case.today, book)
    if _canonical(decision_json(decision)) != _canonical(stored.decision):
        return OTHER_ANSWER
    if stored.response == "open":
        return ""
    state = state_to_json(advance(case, decision, stored.final, book))
    after = reader.state_after(stored.episode_id, stored.id)
    return "" if _canonical(state) == _canonical(after) else OTHER_STATE


def _canonical(value: Mapping[str, Any]) -> str:
    return json.dumps(value, sort_keys=True)


def _same_words(replayed: tuple[Replayed, ...], older: list[Replayed]) -> str:
    count = len(replayed) - len(older)
    if count == 0:
        return "There is no decision to replay yet." if not older else "No decision was made by the present rules."
    if count == 1:
        return "The 1 decision on file was replayed: same case, same decision."
    return f"{count} decisions were replayed: same case, same decision."


def _differing_words(differing: list[Replayed]) -> str:
    if not differing:
        return ""
    first = differing[0]
    day = f" of {format_date(first.decided_on)}" if first.decided_on else ""
    more = f" {len(differing)} decisions differ." if len(differing) > 1 else ""
    return f"Decision {first.decision_id}{day} cannot be trusted: {first.why}.{more}"


def _older_words(older: list[Replayed]) -> str:
    rules = ", ".join(sorted({each.rules for each in older}))
    if len(older) == 1:
        return f"1 decision was made by other rules ({rules}): it can be read, but not replayed by this program."
    return f"{len(older)} decisions were made by other rules ({rules}): they can be read, but not replayed."
