"""Everything that the record holds about one person, table by table, column by column."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from footrehab_desktop.records.patient_rows import OF_PATIENTS, rows_of
from footrehab_desktop.records.repositories.base import Repository
from footrehab_desktop.records.schema import Base

Rows = dict[str, list[dict[str, Any]]]


class PatientContent(Repository):
    """Read for the export; the names of tables and columns are part of its documented format."""

    def rows(self, patient_ids: Iterable[str]) -> Rows:
        """Return the rows of every table that are about these entries of one person, in the order of the key."""
        ids = tuple(patient_ids)
        return {table.__tablename__: self._of(table, ids) for table in OF_PATIENTS}

    def _of(self, table: type[Base], patient_ids: tuple[str, ...]) -> list[dict[str, Any]]:
        made = Base.metadata.tables[table.__tablename__]
        columns = tuple(made.columns)
        ordered = select(*columns).where(rows_of(table, patient_ids)).order_by(*made.primary_key.columns)
        names = [column.key for column in columns]
        return [dict(zip(names, row, strict=True)) for row in self._rows(ordered)]
