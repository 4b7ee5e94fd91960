"""Saving a plan: versions, refused dosages, and the walk–run table that the state follows."""

from dataclasses import replace

import pytest

from footrehab_desktop.clinic.plans import save_plan
from footrehab_desktop.errors import FieldError
from tests.support.session_factory import PLAN, TODAY, ClinicWithPatient, start_plan


def save(clinic: ClinicWithPatient, items=PLAN, table: str | None = "W-GEN"):
    with clinic.session.unit_of_work() as unit:
        return save_plan(unit, clinic.session.library, clinic.episode_id, items, table, TODAY)


def state_table(clinic: ClinicWithPatient) -> str:
    with clinic.session.unit_of_work() as unit:
        return unit.decisions.current_state(clinic.episode_id).state["table"]


def test_saving_again_makes_the_next_version_and_keeps_the_old_one(clinic):
    first, changes = save(clinic)
    second, _ = save(clinic, PLAN[:1])
    assert (first.version, second.version, changes.plans) == (1, 2, {clinic.episode_id})
    with clinic.session.unit_of_work() as unit:
        assert unit.plans.current(clinic.episode_id).items == PLAN[:1]
        assert [plan.items for plan in unit.plans.versions(clinic.episode_id)] == [PLAN[:1], PLAN]


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"sets": 0}, "sets", "Sets takes a whole number from 1 to 20."),
        ({"reps": 201}, "reps", "Repetitions takes a whole number from 1 to 200."),
        ({"hold_s": 0}, "hold_s", "Hold in seconds takes a whole number from 1 to 600."),
        ({"exercise_id": "EX-X99"}, "exercise_id", "This exercise is not in the library. Choose one from the list."),
    ],
)
def test_a_dosage_out_of_range_is_refused_and_nothing_is_saved(change, field, sentence, clinic):
    with pytest.raises(FieldError) as refusal:
        save(clinic, (replace(PLAN[0], **change),))
    assert (refusal.value.field, str(refusal.value)) == (field, sentence)
    with clinic.session.unit_of_work() as unit:
        assert unit.plans.current(clinic.episode_id) is None


def test_an_unknown_table_is_refused(clinic):
    with pytest.raises(FieldError, match="Choose one of the walk–run tables"):
        save(clinic, table="W-NONE")


def test_the_state_follows_the_table_before_running_begins(clinic):
    start_plan(clinic, "PH2", 1)
    _, changes = save(clinic, table="W-BSI")
    assert state_table(clinic) == "W-BSI"
    assert changes.episodes == {clinic.episode_id}


def test_a_table_in_use_is_not_exchanged(clinic):
    start_plan(clinic, "PH4", 3)
    with pytest.raises(FieldError, match="different loads"):
        save(clinic, table="W-STEP")
    assert state_table(clinic) == "W-GEN"
    with clinic.session.unit_of_work() as unit:
        assert unit.plans.current(clinic.episode_id).version == 1
