"""Saving a plan: versions, refused dosages, and the walk–run table that the state follows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from footrehab_desktop.clinic.plans import PlanReason, check_item, save_plan, standing_before
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import FieldError
from tests.support.session_factory import PLAN, TODAY, ClinicWithPatient, make_session, start_plan


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ClinicSession]:
    """A clinic whose clock stands at noon of ``TODAY``."""
    made = make_session(tmp_path / "record", clock=lambda: datetime.combine(TODAY, time(12), UTC))
    yield made
    made.close()


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


TOMORROW = TODAY + timedelta(days=1)


def test_what_stood_before_today_is_the_newest_plan_of_an_earlier_day(clinic):
    save(clinic)
    save(clinic, PLAN[:2])
    with clinic.session.unit_of_work() as unit:
        assert standing_before(unit, clinic.episode_id, TODAY) == ()
        assert standing_before(unit, clinic.episode_id, TOMORROW) == PLAN[:2]


def test_two_things_raised_at_once_are_not_saved(clinic):
    save(clinic)
    item = replace(PLAN[1], sets=PLAN[1].sets + 1, reps=PLAN[1].reps + 2)
    with clinic.session.unit_of_work() as unit, pytest.raises(FieldError, match=r"go up at once.*LD-20"):
        save_plan(unit, clinic.session.library, clinic.episode_id, (item,), "W-GEN", TOMORROW)
    with clinic.session.unit_of_work() as unit:
        one = replace(item, sets=PLAN[1].sets)
        plan, _ = save_plan(unit, clinic.session.library, clinic.episode_id, (one,), "W-GEN", TOMORROW)
    assert plan.version == 2
    _, changes = save(clinic, (item,))
    assert changes.plans, "on the day of its first version a plan is still being made"


def test_why_it_was_changed_is_kept_with_the_version(clinic):
    with clinic.session.unit_of_work() as unit:
        save_plan(
            unit, clinic.session.library, clinic.episode_id, PLAN, "W-GEN", TODAY, why=PlanReason("Ready for more")
        )
    with clinic.session.unit_of_work() as unit:
        assert unit.plans.current(clinic.episode_id).note == "Ready for more"
    with clinic.session.unit_of_work() as unit, pytest.raises(FieldError) as refusal:
        save_plan(unit, clinic.session.library, clinic.episode_id, PLAN, "W-GEN", TODAY, why=PlanReason("a\x00b"))
    assert refusal.value.field == "note"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rest_s": 601}, "rest_s"),
        ({"reps": None, "hold_s": None}, "reps"),
        ({"time_of_day": "noon"}, "time_of_day"),
        ({"days": "fri mon"}, "days"),
        ({"days": "mon mon"}, "days"),
        ({"days": "someday"}, "days"),
    ],
)
def test_an_impossible_dosage_is_refused_at_its_part(change, field, clinic):
    with pytest.raises(FieldError) as refusal:
        check_item(replace(PLAN[0], **change), clinic.session.library)
    assert refusal.value.field == field
