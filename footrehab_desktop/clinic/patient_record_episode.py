"""One episode of a patient's record in words: assessments, reviews, plans, diary, tasks, handouts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from footrehab_desktop.clinic.decision_view import view_decision
from footrehab_desktop.clinic.decision_words import answer_words, basis_words, fact_line, not_met_words, rulebook_words
from footrehab_desktop.clinic.diary_corrections import Correction, diary_corrections
from footrehab_desktop.clinic.diary_import_columns import COLUMNS
from footrehab_desktop.clinic.diary_import_file import written
from footrehab_desktop.clinic.naming import SIDE_WORDS, condition_name, phase_name
from footrehab_desktop.clinic.print_assessment import amendment_of
from footrehab_desktop.clinic.print_handout import dose_words, when_words
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.signed_assessment import (
    NOBODY,
    SIDE_COLUMNS,
    SignedPart,
    assessment_title,
    moment_words,
    signed_parts,
    signed_words,
    standing_words,
)
from footrehab_desktop.errors import FieldError
from footrehab_desktop.handouts.content_record import RecordPart, RecordTable
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import (
    Assessment,
    DiaryDay,
    DiaryExercise,
    DiarySession,
    Episode,
    Plan,
    StoredDecision,
)

_ANSWERS = {"done": "done", "later": "later", "not_needed": "not needed"}
_DETAILS = (
    ("site", "Site"),
    ("onset_on", "Began"),
    ("activity", "Activity"),
    ("weekly_km_before", "Running before the injury, km a week"),
    ("goal", "Goal"),
    ("pain_ceiling", "Pain limit, of 10"),
    ("restriction", "Restriction"),
    ("clearance_on", "Cleared"),
    ("first_run_on", "First run"),
    ("energy_assessment_on", "Energy availability assessed"),
    ("reassessed_on", "Reassessed"),
    ("plan_start", "Plan from"),
    ("run_table", "Table of running stages"),
)


def episode_parts(
    unit: UnitOfWork, session: ClinicSession, episode: Episode, number: int, names: Mapping[str, str]
) -> list[RecordPart]:
    """Return the chapter of an episode; ``names`` are clinicians by id."""
    details = episode.details
    heading = f"Episode {number}: {condition_name(details.condition)}, {SIDE_WORDS[details.side]}"
    parts = [RecordPart(heading, 0, facts=tuple(_facts(episode)))]
    for assessment in unit.assessments.for_episode(episode.id):
        parts += _assessment(unit, session, assessment, names)
    parts += [_decision(stored, names) for stored in unit.decisions.for_episode(episode.id)]
    parts += [*_states(unit, episode.id), *_plans(unit, session.library, episode.id, names)]
    parts += [*_diary(unit, session.library, episode.id), *_corrections(unit, episode.id)]
    return [*parts, *_tasks(unit, episode.id, names), *_handouts(unit, episode.id, names)]


def _facts(episode: Episode) -> Iterator[tuple[str, str]]:
    yield "Opened", moment_words(episode.opened_at)
    for name, label in _DETAILS:
        value = getattr(episode.details, name)
        if value not in (None, ""):
            yield label, format_date(value) if name.endswith(("_on", "_start")) else str(value).replace("_", " ")
    if episode.closed_on is not None:
        yield "Closed", format_date(episode.closed_on)


def _assessment(
    unit: UnitOfWork, session: ClinicSession, assessment: Assessment, names: Mapping[str, str]
) -> Iterator[RecordPart]:
    signed = (("Signed", signed_words(assessment, names).removeprefix("Signed ")),)
    struck = standing_words(assessment, amendment_of(unit, assessment), names)
    yield RecordPart(assessment_title(assessment), struck=struck, facts=signed)
    for part in signed_parts(assessment, session.forms):
        yield RecordPart(part.title, 2, facts=tuple(_answers(part)))


def _answers(part: SignedPart) -> Iterator[tuple[str, str]]:
    for table in part.tables:
        for name, *cells in table.rows:
            columns = ("LEFT", "RIGHT") if table.columns == SIDE_COLUMNS else table.columns
            words = (f"{column} {cell}".strip() for column, cell in zip(columns, cells, strict=True) if cell)
            yield name, " · ".join(words)
    if part.not_found:
        yield "Looked for and not found", "; ".join(part.not_found)


def _decision(stored: StoredDecision, names: Mapping[str, str]) -> RecordPart:
    view = view_decision(stored)
    texts = [" ".join((*view.explanation, answer_words(stored).strip()))]
    for reason in view.reasons:
        facts = "; ".join(fact_line(fact).words for fact in reason.facts)
        texts.append(" · ".join(filter(None, (reason.sentence, facts, basis_words(reason)))))
    texts += [not_met_words(item) for item in view.not_met]
    by = f"{moment_words(stored.recorded_at)} by {names.get(stored.clinician_id, NOBODY)}"
    facts_ = [("Made", by), ("Rules", rulebook_words(stored.rules_version)), ("What stands", stored.final.title())]
    if view.next_review_on is not None:
        facts_.append(("Next review", format_date(view.next_review_on)))
    return RecordPart(
        f"Review of {format_date(stored.decided_on)}: {view.decision.title()}", facts=tuple(facts_), texts=tuple(texts)
    )


def _states(unit: UnitOfWork, episode_id: str) -> Iterator[RecordPart]:
    rows = tuple(
        (format_date(state.since), phase_name(str(state.state["phase"])), str(state.state["level"]))
        for state in unit.decisions.states(episode_id)
    )
    if rows:
        yield RecordPart("Course", table=RecordTable(("Since", "Phase", "Level"), (0.25, 0.55, 0.2), rows))


def _plans(unit: UnitOfWork, library: Library, episode_id: str, names: Mapping[str, str]) -> Iterator[RecordPart]:
    for plan in reversed(unit.plans.versions(episode_id)):
        by = f"{moment_words(plan.created_at)} by {names.get(plan.created_by, NOBODY)}"
        facts = (("Saved", by), ("Running days", plan.run_days or ""), ("Note", plan.note))
        head, shares = ("Exercise", "Dose", "When", "Side", "Note"), (0.28, 0.24, 0.16, 0.1, 0.22)
        table = RecordTable(head, shares, tuple(_items(plan, library)))
        yield RecordPart(f"Plan, version {plan.version}", facts=facts, table=table)


def _items(plan: Plan, library: Library) -> Iterator[tuple[str, ...]]:
    for item in plan.items:
        side = (item.side or "").upper()
        yield exercise_name(library, item.exercise_id), dose_words(item), when_words(item), side, item.note


def exercise_name(library: Library, exercise_id: str) -> str:
    """Return what an exercise is called; of one that the library does not have any more, its number."""
    try:
        return library.exercise(exercise_id).name
    except FieldError:
        return exercise_id


def _diary(unit: UnitOfWork, library: Library, episode_id: str) -> Iterator[RecordPart]:
    """Yield what stands in the diary, day by day."""
    lines: list[tuple[tuple[object, ...], tuple[str, ...]]] = []
    for day in unit.diary.days(episode_id):
        lines.append(((day.on, 0, 0), (format_date(day.on), "Day", _noted(day, "day"))))
    for session in unit.diary.sessions(episode_id):
        words = f"Session {session.slot}: {session.kind}"
        lines.append(((session.on, 1, session.slot), (format_date(session.on), words, _noted(session, "session"))))
    for place, entry in enumerate(unit.diary.exercises(episode_id)):
        name = exercise_name(library, entry.exercise_id)
        lines.append(((entry.on, 2, place), (format_date(entry.on), name, _noted(entry, "exercise"))))
    if lines:
        rows = tuple(row for _order, row in sorted(lines, key=lambda line: line[0]))
        yield RecordPart("Diary", table=RecordTable(("Day", "Entry", "What was noted"), (0.16, 0.24, 0.6), rows))


def _noted(entry: DiaryDay | DiarySession | DiaryExercise, part: str) -> str:
    values = asdict(entry)
    told = ((column, written(values[column.field])) for column in COLUMNS if column.part == part)
    return " · ".join(f"{column.meaning} {text}" for column, text in told if text)


def _corrections(unit: UnitOfWork, episode_id: str) -> Iterator[RecordPart]:
    rows = tuple(_correction(each) for each in reversed(diary_corrections(unit, episode_id)))
    if rows:
        head, shares = ("Corrected", "By", "Entry", "What"), (0.2, 0.2, 0.2, 0.4)
        yield RecordPart("Corrections of the diary", table=RecordTable(head, shares, rows))


def _correction(each: Correction) -> tuple[str, ...]:
    entry = f"{format_date(each.on)}, {each.part} {each.place}".strip()
    changes = "; ".join(f"{value.meaning}: {value.old or '–'} → {value.new or '–'}" for value in each.values)
    return moment_words(each.at), each.by, entry, f"Taken out. {changes}" if each.taken_out else changes


def _tasks(unit: UnitOfWork, episode_id: str, names: Mapping[str, str]) -> Iterator[RecordPart]:
    rows = tuple(
        (
            moment_words(answer.answered_at),
            names.get(answer.answered_by, NOBODY),
            answer.task.replace("_", " "),
            _joined(
                (_ANSWERS[answer.answer], f"until {format_date(answer.until)}" if answer.until else "", answer.reason)
            ),
        )
        for answer in unit.task_answers.for_episode(episode_id)
    )
    if rows:
        head, shares = ("Answered", "By", "Task", "Answer"), (0.2, 0.2, 0.25, 0.35)
        yield RecordPart("Tasks", table=RecordTable(head, shares, rows))


def _joined(words: Iterable[str]) -> str:
    return ", ".join(filter(None, words))


def _handouts(unit: UnitOfWork, episode_id: str, names: Mapping[str, str]) -> Iterator[RecordPart]:
    rows = tuple(
        (
            moment_words(handout.printed_at),
            names.get(handout.clinician_id, NOBODY),
            f"{handout.title}, {handout.pages} {'page' if handout.pages == 1 else 'pages'}",
            f"{handout.id}.pdf",
        )
        for handout in reversed(unit.handouts.for_episode(episode_id))
    )
    if rows:
        head, shares = ("Given", "By", "Sheet", "File in the folder handouts"), (0.2, 0.2, 0.25, 0.35)
        yield RecordPart("Handouts", table=RecordTable(head, shares, rows))
