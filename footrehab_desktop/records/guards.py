"""What may not be written although the values are good: asked by ``Transaction`` before each insert and update.

A patient whose data are restricted may be looked at, exported and freed again; everything else is refused here, so
that no page and no import can forget it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, select
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.records.failures import RestrictedError
from footrehab_desktop.records.patient_rows import OF_PATIENTS, owners_of
from footrehab_desktop.records.schema import Base, PatientTable

_LIFTING: Final = frozenset({"restricted_at", "restricted_by", "restriction_reason"})


def check_new_rows(writer: Connection, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Raise ``RestrictedError`` when a new row is about a restricted patient."""
    if table in OF_PATIENTS:
        columns = OF_PATIENTS[table][1]
        _check(writer, table, sorted({row[column] for row in rows for column in columns}))


def check_changed_rows(
    writer: Connection, table: type[Base], where: ColumnElement[bool], values: Mapping[str, Any]
) -> None:
    """Raise ``RestrictedError`` when a row that is to be changed is about a restricted patient."""
    if table not in OF_PATIENTS or (table is PatientTable and set(values) == _LIFTING):
        return
    for column in OF_PATIENTS[table][1]:
        _check(writer, table, select(getattr(table, column)).where(where))
        if column in values:
            _check(writer, table, [values[column]])


def _check(writer: Connection, table: type[Base], links: Any) -> None:
    owners = owners_of(OF_PATIENTS[table][0], links)
    restricted = select(PatientTable.id).where(PatientTable.id.in_(owners), PatientTable.restricted_at.is_not(None))
    if writer.execute(restricted.limit(1)).first() is not None:
        raise RestrictedError
