"""What patients asked to have added to their record."""

from sqlalchemy import select

from footrehab_desktop.records.failures import NotOnFileError
from footrehab_desktop.records.repositories.base import Repository
from footrehab_desktop.records.schema_rights import StatementTable
from footrehab_desktop.records.values import Statement

_COLUMNS = (StatementTable.id, StatementTable.content, StatementTable.created_at, StatementTable.created_by)


class Statements(Repository):
    """The statements of patients, in their own words."""

    def add(self, patient_id: str, content: str) -> None:
        """Add a statement. Raises ``FieldError`` when it is empty."""
        created = self._transaction.created()
        self._transaction.insert(StatementTable, [{**created, "patient_id": patient_id, "content": content}])
        self._note("statement.added", patient_id, statement=created["id"])

    def take_back(self, statement_id: str, reason: str) -> None:
        """Strike a statement out; it stays on file with the reason. Raises ``NotOnFileError``."""
        standing = (StatementTable.id == statement_id) & StatementTable.voided_at.is_(None)
        if not self._transaction.update(StatementTable, standing, self._voided(reason)):
            raise NotOnFileError("statement", statement_id)
        self._note("statement.taken_back", statement_id)

    def for_patient(self, *patient_ids: str) -> tuple[Statement, ...]:
        """Return the standing statements of a person with this entry, or these joined ones, oldest first."""
        standing = (StatementTable.patient_id.in_(patient_ids), StatementTable.voided_at.is_(None))
        rows = self._rows(select(*_COLUMNS).where(*standing).order_by(StatementTable.id))
        return tuple(Statement(*row) for row in rows)
