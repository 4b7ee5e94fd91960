"""The line that says when the next review is, with the field in which the clinician chooses another day."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.review import DecisionCard
from footrehab_desktop.ui.widgets.buttons import button, plain_button
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.text_fields import DateField


class NextReviewLine(QWidget):
    """Signal ``chosen(date)`` when another day was typed and confirmed."""

    chosen = Signal(object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = theme.label("", "label")
        self.note = theme.label("", "soft", wrap=True)
        self.change_button = plain_button(self.tr("Change the day…"), self._open)
        ask = Ask("next_review", self.tr("Day of the next review"), self.tr("A date, or e.g. +3d, +1w"), required=True)
        self.field = DateField(ask, today=today)
        self.set_button = button(self.tr("Set the day"), on_press=self._set)
        self.keep_button = plain_button(self.tr("Keep the day"), self._close)
        self._form = QWidget()
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.line)
        line.addWidget(self.change_button)
        line.addStretch(1)
        buttons = QWidget()
        pair = FlowLayout(buttons)
        pair.addWidget(self.set_button)
        pair.addWidget(self.keep_button)
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.addWidget(self.field)
        form.addWidget(buttons)
        self.field.setMaximumWidth(theme.scaled(360))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (row, self.note, self._form):
            column.addWidget(part)
        self._form.hide()

    def show_card(self, card: DecisionCard, *, changeable: bool) -> None:
        """Show the day of a decision; only that of the newest one can be changed."""
        self.line.setText(self.tr("Next review: {date}").format(date=card.next_review))
        self.note.setText(card.next_review_note)
        self.setVisible(bool(card.next_review))
        self._form.hide()
        self.change_button.setVisible(changeable)

    def refuse(self, sentence: str) -> None:
        """Show why the day is not taken."""
        self._form.show()
        self.field.set_error(sentence)
        self.field.take_focus()

    def _open(self) -> None:
        self.field.set_value(None)
        self._form.show()
        self.change_button.hide()
        self.field.take_focus()

    def _close(self) -> None:
        self._form.hide()
        self.change_button.show()
        self.change_button.setFocus()

    def _set(self) -> None:
        if self.field.check():
            self.chosen.emit(self.field.value())
        else:
            self.field.take_focus()
