"""The audit trail. Writing repositories add their entries themselves; use cases add what no row shows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import or_, select, union_all
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.records.patient_rows import OF_PATIENTS, rows_of
from footrehab_desktop.records.repositories.base import Repository
from footrehab_desktop.records.schema import AuditEntryTable
from footrehab_desktop.records.values import AuditEntry

_COLUMNS: Final = (
    AuditEntryTable.sequence,
    AuditEntryTable.at,
    AuditEntryTable.clinician_id,
    AuditEntryTable.action,
    AuditEntryTable.subject,
    AuditEntryTable.detail,
)
_NO_LIMIT: Final = -1


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """Which entries are looked for; what is empty does not narrow.

    ``patient_ids`` are the entries of one person, ``actions`` codes, ``since`` and ``until`` moments (the later one
    not included), ``below`` a sequence number to go on from.
    """

    patient_ids: tuple[str, ...] = ()
    clinician_id: str = ""
    actions: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    below: int | None = None


class Audit(Repository):
    """Who did what, when. Entries hold ids, codes and counts, never what a user typed."""

    def note(self, action: str, subject: str, **detail: Any) -> None:
        """Add an entry to this unit of work."""
        self._note(action, subject, **detail)

    def entries(self, limit: int = 200) -> tuple[AuditEntry, ...]:
        """Return the newest entries, newest first."""
        return self.find(AuditQuery(), limit)

    def find(self, query: AuditQuery, limit: int = _NO_LIMIT) -> tuple[AuditEntry, ...]:
        """Return the newest entries that fit, newest first, at most ``limit`` (all of them without one)."""
        statement = select(*_COLUMNS).where(*_conditions(query)).order_by(AuditEntryTable.sequence.desc())
        return tuple(
            AuditEntry(sequence, datetime.fromisoformat(at), who, action, subject, json.loads(detail))
            for sequence, at, who, action, subject, detail in self._rows(statement.limit(limit))
        )


def _conditions(query: AuditQuery) -> Iterator[ColumnElement[bool]]:
    table = AuditEntryTable
    if query.patient_ids:
        yield _about(query.patient_ids)
    if query.clinician_id:
        yield table.clinician_id == query.clinician_id
    if query.actions:
        yield table.action.in_(query.actions)
    if query.since is not None:
        yield table.at >= query.since.astimezone(UTC).isoformat()
    if query.until is not None:
        yield table.at < query.until.astimezone(UTC).isoformat()
    if query.below is not None:
        yield table.sequence < query.below


def _about(patient_ids: tuple[str, ...]) -> ColumnElement[bool]:
    """Return the condition for entries about anything of a person; an erased one is known by the former ids alone."""
    own = [select(table.id).where(rows_of(table, patient_ids)) for table in OF_PATIENTS if hasattr(table, "id")]
    return or_(AuditEntryTable.subject.in_(union_all(*own)), AuditEntryTable.subject.in_(patient_ids))
