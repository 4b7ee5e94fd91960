"""Any text reaches the page: nothing lost, nothing read as a command, nothing drawn as a missing glyph."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.colors import black

from footrehab_desktop.handouts.fonts import open_font
from footrehab_desktop.handouts.runs import UNPRINTABLE
from footrehab_desktop.handouts.text import Style, clean, fitted, lay_out, one_line, unprintable_characters

STYLE = Style("regular", 10, 14, black)
SCRIPTS = "AZ az09 <>&\"' ŁőđßÆ ΑΩλ Жщї ﬁ½ אבם ابتپگ ثِّ ✓≥→ 🙂🎉👍🏽 ẹ́x̂ 中ก \t\n\x00\x07\u200b\u202e\ufeff"
any_text = st.text(st.one_of(st.sampled_from(SCRIPTS), st.characters()), max_size=120)


@given(any_text, st.sampled_from(("regular", "semibold", "bold", "italic")), st.floats(20, 400))
def test_every_drawn_character_has_a_glyph(text, face, width):
    for line in lay_out(text, Style(face, 10, 14, black), width):
        for run in line.runs:
            assert open_font(run.font).characters.issuperset(run.text)


@given(any_text)
def test_cleaned_text_has_no_control_or_invisible_characters(text):
    left = {unicodedata.category(character) for character in clean(text) if character not in "\n\u200c\u200d"}
    assert not left & {"Cc", "Cs"}
    assert not set("\u202e\u200b\ufeff\ufe0f") & set(clean(text))


@given(any_text, st.floats(30, 400))
def test_no_line_is_wider_than_its_column_unless_one_letter_is(text, width):
    for line in lay_out(text, STYLE, width):
        letters = sum(len(run.text) for run in line.runs if run.width)
        assert line.width <= width + 0.01 or letters <= 1


@given(st.text(st.characters(categories=("L", "N", "P"), max_codepoint=0x24F), min_size=1, max_size=200))
def test_breaking_lines_loses_no_character(text):
    drawn = "".join(run.text for line in lay_out(text, STYLE, 60) for run in line.runs)
    assert drawn.replace(" ", "") == "".join(clean(text).split())


def test_control_characters_become_spaces_and_line_ends_stay():
    assert clean("a\x07b\tc\r\nd\u2028e\x00") == "a b c\nd\ne "


def test_decomposed_letters_are_composed():
    assert clean("e\u0301") == "é"


@pytest.mark.parametrize(
    "text",
    [
        "Łódź ẞ ő",
        "Tiếng Việt ợ ữ ẵ ỷ",
        "Ωμέγα",
        "Київ",
        "مرحبا بك پ گ",
        "שלום",
        "🙂🎉",
        "≥ ✓ ■ ▲ ▼ ◆ ✚ ❙",
    ],
)
def test_scripts_we_promise_are_printable(text):
    assert unprintable_characters(text) == frozenset()
    assert UNPRINTABLE not in "".join(run.text for run in one_line(text, STYLE).runs)


def test_a_character_without_a_glyph_is_shown_and_named():
    assert unprintable_characters("王 Wang") == {"王"}
    assert one_line("王", STYLE).runs[0].text == UNPRINTABLE


def test_arabic_is_joined_and_ordered_from_right_to_left():
    line = one_line("علي Smith", STYLE)
    drawn = "".join(run.text for run in line.runs)
    assert line.right_to_left
    assert drawn.startswith("Smith ")
    assert unicodedata.normalize("NFKC", drawn[6:]) == "يلع"
    assert drawn[6:] != "يلع", "letters stand alone"


def test_long_arabic_wraps_in_reading_order():
    lines = lay_out("واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية", STYLE, 90)
    first_words = unicodedata.normalize("NFKC", "".join(run.text for run in lines[0].runs))[::-1]
    assert len(lines) > 1
    assert first_words.startswith("واحد")


def test_marks_sit_over_the_middle_of_their_letter():
    base, dot, hat = one_line("x\u0323\u0302", STYLE).runs
    font = open_font(base.font)
    left, _, right, top = font.ink("x")
    for mark in (dot, hat):
        mark_left, _, mark_right, _ = font.ink(mark.text)
        centre = base.width + mark.shift[0] + (mark_left + mark_right) / 2
        assert centre == pytest.approx((left + right) / 2, abs=0.01)
    assert font.ink(hat.text)[1] + hat.shift[1] > top


def test_fitted_text_shrinks_then_is_cut_visibly():
    wide = fitted("A rather long condition", STYLE, 80, 5)
    assert wide.width <= 80
    assert wide.style.size < 10
    cut = fitted("A rather long condition " * 20, STYLE, 80, 5)
    assert cut.width <= 80
    assert cut.runs[-1].text.endswith("…")
