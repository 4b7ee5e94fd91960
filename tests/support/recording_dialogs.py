"""Dialogs that answer at once from a script and remember what was asked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.ui.dialogs import FileQuestion, PassphraseQuestion, Question, TextQuestion


@dataclass
class RecordingDialogs:
    """Fill ``accepts``, ``texts``, ``paths`` and ``passphrases`` with answers in order; look at ``asked``, ``errors``.

    Without a scripted answer a question is rejected and a file or text is not given.
    """

    accepts: list[bool] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    passphrases: list[str] = field(default_factory=list)
    asked: list[Question | TextQuestion | FileQuestion | PassphraseQuestion] = field(default_factory=list)
    errors: list[FootRehabError] = field(default_factory=list)

    def confirm(
        self, question: Question, on_accept: Callable[[], None], on_reject: Callable[[], None] | None = None
    ) -> None:
        self.asked.append(question)
        if self.accepts and self.accepts.pop(0):
            on_accept()
        elif on_reject is not None:
            on_reject()

    def ask_text(self, question: TextQuestion, on_text: Callable[[str], None]) -> None:
        self.asked.append(question)
        if self.texts:
            on_text(self.texts.pop(0))

    def ask_passphrase(self, question: PassphraseQuestion, on_confirmed: Callable[[], None]) -> None:
        self.asked.append(question)
        if not self.passphrases:
            return
        try:
            question.check(self.passphrases.pop(0))
        except FootRehabError as error:
            self.errors.append(error)
        else:
            on_confirmed()

    def choose_save_path(self, question: FileQuestion, on_path: Callable[[Path], None]) -> None:
        self.asked.append(question)
        if self.paths:
            on_path(self.paths.pop(0))

    def choose_open_path(self, question: FileQuestion, on_path: Callable[[Path], None]) -> None:
        self.choose_save_path(question, on_path)

    def choose_folder(self, title: str, on_folder: Callable[[Path], None]) -> None:
        self.choose_save_path(FileQuestion(title, ""), on_folder)

    def show_error(self, error: FootRehabError) -> None:
        self.errors.append(error)
