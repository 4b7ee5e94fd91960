"""The right half of the handouts page: what is to know about what is shown, and the preview."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from footrehab_desktop.ui.dialogs import Dialogs
from footrehab_desktop.ui.pages.action_notice import ActionNotice
from footrehab_desktop.ui.pdf_preview import PdfPreview
from footrehab_desktop.ui.presenters.handouts import GivenRow
from footrehab_desktop.ui.widgets.buttons import button


class ShowPane(QWidget):
    """``back`` leaves a handout that was given before, ``again`` prepares its kind anew, printed in the same way."""

    def __init__(self, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = button(self.tr("Back to the new one"))
        self.again = button(self.tr("Make a new one like it"))
        self.message = ActionNotice(self.back)
        row = self.message.layout()
        if row is not None:
            row.addWidget(self.again)
        self.preview = PdfPreview(dialogs)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.preview, 1)

    def tell(self, words: str, *, count: int = 1) -> None:
        """Say what is to know about a new handout; Print names how many there are."""
        self._tell(words, given=False)
        one, many = self.tr("Print"), self.tr("Print {count} handouts").format(count=count)
        self.preview.print_button.setText(one if count < 2 else many)

    def tell_preparing(self) -> None:
        """Say that the preview is being made; what is on screen stays until then, but cannot be printed."""
        if not self.preview.has_pdf():
            self._tell(self.tr("Preparing the preview …"), given=False)
        self.back.hide()
        self.again.hide()
        self.preview.hold()

    def tell_given(self, row: GivenRow, *, can_open: bool) -> None:
        """Say whose and when a kept handout is."""
        said = self.tr("{title} as given on {date} by {clinician}. Printing it again adds nothing to the record.")
        self._tell(said.format(title=row.title, date=row.given_on, clinician=row.clinician), given=True)
        self.again.setVisible(can_open)
        self.preview.print_button.setText(self.tr("Print again"))

    def _tell(self, words: str, *, given: bool) -> None:
        self.message.show_text(words)
        self.back.setVisible(given)
        self.again.setVisible(given)
