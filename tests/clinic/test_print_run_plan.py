"""The walk-run plan sheet: stages, days and rules of this very patient, read back from the bytes that are printed."""

from datetime import timedelta

import pytest

from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.naming import bouts_words
from footrehab_desktop.clinic.own_protocols import Adjustment, save_adjustment
from footrehab_desktop.clinic.plans import save_plan
from footrehab_desktop.clinic.print_handout import PreparedHandout
from footrehab_desktop.clinic.print_run_plan import prepare_run_plan
from footrehab_desktop.clinic.run_outlook import run_outlook, weekday_numbers
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.phrases import Words
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.progression import stage_table
from footrehab_desktop.progression.run_calendar import run_calendar
from tests.support.session_factory import HEEL_PAIN, PLAN, TODAY, ClinicWithPatient, start_plan

TABLE = stage_table("W-GEN")
WORDS = Words()


def plan_sheet(clinic: ClinicWithPatient, options: PrintOptions | None = None) -> PreparedHandout:
    with clinic.session.unit_of_work() as unit:
        return prepare_run_plan(unit, clinic.session.forms, clinic.episode_id, TODAY, options or PrintOptions())


def words(prepared: PreparedHandout) -> str:
    return " ".join(" ".join(extract_text(prepared.pdf)).split())


def test_stages_come_from_the_present_one_on_with_the_days_of_the_calendar(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH4", 10, since=TODAY - timedelta(days=2))
    made = plan_sheet(clinic)
    text = words(made)
    assert made.pages == 1
    assert "NOW · Stage 10" in text
    assert text.count("NOW") == 1
    assert "Stage 9" not in text
    with clinic.session.unit_of_work() as unit:
        file = load_episode(unit, clinic.episode_id)
        outlook = run_outlook(file, clinic.session.forms, TODAY)
    assert outlook.stages is not None
    runs = run_calendar(TABLE, outlook.stages, weekday_numbers(None), outlook.book)
    days = [f"{WORDS.weekday(run.on)} {WORDS.day_and_month(run.on)}{'*' if run.light else ''}" for run in runs]
    places = [text.index(day) for day in days]
    assert places == sorted(places), "runs stand in the order of the calendar"
    for number in (10, 11, 12):
        assert bouts_words(TABLE.stage(number).bouts) in text
    assert "Walk briskly for 5 minutes" in text
    assert "Walk easily for 5 minutes" in text


def test_the_rules_carry_the_figures_of_the_clinics_own_rulebook(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    before = words(plan_sheet(clinic))
    assert "pain 4 out of 10 or less, back to usual within 24 hours" in before
    assert "2 good runs in a row, then your clinic opens the next stage." in before
    assert "At least 1 day without running in between, at most 4 runs in 7 days." in before
    with clinic.session.unit_of_work() as unit:
        figures = {
            "B1.ceiling.plantar_heel": 2,
            "PM-09.settled_h": 18,
            "LD-14.clean": 3,
            "LD-06.days_apart": 3,
            "LD-06.runs": 3,
            "LD-07.load": 0.7,
        }
        save_adjustment(unit, clinic.session.library, HEEL_PAIN.condition, Adjustment(figures, {}))
    text = words(plan_sheet(clinic))
    assert "pain 2 out of 10 or less, back to usual within 18 hours" in text
    assert "3 good runs in a row, then your clinic opens the next stage." in text
    assert "At least 2 days without running in between, at most 3 runs in 7 days." in text
    assert "* Light week: do only 70 % of the minutes." in text


def test_the_last_stage_asks_for_the_runs_of_the_gate_behind_it(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH4", TABLE.top, since=TODAY - timedelta(days=2))
    text = words(plan_sheet(clinic))
    assert "3 good runs in a row end this plan." in text
    assert "follow" not in text


def test_days_for_running_are_kept(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    with clinic.session.unit_of_work() as unit:
        save_plan(unit, clinic.session.library, clinic.episode_id, PLAN, "W-GEN", TODAY, run_days="tue fri")
    text = words(plan_sheet(clinic))
    assert "Tue 17-Mar" in text
    assert "Fri 20-Mar" in text
    assert not {"Mon 16-Mar", "Wed 18-Mar", "Sat 21-Mar"} & {text[i : i + 10] for i in range(len(text))}


@pytest.mark.parametrize("size", ["normal", "large_print", "low_literacy"])
@pytest.mark.parametrize("paper", ["A4", "Letter", "A5"])
def test_every_paper_shows_the_present_stage_and_every_rule(clinic: ClinicWithPatient, paper: str, size: str) -> None:
    """One page is enough, but for larger print and on small paper, where the rules take a second one."""
    start_plan(clinic, "PH4", 1)
    options = PrintOptions.from_json({"paper": paper, "size": size})
    if (paper, size) == ("A5", "large_print"):
        with pytest.raises(UserFixableError, match="A4 or Letter"):
            plan_sheet(clinic, options)
        return
    made = plan_sheet(clinic, options)
    assert made.pages <= (1 if size == "normal" and paper != "A5" else 2)
    assert "NOW" in words(made)
    assert "Run on these days only if the run before went well" in words(made)
    for rule in (
        "Did it not go well? Do not move on.",
        "day without running in between",
        "talk in whole sentences",
    ):
        assert rule in words(made)


def test_without_a_stage_it_says_what_the_sheet_is_for(clinic: ClinicWithPatient) -> None:
    with pytest.raises(UserFixableError, match="walk–run phase"):
        plan_sheet(clinic)
    start_plan(clinic, "PH2", 1)
    with pytest.raises(UserFixableError, match="walk–run phase"):
        plan_sheet(clinic)
