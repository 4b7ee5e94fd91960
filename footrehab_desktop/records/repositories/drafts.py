"""Forms as typed so far. They are kept every few seconds, so they write no audit entry."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import and_, delete, select
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.records.repositories.base import Repository
from footrehab_desktop.records.schema import DraftTable
from footrehab_desktop.records.values import Draft

_COLUMNS = (DraftTable.subject_id, DraftTable.form, DraftTable.content, DraftTable.saved_at)


class Drafts(Repository):
    """At most one draft for each subject and form."""

    def save(self, subject_id: str, form: str, content: Mapping[str, Any]) -> None:
        """Keep the form as typed, in place of an earlier draft of it. ``content`` is plain JSON."""
        values = {
            "content": dict(content),
            "saved_at": self._transaction.now(),
            "saved_by": self._transaction.clinician_id,
        }
        if not self._transaction.update(DraftTable, _is(subject_id, form), values):
            row = {"subject_id": subject_id, "form": form, "origin": self._transaction.origin, **values}
            self._transaction.insert(DraftTable, [row])

    def get(self, subject_id: str, form: str) -> Draft | None:
        """Return the draft of one form, if there is one."""
        row = self._first(select(*_COLUMNS).where(_is(subject_id, form)))
        return None if row is None else Draft(*row)

    def discard(self, subject_id: str, form: str) -> None:
        """Remove the draft of one form; nothing happens if there is none."""
        self._transaction.writer().execute(delete(DraftTable).where(_is(subject_id, form)))

    def all_for(self, subject_id: str) -> tuple[Draft, ...]:
        """Return every draft about one subject, newest first."""
        statement = select(*_COLUMNS).where(DraftTable.subject_id == subject_id).order_by(DraftTable.saved_at.desc())
        return tuple(Draft(*row) for row in self._rows(statement))


def _is(subject_id: str, form: str) -> ColumnElement[bool]:
    return and_(DraftTable.subject_id == subject_id, DraftTable.form == form)
