"""A keyboard at the opened window that counts: what a story presses is what a clinician would have to press."""

from typing import NamedTuple

from PySide6.QtWidgets import QLabel

from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.library.forms import KINDS
from footrehab_desktop.records.values import Assessment, AssessmentKind
from footrehab_desktop.ui.main_window import MainWindow
from footrehab_desktop.ui.pages.assess_list import SectionList
from tests.support.keyboard import Keyboard
from tests.support.session_factory import ClinicWithPatient


class CountedKeys:
    """``on`` presses named keys, ``type`` characters; a combination is one press."""

    def __init__(self, keyboard: Keyboard, window: MainWindow) -> None:
        self._keyboard = keyboard
        self._window = window
        self.pressed = 0

    def on(self, *combinations: str) -> None:
        self._keyboard.press(*combinations)
        self.pressed += len(combinations)

    def type(self, text: str) -> None:
        """Type characters; ``/`` stands for Enter."""
        for character in text:
            if character == "/":
                self._keyboard.press("Return")
            else:
                self._keyboard.type(character)
            self.pressed += 1

    def to(self, title: str) -> None:
        """Go on to a section with Ctrl+Down; nothing is pressed if it is open already."""
        sections = self._window.findChild(SectionList)
        assert sections is not None
        while f"  {title}:" not in sections.currentItem().text():
            assert sections.currentRow() + 1 < sections.count(), f"There is no section {title}."
            self.on("Ctrl+Down")

    def tab_to(self, name: str) -> None:
        """Press Tab until the field of this name has the keyboard; not counted."""
        self._keyboard.tab_to(name)

    def settle(self) -> None:
        """Wait until nothing runs in the background."""
        self._keyboard.settle()

    @property
    def at(self) -> str:
        """Return the name of what has the keyboard."""
        return self._keyboard.name


class Opened(NamedTuple):
    """The window on an unlocked record, with the keyboard in it."""

    keys: CountedKeys
    window: MainWindow
    session: ClinicSession

    def assess(self, clinic: ClinicWithPatient, kind: AssessmentKind | None = None) -> None:
        """Go to the patient's assessments and start one: the suggested kind, or another by its digit."""
        self.window.navigate("assess", clinic.patient_id, clinic.episode_id)
        self.keys.settle()
        if kind:
            self.keys.type(str(1 + list(KINDS).index(kind)))
        self.keys.on("Return", "Return", "Return")

    def sign(self, clinic: ClinicWithPatient) -> Assessment:
        """Sign what is typed, confirm, and return it as it is stored."""
        self.keys.on("Ctrl+Return", "Return")
        return self.newest(clinic)

    def newest(self, clinic: ClinicWithPatient) -> Assessment:
        """Return the newest signed assessment."""
        with self.session.unit_of_work() as unit:
            return load_episode(unit, clinic.episode_id).assessments[-1]

    def texts(self) -> str:
        """Return every word on screen."""
        return "\n".join(label.text() for label in self.window.findChildren(QLabel) if label.isVisible())
