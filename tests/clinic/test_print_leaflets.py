"""Leaflets on paper carry the patient's own limits, goals and results; nothing is said where nothing is known."""

from dataclasses import replace
from datetime import timedelta

import pytest

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.own_protocols import Adjustment, save_adjustment
from footrehab_desktop.clinic.print_handout import PreparedHandout
from footrehab_desktop.clinic.print_leaflets import prepare_advice, prepare_discharge, prepare_goals
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.library.advice import ADVICE_IDS, load_advice
from footrehab_desktop.records.values import Observation
from tests.support.session_factory import HEEL_PAIN, RUNNER, TODAY, ClinicWithPatient, make_patient, start_plan

NORMAL = PrintOptions()
FEW_WORDS = PrintOptions(size="low_literacy")


def words_of(prepared: PreparedHandout) -> str:
    return " ".join(" ".join(extract_text(prepared.pdf)).split())


def sign(clinic: ClinicWithPatient, *observations: Observation) -> None:
    with clinic.session.unit_of_work() as unit:
        review = UnsignedAssessment(clinic.episode_id, "review", TODAY, observations)
        sign_assessment(unit, clinic.session.forms, review, TODAY)


def advice(clinic: ClinicWithPatient, advice_id: str, options: PrintOptions = NORMAL) -> str:
    with clinic.session.unit_of_work() as unit:
        return words_of(prepare_advice(unit, clinic.episode_id, advice_id, TODAY, options))


@pytest.mark.parametrize("advice_id", ADVICE_IDS)
def test_every_advice_sheet_prints_whole_on_one_page_for_the_patient(clinic: ClinicWithPatient, advice_id: str) -> None:
    with clinic.session.unit_of_work() as unit:
        made = prepare_advice(unit, clinic.episode_id, advice_id, TODAY, NORMAL)
    printed = words_of(made)
    sheet = load_advice()[advice_id]
    assert made.pages == 1
    assert "RUNNER, Rosa" in printed
    assert "RIGHT foot" in printed
    assert sheet.title in printed
    for block in sheet.blocks:
        if block.conditions in ((), ("plantar_heel",)) and block.ceiling != "none":
            assert block.heading in printed


def test_the_limits_are_those_of_the_patient_and_of_the_clinics_own_figures(session: ClinicSession) -> None:
    clinic = make_patient(session, RUNNER, replace(HEEL_PAIN, pain_ceiling=3))
    assert "Pain went above 3 out of 10" in advice(clinic, "flare_care")
    assert "above 4" not in advice(clinic, "flare_care")


def test_few_words_stay_few(clinic: ClinicWithPatient) -> None:
    normal, few = (advice(clinic, "flare_care", options) for options in (NORMAL, FEW_WORDS))
    assert "Foot up. Cool 10 minutes." in few
    assert len(few.split()) < 0.6 * len(normal.split())


def test_goals_are_printed_to_tick_until_they_are_reached(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    with clinic.session.unit_of_work() as unit, pytest.raises(UserFixableError, match="There are no goals yet"):
        prepare_goals(unit, clinic.session.forms, clinic.episode_id, TODAY - timedelta(days=20), NORMAL)
    sign(
        clinic,
        Observation("goal_short", text="Walk the dog <b>round the lake</b>"),
        Observation("goal_short_by", text="2026-04-01"),
        Observation("goal_mid", text="Run 5 km"),
        Observation("goal_mid_reached", text="yes"),
        Observation("event_1", text="Harbour Run"),
        Observation("event_1_on", text="2026-09-13"),
    )
    with clinic.session.unit_of_work() as unit:
        printed = words_of(prepare_goals(unit, clinic.session.forms, clinic.episode_id, TODAY, NORMAL))
    assert "□ Walk the dog <b>round the lake</b>, by 01-Apr-2026" in printed
    assert "Harbour Run, on 13-Sep-2026" in printed
    assert "□ Run 5 km" not in printed
    assert "You have reached" in printed
    assert "Run 5 km" in printed.partition("You have reached")[2]


def test_the_discharge_sheet_says_what_was_reached_and_how_to_keep_it(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    with clinic.session.unit_of_work() as unit:
        printed = words_of(prepare_discharge(unit, clinic.session.forms, clinic.episode_id, TODAY, NORMAL))
    assert "from 02-Mar-2026 to 16-Mar-2026" in printed
    assert "LEFT 24 reps, RIGHT 20 reps" in printed
    assert "Come back to us" in printed


def test_a_clinics_own_figure_reaches_the_leaflet(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        save_adjustment(unit, clinic.session.library, "plantar_heel", Adjustment({"FW-01.km": 640.0}, {}))
    assert "after about 640 km" in advice(clinic, "shoes")
