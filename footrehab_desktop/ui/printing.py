"""Puts the pages of a PDF on the printer, page by page, as pictures of at least 300 dots an inch."""

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRect
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from footrehab_desktop.errors import SurroundingsError
from footrehab_desktop.handouts.preview import PageImage, page_count, render_page
from footrehab_desktop.records.values import SheetPaper

PRINT_DPI = 300

PAGE_SIZES: dict[SheetPaper, QPageSize.PageSizeId] = {
    "A4": QPageSize.PageSizeId.A4,
    "Letter": QPageSize.PageSizeId.Letter,
    "A5": QPageSize.PageSizeId.A5,
}


def as_image(page: PageImage) -> QImage:
    """Return a rendered page as a picture that owns its pixels."""
    return QImage(page.bgra, page.width, page.height, page.width * 4, QImage.Format.Format_RGB32).copy()


def print_pdf(parent: QWidget, pdf: bytes, paper: SheetPaper, on_done: Callable[[], object]) -> None:
    """Ask for a printer and print. ``on_done`` is called once everything went to the printer."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("FootRehab")
    size = QPageSize(PAGE_SIZES[paper])
    printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    dialog = QPrintDialog(printer, parent)

    def go() -> None:
        print_pages(printer, pdf)
        on_done()

    dialog.accepted.connect(go)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # QPrintDialog's own open() wants a slot by name


def print_pages(printer: QPrinter, pdf: bytes) -> None:
    """Print the pages that the printer's range names, in true size. Raises ``SurroundingsError`` if it refuses."""
    printer.setFullPage(True)
    last = printer.toPage() or page_count(pdf)
    pages = range((printer.fromPage() or 1) - 1, min(last, page_count(pdf)))
    painter = QPainter()
    if not painter.begin(printer):
        raise SurroundingsError("The printer did not take the pages. Check that it is on, then print again.")
    try:
        for place, index in enumerate(pages):
            if place:
                printer.newPage()
            picture = as_image(render_page(pdf, index, PRINT_DPI))
            scale = printer.resolution() / PRINT_DPI
            painter.drawImage(QRect(0, 0, round(picture.width() * scale), round(picture.height() * scale)), picture)
    finally:
        painter.end()
