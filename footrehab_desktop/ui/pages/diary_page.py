"""Patient → Diary: a week is typed from the paper, kept as a draft while typing, and saved as entries of the diary."""

from collections import deque
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from footrehab_desktop.clinic.diary import DAYS_PER_WEEK
from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.command_palette import PaletteEntry
from footrehab_desktop.ui.operations import diary as operations
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.pages.diary_blocks import DiaryBlocks
from footrehab_desktop.ui.pages.diary_grid import DiaryGrid
from footrehab_desktop.ui.pages.diary_import_faces import DiaryFaces
from footrehab_desktop.ui.pages.diary_model import DiaryModel
from footrehab_desktop.ui.pages.diary_steady_line import SteadyLine
from footrehab_desktop.ui.pages.diary_target import HeartRateTarget
from footrehab_desktop.ui.pages.wanted_day import WantedCell, take_wanted_cell
from footrehab_desktop.ui.presenters.diary import WeekSheet, week_start
from footrehab_desktop.ui.presenters.diary_lines import Place, View, session_row
from footrehab_desktop.ui.presenters.diary_wanted import wanted_place
from footrehab_desktop.ui.widgets.buttons import button, plain_button, primary_button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Notice

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes

WEEK = timedelta(days=DAYS_PER_WEEK)
# Typing is kept at most this long after it happened, however long it goes on.
KEEP_AFTER_MS = 1000
_ROOMY = 125  # text size in per cent up to which the keys and the rule of saving have room beneath the grid


class DiaryPage(Page):
    """One week at a time. Page Up and Page Down change the week, Ctrl+S saves it, Ctrl+Z takes a cell back."""

    code: ClassVar[str] = "diary"
    title: ClassVar[str] = "Diary"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._episode_id: str | None = None
        self._start = week_start(context.today())
        self._sheet: WeekSheet | None = None
        self._saving: deque[tuple[str, WeekSheet]] = deque()  # under way, with the episode of each
        self._load_after_save = False
        self._saved_complete = False
        self._timer = QTimer(self, interval=KEEP_AFTER_MS, singleShot=True)
        self._timer.timeout.connect(self._keep_typing)
        self._more = False
        self._roomy = theme.scale() <= _ROOMY
        self._opened: frozenset[str] = frozenset()
        self.model = DiaryModel(self._name_of, self)
        self.grid = DiaryGrid(self.model)
        self.week_label = theme.label("", "title")
        self.coverage_label = theme.label("", "soft")
        self.notice = Notice()
        self.reason_line = theme.label("", "soft", wrap=True)
        self.state_line = theme.label("", "soft", wrap=True)
        self.faces = DiaryFaces(context, self._name_of)
        self.faces.left.connect(self._back_to_week)
        self._build()
        self.target = HeartRateTarget(context, self.model.words, self)
        self.target.told.connect(self._tell_reason)
        self.model.entered.connect(self._edited)
        self.grid.moved.connect(self._tell_reason)
        self.blocks = DiaryBlocks(self.grid, context.status.say, self._relined)
        self.blocks.told.connect(self._tell_state)
        for key, act in self._keys().items():
            shortcut = QShortcut(QKeySequence(key), self.faces.week)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _keys(self) -> dict[str, Callable[[], None]]:
        return {
            "PgUp": self.show_previous_week,
            "PgDown": self.show_next_week,
            "Ctrl+D": self.blocks.copy_from_day_before,
            "Ctrl+Shift+D": self.blocks.copy_whole_day_before,
            "Ctrl+E": self.open_exercise,
            "Ctrl+M": self.show_more,
            "Ctrl+O": self.blocks.mark_outside_plan,
        }

    def _build(self) -> None:
        page_layout(self).addWidget(self.faces)
        layout = self.faces.week_layout
        layout.setSpacing(8)
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        for label, side in ((self.reason_line, left), (self.state_line, right)):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | side)
        many = 2 if self._roomy else 1
        self.state_line.setMinimumHeight(many * self.state_line.fontMetrics().lineSpacing())
        lines = QHBoxLayout()
        lines.setSpacing(16)
        self.reason_place = SteadyLine(self.reason_line, many)
        lines.addWidget(self.reason_place, 3)
        lines.addWidget(self.state_line, 2)
        layout.addWidget(self._top_row())
        layout.addWidget(self._restored_row())
        layout.addWidget(self.grid, 1)
        layout.addLayout(lines)

    def _top_row(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row)
        earlier = button(self.tr("Earlier"), on_press=self.show_previous_week)
        later = button(self.tr("Later"), on_press=self.show_next_week)
        earlier.setAccessibleName(self.tr("Earlier week"))
        later.setAccessibleName(self.tr("Later week"))
        earlier.setToolTip(self.tr("Page Up"))
        later.setToolTip(self.tr("Page Down"))
        self.second_button = button(self.tr("Add a session"), on_press=self.add_session)
        self.second_button.setToolTip(self.tr("Ctrl+N: lines for one more session a day"))
        self.more_button = button(self.tr("More lines"), on_press=self.show_more)
        self.more_button.setToolTip(self.tr("Ctrl+M: distance, heart rate, sharp pain, limp, weight and more"))
        self.save_button = primary_button(self.tr("Save week"), self.save_week, keys="Ctrl+S")
        self.week_label.setFixedHeight(self.save_button.sizeHint().height())
        self.coverage_label.setFixedHeight(self.save_button.sizeHint().height())
        for widget in (earlier, self.week_label, later, self.coverage_label):
            flow.addWidget(widget)
        others = (
            plain_button(self.tr("Files"), self.show_files),
            plain_button(self.tr("Corrections"), self.show_corrections),
        )
        for made in (self.second_button, self.more_button, *others, self.save_button):
            flow.addWidget(made)
        return row

    def show_files(self) -> None:
        """Take in a file, or save the diary as one; what is typed is saved or kept first."""
        if self._episode_id is not None:
            self.leave()
            self.faces.show_files(self._episode_id, self._start)

    def show_corrections(self) -> None:
        """Show what was corrected in the diary; what is typed is saved or kept first."""
        if self._episode_id is not None:
            self.leave()
            self.faces.show_corrections(self._episode_id)

    def palette_entries(self) -> list[PaletteEntry]:
        return [
            PaletteEntry(self.tr("Diary files: take one in, save one"), self.tr("Diary"), self.show_files),
            PaletteEntry(self.tr("Corrections of the diary"), self.tr("Diary"), self.show_corrections),
        ]

    def _back_to_week(self) -> None:
        self.faces.show_week()
        self._show_week()
        self.grid.setFocus()

    def _name_of(self, exercise_id: str) -> str:
        """Return the name of an exercise; an own one that is no longer in the library goes by its number."""
        try:
            return self.context.session.library.exercise(exercise_id).name
        except FieldError:
            return exercise_id

    def _restored_row(self) -> QWidget:
        self.restored = QWidget()
        row = QHBoxLayout(self.restored)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.notice, 1)
        row.addWidget(plain_button(self.tr("Discard this typing"), self.discard_typing))
        self.restored.hide()
        return self.restored

    # What the window asks

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        wanted = take_wanted_cell(episode_id)
        if wanted is not None:
            self._start = wanted.on - timedelta(days=wanted.on.weekday())
        elif episode_id != self._episode_id:
            self._start = week_start(self.context.today())
        self._episode_id = episode_id
        if episode_id is not None:
            self.model.words.mark_side(operations.injured_side(self.context.session, episode_id=episode_id))
        self.faces.show_week()
        self._show_week()
        if wanted is not None:
            self._show_wanted(wanted)

    def _show_wanted(self, wanted: WantedCell) -> None:
        """Put the keyboard on the cell that another page leads to."""
        place = wanted_place(self._sheet, *wanted) if self._sheet is not None else None
        if place is None:
            return
        if not self.model.index_of(place).isValid() and not self._more:
            self.show_more()
        self.grid.go_to(self.model.index_of(place))

    def refresh(self, changes: "Changes") -> None:
        if self._episode_id in changes.diary and self._sheet is not None and not self._sheet.changed:
            self._show_week()

    def leave(self) -> None:
        self.grid.finish_typing()
        self._timer.stop()
        sheet = self._sheet
        if sheet is None or not sheet.changed:
            return
        if sheet.refusals():
            self._keep_typing()
        else:
            self._save(sheet)

    def focus_first(self) -> None:
        if self.faces.shows_week:
            self.grid.setFocus()

    def new_requested(self) -> None:
        if self.faces.shows_week:
            self.add_session()

    def undo_requested(self) -> None:
        sheet = self._sheet if self.faces.shows_week else None
        self._step(sheet.undo() if sheet else None, self.tr("Nothing to take back."))

    def redo_requested(self) -> None:
        sheet = self._sheet if self.faces.shows_week else None
        self._step(sheet.redo() if sheet else None, self.tr("Nothing to do again."))

    def _step(self, place: Place | None, nothing: str) -> None:
        if place is None:
            self.context.status.say(nothing)
        else:
            self._relined(place)

    # Weeks

    def show_previous_week(self) -> None:
        """Go one week back; what is typed is saved or kept first."""
        self._turn(-1)

    def show_next_week(self) -> None:
        """Go one week on; what is typed is saved or kept first."""
        self._turn(1)

    def _turn(self, weeks: int) -> None:
        if self.grid.held_keys:
            self.context.status.say(self.tr("The week before is still being saved."))
            return
        self.leave()
        self._start += weeks * WEEK
        self._show_week()

    def _show_week(self) -> None:
        """Show the week once everything typed before is in the record."""
        self._timer.stop()
        if self._saving:
            self._load_after_save = True
            self._sheet = None
            self.grid.held_keys.hold()
        elif self._episode_id is not None:
            self._load(self._episode_id)

    def _load(self, episode_id: str) -> None:
        week, draft = operations.read_week(self.context.session, episode_id=episode_id, start=self._start)
        sheet = WeekSheet(week, self.context.today())
        if draft is not None:
            sheet.restore(draft.content)
        restored = sheet.changed
        self.restored.setVisible(restored)
        if draft is not None and restored:
            self.notice.label.setText(
                self.tr("Unsaved typing from {time} restored.").format(time=f"{draft.saved_at.astimezone():%H:%M}")
            )
        self._sheet = sheet
        self.target.forget()
        self._saved_complete = sheet.complete and not restored
        self._show_sheet(sheet)
        self._tell_state(self.tr("Not saved yet.") if restored else "")

    def _show_sheet(self, sheet: WeekSheet) -> None:
        column = self.grid.currentIndex().column()
        self.model.show_sheet(sheet, self._view())
        last = format_date(self._start + WEEK - timedelta(days=1))
        self.week_label.setText(self.tr("{first} to {last}").format(first=format_date(self._start), last=last))
        self.grid.go_to_start(max(0, column))
        self.coverage_label.setText(self.tr("{count} of 7 days").format(count=sheet.coverage))
        self._tell_reason()

    # Typing

    def add_session(self) -> None:
        """Add lines for one more session a day."""
        self.grid.finish_typing()
        sheet = self._sheet
        if sheet is None:
            return
        column = self.grid.currentIndex().column()
        if not sheet.add_session():
            self._tell(self.tr("Four sessions a day are the most the diary takes."), refused=True)
            return
        self._show_sheet(sheet)
        self._go_to(Place(session_row("kind", sheet.slots), max(0, column)))

    def show_more(self) -> None:
        """Show or fold the lines that the paper does not ask; the keyboard stays where it is."""
        self._more = not self._more
        self.more_button.setText(self.tr("Fewer lines") if self._more else self.tr("More lines"))
        self._show_lines()

    def open_exercise(self) -> None:
        """Show or fold the details of the exercise that the keyboard is on."""
        place = self._here()
        if place is None or not place.row.exercise:
            self.context.status.say(self.tr("Go to an exercise first: Ctrl+E shows its sets, load and response."))
            return
        self._opened ^= {place.row.exercise}
        self._show_lines()

    def _show_lines(self) -> None:
        place = self._here()
        if self._sheet is not None:
            self._show_sheet(self._sheet)
            self._go_to(place if place and self.model.index_of(place).isValid() else None)

    def _here(self) -> Place | None:
        self.grid.finish_typing()
        return self.model.place(self.grid.currentIndex())

    def _go_to(self, place: Place | None) -> None:
        if place is not None:
            self.grid.go_to(self.model.index_of(place))
        self.grid.setFocus()

    def _relined(self, place: Place | None) -> None:
        """Show what changed: a line that the paper does not ask comes when it holds something. Then go to a cell."""
        if self._sheet is not None and self._sheet.lines(self._view()) != self.model.lines():
            self._show_sheet(self._sheet)
        self.model.changed()
        self._go_to(place)

    def _view(self) -> View:
        return View(self._more, self._opened)

    def _edited(self) -> None:
        if self._sheet is None:
            return
        self.coverage_label.setText(self.tr("{count} of 7 days").format(count=self._sheet.coverage))
        self._tell_reason()
        self._tell_state(self.tr("Not saved yet."))
        if not self._timer.isActive():
            self._timer.start()

    def _keep_typing(self) -> None:
        """Save a week that has just become complete; keep everything else as a draft."""
        sheet, episode_id = self._sheet, self._episode_id
        if sheet is None or episode_id is None:
            return
        if sheet.complete and not self._saved_complete and sheet.changed:
            self._save(sheet)
            return
        self.context.status.saving()
        start, session = self._start, self.context.session
        if sheet.changed:
            cells = sheet.draft()
            self._run(
                lambda: operations.keep_typing(session, episode_id=episode_id, start=start, cells=cells), self._kept
            )
        else:
            self._run(lambda: operations.forget_typing(session, episode_id=episode_id, start=start), self._forgotten)

    def _run(self, operation: Callable[[], None], on_done: Callable[[None], None]) -> None:
        run_in_background(self, operation, on_done, self._not_saved)

    def discard_typing(self) -> None:
        """Forget the restored typing and show what is stored."""
        if self._episode_id is None:
            return
        self._timer.stop()
        session, episode_id, start = self.context.session, self._episode_id, self._start
        self._run(lambda: operations.forget_typing(session, episode_id=episode_id, start=start), self._discarded)

    # Saving

    def save_week(self) -> None:
        """Save the week as diary entries, or go to the first cell that cannot be taken."""
        self.grid.finish_typing()
        sheet = self._sheet
        if sheet is None:
            return
        refusals = sheet.refusals()
        if refusals:
            self._show_sheet(sheet)
            self._go_to(refusals[0].place)
            self._tell_state(self.tr("Not saved: {count} to mend.").format(count=len(refusals)))
            return
        self._timer.stop()
        self._save(sheet)

    def _save(self, sheet: WeekSheet) -> None:
        if self._episode_id is None:
            return
        self.context.status.saving()
        self._saved_complete = sheet.complete
        self._saving.append((self._episode_id, sheet))
        session, episode_id, today, week = self.context.session, self._episode_id, self.context.today(), sheet.week()
        cells = sheet.draft()
        run_in_background(
            self,
            lambda: operations.save_typed_week(session, episode_id=episode_id, week=week, cells=cells, today=today),
            self._saved,
            self._save_failed,
        )

    def _saved(self, changes: "Changes") -> None:
        self._saving.popleft()
        self.context.status.saved()
        self.context.announce(changes, initiator=self)
        if self._load_after_save:
            self._finish_loading()
        elif self._sheet is not None and self._episode_id is not None:
            week, _draft = operations.read_week(self.context.session, episode_id=self._episode_id, start=self._start)
            self._sheet.stored_as(week)
            self.restored.hide()
            typed_since = self._sheet.changed
            self._tell_state(self.tr("Not saved yet.") if typed_since else self.tr("Saved as diary entries."))

    def _save_failed(self, error: FootRehabError) -> None:
        episode_id, sheet = self._saving.popleft()
        if self._load_after_save and episode_id == self._episode_id:
            self._stay_with(sheet)
        elif self._load_after_save:
            self._finish_loading()
        self._not_saved(error)

    def _stay_with(self, sheet: WeekSheet) -> None:
        """Show the week that could not be saved, as it was typed, instead of the one that was asked for."""
        self._load_after_save = False
        self._start, self._sheet = sheet.stored.start, sheet
        self._show_sheet(sheet)
        self.grid.held_keys.release()

    def _finish_loading(self) -> None:
        if not self._saving:
            self._load_after_save = False
            with self.grid.held_keys:
                self._show_week()

    def _kept(self, _nothing: None) -> None:
        self.context.status.saved()
        self._tell_state(self.tr("Kept as a draft. Ctrl+S saves.") if self._roomy else self.tr("Kept as a draft."))

    def _forgotten(self, _nothing: None) -> None:
        self.context.status.saved()
        self.restored.hide()
        self._tell_state("")

    def _discarded(self, _nothing: None) -> None:
        self.context.status.saved()
        self._show_week()

    def _not_saved(self, error: FootRehabError) -> None:
        self.context.status.not_saved(str(error))
        self._tell_state(self.tr("Not saved."))
        if isinstance(error, FieldError):
            self._tell(str(error), refused=True)
        else:
            self.context.dialogs.show_error(error)

    # Lines beneath the grid

    def _tell_reason(self) -> None:
        """Say why the current cell is refused, or what may be typed in it."""
        index = self.grid.currentIndex()
        place, reason = self.model.place(index), self.model.reason(index)
        if place is None:
            self._tell("", refused=False)
            return
        self.target.want(place.row, self._episode_id)
        words = self.model.words
        hint = f"{words.full_label(place.row)}: {reason or words.hint(place.row)}"
        more = f"\n{words.keys(place.row)}" if self._roomy and not reason else ""
        self._tell(hint + more, refused=bool(reason))

    def _tell(self, sentence: str, *, refused: bool) -> None:
        self.reason_place.show_text(f"✕ {sentence}" if refused else sentence)
        role = "error" if refused else "soft"
        if self.reason_line.property("role") != role:
            self.reason_line.setProperty("role", role)
            theme.restyle(self.reason_line)
        self.grid.setAccessibleDescription(sentence)

    def _tell_state(self, sentence: str) -> None:
        rest = self.tr("Typing is kept as a draft; a complete week, Ctrl+S and leaving the page save it.")
        self.state_line.setText(sentence or (rest if self._roomy else ""))
