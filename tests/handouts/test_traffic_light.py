"""The card works without colours, keeps its size for the wallet, and takes long words."""

from dataclasses import replace

import numpy as np
import pypdfium2
import pytest

from footrehab_desktop.handouts import traffic_light
from footrehab_desktop.handouts.content_patient import LightZone, TrafficLightCard
from footrehab_desktop.handouts.options import PrintOptions, grey_contrast
from footrehab_desktop.handouts.preview import extract_text, render_pages
from footrehab_desktop.handouts.render import render
from footrehab_desktop.library import patient_texts
from tests.handouts.conftest import CLINIC, FIRST_DAY, PERSON

SIGNS = ("Pain of 8 out of 10 or more.", "Not back to usual after 72 hours.", "New swelling for more than 24 hours.")
CARD = TrafficLightCard(
    PERSON,
    CLINIC,
    "Plantar heel pain",
    "right",
    FIRST_DAY,
    zones=(
        LightZone("stop", "STOP – PHONE", SIGNS, ("Stop training.", "Phone your clinic today.")),
        LightZone("back", "GO BACK", SIGNS, ("Then go one step back.",)),
        LightZone("repeat", "REPEAT", SIGNS[:2], ("Do the same step again.",)),
        LightZone("go", "GO", SIGNS[:2], ("Next time: the same again.",)),
    ),
    help_line="Get help at once if you cannot stand on it.",
    version="Plan 3 · rules 2026.1",
)
DPI = 150


def picture(pdf: bytes) -> np.ndarray:
    page = render_pages(pdf, DPI)[0]
    return np.frombuffer(page.bgra, np.uint8).reshape(page.height, page.width, 4)[:, :, :3].astype(int)


@pytest.mark.parametrize("layout", ["sheet", "card"])
def test_each_light_has_a_sign_and_a_word_of_its_own(layout: str) -> None:
    text = extract_text(render(CARD, PrintOptions.from_json({"layout": layout})).pdf)[0]
    for mark in ("!", "↓", "=", "✓", "STOP – PHONE", "GO BACK", "REPEAT"):
        assert text.count(mark) == 1, mark
    for sentence in (*SIGNS, "Do the same step again.", CARD.help_line):
        assert sentence in " ".join(text.split())


@pytest.mark.parametrize("colours", ["black_and_white", "toner_saver"])
@pytest.mark.parametrize("layout", ["sheet", "card"])
def test_without_colours_the_shapes_are_outlines_that_differ(colours: str, layout: str) -> None:
    pixels = picture(render(CARD, PrintOptions.from_json({"colours": colours, "layout": layout})).pdf)
    assert (pixels.max(axis=2) - pixels.min(axis=2)).max() <= 2, "a colour on a print without colours"
    assert (pixels.mean(axis=2) < 128).mean() < 0.12, "outlines save toner"
    corners = {light: len(traffic_light._corners(light)) for light in ("stop", "back", "repeat")}
    assert len(set(corners.values())) == 3


def test_white_signs_can_be_read_on_their_colours_in_grey_too() -> None:
    for colour in traffic_light._COLOURS.values():
        assert grey_contrast(f"#{colour.hexval()[2:].upper()}") >= 4.5


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_a_folded_card_has_the_size_of_a_bank_card(paper: str) -> None:
    pixels = picture(render(CARD, PrintOptions.from_json({"layout": "card", "paper": paper})).pdf).mean(axis=2)
    dark = pixels < 160
    long_rows = np.flatnonzero(dark.sum(axis=1) > 900)
    long_columns = np.flatnonzero(dark.sum(axis=0) > 580)
    wide = (long_columns.max() - long_columns.min()) * 25.4 / DPI
    high = (long_rows.max() - long_rows.min()) * 25.4 / DPI
    assert wide == pytest.approx(2 * 85.6, abs=0.6)
    assert high == pytest.approx(2 * 54.0, abs=0.6)


@pytest.mark.parametrize("name", ["<b>x</b> & 'y' 🙂 " * 3, "Ångström-Łukasiewicz " * 12, "W" * 200])
@pytest.mark.parametrize("layout", ["sheet", "card"])
def test_long_names_and_markup_are_only_text(name: str, layout: str) -> None:
    long = replace(CARD, person=replace(PERSON, name=name), condition=name)
    made = render(long, PrintOptions.from_json({"layout": layout}))
    assert made.pages == 1
    assert "STOP – PHONE" in extract_text(made.pdf)[0]


def test_the_sheet_is_one_page_except_in_large_print_and_on_small_paper() -> None:
    for size in ("normal", "low_literacy"):
        for orientation in ("portrait", "landscape"):
            made = render(CARD, PrintOptions.from_json({"size": size, "orientation": orientation}))
            assert made.pages == 1
    assert render(CARD, PrintOptions(size="large_print")).pages <= 2
    assert render(CARD, PrintOptions("A5")).pages <= 2


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
    for layout in ("sheet", "card"):
        options = PrintOptions.from_json({"layout": layout})
        options = replace(options, language=f"strange-{direction}")
        document = pypdfium2.PdfDocument(render(CARD, options).pdf)
        page = document[0]
        text = page.get_textpage()
        boxes = [
            text.get_charbox(index) for index in range(text.count_chars()) if text.get_text_range(index, 1).strip()
        ]
        assert min(box[0] for box in boxes) >= 28
        assert max(box[2] for box in boxes) <= page.get_width() - 28
        index, _count = text.search("STOP").get_next()
        assert (text.get_charbox(index)[0] > page.get_width() / 2) == (direction == "rtl")
        document.close()
