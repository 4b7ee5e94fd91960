"""Weeks of a simulated diary for an episode, for tests that need a long course of plausible entries."""

from datetime import date

from footrehab_desktop.clinic.simulated_patient import SimulatedDay, SimulatedPatient, live_weeks
from footrehab_desktop.clinic.simulation_programme import programme_by_clock
from footrehab_desktop.clinic.simulation_traits import draw_days, draw_patient
from footrehab_desktop.records.unit_of_work import UnitOfWork


def simulated_days(first: date, weeks: int, seed: int, table: str = "W-GEN") -> tuple[SimulatedDay, ...]:
    """Return ``weeks`` weeks of a virtual patient on a walk-run table, runs on Monday, Wednesday and Friday."""
    traits = draw_patient(seed, 1)
    patient = SimulatedPatient(traits, draw_days(traits, 7 * weeks), first)
    return live_weeks(patient, programme_by_clock(table, first), first, weeks)


def fill_diary(unit: UnitOfWork, episode_id: str, first: date, weeks: int, seed: int) -> None:
    """Write ``weeks`` weeks of simulated diary from ``first`` on into the record and commit.

    Some days are not written down, as in life; the same seed gives the same entries.
    """
    days = simulated_days(first, weeks, seed)
    unit.diary.put_sessions(episode_id, [day.session for day in days if day.session])
    unit.diary.put_days(episode_id, [day.day for day in days if day.day])
    unit.commit()
