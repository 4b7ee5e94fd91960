"""The list of charts: headings that are passed over, charts, and quietly those that have nothing to draw yet."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.chart_list import Listed, ListRow, list_rows

WIDEST = 300
# Pixels that the bar and the margins of an item take beside its words and above them; more height than any takes.
_BESIDE, _ABOVE, _DEEP = 44, 16, 10_000
_CHART = Qt.ItemDataRole.UserRole


class ChartList(QListWidget):
    """Up and Down go from chart to chart, typing goes to the next one that begins so.

    Signal: ``chart_chosen(number)`` with the chart's place in the sequence that was shown.
    """

    chart_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Charts"))
        self.setFixedWidth(min(theme.scaled(220), WIDEST))
        self.setWordWrap(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # words wrap at one width, come what may
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.currentItemChanged.connect(self._tell)

    def show_charts(self, charts: Sequence[Listed], chosen: int) -> None:
        """List these charts and stand on one, without telling."""
        self.blockSignals(True)
        self.clear()
        for row in list_rows(charts):
            self.addItem(self._item(row))
        self.blockSignals(False)
        self.choose(chosen)

    def choose(self, chart: int) -> None:
        """Stand on a chart without telling."""
        self.blockSignals(True)
        for row in range(self.count()):
            if self.item(row).data(_CHART) == chart:
                self.setCurrentRow(row)
        self.blockSignals(False)

    def titles(self) -> list[str]:
        """Return the charts' titles as listed, without headings."""
        rows = [self.item(row) for row in range(self.count())]
        return [item.text() for item in rows if item.data(_CHART) is not None]

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Home and self.count():
            self.setCurrentRow(next(row for row in range(self.count()) if self.item(row).data(_CHART) is not None))
            self.scrollToTop()  # the first row is a heading
        else:
            super().keyPressEvent(event)

    def _item(self, row: ListRow) -> QListWidgetItem:
        made = QListWidgetItem(row.text)
        made.setData(_CHART, row.chart)
        made.setFont(theme.font())
        if row.chart is None:
            made.setFlags(Qt.ItemFlag.NoItemFlags)
            made.setFont(theme.font(strong=True))
            made.setForeground(theme.colour("ink"))
            made.setData(Qt.ItemDataRole.AccessibleTextRole, self.tr("Group {name}").format(name=row.text))
        elif row.quiet:
            made.setForeground(theme.colour("soft"))
            font = theme.font()
            font.setItalic(True)
            made.setFont(font)
            said = self.tr("{title}, nothing to draw yet").format(title=row.text)
            made.setData(Qt.ItemDataRole.AccessibleTextRole, said)
            made.setToolTip(self.tr("Nothing to draw yet"))
        room = self.width() - theme.scaled(_BESIDE)
        words = QFontMetrics(made.font()).boundingRect(0, 0, room, _DEEP, Qt.TextFlag.TextWordWrap, row.text)
        made.setSizeHint(QSize(room, words.height() + _ABOVE))
        return made

    def _tell(self, current: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        number = current.data(_CHART) if current is not None else None
        if number is not None:
            self.chart_chosen.emit(number)
