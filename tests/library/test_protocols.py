"""The protocols: every phase can be filled, every gate reached, every exercise is used or says why not."""

from datetime import date

import pytest
import textstat

from footrehab_desktop.clinic.gate_items import GATE_TESTS
from footrehab_desktop.library.exercises import outside_range
from footrehab_desktop.library.forms import load_forms
from footrehab_desktop.library.load import load_library
from footrehab_desktop.library.protocols import Protocol
from footrehab_desktop.progression import exercise_block, read_case
from footrehab_desktop.progression.codes import CONDITIONS, MEASURES, PHASES
from footrehab_desktop.progression.gates import GATE_ROWS, GateRow
from footrehab_desktop.progression.loading_tables import LOADING_TABLES
from footrehab_desktop.progression.rulebook import STANDARD
from footrehab_desktop.progression.rules_condition import CONDITION_RULES, TASK_RULES
from footrehab_desktop.progression.rules_course import COURSE_RULES
from footrehab_desktop.progression.rules_safety import SAFETY_RULES
from footrehab_desktop.progression.stage_tables import STAGE_TABLES

LIBRARY = load_library()
PROTOCOLS = pytest.mark.parametrize("protocol", LIBRARY.protocols, ids=lambda protocol: protocol.id)
TODAY = date(2026, 3, 16)
GATES = ("GA-01", "GA-12", "GA-23", "GA-34", "GA-45", "GA-56", "")
# What the core wants recorded before it lets a plantar plate jump; a template cannot know it.
WAITS_FOR_A_TEST = {"PP-02"}


def test_every_condition_has_a_protocol_of_its_own() -> None:
    assert {protocol.conditions for protocol in LIBRARY.protocols} == {(condition,) for condition in CONDITIONS}
    for condition in CONDITIONS:
        protocol = LIBRARY.protocol(condition)
        assert protocol is not None
        assert protocol.id == condition


@PROTOCOLS
def test_every_phase_can_be_filled(protocol: Protocol) -> None:
    (condition,) = protocol.conditions
    for phase in protocol.phases:
        assert len(phase.exercises) >= 6, phase.phase
        for line in phase.exercises:
            exercise = LIBRARY.exercise(line.exercise_id)
            place = (phase.phase, exercise.id)
            assert phase.phase in exercise.phases, place
            assert condition in exercise.conditions, place
            assert exercise.blocks_for(condition, phase.phase) == (), place
            assert outside_range(line.dose, exercise.dose_range) == [], place


@PROTOCOLS
def test_the_core_blocks_nothing_of_a_template(protocol: Protocol) -> None:
    (condition,) = protocol.conditions
    for phase in protocol.phases:
        state = {"phase": phase.phase, "level": 1} | ({"table": phase.run_table} if phase.run_table else {})
        episode = {"condition": condition}
        case = read_case({"contract": 1, "today": TODAY.isoformat(), "episode": episode, "state": state})
        for line in phase.exercises:
            exercise = LIBRARY.exercise(line.exercise_id)
            block = exercise_block(case, exercise.id, exercise.impact, exercise.domain, exercise.phases)
            assert block is None or block.rule in WAITS_FOR_A_TEST, (phase.phase, exercise.id, block)


@PROTOCOLS
def test_each_phase_ends_with_its_gate_of_the_core(protocol: Protocol) -> None:
    assert [phase.phase for phase in protocol.phases] == list(PHASES)
    assert ["".join(phase.gates) for phase in protocol.phases] == list(GATES)
    known = {row.gate for row in GATE_ROWS}
    assert {gate for phase in protocol.phases for gate in phase.gates} == known


# What a gate looks at that no form asks: the diary and the record of runs answer it.
FROM_THE_DIARY = {
    "rest_pain", "swelling", "routines", "clean_sessions", "tenderness", "bone_tenderness", "jump_sessions",
    "continuous_runs", "days_since_first_run", "full_load",
}  # fmt: skip
FROM_A_QUESTIONNAIRE = {"readiness": "I-PRRS", "fear_of_movement": "TSK-11", "main_measure": "FFI"}


@pytest.mark.parametrize("row", GATE_ROWS, ids=lambda row: f"{row.gate} {row.item}")
def test_every_item_of_a_gate_is_asked_by_a_form_a_questionnaire_or_the_diary(row: GateRow) -> None:
    if row.item in FROM_THE_DIARY:
        return
    if row.item in FROM_A_QUESTIONNAIRE:
        assert FROM_A_QUESTIONNAIRE[row.item] in MEASURES
        return
    fields = load_forms().fields
    asked = {field.test for field in fields} | {(field.part_of or "").partition(".")[0] for field in fields}
    name = GATE_TESTS.get(row.item, row.item)
    assert any(test and (name == test or name.startswith(f"{test}_")) for test in asked)


def test_impact_preparation_offers_the_jumps_its_gate_asks_for() -> None:
    for protocol in LIBRARY.protocols:
        jumps = [LIBRARY.exercise(line.exercise_id) for line in protocol.phase("PH3").exercises]
        assert sum(e.domain == "plyometric" for e in jumps) >= 2, protocol.id


def test_tables_rules_and_ceilings_are_those_of_the_core() -> None:
    rules = {rule.id.partition(":")[0] for rule in (*SAFETY_RULES, *CONDITION_RULES, *COURSE_RULES, *TASK_RULES)}
    rules |= {row.rule for row in GATE_ROWS} | {key.partition(".")[0] for key in STANDARD.figures}
    for protocol in LIBRARY.protocols:
        (condition,) = protocol.conditions
        assert set(protocol.rules) <= rules, protocol.id
        assert {referral.rule for referral in protocol.referrals} <= rules, protocol.id
        assert any(referral.rule.startswith("SF-") for referral in protocol.referrals), protocol.id
        assert f"{protocol.ceiling_rule}.{condition}" in STANDARD.figures
        for phase in protocol.phases:
            assert (phase.run_table is not None) == (phase.phase == "PH4"), protocol.id
            assert phase.run_table is None or phase.run_table in STAGE_TABLES
            for code in phase.loading_tables:
                assert condition in LOADING_TABLES[code].conditions


@PROTOCOLS
def test_what_patients_are_told_is_plain(protocol: Protocol) -> None:
    for phase in protocol.phases:
        texts = (*phase.education, *phase.avoid)
        assert textstat.flesch_kincaid_grade(" ".join(texts)) <= 7, phase.phase
        assert all(len(text.split()) <= 22 and text.endswith(".") for text in texts), phase.phase


def test_bone_stress_runs_by_its_own_table() -> None:
    tables = {p.id: p.phase("PH4").run_table for p in LIBRARY.protocols}
    assert {id_ for id_, table in tables.items() if table == "W-BSI"} == {"bsi_low", "bsi_high"}


def test_every_exercise_is_used_by_a_protocol_or_says_why_not() -> None:
    used = {line.exercise_id for p in LIBRARY.protocols for phase in p.phases for line in phase.exercises}
    for exercise in LIBRARY.exercises:
        assert (exercise.id in used) != bool(exercise.unused_reason), exercise.id


def test_a_line_without_a_dosage_takes_that_of_the_exercise() -> None:
    achilles = LIBRARY.protocol("achilles_ins")
    assert achilles is not None
    own = next(line for line in achilles.phase("PH5").exercises if line.exercise_id == "EX-P08")
    assert (own.dose.sets, own.dose.reps, own.dose.load) == (4, 6, "6RM")
    assert achilles.phase("PH0").exercises[0].dose == LIBRARY.exercise("EX-M14").dose
    with pytest.raises(KeyError):
        achilles.phase("PH9")
