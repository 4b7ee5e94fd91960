"""A sheet for nobody: shows in the settings what the clinic's look and usual options do on paper."""

from datetime import date
from typing import Final

from footrehab_desktop.clinic.print_handout import PreparedHandout, clinic_line, exercise_on_sheet, render_with
from footrehab_desktop.handouts.content import PersonLine
from footrehab_desktop.handouts.content_patient import ExerciseSheet
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import PlanItem

PERSON: Final = PersonLine("SAMPLE, Sheet", date(1980, 1, 1), 0)
ITEMS: Final = (PlanItem("EX-P04", 3, 10), PlanItem("EX-B02", 3, hold_s=30))


def prepare_sample(unit: UnitOfWork, library: Library, today: date, options: PrintOptions) -> PreparedHandout:
    """Render an exercise sheet of two exercises that belongs to no patient."""
    sheet = ExerciseSheet(
        person=PERSON,
        clinic=clinic_line(unit),
        condition="",
        side="right",
        phase="",
        printed_on=today,
        exercises=tuple(exercise_on_sheet(unit, item, library, options.language) for item in ITEMS),
        run_plan=None,
        general_stop_signs=(),
    )
    return render_with("exercise_sheet", sheet, options)
