"""The list of patients: an item model over ready-made lines and one painter, no widget per row."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.patients import PatientLine
from footrehab_desktop.ui.tokens import mix

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MARGIN = 10
LINE_ROLE = Qt.ItemDataRole.UserRole


class PatientListModel(QAbstractListModel):
    """Shows lines as they come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[PatientLine, ...] = ()

    def show_lines(self, lines: tuple[PatientLine, ...]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT, /) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return line.spoken
        return None


class PatientDelegate(QStyledItemDelegate):
    """Paints the name, beneath it what tells look-alikes apart, and a worded warning at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index, /) -> QSize:
        metrics = option.fontMetrics
        return QSize(theme.scaled(240), 2 * metrics.lineSpacing() + 2 * _MARGIN)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, /) -> None:
        line: PatientLine = index.data(LINE_ROLE)
        tokens = theme.tokens()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, QColor(mix(tokens.accent, tokens.card, 0.1) if chosen else tokens.card))
        painter.setPen(QColor(tokens.quiet))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), QColor(tokens.accent))
        self._words(painter, rect.adjusted(16, _MARGIN, -16, -_MARGIN), line)
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, box: QRect, line: PatientLine) -> None:
        tokens = theme.tokens()
        top, left = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignLeft
        painter.setFont(theme.font(strong=True))
        painter.setPen(QColor(tokens.ink))
        name = painter.fontMetrics().elidedText(line.name, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(top | left), name)
        painter.setFont(theme.font())
        painter.setPen(QColor(tokens.soft))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignBottom | left), line.detail)
        if line.warning:
            painter.setPen(QColor(tokens.regress))
            painter.drawText(box, int(top | Qt.AlignmentFlag.AlignRight), f"▲ {line.warning}")


class PatientList(QListView):
    """The view. Signal ``chosen(str)``: Enter or double click on a patient, with the id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = PatientListModel(self)
        self.setModel(self._model)
        self.setItemDelegate(PatientDelegate(self))
        self.setUniformItemSizes(True)
        self.setAccessibleName(self.tr("Patients"))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.data(LINE_ROLE).patient_id))

    def show_lines(self, lines: tuple[PatientLine, ...]) -> None:
        """Show other lines and put the cursor on the first one."""
        self._model.show_lines(lines)
        self.setCurrentIndex(self._model.index(0))

    def current_line(self) -> PatientLine | None:
        """Return the line under the cursor, or None in an empty list."""
        index = self.currentIndex()
        return index.data(LINE_ROLE) if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        line = self.current_line()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line is not None:
            self.chosen.emit(line.patient_id)
        else:
            super().keyPressEvent(event)
