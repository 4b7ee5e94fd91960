"""What the comparison shows: which rows, in which colours, with what beneath, and less wide for large text."""

from datetime import timedelta

import pytest

from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.compare_assessments import compare_assessments
from footrehab_desktop.clinic.start import start_progression
from footrehab_desktop.records.values import Observation
from footrehab_desktop.ui.presenters.assess_compare import CompareContent, CompareLine, compact, compare_content
from tests.support.session_factory import TODAY, ClinicWithPatient


def raises(left: float, right: float) -> tuple[Observation, ...]:
    return tuple(
        Observation("heel_raise", side, number=reps, set_up="incline")
        for side, reps in (("left", left), ("right", right))
    )


@pytest.fixture
def content(clinic: ClinicWithPatient) -> CompareContent:
    """A first assessment and a review: the involved heel raise better, pain worse, one test of one side."""
    days = TODAY - timedelta(days=42), TODAY
    answers = (
        (*raises(24, 12), Observation("pain_now", number=2), Observation("medication", text="none")),
        (
            *raises(25, 22),
            Observation("pain_now", number=6),
            Observation("medication", text="none"),
            Observation("single_leg_stance", "right", number=20),
            Observation("night_ache", text="yes"),
        ),
    )
    with clinic.session.unit_of_work() as unit:
        first, second = (
            unit.assessments.sign(clinic.episode_id, kind, on, given, ())
            for kind, on, given in zip(("baseline", "review"), days, answers, strict=True)
        )
        unit.commit()
    with clinic.session.unit_of_work() as unit:
        start_progression(unit, clinic.episode_id, "PH2", 0, "W-GEN", TODAY)
    with clinic.session.unit_of_work() as unit:
        file = load_episode(unit, clinic.episode_id)
    comparison = compare_assessments(file, clinic.session.forms, first.id, second.id, TODAY)
    return compare_content(comparison, file.episode.details.side)


def line(content: CompareContent, name: str) -> CompareLine:
    (found,) = [each for each in content.lines if each.name == name]
    return found


def test_both_dates_stand_in_full_over_each_side_and_the_involved_one_is_marked(content: CompareContent) -> None:
    assert content.title == "First assessment, 02-Feb-2026 (Mon)  →  Review, 16-Mar-2026 (Mon)"
    assert content.columns == (
        "",
        "Patient's LEFT\n02-Feb-2026",
        "Patient's LEFT\n16-Mar-2026",
        "\nChange",
        "Patient's RIGHT\n02-Feb-2026",
        "Patient's RIGHT\n16-Mar-2026",
        "● involved\nChange",
    )
    assert content.summary.startswith("▲ 1 better, ▼ 1 worse beyond measurement error. New findings: ")


def test_a_change_is_sign_word_and_colour(content: CompareContent) -> None:
    raised = line(content, "Single-leg heel raise")
    assert [cell.text for cell in raised.cells] == [
        "Single-leg heel raise\nLSI 50 % → 88 %\nnorm 24 reps",
        "24 reps",
        "25 reps",
        "= Within error (+1)",
        "12 reps",
        "22 reps",
        "▲ Better (+10)",
    ]
    assert [cell.colour for cell in (raised.cells[3], raised.cells[6])] == ["soft", "progress"]
    assert [cell.real for cell in raised.cells] == [False, False, False, False, False, True, True]
    (_name, pain) = line(content, "Pain now").cells
    assert (pain.text, pain.colour) == ("2/10  →  6/10    ▼ Worse (+4)", "regress")
    assert line(content, "Names and doses").cells[1].text == "none    = Same"


def test_what_a_change_rests_on_and_the_next_gate_are_explained(content: CompareContent) -> None:
    explained = line(content, "Single-leg heel raise").explained
    assert explained[0].startswith("Patient's LEFT: A difference of 1 reps can be measurement error")
    assert explained[1].startswith("Patient's RIGHT: Better by 10 reps; the smallest change that counts is 7 reps")
    assert any(words.startswith("✓ Next gate: ") for words in explained[2:])


def test_a_side_that_was_never_measured_stays_empty(content: CompareContent) -> None:
    stance = line(content, "Single-leg stance, eyes open")
    assert [cell.text for cell in stance.cells[1:]] == ["", "", "", "–", "20.0 s", "– One date only"]


def test_the_filter_keeps_real_changes_under_their_headings(content: CompareContent) -> None:
    kept = content.only_real()
    assert [each.name for each in kept] == [
        "Pain",
        "Pain now",
        "Strength and endurance",
        "Single-leg heel raise",
    ]
    assert [each.name for each in kept if each.is_heading] == ["Pain", "Strength and endurance"]


def test_for_large_text_both_answers_and_the_change_of_a_side_stand_in_one_cell(content: CompareContent) -> None:
    narrow = compact(content)
    assert narrow.columns == ("", "Patient's LEFT", "Patient's RIGHT\n● involved")
    raised = line(narrow, "Single-leg heel raise")
    assert [cell.text for cell in raised.cells[1:]] == [
        "24 reps → 25 reps\n= Within error (+1)",
        "12 reps → 22 reps\n▲ Better (+10)",
    ]
    assert line(narrow, "Single-leg stance, eyes open").cells[1].text == ""
    assert line(narrow, "Pain now") == line(content, "Pain now")
    assert line(narrow, "Pain").is_heading
