"""The walk-run plan is one page whatever it holds, and shows its stages without a gap."""

import re
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footrehab_desktop.handouts.content_patient import PlannedRunLine, RunPlanSheet, RunPlanStage
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.handouts.render import render
from footrehab_desktop.library import patient_texts
from tests.handouts.conftest import CLINIC, FIRST_DAY, PERSON

RULES = (
    "2 good runs in a row, then your clinic opens the next stage.",
    "At least 1 day without running.",
    "Run easily.",
)


def sheet(runs_of_stages: list[int], first: int = 1, what: str = "1 min run : 2 min walk × 6") -> RunPlanSheet:
    days = iter(FIRST_DAY + timedelta(days=2 * index) for index in range(200))
    stages = tuple(
        RunPlanStage(
            number=first + index,
            what=what,
            run_min=6,
            total_min=18,
            runs=tuple(PlannedRunLine(next(days), light=place == 1) for place in range(count)),
            present=index == 0,
        )
        for index, count in enumerate(runs_of_stages)
    )
    return RunPlanSheet(
        PERSON,
        CLINIC,
        "Plantar heel pain",
        "right",
        FIRST_DAY,
        stages,
        only_if="Run on these days only if the run before went well.",
        rules=RULES,
        warm_up="Walk briskly for 5 minutes",
        cool_down="Walk easily for 5 minutes",
        effort="Effort 3 to 4 out of 10",
        light="* Light week: do only 75 % of the minutes.",
        version="Plan 3",
    )


OPTIONS = st.builds(
    PrintOptions,
    paper=st.sampled_from(["A4", "Letter"]),
    orientation=st.sampled_from(["portrait", "landscape"]),
    size=st.sampled_from(["normal", "low_literacy"]),
    colours=st.sampled_from(["colour", "black_and_white", "toner_saver"]),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=13), OPTIONS)
def test_one_page_with_the_first_stages_and_the_rest_named(runs: list[int], options: PrintOptions) -> None:
    made = render(sheet(runs), options)
    assert made.pages == 1
    text = " ".join(extract_text(made.pdf)[0].split())
    shown = [int(number) for number in re.findall(r"Stage (\d+) \d", text)]
    assert shown == list(range(1, len(shown) + 1))
    follow = re.search(r"Stages? (\d+)(?: to (\d+))? follows? on your next sheet", text)
    if len(shown) == len(runs):
        assert follow is None
    else:
        assert follow is not None
        assert int(follow[1]) == len(shown) + 1
        assert int(follow[2] or follow[1]) == len(runs)


def test_every_run_has_its_day_once_and_a_star_in_a_light_week() -> None:
    text = extract_text(render(sheet([3, 2])).pdf)[0]
    for index in range(5):
        day = FIRST_DAY + timedelta(days=2 * index)
        assert text.count(f"{day:%d}-{'Aug' if day.month == 8 else 'Sep'}") >= 1
    assert text.count("*") == 3, "two light runs and what the star means"
    assert "* Light week" not in extract_text(render(sheet([1, 1])).pdf)[0]


def test_long_names_and_markup_are_only_text() -> None:
    long = replace(
        sheet([2, 2], what="<b>run & walk</b> 🙂 " * 4),
        person=replace(PERSON, name="Ångström-Łukasiewicz " * 12),
        only_if="Run only if … " * 12,
    )
    made = render(long)
    assert made.pages == 1
    assert "NOW" in extract_text(made.pdf)[0]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_language_with_longer_words_stays_inside_and_one_from_the_right_is_mirrored(
    direction: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    longer = {
        key: text if "{" in text or len(text) < 5 else f"{text} ẽẽẽẽ"
        for key, text in patient_texts.catalogue("en").items()
    }
    longer["direction"] = direction
    monkeypatch.setattr(patient_texts, "catalogue", lambda _language: longer)
    for layout in ("sheet",):
        options = PrintOptions.from_json({"layout": layout})
        options = replace(options, language=f"strange-{direction}")
        document = pypdfium2.PdfDocument(render(sheet([3, 2]), options).pdf)
        page = document[0]
        text = page.get_textpage()
        boxes = [
            text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()
        ]
        assert min(box[0] for box in boxes) >= 28
        assert max(box[2] for box in boxes) <= page.get_width() - 28
        index, _count = text.search("NOW").get_next()
        assert (text.get_charbox(index)[0] > page.get_width() / 2) == (direction == "rtl")
        document.close()
