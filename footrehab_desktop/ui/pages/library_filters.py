"""The filters of the exercise list: choices with counts, what is at hand, and a chip for every filter in use."""

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.library import Choices
from footrehab_desktop.ui.widgets.buttons import button, plain_button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout

Counts = Mapping[str, int]
_COUNTED = Qt.ItemDataRole.UserRole + 1
_OPEN_WIDTH = 300


class CountDelegate(QStyledItemDelegate):
    """Writes the count behind the words in the open list; closed, the filter shows the words alone."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex, /) -> None:
        super().initStyleOption(option, index)
        words = index.data(_COUNTED)
        if words:
            option.text = words


class CountedChoice(QComboBox):
    """One filter: its name for "any", then every choice with the number of exercises it would leave."""

    def __init__(self, name: str, choices: Choices) -> None:
        super().__init__()
        self.name = name
        self._choices = choices
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.addItem(name, "")  # the name alone: not filtered by it
        for code, words in choices:
            self.addItem(words, code)
        self.setItemDelegate(CountDelegate(self))
        self.view().setMinimumWidth(theme.scaled(_OPEN_WIDTH))

    @property
    def code(self) -> str:
        """Return the chosen code, empty for any."""
        return str(self.currentData() or "")

    def words(self) -> str:
        """Return the chosen words without the count."""
        return dict(self._choices).get(self.code, "")

    def choose(self, code: str) -> None:
        """Choose a code; an empty or unknown one means any."""
        self.setCurrentIndex(max(0, self.findData(code)))

    def counted(self, code: str) -> str:
        """Return the words of a choice with its count, as the open list shows them."""
        return str(self.itemData(self.findData(code), _COUNTED))

    def show_counts(self, counts: Counts) -> None:
        """Show how many exercises each choice would leave."""
        for place, (code, words) in enumerate(self._choices, start=1):
            count = counts.get(code, 0)
            text = f"{words} ({count})"
            if self.itemData(place, _COUNTED) != text:
                self.setItemData(place, text, _COUNTED)
                self.setItemData(place, text, Qt.ItemDataRole.AccessibleTextRole)


class EquipmentChoice(QPushButton):
    """What the patient has: opens a list to tick. None ticked and not opened yet means that nothing is restricted."""

    changed = Signal()

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self.at_hand: frozenset[str] | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Equipment at hand"))
        for code, words in choices:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, code)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self._choices = dict(choices)
        self.popup = self._make_popup()
        self.setProperty("kind", "outlined")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        self.list.itemChanged.connect(self._ticked)
        self._tell()

    def choose(self, at_hand: Iterable[str] | None) -> None:
        """Take this as what is at hand; None means that equipment does not matter."""
        self.at_hand = None if at_hand is None else frozenset(at_hand)
        self.list.blockSignals(True)
        for item in self._items():
            ticked = item.data(Qt.ItemDataRole.UserRole) in (self.at_hand or ())
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self._tell()

    def words(self) -> str:
        """Return what is at hand in words."""
        if not self.at_hand:
            return self.tr("nothing at hand")
        return ", ".join(words for code, words in self._choices.items() if code in self.at_hand)

    def show_counts(self, counts: Counts) -> None:
        """Show how many of the other exercises need each piece."""
        self.list.blockSignals(True)
        for item in self._items():
            code = str(item.data(Qt.ItemDataRole.UserRole))
            item.setText(f"{self._choices[code]} ({counts.get(code, 0)})")
        self.list.blockSignals(False)

    def _make_popup(self) -> QFrame:
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setFrameShape(QFrame.Shape.StyledPanel)
        popup.setAccessibleName(self.tr("Equipment at hand"))
        column = QVBoxLayout(popup)
        column.setContentsMargins(8, 8, 8, 8)
        hint = self.tr("Tick what the patient has. Shown is what needs nothing else.")
        column.addWidget(theme.label(hint, "soft", wrap=True))
        column.addWidget(self.list, 1)
        buttons = FlowLayout()
        buttons.addWidget(button(self.tr("Nothing at hand"), on_press=lambda: self._choose_and_tell(())))
        buttons.addWidget(plain_button(self.tr("Any equipment"), lambda: self._choose_and_tell(None)))
        column.addLayout(buttons)
        return popup

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]

    def _open(self) -> None:
        self.popup.resize(max(self.width(), theme.scaled(320)), theme.scaled(380))
        self.popup.move(self.mapToGlobal(QPoint(0, self.height())))
        self.popup.show()
        self.list.setCurrentRow(max(0, self.list.currentRow()))
        self.list.setFocus()

    def _ticked(self) -> None:
        ticked = [i for i in self._items() if i.checkState() == Qt.CheckState.Checked]
        self.at_hand = frozenset(str(item.data(Qt.ItemDataRole.UserRole)) for item in ticked)
        self._tell()
        self.changed.emit()

    def _choose_and_tell(self, at_hand: Iterable[str] | None) -> None:
        self.choose(at_hand)
        self.popup.hide()
        self.changed.emit()

    def _tell(self) -> None:
        if self.at_hand is None:
            text = self.tr("Equipment: any")
        elif self.at_hand:
            text = self.tr("Equipment: {count} at hand").format(count=len(self.at_hand))
        else:
            text = self.tr("Equipment: none")
        self.setText(text)
        self.setAccessibleName(text)


class FilterChips(QWidget):
    """The filters in use, each a button that takes it off. ``dropped`` carries its name."""

    dropped = Signal(str)

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        flow = FlowLayout(self, spacing=4)
        self.chips: dict[str, QPushButton] = {}
        for name in names:
            chip = button("", on_press=partial(self.dropped.emit, name))
            chip.setVisible(False)
            self.chips[name] = chip
            flow.addWidget(chip)

    def show_filters(self, words: Mapping[str, str]) -> None:
        """Show one chip for each name in ``words``."""
        for name, chip in self.chips.items():
            text = words.get(name, "")
            shown = self.tr("{filter}  ✕").format(filter=text).replace("&", "&&")
            if text and chip.text() != shown:
                chip.setText(shown)
                chip.setAccessibleName(self.tr("Take off the filter {filter}").format(filter=text))
            if chip.isHidden() == bool(text):
                chip.setVisible(bool(text))
        self.setVisible(bool(words))


class NothingFound(QWidget):
    """Says that nothing fits and what to leave out, or to keep, to find something. Both signals carry its name."""

    dropped = Signal(str)
    kept = Signal(str)

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self.words = theme.label("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.addWidget(self.words)
        self.choices: dict[str, QPushButton] = {}
        self._keeping = False
        for name in names:
            choice = button("", on_press=partial(self._choose, name))
            choice.setVisible(False)
            self.choices[name] = choice
            column.addWidget(choice)
        column.addStretch(1)

    def show_ways_out(self, words: Mapping[str, str], if_dropped: Counts, alone: Counts) -> None:
        """Offer every filter whose removal finds something; if one removal is not enough, each filter by itself."""
        self._keeping = not any(if_dropped.values())
        if not alone.get("text", 1):
            self.words.setText(self.tr("No exercise has these words. Check the spelling."))
        elif self._keeping:
            self.words.setText(self.tr("No exercise fits, even with one filter less. Keep only one:"))
        else:
            self.words.setText(self.tr("No exercise fits all of this. Leave out one of them:"))
        offer = self.tr("Only {filter}: {count}") if self._keeping else self.tr("Without {filter}: {count}")
        counts = alone if self._keeping else if_dropped
        for name, choice in self.choices.items():
            count = counts.get(name, 0)
            choice.setText(offer.format(filter=words.get(name, ""), count=count).replace("&", "&&"))
            choice.setVisible(count > 0)

    def _choose(self, name: str) -> None:
        (self.kept if self._keeping else self.dropped).emit(name)
