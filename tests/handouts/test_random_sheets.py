"""Sheets with anything in any field, printed in any way, are read back by two readers without a fault or a warning.

``packaging/dev.py sheets --count 1000`` draws as many as asked for.
"""

import os
import random
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from typing import get_type_hints

import pypdf
import pypdfium2
import pytest

from footrehab_desktop.handouts.content_patient import DiarySheet, DoseFigures, ExerciseSheet, SheetExercise
from footrehab_desktop.handouts.options import PrintOptions, choices_of
from footrehab_desktop.handouts.render import render
from tests.handouts.test_exercise_layouts import from_library

COUNT = int(os.environ.get("FOOTREHAB_RANDOM_SHEETS", "24"))
ODD = "<b>&amp; 🙂 ẞ Ωλ Жщ ẽ ệ ạ ế ư \t\x00\u202e العربية שלום 王 ﷽ x̂̂̂ ½ ✓ \n\\ ( ) % % /Type"
NAMES = ("paper", "orientation", "size", "colours", "pictures", "mirrored", "both_sides", "layout")
# Texts that are codes: what they may be is checked where they come from.
CODES = frozenset({"sheet_id", "icon"})
EXERCISES = from_library(9)


def anything(chance: random.Random, most: int = 40) -> str:
    words = [
        "".join(chance.choices(ODD + "abcdefghij ", k=chance.randrange(1, 14))) for _ in range(chance.randrange(most))
    ]
    return " ".join(words)


def scrambled(value: object, chance: random.Random) -> object:
    """Return a sheet with other texts in all its fields, and none, one or many in its lists of texts."""
    changed: dict[str, object] = {}
    hints = get_type_hints(type(value))
    for field in fields(value):
        old = getattr(value, field.name)
        if hints[field.name] is str and field.name not in CODES:
            changed[field.name] = anything(chance)
        elif hints[field.name] == tuple[str, ...]:
            changed[field.name] = tuple(anything(chance) for _ in range(chance.choice((0, 1, 3, 9))))
        elif type(old).__module__.startswith("footrehab_desktop.handouts.content") and is_dataclass(old):
            changed[field.name] = scrambled(old, chance)
        elif isinstance(old, tuple) and old and type(old[0]).__module__.startswith("footrehab_desktop.handouts"):
            changed[field.name] = tuple(scrambled(item, chance) for item in old)
    return replace(value, **changed)


def any_exercise(chance: random.Random) -> SheetExercise:
    figures = DoseFigures(*(chance.choice((None, chance.randrange(1000))) for _ in range(7)))
    return replace(chance.choice(EXERCISES), figures=figures)


def any_sheet(sheet: object, chance: random.Random) -> object:
    if isinstance(sheet, ExerciseSheet):
        exercises = tuple(any_exercise(chance) for _ in range(chance.choice((0, 1, 1, 2, 3, 3, 9))))
        run_plan = chance.choice((None, sheet.run_plan))
        sheet = replace(sheet, exercises=exercises, run_plan=run_plan, draft=chance.random() < 0.2)
    if isinstance(sheet, DiarySheet):
        sheet = replace(sheet, kind=chance.choice(("short", "full")), days=chance.choice((7, 14)))
    return scrambled(sheet, chance)


def any_options(sheet: object, chance: random.Random) -> PrintOptions:
    options = PrintOptions(**{name: chance.choice(choices_of(name)) for name in NAMES})
    return replace(options, paper="A4") if isinstance(sheet, DiarySheet) and options.paper == "A5" else options


def read_twice(pdf: bytes, pages: int) -> None:
    """Read all text with both readers. A fault is an exception; a warning, shown or logged, fails the test."""
    strict = pypdf.PdfReader(BytesIO(pdf), strict=True)
    assert len(strict.pages) == pages
    for page in strict.pages:
        assert page.extract_text().strip()
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == pages
    for page in document:
        assert page.get_textpage().get_text_range().strip()
    document.close()


@pytest.mark.parametrize("block", range(4))
def test_random_sheets_are_read_without_a_fault_by_two_readers(patient_sheets, exercise_sheet, block):
    chance = random.Random(block)
    # Every second one is the sheet with the most layouts.
    kinds = (*patient_sheets, *(exercise_sheet,) * len(patient_sheets))
    for _ in range(COUNT // 4):
        sheet = any_sheet(chance.choice(kinds), chance)
        handout = render(sheet, any_options(sheet, chance))
        read_twice(handout.pdf, handout.pages)
