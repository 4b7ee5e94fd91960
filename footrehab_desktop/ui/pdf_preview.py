"""Shows the very PDF that will be printed or saved: pages, zoom, search, print, save. The PDF stays in memory."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from footrehab_desktop.errors import SurroundingsError
from footrehab_desktop.handouts.preview import Hit, find_text
from footrehab_desktop.records.values import SheetPaper
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.dialogs import Dialogs, FileQuestion
from footrehab_desktop.ui.pdf_pages import FIT_WIDTH, WHOLE_PAGE, PageView
from footrehab_desktop.ui.printing import print_pdf
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout

_TYPING_PAUSE_MS = 150
_PAGE_FIELD_WIDTH = 48


class PdfPreview(QWidget):
    """Signals: ``printed()`` after the pages went to a printer; ``saved(path)`` after the file was written;
    ``cancelled()`` when the print was not wanted after all."""

    printed = Signal()
    saved = Signal(object)
    cancelled = Signal()

    def __init__(self, dialogs: Dialogs) -> None:
        super().__init__()
        self._dialogs = dialogs
        self._pdf = b""
        self._file_name = ""
        self._paper: SheetPaper = "A4"
        self._both_sides = self._held = False
        self._hits: tuple[Hit, ...] = ()
        self._hit = 0
        self.view = PageView()
        self.print_button = primary_button(self.tr("Print"), self.print_now, icon="print")
        self.save_button = button(self.tr("Save PDF"), on_press=self.save_as, icon="save")
        self._make_page_parts()
        self._make_search_parts()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self._lay_out()
        self.clear()

    def _make_page_parts(self) -> None:
        self.page_field = QLineEdit()
        self.page_field.setValidator(QIntValidator(1, 9999, self))
        self.page_field.setFixedWidth(theme.scaled(_PAGE_FIELD_WIDTH))
        self.page_field.setAccessibleName(self.tr("Go to page"))
        self.page_field.returnPressed.connect(self._go_to_typed)
        self.page_words = theme.label("", "soft")
        self.smaller = button("–", on_press=partial(self.view.step_zoom, -1))
        self.larger = button("+", on_press=partial(self.view.step_zoom, 1))
        self.smaller.setAccessibleName(self.tr("Smaller"))
        self.larger.setAccessibleName(self.tr("Larger"))
        self.zoom_words = theme.label("", "soft")
        self.zoom_words.setAccessibleName(self.tr("Zoom"))
        self.fit = button(self.tr("Width"), "plain", partial(self.view.set_zoom, FIT_WIDTH))
        self.fit.setAccessibleName(self.tr("Fit width"))
        self.whole = button(self.tr("Page"), "plain", partial(self.view.set_zoom, WHOLE_PAGE))
        self.whole.setAccessibleName(self.tr("Whole page"))
        self.view.moved.connect(self._tell_page)
        self.view.zoomed.connect(self._tell_page)

    def _make_search_parts(self) -> None:
        self.search_field = QLineEdit()
        self.search_field.setPlaceholderText(self.tr("Find on the pages"))
        self.search_field.setAccessibleName(self.tr("Find on the pages"))
        self.search_field.setClearButtonEnabled(True)
        self.search_field.textChanged.connect(lambda _text: self._pause.start())
        self.search_field.returnPressed.connect(partial(self.step_hit, 1))
        self.found_words = theme.label("", "soft")
        self.found_words.setAccessibleName(self.tr("Found"))
        self.before = _arrow("left", self.tr("Found before"), partial(self.step_hit, -1))
        self.after = _arrow("right", self.tr("Found next"), partial(self.step_hit, 1))
        self._search_bar = QWidget()
        row = QHBoxLayout(self._search_bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search_field, 1)
        for part in (self.found_words, self.before, self.after):
            row.addWidget(part)
        self._search_bar.hide()
        self.find_button = button("", "plain", self.focus_search, icon="search")
        self.find_button.setAccessibleName(self.tr("Find on the pages (Ctrl+F)"))
        self.find_button.setToolTip(self.tr("Find on the pages (Ctrl+F)"))

    def _lay_out(self) -> None:
        bar = QWidget()
        flow = FlowLayout(bar, spacing=6)
        flow.addWidget(_together(self.page_field, self.page_words))
        flow.addWidget(_together(self.smaller, self.zoom_words, self.larger, self.fit, self.whole, self.find_button))
        flow.addWidget(_together(self.save_button, self.print_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(bar)
        column.addWidget(self._search_bar)
        column.addWidget(self.view, 1)

    # What is shown

    def show_pdf(
        self, pdf: bytes, file_name: str, paper: SheetPaper, *, both_sides: bool = False, page: int | None = None
    ) -> None:
        """Show a document; the same bytes are printed and saved under the suggested ``file_name``.

        ``page`` (from 0) comes into view; without it the view stays where it is.
        """
        self._pdf, self._file_name, self._paper, self._both_sides = pdf, file_name, paper, both_sides
        self._held = False
        self._enable(True)
        self.view.show_pdf(pdf, page)
        self._tell_page()
        self._search()

    def clear(self) -> None:
        """Show nothing."""
        self._pdf = b""
        self.view.show_pdf(b"")
        self._hits = ()
        self._enable(False)
        self._tell_page()

    def hold(self) -> None:
        """Keep the pages on screen while others are made; nothing can be printed or saved until they are shown."""
        for part in (self.print_button, self.save_button):
            part.setEnabled(False)
        self._held = True

    def has_pdf(self) -> bool:
        """Tell whether a document is shown."""
        return bool(self._pdf)

    def print_now(self) -> None:
        """Ask for a printer and print what is shown."""
        if self._pdf and not self._held and self.print_button.isEnabled():
            print_pdf(
                self,
                self._pdf,
                self._paper,
                self.printed.emit,
                self._dialogs.show_error,
                on_cancel=self.cancelled.emit,
                both_sides=self._both_sides,
            )

    def save_as(self) -> None:
        """Ask for a place and save what is shown."""
        if self._pdf and not self._held:
            question = FileQuestion(self.tr("Save as PDF"), "PDF (*.pdf)", self._file_name)
            self._dialogs.choose_save_path(question, self._save_to)

    def _save_to(self, path: Path) -> None:
        pdf = self._pdf

        def write() -> None:
            try:
                path.write_bytes(pdf)
            except OSError as error:
                raise SurroundingsError(
                    f"The file could not be saved there ({error.strerror}). Nothing was recorded as given; "
                    "choose another place."
                ) from error

        background.run_in_background(self, write, lambda _nothing: self.saved.emit(path), self._dialogs.show_error)

    def _enable(self, possible: bool) -> None:
        looks = (self.page_field, self.smaller, self.larger, self.fit, self.whole, self.find_button, self.search_field)
        for part in (self.print_button, self.save_button, *looks):
            part.setEnabled(possible)

    # Pages

    def _go_to_typed(self) -> None:
        if self.page_field.text():
            self.view.go_to(int(self.page_field.text()) - 1)
        self._tell_page()

    def _tell_page(self) -> None:
        pages = self.view.pages
        self.page_words.setText(self.tr("of {pages}").format(pages=pages) if pages else "")
        self.page_field.setText(str(self.view.page + 1) if pages else "")
        self.page_field.setAccessibleDescription(
            self.tr("Page {page} of {pages}").format(page=self.view.page + 1, pages=pages) if pages else ""
        )
        self.zoom_words.setText(f"{self.view.per_cent} %" if pages else "")

    # Search

    def focus_search(self) -> None:
        """Show the search with the keyboard in it."""
        self._search_bar.show()
        self.search_field.setFocus()
        self.search_field.selectAll()

    def step_hit(self, step: int) -> None:
        """Go on to the next place where the words stand, round and round."""
        if self._hits:
            self._hit = (self._hit + step) % len(self._hits)
            self._show_hit()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape and self._search_bar.isVisible():
            self.search_field.clear()
            self._search_bar.hide()
            self.view.setFocus()
        else:
            super().keyPressEvent(event)

    def _search(self) -> None:
        self._pause.stop()
        pdf, words = self._pdf, self.search_field.text()
        if not words.strip() or not pdf:
            self._take_hits(pdf, words, ())
            return
        background.run_in_background(self, partial(find_text, pdf, words), partial(self._take_hits, pdf, words))

    def _take_hits(self, pdf: bytes, words: str, hits: tuple[Hit, ...]) -> None:
        if pdf != self._pdf or words != self.search_field.text():
            return
        self._hits, self._hit = hits, 0
        if hits:
            self._show_hit()
        else:
            self.view.mark((), 0)
            self.found_words.setText(self.tr("Not found") if words.strip() else "")

    def _show_hit(self) -> None:
        self.view.mark(self._hits, self._hit)
        self.found_words.setText(self.tr("{number} of {count}").format(number=self._hit + 1, count=len(self._hits)))


def _together(*parts: QWidget) -> QWidget:
    """Return parts that stay on one line."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for part in parts:
        row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)  # each keeps its own height, the lowest cuts off none
    return holder


def _arrow(icon: str, name: str, on_press: Callable[[], None]) -> QPushButton:
    made = button("", "plain", on_press, icon=icon)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
