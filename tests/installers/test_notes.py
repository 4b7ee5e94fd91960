"""What is new comes from the change log, as plain text for the stick and as sentences for the program."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.releases import manifest
from footrehab_desktop.releases.manifest import Installer, ReleaseManifest
from installers.notes import LONGEST_NEWS, read_notes
from installers.product import ROOT, InstallerError

LOG = """# Changelog

Words.

## Unreleased

- Nothing yet.

## 1.2.0 (2026-11-21)

First `words` of it, over
two lines.

### Part
- One **bold** line. It goes on in
  a second one.
- Two, with [a link](FILE.md).

## 1.1.0 (2026-05-01)

- Before.
"""


def test_the_section_of_the_version_becomes_news_and_text():
    found = read_notes(LOG, "1.2.0")
    assert found.released == date(2026, 11, 21)
    assert found.news == ("One bold line. It goes on in a second one.", "Two, with a link.")
    assert found.text.startswith("FootRehab Desktop 1.2.0 (2026-11-21)\n====")
    assert "Part\n----\n\n- One bold line. It goes on in a second one.\n- Two, with a link.\n" in found.text
    assert "Unreleased" not in found.text
    assert "1.1.0" in found.text
    assert max(map(len, found.text.splitlines())) <= 78


@pytest.mark.parametrize(
    ("log", "words"),
    [
        ("# Changelog\n", "no section"),
        ("## Unreleased\n- x\n", "no section"),
        ("## 1.2.0\n- x\n", "needs the day"),
        ("## 1.2.0 (2026-13-01)\n- x\n", "needs the day"),
        ("## 1.2.0 (2026-11-21)\nwords only\n", "begins with"),
        ("## 1.2.0 (2026-11-21)\n## 1.1.0 (2026-11-20)\n- x\n", "begins with"),
    ],
)
def test_a_version_without_day_or_news_is_refused(log: str, words: str):
    with pytest.raises(InstallerError, match=words):
        read_notes(log, "1.2.0")


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1), min_size=1))
def test_news_always_fits_the_manifest(words: list[str]):
    line = " ".join(words)
    try:
        found = read_notes(f"## 1.2.0 (2026-11-21)\n- A{line}\n", "1.2.0")
    except InstallerError:
        return
    assert all(0 < len(each) <= LONGEST_NEWS for each in found.news)
    installer = Installer("deb", "linux", "x86_64", "a.deb", 1, "0" * 64)
    manifest.to_bytes(ReleaseManifest("1.2.0", found.released, "0004", "0001", "2026.1", found.news, (installer,)))


def test_the_change_log_of_the_project_reads():
    log = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").replace("## Unreleased", "## 9.9.9 (2026-11-21)")
    found = read_notes(log, "9.9.9")
    assert len(found.news) > 3
    assert "`" not in found.text
