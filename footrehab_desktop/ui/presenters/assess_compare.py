"""Two signed assessments side by side, as the table shows them. No toolkit here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from footrehab_desktop.clinic.chart_marks import chart_marks
from footrehab_desktop.clinic.compare_assessments import Change, ComparedRow, Comparison, change_words, row_detail
from footrehab_desktop.clinic.signed_assessment import assessment_title
from footrehab_desktop.library.body_chart import ChartMark
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.values import Side
from footrehab_desktop.ui.presenters.assess_outlook import MARK_WORDS
from footrehab_desktop.ui.tokens import ColourName

# The columns of a row with two sides: what, then before, after and change of each side.
_SIDED = range(7)
COLOURS: dict[str, ColourName] = {"better": "progress", "worse": "regress", "changed": "deload", "other": "deload"}


@dataclass(frozen=True, slots=True)
class CompareCell:
    """One cell: text, the colour of a change, and whether it is a real one."""

    text: str = ""
    colour: ColourName = "ink"
    real: bool = False


@dataclass(frozen=True, slots=True)
class CompareLine:
    """A row of the table: a section's heading (``cells`` empty), an answer of both sides (7 cells), or of the person
    as a whole (2 cells). ``explained`` says in sentences what its changes rest on."""

    name: str
    cells: tuple[CompareCell, ...] = ()
    real: bool = False
    explained: tuple[str, ...] = ()

    @property
    def is_heading(self) -> bool:
        """Tell whether this is the heading of a section."""
        return not self.cells


@dataclass(frozen=True, slots=True)
class CompareContent:
    """What the comparison shows: who is compared with what, the columns, the rows, and both body charts."""

    title: str
    summary: str
    columns: tuple[str, ...]
    lines: tuple[CompareLine, ...]
    charts: tuple[tuple[str, tuple[ChartMark, ...]], ...]

    def only_real(self) -> tuple[CompareLine, ...]:
        """Return the rows with a real change under the headings they need."""
        kept: list[CompareLine] = []
        for line in self.lines:
            if line.is_heading and kept and kept[-1].is_heading:
                kept.pop()
            if line.is_heading or line.real:
                kept.append(line)
        if kept and kept[-1].is_heading:
            kept.pop()
        return tuple(kept)


def compact(content: CompareContent) -> CompareContent:
    """Return the comparison for large text: one column a side, in which both answers and the change stand together."""
    sides = (content.columns[1], content.columns[4])
    marks = (content.columns[3], content.columns[6])
    words = (
        "\n".join(filter(None, (side.partition("\n")[0], mark.partition("\n")[0])))
        for side, mark in zip(sides, marks, strict=True)
    )
    return replace(content, columns=("", *words), lines=tuple(_compact_line(line) for line in content.lines))


def _compact_line(line: CompareLine) -> CompareLine:
    if len(line.cells) < len(_SIDED):
        return line
    name, *cells = line.cells
    return replace(line, cells=(name, _together(cells[:3]), _together(cells[3:])))


def _together(cells: Sequence[CompareCell]) -> CompareCell:
    before, after, change = cells
    if not change.text and not before.text:
        return CompareCell()
    return CompareCell(f"{before.text} → {after.text}\n{change.text}".rstrip(), change.colour, change.real)


def compare_content(comparison: Comparison, involved: Side) -> CompareContent:
    """Return a comparison as the screen shows it."""
    before, after = comparison.before, comparison.after
    days = format_date(before.assessed_on), format_date(after.assessed_on)
    lines: list[CompareLine] = []
    for section in comparison.sections:
        lines.append(CompareLine(section.title))
        lines += [_line(row) for row in section.rows]
    return CompareContent(
        title=f"{assessment_title(before)}  →  {assessment_title(after)}",
        summary=_summary(comparison),
        columns=("", *_columns("left", involved, days), *_columns("right", involved, days)),
        lines=tuple(lines),
        charts=tuple((assessment_title(each), chart_marks(each)) for each in (before, after)),
    )


def _columns(side: Side, involved: Side, days: Sequence[str]) -> tuple[str, ...]:
    words = f"Patient's {side.upper()}"
    mark = "● involved" if involved in (side, "both") else ""
    return (*(f"{words}\n{day}" for day in days), f"{mark}\nChange")


def _summary(comparison: Comparison) -> str:
    """Say how much changed, and which findings came and went."""
    rows = comparison.real_changes
    directions = [change.direction for row in rows for change in row.changes]
    counts = f"▲ {directions.count('better')} better, ▼ {directions.count('worse')} worse beyond measurement error."
    came = f" New findings: {', '.join(comparison.appeared)}." if comparison.appeared else ""
    went = f" Findings gone: {', '.join(comparison.gone)}." if comparison.gone else ""
    return counts + came + went


def _line(row: ComparedRow) -> CompareLine:
    name = CompareCell("\n".join(filter(None, (row.label, row.symmetry, row.norm))))
    if row.whole is not None:
        cells: tuple[CompareCell, ...] = (name, _whole(row.whole))
    else:
        cells = (name, *_side(row.left), *_side(row.right))
    return CompareLine(row.label, cells, row.has_real_change, _explained(row))


def _whole(change: Change) -> CompareCell:
    """Return an answer without side in one cell, which stands across both sides."""
    text = f"{change.before or '–'}  →  {change.after or '–'}"
    if change.before == change.after:
        text = change.after
    return CompareCell(
        f"{text}    {change_words(change)}".rstrip(), COLOURS.get(change.direction, "ink"), change.is_real
    )


def _side(change: Change | None) -> tuple[CompareCell, ...]:
    if change is None:
        return (CompareCell(),) * 3
    judged = CompareCell(change_words(change), COLOURS.get(change.direction, "soft"), change.is_real)
    return CompareCell(change.before or "–"), CompareCell(change.after or "–", real=change.is_real), judged


def _explained(row: ComparedRow) -> tuple[str, ...]:
    sides = (("Patient's LEFT: ", row.left), ("Patient's RIGHT: ", row.right), ("", row.whole))
    sentences = tuple(f"{side}{change.sentence}" for side, change in sides if change is not None and change.sentence)
    gates = tuple(f"{MARK_WORDS[item.state][0]} Next gate: {item.sentence}" for item in row.gates)
    return (*(sentences or (row_detail(row),)), *gates)
