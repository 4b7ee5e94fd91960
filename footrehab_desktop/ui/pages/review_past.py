"""The earlier decisions of an episode: Enter opens one as it was, R replays it, C compares two."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.review import PastRow
from footrehab_desktop.ui.tokens import DECISION_LOOK
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Card
from footrehab_desktop.ui.widgets.row_table import read_by_rows

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_SHOWN_ROWS = 8
_REASON, _CLINICIAN = 4, 5
WIDEST_NAME = 200


class PastModel(QAbstractTableModel):
    """Adapts the lines; ``data`` only looks up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[PastRow, ...] = ()
        self._texts: list[tuple[str, ...]] = []
        self._headings = (
            self.tr("Date"), self.tr("Decision"), self.tr("Answer"), self.tr("What stood"), self.tr("Reason"),
            self.tr("Clinician"),
        )  # fmt: skip

    @property
    def clinician_heading(self) -> str:
        """Return the heading of the last column."""
        return self._headings[_CLINICIAN]

    def show_rows(self, rows: tuple[PastRow, ...]) -> None:
        """Show these lines from now on."""
        self.beginResetModel()
        self.rows = rows
        self._texts = [
            (row.decided_on, _worded(row.decision), row.response, _worded(row.final), row.reason, row.clinician)
            for row in rows
        ]
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._texts)

    def columnCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._texts[index.row()][index.column()]
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in (1, 3):
            row = self.rows[index.row()]
            return theme.colour(DECISION_LOOK[row.decision if index.column() == 1 else row.final].colour)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole, /
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._headings[section]


class PastTable(QTableView):
    """The lines, newest first; Shift or Ctrl with Space choose two of them.

    Signals: ``opened(decision_id)`` on Enter or double click, ``replay_asked(decision_id)``,
    ``compare_asked(earlier_id, later_id)``.
    """

    opened = Signal(str)
    replay_asked = Signal(str)
    compare_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        read_by_rows(self)
        self.past = PastModel(self)
        self.setModel(self.past)
        self.setAccessibleName(self.tr("Earlier decisions, newest first"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.verticalHeader().setMinimumSectionSize(theme.SMALLEST_TARGET)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(_REASON, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._open)

    def show_rows(self, rows: tuple[PastRow, ...]) -> None:
        """Show these lines and keep a current one, so that a screen reader has a place to start."""
        self.past.show_rows(rows)
        metrics = self.fontMetrics()
        height = max(theme.SMALLEST_TARGET, metrics.height() + 12)
        self.verticalHeader().setDefaultSectionSize(height)
        for column, widest in enumerate(("00-MMM-0000", "❙❙ Progress", "Documented", "❙❙ Progress")):
            self.setColumnWidth(column, metrics.horizontalAdvance(widest) + 24)
        names = [self.past.clinician_heading, *(row.clinician for row in rows)]
        widest_name = max(metrics.horizontalAdvance(name) for name in names)
        self.setColumnWidth(_CLINICIAN, min(widest_name + 32, theme.scaled(WIDEST_NAME)))
        lines = min(max(len(rows), 1), _SHOWN_ROWS)
        self.setFixedHeight(lines * height + self.horizontalHeader().sizeHint().height() + 8)
        if rows:
            self.setCurrentIndex(self.past.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        plain = not event.modifiers()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_R and plain:
            self.ask_replay()
        elif event.key() == Qt.Key.Key_C and plain:
            self.ask_compare()
        else:
            super().keyPressEvent(event)

    def ask_open(self) -> None:
        """Ask for the current decision to be opened."""
        self._open(self.currentIndex())

    def ask_replay(self) -> None:
        """Ask for the current decision to be replayed."""
        index = self.currentIndex()
        if index.isValid():
            self.replay_asked.emit(self.past.rows[index.row()].decision_id)

    def ask_compare(self) -> None:
        """Ask for the two chosen decisions to be compared; with one chosen, with the one before it."""
        pair = self._pair()
        if pair is not None:
            newer, older = (self.past.rows[row].decision_id for row in pair)
            self.compare_asked.emit(older, newer)

    def _pair(self) -> tuple[int, int] | None:
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        if len(chosen) >= 2:
            return chosen[0], chosen[-1]
        current = self.currentIndex().row()
        return (current, current + 1) if 0 <= current < len(self.past.rows) - 1 else None

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.past.rows[index.row()].decision_id)


class PastCard(Card):
    """The table with what can be done with its rows, and the result beneath."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.table = PastTable()
        self.open_button = button(self.tr("Open (Enter)"), on_press=self.table.ask_open)
        self.replay_button = button(self.tr("Replay (R)"), on_press=self.table.ask_replay)
        self.compare_button = button(self.tr("Compare (C)"), on_press=self.table.ask_compare)
        self.replay_button.setToolTip(self.tr("Decide the stored case again by the same rules"))
        self.compare_button.setToolTip(self.tr("Two chosen decisions, or this one with the one before it"))
        self.result = theme.label("", "label", wrap=True)
        self.lines = theme.label("", wrap=True)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QWidget()
        row = FlowLayout(buttons)
        for each in (self.open_button, self.replay_button, self.compare_button):
            row.addWidget(each)
        self.body.addWidget(theme.label(self.tr("Earlier decisions"), "lead"))
        column = QVBoxLayout()
        column.setSpacing(8)
        for part in (self.table, buttons, self.result, self.lines):
            column.addWidget(part)
        self.body.addLayout(column)
        self.say("")

    def show_rows(self, rows: tuple[PastRow, ...]) -> None:
        """Show these decisions; the card is hidden when there are none."""
        self.table.show_rows(rows)
        self.compare_button.setEnabled(len(rows) > 1)
        self.say("")
        self.setVisible(bool(rows))

    def say(self, result: str, lines: tuple[str, ...] = ()) -> None:
        """Show what replaying or comparing gave."""
        self.result.setText(result)
        self.result.setVisible(bool(result))
        self.lines.setText("\n".join(f"• {line}" for line in lines))
        self.lines.setVisible(bool(lines))


def _worded(decision: str) -> str:
    look = DECISION_LOOK[decision]
    return f"{look.sign} {look.word}"
