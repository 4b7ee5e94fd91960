"""Parts of Settings → Update: how far slow work has come with a Stop button, and what a release brings."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from footrehab_desktop.releases.progress import Progress
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.presenters.updating import OfferWords, percent
from footrehab_desktop.ui.widgets.buttons import button
from footrehab_desktop.ui.widgets.panels import Card

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

_LOOK_EVERY_MS: Final = 100


class ProgressLine(QWidget):
    """A bar with a sentence and a Stop button, shown while something runs. Looks at the progress by itself."""

    def __init__(self) -> None:
        super().__init__()
        self._progress: Progress | None = None
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.words = theme.label("", "soft", wrap=True)
        self.stop_button = button(self.tr("Stop"), on_press=self.stop)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(self._bar)
        beside.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(beside, 1)
        row.addWidget(self.stop_button)
        self.hide()

    def start(self, sentence: str) -> Progress:
        """Show that something begins, and return what the worker tells its steps to."""
        self._progress = Progress()
        self._sentence = sentence
        self.stop_button.setEnabled(True)
        self._look()
        self.show()
        self._timer.start()
        return self._progress

    def stop(self) -> None:
        """Have what runs end at its next step."""
        if self._progress is not None:
            self._progress.stop()
            self.stop_button.setEnabled(False)

    def done(self) -> None:
        """It ended, one way or the other."""
        self._progress = None
        self._timer.stop()
        self.hide()

    def hideEvent(self, event: "QHideEvent", /) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _look(self) -> None:
        progress = self._progress
        if progress is None:
            return
        how_far = percent(progress.done, progress.total)
        self._bar.setRange(0, 100 if progress.total else 0)
        self._bar.setValue(how_far)
        said = self.tr("{sentence} {percent} %").format(sentence=self._sentence, percent=how_far)
        self.words.setText(said if progress.total else self._sentence)
        self._bar.setAccessibleName(self.words.text())


class OfferCard(Card):
    """A release that may be installed: version and day, where from, what is new, what it means for record and disk."""

    def __init__(self) -> None:
        super().__init__()
        self.title = theme.label("", "title", wrap=True)
        self.origin = theme.label("", "soft", wrap=True)
        self.news_heading = theme.label(self.tr("What is new"), "label")
        self.news = theme.label("", wrap=True)
        self.means_heading = theme.label(self.tr("What it means here"), "label")
        self.means = theme.label("", wrap=True)
        parts: tuple[QLabel, ...] = (
            self.title,
            self.origin,
            self.news_heading,
            self.news,
            self.means_heading,
            self.means,
        )
        for part in parts:
            self.body.addWidget(part)

    def show_offer(self, words: OfferWords) -> None:
        """Fill the card."""
        self.title.setText(words.title)
        self.origin.setText(words.origin)
        self.news.setText("\n".join(f"• {sentence}" for sentence in words.news))
        self.means.setText("\n".join(f"• {sentence}" for sentence in words.means))
