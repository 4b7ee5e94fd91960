"""Quiet containers: cards, headers, chips, and the empty state that says what to do next."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.tokens import DECISION_LOOK, ColourName, mix
from footrehab_desktop.ui.widgets.buttons import primary_button
from footrehab_desktop.ui.widgets.card import Card, Notice, SectionHeader, rule

__all__ = ["Card", "Chip", "DecisionChip", "EmptyState", "Notice", "SectionHeader", "rule"]


class Chip(QLabel):
    """A short worded mark in a tinted pill. Its meaning is in the words; the colour only helps."""

    def __init__(self, text: str = "", colour: ColourName = "soft", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._colour: ColourName = colour
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(strong=True))
        self.setContentsMargins(10, 2, 10, 2)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_as(self, text: str, colour: ColourName) -> None:
        """Change words and colour."""
        self._colour = colour
        self.setText(text)
        self.update()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), theme.SMALLEST_TARGET))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        tokens = theme.tokens()
        drawn_in = tokens.colour(self._colour)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(mix(drawn_in, tokens.card, 0.08)))
        painter.setPen(QPen(QColor(mix(drawn_in, tokens.card, 0.45)), 1))
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, 11, 11)
        painter.setPen(QColor(drawn_in))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class DecisionChip(Chip):
    """A decision of the core (``PROGRESS``, ``HOLD``, …) as sign, word and colour; "No decision yet" for others."""

    def __init__(self, decision: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.show_decision(decision)

    def show_decision(self, decision: str) -> None:
        """Change the decision."""
        look = DECISION_LOOK.get(decision.upper())
        if look is None:
            self.show_as(self.tr("No decision yet"), "soft")
        else:
            self.show_as(f"{look.sign} {look.word}", look.colour)


class EmptyState(QWidget):
    """Shown instead of nothing: an icon, a sentence, and ``button`` for the next step (None without one)."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        button_text: str = "",
        on_press: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence = theme.label(sentence, "soft", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = primary_button(button_text, on_press) if button_text else None
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addWidget(self.sentence)
        if self.button is not None:
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        self._picture.setPixmap(theme.icon(self._icon, "line").pixmap(48, 48))
