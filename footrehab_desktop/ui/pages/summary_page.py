"""Patient → Summary: the problem, where the patient stands, the present decision, and the one next step."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.values import Episode
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import Page, PageContext, page_layout, scrolling
from footrehab_desktop.ui.pages.episode_form import NewEpisodeForm
from footrehab_desktop.ui.presenters.summary import Summary, summarise
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.panels import Card, DecisionChip

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes

TIMELINE_LENGTH = 12


class SummaryPage(Page):
    """Without an episode it is the form of a new one."""

    code: ClassVar[str] = "summary"
    title: ClassVar[str] = "Summary"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._patient_id: str | None = None
        self._episode_id: str | None = None
        self._next_page = "assess"
        self.form = NewEpisodeForm(context)
        self.form.saved.connect(self._opened)
        self.step_sentence = theme.label("", "lead", wrap=True)
        self.step_button = primary_button("", self._go_on, icon="right")
        self.new_button = button(self.tr("New episode"), on_press=self.new_requested, icon="add")
        self.problem = Card(self.tr("Problem"))
        self.standing = Card(self.tr("Now"))
        self.decision = Card(self.tr("Last review"))
        self.timeline = Card(self.tr("Course"))
        self.stack = QStackedWidget()
        self.stack.addWidget(scrolling(self._overview(), widest=1200))
        self.stack.addWidget(scrolling(self._form_view(), widest=900))
        page_layout(self).addWidget(self.stack)

    def _overview(self) -> QWidget:
        view = QWidget()
        step = Card()
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.step_sentence, 1)
        row.addWidget(self.step_button)
        row.addWidget(self.new_button)
        step.body.addLayout(row)
        grid = QGridLayout(view)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(16)
        grid.addWidget(step, 0, 0, 1, 2)
        grid.addWidget(self.problem, 1, 0)
        grid.addWidget(self.standing, 1, 1)
        grid.addWidget(self.decision, 2, 0)
        grid.addWidget(self.timeline, 2, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setRowStretch(3, 1)
        return view

    def _form_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form)
        column.addStretch(1)
        return view

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        self._patient_id, self._episode_id = patient_id, episode_id
        if patient_id is None:
            return
        if episode_id is None:
            self.new_requested()
            return
        with self.context.session.unit_of_work() as unit:
            file = load_episode(unit, episode_id)
            plan = unit.plans.current(episode_id)
        self._show(summarise(file, plan, self.context.today()))
        self.stack.setCurrentIndex(0)

    def refresh(self, changes: "Changes") -> None:
        if changes.concern_episode(self._episode_id):
            self.show_for(self._patient_id, self._episode_id)

    def focus_first(self) -> None:
        if self.stack.currentIndex() == 0:
            self.step_button.setFocus()
        else:
            self.form.focus_first()

    def new_requested(self) -> None:
        if self._patient_id is None:
            return
        with self.context.session.unit_of_work() as unit:
            patient = unit.patients.get(self._patient_id)
        self.form.start(patient)
        self.stack.setCurrentIndex(1)
        self.form.focus_first()

    def _show(self, summary: Summary) -> None:
        self._next_page = summary.next_step.page
        self.step_sentence.setText(summary.next_step.sentence)
        self.step_button.setText(summary.next_step.button)
        _fill(self.problem, [theme.label(line, wrap=True) for line in summary.problem])
        figures = [theme.label(summary.standing, "label", wrap=True)]
        figures += [theme.label(f"{name}: {value}", wrap=True) for name, value in summary.figures]
        _fill(self.standing, figures)
        _fill(self.decision, self._decision_widgets(summary))
        entries = summary.timeline[:TIMELINE_LENGTH]
        _fill(self.timeline, [theme.label(f"{format_date(e.on)}  {e.words}", wrap=True) for e in entries])

    def _decision_widgets(self, summary: Summary) -> list[QWidget]:
        if summary.decision is None or summary.decided_on is None:
            return [theme.label(self.tr("There was no review yet."), "soft", wrap=True)]
        decided = self.tr("{date}, {response}").format(date=format_date(summary.decided_on), response=summary.response)
        widgets: list[QWidget] = [DecisionChip(summary.decision.decision), theme.label(decided, "soft", wrap=True)]
        widgets += [theme.label(reason.sentence, wrap=True) for reason in summary.decision.reasons[:4]]
        widgets += [theme.label(sentence, "soft", wrap=True) for sentence in summary.decision.would_change[:3]]
        if summary.decision.next_review_on is not None:
            review = self.tr("Next review {date}").format(date=format_date(summary.decision.next_review_on))
            widgets.append(theme.label(review, "label"))
        return widgets

    @Slot()
    def _go_on(self) -> None:
        self.context.navigate(self._next_page, self._patient_id, self._episode_id)

    @Slot(object)
    def _opened(self, episode: Episode) -> None:
        self.context.navigate("summary", self._patient_id, episode.id)


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
