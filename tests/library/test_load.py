"""The shipped library is whole, and every fault of a damaged one is named."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.load import Library, LibraryError, load_library
from footrehab_desktop.library.reading import Fault
from footrehab_desktop.resource_files import resource_path


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for part in ("exercises", "protocols"):
        shutil.copytree(resource_path(part), tmp_path / part)
    shutil.copy(resource_path("sources.json"), tmp_path)
    return tmp_path


def change(path: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    edit(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def faults_of(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(LibraryError) as refusal:
        load_library(folder)
    for fault in refusal.value.faults:
        assert str(fault) in str(refusal.value)
    return refusal.value.faults


def test_unknown_exercise_is_refused(library: Library) -> None:
    with pytest.raises(FieldError, match="not in the library"):
        library.exercise("EX-X99")


def test_citations_lead_to_their_source(library: Library) -> None:
    article = library.source("S003-28")
    assert article is not None
    assert (article.id, article.checked) == ("S003", True)
    convention = library.source("convention")
    assert convention is not None
    assert not convention.checked
    assert library.source("LD-19") is None
    used = {s for e in library.exercises for s in e.sources}
    assert all(library.source(cited) for cited in used)


def test_the_mark_is_that_of_the_surest_source(library: Library) -> None:
    assert library.mark(("convention", "S003-28")) == "seed"
    assert library.mark(("convention", "rathleff-2015")) == "found"
    assert library.mark(("convention",)) == "memory"
    assert library.mark(("LD-19",)) == "design"


def test_all_faults_are_named_at_once(copy: Path) -> None:
    def spoil(content: dict[str, Any]) -> None:
        first, second, third, fourth = content["exercises"][:4]
        first["name"] = " "
        first["dose"]["sets"] = 0
        first["steps"] = ["One."]
        second["harder"] = "EX-X01"
        second["phases"] = ["PH1", "PH9"]
        second["colour"] = "red"
        third["impact"] = "no"
        third["sources"] = ["S009-01"]
        del third["dose"]["frequency"]
        del third["dose"]["reps"]
        del third["dose"]["sets"]
        third["cues"] = "Go"
        third["faults"] = ["A.", "A."]
        del fourth["dose"]
        content["exercises"][4]["range"]["sets"] = {"low": 3, "high": 1}
        content["exercises"][5]["dose"]["sets"] = 9
        content["exercises"][6]["range"]["hold_s"] = {"low": 5, "high": 9}
        content["exercises"][7]["range"]["mark"] = "guess"
        content["exercises"][8]["clinician"] = {"why": "Why."}
        content["exercises"][9]["positions"] = ["flying"]
        third["blocks"] = [{"reason": "Why.", "findings": ["bad_luck"]}]

    change(copy / "exercises" / "mobility.json", spoil)
    found = {(f.file, f.key, f.reason) for f in faults_of(copy)}
    expected = {
        "EX-M01.name": "needs a text that is not empty",
        "EX-M01.dose.sets": "needs a whole number from 1 to 20",
        "EX-M01.steps": "needs at least 2 entries",
        "EX-M02.harder": "'EX-X01' is not an exercise",
        "EX-M02.phases": "'PH9' is not known; allowed: PH0",
        "EX-M02.colour": "is not a key that is known here",
        "EX-M03.impact": "needs true or false",
        "EX-M03.sources": "'S009-01' is not in sources.json",
        "EX-M03.dose.frequency": "needs a text that is not empty",
        "EX-M03.dose.sets": "is missing",
        "EX-M04.dose": "needs an object with keys",
        "EX-M03.dose.reps": "give repetitions, a hold or minutes",
        "EX-M05.range.sets": "needs low and high, whole numbers, low first",
        "EX-M06.range.dose": "sets 9 does not lie within 1 to 3",
        "EX-M07.range.dose": "hold_s is dosed but has no range",
        "EX-M08.range.mark": "'guess' is not known",
        "EX-M09.clinician.progress_when": "needs a text",
        "EX-M09.clinician.mistakes": "needs a list of texts",
        "EX-M10.positions": "'flying' is not known",
        "EX-M03.cues": "needs a list of texts",
        "EX-M03.faults": "has an entry twice",
        "EX-M03.blocks[1].findings": "'bad_luck' is not known",
    }
    for key, reason in expected.items():
        assert [f for f in found if f[0] == "mobility.json" and f[1] == key and f[2].startswith(reason)], key


def test_a_circle_in_a_ladder_is_named(copy: Path) -> None:
    change(copy / "exercises" / "mobility.json", lambda c: c["exercises"][0].update(easier="EX-M02"))
    named = {(f.key, f.reason) for f in faults_of(copy)}
    assert ("EX-M01.harder", "the ladder comes back to this exercise") in named
    assert ("EX-M02.harder", "the ladder comes back to this exercise") in named


def test_ids_are_unique(copy: Path) -> None:
    change(copy / "exercises" / "cardio.json", lambda c: c["exercises"].append(c["exercises"][0]))
    change(copy / "sources.json", lambda c: c["sources"].append(c["sources"][0]))
    named = {(f.key, f.reason) for f in faults_of(copy)}
    assert {("EX-C01", "is there more than once"), ("S000", "is there more than once")} <= named


def test_protocol_faults(copy: Path) -> None:
    def spoil(content: dict[str, Any]) -> None:
        del content["phases"][3]
        content["phases"][0]["exercises"][0]["id"] = "EX-X07"
        content["phases"][1]["sources"] = ["nobody-1999"]
        content["phases"][2]["exercises"][0]["dose"] = {"sets": 9, "reps": 10, "frequency": "daily", "per_week": 7}
        content["phases"][4]["loading_tables"] = ["L-NONE"]
        content["refer"] = []
        content["conditions"] = ["plantar_heel"]

    change(copy / "protocols" / "plantar_plate.json", spoil)
    faults = faults_of(copy)
    found = {f.key: f.reason for f in faults}
    named = {(f.key, f.reason) for f in faults}
    assert found["PH0.EX-X07.id"].startswith("'EX-X07' is not known")
    assert ("PH2.EX-I08.dose", "sets 9 does not lie within 2 to 4") in named
    assert found["PH5.loading_tables"].startswith("'L-NONE' is not known")
    assert found["refer"] == "needs a list of at least 1 objects"
    assert found["phases"].startswith("needs each of PH0, PH1")
    assert found["plantar_heel"] == "is there more than once"
    assert found["sources"] == "'nobody-1999' is not in sources.json"


@pytest.mark.parametrize(
    ("content", "key", "reason"),
    [
        (b"{", "line 1, column 2", "is not JSON"),
        (b"[]", "whole file", "must hold one object"),
        (b'{"exercises": [], "exercises": []}', "exercises", "stands twice"),
        (b'{"exercises": "none"}', "exercises", "needs a list"),
        (b"\xff\xfe", "whole file", "is not UTF-8"),
    ],
)
def test_damaged_files(copy: Path, content: bytes, key: str, reason: str) -> None:
    (copy / "exercises" / "gait.json").write_bytes(content)
    assert [f for f in faults_of(copy) if f.file == "gait.json" and f.key == key and f.reason.startswith(reason)]


def test_missing_files(copy: Path) -> None:
    (copy / "sources.json").unlink()
    shutil.rmtree(copy / "protocols")
    found = faults_of(copy)
    assert [f for f in found if f.file == "sources.json" and f.reason.startswith("cannot be read")]
    assert [f for f in found if f.file == "protocols" and f.reason == "holds no protocol"]
