"""Blank assessment forms and diaries for a day without power; they are filled in by hand and typed in later."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from footrehab_desktop.clinic.print_handout import PreparedHandout, clinic_line, render_with
from footrehab_desktop.handouts.content_clinician import BlankForm
from footrehab_desktop.handouts.content_patient import DiarySheet
from footrehab_desktop.handouts.diary_layout import DiaryKind
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.sheet_ids import new_sheet_id
from footrehab_desktop.library.body_chart import body_chart_fields
from footrehab_desktop.library.field_spec import Section
from footrehab_desktop.library.forms import KINDS, Forms
from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.records.unit_of_work import UnitOfWork

BLANK_FORM: Final = "blank_form"
BLANK_DIARY: Final = "blank_diary"
ADULT: Final = 18


def prepare_blank_form(
    unit: UnitOfWork, forms: Forms, kind: str, today: date, options: PrintOptions, *, condition: str = ""
) -> PreparedHandout:
    """Render the form of a kind of assessment, with the groups that are usual for ``condition`` ("": for everybody).

    Raises ``KeyError`` for an unknown kind.
    """
    sections = tuple(_asked(section, condition) for section in forms.for_kind(kind))
    title = patient_text("blank.title", options.language, kind=KINDS[kind])
    form = BlankForm(
        clinic_line(unit), today, title, tuple(s for s in sections if s.fields or s.layout == "body_chart")
    )
    return replace(render_with(BLANK_FORM, form, options), title=title)


def prepare_blank_diary(
    unit: UnitOfWork,
    kind: DiaryKind,
    days: int,
    today: date,
    options: PrintOptions,
    *,
    choose: Callable[[str], str] = secrets.choice,
) -> PreparedHandout:
    """Render a diary without a name or days; its codes still say which form it is. Raises as a diary does for A5."""
    sheet = DiarySheet(
        person=None,
        clinic=clinic_line(unit),
        condition="",
        side=None,
        printed_on=today,
        first_day=None,
        sheet_id=new_sheet_id(choose),
        kind=kind,
        days=days,
    )
    return render_with(BLANK_DIARY, sheet, options)


def _asked(section: Section, condition: str) -> Section:
    """Leave out what the chart asks for single regions, and groups for other conditions."""
    drawn = {field.code for field in body_chart_fields()}
    fields = tuple(
        field
        for field in section.fields
        if field.code not in drawn and section.group(field.heading).is_usual(condition, ADULT)
    )
    return replace(section, fields=fields)
