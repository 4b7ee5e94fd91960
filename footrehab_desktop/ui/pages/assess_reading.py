"""What the core says beneath a test or above the form: symmetry, norm, gate marks, and the call for a referral."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.assess_outlook import Mark, Referral, RowReading
from footrehab_desktop.ui.tokens import ColourName
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.panels import Chip

LETTER_KEYS = "Ctrl+Shift+L"

# Pixels: about five lines, with the largest text three.
_MOST_DETAIL_HEIGHT = 116
# More would push the form off a small screen; the tip and the review hold them all.
_MOST_REASONS = 2
_MARK_COLOUR: dict[str, ColourName] = {"met": "progress", "not_met": "regress", "stale": "hold", "unknown": "soft"}


class ReadingLine(QWidget):
    """Symmetry and norm in one line, then one line per mark. Hidden as long as nothing is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = theme.label("", "soft", wrap=True)
        self.marks: list[tuple[Chip, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self.facts, 0, 0, 1, 2)
        self.hide()

    def show_reading(self, reading: RowReading) -> None:
        """Show what is known now."""
        self.facts.setText("; ".join(words for words in (reading.symmetry, reading.norm) if words))
        self.facts.setVisible(bool(self.facts.text()))
        while len(self.marks) < len(reading.marks):
            self._add_mark_row()
        for number, (chip, label) in enumerate(self.marks):
            shown = number < len(reading.marks)
            if shown:
                self._show_mark(chip, label, reading.marks[number])
            chip.setVisible(shown)
            label.setVisible(shown)
        self.setVisible(bool(self.facts.text() or reading.marks))

    def words(self) -> str:
        """Return everything that is shown, for reading aloud and for tests."""
        lines = [self.facts.text()] if self.facts.text() else []
        lines += [f"{chip.text()}: {label.text()}" for chip, label in self.marks if not chip.isHidden()]
        return "\n".join(lines)

    def _add_mark_row(self) -> None:
        chip, label = Chip(), theme.label("", wrap=True)
        row = len(self.marks) + 1
        self._grid.addWidget(chip, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(label, row, 1)
        self.marks.append((chip, label))

    def _show_mark(self, chip: Chip, label: QLabel, mark: Mark) -> None:
        chip.show_as(mark.sign_and_word, _MARK_COLOUR[mark.state])
        label.setText(mark.sentence)


class _Details(QScrollArea):
    """Labels that take the height they need up to a limit and scroll beyond it, so that the form keeps its room."""

    def __init__(self, *labels: QLabel) -> None:
        super().__init__()
        content = QWidget()
        content.setObjectName("details")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(4)
        for label in labels:
            self._column.addWidget(label)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The card behind it shows through.
        self.setStyleSheet("QScrollArea, QWidget#details, QWidget#qt_scrollarea_viewport { background: transparent; }")

    def fit(self) -> None:
        """Take the height of the words at this width; the keyboard comes here only when there is more to scroll to."""
        needed = max(0, self._column.heightForWidth(self.viewport().width()))
        self.setFixedHeight(min(needed, _MOST_DETAIL_HEIGHT))
        more = needed > _MOST_DETAIL_HEIGHT
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if more else Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()


class ReferralBanner(QFrame):
    """The answers so far ask for a referral: urgency, to whom, what holds meanwhile, why. The plan stops.

    Signal: ``letter_asked()``, by button or key.
    """

    letter_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline = theme.label("", "error", wrap=True)
        self.headline.setFont(theme.font("title"))
        self.letter = button(self.tr("Referral letter…"), "outlined", self.letter_asked.emit, keys=LETTER_KEYS)
        self.what_to_do = theme.label("", "label", wrap=True)
        self.until_then = theme.label("", wrap=True)
        self.reasons = theme.label("", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.headline, 1)
        head.addWidget(self.letter, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.what_to_do)
        self.details = _Details(self.until_then, self.reasons)
        self.details.setAccessibleName(self.tr("Referral: what holds until then, and why"))
        column.addWidget(self.details)
        self.hide()

    def show_referral(self, referral: Referral | None) -> None:
        """Show the referral; None hides the banner."""
        self.setVisible(referral is not None)
        if referral is None:
            return
        self.headline.setText(f"✚ {referral.headline}")
        self.what_to_do.setText(
            self.tr("{what} The plan stops until this is settled; you can go on and sign.").format(
                what=referral.what_to_do
            )
        )
        self.until_then.setText(
            self.tr("Until then: {protect} May go on: {go_on}").format(
                protect=referral.until_then, go_on=referral.go_on
            )
        )
        self.until_then.setVisible(bool(referral.until_then))
        self._show_reasons(referral)
        self.details.fit()
        self.setAccessibleName(self.headline.text())

    def _show_reasons(self, referral: Referral) -> None:
        """Name the first rules in the banner; their sources, and all others, stand in the tip and in the letter."""
        lines = [f"• {reason.sentence} ({reason.rule})" for reason in referral.reasons]
        more = len(lines) - _MOST_REASONS
        shown = lines if more <= 0 else [*lines[:_MOST_REASONS], self.tr("and {count} more").format(count=more)]
        self.reasons.setText("\n".join(shown))
        self.reasons.setToolTip("\n".join(f"{r.sentence} ({r.rule}; {r.source})" for r in referral.reasons))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("card"))
        painter.setPen(QPen(theme.colour("refer"), 2))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 8, 8)
        painter.end()
