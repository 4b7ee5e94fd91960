"""Renders the sheet with the recovery key."""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.records.values import Paper


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What is printed. ``key`` is the recovery key in groups joined by hyphens."""

    clinic_name: str
    clinician: str
    key: str
    created_on: date
    paper: Paper


def render_recovery_sheet(sheet: RecoverySheet) -> bytes:
    """Return the PDF. ReportLab is imported here, on the worker."""
    from footrehab_desktop.handouts.content_clinician import RecoveryKeySheet
    from footrehab_desktop.handouts.options import PrintOptions
    from footrehab_desktop.handouts.render import render

    groups = tuple(sheet.key.split("-"))
    content = RecoveryKeySheet(sheet.clinic_name, sheet.clinician, groups, sheet.created_on)
    return render(content, PrintOptions(paper=sheet.paper)).pdf
