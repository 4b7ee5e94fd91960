"""The words about backups: when, how many, what is due, what went wrong; never a bare number."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from footrehab_desktop.clinic.backups import BackupOverview, SecondPlace
from footrehab_desktop.records.audit_chain import Head
from footrehab_desktop.records.backup_store import Backup, BackupNotes, Kind, Manifest
from footrehab_desktop.records.restore import Rehearsal
from footrehab_desktop.ui.presenters import backup as words

NOW = datetime(2026, 3, 16, 12, 0, tzinfo=UTC)


def backup(age: timedelta = timedelta(hours=1), patients: int = 5012, kind: Kind = "regular") -> Backup:
    made = Manifest(
        "1.0", "0004", "i", NOW - age, kind, Head(9, "m"), 0, patients, NOW - age - timedelta(minutes=3), {}, 61 << 20
    )
    return Backup(Path("/records/clinic/backups/b"), made)


def stands(*backups: Backup, second: SecondPlace | None = None, changed: bool = True) -> BackupOverview:
    return BackupOverview(tuple(backups), BackupNotes(), changed, second, ())


def clock(moment: datetime) -> str:
    return f"{moment.astimezone():%H:%M}"


def test_moments_are_told_from_today() -> None:
    assert words.moment_words(NOW, NOW) == f"today {clock(NOW)}"
    assert words.moment_words(NOW - timedelta(days=1), NOW) == f"yesterday {clock(NOW)}"
    assert words.moment_words(NOW - timedelta(days=12), NOW) == f"04-Mar-2026 {clock(NOW)}"
    assert words.moment_words(NOW + timedelta(days=1), NOW).startswith("17-Mar-2026")


def test_the_newest_backup_and_those_kept_in_sentences() -> None:
    made = stands(backup(), backup(timedelta(days=12)))
    at, newest = clock(NOW - timedelta(hours=1)), clock(NOW - timedelta(hours=1, minutes=3))
    assert (
        words.newest_words(made, NOW) == f"Last backup today {at}: 5,012 patients, newest entry today {newest}, 61 MB."
    )
    kept = words.kept_words(made, NOW + timedelta(minutes=30), NOW).replace("\u200b", "")
    assert "2 backups are kept in /records/clinic/backups (122 MB), the oldest of 04-Mar-2026." in kept
    assert f"The next one is due today {clock(NOW + timedelta(minutes=30))}" in kept
    assert words.newest_words(stands(), NOW).startswith("No backup was made yet.")


@pytest.mark.parametrize(
    ("overview", "problem", "busy", "said", "role"),
    [
        (None, "", False, "", "soft"),
        (None, "", True, "Backing up…", "soft"),
        (stands(), "", False, "No backup yet", "soft"),
        (stands(backup()), "full", False, "Backup failed – see Settings", "error"),
        (stands(backup()), "", False, f"Backup today {clock(NOW - timedelta(hours=1))}", "soft"),
        (
            stands(backup(), second=SecondPlace(Path("/stick"), None, None, True)),
            "",
            False,
            "Backup: plug in the second place",
            "error",
        ),
    ],
)
def test_the_line_at_the_bottom(
    overview: BackupOverview | None, problem: str, busy: bool, said: str, role: str
) -> None:
    assert words.status_words(overview, problem, busy, NOW) == (said, role)


def test_the_second_place_is_told_with_what_to_do() -> None:
    place, copied = Path("/media/STICK"), NOW - timedelta(days=8)
    assert words.second_words(None, NOW)[0].startswith("Chosen is none.")
    gone = words.second_words(SecondPlace(place, None, copied, True), NOW)
    assert gone[1]
    assert gone[0].replace("\u200b", "") == (
        f"/media/STICK is not plugged in. Last copy 08-Mar-2026 {clock(copied)}. Plug it in and press Back up now."
    )
    there = words.second_words(SecondPlace(place, place, NOW, False), NOW)
    assert (there[0].replace("\u200b", ""), there[1]) == (
        f"/media/STICK: plugged in. Last copy today {clock(NOW)}.",
        False,
    )


def test_a_row_of_the_list_and_a_rehearsal() -> None:
    line = words.backup_line(backup(timedelta(days=1), patients=1, kind="before_upgrade"), NOW)
    assert line.title.startswith("Yesterday ")
    assert line.detail.startswith("1 patient · newest entry yesterday ")
    assert line.detail.endswith("61 MB · before an upgrade")
    rehearsal = Rehearsal(backup(), 5012, NOW, older_format=True)
    assert words.rehearsal_words(rehearsal, NOW).startswith(f"Opens; 5,012 patients; newest entry today {clock(NOW)}.")
    assert "older version" in words.rehearsal_words(rehearsal, NOW)


def test_a_failure_is_told_with_its_moment() -> None:
    assert words.failed_words("", NOW, NOW) == ""
    assert (
        words.failed_words("The disk is full.", NOW, NOW) == f"The backup today {clock(NOW)} failed. The disk is full."
    )
