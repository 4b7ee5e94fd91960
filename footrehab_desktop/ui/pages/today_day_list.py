"""The list of the day as it will be printed, in a window of its own: print it, or save it as a PDF file."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from footrehab_desktop.records.values import Paper
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.dialogs import Dialogs
from footrehab_desktop.ui.pdf_preview import PdfPreview

_SIZE = (900, 700)
_MARGIN = 16


class DayListWindow(QDialog):
    """Opened over the board; Print has the keyboard, Escape closes it. ``say`` is told what became of the list."""

    def __init__(self, parent: QWidget, dialogs: Dialogs, say: Callable[[str], object]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("List of the day"))
        self._say = say
        self.preview = PdfPreview(dialogs)
        self.preview.printed.connect(partial(self._finish, self.tr("The list was printed.")))
        self.preview.saved.connect(partial(self._finish, self.tr("The list was saved.")))
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.addWidget(self.preview)
        self.resize(QSize(*map(theme.scaled, _SIZE)).boundedTo(parent.window().size()))

    def show_pdf(self, pdf: bytes, file_name: str, paper: Paper) -> None:
        """Open with these pages; ``file_name`` is proposed for saving."""
        self.preview.show_pdf(pdf, file_name, paper)
        self.open()
        self.preview.print_button.setFocus()

    def _finish(self, said: str, _path: object = None) -> None:
        self._say(said)
        self.accept()
