"""The export holds everything that is on file about a patient, whole or not at all, and the name of nobody outside."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from footrehab_desktop.clinic.patient_export import FORMAT, VERSION, export_name, save_export
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import SurroundingsError
from footrehab_desktop.records.values import PatientDetails, PlanItem
from footrehab_desktop.records.values_library import OwnPicture
from tests.support.filled_patient import Filled, fill_patient
from tests.support.session_factory import TODAY

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "<b>bold & <i>")


@pytest.fixture
def filled(session: ClinicSession) -> Filled:
    with session.unit_of_work() as unit:
        made = fill_patient(unit, "Canary")
        fill_patient(unit, "Stranger")
        unit.commit()
    return made


def opened(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def test_every_row_of_every_table_is_in_the_file_as_it_is_on_file(
    session: ClinicSession, filled: Filled, tmp_path: Path
) -> None:
    path = tmp_path / "record.zip"
    save_export(session, filled.patient, path, TODAY)
    files = opened(path)
    read = json.loads(files["record.json"])
    with session.unit_of_work() as unit:
        on_file = unit.patient_content.rows([filled.patient])
    assert (read["format"], read["version"]) == (FORMAT, VERSION)
    assert read["tables"].keys() == on_file.keys()
    for table, rows in on_file.items():
        for row, given in zip(rows, read["tables"][table], strict=True):
            if table == "handout":
                assert files[given.pop("pdf")] == row.pop("pdf")
            assert given == json.loads(json.dumps({name: plain(value) for name, value in row.items()})), table
    assert read["files"] == {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items() if name.startswith("handouts/")
    }
    assert "Stranger" not in str(read)


def test_all_that_was_typed_can_be_read_in_the_pdf(session: ClinicSession, filled: Filled, tmp_path: Path) -> None:
    save_export(session, filled.patient, tmp_path / "record.zip", TODAY)
    text = "".join(text_of(opened(tmp_path / "record.zip")["record.pdf"]).split())
    places = (
        "old",
        "given",
        "notes",
        "statement",
        "draft",
        "unsigned",
        "goal",
        "observation",
        "reason",
        "again",
        "item",
    )
    for place in (*places, "plan", "session", "day", "exercise", "answer", "title"):
        assert f"canary{place}" in text.lower(), place
    assert "stranger" not in text.lower()


def test_a_long_note_and_markup_are_printed_as_typed(session: ClinicSession, tmp_path: Path) -> None:
    words = " ".join(f"word{number}" for number in range(4000))
    with session.unit_of_work() as unit:
        details = PatientDetails("Ng", "An", date(1990, 1, 1), "male", notes=f"{words} <b>bold</b> & <img src='x'>")
        patient = unit.patients.add(details)
        unit.statements.add(patient.id, "<para>not markup</para> " + words)
        unit.commit()
    save_export(session, patient.id, tmp_path / "record.zip", TODAY)
    text = text_of(opened(tmp_path / "record.zip")["record.pdf"])
    joined = "".join(text.split())
    assert joined.count("word3999") == 2
    assert "<b>bold</b>&<imgsrc='x'>" in joined
    assert "<para>notmarkup</para>" in joined


def test_the_trail_of_the_patient_goes_with_it_and_no_cell_is_a_formula(
    session: ClinicSession, filled: Filled, tmp_path: Path
) -> None:
    with session.unit_of_work() as unit:
        for number, formula in enumerate(FORMULAS):
            unit.audit.note(formula, filled.patient, kind=formula, version=number)
        unit.commit()
    save_export(session, filled.patient, tmp_path / "record.zip", TODAY)
    files = opened(tmp_path / "record.zip")
    rows = list(csv.reader(io.StringIO(files["audit.csv"].decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell[:1] in set("=+-@\t")]
    assert rows[-1][3] == "Whole record exported"
    trail = json.loads(files["record.json"])["audit"]
    assert len(trail) == len(rows) - 1
    assert {entry["action"] for entry in trail} > {
        "patient.added",
        "plan.saved",
        "decision.answered",
        "statement.added",
    }
    with session.unit_of_work() as unit:
        newest = unit.audit.entries(1)[0]
    assert (newest.action, newest.subject) == ("patient.exported", filled.patient)


def test_the_name_of_the_file_tells_no_name(session: ClinicSession, filled: Filled, tmp_path: Path) -> None:
    made = save_export(session, filled.patient, tmp_path / "record.zip", TODAY)
    assert made.name == export_name(1, TODAY) == "record-1-2026-03-16.zip"
    assert not [name for name in opened(tmp_path / "record.zip") if "canary" in name.lower()]


def test_a_file_that_cannot_be_written_leaves_nothing_and_is_not_noted(
    session: ClinicSession, filled: Filled, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    with pytest.raises(SurroundingsError):
        save_export(session, filled.patient, folder / "record.zip", TODAY)
    assert not folder.exists()
    with session.unit_of_work() as unit:
        assert unit.audit.entries(1)[0].action != "patient.exported"


def test_joined_entries_are_exported_together(session: ClinicSession, filled: Filled, tmp_path: Path) -> None:
    with session.unit_of_work() as unit:
        other = fill_patient(unit, "Twin")
        unit.merges.join(filled.patient, other.patient)
        unit.commit()
    save_export(session, filled.patient, tmp_path / "record.zip", TODAY)
    files = opened(tmp_path / "record.zip")
    read = json.loads(files["record.json"])
    assert read["entries"] == [filled.patient, other.patient]
    assert len(read["tables"]["episode"]) == 2
    assert "Joined entry no. 3" in text_of(files["record.pdf"])


def test_own_pictures_of_exercises_in_the_plans_go_with_it(session: ClinicSession, tmp_path: Path) -> None:
    picture = OwnPicture("Canarycaption", "image/png", 1, 1, b"\x89PNG bytes")
    with session.unit_of_work() as unit:
        used = unit.own_exercises.save("OWN-1", {"name": "Used"}, [picture, picture])
        unit.own_exercises.save("OWN-2", {"name": "Not in the plan"}, [picture])
        patient = fill_patient(unit)
        unit.plans.save(patient.episode, [PlanItem("OWN-1", 2, 10)], None)
        unit.commit()
    save_export(session, patient.patient, tmp_path / "record.zip", TODAY)
    files = opened(tmp_path / "record.zip")
    own = json.loads(files["record.json"])["own_exercises"]
    assert [(each["id"], each["content"]) for each in own] == [(used.id, {"name": "Used"})]
    paths = ["pictures/OWN-1-1.png", "pictures/OWN-1-2.png"]
    assert [each["file"] for each in own[0]["pictures"]] == paths
    assert [name for name in files if name.startswith("pictures/")] == paths
    assert {files[name] for name in paths} == {picture.image}
