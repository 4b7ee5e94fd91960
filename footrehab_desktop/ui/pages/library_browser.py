"""The exercises with their filters, shared by the plan and the library page. It always says when it is filtered."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from footrehab_desktop.library.exercises import NO_EQUIPMENT, ExerciseFilter
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.library_list import ExerciseList
from footrehab_desktop.ui.presenters.library import ExerciseIndex, ExerciseRow
from footrehab_desktop.ui.widgets.buttons import plain_button

_IMPACT = {"": None, "yes": True, "no": False}


class SearchLine(QLineEdit):
    """The free-text filter: Down goes to the list, Escape empties the line."""

    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class LibraryBrowser(QWidget):
    """Filters above, the list below. ``chosen`` on Enter or double click, ``current_exercise`` on every step."""

    chosen = Signal(str)
    current_exercise = Signal(str)

    def __init__(self, index: ExerciseIndex, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index = index
        self._blocked: Mapping[str, str] = {}
        self._filling = False
        self.search = SearchLine()
        self.search.setPlaceholderText(self.tr("Name, target, cue …"))
        self.search.setAccessibleName(self.tr("Search exercises"))
        self.search.setClearButtonEnabled(True)
        self.list = ExerciseList()
        self._combos = self._make_combos()
        self._count = theme.label("", "soft", wrap=True)
        self._clear = plain_button(self.tr("Show all"), self.clear_filter)
        self._lay_out()
        self._connect()
        self._show()

    def _make_combos(self) -> dict[str, QComboBox]:
        index = self._index
        return {
            "phase": _combo(self.tr("Phase"), index.phases),
            "domain": _combo(self.tr("Domain"), index.domains),
            "target": _combo(self.tr("Target"), index.targets),
            "condition": _combo(self.tr("Condition"), index.conditions),
            "equipment": _combo(
                self.tr("Equipment"),
                ((NO_EQUIPMENT, self.tr("No equipment")), *index.equipment),
            ),
            "impact": _combo(
                self.tr("Impact"),
                (("yes", self.tr("With impact")), ("no", self.tr("Without impact"))),
            ),
        }

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self.search, 0, 0, 1, 2)
        for number, combo in enumerate(self._combos.values(), start=2):
            grid.addWidget(combo, number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        told = QHBoxLayout()
        told.addWidget(self._count, 1)
        told.addWidget(self._clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addLayout(told)
        column.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._show)
        self.search.left_downwards.connect(self.list.setFocus)
        for combo in self._combos.values():
            combo.currentIndexChanged.connect(self._show)
        self.list.chosen.connect(self.chosen)
        self.list.current_exercise.connect(self.current_exercise)

    @property
    def count_words(self) -> str:
        """Return what is said about the number of exercises shown."""
        return self._count.text()

    @property
    def filter(self) -> ExerciseFilter:
        """Return what is filtered by now."""
        codes = {name: str(combo.currentData() or "") for name, combo in self._combos.items()}
        return ExerciseFilter(
            text=self.search.text(),
            phase=codes["phase"],
            domain=codes["domain"],
            target=codes["target"],
            condition=codes["condition"],
            equipment=codes["equipment"],
            impact=_IMPACT[codes["impact"]],
        )

    def set_filter(self, *, phase: str = "", condition: str = "") -> None:
        """Filter by these alone; an empty code means any."""
        self._fill(lambda: self._choose({"phase": phase, "condition": condition}))

    def clear_filter(self) -> None:
        """Show every exercise."""
        self.set_filter()
        self.search.setFocus()

    def show_blocked(self, blocked: Mapping[str, str]) -> None:
        """Mark exercises that are refused now; the sentence says by which rule."""
        self._blocked = blocked
        self._show()

    def current(self) -> ExerciseRow | None:
        """Return the current exercise."""
        return self.list.current()

    def go_to(self, exercise_id: str) -> None:
        """Make an exercise current; filters that hide it are taken off."""
        if not self.list.go_to(exercise_id):
            self.set_filter()
            self.list.go_to(exercise_id)

    def _choose(self, codes: Mapping[str, str]) -> None:
        self.search.clear()
        for name, combo in self._combos.items():
            combo.setCurrentIndex(max(0, combo.findData(codes.get(name, ""))))

    def _fill(self, change: Callable[[], None]) -> None:
        """Change several filters and show the result once."""
        self._filling = True
        change()
        self._filling = False
        self._show()

    def _show(self) -> None:
        if self._filling:
            return
        chosen = self.filter
        rows = self._index.matching(chosen, self._blocked)
        self.list.show_rows(rows)
        self._tell_count(len(rows), filtered=chosen != ExerciseFilter())

    def _tell_count(self, count: int, *, filtered: bool) -> None:
        total = len(self._index)
        if not filtered:
            text = self.tr("All {total} exercises").format(total=total)
        elif count:
            text = self.tr("Filtered: {count} of {total} exercises").format(count=count, total=total)
        else:
            text = self.tr("Filtered: none of {total} exercises fits").format(total=total)
        self._count.setText(text)
        self._clear.setVisible(filtered)
        self.list.setAccessibleDescription(text)


def _combo(name: str, options: Sequence[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made.addItem(name, "")  # the name alone: not filtered by it
    for code, words in options:
        made.addItem(words, code)
    return made
