"""Fates of rows in words: what needs a look comes first, counts and the way the file was read are said."""

from datetime import date

from footrehab_desktop.clinic.diary_import import Change, DryRun, Fault, RowFate
from footrehab_desktop.ui.presenters.diary_import import counted, fate_lines, how_it_was_read

DAY = date(2026, 3, 4)
RUN = DryRun(
    (
        RowFate(2, "new", DAY, "session 1", (Change("kind", "", "run"), Change("pain_during", "", "2"))),
        RowFate(3, "same", DAY, "day"),
        RowFate(4, "changed", DAY, "day", (Change("mood", "3", "4"),)),
        RowFate(5, "refused", None, "", faults=(Fault("date", "Takes a date."), Fault("mood", "Takes 1 to 5."))),
        RowFate(6, "refused", DAY, "", faults=(Fault("", "Too many cells."),)),
    ),
    "Windows-1252",
    ";",
    ("Weather",),
)


def test_refused_rows_come_first_then_changes() -> None:
    lines = fate_lines(RUN)
    assert [(line.line, line.fate) for line in lines] == [
        ("5", "Refused"), ("6", "Refused"), ("4", "Changed"), ("2", "New"), ("3", "Same"),
    ]  # fmt: skip
    assert [line.refused for line in lines] == [True, True, False, False, False]


def test_a_line_says_what_happens() -> None:
    faulty, without_column, changed, new, same = fate_lines(RUN)
    assert faulty.detail == "date: Takes a date.\nmood: Takes 1 to 5."
    assert without_column.what == "Too many cells."
    assert changed.what == "day: mood 3 → 4"
    assert new.what == "session 1: kind run · pain_during 2"
    assert (same.what, same.day) == ("day: as on file", "04-Mar-2026 (Wed)")


def test_sentences_count_and_say_how_the_file_was_read() -> None:
    assert counted(RUN) == "1 new, 1 changed, 1 the same, 2 refused"
    assert how_it_was_read(RUN) == ("Read as Windows-1252, semicolon between the cells. Columns not taken: Weather.")
    many = DryRun((), "UTF-8", ",", tuple(f"c{number}" for number in range(12)))
    assert how_it_was_read(many).endswith("c7 and 4 more.")
