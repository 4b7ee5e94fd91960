"""The ``footrehab`` command as a user types it: real processes, real files, exit codes."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from footrehab_desktop.clinic.demo import DEMO_PASSPHRASE
from footrehab_desktop.handouts.preview import extract_text

CASE = {
    "contract": 1,
    "today": "2026-03-16",
    "episode": {"condition": "plantar_heel", "side": "right", "plan_start": "2026-01-05"},
    "state": {"phase": "PH4", "level": 3, "table": "W-GEN", "stable_levels": [1, 2], "baseline_pain": 1},
    "sessions": [
        {"id": "a", "on": "2026-03-10", "kind": "run", "impact": True, "completed_pct": 100, "pain_during": 2,
         "settle_h": 10, "rest_pain": 0, "swelling": 0, "sharp": False, "limp": False},
        {"id": "b", "on": "2026-03-12", "kind": "run", "impact": True, "completed_pct": 100, "pain_during": 2,
         "settle_h": 10, "rest_pain": 0, "swelling": 0, "sharp": False, "limp": False},
    ],
}  # fmt: skip


def footrehab(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "footrehab_desktop", *arguments]
    return subprocess.run(command, input=typed, capture_output=True, text=True, timeout=100, encoding="utf-8")


def content_of(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".pdf", ".png"))
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    out = tmp_path_factory.mktemp("demo") / "out"
    made = footrehab("demo", "--out", str(out), "--patients", "3", "--seed", "7")
    assert made.returncode == 0, made.stderr
    return out, made.stdout


def test_demo_lists_every_file_it_made_and_ends_with_a_summary(demo):
    out, said = demo
    *files, summary = said.strip().splitlines()
    assert {Path(line) for line in files} == {out / name for name in content_of(out)}
    assert summary.startswith("3 fictional patients, ")
    kinds = {path.stem.rsplit("-", 1)[-1] for path in (out / "handouts").glob("*.pdf")}
    assert kinds == {
        "exercise_sheet",
        "diary",
        "progress_report",
        "progress_report_clinician",
        "decision_sheet",
        "assessment",
        "comparison",
    }
    assert (out / "contact_sheet.pdf").is_file()


def test_every_print_of_the_demo_names_patient_birth_date_and_page_on_each_page(demo):
    out, _said = demo
    for pdf in (out / "handouts").glob("*.pdf"):
        pages = extract_text(pdf.read_bytes())
        for number, text in enumerate(pages, 1):
            assert f"Page {number} of {len(pages)}" in text, pdf.name
            assert "Born " in text, pdf.name


def test_the_same_seed_gives_the_same_content(demo, tmp_path):
    out, _said = demo
    footrehab("demo", "--out", str(tmp_path / "again"), "--patients", "3", "--seed", "7")
    assert content_of(tmp_path / "again") == content_of(out)


def test_another_seed_gives_other_patients(demo, tmp_path):
    out, _said = demo
    footrehab("demo", "--out", str(tmp_path / "other"), "--patients", "3", "--seed", "8")
    assert content_of(tmp_path / "other").values() != content_of(out).values()


def test_demo_does_not_touch_a_folder_that_holds_something(tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    refused = footrehab("demo", "--out", str(tmp_path))
    assert refused.returncode == 1
    assert "not empty" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_verify_says_that_the_demo_record_is_whole(demo):
    out, _said = demo
    checked = footrehab("verify", "--folder", str(out / "clinic"), typed=DEMO_PASSPHRASE + "\n")
    assert checked.returncode == 0, checked.stderr
    assert "FAIL" not in checked.stdout
    assert checked.stdout.count("ok  ") >= 4
    assert "decisions were replayed: same case, same decision." in checked.stdout


def test_verify_with_a_wrong_passphrase_says_so(demo):
    out, _said = demo
    checked = footrehab("verify", "--folder", str(out / "clinic"), typed="not the right one\n")
    assert checked.returncode == 1
    assert "passphrase" in checked.stderr.lower()
    assert "Traceback" not in checked.stderr


def test_decide_reads_a_file_and_prints_one_decision(tmp_path):
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE))
    answered = footrehab("decide", str(file))
    decision = json.loads(answered.stdout)
    assert (answered.returncode, decision["decision"], decision["target_level"]) == (0, "PROGRESS", 4)
    assert decision["contract"] == 1
    assert all(reason["text"] and reason["sources"] for reason in decision["reasons"])


def test_decide_reads_standard_input_and_gives_the_same_bytes_in_any_order():
    reordered = {**CASE, "sessions": CASE["sessions"][::-1]}
    first = footrehab("decide", "-", typed=json.dumps(CASE))
    second = footrehab("decide", "-", typed=json.dumps(reordered))
    assert first.returncode == 0
    assert first.stdout == second.stdout


def test_decide_explains_in_sentences():
    explained = footrehab("decide", "--explain", "-", typed=json.dumps(CASE))
    assert explained.returncode == 0
    assert "level 4" in explained.stdout
    assert "{" not in explained.stdout


def test_the_printed_schema_takes_the_case_and_refuses_a_wrong_one():
    schema = json.loads(footrehab("decide", "--schema").stdout)
    jsonschema.validate(CASE, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**CASE, "surprise": 1}, schema)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"sessions": [{**CASE["sessions"][0], "pain_during": 11}]}, "sessions[0].pain_during"),
        ({"sessions": [CASE["sessions"][0], CASE["sessions"][0]]}, "sessions[1].id"),
        ({"sessions": [{**CASE["sessions"][0], "on": "2026-03-17"}]}, "sessions[0].on"),
        ({"state": {**CASE["state"], "level": 99}}, "state.level"),
        ({"surprise": 1}, "surprise"),
        ({"today": "yesterday"}, "today"),
    ],
)
def test_bad_input_exits_with_2_and_names_the_place(change, path):
    refused = footrehab("decide", "-", typed=json.dumps({**CASE, **change}))
    assert (refused.returncode, refused.stdout) == (2, "")
    assert any(line.startswith(f"{path}: ") for line in refused.stderr.splitlines()), refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize("typed", ["", "{", "[]", '{"a": NaN}', '{"today": 1, "today": 2}', "\ufffe", "[" * 100_000])
def test_what_is_no_case_exits_with_2_and_no_traceback(typed):
    refused = footrehab("decide", "-", typed=typed)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.strip()
    assert "Traceback" not in refused.stderr


def test_a_missing_case_file_is_named_as_missing(tmp_path):
    refused = footrehab("decide", str(tmp_path / "none.json"))
    assert refused.returncode == 2
    assert "cannot be read" in refused.stderr


def test_library_lists_every_exercise_with_its_fields_and_pictures():
    said = footrehab("library", "--json")
    assert said.returncode == 0, said.stderr
    exercises = json.loads(said.stdout)["exercises"]
    assert len(exercises) >= 113
    for exercise in exercises:
        assert {"id", "name", "purpose", "steps", "dose", "phases", "equipment", "sources"} <= exercise.keys()
        assert len(exercise["pictures"]) >= 2


def test_library_prints_its_pictures(tmp_path):
    target = tmp_path / "pictures.pdf"
    said = footrehab("library", "--contact-sheet", str(target))
    assert said.returncode == 0, said.stderr
    pages = extract_text(target.read_bytes())
    assert f"exercises on {len(pages)} pages" in said.stdout
    refused = footrehab("library", "--contact-sheet", str(tmp_path / "missing" / "pictures.pdf"))
    assert refused.returncode == 1
    assert "Choose another place" in refused.stderr


def test_simulate_tells_weeks_and_says_that_it_is_a_model() -> None:
    told = footrehab("simulate", "--weeks", "3", "--seed", "2", "--patients", "2")
    assert told.returncode == 0
    assert "not evidence" in told.stdout
    assert told.stdout.count("Virtual patient") == 2
    assert told.stdout.count("  week ") == 6
    assert footrehab("simulate", "--weeks", "3", "--seed", "2", "--patients", "2").stdout == told.stdout


def test_simulate_prints_diaries_as_json_and_a_report() -> None:
    printed = json.loads(footrehab("simulate", "--weeks", "2", "--json").stdout)
    assert "not evidence" in printed["model"]
    assert len(printed["patients"][0]["days"]) == 14
    report = footrehab("simulate", "--weeks", "2", "--patients", "2", "--report")
    assert "Seed 1, 2 virtual patients, 2 weeks" in report.stdout
    assert "decided by criteria" in report.stdout
    assert footrehab("simulate", "--weeks", "0").returncode == 2
