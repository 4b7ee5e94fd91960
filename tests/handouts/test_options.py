"""Options of a print: kept as JSON, refused with place and allowed values, colours that read in grey."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.errors import FieldError
from footrehab_desktop.handouts.look import PALETTES, look_for
from footrehab_desktop.handouts.options import LEAST_CONTRAST, Brand, PrintOptions, choices_of, grey_contrast

options = st.builds(
    PrintOptions,
    **{
        name: st.sampled_from(choices_of(name))
        for name in ("paper", "orientation", "size", "colours", "pictures", "mirrored", "both_sides", "layout")
    },
)


@given(options)
def test_options_come_back_from_json(chosen):
    assert PrintOptions.from_json(json.loads(json.dumps(chosen.to_json()))) == chosen


def test_what_is_not_kept_has_its_default_and_the_brand_comes_from_the_clinic():
    brand = Brand("#004488", "Open on Saturdays")
    assert PrintOptions.from_json({"paper": "A5"}, brand) == PrintOptions(paper="A5", brand=brand)
    assert "brand" not in PrintOptions(brand=brand).to_json()


@pytest.mark.parametrize(
    ("values", "place", "allowed"),
    [
        ({"paper": "A3"}, "paper", "A4, Letter, A5"),
        ({"size": 18}, "size", "normal, large_print, low_literacy"),
        ({"pictures": 1}, "pictures", "true, false"),
        ({"pictures": "true"}, "pictures", "true, false"),
        ({"language": "xx"}, "language", "en"),
        ({"margin": 3}, "margin", "paper, orientation"),
        ({"paper": ["A4"]}, "paper", "A4, Letter, A5"),
    ],
)
def test_unknown_options_are_refused_with_their_place_and_what_is_allowed(values, place, allowed):
    with pytest.raises(FieldError) as refused:
        PrintOptions.from_json(values)
    assert refused.value.field == place
    assert allowed in str(refused.value)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"accent": "teal"}, "accent"),
        ({"accent": "#FFCC00"}, "accent"),
        ({"accent": "#00A000"}, "accent"),
        ({"footer": "two\nlines"}, "footer"),
        ({"footer": "x" * 201}, "footer"),
        ({"logo": b"GIF89a"}, "logo"),
    ],
)
def test_a_brand_that_cannot_be_printed_is_refused(values, field):
    with pytest.raises(FieldError) as refused:
        Brand(**values)
    assert refused.value.field == field


def test_contrast_is_that_of_wcag_and_falls_with_the_grey():
    assert grey_contrast("#000000") == pytest.approx(21)
    assert grey_contrast("#FFFFFF") == pytest.approx(1)
    assert grey_contrast("#777777") == pytest.approx(4.48, abs=0.01)
    assert grey_contrast("#E00000") > LEAST_CONTRAST > grey_contrast("#FF6060")


@pytest.mark.parametrize("colours", choices_of("colours"))
@pytest.mark.parametrize("size", choices_of("size"))
def test_every_text_colour_reads_in_grey(colours, size):
    look = look_for(PrintOptions(colours=colours, size=size), "patient")
    styles = [getattr(look, name) for name in ("title", "subheading", "body", "italic", "stop_label", "small", "foot")]
    for style in styles:
        assert grey_contrast(f"#{style.colour.hexval()[2:]}") >= LEAST_CONTRAST


@pytest.mark.parametrize("colours", ["black_and_white", "toner_saver"])
def test_without_colours_everything_is_grey(colours):
    look = look_for(PrintOptions(colours=colours, brand=Brand("#0B3D91")))
    palette = PALETTES[colours]
    for colour in (
        palette.ink,
        palette.soft,
        palette.line,
        look.accent,
        palette.stop,
        palette.tint,
        *look.picture.values(),
    ):
        assert colour.red == colour.green == colour.blue


def test_toner_is_saved_on_everything_but_lines_and_arrows():
    usual, saving = (look_for(PrintOptions(colours=each)).picture for each in ("black_and_white", "toner_saver"))
    assert all(saving[role].red >= usual[role].red for role in usual)
    assert saving["shorts"].red > 0.7


def test_large_print_has_nothing_to_read_below_18_points():
    look = look_for(PrintOptions(size="large_print"), "clinician")
    names = (
        "title",
        "heading",
        "subheading",
        "lead",
        "body",
        "body_bold",
        "italic",
        "stop_label",
        "small",
        "small_bold",
    )
    assert min(getattr(look, name).size for name in names) >= 18
    assert look_for(replace(PrintOptions(), size="normal"), "patient").body.size >= 11
