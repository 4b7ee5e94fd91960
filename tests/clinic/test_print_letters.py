"""Letters: a colleague reads the course and the figures; a coach reads no more than training needs, with consent."""

from dataclasses import replace

import pytest

from footrehab_desktop.clinic.print_handout import PreparedHandout
from footrehab_desktop.clinic.print_letters import prepare_coach_letter, prepare_colleague_letter
from footrehab_desktop.clinic.referral import LetterText
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from tests.support.session_factory import HEEL_PAIN, RUNNER, TODAY, ClinicWithPatient, make_patient, start_plan

TEXT = LetterText("Dr Okonkwo, Sports Medicine", "Could you see her gait?\nThank you.")


def words_of(prepared: PreparedHandout) -> str:
    return " ".join(" ".join(extract_text(prepared.pdf)).split())


def coach_letter(clinic: ClinicWithPatient, *, consented: bool = True, identity: bool = False) -> PreparedHandout:
    session = clinic.session
    with session.unit_of_work() as unit:
        return prepare_coach_letter(
            unit,
            session.library,
            clinic.episode_id,
            TODAY,
            PrintOptions(),
            text=TEXT,
            consented=consented,
            with_identity=identity,
        )


def test_the_colleague_reads_course_tests_and_plan(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH4", 3)
    session = clinic.session
    with session.unit_of_work() as unit:
        made = prepare_colleague_letter(
            unit, session.library, session.forms, clinic.episode_id, TODAY, PrintOptions(), text=TEXT
        )
    printed = words_of(made)
    assert "Dr Okonkwo, Sports Medicine" in printed
    assert "Could you see her gait?" in printed
    assert "From 02-Mar-2026: PH4" in printed
    assert "LEFT 24 reps, RIGHT 20 reps, LSI 83 %" in printed
    assert session.library.exercise("EX-P04").name in printed
    assert not made.draft


def test_the_coach_reads_what_to_train_and_no_findings(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH4", 3)
    printed = words_of(coach_letter(clinic))
    assert "Running by stages: 1 min run : 1 min walk × 10, 20 minutes in all" in printed
    assert "4 out of 10 or below" in printed
    assert "Shared with the consent of the patient: name, injured side" in printed
    assert "LSI" not in printed
    assert "reps" not in printed


def test_without_consent_the_letter_to_the_coach_is_a_draft(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH2", 1)
    made = coach_letter(clinic, consented=False)
    printed = words_of(made)
    assert made.draft
    assert "DRAFT" in printed
    assert "Shared with the consent" not in printed
    assert "No running and no jumping yet." in printed


IDENTITY = ("Born", "Record", "Plantar heel pain")


@pytest.mark.parametrize("identity", [False, True])
def test_who_the_patient_is_and_the_diagnosis_are_told_only_if_the_consent_says_so(
    clinic: ClinicWithPatient, identity: bool
) -> None:
    start_plan(clinic, "PH2", 1)
    agreed = words_of(coach_letter(clinic, identity=identity))
    assert RUNNER.family_name.upper() in agreed
    assert "RIGHT" in agreed
    assert [word in agreed for word in IDENTITY] == [identity] * 3
    assert ("also agreed to date of birth, record number and diagnosis" in agreed) == identity


@pytest.mark.parametrize("identity", [False, True])
def test_the_draft_asks_for_each_consent_and_tells_nothing_yet(clinic: ClinicWithPatient, identity: bool) -> None:
    start_plan(clinic, "PH2", 1)
    draft = words_of(coach_letter(clinic, consented=False, identity=identity))
    assert not any(word in draft for word in IDENTITY)
    assert "□ The coach may read this letter" in draft
    assert "□ The letter may also name my date of birth, my record number and my diagnosis." in draft
    assert "Date and signature of the patient: ____" in draft


def test_a_bone_stress_injury_allows_no_pain(session: ClinicSession) -> None:
    clinic = make_patient(session, RUNNER, replace(HEEL_PAIN, condition="bsi_low", site="metatarsal_shaft_2_4"))
    start_plan(clinic, "PH2", 1)
    printed = words_of(coach_letter(clinic))
    assert "No pain at the injured spot at any time" in printed
    assert "out of 10" not in printed


def test_before_the_plan_there_is_nothing_to_tell_a_coach(clinic: ClinicWithPatient) -> None:
    with pytest.raises(UserFixableError, match="plan has not been started"):
        coach_letter(clinic)
