"""Walking the accessibility tree of every section of every kind of assessment.

Whatever takes the keyboard is reached by Tab, in reading order, and is called by a name that no other field of its
section has.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.library.forms import KINDS
from footrehab_desktop.ui.pages.assess_page import AssessPage
from footrehab_desktop.ui.pages.assess_section import FoldLine, SectionForm
from footrehab_desktop.ui.pages.assess_view import SectionView
from footrehab_desktop.ui.pages.assess_workbench import Workbench
from footrehab_desktop.ui.preferences import Preferences
from tests.support.assess_hands import show
from tests.support.page_desk import PageDesk
from tests.support.recording_dialogs import RecordingDialogs
from tests.support.session_factory import TODAY, ClinicWithPatient

MOST_TABS = 600


@pytest.fixture
def page(
    qtbot: QtBot, clinic: ClinicWithPatient, dialogs: RecordingDialogs, preferences: Preferences
) -> Iterator[AssessPage]:
    desk = PageDesk(clinic.session, dialogs, preferences, TODAY)
    made = show(qtbot, desk, clinic)
    made.resize(1366, 768)
    yield made
    made.leave()
    desk.settle()


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_reached_by_tab_in_reading_order_under_its_own_name(page: AssessPage, kind: str) -> None:
    page.begin(kind, TODAY)
    bench = page.bench
    assert bench is not None
    for row, section in enumerate(bench.form.sections):
        view = open_whole(bench, row)
        reached = walk(bench, view)
        fields = takes_keyboard(view)
        missed = [name_of(widget) for widget in fields if widget not in reached]
        assert not missed, f"{kind}, {section.code}: Tab never reaches {missed}"
        if isinstance(view, SectionForm):
            in_reading_order(view, reached, section.code)
        names = Counter(name_of(widget) for widget in fields)
        assert "" not in names, f"{kind}, {section.code}: a field has no name"
        twice = [name for name, count in names.items() if count > 1]
        assert not twice, f"{kind}, {section.code}: two fields are called {twice}"


def open_whole(bench: Workbench, row: int) -> SectionView:
    """Show a section with every group made and every fold opened."""
    bench.list.setCurrentRow(row)
    view = bench.view()
    assert view is not None
    view.complete()
    for line in view.findChildren(FoldLine):
        line.open.click()
    QApplication.processEvents()
    return view


def takes_keyboard(view: QWidget) -> list[QWidget]:
    """Return every visible widget beneath that the accessibility tree says can have the keyboard."""
    found = []
    for interface in descend(QAccessible.queryAccessibleInterface(view)):
        state, widget = interface.state(), interface.object()
        if state.focusable and not state.invisible and isinstance(widget, QWidget) and is_field(widget):
            found.append(widget)
    return found


def descend(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield interface
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and isinstance(child.object(), QWidget):
            yield from descend(child)


def is_field(widget: QWidget) -> bool:
    """Tell whether Tab should stop here: not at a holder that hands the keyboard on."""
    return widget.isVisible() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.focusProxy()


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def walk(bench: Workbench, view: SectionView) -> list[QWidget]:
    """Press Tab from the list of sections until the way onward; return what had the keyboard, in order."""
    bench.list.setFocus()
    now: QWidget = bench.list
    reached: list[QWidget] = []
    for _ in range(MOST_TABS):
        QTest.keyClick(now, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert view.isAncestorOf(focus), f"Tab leaves the section after {name_of(now)!r}"
        now = focus
        reached.append(now)
        if now is view.onward:
            return reached
    raise AssertionError(f"Tab goes round in {[name_of(widget) for widget in reached[-8:]]}")


def in_reading_order(view: SectionForm, reached: list[QWidget], section: str) -> None:
    """Fields follow each other downwards, and from left to right in a row."""
    fields = [editor.asking for editor in view.editors.values()]
    assert [widget for widget in reached if widget in fields] == fields, section
    for group in view.groups:
        places = [at(view, editor.asking) for editor in group.editors.values()]
        for before, after in pairwise(places):
            beneath = after.y() >= before.y() + 10
            assert beneath or after.x() > before.x(), f"{section}, {group.heading}: {before} before {after}"


def at(view: QWidget, widget: QWidget) -> QPoint:
    return widget.mapTo(view, QPoint(0, 0))
