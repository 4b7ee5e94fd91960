"""Finding, adding and changing patients by keys, on a real record: bad input, look-alikes, typing that is kept."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.clinic.patients import find_patients, register_patient
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.values import PatientDetails
from footrehab_desktop.ui.pages.patient_form import NEW_PATIENT, PatientForm
from footrehab_desktop.ui.pages.patients_list import PatientListModel
from footrehab_desktop.ui.pages.patients_page import PatientsPage
from footrehab_desktop.ui.preferences import Preferences
from footrehab_desktop.ui.presenters.patients import PatientLine
from tests.support.keyboard import Keyboard
from tests.support.page_desk import PageDesk
from tests.support.recording_dialogs import RecordingDialogs
from tests.support.session_factory import RUNNER, TODAY, make_session

NOTE = "Ten thousand characters of <i>note</i>, kept to the letter. " * 200


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ClinicSession]:
    made = make_session(tmp_path / "record")
    yield made
    made.close()


@pytest.fixture
def desk(session: ClinicSession, dialogs: RecordingDialogs, preferences: Preferences) -> PageDesk:
    return PageDesk(session, dialogs, preferences, TODAY)


def add(session: ClinicSession, **changes: Any) -> str:
    with session.unit_of_work() as unit:
        return register_patient(unit, replace(RUNNER, **changes), TODAY)[0].id


def on_file(session: ClinicSession) -> list[PatientDetails]:
    with session.unit_of_work() as unit:
        return [unit.patients.get(row.id).details for row in find_patients(unit, "")]


def draft(session: ClinicSession) -> dict[str, Any] | None:
    with session.unit_of_work() as unit:
        found = find_draft(unit, *NEW_PATIENT)
    return dict(found.content) if found else None


def open_page(qtbot: QtBot, desk: PageDesk) -> tuple[PatientsPage, Keyboard]:
    page = PatientsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show_for(None, None)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    return page, Keyboard(qtbot, page)


def open_form(qtbot: QtBot, desk: PageDesk) -> tuple[PatientForm, Keyboard]:
    page, keys = open_page(qtbot, desk)
    page.new_requested()
    return page.form, keys


def names(page: PatientsPage) -> list[str]:
    model = page.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


# The list


def test_the_model_is_one_qt_accepts(qtmodeltester: ModelTester) -> None:
    model = PatientListModel()
    qtmodeltester.check(model)
    model.show_lines((PatientLine("1", "A", "Born", ""), PatientLine("2", "B", "Born", "Similar name")))
    qtmodeltester.check(model)


def test_typing_finds_and_enter_opens(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    add(session, family_name="Łukasik")
    add(session, family_name="Other")
    page, keys = open_page(qtbot, desk)
    assert page.found.text() == "2 of 2 patients, most recent first"
    keys.type("luka")
    assert names(page) == ["ŁUKASIK, Rosa"]
    assert page.found.text() == "1 of 2 patients match, by name"
    keys.press("Return")
    assert desk.went_to == ["summary"]


def test_the_arrows_choose_in_the_list_while_typing_goes_on(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession
) -> None:
    add(session, family_name="Anders")
    add(session, family_name="Andrew")
    page, keys = open_page(qtbot, desk)
    keys.type("and")
    keys.press("Down")
    line = page.list.current_line()
    assert line is not None
    assert line.name == "ANDREW, Rosa"
    assert keys.name == "Search patients"


def test_nobody_found_offers_a_new_patient(qtbot: QtBot, desk: PageDesk) -> None:
    page, keys = open_page(qtbot, desk)
    keys.type("nobody")
    keys.tab_to("Add a new patient")
    keys.press("Return")
    assert keys.name == "Family name"
    assert page.stack.currentWidget() is page.form


def test_two_of_one_name_are_marked_in_words(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    add(session)
    add(session, birth_date=date(1990, 1, 1))
    page, _keys = open_page(qtbot, desk)
    line = page.list.current_line()
    assert line is not None
    assert line.warning == "Similar name: check the date of birth"
    assert "Similar name" in line.spoken


# A new patient


def test_a_new_patient_by_keys(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    _form, keys = open_form(qtbot, desk)
    for text in ("Łukasik", "Zoë", "4/3/83"):
        keys.type(text, "Return")
    keys.type("f")
    keys.press("Ctrl+Return")
    assert on_file(session) == [PatientDetails("Łukasik", "Zoë", date(1983, 3, 4), "female")]
    assert desk.went_to == ["summary"]
    assert desk.status[-1] == "saved"
    assert draft(session) is None


@pytest.mark.parametrize("name", ["<b>Bold</b>", "Zoë 🦶", "محمد علي", "Nguye\u0302\u0303n", "O'Neill–Łukasik"])
def test_unusual_names_are_kept_and_shown_to_the_letter(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession, name: str
) -> None:
    form, keys = open_form(qtbot, desk)
    keys.type(name, "Return")
    for text in ("Rosa", "4/3/83"):
        keys.type(text, "Return")
    keys.type("f")
    keys.press("Ctrl+Return")
    assert [details.family_name for details in on_file(session)] == [name]
    page = form.parentWidget().parentWidget()
    assert isinstance(page, PatientsPage)
    assert names(page) == [f"{name.upper()}, Rosa"]


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"family_name": ""}, "Family name", "Please fill this in."),
        ({"given_name": "   "}, "Given name", "Please fill this in."),
        ({"birth_date": "17 Mar 2026"}, "Date of birth", "The date of birth lies in the future."),
        ({"birth_date": "soon"}, "Date of birth", ""),
        ({"birth_date": "31/2/1980"}, "Date of birth", ""),
        ({"birth_date": "1/1/1890"}, "Date of birth", ""),
        ({"family_name": "x" * 201}, "Family name", "The family name takes at most 200 characters."),
    ],
)
def test_bad_input_is_refused_at_its_field_with_a_sentence(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession, typed: dict[str, str], field: str, sentence: str
) -> None:
    form, keys = open_form(qtbot, desk)
    good = {"family_name": "Runner", "given_name": "Rosa", "birth_date": "4/3/83"}
    for code, text in (good | typed).items():
        form.fields[code].show_entry(text)
    form.fields["sex"].set_value("female")
    keys.press("Ctrl+Return")
    (code,) = typed
    assert keys.name == field
    assert form.fields[code].error().endswith(".")
    assert sentence in form.fields[code].error()
    assert on_file(session) == []
    assert form.fields[code].entry() == typed[code]


def test_without_a_sex_the_form_asks_for_it(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    form, keys = open_form(qtbot, desk)
    for text in ("Runner", "Rosa", "4/3/83"):
        keys.type(text, "Return")
    keys.press("Ctrl+Return")
    assert form.fields["sex"].error() == "Please fill this in."
    assert on_file(session) == []


def test_a_note_of_ten_thousand_characters_is_kept(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    form, keys = open_form(qtbot, desk)
    for code, text in (("family_name", "Runner"), ("given_name", "Rosa"), ("birth_date", "4/3/83"), ("notes", NOTE)):
        form.fields[code].show_entry(text)
    form.fields["sex"].set_value("female")
    keys.press("Ctrl+Return")
    assert on_file(session)[0].notes == NOTE.strip()


def test_who_may_be_the_same_is_shown_before_saving_and_can_be_opened(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession
) -> None:
    add(session)
    form, keys = open_form(qtbot, desk)
    for text in ("Rosa", "Runner", "3/2/84"):
        keys.type(text, "Return")
    assert not form.duplicates.isVisible()
    keys.type("f", "Return")
    assert form.duplicates.isVisible()
    line = form.twins.current_line()
    assert line is not None
    assert line.name == "RUNNER, Rosa"
    keys.tab_to("Patients on file who are much alike")
    keys.press("Return")
    assert desk.went_to == ["summary"]
    assert len(on_file(session)) == 1


# Typing that is kept


def test_typing_is_kept_within_two_seconds_even_half_a_date(
    qtbot: QtBot, desk: PageDesk, session: ClinicSession
) -> None:
    _form, keys = open_form(qtbot, desk)
    keys.type("Run", "Return")
    keys.type("", "Tab")
    keys.type("4/3")
    qtbot.waitUntil(lambda: draft(session) is not None, timeout=2000)
    kept = draft(session)
    assert kept is not None
    assert (kept["family_name"], kept["birth_date"]) == ("Run", "4/3")


def test_kept_typing_is_offered_restored_and_discarded(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    page, keys = open_page(qtbot, desk)
    page.new_requested()
    keys.type("Half", "Return")
    page.leave()
    desk.settle()
    later, keys = open_page(qtbot, desk)
    assert "not saved" in later.unsaved.label.text()
    keys.press("Shift+Tab")
    assert keys.name == "Go on typing"
    keys.press("Return")
    assert later.form.fields["family_name"].value() == "Half"
    assert later.form.restored.label.text().startswith("Unsaved typing from ")
    desk.dialogs.accepts = [True]
    keys.tab_to("Discard the typing")
    keys.press("Return")
    assert draft(session) is None
    assert later.form.fields["family_name"].value() is None
    assert not later.form.restored.isVisible()
    assert keys.name == "Family name"


def test_going_back_keeps_the_typing(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    page, keys = open_page(qtbot, desk)
    page.new_requested()
    keys.type("Half")
    keys.tab_to("Back to the list")
    keys.press("Return")
    assert keys.name == "Search patients"
    assert (draft(session) or {})["family_name"] == "Half"
    assert page.unsaved.isVisible()


def test_a_form_that_is_empty_again_leaves_nothing(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    form, keys = open_form(qtbot, desk)
    keys.type("Ha")
    form.keep()
    desk.settle()
    assert draft(session) is not None
    keys.press("Backspace", "Backspace")
    form.keep()
    desk.settle()
    assert draft(session) is None
