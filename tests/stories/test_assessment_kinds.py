"""Each kind of assessment in the real window by keys, and what it changes; the baseline is counted next door.

A review, a flare, a fatigue gait check and a discharge of a runner with plantar heel pain of the right foot.
"""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLineEdit

from footrehab_desktop.records.values import DiarySession, Observation
from tests.support.counted_keys import Opened
from tests.support.session_factory import TODAY, ClinicWithPatient, make_patient, start_plan

FLARED_ON = TODAY - timedelta(days=1)


@pytest.fixture
def clinic(opened: Opened) -> ClinicWithPatient:
    """A runner whose plan is under way: baseline signed two weeks ago, walk–run at level 3."""
    made = make_patient(opened.session)
    start_plan(made)
    return made


def shown_hints(opened: Opened) -> str:
    """Return every hint and every answer on screen: words beside the fields, and grey words in empty boxes."""
    boxes = [box for box in opened.window.findChildren(QLineEdit) if box.isVisible()]
    return "\n".join([opened.texts(), *(box.placeholderText() for box in boxes if not box.text())])


def test_a_review_shows_the_last_values_and_signs_only_what_was_answered(
    opened: Opened, clinic: ClinicWithPatient
) -> None:
    keys = opened.keys
    opened.assess(clinic)
    assert "Review" in opened.texts()
    keys.to("Pain")
    assert "last: 2/10 on 02-Mar-2026" in shown_hints(opened)
    keys.type("1/")
    keys.to("Strength and endurance")
    assert "last: 24 reps on 02-Mar-2026" in shown_hints(opened)
    assert keys.at.startswith("Single-leg heel raise, patient's left")
    keys.on("Tab")
    keys.type("23/")
    # Only the involved side was tested: nothing asks, and the left side is not filled in from last time.
    signed = opened.sign(clinic)
    assert signed.kind == "review"
    assert signed.observations == (
        Observation("pain_now", number=1),
        Observation("heel_raise", "right", 23, set_up="incline"),
    )


def test_an_answer_on_the_sound_side_alone_is_asked_about_and_moved_with_one_key(
    opened: Opened, clinic: ClinicWithPatient
) -> None:
    keys = opened.keys
    opened.assess(clinic)
    keys.to("Strength and endurance")
    keys.type("23/")
    keys.on("Ctrl+Return")
    assert opened.newest(clinic).kind == "baseline"
    keys.type("m")
    signed = opened.sign(clinic)
    assert signed.observations == (Observation("heel_raise", "right", 23, set_up="incline"),)


def test_a_flare_that_began_outside_training_is_treated_by_its_trigger(
    opened: Opened, clinic: ClinicWithPatient
) -> None:
    """A run left a limp. The flare assessment names the new shoe; the next decision steps back by rule FL-05."""
    limped = DiarySession(FLARED_ON, 1, "run", True, run_min=20, pain_during=3, limp=True)
    with opened.session.unit_of_work() as unit:
        unit.diary.put_sessions(clinic.episode_id, (limped,))
        unit.commit()
    keys = opened.keys
    opened.assess(clinic, "flare")
    assert "Flare-up" in opened.texts()
    keys.on("Shift+A")
    keys.to("Training")
    keys.tab_to("First day of the flare")
    keys.type("yesterday/")
    assert keys.at.startswith("What set it off")
    keys.type("2")
    keys.to("Pain")
    keys.type("4")
    signed = opened.sign(clinic)
    answers = {(o.code, o.text or o.number) for o in signed.observations}
    assert signed.kind == "flare"
    assert {("flare_on", FLARED_ON.isoformat()), ("flare_trigger", "new_shoe"), ("pain_now", 4)} <= answers
    keys.on("Alt+5", "Ctrl+R")
    card = opened.texts()
    assert "FL-05" in card
    assert "The flare was set off outside training (new shoe): back from level 3 to level 2" in card


def test_one_item_worse_when_tired_steps_back_at_the_next_review(opened: Opened, clinic: ClinicWithPatient) -> None:
    """Eight items, fresh and tired side by side: digits run down the first column, then down the second."""
    keys = opened.keys
    opened.assess(clinic, "fatigue_gait")
    assert "Fatigue gait check" in opened.texts()
    keys.tab_to("Where the foot lands, Fresh, 0 to 2")
    keys.type("00010000" + "00110000")
    assert "Running got worse with fatigue: the level goes back to the last stable one." in opened.texts()
    signed = opened.sign(clinic)
    assert signed.kind == "fatigue_gait"
    scored = {o.code: o.number for o in signed.observations}
    assert (scored["gait_fresh_arch"], scored["gait_tired_arch"]) == (0, 1)
    assert len(scored) == 16
    keys.on("Alt+5", "Ctrl+R")
    card = opened.texts()
    assert "Regress" in card
    assert "GT-02" in card
    assert "Gait gets worse when tired (items worse: 1, 16-Mar-2026): back to the last protocol that held." in card


def test_a_discharge_holds_both_sides_measures_and_goals_and_the_episode_can_be_closed(
    opened: Opened, clinic: ClinicWithPatient
) -> None:
    keys = opened.keys
    opened.assess(clinic, "discharge")
    assert "Discharge" in opened.texts()
    keys.on("Shift+A")
    keys.to("Pain")
    keys.type("000")
    keys.to("Range of motion")
    keys.type("12/12/")
    keys.to("Strength and endurance")
    keys.type("28/27/")
    assert "LSI 96 % (right to left)" in opened.texts()
    keys.to("Outcome measures")
    keys.type("0" * 23)
    keys.to("Goals")
    keys.type("Run 10 km/")
    keys.tab_to("Short term: Activity, Reached")
    keys.type("y")
    signed = opened.sign(clinic)
    answers = {(o.code, o.side): o.text or o.number for o in signed.observations}
    assert signed.kind == "discharge"
    assert [answers["heel_raise", side] for side in ("left", "right")] == [28, 27]
    assert [answers["weight_bearing_lunge", side] for side in ("left", "right")] == [12, 12]
    assert (answers["goal_short", None], answers["goal_short_reached", None]) == ("Run 10 km", "yes")
    assert [(o.instrument, o.score) for o in signed.outcomes] == [("FFI", 0)]
    close_the_episode(opened)
    with opened.session.unit_of_work() as unit:
        episode = unit.episodes.get(clinic.episode_id)
    assert episode.closed_on == TODAY


def close_the_episode(opened: Opened) -> None:
    opened.keys.on("Alt+1")
    opened.keys.tab_to("Close episode")
    opened.keys.on("Return")
    opened.keys.tab_to("Close the episode")
    opened.keys.on("Return")
