"""The half-hour clock: when it looks next, what makes a backup due, and that it stops with the record."""

from datetime import UTC, datetime, timedelta

import pytest

from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.backup import backup_record
from footrehab_desktop.records.backup_store import backups_of, list_backups
from footrehab_desktop.ui import background
from footrehab_desktop.ui.backup_clock import EVERY_S, BackupClock
from footrehab_desktop.ui.preferences import Preferences
from tests.support.session_factory import make_patient

# Timers of minutes may go off a little early or late.
SLACK = 0.06
pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def clock(session: ClinicSession, preferences: Preferences) -> BackupClock:
    return BackupClock(session, preferences)


def settle() -> None:
    assert background.wait_until_idle(20)


def wait_s(clock: BackupClock) -> float:
    assert clock.next_at is not None
    return (clock.next_at - datetime.now(UTC)).total_seconds()


def test_it_looks_half_an_hour_after_the_last_backup(clock: BackupClock, session: ClinicSession) -> None:
    backup_record(session.record, datetime.now(UTC) - timedelta(minutes=10))
    clock.start()
    settle()
    assert wait_s(clock) == pytest.approx(EVERY_S - 600, rel=SLACK)
    clock.stop()
    assert clock.next_at is None


def test_work_of_before_the_last_lock_is_backed_up_a_minute_after_unlocking(
    clock: BackupClock, session: ClinicSession
) -> None:
    backup_record(session.record, datetime.now(UTC) - timedelta(hours=16))
    make_patient(session)
    clock.start()
    settle()
    assert wait_s(clock) == pytest.approx(60, rel=SLACK)
    clock.stop()


def test_without_work_no_backup_is_made_and_the_clock_goes_on(clock: BackupClock, session: ClinicSession) -> None:
    clock.start()
    clock.make_if_due()
    settle()
    assert len(list_backups(backups_of(session.record.folder))) == 1
    clock.make_if_due()
    settle()
    assert len(list_backups(backups_of(session.record.folder))) == 1
    assert wait_s(clock) == pytest.approx(EVERY_S, rel=SLACK)
    make_patient(session)
    clock.make_if_due()
    settle()
    assert len(list_backups(backups_of(session.record.folder))) == 2
    clock.stop()


def test_a_clock_that_was_set_back_does_not_stop_backups(clock: BackupClock, session: ClinicSession) -> None:
    backup_record(session.record, datetime.now(UTC) + timedelta(days=400))
    make_patient(session)
    clock.start()
    settle()
    assert wait_s(clock) <= EVERY_S * (1 + SLACK)
    clock.make_if_due()
    settle()
    assert len(list_backups(backups_of(session.record.folder))) == 2
    clock.stop()
