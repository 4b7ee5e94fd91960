"""Fresh unlocked records for tests: one is made with real keys per process, the others are copies of its folder."""

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from footrehab_desktop.records.key_file import KdfSettings, list_clinicians
from footrehab_desktop.records.record import Record, create_record, open_record
from footrehab_desktop.records.transaction import Clock, utc_now
from footrehab_desktop.records.unlock import derive_data_key
from footrehab_desktop.records.values import Clinic

FLOOR = KdfSettings(memory_kib=64 * 1024, passes=3, lanes=4)
CLINIC = Clinic("Harbour Physiotherapy", "A4", "1 Quay Street", "+44 20 7946 0000")
CLINICIAN = "Dana Whitfield"
PASSPHRASE = "otter lamp velvet seven"


@dataclass(frozen=True)
class Template:
    """A made and closed record with everything needed to open a copy of it."""

    folder: Path
    clinician_id: str
    data_key: bytes
    recovery_key: str


@cache
def template() -> Template:
    """Return the record that all others are copies of; made at the first call."""
    folder = Path(tempfile.mkdtemp(prefix="footrehab-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    record, recovery_key = create_record(folder, CLINIC, CLINICIAN, PASSPHRASE, kdf=FLOOR)
    record.close()
    clinician_id = list_clinicians(folder)[0].id
    return Template(folder, clinician_id, derive_data_key(folder, clinician_id, PASSPHRASE), recovery_key)


def make_folder(folder: Path) -> Template:
    """Put a closed record into ``folder``, which is made, and return how to open it."""
    made = template()
    shutil.copytree(made.folder, folder, dirs_exist_ok=True)
    return Template(folder, made.clinician_id, made.data_key, made.recovery_key)


def make_record(folder: Path, *, clock: Clock = utc_now) -> Record:
    """Put a record into ``folder`` and return it open, in the name of ``CLINICIAN``. Close it when done."""
    made = make_folder(folder)
    return open_record(folder, made.clinician_id, made.data_key, clock=clock)
