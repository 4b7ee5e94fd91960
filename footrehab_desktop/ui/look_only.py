"""For a person who may only look: what would change something is off and says why, wherever it is shown.

The record refuses the change anyway (``records.transaction``); this only spares typing that could not be kept.
"""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

# By class of the widget that shows them: its buttons that change something, or that make something new.
CHANGING: Final[dict[str, tuple[str, ...]]] = {
    "AnswerPanel": ("accept_button", "override_button", "document_button"),
    "BadDayView": ("add",),
    "ClinicSection": ("save_button",),
    "DiaryPage": ("save_button", "second_button"),
    "KeptForm": ("save_button", "discard_button"),
    "LibraryFileView": ("take",),
    "LibraryPage": ("copy_button", "change_button", "retire_button"),
    "NextReviewLine": ("change_button", "set_button"),
    "OptionsForm": ("usual", "back"),
    "PdfPreview": ("print_button", "save_button"),
    "PlanHistoryView": ("take",),
    "PlanPanel": ("save",),
    "PlanViews": ("save",),
    "PrintCard": ("save_button", "choose_logo", "remove_logo"),
    "ProposalPanel": ("take",),
    "ProtocolAdjustForm": ("withdraw_button",),
    "ProtocolsPage": ("adjust_button",),
    "ReviewPage": ("review_button",),
    "StartCard": ("start",),
    "StartView": ("amend", "strike", "plan"),
    "SummaryOverview": (
        "edit_patient_button",
        "edit_episode_button",
        "new_button",
        "close_button",
        "reassessed_button",
    ),
    "TaskPane": ("done_button", "later_button", "not_needed_button"),
    "Workbench": ("sign", "discard"),
}
# Grids that are typed into at once, cell by cell.
TYPED_INTO: Final = frozenset({"DiaryGrid"})


class LookOnly(QObject):
    """Watches the program while such a person is signed in; ``stop`` ends it."""

    def __init__(self, reason: str, parent: QObject) -> None:
        super().__init__(parent)
        self._reason = reason
        _application().installEventFilter(self)

    def stop(self) -> None:
        """Watch no more."""
        _application().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.Polish and isinstance(watched, QWidget):
            for found in _changing(watched):
                self._turn_off(found)
        elif event.type() == QEvent.Type.EnabledChange and isinstance(watched, QPushButton) and watched.isEnabled():
            watched.setEnabled(not watched.property("lookOnly"))
        elif isinstance(event, QKeyEvent) and type(watched).__name__ in TYPED_INTO:
            return event.type() == QEvent.Type.KeyPress and _changes(event)
        return False

    def _turn_off(self, found: QPushButton) -> None:
        found.setProperty("lookOnly", True)
        found.setEnabled(False)
        found.setToolTip(self._reason)
        found.setAccessibleDescription(self._reason)


def _changes(event: QKeyEvent) -> bool:
    """Tell whether a key would change a cell; keys that move go on."""
    typed = event.text()
    cutting = event.matches(QKeySequence.StandardKey.Cut) or event.matches(QKeySequence.StandardKey.Paste)
    erasing = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
    return cutting or erasing or bool(typed and typed.isprintable())


def _changing(widget: QWidget) -> list[QPushButton]:
    names = [name for kind in type(widget).__mro__ for name in CHANGING.get(kind.__name__, ())]
    found = [getattr(widget, name) for name in names]
    return [each for each in found if isinstance(each, QPushButton)]


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    if application is None:
        raise TypeError("no application")
    return application
