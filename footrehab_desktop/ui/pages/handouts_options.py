"""How handouts are printed: one line that says it, and the form behind that line."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from footrehab_desktop.clinic.print_choices import PrintChoices
from footrehab_desktop.handouts.options import PrintOptions, choices_of
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import scrolling
from footrehab_desktop.ui.presenters.handouts import CHOICE_TITLES, OPTION_TITLES
from footrehab_desktop.ui.widgets.buttons import button, plain_button
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout

# A code of a bar is one text; yes and no stand as these.
_CODES: dict[Any, str] = {True: "yes", False: "no"}


class OptionFields(QWidget):
    """A bar for each option that there is a choice about. ``changed()`` after the user chose another value."""

    changed = Signal()

    def __init__(self, *, without: tuple[str, ...] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = PrintOptions()
        self.fields: dict[str, ChoiceField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for name, title in OPTION_TITLES.items():
            values = choices_of(name)
            if name in without or len(values) < 2:
                continue
            titles = CHOICE_TITLES[name]
            field = ChoiceField(Ask(name, title), [(_code(value), titles.get(value, str(value))) for value in values])
            field.changed.connect(self._take)
            self.fields[name] = field
            column.addWidget(field)

    def options(self) -> PrintOptions:
        """Return what is chosen."""
        return self._options

    def show_options(self, options: PrintOptions) -> None:
        """Show options without a signal."""
        self._options = options
        for name, field in self.fields.items():
            field.set_value(_code(getattr(options, name)))

    def _take(self) -> None:
        chosen = self._options
        for name, field in self.fields.items():
            value = field.value()
            if value is None:  # an option cannot be without a value
                field.set_value(_code(getattr(self._options, name)))
            else:
                chosen = replace(chosen, **{name: next(v for v in choices_of(name) if _code(v) == value)})
        if chosen != self._options:
            self._options = chosen
            self.changed.emit()


class OptionsForm(QWidget):
    """Signals: ``changed()``; ``reset()``: as usual again; ``made_usual()``: for every patient; ``closed()``."""

    changed = Signal()
    reset = Signal()
    made_usual = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = OptionFields()
        self.fields.changed.connect(self.changed)
        self.done = button(self.tr("Done"), on_press=self.closed.emit)
        self.usual = plain_button(self.tr("Use for every patient"), self.made_usual.emit)
        self.back = plain_button(self.tr("Reset to the clinic's"), self.reset.emit)
        self.kept = theme.label("", "soft", wrap=True)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(2, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.kept)
        column.addWidget(self.fields)
        column.addStretch(1)
        buttons = QWidget()
        row = FlowLayout(buttons)
        for part in (self.done, self.usual, self.back):
            row.addWidget(part)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(theme.label(self.tr("How it is printed"), "lead"))
        outer.addWidget(scrolling(content), 1)
        outer.addWidget(buttons)

    def show_choices(self, choices: PrintChoices) -> None:
        """Show the options in force and whose they are."""
        self.fields.show_options(choices.options)
        own = self.tr("Kept for this patient.")
        self.kept.setText(own if choices.differ else self.tr("As usual in this clinic."))
        for part in (self.usual, self.back):
            part.setEnabled(choices.differ)

    def focus_first(self) -> None:
        """Put the keyboard on the first option."""
        next(iter(self.fields.fields.values())).take_focus()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _code(value: Any) -> str:
    return _CODES[value] if isinstance(value, bool) else str(value)
