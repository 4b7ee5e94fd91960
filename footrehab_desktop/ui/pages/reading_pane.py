"""Longer text to read: headings, paragraphs and lists of plain text, scrolled and copied by keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextListFormat
from PySide6.QtWidgets import QTextBrowser, QWidget

from footrehab_desktop.ui import theme

BlockKind = Literal["title", "heading", "warning", "text", "soft", "bullets", "numbers"]
_LIST_STYLE = {"bullets": QTextListFormat.Style.ListDisc, "numbers": QTextListFormat.Style.ListDecimal}
_RESTYLED = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange)
_SIZE_STEP = {"title": 2, "heading": 0, "warning": 0}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text. Lists hold one text per item, everything else exactly one. None of it is markup."""

    kind: BlockKind
    texts: tuple[str, ...]


class ReadingPane(QTextBrowser):
    """Shows blocks one below the other; empty ones are left out, with the heading that stands alone over them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(16)
        self.setMinimumHeight(theme.scaled(160))
        self._blocks: tuple[Block, ...] = ()

    def show_blocks(self, blocks: Sequence[Block]) -> None:
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
            if not all(block.texts) or not block.texts or self._stands_alone(number):
                continue
            if block.kind in _LIST_STYLE:
                self._insert_list(cursor, block)
            else:
                self._insert_text(cursor, block)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _stands_alone(self, number: int) -> bool:
        """Tell whether a heading has nothing to head."""
        if self._blocks[number].kind not in ("heading", "warning"):
            return False
        following = self._blocks[number + 1 : number + 2]
        return not following or not following[0].texts or not all(following[0].texts)

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

    def _new_block(self, cursor: QTextCursor, layout: QTextBlockFormat, look: QTextCharFormat) -> None:
        if self.document().isEmpty() and cursor.atStart():
            cursor.setBlockFormat(layout)
        else:
            cursor.insertBlock(layout, look)


def _look(kind: BlockKind) -> QTextCharFormat:
    look = QTextCharFormat()
    colour = {"soft": "soft", "warning": "refer"}.get(kind, "ink")
    look.setForeground(theme.colour(colour))  # type: ignore[arg-type]  # one of three token names
    if kind in _SIZE_STEP:
        look.setFontWeight(QFont.Weight.DemiBold)
        look.setProperty(QTextCharFormat.Property.FontSizeAdjustment, _SIZE_STEP[kind])
    return look
