"""An erased patient is nowhere any more: not in a page, not in the log, not in a file beside them."""

import threading
from pathlib import Path

import pytest

from footrehab_desktop.records import sqlite
from footrehab_desktop.records.erasing import erase_again, erase_patient
from footrehab_desktop.records.patient_rows import OF_PATIENTS
from footrehab_desktop.records.record import Record, open_record
from footrehab_desktop.records.repositories.audit import AuditQuery
from footrehab_desktop.records.values_rights import Erasure
from tests.records.conftest import RUNNER
from tests.support.decrypted_pages import decrypted_pages
from tests.support.filled_patient import fill_patient
from tests.support.record_factory import make_folder, template

CANARY = "Qzcanaryqz"


def pages_with(record: Record, word: str) -> int:
    """Count decrypted pages and frames of the log that hold the word, in any case."""
    key = template().data_key
    return sum(word.lower().encode() in page.lower() for page in decrypted_pages(record.folder, key))


def still_there(record: Record, erasures: tuple[Erasure, ...]) -> tuple[Erasure, ...]:
    with record.unit_of_work() as unit:
        return unit.erasures.still_on_file(erasures)


def test_no_page_no_log_and_no_file_holds_a_word_of_an_erased_patient(record: Record) -> None:
    with record.unit_of_work() as unit:
        filled = fill_patient(unit, CANARY)
        others = [fill_patient(unit, f"Other{number}").patient for number in range(5)]
        unit.commit()
    assert pages_with(record, CANARY) > 5, "the canaries were not found before either"
    erased = erase_patient(record, filled.patient, "patient_request")
    assert erased.written_anew
    assert pages_with(record, CANARY) == 0
    assert pages_with(record, "Other3") > 5
    for file in record.folder.rglob("*"):
        assert not file.is_file() or CANARY.encode() not in file.read_bytes()
    with record.unit_of_work() as unit:
        assert unit.patients.search(CANARY) == ()
        assert len(unit.patients.search("Other3")) == 1
        assert all(unit.patients.get(other).archived_at is None for other in others)
    assert record.verify().ok


def test_what_stays_is_a_line_without_name(record: Record) -> None:
    with record.unit_of_work() as unit:
        filled = fill_patient(unit, CANARY)
        unit.commit()
        held = unit.patient_content.rows([filled.patient])
        audited = len(unit.audit.find(AuditQuery(patient_ids=(filled.patient,))))
    erase_patient(record, filled.patient, "retention_over")
    with record.unit_of_work() as unit:
        (erasure,) = unit.erasures.all()
        trail = unit.audit.entries(500)
        assert not any(unit.patient_content.rows([filled.patient]).values())
        assert unit.patients.add(RUNNER).record_number > erasure.record_number
    assert (erasure.patient_id, erasure.record_number, erasure.reason) == (filled.patient, 1, "retention_over")
    assert erasure.rows == {table: len(rows) for table, rows in held.items() if rows}
    assert audited > 10
    assert trail[0].action == "patient.erased"
    assert CANARY not in str(trail)
    assert len(OF_PATIENTS) > len(erasure.rows)


def test_joined_entries_go_together(record: Record) -> None:
    with record.unit_of_work() as unit:
        kept, merged = fill_patient(unit, "Keptqz").patient, fill_patient(unit, CANARY).patient
        unit.merges.join(kept, merged)
        unit.commit()
    erase_patient(record, kept, "patient_request")
    assert pages_with(record, CANARY) == pages_with(record, "Keptqz") == 0
    with record.unit_of_work() as unit:
        assert {erasure.record_number for erasure in unit.erasures.all()} == {1, 2}


def test_a_restored_backup_is_erased_again(record: Record, tmp_path: Path) -> None:
    with record.unit_of_work() as unit:
        filled = fill_patient(unit, CANARY)
        fill_patient(unit, "Other")
        unit.commit()
    made = make_folder(tmp_path / "older")
    (tmp_path / "older" / "record.db").unlink()
    with record.engine.connect() as connection:
        sqlite.vacuum_into(connection, tmp_path / "older" / "record.db")
    erase_patient(record, filled.patient, "patient_request")
    with record.unit_of_work() as unit:
        erasures = unit.erasures.all()
        assert unit.erasures.still_on_file(erasures) == ()
    (tmp_path / "older" / "audit.anchor").unlink(missing_ok=True)
    with open_record(tmp_path / "older", made.clinician_id, made.data_key) as older:
        assert still_there(older, erasures) == erasures
        assert pages_with(older, CANARY) > 5
        assert erase_again(older, erasures) == 1
        assert pages_with(older, CANARY) == 0
        assert still_there(older, erasures) == ()
        assert erase_again(older, erasures) == 0
        with older.unit_of_work() as unit:
            assert [erasure.patient_id for erasure in unit.erasures.all()] == [filled.patient]


@pytest.mark.parametrize("apart", [False, True])
def test_joined_entries_of_a_restored_backup_are_erased_as_they_were_erased(
    record: Record, tmp_path: Path, apart: bool
) -> None:
    """Erased together both go again; erased after they were taken apart the other one gets its episode back."""
    with record.unit_of_work() as unit:
        kept, merged = fill_patient(unit, CANARY), fill_patient(unit, "Twinqz")
        merge = unit.merges.join(kept.patient, merged.patient)
        unit.commit()
    made = make_folder(tmp_path / "older")
    (tmp_path / "older" / "record.db").unlink()
    with record.engine.connect() as connection:
        sqlite.vacuum_into(connection, tmp_path / "older" / "record.db")
    if apart:
        with record.unit_of_work() as unit:
            unit.merges.undo(merge.id)
            unit.commit()
    erase_patient(record, kept.patient, "patient_request")
    with record.unit_of_work() as unit:
        erasures = unit.erasures.all()
    (tmp_path / "older" / "audit.anchor").unlink(missing_ok=True)
    with open_record(tmp_path / "older", made.clinician_id, made.data_key) as older:
        assert erase_again(older, erasures) == len(erasures) == (1 if apart else 2)
        assert pages_with(older, CANARY) == 0
        assert (pages_with(older, "Twinqz") > 0) == apart
        if apart:
            with older.unit_of_work() as unit:
                assert [each.id for each in unit.episodes.for_patient(merged.patient)] == [merged.episode]
                assert [row.id for row in unit.patients.search("Twinqz")] == [merged.patient]


def test_a_reader_who_leaves_in_time_does_not_hold_up_the_writing_anew(record: Record) -> None:
    with record.unit_of_work() as unit:
        filled = fill_patient(unit, CANARY)
        unit.commit()
    reading = record.unit_of_work()
    reading.__enter__()
    reading.patients.count()
    leaving = threading.Timer(1.0, reading.__exit__, (None, None, None))
    leaving.start()
    try:
        assert erase_patient(record, filled.patient, "patient_request").written_anew
    finally:
        leaving.join()
    assert pages_with(record, CANARY) == 0
