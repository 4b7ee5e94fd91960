"""The one way to ask the user something. Nothing here blocks: the answer arrives at the callable that was given.

Pages know the ``Dialogs`` port only; ``QtDialogs`` shows windows, tests answer through a recording one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.gate_page import BusyLine, SecretField
from footrehab_desktop.ui.widgets.buttons import button, primary_button
from footrehab_desktop.ui.widgets.field import Ask

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent


@dataclass(frozen=True, slots=True)
class Question:
    """A question with two verbs as answers, e.g. ``accept="Delete plan"``, ``reject="Keep plan"``.

    ``about`` is the patient's identity line when a patient is concerned; ``dangerous`` puts Enter on ``reject``.
    """

    title: str
    text: str
    accept: str
    reject: str = "Cancel"
    about: str = ""
    dangerous: bool = False


@dataclass(frozen=True, slots=True)
class TextQuestion:
    """Asks for a sentence, e.g. the reason of an override. An empty answer is not taken."""

    title: str
    text: str
    accept: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class FileQuestion:
    """Asks for a file. ``kinds`` is a Qt filter such as ``"PDF (*.pdf)"``; ``name`` a suggested file name."""

    title: str
    kinds: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class PassphraseQuestion:
    """Asks for the passphrase again before something far-reaching.

    ``act`` says in words what will be done; ``accept`` is the verb on the button; ``check`` is run in the background
    with what was typed and raises what does not fit (``Record.check_passphrase``).
    """

    title: str
    act: str
    accept: str
    check: Callable[[str], None]
    about: str = ""
    dangerous: bool = False


class Dialogs(Protocol):
    """What pages may ask. Every call returns at once; closing a window counts as ``reject`` or as no answer."""

    def confirm(
        self, question: Question, on_accept: Callable[[], None], on_reject: Callable[[], None] | None = None
    ) -> None:
        """Ask a question with two verbs."""

    def ask_text(self, question: TextQuestion, on_text: Callable[[str], None]) -> None:
        """Ask for a sentence."""

    def ask_passphrase(self, question: PassphraseQuestion, on_confirmed: Callable[[], None]) -> None:
        """Ask for the passphrase of the one signed in; a wrong one is told in the window, which stays."""

    def choose_save_path(self, question: FileQuestion, on_path: Callable[[Path], None]) -> None:
        """Ask where to save a file; overwriting was confirmed."""

    def choose_open_path(self, question: FileQuestion, on_path: Callable[[Path], None]) -> None:
        """Ask for a file that exists."""

    def choose_folder(self, title: str, on_folder: Callable[[Path], None]) -> None:
        """Ask for a folder that exists."""

    def show_error(self, error: FootRehabError) -> None:
        """Show what went wrong, in the error's own sentence."""


class QtDialogs:
    """Shows real windows above ``window``, modal to it, without blocking the caller."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def confirm(
        self, question: Question, on_accept: Callable[[], None], on_reject: Callable[[], None] | None = None
    ) -> None:
        """Ask a question with two verbs."""
        dialog = _Sheet(self._window, question.title, question.text, question.about)
        dialog.add_button(question.reject, dialog.reject, default=question.dangerous)
        dialog.add_button(question.accept, dialog.accept, default=not question.dangerous, dangerous=question.dangerous)
        dialog.accepted.connect(on_accept)
        if on_reject is not None:
            dialog.rejected.connect(on_reject)
        dialog.open()

    def ask_text(self, question: TextQuestion, on_text: Callable[[str], None]) -> None:
        """Ask for a sentence."""
        dialog = _Sheet(self._window, question.title, question.text, question.about)
        editor = QPlainTextEdit()
        editor.setTabChangesFocus(True)
        editor.setAccessibleName(question.text)
        editor.setFixedHeight(theme.scaled(96))
        dialog.add_editor(editor)
        dialog.add_button("Cancel", dialog.reject)
        accept = dialog.add_button(question.accept, dialog.accept, default=True)
        accept.setEnabled(False)
        editor.textChanged.connect(lambda: accept.setEnabled(bool(editor.toPlainText().strip())))
        dialog.accepted.connect(lambda: on_text(editor.toPlainText().strip()))
        dialog.open()
        editor.setFocus()

    def ask_passphrase(self, question: PassphraseQuestion, on_confirmed: Callable[[], None]) -> None:
        """Ask for the passphrase of the one signed in; a wrong one is told in the window, which stays."""
        dialog = _PassphraseSheet(self._window, question)
        dialog.accepted.connect(on_confirmed)
        dialog.open()

    def choose_save_path(self, question: FileQuestion, on_path: Callable[[Path], None]) -> None:
        """Ask where to save a file; overwriting was confirmed."""
        dialog = self._file_dialog(question, on_path)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        suffix = Path(question.name).suffix
        if suffix:
            dialog.setDefaultSuffix(suffix[1:])
        dialog.selectFile(question.name)
        dialog.open()

    def choose_open_path(self, question: FileQuestion, on_path: Callable[[Path], None]) -> None:
        """Ask for a file that exists."""
        dialog = self._file_dialog(question, on_path)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.open()

    def choose_folder(self, title: str, on_folder: Callable[[Path], None]) -> None:
        """Ask for a folder that exists."""
        dialog = self._file_dialog(FileQuestion(title, ""), on_folder)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.open()

    def show_error(self, error: FootRehabError) -> None:
        """Show what went wrong, in the error's own sentence."""
        dialog = _Sheet(self._window, "This needs your attention", str(error), "")
        dialog.add_button("Close", dialog.accept, default=True)
        dialog.open()

    def _file_dialog(self, question: FileQuestion, on_path: Callable[[Path], None]) -> QFileDialog:
        dialog = QFileDialog(self._window, question.title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter(question.kinds)
        dialog.fileSelected.connect(lambda path: on_path(Path(path)))
        return dialog


class _Sheet(QDialog):
    """A small window: who it is about, a title, a text, buttons at the lower right. Escape closes it as rejected."""

    def __init__(self, window: QWidget, title: str, text: str, about: str) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.scaled(420))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(24, 24, 24, 16)
        self._layout.setSpacing(16)
        if about:
            self._layout.addWidget(theme.label(about, "accent", wrap=True))
        self._layout.addWidget(theme.label(title, "title", wrap=True))
        self._layout.addWidget(theme.label(text, wrap=True))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        self._layout.addLayout(self._buttons)

    def showEvent(self, event: "QShowEvent", /) -> None:
        # How high a text is depends on where its lines break, which the toolkit guesses too low for large text.
        room = self.screen().availableGeometry().height() - theme.scaled(48)
        self.setMinimumHeight(min(self._layout.totalHeightForWidth(self.width()), room))
        super().showEvent(event)

    def add_editor(self, editor: QWidget) -> None:
        """Put an input between the text and the buttons."""
        self._layout.insertWidget(self._layout.count() - 1, editor)

    def add_button(
        self, text: str, on_press: Callable[[], object], *, default: bool = False, dangerous: bool = False
    ) -> QPushButton:
        """Add a button; the default one answers Enter and has the keyboard."""
        made = (
            primary_button(text) if default and not dangerous else button(text, "danger" if dangerous else "outlined")
        )
        made.setAutoDefault(True)
        made.clicked.connect(on_press)
        self._buttons.addWidget(made)
        if default:
            made.setDefault(True)
            made.setFocus()
        return made


class _PassphraseSheet(_Sheet):
    """Closes as accepted once the passphrase fits. Return in the field goes on, Escape goes back."""

    def __init__(self, window: QWidget, question: PassphraseQuestion) -> None:
        super().__init__(window, question.title, question.act, question.about)
        self._check = question.check
        self._secret = SecretField(Ask("passphrase", self.tr("Your passphrase, to make sure that it is you")))
        self._secret.entered.connect(self._go_on)
        self._busy = BusyLine()
        self.add_editor(self._secret)
        self.add_editor(self._busy)
        self._back = self.add_button(self.tr("Cancel"), self.reject)
        self._accept = self.add_button(question.accept, self._go_on, default=True, dangerous=question.dangerous)
        self._accept.setAutoDefault(False)
        self._accept.setDefault(False)
        self._secret.take_focus()

    def _go_on(self) -> None:
        typed = self._secret.value()
        if typed is None:
            self._secret.set_error(self.tr("Type your passphrase."))
            self._secret.take_focus()
            return
        check = self._check
        self._secret.set_error("")
        self._set_busy(self.tr("Checking the passphrase…"))
        background.run_in_background(self, lambda: check(typed), self._fits, self._refused)

    def _fits(self, _nothing: None) -> None:
        self.accept()

    def _refused(self, error: FootRehabError) -> None:
        self._set_busy("")
        self._secret.set_error(str(error))
        self._secret.take_focus()
        self._secret.editor.selectAll()

    def _set_busy(self, sentence: str) -> None:
        for part in (self._secret, self._accept):
            part.setEnabled(not sentence)
        if sentence:
            self._busy.start(sentence)
        else:
            self._busy.stop()
