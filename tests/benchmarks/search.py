"""Finding a patient among 20,000: each keystroke until the list is painted, against the bare query and a bare list."""

import statistics
import time
from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListView, QWidget

from footrehab_desktop.records import sqlite
from footrehab_desktop.records.folding import query_words
from footrehab_desktop.ui.pages.patients_page import MOST_SHOWN, PatientsPage
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.window import open_window, settle

TYPED = ("adams", "garcía-r", "müller kar", "nguyễn", "anna", "0555 0123", "12.04.19", "o'neill", "4711", "wójcik hugo")
NOT_FOUND_IN_S = 5.0


class PaintWatch(QObject):
    """Counts how often a widget has been painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.paints = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        self.paints += event.type() is QEvent.Type.Paint
        return False

    def wait(self, before: int) -> None:
        """Let the program go on until the widget has been painted once more."""
        until = time.perf_counter() + NOT_FOUND_IN_S
        while self.paints == before:
            QCoreApplication.processEvents()
            if time.perf_counter() > until:
                raise RuntimeError("The list was not painted.")


def measure(runs: int) -> list[Figure]:
    """Return the 95th percentile of a keystroke in ms, and the median keystroke as a ratio."""
    with open_window() as (window, session):
        window.navigate("patients")
        settle()
        page = window.frame.host.current_page
        assert isinstance(page, PatientsPage)
        engine = session.record.engine
        with engine.connect() as connection:
            ours, bare = _interleaved(page, _BareSearch(connection), runs)
    slow, rival = percentile(ours, 0.95), percentile(bare, 0.95)
    middle, rival_middle = statistics.median(ours), statistics.median(bare)
    words = f"{middle:.1f} ms against {rival_middle:.1f} ms; p95 {slow:.1f} against {rival:.1f} ms"
    return [
        Figure(
            "keystroke in the patient search, p95", slow, "ms", 16, f"{len(ours)} keystrokes, slowest {max(ours):.1f}"
        ),
        Figure("keystroke against bare query and list", middle / rival_middle, "×", 2, words),
    ]


def _interleaved(page: PatientsPage, bare: "_BareSearch", runs: int) -> tuple[list[float], list[float]]:
    ours, theirs = [], []
    watch = PaintWatch(page.list.viewport())
    for _ in range(runs):
        for words in TYPED:
            for typed in _prefixes(words):
                theirs.append(bare.search(typed))
            page.search.clear()
            settle()
            ours += [_type(page, letter, watch) for letter in words]
    bare.close()
    return ours, theirs


def _prefixes(words: str) -> Iterator[str]:
    return (words[: end + 1] for end in range(len(words)))


def _type(page: PatientsPage, letter: str, watch: PaintWatch) -> float:
    """Type one letter; return the milliseconds until the list is painted."""
    before, start = watch.paints, time.perf_counter()
    press = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
    QApplication.sendEvent(page.search, press)
    watch.wait(before)
    return (time.perf_counter() - start) * 1000


class _BareSearch:
    """The same statement straight on the driver's connection, its rows as texts in a plain list view."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._driver = connection.connection.driver_connection
        self._model = QStringListModel()
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.resize(1000, 560)
        self._view.show()
        self._watch = PaintWatch(self._view.viewport())

    def search(self, typed: str) -> float:
        """Return the milliseconds for what has been typed so far."""
        words = query_words(typed)
        bound = {"match": sqlite._match(words), "limit": MOST_SHOWN, "many": sqlite._MANY_HITS}
        many = self._driver.execute(sqlite._COUNT_HITS.text, bound).fetchone()[0] >= sqlite._MANY_HITS
        statement = sqlite._SEARCH_IN_ORDER.text if many else sqlite._SEARCH_AND_SORT.text
        before, start = self._watch.paints, time.perf_counter()
        rows: Sequence[Any] = self._driver.execute(statement, bound).fetchall()
        self._model.setStringList([f"{row[2].upper()}, {row[3]} {row[5]}" for row in rows])
        self._watch.wait(before)
        return (time.perf_counter() - start) * 1000

    def close(self) -> None:
        """Close the list view."""
        self._view.close()
