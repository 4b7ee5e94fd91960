"""Opening, changing and closing episodes: each fault with its sentence, and what is kept."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from footrehab_desktop.clinic.episodes import change_episode, check_episode, close_episode, open_episode
from footrehab_desktop.clinic.patients import change_patient
from footrehab_desktop.errors import FieldError
from tests.support.session_factory import HEEL_PAIN, RUNNER, TODAY, ClinicWithPatient

TOMORROW = TODAY + timedelta(days=1)
UNBORN = RUNNER.birth_date - timedelta(days=1)
LONG = "x" * 50_001


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"condition": "gout"}, "condition", "Choose the condition: "),
        ({"side": "middle"}, "side", "Choose the side: left, right or both."),
        ({"site": "elbow"}, "site", "Choose the bone from the list."),
        ({"pain_ceiling": 6}, "pain_ceiling", "The pain ceiling takes a whole number from 0 to 5."),
        ({"pain_ceiling": -1}, "pain_ceiling", "The pain ceiling takes a whole number from 0 to 5."),
        ({"weekly_km_before": 401}, "weekly_km_before", "Running before the injury takes 0 to 400 km a week."),
        ({"weekly_km_before": -1}, "weekly_km_before", "Running before the injury takes 0 to 400 km a week."),
        ({"restriction": "PH99"}, "restriction", "Choose the highest allowed phase from the list."),
        ({"run_table": "W-NONE"}, "run_table", "Choose one of the walk–run tables: "),
        ({"activity": LONG}, "activity", "The activity takes at most 50,000 characters."),
        ({"goal": "a\x00b"}, "goal", "The goal holds a character that cannot be shown. Type it again."),
        ({"onset_on": TOMORROW}, "onset_on", "The onset is dated in the future."),
        ({"onset_on": UNBORN}, "onset_on", "The onset is dated before the patient's birth."),
        ({"plan_start": TOMORROW}, "plan_start", "The start of the plan is dated in the future."),
        ({"clearance_on": TOMORROW}, "clearance_on", "The clearance to run is dated in the future."),
        ({"energy_assessment_on": UNBORN}, "energy_assessment_on", "The energy assessment is dated before the patient"),
    ],
)
def test_each_fault_has_its_sentence_and_nothing_is_saved(
    changes: dict[str, Any], field: str, sentence: str, clinic: ClinicWithPatient
) -> None:
    details = replace(HEEL_PAIN, **changes)
    (fault,) = check_episode(details, RUNNER.birth_date, TODAY)
    assert fault.field == field
    assert str(fault).startswith(sentence)
    with clinic.session.unit_of_work() as unit, pytest.raises(FieldError):
        open_episode(unit, clinic.patient_id, details, TODAY)
    with clinic.session.unit_of_work() as unit, pytest.raises(FieldError):
        change_episode(unit, clinic.episode_id, details, TODAY)
    with clinic.session.unit_of_work() as unit:
        (only,) = unit.episodes.for_patient(clinic.patient_id)
    assert only.details == HEEL_PAIN


def test_every_fault_is_listed() -> None:
    details = replace(HEEL_PAIN, condition="gout", weekly_km_before=900, onset_on=TOMORROW)
    faults = check_episode(details, RUNNER.birth_date, TODAY)
    assert [fault.field for fault in faults] == ["condition", "weekly_km_before", "onset_on"]


def test_what_can_be_taken_is_kept_to_the_letter(clinic: ClinicWithPatient) -> None:
    goal = "Run <b>10 km</b> 🏃 ماراثون\n" * 300
    details = replace(HEEL_PAIN, side="both", goal=goal, weekly_km_before=0, pain_ceiling=0)
    with clinic.session.unit_of_work() as unit:
        opened, changes = open_episode(unit, clinic.patient_id, details, TODAY)
    assert (changes.patients, changes.episodes) == ({clinic.patient_id}, {opened.id})
    with clinic.session.unit_of_work() as unit:
        assert unit.episodes.get(opened.id).details == details


def test_a_change_is_saved(clinic: ClinicWithPatient) -> None:
    details = replace(HEEL_PAIN, side="left", restriction="PH3")
    with clinic.session.unit_of_work() as unit:
        changes = change_episode(unit, clinic.episode_id, details, TODAY)
    assert changes.episodes == {clinic.episode_id}
    with clinic.session.unit_of_work() as unit:
        assert unit.episodes.get(clinic.episode_id).details == details


def test_a_closed_episode_leaves_the_caseload_and_stays_readable(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        close_episode(unit, clinic.episode_id, TODAY, TODAY)
    with clinic.session.unit_of_work() as unit:
        assert unit.caseload.rows() == ()
        assert unit.episodes.get(clinic.episode_id).closed_on == TODAY
    with clinic.session.unit_of_work() as unit, pytest.raises(FieldError, match="was closed on 16-Mar-2026"):
        close_episode(unit, clinic.episode_id, TODAY, TODAY)


def test_a_discharge_is_not_dated_in_the_future(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit, pytest.raises(FieldError, match="dated in the future"):
        close_episode(unit, clinic.episode_id, TOMORROW, TODAY)


def test_a_birth_date_after_the_first_day_of_an_episode_is_refused(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        change_episode(unit, clinic.episode_id, replace(HEEL_PAIN, onset_on=date(2026, 1, 5)), TODAY)
    with clinic.session.unit_of_work() as unit, pytest.raises(FieldError) as refused:
        change_patient(unit, clinic.patient_id, replace(RUNNER, birth_date=date(2026, 1, 6)), TODAY)
    assert refused.value.field == "birth_date"
    assert "first day of an episode, 05-Jan-2026" in str(refused.value)
    with clinic.session.unit_of_work() as unit:
        change_patient(unit, clinic.patient_id, replace(RUNNER, birth_date=date(2026, 1, 5)), TODAY)
