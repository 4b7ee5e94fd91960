"""The pages of a PDF one below the other: only those in view are drawn, in the background, found words are marked."""

from functools import partial
from itertools import accumulate

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from footrehab_desktop.handouts.preview import Box, Hit, PageImage, page_sizes, render_page
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.printing import as_image

FIT_WIDTH, WHOLE_PAGE = 0, -1
_POINTS, _SCREEN_DPI, _LEAST_DPI = 72, 96, 24
_WIDEST_FIT = 1.5
_GAP = 16
_WAIT_MS = 60
_NEAR = 2  # pages above and below the view whose pictures are kept


class Sheet(QLabel):
    """One page, its picture and the marks on it."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.setObjectName("sheet")
        self.setAccessibleName(self.tr("Page {number}").format(number=number))
        self.boxes: tuple[tuple[Box, bool], ...] = ()
        self.drawn: tuple[bytes, int] | None = None

    def show_picture(self, pixmap: QPixmap, drawn: tuple[bytes, int]) -> None:
        """Show the page; ``drawn`` says of which document and how sharp the picture is."""
        self.drawn = drawn
        self.setPixmap(pixmap)

    def drop_picture(self) -> None:
        """Forget a picture that is far from the view."""
        self.drawn = None
        self.clear()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        painter.end()
        super().paintEvent(event)
        if self.boxes:
            self._mark()

    def _mark(self) -> None:
        painter = QPainter(self)
        for (left, top, right, bottom), current in self.boxes:
            box = QRectF(left * self.width(), top * self.height(), 0, 0)
            box.setBottomRight(QPoint(round(right * self.width()), round(bottom * self.height())).toPointF())
            # Print is on white paper in every theme: the marks are the ink of the page, not of the window.
            painter.fillRect(box, QColor(255, 190, 0, 90))
            painter.setPen(QPen(QColor(120, 70, 0), 3 if current else 1))
            painter.drawRect(box.adjusted(-1, -1, 1, 1))
        painter.end()


class PageView(QScrollArea):
    """Shows a document. Signals: ``moved()`` when another page is in the middle; ``zoomed()`` after a change of zoom.

    Page Up and Down turn pages, Ctrl+Home and Ctrl+End go to the first and last, plus and minus zoom.
    """

    moved = Signal()
    zoomed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf = b""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._sheets: list[Sheet] = []
        self._asked: set[tuple[int, int]] = set()
        self._zoom = FIT_WIDTH
        self._page = 0
        self._goes_to: int | None = None
        self._make()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self._settle)

    def _make(self) -> None:
        canvas = QWidget()
        canvas.setObjectName("scrolled")
        canvas.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(canvas)
        self._column.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        self._column.setSpacing(_GAP)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setWidget(canvas)
        self.setWidgetResizable(True)
        # A bar that appears with the pages would make them narrower, and each would be drawn twice.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Preview of the pages"))
        self.verticalScrollBar().valueChanged.connect(self._look)
        self.verticalScrollBar().rangeChanged.connect(self._arrive)

    # The document

    @property
    def pages(self) -> int:
        """Return the number of pages."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """Return the page in the middle of the view, from 0."""
        return self._page

    def show_pdf(self, pdf: bytes, page: int | None = None) -> None:
        """Show a document in place of the former, whose pages stand until the new ones are drawn.

        ``page`` (from 0) comes into view; without it the view stays where it is.
        """
        self._pdf, self._goes_to = pdf, page
        self._asked.clear()
        self._sizes = page_sizes(pdf) if pdf else ()
        while len(self._sheets) > len(self._sizes):
            unused = self._sheets.pop()
            self._column.removeWidget(unused)
            unused.hide()
            unused.deleteLater()
        while len(self._sheets) < len(self._sizes):
            sheet = Sheet(len(self._sheets) + 1)
            self._sheets.append(sheet)
            self._column.addWidget(sheet)
        for sheet in self._sheets:
            sheet.boxes = ()
        self._settle()

    def mark(self, hits: tuple[Hit, ...], current: int) -> None:
        """Mark words that were found and bring the current one into view."""
        for page, sheet in enumerate(self._sheets):
            sheet.boxes = tuple(
                (box, place == current) for place, hit in enumerate(hits) if hit.page == page for box in hit.boxes
            )
            sheet.update()
        if hits:
            hit = hits[current]
            sheet = self._sheets[hit.page]
            top = hit.boxes[0][1] if hit.boxes else 0
            at = sheet.y() + round(top * sheet.height()) - self.viewport().height() // 3
            self.verticalScrollBar().setValue(at)

    def go_to(self, page: int) -> None:
        """Bring a page (from 0) to the top of the view."""
        if self._sheets:
            page = min(max(page, 0), len(self._sheets) - 1)
            self.verticalScrollBar().setValue(self._tops()[page] - _GAP)
            self._page = page
            self.moved.emit()

    # Zoom

    @property
    def zoom(self) -> int:
        """Return the zoom in per cent, ``FIT_WIDTH`` or ``WHOLE_PAGE``."""
        return self._zoom

    @property
    def per_cent(self) -> int:
        """Return how large the page in view is shown, in per cent."""
        return round(self._dpi(self._page) * 100 / _SCREEN_DPI) if self._sizes else 100

    def set_zoom(self, zoom: int) -> None:
        """Zoom to per cent, ``FIT_WIDTH`` or ``WHOLE_PAGE``; the page in view stays."""
        if zoom == self._zoom:
            return
        self._zoom, self._goes_to = zoom, self._page
        self._settle()
        self.zoomed.emit()

    def _dpi(self, page: int) -> int:
        if self._zoom > 0:
            return round(_SCREEN_DPI * self._zoom / 100)
        width, height = self._sizes[page]
        dpi = (self.viewport().width() - 2 * _GAP) * _POINTS / max(wide for wide, _high in self._sizes)
        if self._zoom == WHOLE_PAGE:
            dpi = min(
                (self.viewport().width() - 2 * _GAP) * _POINTS / width,
                (self.viewport().height() - 2 * _GAP) * _POINTS / height,
            )
        return max(int(min(dpi, _SCREEN_DPI * _WIDEST_FIT)), _LEAST_DPI)

    # Drawing

    def _settle(self) -> None:
        """Give every page its size for the zoom, then draw those in view."""
        for page, (sheet, (width, height)) in enumerate(zip(self._sheets, self._sizes, strict=True)):
            dpi = self._dpi(page)
            size = QSize(round(width * dpi / _POINTS), round(height * dpi / _POINTS))
            if sheet.size() != size:
                sheet.setFixedSize(size)
                sheet.setScaledContents(True)
        canvas = self.widget()
        if canvas is not None:
            self._column.activate()
        self._arrive()

    def _arrive(self) -> None:
        """Go on to the page that was asked for, which the bar cannot reach before it knows all pages; then look."""
        if self._goes_to is not None and self._sheets:
            self.go_to(self._goes_to)
        self._look()

    def _look(self) -> None:
        """Find out which page is in view and ask for the pictures around it."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        page = max(0, sum(top <= middle for top in self._tops()) - 1)
        if self._goes_to is not None and self._sheets:
            page = min(max(self._goes_to, 0), len(self._sheets) - 1)  # the bar cannot reach it yet
        if page != self._page:
            self._page = page
            self.moved.emit()
        for number, sheet in enumerate(self._sheets):
            if abs(number - page) > _NEAR and sheet.drawn is not None:
                sheet.drop_picture()
        for number in sorted(range(len(self._sheets)), key=lambda other: abs(other - page)):
            if abs(number - page) < _NEAR:
                self._ask_for(number)

    def _tops(self) -> list[int]:
        """Return where each page begins: pages that are new stand there only once the window lays them out."""
        return [_GAP + top for top in accumulate((sheet.height() + _GAP for sheet in self._sheets), initial=0)][:-1]

    def _ask_for(self, page: int) -> None:
        """Have a page drawn unless it is, or is under way."""
        pdf, dpi, sharpness = self._pdf, self._dpi(page), self.devicePixelRatioF()
        if self._sheets[page].drawn == (pdf, dpi) or (page, dpi) in self._asked:
            return
        self._asked.add((page, dpi))
        work = partial(render_page, pdf, page, round(dpi * sharpness))
        background.run_in_background(self, work, partial(self._drawn, pdf, page, dpi, sharpness))

    def _drawn(self, pdf: bytes, page: int, dpi: int, sharpness: float, image: PageImage) -> None:
        if self._pdf != pdf or self._dpi(page) != dpi:
            return
        self._asked.discard((page, dpi))
        pixmap = QPixmap.fromImage(as_image(image))
        pixmap.setDevicePixelRatio(sharpness)
        self._sheets[page].setScaledContents(False)
        self._sheets[page].show_picture(pixmap, (pdf, dpi))
        self._goes_to = None

    # Events

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if self._zoom <= 0 and self._pdf:
            self._timer.start()

    def wheelEvent(self, event: QWheelEvent, /) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def step_zoom(self, step: int) -> None:
        """Zoom to the next of the usual steps."""
        further = [zoom for zoom in ZOOMS if (zoom > self.per_cent if step > 0 else zoom < self.per_cent)]
        if further:
            self.set_zoom(further[0] if step > 0 else further[-1])

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        key, ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        pages = {Qt.Key.Key_PageDown: self._page + 1, Qt.Key.Key_PageUp: self._page - 1}
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.pages - 1}
        if key in pages and self.pages > 1:
            self.go_to(pages[Qt.Key(key)])
        elif key in ends and (ctrl or self.pages > 1):
            self.go_to(ends[Qt.Key(key)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.step_zoom(1 if key == Qt.Key.Key_Plus else -1)
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(480), theme.scaled(480))


ZOOMS = (25, 50, 75, 100, 125, 150, 200, 300)
