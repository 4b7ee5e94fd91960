"""One patient's whole record as one ZIP file: readable as PDF, for computers as JSON, with sheets, pictures and trail.

The format is described in the help page on rights; ``VERSION`` counts up when it changes. The file is written whole
or not at all, and its name holds no name.
"""

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from footrehab_desktop import __version__
from footrehab_desktop.clinic.audit_words import AuditLine, audit_line, names_of
from footrehab_desktop.clinic.diary_import_file import cell_of
from footrehab_desktop.clinic.patient_record import ReadPerson, patient_record
from footrehab_desktop.clinic.permissions import require
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.atomic_file import write_atomically
from footrehab_desktop.records.repositories.audit import AuditQuery
from footrehab_desktop.records.repositories.patient_content import Rows
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import AuditEntry
from footrehab_desktop.records.values_library import OwnExercise, OwnPicture

FORMAT: Final = "footrehab.patient-record"
VERSION: Final = 1
# Every file of the archive carries this moment: the same record makes the same bytes.
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_ENDINGS: Final = {"image/png": "png", "image/jpeg": "jpg"}
_READ_ME: Final = """The record of one patient, exported by FootRehab Desktop.

record.pdf    everything in words, to read and print
record.json   everything for computers: format {format}, version {version}
audit.csv     who did what with this record, for a spreadsheet
handouts/     the sheets that were given, byte for byte, named by their id in record.json
pictures/     pictures of the clinic's own exercises that stand in the plans

This archive is not encrypted. Whoever has it can read it: hand it over in person, or protect it on the way.
"""


@dataclass(frozen=True, slots=True)
class PatientExport:
    """A finished archive: the name it is offered under, its bytes, and how many files are in it."""

    name: str
    archive: bytes
    files: int


def export_name(record_number: int, today: date) -> str:
    """Return the name of the file: the record number and the day, never the patient's name."""
    return f"record-{record_number}-{today.isoformat()}.zip"


def save_export(session: ClinicSession, patient_id: str, path: Path, today: date) -> PatientExport:
    """Write a patient's whole record to ``path`` and note it in the trail: both, or neither.

    Raises ``NotOnFileError`` or what the disk says. The passphrase is asked for before, by the caller.
    """
    require(session, "clinician")
    with session.unit_of_work() as unit:
        unit.audit.note("patient.exported", patient_id, version=VERSION)
        made = make_export(unit, session, patient_id, today)
        existed = path.exists()
        write_atomically(path, made.archive)
        try:
            unit.commit()
        except BaseException:
            if not existed:
                path.unlink(missing_ok=True)
            raise
    return made


def make_export(unit: UnitOfWork, session: ClinicSession, patient_id: str, today: date) -> PatientExport:
    """Return the archive of a patient's whole record; nothing is written."""
    # ReportLab takes a while to import; only a print needs it.
    from footrehab_desktop.handouts.options import PrintOptions
    from footrehab_desktop.handouts.render import render

    patient = unit.patients.get(patient_id)
    group = unit.patients.group(patient_id)
    rows = unit.patient_content.rows(group)
    entries = unit.audit.find(AuditQuery(patient_ids=group))[::-1]
    names = names_of(unit)
    trail = tuple(audit_line(entry, names) for entry in entries)
    own = _own_exercises(unit, rows)
    attached = {**_handout_files(rows), **_picture_files(own)}
    person = ReadPerson(patient_id, rows, names, trail)
    record = patient_record(unit, session, person, today)
    options = PrintOptions(paper=unit.clinics.get().paper)
    files = {
        "READ-ME.txt": _READ_ME.format(format=FORMAT, version=VERSION).encode(),
        "record.pdf": render(record, options).pdf,
        "record.json": _json(unit, person, group, entries, own, attached),
        "audit.csv": _csv(trail),
        **attached,
    }
    return PatientExport(export_name(patient.record_number, today), _archive(files), len(files))


@dataclass(frozen=True, slots=True)
class _Own:
    """An exercise that the clinic made, with its pictures and the paths they have in the archive."""

    exercise: OwnExercise
    pictures: tuple[tuple[str, OwnPicture], ...]


def _own_exercises(unit: UnitOfWork, rows: Rows) -> tuple[_Own, ...]:
    """Return the clinic's own exercises that stand in a plan or the diary of the patient."""
    used = {row["exercise_id"] for table in ("plan_item", "diary_exercise") for row in rows[table]}
    return tuple(
        _Own(exercise, tuple(_pictures(unit, exercise.exercise_id)))
        for exercise in unit.own_exercises.newest()
        if exercise.exercise_id in used
    )


def _pictures(unit: UnitOfWork, exercise_id: str) -> Iterator[tuple[str, OwnPicture]]:
    for number, picture in enumerate(unit.own_exercises.pictures(exercise_id), 1):
        yield f"pictures/{exercise_id}-{number}.{_ENDINGS[picture.media_type]}", picture


def _handout_files(rows: Rows) -> dict[str, bytes]:
    return {f"handouts/{row['id']}.pdf": row["pdf"] for row in rows["handout"]}


def _picture_files(own: Iterable[_Own]) -> dict[str, bytes]:
    return {path: picture.image for each in own for path, picture in each.pictures}


def _json(
    unit: UnitOfWork,
    person: ReadPerson,
    group: tuple[str, ...],
    entries: tuple[AuditEntry, ...],
    own: tuple[_Own, ...],
    attached: Mapping[str, bytes],
) -> bytes:
    clinic = unit.clinics.get()
    content = {
        "format": FORMAT,
        "version": VERSION,
        "program": __version__,
        "exported_at": unit.now(),
        "exported_by": unit.clinician_id,
        "clinic": {"name": clinic.name, "address": clinic.address, "phone": clinic.phone},
        "clinicians": dict(person.names),
        "patient": person.patient_id,
        "entries": group,
        "tables": {name: [_row(name, row) for row in found] for name, found in person.rows.items()},
        "own_exercises": [_own_json(each) for each in own],
        "audit": [asdict(entry) for entry in entries],
        "files": {path: hashlib.sha256(data).hexdigest() for path, data in attached.items()},
    }
    return json.dumps(content, indent=1, ensure_ascii=False, default=_plain).encode() + b"\n"


def _row(table: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as JSON; the bytes of a handout lie in a file of their own."""
    if table == "handout":
        return {**row, "pdf": f"handouts/{row['id']}.pdf"}
    return dict(row)


def _own_json(own: _Own) -> dict[str, Any]:
    pictures = [{"file": path, "caption": picture.caption} for path, picture in own.pictures]
    return {**asdict(own.exercise), "pictures": pictures}


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _csv(trail: Iterable[AuditLine]) -> bytes:
    """Return the trail for a spreadsheet: a cell that looks like a formula is taken for text."""
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(("number", "when", "who", "what", "detail", "subject"))
    for line in trail:
        writer.writerow([line.sequence, *map(cell_of, (line.at, line.who, line.what, line.detail, line.subject))])
    return made.getvalue().encode("utf-8-sig")


def _archive(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
    return made.getvalue()
