"""Random records, backed up, lost, and restored on a clean computer with the backup and a secret: every row again.

Every other time the recovery key is the secret. What is compared is a digest over all tables but the audit trail,
which goes on with the restore.
"""

import hashlib
import random
import shutil
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from footrehab_desktop.records import restore, sqlite
from footrehab_desktop.records.backup import backup_record
from footrehab_desktop.records.backup_store import list_backups
from footrehab_desktop.records.record import Record, open_record
from footrehab_desktop.records.values import DiarySession, EpisodeDetails, PlanItem
from tests.soak.filling import SOMEBODY
from tests.soak.result import SoakResult
from tests.support.record_factory import PASSPHRASE, Template, make_folder

NOW = datetime(2026, 3, 16, 14, 32, tzinfo=UTC)
_LETTERS = "aéüñßøłŽ漢字ع😀<&'\"\\\n\t %"


def run(count: int) -> SoakResult:
    """Make, back up, lose and restore ``count`` records."""
    held = rows = 0
    for number in range(count):
        with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as place:
            same, many = _round_trip(Path(place), random.Random(number), by_recovery=number % 2 == 1)
        held, rows = held + same, rows + many
    return SoakResult(count, held, f"{rows:,} rows came back")


def _round_trip(place: Path, chance: random.Random, *, by_recovery: bool) -> tuple[bool, int]:
    made, stick, clean = make_folder(place / "clinic"), place / "stick", place / "clean"
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        _fill(record, chance)
        backup = backup_record(record, NOW)
        before, many = _digest(made.folder, made)
    shutil.copytree(backup.folder, stick)
    shutil.rmtree(made.folder)
    (found,) = list_backups(stick)
    if by_recovery:
        key = restore.key_by_recovery(found, made.recovery_key, clean)
    else:
        key = restore.key_by_passphrase(found, made.clinician_id, PASSPHRASE, clean)
    restore.restore_backup(restore.RestoreOrder(found, clean, sqlite.OpenKey(key), made.clinician_id), NOW)
    same = _digest(clean, made)[0] == before
    with open_record(clean, made.clinician_id, key) as record:
        return same and record.verify().ok, many


def _fill(record: Record, chance: random.Random) -> None:
    for _patient in range(chance.randrange(6)):
        with record.unit_of_work() as unit:
            patient = unit.patients.add(replace(SOMEBODY, family_name=_words(chance), notes=_words(chance, 200)))
            episode = unit.episodes.add(patient.id, EpisodeDetails("plantar_heel", "left", date(2026, 3, 2)))
            days = chance.randrange(20)
            sessions = [
                DiarySession(date(2026, 3, 2) + timedelta(days=day), 1, "run", impact=True, note=_words(chance))
                for day in range(days)
            ]
            unit.diary.put_sessions(episode.id, sessions)
            unit.plans.save(episode.id, (PlanItem("EX-I01", chance.randint(1, 5), note=_words(chance)),), None)
            unit.drafts.save(patient.id, "assess", {"typed": _words(chance, 50)})
            clinic = unit.clinics.get()
            unit.clinics.save(replace(clinic, footer=_words(chance), logo=chance.randbytes(chance.randrange(1, 3000))))
            unit.commit()


def _words(chance: random.Random, most: int = 30) -> str:
    return "x" + "".join(chance.choices(_LETTERS, k=chance.randrange(most)))


def _digest(folder: Path, made: Template) -> tuple[str, int]:
    """Return a digest over every row of every table but the audit trail, and how many rows there are."""
    digest, many = hashlib.sha256(), 0
    engine = sqlite.make_engine(folder / "record.db", sqlite.OpenKey(made.data_key), keep_connections=False)
    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").scalars()
        for name in [each for each in names if each != "audit_entry"]:
            rows = sorted(map(repr, map(tuple, connection.exec_driver_sql(f'SELECT * FROM "{name}"'))))  # noqa: S608 (names come from the file's own catalogue)
            digest.update("\n".join([name, *rows]).encode())
            many += len(rows)
    return digest.hexdigest(), many
