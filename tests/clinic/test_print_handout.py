"""What stands on paper, read back from the very bytes that are printed."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek, save_week
from footrehab_desktop.clinic.naming import bouts_words
from footrehab_desktop.clinic.patients import change_patient
from footrehab_desktop.clinic.plans import save_plan
from footrehab_desktop.clinic.print_diary import WantedDiary, prepare_diary
from footrehab_desktop.clinic.print_handout import (
    PreparedHandout,
    dose_words,
    prepare_decision_sheet,
    prepare_exercise_sheet,
)
from footrehab_desktop.clinic.print_progress import prepare_progress_report
from footrehab_desktop.clinic.review import review_episode
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.progression import stage_table
from footrehab_desktop.records.values import DiaryDay, DiarySession, Paper, PlanItem
from tests.support.session_factory import PLAN, RUNNER, TODAY, ClinicWithPatient, start_plan

POINTS = {"A4": (595, 841), "Letter": (612, 792)}


def words_of(prepared: PreparedHandout) -> str:
    return " ".join(" ".join(extract_text(prepared.pdf)).split())


def sheet(clinic: ClinicWithPatient, paper: Paper = "A4") -> PreparedHandout:
    with clinic.session.unit_of_work() as unit:
        return prepare_exercise_sheet(unit, clinic.session.library, clinic.episode_id, TODAY, PrintOptions(paper=paper))


def run_a_week(clinic: ClinicWithPatient) -> str:
    """Type a week with two runs, review it, and return the decision's id."""
    first = TODAY - timedelta(days=7)
    columns = []
    for offset in range(7):
        on = first + timedelta(days=offset)
        run = DiarySession(on, 1, "run", True, run_min=12, pain_during=2, settle_h=4, swelling=0, surface=2)
        columns.append(DiaryColumn(on, DiaryDay(on, "yes", 1), (run,) if offset in (0, 3) else (), 0, 0))
    with clinic.session.unit_of_work() as unit:
        save_week(unit, clinic.episode_id, DiaryWeek(first, tuple(columns)), TODAY)
    with clinic.session.unit_of_work() as unit:
        made, _ = review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    return made.stored.id


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_sheet_says_who_what_how_much_and_which_run(clinic: ClinicWithPatient, paper: Paper) -> None:
    start_plan(clinic, "PH4", 3)
    made = sheet(clinic, paper)
    printed = words_of(made)
    for part in ("RUNNER, Rosa", "03-Feb-1984", "RIGHT foot", "PH4 – Walk–run", "1 of"):
        assert part in printed
    for item in PLAN:
        assert clinic.session.library.exercise(item.exercise_id).name in printed
        assert dose_words(item) in printed
    assert bouts_words(stage_table("W-GEN").stage(3).bouts) in printed
    assert "back to normal by the next morning" in printed
    box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+)", made.pdf)
    assert box is not None
    assert tuple(int(float(side)) for side in box.groups()) == POINTS[paper]


def test_a_phase_without_running_prints_no_run_plan(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH2", 1)
    printed = words_of(sheet(clinic))
    assert "PH2" in printed
    assert "min run" not in printed


def test_the_pain_limit_stands_once_in_the_list_of_when_to_stop_and_with_its_number(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    printed = words_of(sheet(clinic))
    assert printed.count("Pain above 4 out of 10.") == 1
    assert clinic.session.library.pain_limit_sign not in printed
    assert "You begin to limp" in printed


def test_without_exercises_or_a_start_the_sheet_says_what_to_do_first(clinic: ClinicWithPatient) -> None:
    with pytest.raises(UserFixableError, match="no plan yet"):
        sheet(clinic)
    with clinic.session.unit_of_work() as unit:
        save_plan(unit, clinic.session.library, clinic.episode_id, PLAN, "W-GEN", TODAY)
    with pytest.raises(UserFixableError, match="has not been started"):
        sheet(clinic)


@pytest.mark.parametrize("name", ["<b>Bold</b>", "O'Neill & Sons", "Łukasik"])
def test_a_name_is_printed_to_the_letter_on_every_kind_of_paper(clinic: ClinicWithPatient, name: str) -> None:
    with clinic.session.unit_of_work() as unit:
        change_patient(unit, clinic.patient_id, replace(RUNNER, given_name=name), TODAY)
    start_plan(clinic)
    decision_id = run_a_week(clinic)
    library, forms, episode = clinic.session.library, clinic.session.forms, clinic.episode_id
    with clinic.session.unit_of_work() as unit:
        prints = (
            prepare_exercise_sheet(unit, library, episode, TODAY, PrintOptions()),
            prepare_diary(unit, library, episode, WantedDiary(TODAY), TODAY, PrintOptions()),
            prepare_progress_report(unit, library, forms, episode, TODAY, PrintOptions()),
            prepare_progress_report(unit, library, forms, episode, TODAY, PrintOptions(), reader="clinician"),
            prepare_decision_sheet(unit, decision_id, TODAY, PrintOptions()),
        )
    for prepared in prints:
        assert f"RUNNER, {name}" in words_of(prepared), prepared.kind


def test_the_progress_report_holds_tests_of_both_sides_and_the_last_review(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    decision_id = run_a_week(clinic)
    with clinic.session.unit_of_work() as unit:
        library, forms = clinic.session.library, clinic.session.forms
        report = words_of(
            prepare_progress_report(unit, library, forms, clinic.episode_id, TODAY, PrintOptions(), reader="clinician")
        )
        decided = unit.decisions.get(decision_id)
    assert "24 reps" in report
    assert "20 reps" in report
    assert "LSI 83 %" in report
    for sentence in decided.decision["explanation"][:1]:
        assert " ".join(sentence.split()) in report


def test_the_review_on_paper_has_the_sentences_of_the_screen(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    decision_id = run_a_week(clinic)
    with clinic.session.unit_of_work() as unit:
        printed = words_of(prepare_decision_sheet(unit, decision_id, TODAY, PrintOptions()))
        decided = unit.decisions.get(decision_id)
    for reason in decided.decision["reasons"]:
        assert " ".join(reason["text"].split()) in printed
        assert reason["rule"] in printed
    assert decided.rules_version in printed


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (PlanItem("EX-P04", 3, 10), "3 × 10"),
        (PlanItem("EX-P04", 2, 10, 5), "2 × 10 · hold 5 s"),
        (PlanItem("EX-P04", 3, hold_s=30), "3 × hold 30 s"),
        (PlanItem("EX-P04", 1, minutes=5), "5 min"),
        (PlanItem("EX-P04", 2, minutes=5), "2 × 5 min"),
        (PlanItem("EX-P04", 3, 12, tempo="3-2-3", load="10 kg backpack"), "3 × 12 · tempo 3-2-3 · 10 kg backpack"),
        (PlanItem("EX-P04", 3), "3 ×"),
    ],
)
def test_a_dosage_in_words(item: PlanItem, words: str) -> None:
    assert dose_words(item) == words


@pytest.mark.parametrize(
    ("bouts", "words"),
    [
        ("1:2 x 6", "1 min run : 2 min walk × 6"),
        ("walk 30", "Walk 30 min briskly"),
        ("30 continuous", "Run 30 min without a break"),
    ],
)
def test_a_stage_in_words(bouts: str, words: str) -> None:
    assert bouts_words(bouts) == words
