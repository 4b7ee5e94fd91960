"""What can be printed and what was given."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from footrehab_desktop.ui.operations.handouts import Wanted, give, prepare
from footrehab_desktop.ui.presenters.handouts import file_name, given_rows, kinds, load_handouts, printable
from tests.support.session_factory import TODAY, ClinicWithPatient, make_patient, make_session, start_plan


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[ClinicWithPatient]:
    session = make_session(tmp_path / "record")
    yield make_patient(session)
    session.close()


def offered(clinic: ClinicWithPatient) -> list[str]:
    with clinic.session.unit_of_work() as unit:
        return [kind for kind, _title in printable(load_handouts(unit, clinic.episode_id))]


def test_a_sheet_is_offered_once_there_is_something_to_print(clinic: ClinicWithPatient) -> None:
    assert offered(clinic) == ["diary", "progress_report", "progress_report_clinician", "referral_letter"]
    start_plan(clinic)
    assert offered(clinic) == [
        "exercise_sheet",
        "diary",
        "progress_report",
        "progress_report_clinician",
        "referral_letter",
        "assessment",
    ]
    assert all(title for _kind, title in kinds())


def test_the_history_says_when_what_and_by_whom(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    for kind in ("exercise_sheet", "diary"):
        prepared = prepare(clinic.session, Wanted(kind, clinic.episode_id, "Letter", TODAY), today=TODAY)
        give(clinic.session, episode_id=clinic.episode_id, prepared=prepared)
    with clinic.session.unit_of_work() as unit:
        rows = given_rows(load_handouts(unit, clinic.episode_id))
    assert [row.title for row in rows] == ["Diary", "Exercise sheet"]
    assert rows[0].pages == "1 × Letter"
    assert {row.clinician for row in rows} == {clinic.session.clinician.name}


def test_file_names_hold_no_name(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        situation = load_handouts(unit, clinic.episode_id)
    assert file_name(situation, "diary", date(2026, 3, 9)) == "diary_record-1_2026-03-09.pdf"
