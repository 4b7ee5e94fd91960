"""Unlocking as one feels it: from the passphrase typed to Today painted; giving a new passphrase; locking."""

import statistics
import tempfile
import time
from pathlib import Path

from footrehab_desktop.app import make_application
from footrehab_desktop.records.record import open_record
from footrehab_desktop.records.unlock import derive_data_key
from footrehab_desktop.ui import background, theme
from tests.benchmarks.big_clinic import big_clinic
from tests.benchmarks.figures import Figure, milliseconds
from tests.benchmarks.start import printed
from tests.support.lock_window import lock_window
from tests.support.record_factory import PASSPHRASE
from tests.support.session_factory import make_patient, start_plan

NEW = "entirely other words"


def measure(runs: int) -> list[Figure]:
    """Return what unlocking, changing a passphrase and locking take, with the key derivation of a new record."""
    made = big_clinic()
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        record.people.set_passphrase(made.clinician_id, PASSPHRASE)
    deriving, used = _deriving(made.folder, made.clinician_id)
    arguments = (str(made.folder), made.clinician_id, PASSPHRASE, "real")
    unlocking = [printed("our_unlock", *arguments) for _ in range(runs)]
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        changing = milliseconds(lambda: record.change_passphrase(PASSPHRASE, NEW))
        record.people.set_passphrase(made.clinician_id, PASSPHRASE)
    locking = _locking(runs)
    detail = (
        f"median of {runs}, slowest {max(unlocking):.0f} ms; of it {deriving:.0f} ms for the key ({used:.0f} ms CPU)"
    )
    return [
        Figure("unlock to Today, key derivation and all", statistics.median(unlocking), "ms", 1500, detail),
        Figure("change a passphrase", changing, "ms", 2000, "the old one checked, the key locked anew, data untouched"),
        Figure("lock until nothing is shown", max(locking), "ms", 1000, f"slowest of {runs}, from a patient's plan"),
    ]


def _deriving(folder: Path, clinician_id: str) -> tuple[float, float]:
    """Return what one key derivation takes on the clock and on the processors, in ms."""
    before = time.process_time()
    taken = milliseconds(lambda: derive_data_key(folder, clinician_id, PASSPHRASE))
    return taken, (time.process_time() - before) * 1000


def _locking(runs: int) -> list[float]:
    theme.apply(make_application(), "light", 100)
    times = []
    with tempfile.TemporaryDirectory(prefix="footrehab-bench-") as place, lock_window(Path(place)) as desk:
        clinic = make_patient(desk.session)
        start_plan(clinic)
        for _ in range(runs):
            desk.go("plan", clinic.patient_id)
            times.append(milliseconds(lambda: (desk.window.lock(), desk.window.repaint())))
            desk.unlock()
    background.shut_down()
    return times
