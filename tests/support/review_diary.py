"""A short diary for tests of the review: a week with three runs, written through the real use case."""

from datetime import timedelta

from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek, save_week
from footrehab_desktop.records.values import DiaryDay, DiarySession
from tests.support.session_factory import TODAY, ClinicWithPatient

MONDAY = TODAY - timedelta(days=7)


def write_diary(clinic: ClinicWithPatient, pain: int) -> None:
    """Write the week before today with three clean runs, except that the last one hurt as said."""
    columns = []
    for offset in range(7):
        on = MONDAY + timedelta(days=offset)
        run = DiarySession(
            on, 1, "run", True, minutes=30, run_min=10, pain_during=pain if offset == 4 else 1, swelling=0, rpe=3,
            completed_pct=100, sharp=False, limp=False, tenderness="none", settle_h=6, surface=2,
        )  # fmt: skip
        columns.append(DiaryColumn(on, DiaryDay(on, exercises="yes"), (run,) if offset in (0, 2, 4) else (), 0, 0))
    with clinic.session.unit_of_work() as unit:
        save_week(unit, clinic.episode_id, DiaryWeek(MONDAY, tuple(columns)), TODAY)
