"""What is left of a patient once the record is locked: nothing on screen, read out, copied, or held in memory."""

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint
from PySide6.QtGui import QAccessible, QAccessibleInterface, QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.ui import clipboard
from footrehab_desktop.ui.dialogs import FileQuestion, PassphraseQuestion, QtDialogs, Question
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.registry import PATIENT_PAGES
from footrehab_desktop.ui.unlock_page import UnlockPage
from footrehab_desktop.ui.widgets.exercise_picture import show_enlarged
from tests.support.lock_window import LockWindow, lock_window, settle
from tests.support.review_diary import write_diary
from tests.support.session_factory import RUNNER, make_patient, start_plan

CANARY = "Zyxwcanary"
WHO = replace(RUNNER, family_name=CANARY, notes=f"{CANARY} dances", birth_date=RUNNER.birth_date + timedelta(days=1))


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[LockWindow]:
    before = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    with lock_window(tmp_path) as made:
        yield made
    QApplication.setCursorFlashTime(before)


@pytest.fixture
def patient(desk: LockWindow) -> str:
    clinic = make_patient(desk.session, WHO)
    start_plan(clinic)
    write_diary(clinic, 2)
    return clinic.patient_id


def picture(window: MainWindow) -> QImage:
    """Return the window as painted, with the pointer's mark taken out of the way."""
    settle()
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def read_out(window: QWidget) -> str:
    """Return everything that a screen reader could read from a window."""
    found: list[str] = []
    waiting = [QAccessible.queryAccessibleInterface(window)]
    while waiting:
        part = waiting.pop()
        found.extend(part.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description))
        found.append(part.text(QAccessible.Text.Value))
        children: list[QAccessibleInterface | None] = [part.child(place) for place in range(part.childCount())]
        waiting.extend(child for child in children if child is not None)
    return "\n".join(found)


@pytest.mark.parametrize("code", [entry.code for entry in PATIENT_PAGES] + ["today", "patients"])
def test_a_locked_window_is_the_bare_unlock_page_dot_for_dot(
    desk: LockWindow, patient: str, code: str, tmp_path: Path
) -> None:
    desk.go("summary", patient)
    desk.go(code)
    shown = CANARY.casefold()
    assert shown in read_out(desk.window).casefold() or code in ("today", "diary")
    desk.window.lock()
    settle()
    assert shown not in read_out(desk.window).casefold()
    bare = MainWindow(desk.gate, desk.window._preferences)
    bare.resize(desk.window.size())
    bare.show()
    bare.activateWindow()
    locked = picture_with_focus(desk.window)
    fresh = picture_with_focus(bare)
    bare.close()
    assert locked == fresh
    assert desk.window.windowTitle() == "FootRehab Desktop"


def picture_with_focus(window: MainWindow) -> QImage:
    window.activateWindow()
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    settle()
    page.secret.take_focus()
    return picture(window)


def open_everything(desk: LockWindow) -> QPrinter:
    """Open whatever may stand above the window, all of it about the patient; the printer has to outlive its dialog."""
    window = desk.window
    dialogs = QtDialogs(window)
    dialogs.confirm(Question("Delete?", "Sure?", "Delete", about=CANARY), lambda: None)
    dialogs.choose_save_path(FileQuestion("Save", "PDF (*.pdf)", f"{CANARY}.pdf"), lambda _path: None)
    dialogs.ask_passphrase(PassphraseQuestion("Erase", CANARY, "Erase", lambda _typed: None), lambda: None)
    printer = QPrinter()
    QDialog.open(QPrintDialog(printer, window))
    show_enlarged(CANARY, (), window.frame)
    menu = QMenu(window.frame)
    menu.addAction(CANARY)
    menu.popup(QPoint(10, 10))
    QToolTip.showText(window.mapToGlobal(QPoint(50, 50)), CANARY, window)
    return printer


def test_everything_above_the_window_is_closed(desk: LockWindow, patient: str) -> None:
    desk.go("summary", patient)
    _printer = open_everything(desk)
    assert len([shown for shown in QApplication.topLevelWidgets() if shown.isVisible()]) >= 6
    desk.window.lock()
    settle()
    assert [shown for shown in QApplication.topLevelWidgets() if shown.isVisible()] == [desk.window]
    assert not QToolTip.isVisible()
    assert CANARY not in "".join(read_out(shown) for shown in QApplication.topLevelWidgets())


def test_what_was_copied_here_is_taken_off_the_clipboard(desk: LockWindow, patient: str) -> None:
    desk.go("summary", patient)
    clipboard.copy_text(CANARY)
    board = QGuiApplication.clipboard()
    assert board.text() == CANARY
    formats = " ".join(board.mimeData().formats())
    assert "passwordManagerHint" in formats
    assert "CanIncludeInClipboardHistory" in formats
    desk.window.lock()
    assert board.text() == ""


def test_a_later_copy_has_its_own_minute(qtbot: QtBot) -> None:
    clipboard.copy_text("first")
    number = clipboard._Copied.number
    clipboard.copy_text("second")
    clipboard._take_away(number)
    assert QGuiApplication.clipboard().text() == "second"
    clipboard._take_away(number + 1)
    assert QGuiApplication.clipboard().text() == ""


def test_what_another_program_copied_stays(qtbot: QtBot) -> None:
    board = QGuiApplication.clipboard()
    data = QMimeData()
    data.setText("of another program")
    board.setMimeData(data)
    clipboard.clear()
    assert board.text() == "of another program"
    board.clear()


def test_nothing_of_a_patient_stays_in_memory(desk: LockWindow, patient: str) -> None:
    watched: list[weakref.ref[Any]] = []
    for entry in PATIENT_PAGES:
        desk.go(entry.code, patient)
        page = desk.window.frame.host.current_page
        assert page is not None
        watched += [weakref.ref(page), *(weakref.ref(part) for part in page.findChildren(QWidget))]
    for code in ("today", "patients"):
        desk.go(code)
    session = desk.session
    key = session.record.key._key
    watched += [weakref.ref(part) for part in (desk.window.frame, session.record, session.record.engine)]
    del page, session
    assert len(key) == 32
    assert holders()
    desk.window.lock()
    for _round in range(3):
        settle()
    gc.collect()
    alive = [ref() for ref in watched if ref() is not None]
    assert not alive, [type(part).__name__ for part in alive]
    assert not key
    assert not holders()


def holders() -> list[str]:
    """Return what in this process refers to a text with the canary, but for this test itself."""
    found = []
    for thing in gc.get_objects():
        waiting = gc.get_referents(thing)
        while waiting:
            held = waiting.pop()
            if type(held) is str and CANARY in held and held not in OWN:
                found.append(f"{type(thing).__name__}: {held[:60]}")
            elif isinstance(held, tuple | dict) and not gc.is_tracked(held):
                waiting.extend(gc.get_referents(held))
    return found


class Same:
    """Holds texts by identity: an equal text read from the record is another one."""

    def __init__(self, *texts: str) -> None:
        self._ids = {id(text) for text in texts}

    def __contains__(self, text: str) -> bool:
        return id(text) in self._ids


OWN = Same(CANARY, WHO.notes)
