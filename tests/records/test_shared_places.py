"""Folders that other computers share are told from folders of this computer alone."""

from pathlib import Path

import pytest

from footrehab_desktop.records.shared_places import unsafe_place

NO_MOUNTS = Path("/nowhere/mounts")


@pytest.mark.parametrize(
    ("place", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Harbour Physiotherapy", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("My Drive", "Google Drive"),
        ("GoogleDrive-dana@example.org", "Google Drive"),
        ("Mobile Documents", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Nextcloud", "Nextcloud"),
    ],
)
def test_a_folder_of_a_service_is_named(tmp_path: Path, place: str, service: str) -> None:
    sentence = unsafe_place(tmp_path / place / "clinic", NO_MOUNTS)
    assert sentence is not None
    assert service in sentence


@pytest.mark.parametrize("place", ["clinic", "Boxes", "dropboxed", "one drive", "Documents"])
def test_other_names_are_no_alarm(tmp_path: Path, place: str) -> None:
    assert unsafe_place(tmp_path / place / "clinic", NO_MOUNTS) is None


def test_the_mark_of_a_service_in_a_parent_folder_counts(tmp_path: Path) -> None:
    (tmp_path / ".stfolder").mkdir()
    sentence = unsafe_place(tmp_path / "practice" / "clinic", NO_MOUNTS)
    assert sentence is not None
    assert "Syncthing" in sentence


@pytest.mark.parametrize(("system", "unsafe"), [("nfs4", True), ("cifs", True), ("ext4", False), ("tmpfs", False)])
def test_another_computers_disk_is_noticed(tmp_path: Path, system: str, unsafe: bool) -> None:
    mounts = tmp_path / "mounts"
    place = str(tmp_path / "share here").replace(" ", "\\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {place} {system} rw 0 0\n")
    assert (unsafe_place(tmp_path / "share here" / "clinic", mounts) is not None) is unsafe
    assert unsafe_place(tmp_path / "share here too" / "clinic", mounts) is None


def test_a_path_on_a_server_of_windows_is_noticed() -> None:
    assert unsafe_place(Path("\\\\server\\share\\clinic"), NO_MOUNTS) is not None
