"""How long a record is kept: years after the last entry, birthdays of those who were children, 29 February."""

from dataclasses import replace
from datetime import date

import pytest

from footrehab_desktop.clinic.permissions import NotAllowedError
from footrehab_desktop.clinic.retention import (
    choose_rule,
    kept_until,
    retention_list,
    retention_rules,
    rule_of,
    years_later,
)
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.values_rights import RecordAge
from tests.support.filled_patient import fill_patient
from tests.support.session_factory import TODAY

RULES = {rule.code: rule for rule in retention_rules()}


def age(born: date, last: date) -> RecordAge:
    return RecordAge("id", 1, "Okafor", "Miriam", born, last, 3)


@pytest.mark.parametrize(
    ("rule", "born", "last", "until"),
    [
        ("england_wales_ni", date(1960, 5, 1), date(2020, 3, 10), date(2028, 3, 10)),
        ("england_wales_ni", date(2010, 5, 1), date(2020, 3, 10), date(2035, 5, 1)),
        ("england_wales_ni", date(2003, 3, 11), date(2020, 3, 10), date(2028, 3, 11)),
        ("england_wales_ni", date(2003, 3, 10), date(2020, 3, 10), date(2029, 3, 10)),
        ("england_wales_ni", date(2002, 3, 11), date(2020, 3, 10), date(2028, 3, 11)),
        ("england_wales_ni", date(2002, 3, 10), date(2020, 3, 10), date(2028, 3, 10)),
        ("scotland", date(1960, 5, 1), date(2020, 3, 10), date(2026, 3, 10)),
        ("germany", date(2019, 5, 1), date(2020, 2, 29), date(2030, 3, 1)),
        ("netherlands", date(2019, 2, 28), date(2020, 3, 10), date(2057, 2, 28)),
    ],
)
def test_the_day_is_right_at_birthdays_and_leap_days(rule: str, born: date, last: date, until: date) -> None:
    assert kept_until(age(born, last), RULES[rule]).day == until


def test_a_leap_day_never_comes_too_early() -> None:
    assert years_later(date(2020, 2, 29), 8) == date(2028, 2, 29)
    assert years_later(date(2020, 2, 29), 10) == date(2030, 3, 1)


def test_every_rule_names_its_source_and_says_what_it_is() -> None:
    assert len(RULES) >= 10
    for rule in RULES.values():
        assert rule.source
        assert 1900 < rule.year <= 2026
        assert rule.words.startswith(f"Kept for {rule.years} years")
        assert rule.child_until is None or rule.child_until > 18


def test_only_a_lead_chooses_and_only_what_is_listed(session: ClinicSession) -> None:
    with pytest.raises(FieldError):
        choose_rule(session, "nowhere")
    assert choose_rule(session, "scotland").clinic
    with session.unit_of_work() as unit:
        rule = rule_of(unit)
    assert rule is not None
    assert rule.code == "scotland"
    session.record.clinician = replace(session.record.clinician, role="clinician")
    with pytest.raises(NotAllowedError):
        choose_rule(session, "germany")


def test_the_list_holds_whose_time_is_over_the_longest_first(session: ClinicSession) -> None:
    with session.unit_of_work() as unit:
        adult = fill_patient(unit, "Adult", date(1960, 1, 1)).patient
        child = fill_patient(unit, "Child", date(2020, 1, 1)).patient
        unit.commit()
        written = unit.record_ages.all()[0].last_entry_on
        assert retention_list(unit, TODAY) == ()
    choose_rule(session, "england_wales_ni")
    with session.unit_of_work() as unit:
        eight = years_later(written, 8)
        assert retention_list(unit, eight) == ()
        (due,) = retention_list(unit, eight.replace(year=eight.year + 1))
        assert due.age.patient_id == adult
        assert "8 years after the last entry" in due.kept_until.reason
        both = retention_list(unit, date(2060, 1, 1))
        assert [each.age.patient_id for each in both] == [adult, child]
        assert "25th birthday" in both[1].kept_until.reason


def test_joined_entries_count_as_one(session: ClinicSession) -> None:
    with session.unit_of_work() as unit:
        kept, merged = fill_patient(unit, "Kept"), fill_patient(unit, "Twin")
        unit.merges.join(kept.patient, merged.patient)
        unit.commit()
        (only,) = unit.record_ages.all()
    assert only.patient_id == kept.patient
    assert only.clinical == 16
