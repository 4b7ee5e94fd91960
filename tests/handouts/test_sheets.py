"""What each sheet says, and that charts and tables hold in the corners."""

from dataclasses import replace

import pytest

from footrehab_desktop.handouts.content import MeasureRow
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.handouts.render import render


def text_of(content, paper="A4"):
    return " ".join(" ".join(extract_text(render(content, PrintOptions(paper=paper)).pdf)).split())


def test_exercise_sheet_says_what_how_much_and_when_to_stop(exercise_sheet, exercise):
    text = text_of(replace(exercise_sheet, exercises=(exercise,)))
    for words in (
        "Heel raise on a step",
        "3 × 12 · hold 2 s",
        "every other day",
        "1. Stand on a step",
        "3. Lower for 3 seconds.",
        "Stop if: pain above 4 of 10",
        "For you: Start without the rucksack.",
        "Stop at any of these signs, and call the clinic",
        "Sharp, sudden pain.",
        "Next visit: 30-Nov-2026",
        "1 min run : 1 min walk × 10",
        "10 min running in 20 min · every other day",
        "Stage 3 · W-GEN",
    ):
        assert words in text


def test_exercises_stay_whole_on_a_page(exercise_sheet, exercise):
    for page in extract_text(render(exercise_sheet).pdf):
        assert page.count(exercise.name) == page.count("Start without the rucksack.")


def test_empty_sheets_print(exercise_sheet, report, decision):
    bare = replace(exercise_sheet, exercises=(), run_plan=None, general_stop_signs=(), next_review_on=None, phase="")
    empty_report = replace(
        report, summary=(), charts=(), milestones=(), goals=(), measures=(), outcomes=(), decisions=()
    )
    empty_decision = replace(decision, reasons=(), missing=(), not_met=(), urgency=None, next_review_on=None)
    assert render(bare).pages == render(empty_report).pages == render(empty_decision).pages == 1
    assert "Nothing has been recorded yet that could be drawn." in text_of(empty_report)


def test_report_shows_charts_milestones_goals_measures_and_reviews(report):
    text = text_of(report)
    for words in (
        "Pain during 3 (22-Oct-2026)",
        "Running per week, minutes",
        "★ Ran 10 minutes without a break (02-Nov-2026)",
        "Run the city race",
        "Pain during activity fell",
        "Single-leg heel raise",
        "not met (≥ 90 %)",
        "FFI went from 46 to 17: a meaningful change (MCID 7).",
        "16-Nov-2026",
        "HOLD: stay at this level",
        "One more clean session is needed.",
    ):
        assert words in text
    assert "LEFT RIGHT Symmetry" in text
    assert text.startswith("Progress report")
    assert text_of(replace(report, reader="patient")).startswith("How you are doing")


def test_of_two_thousand_measures_none_is_lost(report):
    rows = tuple(MeasureRow(f"Measure {number}", "1", "2", "50 %", "met") for number in range(2000))
    handout = render(replace(report, measures=rows))
    pages = extract_text(handout.pdf)
    assert handout.pages > 30
    assert all("Symmetry" in page for page in pages)
    assert "Measure 1999" in pages[-1]


def test_a_cell_longer_than_a_page_goes_on_over_pages(report):
    row = MeasureRow("Measure", "1", "2", "50 %", "word " * 2000 + "end")
    handout = render(replace(report, measures=(row,)))
    assert handout.pages > 3
    assert "end" in extract_text(handout.pdf)[-1]


def test_decision_names_word_urgency_reasons_and_sources(decision):
    text = text_of(decision)
    for words in (
        "Review of 20-Nov-2026",
        "✚ REFER: send on",
        "Within one to two working days",
        "1. Pain during the last run was above the limit.",
        "5 of 10 on 12-Nov-2026",
        "Rule PM-05 · S1",
        "Heel raise: 81 %, needs 90 %",
        "Pain 24 h after the run",
        "Next review: 27-Nov-2026",
        "Rules 2026.1.",
    ):
        assert words in text


def test_recovery_key_shows_every_group_in_order(recovery_key):
    handout = render(recovery_key, PrintOptions(paper="Letter"))
    (text,) = extract_text(handout.pdf)
    places = [text.index(group) for group in recovery_key.groups]
    assert places == sorted(places)
    assert "Made on 21-Nov-2026 by Jane Okafor." in text
    assert "Page 1 of 1" in text


@pytest.mark.parametrize(("side", "words"), [("left", "LEFT foot"), ("right", "RIGHT foot"), ("both", "BOTH feet")])
def test_a_letter_says_the_side_twice_and_in_words(letter, side, words):
    (page,) = extract_text(render(replace(letter, side=side)).pdf)
    assert page.count(words) == 2


def test_a_letter_without_findings_or_addressee_prints_and_counts_what_it_leaves_out(letter):
    bare = replace(letter, addressee="", findings=(), absent=(), measures=(), until_then=(), go_on="", reasons=())
    (page,) = extract_text(render(bare).pdf)
    assert "To: Colleague who sees the patient next" in page
    assert "Findings" not in page
    (page,) = extract_text(render(replace(letter, left_out=12)).pdf)
    assert "and 12 more reasons and findings in our record" in page


def test_a_draft_letter_says_so_beneath_its_title_and_in_every_foot(letter):
    pages = extract_text(render(replace(letter, draft=True, note="A line.\n" * 90)).pdf)
    assert len(pages) > 1
    assert [page.count("DRAFT") for page in pages] == [2] + [1] * (len(pages) - 1)
