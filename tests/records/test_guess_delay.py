"""Wrong tries slow the next one down, across restarts, and whatever the clock does."""

import random
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.records.failures import TooManyAttemptsError, WrongPassphraseError
from footrehab_desktop.records.guess_delay import GuessDelay, pause_after
from footrehab_desktop.records.record import open_record, unlock_record
from tests.support.record_factory import PASSPHRASE, make_folder


class Watch:
    """Time that the test lets pass, a clock on the wall that it turns, and a computer that it starts anew."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_800_000_000.0
        self.started = self.now - 5000.0
        self.turned_by = 0.0
        monkeypatch.setattr(time, "time", lambda: self.now + self.turned_by)
        monkeypatch.setattr(time, "monotonic", lambda: self.now - self.started)


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
        GuessDelay(tmp_path).failed("ada")
    assert watch.now - started >= 600


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_is_turned_gains_nothing_and_costs_nothing(tmp_path: Path, watch: Watch, years: int) -> None:
    delay = GuessDelay(tmp_path)
    for _ in range(6):
        delay.failed("ada")
    watch.turned_by = years * 365 * 86_400
    with pytest.raises(TooManyAttemptsError) as wait:
        delay.check()
    assert wait.value.seconds == 4
    watch.now += 4
    delay.check()


def test_a_clock_set_back_while_the_computer_was_off_starts_the_pause_anew(tmp_path: Path, watch: Watch) -> None:
    delay = GuessDelay(tmp_path)
    for _ in range(6):
        delay.failed("ada")
    watch.started = watch.now
    watch.turned_by = -86_400
    with pytest.raises(TooManyAttemptsError):
        delay.check()
    watch.now += 4
    delay.check()


@given(st.lists(st.sampled_from(["try", "wait", "turn", "restart", "reboot"]), max_size=60), st.randoms())
def test_whatever_is_done_to_clock_and_computer_tries_stay_slow_and_nobody_is_locked_out(
    acts: list[str], chance: random.Random
) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        watch, delay = Watch(patch), GuessDelay(Path(folder))
        tries, allowed_from = 0, watch.now
        for act in acts:
            if act == "wait":
                watch.now += chance.uniform(0, 400)
            elif act == "turn":
                watch.turned_by = chance.uniform(-1e9, 1e9)
            elif act == "restart":
                delay = GuessDelay(Path(folder))
            elif act == "reboot":
                watch.started = watch.now
                allowed_from = 0.0  # only the clock on the wall can tell now
            else:
                pause = waited(delay)
                assert pause <= 300
                watch.now += pause
                assert watch.now >= allowed_from
                delay.failed("ada")
                tries += 1
                allowed_from = watch.now + pause_after(tries)


def waited(delay: GuessDelay) -> float:
    """Return how long one has to wait before the next try."""
    try:
        delay.check()
    except TooManyAttemptsError as wait:
        return wait.seconds
    return 0


def test_success_ends_the_pause_and_the_audit_trail_learns_of_the_tries(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    for _ in range(3):
        with pytest.raises(WrongPassphraseError):
            unlock_record(tmp_path, made.clinician_id, "not the passphrase")
    with unlock_record(tmp_path, made.clinician_id, PASSPHRASE) as record, record.unit_of_work() as unit:
        newest, *refused = unit.audit.entries(4)
    assert (newest.action, newest.detail) == ("record.unlocked", {"wrong_tries": 3})
    assert [(entry.action, entry.subject) for entry in refused] == [("record.refused", made.clinician_id)] * 3
    with open_record(tmp_path, made.clinician_id, made.data_key) as record, record.unit_of_work() as unit:
        assert unit.audit.entries(1)[0].detail == {}
