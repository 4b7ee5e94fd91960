"""What is asked about the chosen region of the body chart: side, kind of pain, NPRS, tenderness."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from footrehab_desktop.library.body_chart import BodyChart, FootSide, Region
from footrehab_desktop.library.field_spec import YES_NO_ANSWERS
from footrehab_desktop.records.values import Side
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_side import SideQuestion
from footrehab_desktop.ui.presenters.assess_chart import ChartAnswers
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.kind_bar import HurryBar, KindBar
from footrehab_desktop.ui.widgets.panels import Card, Notice
from footrehab_desktop.ui.widgets.segments import Option, SegmentBar

_TENDER_KEYS = {"yes": "y", "no": "n", "not_assessed": "-"}
_SCORE_WIDTH = 25
_MARGIN = 12


class RegionPanel(Card):
    """Asks about one region of one foot; the side is chosen, never assumed.

    Signals: ``typed(place, text)``; ``left()`` when a question is left; ``side_chosen(side)``; ``done()`` after the
    last answer; ``removal_asked()``; ``kept(place)`` and ``moved(place)`` for a mark on the sound foot.
    """

    typed = Signal(object, str)
    left = Signal()
    side_chosen = Signal(str)
    done = Signal()
    removal_asked = Signal()
    kept = Signal(object)
    moved = Signal(object)

    def __init__(self, chart: BodyChart, answers: ChartAnswers, involved: Side) -> None:
        super().__init__()
        self._answers = answers
        self._involved = involved
        self._region: Region | None = None
        self._side: FootSide | None = None
        self._question: SideQuestion | None = None
        self.title = theme.label(self.tr("Pick a region"), "lead", wrap=True)
        self.detail = theme.label(self.tr("Click on a foot or type a part of its name in the list."), "soft", wrap=True)
        sides = [Option("left", self._side_words("left"), "l"), Option("right", self._side_words("right"), "r")]
        self.sides = HurryBar(self.tr("Side"), sides)
        self.kinds = KindBar(self.tr("Kind of pain"), chart.kinds)
        scores = [Option(str(score), str(score), str(score)) for score in range(11)]
        self.pain = HurryBar(self.tr("Pain, NPRS 0 to 10"), scores, cell_width=_SCORE_WIDTH)
        self.offer = Notice()
        self.offer.hide()
        answers_of = [Option(code, words, _TENDER_KEYS[code]) for code, words in YES_NO_ANSWERS.items()]
        self.tender = HurryBar(self.tr("Tender to pressure"), answers_of)
        self.remove = button(self.tr("Remove"), "plain", self.removal_asked.emit)
        self.remove.setAccessibleName(self.tr("Remove this mark"))
        kept = self.remove.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.remove.setSizePolicy(kept)
        self._questions: list[QWidget] = []
        self._lay_out()
        self._connect()
        self._show()

    @property
    def region(self) -> Region | None:
        """Return the region that is asked about."""
        return self._region

    @property
    def side(self) -> FootSide | None:
        """Return the foot that is asked about, None before it is chosen."""
        return self._side

    @property
    def chain(self) -> tuple[QWidget, ...]:
        """Return what Tab reaches, in reading order."""
        return self.remove, self.sides, self.kinds, self.pain, self.tender

    def ask(self, region: Region, side: FootSide | None) -> None:
        """Ask about a region of one foot, or first which foot."""
        if (region, side) != (self._region, self._side):
            self._drop_question()
        self._region, self._side = region, side
        self.refresh()

    def take_focus(self, place: Place | None = None) -> None:
        """Put the keyboard into the first question that is open, or into that of a place."""
        if self._side is None:
            self.sides.setFocus()
            return
        bars = self._bars()
        wanted = bars.get(place) if place else None
        (wanted or self.kinds).setFocus()

    def refresh(self) -> None:
        """Show what the form holds now."""
        for bar in (self.kinds, self.pain, self.tender):
            bar.choose(None)
        if self._region and self._side:
            mark = self._answers.mark(self._region.code, self._side)
            self.kinds.choose(mark.kind)
            self.pain.choose(None if mark.pain is None else str(mark.pain))
            self.tender.choose(self._answers.tenderness(self._region.code, self._side))
        self._show()

    def ask_side(self, place: Place) -> None:
        """Ask whether the mark on the sound foot is meant, once."""
        if self._question is None:
            self._question = SideQuestion(place, self._involved, self.title.text())
            self._question.kept.connect(self.kept)
            self._question.moved.connect(self.moved)
            self.body.insertWidget(self.body.indexOf(self.sides) + 1, self._question)
            self._question.show()

    def settle_side(self) -> None:
        """Take the question about the side away."""
        self._drop_question()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Hear the keys of the inline questions from any bar of the panel."""
        letter = event.text().lower()
        if letter == "m" and self._question is not None:
            self.moved.emit(self._question.place)
        elif letter in ("y", "n") and not self.offer.isHidden():
            self.tender.setFocus()
            self.tender.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self.body.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self.body.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(self.detail)
        for bar in (self.sides, self.kinds):
            self.body.addWidget(bar)
            self._questions.append(bar)
        self._add(self.pain)
        self.body.addWidget(self.offer)
        self._add(self.tender)
        self.body.addStretch(1)

    def _add(self, bar: SegmentBar) -> None:
        words: QLabel = theme.label(bar.accessibleName().partition(":")[0], "label")
        self.body.addWidget(words)
        self.body.addWidget(bar)
        self._questions += [words, bar]

    def _connect(self) -> None:
        self.sides.picked.connect(self._take_side)
        for bar in (self.kinds, self.pain, self.tender):
            bar.picked.connect(lambda bar=bar: self._picked(bar))
        for bar, after in (
            (self.sides, self.kinds), (self.kinds, self.pain), (self.pain, self.tender), (self.tender, None)
        ):  # fmt: skip
            bar.answered.connect(lambda after=after: self._go_on(after))
            bar.entered.connect(lambda after=after: self._enter(after))

    def _enter(self, after: QWidget | None) -> None:
        """Return answers the question about the side, if it is asked, and goes on."""
        if self._question is not None:
            self.kept.emit(self._question.place)
        self._go_on(after)

    def _go_on(self, after: QWidget | None) -> None:
        self.left.emit()
        if after is None:
            self.done.emit()
        elif after.isEnabled():
            after.setFocus()

    def _take_side(self) -> None:
        side = self.sides.value
        if side is not None:
            self.side_chosen.emit(side)

    def _bars(self) -> dict[Place, SegmentBar]:
        if self._region is None or self._side is None:
            return {}
        places = self._answers.places(self._region.code, self._side)
        return dict(zip(places, (self.kinds, self.pain, self.tender), strict=True))

    def _picked(self, bar: SegmentBar) -> None:
        for place, of in self._bars().items():
            if of is bar:
                self.typed.emit(place, str(bar.value) if bar.value is not None else "")

    def _drop_question(self) -> None:
        if self._question is not None:
            self.body.removeWidget(self._question)
            self._question.deleteLater()
            self._question.hide()
            self._question = None

    def _show(self) -> None:
        region, side = self._region, self._side
        for widget in self._questions:
            widget.setVisible(region is not None)
        self.remove.setVisible(bool(region and side and self._answers.is_marked(region.code, side)))
        for bar in (self.kinds, self.pain, self.tender):
            bar.setEnabled(side is not None)
        self.sides.choose(side)
        self.offer.show_text(self._offer_words())
        if region is not None:
            self.title.setText(region.name)
            self.detail.setText(self.tr("Which foot? L or R."))
            self.detail.setVisible(side is None)

    def _offer_words(self) -> str:
        if not self._region or not self._side or not self._answers.asks_tenderness(self._region, self._side):
            return ""
        words = self.tr("High-risk bone site: press on the bone. Tender? Y or N. {help}")
        return words.format(help=self._region.palpation)

    def _side_words(self, side: FootSide) -> str:
        words = self.tr("Patient's LEFT") if side == "left" else self.tr("Patient's RIGHT")
        return self.tr("{side} ●").format(side=words) if self._involved in (side, "both") else words
