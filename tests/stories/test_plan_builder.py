"""A plan is built, changed and stepped on in the real window with keys alone, from a template to the next plan."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from footrehab_desktop.app import RecordGate
from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.start import start_progression
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.records.values import Plan, PlanItem
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.plan_page import PlanPage
from footrehab_desktop.ui.preferences import Preferences
from tests.support.keyboard import Keyboard
from tests.support.session_factory import BASELINE, TODAY, ClinicWithPatient, make_patient, make_session

REASON = "No pain at the last three visits"


class Story:
    """The window on a calendar that the story turns, and what stands on the plan page."""

    def __init__(self, qtbot: QtBot, session: ClinicSession, clinic: ClinicWithPatient, window: MainWindow) -> None:
        self.clinic = clinic
        self.session = session
        self.window = window
        self.keys = Keyboard(qtbot, window)

    @property
    def page(self) -> PlanPage:
        page = self.window.frame.host.current_page
        assert isinstance(page, PlanPage)
        return page

    @property
    def items(self) -> dict[str, PlanItem]:
        return {item.exercise_id: item for item in self.page.panel.items}

    @property
    def said(self) -> str:
        return self.page.panel.message.text()

    def go_to(self, exercise_id: str) -> None:
        """Go to an exercise in the table, which has the keyboard, with the arrow keys."""
        ids = [item.exercise_id for item in self.page.panel.items]
        self.keys.press("Ctrl+Home", *["Down"] * ids.index(exercise_id))
        assert self.page.panel.item(self.page.panel.current_row()).exercise_id == exercise_id

    def saved(self) -> Plan:
        with self.session.unit_of_work() as unit:
            plan = unit.plans.current(self.clinic.episode_id)
        assert plan is not None
        return plan


@pytest.fixture
def calendar() -> list[date]:
    return [TODAY]


@pytest.fixture
def session(tmp_path: Path, calendar: list[date]) -> Iterator[ClinicSession]:
    """A clinic whose clock goes with the calendar of the story."""
    made = make_session(tmp_path / "record", clock=lambda: datetime.combine(calendar[-1], time(12), UTC))
    yield made
    made.close()


@pytest.fixture
def story(
    qtbot: QtBot, session: ClinicSession, tmp_path: Path, preferences: Preferences, calendar: list[date]
) -> Iterator[Story]:
    clinic = make_patient(session)
    with session.unit_of_work() as unit:
        baseline = UnsignedAssessment(clinic.episode_id, "baseline", TODAY, BASELINE)
        sign_assessment(unit, session.forms, baseline, TODAY)
    with session.unit_of_work() as unit:
        start_progression(unit, clinic.episode_id, "PH2", 1, "W-GEN", TODAY)
    window = MainWindow(RecordGate(tmp_path / "record"), preferences, today=lambda: calendar[-1])
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open_session(session)
    made = Story(qtbot, session, clinic, window)
    window.navigate("plan", clinic.patient_id, clinic.episode_id)
    made.keys.settle()
    yield made
    window.close()
    window.deleteLater()


@pytest.mark.timeout(300)
def test_a_plan_from_its_template_to_the_one_that_a_review_proposes(
    story: Story, calendar: list[date], tmp_path: Path
) -> None:
    build(story)
    step_on_the_ladder(story)
    by_the_palette(story)
    calendar.append(TODAY + timedelta(days=3))
    raise_one_thing_at_a_time(story)
    back_and_again(story)
    calendar.append(TODAY + timedelta(days=7))
    review(story)
    take_two_lines(story)
    print_it(story, tmp_path)


def build(story: Story) -> None:
    """The template in one key, a dose, weekdays and a time of day typed, and saved."""
    keys = story.keys
    keys.press("Ctrl+T")
    protocol = story.session.library.protocol("plantar_heel")
    assert protocol is not None
    assert set(story.items) == {line.exercise_id for line in protocol.phase("PH2").exercises}
    story.go_to("EX-B02")
    keys.press("2")
    keys.tab_to("How often, or weekdays")
    keys.type("mo we fr", "Tab")
    keys.type("e")
    keys.press("Escape")
    item = story.items["EX-B02"]
    assert (item.sets, item.days, item.time_of_day) == (2, "mon wed fri", "evening")
    assert story.page.panel.time.text().startswith("Evening 1, any time ")
    keys.press("Ctrl+S")
    assert story.saved().version == 1
    assert story.saved().items == story.page.panel.items


def step_on_the_ladder(story: Story) -> None:
    """The harder step of cycling is running: refused with the rule and what lifts it. That of a heel raise is taken."""
    keys = story.keys
    story.go_to("EX-C06")
    keys.press("Alt+Right")
    assert "(GA-34)" in story.said
    assert "To lift it: Every item of gate GA-34." in story.said
    assert "EX-C06" in story.items
    story.go_to("EX-P04")
    keys.press("Alt+Right")
    assert "EX-P04" not in story.items
    assert story.items["EX-P06"].side == "right"
    keys.press("Alt+Left")
    assert "EX-P04" in story.items


def by_the_palette(story: Story) -> None:
    """Exercises and steps are found by their words in the palette."""
    keys = story.keys
    keys.press("Ctrl+K")
    keys.type("add exercise short foot", "Return")
    assert story.page.panel.item(story.page.panel.current_row()).exercise_id == "EX-I05"
    keys.press("Ctrl+K")
    keys.type("remove exercise", "Return")
    assert "EX-I05" not in story.items
    keys.press("Ctrl+S")


def raise_one_thing_at_a_time(story: Story) -> None:
    """Three days later repetitions go up; sets of the same exercise then may not (LD-20), those of another may."""
    keys, window = story.keys, story.window
    window.navigate("today")
    keys.settle()
    window.navigate("plan", story.clinic.patient_id, story.clinic.episode_id)
    keys.settle()
    keys.tab_to("Exercises of the plan")
    before = story.items["EX-P04"]
    assert before.reps is not None
    story.go_to("EX-P04")
    keys.press("Return")
    keys.tab_to("Repetitions")
    keys.type(str(before.reps + 1), "Shift+Tab")
    assert story.items["EX-P04"].reps == before.reps + 1
    keys.type(str(before.sets + 1), "Return")
    assert "sets and repetitions would go up at once" in story.said
    assert "(LD-20)" in story.said
    assert keys.name == "Sets"
    assert story.items["EX-P04"].sets == before.sets
    keys.press("Escape", "Escape")
    story.go_to("EX-B02")
    keys.type("3")
    keys.press("Return", "Escape")
    assert story.items["EX-B02"].sets == 3


def back_and_again(story: Story) -> None:
    """Every step can be taken back and taken again, then the plan is saved with a reason."""
    keys = story.keys
    done = story.page.panel.items
    keys.press("Ctrl+Z", "Ctrl+Z")
    assert story.page.panel.items == story.saved().items
    keys.press("Ctrl+Y", "Ctrl+Shift+Z")
    assert story.page.panel.items == done
    keys.tab_to("Why the plan is changed: optional, printed on the sheet")
    keys.type(REASON)
    keys.press("Ctrl+S")
    assert (story.saved().items, story.saved().note, story.saved().decision_id) == (done, REASON, None)


def review(story: Story) -> None:
    """The review is answered by keys: the clinician lets the patient go on."""
    keys = story.keys
    keys.press("Alt+5", "Ctrl+R")
    keys.tab_to("Override…")
    keys.press("Return")
    assert keys.name.startswith("What stands instead")
    keys.type("5")
    assert keys.name.endswith("Progress")
    keys.tab_to("Reason")
    keys.type("No pain for a week")
    keys.tab_to("Override the decision")
    keys.press("Return", "Alt+3")
    assert "(▲\u00a0PROGRESS) proposes" in story.page.proposal.heading.text()


def take_two_lines(story: Story) -> None:
    """Of the proposed changes two stay marked and are taken in one step; saving keeps which decision they are from."""
    keys = story.keys
    boxes = story.page.proposal.boxes
    assert len(boxes) > 2
    before = story.page.panel.items
    for place in range(len(boxes)):
        if place > 1:
            keys.press("Space")
        keys.press("Down")
    keys.press("Ctrl+Return")
    taken = story.page.panel.items
    assert sum(old != new for old, new in zip(before, taken, strict=True)) == 2
    keys.press("Ctrl+Z")
    assert story.page.panel.items == before
    keys.press("Ctrl+Y", "Ctrl+S")
    saved = story.saved()
    assert saved.items == taken
    with story.session.unit_of_work() as unit:
        decided = unit.decisions.latest(story.clinic.episode_id)
    assert decided is not None
    assert saved.decision_id == decided.id


def print_it(story: Story, folder: Path) -> None:
    """The sheet shows what was taken, the weekdays and the time of day."""
    keys = story.keys
    keys.press("Ctrl+P")
    keys.tab_to("Save PDF")
    keys.press("Return")
    keys.type(str(folder / "sheet.pdf"), "Return")
    sheet = " ".join(" ".join(extract_text((folder / "sheet.pdf").read_bytes())).split())
    for item in story.saved().items:
        assert story.session.library.exercise(item.exercise_id).name in sheet
        assert f"{item.sets} ×" in sheet or f"{item.minutes} min" in sheet
    assert "Mon, Wed, Fri · evening" in sheet
