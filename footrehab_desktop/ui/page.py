"""What every page is and gets: the ``Page`` base class and the ``PageContext`` given to its constructor."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from footrehab_desktop.clinic.changes import Changes
    from footrehab_desktop.clinic.session import ClinicSession
    from footrehab_desktop.ui.backup_clock import BackupClock
    from footrehab_desktop.ui.command_palette import PaletteEntry
    from footrehab_desktop.ui.dialogs import Dialogs
    from footrehab_desktop.ui.preferences import Preferences


class Navigate(Protocol):
    """Goes to a page. A patient page without ``episode_id`` opens the patient's newest open episode."""

    def __call__(self, code: str, patient_id: str | None = None, episode_id: str | None = None) -> None: ...


class Announce(Protocol):
    """Tells every other page what changed. ``initiator`` is the page that changed it and is not told."""

    def __call__(self, changes: "Changes", initiator: QWidget | None = None) -> None: ...


class SaveStatus(Protocol):
    """The status line, as pages see it."""

    def saving(self) -> None:
        """Say that something is being saved."""

    def saved(self) -> None:
        """Say that everything is saved, with the time."""

    def not_saved(self, reason: str) -> None:
        """Say that something could not be saved, e.g. ``"disk full"``."""

    def say(self, sentence: str) -> None:
        """Show a short sentence for a few seconds, e.g. ``"Handout printed."``."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a page works with. ``today`` is the only clock a page may read."""

    session: "ClinicSession"
    dialogs: "Dialogs"
    announce: Announce
    navigate: Navigate
    today: Callable[[], date]
    status: SaveStatus
    preferences: "Preferences"
    backups: "BackupClock"


class Page(QWidget):
    """One page. Made once, on its first visit, and shown again for other patients. Override what the page can do."""

    code: ClassVar[str] = ""
    title: ClassVar[str] = ""
    # True: the page holds parts of the library, so it is made anew after the clinic changed it elsewhere.
    holds_library: ClassVar[bool] = False

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.context = context

    def show_for(self, patient_id: str | None, episode_id: str | None) -> None:
        """Show this patient and episode (both None on pages of the clinic). Called on every visit."""

    def refresh(self, changes: "Changes") -> None:
        """Look again at what changed, if this page shows it. Called by ``announce`` of another page."""

    def leave(self) -> None:
        """Keep what was typed as a draft: another page is shown, the program locks or closes."""

    def focus_first(self) -> None:
        """Put the keyboard where work on this page starts."""
        self.focusNextChild()

    def focus_search(self) -> None:
        """Put the keyboard into the page's search (Ctrl+F)."""

    def print_requested(self) -> None:
        """Print what the page shows (Ctrl+P)."""

    def new_requested(self) -> None:
        """Start a new one of what the page holds (Ctrl+N)."""

    def undo_requested(self) -> None:
        """Take the last step back (Ctrl+Z outside a text field)."""

    def redo_requested(self) -> None:
        """Take the step again that was taken back last (Ctrl+Y)."""

    def palette_entries(self) -> "list[PaletteEntry]":
        """Return what the palette offers on this page beside pages and patients (Ctrl+K)."""
        return []


def scrolling(content: QWidget, *, widest: int = 0) -> QScrollArea:
    """Wrap a page's content so that it scrolls upright only. ``widest`` > 0 keeps lines readable (pixels)."""
    content.setObjectName("scrolled")
    content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    if widest:
        content.setMaximumWidth(widest)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def page_layout(page: QWidget) -> QVBoxLayout:
    """Return a page's outer layout with the house's margins."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(24, 16, 24, 16)
    layout.setSpacing(16)
    return layout
