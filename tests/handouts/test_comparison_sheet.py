"""The comparison sheet at its limits: never more than two pages, and what is left out is counted."""

import re
from dataclasses import replace
from datetime import date

import pytest

from footrehab_desktop.handouts.content_clinician import ChangeCell, ChangeLine, ComparisonSheet
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.handouts.render import render
from footrehab_desktop.library.body_chart import ChartMark
from tests.handouts.conftest import CLINIC, PERSON

CHANGE = ChangeCell("12 reps", "22 reps", "▲ Better (+10)", real=True)
MARKS = (ChartMark("navicular", "right", "sharp", 4, True),)


def lines(count: int, name: str, *, sided: bool = True) -> tuple[ChangeLine, ...]:
    if sided:
        return tuple(ChangeLine(f"{name} {number}.", left=CHANGE, right=CHANGE) for number in range(count))
    return tuple(ChangeLine(f"{name} {number}.", whole=CHANGE) for number in range(count))


@pytest.fixture
def sheet() -> ComparisonSheet:
    return ComparisonSheet(
        person=PERSON,
        clinic=CLINIC,
        condition="Plantar heel pain",
        side="both",
        printed_on=date(2026, 4, 14),
        before="First assessment, 02-Mar-2026 (Mon)",
        after="Review, 14-Apr-2026 (Tue)",
        before_short="02-Mar-2026",
        after_short="14-Apr-2026",
    )


def text_of(sheet: ComparisonSheet) -> str:
    return " ".join(" ".join(extract_text(render(sheet).pdf)).split())


def counted(pattern: str, text: str) -> int:
    found = re.search(pattern, text)
    return int(found.group(1)) if found else 0


@pytest.mark.parametrize("real", [0, 5, 30, 45, 60, 75, 100])
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_two_pages_at_most_and_every_answer_is_printed_or_counted(sheet, real, paper):
    full = replace(
        sheet,
        real=lines(real, "Real"),
        measures=lines(3, "Measure", sided=False),
        rest=lines(12, "Rest") + lines(12, "Rest whole", sided=False),
        one_day=tuple(f"Once {number}." for number in range(60)),
        same=tuple(f"Same {number}." for number in range(60)),
        same_count=60,
        charts=(MARKS, MARKS),
        marks=tuple(f"Mark {number}." for number in range(6)),
    )
    rendered = render(full, PrintOptions(paper=paper))
    assert rendered.pages <= 2
    text = " ".join(" ".join(extract_text(rendered.pdf)).split())
    printed = sum(
        len(set(re.findall(rf"\b{name} \d+\.", text)))
        for name in ("Real", "Measure", "Rest", "Rest whole", "Once", "Same", "Mark")
    )
    left_out = counted(r"(\d+) more answers are in the record", text)
    elsewhere = counted(r"(\d+) answers are the same on both days", text)
    elsewhere += counted(r"(\d+) were given on one day only", text)
    marks = 6 if "Body chart: First assessment" in text or left_out else 0
    assert printed + left_out + elsewhere == real + 3 + 24 + 120 + marks
    assert [f"Real {number}." in text for number in range(min(real, 20))] == [True] * min(real, 20)


def test_both_feet_are_marked_as_involved_and_an_empty_comparison_says_so(sheet):
    text = text_of(sheet)
    assert "No change beyond measurement error" in text
    assert "BOTH feet" in text
    text = text_of(replace(sheet, rest=lines(1, "Rest")))
    assert "Patient's LEFT (involved) Patient's RIGHT (involved)" in text


def test_a_side_without_answers_stays_empty_and_a_missing_day_is_a_dash(sheet):
    once = ChangeCell("", "5 cm", "")
    text = text_of(replace(sheet, rest=(ChangeLine("Lunge", right=once, detail="LSI 80 % → 90 %"),)))
    assert "Lunge – 5 cm LSI 80 % → 90 %" in text


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_what_changed_really_is_printed_in_words_before_anything_else_is_listed(sheet, paper):
    full = replace(
        sheet,
        real=lines(70, "Real"),
        rest=lines(40, "Rest"),
        one_day=tuple(f"Once {number}." for number in range(60)),
        same=tuple(f"Same {number}." for number in range(60)),
        same_count=200,
    )
    text = " ".join(" ".join(extract_text(render(full, PrintOptions(paper=paper)).pdf)).split())
    assert all(f"Real {number}." in text for number in range(70))
    assert text.count("▲ Better (+10)") >= 140
    assert "200 answers are the same on both days" in text
    assert "They stand on the screen and in the signed assessments." in text


def test_a_page_that_has_room_lists_everything_and_a_fuller_one_pairs_its_rows(sheet):
    few = text_of(replace(sheet, real=lines(4, "Real", sided=False), same=("Pain now: 1/10",), same_count=1))
    assert "The same on both days: Pain now: 1/10" in few
    one_side = tuple(ChangeLine(f"Pain {number}.", right=CHANGE) for number in range(6))
    full = replace(sheet, real=one_side, rest=lines(60, "Rest"))
    assert render(full).pages == 1
    assert "RIGHT · Pain 0. 12 reps 22 reps ▲ Better (+10) RIGHT · Pain 1. 12 reps" in text_of(full)
