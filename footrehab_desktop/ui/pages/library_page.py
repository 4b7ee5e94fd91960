"""The exercise library: the filters of the plan over the whole page, and the chosen exercise to read."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.pages.library_browser import LibraryBrowser
from footrehab_desktop.ui.pages.library_card import ExerciseCardView
from footrehab_desktop.ui.pages.two_panes import two_panes
from footrehab_desktop.ui.presenters.library import ExerciseIndex
from footrehab_desktop.ui.widgets.panels import SectionHeader


class LibraryPage(Page):
    """Left the list, right the exercise. Enter goes into the text, Alt+Left and Alt+Right along the ladder."""

    code: ClassVar[str] = "library"
    title: ClassVar[str] = "Library"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        library = context.session.library
        self.browser = LibraryBrowser(ExerciseIndex(library.exercises, self._favourites()), pictures=True)
        self.card = ExerciseCardView(library)
        self.card.ask_favourites(lambda exercise_id: exercise_id in self._favourites())
        self.browser.setMinimumWidth(theme.scaled(280))
        self.card.setMinimumWidth(theme.scaled(280))
        layout = page_layout(self)
        layout.addWidget(SectionHeader(self.tr("Library"), large=True))
        layout.addWidget(two_panes(self.browser, self.card, widths=(460, 680)), 1)
        self.browser.current_exercise.connect(self.card.show_exercise)
        self.browser.chosen.connect(self._read)
        self.card.neighbour_chosen.connect(self.browser.go_to)
        self.card.favourite_toggled.connect(self._toggle_favourite)
        row = self.browser.current()
        self.card.show_exercise(row.id if row else "")

    def focus_first(self) -> None:
        self.browser.search.setFocus()

    def focus_search(self) -> None:
        self.browser.search.setFocus()
        self.browser.search.selectAll()

    def _favourites(self) -> frozenset[str]:
        return frozenset(self.context.preferences.values.favourite_exercises.split())

    def _toggle_favourite(self, exercise_id: str) -> None:
        favourites = sorted(self._favourites() ^ {exercise_id})
        self.context.preferences.change(favourite_exercises=" ".join(favourites))
        self.browser.show_favourites(favourites)

    def _read(self, _exercise_id: str) -> None:
        self.card.pane.setFocus()
