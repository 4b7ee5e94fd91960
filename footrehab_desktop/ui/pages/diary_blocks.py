"""What is done with marked cells of the diary: copied from the day before, cleared, copied and pasted, marked."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from footrehab_desktop.errors import FieldError
from footrehab_desktop.ui import clipboard
from footrehab_desktop.ui.pages.diary_grid import DiaryGrid
from footrehab_desktop.ui.presenters.diary_blocks import Block, as_the_day_before, block_text, clear, paste
from footrehab_desktop.ui.presenters.diary_lines import Place, session_row


class DiaryBlocks(QObject):
    """Acts on the sheet that the grid shows.

    ``say`` tells a sentence in the status line; ``show_changed`` shows the sheet again and goes to a cell. Signal:
    ``told(sentence)`` what became of a paste.
    """

    told = Signal(str)

    def __init__(
        self, grid: DiaryGrid, say: Callable[[str], None], show_changed: Callable[[Place | None], None]
    ) -> None:
        super().__init__(grid)
        self._grid = grid
        self._model = grid.diary
        self._say = say
        self._show_changed = show_changed
        grid.cleared.connect(self._clear)
        grid.copied.connect(self._copy)
        grid.pasted.connect(self._paste)

    def copy_from_day_before(self) -> None:
        """Make the marked cells as on the day before; of several marked days, as on the first."""
        place, sheet = self._here(), self._model.sheet
        block = self._grid.marked()
        if block is None or sheet is None:
            return
        as_the_day_before(sheet, block)
        self._show_changed(place)

    def copy_whole_day_before(self) -> None:
        """Make the whole day as the day before it, its note apart."""
        place, sheet = self._here(), self._model.sheet
        if sheet is None or place is None:
            return
        sheet.copy_day(place.column)
        self._show_changed(place)

    def mark_outside_plan(self) -> None:
        """Mark the session that the keyboard is on as training nobody prescribed, or take the mark back."""
        place, sheet = self._here(), self._model.sheet
        if sheet is None or place is None:
            return
        slot = place.row.slot or 1
        if not sheet.has_session(place.column, slot):
            self._say(self.tr("Type what was done first; then Ctrl+O marks it as outside the plan."))
            return
        mark = Place(session_row("outside_plan", slot), place.column)
        sheet.enter(mark, "" if sheet.text(mark) == "yes" else "yes")
        self._show_changed(place)

    def _here(self) -> Place | None:
        """Take what is being typed and return the cell that the keyboard is on."""
        self._grid.finish_typing()
        return self._model.place(self._grid.currentIndex())

    def _clear(self, block: Block) -> None:
        if self._model.sheet is not None:
            clear(self._model.sheet, block)
            self._model.changed()

    def _copy(self, block: Block) -> None:
        if self._model.sheet is not None:
            clipboard.copy_text(block_text(self._model.sheet, block))
            self._say(self.tr("Copied, to be pasted here or in a spreadsheet. It is patient data."))

    def _paste(self, block: Block) -> None:
        sheet = self._model.sheet
        if sheet is None:
            return
        try:
            pasted = paste(sheet, block, self._model.rows(), QGuiApplication.clipboard().text())
        except FieldError as error:
            self.told.emit(str(error))
            return
        self._model.changed()
        words = [self.tr("{cells} cells pasted.").format(cells=pasted.cells)]
        if pasted.refused:
            words.append(self.tr("{count} to mend.").format(count=pasted.refused))
        if pasted.outside:
            words.append(self.tr("{count} lay beyond the week and were left out.").format(count=pasted.outside))
        self.told.emit(" ".join(words))
