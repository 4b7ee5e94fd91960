"""What is said about updates: a version, a release, going back, and the first start afterwards."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from footrehab_desktop.clinic.updating import AfterUpdate, Former, PreparedUpdate, UpdateStanding
from footrehab_desktop.records.audit_chain import Head
from footrehab_desktop.records.backup_store import Backup, Manifest
from footrehab_desktop.records.schema import REVISION
from footrehab_desktop.releases.installation import Installation
from footrehab_desktop.releases.installing import Run
from footrehab_desktop.releases.stick import Offer
from footrehab_desktop.ui.presenters import updating as words
from tests.support.release_on_stick import NEWS, other, release

NOW = datetime(2026, 3, 16, 14, 32, tzinfo=UTC)
INSTALLED = Installation("deb", "0.0.9", "2026-01-05", Path("/note"), Path("/program"))


def backup(schema: str = REVISION) -> Backup:
    manifest = Manifest(
        program="0.0.9",
        schema=schema,
        installation="x",
        made_at=NOW - timedelta(hours=1),
        kind="before_update",
        audit=Head(3, "x"),
        restores=0,
        patients=12,
        newest_entry=None,
        files={},
        size=10,
    )
    return Backup(Path("/backup"), manifest)


def offer(schema: str = REVISION) -> Offer:
    made = replace(other(release()[0], size=60 * 1024 * 1024), schema=schema)
    return Offer(Path("/media/STICK"), made, made.installers[0])


def test_the_version_that_runs() -> None:
    standing = UpdateStanding(INSTALLED, "", None, "", ())
    assert words.version_words(standing, "0.1.0") == "Version 0.1.0 of 05-Jan-2026, installed as a Debian package."
    odd = replace(standing, installation=replace(INSTALLED, built="in spring"))
    assert "of in spring" in words.version_words(odd, "0.1.0")
    assert "running from its source" in words.version_words(replace(standing, installation=None), "0.1.0")


def test_a_release_with_its_news_and_what_it_means_here() -> None:
    said = words.offer_words(offer(), "0.1.0")
    assert said.title == "Version 9.1.0 of 01-Jan-2027"
    assert said.news == NEWS
    assert said.means[0] == "You have version 0.1.0; it is kept to go back to."
    assert said.means[1] == f"Your record stays in its format ({REVISION})."
    assert said.means[2].startswith("The installer has 60 MB; about 376 MB of room")
    silent = replace(offer(), manifest=replace(offer().manifest, news=()))
    assert "say nothing" in words.offer_words(silent, "0.1.0").news[0]


def test_an_upgrade_of_the_record_is_told_before() -> None:
    sentence = f"Your record will be upgraded from format {REVISION} to 0099"
    assert words.offer_words(offer("0099"), "0.1.0").means[1].startswith(sentence)
    assert sentence in words.ask_words(offer("0099"))


def test_on_macos_nothing_is_kept_by_itself() -> None:
    disk_image = replace(offer(), installer=replace(offer().installer, kind="macos"))
    assert "keep the former disk image" in words.offer_words(disk_image, "0.1.0").means[0]


def test_what_is_ready_names_the_places_of_the_backup() -> None:
    prepared = PreparedUpdate(offer(), backup(), True, Path("/copy"), Run(()))
    assert "on this computer and at the second place" in words.ready_words(prepared)
    assert "second place" not in words.ready_words(replace(prepared, copied_to_second_place=False))


def test_going_back_says_what_happens_to_entries_made_since() -> None:
    same = " ".join(words.former_words(Former(INSTALLED, backup()), "0.1.0", NOW))
    assert "reads your record as it is, with everything" in same
    assert "to stay with 0.0.9" in same
    older = " ".join(words.former_words(Former(INSTALLED, backup("0001")), "0.1.0", NOW))
    assert "offer the backup made today" in older
    assert "(12 patients)" in older
    assert "What was entered since is not in that backup. It is not lost" in older
    asked = words.ask_back_words(Former(INSTALLED, backup("0001")), "0.1.0", NOW)
    assert "It will offer the backup made today" in asked
    assert "version 0.1.0 reads it" in asked
    assert "reads your record as it is" in words.ask_back_words(Former(INSTALLED, backup()), "0.1.0", NOW)
    unknown = " ".join(words.former_words(Former(INSTALLED, None), "0.1.0", NOW))
    assert "made no backup of this record" in unknown


def test_the_first_start_afterwards() -> None:
    done = AfterUpdate(True, "0.0.9", "0.1.0", backup())
    assert words.after_update_words(done, NOW).startswith(
        "Updated from version 0.0.9 to 0.1.0. The backup before it is the one made today "
    )
    assert words.after_update_words(replace(done, backup=None), NOW) == "Updated from version 0.0.9 to 0.1.0."
    failed = words.after_update_words(replace(done, done=False), NOW)
    assert "was not finished; this is still version 0.0.9" in failed


def test_per_cent() -> None:
    assert [words.percent(done, total) for done, total in ((0, 0), (1, 3), (3, 3), (4, 3))] == [0, 33, 100, 100]
