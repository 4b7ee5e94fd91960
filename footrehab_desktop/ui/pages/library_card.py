"""One exercise to read, with its neighbours on the ladder one key away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from footrehab_desktop.library.load import Library
from footrehab_desktop.ui.pages.reading_pane import Block, ReadingPane
from footrehab_desktop.ui.presenters.library import ExerciseCard, SourceLine, exercise_card
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout


class ExerciseCardView(QWidget):
    """Purpose, steps, cues, faults, stop signs, dose, phases, sources. ``neighbour_chosen`` carries an exercise id."""

    neighbour_chosen = Signal(str)

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._card: ExerciseCard | None = None
        self.easier = button("", on_press=self._go_easier, keys="Alt+Left")
        self.harder = button("", on_press=self._go_harder, keys="Alt+Right")
        self.pane = ReadingPane(self.tr("Exercise"))
        ladder = FlowLayout()
        ladder.addWidget(self.easier)
        ladder.addWidget(self.harder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(ladder)
        column.addWidget(self.pane, 1)

    def show_exercise(self, exercise_id: str) -> None:
        """Show one exercise; an empty id shows nothing."""
        self._card = exercise_card(self._library, exercise_id) if exercise_id else None
        card = self._card
        self._show_neighbour(self.easier, self.tr("← Easier: {name}"), card.easier if card else None)
        self._show_neighbour(self.harder, self.tr("Harder: {name} →"), card.harder if card else None)
        self.pane.show_blocks(self._blocks(card) if card else ())

    def _show_neighbour(self, ladder_button: QPushButton, words: str, neighbour: tuple[str, str] | None) -> None:
        name = neighbour[1] if neighbour else self.tr("none on this ladder")
        ladder_button.setText(words.format(name=name).replace("&", "&&"))
        ladder_button.setEnabled(neighbour is not None)

    def _go_easier(self) -> None:
        if self._card and self._card.easier:
            self.neighbour_chosen.emit(self._card.easier[0])

    def _go_harder(self) -> None:
        if self._card and self._card.harder:
            self.neighbour_chosen.emit(self._card.harder[0])

    def _blocks(self, card: ExerciseCard) -> list[Block]:
        lists = dict(card.lists)
        return [
            Block("title", (card.name,)),
            Block("text", (card.purpose,)),
            Block("soft", (self._facts(card),)),
            Block("heading", (self.tr("Steps"),)),
            Block("numbers", lists["steps"]),
            Block("heading", (self.tr("Cues"),)),
            Block("bullets", lists["cues"]),
            Block("heading", (self.tr("Common faults"),)),
            Block("bullets", lists["faults"]),
            Block("warning", (self.tr("Stop when"),)),
            Block("bullets", lists["stop_signs"]),
            Block("warning", (self.tr("Not to be given when"),)),
            Block("bullets", lists["blocks"]),
            Block("heading", (self.tr("Sources"),)),
            Block("bullets", tuple(self._source(line) for line in card.sources)),
        ]

    def _facts(self, card: ExerciseCard) -> str:
        facts = dict(card.facts)
        lines = [
            self.tr("Start dose: {dose}").format(dose=facts["dose"]),
            facts["dose_note"],
            self.tr("Target: {target}").format(target=facts["target"]),
            self.tr("Domain: {domain} · Phases: {phases}").format(domain=facts["domain"], phases=facts["phases"]),
            self.tr("Equipment: {equipment} · {impact} · {id}").format(
                equipment=facts["equipment"],
                impact=self.tr("with impact") if facts["impact"] == "yes" else self.tr("without impact"),
                id=card.id,
            ),
        ]
        return "\n".join(line for line in lines if line)

    def _source(self, line: SourceLine) -> str:
        if not line.title:
            return self.tr("{cited}, a rule of this program").format(cited=line.cited)
        return self.tr("{cited}: {title} ({mark})").format(cited=line.cited, title=line.title, mark=line.mark)
