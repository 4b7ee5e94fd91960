"""The earlier decisions of an episode: date, decision, answer, reason, who. Enter opens one."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.review import PastRow
from footrehab_desktop.ui.tokens import DECISION_LOOK
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
    """The lines, newest first. Signal: ``opened(decision_id)`` on Enter or double click."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        read_by_rows(self)
        self.past = PastModel(self)
        self.setModel(self.past)
        self.setAccessibleName(self.tr("Earlier decisions, newest first"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
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
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.past.rows[index.row()].decision_id)


def _worded(decision: str) -> str:
    look = DECISION_LOOK[decision]
    return f"{look.sign} {look.word}"
