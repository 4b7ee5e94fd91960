"""The form in which a clinic adjusts the protocol of one condition, with the versions it saved before."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.own_protocols import Adjustment, adjustment
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.progression.codes import CONDITIONS, PHASES
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.dialogs import TextQuestion
from footrehab_desktop.ui.operations import own_library as operations
from footrehab_desktop.ui.operations.drafts import DraftKey
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.kept_form import KeptForm
from footrehab_desktop.ui.pages.protocol_adjust_figures import FIGURES, FiguresField
from footrehab_desktop.ui.pages.protocol_adjust_template import PHASES_CODE, TemplatesField
from footrehab_desktop.ui.pages.reading_pane import AnyBlock, Block, ReadingPane
from footrehab_desktop.ui.presenters.protocol_adjust import VersionLine, figure_rows, version_lines
from footrehab_desktop.ui.widgets.buttons import plain_button
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.field import Ask, Field
from footrehab_desktop.ui.widgets.panels import Card

FORM = "own_protocol"
VERSIONS = "versions"
_WIDEST = 1200
_HISTORY_HEIGHT = 320


class ProtocolAdjustForm(KeptForm):
    """Figures, templates and versions of one condition, a part at a time. ``saved`` carries the condition."""

    def __init__(self, context: PageContext, back: str, parent: QWidget | None = None) -> None:
        self._condition = ""
        super().__init__(context, back, parent)
        self.part = ChoiceField(
            Ask("part", "", name=self.tr("Part")),
            (
                (FIGURES, self.tr("Figures")),
                (PHASES_CODE, self.tr("Templates of the phases")),
                (VERSIONS, self.tr("Versions")),
            ),
        )
        self.part.set_value(FIGURES)
        self.history = ReadingPane(self.tr("Versions of this protocol"))
        self.history.setMinimumHeight(theme.scaled(_HISTORY_HEIGHT))
        self.withdraw_button = plain_button(self.tr("Back to the shipped protocol …"), self._ask_to_withdraw)
        self._parts: dict[str, QWidget] = {}
        self._arrange()
        self.part.changed.connect(self._show_part)
        self._show_part()

    def make_fields(self) -> dict[str, Field[Any]]:
        """Return the fields by their codes, in the order of the keyboard."""
        self.figures, self.templates = FiguresField(), TemplatesField()
        return {FIGURES: self.figures, PHASES_CODE: self.templates}

    def _arrange(self) -> None:
        self.header.add_action(self.withdraw_button)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.part)
        shown: tuple[tuple[str, QWidget], ...] = (
            (FIGURES, self.figures),
            (PHASES_CODE, self.templates),
            (VERSIONS, self.history),
        )
        for code, widget in shown:
            card = Card()
            card.body.addWidget(widget)
            self._parts[code] = card
            column.addWidget(card, 1)
        self.lay_out(content, widest=theme.scaled(_WIDEST))

    def start(self, condition: str) -> None:
        """Show the clinic's protocol of a condition, with the typing kept about its change."""
        self._condition = condition
        session = self.context.session
        shipped = session.shipped.protocol(condition)
        if shipped is None:
            raise KeyError(condition)
        with session.unit_of_work() as unit:
            changed = self._adjusted(unit, condition)
            versions = version_lines(unit, session.library, condition)
        self.head(
            self.tr("Adjust: {condition}").format(condition=CONDITIONS[condition]),
            self._standing_words(versions),
            self.tr("Save as the next version"),
        )
        self.withdraw_button.setVisible(any(version.stands for version in versions))
        self.figures.offer(figure_rows(session.shipped, condition))
        self.templates.offer(session.library, shipped)
        self.history.show_blocks(self._history(versions))
        self.part.set_value(FIGURES)
        self._show_part()
        self.begin(self._key, {FIGURES: changed.figures, PHASES_CODE: changed.phases})

    def _adjusted(self, unit: UnitOfWork, condition: str) -> Adjustment:
        """Return what the clinic changed; what this version cannot read is said and left out."""
        try:
            return adjustment(unit, condition)
        except UserFixableError as error:
            self.context.dialogs.show_error(error)
            return Adjustment({}, {})

    @property
    def _key(self) -> DraftKey:
        return (f"protocol-{self._condition}", FORM)

    def focus_first(self) -> None:
        """Put the keyboard into the figures."""
        self.part.take_focus()

    @Slot()
    def save(self) -> None:
        """Save the next version when everything can be taken; otherwise show what cannot."""
        if not self.can_be_taken():
            return
        self.begin_saving()
        operations.save_protocol(
            self,
            self.context.session,
            condition=self._condition,
            adjustment=Adjustment(self.figures.value(), self.templates.value()),
            draft=self._key,
            on_done=self._was_saved,
            on_error=self._failed,
        )

    def can_be_taken(self) -> bool:
        """Check both parts; the first that is refused is shown."""
        refused = [field for field in self.fields.values() if not field.check()]
        if refused:
            self.part.set_value(refused[0].code)
            self._show_part()
            refused[0].take_focus()
        return not refused

    def show_faults(self, faults: Sequence[FieldError]) -> None:
        """Show each fault in its part: a phase in the templates, everything else in the figures."""
        for fault in faults:
            code = PHASES_CODE if fault.field in PHASES else FIGURES
            self.part.set_value(code)
            self._show_part()
            self.fields[code].set_error(str(fault))
            self.fields[code].take_focus()

    def _show_part(self) -> None:
        chosen = self.part.value()
        if chosen is None:
            self.part.set_value(FIGURES)
            chosen = FIGURES
        for code, card in self._parts.items():
            card.setVisible(code == chosen)

    def _standing_words(self, versions: tuple[VersionLine, ...]) -> str:
        standing = next((version for version in versions if version.stands), None)
        if standing is None:
            return self.tr("As shipped. What you save decides the reviews of this condition, and of no other.")
        return self.tr("Own {version} stands, saved {day} by {who}. Saving makes the next version.").format(
            version=standing.version, day=format_date(standing.saved_at.astimezone().date()), who=standing.saved_by
        )

    def _history(self, versions: tuple[VersionLine, ...]) -> list[AnyBlock]:
        if not versions:
            return [Block("text", (self.tr("No version yet: the protocol is as shipped."),))]
        blocks: list[AnyBlock] = []
        for version in versions:
            when = version.saved_at.astimezone()
            state = self.tr("stands") if version.stands else self.tr("replaced or taken back")
            heading = self.tr("Own {version}: {day} {time}, {who} ({state})").format(
                version=version.version,
                day=format_date(when.date()),
                time=f"{when:%H:%M}",
                who=version.saved_by,
                state=state,
            )
            changes = version.changes or (self.tr("Everything as shipped."),)
            blocks += [Block("heading", (heading,)), Block("bullets", changes)]
        return blocks

    @Slot()
    def _ask_to_withdraw(self) -> None:
        question = TextQuestion(
            self.tr("Back to the shipped protocol?"),
            self.tr(
                "Figures and templates of {condition} are as shipped again. The versions stay on file. Why?"
            ).format(condition=CONDITIONS[self._condition]),
            self.tr("Back to the shipped protocol"),
        )
        self.context.dialogs.ask_text(question, self._withdraw)

    def _withdraw(self, reason: str) -> None:
        self.begin_saving()
        operations.withdraw_protocol(
            self,
            self.context.session,
            condition=self._condition,
            reason=reason,
            draft=self._key,
            on_done=self._was_withdrawn,
            on_error=self._failed,
        )

    def _was_withdrawn(self, changes: Changes) -> None:
        self._was_saved((self._condition, changes))
