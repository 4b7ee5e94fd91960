"""The fates of a diary file's rows as lines, what needs a look first, and the sentences about the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from footrehab_desktop.clinic.diary_import import DryRun, RowFate
from footrehab_desktop.library.dates import format_date_weekday

# In the order of the list: what is refused or changes something is looked at first.
FATE_WORDS: Final = {"refused": "Refused", "changed": "Changed", "new": "New", "same": "Same"}
COUNT_WORDS: Final = {"new": "{} new", "changed": "{} changed", "same": "{} the same", "refused": "{} refused"}
SEPARATOR_WORDS: Final = {",": "comma", ";": "semicolon", "\t": "tab"}


@dataclass(frozen=True, slots=True)
class FateLine:
    """One row of the file in words; ``what`` on one line, ``detail`` with a line for each value or fault."""

    line: str
    day: str
    fate: str
    what: str
    detail: str
    refused: bool


def fate_lines(run: DryRun) -> tuple[FateLine, ...]:
    """Return every row: refused ones first, then changes, new and same ones, each in the order of the file."""
    order = tuple(FATE_WORDS)
    return tuple(_line(row) for row in sorted(run.rows, key=lambda row: (order.index(row.fate), row.line)))


def _line(row: RowFate) -> FateLine:
    parts = _faults(row) if row.faults else _changes(row)
    head = f"{row.about}: " if row.about and row.fate != "refused" else ""
    nothing = "as on file" if row.fate == "same" else ""
    return FateLine(
        line=str(row.line),
        day=format_date_weekday(row.on) if row.on else "",
        fate=FATE_WORDS[row.fate],
        what=head + (" · ".join(parts) or nothing),
        detail="\n".join(parts) or nothing,
        refused=row.fate == "refused",
    )


def _faults(row: RowFate) -> list[str]:
    return [f"{fault.column}: {fault.reason}" if fault.column else fault.reason for fault in row.faults]


def _changes(row: RowFate) -> list[str]:
    return [
        f"{change.column} {change.old} → {change.new}" if change.old else f"{change.column} {change.new}"
        for change in row.changes
    ]


def counted(run: DryRun) -> str:
    """Return how many rows have each fate."""
    counts = run.counts
    return ", ".join(words.format(f"{counts[fate]:,}") for fate, words in COUNT_WORDS.items() if counts[fate])


def how_it_was_read(run: DryRun) -> str:
    """Return characters and separator, so that a wrong guess would be seen, and the columns that are not taken."""
    sentence = f"Read as {run.encoding}, {SEPARATOR_WORDS[run.separator]} between the cells."
    if run.not_taken:
        sentence += f" Columns not taken: {_listed(run.not_taken)}."
    return sentence


def _listed(names: Sequence[str], most: int = 8) -> str:
    shown = ", ".join(name[:40] for name in names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
