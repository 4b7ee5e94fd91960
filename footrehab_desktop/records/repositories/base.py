"""What the repositories share: fetching one row or refusing, and reading a value type straight from its columns."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select
from sqlalchemy.orm import InstrumentedAttribute

from footrehab_desktop.records.failures import NotOnFileError
from footrehab_desktop.records.schema import Base, EarlierVersionTable
from footrehab_desktop.records.transaction import Transaction

AnySelect = Select[*tuple[Any, ...]]
AnyRow = Row[*tuple[Any, ...]]


class Repository:
    """A view of one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def _rows(self, statement: AnySelect) -> list[AnyRow]:
        return list(self._transaction.reader().execute(statement).all())

    def _first(self, statement: AnySelect) -> AnyRow | None:
        return self._transaction.reader().execute(statement).first()

    def _one(self, statement: AnySelect, kind: str, row_id: str) -> AnyRow:
        row = self._first(statement)
        if row is None:
            raise NotOnFileError(kind, row_id)
        return row

    def _note(self, action: str, subject: str, **detail: Any) -> None:
        self._transaction.note(action, subject, detail)

    def _keep_earlier(self, kind: str, subject_id: str, value: Any) -> None:
        """Keep what a row said before it is changed."""
        content = {name: _plain(old) for name, old in asdict(value).items()}
        row = {**self._transaction.created(), "subject_kind": kind, "subject_id": subject_id, "content": content}
        self._transaction.insert(EarlierVersionTable, [row])

    def _voided(self, reason: str) -> dict[str, Any]:
        """Return the columns that take a row back."""
        return {
            "voided_at": self._transaction.now(),
            "voided_by": self._transaction.clinician_id,
            "void_reason": reason,
        }


def columns_of(
    value_type: type[Any],
    table: type[Base],
    renamed: Mapping[str, str] | None = None,
    skip: frozenset[str] = frozenset(),
) -> tuple[InstrumentedAttribute[Any], ...]:
    """Return the columns that hold the fields of a value type, in the order of its constructor."""
    names = renamed or {}
    return tuple(getattr(table, names.get(f.name, f.name)) for f in fields(value_type) if f.name not in skip)


def row_of(value: Any, renamed: Mapping[str, str] | None = None, skip: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return a value's fields by column name."""
    names = renamed or {}
    return {names.get(f.name, f.name): getattr(value, f.name) for f in fields(value) if f.name not in skip}


def changed_fields(old: Any, new: Any) -> list[str]:
    """Return the names of the fields in which two values differ; names only, for the audit trail."""
    return [f.name for f in fields(old) if getattr(old, f.name) != getattr(new, f.name)]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
