"""The left half of the handouts page: what to print, what that asks, how it is printed, and what was given before."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from footrehab_desktop.clinic.print_choices import PrintChoices
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import PageContext, scrolling
from footrehab_desktop.ui.pages.handouts_asks import AskFields
from footrehab_desktop.ui.pages.handouts_history import GivenPane
from footrehab_desktop.ui.pages.handouts_kinds import KindList
from footrehab_desktop.ui.pages.handouts_options import OptionsForm
from footrehab_desktop.ui.presenters.handouts import GivenRow, HandoutSituation, KindLine, options_words, printable
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.panels import Notice
from footrehab_desktop.ui.widgets.segments import Option, SegmentBar

NEW, GIVEN = "new", "given"


class ChoosePane(QWidget):
    """Three faces: what to print, the options behind their line, and what was given."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = KindList()
        self.asks = AskFields(context)
        self.options = OptionsForm()
        self.given = GivenPane()
        self.refused = Notice()
        self.refused.hide()
        self.pack_words = theme.label("", "soft", wrap=True)
        self.options_line = button("", on_press=self.show_options, icon="down")
        self.views = SegmentBar(
            self.tr("Show"), [Option(NEW, self.tr("New handout"), "n"), Option(GIVEN, self.tr("Given before"), "g")]
        )
        self.views.choose(NEW)
        self.views.picked.connect(self._change_view)
        self.options.closed.connect(self._close_options)
        self._faces = QStackedWidget()
        self._new_face = self._make_new_face()
        for face in (self._new_face, self.options, self.given):
            self._faces.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        column.addWidget(self.views)
        column.addWidget(self.refused)
        column.addWidget(self._faces, 1)
        self.setMinimumWidth(theme.scaled(320))

    def _make_new_face(self) -> QWidget:
        face = QWidget()
        column = QVBoxLayout(face)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.kinds, 3)
        column.addWidget(self.pack_words)
        self._asks_area = scrolling(self.asks)
        column.addWidget(self._asks_area, 2)
        column.addWidget(self.options_line)
        return face

    # What is shown

    def offer(self, situation: HandoutSituation, lines: tuple[KindLine, ...], rows: tuple[GivenRow, ...]) -> None:
        """Take what there is to print from and what was given."""
        self.asks.offer(situation)
        self.kinds.offer(lines)
        self.given.show_rows(rows)
        self.show_choices(situation.choices)

    def start_anew(self, situation: HandoutSituation) -> None:
        """Suggest the first thing to print for another episode, or what follows from the decision of today."""
        can_be = printable(situation)
        self.kinds.choose(can_be[0][0])
        self.asks.start_anew(situation)
        self.tick_offers(situation)
        self._to_new()

    def tick_offers(self, situation: HandoutSituation) -> None:
        """Tick what goes home after the decision of today."""
        kinds = [offer.kind for offer in situation.offers]
        self.kinds.set_ticks(kinds)
        if kinds:
            self.kinds.choose(self.kinds.ticks()[0])

    def show_kind(self, kind: str) -> None:
        """Choose a kind of a new handout."""
        self._to_new()
        self.kinds.choose(kind)

    def show_choices(self, choices: PrintChoices) -> None:
        """Show how handouts are printed."""
        self.options.show_choices(choices)
        words = options_words(choices.options)
        self.options_line.setText(words)
        self.options_line.setAccessibleName(self.tr("How it is printed: {options}").format(options=words))
        self.refused.show_text(choices.refused)

    def chosen(self) -> tuple[str, ...]:
        """Return what Print prints: all that is ticked if the chosen one is among them, otherwise that alone."""
        kind, ticks = self.kinds.kind(), self.kinds.ticks()
        together = kind in ticks and len(ticks) > 1
        if together:
            words = self.tr("{count} ticked: printed together, each kept on its own.").format(count=len(ticks))
        elif ticks and kind not in ticks:
            words = self.tr("{count} ticked besides. Space adds this one.").format(count=len(ticks))
        else:
            words = self.tr("Space ticks what is printed together.")
        self.pack_words.setText(words)
        self._fit_asks()
        return ticks if together else (kind,)

    def focus_first(self) -> None:
        """Put the keyboard where work starts."""
        if self._faces.currentWidget() is self.given:
            self.given.table.setFocus()
        else:
            self.kinds.setFocus()

    # Faces

    def show_options(self) -> None:
        """Open the form behind the line."""
        self._faces.setCurrentWidget(self.options)
        self.options.focus_first()

    def _close_options(self) -> None:
        self._faces.setCurrentWidget(self._new_face)
        self.options_line.setFocus()

    def _change_view(self) -> None:
        if self.views.value is None:
            self.views.choose(NEW)
        self._faces.setCurrentWidget(self.given if self.views.value == GIVEN else self._new_face)

    def _to_new(self) -> None:
        self.views.choose(NEW)
        self._faces.setCurrentWidget(self._new_face)

    def _fit_asks(self) -> None:
        """Leave the room to the list where nothing is asked."""
        self._asks_area.setVisible(not self.asks.isHidden())
        needed = self.asks.sizeHint().height()
        self._asks_area.setMaximumHeight(needed + 4)
        self._asks_area.setMinimumHeight(min(needed, theme.scaled(220)))
