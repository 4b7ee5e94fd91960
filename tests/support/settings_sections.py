"""Opens one section of the Settings page as a user finds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.ui.pages.settings_page import SettingsPage
from tests.support.page_desk import PageDesk

Section = TypeVar("Section", bound=QWidget)


@contextmanager
def open_section(qtbot: QtBot, desk: PageDesk, code: str, kind: type[Section]) -> Iterator[Section]:
    """Show the Settings page at a section, loaded, in the active window; closed in the end."""
    page = SettingsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show_for(None, None)
    page.show()
    QTest.qWaitForWindowActive(page)
    section = page.show_section(code)
    assert isinstance(section, kind)
    desk.settle_all()
    yield section
    page.close()
