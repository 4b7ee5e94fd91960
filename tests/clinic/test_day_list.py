"""The list of the day: twenty-five patients on one page, everything that is due in it, nothing cut."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from footrehab_desktop.clinic.day_list import prepare_day_list
from footrehab_desktop.handouts.content_clinician import DayLine
from footrehab_desktop.records.values import Paper
from tests.support.session_factory import TODAY, ClinicWithPatient

DUE = ("Tests for the next gate: 3", "6 weeks in PH3", "Goal of 16-Mar-2026: reached?", "FAAM-ADL, PSFS due")


def lines(count: int, due: tuple[str, ...] = DUE) -> tuple[DayLine, ...]:
    return tuple(
        DayLine(
            f"YILDIZ-NGUYỄN{n}, Dana", date(1984, 2, 3), "LEFT foot, Achilles tendon, midportion", "PH2 · Level 6", due
        )
        for n in range(count)
    )


def read(pdf: bytes) -> tuple[int, str]:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return len(document), text


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_twenty_five_patients_stand_on_one_page_with_all_that_is_due(clinic: ClinicWithPatient, paper: Paper) -> None:
    with clinic.session.unit_of_work() as unit:
        unit.clinics.save(replace(unit.clinics.get(), paper=paper))
        unit.commit()
    with clinic.session.unit_of_work() as unit:
        pages, text = read(prepare_day_list(unit, lines(25), TODAY))
    assert pages == 1
    for number in range(25):
        assert f"YILDIZ-NGUYỄN{number}, Dana" in text
    assert text.count("03-Feb-1984") == 25
    assert " ".join(text.split()).count("FAAM-ADL, PSFS due") == 25
    assert "Today, 16-Mar-2026" in text


def test_a_patient_with_much_to_do_gets_the_lines_it_takes(clinic: ClinicWithPatient) -> None:
    much = tuple(f"Task number {n} of this patient" for n in range(40))
    with clinic.session.unit_of_work() as unit:
        pages, text = read(prepare_day_list(unit, lines(9, much), TODAY))
    assert pages > 1
    assert " ".join(text.split()).count("Task number 39 of this patient") == 9


def test_nobody_due_is_an_empty_list(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        pages, text = read(prepare_day_list(unit, (), TODAY))
    assert pages == 1
    assert "0 patients" in text
