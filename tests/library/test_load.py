"""The shipped library is whole, and every fault of a damaged one is named."""

import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.exercises import DOMAINS, EQUIPMENT, TARGETS
from footrehab_desktop.library.load import Library, LibraryError, load_library
from footrehab_desktop.library.reading import Fault
from footrehab_desktop.progression.codes import CONDITIONS, PHASES
from footrehab_desktop.progression.gates import GATE_ROWS
from footrehab_desktop.progression.rulebook import STANDARD
from footrehab_desktop.progression.rules_condition import CONDITION_RULES, TASK_RULES
from footrehab_desktop.progression.rules_course import COURSE_RULES
from footrehab_desktop.progression.rules_safety import SAFETY_RULES
from footrehab_desktop.progression.stage_tables import STAGE_TABLES
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


def test_enough_exercises_for_every_phase_domain_and_condition(library: Library) -> None:
    assert len(library.exercises) >= 113
    phases = Counter(phase for e in library.exercises for phase in e.phases)
    assert all(phases[phase] >= 3 for phase in PHASES), phases
    conditions = Counter(condition for e in library.exercises for condition in e.conditions)
    assert all(conditions[condition] >= 8 for condition in CONDITIONS), conditions
    assert {e.domain for e in library.exercises} == set(DOMAINS)


def test_every_target_and_piece_of_equipment_is_used(library: Library) -> None:
    assert {target for e in library.exercises for target in e.targets} == set(TARGETS)
    assert {piece for e in library.exercises for piece in e.equipment} == set(EQUIPMENT)


def test_texts_are_sentences(library: Library) -> None:
    for exercise in library.exercises:
        assert 3 <= len(exercise.steps) <= 6, exercise.id
        for sentence in (exercise.purpose, *exercise.steps, *exercise.cues, *exercise.faults, *exercise.stop_signs):
            assert sentence[0].isupper(), (exercise.id, sentence)
            assert sentence.endswith((".", "!")), (exercise.id, sentence)
    assert library.stop_signs


def test_impact_waits_for_impact_preparation(library: Library) -> None:
    for exercise in library.exercises:
        if exercise.impact:
            assert min(exercise.phases) >= "PH3", exercise.id


def test_ladders_end(library: Library) -> None:
    for exercise in library.exercises:
        easier, harder = library.ladder(exercise.id)
        assert exercise not in easier + harder
        assert len(set(easier)) == len(easier)
        assert len(set(harder)) == len(harder)
    easier, harder = library.ladder("EX-P04")
    assert [e.id for e in easier] == ["EX-P02", "EX-P01", "EX-M01", "EX-M14"]
    assert [e.id for e in harder][:2] == ["EX-P06", "EX-P08"]


def test_unknown_exercise_is_refused(library: Library) -> None:
    with pytest.raises(FieldError, match="not in the library"):
        library.exercise("EX-X99")


def test_blocks(library: Library) -> None:
    step = library.exercise("EX-P06")
    assert [b.rule for b in step.blocks_for("achilles_ins", "PH2")] == ["AT-03"]
    assert step.blocks_for("achilles_ins", "PH3") == ()
    assert step.blocks_for("achilles_mid", "PH2") == ()
    barefoot = library.exercise("EX-B01")
    assert barefoot.blocks_for("plantar_heel", "PH1") == ()
    assert [b.rule for b in barefoot.blocks_for("plantar_heel", "PH1", {"monofilament_not_felt"})] == ["SF-09"]


def test_protocols_offer_only_what_fits(library: Library) -> None:
    assert {p.id for p in library.protocols} == {"plantar_heel", "plantar_plate", "achilles"}
    for protocol in library.protocols:
        for phase in protocol.phases:
            for line in phase.exercises:
                exercise = library.exercise(line.exercise_id)
                place = (protocol.id, phase.phase, exercise.id)
                assert phase.phase in exercise.phases, place
                for condition in protocol.conditions:
                    assert condition in exercise.conditions, place
                    assert exercise.blocks_for(condition, phase.phase) == (), place


def test_protocol_by_condition(library: Library) -> None:
    achilles = library.protocol("achilles_ins")
    assert achilles is not None
    assert achilles is library.protocol("achilles_mid")
    assert achilles.phase("PH4").run_table == "W-GEN"
    assert achilles.phase("PH3").gates == ("GA-34",)
    own = next(line for line in achilles.phase("PH5").exercises if line.exercise_id == "EX-P08")
    assert (own.dose.sets, own.dose.reps) == (4, 6)
    assert achilles.phase("PH0").exercises[0].dose == library.exercise("EX-P01").dose
    assert library.protocol("pttd") is None
    with pytest.raises(KeyError):
        achilles.phase("PH9")


def test_rules_gates_ceilings_and_tables_are_those_of_the_core(library: Library) -> None:
    rules = {rule.id.partition(":")[0] for rule in (*SAFETY_RULES, *CONDITION_RULES, *COURSE_RULES, *TASK_RULES)}
    rules |= {row.rule for row in GATE_ROWS}
    gates = {row.gate for row in GATE_ROWS}
    for exercise in library.exercises:
        assert {block.rule for block in exercise.blocks} <= rules | gates, exercise.id
    for protocol in library.protocols:
        assert set(protocol.rules) <= rules, protocol.id
        assert all(f"{protocol.ceiling_rule}.{condition}" in STANDARD.figures for condition in protocol.conditions)
        for phase in protocol.phases:
            assert set(phase.gates) <= gates
            assert phase.run_table is None or phase.run_table in STAGE_TABLES


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
        content["conditions"] = ["plantar_heel"]

    change(copy / "protocols" / "plantar_plate.json", spoil)
    found = {f.key: f.reason for f in faults_of(copy)}
    assert found["PH0.EX-X07.id"].startswith("'EX-X07' is not known")
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
