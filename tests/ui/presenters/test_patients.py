"""The patient list and the form of a patient in words, without a window."""

from dataclasses import replace
from datetime import date

import pytest

from footrehab_desktop.records.values import PatientRow
from footrehab_desktop.ui.presenters.patients import TypedPatient, patient_line

TODAY = date(2026, 3, 16)
ROW = PatientRow("id", 7, "Łukasik", "Zoë", "Dr", date(1984, 3, 17), "female", "0555 010 001")


def test_a_line_tells_who_it_is_and_what_tells_look_alikes_apart() -> None:
    line = patient_line(ROW, TODAY)
    assert line.name == "ŁUKASIK, Zoë (Dr)"
    assert line.detail == "Born 17-Mar-1984 (41 y) · Female · no. 7 · 0555 010 001"
    assert line.warning == ""
    assert line.spoken == f"{line.name}. {line.detail}"


def test_a_look_alike_is_warned_of_in_words_and_read_out() -> None:
    line = patient_line(replace(ROW, look_alike=True, title="", phone=""), TODAY)
    assert line.name == "ŁUKASIK, Zoë"
    assert line.detail.endswith("no. 7")
    assert "check the date of birth" in line.spoken


def test_what_is_missing_is_listed_in_the_order_of_the_form() -> None:
    assert TypedPatient().missing() == ("family_name", "given_name", "birth_date", "sex")
    assert TypedPatient("  ", "Zoë", None, "female").missing() == ("family_name", "birth_date")
    with pytest.raises(ValueError, match="birth_date and sex"):
        TypedPatient("A", "B").details()


def test_the_details_are_what_was_typed() -> None:
    typed = TypedPatient("<b>A</b>", "B", date(1984, 3, 4), "not_known", notes="two\nlines", diabetes=False)
    details = typed.details()
    assert (details.family_name, details.notes, details.diabetes, details.neuropathy) == (
        "<b>A</b>", "two\nlines", False, None,
    )  # fmt: skip
