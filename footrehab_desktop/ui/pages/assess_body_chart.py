"""The section *Body chart* of an assessment: both feet, the list of regions, and what is asked about the chosen one."""

from itertools import pairwise

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.clinic.chart_marks import NOTHING
from footrehab_desktop.library.body_chart import FOOT_SIDES, VIEWS, ChartMark, FootSide, body_chart
from footrehab_desktop.library.field_spec import Section
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_fields import Asked, Editor, make_editor
from footrehab_desktop.ui.pages.assess_view import SectionView
from footrehab_desktop.ui.pages.chart_finder import RegionFinder
from footrehab_desktop.ui.pages.chart_panel import RegionPanel
from footrehab_desktop.ui.presenters.assess import AssessmentForm
from footrehab_desktop.ui.presenters.assess_chart import ChartAnswers, region_of
from footrehab_desktop.ui.presenters.assess_outlook import Outlook
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.widgets.body_chart import BodyChartView
from footrehab_desktop.ui.widgets.panels import Notice
from footrehab_desktop.ui.widgets.segments import Option, SegmentBar

_PANEL_WIDTH = 352
_SIDE_BY_SIDE = 700
_ALL_VIEWS = 1500
_CHART_HEIGHT = 400
_ROWS_AROUND = 140
_NO_LIMIT = 16_777_215
_MARGIN = 16


class BodyChartSection(SectionView):
    """Binds the chart to the form: a mark is three ordinary answers of a region and a side."""

    def __init__(self, form: AssessmentForm, outlook: Outlook, section: Section) -> None:
        super().__init__(form, outlook, section)
        self._chart = body_chart()
        self._answers = ChartAnswers(form, self._chart)
        self.chart = BodyChartView(self._chart, form.involved, picking=True)
        self.finder = RegionFinder(self._chart)
        self.panel = RegionPanel(self._chart, self._answers, form.involved)
        self.tabs = SegmentBar(self.tr("View"), [Option(view.code, view.title) for view in self._chart.views])
        self.tabs.choose(VIEWS[0])
        self.pointed = theme.label("", "soft")
        self.contradiction = Notice()
        self.contradiction.hide()
        self.nothing = self._nothing_editor()
        self._nothing_words = theme.label(form.spec(NOTHING).label, "label", wrap=True)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._asked = QWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._refresh()

    @property
    def editors(self) -> dict[Place, Editor]:
        """Return the field that stands outside the chart."""
        return {self.nothing.place: self.nothing}

    def show_place(self, place: Place) -> None:
        """Show what the form holds in a place now."""
        if place == self.nothing.place:
            self.nothing.write(self._form.sheet.text(place))
        self._refresh()

    def ask_side(self, place: Place) -> None:
        """Ask whether a mark on the sound foot is meant."""
        self._go_to(place)
        self.panel.ask_side(place)

    def take_focus(self, place: Place | None = None) -> None:
        """Put the keyboard on a mark's question, or to the first question of the section."""
        if place is not None and region_of(place):
            self._go_to(place)
            self.panel.take_focus(place)
        elif self._answers.marks() and place is None:
            self.finder.take_focus()
        else:
            self.nothing.field.setFocus()
            self.nothing.asking.setFocus()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def showEvent(self, event: QShowEvent, /) -> None:
        super().showEvent(event)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab follow the reading order. Only widgets that share a window already can be put in order."""
        if self.isVisible():
            feet = [self.chart.canvases[view, side] for view in self.chart.views for side in FOOT_SIDES]
            finder = (self.finder.line, self.finder.list)
            chain = (self.nothing.asking, self.tabs, *feet, *finder, *self.panel.chain, self.onward)
            for before, after in pairwise(chain):
                QWidget.setTabOrder(before, after)

    def _show_views(self, views: tuple[str, ...]) -> None:
        if views != self.chart.views:
            self.chart.show_views(views)
            self._order_tabs()

    def _nothing_editor(self) -> Editor:
        spec = self._form.spec(NOTHING)
        place = Place(NOTHING)
        editor = make_editor(
            Asked(
                spec=spec,
                place=place,
                name=spec.label,
                hint=self._form.last_words(place),
                judge=lambda: self._form.verdict(place),
                confirm=lambda: self.confirmed.emit(place),
                day=lambda: self._form.assessed_on,
                typed=lambda text: self._typed(place, text),
                left=self.left.emit,
            )
        )
        editor.write(self._form.sheet.text(place))
        return editor

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        self._head.setSpacing(8)
        self._head.addWidget(theme.label(self.section.title, "lead"))
        self._head.addWidget(self.pointed, 1)
        self._head.addWidget(self._nothing_words)
        self._head.addWidget(self.nothing.field)
        column.addLayout(self._head)
        column.addWidget(self.contradiction)
        drawn = QVBoxLayout()
        drawn.setSpacing(4)
        drawn.addWidget(self.tabs)
        drawn.addWidget(self.chart, 1)
        drawn.addStretch(0)
        self.chart.setMinimumHeight(_CHART_HEIGHT)
        self._sides.setSpacing(16)
        self._sides.addLayout(drawn, 1)
        self._sides.addWidget(self._beside())
        column.addLayout(self._sides, 1)
        column.addWidget(self.onward, 0, Qt.AlignmentFlag.AlignRight)

    def _beside(self) -> QWidget:
        """Return the search line over the list, whose place the questions take while a region is chosen."""
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(8)
        asked.addWidget(self.finder.line)
        self._stack.addWidget(self.finder.list)
        self._stack.addWidget(self.panel)
        asked.addWidget(self._stack, 1)
        return self._asked

    def _connect(self) -> None:
        self.tabs.picked.connect(self._show_tab)
        self.tabs.entered.connect(lambda: self.tabs.focusNextPrevChild(True))
        self.chart.pointed.connect(self.pointed.setText)
        self.chart.chosen.connect(self._pick)
        self.chart.removal_asked.connect(self._remove)
        self.finder.chosen.connect(self._pick_named)
        self.finder.searched.connect(lambda: self._stack.setCurrentWidget(self.finder.list))
        self.finder.removal_asked.connect(self._remove_named)
        self.panel.typed.connect(self._typed)
        self.panel.left.connect(self.left)
        self.panel.side_chosen.connect(self._take_side)
        self.panel.done.connect(self.finder.take_focus)
        self.panel.removal_asked.connect(self._remove_shown)
        self.panel.kept.connect(self._keep)
        self.panel.moved.connect(self._move)

    def _arrange(self, width: int) -> None:
        """Put the questions beside the feet where there is room, else beneath; show all views where they fit."""
        is_wide = width >= theme.scaled(_SIDE_BY_SIDE)
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(direction)
        self._head.setDirection(direction)
        self._nothing_words.setWordWrap(not is_wide)
        self._asked.setMinimumWidth(theme.scaled(_PANEL_WIDTH) if is_wide else 0)
        self._asked.setMaximumWidth(theme.scaled(_PANEL_WIDTH) if is_wide else _NO_LIMIT)
        # The questions may need more height than the window has; the feet stay within it, to be seen as a whole.
        window = self.parentWidget()
        room = window.height() if window is not None else 0
        self.chart.setMaximumHeight(max(_CHART_HEIGHT, room - theme.scaled(_ROWS_AROUND)))
        shows_all = width >= theme.scaled(_ALL_VIEWS)
        self.tabs.setVisible(not shows_all)
        self._show_views(VIEWS if shows_all else (self._tab(),))

    def _tab(self) -> str:
        return VIEWS[0] if self.tabs.value is None else str(self.tabs.value)

    def _show_tab(self) -> None:
        if self.tabs.value is None:
            # A tab cannot be put out: one view is always shown.
            self.tabs.choose(self.chart.views[0])
        self._show_views((self._tab(),))
        self._refresh()

    def _refresh(self) -> None:
        marks = self._answers.marks()
        self.chart.show_marks(marks)
        self.finder.show_marks(self._words_of(marks))
        region = self.panel.region
        if region is not None:
            self.chart.select(region.code, self.panel.side)
            self.panel.refresh()
        says_nothing = self._form.sheet.text(self.nothing.place) == "yes"
        words = self.tr("No pain anywhere is answered with yes, but there are marks. Which is right?")
        self.contradiction.show_text(words if says_nothing and marks else "")

    def _words_of(self, marks: tuple[ChartMark, ...]) -> dict[str, str]:
        words: dict[str, list[str]] = {}
        for mark in marks:
            side = self.tr("LEFT") if mark.side == "left" else self.tr("RIGHT")
            parts = [self._chart.kind(mark.kind).label] if mark.kind else []
            if mark.pain is not None:
                parts.append(self.tr("NPRS {pain}").format(pain=mark.pain))
            if mark.tender is not None:
                parts.append(self.tr("tender") if mark.tender else self.tr("not tender"))
            words.setdefault(mark.region, []).append(f"{side}: {', '.join(parts)}")
        return {region: " · ".join(sides) for region, sides in words.items()}

    def _pick(self, region: str, side: FootSide | None) -> None:
        """Ask about a region; without a side the question which foot comes first."""
        self.left.emit()
        self._show(region, side)
        self.panel.take_focus()

    def _pick_named(self, region: str) -> None:
        self._pick(region, None)

    def _show(self, region: str, side: FootSide | None) -> None:
        views = self._chart.views_of(region)
        if not set(views) & set(self.chart.views):
            self.tabs.choose(views[0])
            self._show_views(views[:1])
        self.panel.ask(self._chart.region(region), side)
        self._stack.setCurrentWidget(self.panel)
        self.finder.select(region)
        self._refresh()
        if side is not None:
            self._ask_open_side(region, side)

    def _go_to(self, place: Place) -> None:
        self._show(region_of(place), "left" if place.part == "left" else "right")

    def _take_side(self, side: FootSide) -> None:
        if self.panel.region is not None:
            self._show(self.panel.region.code, side)

    def _typed(self, place: Place, text: str) -> None:
        self.typed.emit(place, text)
        region = region_of(place)
        if region:
            side: FootSide = "left" if place.part == "left" else "right"
            self._keep_with_the_rest(region, side)
            self._ask_open_side(region, side)
        had_offer = not self.panel.offer.isHidden()
        self._refresh()
        if not had_offer and not self.panel.offer.isHidden():
            # The offer pushes the question it is about down: it is in place when the layout is done.
            QTimer.singleShot(0, self, self._show_tenderness)

    def _show_tenderness(self) -> None:
        viewport = self.parentWidget()
        area = viewport.parentWidget() if viewport is not None else None
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(self.panel.tender, 0, _MARGIN)

    def _keep_with_the_rest(self, region: str, side: FootSide) -> None:
        """A mark is confirmed as one: what is added to a mark that is meant is meant too."""
        places = self._answers.places(region, side)
        if any(self._form.sheet.is_side_kept(place) for place in places):
            for place in places:
                if self._form.is_side_open(place):
                    self.kept.emit(place)

    def _ask_open_side(self, region: str, side: FootSide) -> None:
        place = self._answers.open_side(region, side)
        if place is not None:
            self.panel.ask_side(place)

    def _keep(self, place: Place) -> None:
        for each in self._answers.places(region_of(place), "left" if place.part == "left" else "right"):
            if self._form.is_side_open(each):
                self.kept.emit(each)
        self.panel.settle_side()

    def _move(self, place: Place) -> None:
        side: FootSide = "left" if place.part == "left" else "right"
        region = region_of(place)
        self.filled.emit(self._answers.moved(region, side))
        self.panel.settle_side()
        self._pick(region, "right" if side == "left" else "left")

    def _remove(self, region: str, side: FootSide) -> None:
        self.filled.emit(self._answers.removal(region, side))
        self.panel.settle_side()
        self._refresh()

    def _remove_shown(self) -> None:
        if self.panel.region is not None and self.panel.side is not None:
            self._remove(self.panel.region.code, self.panel.side)
            self.finder.take_focus()

    def _remove_named(self, region: str) -> None:
        """Delete in the list: removes the mark of a region that is marked on one foot only, else asks for the side."""
        sides = [mark.side for mark in self._answers.marks() if mark.region == region]
        if len(sides) == 1:
            self._remove(region, sides[0])
        elif sides:
            self._pick(region, None)
