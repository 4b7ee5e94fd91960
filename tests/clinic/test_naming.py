"""Stages in the words of a patient: every figure of every table, none run together."""

import re

import pytest

from footrehab_desktop.clinic.naming import bouts_words
from footrehab_desktop.progression import STAGE_TABLES

EVERY_STAGE = sorted({stage.bouts for table in STAGE_TABLES.values() for stage in table.stages})


@pytest.mark.parametrize("bouts", EVERY_STAGE)
def test_every_stage_keeps_its_figures_in_order(bouts: str) -> None:
    figures = re.findall(r"[\d.]+", bouts)
    assert re.findall(r"\d+(?:\.\d+)?", bouts_words(bouts)) == figures


@pytest.mark.parametrize(
    ("bouts", "words"),
    [
        ("walk 15, jog 5, walk 10", "walk 15 min · jog 5 min · walk 10 min"),
        ("walk 10 to 30", "Walk 10 to 30 min briskly, a little longer each day"),
        ("jog 30", "Run 30 min without a break"),
        ("2.0 mile continuous", "Run 2.0 miles without a break"),
        ("3:2 to 1.5 mile", "3 min run : 2 min walk, over and over, for 1.5 miles"),
    ],
)
def test_a_stage_in_words(bouts: str, words: str) -> None:
    assert bouts_words(bouts) == words
