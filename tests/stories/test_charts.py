"""A course looked at with the keyboard alone, in the real window: what is stored is what is drawn, and is read out."""

from datetime import date, timedelta

from footrehab_desktop.ui.pages.progress_page import ProgressPage
from tests.support.counted_keys import Opened
from tests.support.session_factory import TODAY, ClinicWithPatient, make_patient, start_plan
from tests.support.simulated_diary import fill_diary

WEEKS = 26  # back over the end of summer time
FIRST = TODAY - timedelta(weeks=WEEKS)


def test_half_a_year_is_looked_at_with_keys_alone(opened: Opened) -> None:
    clinic = make_patient(opened.session)
    start_plan(clinic, since=FIRST)
    with opened.session.unit_of_work() as unit:
        fill_diary(unit, clinic.episode_id, FIRST, WEEKS, seed=5)
    opened.window.navigate("progress", clinic.patient_id, clinic.episode_id)
    keys = opened.keys
    keys.settle()
    page = opened.window.frame.host.current_page
    assert isinstance(page, ProgressPage)
    plot = page.view.plot
    assert plot is not None
    assert keys.at == "Charts"

    keys.tab_to("Chart: Pain")
    keys.on("0")
    assert plot.shown_days()[0] <= FIRST + timedelta(days=7)
    assert drawn(page, "In the morning") == stored_mornings(opened, clinic)
    keys.on("Home")
    first_read = plot.accessibleDescription()
    keys.on("Right", "Left")
    assert plot.accessibleDescription() == first_read == page.view.readout.text()
    keys.on("9", "B", "Shift+Left", "Shift+Left", "Shift+Left", "Shift+Left", "B", "9", "A")
    assert page.view.compare.table.texts.rowCount() > 0
    assert page.view.compare.refusal.text() == ""
    keys.on("T")
    assert keys.at == "Values of Pain, newest first"
    assert page.view.table.values.rowCount() == len(page.view.content.table.rows if page.view.content else ())
    keys.on("T")
    assert keys.at == "Chart: Pain"


def drawn(page: ProgressPage, name: str) -> dict[date, float]:
    """Return what a line's symbols and corners stand on, as days and values."""
    assert page.view.plot is not None
    assert page.view.content is not None
    names = [line.name for line in page.view.content.lines]
    line = page.view.plot.lines.all[names.index(name)]
    return {date.fromordinal(int(day)): value for day, value in zip(line.days, line.values, strict=True)}


def stored_mornings(opened: Opened, clinic: ClinicWithPatient) -> dict[date, float]:
    """Return the morning pain of every day of the diary."""
    with opened.session.unit_of_work() as unit:
        days = unit.diary.days(clinic.episode_id, FIRST, TODAY)
    return {day.on: day.morning_pain for day in days if day.morning_pain is not None}
