"""The real window over a real encrypted record: first run, recovery key, unlock, lock, and the ways around."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.app import RecordGate
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.episodes import open_episode
from footrehab_desktop.clinic.patients import register_patient
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.library.forms import load_forms
from footrehab_desktop.library.load import load_library
from footrehab_desktop.records.key_file import KdfSettings
from footrehab_desktop.records.record import create_record
from footrehab_desktop.records.values import Clinic, EpisodeDetails, PatientDetails
from footrehab_desktop.ui import background
from footrehab_desktop.ui.first_run_page import FirstRunPage
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.help_page import HelpPage
from footrehab_desktop.ui.pages.registry import CLINIC_PAGES, PATIENT_PAGES, SELDOM_PAGES
from footrehab_desktop.ui.preferences import Preferences
from footrehab_desktop.ui.recovery_key_view import RecoveryKeyView
from footrehab_desktop.ui.unlock_page import UnlockPage
from tests.support.opened_windows import opened_windows
from tests.support.recording_dialogs import RecordingDialogs

TODAY = date(2026, 3, 20)
PASSPHRASE = "seven quiet herons wade"
OpenOwn = Callable[[], MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path, preferences: Preferences, dialogs: RecordingDialogs) -> Iterator[OpenOwn]:
    """Open the program on the test's own folder, as often as wanted."""
    with opened_windows(preferences, dialogs, TODAY) as open_one:
        yield partial(open_one, tmp_path / "record")


@pytest.fixture
def window(open_window: OpenOwn, tmp_path: Path) -> MainWindow:
    """An unlocked window over a record with two patients; the first has an episode."""
    record, _recovery_key = create_record(
        tmp_path / "record", Clinic("Riverside Physio"), "Ada Okafor", PASSPHRASE, kdf=KdfSettings(64 * 1024, 3)
    )
    session = ClinicSession(record, load_library(), load_forms())
    with session.unit_of_work() as unit:
        first, _changes = register_patient(
            unit, PatientDetails("Nguyễn", "Linh", date(1984, 3, 4), "female", title="Dr"), TODAY
        )
    with session.unit_of_work() as unit:
        open_episode(unit, first.id, EpisodeDetails("plantar_heel", "right", date(2026, 3, 1)), TODAY)
    with session.unit_of_work() as unit:
        register_patient(unit, PatientDetails("Obi", "Chidi", date(1990, 12, 31), "male"), TODAY)
    made = open_window()
    made.open_session(session)
    settle()
    return made


def settle() -> None:
    """Let everything under way arrive and be painted."""
    assert background.wait_until_idle(30)
    QTest.qWait(1)
    assert background.wait_until_idle(30)


def press(window: MainWindow, keys: str) -> None:
    """Press a key combination where the keyboard is."""
    QTest.keySequence(window.focusWidget() or window, keys)
    settle()


def patient_id(window: MainWindow, family: str) -> str:
    """Return the id of a patient on file."""
    session = window._session
    assert session is not None
    with session.unit_of_work() as unit:
        return unit.patients.search(family, 5)[0].id


def shown_code(window: MainWindow) -> str:
    """Return the code of the page on screen."""
    page = window.frame.host.current_page
    assert page is not None
    return page.code


def test_first_run_to_the_first_page_with_the_keyboard_alone(open_window: OpenOwn) -> None:
    window = open_window()
    page = window.centralWidget()
    assert isinstance(page, FirstRunPage)
    assert window.focusWidget() is page.new_button
    QTest.keyClick(page.new_button, Qt.Key.Key_Return)
    assert window.focusWidget() is page.clinic_name.editor
    for text, steps in (("Riverside Physio", 2), ("Ada Okafor", 1), (PASSPHRASE, 2)):
        QTest.keyClicks(window.focusWidget(), text)
        for _step in range(steps):
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClicks(window.focusWidget(), "seven quiet heron")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert "differs" in page.repeat.error()
    QTest.keyClicks(window.focusWidget(), "s wade")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    settle()

    view = page.findChild(RecoveryKeyView)
    assert view is not None
    assert len(view.key_label.text().split("-")) == 14
    assert not view.go_on.isEnabled()
    view.is_safe.setFocus()
    QTest.keyClick(view.is_safe, Qt.Key.Key_Space)
    view.go_on.setFocus()
    QTest.keyClick(view.go_on, Qt.Key.Key_Space)
    settle()
    assert window.is_unlocked
    assert shown_code(window) == "today"
    assert [label for label in window.findChildren(QLabel) if "Ada Okafor" in label.text()]


def test_the_recovery_sheet_is_saved_as_pdf(open_window: OpenOwn, dialogs: RecordingDialogs, tmp_path: Path) -> None:
    window = open_window()
    page = window.centralWidget()
    assert isinstance(page, FirstRunPage)
    page.clinic_name.set_value("Riverside Physio")
    page.clinician.set_value("Ada Okafor")
    page.passphrase.set_value(PASSPHRASE)
    page.repeat.set_value(PASSPHRASE)
    page.create_button.click()
    settle()
    view = page.findChild(RecoveryKeyView)
    assert view is not None
    target = tmp_path / "sheet.pdf"
    dialogs.paths.append(target)
    view.save_button.click()
    settle()
    assert target.read_bytes().startswith(b"%PDF-")
    view.put_away.emit()
    settle()


def test_a_weak_passphrase_is_refused_with_its_reason(open_window: OpenOwn) -> None:
    page = open_window().centralWidget()
    assert isinstance(page, FirstRunPage)
    page.clinic_name.set_value("Riverside Physio")
    page.clinician.set_value("Ada Okafor")
    page.passphrase.set_value("short")
    page.repeat.set_value("short")
    page.create_button.click()
    assert "12 characters" in page.passphrase.error()


def test_locking_asks_for_the_passphrase_and_forgets_the_pages(window: MainWindow) -> None:
    window.navigate("summary", patient_id(window, "Nguyễn"))
    settle()
    press(window, "Ctrl+L")
    page = window.centralWidget()
    assert isinstance(page, UnlockPage)
    assert not window.is_unlocked
    assert not [label for label in window.findChildren(QLabel) if "NGUYỄN" in label.text()]

    QTest.keyClicks(page.secret.editor, "not the passphrase")
    QTest.keyClick(page.secret.editor, Qt.Key.Key_Return)
    settle()
    assert not window.is_unlocked
    assert "does not fit" in page.secret.error()
    assert page.secret.editor.hasFocus()

    page.secret.editor.clear()
    QTest.keyClicks(page.secret.editor, PASSPHRASE)
    QTest.keyClick(page.secret.editor, Qt.Key.Key_Return)
    settle()
    assert window.is_unlocked
    assert shown_code(window) == "today"


def test_the_rail_is_reached_by_keys(window: MainWindow) -> None:
    for place, entry in enumerate(CLINIC_PAGES, 1):
        press(window, f"Ctrl+{place}")
        assert shown_code(window) == entry.code
        assert window.frame.rail.buttons[entry.code].isChecked()
        assert not window.frame.banner.isVisible()


def test_every_page_of_a_patient_shows_whose_it_is(window: MainWindow) -> None:
    window.navigate("summary", patient_id(window, "Nguyễn"))
    settle()
    words = " ".join(label.text() for label in window.frame.banner.findChildren(QLabel))
    for part in (
        "NGUYỄN, Linh (Dr)",
        "Born 04-Mar-1984 (42 y)",
        "Female",
        "Record no. 1",
        "Plantar heel pain",
        "RIGHT",
    ):
        assert part in words
    for place, entry in enumerate(PATIENT_PAGES, 1):
        press(window, f"Alt+{place}")
        assert shown_code(window) == entry.code
        assert window.frame.banner.isVisible()
        assert window.frame.tabs.buttons[entry.code].isChecked()
    assert window.windowTitle() == "FootRehab Desktop"


def test_going_round_the_patient_s_pages(window: MainWindow) -> None:
    window.navigate("summary", patient_id(window, "Nguyễn"))
    settle()
    press(window, "Ctrl+Tab")
    assert shown_code(window) == "assess"
    press(window, "Ctrl+Shift+Tab")
    press(window, "Ctrl+Shift+Tab")
    assert shown_code(window) == "handouts"


def test_a_patient_page_without_a_patient_leads_to_the_list(window: MainWindow) -> None:
    press(window, "Alt+3")
    assert shown_code(window) == "patients"


def test_another_patient_never_appears_under_the_first_one_s_banner(window: MainWindow) -> None:
    first, second = patient_id(window, "Nguyễn"), patient_id(window, "Obi")
    window.navigate("summary", first)
    window.navigate("summary", second)
    settle()
    content = window.frame.banner.content
    assert content is not None
    assert content.name == "OBI, Chidi"
    assert content.episode_id is None


def test_the_banner_follows_changes(window: MainWindow) -> None:
    chosen = patient_id(window, "Obi")
    window.navigate("summary", chosen)
    settle()
    session = window._session
    assert session is not None
    with session.unit_of_work() as unit:
        unit.patients.update(chosen, PatientDetails("Obi", "Chidi", date(1990, 12, 31), "male", title="Prof"))
        unit.commit()
    window.announce(Changes(patients=frozenset({chosen})))
    settle()
    content = window.frame.banner.content
    assert content is not None
    assert content.name == "OBI, Chidi (Prof)"


def test_the_palette_finds_pages_and_patients(window: MainWindow) -> None:
    press(window, "Ctrl+K")
    QTest.keyClicks(window.focusWidget(), "prot")
    settle()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert shown_code(window) == "protocols"
    press(window, "Ctrl+K")
    QTest.keyClicks(window.focusWidget(), "nguy")
    settle()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    settle()
    content = window.frame.banner.content
    assert content is not None
    assert content.name == "NGUYỄN, Linh (Dr)"


def test_escape_leaves_the_palette_where_the_keyboard_was(window: MainWindow) -> None:
    press(window, "Ctrl+6")
    before = window.focusWidget()
    press(window, "Ctrl+K")
    assert window.focusWidget() is not before
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert window.focusWidget() is before


def test_help_opens_at_the_page_s_topic(window: MainWindow) -> None:
    window.navigate("protocols")
    settle()
    press(window, "F1")
    page = window.frame.host.current_page
    assert isinstance(page, HelpPage)
    assert page.text.toPlainText().startswith("Protocols")


def test_idleness_warns_and_then_locks(window: MainWindow) -> None:
    assert window._guard is not None
    idle = window._guard.idle
    idle._looking.setInterval(5)
    idle.start(0.01)
    QTest.qWait(50)
    assert window.frame.notice.isVisible()
    assert "locks in 1 seconds" in window.frame.notice.label.text()
    QTest.qWait(700)
    settle()
    assert not window.is_unlocked


def test_a_key_keeps_the_record_open(window: MainWindow) -> None:
    assert window._guard is not None
    idle = window._guard.idle
    idle._looking.setInterval(5)
    idle._until = time.monotonic() + 23.5
    QTest.qWait(50)
    assert "locks in 24 seconds" in window.frame.notice.label.text()
    press(window, "Shift")
    assert not window.frame.notice.isVisible()
    assert window.is_unlocked


def test_a_new_text_size_rebuilds_the_page_in_place(window: MainWindow, preferences: Preferences) -> None:
    window.navigate("plan", patient_id(window, "Nguyễn"))
    settle()
    preferences.change(text_scale=150, theme="dark")
    settle()
    assert shown_code(window) == "plan"
    content = window.frame.banner.content
    assert content is not None
    assert content.name == "NGUYỄN, Linh (Dr)"


@pytest.mark.parametrize("scale", [100, 200])
def test_every_page_can_be_read_out_and_nothing_is_cut(
    window: MainWindow, preferences: Preferences, scale: int
) -> None:
    preferences.change(text_scale=scale)
    settle()
    window.navigate("summary", patient_id(window, "Nguyễn"))
    settle()
    faults = []
    for entry in (*PATIENT_PAGES, *SELDOM_PAGES, *CLINIC_PAGES):
        window.navigate(entry.code)
        settle()
        faults += [f"{entry.code}: {fault}" for fault in (*unnamed(window), *cut_off(window), *too_small(window))]
    assert not faults, "\n".join(faults)
    assert window.minimumSizeHint().width() <= 1366
    assert window.width() <= 1366


def unnamed(window: MainWindow) -> list[str]:
    """Return what can have the keyboard but would be read out as nothing."""
    return [
        f"no accessible name: {type(widget).__name__} {widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
    ]


def cut_off(window: MainWindow) -> list[str]:
    """Return labels and buttons that are given less width than their words need."""
    return [
        f"cut off: {widget.text()!r} has {widget.width()} of {widget.minimumSizeHint().width()} px"
        for widget in (*window.findChildren(QLabel), *window.findChildren(QAbstractButton))
        if widget.isVisible() and widget.text() and widget.width() < widget.minimumSizeHint().width()
    ]


def too_small(window: MainWindow) -> list[str]:
    """Return buttons that are hard to hit."""
    return [
        f"too small: {widget.text()!r} {widget.width()} × {widget.height()}"
        for widget in window.findChildren(QAbstractButton)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and (widget.width() < 24 or widget.height() < 24)
    ]


def test_a_first_window_fills_a_small_screen(qtbot: QtBot, tmp_path: Path, preferences: Preferences) -> None:
    window = MainWindow(RecordGate(tmp_path / "record"), preferences)
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    assert room.width() < 1500
    assert window.width() == room.width()
    assert room.height() - 60 < window.height() < room.height()
