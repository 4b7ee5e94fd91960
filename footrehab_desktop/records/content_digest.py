"""What rows said before and after a change, as keyed digests for the audit trail: proof without content.

Each row becomes canonical JSON, its digest an HMAC-SHA256 under the audit key, cut to 128 bits; several rows of one
change are put in order and digested once more. Who has an old copy of a row can show that it was the one changed.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, select
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.records.patient_rows import OF_PATIENTS
from footrehab_desktop.records.schema import Base, DraftTable, EarlierVersionTable, OutlookTable, PrintOptionsTable

# Not content of the record: typing, copies of what was, and what can be worked out or chosen again.
_BESIDE: Final = frozenset({DraftTable, EarlierVersionTable, OutlookTable, PrintOptionsTable})
# The entry of a decision holds a digest of its own over the case, which is years of diary.
_ELSEWHERE: Final = frozenset({"case_json"})
_LENGTH: Final = 32


class ContentDigests:
    """Collects the rows of a transaction until its next audit entry takes their digests."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._before: list[str] = []
        self._after: list[str] = []

    def added(self, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
        """Note new rows."""
        if _counts(table):
            self._after += [self._digest(table, row) for row in rows]

    def will_change(
        self, writer: Connection, table: type[Base], where: ColumnElement[bool], values: Mapping[str, Any]
    ) -> None:
        """Note rows that are about to be changed."""
        if _counts(table):
            columns = [column for column in table.__table__.columns if column.key not in _ELSEWHERE]
            rows = [dict(row._mapping) for row in writer.execute(select(*columns).where(where))]  # noqa: SLF001 (SQLAlchemy's public name for it)
            self._before += [self._digest(table, row) for row in rows]
            self._after += [self._digest(table, {**row, **values}) for row in rows]

    def take(self) -> dict[str, str]:
        """Return the digests as parts of an audit entry's detail, and begin anew."""
        found = {"before": self._joined(self._before), "after": self._joined(self._after)}
        self._before, self._after = [], []
        return {name: digest for name, digest in found.items() if digest}

    def _digest(self, table: type[Base], row: Mapping[str, Any]) -> str:
        filled = {name: _whole(value) for name, value in row.items() if value is not None and name not in _ELSEWHERE}
        return self._code(json.dumps([table.__tablename__, filled], sort_keys=True, default=_plain))

    def _joined(self, digests: list[str]) -> str:
        return self._code("\n".join(sorted(digests))) if len(digests) > 1 else "".join(digests)

    def _code(self, text: str) -> str:
        return hmac.new(self._key, b"content\n" + text.encode(), hashlib.sha256).hexdigest()[:_LENGTH]


def _counts(table: type[Base]) -> bool:
    return table in OF_PATIENTS and table not in _BESIDE


def _whole(value: Any) -> Any:
    """Return 30.0 as 30: a column of numbers gives back what was typed with a decimal point."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    raise TypeError(type(value).__name__)
