"""What each sheet says, and that charts and tables hold in the corners."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from footrehab_desktop.handouts.content import MeasureRow, PainPoint, PhaseBand, ProgressReport, RunWeek
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text, render_pages
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
        "Stop and call the clinic if …",
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
    empty_report = replace(report, pain=(), ceiling=None, phases=(), run_weeks=(), summary=(), measures=())
    empty_decision = replace(decision, reasons=(), missing=(), not_met=(), urgency=None, next_review_on=None)
    assert render(bare).pages == render(empty_report).pages == render(empty_decision).pages == 1
    text = text_of(empty_report)
    assert "No pain has been recorded yet." in text
    assert "No running has been recorded yet." in text


def test_report_shows_series_limit_phases_and_measures(report):
    text = text_of(report)
    for words in (
        "During activity: 3 on 22-Oct-2026",
        "Next morning: 4 on 22-Oct-2026",
        "Pain limit 4",
        "PH1",
        "PH2",
        "24-Aug-2026",
        "Light week",
        "Pain during activity fell",
        "Single-leg heel raise",
        "not met (≥ 90 %)",
    ):
        assert words in text
    assert "LEFT RIGHT Symmetry" in text


def pain_report(report: ProgressReport, points, ceiling=None, phases=()):
    return replace(report, pain=points, ceiling=ceiling, phases=phases, run_weeks=(), measures=(), summary=())


def dark_pixels(report):
    (page,) = render_pages(render(report).pdf, 60)
    return sum(value < 100 for value in page.bgra[1::4])


def test_a_missing_day_is_a_gap_not_a_line(report):
    days = [date(2026, 9, 1) + timedelta(days=index) for index in range(9)]
    full = tuple(PainPoint(on, during=5) for on in days)
    gap = tuple(replace(point, during=None) if 2 < index < 6 else point for index, point in enumerate(full))
    assert dark_pixels(pain_report(report, gap)) < dark_pixels(pain_report(report, full))


@pytest.mark.parametrize("length", [1, 2, 1100])
def test_charts_hold_for_one_day_and_for_three_years(report, length):
    first = date(2023, 9, 4)
    points = tuple(PainPoint(first + timedelta(days=index), index % 11, None) for index in range(length))
    weeks = tuple(RunWeek(first + timedelta(weeks=index), 1000.5 * index) for index in range(max(1, length // 7)))
    phases = (PhaseBand("PH1 with a long name", first - timedelta(9), first), PhaseBand("PH9", date.max, date.max))
    content = replace(report, pain=points, run_weeks=weeks, phases=phases)
    text = text_of(content, "Letter")
    assert "04-Sep-2023" in text
    assert "PH9" not in text


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
