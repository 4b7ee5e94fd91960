"""Protocols: per condition the ceilings, phases, gates, exercises and tables, with sources and marks."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QStackedWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from footrehab_desktop.clinic.own_protocols import adjustment, rulebook_for
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.progression.codes import PHASES
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.pages.protocol_adjust_form import ProtocolAdjustForm
from footrehab_desktop.ui.pages.protocol_text import ProtocolText
from footrehab_desktop.ui.pages.reading_pane import ReadingPane
from footrehab_desktop.ui.pages.two_panes import two_panes
from footrehab_desktop.ui.presenters.protocols import ProtocolView, condition_rows, protocol_view
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.panels import SectionHeader

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes

FIGURES = "figures"
_CONDITION, _PART = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class ProtocolsPage(Page):
    """Left the conditions, each with its contents below it; right the part that is chosen."""

    code: ClassVar[str] = "protocols"
    title: ClassVar[str] = "Protocols"
    holds_library: ClassVar[bool] = True

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._library = context.session.library
        self._views: dict[str, ProtocolView] = {}
        self._text = ProtocolText()
        self._form: ProtocolAdjustForm | None = None
        self.contents = self._make_contents()
        self.pane = ReadingPane(self.tr("Protocol"))
        self.adjust_button = button(self.tr("Adjust for this clinic"), on_press=self._adjust)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._reading())
        page_layout(self).addWidget(self.stack, 1)
        self.contents.currentItemChanged.connect(self._show)
        self.contents.itemActivated.connect(self._read)
        self.contents.setCurrentItem(self._tops()[0])

    def _reading(self) -> QWidget:
        header = SectionHeader(self.tr("Protocols"), large=True)
        header.add_action(self.adjust_button)
        reading = QWidget()
        column = QVBoxLayout(reading)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(header)
        column.addWidget(two_panes(self.contents, self.pane, widths=(330, 840)), 1)
        return reading

    @property
    def form(self) -> ProtocolAdjustForm:
        """Return the form in which a protocol is adjusted; made when first asked for."""
        if self._form is None:
            self._form = ProtocolAdjustForm(self.context, self.tr("Back to the protocol"))
            self._form.saved.connect(self._saved)
            self._form.left.connect(self._show_reading)
            self.stack.addWidget(self._form)
        return self._form

    def _make_contents(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setHeaderHidden(True)
        tree.setAccessibleName(self.tr("Conditions and contents"))
        tree.setUniformRowHeights(True)
        tree.setIndentation(theme.scaled(16))
        tree.setMinimumWidth(theme.scaled(240))
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for code, name in condition_rows(self._library):
            top = _item(name, code, "")
            for phase, words in PHASES.items():
                top.addChild(_item(f"{phase} {words}", code, phase))
            top.addChild(_item(self.tr("Figures and sources"), code, FIGURES))
            tree.addTopLevelItem(top)
        return tree

    def focus_first(self) -> None:
        if self._form is not None and self.stack.currentWidget() is self._form:
            self._form.focus_first()
        else:
            self.contents.setFocus()

    def focus_search(self) -> None:
        self._show_reading()

    def refresh(self, changes: "Changes") -> None:
        if changes.library:
            self._library = self.context.session.library
            self._views.clear()
            self._show()

    def leave(self) -> None:
        if self._form is not None and self.stack.currentWidget() is self._form:
            self._form.keep()

    def _adjust(self) -> None:
        self.form.start(self.condition)
        self.stack.setCurrentWidget(self.form)
        self.form.focus_first()

    def _saved(self, condition: str) -> None:
        self._show_reading()
        self.show_part(condition)
        self.context.status.say(self.tr("Protocol saved."))

    def _show_reading(self) -> None:
        self.stack.setCurrentIndex(0)
        self.contents.setFocus()

    @property
    def condition(self) -> str:
        """Return the condition shown."""
        item = self.contents.currentItem()
        return str(item.data(0, _CONDITION)) if item is not None else ""

    def show_part(self, condition: str, part: str = "") -> None:
        """Show the overview of a condition, one of its phases, or its figures."""
        for top in self._tops():
            if top.data(0, _CONDITION) == condition:
                self.contents.setCurrentItem(next(item for item in _with_parts(top) if item.data(0, _PART) == part))

    def _tops(self) -> list[QTreeWidgetItem]:
        items = (self.contents.topLevelItem(place) for place in range(self.contents.topLevelItemCount()))
        return [item for item in items if item is not None]

    def _show(self) -> None:
        item = self.contents.currentItem()
        if item is None:
            return
        condition, part = str(item.data(0, _CONDITION)), str(item.data(0, _PART))
        for top in self._tops():
            top.setExpanded(top.data(0, _CONDITION) == condition)
        view = self._view(condition)
        if part == FIGURES:
            self.pane.show_blocks(self._text.figures(view))
        elif part:
            phase = next(phase for phase in view.phases if phase.code == part)
            self.pane.show_blocks(self._text.phase(view, phase))
        else:
            self.pane.show_blocks(self._text.overview(view))

    def _view(self, condition: str) -> ProtocolView:
        if condition not in self._views:
            self._views[condition] = self._load(condition)
        return self._views[condition]

    def _load(self, condition: str) -> ProtocolView:
        """Return the protocol by the clinic's figures; by the shipped ones, and said, where those cannot be taken."""
        today = self.context.today()
        try:
            with self.context.session.unit_of_work() as unit:
                book, changed = rulebook_for(unit, condition), adjustment(unit, condition)
        except UserFixableError as error:
            return replace(protocol_view(self._library, condition, today), not_taken=str(error))
        own_phases = tuple(phase for phase in PHASES if phase in changed.phases)
        return protocol_view(self._library, condition, today, book, own_phases)

    def _read(self) -> None:
        self.pane.setFocus()


def _with_parts(top: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    parts = (top.child(place) for place in range(top.childCount()))
    return [top, *(part for part in parts if part is not None)]


def _item(words: str, condition: str, part: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([words])
    item.setData(0, _CONDITION, condition)
    item.setData(0, _PART, part)
    item.setToolTip(0, words)
    item.setSizeHint(0, QSize(0, max(theme.scaled(24), QFontMetrics(theme.font()).lineSpacing() + 8)))
    return item
