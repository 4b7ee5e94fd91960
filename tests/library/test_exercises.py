"""What the exercises hold: enough of everything, plain words, doses within ranges, ladders that lead up."""

from collections import Counter

import pytest
import textstat

from footrehab_desktop.library.exercises import (
    DOMAINS,
    EQUIPMENT,
    POSITIONS,
    TARGETS,
    Dose,
    Exercise,
    outside_range,
    session_minutes,
)
from footrehab_desktop.library.load import load_library
from footrehab_desktop.progression.codes import CONDITIONS, PHASES
from footrehab_desktop.progression.gates import GATE_ROWS
from footrehab_desktop.progression.rules_condition import CONDITION_RULES, TASK_RULES
from footrehab_desktop.progression.rules_course import COURSE_RULES
from footrehab_desktop.progression.rules_safety import SAFETY_RULES

LIBRARY = load_library()
EXERCISES = pytest.mark.parametrize("exercise", LIBRARY.exercises, ids=lambda exercise: exercise.id)
RULES = {rule.id.partition(":")[0] for rule in (*SAFETY_RULES, *CONDITION_RULES, *COURSE_RULES, *TASK_RULES)}
RULES |= {row.rule for row in GATE_ROWS} | {row.gate for row in GATE_ROWS}
# Reading age is the school grade plus five: grade 6 is what a child of about eleven reads.
HIGHEST_GRADE = 6
LONGEST_SENTENCE = 20


def patient_texts(exercise: Exercise) -> tuple[str, ...]:
    return (
        exercise.purpose,
        exercise.set_up,
        *exercise.steps,
        *exercise.cues,
        *exercise.faults,
        *exercise.stop_signs,
    )


def test_there_are_enough_for_every_phase_condition_and_domain() -> None:
    assert len(LIBRARY.exercises) >= 113
    phases = Counter(phase for e in LIBRARY.exercises for phase in e.phases)
    assert all(phases[phase] >= 10 for phase in PHASES), phases
    conditions = Counter(condition for e in LIBRARY.exercises for condition in e.conditions)
    assert all(conditions[condition] >= 40 for condition in CONDITIONS), conditions
    assert {e.domain for e in LIBRARY.exercises} == set(DOMAINS)


def test_every_target_position_and_piece_of_equipment_is_used() -> None:
    assert {target for e in LIBRARY.exercises for target in e.targets} == set(TARGETS)
    assert {piece for e in LIBRARY.exercises for piece in e.equipment} == set(EQUIPMENT)
    assert {position for e in LIBRARY.exercises for position in e.positions} == set(POSITIONS)


@EXERCISES
def test_patients_can_read_it(exercise: Exercise) -> None:
    texts = patient_texts(exercise)
    assert textstat.flesch_kincaid_grade(" ".join(texts)) <= HIGHEST_GRADE
    sentences = [part for text in texts for part in text.replace("!", ".").replace(": ", ". ").split(". ")]
    assert max(len(sentence.split()) for sentence in sentences) <= LONGEST_SENTENCE
    for text in texts:
        assert text[0].isupper(), text
        assert text.endswith((".", "!")), text
    assert 3 <= len(exercise.steps) <= 6


@EXERCISES
def test_the_clinician_is_told_why_when_to_go_on_and_what_goes_wrong(exercise: Exercise) -> None:
    notes = exercise.clinician
    for text in (notes.why, notes.progress_when, *notes.mistakes):
        assert text.endswith("."), text
    assert exercise.synonyms
    assert exercise.name.casefold() not in {name.casefold() for name in exercise.synonyms}


@EXERCISES
def test_the_start_lies_within_the_range_and_takes_a_sensible_time(exercise: Exercise) -> None:
    assert outside_range(exercise.dose, exercise.dose_range) == []
    assert exercise.dose.per_week > 0
    assert 1 <= session_minutes(exercise, exercise.dose) <= 30
    assert session_minutes(exercise, exercise.dose, both_sides=False) <= session_minutes(exercise, exercise.dose)


def test_the_time_of_a_session_counts_tempo_hold_sides_and_rest() -> None:
    raises = LIBRARY.exercise("EX-P04")
    slow = Dose(3, "daily", reps=8, tempo="2-0-3", rest_s=90)
    assert session_minutes(raises, slow, both_sides=False) == 5  # 3 x 8 x 5 s + 2 x 90 s
    assert session_minutes(raises, slow) == 7  # as much again for the other side, within the same rests
    assert session_minutes(raises, Dose(2, "daily", reps=10, hold_s=6), both_sides=False) == 3  # 2 x 10 x (3 + 6) s
    assert session_minutes(raises, Dose(2, "daily", hold_s=30), both_sides=False) == 1
    assert session_minutes(LIBRARY.exercise("EX-J13"), LIBRARY.exercise("EX-J13").dose) == 25


def test_a_dosage_outside_its_range_is_named() -> None:
    raises = LIBRARY.exercise("EX-P04")
    assert outside_range(Dose(9, "daily", reps=8, per_week=3), raises.dose_range) == [
        "sets 9 does not lie within 2 to 4"
    ]
    assert outside_range(Dose(3, "daily", hold_s=30, per_week=3), raises.dose_range) == [
        "reps is dosed but has no range, or the other way round",
        "hold_s is dosed but has no range, or the other way round",
    ]


@EXERCISES
def test_its_ladder_leads_up_and_back(exercise: Exercise) -> None:
    """No harder step comes earlier in the course or drops impact, and every step leads back."""
    for harder in LIBRARY.harder_than(exercise.id):
        assert exercise in LIBRARY.easier_than(harder.id)
        assert min(exercise.phases) <= min(harder.phases), harder.id
        assert harder.impact or not exercise.impact, harder.id
    for easier in LIBRARY.easier_than(exercise.id):
        assert exercise in LIBRARY.harder_than(easier.id)
    way_up: set[str] = set()
    waiting = list(LIBRARY.harder_than(exercise.id))
    while waiting:
        step = waiting.pop()
        if step.id not in way_up:
            way_up.add(step.id)
            waiting += LIBRARY.harder_than(step.id)
    assert exercise.id not in way_up


def test_the_calf_ladder() -> None:
    easier, harder = LIBRARY.ladder("EX-P04")
    assert [e.id for e in easier] == ["EX-P02", "EX-P01", "EX-M01", "EX-M14"]
    assert [e.id for e in harder][:3] == ["EX-P06", "EX-P08", "EX-P10"]
    assert [e.id for e in LIBRARY.easier_than("EX-P08")] == ["EX-P06", "EX-P07", "EX-P09"]


def test_impact_waits_for_impact_preparation() -> None:
    for exercise in LIBRARY.exercises:
        if exercise.impact:
            assert min(exercise.phases) >= "PH3", exercise.id


@EXERCISES
def test_blocks_name_a_rule_of_the_core(exercise: Exercise) -> None:
    assert {block.rule for block in exercise.blocks} <= RULES
    for block in exercise.blocks:
        assert block.reason.endswith(".")


BLOCKED = [
    ("AT-03", "EX-P06", "achilles_ins", "PH2", ()),
    ("AT-03", "EX-M02", "achilles_ins", "PH2", ()),
    ("AT-03", "EX-G19", "achilles_ins", "PH2", ()),
    ("PP-01", "EX-M07", "plantar_plate", "PH2", ()),
    ("PP-01", "EX-P07", "plantar_plate", "PH3", ()),
    ("PP-01", "EX-P30", "plantar_plate", "PH5", ()),
    ("PP-02", "EX-I03", "plantar_plate", "PH2", ()),
    ("PP-02", "EX-J15", "plantar_plate", "PH5", ()),
    ("TP-01", "EX-J02", "pttd", "PH3", ()),
    ("GA-34", "EX-J03", "bsi_low", "PH3", ()),
    ("GA-34", "EX-J08", "bsi_high", "PH3", ()),
    ("GT-04", "EX-G11", "bsi_low", "PH5", ()),
    ("SF-01", "EX-M04", "ankle_sprain", "PH1", ("tender_lateral_malleolus",)),
    ("SF-02", "EX-P01", "achilles_mid", "PH0", ("palpable_tendon_gap",)),
    ("SF-02", "EX-M14", "achilles_mid", "PH0", ("calf_squeeze_positive",)),
    ("SF-03", "EX-R04", "plantar_heel", "PH1", ("unexplained_calf_swelling",)),
    ("SF-04", "EX-C08", "post_op", "PH0", ("chest_pain",)),
    ("SF-05", "EX-M04", "post_op", "PH1", ("spreading_redness",)),
    ("SF-06", "EX-R09", "plantar_heel", "PH0", ("absent_pulses",)),
    ("SF-09", "EX-B01", "flatfoot", "PH1", ("monofilament_not_felt",)),
    ("SF-11", "EX-M09", "flatfoot", "PH1", ("tender_navicular",)),
    ("SF-12", "EX-M08", "forefoot_other", "PH1", ("focal_bone_tenderness",)),
    ("SF-13", "EX-M09", "ankle_sprain", "PH1", ("plantar_bruising",)),
    ("SF-14", "EX-M03", "ankle_sprain", "PH1", ("ankle_squeeze_positive",)),
    ("SF-16", "EX-P14", "pttd", "PH2", ("rigid_hindfoot_deformity",)),
    ("SF-17", "EX-M11", "plantar_heel", "PH1", ("sudden_plantar_pop",)),
    ("SF-20", "EX-M06", "forefoot_other", "PH1", ("red_hot_first_mtp",)),
    ("SF-24", "EX-J14", "plantar_heel", "PH3", ("growth_plate_tenderness",)),
    ("PO-02", "EX-C02", "post_op", "PH0", ("wound_not_closed",)),
]


@pytest.mark.parametrize(("rule", "exercise_id", "condition", "phase", "findings"), BLOCKED)
def test_a_block_applies_to_its_patient_and_to_no_other(
    rule: str, exercise_id: str, condition: str, phase: str, findings: tuple[str, ...]
) -> None:
    exercise = LIBRARY.exercise(exercise_id)
    assert rule in [block.rule for block in exercise.blocks_for(condition, phase, findings)]
    block = next(b for b in exercise.blocks if b.rule == rule and b.applies(condition, phase, findings))
    if block.findings:
        assert not block.applies(condition, phase, ())
    if block.condition:
        assert not block.applies("forefoot_other", phase, findings)
    if block.until_phase:
        assert not block.applies(condition, block.until_phase, findings)


def test_every_blocking_rule_of_the_library_has_its_test() -> None:
    assert {rule for rule, *_rest in BLOCKED} == {block.rule for e in LIBRARY.exercises for block in e.blocks}
