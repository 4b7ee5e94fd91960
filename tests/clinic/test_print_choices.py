"""How handouts are printed: kept per patient, for the clinic, and never a reason not to print."""

from dataclasses import replace
from typing import Any

import pytest

from footrehab_desktop.clinic.print_choices import (
    PrintChoices,
    keep_for_clinic,
    keep_for_patient,
    print_choices,
    usual_options,
)
from footrehab_desktop.handouts.options import PrintOptions
from tests.support.session_factory import RUNNER, ClinicWithPatient, make_patient

LARGE = PrintOptions(size="large_print", colours="black_and_white")


def choices(clinic: ClinicWithPatient, patient_id: str = "") -> PrintChoices:
    with clinic.session.unit_of_work() as unit:
        return print_choices(unit, patient_id or clinic.patient_id)


def test_a_patient_without_a_choice_gets_what_is_usual_in_the_clinic(clinic: ClinicWithPatient) -> None:
    assert choices(clinic).options == PrintOptions()
    assert not choices(clinic).differ
    with clinic.session.unit_of_work() as unit:
        changes = keep_for_clinic(unit, replace(LARGE, paper="Letter"))
    assert changes.clinic
    assert choices(clinic).options == replace(LARGE, paper="Letter")
    with clinic.session.unit_of_work() as unit:
        assert unit.clinics.get().paper == "Letter", "the paper in the printer stands in one place"


def test_what_was_chosen_for_one_patient_holds_for_that_one_only(clinic: ClinicWithPatient) -> None:
    other = make_patient(clinic.session, replace(RUNNER, family_name="Other"))
    with clinic.session.unit_of_work() as unit:
        keep_for_patient(unit, clinic.patient_id, replace(LARGE, paper="A5"))
    assert choices(clinic).options == replace(LARGE, paper="A5")
    assert choices(clinic).differ
    assert choices(clinic, other.patient_id).options == PrintOptions()
    with clinic.session.unit_of_work() as unit:
        keep_for_patient(unit, clinic.patient_id, PrintOptions())
    assert not choices(clinic).differ


def test_what_was_not_chosen_for_a_patient_follows_the_clinic(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        keep_for_patient(unit, clinic.patient_id, PrintOptions(size="large_print"))
    with clinic.session.unit_of_work() as unit:
        keep_for_clinic(unit, PrintOptions(colours="toner_saver"))
    assert choices(clinic).options == PrintOptions(size="large_print", colours="toner_saver")


@pytest.mark.parametrize(
    "content", [{"size": "huge"}, {"fold": True}, {"pictures": "yes"}, {"paper": 4}, ["A4"], "A4", {"language": None}]
)
def test_changed_from_outside_is_said_and_the_usual_holds(clinic: ClinicWithPatient, content: Any) -> None:
    keep_raw(clinic, clinic.patient_id, content)
    found = choices(clinic)
    assert found.options == PrintOptions()
    assert "kept for this patient cannot be taken" in found.refused
    keep_raw(clinic, clinic.patient_id, {})
    keep_raw(clinic, "clinic", content)
    found = choices(clinic)
    assert found.options == PrintOptions()
    assert bool(found.refused) == (content != {"paper": 4}), "the paper is not the options' to say"


def keep_raw(clinic: ClinicWithPatient, subject: str, content: Any) -> None:
    """Write what the program itself would not."""
    from sqlalchemy import delete, insert

    from footrehab_desktop.records.schema import PrintOptionsTable

    with clinic.session.unit_of_work() as unit:
        writer = unit.print_options._transaction.writer()
        writer.execute(delete(PrintOptionsTable).where(PrintOptionsTable.subject_id == subject))
        row = {"subject_id": subject, "origin": unit.print_options._transaction.origin, "content": content}
        writer.execute(insert(PrintOptionsTable), [row])
        unit.commit()


def test_the_look_of_the_clinic_goes_on_every_sheet_and_a_broken_one_is_said(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        unit.clinics.save(replace(unit.clinics.get(), accent="#0B3D91", footer="Open on Saturdays"))
        unit.commit()
    assert choices(clinic).options.brand.accent == "#0B3D91"
    assert choices(clinic).options.brand.footer == "Open on Saturdays"
    with clinic.session.unit_of_work() as unit:
        unit.clinics.save(replace(unit.clinics.get(), accent="#FFEE00"))
        unit.commit()
    found = choices(clinic)
    assert found.options.brand.accent == ""
    assert "go out without it" in found.refused
    with clinic.session.unit_of_work() as unit:
        assert usual_options(unit)[1] == found.refused
