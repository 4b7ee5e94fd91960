"""Names, version and date are the same wherever an installer tells them."""

import re
import subprocess
import sys
from datetime import date

import pytest

from footrehab_desktop.records.migrate import MIGRATIONS
from installers import product
from installers.__main__ import TARGETS, target


def test_the_schema_is_the_newest_revision():
    newest = max((MIGRATIONS / "versions").glob("revision_*.py"))
    assert product.schema() == newest.stem.removeprefix("revision_")


def test_the_date_is_that_of_the_source(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    assert product.build_date() == date(2026, 11, 21)


def test_without_git_there_is_a_date_too(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("PATH", "")
    assert product.build_date().year >= 2026


def test_every_file_name_carries_the_version():
    names = (product.deb_name(), product.tarball_name(), product.windows_name(), product.macos_name("arm64"))
    assert all(re.search(rf"[-_]{re.escape(product.version())}[-_.]", name) for name in names)


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_has_a_function(name: str):
    assert callable(target(name))


def test_an_unknown_target_is_refused_with_those_there_are():
    asked = [sys.executable, "-m", "installers", "--target", "floppy"]
    refused = subprocess.run(asked, capture_output=True, text=True, cwd=product.ROOT / "packaging", check=False)
    assert refused.returncode == 2
    assert "'trial-frozen'" in refused.stderr


def test_continuous_integration_tries_the_frozen_program():
    steps = (product.ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "dev.py installer --target trial-frozen" in steps
