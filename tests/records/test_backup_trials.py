"""A part of each long trial of backup, restore and audit trail; ``dev.py soak`` runs them whole."""

import os

import pytest

from tests.soak import audit_tamperings, failing_writes, hot_backups, power_losses, rotations, round_trips

pytestmark = pytest.mark.long


def test_power_lost_at_any_moment_leaves_all_of_a_unit_or_nothing() -> None:
    assert power_losses.run(50).ok


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on the size of files")
def test_a_disk_without_room_refuses_with_a_sentence_and_loses_nothing() -> None:
    result = failing_writes.run(50)
    assert result.ok, result


def test_backups_while_others_write_are_whole() -> None:
    assert hot_backups.run(5).ok


def test_tampering_with_the_audit_trail_is_found_at_its_first_bad_entry() -> None:
    assert audit_tamperings.run(40).ok


def test_a_backup_and_a_secret_bring_every_row_back() -> None:
    assert round_trips.run(3).ok


def test_random_histories_of_three_years_hold() -> None:
    assert rotations.run(5).ok
