"""Fields that are typed: numbers with a unit, dates in free text, words and notes."""

import math
from collections.abc import Callable
from datetime import date
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date, format_date_weekday, parse_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.widgets.field import Ask, Check, Field

Typed = TypeVar("Typed")


class _LineField(Field[Typed], Generic[Typed]):
    """A field whose value is read from a typed line; what is not readable yet is kept as text."""

    editor: QLineEdit

    def is_empty(self) -> bool:
        """Tell whether nothing is typed."""
        return not self.editor.text().strip()

    def entry(self) -> str:
        """Return the line as typed."""
        return self.editor.text()

    def show_entry(self, entry: Any) -> None:
        """Show a line as it was typed."""
        self.editor.setText(entry or "")
        self.set_error("")


class NumberField(_LineField[float]):
    """A number with its unit beside it. Takes decimal point or comma; everything else is refused with a sentence."""

    def __init__(
        self,
        ask: Ask,
        *,
        unit: str = "",
        decimals: int = 0,
        validate: Check[float] | None = None,
    ) -> None:
        super().__init__(ask, validate)
        self._decimals = decimals
        self.editor = QLineEdit()
        self.editor.setFixedWidth(theme.scaled(96))
        self.editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.editor.textEdited.connect(lambda _text: self._edited())
        self._row.addWidget(self.editor)
        if unit:
            self._row.addWidget(theme.label(unit, "soft"))
        self._row.addStretch(1)
        self._set_editor(self.editor, f"{ask.spoken} ({unit})" if unit else ask.spoken)

    def value(self) -> float | None:
        """Return the number, or None."""
        try:
            return self._parsed()
        except FieldError:
            return None

    def set_value(self, value: float | None) -> None:
        """Show a number without a signal."""
        self.editor.setText("" if value is None else f"{value:.{self._decimals}f}")
        self.set_error("")

    def _fits(self, value: float) -> bool:
        return round(value, self._decimals) == value

    def _parsed(self) -> float | None:
        text = self.editor.text().strip().replace(",", ".")
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number) or not text.lstrip("+-").replace(".", "", 1).isdecimal():
            raise FieldError(self.code, self.tr("Enter a number, for example 12."))
        if not self._fits(number):
            places = self.tr("Enter a whole number.") if not self._decimals else self.tr("Too many decimal places.")
            raise FieldError(self.code, places)
        return number

    def _check(self) -> None:
        self._parsed()
        super()._check()


class TextField(Field[str]):
    """A line of text, or a note when ``lines`` > 1 (Tab leaves it, Return makes a new line). Text is kept as typed."""

    def __init__(
        self,
        ask: Ask,
        *,
        lines: int = 1,
        placeholder: str = "",
        validate: Check[str] | None = None,
    ) -> None:
        super().__init__(ask, validate)
        self.editor: QLineEdit | QPlainTextEdit
        if lines == 1:
            self.editor = QLineEdit()
            self.editor.textEdited.connect(lambda _text: self._edited())
        else:
            self.editor = _note_editor(lines)
            self.editor.textChanged.connect(self._edited)
        self.editor.setPlaceholderText(placeholder)
        self._row.addWidget(self.editor, 1)
        self._set_editor(self.editor, ask.spoken)

    def value(self) -> str | None:
        """Return the text without spaces around it, or None when there is none."""
        return self.text().strip() or None

    def text(self) -> str:
        """Return the text exactly as typed."""
        return self.editor.text() if isinstance(self.editor, QLineEdit) else self.editor.toPlainText()

    def set_value(self, value: str | None) -> None:
        """Show a text without a signal."""
        self.editor.blockSignals(True)
        if isinstance(self.editor, QLineEdit):
            self.editor.setText(value or "")
        else:
            self.editor.setPlainText(value or "")
        self.editor.blockSignals(False)
        self.set_error("")

    def entry(self) -> str:
        """Return the text exactly as typed."""
        return self.text()

    def show_entry(self, entry: Any) -> None:
        """Show a text as it was typed."""
        self.set_value(entry)

    def _goes_on(self, event: QKeyEvent) -> bool:
        return isinstance(self.editor, QLineEdit) and super()._goes_on(event)


class DateField(_LineField[date]):
    """A date in free text (``4/3/26``, ``today``, ``-2d``) with the date understood echoed beneath in full.

    ``birth`` reads two-digit years as past ones.
    """

    def __init__(
        self,
        ask: Ask,
        *,
        today: Callable[[], date],
        birth: bool = False,
        validate: Check[date] | None = None,
    ) -> None:
        super().__init__(ask, validate)
        self._today = today
        self._birth = birth
        self.editor = QLineEdit()
        self.editor.setPlaceholderText(self.tr("e.g. 4 Mar 2026"))
        self.editor.setMinimumWidth(theme.scaled(150))
        self.editor.textEdited.connect(lambda _text: self._edited())
        self._row.addWidget(self.editor, 1)
        self._set_editor(self.editor, ask.spoken)

    def value(self) -> date | None:
        """Return the date, or None."""
        try:
            return self._parsed()
        except FieldError:
            return None

    def set_value(self, value: date | None) -> None:
        """Show a date without a signal."""
        self.editor.setText("" if value is None else format_date(value))
        self.set_error("")

    def _parsed(self) -> date | None:
        text = self.editor.text().strip()
        return parse_date(text, self._today(), birth=self._birth, field=self.code) if text else None

    def _check(self) -> None:
        self._parsed()
        super()._check()

    def _resting_note(self) -> str:
        understood = self.value()
        return format_date_weekday(understood) if understood is not None else self._hint


def _note_editor(lines: int) -> QPlainTextEdit:
    editor = QPlainTextEdit()
    editor.setTabChangesFocus(True)
    height = editor.fontMetrics().lineSpacing() * lines + 20
    editor.setMinimumHeight(height)
    editor.setMaximumHeight(height * 2)
    return editor
