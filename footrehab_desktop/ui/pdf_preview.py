"""Shows the very PDF that will be printed or saved: pages one below the other, zoom, print, save."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from footrehab_desktop.errors import SurroundingsError
from footrehab_desktop.handouts.preview import PageImage, render_pages
from footrehab_desktop.records.values import SheetPaper
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.dialogs import Dialogs, FileQuestion
from footrehab_desktop.ui.page import scrolling
from footrehab_desktop.ui.printing import as_image, print_pdf
from footrehab_desktop.ui.widgets.buttons import button, primary_button

_ZOOMS = (50, 75, 100, 125, 150, 200, 300)
_SCREEN_DPI = 96
_WAIT_MS = 150
_MARGINS = 64


class PdfPreview(QWidget):
    """Signals: ``printed()`` after the pages went to a printer; ``saved(path)`` after the file was written.

    ``print_button`` is the filled one unless ``print_is_next`` is false.
    """

    printed = Signal()
    saved = Signal(object)

    def __init__(self, dialogs: Dialogs, *, print_is_next: bool = True) -> None:
        super().__init__()
        self._dialogs = dialogs
        self._pdf = b""
        self._file_name = ""
        self._paper: SheetPaper = "A4"
        self._zoom = 0
        self._shown_dpi = 0
        self._pages: list[QLabel] = []
        make = primary_button if print_is_next else button
        self.print_button = make(self.tr("Print"), icon="print")
        self.print_button.clicked.connect(self.print_now)
        self.save_button = button(self.tr("Save as PDF"), on_press=self.save_as, icon="save")
        self._page_words = theme.label("", "soft")
        self._page_words.setAccessibleName(self.tr("Pages"))
        self._fit = button(self.tr("Fit width"), "plain", lambda: self._set_zoom(0))
        self._smaller = button("–", on_press=lambda: self._step_zoom(-1))
        self._larger = button("+", on_press=lambda: self._step_zoom(1))
        self._smaller.setAccessibleName(self.tr("Smaller"))
        self._larger.setAccessibleName(self.tr("Larger"))
        self._area = self._make_area()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._render)
        self._lay_out()
        self.clear()

    def show_pdf(self, pdf: bytes, file_name: str, paper: SheetPaper) -> None:
        """Show a document. ``file_name`` is suggested when saving; the same bytes are printed and saved."""
        self._pdf, self._file_name, self._paper = pdf, file_name, paper
        self._shown_dpi = 0
        self._enable(True)
        self._render()

    def clear(self) -> None:
        """Show nothing."""
        self._pdf = b""
        self._show_pages(())
        self._enable(False)

    def print_now(self) -> None:
        """Ask for a printer and print what is shown."""
        if self._pdf:
            print_pdf(self, self._pdf, self._paper, self.printed.emit)

    def save_as(self) -> None:
        """Ask for a place and save what is shown."""
        if self._pdf:
            question = FileQuestion(self.tr("Save as PDF"), "PDF (*.pdf)", self._file_name)
            self._dialogs.choose_save_path(question, self._save_to)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._area.viewport() and event.type() == QEvent.Type.Resize and self._zoom == 0:
            self._timer.start()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if self._zoom == 0 and self._pdf:
            self._timer.start()

    def _make_area(self) -> QScrollArea:
        self._sheets = QWidget()
        self._column = QVBoxLayout(self._sheets)
        self._column.setContentsMargins(16, 16, 16, 16)
        self._column.setSpacing(16)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        area = scrolling(self._sheets)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self.tr("Preview of the pages"))
        area.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_page())
        area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._tell_page())
        area.viewport().installEventFilter(self)
        return area

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for part in (self._page_words, self._smaller, self._larger, self._fit):
            bar.addWidget(part)
        bar.addStretch(1)
        bar.addWidget(self.save_button)
        bar.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self._area, 1)

    def _enable(self, possible: bool) -> None:
        for part in (self.print_button, self.save_button, self._smaller, self._larger, self._fit):
            part.setEnabled(possible)

    def _set_zoom(self, per_cent: int) -> None:
        self._zoom = per_cent
        self._render()

    def _step_zoom(self, step: int) -> None:
        now = self._zoom or round(self._dpi() * 100 / _SCREEN_DPI)
        further = [zoom for zoom in _ZOOMS if (zoom > now if step > 0 else zoom < now)]
        if further:
            self._set_zoom(further[0] if step > 0 else further[-1])

    def _dpi(self) -> int:
        if self._zoom:
            return round(_SCREEN_DPI * self._zoom / 100)
        inches = 8.5 if self._paper == "Letter" else 210 / 25.4
        room = self._area.width() - _MARGINS
        return max(round(min(room / inches, _SCREEN_DPI * 1.5)), 30)

    def _render(self) -> None:
        pdf, dpi = self._pdf, self._dpi()
        if not pdf or dpi == self._shown_dpi:
            return
        self._shown_dpi = dpi
        sharpness = self.devicePixelRatioF()

        def show(pages: tuple[PageImage, ...]) -> None:
            if self._pdf == pdf and self._shown_dpi == dpi:
                self._show_pages(pages, sharpness)

        background.run_in_background(self, lambda: render_pages(pdf, round(dpi * sharpness)), show)

    def _show_pages(self, pages: tuple[PageImage, ...], sharpness: float = 1.0) -> None:
        while len(self._pages) > len(pages):
            unused = self._pages.pop()
            self._column.removeWidget(unused)
            unused.deleteLater()
        while len(self._pages) < len(pages):
            sheet = QLabel()
            self._pages.append(sheet)
            self._column.addWidget(sheet)
        for number, (sheet, page) in enumerate(zip(self._pages, pages, strict=True), 1):
            pixmap = QPixmap.fromImage(as_image(page))
            pixmap.setDevicePixelRatio(sharpness)
            sheet.setPixmap(pixmap)
            sheet.setAccessibleName(self.tr("Page {number}").format(number=number))
        self._tell_page()

    def _tell_page(self) -> None:
        middle = self._area.verticalScrollBar().value() + self._area.viewport().height() // 2
        before = [sheet for sheet in self._pages if sheet.y() <= middle]
        words = self.tr("Page {page} of {pages}").format(page=max(len(before), 1), pages=len(self._pages))
        self._page_words.setText(words if self._pages else "")

    def _save_to(self, path: Path) -> None:
        pdf = self._pdf

        def write() -> None:
            try:
                path.write_bytes(pdf)
            except OSError as error:
                raise SurroundingsError(f"The file could not be saved there ({error.strerror}).") from error

        background.run_in_background(self, write, lambda _nothing: self.saved.emit(path), self._dialogs.show_error)
