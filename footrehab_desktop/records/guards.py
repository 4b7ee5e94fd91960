"""What may not be written although the values are good: asked by ``Transaction`` before each insert and update.

A patient whose data are restricted may be looked at, exported and freed again. An entry that was joined into another
one stays as it was until they are taken apart. Everything else is refused here, so that no page and no import can
forget it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, select
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.records.failures import JoinedError, RestrictedError
from footrehab_desktop.records.patient_rows import OF_PATIENTS, owners_of
from footrehab_desktop.records.schema import Base, PatientTable
from footrehab_desktop.records.schema_rights import MergeTable

# What frees a patient again: lifting the restriction, taking a joining apart.
_FREEING: Final = (frozenset({"restricted_at", "restricted_by", "restriction_reason"}), frozenset({"merged_into"}))


def check_new_rows(writer: Connection, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Raise ``RestrictedError`` or ``JoinedError`` when a new row is about a patient who may not be written."""
    if table in OF_PATIENTS:
        columns = OF_PATIENTS[table][1]
        _check(writer, table, sorted({row[column] for row in rows for column in columns}))


def check_changed_rows(
    writer: Connection, table: type[Base], where: ColumnElement[bool], values: Mapping[str, Any]
) -> None:
    """Raise as ``check_new_rows`` when a row that is to be changed is about such a patient."""
    if table not in OF_PATIENTS or (table is PatientTable and set(values) in _FREEING):
        return
    for column in OF_PATIENTS[table][1]:
        _check(writer, table, select(getattr(table, column)).where(where))
        if column in values:
            _check(writer, table, [values[column]])


def _check(writer: Connection, table: type[Base], links: Any) -> None:
    owners = owners_of(OF_PATIENTS[table][0], links)
    columns = (PatientTable.restricted_at, PatientTable.merged_into)
    for restricted_at, merged_into in writer.execute(select(*columns).where(PatientTable.id.in_(owners))):
        if restricted_at is not None:
            raise RestrictedError
        # A joining itself names both entries.
        if merged_into is not None and table is not MergeTable:
            raise JoinedError
