"""The ``export`` command: one patient's whole record into a folder."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from footrehab_desktop.clinic.patient_export import export_name, save_export
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.library.forms import load_forms
from footrehab_desktop.library.load import load_library
from footrehab_desktop.records.record import Record


def write_patient_record(
    record: Record, folder: Path, *, record_number: int, today: date, tell: Callable[[str], None]
) -> None:
    """Write the archive of a patient into ``folder``; nothing there is replaced.

    Raises ``UserFixableError``, ``NotOnFileError`` or what the disk says.
    """
    session = ClinicSession(record, load_library(), load_forms())
    with session.unit_of_work() as unit:
        patient_id = unit.merges.into(unit.patients.by_number(record_number).id)
        number = unit.patients.get(patient_id).record_number
    path = folder / export_name(number, today)
    if path.exists():
        raise UserFixableError(f"{path} is there already. Move it away, or choose another folder.")
    made = save_export(session, patient_id, path, today)
    tell(str(path))
    tell(f"{made.files} files in it. It is not encrypted: whoever has the file can read it.")
