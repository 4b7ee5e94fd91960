"""Summary by keys on a real record: the next step, changing patient and episode, closing, reassessing, kept typing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.clinic.patients import register_patient
from footrehab_desktop.clinic.review import override_decision, review_episode
from footrehab_desktop.records.values import Episode, EpisodeDetails
from footrehab_desktop.ui.dialogs import Question
from footrehab_desktop.ui.pages.summary_page import SummaryPage
from footrehab_desktop.ui.preferences import Preferences
from tests.support.keyboard import Keyboard
from tests.support.page_desk import PageDesk
from tests.support.recording_dialogs import RecordingDialogs
from tests.support.session_factory import (
    HEEL_PAIN,
    RUNNER,
    TODAY,
    ClinicWithPatient,
    make_patient,
    make_session,
    start_plan,
)


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[ClinicWithPatient]:
    session = make_session(tmp_path / "record")
    yield make_patient(session)
    session.close()


@pytest.fixture
def desk(clinic: ClinicWithPatient, dialogs: RecordingDialogs, preferences: Preferences) -> PageDesk:
    return PageDesk(clinic.session, dialogs, preferences, TODAY)


def open_page(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, *, without_episode: bool = False
) -> tuple[SummaryPage, Keyboard]:
    page = SummaryPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1180, 600)
    page.show_for(clinic.patient_id, None if without_episode else clinic.episode_id)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.focus_first()
    return page, Keyboard(qtbot, page)


def texts(page: SummaryPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def episodes(clinic: ClinicWithPatient) -> tuple[Episode, ...]:
    with clinic.session.unit_of_work() as unit:
        return unit.episodes.for_patient(clinic.patient_id)


def details(clinic: ClinicWithPatient) -> EpisodeDetails:
    with clinic.session.unit_of_work() as unit:
        return unit.episodes.get(clinic.episode_id).details


def draft(clinic: ClinicWithPatient, subject_id: str, form: str) -> dict[str, Any] | None:
    with clinic.session.unit_of_work() as unit:
        found = find_draft(unit, subject_id, form)
    return dict(found.content) if found else None


def pause(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    with clinic.session.unit_of_work() as unit:
        made, _ = review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    with clinic.session.unit_of_work() as unit:
        override_decision(unit, made.stored.id, "PAUSE", "Swollen today", TODAY)


# The overview


def test_the_next_step_has_the_keyboard(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page, keys = open_page(qtbot, desk, clinic)
    assert keys.name == "Assess"
    assert "Plantar heel pain, RIGHT foot" in texts(page)
    keys.press("Return")
    assert desk.went_to == ["assess"]


def test_after_a_pause_the_reassessment_is_recorded_here(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    page, keys = open_page(qtbot, desk, clinic)
    assert not page.overview.reassessed_button.isVisible()
    pause(clinic)
    page.refresh(Changes(decisions=frozenset({clinic.episode_id})))
    keys.settle()
    assert "Pause" in texts(page)
    keys.tab_to("Record the reassessment of today")
    keys.press("Return")
    assert details(clinic).reassessed_on == TODAY
    assert not page.overview.reassessed_button.isVisible()
    assert keys.name == "Review"
    assert desk.announced[-1].episodes == {clinic.episode_id}


def test_closing_asks_about_whom_and_then_offers_a_new_episode(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    page, keys = open_page(qtbot, desk, clinic)
    keys.tab_to("Close episode")
    keys.press("Return")
    (question,) = desk.dialogs.asked
    assert isinstance(question, Question)
    assert (question.accept, question.reject) == ("Close the episode", "Keep it open")
    assert question.about == "RUNNER, Rosa · Born 03-Feb-1984"
    assert episodes(clinic)[0].closed_on is None
    desk.dialogs.accepts = [True]
    keys.press("Return")
    assert episodes(clinic)[0].closed_on == TODAY
    assert "This episode was closed on 16-Mar-2026." in texts(page)
    assert not page.overview.close_button.isVisible()
    assert keys.name == "Open a new episode"
    keys.press("Return")
    assert keys.name == "Condition"


# Changing the episode


def test_an_episode_is_changed_by_keys(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page, keys = open_page(qtbot, desk, clinic)
    keys.tab_to("Edit episode")
    keys.press("Return")
    assert keys.name == "Condition"
    assert page.episode_form.fields["weekly_km_before"].value() == 30
    keys.tab_to("Injured side of the patient")
    keys.type("l")
    keys.tab_to("Highest allowed phase")
    keys.type("PH3")
    keys.tab_to("Own pain limit")
    keys.type("3")
    keys.tab_to("Running cleared on")
    keys.type("-2d")
    keys.press("Ctrl+Return")
    assert details(clinic) == replace(
        HEEL_PAIN, side="left", restriction="PH3", pain_ceiling=3, clearance_on=TODAY - timedelta(days=2)
    )
    assert "Plantar heel pain, LEFT foot" in texts(page)
    assert draft(clinic, clinic.episode_id, "episode") is None
    assert len(episodes(clinic)) == 1


@pytest.mark.parametrize(
    ("code", "typed", "sentence"),
    [
        ("onset_on", "17 Mar 2026", "The onset is dated in the future."),
        ("onset_on", "1 Feb 1984", "The onset is dated before the patient's birth."),
        ("onset_on", "spring", ""),
        ("weekly_km_before", "thirty", "Enter a number, for example 12."),
        ("weekly_km_before", "1000", "Running before the injury takes 0 to 400 km a week."),
        ("pain_ceiling", "11", "The pain ceiling takes a whole number from 0 to 5."),
        ("pain_ceiling", "2.5", "Enter a whole number."),
        ("clearance_on", "1 Jan 2031", "The clearance to run is dated in the future."),
    ],
)
def test_bad_input_is_refused_at_its_field(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, code: str, typed: str, sentence: str
) -> None:
    page, keys = open_page(qtbot, desk, clinic)
    page.edit_episode()
    field = page.episode_form.fields[code]
    field.show_entry(typed)
    keys.press("Ctrl+Return")
    assert sentence in field.error()
    assert field.error().endswith(".")
    assert field.entry() == typed
    assert keys.focus is field.focusProxy()
    assert details(clinic) == HEEL_PAIN


# A new episode


def test_a_patient_without_an_episode_gets_the_form(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page, keys = open_page(qtbot, desk, clinic, without_episode=True)
    assert keys.name == "Condition"
    assert not page.episode_form.back_button.isVisible()
    keys.press("Ctrl+Return")
    assert page.episode_form.fields["condition"].error() == "Please fill this in."
    keys.type("Bone", "Down")
    keys.press("Return")
    assert page.episode_form.fields["site"].isVisible()
    keys.type("l", "Return")
    keys.tab_to("Bone")
    keys.press("Down")
    keys.press("Ctrl+Return")
    newest = episodes(clinic)[0]
    assert (newest.details.condition, newest.details.side, newest.details.run_table) == ("bsi_high", "left", "W-BSI")
    assert newest.details.site is not None
    assert desk.went_to == ["summary"]


def test_typing_of_a_new_episode_survives(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page, keys = open_page(qtbot, desk, clinic)
    keys.tab_to("New episode")
    keys.press("Return")
    keys.type("Bone", "Return")
    keys.tab_to("Bone")
    keys.press("Down")
    keys.tab_to("What the patient wants to get back to")
    keys.type("The ten km")
    qtbot.waitUntil(lambda: draft(clinic, clinic.patient_id, "episode") is not None, timeout=2000)
    page.leave()
    desk.settle()
    site = page.episode_form.fields["site"].value()
    later, keys = open_page(qtbot, desk, clinic)
    assert "Unsaved typing about the new episode" in later.overview.unsaved.label.text()
    keys.press("Shift+Tab")
    keys.press("Return")
    form = later.episode_form
    assert (form.fields["condition"].value(), form.fields["site"].value()) == ("bsi_low", site)
    assert form.fields["goal"].value() == "The ten km"
    assert form.restored.isVisible()
    desk.dialogs.accepts = [True]
    keys.tab_to("Discard the typing")
    keys.press("Return")
    assert form.fields["goal"].value() is None
    assert draft(clinic, clinic.patient_id, "episode") is None
    keys.tab_to("Back to the summary")
    keys.press("Return")
    assert not later.overview.unsaved.isVisible()


# Changing the patient


def test_a_patient_is_changed_by_keys(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page, keys = open_page(qtbot, desk, clinic)
    keys.tab_to("Edit patient")
    keys.press("Return")
    assert page.patient_form.fields["given_name"].value() == "Rosa"
    assert page.patient_form.fields["diabetes"].value() is False
    keys.press("Ctrl+A")
    keys.type("Rünner 🏃", "Return")
    keys.press("Ctrl+Return")
    with clinic.session.unit_of_work() as unit:
        assert unit.patients.get(clinic.patient_id).details == replace(RUNNER, family_name="Rünner 🏃")
    assert desk.announced[-1].patients == {clinic.patient_id}
    assert page.stack.currentWidget() is page.overview


def test_a_birth_date_after_the_episode_is_refused_at_its_field(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    page, keys = open_page(qtbot, desk, clinic)
    page.edit_patient()
    keys.tab_to("Date of birth")
    keys.press("Ctrl+A")
    keys.type("10 Mar 2026")
    keys.press("Ctrl+Return")
    assert "first day of an episode" in page.patient_form.fields["birth_date"].error()
    assert keys.name == "Date of birth"
    assert not page.patient_form.duplicates.isVisible()


def test_a_change_typed_but_not_saved_is_offered_again(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page, keys = open_page(qtbot, desk, clinic)
    page.edit_patient()
    keys.type("X")
    keys.tab_to("Back to the summary")
    keys.press("Return")
    assert "Unsaved typing about the patient" in page.overview.unsaved.label.text()
    assert draft(clinic, clinic.patient_id, "patient") is not None


def test_another_patient_s_typing_is_never_offered(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    page, keys = open_page(qtbot, desk, clinic)
    page.edit_patient()
    keys.type("X")
    page.leave()
    desk.settle()
    with clinic.session.unit_of_work() as unit:
        other, _ = register_patient(unit, replace(RUNNER, family_name="Other", birth_date=date(1990, 1, 1)), TODAY)
    page.show_for(other.id, None)
    assert page.episode_form.fields["condition"].value() is None
    assert not page.episode_form.restored.isVisible()


def test_the_patients_statement_stands_in_the_record_as_it_was_said(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    with clinic.session.unit_of_work() as unit:
        unit.statements.add(clinic.patient_id, "It hurt <b>before</b> the run.")
        unit.commit()
    page, keys = open_page(qtbot, desk, clinic)
    assert "It hurt <b>before</b> the run." in texts(page)
    page.overview.rights_button.setFocus()
    keys.press("Return")
    assert desk.went_to[-1].startswith("rights")
