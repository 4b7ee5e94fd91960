"""Protocols: per condition the ceilings, phases, gates, exercises and walk–run tables, with sources and marks."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from footrehab_desktop.progression.codes import PHASES
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.page import Page, PageContext, page_layout
from footrehab_desktop.ui.pages.reading_pane import Block, ReadingPane
from footrehab_desktop.ui.pages.two_panes import two_panes
from footrehab_desktop.ui.presenters.library import SourceLine
from footrehab_desktop.ui.presenters.protocols import (
    FigureLine,
    GateLine,
    PhaseView,
    ProtocolView,
    condition_rows,
    protocol_view,
)
from footrehab_desktop.ui.presenters.run_tables import stage_rows, table_source
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.panels import SectionHeader

OVERVIEW = "overview"


class ProtocolsPage(Page):
    """Left the conditions, right the overview or one phase of the protocol."""

    code: ClassVar[str] = "protocols"
    title: ClassVar[str] = "Protocols"

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._library = context.session.library
        self._view: ProtocolView | None = None
        self.conditions = QListWidget()
        self.conditions.setAccessibleName(self.tr("Conditions"))
        self.conditions.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.conditions.setWordWrap(True)
        self.conditions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.conditions.setResizeMode(QListView.ResizeMode.Adjust)
        self.conditions.setMinimumWidth(theme.scaled(220))
        for code, name, has_protocol in condition_rows(self._library):
            words = name if has_protocol else self.tr("{name}\nno template yet").format(name=name)
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, code)
            self.conditions.addItem(item)
        self.part = ChoiceField(
            Ask("part", "", name=self.tr("Part of the protocol")),
            ((OVERVIEW, self.tr("Overview")), *((code, code) for code in PHASES)),
        )
        self.pane = ReadingPane(self.tr("Protocol"))
        self._lay_out()
        self.conditions.currentItemChanged.connect(self._show_condition)
        self.part.changed.connect(self._show_part)
        self.conditions.setCurrentRow(0)

    def _lay_out(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.part)
        column.addWidget(self.pane, 1)
        layout = page_layout(self)
        layout.addWidget(SectionHeader(self.tr("Protocols"), large=True))
        layout.addWidget(two_panes(self.conditions, right, widths=(320, 840)), 1)

    def focus_first(self) -> None:
        self.conditions.setFocus()

    def focus_search(self) -> None:
        self.conditions.setFocus()

    def _show_condition(self) -> None:
        item = self.conditions.currentItem()
        self._view = protocol_view(self._library, str(item.data(Qt.ItemDataRole.UserRole)), self.context.today())
        self.part.setVisible(bool(self._view.phases))
        self.part.set_value(OVERVIEW)
        self._show_part()

    def _show_part(self) -> None:
        view = self._view
        if view is None:
            return
        phase = next((phase for phase in view.phases if phase.code == self.part.value()), None)
        self.pane.show_blocks(self._phase_blocks(phase) if phase else self._overview_blocks(view))

    def _overview_blocks(self, view: ProtocolView) -> list[Block]:
        blocks = [
            Block("title", (view.title,)),
            Block("text", (view.summary or self.tr("No template yet; the core decides with the figures below."),)),
            Block("heading", (self.tr("Pain limits"),)),
            Block(
                "bullets",
                (
                    self.tr("Highest pain during a session: {figure}").format(figure=self._figure(view.ceiling)),
                    self.tr("A clinician may set up to: {figure}").format(figure=self._figure(view.highest)),
                    self.tr("Highest pain at rest: {figure}").format(figure=self._figure(view.at_rest)),
                ),
            ),
            Block("heading", (self.tr("Phases"),)),
            Block("bullets", tuple(f"{phase.code} {phase.name}: {phase.aim}" for phase in view.phases)),
        ]
        for rule, figures in view.rules:
            blocks += self._figure_blocks(self.tr("Rule {rule}").format(rule=rule), figures)
        return blocks + self._source_blocks(view.sources)

    def _phase_blocks(self, phase: PhaseView) -> list[Block]:
        blocks = [
            Block("title", (f"{phase.code} {phase.name}",)),
            Block("text", (phase.aim,)),
            Block("soft", (self.tr("{duration}; never a criterion by itself").format(duration=phase.duration),)),
            Block("heading", (self.tr("Exercises of the template"),)),
            Block("bullets", tuple(f"{name}: {dose} ({number})" for number, name, dose in phase.exercises)),
            Block("heading", (self.tr("Advice"),)),
            Block("bullets", phase.advice),
        ]
        if phase.gate:
            heading = self.tr("Gate {gate}, all needed to leave this phase").format(gate=phase.gate[0].gate)
            lines = tuple(self._gate_words(line) for line in phase.gate)
            blocks += [Block("heading", (heading,)), Block("bullets", lines)]
        if phase.run_table:
            blocks += self._table_blocks(phase.run_table)
        return blocks + self._source_blocks(phase.sources)

    def _table_blocks(self, code: str) -> list[Block]:
        source, mark, note = table_source(code)
        stages = tuple(
            self.tr("Stage {number}: {bouts}, {run} of {total} min running. {note}").format(
                number=row.number, bouts=row.bouts, run=row.run, total=row.total, note=row.note
            )
            for row in stage_rows(code)
        )
        return [
            Block("heading", (self.tr("Walk–run table {code}").format(code=code),)),
            Block("bullets", tuple(stage.strip() for stage in stages)),
            Block(
                "soft",
                (self.tr("Source: {source} ({mark}). {note}").format(source=source, mark=mark, note=note).strip(),),
            ),
        ]

    def _figure_blocks(self, heading: str, figures: tuple[FigureLine, ...]) -> list[Block]:
        lines = tuple(f"{figure.key}: {self._figure(figure)}" for figure in figures)
        return [Block("heading", (heading,)), Block("bullets", lines)]

    def _gate_words(self, line: GateLine) -> str:
        sources = "; ".join(dict.fromkeys(f"{figure.source} ({figure.mark})" for figure in line.figures))
        words = f"{line.label}: {line.need}"
        return self.tr("{words}. Source: {sources}").format(words=words, sources=sources) if sources else words

    def _figure(self, figure: FigureLine) -> str:
        return self.tr("{value}. Source: {source} ({mark})").format(
            value=figure.value, source=figure.source, mark=figure.mark
        )

    def _source_blocks(self, sources: tuple[SourceLine, ...]) -> list[Block]:
        lines = tuple(f"{line.cited}: {line.title} ({line.mark})" if line.title else line.cited for line in sources)
        return [Block("heading", (self.tr("Sources"),)), Block("bullets", lines)]
