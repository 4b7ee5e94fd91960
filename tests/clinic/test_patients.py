"""Registering patients: what is refused, with which sentence, and that names are kept to the letter."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.patients import age_on, check_patient, find_patients, likely_duplicates, register_patient
from footrehab_desktop.errors import FieldError
from tests.support.session_factory import RUNNER, TODAY


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"family_name": "   "}, "family_name", "The family name is needed."),
        ({"given_name": ""}, "given_name", "The given name is needed."),
        ({"given_name": "x" * 201}, "given_name", "The given name takes at most 200 characters."),
        (
            {"family_name": "a\x00b"},
            "family_name",
            "The family name holds a character that cannot be shown. Type it again.",
        ),
        ({"birth_date": date(2026, 3, 17)}, "birth_date", "The date of birth lies in the future."),
        ({"birth_date": date(1899, 1, 1)}, "birth_date", "The date of birth is more than 120 years ago."),
        ({"notes": "x" * 50_001}, "notes", "The note takes at most 50,000 characters."),
    ],
)
def test_each_bad_value_is_refused_at_its_field(change, field, sentence, session):
    details = replace(RUNNER, **change)
    (fault,) = check_patient(details, TODAY)
    assert (fault.field, str(fault)) == (field, sentence)
    with session.unit_of_work() as unit, pytest.raises(FieldError):
        register_patient(unit, details, TODAY)
    with session.unit_of_work() as unit:
        assert unit.patients.count() == 0


def test_all_faults_are_listed_in_the_order_of_the_form():
    details = replace(RUNNER, family_name="", given_name="", birth_date=date(2030, 1, 1))
    assert [fault.field for fault in check_patient(details, TODAY)] == ["family_name", "given_name", "birth_date"]


@pytest.mark.parametrize(
    "name", ["<b>Bold</b>", "محمد علي", "Zoë 🦶", "O'Neill–Łukasik", "Nguye\u0302\u0303n", "x" * 200]
)
def test_unusual_names_are_kept_to_the_letter_and_found(name, session):
    with session.unit_of_work() as unit:
        patient, changes = register_patient(unit, replace(RUNNER, family_name=name), TODAY)
    assert changes.patients == {patient.id}
    with session.unit_of_work() as unit:
        assert unit.patients.get(patient.id).details.family_name == name
        assert [row.id for row in find_patients(unit, "rosa")] == [patient.id]


def test_a_note_of_ten_thousand_characters_is_kept(session):
    note = "Line with <i>no</i> markup\n" * 400
    with session.unit_of_work() as unit:
        patient, _ = register_patient(unit, replace(RUNNER, notes=note), TODAY)
    with session.unit_of_work() as unit:
        assert unit.patients.get(patient.id).details.notes == note


def test_someone_alike_is_shown_before_saving(clinic):
    swapped = replace(RUNNER, family_name=RUNNER.given_name, given_name=RUNNER.family_name)
    with clinic.session.unit_of_work() as unit:
        assert [row.id for row in likely_duplicates(unit, swapped)] == [clinic.patient_id]
        stranger = replace(RUNNER, family_name="Otherwise", given_name="Olaf", birth_date=date(1950, 7, 7))
        assert likely_duplicates(unit, stranger) == ()


@given(st.dates(date(1900, 1, 1), date(2026, 3, 16)), st.dates(date(2026, 3, 16), date(2030, 1, 1)))
def test_age_counts_birthdays(born, day):
    age = age_on(born, day)
    assert born.year + age <= day.year
    had_birthday = (day.month, day.day) >= (born.month, born.day)
    assert age == day.year - born.year - (0 if had_birthday else 1)


def test_a_leap_day_birthday_is_kept_on_the_first_of_march():
    assert age_on(date(2004, 2, 29), date(2026, 2, 28)) == 21
    assert age_on(date(2004, 2, 29), date(2026, 3, 1)) == 22
