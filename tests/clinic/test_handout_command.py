"""``footrehab handout``: every kind as files, the geometry of the diary, and a copy of a patient's in the record."""

import json
from pathlib import Path

import pytest

from footrehab_desktop import cli
from footrehab_desktop.clinic.handout_catalogue import KINDS
from footrehab_desktop.clinic.handout_command import (
    HandoutOrder,
    write_demo_handouts,
    write_patient_handouts,
)
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.diary_layout import LENGTHS
from footrehab_desktop.handouts.preview import extract_text, page_sizes
from footrehab_desktop.records.key_file import list_clinicians
from footrehab_desktop.records.record import unlock_record
from tests.support.record_factory import PASSPHRASE
from tests.support.session_factory import TODAY, ClinicWithPatient, make_patient, make_session, start_plan


def run(*arguments: str) -> int:
    return cli.main(["handout", *arguments])


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Every kind for two demo patients, in one style of print."""
    out, told = tmp_path_factory.mktemp("demo") / "handouts", list[str]()
    style = {"paper": "Letter", "orientation": "portrait", "size": "normal", "colours": "black_and_white"}
    order = HandoutOrder("all", out, style, out.parent / "layout.json")
    write_demo_handouts(order, patients=2, tell=told.append)
    return out, told


def test_every_kind_is_written_or_its_reason_told(demo: tuple[Path, list[str]]) -> None:
    out, told = demo
    names = {path.stem.split("-", 1)[1].rsplit("-", 4)[0] for path in out.glob("*.pdf")}
    for code, kind in KINDS.items():
        for name in [code] if len(kind.layouts) == 1 else [f"{code}-{layout}" for layout in kind.layouts]:
            made = any(written == name or written.startswith(f"{name}-") for written in names)
            assert made or any("not made" in line for line in told), name
    assert {f"diary-{kind}-{days}" for kind in ("short", "full") for days in LENGTHS} <= names
    files = [line for line in told if line.endswith((".pdf", ".json"))]
    assert {Path(line) for line in files} == {*out.iterdir(), out.parent / "layout.json"}
    assert told[-1].startswith(f"{len(list(out.glob('*.pdf')))} handouts written, ")


def test_they_are_printed_as_ordered_and_carry_words(demo: tuple[Path, list[str]]) -> None:
    for path in demo[0].glob("*.pdf"):
        pdf = path.read_bytes()
        assert {tuple(sorted(map(round, size))) for size in page_sizes(pdf)} == {(612, 792)}, path.name
        assert all(text.strip() for text in extract_text(pdf)), path.name


def test_the_layout_has_the_published_form(demo: tuple[Path, list[str]]) -> None:
    layout = json.loads((demo[0].parent / "layout.json").read_text())
    assert layout["page_mm"] == pytest.approx([215.9, 279.4], abs=0.1)
    assert len(layout["sheet_id"]) == 10
    kinds = {"yesno", "scale", "checkbox"}
    for field in layout["fields"]:
        assert field["kind"] in kinds
        assert len({field["id"] for field in layout["fields"]}) == len(layout["fields"])
        for bubble in field["bubbles"]:
            assert {"value", "x", "y", "w", "h", "shape"} <= bubble.keys()
            assert 0 < bubble["x"] < 215.9
            assert 0 < bubble["y"] < 279.4
            assert min(bubble["w"], bubble["h"]) >= 4.5
    diaries = [json.loads(path.read_text()) for path in demo[0].glob("*.json")]
    assert layout in diaries, "it is the geometry of a diary that was written"


@pytest.mark.parametrize(
    ("arguments", "allowed"),
    [
        (("--kind", "posters"), "exercise_sheet, diary, run_plan"),
        (("--paper", "A3"), "takes A4, Letter, A5"),
        (("--size", "huge"), "takes normal, large_print, low_literacy"),
        (("--colours", "pink"), "takes colour, black_and_white, toner_saver"),
        (("--kind", "goals", "--layout", "geometry.json"), "name --kind diary"),
    ],
)
def test_a_value_that_is_not_there_is_refused_with_those_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], allowed: str
) -> None:
    assert run("--demo", "--out", str(tmp_path / "out"), *arguments) == cli.BAD_INPUT
    assert allowed in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_whose_handouts_has_to_be_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run("--out", str(tmp_path / "out"))
    assert stopped.value.code == cli.BAD_INPUT
    assert "--demo --record" in capsys.readouterr().err


@pytest.fixture
def record_folder(tmp_path: Path) -> Path:
    """A closed record with one patient whose plan has begun."""
    session = make_session(tmp_path / "clinic")
    start_plan(make_patient(session))
    session.close()
    return tmp_path / "clinic"


def order_of_patient(folder: Path, out: Path, number: int = 1, *more: str) -> int:
    return run("--record", str(number), "--folder", str(folder), "--kind", "flare_care", "--out", str(out), *more)


def test_a_patients_handouts_ask_for_the_passphrase_and_are_kept(
    record_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def answer(name: str) -> str:
        asked.append(name)
        return PASSPHRASE

    monkeypatch.setattr(cli, "_ask_passphrase", answer)
    assert order_of_patient(record_folder, tmp_path / "out", 1, "--size", "large_print") == cli.DONE
    assert len(asked) == 1
    (pdf,) = (tmp_path / "out").glob("*.pdf")
    assert pdf.name == "001-flare_care-A4-portrait-large_print-colour.pdf", "the record number, never a name"
    assert "no longer protected by its encryption" in capsys.readouterr().out
    record = unlock_record(record_folder, list_clinicians(record_folder)[0].id, PASSPHRASE)
    with record, record.unit_of_work() as unit:
        (episode,) = unit.episodes.active()
        (kept,) = unit.handouts.for_episode(episode.id)
        assert unit.handouts.get(kept.id).pdf == pdf.read_bytes()


def test_with_a_wrong_passphrase_nothing_is_written(
    record_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_ask_passphrase", lambda _name: "not the right one")
    assert order_of_patient(record_folder, tmp_path / "out") == cli.FAILED
    assert "passphrase" in capsys.readouterr().err.lower()
    assert not (tmp_path / "out").exists()


def test_a_number_that_nobody_has_is_told_and_no_folder_is_made(clinic: ClinicWithPatient, tmp_path: Path) -> None:
    order = HandoutOrder("flare_care", tmp_path / "out")
    with pytest.raises(UserFixableError, match="Record 9 has no open episode"):
        write_patient_handouts(clinic.session.record, order, record_number=9, today=TODAY, tell=print)
    assert not order.out.exists()


def test_a_folder_that_holds_something_is_left_alone(clinic: ClinicWithPatient, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("keep")
    order = HandoutOrder("flare_care", tmp_path / "mine")
    with pytest.raises(UserFixableError, match="not empty"):
        write_patient_handouts(clinic.session.record, order, record_number=1, today=TODAY, tell=print)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["letter.txt"]


def test_a_kind_that_waits_for_something_says_for_what(clinic: ClinicWithPatient, tmp_path: Path) -> None:
    order = HandoutOrder("exercise_sheet", tmp_path / "out")
    with pytest.raises(UserFixableError, match="There is no plan yet"):
        write_patient_handouts(clinic.session.record, order, record_number=1, today=TODAY, tell=print)
