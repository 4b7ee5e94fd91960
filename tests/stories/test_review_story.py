"""The weekly review in the real window with keys alone: accepted, overridden, documented; another day for the next."""

import pytest
from PySide6.QtWidgets import QApplication

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.next_review import next_review_of
from footrehab_desktop.clinic.replay import replay_all
from footrehab_desktop.records.values import Observation, StoredDecision
from tests.support.counted_keys import Opened
from tests.support.review_diary import MONDAY, write_diary
from tests.support.session_factory import ClinicWithPatient, start_plan


@pytest.fixture
def reviewing(opened: Opened, clinic: ClinicWithPatient) -> Opened:
    """The window with a patient under treatment, the diary of the last week typed but for its last run."""
    start_plan(clinic, since=MONDAY)
    return opened


def go(opened: Opened, clinic: ClinicWithPatient, page: str) -> None:
    opened.window.navigate(page, clinic.patient_id, clinic.episode_id)
    settle(opened)


def settle(opened: Opened) -> None:
    """Wait for the card and for what stands around it."""
    for _ in range(3):
        opened.keys.settle()
        QApplication.processEvents()


def newest(opened: Opened, clinic: ClinicWithPatient) -> StoredDecision:
    with opened.session.unit_of_work() as unit:
        stored = unit.decisions.latest(clinic.episode_id)
    assert stored is not None
    return stored


def level(opened: Opened, clinic: ClinicWithPatient) -> int:
    with opened.session.unit_of_work() as unit:
        state = unit.decisions.current_state(clinic.episode_id)
    assert state is not None
    return int(state.state["level"])


def all_replay(opened: Opened) -> bool:
    with opened.session.unit_of_work() as unit:
        return all(replayed.outcome == "same" for replayed in replay_all(unit))


def test_type_a_week_review_accept_and_take_the_changes_into_the_plan(
    reviewing: Opened, clinic: ClinicWithPatient
) -> None:
    """The diary first: a run is typed into a week, then Ctrl+R, Enter, Enter."""
    keys = reviewing.keys
    write_diary(clinic, pain=1)
    go(reviewing, clinic, "diary")
    keys.on("Ctrl+Home", "Right", "Right", "Right", "Right", "Right", "Right")
    keys.type("x")
    keys.on("Ctrl+S")
    before = keys.pressed
    keys.on("Alt+5", "Ctrl+R")
    settle(reviewing)
    card = reviewing.texts()
    assert "▲ Progress" in card
    assert "PH4 – Walk–run, level 3 → level 4" in card
    assert "Accepting proposes 3 changes to the plan" in card
    assert "Why" in card
    assert "Rules 2026.1" in card
    assert keys.at == "Accept"
    keys.on("Return")
    settle(reviewing)
    assert (newest(reviewing, clinic).response, level(reviewing, clinic)) == ("accepted", 4)
    assert keys.at == "Take the changes into the plan…"
    keys.on("Return")
    assert reviewing.window.frame.host.current_page is not None
    assert reviewing.window.frame.host.current_page.code == "plan"
    assert keys.pressed - before == 4
    assert all_replay(reviewing)


def test_review_and_override_with_a_reason(reviewing: Opened, clinic: ClinicWithPatient) -> None:
    keys = reviewing.keys
    write_diary(clinic, pain=1)
    go(reviewing, clinic, "review")
    keys.on("Ctrl+R")
    settle(reviewing)
    keys.tab_to("Override…")
    keys.on("Return")
    keys.type("4")
    keys.tab_to("Reason")
    keys.type("Slept badly all week")
    keys.tab_to("Override the decision")
    keys.on("Return")
    settle(reviewing)
    stored = newest(reviewing, clinic)
    assert (stored.response, stored.final, stored.reason) == ("overridden", "HOLD", "Slept badly all week")
    assert stored.decision["decision"] == "PROGRESS"
    assert level(reviewing, clinic) == 3
    assert "Overridden: Slept badly all week – what stands: ■ Hold" in reviewing.texts()
    assert all_replay(reviewing)


def test_a_referral_is_documented_and_its_letter_is_one_key_away(reviewing: Opened, clinic: ClinicWithPatient) -> None:
    keys = reviewing.keys
    write_diary(clinic, pain=1)
    with reviewing.session.unit_of_work() as unit:
        flag = UnsignedAssessment(
            clinic.episode_id, "review", MONDAY, (Observation("calf_squeeze_positive", "right", text="yes"),)
        )
        sign_assessment(unit, reviewing.session.forms, flag, MONDAY)
    go(reviewing, clinic, "review")
    keys.on("Ctrl+R")
    settle(reviewing)
    assert "✚ Refer" in reviewing.texts()
    assert keys.at.startswith("What was done")
    keys.type("Phoned the clinic, seen at 16:00")
    keys.on("Ctrl+Return")
    settle(reviewing)
    stored = newest(reviewing, clinic)
    assert (stored.response, stored.final, stored.reason) == ("documented", "REFER", "Phoned the clinic, seen at 16:00")
    assert level(reviewing, clinic) == 3
    assert keys.at == "Referral letter"
    keys.on("Return")
    settle(reviewing)
    page = reviewing.window.frame.host.current_page
    assert page is not None
    assert page.code == "handouts"
    assert all_replay(reviewing)


def test_another_day_for_the_next_review_stands_everywhere(reviewing: Opened, clinic: ClinicWithPatient) -> None:
    keys = reviewing.keys
    write_diary(clinic, pain=1)
    go(reviewing, clinic, "review")
    keys.on("Ctrl+R")
    settle(reviewing)
    keys.on("Return")
    settle(reviewing)
    keys.tab_to("Change the day…")
    keys.on("Return")
    keys.type("+9d")
    keys.on("Return", "Return")
    settle(reviewing)
    with reviewing.session.unit_of_work() as unit:
        on = next_review_of(unit, clinic.episode_id)
    assert str(on) == "2026-03-25"
    assert "Next review: 25-Mar-2026" in reviewing.texts()
    banner = reviewing.window.frame.banner.content
    assert banner is not None
    assert "Next review 25-Mar-2026" in banner.standing
    go(reviewing, clinic, "summary")
    assert "25-Mar-2026" in reviewing.texts()
    assert all_replay(reviewing)
