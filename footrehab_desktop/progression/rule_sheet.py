"""The rule sheet and the phase diagram, generated from the tables for a clinician to read and sign off."""

from collections.abc import Iterable

from footrehab_desktop.progression import codes
from footrehab_desktop.progression.catalogue import DECISION_ROWS, NOTES, TASK_ROWS
from footrehab_desktop.progression.gates import GATE_ROWS, gate_between
from footrehab_desktop.progression.norms import NORM_TABLES
from footrehab_desktop.progression.real_change import TEST_CHANGES
from footrehab_desktop.progression.rule import Rule, SessionRule, figure_sources
from footrehab_desktop.progression.rulebook import STANDARD, Rulebook
from footrehab_desktop.progression.sentences import SENTENCES
from footrehab_desktop.progression.sentences_safety import TASK_SENTENCES
from footrehab_desktop.progression.stage_tables import STAGE_TABLES

BOX_WIDTH, BOX_HEIGHT, GAP, MARGIN, HEIGHT = 132, 54, 44, 12, 96
INTRODUCTION = (
    "No clinician has reviewed these rules. Marks: seed = from the requirements, found = read at the source named, "
    "derived = reckoned from a found figure, memory = recalled and not checked, design = chosen for this product."
)


def rule_sheet(book: Rulebook = STANDARD) -> str:
    """Return the rule sheet as Markdown: every rule, gate item, figure, table and norm with source and mark."""
    parts = (_rules(book), _gates(), _tasks(book), _notes(), _figures(book), _tables(), _norms(), _changes())
    return f"# Rule sheet, version {book.version}, {book.name}\n\n{INTRODUCTION}\n" + "".join(parts)


def _table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (f"| {' | '.join(_cell(cell) for cell in row)} |" for row in (heads, ("---",) * len(heads), *rows))
    return f"\n## {title}\n\n" + "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "/") or "–"


def _rules(book: Rulebook) -> str:
    heads = ("Row", "Looks at", "Decision", "Figures", "What it says", "Sources", "Mark", "Safer reading")
    return _table("Rules", heads, (_rule(row, book) for row in DECISION_ROWS))


def _rule(row: Rule | SessionRule, book: Rulebook) -> tuple[str, ...]:
    decision = f"{row.decision} {row.urgency}" if row.urgency else row.decision
    sources = "; ".join(row.sources or figure_sources(row.figures, book))
    return row.key, row.looks_at, decision, _list(row.figures, book), SENTENCES[row.key], sources, row.mark, row.note


def _list(figures: tuple[str, ...], book: Rulebook) -> str:
    return ", ".join(f"{book.figures[key].name} {book[key]:g} {book.figures[key].unit}" for key in figures)


def _gates() -> str:
    heads = ("Gate", "Item", "What", "Only for", "Figures", "Safer reading")
    rows = (
        (row.gate, row.rule or row.gate, row.label, ", ".join(row.conditions), ", ".join(row.figures), row.note)
        for row in GATE_ROWS
    )
    return _table("Gates between phases", heads, rows)


def _tasks(book: Rulebook) -> str:
    rows = ((row.key, row.looks_at, _list(row.figures, book), TASK_SENTENCES[row.key], row.mark) for row in TASK_ROWS)
    return _table("Tasks", ("Row", "Looks at", "Figures", "What it says", "Mark"), rows)


def _notes() -> str:
    return _table("Definitions and notes", ("Rule", "Meaning"), ((note.id, note.text) for note in NOTES))


def _figures(book: Rulebook) -> str:
    rows = (
        (figure.key, f"{figure.value:g} {figure.unit}", f"{figure.lowest:g}–{figure.highest:g}", figure.mark,
         figure.source)
        for figure in book.figures.values()
    )  # fmt: skip
    return _table("Figures", ("Figure", "Value", "Allowed range", "Mark", "Source"), rows)


def _tables() -> str:
    rows = (
        (table.code, str(stage.number), stage.bouts, f"{stage.run_min:g}", f"{stage.total_min:g}", stage.pace_pct,
         stage.note, table.mark, table.source)
        for table in STAGE_TABLES.values()
        for stage in table.stages
    )  # fmt: skip
    heads = ("Table", "Stage", "Run:walk", "Run min", "Total min", "Pace %", "Note", "Mark", "Source")
    return _table("Walk–run tables", heads, rows)


def _norms() -> str:
    rows = (
        (test, f"from {row.from_age}", f"{row.male:g}", f"{row.female:g}", table.unit, table.set_up, table.mark,
         table.source)
        for test, table in NORM_TABLES.items()
        for row in table.rows
    )  # fmt: skip
    return _table("Norms", ("Test", "Age", "Men", "Women", "Unit", "Set-up", "Mark", "Source"), rows)


def _changes() -> str:
    rows = (
        (row.test, f"{row.value:g} {'% of the mean' if row.percent else row.unit}", row.better, row.note, row.mark,
         row.source)
        for row in TEST_CHANGES.values()
    )  # fmt: skip
    heads = ("Test", "Smallest change that counts", "Better", "Note", "Mark", "Source")
    return _table("Real change", heads, rows)


def phase_diagram() -> str:
    """Return the phases and the gates between them as an SVG drawing."""
    width = len(codes.PHASES) * (BOX_WIDTH + GAP) - GAP + 2 * MARGIN
    drawn = "".join(_box(index, phase) for index, phase in enumerate(codes.PHASES))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}" font-family="DejaVu Sans, sans-serif" '
        f'font-size="13" role="img"><title>Phases and gates</title>\n{drawn}</svg>\n'
    )


def _box(index: int, phase: str) -> str:
    left, middle = MARGIN + index * (BOX_WIDTH + GAP), MARGIN + BOX_HEIGHT // 2
    centre = left + BOX_WIDTH // 2
    box = (
        f'<rect x="{left}" y="{MARGIN}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="8" fill="none" stroke="#345"/>'
        f'<text x="{centre}" y="{middle - 4}" text-anchor="middle" font-weight="bold">{phase}</text>'
        f'<text x="{centre}" y="{middle + 14}" text-anchor="middle" font-size="11">{codes.PHASES[phase]}</text>\n'
    )
    gate = gate_between(phase)
    return box + (_arrow(left + BOX_WIDTH, middle, gate) if gate else "")


def _arrow(left: int, middle: int, gate: str) -> str:
    right = left + GAP
    return (
        f'<path d="M{left} {middle}H{right - 6}l-6 -5m6 5l-6 5" fill="none" stroke="#345"/>'
        f'<text x="{left + GAP // 2}" y="{MARGIN + BOX_HEIGHT + 16}" text-anchor="middle" font-size="11">'
        f"{gate}</text>\n"
    )
