"""Statement, restriction and erasure as a clinician meets them: who may, when it is refused, and what is said."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from footrehab_desktop.clinic import merging, rights
from footrehab_desktop.clinic.permissions import NotAllowedError
from footrehab_desktop.clinic.replay import replay_all
from footrehab_desktop.clinic.retention import choose_rule
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.records.failures import NotOnFileError, RestrictedError
from footrehab_desktop.records.values import PatientDetails, Role
from tests.support.filled_patient import Filled, fill_patient
from tests.support.session_factory import TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

LATER = date(2060, 1, 1)


@pytest.fixture
def filled(session: ClinicSession) -> Filled:
    with session.unit_of_work() as unit:
        made = fill_patient(unit)
        unit.commit()
    return made


def become(session: ClinicSession, role: Role) -> None:
    session.record.clinician = replace(session.record.clinician, role=role)


def test_a_statement_is_added_struck_out_and_refused_when_empty(session: ClinicSession, filled: Filled) -> None:
    with pytest.raises(FieldError, match="empty"):
        rights.add_statement(session, filled.patient, "  ")
    with pytest.raises(FieldError):
        rights.add_statement(session, filled.patient, "a\x07b")
    changes = rights.add_statement(session, filled.patient, "I see it otherwise.\nThe pain came first.")
    assert changes.patients == {filled.patient}
    with session.unit_of_work() as unit:
        statements = unit.statements.for_patient(filled.patient)
    assert statements[-1].content == "I see it otherwise.\nThe pain came first."
    with pytest.raises(FieldError, match="why"):
        rights.take_back_statement(session, filled.patient, statements[-1].id, " ")
    rights.take_back_statement(session, filled.patient, statements[-1].id, "withdrawn")
    with session.unit_of_work() as unit:
        assert len(unit.statements.for_patient(filled.patient)) == 1


def test_restricting_needs_a_reason_and_can_be_lifted(session: ClinicSession, filled: Filled) -> None:
    with pytest.raises(FieldError, match="why"):
        rights.restrict_patient(session, filled.patient, "")
    changes = rights.restrict_patient(session, filled.patient, "contested")
    assert changes.episodes == {filled.episode}
    with pytest.raises(RestrictedError):
        rights.add_statement(session, filled.patient, "more")
    rights.lift_restriction(session, filled.patient)
    rights.add_statement(session, filled.patient, "more")


def against(session: ClinicSession, patient_id: str, reason: str, today: date = TODAY) -> str:
    with session.unit_of_work() as unit:
        return rights.reason_against_erasing(unit, patient_id, reason, today)  # type: ignore[arg-type]  # a code


def test_a_record_that_must_be_kept_is_not_erased_and_the_day_is_named(session: ClinicSession, filled: Filled) -> None:
    assert "Choose under Settings" in against(session, filled.patient, "patient_request")
    choose_rule(session, "scotland")
    refused = against(session, filled.patient, "patient_request")
    assert "must be kept until" in refused
    assert "6 years after the last entry" in refused
    assert against(session, filled.patient, "retention_over", LATER) == ""

    assert "8 clinical entries" in against(session, filled.patient, "entered_by_mistake")
    with pytest.raises(UserFixableError, match="must be kept until"):
        rights.erase(session, filled.patient, "patient_request", "1", TODAY)
    rights.restrict_patient(session, filled.patient, "contested")
    assert "restricted" in against(session, filled.patient, "retention_over", LATER)


def test_a_mistaken_entry_without_treatment_goes_at_once(session: ClinicSession) -> None:
    with session.unit_of_work() as unit:
        patient = unit.patients.add(PatientDetails("Wrong", "Person", date(1990, 1, 1), "male"))
        unit.commit()
    with pytest.raises(FieldError, match="record number of this patient, 1"):
        rights.erase(session, patient.id, "entered_by_mistake", "7", TODAY)
    erased = rights.erase(session, patient.id, "entered_by_mistake", " 1 ", TODAY)
    assert (erased.rows, erased.written_anew) == (1, True)
    with session.unit_of_work() as unit, pytest.raises(NotOnFileError):
        unit.patients.get(patient.id)


def test_only_a_lead_erases_and_read_only_changes_nothing(session: ClinicSession, filled: Filled) -> None:
    choose_rule(session, "scotland")
    become(session, "clinician")
    with pytest.raises(NotAllowedError, match="lead"):
        rights.erase(session, filled.patient, "retention_over", "1", LATER)
    rights.restrict_patient(session, filled.patient, "contested")
    become(session, "read_only")
    acts: tuple[Callable[[], object], ...] = (
        lambda: rights.lift_restriction(session, filled.patient),
        lambda: rights.add_statement(session, filled.patient, "x"),
        lambda: rights.restrict_patient(session, filled.patient, "x"),
        lambda: merging.join_entries(session, filled.patient, filled.patient),
    )
    for act in acts:
        with pytest.raises(NotAllowedError):
            act()
    become(session, "lead")
    rights.lift_restriction(session, filled.patient)
    assert rights.erase(session, filled.patient, "retention_over", "1", LATER).rows > 20


def test_different_birth_dates_have_to_be_confirmed_in_words(session: ClinicSession, filled: Filled) -> None:
    with session.unit_of_work() as unit:
        twin = fill_patient(unit, "Canary", date(1984, 4, 3)).patient
        other = fill_patient(unit, "Canary").patient
        unit.commit()
        assert {row.id for row in merging.possible_twins(unit, filled.patient)} == {twin, other}
        both = merging.compare_entries(unit, filled.patient, twin)
    assert both.births_differ
    assert {line.label for line in both.lines if line.differs} >= {"Born", "Record number"}
    for typed in ("", "yes", "same"):
        with pytest.raises(FieldError, match="same person"):
            merging.join_entries(session, filled.patient, twin, typed)
    merging.join_entries(session, filled.patient, twin, "Same person ")
    changes = merging.join_entries(session, filled.patient, other)
    assert changes.patients == {filled.patient, other}
    with session.unit_of_work() as unit:
        merges = unit.merges.standing(filled.patient)
        assert "Open that one" in rights.reason_against_erasing(unit, twin, "patient_request", TODAY)
    for merge in merges:
        merging.take_apart(session, merge.id)
    with session.unit_of_work() as unit:
        assert [len(unit.episodes.for_patient(each)) for each in (filled.patient, twin, other)] == [1, 1, 1]


def test_the_decisions_of_an_erased_patient_are_missed_by_nobody(session: ClinicSession, filled: Filled) -> None:
    """A decision that vanished otherwise is a fault; the trail tells the two apart."""
    with session.unit_of_work() as unit:
        other = fill_patient(unit, "Other")
        unit.commit()
        assert set(unit.decisions.written()) == {filled.decision, other.decision}
    choose_rule(session, "scotland")
    rights.erase(session, filled.patient, "retention_over", "1", LATER)
    with session.unit_of_work() as unit:
        assert set(unit.decisions.written()) == {other.decision}
        assert not [each for each in replay_all(unit) if each.decision_id == filled.decision]
    assert session.record.verify().ok
