"""The recovery key, shown once: print it, save it, put it away, and only then go on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from footrehab_desktop.errors import SurroundingsError
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.dialogs import Dialogs, FileQuestion
from footrehab_desktop.ui.operations.recovery_sheet import RecoverySheet, render_recovery_sheet
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.flow_layout import FlowLayout


class RecoveryKeyView(QWidget):
    """``go_on`` are the words of its last button.

    Signal: ``put_away()`` when the user has ticked that the key is safe and goes on.
    """

    put_away = Signal()

    def __init__(self, sheet: RecoverySheet, dialogs: Dialogs, *, go_on: str = "") -> None:
        super().__init__()
        self._sheet = sheet
        self._dialogs = dialogs
        self.key_label = theme.label(sheet.key, "title", wrap=True)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(theme.font("title").pointSizeF())
        self.key_label.setFont(fixed)
        self.key_label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.key_label.setAccessibleName(self.tr("Recovery key"))
        self.print_button = button(self.tr("Print the sheet"), on_press=self._print, icon="print")
        self.save_button = button(self.tr("Save the sheet as PDF"), on_press=self._save, icon="save")
        self.is_safe = QCheckBox(self.tr("I have put it away safely"))
        self.go_on = primary_button(go_on or self.tr("Start working"), self.put_away.emit)
        self.go_on.setEnabled(False)
        self.is_safe.toggled.connect(self.go_on.setEnabled)
        self._done = theme.label("", "soft", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(theme.label(self.tr("Your recovery key"), "title"))
        why = self.tr(
            "If every passphrase is forgotten, this key alone opens the record. It is shown only now. "
            "Keep it on paper away from this computer; anyone who has it can read the record."
        )
        column.addWidget(theme.label(why, wrap=True))
        column.addWidget(self.key_label)
        buttons = QWidget()
        row = FlowLayout(buttons)
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        for part in (buttons, self._done, self.is_safe, self.go_on):
            column.addWidget(part)
        self._done.hide()

    def _print(self) -> None:
        background.run_in_background(self, self._rendering(), self._print_pdf, self._dialogs.show_error)

    def _print_pdf(self, pdf: bytes) -> None:
        from footrehab_desktop.ui.printing import print_pdf

        said = self.tr("Sent to the printer.")
        print_pdf(self, pdf, self._sheet.paper, lambda: self._say(said), self._dialogs.show_error)

    def _save(self) -> None:
        question = FileQuestion(self.tr("Save the recovery sheet"), "PDF (*.pdf)", "recovery-key.pdf")
        self._dialogs.choose_save_path(question, self._save_to)

    def _save_to(self, path: Path) -> None:
        render = self._rendering()

        def write() -> None:
            try:
                path.write_bytes(render())
            except OSError as error:
                raise SurroundingsError(f"The sheet could not be saved there ({error.strerror}).") from error

        done = self.tr("Saved. Move the file to a safe place away from this computer.")
        background.run_in_background(self, write, lambda _nothing: self._say(done), self._dialogs.show_error)

    def _rendering(self) -> Callable[[], bytes]:
        sheet = self._sheet
        return lambda: render_recovery_sheet(sheet)

    def _say(self, sentence: str) -> None:
        self._done.setText(sentence)
        self._done.show()
