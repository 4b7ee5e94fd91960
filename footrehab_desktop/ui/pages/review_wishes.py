"""What the clinician wishes for the coming week; the core answers whether the rules allow it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from footrehab_desktop.errors import FieldError
from footrehab_desktop.progression.codes import ADDITIONS
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.review import request_of
from footrehab_desktop.ui.widgets.buttons import plain_button
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Card
from footrehab_desktop.ui.widgets.text_fields import NumberField

MOST_WEEK_MINUTES = 3000
MOST_RUN_MINUTES = 600


class WishesCard(Card):
    """Optional wishes: minutes of the week, longest run, and what is to be added. Folded until it is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.toggle = plain_button(self.tr("Wishes for the coming week (optional)"), self._fold)
        self.week_min = NumberField(
            Ask("week_min", self.tr("Running in the week")),
            unit=self.tr("min"),
            validate=_up_to(MOST_WEEK_MINUTES),
        )
        self.long_run_min = NumberField(
            Ask("long_run_min", self.tr("Longest run")), unit=self.tr("min"), validate=_up_to(MOST_RUN_MINUTES)
        )
        self._adds: dict[str, QCheckBox] = {}
        self._form = QWidget()
        numbers, boxes = QWidget(), QWidget()
        in_row = FlowLayout(numbers, spacing=24)
        in_row.addWidget(self.week_min)
        in_row.addWidget(self.long_run_min)
        flow = FlowLayout(boxes)
        for code, words in ADDITIONS.items():
            box = QCheckBox(words)
            box.setAccessibleName(self.tr("Add: {what}").format(what=words))
            self._adds[code] = box
            flow.addWidget(box)
        column = QVBoxLayout(self._form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(numbers)
        column.addWidget(theme.label(self.tr("To add"), "label"))
        column.addWidget(boxes)
        self.body.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(theme.label(self.tr("The review says whether the rules allow them."), "soft", wrap=True))
        self.body.addWidget(self._form)
        self._form.hide()

    def check(self) -> bool:
        """Check both numbers, show refusals, and tell whether the wishes can be taken."""
        fits = [field.is_empty() or field.check() for field in (self.week_min, self.long_run_min)]
        if not all(fits):
            self._form.show()
        return all(fits)

    def request(self) -> dict[str, Any] | None:
        """Return the wishes in the words of the contract, or None."""
        adds = tuple(code for code, box in self._adds.items() if box.isChecked())
        return request_of(self.week_min.value(), self.long_run_min.value(), adds)

    def clear(self) -> None:
        """Wish for nothing."""
        self.week_min.set_value(None)
        self.long_run_min.set_value(None)
        for box in self._adds.values():
            box.setChecked(False)
        self._form.hide()

    def _fold(self) -> None:
        shown = not self._form.isVisibleTo(self)
        self._form.setVisible(shown)
        if shown:
            self.week_min.take_focus()


def _up_to(most: int) -> Callable[[float], None]:
    def check(minutes: float) -> None:
        if not 0 <= minutes <= most:
            raise FieldError("minutes", f"Enter minutes from 0 to {most}.")

    return check
