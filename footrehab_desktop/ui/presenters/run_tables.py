"""The walk–run tables as rows to read: every stage, where the table comes from and how sure that is."""

from dataclasses import dataclass

from footrehab_desktop.clinic.naming import bouts_words
from footrehab_desktop.progression import STAGE_TABLES

MARK_WORDS = {
    "seed": "from the articles this program was specified from",
    "found": "published, read at second hand",
    "derived": "worked out from a marked figure",
    "memory": "recalled from the literature, not checked",
    "design": "a choice of this program, no source",
}
SHORT_MARKS = {
    "seed": "from the articles",
    "found": "published",
    "derived": "worked out",
    "memory": "recalled",
    "design": "own choice",
}
BONE_STRESS_TABLE, GENERAL_TABLE = "W-BSI", "W-GEN"


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage as shown; ``note`` holds the pace where one is set. ``current`` marks where the patient is."""

    number: int
    bouts: str
    run: str
    total: str
    note: str
    current: bool = False


def table_choices() -> tuple[tuple[str, str], ...]:
    """Return the walk–run tables as (code, words with the mark)."""
    return tuple(
        (table.code, f"{table.code} – {table.label} ({SHORT_MARKS[table.mark]})") for table in STAGE_TABLES.values()
    )


def default_table(condition: str) -> str:
    """Return the table to suggest for a condition."""
    return BONE_STRESS_TABLE if condition.startswith("bsi_") else GENERAL_TABLE


def stage_rows(code: str, current: int | None = None) -> tuple[StageRow, ...]:
    """Return every stage of a table; ``current`` is the stage the patient is on."""
    return tuple(
        StageRow(
            number=stage.number,
            bouts=bouts_words(stage.bouts),
            run=f"{stage.run_min:g}",
            total=f"{stage.total_min:g}",
            note=" · ".join(
                part for part in (f"{stage.pace_pct} % pace" if stage.pace_pct else "", stage.note) if part
            ),
            current=stage.number == current,
        )
        for stage in STAGE_TABLES[code].stages
    )


def table_source(code: str) -> tuple[str, str, str]:
    """Return source, mark in words and note of a table."""
    table = STAGE_TABLES[code]
    return table.source, MARK_WORDS[table.mark], table.note
