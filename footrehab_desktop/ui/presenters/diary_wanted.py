"""The cell of the diary that another page leads to: by the session and the field that a fact names."""

from datetime import date
from typing import Final

from footrehab_desktop.ui.presenters.diary import WeekSheet
from footrehab_desktop.ui.presenters.diary_lines import ALL_EXERCISES, Place

# What the rules know of a session and the diary asks on the next morning.
MORNING: Final = {"pain_24h": "next_morning_pain", "stiffness_delta_min": "next_morning_stiffness_min"}


def wanted_place(sheet: WeekSheet, on: date, session_id: str | None, field: str | None) -> Place | None:
    """Return the cell of a field on a day, else the first line of the session, or of the day when neither is given.

    None when the week has no such line.
    """
    if on not in sheet.dates:
        return None
    column = sheet.dates.index(on)
    if session_id is None and field is None:
        return Place(ALL_EXERCISES, column)
    sessions = sheet.stored.columns[column].sessions
    slot = next((session.slot for session in sessions if session.id == session_id), 1)
    names = (field, MORNING.get(field or ""), "kind")
    rows = [row for row in sheet.rows() if row.belongs != "exercise" and row.slot in (0, slot)]
    return next((Place(row, column) for name in names for row in rows if row.code == name), None)
