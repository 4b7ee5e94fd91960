"""Where does the patient start? Phase, level and walk–run table, beside what the record says about the gate."""

from collections.abc import Callable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from footrehab_desktop.progression import GateItem
from footrehab_desktop.progression.codes import PHASES
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.plan_run import table_combo
from footrehab_desktop.ui.pages.reading_pane import Block, ReadingPane
from footrehab_desktop.ui.presenters.plan_situation import level_choices
from footrehab_desktop.ui.widgets.buttons import primary_button
from footrehab_desktop.ui.widgets.panels import Card

# The sentence beside it says the same in words.
_SIGNS = {"met": "✓", "not_met": "✕", "stale": "◷", "unknown": "?"}


class StartCard(Card):
    """Asks once per episode. ``phase_chosen`` and ``table_chosen`` while choosing, ``start_asked`` at the end with
    phase, level and table."""

    phase_chosen = Signal(str)
    table_chosen = Signal(str)
    start_asked = Signal(str, int, str)
    assess_asked = Signal()

    def __init__(self, gate_of: Callable[[str], tuple[GateItem, ...]], parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Where does the patient start?"), parent=parent)
        self._gate_of = gate_of
        self._assessed = False
        self.phase = QComboBox()
        self.phase.setAccessibleName(self.tr("Phase to start in"))
        self.phase.addItem(self.tr("Choose the phase"), "")
        for code, name in PHASES.items():
            self.phase.addItem(f"{code} {name}", code)
        self.table = table_combo(self.tr("Walk–run table"))
        self.level = QComboBox()
        self.level.setAccessibleName(self.tr("Level to start at"))
        self.start = primary_button(self.tr("Start the plan"), self._ask_start, keys="Ctrl+Return")
        self.assess = primary_button(self.tr("Go to the first assessment"), self.assess_asked.emit)
        self.gate = ReadingPane(self.tr("Gate before this phase"))
        self._lay_out()
        self.phase.currentIndexChanged.connect(self._phase_changed)
        self.table.currentIndexChanged.connect(self._table_changed)
        self._show_levels()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for row, (words, field) in enumerate(
            ((self.tr("Phase"), self.phase), (self.tr("Run table"), self.table), (self.tr("Level"), self.level))
        ):
            label = theme.label(words, "label")
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        form = QVBoxLayout()
        form.setSpacing(8)
        form.addLayout(grid)
        form.addWidget(self.start)
        form.addWidget(self.assess)
        form.addStretch(1)
        both = QGridLayout()
        both.setHorizontalSpacing(16)
        both.addLayout(form, 0, 0)
        both.addWidget(self.gate, 0, 1)
        both.setColumnStretch(0, 1)
        both.setColumnStretch(1, 1)
        self.gate.setFixedHeight(theme.scaled(168))
        self.body.setContentsMargins(16, 8, 16, 12)
        self.body.addLayout(both, 1)

    def ask(self) -> None:
        """Ask anew, with no phase chosen."""
        with QSignalBlocker(self.phase):
            self.phase.setCurrentIndex(0)

    def show_assessed(self, assessed: bool) -> None:
        """Show what the record says now; nothing starts before a first assessment is signed."""
        self._assessed = assessed
        self.start.setVisible(assessed)
        self.assess.setVisible(not assessed)
        self._show_levels()
        self._show_gate()

    def show_table(self, code: str | None) -> None:
        """Show the walk–run table of the plan."""
        with QSignalBlocker(self.table):
            self.table.setCurrentIndex(max(0, self.table.findData(code or "")))
        self._show_levels()

    def chosen_phase(self) -> str:
        """Return the phase chosen, empty before."""
        return str(self.phase.currentData() or "")

    def _phase_changed(self) -> None:
        self._show_levels()
        self._show_gate()
        self.phase_chosen.emit(self.chosen_phase())

    def _table_changed(self) -> None:
        self._show_levels()
        self.table_chosen.emit(str(self.table.currentData()))

    def _show_levels(self) -> None:
        phase = self.chosen_phase()
        self.level.clear()
        choices = level_choices(phase, str(self.table.currentData())) if phase else ()
        for level, words in choices:
            self.level.addItem(words, level)
        self.level.setCurrentIndex(max(0, self.level.findData(1)))
        self.level.setEnabled(len(choices) > 1)
        self.start.setEnabled(bool(phase) and self._assessed)

    def _show_gate(self) -> None:
        phase = self.chosen_phase()
        items = self._gate_of(phase) if phase else ()
        self.gate.show_blocks(self._gate_blocks(phase, items))

    def _gate_blocks(self, phase: str, items: tuple[GateItem, ...]) -> list[Block]:
        if not self._assessed:
            return [Block("text", (self.tr("Sign the first assessment before the plan starts."),))]
        if not phase:
            return [Block("soft", (self.tr("Choose a phase to see what the record says about the gate before it."),))]
        if not items:
            return [Block("soft", (self.tr("No gate stands before this phase."),))]
        met = sum(item.state == "met" for item in items)
        heading = self.tr("Gate {gate}: {met} of {total} met").format(gate=items[0].gate, met=met, total=len(items))
        return [
            Block("heading", (heading,)),
            *(Block("text", (f"{_SIGNS[item.state]} {item.sentence}",)) for item in items),
        ]

    def _ask_start(self) -> None:
        self.start_asked.emit(self.chosen_phase(), int(self.level.currentData()), str(self.table.currentData()))
