"""Two entries that may be one person's, side by side: which one is kept, and the words that confirm it."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.merging import SAME_PERSON, TwoEntries, compare_entries, join_entries
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.widgets.buttons import button, plain_button, primary_button
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.panels import SectionHeader
from footrehab_desktop.ui.widgets.reading_table import ReadingTable
from footrehab_desktop.ui.widgets.text_fields import TextField

_SHARES = (0.2, 0.4, 0.4)
_LEAST_TABLE = 200


class MergeView(QWidget):
    """The comparison. Signals: ``left()`` without a change, ``joined(str)`` with the id of the entry that was kept."""

    left = Signal()
    joined = Signal(str)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._both: TwoEntries | None = None
        self.back_button = plain_button(self.tr("Back to data and rights"), self.left.emit, icon="left")
        headings = ("", self.tr("This entry is kept"), self.tr("This one is joined into it"))
        self.table = ReadingTable(self.tr("Two entries side by side"), headings, _SHARES)
        self.table.setMinimumHeight(theme.scaled(_LEAST_TABLE))
        self.differing = theme.label("", wrap=True)
        self.swap_button = button(self.tr("Keep the other one"), on_press=self._swap)
        words = self.tr("The dates of birth differ. Type “{words}” if you are sure.").format(words=SAME_PERSON)
        self.confirmation = TextField(Ask("confirmation", words))
        self.join_button = primary_button(self.tr("Join the two entries"), self._join)
        self._lay_out()

    def compare(self, kept_id: str, joined_id: str) -> None:
        """Show two entries."""
        read = partial(_compare, self._context.session, kept_id, joined_id)
        run_in_background(self, read, self._show, self._cannot)

    def _lay_out(self) -> None:
        explain = self.tr(
            "The episodes of the second entry go over to the first with everything in them. The second one leaves the "
            "lists; its number and name find the first. This can be taken back."
        )
        back = QHBoxLayout()
        back.addWidget(self.back_button)
        back.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(self.join_button)
        acts.addWidget(self.swap_button)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(back)
        column.addWidget(SectionHeader(self.tr("Is this one person?"), explain, large=True))
        column.addWidget(self.table, 1)
        column.addWidget(self.differing)
        column.addWidget(self.confirmation)
        column.addLayout(acts)

    def _show(self, both: TwoEntries) -> None:
        self._both = both
        differing = [number for number, line in enumerate(both.lines) if line.differs]
        self.table.show_rows([(line.label, line.kept, line.joined) for line in both.lines], strong=differing)
        self.differing.setText(self.tr("Lines in bold differ. Look at them before you join."))
        self.confirmation.set_value("")
        self.confirmation.set_error("")
        self.confirmation.setVisible(both.births_differ)
        self.table.setFocus()

    @Slot()
    def _swap(self) -> None:
        if self._both is not None:
            self.compare(self._both.joined_id, self._both.kept_id)

    @Slot()
    def _join(self) -> None:
        if self._both is None:
            return
        typed = self.confirmation.value() or ""
        join = partial(join_entries, self._context.session, self._both.kept_id, self._both.joined_id, typed)
        self._context.status.saving()
        run_in_background(self, join, self._done, self._refused)

    def _done(self, changes: Changes) -> None:
        self._context.status.saved()
        self._context.announce(changes, self)
        if self._both is not None:
            self.joined.emit(self._both.kept_id)

    def _refused(self, error: FootRehabError) -> None:
        self._context.status.not_saved(self.tr("see the message"))
        if isinstance(error, FieldError):
            self.confirmation.set_error(str(error))
            self.confirmation.take_focus()
        else:
            self._context.dialogs.show_error(error)

    def _cannot(self, error: FootRehabError) -> None:
        self._context.dialogs.show_error(error)
        self.left.emit()


def _compare(session: ClinicSession, kept_id: str, joined_id: str) -> TwoEntries:
    with session.unit_of_work() as unit:
        return compare_entries(unit, kept_id, joined_id)
