"""The plan for a bad day and the dates of the next runs, read back from the very bytes that are printed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from footrehab_desktop.clinic.patients import change_patient
from footrehab_desktop.clinic.plans import save_plan
from footrehab_desktop.clinic.print_handout import prepare_exercise_sheet
from footrehab_desktop.clinic.sheet_extras import SheetExtras, sheet_extras
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.records.values import DiaryDay, DiarySession, PlanItem
from tests.support.session_factory import HEEL_PAIN, PLAN, RUNNER, TODAY, ClinicWithPatient, make_patient, start_plan

HOPS = PlanItem("EX-J05", 3, 10)


def extras(clinic: ClinicWithPatient, *, bad_day: bool = True, runs: bool = True) -> SheetExtras:
    session = clinic.session
    with session.unit_of_work() as unit:
        return sheet_extras(
            unit, session.library, session.forms, clinic.episode_id, TODAY, with_bad_day=bad_day, with_runs=runs
        )


def printed(clinic: ClinicWithPatient, extra: SheetExtras) -> str:
    with clinic.session.unit_of_work() as unit:
        made = prepare_exercise_sheet(
            unit,
            clinic.session.library,
            clinic.episode_id,
            TODAY,
            PrintOptions(),
            bad_day=extra.bad_day,
            run_dates=extra.run_dates,
            run_effort=extra.run_effort,
        )
    return " ".join(" ".join(extract_text(made.pdf)).split())


def save(clinic: ClinicWithPatient, *items: PlanItem, run_days: str | None = None) -> None:
    with clinic.session.unit_of_work() as unit:
        save_plan(unit, clinic.session.library, clinic.episode_id, items, "W-GEN", TODAY, run_days=run_days)


def test_the_dates_go_to_the_next_review_and_no_further(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    save(clinic, *PLAN, run_days="tue fri")
    with clinic.session.unit_of_work() as unit:
        unit.diary.put_days(clinic.episode_id, [DiaryDay(TODAY, resting_hr=60)])
        unit.diary.put_sessions(
            clinic.episode_id, [DiarySession(TODAY - timedelta(3), 1, "run", True, level=3, run_min=10, pain_during=1)]
        )
        unit.commit()
    extra = extras(clinic, bad_day=False)
    assert extra.bad_day is None
    assert {date.what.partition(" · ")[0] for date in extra.run_dates} == {"1 min run : 1 min walk × 10"}
    assert {date.on.weekday() for date in extra.run_dates} <= {1, 4}
    text = printed(clinic, extra)
    assert "Tue 17-Mar-2026" in text
    assert "Effort 3 to 4 out of 10, heart rate" in text
    assert "On Tue, Fri, always with one day without running in between" in text
    assert text.count("/10") == 3 * len(extra.run_dates)


def test_a_step_that_is_due_is_not_taken_on_paper(clinic: ClinicWithPatient) -> None:
    """Two clean runs would open the next stage; until the review the sheet stays at the present one."""
    start_plan(clinic)
    with clinic.session.unit_of_work() as unit:
        unit.diary.put_sessions(
            clinic.episode_id,
            [
                DiarySession(TODAY - timedelta(back), 1, "run", True, level=3, run_min=10, pain_during=1, settle_h=4)
                for back in (8, 5)
            ],
        )
        unit.commit()
    dates = extras(clinic).run_dates
    assert dates
    assert all(date.what.startswith("1 min run : 1 min walk × 10") for date in dates)


def test_a_bad_day_says_what_stays_what_is_less_and_what_instead(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    save(clinic, *PLAN, HOPS)
    with clinic.session.unit_of_work() as unit:
        change_patient(unit, clinic.patient_id, replace(RUNNER, beta_blocker=True), TODAY)
    extra = extras(clinic, runs=False)
    block = extra.bad_day
    assert block is not None
    library = clinic.session.library
    assert block.kept == (library.exercise("EX-I05").name,)
    assert block.lighter == (
        f"{library.exercise('EX-P04').name} 2 × 10",
        f"{library.exercise('EX-B02').name} 2 × hold 30 s",
    )
    assert block.left_out == (library.exercise("EX-J05").name,)
    assert library.exercise("EX-C01").name in block.instead
    assert block.effort == "Effort 1 to 4 out of 10"
    text = printed(clinic, extra)
    for words in ("On a day with more pain", "Leave out:", *block.instead, "Effort 1 to 4 out of 10"):
        assert words in text
    assert "Your next runs" not in text


@pytest.mark.parametrize("phase", ["PH2", "PH5"])
def test_no_dates_outside_the_stages_and_nothing_unless_asked_for(clinic: ClinicWithPatient, phase: str) -> None:
    start_plan(clinic, phase, 1)
    assert extras(clinic).run_dates == ()
    assert extras(clinic).run_effort == ""
    assert extras(clinic, bad_day=False, runs=False) == SheetExtras()
    fresh = make_patient(clinic.session, episode=HEEL_PAIN)
    assert extras(fresh) == SheetExtras()


def test_many_dates_go_over_pages(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    save(clinic, *PLAN)
    extra = extras(clinic)
    many = replace(extra, run_dates=extra.run_dates * 30)
    text = printed(clinic, many)
    assert text.count("Next morning") > 1
    assert text.count("/10") == 3 * len(many.run_dates)
