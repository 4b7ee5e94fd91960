"""One exercise to read, for the patient or for the clinician, with its neighbours on the ladder one key away."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from footrehab_desktop.clinic.own_exercises import is_own
from footrehab_desktop.library.load import Library
from footrehab_desktop.library.pictures import Picture, picture
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.library_grid import Pictures
from footrehab_desktop.ui.pages.reading_pane import Block, ReadingPane
from footrehab_desktop.ui.presenters.library import ExerciseCard, SourceLine, exercise_card
from footrehab_desktop.ui.widgets.buttons import button, plain_button
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from footrehab_desktop.ui.widgets.exercise_picture import ExercisePicture
from footrehab_desktop.ui.widgets.field import Ask
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Chip

PATIENT, CLINICIAN = "patient", "clinician"
_PICTURE_WIDTH = 170


class ExerciseCardView(QWidget):
    """Everything about one exercise in two readings. ``neighbour_chosen`` carries an exercise id.

    ``favourite_toggled`` asks to mark the exercise shown, or to take its mark off.
    """

    neighbour_chosen = Signal(str)
    favourite_toggled = Signal(str)

    def __init__(self, library: Library, pictures: Pictures = picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._pictures = pictures
        self._shown: tuple[Picture, ...] = ()
        self._card: ExerciseCard | None = None
        self._is_favourite: Callable[[str], bool] = lambda _id: False
        self.title = theme.label("", "title", wrap=True)
        self.easier = button("", on_press=self._go_easier, keys="Alt+Left")
        self.harder = button("", on_press=self._go_harder, keys="Alt+Right")
        self.favourite = plain_button("", self._toggle_favourite, keys="Ctrl+D")
        self.reading = ChoiceField(
            Ask("reading", "", name=self.tr("Reading")),
            ((PATIENT, self.tr("For the patient")), (CLINICIAN, self.tr("For the clinician"))),
        )
        self.reading.set_value(PATIENT)
        self.own = Chip(self.tr("Own"), "accent")
        self.own.hide()
        self.own_actions = FlowLayout()
        self.picture = ExercisePicture(largest=_PICTURE_WIDTH)
        self._after_text = QTimer(self, singleShot=True, interval=0)  # drawing takes longer than a frame
        self._after_text.timeout.connect(self._show_picture)
        self.pane = ReadingPane(self.tr("Exercise"))
        self._lay_out()
        self.reading.changed.connect(self._show)

    def _lay_out(self) -> None:
        ladder = FlowLayout()
        ladder.addWidget(self.easier)
        ladder.addWidget(self.harder)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.own, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.favourite, 0, Qt.AlignmentFlag.AlignTop)
        self.reading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(ladder)
        column.addLayout(self.own_actions)
        column.addWidget(self.reading)
        column.addWidget(self.picture)
        column.addWidget(self.pane, 1)

    def ask_favourites(self, is_favourite: Callable[[str], bool]) -> None:
        """Ask this whether an exercise is a favourite."""
        self._is_favourite = is_favourite
        self._tell_favourite()

    def show_exercise(self, exercise_id: str) -> None:
        """Show one exercise; an empty id shows nothing."""
        self._card = exercise_card(self._library, exercise_id) if exercise_id else None
        card = self._card
        for part in (self.easier, self.harder, self.favourite, self.reading):
            part.setVisible(card is not None)
        self.title.setText(card.name if card else "")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self._show_neighbours(self.easier, self.tr("← Easier: {name}"), card.easier if card else ())
        self._show_neighbours(self.harder, self.tr("Harder: {name} →"), card.harder if card else ())
        self._tell_favourite()
        self.own.setVisible(card is not None and is_own(card.id))
        self._shown = self._pictures(card.id) if card else ()
        self.picture.show_picture(card.name if card else "", self._shown)
        self._show()

    def _show(self) -> None:
        card = self._card
        for_clinician = self.reading.value() == CLINICIAN
        if card and not for_clinician:
            self._after_text.start()
        else:
            self._after_text.stop()
            self.picture.show_picture("", ())
        blocks = (self._for_clinician(card) if for_clinician else self._for_patient(card)) if card else []
        self.pane.show_blocks(blocks)

    def _show_picture(self) -> None:
        if self._card:
            self.picture.show_picture(self._card.name, self._shown)

    def _show_neighbours(self, ladder_button: QPushButton, words: str, steps: tuple[tuple[str, str], ...]) -> None:
        name = steps[0][1] if steps else self.tr("none on this ladder")
        ladder_button.setText(words.format(name=name).replace("&", "&&"))
        ladder_button.setEnabled(bool(steps))

    def _tell_favourite(self) -> None:
        marked = self._card is not None and self._is_favourite(self._card.id)
        self.favourite.setText(self.tr("★ Favourite") if marked else self.tr("☆ Make a favourite"))
        self.favourite.setEnabled(self._card is not None)

    def _toggle_favourite(self) -> None:
        if self._card:
            self.favourite_toggled.emit(self._card.id)
            self._tell_favourite()

    def _go_easier(self) -> None:
        if self._card and self._card.easier:
            self.neighbour_chosen.emit(self._card.easier[0][0])

    def _go_harder(self) -> None:
        if self._card and self._card.harder:
            self.neighbour_chosen.emit(self._card.harder[0][0])

    def _for_patient(self, card: ExerciseCard) -> list[Block]:
        facts = [card.facts["dose"], card.facts["dose_note"]]
        return [
            Block("text", (card.purpose,)),
            Block("heading", (self.tr("How much"),)),
            Block("text", ("\n".join(line for line in facts if line),)),
            Block("heading", (self.tr("Starting position"),)),
            Block("text", (card.set_up,)),
            Block("heading", (self.tr("Steps"),)),
            Block("numbers", card.parts["steps"]),
            Block("heading", (self.tr("Think of"),)),
            Block("bullets", card.parts["cues"]),
            Block("heading", (self.tr("Common faults"),)),
            Block("bullets", card.parts["faults"]),
            Block("warning", (self.tr("Stop when"),)),
            Block("bullets", card.parts["stop_signs"]),
        ]

    def _for_clinician(self, card: ExerciseCard) -> list[Block]:
        return [
            Block("heading", (self.tr("Why"),)),
            Block("text", card.parts["why"]),
            Block("heading", (self.tr("Go on when"),)),
            Block("text", card.parts["progress_when"]),
            Block("heading", (self.tr("Mistakes in prescribing"),)),
            Block("bullets", card.parts["mistakes"]),
            Block("warning", (self.tr("Not to be given"),)),
            Block("bullets", card.parts["blocks"]),
            Block("heading", (self.tr("Dosage"),)),
            Block("bullets", self._dosage(card)),
            Block("heading", (self.tr("Facts"),)),
            Block("bullets", self._facts(card)),
            Block("heading", (self.tr("Ladder"),)),
            Block("bullets", self._ladder(card)),
            Block("heading", (self.tr("Sources"),)),
            Block("text", (self.tr("How sure: {mark}.").format(mark=card.mark),)),
            Block("bullets", tuple(self._source(line) for line in card.sources)),
        ]

    def _dosage(self, card: ExerciseCard) -> tuple[str, ...]:
        facts = card.facts
        both = self.tr("about {minutes} min, both sides") if facts["each_side"] else self.tr("about {minutes} min")
        return tuple(
            line
            for line in (
                self.tr("Start: {dose}").format(dose=facts["dose"]),
                facts["dose_note"],
                self.tr("Usual range: {range} ({mark})").format(range=facts["range"], mark=facts["range_mark"]),
                self.tr("One session: {time}").format(time=both.format(minutes=facts["minutes"])),
            )
            if line
        )

    def _facts(self, card: ExerciseCard) -> tuple[str, ...]:
        facts = card.facts
        return (
            self.tr("Target: {target}").format(target=facts["target"]),
            self.tr("Domain: {domain}; phases: {phases}").format(domain=facts["domain"], phases=facts["phases"]),
            self.tr("Position: {positions}; {impact}").format(
                positions=facts["positions"],
                impact=self.tr("with impact") if facts["impact"] else self.tr("without impact"),
            ),
            self.tr("Equipment: {equipment}").format(equipment=facts["equipment"] or self.tr("none")),
            self.tr("For: {conditions}").format(conditions=facts["conditions"] or self.tr("all conditions")),
            self.tr("Also called: {names}").format(names=facts["synonyms"] or self.tr("no other name")),
            self.tr("Number: {id}").format(id=card.id),
        )

    def _ladder(self, card: ExerciseCard) -> tuple[str, ...]:
        none = self.tr("none")
        return (
            self.tr("Easier: {names}").format(names=", ".join(name for _id, name in card.easier) or none),
            self.tr("Harder: {names}").format(names=", ".join(name for _id, name in card.harder) or none),
        )

    def _source(self, line: SourceLine) -> str:
        if not line.title:
            return self.tr("{cited}, a rule of this program").format(cited=line.cited)
        return self.tr("{cited}: {title} ({mark})").format(cited=line.cited, title=line.title, mark=line.mark)
