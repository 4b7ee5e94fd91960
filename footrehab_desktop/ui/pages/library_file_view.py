"""A library file that was opened: whose it is and what taking it would do, before anything is taken."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.clinic.own_exercises import Opened
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.operations.own_library import OpenedFile
from footrehab_desktop.ui.page import scrolling
from footrehab_desktop.ui.pages.reading_pane import Block, ReadingPane
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.panels import Notice, SectionHeader

_WIDEST = 900


class LibraryFileView(QWidget):
    """Signals: ``taken(bytes)`` with the file when all of it is to be taken; ``left()`` when nothing is."""

    taken = Signal(bytes)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: OpenedFile | None = None
        self.header = SectionHeader(self.tr("Library file"), " ", large=True)
        self.warning = Notice()
        self.groups = theme.label("", "display")
        self.groups.setAccessibleName(self.tr("The six groups of the file"))
        self.lists = ReadingPane(self.tr("What the file holds"))
        self.take = primary_button("", self._take)
        self.leave_it = button(self.tr("Take nothing"), on_press=self.left.emit)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for part in (self.header, self.warning, self.groups):
            column.addWidget(part)
        column.addWidget(self.lists, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.take)
        buttons.addWidget(self.leave_it)
        buttons.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(scrolling(above, widest=theme.scaled(_WIDEST)), 1)
        outer.addLayout(buttons)

    def show_file(self, file: OpenedFile) -> None:
        """Show what a file would do."""
        self._file = file
        opened = file.opened
        self.header.set_detail(self.tr("From {clinic}. Nothing is taken yet.").format(clinic=opened.clinic))
        self.warning.show_text(self._warning(opened))
        self.groups.setText(opened.fingerprint)
        self.lists.show_blocks(self._blocks(opened))
        count = len(opened.new) + len(opened.changed)
        words = (
            self.tr("The six groups match: take {count}") if opened.first_time else self.tr("Take {count} exercises")
        )
        self.take.setText(words.format(count=count))
        self.take.setEnabled(count > 0)

    def focus_first(self) -> None:
        """Put the keyboard on what is to be read first."""
        self.lists.setFocus()

    def _warning(self, opened: Opened) -> str:
        if not opened.first_time:
            return self.tr("Files of this clinic were taken before. The signature is the same.")
        return self.tr(
            "The first file from this clinic. Call them and compare the six groups below with those in their Settings. "
            "If one differs, somebody else made the file: take nothing."
        )

    def _blocks(self, opened: Opened) -> list[Block]:
        parts = (
            (self.tr("New here: {count}"), opened.new),
            (self.tr("Changed, becomes the next version: {count}"), opened.changed),
            (self.tr("The same already: {count}"), opened.same),
        )
        blocks = []
        for words, names in parts:
            blocks.append(Block("heading", (words.format(count=len(names)),)))
            blocks.append(Block("bullets", names or (self.tr("none"),)))
        return blocks

    def _take(self) -> None:
        if self._file is not None:
            self.taken.emit(self._file.data)
