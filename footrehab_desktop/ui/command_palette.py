"""Ctrl+K: type a few letters of a patient, a page or a command, and go there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme

_LONGEST_LIST = 12


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """Something to go to or to do: the words shown, a quieter kind ("Page", "Patient"), and what happens."""

    words: str
    kind: str
    run: Callable[[], object]
    keys: str = ""


PatientSearch = Callable[[str, Callable[[Sequence[PaletteEntry]], None]], None]


def matching(entries: Sequence[PaletteEntry], typed: str) -> list[PaletteEntry]:
    """Return the entries that hold every typed word; those that begin with them come first."""
    words = typed.casefold().split()
    found = [entry for entry in entries if all(word in entry.words.casefold() for word in words)]
    return sorted(found, key=lambda entry: not entry.words.casefold().startswith(typed.casefold().strip()))


class CommandPalette(QFrame):
    """A list under a search line, above the page.

    ``patient_search(text, deliver)`` finds patients in the background; ``page_entries`` is what the page on screen
    offers beside ``entries``.
    """

    def __init__(
        self,
        window: QWidget,
        entries: Sequence[PaletteEntry],
        patient_search: PatientSearch,
        page_entries: Callable[[], Sequence[PaletteEntry]] = tuple,
    ) -> None:
        super().__init__(window)
        self.setObjectName("card")
        self._window = window
        self._fixed = self._entries = list(entries)
        self._page_entries = page_entries
        self._patient_search = patient_search
        self._shown: list[PaletteEntry] = []
        self._before: QWidget | None = None
        self._line = QLineEdit()
        self._line.setPlaceholderText(self.tr("Find a patient, a page or a command"))
        self._line.setAccessibleName(self._line.placeholderText())
        self._line.textChanged.connect(self._search)
        self._line.installEventFilter(self)
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(self.tr("What was found"))
        self._list.itemClicked.connect(lambda _item: self._run())
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._line)
        column.addWidget(self._list)
        self.hide()

    def pop_up(self) -> None:
        """Show the palette, empty, with the keyboard in it."""
        window = self._window
        self._before = window.focusWidget()
        self._entries = [*self._fixed, *self._page_entries()]
        width = min(theme.scaled(560), window.width() - 48)
        self.resize(width, min(theme.scaled(420), window.height() - 96))
        self.move(QPoint((window.width() - width) // 2, 64))
        self._line.clear()
        self._search("")
        self.show()
        self.raise_()
        self._line.setFocus()

    def dismiss(self) -> None:
        """Close without doing anything; the keyboard goes back where it was."""
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(Qt.Key(event.key()))
        if event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if key in steps and self._shown:
            self._list.setCurrentRow((self._list.currentRow() + steps[key]) % len(self._shown))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run()
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def _search(self, typed: str) -> None:
        found = matching(self._entries, typed)
        self._fill(found)
        if typed.strip():
            self._patient_search(typed, lambda patients: self._add_patients(typed, patients))

    def _add_patients(self, typed: str, patients: Sequence[PaletteEntry]) -> None:
        if self.isVisible() and self._line.text() == typed:
            self._fill([*patients, *matching(self._entries, typed)])

    def _fill(self, entries: Sequence[PaletteEntry]) -> None:
        self._shown = list(entries[:_LONGEST_LIST])
        self._list.clear()
        for entry in self._shown:
            keys = f"   {entry.keys}" if entry.keys else ""
            self._list.addItem(QListWidgetItem(f"{entry.words}   ·   {entry.kind}{keys}"))
        if self._shown:
            self._list.setCurrentRow(0)

    def _run(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._shown):
            entry = self._shown[row]
            self.dismiss()
            entry.run()
