"""Exercises refused by the rules, asked through the real record: the rule, the sentence, and what would lift it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek, save_week
from footrehab_desktop.clinic.exercise_blocks import block_sentence, blocks_of, supposed_case
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.values import DiaryDay, DiarySession, EpisodeDetails, Observation, PatientDetails
from footrehab_desktop.ui.presenters.plan_situation import template_of
from tests.support.session_factory import (
    HEEL_PAIN,
    RUNNER,
    TODAY,
    ClinicWithPatient,
    make_patient,
    make_session,
    shipped_forms,
    shipped_library,
)

LIBRARY = shipped_library()


@dataclass(frozen=True)
class Refused:
    """A patient in a phase, the exercise that a rule refuses, and words of what would lift it."""

    rule: str
    exercise: str
    phase: str
    lifted_by: str
    condition: str = "plantar_heel"
    patient: PatientDetails = RUNNER
    seen: tuple[Observation, ...] = ()
    resting: bool = False
    sore: bool = False


def found(code: str) -> tuple[Observation, ...]:
    return (Observation(code, text="yes"),)


REFUSED = (
    Refused("SF-09", "EX-B01", "PH1", "A monofilament that is felt", patient=replace(RUNNER, neuropathy=True)),
    Refused("SF-09", "EX-B01", "PH1", "A monofilament that is felt", seen=found("monofilament_not_felt")),
    Refused("SF-02", "EX-P04", "PH2", "The referral answered", seen=found("calf_squeeze_positive")),
    Refused("SF-14", "EX-J03", "PH3", "The referral answered", "ankle_sprain", seen=found("ankle_squeeze_positive")),
    Refused("PO-02", "EX-C04", "PH1", "A wound found closed", "post_op", seen=found("wound_not_closed")),
    Refused("PP-02", "EX-J03", "PH3", "A drawer grade below 2", "plantar_plate",
            seen=(Observation("plantar_plate_drawer", "right", 2),)),
    Refused("PP-04", "EX-B04", "PH2", "Sessions with pain of 1 or less", "plantar_plate", sore=True),
    Refused("AT-03", "EX-M02", "PH1", "Reaching PH3", "achilles_ins"),
    Refused("LD-19", "EX-J03", "PH2", "Reaching PH3"),
    Refused("GA-34", "EX-G15", "PH3", "Every item of gate GA-34"),
    Refused("LD-05", "EX-G12", "PH4", "clean runs of 30 min"),
    Refused("GT-04", "EX-G12", "PH4", "Reaching PH5", "plantar_plate"),
    Refused("B.2", "EX-P04", "PH1", "Reaching PH2"),
    Refused("FL-02", "EX-J03", "PH3", "with settled pain", resting=True),
)  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ClinicSession]:
    made = make_session(tmp_path / "record")
    yield made
    made.close()


def treated(session: ClinicSession, wanted: Refused) -> ClinicWithPatient:
    details = EpisodeDetails(wanted.condition, "right", TODAY - timedelta(days=10), activity="Runner")
    clinic = make_patient(session, wanted.patient, details)
    baseline = UnsignedAssessment(
        clinic.episode_id, "baseline", TODAY, (Observation("pain_now", number=3), *wanted.seen)
    )
    with session.unit_of_work() as unit:
        sign_assessment(unit, session.forms, baseline, TODAY)
    if wanted.sore:
        monday = TODAY - timedelta(days=7)
        walk = DiarySession(on=monday, slot=1, kind="walk", impact=False, minutes=20, pain_during=3)
        rest = tuple(DiaryColumn(on, DiaryDay(on)) for on in (monday + timedelta(days=n) for n in range(1, 7)))
        columns = (DiaryColumn(monday, DiaryDay(monday), (walk,), 1, 0), *rest)
        with session.unit_of_work() as unit:
            save_week(unit, clinic.episode_id, DiaryWeek(monday, columns), TODAY)
    if wanted.resting:
        until = (TODAY + timedelta(days=4)).isoformat()
        with session.unit_of_work() as unit:
            unit.decisions.add_state(
                clinic.episode_id, TODAY, {"phase": wanted.phase, "level": 1, "no_impact_until": until}
            )
            unit.commit()
    return clinic


def sentences(clinic: ClinicWithPatient, phase: str) -> dict[str, str]:
    with clinic.session.unit_of_work() as unit:
        file = load_episode(unit, clinic.episode_id)
    return dict(blocks_of(file, LIBRARY, shipped_forms(), TODAY, phase).sentences)


@pytest.mark.parametrize("wanted", REFUSED, ids=lambda wanted: wanted.rule)
def test_a_refusal_names_its_rule_and_what_would_lift_it(session: ClinicSession, wanted: Refused) -> None:
    sentence = sentences(treated(session, wanted), wanted.phase)[wanted.exercise]
    assert f"({wanted.rule})." in sentence
    told, lifted = sentence.split(" To lift it: ")
    assert told[:1].isupper()
    assert wanted.lifted_by in lifted
    assert lifted.endswith(".")


@pytest.mark.parametrize(
    "wanted", [wanted for wanted in REFUSED if wanted.rule in {"PP-02", "PP-04", "AT-03", "SF-09", "FL-02"}],
    ids=lambda wanted: wanted.rule,
)  # fmt: skip
def test_a_patient_without_the_reason_gets_the_same_exercise(session: ClinicSession, wanted: Refused) -> None:
    plain = Refused(wanted.rule, wanted.exercise, wanted.phase, "")
    assert wanted.exercise not in sentences(treated(session, plain), wanted.phase)


def test_a_template_leaves_out_what_is_refused_and_says_why(session: ClinicSession) -> None:
    insertion = Refused("AT-03", "", "PH1", "", "achilles_ins")
    clinic = treated(session, insertion)
    blocked = sentences(clinic, "PH1")
    with session.unit_of_work() as unit:
        episode = unit.episodes.get(clinic.episode_id)
    heel = replace(episode, details=replace(HEEL_PAIN))
    template = template_of(LIBRARY, heel, "PH1", blocked, ())
    assert not {item.exercise_id for item in template.items} & set(blocked)
    assert template.left_out
    assert all("To lift it:" in why or why.endswith(".") for _name, why in template.left_out)


def test_notes_of_the_library_say_what_lifts_them(session: ClinicSession) -> None:
    """Where no rule of the core speaks, the library's own note does, with its phase or finding."""
    clinic = treated(session, Refused("", "", "PH1", ""))
    with session.unit_of_work() as unit:
        file = load_episode(unit, clinic.episode_id)
    case = supposed_case(file, shipped_forms(), TODAY, "PH1")
    noted = [exercise for exercise in LIBRARY.exercises if exercise.blocks]
    told = {
        block_sentence(exercise, case, frozenset(finding for block in exercise.blocks for finding in block.findings))
        for exercise in noted
    }
    assert any("The finding cleared at an assessment." in sentence for sentence in told)
