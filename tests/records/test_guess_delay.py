"""Wrong tries slow the next one down, across restarts, and whatever the clock does."""

import time
from pathlib import Path

import pytest

from footrehab_desktop.records.failures import TooManyAttemptsError, WrongPassphraseError
from footrehab_desktop.records.guess_delay import GuessDelay, pause_after
from footrehab_desktop.records.record import open_record, unlock_record
from tests.support.record_factory import PASSPHRASE, make_folder


class Watch:
    """A clock that the test turns."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_800_000_000.0
        monkeypatch.setattr(time, "time", lambda: self.now)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


def test_the_pause_starts_after_five_tries_and_doubles_to_five_minutes() -> None:
    assert [pause_after(n) for n in (0, 4, 5, 6, 7, 11, 12, 13, 10_000)] == [0, 0, 2, 4, 8, 128, 256, 300, 300]


def test_twenty_tries_take_at_least_ten_minutes(tmp_path: Path, watch: Watch) -> None:
    started = watch.now
    for _ in range(20):
        try:
            GuessDelay(tmp_path).check()
        except TooManyAttemptsError as wait:
            watch.now += wait.seconds
            GuessDelay(tmp_path).check()
        GuessDelay(tmp_path).failed()
    assert watch.now - started >= 600


def test_a_clock_set_back_neither_frees_nor_locks_out(tmp_path: Path, watch: Watch) -> None:
    delay = GuessDelay(tmp_path)
    for _ in range(6):
        delay.failed()
    watch.now -= 10 * 365 * 86_400
    with pytest.raises(TooManyAttemptsError) as wait:
        delay.check()
    assert wait.value.seconds == 4
    watch.now += 4
    delay.check()


def test_success_ends_the_pause_and_the_audit_trail_learns_of_the_tries(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    for _ in range(3):
        with pytest.raises(WrongPassphraseError):
            unlock_record(tmp_path, made.clinician_id, "not the passphrase")
    with unlock_record(tmp_path, made.clinician_id, PASSPHRASE) as record, record.unit_of_work() as unit:
        newest = unit.audit.entries(1)[0]
    assert (newest.action, newest.detail) == ("record.unlocked", {"wrong_tries": 3})
    with open_record(tmp_path, made.clinician_id, made.data_key) as record, record.unit_of_work() as unit:
        assert unit.audit.entries(1)[0].detail == {}
