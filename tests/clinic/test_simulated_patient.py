"""The simulated patient: what the model promises about load, pain, rest and chance."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.diary import check_day, check_session
from footrehab_desktop.clinic.simulated_patient import (
    FLARE_UNTIL,
    HIGHEST_IRRITATION,
    PlannedSession,
    SimulatedPatient,
    Tissue,
    live_weeks,
    morning_pain,
    next_tissue,
    pain_during,
    session_load,
)
from footrehab_desktop.clinic.simulation_programme import programme_by_clock
from footrehab_desktop.clinic.simulation_traits import TRAITS, draw_days, draw_patient
from footrehab_desktop.resource_files import resource_path
from tests.support.session_factory import ClinicWithPatient
from tests.support.simulated_diary import fill_diary, simulated_days

MONDAY = date(2026, 1, 5)
patients = st.builds(draw_patient, st.integers(0, 10**6), st.integers(1, 10**4))
tissues = st.builds(
    Tissue,
    capacity=st.floats(6, 80),
    irritation=st.floats(0, HIGHEST_IRRITATION),
    rest_days=st.integers(0, 30),
    flaring=st.booleans(),
)
loads = st.floats(0, 150)


@given(patients)
def test_traits_stay_in_their_documented_ranges(patient):
    drawn = asdict(patient)
    assert set(drawn) == {trait.name for trait in TRAITS} | {"seed"}
    assert all(trait.low <= drawn[trait.name] <= trait.high for trait in TRAITS)


@given(patients, tissues, loads, loads, st.floats(-4, 4))
def test_more_load_never_means_less_pain_or_irritation_in_the_same_patient_with_the_same_chance(
    patient, tissue, one, other, noise
):
    less, more = sorted((one, other))
    assert pain_during(patient, tissue, less, noise) <= pain_during(patient, tissue, more, noise)
    after_less, after_more = next_tissue(patient, tissue, less), next_tissue(patient, tissue, more)
    assert after_less.irritation <= after_more.irritation
    assert morning_pain(patient, after_less, noise) <= morning_pain(patient, after_more, noise)


@given(patients, tissues, loads, loads)
def test_load_above_what_the_tissue_stands_never_builds_more_capacity_than_less_of_it(patient, tissue, one, other):
    less, more = sorted(tissue.stood + load for load in (one, other))
    assert next_tissue(patient, tissue, more).capacity <= next_tissue(patient, tissue, less).capacity + 1e-9


@given(patients, tissues)
def test_a_week_of_rest_lets_a_flare_settle(patient, tissue):
    for _ in range(7):
        tissue = next_tissue(patient, tissue, 0)
    assert not tissue.flaring
    assert tissue.irritation < FLARE_UNTIL


@given(patients, tissues)
def test_long_rest_costs_capacity(patient, tissue):
    rested = tissue
    for _ in range(21):
        rested = next_tissue(patient, rested, 0)
    assert rested.capacity < max(tissue.capacity, 0.5 * patient.capacity + 1e-9)


def test_tolerable_load_builds_capacity_and_overload_costs_it():
    patient, tissue = draw_patient(1, 1), Tissue(20)
    assert next_tissue(patient, tissue, 16).capacity > 20
    assert next_tissue(patient, tissue, 40).capacity < 20


@pytest.mark.parametrize(
    ("session", "load"),
    [
        (PlannedSession("run", 30, 12), 12 + 18 * 0.15),
        (PlannedSession("run", 30, 12, effort=6), 2 * (12 + 18 * 0.15)),
        (PlannedSession("strength", 20), 6),
        (PlannedSession("walk", 30), 4.5),
    ],
)
def test_the_load_of_a_session_is_minutes_by_weight_by_effort(session, load):
    assert session_load(session) == pytest.approx(load)
    assert session_load(session, 0.5) == pytest.approx(load / 2)


def test_the_same_seed_gives_the_same_diary_and_another_seed_another():
    assert simulated_days(MONDAY, 8, seed=5) == simulated_days(MONDAY, 8, seed=5)
    assert simulated_days(MONDAY, 8, seed=5) != simulated_days(MONDAY, 8, seed=6)


@given(st.integers(0, 10**6))
def test_every_entry_is_one_that_the_diary_takes(seed):
    days = simulated_days(MONDAY, 12, seed)
    today = MONDAY + timedelta(weeks=12)
    for day in days:
        if day.session:
            check_session(day.session, today)
        if day.day:
            check_day(day.day, today)
        assert day.session is None or day.day is not None


def test_who_writes_everything_down_leaves_no_gap_and_who_stops_early_does_less():
    patient = draw_patient(2, 1)
    lived = SimulatedPatient(patient, draw_days(patient, 56), MONDAY)
    days = live_weeks(lived, programme_by_clock("W-GEN", MONDAY), MONDAY, 8)
    assert len(days) == 56
    assert all(day.part <= 1.5 for day in days)
    broken_off = [day for day in days if 0 < day.part < 1]
    assert all(day.pain_during >= patient.stops_at for day in broken_off)


def test_a_year_of_diary_is_written_into_a_record(clinic: ClinicWithPatient):
    with clinic.session.unit_of_work() as unit:
        fill_diary(unit, clinic.episode_id, MONDAY, 52, seed=1)
    with clinic.session.unit_of_work() as unit:
        sessions, days = unit.diary.sessions(clinic.episode_id), unit.diary.days(clinic.episode_id)
    assert 100 < len(sessions) < 5 * 52
    assert 250 < len(days) <= 364
    assert any(session.run_min == 30 for session in sessions)


def test_the_help_page_names_every_trait_with_its_range():
    page = resource_path("help", "34-simulation.md").read_text(encoding="utf-8")
    for trait in TRAITS:
        assert f"| {trait.name} | {trait.low:g} to {trait.high:g} | {trait.unit} | {trait.meaning} |" in page
