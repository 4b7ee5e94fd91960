"""The signed assessment that is read: why it counts or not, the tables of its answers, its body chart."""

from collections.abc import Iterator

from PySide6.QtGui import QImage, QPalette

from footrehab_desktop.clinic.signed_assessment import SignedPart
from footrehab_desktop.library.body_chart import ChartMark, body_chart
from footrehab_desktop.records.values import Side
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.reading_pane import AnyBlock, Block, PictureBlock, ReadingPane, TableBlock
from footrehab_desktop.ui.presenters.assess_signed import SignedRow
from footrehab_desktop.ui.widgets.body_chart import BodyChartView

_PICTURE_WIDTH, _PICTURE_HEIGHT = 520, 300


class SignedPane(ReadingPane):
    """Shows one signed assessment."""

    def show_row(self, row: SignedRow | None, involved: Side | None) -> None:
        """Show an assessment from the top, or nothing. ``involved`` is marked on the body chart."""
        self.show_blocks(list(self._row_blocks(row, involved)) if row is not None else ())

    def _row_blocks(self, row: SignedRow, involved: Side | None) -> Iterator[AnyBlock]:
        yield Block("title", (row.title,))
        yield Block("soft", (row.signed,))
        if row.standing:
            yield Block("text", (f"✗ {row.standing}" if row.struck_out else f"↻ {row.standing}",))
        if row.reason:
            yield Block("text", (self.tr("Amended because: {reason}").format(reason=row.reason),))
        text = row.read()
        yield Block("heading", (self.tr("What the amendment changed: was → is"),))
        yield Block("bullets", text.changed)
        for part in text.parts:
            yield from self._part_blocks(part, text.marks, involved)

    def _part_blocks(self, part: SignedPart, marks: tuple[ChartMark, ...], involved: Side | None) -> Iterator[AnyBlock]:
        yield Block("heading", (part.title,))
        if part.chart:
            yield PictureBlock(_chart_picture(marks, involved))
        for table in part.tables:
            yield Block("soft", (table.heading,))
            yield TableBlock(("", *table.columns) if any(table.columns) else (), table.rows)
        if part.not_found:
            words = self.tr("Looked for and not found ({count}): {findings}.")
            yield Block("soft", (words.format(count=len(part.not_found), findings="; ".join(part.not_found)),))


def _chart_picture(marks: tuple[ChartMark, ...], involved: Side | None) -> QImage:
    """Return the body chart as it looks on screen now."""
    view = BodyChartView(body_chart(), involved)
    view.show_marks(marks)
    palette = view.palette()
    palette.setColor(QPalette.ColorRole.Window, theme.colour("card"))
    view.setPalette(palette)
    view.resize(theme.scaled(_PICTURE_WIDTH), theme.scaled(_PICTURE_HEIGHT))
    return view.grab().toImage()
