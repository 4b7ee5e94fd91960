"""Data and rights by the keyboard: what each button does to the record, what is refused, and what is said."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.retention import choose_rule
from footrehab_desktop.records.failures import NotOnFileError, WrongPassphraseError
from footrehab_desktop.ui.dialogs import FileQuestion, PassphraseQuestion
from footrehab_desktop.ui.pages.rights_page import RightsPage
from tests.support.filled_patient import Filled, fill_patient
from tests.support.page_desk import PageDesk
from tests.support.record_factory import PASSPHRASE

FAR = date(2060, 1, 1)


@pytest.fixture
def filled(desk: PageDesk) -> Filled:
    with desk.session.unit_of_work() as unit:
        made = fill_patient(unit)
        unit.commit()
    return made


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk, filled: Filled) -> Iterator[RightsPage]:
    made = RightsPage(desk.context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show_for(filled.patient, None)
    made.show()
    QTest.qWaitForWindowActive(made)
    desk.settle_all()
    yield made
    made.close()


def typed(field: QWidget, text: str) -> None:
    QTest.keyClicks(field.focusProxy(), text)


def test_the_export_asks_for_the_passphrase_and_writes_one_file(
    page: RightsPage, desk: PageDesk, tmp_path: Path
) -> None:
    desk.dialogs.passphrases, desk.dialogs.paths = ["wrong"], [tmp_path / "out.zip"]
    desk.press(page.export_card.export_button)
    assert isinstance(desk.dialogs.errors.pop(), WrongPassphraseError)
    assert not list(tmp_path.glob("*.zip"))
    desk.dialogs.passphrases = [PASSPHRASE]
    desk.press(page.export_card.export_button)
    question = desk.dialogs.asked[-1]
    assert isinstance(question, FileQuestion)
    assert question.name == "record-1-2026-03-16.zip"
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert "record.pdf" in archive.namelist()
    assert desk.status[-1] == "Exported: 5 files in one archive."


def test_a_statement_is_typed_and_struck_out_with_a_reason(page: RightsPage, desk: PageDesk, filled: Filled) -> None:
    desk.press(page.statement.add_button)
    assert "empty" in page.statement.text.error()
    typed(page.statement.text, "It hurt before")
    desk.press(page.statement.add_button)
    assert page.statement.text.text() == ""
    shown = [button for button in page.statement.findChildren(QPushButton) if "It hurt" in button.accessibleName()]
    assert len(shown) == 1
    desk.dialogs.texts = ["withdrawn"]
    desk.press(shown[0])
    with desk.session.unit_of_work() as unit:
        assert [each.content for each in unit.statements.for_patient(filled.patient)] == ["Canarystatement"]


def test_restricted_nothing_but_export_and_lifting_is_left(page: RightsPage, desk: PageDesk, filled: Filled) -> None:
    desk.press(page.restriction.restrict_button)
    assert page.restriction.reason.error()
    typed(page.restriction.reason, "contested")
    desk.press(page.restriction.restrict_button)
    assert "contested" in page.restriction.state.text()
    assert "restricted" in page.notice.label.text()
    assert not page.statement.isEnabled()
    assert not page.merging.isEnabled()
    assert page.export_card.export_button.isEnabled()
    assert filled.patient in desk.announced[-1].patients
    desk.press(page.restriction.lift_button)
    assert page.statement.isEnabled()
    assert page.notice.isHidden()


def test_two_entries_are_compared_joined_and_taken_apart(page: RightsPage, desk: PageDesk, filled: Filled) -> None:
    with desk.session.unit_of_work() as unit:
        twin = fill_patient(unit, "Canary", date(1984, 4, 3)).patient
        unit.commit()
    page.show_for(filled.patient, None)
    desk.settle_all()
    page.merging.twins.setFocus()
    QTest.keyClick(page.merging.twins, Qt.Key.Key_Return)
    desk.settle_all()
    assert page.stack.currentWidget() is page.two_entries
    view = page.merge_view
    assert [row[0] for row in view.table.texts.rows[:3]] == ["Record number", "Name", "Born"]
    assert view.table.texts.is_strong(2)
    desk.press(view.join_button)
    assert "same person" in view.confirmation.error()
    desk.press(view.swap_button)
    assert view.table.texts.rows[0][1:] == ("2", "1")
    desk.press(view.swap_button)
    typed(view.confirmation, "same person")
    desk.press(view.join_button)
    assert desk.went_to[-1].startswith("rights")
    with desk.session.unit_of_work() as unit:
        assert unit.patients.get(twin).merged_into == filled.patient
    page.show_for(filled.patient, None)
    desk.settle_all()
    apart = [button for button in page.merging.findChildren(QPushButton) if "Take apart" in button.accessibleName()]
    desk.press(apart[-1])
    with desk.session.unit_of_work() as unit:
        assert unit.patients.get(twin).merged_into is None


def test_the_other_entry_is_found_by_its_number(page: RightsPage, desk: PageDesk) -> None:
    typed(page.merging.number, "77")
    desk.press(page.merging.compare_button)
    assert "No patient" in page.merging.number.error()
    page.merging.number.set_value("")
    typed(page.merging.number, "1")
    desk.press(page.merging.compare_button)
    assert "one and the same" in str(desk.dialogs.errors.pop())
    assert page.stack.currentWidget() is page.cards


def test_erasing_says_why_not_and_asks_for_number_and_passphrase(
    page: RightsPage, desk: PageDesk, filled: Filled
) -> None:
    assert not page.erasing.erase_button.isEnabled()
    choose_rule(desk.session, "scotland")
    page.show_for(filled.patient, None)
    desk.settle_all()
    QTest.keyClicks(page.erasing.reason.focusProxy(), "1")
    assert "must be kept until" in page.erasing.against.text()
    assert not page.erasing.erase_button.isEnabled()
    desk.today = FAR
    page.show_for(filled.patient, None)
    desk.settle_all()
    QTest.keyClicks(page.erasing.reason.focusProxy(), "2")
    assert page.erasing.against.isHidden()
    typed(page.erasing.number, "7")
    desk.press(page.erasing.erase_button)
    assert "record number of this patient, 1" in page.erasing.number.error()
    page.erasing.number.set_value("1")
    desk.dialogs.passphrases = [PASSPHRASE]
    desk.press(page.erasing.erase_button)
    question = desk.dialogs.asked[-1]
    assert isinstance(question, PassphraseQuestion)
    assert question.dangerous
    assert "Canaryfamily".upper() in question.about
    with desk.session.unit_of_work() as unit, pytest.raises(NotOnFileError):
        unit.patients.get(filled.patient)
    assert desk.went_to[-1].startswith("patients")
    assert "Backups made before today" in desk.status[-1]


def test_a_clinician_is_told_that_only_a_lead_erases(page: RightsPage, desk: PageDesk, filled: Filled) -> None:
    desk.session.record.clinician = replace(desk.session.clinician, role="clinician")
    page.show_for(filled.patient, None)
    desk.settle_all()
    assert "lead" in page.erasing.against.text()
    assert not page.erasing.erase_button.isEnabled()
    assert page.statement.isEnabled()


def test_the_trail_of_the_patient_alone_is_shown(page: RightsPage, desk: PageDesk) -> None:
    desk.press(page.export_card.trail_button)
    rows = page.audit.table.texts.rows
    assert rows[-1][3] == "Patient added (no. 1)"
    assert not [row for row in rows if "Record unlocked" in row[3]]
    assert page.audit.patient.isHidden()
    desk.press(page.audit.back_button)
    assert page.stack.currentWidget() is page.cards


def test_what_was_typed_for_one_patient_is_not_shown_for_another(
    page: RightsPage, desk: PageDesk, filled: Filled
) -> None:
    typed(page.statement.text, "about Canary")
    with desk.session.unit_of_work() as unit:
        other = fill_patient(unit, "Other").patient
        unit.commit()
    page.show_for(other, None)
    desk.settle_all()
    assert page.statement.text.text() == ""
