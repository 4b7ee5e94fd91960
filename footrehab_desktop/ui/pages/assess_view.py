"""What every section of an assessment is on screen, however it is laid out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from footrehab_desktop.library.field_spec import Section
from footrehab_desktop.ui.presenters.assess import AssessmentForm
from footrehab_desktop.ui.presenters.assess_outlook import Outlook
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.widgets.buttons import button


class SectionView(QWidget):
    """One section. It shows what the form holds and tells what was typed; it decides nothing.

    Signals: ``typed(place, text)`` on each edit; ``left()`` when a field is left; ``confirmed(place)`` for an unusual
    value; ``kept(place)`` and ``moved(place)`` answer whether a side is meant; ``rest_no(heading)`` for "all others:
    no" and ``all_no()`` for the whole section; ``filled(answers)`` for several places in one step;
    ``unfolded(heading)``; ``onward_asked()`` for what comes after it.
    """

    typed = Signal(object, str)
    left = Signal()
    confirmed = Signal(object)
    kept = Signal(object)
    moved = Signal(object)
    rest_no = Signal(str)
    all_no = Signal()
    filled = Signal(object)
    unfolded = Signal(str)
    onward_asked = Signal()

    def __init__(self, form: AssessmentForm, outlook: Outlook, section: Section) -> None:
        super().__init__()
        self.section = section
        self._form = form
        self._outlook = outlook
        self.is_last = False
        self.onward: QPushButton = button(self.tr("Next section"), "outlined", self.onward_asked.emit, icon="right")

    def end_with(self, words: str) -> None:
        """Let the way onward say what it does after the last section."""
        self.onward.setText(words)
        self.is_last = True

    def show_place(self, place: Place) -> None:
        """Show what the form holds in a place now, e.g. after a step was taken back."""
        raise NotImplementedError

    def show_reading(self, code: str) -> None:
        """Show what the core says about one field now; nothing where a section has no such words."""

    def show_readings(self) -> None:
        """Show anew everything the core says, because the day of the assessment changed."""

    def ask_side(self, place: Place) -> None:
        """Ask at the field whether its side is meant; nothing where a section asks nowhere."""

    def take_focus(self, place: Place | None = None) -> None:
        """Put the keyboard into a place, or into the first that is empty."""
        raise NotImplementedError

    def complete(self) -> None:
        """Make everything of the section now, because the keyboard is to go to any of it."""
