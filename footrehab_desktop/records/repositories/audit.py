"""The audit trail. Writing repositories add their entries themselves; use cases add what no row shows."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select

from footrehab_desktop.records.repositories.base import Repository
from footrehab_desktop.records.schema import AuditEntryTable
from footrehab_desktop.records.values import AuditEntry


class Audit(Repository):
    """Who did what, when. Entries hold ids, codes and counts, never what a user typed."""

    def note(self, action: str, subject: str, **detail: Any) -> None:
        """Add an entry to this unit of work."""
        self._note(action, subject, **detail)

    def entries(self, limit: int = 200) -> tuple[AuditEntry, ...]:
        """Return the newest entries, newest first."""
        table = AuditEntryTable
        columns = (table.sequence, table.at, table.clinician_id, table.action, table.subject, table.detail)
        rows = self._rows(select(*columns).order_by(table.sequence.desc()).limit(limit))
        return tuple(
            AuditEntry(sequence, datetime.fromisoformat(at), who, action, subject, json.loads(detail))
            for sequence, at, who, action, subject, detail in rows
        )
