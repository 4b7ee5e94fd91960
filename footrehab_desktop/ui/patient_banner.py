"""Who this page is about: always on screen above a patient's pages, never scrolled away."""

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from footrehab_desktop.ui import theme
from footrehab_desktop.ui.tokens import ColourName
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout
from footrehab_desktop.ui.widgets.panels import Chip


class Alert(NamedTuple):
    """A short warning: a sign and words, and the colour that goes with them."""

    words: str
    colour: ColourName


@dataclass(frozen=True, slots=True)
class BannerContent:
    """What the banner shows, in words. ``episodes`` are (id, words), newest first."""

    patient_id: str
    episode_id: str | None
    name: str
    born: str
    sex: str
    record_number: str
    condition: str = ""
    side: str = ""
    standing: str = ""
    alerts: tuple[Alert, ...] = ()
    episodes: tuple[tuple[str, str], ...] = ()

    @property
    def identity(self) -> str:
        """Return the one-line identity repeated in dialogs."""
        return f"{self.name} · {self.born}"


class PatientBanner(QFrame):
    """Name first and largest, then birth, sex, record number; beneath, the episode with its side in words.

    Signal: ``episode_chosen(episode_id)`` when another episode of the patient is picked.
    """

    episode_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.content: BannerContent | None = None
        self._name = theme.label("", "title", wrap=True)
        self._person = theme.label("", wrap=True)
        self._episode = theme.label("", "soft")
        self._side = theme.label("", "accent")
        self._standing = theme.label("", "soft")
        self._other = button(self.tr("Other episodes"), "plain", self._offer_episodes)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 8, 24, 8)
        column.setSpacing(2)
        who = QHBoxLayout()
        who.setSpacing(16)
        who.addWidget(self._name)
        who.addWidget(self._person, 1)
        column.addLayout(who)
        self._line = QWidget()
        self._flow = FlowLayout(self._line, spacing=12)
        for part in (self._episode, self._side, self._standing, self._other):
            self._flow.addWidget(part)
        self._alerts: list[Chip] = []
        column.addWidget(self._line)
        self.hide()

    def show_patient(self, content: BannerContent) -> None:
        """Show this patient."""
        self.content = content
        self._name.setText(content.name)
        self._person.setText(f"{content.born} · {content.sex} · {content.record_number}")
        self._episode.setText(content.condition or self.tr("No episode yet"))
        self._side.setText(content.side)
        self._side.setVisible(bool(content.side))
        self._standing.setText(content.standing)
        self._standing.setVisible(bool(content.standing))
        self._other.setVisible(len(content.episodes) > 1)
        self._show_alerts(content.alerts)
        self.setAccessibleName(f"{content.identity} · {content.condition} {content.side}")
        self.show()

    def clear(self) -> None:
        """Show nobody: a page of many patients, or locked."""
        self.content = None
        for label in (self._name, self._person, self._episode, self._side, self._standing):
            label.clear()
        self._show_alerts(())
        self.hide()

    def _show_alerts(self, alerts: tuple[Alert, ...]) -> None:
        for chip in self._alerts:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._alerts = [Chip(*alert) for alert in alerts]
        for chip in self._alerts:
            self._flow.addWidget(chip)

    def _offer_episodes(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for episode_id, words in self.content.episodes if self.content else ():
            action = QAction(words, menu)
            action.triggered.connect(lambda _on=False, chosen=episode_id: self.episode_chosen.emit(chosen))
            menu.addAction(action)
        menu.popup(self._below(self._other))

    @staticmethod
    def _below(anchor: QPushButton) -> QPoint:
        return anchor.mapToGlobal(anchor.rect().bottomLeft())
