"""Temporary files lie in a private folder that is empty after the end, and after the next start at the latest."""

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from footrehab_desktop.records.temporary_folder import TemporaryFolder


@pytest.fixture(autouse=True)
def _usual_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.delenv(name, raising=False)
    yield
    tempfile.tempdir = None


def test_what_is_put_aside_lies_there_and_is_gone_at_the_end(tmp_path: Path) -> None:
    usual = tempfile.gettempdir()
    folder = TemporaryFolder(tmp_path / "temporary").use()
    handle, name = tempfile.mkstemp()
    os.close(handle)
    assert folder.path == Path(name).parent
    folder.remove()
    assert list((tmp_path / "temporary").iterdir()) == []
    assert tempfile.gettempdir() == usual


@pytest.mark.skipif(os.name == "nt", reason="rights are kept in another way")
def test_nobody_else_can_look_into_it(tmp_path: Path) -> None:
    folder = TemporaryFolder(tmp_path / "temporary").use()
    assert folder.path is not None
    for place in (folder.path, folder.path.parent):
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
    folder.remove()


def test_what_a_killed_program_left_is_gone_after_the_next_start(tmp_path: Path) -> None:
    base = tmp_path / "temporary"
    script = (
        "import os, pathlib, tempfile\n"
        "from footrehab_desktop.records.temporary_folder import TemporaryFolder\n"
        f"TemporaryFolder(pathlib.Path({str(base)!r})).use()\n"
        "os.write(tempfile.mkstemp()[0], b'page')\nos._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=False)
    assert len([path for path in base.rglob("*") if path.is_file() and path.read_bytes() == b"page"]) == 1
    TemporaryFolder(base).use().remove()
    assert list(base.iterdir()) == []


def test_what_another_running_program_uses_is_left_alone(tmp_path: Path) -> None:
    running = TemporaryFolder(tmp_path / "temporary").use()
    handle, name = tempfile.mkstemp()
    os.close(handle)
    TemporaryFolder(tmp_path / "temporary").use().remove()
    assert Path(name).exists()
    running.remove()


def test_without_a_place_the_program_goes_on(tmp_path: Path) -> None:
    (tmp_path / "temporary").write_text("a file stands in the way")
    folder = TemporaryFolder(tmp_path / "temporary").use()
    assert folder.path is None
    folder.remove()
