"""The audit trail: written with what it is about, and no link can be changed, swapped, dropped or cut off unnoticed."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from footrehab_desktop.records import sqlite
from footrehab_desktop.records.audit_chain import ANCHOR_FILE
from footrehab_desktop.records.record import Record, open_record
from footrehab_desktop.records.values import VerifyItem
from tests.records.conftest import RUNNER
from tests.support.record_factory import Template, make_folder

NOTES = 40


@pytest.fixture
def made(tmp_path: Path) -> Template:
    made = make_folder(tmp_path)
    with open_record(tmp_path, made.clinician_id, made.data_key) as record, record.unit_of_work() as unit:
        for number in range(NOTES):
            unit.audit.note("test.noted", str(number), step=number)
        unit.commit()
    return made


@pytest.fixture
def tampered(made: Template) -> Iterator[Connection]:
    """A way round the program for somebody who has the data key of a copy."""
    engine = sqlite.make_engine(made.folder / "record.db", sqlite.OpenKey(made.data_key), keep_connections=False)
    with engine.connect() as connection:
        yield connection


def audit_item(record: Record) -> VerifyItem:
    return next(item for item in record.verify().items if item.name == "audit")


def verdict(made: Template) -> VerifyItem:
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        return audit_item(record)


def newest(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT max(sequence) FROM audit_entry").scalar_one())


def test_an_untouched_chain_is_complete(made: Template) -> None:
    assert verdict(made) == VerifyItem("audit", ok=True, sentence="The audit trail is complete and unchanged.")


@pytest.mark.parametrize("column", ["at", "clinician_id", "action", "subject", "detail", "mac"])
@pytest.mark.parametrize("sequence", [1, 17, NOTES])
def test_a_changed_entry_is_named(made: Template, tampered: Connection, column: str, sequence: int) -> None:
    tampered.exec_driver_sql(f"UPDATE audit_entry SET {column} = {column} || '0' WHERE sequence = {sequence}")  # noqa: S608 (fixed words)
    assert f"entry {sequence} was changed" in verdict(made).sentence


@pytest.mark.parametrize("sequence", [1, 17])
def test_a_dropped_entry_is_named_even_when_the_rest_closes_up(
    made: Template, tampered: Connection, sequence: int
) -> None:
    tampered.exec_driver_sql(f"DELETE FROM audit_entry WHERE sequence = {sequence}")  # noqa: S608 (a fixed number)
    assert f"entry {sequence} is missing" in verdict(made).sentence
    later = tampered.exec_driver_sql(f"SELECT sequence FROM audit_entry WHERE sequence > {sequence} ORDER BY 1")  # noqa: S608 (a fixed number)
    for number in later.scalars().all():
        tampered.exec_driver_sql(f"UPDATE audit_entry SET sequence = {number - 1} WHERE sequence = {number}")  # noqa: S608 (a number)
    assert f"entry {sequence} was changed" in verdict(made).sentence


@pytest.mark.parametrize("cut", [1, 5, NOTES])
def test_a_cut_tail_is_named_and_writing_on_does_not_heal_it(made: Template, tampered: Connection, cut: int) -> None:
    last = newest(tampered)
    tampered.exec_driver_sql(f"DELETE FROM audit_entry WHERE sequence > {last - cut}")  # noqa: S608 (a number)
    first_lost = last - cut + 1
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        for _ in range(cut + 5):
            with record.unit_of_work() as unit:
                unit.audit.note("test.noted", "later")
                unit.commit()
        item = audit_item(record)
    assert not item.ok
    assert f"entry {last} is not the one" in item.sentence or f"entry {first_lost} and what followed" in item.sentence
    assert not verdict(made).ok


def test_swapped_entries_are_named(made: Template, tampered: Connection) -> None:
    for old, new in ((10, -1), (11, 10), (-1, 11)):
        tampered.exec_driver_sql(f"UPDATE audit_entry SET sequence = {new} WHERE sequence = {old}")  # noqa: S608 (fixed numbers)
    assert "entry 10 was changed" in verdict(made).sentence


def test_an_inserted_entry_is_named(made: Template, tampered: Connection) -> None:
    tampered.exec_driver_sql(
        "INSERT INTO audit_entry SELECT sequence + 1, at, clinician_id, 'patient.read', subject, detail, mac "
        "FROM audit_entry ORDER BY sequence DESC LIMIT 1"
    )
    assert "was changed" in verdict(made).sentence


def test_an_older_file_in_the_records_place_is_noticed(made: Template) -> None:
    database = made.folder / "record.db"
    older = database.read_bytes()
    with open_record(made.folder, made.clinician_id, made.data_key) as record, record.unit_of_work() as unit:
        unit.audit.note("test.noted", "newer")
        unit.commit()
    database.write_bytes(older)
    assert not verdict(made).ok


@pytest.mark.parametrize("harm", ["missing", "garbage", "forged"])
def test_a_harmed_anchor_is_noticed_and_kept(made: Template, harm: str) -> None:
    anchor = made.folder / ANCHOR_FILE
    if harm == "missing":
        anchor.unlink()
    else:
        content = {"count": 5, "mac": "0" * 64} if harm == "forged" else "?"
        anchor.write_text(json.dumps(content))
    kept = anchor.read_bytes() if anchor.exists() else None
    assert not verdict(made).ok
    assert (anchor.read_bytes() if anchor.exists() else None) == kept


def test_a_crash_between_commit_and_anchor_is_no_alarm(made: Template) -> None:
    anchor = made.folder / ANCHOR_FILE
    behind = anchor.read_bytes()
    with open_record(made.folder, made.clinician_id, made.data_key) as record, record.unit_of_work() as unit:
        unit.audit.note("test.noted", "committed")
        unit.commit()
    anchor.write_bytes(behind)
    assert verdict(made).ok
    assert verdict(made).ok


def test_entries_come_newest_first_up_to_a_limit_and_name_who_and_what(record: Record) -> None:
    with record.unit_of_work() as unit:
        patient = unit.patients.add(RUNNER)
        unit.audit.note("handout.exported", patient.id, pages=2)
        unit.commit()
    with record.unit_of_work() as unit:
        exported, added = unit.audit.entries(2)
        assert (exported.action, exported.subject, exported.detail) == ("handout.exported", patient.id, {"pages": 2})
        assert (added.action, added.clinician_id) == ("patient.added", record.clinician.id)
        assert exported.sequence == added.sequence + 1
