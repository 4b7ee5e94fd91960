"""Puts the pages of a PDF on the printer, page by page, as pictures of at least 300 dots an inch.

Nothing is written to disk by us: the PDF stays in memory.
"""

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from footrehab_desktop.errors import FootRehabError, SurroundingsError
from footrehab_desktop.handouts.preview import PageImage, page_sizes, render_page
from footrehab_desktop.records.values import SheetPaper
from footrehab_desktop.ui.background import run_in_background

PRINT_DPI = 300

PAGE_SIZES: dict[SheetPaper, QPageSize.PageSizeId] = {
    "A4": QPageSize.PageSizeId.A4,
    "Letter": QPageSize.PageSizeId.Letter,
    "A5": QPageSize.PageSizeId.A5,
}
NO_PRINTER = "No printer is set up on this computer. Save the pages as a PDF file, or set up a printer and print again."
NOT_TAKEN = (
    "The printer did not take the pages. Check that it is on and holds paper, then print again. "
    "Nothing was recorded as given."
)


def as_image(page: PageImage) -> QImage:
    """Return a rendered page as a picture that owns its pixels."""
    return QImage(page.bgra, page.width, page.height, page.width * 4, QImage.Format.Format_RGB32).copy()


def print_pdf(
    parent: QWidget,
    pdf: bytes,
    paper: SheetPaper,
    on_done: Callable[[], object],
    on_error: Callable[[FootRehabError], None],
    *,
    on_cancel: Callable[[], object] | None = None,
    both_sides: bool = False,
) -> None:
    """Ask for a printer and print. ``on_done`` is called once everything went to the printer."""
    if not QPrinterInfo.availablePrinterNames():
        on_error(SurroundingsError(NO_PRINTER))
        return
    printer = made_ready(QPrinter(QPrinter.PrinterMode.HighResolution), pdf, paper, both_sides=both_sides)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(page_sizes(pdf)))
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)

    def done(_nothing: None) -> None:
        on_done()

    def go() -> None:
        run_in_background(parent, lambda: print_pages(printer, pdf), done, on_error)

    dialog.accepted.connect(go)
    if on_cancel is not None:
        dialog.rejected.connect(on_cancel)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # QPrintDialog's own open() wants a slot by name


def made_ready(printer: QPrinter, pdf: bytes, paper: SheetPaper, *, both_sides: bool) -> QPrinter:
    """Preset paper, orientation and sides as the document has them."""
    width, height = page_sizes(pdf)[0]
    printer.setDocName("FootRehab")
    printer.setPageLayout(_page_layout(QPageSize(PAGE_SIZES[paper]), sideways=width > height))
    if both_sides:
        bound = QPrinter.DuplexMode.DuplexShortSide if width > height else QPrinter.DuplexMode.DuplexLongSide
        printer.setDuplex(bound)
    return printer


def _page_layout(size: QPageSize, *, sideways: bool) -> QPageLayout:
    held = QPageLayout.Orientation.Landscape if sideways else QPageLayout.Orientation.Portrait
    return QPageLayout(size, held, QMarginsF(0, 0, 0, 0))


def pages_wanted(printer: QPrinter, count: int) -> list[int]:
    """Return the pages (from 0) in the order they leave the printer: its range, its order, and copies it leaves to us.

    A range that names no page of the document prints nothing.
    """
    chosen = printer.pageRanges()
    pages = [page for page in range(count) if chosen.isEmpty() or chosen.contains(page + 1)]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    if printer.supportsMultipleCopies():
        return pages
    copies = printer.copyCount()
    return pages * copies if printer.collateCopies() else [page for page in pages for _copy in range(copies)]


def print_pages(printer: QPrinter, pdf: bytes) -> None:
    """Print the pages that the printer's settings name, in true size. Raises ``SurroundingsError`` if it refuses.

    Each page keeps its own size and orientation, so that several documents can be one job.
    """
    sizes = page_sizes(pdf)
    pages = pages_wanted(printer, len(sizes))
    if not pages:
        raise SurroundingsError(f"Those pages are not there: the document has {len(sizes)}. Choose others.")
    printer.setFullPage(True)
    _turn(printer, sizes[pages[0]])
    painter = QPainter()
    if not painter.begin(printer):
        raise SurroundingsError(NOT_TAKEN)
    try:
        for place, page in enumerate(pages):
            if place:
                _turn(printer, sizes[page])
                if not printer.newPage():
                    raise SurroundingsError(NOT_TAKEN)
            _draw(painter, printer, as_image(render_page(pdf, page, PRINT_DPI)))
    finally:
        painter.end()


def _turn(printer: QPrinter, size: tuple[float, float]) -> None:
    """Give the next page the document's own paper, unless that is what the printer has anyway."""
    width, height = size
    short, long = sorted(size)
    now = printer.pageLayout()
    has = now.pageSize().sizePoints()
    if abs(has.width() - short) > 1 or abs(has.height() - long) > 1:
        page_size = QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        printer.setPageLayout(_page_layout(page_size, sideways=width > height))
    elif (now.orientation() == QPageLayout.Orientation.Landscape) != (width > height):
        printer.setPageLayout(_page_layout(now.pageSize(), sideways=width > height))


def _draw(painter: QPainter, printer: QPrinter, picture: QImage) -> None:
    scale = printer.resolution() / PRINT_DPI
    painter.drawImage(QRect(0, 0, round(picture.width() * scale), round(picture.height() * scale)), picture)
