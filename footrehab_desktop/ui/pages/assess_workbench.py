"""The assessment being typed: sections with their state at the left, the chosen one at the right, *Sign* at the top."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListWidget, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.field_spec import Section
from footrehab_desktop.library.forms import KINDS
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import scrolling
from footrehab_desktop.ui.pages.assess_notice import ActionNotice
from footrehab_desktop.ui.pages.assess_reading import ReferralBanner
from footrehab_desktop.ui.pages.assess_section import SectionForm
from footrehab_desktop.ui.presenters.assess import SET_UP, AssessmentForm, SectionProgress
from footrehab_desktop.ui.presenters.assess_measures import PREFIX
from footrehab_desktop.ui.presenters.assess_outlook import Outlook
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.text_fields import DateField

_WIDEST_LIST = 320
_STATE_SIGNS = {"done": "✓", "started": "◐", "open": "○"}


class Workbench(QWidget):
    """Types into an ``AssessmentForm``. Sections are made on their first visit.

    Signals: ``edited()`` after each change, ``sign_asked()``, ``close_asked()``, ``discard_asked()``.
    """

    edited = Signal()
    sign_asked = Signal()
    close_asked = Signal()
    discard_asked = Signal()

    def __init__(
        self, form: AssessmentForm, today: Callable[[], date], notice: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._today = today
        self.form = form
        self._outlook = Outlook(form, today())
        self._outlook.refresh()
        self._views: dict[str, SectionForm] = {}
        kind = KINDS[form.kind]
        self.heading = theme.label(self.tr("Amend: {kind}").format(kind=kind) if form.amends else kind, "title")
        self.day = DateField(
            Ask("assessed_on", "", name=self.tr("Assessed on"), required=True), today=today, validate=self._check_day
        )
        self.day.set_value(form.assessed_on)
        self.sign = primary_button(self.tr("Sign…"), self.sign_asked.emit, keys="Ctrl+Return")
        self.close_button = button(self.tr("Close"), "plain", self.close_asked.emit)
        self.banner = ReferralBanner()
        self.notice = ActionNotice()
        self.list = QListWidget()
        self.stack = QStackedWidget()
        self._lay_out()
        self.notice.show_text(notice)
        self.banner.show_referral(self._outlook.referral)
        self.list.addItems([self._item_words(section) for section in form.sections])
        self._connect()
        unfinished = (n for n, section in enumerate(form.sections) if form.progress(section).state != "done")
        self.list.setCurrentRow(next(unfinished, 0))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.heading)
        head.addWidget(self.day)
        head.addStretch(1)
        head.addWidget(self.close_button)
        head.addWidget(self.sign)
        self.list.setAccessibleName(self.tr("Sections"))
        self.list.setFixedWidth(min(theme.scaled(236), _WIDEST_LIST))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setToolTip(self.tr("Ctrl+Down and Ctrl+Up go to the next and the previous section."))
        self.discard = button(self.tr("Discard"), "plain", self.discard_asked.emit)
        self.notice.add_action(self.discard)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.notice)
        right.addWidget(self.banner)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(middle, 1)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._show_section)
        self.list.itemActivated.connect(lambda _item: self.take_focus())
        self.day.committed.connect(self.take_day)
        for keys, step in (("Ctrl+Down", 1), ("Ctrl+Up", -1), ("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self.go(step))

    def go(self, step: int) -> None:
        """Go to the next or an earlier section."""
        row = self.list.currentRow() + step
        if 0 <= row < self.list.count():
            self.list.setCurrentRow(row)
            self.take_focus()

    def view(self) -> SectionForm | None:
        """Return the section that is shown."""
        row = self.list.currentRow()
        return self._views.get(self.form.sections[row].code) if row >= 0 else None

    def take_focus(self) -> None:
        """Put the keyboard into the section that is shown."""
        view = self.view()
        if view is not None:
            view.take_focus()

    def go_to(self, place: Place) -> None:
        """Show the section of a place and put the keyboard there."""
        section = self.form.section_of(place.code)
        self.list.setCurrentRow(self.form.sections.index(section))
        self._views[section.code].take_focus(place)

    def undo(self) -> None:
        """Take the last step back and show where it was."""
        changed = self.form.sheet.undo()
        for place in changed:
            self._show_place(place)
        if changed:
            self._after(changed)
            shown = changed[0]
            self.go_to(Place(shown.code) if shown.part == SET_UP else shown)

    def _show_section(self, row: int) -> None:
        section = self.form.sections[row]
        if section.code not in self._views:
            self._make_view(section)
        self.stack.setCurrentIndex(list(self._views).index(section.code))

    def _make_view(self, section: Section) -> None:
        view = SectionForm(self.form, self._outlook, section)
        view.typed.connect(self._typed)
        view.left.connect(self.form.sheet.pause)
        view.confirmed.connect(self._confirmed)
        view.rest_no.connect(self._rest_no)
        view.undo_asked.connect(self.undo)
        view.onward_asked.connect(lambda: self.go(1))
        view.onward.setVisible(section is not self.form.sections[-1])
        self._views[section.code] = view
        self.stack.addWidget(scrolling(view))

    def _typed(self, place: Place, text: str) -> None:
        if self.form.sheet.enter(place, text):
            if place.code.startswith(PREFIX):
                self._show_place(place)
            self._after((place,))

    def _confirmed(self, place: Place) -> None:
        self.form.sheet.confirm(place)
        self._after((place,))

    def _rest_no(self, heading: str) -> None:
        view = self.view()
        if view is None:
            return
        answers = self.form.all_others_no(view.section, heading)
        if self.form.sheet.enter_all(answers):
            for place in answers:
                view.show_place(place)
            self._after(tuple(answers))

    def _after(self, changed: tuple[Place, ...]) -> None:
        """Bring up to date what hangs on the changed places, and nothing else."""
        codes = {place.code for place in changed}
        fields = [self.form.spec(code) for code in codes if not code.startswith(PREFIX)]
        if any(spec.test or spec.finding for spec in fields):
            self._outlook.refresh()
            self._show_referral()
        for code in codes:
            self._show_reading(code)
            self._show_state(self.form.section_of(code))
        self.edited.emit()

    def _show_referral(self) -> None:
        was_hidden = self.banner.isHidden()
        self.banner.show_referral(self._outlook.referral)
        if self.banner.isHidden() != was_hidden:
            QTimer.singleShot(0, self, self._keep_in_view)

    def _keep_in_view(self) -> None:
        """Keep the field with the keyboard in sight when the banner takes room from the form."""
        area, field = self.stack.currentWidget(), QApplication.focusWidget()
        if isinstance(area, QScrollArea) and field is not None and area.isAncestorOf(field):
            area.ensureWidgetVisible(field)

    def _show_place(self, place: Place) -> None:
        view = self._views.get(self.form.section_of(place.code).code)
        if view is not None:
            view.show_place(place)

    def _show_reading(self, code: str) -> None:
        view = None if code.startswith(PREFIX) else self._views.get(self.form.section_of(code).code)
        if view is not None:
            view.show_reading(code)

    def _show_state(self, section: Section) -> None:
        item = self.list.item(self.form.sections.index(section))
        if item is not None:
            item.setText(self._item_words(section))

    def _item_words(self, section: Section) -> str:
        progress = self.form.progress(section)
        return f"{_STATE_SIGNS[progress.state]}  {section.title}\n    {self._state_words(progress)}"

    def _state_words(self, progress: SectionProgress) -> str:
        words = {"done": self.tr("Done"), "started": self.tr("Started, {done} of {all}"), "open": self.tr("Open")}
        return words[progress.state].format(done=progress.answered, all=progress.total)

    def _check_day(self, day: date) -> None:
        if day > self._today():
            raise FieldError("assessed_on", self.tr("The assessment cannot be dated in the future."))
        if day < self.form.file.patient.details.birth_date:
            raise FieldError("assessed_on", self.tr("The assessment is dated before the patient's birth."))

    def take_day(self) -> bool:
        """Take over the date as it stands and tell whether it can be taken. Half a date is never taken over."""
        day = self.day.value()
        if not self.day.check() or day is None:
            return False
        if day != self.form.assessed_on:
            self.form.assessed_on = day
            self._outlook.refresh()
            self._show_referral()
            for view in self._views.values():
                for place in view.editors:
                    view.show_reading(place.code)
            self.edited.emit()
        return True
