"""The assessment being typed: sections with their state at the left, the chosen one at the right, *Sign* at the top."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.field_spec import BODY_CHART, Section
from footrehab_desktop.library.forms import KINDS
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import scrolling
from footrehab_desktop.ui.pages.assess_keys import StepKeys
from footrehab_desktop.ui.pages.assess_list import SectionList
from footrehab_desktop.ui.pages.assess_notice import ActionNotice
from footrehab_desktop.ui.pages.assess_reading import ReferralBanner
from footrehab_desktop.ui.pages.assess_section import SectionForm
from footrehab_desktop.ui.pages.assess_side import SidesNotice
from footrehab_desktop.ui.pages.assess_view import SectionView
from footrehab_desktop.ui.presenters.assess import SET_UP, AssessmentForm, other_side
from footrehab_desktop.ui.presenters.assess_measures import PREFIX
from footrehab_desktop.ui.presenters.assess_outlook import Outlook
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.text_fields import DateField


def _section_view(form: AssessmentForm, outlook: Outlook, section: Section) -> SectionView:
    if section.layout == BODY_CHART:
        # Only when it is opened: the drawing of both feet is not needed before.
        from footrehab_desktop.ui.pages.assess_body_chart import BodyChartSection

        return BodyChartSection(form, outlook, section)
    return SectionForm(form, outlook, section)


class Workbench(QWidget):
    """Types into an ``AssessmentForm``. Sections are made on their first visit.

    Signals: ``edited()`` after each change, ``said(sentence)`` for the status line, ``sign_asked()``,
    ``close_asked()``, ``discard_asked()``.
    """

    edited = Signal()
    said = Signal(str)
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
        self._views: dict[str, SectionView] = {}
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
        self.sides = SidesNotice()
        self.list = SectionList()
        self.stack = QStackedWidget()
        self._lay_out()
        self.notice.show_text(notice)
        self.banner.show_referral(self._outlook.referral)
        for section in form.sections:
            self.list.add(section.title, form.progress(section))
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
        self.discard = button(self.tr("Discard"), "plain", self.discard_asked.emit)
        self.notice.add_action(self.discard)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.notice)
        right.addWidget(self.sides)
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
        self.sides.kept.connect(self._keep_sides)
        self.sides.moved.connect(self._move_sides)
        steps = StepKeys(self)
        steps.undo_asked.connect(self.undo)
        steps.redo_asked.connect(self.redo)
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

    def view(self) -> SectionView | None:
        """Return the section that is shown."""
        row = self.list.currentRow()
        return self._views.get(self.form.sections[row].code) if row >= 0 else None

    def take_focus(self) -> None:
        """Put the keyboard into the section that is shown."""
        view = self.view()
        if view is not None:
            view.take_focus()
            self._see_focus()

    def go_to(self, place: Place) -> None:
        """Show the section of a place and put the keyboard there."""
        section = self.form.section_of(place.code)
        self.list.setCurrentRow(self.form.sections.index(section))
        self._views[section.code].take_focus(place)
        self._see_focus()

    def _see_focus(self) -> None:
        """Bring the field with the keyboard into sight when the present event is done with."""
        QTimer.singleShot(0, self, self._keep_in_view)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Follow the keyboard while a section grows: words wrap and groups are made after it is shown."""
        if event.type() == QEvent.Type.Resize and watched is self.view():
            self._see_focus()
        return super().eventFilter(watched, event)

    def undo(self) -> None:
        """Take the last step back and show where it was."""
        self._stepped(self.form.sheet.undo())

    def redo(self) -> None:
        """Do the step taken back last again and show where it was."""
        self._stepped(self.form.sheet.redo())

    def _stepped(self, changed: tuple[Place, ...]) -> None:
        for place in changed:
            self._show_place(place)
        if changed:
            self._after(changed)
            shown = changed[0]
            self.go_to(Place(shown.code) if shown.part == SET_UP else shown)

    def ask_sides(self) -> bool:
        """Before signing: ask about every answer that stands on the sound side alone; tell whether there is one."""
        open_sides = self.form.side_questions()
        self._show_sides(open_sides)
        if not open_sides:
            return False
        for place in open_sides:
            view = self._views.get(self.form.section_of(place.code).code)
            if view is not None:
                view.ask_side(place)
        self.go_to(open_sides[0])
        self._views[self.form.section_of(open_sides[0].code).code].ask_side(open_sides[0])
        return True

    def _show_sides(self, places: tuple[Place, ...]) -> None:
        self.sides.show_fields(self.form.involved, [self.form.spec(place.code).label for place in places])

    def _keep_sides(self) -> None:
        for place in self.form.side_questions():
            self._kept(place)

    def _move_sides(self) -> None:
        for place in self.form.side_questions():
            self._moved(place)

    def _kept(self, place: Place) -> None:
        """The clinician means the sound side."""
        self.form.sheet.keep_side(place)
        self._side_settled(place)

    def _moved(self, place: Place) -> None:
        """The answer belongs on the involved side."""
        if self.form.is_side_open(place):
            answers = self.form.move_side(place)
            self.form.sheet.enter_all(answers)
            self._after(tuple(answers))
            self._side_settled(other_side(place))

    def _side_settled(self, place: Place) -> None:
        for each in (place, other_side(place)):
            self._show_place(each)
        if not self.sides.isHidden():
            self._show_sides(self.form.side_questions())
        self.edited.emit()

    def _show_section(self, row: int) -> None:
        self._ask_open_sides()
        section = self.form.sections[row]
        if section.code not in self._views:
            self._make_view(section)
        self.stack.setCurrentIndex(list(self._views).index(section.code))

    def _onward(self) -> None:
        if self.list.currentRow() + 1 < self.list.count():
            self.go(1)
        else:
            self.sign_asked.emit()

    def _ask_open_sides(self) -> None:
        """Ask in the section that is left about answers that stand on the sound side alone."""
        for place in self.form.side_questions():
            section = self.form.section_of(place.code)
            if section.code in self._views:
                self._views[section.code].ask_side(place)

    def _make_view(self, section: Section) -> None:
        view = _section_view(self.form, self._outlook, section)
        view.typed.connect(self._typed)
        view.left.connect(self.form.sheet.pause)
        view.confirmed.connect(self._confirmed)
        view.kept.connect(self._kept)
        view.moved.connect(self._moved)
        view.rest_no.connect(self._rest_no)
        view.all_no.connect(self._all_no)
        view.filled.connect(self._filled)
        view.unfolded.connect(lambda heading: self._unfolded(section, heading))
        view.onward_asked.connect(self._onward)
        if section is self.form.sections[-1]:
            view.end_with(self.tr("Sign…"))
        view.installEventFilter(self)
        self._views[section.code] = view
        self.stack.addWidget(scrolling(view))

    def _typed(self, place: Place, text: str) -> None:
        if self.form.sheet.enter(place, text):
            if not place.code.startswith(PREFIX) and self.form.spec(place.code).answers:
                # Each choice is a step of its own; only letters and digits grow into one.
                self.form.sheet.pause()
            self._after((place,))

    def _confirmed(self, place: Place) -> None:
        self.form.sheet.confirm(place)
        self.notice.show_text("")
        self._after((place,))

    def _rest_no(self, heading: str | None) -> int:
        view = self.view()
        if view is None:
            return 0
        answers = self.form.all_others_no(view.section, heading)
        if self.form.sheet.enter_all(answers):
            for place in answers:
                view.show_place(place)
            self._after(tuple(answers))
        return len(answers)

    def _filled(self, answers: Mapping[Place, str]) -> None:
        """Take over several places as one step."""
        if self.form.sheet.enter_all(answers):
            for place in answers:
                self._show_place(place)
            self._after(tuple(answers))

    def _all_no(self) -> None:
        count = self._rest_no(None)
        self.said.emit(self.tr("{count} open findings answered with no. Ctrl+Z takes it back.").format(count=count))

    def _unfolded(self, section: Section, heading: str) -> None:
        self.form.opened.add((section.code, heading))
        self._show_state(section)
        self.edited.emit()

    def _after(self, changed: tuple[Place, ...]) -> None:
        """Bring up to date what hangs on the changed places, and nothing else."""
        codes = dict.fromkeys(place.code for place in changed)
        fields = [self.form.spec(code) for code in codes if not code.startswith(PREFIX)]
        if any(spec.test or spec.finding or spec.fact or spec.part_of for spec in fields):
            self._outlook.refresh()
            self._show_referral()
        for code in codes:
            self._show_reading(code)
        for section in {section.code: section for section in map(self.form.section_of, codes)}.values():
            self._show_state(section)
        self.edited.emit()

    def _show_referral(self) -> None:
        was_hidden = self.banner.isHidden()
        self.banner.show_referral(self._outlook.referral)
        if self.banner.isHidden() != was_hidden:
            # The banner takes room from the form.
            self._see_focus()

    def _keep_in_view(self) -> None:
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
        self.list.show_progress(self.form.sections.index(section), self.form.progress(section))

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
                view.show_readings()
            self.edited.emit()
        return True
