"""What a kind of handout asks beyond the print options: dates, a letter's text, assessments, a form, its layout."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from footrehab_desktop.clinic.handout_catalogue import KINDS, Asked, WantedHandout
from footrehab_desktop.clinic.referral import NO_TEXT
from footrehab_desktop.handouts.diary_layout import LENGTHS, DiaryKind
from footrehab_desktop.handouts.options import Layout, PrintOptions
from footrehab_desktop.library.forms import KINDS as FORM_KINDS
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.handouts_assessments import AssessmentFields
from footrehab_desktop.ui.pages.handouts_extras import ConsentFields, SheetExtraFields
from footrehab_desktop.ui.pages.letter_fields import LetterFields
from footrehab_desktop.ui.presenters.handouts import CHOICE_TITLES, EXERCISE_SHEET, REFERRAL_LETTER, HandoutSituation
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.text_fields import DateField

SHORT: Final[DiaryKind] = "short"
FULL: Final[DiaryKind] = "full"


class AskFields(QWidget):
    """Shows what the chosen kind asks. ``settled()`` when an answer can be taken into the preview;
    ``layout_chosen()`` when the exercise sheet gets another layout, which is kept for the patient."""

    settled = Signal()
    layout_chosen = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._situation: HandoutSituation | None = None
        self._layouts: dict[str, Layout] = {}
        self._kind = ""
        self.assessments = AssessmentFields()
        self.extras = SheetExtraFields()
        self.consent = ConsentFields()
        self._make_layouts()
        self._make_diary()
        self._make_letters()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        for part in (
            *self.layouts.values(), self.extras, self.first_day, self.diary_kind, self.days, self.assessments,
            *self.letters.values(), self.consent, self.form,
        ):  # fmt: skip
            self._column.addWidget(part)
            part.hide()
        self._connect()

    def _make_layouts(self) -> None:
        self.layouts = {
            kind.code: ChoiceField(
                Ask("layout", self.tr("Layout")), [(layout, CHOICE_TITLES["layout"][layout]) for layout in kind.layouts]
            )
            for kind in KINDS.values()
            if len(kind.layouts) > 1
        }

    def _make_diary(self) -> None:
        self.first_day = DateField(Ask("first_day", self.tr("First day of the diary")), today=self._context.today)
        self.diary_kind = ChoiceField(
            Ask("diary_kind", self.tr("Asks for")), [(SHORT, self.tr("The main things")), (FULL, self.tr("Everything"))]
        )
        days = [(str(count), self.tr("{count} days").format(count=count)) for count in LENGTHS]
        self.days = ChoiceField(Ask("days", self.tr("Length")), days)
        self.form = ChoiceField(Ask("form", self.tr("Which form")), list(FORM_KINDS.items()))

    def _make_letters(self) -> None:
        hint = self.tr("Empty: as the rule suggests")
        self.letters = {
            code: LetterFields(self._context, code, hint if code == REFERRAL_LETTER else "")
            for code, kind in KINDS.items()
            if "letter" in kind.asks
        }

    def _connect(self) -> None:
        self.first_day.committed.connect(self.settled)
        for field in (self.diary_kind, self.days, self.form):
            field.changed.connect(self._take_choice)
        for field in self.layouts.values():
            field.changed.connect(self._take_layout)
        for letter in self.letters.values():
            letter.settled.connect(self.settled)
        self.consent.settled.connect(self.settled)
        self.assessments.settled.connect(self.settled)
        self.extras.settled.connect(self.settled)

    # Showing

    def start_anew(self, situation: HandoutSituation) -> None:
        """Suggest answers for another episode."""
        self._layouts = {}
        self.set_layout(EXERCISE_SHEET, situation.choices.options.layout)
        self.first_day.set_value(self._context.today())
        self.diary_kind.set_value(SHORT)
        self.days.set_value(str(LENGTHS[0]))
        self.form.set_value(next(iter(FORM_KINDS)))
        self.consent.clear()
        for letter in self.letters.values():
            letter.load(situation.episode_id)

    def offer(self, situation: HandoutSituation) -> None:
        """Take what there is to choose from."""
        self._situation = situation
        self.assessments.offer(situation.assessments)

    def show_for(self, kind: str) -> None:
        """Show what a kind asks."""
        self._kind = kind
        asked = KINDS[kind].asks
        shown: dict[QWidget, bool] = {
            self.first_day: "first_day" in asked,
            self.diary_kind: "diary" in asked,
            self.days: "diary" in asked,
            self.consent: "consent" in asked,
            self.form: "form" in asked,
            **{field: code == kind for code, field in self.layouts.items()},
            **{letter: code == kind for code, letter in self.letters.items()},
        }
        for widget, visible in shown.items():
            widget.setVisible(visible)
        if kind in self.layouts:
            self.layouts[kind].set_value(self.layout_of(kind))
        self.assessments.show_for(kind)
        self.extras.show_for(kind, runs=self._situation is not None and self._situation.has_runs)
        self.setVisible(bool(asked) or kind in self.layouts)

    def layout_of(self, kind: str) -> Layout:
        """Return the layout that a kind is printed in."""
        return self._layouts.get(kind, KINDS[kind].layouts[0])

    def set_layout(self, kind: str, layout: Layout) -> None:
        """Print a kind in this layout from now on, as far as it knows it. No signal."""
        if layout in KINDS[kind].layouts:
            self._layouts[kind] = layout

    def check(self, kinds: Sequence[str]) -> bool:
        """Tell whether the answers of these kinds can be taken; a refused field says why."""
        fine = True
        for kind in kinds:
            if "first_day" in KINDS[kind].asks:
                fine = self.first_day.check() and fine
            if kind in self.letters:
                fine = self.letters[kind].check() and fine
        return fine

    def keep(self) -> None:
        """Keep typing that is under way."""
        for letter in self.letters.values():
            letter.keep()

    def wanted(self, kind: str, options: PrintOptions) -> WantedHandout:
        """Return what is to be rendered for a kind, with what it asks and nothing else."""
        asked, situation = KINDS[kind].asks, self._situation
        if situation is None:
            raise RuntimeError("no episode is shown")
        plain = WantedHandout(
            kind=kind,
            episode_id=situation.episode_id,
            options=replace(options, layout=self.layout_of(kind)),
            first_day=self._context.today(),
            decision_id=situation.decision_id,
            assessments=self.assessments.chosen(kind),
            letter=self.letters[kind].text() if kind in self.letters else NO_TEXT,
        )
        return self._answered(plain, asked)

    def _answered(self, wanted: WantedHandout, asked: tuple[Asked, ...]) -> WantedHandout:
        if "extras" in asked:
            bad_day, runs = self.extras.bad_day.isChecked(), self.extras.run_dates.isChecked()
            wanted = replace(wanted, with_bad_day=bad_day, with_run_dates=runs)
        if "diary" in asked:
            first = self.first_day.value() or self._context.today()
            full, days = self.diary_kind.value() == FULL, int(self.days.value() or LENGTHS[0])
            wanted = replace(wanted, first_day=first, diary_kind=FULL if full else SHORT, days=days)
        if "consent" in asked:
            agreed, identity = self.consent.letter.isChecked(), self.consent.identity.isChecked()
            wanted = replace(wanted, consented=agreed, with_identity=identity)
        if "form" in asked:
            wanted = replace(wanted, form_kind=self.form.value() or wanted.form_kind)
        return wanted

    def _take_choice(self) -> None:
        """Take another choice; one that was taken away comes back."""
        usual = ((self.diary_kind, SHORT), (self.days, str(LENGTHS[0])), (self.form, next(iter(FORM_KINDS))))
        for field, value in usual:
            if field.value() is None:
                field.set_value(value)
        self.settled.emit()

    def _take_layout(self) -> None:
        field, kind = self.layouts[self._kind], self._kind
        chosen = [layout for layout in KINDS[kind].layouts if layout == field.value()]
        if not chosen:
            field.set_value(self.layout_of(kind))
            return
        self._layouts[kind] = chosen[0]
        if kind == EXERCISE_SHEET:
            self.layout_chosen.emit()
        else:
            self.settled.emit()
