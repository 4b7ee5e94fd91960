"""``footrehab export``: the passphrase from standard input, one file in the folder, nothing replaced."""

import io
import zipfile
from pathlib import Path

import pytest

from footrehab_desktop.cli import DONE, FAILED, main
from tests.support.filled_patient import fill_patient
from tests.support.record_factory import PASSPHRASE, make_record


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, out: Path, number: int, passphrase: str = PASSPHRASE) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO(passphrase + "\n"))
    return main(["export", "--folder", str(folder), "--record", str(number), "--out", str(out)])


def test_one_archive_is_written_and_nothing_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with make_record(tmp_path / "clinic") as record, record.unit_of_work() as unit:
        kept, merged = fill_patient(unit, "Kept"), fill_patient(unit, "Twin")
        unit.merges.join(kept.patient, merged.patient)
        unit.commit()
    assert run(monkeypatch, tmp_path / "clinic", tmp_path, 2) == DONE
    said = capsys.readouterr().out
    (path,) = tmp_path.glob("record-1-*.zip")
    assert str(path) in said
    assert "not encrypted" in said
    with zipfile.ZipFile(path) as archive:
        assert "record.json" in archive.namelist()
    before = path.read_bytes()
    assert run(monkeypatch, tmp_path / "clinic", tmp_path, 1) == FAILED
    assert "there already" in capsys.readouterr().err
    assert path.read_bytes() == before
    assert run(monkeypatch, tmp_path / "clinic", tmp_path, 9) == FAILED
    assert run(monkeypatch, tmp_path / "clinic", tmp_path, 1, "wrong passphrase") == FAILED
