"""A part of each long trial, with every change of the program."""

import sys
from pathlib import Path

import pytest

from tests.soak import canaries, fuzzed_imports, locked_drafts, long_session, races, wrong_passphrases
from tests.soak.__main__ import TRIALS, trials


def test_wrong_passphrases_open_nothing_and_change_no_byte() -> None:
    assert wrong_passphrases.run(8).ok


def test_typing_is_there_again_after_the_lock(qtbot: object) -> None:
    assert locked_drafts.run(4).ok


def test_harmed_and_hostile_files_are_taken_or_refused(qapp: object) -> None:
    assert fuzzed_imports.run(240).ok


def test_of_two_programs_at_once_one_gets_in() -> None:
    assert races.run(10).ok


@pytest.mark.logs
@pytest.mark.qt_no_exception_capture
def test_faults_on_every_page_leave_no_trace_of_a_patient(qtbot: object) -> None:
    assert canaries.run(13).ok


def test_a_trace_that_is_left_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "left.log").write_bytes(b"\x00" + canaries.CANARY.encode("utf-16-le"))
    (tmp_path / "clean.log").write_text("nothing")
    assert canaries._hits(tmp_path) == ["left.log"]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells memory and open files this way")
def test_a_long_session_stays_level(qtbot: object) -> None:
    assert long_session.run(8).ok


def test_every_trial_has_its_module_and_a_sentence() -> None:
    assert [trial.code for trial in trials()] == [code for code, _what, _whole in TRIALS]
    assert all(trial.whole >= 100 and trial.what for trial in trials())
