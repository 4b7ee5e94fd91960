"""What is plugged in, told from the system's own disks; backups wherever they lie on it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from footrehab_desktop.app import RecordGate
from footrehab_desktop.clinic import backups
from footrehab_desktop.clinic.backups import Places
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.ui.operations import drives

NOW = datetime.now(UTC)


@pytest.mark.parametrize(
    ("place", "own"),
    [
        ("/boot/efi", True),
        ("/proc", True),
        ("/run/user/1000", True),
        ("/var/lib/docker", True),
        ("/run/media/dana/STICK", False),
        ("/media/dana/STICK", False),
        ("/mnt/usb", False),
        ("/Volumes/STICK", False),
    ],
)
def test_the_system_s_own_places_are_no_sticks(place: str, own: bool) -> None:
    assert drives._is_of_the_system(Path(place)) is own


def test_what_is_mounted_can_be_listed() -> None:
    assert all(place.is_absolute() for place in drives.sticks())


def test_backups_are_found_up_to_two_folders_below_newest_first(session: ClinicSession, tmp_path: Path) -> None:
    stick = tmp_path / "STICK"
    (stick / "practice").mkdir(parents=True)
    (stick / "loop").symlink_to(stick)
    place = Places(backups.choose_second_place(session.record, stick / "practice"))
    backups.back_up(session.record, place, NOW - timedelta(days=1))
    backups.back_up(session.record, place, NOW)
    found = drives.find_backups(RecordGate(tmp_path / "new"), (stick, stick / "practice", tmp_path / "not there"))
    assert [each.manifest.made_at for each in found] == [NOW, NOW - timedelta(days=1)]
    assert drives.find_backups(RecordGate(tmp_path / "new"), ()) == ()
