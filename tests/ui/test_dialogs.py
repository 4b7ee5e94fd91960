"""Questions in real windows: verbs on the buttons, Escape means no, nothing blocks."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.errors import SurroundingsError
from footrehab_desktop.records.failures import WrongPassphraseError
from footrehab_desktop.ui.background import wait_until_idle
from footrehab_desktop.ui.dialogs import FileQuestion, PassphraseQuestion, QtDialogs, Question, TextQuestion

DELETE = Question(
    "Delete this plan?",
    "It has <b>6</b> exercises.",
    "Delete plan",
    "Keep plan",
    about="NGUYỄN, Linh · Born 04-Mar-1984 (42 y)",
    dangerous=True,
)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    QTest.qWaitForWindowActive(made)
    return made


def open_dialog(window: QWidget) -> QDialog:
    dialog = window.findChild(QDialog)
    assert dialog is not None
    QTest.qWaitForWindowActive(dialog)
    return dialog


def press(dialog: QDialog, words: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == words).click()


@pytest.mark.parametrize(("words", "heard"), [("Delete plan", ["yes"]), ("Keep plan", ["no"])])
def test_the_answer_arrives_once(window: QWidget, words: str, heard: list[str]) -> None:
    answers: list[str] = []
    QtDialogs(window).confirm(DELETE, lambda: answers.append("yes"), lambda: answers.append("no"))
    assert answers == []
    press(open_dialog(window), words)
    assert answers == heard


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_escape_and_enter_are_safe_when_it_is_dangerous(window: QWidget, key: Qt.Key) -> None:
    answers: list[str] = []
    QtDialogs(window).confirm(DELETE, lambda: answers.append("yes"), lambda: answers.append("no"))
    dialog = open_dialog(window)
    QTest.keyClick(dialog.focusWidget() or dialog, key)
    assert answers == ["no"]


def test_the_patient_is_named_and_text_is_not_markup(window: QWidget) -> None:
    QtDialogs(window).confirm(DELETE, lambda: None)
    dialog = open_dialog(window)
    labels = dialog.findChildren(QLabel)
    assert DELETE.about in [label.text() for label in labels]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    dialog.reject()


def test_a_reason_must_be_given(window: QWidget) -> None:
    reasons: list[str] = []
    QtDialogs(window).ask_text(TextQuestion("Override", "Why?", "Override"), reasons.append)
    dialog = open_dialog(window)
    editor = dialog.findChild(QPlainTextEdit)
    accept = next(button for button in dialog.findChildren(QPushButton) if button.text() == "Override")
    assert editor is not None
    assert not accept.isEnabled()
    QTest.keyClicks(editor, "   ")
    assert not accept.isEnabled()
    QTest.keyClicks(editor, "Swelling after the race ")
    accept.click()
    assert reasons == ["Swelling after the race"]


def test_the_passphrase_is_asked_for_again_by_keys(window: QWidget) -> None:
    confirmed: list[bool] = []
    checked: list[str] = []

    def check(typed: str) -> None:
        checked.append(typed)
        if typed != "otter lamp":
            raise WrongPassphraseError

    question = PassphraseQuestion("Remove <b>Ben</b>", "Ben can no longer unlock.", "Remove", check, dangerous=True)
    QtDialogs(window).ask_passphrase(question, lambda: confirmed.append(True))
    dialog = open_dialog(window)
    assert "Ben can no longer unlock." in [label.text() for label in dialog.findChildren(QLabel)]
    editor = dialog.findChild(QLineEdit)
    assert editor is not None
    assert dialog.focusWidget() is editor
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert checked == []
    for typed in ("wrong", "otter lamp"):
        QTest.keyClicks(editor, typed)
        QTest.keyClick(editor, Qt.Key.Key_Return)
        assert wait_until_idle()
        if typed == "wrong":
            assert dialog.isVisible()
            assert dialog.focusWidget() is editor
            assert any("does not fit" in label.text() for label in dialog.findChildren(QLabel))
    assert checked == ["wrong", "otter lamp"]
    assert confirmed == [True]


def test_escape_confirms_nothing(window: QWidget) -> None:
    confirmed: list[bool] = []
    question = PassphraseQuestion("Erase", "Everything goes.", "Erase", lambda _typed: None)
    QtDialogs(window).ask_passphrase(question, lambda: confirmed.append(True))
    dialog = open_dialog(window)
    QTest.keyClicks(dialog.focusWidget(), "otter lamp")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert confirmed == []


def test_an_error_is_shown_in_its_own_sentence(window: QWidget) -> None:
    QtDialogs(window).show_error(SurroundingsError("The disk is full. Free some space and save again."))
    dialog = open_dialog(window)
    assert any("Free some space" in label.text() for label in dialog.findChildren(QLabel))
    press(dialog, "Close")
    assert not dialog.isVisible()


def test_files_are_suggested_and_given_back(window: QWidget, tmp_path: Path) -> None:
    paths: list[Path] = []
    dialogs = QtDialogs(window)
    dialogs.choose_save_path(FileQuestion("Save", "PDF (*.pdf)", "sheet.pdf"), paths.append)
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert dialog.selectedFiles()[0].endswith("sheet.pdf")
    assert dialog.defaultSuffix() == "pdf"
    dialog.fileSelected.emit(str(tmp_path / "a.pdf"))
    dialog.close()
    assert paths == [tmp_path / "a.pdf"]
