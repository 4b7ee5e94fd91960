"""A signed assessment as people read it: tables of answers by section, and what an amendment changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from footrehab_desktop.clinic.answer_words import answer_words
from footrehab_desktop.clinic.case_answers import is_found
from footrehab_desktop.clinic.chart_marks import chart_marks, mark_words
from footrehab_desktop.clinic.foot_posture import POSTURE, POSTURE_PREFIX, posture_score
from footrehab_desktop.clinic.outcome_results import outcome_words, results_of
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.body_chart import body_chart
from footrehab_desktop.library.dates import format_date, format_date_weekday
from footrehab_desktop.library.field_spec import BODY_CHART, OUTCOME, TEXT, FieldSpec, Section
from footrehab_desktop.library.forms import KINDS, Forms
from footrehab_desktop.progression.codes import MEASURES, SET_UPS
from footrehab_desktop.records.values import Assessment, Observation, Side

LEFT_COLUMN, RIGHT_COLUMN = "Patient's LEFT", "Patient's RIGHT"
SIDES: tuple[Side, ...] = ("left", "right")
SIDE_COLUMNS = (LEFT_COLUMN, RIGHT_COLUMN)
NOBODY = "a clinician who is not on file"
Answers = Mapping[tuple[str, Side | None], Observation]


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """Answers under a heading. Each row begins with what was asked; ``columns`` name its other cells: the two sides,
    the titles of a grid, or one column without a title."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SignedPart:
    """A section with its answers; ``not_found`` are the findings that were looked for and not there.

    ``chart``: the answers are marks on the body chart.
    """

    title: str
    tables: tuple[AnswerTable, ...]
    not_found: tuple[str, ...] = ()
    chart: bool = False


@dataclass(frozen=True, slots=True)
class _Cell:
    """One answered field on its way into a table: what the table is, its row, and the words by column."""

    heading: str
    columns: tuple[str, ...]
    row: str
    words: Mapping[str, str]


def assessment_title(assessment: Assessment) -> str:
    """Return kind and day, e.g. ``Review, 14-Apr-2026 (Tue)``."""
    return f"{KINDS[assessment.kind]}, {format_date_weekday(assessment.assessed_on)}"


def moment_words(moment: datetime) -> str:
    """Return a moment in local time, e.g. ``14-Apr-2026, 14:32``."""
    return f"{format_date(moment.astimezone().date())}, {moment.astimezone():%H:%M}"


def signed_words(assessment: Assessment, names: Mapping[str, str]) -> str:
    """Return when and by whom it was signed. ``names`` are clinicians by id."""
    return f"Signed {moment_words(assessment.signed_at)} by {names.get(assessment.signed_by, NOBODY)}."


def standing_words(assessment: Assessment, amendment: Assessment | None, names: Mapping[str, str]) -> str:
    """Return why an assessment no longer counts: struck out, or amended by ``amendment``; empty while it stands."""
    if assessment.voided_at is not None:
        who = names.get(assessment.voided_by or "", NOBODY)
        return f"Struck out {moment_words(assessment.voided_at)} by {who}. Reason: {assessment.void_reason}"
    if amendment is not None:
        return f"Replaced by the amendment of {moment_words(amendment.signed_at)}. Reason: {amendment.reason}"
    return ""


def answers_of(assessment: Assessment) -> Answers:
    """Return the answers by field and side."""
    return {(observation.code, observation.side): observation for observation in assessment.observations}


def spec_of(forms: Forms, code: str) -> FieldSpec:
    """Return the field of an answer; for one that no form has any more, a field that takes any words."""
    try:
        return forms.field(code)
    except FieldError:
        return FieldSpec(code, code, TEXT)


def signed_parts(assessment: Assessment, forms: Forms) -> tuple[SignedPart, ...]:
    """Return every section in which something was answered, in the order of the form."""
    answers = answers_of(assessment)
    known = {spec.code for spec in forms.fields}
    parts = [_with_measures(section, _part(section, assessment, answers), assessment) for section in forms.sections]
    unknown = dict.fromkeys(code for code, _side in answers if code not in known)
    cells = [_cell(_sided(spec_of(forms, code), answers), answers) for code in unknown]
    parts.append(SignedPart("Fields of an earlier version", tuple(_tables(cells))))
    return tuple(part for part in parts if part.tables or part.not_found)


def _with_measures(section: Section, part: SignedPart, assessment: Assessment) -> SignedPart:
    """Put the outcome measures before what else was answered in the section that asks for them."""
    measures = tuple((MEASURES[r.entry.instrument], outcome_words(r)) for r in results_of(assessment))
    if not measures or all(spec.kind != OUTCOME for spec in section.fields):
        return part
    return replace(part, tables=(AnswerTable("", ("",), measures), *part.tables))


def _sided(spec: FieldSpec, answers: Answers) -> FieldSpec:
    return replace(spec, two_sided=any((spec.code, side) in answers for side in SIDES))


def _chart_part(section: Section, assessment: Assessment) -> SignedPart:
    """Return what is marked on the feet, a row for each region."""
    marks: dict[tuple[str, str], str] = {(mark.region, mark.side): mark_words(mark) for mark in chart_marks(assessment)}
    regions = dict.fromkeys(region for region, _side in marks)
    rows = tuple((body_chart().region(code).name, *(marks.get((code, side), "") for side in SIDES)) for code in regions)
    return SignedPart(section.title, (AnswerTable("", SIDE_COLUMNS, rows),), chart=True)


def _part(section: Section, assessment: Assessment, answers: Answers) -> SignedPart:
    if section.layout == BODY_CHART and chart_marks(assessment):
        return _chart_part(section, assessment)
    cells, quiet = [], []
    for spec in section.fields:
        places: tuple[Side | None, ...] = SIDES if spec.two_sided else (None,)
        given = [answers[spec.code, side] for side in places if (spec.code, side) in answers]
        if spec.finding and given and not any(is_found(spec, answer) for answer in given):
            quiet.append(spec.label if given[0].text != "not_assessed" else f"{spec.label} (not assessed)")
        elif given:
            cells.append(_cell(spec, answers))
    posture = _posture(section, assessment)
    order = tuple(dict.fromkeys(spec.column for spec in section.fields))
    return SignedPart(section.title, (*posture, *_tables(cells, order)), tuple(quiet))


def _posture(section: Section, assessment: Assessment) -> tuple[AnswerTable, ...]:
    """Return the total of the Foot Posture Index where its six items are asked."""
    if not any(spec.code.startswith(POSTURE_PREFIX) for spec in section.fields):
        return ()
    totals = [posture_score(assessment.observations, side) for side in SIDES]
    words = tuple("" if total is None else f"{total.value:+g}, {total.band}" for total in totals)
    return (AnswerTable("", SIDE_COLUMNS, ((MEASURES[POSTURE], *words),)),) if any(words) else ()


def _cell(spec: FieldSpec, answers: Answers) -> _Cell:
    if spec.two_sided:
        given = {column: answers.get((spec.code, side)) for column, side in zip(SIDE_COLUMNS, SIDES, strict=True)}
        words = {column: answer_words(spec, answer) for column, answer in given.items() if answer is not None}
        set_up = next((answer.set_up for answer in given.values() if answer is not None and answer.set_up), "")
        return _Cell(spec.heading, SIDE_COLUMNS, _with_set_up(spec.label, set_up), words)
    answer = answers[spec.code, None]
    row, column = (spec.row, spec.column) if spec.row and spec.column else (spec.label, "")
    return _Cell(
        spec.heading,
        (column,) if column else ("",),
        _with_set_up(row, answer.set_up or ""),
        {column: answer_words(spec, answer)},
    )


def _with_set_up(label: str, set_up: str) -> str:
    return f"{label} ({SET_UPS.get(set_up, set_up)})" if set_up else label


def _tables(cells: Iterable[_Cell], order: tuple[str, ...] = ()) -> Iterator[AnswerTable]:
    """Put neighbours of one heading and one kind of columns into a table; the cells of a grid row into one row.

    ``order`` are the titles of the form's columns from left to right.
    """
    for (heading, kind), group in groupby(cells, key=lambda cell: (cell.heading, _kind(cell))):
        own = list(group)
        columns = tuple(dict.fromkeys(column for cell in own for column in cell.columns))
        if kind == "grid":
            columns = tuple(sorted(columns, key=order.index))
        rows: dict[str, dict[str, str]] = {}
        for number, cell in enumerate(own):
            # Only the cells of a grid share a row; equal labels elsewhere are different questions.
            rows.setdefault(cell.row if kind == "grid" else f"{number} {cell.row}", {"": cell.row}).update(
                {f"={column}": text for column, text in cell.words.items()}
            )
        yield AnswerTable(
            heading,
            columns,
            tuple((row[""], *(row.get(f"={column}", "") for column in columns)) for row in rows.values()),
        )


def _kind(cell: _Cell) -> str:
    if cell.columns == SIDE_COLUMNS:
        return "sides"
    return "plain" if cell.columns == ("",) else "grid"


def amended_lines(old: Assessment, new: Assessment, forms: Forms) -> tuple[str, ...]:
    """Return what an amendment changed, one line each: ``Single-leg heel raise, LEFT: 12 reps → –``."""
    lines = []
    if old.assessed_on != new.assessed_on:
        lines.append(f"Assessed on: {format_date(old.assessed_on)} → {format_date(new.assessed_on)}")
    was, now = answers_of(old), answers_of(new)
    for code, side in dict.fromkeys((*was, *now)):
        before, after = (_words(forms, answers.get((code, side))) for answers in (was, now))
        if before != after:
            where = f", {side.upper()}" if side else ""
            lines.append(f"{spec_of(forms, code).label}{where}: {before} → {after}")
    return (*lines, *_amended_outcomes(old, new))


def observation_words(forms: Forms, observation: Observation) -> str:
    """Return one answer with what was asked and its side: ``Single-leg heel raise, LEFT: 12 reps``."""
    where = f", {observation.side.upper()}" if observation.side else ""
    return f"{spec_of(forms, observation.code).label}{where}: {_words(forms, observation)}"


def _words(forms: Forms, observation: Observation | None) -> str:
    if observation is None:
        return "–"
    return _with_set_up(answer_words(spec_of(forms, observation.code), observation), observation.set_up or "")


def _amended_outcomes(old: Assessment, new: Assessment) -> Iterator[str]:
    was, now = ({r.entry.instrument: outcome_words(r) for r in results_of(each)} for each in (old, new))
    for instrument in dict.fromkeys((*was, *now)):
        if was.get(instrument) != now.get(instrument):
            yield f"{was.get(instrument, '–')} → {now.get(instrument, '–')}"
