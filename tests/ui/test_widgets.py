"""The form parts by keyboard: what is typed or picked is what the page gets, and a refusal says why, in place."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.errors import FieldError
from footrehab_desktop.ui.gate_page import SecretField
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField, NprsField, SideField, YesNoField
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import DecisionChip
from footrehab_desktop.ui.widgets.text_fields import DateField, NumberField, TextField

TODAY = date(2026, 3, 20)
Show = Callable[..., QWidget]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Put fields into a window on screen."""
    windows = []

    def show_all(*fields: QWidget) -> QWidget:
        window = QWidget()
        windows.append(window)  # or Python would collect it
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        for field in fields:
            column.addWidget(field)
        window.resize(600, 400)
        window.show()
        QTest.qWaitForWindowActive(window)
        return window

    return show_all


def typed(field: Field, text: str) -> None:
    """Type into a field and press Return."""
    field.take_focus()
    if text.isascii():
        QTest.keyClicks(field.focusProxy(), text)
    else:
        field.focusProxy().insert(text)  # QTest knows the keys of Latin letters only
    QTest.keyClick(field.focusProxy(), Qt.Key.Key_Return)


def notes(field: Field) -> str:
    return " ".join(label.text() for label in field.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("text", "value", "refusal"),
    [
        ("12", 12, ""),
        (" 12,5 ", 12.5, ""),
        ("-3", -3, ""),
        ("", None, ""),
        ("abc", None, "Enter a number"),
        ("1e5", None, "Enter a number"),
        ("nan", None, "Enter a number"),
        ("inf", None, "Enter a number"),
        ("12.34", None, "decimal"),
        ("1 2", None, "Enter a number"),
        ("٣", 3, ""),
        ("11", 11, "Between 0 and 10."),
    ],
)
def test_numbers(show: Show, text: str, value: float | None, refusal: str) -> None:
    def check(number: float) -> None:
        if refusal and number == 11:
            raise FieldError("lunge", refusal)

    field = NumberField(Ask("lunge", "Lunge"), unit="cm", decimals=1, validate=check)
    show(field)
    typed(field, text)
    assert field.value() == value
    assert refusal in field.error()
    assert bool(field.error()) == bool(refusal)
    if refusal:
        assert f"✕ {field.error()}" in notes(field)


def test_a_refusal_goes_away_with_the_next_key(show: Show) -> None:
    field = NumberField(Ask("lunge", "Lunge", hint="Knee to wall"))
    show(field)
    typed(field, "x")
    assert field.error()
    QTest.keyClick(field.editor, Qt.Key.Key_Backspace)
    assert not field.error()
    assert "Knee to wall" in notes(field)


def test_return_goes_on_to_the_next_field(show: Show) -> None:
    first, second = NumberField(Ask("a", "First")), TextField(Ask("b", "Second"))
    show(first, second)
    typed(first, "1")
    assert second.editor.hasFocus()


def test_a_required_field_says_so(show: Show) -> None:
    field = TextField(Ask("name", "Name", required=True))
    show(field)
    assert not field.check()
    assert "fill this in" in field.error()
    typed(field, "  Obi  ")
    assert field.check()
    assert field.value() == "Obi"
    assert field.text() == "  Obi  "


def test_text_is_never_markup(show: Show) -> None:
    field = TextField(Ask("name", "<b>Name</b>"))
    show(field)
    assert field.label.textFormat() == Qt.TextFormat.PlainText


def test_a_note_keeps_its_lines(show: Show) -> None:
    field = TextField(Ask("note", "Note"), lines=3)
    show(field)
    field.take_focus()
    QTest.keyClicks(field.editor, "one")
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    QTest.keyClicks(field.editor, "two")
    assert field.value() == "one\ntwo"


def test_a_date_is_echoed_in_full(show: Show) -> None:
    field = DateField(Ask("onset", "Onset"), today=lambda: TODAY)
    show(field)
    typed(field, "4/3/26")
    assert field.value() == date(2026, 3, 4)
    assert "04-Mar-2026 (Wed)" in notes(field)
    field.editor.clear()
    typed(field, "-2d")
    assert field.value() == date(2026, 3, 18)
    field.editor.clear()
    typed(field, "31/2/26")
    assert field.value() is None
    assert field.error()


def test_a_date_of_birth_with_two_digits_lies_in_the_past(show: Show) -> None:
    field = DateField(Ask("birth", "Born"), today=lambda: TODAY, birth=True)
    show(field)
    typed(field, "4/3/84")
    assert field.value() == date(1984, 3, 4)


@pytest.mark.parametrize(("keys", "score"), [("0", 0), ("7", 7), ("10", 10), ("1", 1), ("73", 3)])
def test_pain_by_digits(show: Show, keys: str, score: int) -> None:
    field = NprsField(Ask("pain", "Pain now"))
    show(field)
    assert field.value() is None
    field.take_focus()
    QTest.keyClicks(field.bar, keys)
    assert field.value() == score
    assert field.bar.accessibleName() == f"Pain now: {score}"


def test_pain_by_arrows_click_and_backspace(show: Show) -> None:
    field = NprsField(Ask("pain", "Pain now"))
    show(field)
    field.take_focus()
    changes = []
    field.changed.connect(lambda: changes.append(field.value()))
    QTest.mouseClick(field.bar, Qt.MouseButton.LeftButton, pos=field.bar.cell(6).center())
    QTest.keyClick(field.bar, Qt.Key.Key_Right)
    QTest.keyClick(field.bar, Qt.Key.Key_Left)
    QTest.keyClick(field.bar, Qt.Key.Key_Backspace)
    assert changes == [6, 7, 6, None]
    assert field.bar.accessibleName() == "Pain now: not answered"


def test_ten_is_not_passed(show: Show) -> None:
    field = NprsField(Ask("pain", "Pain now"))
    show(field)
    field.set_value(10)
    field.take_focus()
    QTest.keyClick(field.bar, Qt.Key.Key_Right)
    assert field.value() == 10


def test_cells_are_large_enough_to_hit(show: Show) -> None:
    field = NprsField(Ask("pain", "Pain now"))
    show(field)
    assert min(min(field.bar.cell(score).width(), field.bar.cell(score).height()) for score in range(11)) >= 24


def test_yes_and_no_by_their_letters(show: Show) -> None:
    field = YesNoField(Ask("night", "Pain at night?"))
    show(field)
    assert field.value() is None
    field.take_focus()
    QTest.keyClicks(field.bar, "y")
    assert field.value() is True
    QTest.keyClicks(field.bar, "n")
    assert field.value() is False


def test_in_a_hurry_the_answer_moves_on(show: Show) -> None:
    first, second = YesNoField(Ask("a", "First?"), hurry=True), YesNoField(Ask("b", "Second?"), hurry=True)
    show(first, second)
    first.take_focus()
    QTest.keyClicks(first.bar, "n")
    assert first.value() is False
    assert second.bar.hasFocus()
    assert second.value() is None


def test_the_side_has_no_default(show: Show) -> None:
    field = SideField(Ask("side", "Side", required=True))
    show(field)
    assert field.value() is None
    assert not field.check()
    field.take_focus()
    QTest.keyClicks(field.bar, "r")
    assert field.value() == "right"
    assert field.check()


def test_choices_wrap_and_can_be_clicked_on_any_line(show: Show) -> None:
    options = [(str(number), f"A rather long choice {number}") for number in range(6)]
    field = ChoiceField(Ask("choice", "Choice"), options)
    show(field)
    last = field.bar.cell("5")
    assert last.top() > field.bar.cell("0").bottom()
    assert field.bar.rect().contains(last)
    QTest.mouseClick(field.bar, Qt.MouseButton.LeftButton, pos=last.center())
    assert field.value() == "5"


def test_setting_a_value_is_not_an_edit(show: Show) -> None:
    fields = (NprsField(Ask("a", "A")), TextField(Ask("b", "B")), TextField(Ask("c", "C"), lines=2))
    show(*fields)
    heard = []
    for field, value in zip(fields, (3, "text", "text"), strict=True):
        field.changed.connect(lambda: heard.append(1))
        field.set_value(value)
        assert field.value() == value
    assert heard == []


def test_leaving_a_field_commits_it(show: Show) -> None:
    first, second = NumberField(Ask("a", "A")), NumberField(Ask("b", "B"))
    show(first, second)
    committed = []
    first.committed.connect(lambda: committed.append(first.value()))
    first.take_focus()
    QTest.keyClicks(first.editor, "5")
    second.take_focus()
    assert committed == [5]


def test_caps_lock_is_noticed(show: Show) -> None:
    field = SecretField(Ask("passphrase", "Passphrase"))
    show(field)
    QTest.keyClicks(field.editor, "a")
    assert "Caps" not in notes(field)
    QTest.keyClicks(field.editor, "B")
    assert "Caps Lock" in notes(field)
    QTest.keyClicks(field.editor, "c")
    assert "Caps" not in notes(field)


def test_a_secret_is_hidden_until_shown(show: Show) -> None:
    field = SecretField(Ask("passphrase", "Passphrase"))
    show(field)
    field.set_value(" with spaces ")
    assert field.value() == " with spaces "
    assert field.editor.displayText() != " with spaces "
    field.show_button.click()
    assert field.editor.displayText() == " with spaces "


def test_decisions_are_worded(show: Show) -> None:
    chip = DecisionChip("REGRESS")
    assert chip.text() == "▼ Regress"
    chip.show_decision("")
    assert chip.text() == "No decision yet"


def test_a_row_wraps_when_it_is_narrow(show: Show) -> None:
    inner = QWidget()
    flow = FlowLayout(inner)
    labels = [QLabel(f"label {number}") for number in range(12)]
    for label in labels:
        flow.addWidget(label)
    window = show(inner)
    window.resize(200, 400)
    QTest.qWait(1)
    assert len({label.y() for label in labels}) > 1
    assert all(label.geometry().right() <= inner.width() for label in labels)
    assert inner.mapTo(window, QPoint(0, labels[-1].geometry().bottom())).y() <= window.height()
