"""Diary files: choose or drop one, see every row's fate, take the good rows with one key; save the diary as a file."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.diary_import import DryRun
from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.dialogs import FileQuestion
from footrehab_desktop.ui.operations import diary_import as operations
from footrehab_desktop.ui.operations.diary_import import ChosenFile
from footrehab_desktop.ui.page import PageContext, scrolling
from footrehab_desktop.ui.pages.diary_import_table import FateTable
from footrehab_desktop.ui.presenters.diary_import import counted, fate_lines, how_it_was_read
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import EmptyState, Notice, SectionHeader

WEEK = timedelta(days=6)


class DiaryImportView(QWidget):
    """Signal: ``left()`` when the week is wanted again."""

    left = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._episode_id = ""
        self._week = context.today()
        self._file: ChosenFile | None = None
        self.header = SectionHeader(self.tr("Diary files"), " ", large=True)
        self.empty = EmptyState(
            "diary",
            self.tr(
                "Drop a CSV file here, or choose one. Nothing is written before you have seen what happens to each row."
            ),
        )
        self.notice = Notice()
        self.summary = theme.label("", "lead", wrap=True)
        self.read_as = theme.label("", "soft", wrap=True)
        self.fates = FateTable()
        self.setAcceptDrops(True)
        self._build()
        self._show()

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.header, self._actions(), self.notice, self.summary, self.read_as, self._order_row()):
            column.addWidget(part)
        column.addWidget(self.fates, 1)
        column.addWidget(self.empty, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = scrolling(content)
        outer.addWidget(area)
        self.fates.moved.connect(lambda: area.ensureWidgetVisible(self.fates))

    def _actions(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row)
        self.choose_button = primary_button(self.tr("Choose a file…"), self.choose)
        self.take_button = primary_button("", self.take)
        self.week_button = button(self.tr("Save this week as a file…"), on_press=self.save_week)
        self.all_button = button(self.tr("Save the whole diary…"), on_press=self.save_all)
        self.template_button = button(self.tr("Save a template…"), on_press=self.save_template)
        self.back_button = button(self.tr("Back to the week"), on_press=self.left.emit, keys="Escape")
        for made in (
            self.take_button, self.choose_button, self.week_button, self.all_button, self.template_button,
            self.back_button,
        ):  # fmt: skip
            flow.addWidget(made)
        return row

    def _order_row(self) -> QWidget:
        self.order_row = QWidget()
        flow = FlowLayout(self.order_row)
        words = theme.label(self.tr("Some dates can be read in two ways. In this file"), wrap=False)
        self.order = QComboBox()
        self.order.addItem(self.tr("refuse unclear dates"), None)
        self.order.addItem(self.tr("the day comes first: 4/3 is 4 March"), "day_first")
        self.order.addItem(self.tr("the month comes first: 4/3 is 3 April"), "month_first")
        self.order.setAccessibleName(self.tr("Order of day and month in this file"))
        self.order.activated.connect(self._order_said)
        words.setBuddy(self.order)
        words.setFixedHeight(self.order.sizeHint().height())
        flow.addWidget(words)
        flow.addWidget(self.order)
        return self.order_row

    def open_for(self, episode_id: str, week: date) -> None:
        """Start anew for an episode; ``week`` is the Monday of the week that the diary shows."""
        self._episode_id, self._week, self._file = episode_id, week, None
        self.notice.show_text("")
        self._show()
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # A file comes in

    def choose(self) -> None:
        """Ask for a file and show its rows."""
        question = FileQuestion(self.tr("Choose a diary file"), self.tr("Tables (*.csv *.tsv *.txt);;All files (*)"))
        self.context.dialogs.choose_open_path(question, self.open_file)

    def open_file(self, path: Path) -> None:
        """Read a file and show what would happen to each row."""
        episode_id, session, today = self._episode_id, self.context.session, self.context.today()
        run_in_background(
            self,
            lambda: operations.choose(session, episode_id=episode_id, path=path, today=today),
            self._opened,
            self._failed,
        )

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent, /) -> None:
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def _opened(self, file: ChosenFile) -> None:
        if file.episode_id != self._episode_id:
            return  # another patient came in between
        self._file = file
        self.notice.show_text("")
        self._show()
        self.fates.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _order_said(self) -> None:
        file, session, episode_id, today = self._file, self.context.session, self._episode_id, self.context.today()
        if file is None:
            return
        order = self.order.currentData()
        run_in_background(
            self,
            lambda: operations.look_at(
                session, episode_id=episode_id, name=file.name, data=file.data, today=today, order=order
            ),
            self._opened,
            self._failed,
        )

    def take(self) -> None:
        """Write the good rows."""
        file, session, today = self._file, self.context.session, self.context.today()
        if file is None or not file.run.to_write:
            return
        self.take_button.setEnabled(False)
        self.context.status.saving()
        run_in_background(
            self,
            lambda: operations.take(session, file=file, today=today),
            self._taken,
            self._not_taken,
        )

    def _taken(self, result: tuple[DryRun, Changes]) -> None:
        run, changes = result
        self.context.status.saved()
        if self._episode_id in changes.diary:
            self._tell_taken(run)
        self.context.announce(changes, self)

    def _tell_taken(self, run: DryRun) -> None:
        self._file = None
        words = self.tr("Rows taken: {count}.").format(count=f"{run.to_write:,}")
        if refused := run.counts["refused"]:
            left_out = self.tr("Refused and left out: {count}. Mend them in the file and choose it again.")
            words = f"{words} {left_out.format(count=f'{refused:,}')}"
        self.notice.show_text(words)
        self._show()
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _not_taken(self, error: FootRehabError) -> None:
        self.context.status.not_saved(str(error))
        self._failed(error)

    def _failed(self, error: FootRehabError) -> None:
        self.notice.show_text(str(error))
        self._file = None
        self._show()

    # A file goes out

    def save_week(self) -> None:
        """Ask where to save the week that the diary shows."""
        day = format_date(self._week)
        self._save(self.tr("Save this week as a file"), f"diary {day}.csv", self._week, self._week + WEEK)

    def save_all(self) -> None:
        """Ask where to save the whole diary."""
        self._save(self.tr("Save the whole diary"), "diary.csv", None, None)

    def _save(self, title: str, name: str, since: date | None, until: date | None) -> None:
        session, episode_id = self.context.session, self._episode_id

        def on_path(path: Path) -> None:
            run_in_background(
                self,
                lambda: operations.save_diary(session, episode_id=episode_id, path=path, since=since, until=until),
                self._saved_file,
                self.context.dialogs.show_error,
            )

        self.context.dialogs.choose_save_path(FileQuestion(title, self.tr("Tables (*.csv)"), name), on_path)

    def save_template(self) -> None:
        """Ask where to save an empty file with every column."""
        question = FileQuestion(self.tr("Save a template"), self.tr("Tables (*.csv)"), "diary template.csv")
        self.context.dialogs.choose_save_path(question, self._save_template)

    def _save_template(self, path: Path) -> None:
        run_in_background(
            self, lambda: operations.save_template(path), self._saved_file, self.context.dialogs.show_error
        )

    def _saved_file(self, path: Path) -> None:
        self.context.status.say(self.tr("Saved as {name}.").format(name=path.name))

    # What is shown

    def _show(self) -> None:
        file = self._file
        of_file: tuple[QWidget, ...] = (self.fates, self.summary, self.read_as, self.take_button)
        without: tuple[QWidget, ...] = (self.empty, self.week_button, self.all_button, self.template_button)
        for widget in (*of_file, *without):
            widget.setVisible((file is not None) == (widget in of_file))
        # One filled button: choosing before a file is there, taking its rows afterwards.
        self.choose_button.setProperty("kind", "primary" if file is None else "outlined")
        self.choose_button.style().polish(self.choose_button)
        self.order_row.setVisible(file is not None and (file.run.asks_for_order or file.order is not None))
        if file is None:
            self.header.set_detail(self.tr("A diary from a spreadsheet, or the diary as a table for one."))
            return
        run = file.run
        self.header.set_detail(self.tr("{name}. Nothing is written yet.").format(name=file.name))
        self.summary.setText(counted(run) or self.tr("The file holds no rows."))
        self.read_as.setText(how_it_was_read(run))
        self.order.setCurrentIndex(self.order.findData(file.order))
        words = self.tr("Take 1 row") if run.to_write == 1 else self.tr("Take {count} rows")
        self.take_button.setText(words.format(count=f"{run.to_write:,}"))
        self.take_button.setShortcut(QKeySequence("Ctrl+Return"))  # a new text takes the key away
        self.take_button.setToolTip(self.take_button.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        self.take_button.setEnabled(run.to_write > 0)
        self.fates.show_lines(fate_lines(run))
