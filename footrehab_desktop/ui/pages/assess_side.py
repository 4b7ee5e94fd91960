"""The question whether an answer that stands on the sound side only is meant for that side."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from footrehab_desktop.records.values import Side
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_notice import ActionNotice
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout


class SideQuestion(QFrame):
    """Keep or move, at the field: ``kept(place)``, ``moved(place)``. In the field Enter keeps and M moves."""

    kept = Signal(object)
    moved = Signal(object)

    def __init__(self, place: Place, involved: Side, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.place = place
        typed_for, injured = place.part.upper(), involved.upper()
        words = self.tr("Entered for the patient's {side}; the injury is on the {injured}. Enter keeps it, M moves it.")
        self.label = theme.label(words.format(side=typed_for, injured=injured), wrap=True)
        keep = button(self.tr("Keep {side}").format(side=typed_for), "plain", lambda: self.kept.emit(place))
        move = button(self.tr("Move to {side} (M)").format(side=injured), "plain", lambda: self.moved.emit(place))
        self.buttons: tuple[QPushButton, ...] = (keep, move)
        for each in self.buttons:
            each.setAccessibleName(self.tr("{field}: {words}").format(field=name, words=each.text()))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 4)
        column.setSpacing(0)
        column.addWidget(self.label)
        row = QWidget()
        flow = FlowLayout(row, spacing=0)
        for each in self.buttons:
            flow.addWidget(each)
        column.addWidget(row)


class SidesNotice(ActionNotice):
    """Before signing: the fields answered on the sound side only. ``kept()`` and ``moved()`` answer for all of them."""

    kept = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.keep = button("", "outlined", self.kept.emit)
        self.move_over = button("", "plain", self.moved.emit)
        self.add_action(self.move_over)
        self.add_action(self.keep)

    def show_fields(self, involved: Side, labels: Sequence[str]) -> None:
        """Name the fields; none hides the notice."""
        if not labels:
            self.show_text("")
            return
        sound, injured = ("RIGHT", "LEFT") if involved == "left" else ("LEFT", "RIGHT")
        words = self.tr(
            "Entered only for the patient's {side}; the injury is on the {injured}: {fields}. "
            "Nothing is signed before this is answered. In a field: Enter keeps it, M moves it."
        )
        fields = "; ".join(dict.fromkeys(labels))
        self.keep.setText(self.tr("Keep all {side}").format(side=sound))
        self.move_over.setText(self.tr("Move all to {side}").format(side=injured))
        self.show_text(words.format(side=sound, injured=injured, fields=fields))
