"""A read-only person goes through every page: all is shown, nothing can be changed, and nothing complains."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import footrehab_desktop.ui
from footrehab_desktop.ui.look_only import CHANGING, TYPED_INTO
from footrehab_desktop.ui.pages.registry import CLINIC_PAGES, PATIENT_PAGES
from footrehab_desktop.ui.pages.settings_page import SECTIONS, SettingsPage
from tests.support.lock_window import LockWindow, lock_window, settle
from tests.support.record_factory import FLOOR
from tests.support.review_diary import write_diary
from tests.support.session_factory import make_patient, start_plan

REASON = "You can look, not change"


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[LockWindow]:
    with lock_window(tmp_path) as made:
        clinic = make_patient(made.session)
        start_plan(clinic)
        write_diary(clinic, 2)
        visitor = made.session.record.people.add("Vera Visitor", "seven velvet otters", role="read_only", kdf=FLOOR)
        made.window.lock()
        settle()
        made.window.open_session(made.gate.open(visitor.id))
        settle()
        yield made


def patient(desk: LockWindow) -> str:
    with desk.session.unit_of_work() as unit:
        return unit.patients.search("Runner", 1)[0].id


def newest_entry(desk: LockWindow) -> int:
    """Return the number of the newest entry of the trail that tells of more than a look."""
    with desk.session.unit_of_work() as unit:
        return next(entry.sequence for entry in unit.audit.entries() if entry.action != "patient.opened")


def changing(desk: LockWindow) -> list[QPushButton]:
    page = desk.window.frame.host.current_page
    assert page is not None
    owners = [page, *page.findChildren(QWidget)]
    return [
        getattr(owner, attribute)
        for owner in owners
        for kind in type(owner).__mro__
        for attribute in CHANGING.get(kind.__name__, ())
        if owner.isVisible()
    ]


def test_every_page_can_be_looked_at_and_changes_nothing(desk: LockWindow) -> None:
    before = newest_entry(desk)
    assert REASON in desk.window.frame.standing.label.text()
    found = 0
    for entry in (*PATIENT_PAGES, *CLINIC_PAGES):
        desk.go(entry.code, patient(desk) if entry in PATIENT_PAGES else None)
        for button in changing(desk):
            found += 1
            assert not button.isEnabled(), f"{entry.code}: {button.text()}"
            assert REASON in button.toolTip()
            button.setEnabled(True)
            assert not button.isEnabled()
        dialogs = [shown for shown in QApplication.topLevelWidgets() if isinstance(shown, QDialog)]
        assert not [dialog for dialog in dialogs if dialog.isVisible()], entry.code
    assert found >= 12
    assert newest_entry(desk) == before


def test_every_section_of_the_settings_opens(desk: LockWindow) -> None:
    desk.go("settings")
    page = desk.window.frame.host.current_page
    assert isinstance(page, SettingsPage)
    for entry in SECTIONS:
        page.show_section(entry.code)
        settle()
        dialogs = [shown for shown in QApplication.topLevelWidgets() if isinstance(shown, QDialog)]
        assert not [dialog for dialog in dialogs if dialog.isVisible()], entry.code


def test_a_new_patient_cannot_be_saved_by_any_key(desk: LockWindow) -> None:
    desk.go("patients")
    page = desk.window.frame.host.current_page
    assert page is not None
    page.new_requested()
    settle()
    saving = [button for button in page.findChildren(QAbstractButton) if button.text() == "Save patient"]
    assert saving
    assert not saving[0].isEnabled()


def test_typing_into_the_diary_opens_no_cell(desk: LockWindow) -> None:
    desk.go("diary", patient(desk))
    grid = QApplication.focusWidget()
    assert grid is not None
    assert type(grid).__name__ in TYPED_INTO
    for key in (Qt.Key.Key_5, Qt.Key.Key_Delete, Qt.Key.Key_Down):
        QTest.keyClick(grid, key)
    settle()
    assert "Not saved" not in desk.window.frame.status.text
    assert QApplication.focusWidget() is grid


def test_a_clinician_s_buttons_are_left_alone(qtbot: QtBot, tmp_path: Path) -> None:
    with lock_window(tmp_path) as made:
        chosen = make_patient(made.session).patient_id
        made.go("summary", chosen)
        assert any(button.isEnabled() for button in changing(made))
        assert not made.window.frame.standing.isVisible()


def test_the_table_names_what_is_there() -> None:
    folder = Path(next(iter(footrehab_desktop.ui.__path__)))
    made: dict[str, set[str]] = {}
    for path in folder.rglob("*.py"):
        for found in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(found, ast.ClassDef):
                stored = {node.attr for node in ast.walk(found) if isinstance(node, ast.Attribute)}
                made.setdefault(found.name, set()).update(stored)
    assert set(made) >= TYPED_INTO
    for name, attributes in CHANGING.items():
        assert set(attributes) <= made.get(name, set()), name
