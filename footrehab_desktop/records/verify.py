"""Is the record whole? Encryption of pages, tables, references, audit chain, schema, and no older file in its place."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, select

from footrehab_desktop.errors import SurroundingsError
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.audit_chain import CHAIN_START, RESTORED, AuditAnchor, Head, content_code
from footrehab_desktop.records.schema import FINGERPRINT, AuditEntryTable
from footrehab_desktop.records.transaction import RecordContext
from footrehab_desktop.records.values import VerifyItem, VerifyReport

Witness = tuple[Head, int]
"""The audit head that a backup knows, and the number of its newest restore (``restores_in``)."""

_BATCH: Final = 2000
_CHAIN: Final = (
    "SELECT sequence, at, clinician_id, action, subject, detail, mac FROM audit_entry "
    "WHERE sequence >= ? ORDER BY sequence"
)


def verify_record(context: RecordContext, witnesses: Sequence[Witness] = ()) -> VerifyReport:
    """Check everything; others go on writing but for the moment in which the pages are looked at.

    ``witnesses`` are the heads known to the backups: an older file in the record's place does not have them.
    """
    # Read first: the chain seen afterwards holds at least what the anchor names.
    anchored = context.anchor.read()
    try:
        with context.engine.connect() as connection:
            with sqlite.transaction(connection):
                encryption = _encryption(connection)
            sqlite.begin_reading(connection)
            inside = (*_inside(connection), _audit_item(connection, context.audit_key, anchored))
            return VerifyReport((encryption, *inside, _backups_item(connection, witnesses)))
    except SurroundingsError as error:
        return VerifyReport((VerifyItem("encryption", ok=False, sentence=str(error)),))


def verify_file(connection: Connection) -> tuple[VerifyItem, ...]:
    """Check what can be checked in any copy of the record, without the audit chain's key."""
    return (_encryption(connection), *_inside(connection))


def verify_head(connection: Connection, key: bytes) -> VerifyItem:
    """Check quickly that the newest two audit entries are there, in order, and fit each other."""
    newest = connection.exec_driver_sql("SELECT max(sequence) FROM audit_entry").scalar() or 0
    fault = _chain_fault(connection, key, max(int(newest) - 1, 1))[1]
    return VerifyItem("audit", ok=fault is None, sentence=fault or "The newest audit entries fit each other.")


def verify_chain(connection: Connection, key: bytes, head: Head) -> VerifyItem:
    """Check every audit entry, and that the trail ends with ``head``."""
    count, fault = _chain_fault(connection, key, 1, head)
    if fault is None and count != head.count:
        fault = f"The trail ends with entry {count} and not with {head.count}."
    return VerifyItem("audit", ok=fault is None, sentence=fault or "The audit trail is complete and unchanged.")


def _encryption(connection: Connection) -> VerifyItem:
    return _counted(
        "encryption",
        lambda: sqlite.cipher_faults(connection),
        "Every page of the record passes its encryption check.",
        "{} pages of the record fail their encryption check: the file is damaged.",
    )


def _inside(connection: Connection) -> tuple[VerifyItem, ...]:
    return (
        _counted(
            "tables",
            lambda: sqlite.integrity_faults(connection),
            "Tables and indexes are sound.",
            "{} faults were found in tables or indexes: the file is damaged.",
        ),
        _counted(
            "references",
            lambda: sqlite.foreign_key_faults(connection),
            "Every entry belongs to something that is on file.",
            "{} entries belong to something that is not on file.",
        ),
        _counted(
            "schema",
            lambda: int(sqlite.fingerprint(connection) != FINGERPRINT),
            "The tables are those that this version made.",
            "The tables are not those that this version made: somebody changed the file from outside.",
        ),
    )


def _counted(name: str, count: Callable[[], int], good: str, bad: str) -> VerifyItem:
    try:
        faults = count()
    except SurroundingsError as error:
        return VerifyItem(name, ok=False, sentence=str(error))
    return VerifyItem(name, ok=not faults, sentence=bad.format(faults) if faults else good)


def _audit_item(connection: Connection, key: bytes, anchored: Head | None) -> VerifyItem:
    try:
        fault = _audit_fault(connection, key, anchored)
    except SurroundingsError as error:
        fault = str(error)
    return VerifyItem("audit", ok=fault is None, sentence=fault or "The audit trail is complete and unchanged.")


def _audit_fault(connection: Connection, key: bytes, anchored: Head | None) -> str | None:
    """Return a sentence that names the first bad entry of the chain, or ``None``."""
    count, fault = _chain_fault(connection, key, 1, anchored)
    if fault is not None:
        return fault
    if anchored is None:
        return "The file audit.anchor is missing or damaged, so missing audit entries at the end would not be seen."
    if anchored.count > count:
        return f"Audit entry {count + 1} and what followed is missing."
    return None


def _chain_fault(connection: Connection, key: bytes, first: int, known: Head | None = None) -> tuple[int, str | None]:
    """Walk the chain from entry ``first``; return the last good entry's number and the first fault.

    A walk that begins in the middle takes the first code as given. ``known`` is a head that the chain must contain.
    """
    count, previous, trusted = first - 1, CHAIN_START, first == 1
    for *content, mac in connection.exec_driver_sql(_CHAIN, (first,)).yield_per(_BATCH):
        if content[0] != count + 1:
            return count, f"Audit entry {count + 1} is missing."
        if trusted and mac != _code(key, content, previous):
            return count, f"Audit entry {count + 1} was changed."
        count, previous, trusted = count + 1, mac, True
        if known is not None and known.count == count and known.mac != mac:
            return count - 1, f"Audit entry {count} is not the one that was written."
    return count, None


def _code(key: bytes, content: Sequence[Any], previous: str) -> str | None:
    try:
        return content_code(key, content, previous)
    except TypeError:
        return None  # bytes in the place of a text: nobody but a stranger writes them


def _backups_item(connection: Connection, witnesses: Iterable[Witness]) -> VerifyItem:
    """Say whether every backup's head is in the chain; those of before a restore are excused."""
    try:
        restores = restores_in(connection)
        missing = [head for head, before in witnesses if before >= restores and not _is_in_chain(connection, head)]
    except SurroundingsError as error:
        return VerifyItem("backups", ok=False, sentence=str(error))
    if missing:
        newest = max(head.count for head in missing)
        bad = "A backup holds audit entry {}, this record does not: an older or other file was put in its place."
        return VerifyItem("backups", ok=False, sentence=bad.format(newest))
    return VerifyItem("backups", ok=True, sentence="The record holds everything that its backups hold.")


def restores_in(connection: Connection) -> int:
    """Return the number of the newest restore that this record went through, 0 without one.

    It is higher than that of every backup that was known at restoring, so that what lies before it is told apart.
    """
    sql = "SELECT detail FROM audit_entry WHERE action = ? ORDER BY sequence DESC LIMIT 1"
    detail = connection.exec_driver_sql(sql, (RESTORED,)).scalar()
    return int(json.loads(detail)["restores"]) if detail else 0


def _is_in_chain(connection: Connection, head: Head) -> bool:
    table = AuditEntryTable
    mac = connection.execute(select(table.mac).where(table.sequence == head.count)).scalar_one_or_none()
    return mac == head.mac or head.count == 0


def anchor_fits(connection: Connection, anchor: AuditAnchor) -> bool:
    """Say quickly whether the anchor belongs to this chain; a chain that is ahead of it fits."""
    anchored = anchor.read()
    return anchored is not None and anchored.count > 0 and _is_in_chain(connection, anchored)
