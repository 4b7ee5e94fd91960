"""How many keys a first assessment and a review take: every key press is counted, in the real window.

The case is a typical one: a runner with plantar heel pain of the right foot. Numbers, choices and short words are
typed as a clinician would; what is not examined on a first visit is left open.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from footrehab_desktop.app import RecordGate
from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.values import Assessment
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.assess_list import SectionList
from footrehab_desktop.ui.preferences import Preferences
from tests.support.keyboard import Keyboard
from tests.support.session_factory import TODAY, make_patient, start_plan

MOST_BASELINE = 180
MOST_REVIEW = 60


class CountedKeys:
    """A keyboard that counts. ``on`` presses named keys, ``type`` characters; a combination is one press."""

    def __init__(self, keyboard: Keyboard, window: MainWindow) -> None:
        self._keyboard = keyboard
        self._window = window
        self.pressed = 0

    def on(self, *combinations: str) -> None:
        self._keyboard.press(*combinations)
        self.pressed += len(combinations)

    def type(self, text: str) -> None:
        """Type characters; ``/`` stands for Enter."""
        for character in text:
            if character == "/":
                self._keyboard.press("Return")
            else:
                self._keyboard.type(character)
            self.pressed += 1

    def to(self, title: str) -> None:
        """Go on to a section with Ctrl+Down; nothing is pressed if it is open already."""
        sections = self._window.findChild(SectionList)
        assert sections is not None
        while f"  {title}:" not in sections.currentItem().text():
            assert sections.currentRow() + 1 < sections.count(), f"There is no section {title}."
            self.on("Ctrl+Down")

    @property
    def at(self) -> str:
        """Return the name of what has the keyboard."""
        return self._keyboard.name


@pytest.fixture
def opened(
    qtbot: QtBot, session: ClinicSession, tmp_path: Path, preferences: Preferences
) -> Iterator[tuple[CountedKeys, MainWindow, ClinicSession]]:
    """The window on the record of the session, unlocked."""
    window = MainWindow(RecordGate(tmp_path / "record"), preferences, today=today)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_session(session)
    yield CountedKeys(Keyboard(qtbot, window), window), window, session
    window.close()
    window.deleteLater()


def today() -> date:
    return TODAY


def signed(session: ClinicSession, episode_id: str) -> Assessment:
    with session.unit_of_work() as unit:
        return load_episode(unit, episode_id).assessments[-1]


def test_a_typical_baseline_takes_at_most_180_keys(
    opened: tuple[CountedKeys, MainWindow, ClinicSession], capsys: pytest.CaptureFixture[str]
) -> None:
    keys, window, session = opened
    clinic = make_patient(session)
    window.navigate("assess", clinic.patient_id, clinic.episode_id)
    keys._keyboard.settle()
    keys.on("Return", "Return", "Return")
    keys.on("Shift+A")
    history(keys)
    training(keys)
    pain(keys)
    foot_tests(keys)
    gait_and_shoes(keys)
    mind(keys)
    keys.to("Outcome measures")
    keys.type("44332255443322554433221")
    keys.to("Goals")
    keys.type("Run 10 km/")
    keys.on("Ctrl+Return", "Return")
    assessment = signed(session, clinic.episode_id)
    with capsys.disabled():
        print(f"\ntypical baseline: {keys.pressed} keys, {len(assessment.observations)} answers")
    assert [(o.instrument, o.missing) for o in assessment.outcomes] == [("FFI", 0)], assessment.outcomes
    answers = {(o.code, o.side): o.text or o.number for o in assessment.observations}
    assert answers["onset", None] == "gradual"
    assert answers["causes", None] == "load_jump forefoot_overload"
    assert [answers["heel_raise", side] for side in ("left", "right")] == [24, 20]
    assert answers["self_harm_thoughts", None] == "no"
    assert len(answers) > 160
    assert keys.pressed <= MOST_BASELINE


def history(keys: CountedKeys) -> None:
    """Six weeks ago, gradually, unchanged since; load raised too fast, forefoot overloaded."""
    keys.to("History")
    keys.type("-6w/gulf/")


def training(keys: CountedKeys) -> None:
    """Kilometres a week and runs a week, before and now."""
    keys.to("Training")
    keys.type("30/12/4/2/")


def pain(keys: CountedKeys) -> None:
    """How strong, over the day, around a run; which movements hurt on the right, down the column."""
    keys.to("Pain")
    keys.type("31/620" + "45/0/" + "275342" + "2430")
    keys.on("Space")
    keys.type("34532542")


def foot_tests(keys: CountedKeys) -> None:
    """Lunge, heel raise, balance, foot posture on both sides; the tests of the heel; what daily load does."""
    keys.to("Range of motion")
    keys.type("10/8/")
    keys.to("Strength and endurance")
    keys.type("24/20/")
    keys.to("Balance")
    keys.type("42/38/")
    keys.to("Arch and posture")
    keys.type("111111111111")
    keys.to("Forefoot and heel tests")
    keys.type("yyn")
    keys.to("Function under load")
    keys.type("y32")


def gait_and_shoes(keys: CountedKeys) -> None:
    """Walks with a short stance; the shoe has run 520 km in eight months and is worn."""
    keys.to("Gait")
    keys.type("s/")
    keys.to("Footwear and orthoses")
    keys.on("Down")
    keys.type("520")
    keys.on("Down")
    keys.type("8")
    keys.on("Down")
    keys.type("y")


def mind(keys: CountedKeys) -> None:
    """Mood, fear, sleep, support, beliefs; eating and safety."""
    keys.to("Mind and energy")
    keys.type("4ss2nmgg4uy1s")
    keys.type("nn0/nn")


def test_a_review_takes_at_most_60_keys(
    opened: tuple[CountedKeys, MainWindow, ClinicSession], capsys: pytest.CaptureFixture[str]
) -> None:
    """Red flags again, pain, the two tests of the next gate on both sides; everything else stays as it was."""
    keys, window, session = opened
    clinic = make_patient(session)
    start_plan(clinic)
    window.navigate("assess", clinic.patient_id, clinic.episode_id)
    keys._keyboard.settle()
    keys.on("Return", "Return", "Return")
    keys.on("Shift+A")
    keys.to("Pain")
    keys.type("21/420")
    keys.type("20/3/")
    keys.type("132110")
    keys.to("Range of motion")
    keys.type("11/10/")
    keys.to("Strength and endurance")
    keys.type("26/24/")
    keys.on("Ctrl+Return", "Return")
    assessment = signed(session, clinic.episode_id)
    with capsys.disabled():
        print(f"\ntypical review: {keys.pressed} keys, {len(assessment.observations)} answers")
    assert assessment.kind == "review"
    assert keys.pressed <= MOST_REVIEW
