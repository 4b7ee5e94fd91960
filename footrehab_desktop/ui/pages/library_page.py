"""The exercise library: the filters of the plan over the whole page, the chosen exercise to read, and own exercises."""

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.clinic.exercise_pictures import pictures_of
from footrehab_desktop.clinic.library_file import SUFFIX
from footrehab_desktop.clinic.own_exercises import Imported, is_own
from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.library.pictures import Picture
from footrehab_desktop.records.failures import RecordLockedError
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.dialogs import FileQuestion, TextQuestion
from footrehab_desktop.ui.operations import own_library as operations
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.pages.action_notice import ActionNotice
from footrehab_desktop.ui.pages.library_browser import LibraryBrowser
from footrehab_desktop.ui.pages.library_card import ExerciseCardView
from footrehab_desktop.ui.pages.library_file_view import LibraryFileView
from footrehab_desktop.ui.pages.own_exercise_form import NEW_EXERCISE, OwnExerciseForm
from footrehab_desktop.ui.pages.two_panes import two_panes
from footrehab_desktop.ui.presenters.library import ExerciseIndex
from footrehab_desktop.ui.widgets.buttons import button, plain_button
from footrehab_desktop.ui.widgets.panels import Notice, SectionHeader

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes

_FILE_NAME = "own-exercises" + SUFFIX


class LibraryPage(Page):
    """Left the list, right the exercise. Enter goes into the text, Alt+Left and Alt+Right along the ladder.

    The form of an own exercise and an opened library file take the place of both.
    """

    code: ClassVar[str] = "library"
    title: ClassVar[str] = "Library"
    holds_library: ClassVar[bool] = True

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.stack = QStackedWidget()
        self._form: OwnExerciseForm | None = None
        self.file_view = LibraryFileView()
        self.file_view.taken.connect(self._take_file)
        self.file_view.left.connect(self._show_list)
        self._make_list()
        self.stack.addWidget(self.file_view)
        page_layout(self).addWidget(self.stack, 1)

    def _make_list(self) -> None:
        """Make list and card from the library as it is now; they stand first in the stack."""
        library = self.context.session.library
        self.browser = LibraryBrowser(
            ExerciseIndex(library.exercises, self.context.preferences.favourites), pictures=self._pictures
        )
        self.card = ExerciseCardView(library, self._pictures)
        self.card.ask_favourites(lambda exercise_id: exercise_id in self.context.preferences.favourites)
        self.browser.setMinimumWidth(theme.scaled(280))
        self.card.setMinimumWidth(theme.scaled(280))
        self.copy_button = plain_button(self.tr("Copy and change"), self._copy)
        self.change_button = plain_button(self.tr("Change"), self._change)
        self.retire_button = plain_button(self.tr("Retire …"), self._ask_to_retire)
        for action in (self.copy_button, self.change_button, self.retire_button):
            self.card.own_actions.addWidget(action)
        self.left_out = Notice()
        self.unsaved = ActionNotice(button(self.tr("Go on typing"), on_press=self.new_requested))
        self._tell_notices()
        self._view = QWidget()
        column = QVBoxLayout(self._view)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._header())
        column.addWidget(self.left_out)
        column.addWidget(self.unsaved)
        column.addWidget(two_panes(self.browser, self.card, widths=(460, 680)), 1)
        self.browser.current_exercise.connect(self._show_exercise)
        self.browser.chosen.connect(self._read)
        self.card.neighbour_chosen.connect(self.browser.go_to)
        self.card.favourite_toggled.connect(self._toggle_favourite)
        self.stack.insertWidget(0, self._view)
        self.stack.setCurrentIndex(0)
        row = self.browser.current()
        self._show_exercise(row.id if row else "")

    def _header(self) -> SectionHeader:
        header = SectionHeader(self.tr("Library"), large=True)
        header.add_action(plain_button(self.tr("Open library file …"), self._ask_for_file))
        header.add_action(plain_button(self.tr("Save library file …"), self._ask_where_to_save))
        header.add_action(button(self.tr("New exercise"), on_press=self.new_requested, icon="add"))
        return header

    def _tell_notices(self) -> None:
        """Say what is left out, and that a new exercise was typed and not saved."""
        with self.context.session.unit_of_work() as unit:
            draft = find_draft(unit, *NEW_EXERCISE)
        typed = self.tr("A new exercise was typed at {time} and not saved.")
        self.unsaved.show_text(typed.format(time=f"{draft.saved_at.astimezone():%H:%M}") if draft else "")
        names = ", ".join(self.context.session.left_out)
        words = self.tr("This version of the program cannot read, and leaves out: {names}. Update the program.")
        self.left_out.show_text(words.format(names=names) if names else "")

    @property
    def form(self) -> OwnExerciseForm:
        """Return the form of an own exercise; made when first asked for."""
        if self._form is None:
            self._form = OwnExerciseForm(self.context, self.tr("Back to the library"))
            self._form.saved.connect(self._saved)
            self._form.left.connect(self._show_list)
            self._form.kept.connect(self._tell_notices)
            self.stack.addWidget(self._form)
        return self._form

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        self._tell_notices()

    def refresh(self, changes: "Changes") -> None:
        if changes.library:
            self._renew()

    def leave(self) -> None:
        if self._form is not None and self.stack.currentWidget() is self._form:
            self._form.keep()

    def focus_first(self) -> None:
        if self._form is not None and self.stack.currentWidget() is self._form:
            self._form.focus_first()
        elif self.stack.currentWidget() is self.file_view:
            self.file_view.focus_first()
        else:
            self.browser.search.setFocus()

    def focus_search(self) -> None:
        self._show_list()
        self.browser.search.selectAll()

    def new_requested(self) -> None:
        self.leave()
        self.form.start_new()
        self._show_form()

    def _show_list(self) -> None:
        self.stack.setCurrentIndex(0)
        self.browser.search.setFocus()

    def _show_form(self) -> None:
        self.stack.setCurrentWidget(self.form)
        self.form.focus_first()

    def _renew(self) -> None:
        """Show the library as it is now, with the filter and the exercise as they were."""
        wanted, row = self.browser.filter, self.browser.current()
        old = self._view
        self._make_list()
        self.stack.removeWidget(old)
        old.deleteLater()
        self.browser.show_filter(wanted)
        if row is not None:
            self.browser.list.go_to(row.id)

    # Own exercises

    def _show_exercise(self, exercise_id: str) -> None:
        self.card.show_exercise(exercise_id)
        self.copy_button.setVisible(bool(exercise_id))
        for action in (self.change_button, self.retire_button):
            action.setVisible(is_own(exercise_id))

    def _pictures(self, exercise_id: str) -> tuple[Picture, ...]:
        try:
            with self.context.session.unit_of_work() as unit:
                return pictures_of(unit, exercise_id)
        except RecordLockedError:
            return ()  # pictures are drawn a moment later, and the lock may come first

    def _copy(self) -> None:
        row = self.browser.current()
        if row is not None:
            self.form.start_copy(self.context.session.library.exercise(row.id))
            self._show_form()

    def _change(self) -> None:
        row = self.browser.current()
        if row is not None:
            self.form.start_change(self.context.session.library.exercise(row.id))
            self._show_form()

    def _saved(self, exercise_id: str) -> None:
        self._tell_notices()
        self._show_list()
        self.browser.go_to(exercise_id)
        self.context.status.say(self.tr("Exercise saved."))

    def _ask_to_retire(self) -> None:
        row = self.browser.current()
        if row is None:
            return
        question = TextQuestion(
            self.tr("Retire {name}?").format(name=row.name),
            self.tr("It leaves the library. Plans that hold it keep it. Why is it retired?"),
            self.tr("Retire the exercise"),
        )
        self.context.dialogs.ask_text(question, lambda reason: self._retire(row.id, reason))

    def _retire(self, exercise_id: str, reason: str) -> None:
        self.context.status.saving()
        operations.retire_exercise(
            self,
            self.context.session,
            exercise_id=exercise_id,
            reason=reason,
            on_done=self._library_changed,
            on_error=self._failed,
        )

    def _library_changed(self, changes: "Changes") -> None:
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        self._renew()
        self._show_list()

    def _failed(self, error: FootRehabError) -> None:
        self.context.status.not_saved(self.tr("see the message"))
        self.context.dialogs.show_error(error)

    # Files of own exercises

    def _ask_where_to_save(self) -> None:
        question = FileQuestion(self.tr("Save library file"), self._kinds(), _FILE_NAME)
        self.context.dialogs.choose_save_path(question, self._save_file)

    def _save_file(self, path: Path) -> None:
        session, show_error = self.context.session, self.context.dialogs.show_error
        operations.save_library_file(self, session, path, on_done=self._file_saved, on_error=show_error)

    def _file_saved(self, path: Path) -> None:
        self.context.status.say(self.tr("Own exercises saved to {name}.").format(name=path.name))

    def _ask_for_file(self) -> None:
        question = FileQuestion(self.tr("Open library file"), self._kinds())
        self.context.dialogs.choose_open_path(question, self._open_file)

    def _open_file(self, path: Path) -> None:
        session, show_error = self.context.session, self.context.dialogs.show_error
        operations.open_file(self, session, path, on_done=self._file_opened, on_error=show_error)

    def _file_opened(self, file: operations.OpenedFile) -> None:
        self.file_view.show_file(file)
        self.stack.setCurrentWidget(self.file_view)
        self.file_view.focus_first()

    def _take_file(self, data: bytes) -> None:
        self.context.status.saving()
        session = self.context.session
        operations.take_file(self, session, data, on_done=self._file_taken, on_error=self._failed)

    def _file_taken(self, result: "tuple[Imported, Changes]") -> None:
        taken, changes = result
        self._library_changed(changes)
        words = self.tr("Taken: {new} new, {changed} changed, {same} the same.")
        self.context.status.say(words.format(new=taken.new, changed=taken.changed, same=taken.same))

    def _kinds(self) -> str:
        return self.tr("Library files (*{suffix})").format(suffix=SUFFIX)

    # Favourites

    def _toggle_favourite(self, exercise_id: str) -> None:
        favourites = sorted(self.context.preferences.favourites ^ {exercise_id})
        self.context.preferences.change(favourite_exercises=" ".join(favourites))
        self.browser.show_favourites(favourites)

    def _read(self, _exercise_id: str) -> None:
        self.card.pane.setFocus()
