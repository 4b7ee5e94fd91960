"""Which figures a clinic may adjust: all that decide about a condition, none of another one, each in its range."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.own_protocols import Adjustment
from footrehab_desktop.errors import FieldError
from footrehab_desktop.progression.codes import CONDITIONS
from footrehab_desktop.progression.rulebook import STANDARD
from footrehab_desktop.ui.presenters.protocol_adjust import CONDITION, FigureRow, changes_in_words, figure_rows
from tests.support.session_factory import shipped_library

LIBRARY = shipped_library()
ROWS = {condition: figure_rows(LIBRARY, condition) for condition in CONDITIONS}
SHIPPED = {key for key, figure in STANDARD.figures.items() if figure.lowest < figure.highest}


def test_every_figure_with_a_range_can_be_adjusted_for_some_condition() -> None:
    assert {row.key for rows in ROWS.values() for row in rows} == SHIPPED


@pytest.mark.parametrize("condition", CONDITIONS)
def test_no_figure_of_another_condition_is_offered(condition: str) -> None:
    others = {f".{code}" for code in CONDITIONS if code != condition}
    keys = [row.key for row in ROWS[condition]]
    assert len(keys) == len(set(keys))
    assert not [key for key in keys if key.startswith("B1.") and any(key.endswith(other) for other in others)]
    assert "LD-14.clean" in keys
    protocol = LIBRARY.protocol(condition)
    assert protocol is not None
    own = {row.key.partition(".")[0] for row in ROWS[condition] if row.group == CONDITION}
    assert own >= {rule for rule in protocol.rules if any(key.startswith(f"{rule}.") for key in SHIPPED)}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_every_figure_says_what_it_is_where_it_comes_from_and_what_it_takes(condition: str) -> None:
    for row in ROWS[condition]:
        assert row.label
        assert "_" not in row.label
        assert row.allowed in row.detail
        assert "Source: " in row.detail
        for value in (row.figure.lowest, row.figure.highest):
            assert row.read(f"{value:g}") == value
            STANDARD.changed("own 1", {row.key: value})


@given(row=st.sampled_from([row for rows in ROWS.values() for row in rows]), value=st.floats(allow_nan=True))
def test_what_is_read_is_what_the_rulebook_takes(row: FigureRow, value: float) -> None:
    if row.figure.lowest <= value <= row.figure.highest:
        assert row.read(repr(value)) == value
    else:
        with pytest.raises(FieldError, match=r"enter a number|is not allowed"):
            row.read(repr(value))


def test_a_decimal_comma_is_read() -> None:
    lunge = next(row for row in ROWS["plantar_heel"] if row.key == "GA-23.lunge_cm")
    assert lunge.read(" 1,5 ") == 1.5


def test_a_figure_that_is_gone_is_still_named_in_the_history() -> None:
    words = changes_in_words(Adjustment({"LD-14.clean": 3, "LD-99.gone": 1}, {}))
    assert words == ("LD-14: clean sessions in a row (clean): 2 → 3 sessions", "LD-99.gone: 1")
