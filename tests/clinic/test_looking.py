"""Opening a patient is noted once for each unlocking, for every role."""

from dataclasses import replace
from datetime import date

from footrehab_desktop.clinic.looking import note_look
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.repositories.audit import AuditQuery
from footrehab_desktop.ui.operations.banner import load_banner
from tests.support.filled_patient import fill_patient

DAY = date(2026, 3, 16)


def test_the_banner_notes_the_first_look_at_each_patient(session: ClinicSession) -> None:
    with session.unit_of_work() as unit:
        one, other = fill_patient(unit, "One").patient, fill_patient(unit, "Other").patient
        unit.patients.restrict(other, "contested")
        unit.commit()
    session.record.clinician = replace(session.record.clinician, role="read_only")
    for patient in (one, one, other, one):
        load_banner(session, patient, None, DAY)
    with session.unit_of_work() as unit:
        looks = unit.audit.find(AuditQuery(actions=("patient.opened",)))
    assert [entry.subject for entry in looks] == [other, one]
    assert {entry.clinician_id for entry in looks} == {session.clinician.id}
    assert "restricted" in str(load_banner(session, other, None, DAY).alerts)


def test_a_new_unlocking_notes_it_again(session: ClinicSession) -> None:
    with session.unit_of_work() as unit:
        patient = fill_patient(unit).patient
        unit.commit()
    for _unlocking in range(2):
        note_look(ClinicSession(session.record, session.shipped, session.forms), patient)
    with session.unit_of_work() as unit:
        assert len(unit.audit.find(AuditQuery(actions=("patient.opened",)))) == 2
