"""One database transaction as the repositories see it: when it begins, who writes, what the audit trail gets."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.errors import FieldError
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.audit_chain import CHAIN_START, AuditAnchor, Head, Link, link_code, write_detail
from footrehab_desktop.records.content_digest import ContentDigests
from footrehab_desktop.records.failures import LooksOnlyError
from footrehab_desktop.records.forgetting import forget_for_rows, forget_where
from footrehab_desktop.records.guards import check_changed_rows, check_new_rows
from footrehab_desktop.records.ids import new_id
from footrehab_desktop.records.schema import AuditEntryTable, Base, OutlookTable

Clock = Callable[[], datetime]
_LARGEST_WHOLE_NUMBER: Final = 2**53
# What also a person who may only look leaves behind: what they did, and what was worked out for the screen.
_OPEN_TO_ALL: Final = frozenset({AuditEntryTable, OutlookTable})


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class RecordContext:
    """What every transaction of an open record shares. ``looks_only``: the clinician's role is read-only."""

    engine: Engine
    clinician_id: str
    origin: str
    clock: Clock
    audit_key: bytes = field(repr=False)
    anchor: AuditAnchor
    looks_only: bool = False


class Transaction:
    """Begins as a reader at the first look and as a writer at the first change; used on one thread.

    A reader that becomes a writer after somebody else wrote gets ``RecordBusyError``: what it read is no longer so.
    """

    def __init__(self, context: RecordContext) -> None:
        self._context = context
        self._connection: Connection | None = None
        self._begun = False
        self._head: Head | None = None
        self._content = ContentDigests(context.audit_key)
        self.clinician_id = context.clinician_id
        self.origin = context.origin

    def open(self) -> None:
        """Take a connection."""
        self._connection = self._context.engine.connect()

    def now(self) -> datetime:
        """Return the record's clock in UTC."""
        return self._context.clock().astimezone(UTC)

    def reader(self) -> Connection:
        """Return the connection for looking."""
        return self._started(sqlite.begin_reading)

    def writer(self, table: type[Base] | None = None) -> Connection:
        """Return the connection for changing ``table``. Raises ``LooksOnlyError`` for a person who may only look."""
        if self._context.looks_only and table not in _OPEN_TO_ALL:
            raise LooksOnlyError
        return self._started(sqlite.begin_writing)

    def insert(self, table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        """Add rows. Raises ``FieldError`` for a value that the file cannot hold as it is, else as ``writer``."""
        if rows:
            writer = self.writer(table)
            for row in rows:
                _check_values(row)
            check_new_rows(writer, table, rows)
            forget_for_rows(writer, table, rows)
            writer.execute(insert(table), list(rows))
            self._content.added(table, rows)

    def update(self, table: type[Base], where: ColumnElement[bool], values: Mapping[str, Any]) -> int:
        """Change rows and return how many. Raises ``FieldError`` as ``insert`` does."""
        writer = self.writer(table)
        _check_values(values)
        check_changed_rows(writer, table, where, values)
        forget_where(writer, table, where)
        self._content.will_change(writer, table, where, values)
        return writer.execute(update(table).where(where).values(dict(values))).rowcount

    def created(self) -> dict[str, Any]:
        """Return the columns that every new row starts with."""
        return {"id": new_id(), "origin": self.origin, "created_at": self.now(), "created_by": self.clinician_id}

    def note(self, action: str, subject: str, detail: Mapping[str, Any]) -> None:
        """Add the next link of the audit chain to this transaction, with the digests of what was changed."""
        writer = self.writer(AuditEntryTable)
        if self._head is None:
            self._head = audit_head(writer)
        written = write_detail({**detail, **self._content.take()})
        link = Link(self._head.count + 1, self.now().isoformat(), self.clinician_id, action, subject, written)
        code = link_code(self._context.audit_key, link, self._head.mac)
        row = {name: getattr(link, name) for name in Link.__dataclass_fields__}
        self.insert(AuditEntryTable, [{**row, "mac": code}])
        self._head = Head(link.sequence, code)

    def commit(self) -> None:
        """Make everything since the last commit permanent, then move the audit anchor."""
        if self._connection is None or not self._begun:
            return
        self._connection.commit()
        self._begun = False
        if self._head is not None:
            self._context.anchor.advance(self._head)
            self._head = None

    def close(self) -> None:
        """Take back what was not committed and give the connection back."""
        connection, self._connection = self._connection, None
        self._begun, self._head = False, None
        if connection is not None:
            connection.close()

    def _started(self, begin: Callable[[Connection], None]) -> Connection:
        if self._connection is None:
            raise RuntimeError("A unit of work is used in a with block.")
        if not self._begun:
            begin(self._connection)
            self._begun = True
        return self._connection


def audit_head(connection: Connection) -> Head:
    """Return the newest link of the chain."""
    newest = connection.execute(
        select(AuditEntryTable.sequence, AuditEntryTable.mac).order_by(AuditEntryTable.sequence.desc()).limit(1)
    ).first()
    return Head(0, CHAIN_START) if newest is None else Head(newest.sequence, newest.mac)


def _check_values(row: Mapping[str, Any]) -> None:
    for column, value in row.items():
        if isinstance(value, str) and not _is_storable(value):
            raise FieldError(column, "This text holds a character that cannot be stored. Type it again.")
        if isinstance(value, int | float) and (not math.isfinite(value) or abs(value) > _LARGEST_WHOLE_NUMBER):
            raise FieldError(column, "This number is outside what the record can hold.")


def _is_storable(value: str) -> bool:
    """Say whether the text is whole Unicode without a NUL, at which other programs would cut it off."""
    return "\x00" not in value and not any("\ud800" <= character <= "\udfff" for character in value)
