"""All or nothing, on any thread, and nobody waits without need."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from footrehab_desktop.records.failures import RecordBusyError
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.values import Clinic
from tests.records.conftest import HEEL, RUNNER


def count(record: Record) -> int:
    with record.unit_of_work() as unit:
        return unit.patients.count()


def test_leaving_without_commit_takes_everything_back(record: Record) -> None:
    with record.unit_of_work() as unit:
        unit.drafts.save("new", "patient", {})
        entries = unit.audit.entries()
        unit.patients.add(RUNNER)
    with record.unit_of_work() as unit:
        assert unit.patients.count() == 0
        assert unit.patients.search("okafor") == ()
        assert unit.drafts.all_for("new") == ()
        assert unit.audit.entries() == entries
    assert record.verify().ok


def test_an_error_takes_everything_back_even_after_several_steps(record: Record) -> None:
    def fail() -> None:
        with record.unit_of_work() as unit:
            patient = unit.patients.add(RUNNER)
            unit.episodes.add(patient.id, HEEL)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert count(record) == 0


def test_what_follows_a_commit_is_a_transaction_of_its_own(record: Record) -> None:
    with record.unit_of_work() as unit:
        unit.patients.add(RUNNER)
        unit.commit()
        unit.patients.add(RUNNER)
    assert count(record) == 1


def test_a_unit_outside_a_with_block_is_a_bug(record: Record) -> None:
    with pytest.raises(RuntimeError):
        record.unit_of_work().patients.count()


def test_a_reader_sees_one_state_and_does_not_hold_up_a_writer(record: Record) -> None:
    with record.unit_of_work() as reader, ThreadPoolExecutor(1) as worker:
        assert reader.patients.count() == 0

        def write() -> None:
            with record.unit_of_work() as writer:
                writer.patients.add(RUNNER)
                writer.commit()

        worker.submit(write).result(timeout=3)
        assert reader.patients.count() == 0
    assert count(record) == 1


def test_what_was_read_before_somebody_else_wrote_cannot_be_written_back(record: Record) -> None:
    with record.unit_of_work() as stale:
        clinic = stale.clinics.get()
        with record.unit_of_work() as other:
            other.clinics.save(Clinic("Renamed"))
            other.commit()
        with pytest.raises(RecordBusyError):
            stale.clinics.save(replace(clinic, phone="1"))
    with record.unit_of_work() as unit:
        assert unit.clinics.get() == Clinic("Renamed")


def test_two_writers_take_turns(record: Record) -> None:
    def write(_: int) -> None:
        with record.unit_of_work() as unit:
            unit.patients.add(RUNNER)
            time.sleep(0.01)
            unit.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(20)))
    with record.unit_of_work() as unit:
        assert sorted(row.record_number for row in unit.patients.search("okafor")) == list(range(1, 21))
    assert record.verify().ok


def test_closing_waits_for_work_on_another_thread(record: Record) -> None:
    def work() -> None:
        with record.unit_of_work() as unit:
            unit.patients.add(RUNNER)
            time.sleep(0.2)
            unit.commit()

    with ThreadPoolExecutor(1) as worker:
        running = worker.submit(work)
        time.sleep(0.05)
        record.close()
        running.result()
    assert not list(record.folder.glob("record.db-*"))


def test_reading_starts_no_writing_transaction(record: Record) -> None:
    with record.unit_of_work() as first, record.unit_of_work() as second:
        first.patients.search("a")
        started = datetime.now(UTC)
        second.patients.add(RUNNER)
        assert (datetime.now(UTC) - started).total_seconds() < 1
