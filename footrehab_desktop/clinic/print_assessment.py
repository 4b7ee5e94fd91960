"""A signed assessment, and two of them compared, as printed sheets."""

from collections.abc import Iterable
from datetime import date

from footrehab_desktop.clinic.case_building import EpisodeFile, load_episode
from footrehab_desktop.clinic.chart_marks import chart_marks
from footrehab_desktop.clinic.compare_assessments import (
    CHANGE_WORDS,
    CHART,
    Change,
    ComparedRow,
    Comparison,
    change_words,
    compare_assessments,
    row_detail,
)
from footrehab_desktop.clinic.foot_posture import POSTURE_PREFIX
from footrehab_desktop.clinic.naming import condition_name
from footrehab_desktop.clinic.print_handout import PreparedHandout, clinic_line, person_line, render_with
from footrehab_desktop.clinic.signed_assessment import (
    SIDE_COLUMNS,
    AnswerTable,
    assessment_title,
    signed_parts,
    signed_words,
    standing_words,
)
from footrehab_desktop.handouts.content_clinician import (
    AnswerBlock,
    AnswerLine,
    AssessmentSheet,
    ChangeCell,
    ChangeLine,
    ComparisonSheet,
)
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression.codes import MEASURES
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Assessment

# What was measured on both days comes before what was answered on one, and what stayed the same last.
_ORDER = {"other": 0, "not_comparable": 1, "no_real_change": 1, "not_known": 1, "one_day": 2, "same": 3, "": 4}
_MEASURED = frozenset({"better", "worse", "changed"})


def prepare_comparison(
    unit: UnitOfWork, forms: Forms, episode_id: str, pair: tuple[str, str], today: date, options: PrintOptions
) -> PreparedHandout:
    """Render two standing assessments of an episode side by side; ``pair`` are their ids.

    Raises ``UserFixableError`` when they cannot be compared.
    """
    file = load_episode(unit, episode_id)
    comparison = compare_assessments(file, forms, *pair, today)
    return render_with("comparison", comparison_sheet(unit, file, comparison, today), options)


def comparison_sheet(unit: UnitOfWork, file: EpisodeFile, comparison: Comparison, today: date) -> ComparisonSheet:
    """Return the comparison as it is printed: real changes, outcome measures, then the rest."""
    answered = [row for section in comparison.sections for row in section.rows]
    # What became of a mark is said beneath the pictures of the feet.
    rows = [row for row in answered if not row.code.startswith(CHART)]
    measures = [row for row in rows if row.code in MEASURES and row.whole is not None]
    real = [row for row in rows if row not in measures and any(c.direction in _MEASURED for c in row.changes)]
    rest = [row for row in rows if row not in measures and row not in real and not _is_posture_item(row)]
    gate = [row for row in rest if row.gates]
    rest = [row for row in rest if not row.gates]
    groups = {name: [row for row in rest if _group(row) == name] for name in ("open", "one_day", "same")}
    before, after = comparison.before, comparison.after
    return ComparisonSheet(
        person=person_line(file),
        clinic=clinic_line(unit),
        condition=condition_name(file.episode.details.condition),
        side=file.episode.details.side,
        printed_on=today,
        before=assessment_title(before),
        after=assessment_title(after),
        before_short=format_date(before.assessed_on),
        after_short=format_date(after.assessed_on),
        real=_lines(real),
        measures=_lines(measures),
        gate=_lines(gate),
        rest=_lines(sorted(groups["open"], key=_weight)),
        same=tuple(_same_words(row) for row in groups["same"]),
        same_count=sum(row.count for row in groups["same"]),
        one_day=tuple(_changed_words(row) for row in groups["one_day"]),
        appeared=comparison.appeared,
        gone=comparison.gone,
        charts=tuple(chart_marks(each) for each in (before, after)),
        marks=tuple(_changed_words(row) for row in answered if row.code.startswith(CHART) and _group(row) != "same"),
    )


def _is_posture_item(row: ComparedRow) -> bool:
    """Tell whether a row is one of the six items whose total is printed."""
    return row.code.startswith(POSTURE_PREFIX)


def _group(row: ComparedRow) -> str:
    """Return where a row without real change is printed: in the table, or in one of two lists."""
    directions = {change.direction for change in row.changes}
    if directions == {"same"}:
        return "same"
    return "one_day" if all(not (change.before and change.after) for change in row.changes) else "open"


def _same_words(row: ComparedRow) -> str:
    sides = [("LEFT", row.left), ("RIGHT", row.right), ("", row.whole)]
    words = ", ".join(f"{side} {change.after}".strip() for side, change in sides if change is not None)
    return f"{row.label}: {words}"


def _changed_words(row: ComparedRow) -> str:
    sides = [("LEFT", row.left), ("RIGHT", row.right), ("", row.whole)]
    given = [(side, change) for side, change in sides if change is not None]
    words = ", ".join(f"{side} {change.before or '–'} → {change.after or '–'}".strip() for side, change in given)
    judged = dict.fromkeys(change_words(change) for _side, change in given if change.direction in _MEASURED)
    return " ".join((f"{row.label}: {words}", *judged))


def _weight(row: ComparedRow) -> int:
    return min(_ORDER[change.direction] for change in row.changes)


def _lines(rows: Iterable[ComparedRow]) -> tuple[ChangeLine, ...]:
    return tuple(
        ChangeLine(row.label, _cell(row.left), _cell(row.right), _cell(row.whole), row_detail(row)) for row in rows
    )


def _cell(change: Change | None) -> ChangeCell | None:
    if change is None:
        return None
    sign = CHANGE_WORDS[change.direction][:1]
    return ChangeCell(change.before, change.after, change_words(change), change.direction in _MEASURED, sign)


def prepare_assessment_sheet(
    unit: UnitOfWork, forms: Forms, assessment_id: str, today: date, options: PrintOptions
) -> PreparedHandout:
    """Render one signed assessment, also one that was struck out or amended, which it then says."""
    assessment = unit.assessments.get(assessment_id)
    file = load_episode(unit, assessment.episode_id)
    names = {clinician.id: clinician.name for clinician in unit.clinicians.all()}
    content = AssessmentSheet(
        person=person_line(file),
        clinic=clinic_line(unit),
        condition=condition_name(file.episode.details.condition),
        side=file.episode.details.side,
        printed_on=today,
        title=assessment_title(assessment),
        signed=signed_words(assessment, names),
        blocks=tuple(
            AnswerBlock(part.title, (*_table_lines(part.tables), *_not_found(part.not_found)))
            for part in signed_parts(assessment, forms)
        ),
        standing=standing_words(assessment, amendment_of(unit, assessment), names),
        marks=chart_marks(assessment),
    )
    return render_with("assessment", content, options)


def amendment_of(unit: UnitOfWork, assessment: Assessment) -> Assessment | None:
    """Return the standing amendment of an assessment, if there is one."""
    every = unit.assessments.for_episode(assessment.episode_id)
    return next((each for each in every if each.amends == assessment.id and each.voided_at is None), None)


def _table_lines(tables: Iterable[AnswerTable]) -> Iterable[AnswerLine]:
    for table in tables:
        for name, *cells in table.rows:
            if table.columns == SIDE_COLUMNS:
                yield AnswerLine(name, left=cells[0], right=cells[1])
            else:
                words = (f"{column} {cell}".strip() for column, cell in zip(table.columns, cells, strict=True) if cell)
                yield AnswerLine(name, whole=", ".join(words))


def _not_found(labels: tuple[str, ...]) -> tuple[AnswerLine, ...]:
    if not labels:
        return ()
    return (AnswerLine(f"Looked for and not found ({len(labels)})", whole="; ".join(labels)),)
