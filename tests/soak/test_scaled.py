"""A part of each long trial, with every change of the program."""

from tests.soak import fuzzed_imports, locked_drafts, wrong_passphrases
from tests.soak.__main__ import TRIALS, trials


def test_wrong_passphrases_open_nothing_and_change_no_byte() -> None:
    assert wrong_passphrases.run(8).ok


def test_typing_is_there_again_after_the_lock(qtbot: object) -> None:
    assert locked_drafts.run(4).ok


def test_harmed_and_hostile_files_are_taken_or_refused(qapp: object) -> None:
    assert fuzzed_imports.run(240).ok


def test_every_trial_has_its_module_and_a_sentence() -> None:
    assert [trial.code for trial in trials()] == [code for code, _what, _whole in TRIALS]
    assert all(trial.whole >= 100 and trial.what for trial in trials())
