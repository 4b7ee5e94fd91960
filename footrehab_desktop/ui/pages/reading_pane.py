"""Longer text to read: headings, paragraphs and lists of plain text, scrolled and copied by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextListFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from footrehab_desktop.ui import theme

BlockKind = Literal["title", "heading", "warning", "text", "soft", "bullets", "numbers"]
_LIST_STYLE = {"bullets": QTextListFormat.Style.ListDisc, "numbers": QTextListFormat.Style.ListDecimal}
_RESTYLED = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange)
# A whole width would run past the margin and ask for a scroll bar.
_TABLE_WIDTH = 96
_SIZE_STEP = {"title": 2, "heading": 0, "warning": 0}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text. Lists hold one text per item, everything else exactly one. None of it is markup."""

    kind: BlockKind
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """Rows of plain text; the first cell of each says what it is about. ``head`` may be empty."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture whose content is also said in words nearby."""

    image: QImage


AnyBlock = Block | TableBlock | PictureBlock


class ReadingPane(QTextBrowser):
    """Shows blocks one below the other; empty ones are left out, with the heading that stands alone over them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(16)
        self.setMinimumHeight(theme.scaled(160))
        self._blocks: tuple[AnyBlock, ...] = ()

    def show_blocks(self, blocks: Sequence[AnyBlock]) -> None:
        """Show other blocks, from the top."""
        self._blocks = tuple(blocks)
        self._render()

    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in _RESTYLED and self._blocks:
            self._render()

    def _render(self) -> None:
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for number, block in enumerate(self._blocks):
            if not self._is_empty(number):
                self._insert(cursor, block)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _insert(self, cursor: QTextCursor, block: AnyBlock) -> None:
        if isinstance(block, TableBlock):
            self._insert_table(cursor, block)
        elif isinstance(block, PictureBlock):
            cursor.insertBlock()
            cursor.insertImage(block.image)
        elif block.kind in _LIST_STYLE:
            self._insert_list(cursor, block)
        else:
            self._insert_text(cursor, block)

    def _is_empty(self, number: int) -> bool:
        """Tell whether a block has nothing to show, as a heading with nothing to head."""
        block = self._blocks[number]
        if isinstance(block, PictureBlock):
            return False
        if isinstance(block, TableBlock):
            return not block.rows
        if not block.texts or not all(block.texts):
            return True
        last = number + 1 == len(self._blocks)
        return block.kind in ("heading", "warning") and (last or self._holds_nothing(self._blocks[number + 1]))

    @staticmethod
    def _holds_nothing(block: AnyBlock) -> bool:
        if isinstance(block, PictureBlock):
            return False
        return not block.rows if isinstance(block, TableBlock) else not block.texts or not all(block.texts)

    def _insert_text(self, cursor: QTextCursor, block: Block) -> None:
        layout = QTextBlockFormat()
        layout.setTopMargin(12 if block.kind in _SIZE_STEP and cursor.position() else 0)
        layout.setBottomMargin(4)
        look = _look(block.kind)
        self._new_block(cursor, layout, look)
        cursor.insertText(block.texts[0], look)

    def _insert_list(self, cursor: QTextCursor, block: Block) -> None:
        layout = QTextBlockFormat()
        layout.setBottomMargin(2)
        style = QTextListFormat()
        style.setStyle(_LIST_STYLE[block.kind])
        look = _look("text")
        for number, text in enumerate(block.texts):
            self._new_block(cursor, layout, look)
            if number == 0:
                made = cursor.createList(style)
            else:
                made.add(cursor.block())
            cursor.insertText(text, look)

    def _insert_table(self, cursor: QTextCursor, block: TableBlock) -> None:
        lines = ([block.head] if any(block.head) else []) + list(block.rows)
        if not lines:
            return
        layout = QTextTableFormat()
        layout.setBorder(0)
        layout.setCellPadding(2)
        layout.setCellSpacing(0)
        layout.setMargin(0)
        layout.setWidth(QTextLength(QTextLength.Type.PercentageLength, _TABLE_WIDTH))
        shares = _shares(len(lines[0]))
        layout.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, share) for share in shares])
        table = cursor.insertTable(len(lines), len(lines[0]), layout)
        for row, texts in enumerate(lines):
            head = row == 0 and any(block.head)
            for column, text in enumerate(texts):
                look = _look("soft" if column == 0 and not head else "text")
                if head:
                    look.setFontWeight(QFont.Weight.DemiBold)
                table.cellAt(row, column).firstCursorPosition().insertText(text, look)
        cursor.movePosition(QTextCursor.MoveOperation.End)

    def _new_block(self, cursor: QTextCursor, layout: QTextBlockFormat, look: QTextCharFormat) -> None:
        if self.document().isEmpty() and cursor.atStart():
            cursor.setBlockFormat(layout)
        else:
            cursor.insertBlock(layout, look)


def _shares(columns: int) -> list[float]:
    """Return the widths in percent: what it is about takes as much as two others, at most half."""
    first = min(50.0, 200 / (columns + 1))
    return [first, *((100 - first) / (columns - 1),) * (columns - 1)]


def _look(kind: BlockKind) -> QTextCharFormat:
    look = QTextCharFormat()
    colour = {"soft": "soft", "warning": "refer"}.get(kind, "ink")
    look.setForeground(theme.colour(colour))  # type: ignore[arg-type]  # one of three token names
    if kind in _SIZE_STEP:
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setProperty(QTextCharFormat.Property.FontSizeAdjustment, _SIZE_STEP[kind])
    return look
