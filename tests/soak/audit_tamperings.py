"""Tampers with the audit trail as one could who has the data key: each is found, the first bad entry is named.

An older file in the record's place fits in itself: the anchor beside it tells, and without that the backups do.
"""

import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from footrehab_desktop.records import sqlite
from footrehab_desktop.records.audit_chain import ANCHOR_FILE, AuditAnchor, chain_key, content_code
from footrehab_desktop.records.backup import backup_record
from footrehab_desktop.records.backup_store import backups_of, heads, list_backups
from footrehab_desktop.records.record import open_record
from footrehab_desktop.records.transaction import RecordContext, utc_now
from footrehab_desktop.records.values import VerifyItem
from footrehab_desktop.records.verify import verify_record
from tests.soak.filling import fill
from tests.soak.result import SoakResult
from tests.support.record_factory import Template, make_folder

ENTRIES: Final = 120
_COLUMNS: Final = ("at", "clinician_id", "action", "subject", "detail", "mac")
# What is done, given the number of an entry; returns the number of the first entry that is then wrong.
Harm = Callable[[Connection, int, int, random.Random], int]


def run(count: int) -> SoakResult:
    """Tamper ``count`` times, each time with a fresh copy."""
    chance, held = random.Random(29), 0
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as place:
        made, older = _made(Path(place))
        for number in range(count):
            at = replace(made, folder=Path(place) / "tampered")
            shutil.rmtree(at.folder, ignore_errors=True)
            shutil.copytree(made.folder, at.folder)
            if number % 10 == 0:
                held += _rolled_back(at, older, with_anchor=number % 20 == 0)
            else:
                held += _is_named(at, _HARMS[number % len(_HARMS)], chance)
    return SoakResult(count, held, f"{len(_HARMS)} kinds on a trail of {ENTRIES} entries, and older files put back")


def _made(place: Path) -> tuple[Template, Path]:
    made, older = make_folder(place / "clinic"), place / "older"
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        fill(record, ENTRIES // 2)
    shutil.copytree(made.folder, older)
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        fill(record, ENTRIES // 2)
        backup_record(record, datetime(2026, 3, 16, tzinfo=UTC))
    return made, older


def _rolled_back(made: Template, older: Path, *, with_anchor: bool) -> bool:
    """Put the older file back, with its anchor or without, and say whether the check finds it."""
    shutil.copy(older / "record.db", made.folder)
    if with_anchor:
        shutil.copy(older / ANCHOR_FILE, made.folder)
    found = {item.name for item in _faults(made)}
    return "backups" in found and (with_anchor or "audit" in found)


def _is_named(made: Template, harm: Harm, chance: random.Random) -> bool:
    engine = sqlite.make_engine(made.folder / "record.db", sqlite.OpenKey(made.data_key), keep_connections=False)
    with engine.connect() as connection:
        last = int(connection.exec_driver_sql("SELECT max(sequence) FROM audit_entry").scalar_one())
        first_bad = harm(connection, chance.randint(2, last - 2), last, chance)
    sentences = [item.sentence for item in _faults(made) if item.name == "audit"]
    return len(sentences) == 1 and f"Audit entry {first_bad} " in sentences[0]


def _faults(made: Template) -> list[VerifyItem]:
    """Check the file as it is: opening it for work would add an entry of its own."""
    engine = sqlite.make_engine(made.folder / "record.db", sqlite.OpenKey(made.data_key), keep_connections=False)
    key, anchor = chain_key(made.data_key), AuditAnchor(made.folder)
    context = RecordContext(engine, made.clinician_id, "", utc_now, key, anchor)
    report = verify_record(context, heads(list_backups(backups_of(made.folder))))
    return [item for item in report.items if not item.ok]


def _edit(connection: Connection, entry: int, last: int, chance: random.Random) -> int:
    column = chance.choice(_COLUMNS)
    connection.exec_driver_sql(f"UPDATE audit_entry SET {column} = {column} || 'x' WHERE sequence = ?", (entry,))  # noqa: S608 (fixed words)
    return entry


def _drop(connection: Connection, entry: int, last: int, chance: random.Random) -> int:
    entry = chance.choice((1, entry))
    connection.exec_driver_sql("DELETE FROM audit_entry WHERE sequence = ?", (entry,))
    return entry


def _drop_and_close_up(connection: Connection, entry: int, last: int, chance: random.Random) -> int:
    entry = _drop(connection, entry, last, chance)
    _shift(connection, entry + 1, -1)
    return entry


def _cut(connection: Connection, entry: int, last: int, chance: random.Random) -> int:
    first = last - chance.choice((0, 1, 4, last - entry))
    connection.exec_driver_sql("DELETE FROM audit_entry WHERE sequence >= ?", (first,))
    return first


def _empty(connection: Connection, entry: int, last: int, chance: random.Random) -> int:
    connection.exec_driver_sql("DELETE FROM audit_entry")
    return 1


def _swap(connection: Connection, entry: int, last: int, chance: random.Random) -> int:
    for old, new in ((entry, -1), (entry + 1, entry), (-1, entry + 1)):
        connection.exec_driver_sql("UPDATE audit_entry SET sequence = ? WHERE sequence = ?", (new, old))
    return entry


def _insert(connection: Connection, entry: int, last: int, chance: random.Random) -> int:
    _shift(connection, entry, 1)
    connection.exec_driver_sql(_COPY, (entry, entry - 1))
    return entry


def _append(connection: Connection, entry: int, last: int, chance: random.Random) -> int:
    connection.exec_driver_sql(_COPY, (last + 1, entry))
    return last + 1


def _chain_anew(connection: Connection, entry: int, last: int, chance: random.Random) -> int:
    """Change one entry and make every code from there on fit, as one could who has not the chain's own key."""
    connection.exec_driver_sql("UPDATE audit_entry SET subject = 'x' WHERE sequence = ?", (entry,))
    fields = "sequence, at, clinician_id, action, subject, detail"
    before = "SELECT mac FROM audit_entry WHERE sequence = ?"
    previous = str(connection.exec_driver_sql(before, (entry - 1,)).scalar_one())
    rows = connection.exec_driver_sql(f"SELECT {fields} FROM audit_entry WHERE sequence >= ? ORDER BY 1", (entry,))  # noqa: S608 (fixed words)
    for row in rows.all():
        previous = content_code(chance.randbytes(32), tuple(row), previous)
        connection.exec_driver_sql("UPDATE audit_entry SET mac = ? WHERE sequence = ?", (previous, row[0]))
    return entry


def _shift(connection: Connection, first: int, by: int) -> None:
    connection.exec_driver_sql("UPDATE audit_entry SET sequence = -(sequence + ?) WHERE sequence >= ?", (by, first))
    connection.exec_driver_sql("UPDATE audit_entry SET sequence = -sequence WHERE sequence < 0")


_COPY: Final = (
    "INSERT INTO audit_entry SELECT ?, at, clinician_id, action, subject, detail, mac FROM audit_entry "
    "WHERE sequence = ?"
)
_HARMS: Final[tuple[Harm, ...]] = (
    _edit, _drop, _drop_and_close_up, _cut, _empty, _swap, _insert, _append, _chain_anew,
)  # fmt: skip
