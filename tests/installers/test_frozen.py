"""The frozen program's folder: dates and rights, the note of how it is installed, size, properties, icons."""

import json
import struct
from datetime import date
from pathlib import Path

import pytest

from installers import frozen, icons, product
from installers.product import InstallerError
from installers.trial_frozen import (
    Figure,
    bare_environment,
    in_turn,
    refuse_logged_errors,
    refuse_missed_sizes,
    report,
)


def tree_in(folder: Path) -> Path:
    """Make a folder that looks like a frozen program."""
    resources = folder / frozen.INSIDE / "footrehab_desktop" / "resources"
    resources.mkdir(parents=True)
    (folder / product.COMMAND).write_text("#!/bin/sh\n")
    (folder / product.COMMAND).chmod(0o777)
    (resources / "sources.json").write_text("{}")
    return folder


def test_an_installer_tells_the_program_how_it_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    tree = tree_in(tmp_path / "tree")
    frozen.stamp(tree, "deb", b"public keys")
    resources = tree / frozen.INSIDE / "footrehab_desktop" / "resources"
    told = json.loads((resources / product.INSTALLATION_FILE).read_text())
    assert told == {"kind": "deb", "version": product.version(), "built": date(2026, 11, 21).isoformat()}
    assert (resources / product.RELEASE_KEYS_FILE).read_bytes() == b"public keys"


def test_without_a_release_key_the_program_has_none(tmp_path: Path):
    tree = tree_in(tmp_path / "tree")
    frozen.stamp(tree, "tarball", None)
    assert not list(tree.rglob(product.RELEASE_KEYS_FILE))


def test_files_come_out_with_one_date_and_plain_rights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    tree = tree_in(tmp_path / "tree")
    (tree / "link").symlink_to("nowhere")
    frozen.even_out(tree)
    found = {path.name: path.lstat() for path in tree.rglob("*")}
    assert {each.st_mtime for each in found.values()} == {1795219200}
    assert (found[product.COMMAND].st_mode & 0o777, found["sources.json"].st_mode & 0o777) == (0o755, 0o644)


def test_a_size_above_the_goal_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "library.so").write_bytes(bytes(3 * 2**20))
    (tmp_path / "link.so").symlink_to("library.so")
    size = frozen.megabytes(tmp_path)
    assert 3 <= size < 3.01
    figures = [Figure("installed", size, "MB", 2), Figure("pages", 13, "")]
    report(figures, tmp_path / "report.json")
    rows = json.loads((tmp_path / "report.json").read_text())
    assert [row["met"] for row in rows] == [False, True]
    assert "≤ 2 MB  MISSED" in capsys.readouterr().out


def test_the_trial_runs_where_no_python_can_be_found(tmp_path: Path):
    environment = bare_environment(tmp_path / "Räume")
    assert not any(Path(environment["PATH"]).iterdir())
    assert not any(name.startswith("PYTHON") for name in environment)


def test_starts_are_measured_in_turn_and_the_first_of_each_does_not_count():
    ours, theirs = iter([900.0, 3, 1, 2]), iter([800.0, 30, 10, 20])
    assert in_turn(lambda: next(ours), lambda: next(theirs), rounds=3) == [(3, 30), (1, 10), (2, 20)]


def test_an_error_in_the_log_fails_the_trial(tmp_path: Path):
    log = tmp_path / "home" / "footrehab.log"
    log.parent.mkdir()
    log.write_text("2026-11-21 10:00:00,000 WARNING Qt\n")
    refuse_logged_errors(tmp_path)
    log.write_text("2026-11-21 10:00:00,000 ERROR ImportError at page.py:3\n")
    with pytest.raises(product.InstallerError, match="ImportError"):
        refuse_logged_errors(tmp_path)


def test_windows_is_told_title_and_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(frozen, "PROPERTIES", tmp_path / "properties.txt")
    text = Path(frozen.windows_properties()).read_text()
    names = {name: (lambda *_values, **_named: None) for name in ("VSVersionInfo", "FixedFileInfo", "StringFileInfo")}
    told: dict[str, str] = {}
    names |= {"StringTable": lambda *_: None, "VarFileInfo": lambda *_: None, "VarStruct": lambda *_: None}
    eval(text, {**names, "StringStruct": told.__setitem__})  # noqa: S307 - our own text, read as PyInstaller reads it
    assert (told["ProductName"], told["ProductVersion"]) == (product.TITLE, product.version())


def test_icons_hold_a_picture_of_every_size():
    made = icons.ico()
    _, kind, count = struct.unpack_from("<HHH", made)
    assert (kind, count) == (1, len(icons.WINDOWS_SIZES))
    for index, size in enumerate(icons.WINDOWS_SIZES):
        edge, length, place = struct.unpack_from("<B7xII", made, 6 + 16 * index)
        picture = made[place : place + length]
        assert edge == size % 256
        assert struct.unpack_from(">II", picture, 16) == (size, size)
    apple = icons.icns()
    assert (apple[:4], struct.unpack_from(">I", apple, 4)[0]) == (b"icns", len(apple))
    assert icons.png(48) == icons.png(48)


def test_what_is_too_large_fails_the_trial_and_what_is_slow_is_only_told():
    refuse_missed_sizes([Figure("installed", 240.0, "MB", 240), Figure("start", 9.9, "×", 1.3)])
    with pytest.raises(InstallerError, match="Larger than it may be: installed"):
        refuse_missed_sizes([Figure("installed", 240.1, "MB", 240)])
