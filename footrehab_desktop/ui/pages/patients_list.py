"""The list of patients: an item model over ready-made lines, no widget per row."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListView, QWidget

from footrehab_desktop.ui.presenters.patients import PatientLine
from footrehab_desktop.ui.widgets.list_lines import LINE_ROLE, LineDelegate, ListLine, row_height

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_FEW = 6


class PatientListModel(QAbstractListModel):
    """Shows lines as they come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[PatientLine, ...] = ()
        self._painted: tuple[ListLine, ...] = ()

    def show_lines(self, lines: tuple[PatientLine, ...]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = lines
        self._painted = tuple(_painted(line) for line in lines)
        self.endResetModel()

    def line(self, number: int) -> PatientLine | None:
        """Return one line, or None past the end."""
        return self._lines[number] if 0 <= number < len(self._lines) else None

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        if role == LINE_ROLE:
            return self._painted[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._lines[index.row()].name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._lines[index.row()].spoken
        return None


def _painted(line: PatientLine) -> ListLine:
    mark = f"▲ {line.warning}" if line.warning else ""
    return ListLine(line.name, line.detail, mark=mark, mark_colour="regress")


class PatientList(QListView):
    """The view. Signal ``chosen(str)``: Enter or double click on a patient, with the id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PatientListModel(self)
        self.setModel(self._model)
        self.setItemDelegate(LineDelegate(self))
        self.setUniformItemSizes(True)
        self.setAccessibleName(self.tr("Patients"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._choose_current)

    def show_lines(self, lines: tuple[PatientLine, ...]) -> None:
        """Show other lines and put the cursor on the first one."""
        self._model.show_lines(lines)
        self.setCurrentIndex(self._model.index(0))

    def fit_height(self) -> None:
        """Be as tall as the lines need, at most six of them."""
        shown = min(self._model.rowCount(), _FEW)
        self.setFixedHeight(shown * row_height() + 2 * self.frameWidth())

    def current_line(self) -> PatientLine | None:
        """Return the line under the cursor, or None in an empty list."""
        return self._model.line(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose_current()
        else:
            super().keyPressEvent(event)

    def _choose_current(self) -> None:
        line = self.current_line()
        if line is not None:
            self.chosen.emit(line.patient_id)
