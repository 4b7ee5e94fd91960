"""Is the record whole? Encryption of every page, tables, references, audit chain, schema."""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, select

from footrehab_desktop.errors import SurroundingsError
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.audit_chain import CHAIN_START, AuditAnchor, Head, Link, link_code
from footrehab_desktop.records.schema import FINGERPRINT, AuditEntryTable
from footrehab_desktop.records.transaction import RecordContext
from footrehab_desktop.records.values import VerifyItem, VerifyReport

_BATCH: Final = 1000


def verify_record(context: RecordContext) -> VerifyReport:
    """Check everything, in one state of the record. Writers wait meanwhile."""
    try:
        with context.engine.connect() as connection, sqlite.transaction(connection):
            return VerifyReport((*verify_file(connection), _audit_item(connection, context)))
    except SurroundingsError as error:
        return VerifyReport((VerifyItem("encryption", ok=False, sentence=str(error)),))


def verify_file(connection: Connection) -> tuple[VerifyItem, ...]:
    """Check what can be checked in any copy of the record, without the audit chain's key."""
    return (
        _counted(
            "encryption",
            lambda: sqlite.cipher_faults(connection),
            "Every page of the record passes its encryption check.",
            "{} pages of the record fail their encryption check: the file is damaged.",
        ),
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


def _audit_item(connection: Connection, context: RecordContext) -> VerifyItem:
    try:
        fault = audit_fault(connection, context.audit_key, context.anchor)
    except SurroundingsError as error:
        fault = str(error)
    return VerifyItem("audit", ok=fault is None, sentence=fault or "The audit trail is complete and unchanged.")


def audit_fault(connection: Connection, key: bytes, anchor: AuditAnchor) -> str | None:
    """Return a sentence that names the first bad entry of the chain, or ``None``."""
    anchored = anchor.read()
    count, previous = 0, CHAIN_START
    table = AuditEntryTable
    columns = (table.sequence, table.at, table.clinician_id, table.action, table.subject, table.detail, table.mac)
    for *content, mac in connection.execute(select(*columns).order_by(table.sequence)).yield_per(_BATCH):
        link = Link(*content)  # type: ignore[arg-type]  # the columns follow the fields
        count += 1
        if link.sequence != count:
            return f"Audit entry {count} is missing."
        if mac != link_code(key, link, previous):
            return f"Audit entry {count} was changed."
        if anchored is not None and anchored.count == count and anchored.mac != mac:
            return f"Audit entry {count} is not the one that was written."
        previous = mac
    if anchored is None:
        return "The file audit.anchor is missing or damaged, so missing audit entries at the end would not be seen."
    if anchored.count > count:
        return f"Audit entry {count + 1} and what followed is missing."
    return None


def anchor_fits(connection: Connection, anchor: AuditAnchor) -> bool:
    """Say quickly whether the anchor belongs to this chain; a chain that is ahead of it fits."""
    anchored = anchor.read()
    if anchored is None:
        return False
    mac = connection.execute(
        select(AuditEntryTable.mac).where(AuditEntryTable.sequence == anchored.count)
    ).scalar_one_or_none()
    return mac is not None and Head(anchored.count, mac) == anchored
