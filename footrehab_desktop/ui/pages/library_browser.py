"""The exercises with their filters, shared by the plan and the library page. It always says when it is filtered."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from footrehab_desktop.library.exercise_search import ExerciseFilter
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.library_filters import CountedChoice, EquipmentChoice, FilterChips, NothingFound
from footrehab_desktop.ui.pages.library_grid import ExerciseGrid, Pictures
from footrehab_desktop.ui.pages.library_list import ExerciseList
from footrehab_desktop.ui.presenters.library import ExerciseIndex, ExerciseRow, Listing
from footrehab_desktop.ui.widgets.buttons import plain_button
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.field import Ask

LIST, PICTURES = "list", "pictures"
_REST_MS = 80
_PARTS = ("text", "phase", "domain", "target", "condition", "position", "impact", "equipment", "favourites", "origin")


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
    """Filters above, the list below, or with ``pictures`` tiles in its place. ``chosen`` on Enter or double click,
    ``current_exercise`` on every step; while filters change, only once they have come to rest."""

    chosen = Signal(str)
    current_exercise = Signal(str)

    def __init__(
        self, index: ExerciseIndex, parent: QWidget | None = None, *, pictures: Pictures | None = None
    ) -> None:
        super().__init__(parent)
        self._index = index
        self._pictures = pictures
        self._grid: ExerciseGrid | None = None
        self._filling = False
        self._filtering = False
        self._searched = ""
        self._at_rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._at_rest.timeout.connect(self._tell_rest)
        self.search = SearchLine()
        self.search.setPlaceholderText(self.tr("Name, other name, target, any word …"))
        self.search.setAccessibleName(self.tr("Search exercises"))
        self.search.setClearButtonEnabled(True)
        self.list = ExerciseList()
        self.choices = self._make_choices()
        self.equipment = EquipmentChoice(index.choices["equipment"])
        self.favourites = QCheckBox(self.tr("Favourites"))
        self.view = ChoiceField(
            Ask("view", "", name=self.tr("View")), ((LIST, self.tr("List")), (PICTURES, self.tr("Pictures")))
        )
        self.view.set_value(LIST)
        if pictures is None:
            self.view.hide()
        self.chips = FilterChips(_PARTS[1:])
        self.nothing = NothingFound(_PARTS)
        self._count = theme.label("", "soft", wrap=True)
        self._clear = plain_button(self.tr("Show all"), self.clear_filter)
        self._lay_out()
        self._connect()
        self._show()

    def _make_choices(self) -> dict[str, CountedChoice]:
        choices = self._index.choices
        return {
            "phase": CountedChoice(self.tr("Phase"), choices["phase"]),
            "domain": CountedChoice(self.tr("Domain"), choices["domain"]),
            "target": CountedChoice(self.tr("Target"), choices["target"]),
            "condition": CountedChoice(self.tr("Condition"), choices["condition"]),
            "position": CountedChoice(self.tr("Body position"), choices["position"]),
            "impact": CountedChoice(self.tr("Impact"), choices["impact"]),
            "origin": CountedChoice(self.tr("Own or shipped"), choices["origin"]),
        }

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self.search, 0, 0, 1, 2)
        *choices, origin = self.choices.values()
        for number, choice in enumerate((*choices, self.equipment, self.favourites, origin), start=2):
            grid.addWidget(choice, number // 2, number % 2)
        # Without an exercise of the clinic's own there is nothing to choose.
        if not self._index.has_own:
            origin.hide()
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        told = QHBoxLayout()
        told.addWidget(self._count, 1)
        told.addWidget(self._clear)
        told.addWidget(self.view)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid)
        column.addWidget(self.chips)
        column.addLayout(told)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._show)
        self.search.left_downwards.connect(self._go_down)
        for choice in self.choices.values():
            choice.currentIndexChanged.connect(self._show)
        self.equipment.changed.connect(self._show)
        self.favourites.toggled.connect(self._show)
        self.chips.dropped.connect(self.drop)
        self.nothing.dropped.connect(self.drop)
        self.nothing.kept.connect(self.keep)
        self.view.changed.connect(self.show_view)
        self.list.chosen.connect(self.chosen)
        self.list.current_exercise.connect(self._tell_current)

    @property
    def count_words(self) -> str:
        """Return what is said about the number of exercises shown."""
        return self._count.text()

    @property
    def filter(self) -> ExerciseFilter:
        """Return what is filtered by now."""
        codes = {name: choice.code for name, choice in self.choices.items()}
        return ExerciseFilter(
            **codes,
            text=self.search.text(),
            equipment=self.equipment.at_hand,
            favourites=self.favourites.isChecked(),
        )

    def set_filter(self, *, phase: str = "", condition: str = "") -> None:
        """Filter by these alone; an empty code means any."""
        self._set(ExerciseFilter(phase=phase, condition=condition))

    def show_filter(self, wanted: ExerciseFilter) -> None:
        """Filter by all of this."""
        self._set(wanted)

    def drop(self, name: str) -> None:
        """Take one filter off and go to the search line."""
        self._set(self.filter.without(name))
        self.search.setFocus()

    def keep(self, name: str) -> None:
        """Take every filter off but one and go to the search line."""
        self._set(self.filter.only(name))
        self.search.setFocus()

    def clear_filter(self) -> None:
        """Show every exercise."""
        self.set_filter()
        self.search.setFocus()

    def show_blocked(self, blocked: Mapping[str, str]) -> None:
        """Mark exercises that are refused now; the sentence says by which rule."""
        self._index.mark_blocked(blocked)
        self._show()

    def show_favourites(self, favourites: Collection[str]) -> None:
        """Mark the favourites."""
        self._index.mark_favourites(favourites)
        self._show()

    def current(self) -> ExerciseRow | None:
        """Return the current exercise."""
        return self.list.current()

    def go_to(self, exercise_id: str) -> None:
        """Make an exercise current; filters that hide it are taken off."""
        if not self.list.go_to(exercise_id):
            self.set_filter()
            self.list.go_to(exercise_id)

    def _set(self, wanted: ExerciseFilter) -> None:
        """Fill in a whole filter and show the result once."""
        self._filling = True
        self.search.setText(wanted.text)
        for name, choice in self.choices.items():
            choice.choose(getattr(wanted, name))
        self.equipment.choose(wanted.equipment)
        self.favourites.setChecked(wanted.favourites)
        self._filling = False
        self._show()

    @property
    def shown(self) -> ExerciseList | ExerciseGrid:
        """Return the list, or the tiles in its place."""
        return self._grid if self._grid is not None and self.view.value() == PICTURES else self.list

    def _go_down(self) -> None:
        if not self.shown.isHidden():
            self.shown.setFocus()

    def show_view(self) -> None:
        """Show tiles in the place of the list, or the list again. The tiles are made when first asked for."""
        if self._grid is None and self._pictures is not None:
            self._grid = ExerciseGrid(self.list.rows, self._pictures)
            self._grid.setSelectionModel(self.list.selectionModel())
            self._grid.chosen.connect(self.chosen)
            self._column.insertWidget(self._column.indexOf(self.list), self._grid, 1)
        self._show_view(bool(self.list.rows.rowCount()))
        self.shown.scrollTo(self.list.currentIndex())

    def _show_view(self, anything: bool) -> None:
        for view in (self.list, self._grid):
            if view is not None:
                view.setVisible(anything and view is self.shown)
        self.nothing.setVisible(not anything)

    def _show(self) -> None:
        if self._filling:
            return
        wanted = self.filter
        listing = self._index.listing(wanted)
        self._filtering = True
        self.list.show_rows(listing.rows, stay=wanted.text in ("", self._searched))
        self._searched = wanted.text
        self._filtering = False
        self._show_counts(listing, wanted)
        words = self._words(wanted)
        self.chips.show_filters({name: text for name, text in words.items() if name != "text"})
        self._show_view(bool(listing.rows))
        if not listing.rows:
            self.nothing.show_ways_out(words, listing.if_dropped, listing.alone)

    def _tell_current(self, exercise_id: str) -> None:
        """Tell at once where the user went; what only a filter moved to waits, so that typing is not slowed down."""
        if self._filtering and exercise_id:
            self._at_rest.start()
        else:
            self._at_rest.stop()
            self.current_exercise.emit(exercise_id)

    def _tell_rest(self) -> None:
        row = self.list.current()
        self.current_exercise.emit(row.id if row else "")

    def _show_counts(self, listing: Listing, wanted: ExerciseFilter) -> None:
        for name, choice in self.choices.items():
            choice.show_counts(listing.counts[name])
        self.equipment.show_counts(listing.counts["equipment"])
        count = listing.counts["favourites"]["yes"]
        self.favourites.setText(self.tr("Favourites ({count})").format(count=count))
        self._tell_count(len(listing.rows), filtered=bool(wanted.active))

    def _words(self, wanted: ExerciseFilter) -> dict[str, str]:
        """Return every filter in use in words."""
        words = {name: choice.words() for name, choice in self.choices.items() if choice.code}
        if wanted.text:
            words["text"] = self.tr("the words “{text}”").format(text=wanted.text)
        if wanted.equipment is not None:
            words["equipment"] = self.equipment.words()
        if wanted.favourites:
            words["favourites"] = self.tr("Favourites")
        return words

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
