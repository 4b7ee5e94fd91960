"""The assessment in the real window: opening a baseline, a keystroke with everything it brings up to date, scrolling.

Each stands beside the bare toolkit doing the same amount of work in the same run: as many labels, lines and buttons in
a scroll area, one key into one of its lines, the same steps of the same scroll bar.
"""

import statistics
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.assess_page import AssessPage
from footrehab_desktop.ui.pages.assess_workbench import Workbench
from footrehab_desktop.ui.presenters.assess_sheet import Place
from tests.benchmarks.figures import Figure, milliseconds, percentile
from tests.benchmarks.window import open_window, settle
from tests.support.large_record import TODAY

OPENINGS = 21
KEYS = 60
SCROLL_STEP = 60
FRAME_MS = 16.0
OPEN_MS = 150.0
TESTED = Place("heel_raise", "left")
MARKED = Place("chart_pain_heel_pad", "left")


def measure(runs: int) -> list[Figure]:
    """Return four figures in ms, each with its ratio to the bare toolkit in the detail."""
    del runs
    with open_window() as (window, session):
        with session.unit_of_work() as unit:
            row = next(row.person for row in unit.caseload.rows() if row.person.side in ("left", "right"))
        window.navigate("assess", row.patient_id, row.episode_id)
        settle()
        page = window.frame.host.current_page
        if not isinstance(page, AssessPage):
            raise TypeError("The assess page is not on screen.")
        return [_opening(page), *_typing_and_scrolling(window, page)]


def _opening(page: AssessPage) -> Figure:
    _open(page)
    fields = len(_bench(page).form.sections[0].fields)
    ours, bare = [], []
    for _ in range(OPENINGS):
        bare.append(milliseconds(partial(_open_bare, fields)))
        settle()
        ours.append(milliseconds(partial(_open, page)))
        settle()
    detail = f"p95 of {OPENINGS}; {fields} findings in the first of {len(_bench(page).form.sections)} sections"
    return _figure("opening a baseline", ours, bare, OPEN_MS, detail)


def _typing_and_scrolling(window: MainWindow, page: AssessPage) -> list[Figure]:
    bench = _bench(page)
    _answer_everything(bench)
    window.activateWindow()
    settle()
    bench.go_to(TESTED)
    tested = bench.view()
    if tested is not None:
        tested.complete()
    settle()
    ours = _keys(KEYS)
    if bench.form.sheet.text(TESTED) or not bench.form.sheet.can_undo:
        raise RuntimeError("The keys did not reach the test.")
    bare = _bare_keys()
    detail = f"p95 of {KEYS} keys with LSI, norm and gate marks; {len(bench.form.sheet.typed)} answers stand"
    figures = [_figure("a keystroke in a test", ours, bare, FRAME_MS, detail)]
    window.activateWindow()
    detail = f"p95 of {KEYS} keys, each another NPRS on the foot, the whole form brought up to date"
    figures.append(_figure("a keystroke on the body chart", _chart_keys(bench), bare, FRAME_MS, detail))
    bench.list.setCurrentRow(0)
    view = bench.view()
    if view is None:
        raise RuntimeError("There is no section on screen.")
    view.complete()
    settle()
    area = bench.stack.currentWidget()
    fields = len(bench.form.sections[0].fields)
    with_bare = _bare_area(fields)
    ours, bare = _scroll(area), _scroll(with_bare)
    with_bare.deleteLater()
    figures.append(_figure("scrolling a whole section", ours, bare, FRAME_MS, f"p95 a frame; {fields} fields open"))
    return figures


def _figure(name: str, ours: list[float], bare: list[float], goal: float, detail: str) -> Figure:
    mine, theirs = percentile(ours, 0.95), percentile(bare, 0.95)
    ratio = statistics.median(ours) / max(statistics.median(bare), 0.001)
    middle = f"median {statistics.median(ours):.1f} ms"
    return Figure(
        name, mine, "ms", goal, f"{detail}; {middle}; bare toolkit {theirs:.1f} ms, {ratio:.1f} × at the median"
    )


def _bench(page: AssessPage) -> Workbench:
    if page.bench is None:
        raise RuntimeError("No assessment is open.")
    return page.bench


def _open(page: AssessPage) -> None:
    page.begin("baseline", TODAY)
    _bench(page).repaint()


def _answer_everything(bench: Workbench) -> None:
    """Let every finding be answered, so that a key has a full case to look at."""
    for section in bench.form.sections:
        bench.form.sheet.enter_all(bench.form.all_others_no(section))


def _keys(count: int) -> list[float]:
    times = []
    for number in range(count):
        key = Qt.Key.Key_2 if number % 2 == 0 else Qt.Key.Key_Backspace
        times.append(milliseconds(partial(_press, _with_keyboard(), key)))
    return times


def _chart_keys(bench: Workbench) -> list[float]:
    """Return the time of each key that rates the marked region; a rating goes on, so the place is taken up anew."""
    times = []
    for number in range(KEYS):
        bench.go_to(MARKED)
        settle()
        rating = str(2 + number % 2)
        times.append(milliseconds(partial(_press, _with_keyboard(), Qt.Key(ord(rating)))))
        if bench.form.sheet.text(MARKED) != rating:
            raise RuntimeError("The key did not reach the body chart.")
    return times


def _with_keyboard() -> QWidget:
    focus = QApplication.focusWidget()
    if focus is None:
        raise RuntimeError("Nothing has the keyboard.")
    return focus


def _press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)
    QApplication.processEvents()


def _bare_form(fields: int) -> QWidget:
    """Return as many rows as the section has: a wrapped label, three buttons, a line."""
    form = QWidget()
    grid = QGridLayout(form)
    for row in range(fields):
        label = QLabel("A finding as long as most of them are")
        label.setWordWrap(True)
        grid.addWidget(label, row, 0)
        for column in range(3):
            grid.addWidget(QPushButton("Answer"), row, 1 + column)
        grid.addWidget(QLineEdit(), row, 4)
    return form


def _bare_area(fields: int) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(_bare_form(fields))
    area.resize(911, 521)
    area.show()
    settle()
    return area


def _open_bare(fields: int) -> None:
    area = _bare_area(fields)
    area.repaint()
    area.deleteLater()


def _bare_keys() -> list[float]:
    holder = QWidget()
    line = QLineEdit()
    QVBoxLayout(holder).addWidget(line)
    holder.show()
    holder.activateWindow()
    line.setFocus()
    settle()
    times = [milliseconds(partial(_press, line, Qt.Key.Key_2)) for _ in range(KEYS)]
    holder.deleteLater()
    settle()
    return times


def _scroll(area: QWidget | None) -> list[float]:
    if not isinstance(area, QScrollArea):
        raise TypeError("The section does not scroll.")
    bar = area.verticalScrollBar()
    bar.setValue(0)
    settle()
    times: list[float] = []
    while bar.value() < bar.maximum():
        times.append(milliseconds(_scrolled(bar.setValue, bar.value() + SCROLL_STEP)))
    return times


def _scrolled(move: Callable[[int], None], to: int) -> Callable[[], None]:
    def step() -> None:
        move(to)
        QApplication.processEvents()

    return step
