"""Makes backups while two write without a pause: each opens, is whole, and holds what was saved before it began."""

import tempfile
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from footrehab_desktop.errors import SurroundingsError
from footrehab_desktop.records.backup import backup_record
from footrehab_desktop.records.backup_store import backups_of, rotate
from footrehab_desktop.records.failures import RecordBusyError
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.restore import rehearse
from tests.soak.filling import fill
from tests.soak.result import SoakResult
from tests.support.record_factory import make_record

WRITERS = 2


def run(count: int) -> SoakResult:
    """Make ``count`` backups."""
    held, now = 0, datetime(2026, 3, 16, tzinfo=UTC)
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as place, make_record(Path(place) / "clinic") as record:
        over = threading.Event()
        writers = [threading.Thread(target=_write_until, args=(record, over)) for _ in range(WRITERS)]
        for writer in writers:
            writer.start()
        try:
            for number in range(count):
                held += _one(record, now + timedelta(hours=number))
                rotate(backups_of(record.folder), now + timedelta(days=4000))
        finally:
            over.set()
            for writer in writers:
                writer.join()
        written = _saved(record)
    return SoakResult(count, held, f"{written:,} patients saved meanwhile by {WRITERS} writers")


def _write_until(record: Record, over: threading.Event) -> None:
    while not over.is_set():
        try:
            fill(record, 1)
        except RecordBusyError:
            continue


def _one(record: Record, now: datetime) -> bool:
    saved = _saved(record)
    try:
        backup = backup_record(record, now)
        return rehearse(backup, record.key).patients >= saved
    except SurroundingsError:
        return False


def _saved(record: Record) -> int:
    with record.unit_of_work() as unit:
        return unit.patients.count()
