"""Outcome measures on screen, typed by keys over a real record: what is shown is what is signed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.assessments import sign_assessment
from footrehab_desktop.records.values import Assessment, AssessmentKind, EpisodeDetails
from footrehab_desktop.ui.pages.assess_activities import ActivityBoxes
from footrehab_desktop.ui.pages.assess_measure import MeasureCard
from footrehab_desktop.ui.pages.assess_outcomes import OutcomeBlock
from footrehab_desktop.ui.presenters.assess import AssessmentForm, form_to_amend, load_examined
from footrehab_desktop.ui.presenters.assess_measures import MeasureForm, item_place, version_place
from footrehab_desktop.ui.presenters.assess_sheet import Place
from tests.support.session_factory import HEEL_PAIN, TODAY, ClinicWithPatient

START = TODAY - timedelta(weeks=6, days=2)


class Desk:
    """One assessment after the other of the same episode; the block of the present one in a window of its own."""

    def __init__(self, qtbot: QtBot, clinic: ClinicWithPatient) -> None:
        self._qtbot = qtbot
        self.clinic = clinic
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.resize(1100, 700)
        self._column = QVBoxLayout(self.window)
        self.form: AssessmentForm
        self.block: OutcomeBlock

    def begin(self, kind: AssessmentKind = "review", on: date = TODAY, details: EpisodeDetails = HEEL_PAIN) -> None:
        with self.clinic.session.unit_of_work() as unit:
            file = load_examined(unit, self.clinic.episode_id)
        file = replace(file, episode=replace(file.episode, details=details))
        self.show(AssessmentForm(self.clinic.session.forms, file, kind, on))

    def show(self, form: AssessmentForm) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            old = item.widget() if item else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self.form = form
        self.block = OutcomeBlock(form)
        self.block.typed.connect(self._typed)
        self._column.addWidget(self.block)
        self.block.show()
        self.window.show()
        self.window.activateWindow()
        self._qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)

    def _typed(self, place: Place, text: str) -> None:
        self.form.sheet.enter(place, text)

    def open(self, measure: str) -> MeasureCard:
        self.block.open_measure(measure)
        return self.block.cards[measure]

    def sign(self) -> Assessment:
        with self.clinic.session.unit_of_work() as unit:
            signed, _ = sign_assessment(unit, self.clinic.session.forms, self.form.unsigned(), TODAY)
        return signed


@pytest.fixture
def desk(qtbot: QtBot, clinic: ClinicWithPatient) -> Iterator[Desk]:
    yield Desk(qtbot, clinic)
    QApplication.processEvents()


def typing(text: str) -> None:
    """Type where the keyboard is; a line break is Return."""
    for character in text:
        if character == "\n":
            QTest.keyClick(focused(), Qt.Key.Key_Return)
        else:
            QTest.keyClicks(focused(), character)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def said(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def activities(card: MeasureCard) -> ActivityBoxes:
    assert isinstance(card.boxes, ActivityBoxes)
    return card.boxes


@pytest.mark.parametrize(
    ("measure", "version", "keys", "headline", "score"),
    [
        ("LEFS", "", "3" * 20, "60 points", 60),
        ("FAAM-ADL", "", "3" * 19 + "nn", "75 %", 75.0),
        ("FAAM-ADL", "", "3" * 18, "No score yet", None),
        ("FAAM-Sport", "", "3" * 7, "75 %", 75.0),
        ("FFI", "", "4" * 23, "40 %", 40.0),
        ("FFI", "subscales", "5" * 17 + "n" + "2" * 5, "40 %", 40.0),
        ("FFI", "vas", "9" * 23, "100 %", 100.0),
        ("VISA-A", "", "8888888b20", "76 points", 76),
        ("FADI", "", "3" * 26, "75 %", 75.0),
        ("TSK-11", "", "3" * 11, "33 points, moderate", 33),
        ("I-PRRS", "", "809070608" + "0" + "100", "48 points, below the 50 asked for", 48.0),
        ("UWRI", "", "222222222", "18 points", 18),
        ("EQ-5D-5L", "", "2114370\n", "Profile 21143, 70 VAS", 70),
        ("NPRS", "", "10", "10 points", 10),
        ("GROC", "", "-3", "-3 points", -3),
        ("VAS-first-step", "", "55\n", "55 mm", 55),
        ("FFI-R", "long", "4" * 68, "100 %", 100.0),
        ("FADI-Sport", "", "2222222-", "50 %", 50.0),
    ],
)
def test_each_measure_is_scored_as_it_is_typed(
    desk: Desk, measure: str, version: str, keys: str, headline: str, score: float | None
) -> None:
    desk.begin()
    card = desk.open(measure)
    if version:
        bar = card.versions
        assert bar is not None
        bar.setFocus()
        while bar.value != version:
            QTest.keyClick(focused(), Qt.Key.Key_Right)
        typing("\n")
    typing(keys)
    assert card.headline.text() == headline
    (entry,) = desk.form.outcomes()
    assert entry.score == score
    (stored,) = desk.sign().outcomes
    assert stored == entry
    with desk.clinic.session.unit_of_work() as unit:
        (read,) = unit.assessments.for_episode(desk.clinic.episode_id)[-1].outcomes
    assert read == entry


def test_a_change_of_eight_points_of_the_uwri_is_certain(desk: Desk) -> None:
    desk.begin("baseline", START)
    desk.open("UWRI")
    typing("222222000")
    desk.sign()
    desk.begin()
    card = desk.open("UWRI")
    assert card.change.text() == f"Last: 12 points on {START:%d-%b-%Y}."
    typing("222222224")
    assert "UWRI went from 12 to 20, 8 better: a certain and meaningful change" in card.change.text()
    assert card.history.text() == f"Before: 12 on {START:%d-%b-%Y}."
    assert card.line.isVisible()
    assert card.line.accessibleName() == card.history.text()
    first, last = card.line.positions()
    assert (first.x() < last.x(), first.y() > last.y()) == (True, True)


def test_the_same_activities_come_back_to_be_rated_and_a_new_one_starts_anew(desk: Desk) -> None:
    desk.begin("baseline", START)
    desk.open("PSFS")
    typing("Running 5 km\n3Stairs\n5Squatting\n7\n")
    signed = desk.sign()
    assert [(o.code, o.text) for o in signed.observations] == [
        ("psfs_activity_1", "Running 5 km"),
        ("psfs_activity_2", "Stairs"),
        ("psfs_activity_3", "Squatting"),
    ]
    assert signed.outcomes[0].items == (3, 5, 7, None, None)

    desk.begin(on=START + timedelta(weeks=3))
    card = desk.open("PSFS")
    rows = activities(card).rows
    assert [row.words.text() for row in rows if row.words.isVisible()] == ["Running 5 km", "Stairs", "Squatting"]
    assert focused() is rows[0].box
    assert focused().accessibleName() == "Rating of Running 5 km, 0 to 10"
    typing("678")
    assert "PSFS went from 5 to 7, 2 better" in card.change.text()
    assert rows[0].change.text().startswith("3 to 6, 3 better: changed (MDC90 3)")
    second = desk.sign()
    assert len(second.observations) == 3, "what was rated is signed with its words"

    desk.begin()
    card = desk.open("PSFS")
    row = activities(card).rows[2]
    row.another.click()
    typing("Hopping\n2")
    activities(card).rows[0].box.setFocus()
    typing("99")
    assert row.change.text() == "First rating"
    assert "Since last time" in card.change.text()
    assert "Compared over what was rated both times: Running 5 km, Stairs." in card.change.text()
    third = desk.sign()
    assert third.outcomes[0].items == (9, 9, 2, None, None)
    assert [o.text for o in third.observations] == ["Running 5 km", "Stairs", "Hopping"]


def test_an_activity_without_words_ends_the_list_and_a_rating_without_words_is_refused(desk: Desk) -> None:
    desk.begin()
    card = desk.open("PSFS")
    typing("Running\n4\n")
    assert focused() is not activities(card).rows[1].edit, "an empty line ends the list"
    activities(card).rows[3].box.setFocus()
    typing("6")
    assert desk.form.refused()[-1][1] == "PSFS: Activity 4 is rated and not named. Type its name."


def test_a_wrong_key_is_refused_with_what_the_box_takes(desk: Desk) -> None:
    desk.begin()
    card = desk.open("FFI")
    typing("x")
    assert card.refusal.text() == "✕ Item 1 takes 0 to 10, or n for not applicable."
    assert card.boxes.boxes[0].text() == ""
    typing("n")
    assert card.boxes.boxes[0].text() == "n/a"
    assert card.refusal.isHidden()
    QTest.keyClick(focused(), Qt.Key.Key_Backspace)
    assert card.boxes.boxes[0].text() == "", "Backspace in the next, empty box goes back and empties"


def test_a_pasted_row_keeps_its_items_apart(desk: Desk) -> None:
    desk.begin()
    card = desk.open("FFI")
    QApplication.clipboard().setText("1 0 n/a 10 3")
    QTest.keyClick(focused(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [box.text() for box in card.boxes.boxes[:6]] == ["1", "0", "n/a", "10", "3", ""]


def test_another_form_changes_the_boxes_and_is_used_again_next_time(desk: Desk) -> None:
    desk.begin("baseline", START)
    card = desk.open("FFI-R")
    assert len(card.boxes.boxes) == 34
    desk.form.sheet.enter(version_place("FFI-R"), "long")
    desk.block.show_measure("FFI-R")
    assert len(card.boxes.boxes) == 68
    card.boxes.take_focus()
    typing("2" * 68)
    assert desk.sign().outcomes[0].version == "long"
    desk.begin()
    assert len(desk.open("FFI-R").boxes.boxes) == 68


def test_what_is_due_stands_above_with_a_button_and_the_way_leads_from_one_to_the_next(desk: Desk) -> None:
    desk.begin("baseline", START)
    assert list(desk.block.due.buttons) == ["FFI", "VAS-first-step", "UWRI", "PSFS"]
    assert desk.block.due.buttons["FFI"].text() == "FFI"
    assert "Due now, baseline:" in said(desk.block.due)
    desk.block.take_focus()
    typing("4" * 23)
    assert desk.block.due.buttons["FFI"].text() == "✓ FFI"
    assert isinstance(focused(), QPushButton)
    typing("\n")
    assert focused() is desk.block.cards["VAS-first-step"].boxes.boxes[0]
    desk.sign()
    desk.begin()
    assert list(desk.block.due.buttons) == ["FFI", "VAS-first-step", "UWRI", "PSFS"]
    assert "Due now, week 6, 2 days late:" in said(desk.block.due)
    desk.begin(on=START + timedelta(days=8))
    assert list(desk.block.due.buttons) == ["VAS-first-step", "UWRI", "PSFS"], "those never taken stay due"
    assert f"Next: FFI on {START + timedelta(weeks=3):%d-%b-%Y} (week 3)." in said(desk.block.due)
    desk.open("UWRI")
    typing("222222222")
    desk.sign()
    desk.begin(on=START + timedelta(weeks=6))
    words = [each.text() for each in desk.block.due.buttons.values()]
    assert words == ["FFI", "VAS-first-step", "UWRI", "PSFS"]


def test_what_is_due_follows_the_day_and_the_pain_section(desk: Desk) -> None:
    desk.begin("baseline", START)
    desk.open("FFI")
    typing("4" * 23)
    desk.sign()
    desk.begin(on=START + timedelta(days=8))
    assert "FFI" not in desk.block.due.buttons
    desk.block.hide()
    desk.form.assessed_on = TODAY
    desk.form.sheet.enter(Place("first_step_pain"), "30")
    desk.block.show()
    assert [each.text() for each in desk.block.due.buttons.values()][:2] == ["FFI", "✓ VAS-first-step"]
    desk.block.due.buttons["FFI"].click()
    assert focused() is desk.block.cards["FFI"].boxes.boxes[0]


def test_an_amendment_stands_as_it_was_typed(desk: Desk) -> None:
    desk.begin()
    desk.open("VISA-A")
    typing("8888888c10")
    desk.open("FFI")
    typing("4" * 22 + "n")
    desk.open("PSFS")
    typing("Running\n3")
    signed = desk.sign()
    with desk.clinic.session.unit_of_work() as unit:
        file = load_examined(unit, desk.clinic.episode_id)
    form = form_to_amend(desk.clinic.session.forms, file, signed, "typing")
    assert form.sheet.text(item_place("VISA-A", 8)) == "c10"
    assert form.sheet.text(item_place("FFI", 23)) == "n/a"
    assert form.outcomes() == signed.outcomes
    assert form.observations() == signed.observations
    desk.show(form)
    assert set(desk.block.cards) == {"FFI", "VISA-A", "PSFS"}


def test_every_box_and_choice_has_a_name_and_tab_reaches_them_in_reading_order(desk: Desk) -> None:
    desk.begin()
    desk.open("GROC")
    desk.open("PSFS")
    chain = [w for card in desk.block.cards.values() for w in card.chain if w.isVisible()]
    assert all(widget.accessibleName() or isinstance(widget, QPushButton) for widget in chain)
    chain[0].setFocus()
    reached = []
    for _ in chain:
        reached.append(focused())
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert reached == chain


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["FFI", "VISA-A", "FAAM-Sport", "GROC", "I-PRRS", "EQ-5D-5L"]),
    st.text("0123456789nab- ", max_size=40),
)
def test_whatever_is_typed_the_boxes_show_what_would_be_signed(desk: Desk, measure: str, keys: str) -> None:
    desk.begin()
    card = desk.open(measure)
    for character in keys:
        if isinstance(focused(), QLineEdit):
            typing(character)
    texts = [box.text() for box in card.boxes.boxes]
    form = MeasureForm(measure, card.boxes.form.version)
    if any(text and text not in form.answers(number) for number, text in enumerate(texts, start=1)):
        assert desk.form.refused()
        return
    shown = tuple(form.value(number, text) for number, text in enumerate(texts, start=1))
    entries = desk.form.outcomes()
    assert (entries[0].items if entries else (None,) * len(texts)) == shown
