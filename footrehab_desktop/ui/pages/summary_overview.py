"""The overview of one episode in cards, with what can be changed about it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from footrehab_desktop.clinic.caseload import EpisodeTasks
from footrehab_desktop.clinic.milestones import newest_first
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import scrolling
from footrehab_desktop.ui.pages.action_notice import ActionNotice
from footrehab_desktop.ui.pages.today_tasks import TaskPane
from footrehab_desktop.ui.pages.two_panes import STACKED_FROM_SCALE
from footrehab_desktop.ui.presenters.summary import Summary, TimelineEntry, UnsavedForm
from footrehab_desktop.ui.widgets.buttons import button, plain_button, primary_button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Card, DecisionChip

TIMELINE_LENGTH = 12
MILESTONES_SHOWN = 8
_WIDEST = 1200


class SummaryOverview(QWidget):
    """Signals: what the clinician wants to do; ``go_on_typing(str)`` names the form with unsaved typing."""

    step_taken = Signal()
    edit_patient = Signal()
    edit_episode = Signal()
    new_episode = Signal()
    close_episode = Signal()
    reassessed = Signal()
    rights_wanted = Signal()
    go_on_typing = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unsaved_form = ""
        self.unsaved = ActionNotice(button(self.tr("Go on typing"), on_press=self._go_on_typing))
        self.step_sentence = theme.label("", "lead", wrap=True)
        self.step_button = primary_button("", self.step_taken.emit, icon="right")
        self.edit_patient_button = plain_button(self.tr("Edit patient"), self.edit_patient.emit)
        self.edit_episode_button = plain_button(self.tr("Edit episode"), self.edit_episode.emit)
        self.new_button = plain_button(self.tr("New episode"), self.new_episode.emit)
        self.close_button = plain_button(self.tr("Close episode"), self.close_episode.emit)
        self.rights_button = plain_button(self.tr("Data and rights"), self.rights_wanted.emit)
        self.reassessed_button = button(self.tr("Record the reassessment of today"), on_press=self.reassessed.emit)
        self.problem = Card(self.tr("Problem"))
        self.standing = Card(self.tr("Now"))
        self.decision = Card(self.tr("Last review"))
        self.timeline = Card(self.tr("Course"))
        self.tasks_card = Card(self.tr("What is due"))
        self.tasks = TaskPane()
        self.tasks_card.body.addWidget(self.tasks)
        self.tasks_card.body.addStretch(1)
        self.reached = Card(self.tr("Reached"))
        self.statement = Card(self.tr("The patient's statement"))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.unsaved)
        column.addWidget(self._step_card())
        column.addLayout(self._cards())
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(content, widest=theme.scaled(_WIDEST)))

    def _step_card(self) -> Card:
        step = Card()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.step_sentence, 1)
        row.addWidget(self.step_button)
        row.addWidget(self.reassessed_button)
        step.body.addLayout(row)
        changes = QWidget()
        flow = FlowLayout(changes, spacing=4)
        for each in (
            self.edit_patient_button,
            self.edit_episode_button,
            self.new_button,
            self.close_button,
            self.rights_button,
        ):
            flow.addWidget(each)
        step.body.addWidget(changes)
        return step

    def _cards(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(16)
        cards = (
            self.problem,
            self.standing,
            self.tasks_card,
            self.decision,
            self.timeline,
            self.reached,
            self.statement,
        )
        columns = 1 if theme.scale() >= STACKED_FROM_SCALE else 2
        for place, card in enumerate(cards):
            grid.addWidget(card, place // columns, place % columns)
        grid.setColumnStretch(0, 3)
        if columns == 2:
            grid.setColumnStretch(1, 2)
        return grid

    def show_summary(self, summary: Summary) -> None:
        """Show an episode."""
        self.step_sentence.setText(summary.next_step.sentence)
        self.step_button.setText(summary.next_step.button)
        self.edit_episode_button.setVisible(not summary.closed)
        self.close_button.setVisible(not summary.closed)
        _fill(self.problem, [theme.label(line, wrap=True) for line in summary.problem])
        figures: list[QWidget] = [theme.label(summary.standing, "label", wrap=True)]
        figures += [theme.label(f"{name}: {value}", wrap=True) for name, value in summary.figures]
        _fill(self.standing, figures)
        self.reassessed_button.setVisible(summary.reassessment_due)
        _fill(self.decision, self._decision_widgets(summary))
        _fill(self.timeline, [_course(summary.timeline[:TIMELINE_LENGTH])])

    def show_tasks(self, due: EpisodeTasks, today: date) -> None:
        """Show what is due for the episode, and what the patient has reached."""
        self.tasks_card.setVisible(bool(due.due.tasks))
        self.tasks.show_tasks(due.due.tasks, today)
        milestones = newest_first(due.milestones)[:MILESTONES_SHOWN]
        self.reached.setVisible(bool(milestones))
        _fill(self.reached, [_course([TimelineEntry(m.on, f"\N{BLACK STAR} {m.words}") for m in milestones])])

    def show_statements(self, statements: Sequence[str]) -> None:
        """Show what the patient wants to have said beside the record."""
        self.statement.setVisible(bool(statements))
        _fill(self.statement, [theme.label(words, wrap=True) for words in statements])

    def show_unsaved(self, forms: Sequence[UnsavedForm]) -> None:
        """Offer to go on with unsaved typing, the first that there is."""
        self._unsaved_form = forms[0].form if forms else ""
        words = self.tr("Unsaved typing about the {form} from {time}.")
        time = f"{forms[0].saved_at.astimezone():%H:%M}" if forms else ""
        self.unsaved.show_text(words.format(form=self._unsaved_form, time=time) if forms else "")

    def _decision_widgets(self, summary: Summary) -> list[QWidget]:
        if summary.decision is None or summary.decided_on is None:
            return [theme.label(self.tr("There was no review yet."), "soft", wrap=True)]
        decided = self.tr("{date}, {response}").format(date=format_date(summary.decided_on), response=summary.response)
        widgets: list[QWidget] = [DecisionChip(summary.final), theme.label(decided, "soft", wrap=True)]
        widgets += [theme.label(reason.sentence, wrap=True) for reason in summary.decision.reasons[:4]]
        widgets += [theme.label(sentence, "soft", wrap=True) for sentence in summary.decision.would_change[:3]]
        if summary.decision.next_review_on is not None:
            review = self.tr("Next review {date}").format(date=format_date(summary.decision.next_review_on))
            widgets.append(theme.label(review, "label"))
        return widgets

    def _go_on_typing(self) -> None:
        self.go_on_typing.emit(self._unsaved_form)


def _course(entries: Sequence[TimelineEntry]) -> QWidget:
    """Return days and what happened, one beneath the other."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(6)
    for place, entry in enumerate(entries):
        grid.addWidget(theme.label(format_date(entry.on), "soft"), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(theme.label(entry.words, wrap=True), place, 1, Qt.AlignmentFlag.AlignTop)
    grid.setColumnStretch(1, 1)
    return table


def _fill(card: Card, widgets: Sequence[QWidget]) -> None:
    """Replace what stands below a card's heading."""
    while card.body.count() > 1:
        item = card.body.takeAt(1)
        old = item.widget() if item else None
        if old is not None:
            old.deleteLater()
    for widget in widgets:
        card.body.addWidget(widget)
    card.body.addStretch(1)
