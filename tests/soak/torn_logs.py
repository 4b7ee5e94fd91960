"""Cuts, extends and harms the write-ahead log: the record opens, and what it holds is a whole earlier state."""

import random
import tempfile
from pathlib import Path

from footrehab_desktop.records.record import open_record
from tests.soak.filling import fill
from tests.soak.result import SoakResult
from tests.support.record_factory import Template, make_folder, make_record

WRITES = 12
PATIENTS_A_WRITE = 3


def run(count: int) -> SoakResult:
    """Open ``count`` torn logs beside the same database."""
    chance = random.Random(5)
    states = {PATIENTS_A_WRITE * number for number in range(WRITES + 1)}
    held = 0
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as place:
        database, log = _written(Path(place) / "live")
        made = make_folder(Path(place) / "copy")
        for _ in range(count):
            held += _patients(made, database, torn(log, chance)) in states
    return SoakResult(count, held, f"{held} of {count} opened with a whole earlier state")


def torn(log: bytes, chance: random.Random) -> bytes:
    """Return the log cut, with a foreign tail, or with one bit turned."""
    place = chance.randrange(40, len(log))
    harmed = bytearray(log)
    harmed[place] ^= 1 << chance.randrange(8)
    return chance.choice([log[:place], log[:place] + chance.randbytes(5000), bytes(harmed)])


def _written(folder: Path) -> tuple[bytes, bytes]:
    """Return a database and its log as a power cut would leave them after twelve writes."""
    with make_record(folder) as record:
        for _ in range(WRITES):
            fill(record, PATIENTS_A_WRITE)
        return (folder / "record.db").read_bytes(), (folder / "record.db-wal").read_bytes()


def _patients(made: Template, database: bytes, log: bytes) -> int:
    for leftover in made.folder.glob("record.db*"):
        leftover.unlink()
    (made.folder / "record.db").write_bytes(database)
    (made.folder / "record.db-wal").write_bytes(log)
    with open_record(made.folder, made.clinician_id, made.data_key) as opened, opened.unit_of_work() as unit:
        return unit.patients.count()
