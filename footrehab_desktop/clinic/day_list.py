"""Prints the list of the day. It is about many patients, so it is kept with none of them."""

from datetime import date
from typing import TYPE_CHECKING

from footrehab_desktop.clinic.print_handout import clinic_line
from footrehab_desktop.records.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from footrehab_desktop.handouts.content_clinician import DayLine


def prepare_day_list(unit: UnitOfWork, lines: "tuple[DayLine, ...]", today: date) -> bytes:
    """Return the PDF for the clinic's paper. ReportLab is imported here, on the worker."""
    from footrehab_desktop.handouts.content_clinician import DayList
    from footrehab_desktop.handouts.options import PrintOptions
    from footrehab_desktop.handouts.render import render

    content = DayList(clinic_line(unit), today, lines)
    return render(content, PrintOptions(paper=unit.clinics.get().paper)).pdf
