"""Locked in the middle of typing: after unlocking the form holds what was typed, byte for byte."""

import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from footrehab_desktop.app import make_application
from footrehab_desktop.ui import background, theme
from footrehab_desktop.ui.pages.assess_page import AssessPage
from footrehab_desktop.ui.pages.patient_form import PatientForm
from footrehab_desktop.ui.pages.patients_page import PatientsPage
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.widgets.text_fields import TextField
from tests.soak.result import SoakResult
from tests.support.lock_window import LockWindow, lock_window, settle
from tests.support.session_factory import make_patient

# Letters of several scripts, signs outside the first plane, what markup and spreadsheets use, blanks at either end.
_ALPHABET = "abcXYZ0189 '\"<>&=+-@%{}\\/äßéŁńŽαβγжя中日本اب🦶👣ﬁ\u00a0\u200b\u0301"
_KEYS = "abcdefghij KLM 0123 .,;:-+()"


def run(count: int) -> SoakResult:
    """Type, lock and unlock ``count`` times, by turns in the form of a new patient and in an assessment."""
    chance, held = random.Random(11), 0
    application = make_application()
    theme.apply(application, "light", 100)
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as place:
        with _no_error(), lock_window(Path(place)) as desk:
            patient = make_patient(desk.session).patient_id
            for number in range(count):
                held += _assessment(desk, patient, chance) if number % 2 else _new_patient(desk, chance)
        background.shut_down()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return SoakResult(count, held, "locked at once after the last key")


@contextmanager
def _no_error() -> Iterator[None]:
    """An error that nobody caught, such as a result handed to a closed page, ends the trial."""
    seen: list[BaseException] = []
    before, sys.excepthook = sys.excepthook, lambda _kind, error, _trace: seen.append(error)
    try:
        yield
    finally:
        sys.excepthook = before
    assert not seen, seen


def _new_patient(desk: LockWindow, chance: random.Random) -> bool:
    form = _patient_form(desk)
    for field in form.fields.values():
        if isinstance(field, TextField):
            field.show_entry("".join(chance.choices(_ALPHABET, k=chance.randrange(80))))
            field.changed.emit()
    typed = {code: field.entry() for code, field in form.fields.items()}
    _lock_and_unlock(desk)
    return typed == {code: field.entry() for code, field in _patient_form(desk).fields.items()}


def _patient_form(desk: LockWindow) -> PatientForm:
    desk.go("patients")
    page = desk.window.frame.host.current_page
    assert isinstance(page, PatientsPage)
    page.new_requested()
    settle()
    return page.form


def _assessment(desk: LockWindow, patient: str, chance: random.Random) -> bool:
    field = _note(desk, patient)
    field.setFocus()
    before, keys = field.toPlainText(), "".join(chance.choices(_KEYS, k=chance.randrange(1, 40)))
    QTest.keyClicks(field, keys)
    typed = field.toPlainText()
    _lock_and_unlock(desk)
    return typed == _note(desk, patient).toPlainText() and len(typed) == len(before) + len(keys)


def _note(desk: LockWindow, patient: str) -> QPlainTextEdit:
    desk.go("assess", patient)
    page = desk.window.frame.host.current_page
    assert isinstance(page, AssessPage)
    if page.bench is None:
        page.start.card.start.click()
        settle()
    assert page.bench is not None
    page.bench.go_to(Place("aggravating"))
    settle()
    note = QApplication.focusWidget()
    assert isinstance(note, QPlainTextEdit)
    return note


def _lock_and_unlock(desk: LockWindow) -> None:
    desk.window.lock()
    desk.unlock()
