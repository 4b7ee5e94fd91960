"""How handouts are printed, for the clinic and for single patients."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, select

from footrehab_desktop.records.repositories.base import Repository
from footrehab_desktop.records.schema import PrintOptionsTable


class PrintOptions(Repository):
    """Options as JSON; the subject is a patient's id, or ``CLINIC`` for what holds without a choice of their own."""

    CLINIC = "clinic"

    def get(self, subject_id: str) -> Mapping[str, Any]:
        """Return the options kept for a subject, empty when none are."""
        row = self._first(select(PrintOptionsTable.content).where(PrintOptionsTable.subject_id == subject_id))
        return {} if row is None else row[0]

    def save(self, subject_id: str, content: Mapping[str, Any]) -> None:
        """Keep the options of a subject in place of the former ones."""
        values = {"content": dict(content)}
        known = PrintOptionsTable.subject_id == subject_id
        if not self._transaction.update(PrintOptionsTable, known, values):
            row = {"subject_id": subject_id, "origin": self._transaction.origin, **values}
            self._transaction.writer().execute(insert(PrintOptionsTable), [row])
        self._note("print_options.saved", subject_id)
