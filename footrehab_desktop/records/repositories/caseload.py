"""Reads the board: every open episode with where it stands, in one query."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from footrehab_desktop.records.repositories.base import AnyRow, AnySelect, Repository
from footrehab_desktop.records.schema import (
    AssessmentTable,
    DecisionTable,
    EpisodeTable,
    OutlookTable,
    PatientTable,
    ReviewDateTable,
    StateTable,
)
from footrehab_desktop.records.schema_diary import DiaryDayTable, DiaryExerciseTable, DiarySessionTable
from footrehab_desktop.records.values_board import CaseloadPerson, CaseloadRow, Standing

_AT_A_TIME = 200
_PERSON = (
    EpisodeTable.id,
    PatientTable.id,
    PatientTable.record_number,
    PatientTable.family_name,
    PatientTable.given_name,
    PatientTable.title,
    PatientTable.birth_date,
    EpisodeTable.condition,
    EpisodeTable.side,
    EpisodeTable.plan_start,
    EpisodeTable.reassessed_on,
)
_ON_THE_BOARD = (EpisodeTable.closed_on.is_(None), EpisodeTable.voided_at.is_(None), PatientTable.archived_at.is_(None))


class Caseload(Repository):
    """The board of open episodes; the order is the caller's."""

    def rows(self) -> tuple[CaseloadRow, ...]:
        """Return every episode that is neither closed nor struck out, of patients on the list."""
        return tuple(_value(row) for row in self._rows(_query()))

    def still_open(self, episode_ids: Collection[str]) -> frozenset[str]:
        """Return those of the episodes that are on the board."""
        statement = select(EpisodeTable.id).join(PatientTable, PatientTable.id == EpisodeTable.patient_id)
        return frozenset(
            row[0] for row in self._rows(statement.where(*_ON_THE_BOARD, EpisodeTable.id.in_(episode_ids)))
        )

    def with_outlook(self) -> Iterator[tuple[CaseloadPerson, str, Mapping[str, Any]]]:
        """Yield who is on the board with the outlook and its version; the rest stands in the outlook."""
        statement = (
            select(*_PERSON, OutlookTable.version, OutlookTable.content)
            .join(OutlookTable, OutlookTable.episode_id == EpisodeTable.id)
            .join(PatientTable, PatientTable.id == EpisodeTable.patient_id)
            .where(*_ON_THE_BOARD)
        )
        # A few at a time: thousands of outlooks at once would be a million small objects.
        rows = self._transaction.reader().execute(statement.execution_options(yield_per=_AT_A_TIME))
        for *person, version, content in rows:
            yield CaseloadPerson(*person), version, content

    def without_outlook(self, among: Collection[str] | None = None) -> tuple[CaseloadRow, ...]:
        """Return the rows that have no outlook: the new ones and those that changed.

        ``among`` these episodes; None: of all.
        """
        # The index alone answers; the version would be looked up in the row, beside its long content.
        known = select(OutlookTable.episode_id).where(OutlookTable.episode_id == EpisodeTable.id)
        statement = _query().where(~known.exists())
        if among is not None:
            statement = statement.where(EpisodeTable.id.in_(among))
        return tuple(_value(row) for row in self._rows(statement))


def _query() -> AnySelect:
    return (
        select(
            *_PERSON,
            _assessed(),
            StateTable.state["phase"].as_string(),
            StateTable.state["level"].as_integer(),
            StateTable.since,
            DecisionTable.final,
            DecisionTable.response,
            DecisionTable.decision["urgency"].as_string(),
            DecisionTable.decided_on,
            DecisionTable.decision["next_review_on"].as_string(),
            ReviewDateTable.on_date,
            _newest_day(DiarySessionTable),
            _newest_day(DiaryDayTable, _anything_noted()),
            _newest_day(DiaryExerciseTable, _anything_told()),
        )
        .join(PatientTable, PatientTable.id == EpisodeTable.patient_id)
        .outerjoin(StateTable, StateTable.id == _newest(StateTable))
        .outerjoin(DecisionTable, DecisionTable.id == _newest(DecisionTable))
        .outerjoin(
            ReviewDateTable, and_(ReviewDateTable.decision_id == DecisionTable.id, ReviewDateTable.voided_at.is_(None))
        )
        .where(*_ON_THE_BOARD)
    )


def _newest(table: type[StateTable | DecisionTable]) -> Any:
    """Return the id of an episode's newest row; asked for each open episode, as closed ones are far more."""
    own = aliased(table)
    standing = select(own.id).where(own.episode_id == EpisodeTable.id, own.voided_at.is_(None))
    return standing.order_by(own.sequence.desc()).limit(1).correlate(EpisodeTable).scalar_subquery()


def _assessed() -> ColumnElement[bool]:
    standing = (AssessmentTable.episode_id == EpisodeTable.id, AssessmentTable.voided_at.is_(None))
    return select(AssessmentTable.id).where(*standing).exists()


def _newest_day(
    table: type[DiarySessionTable | DiaryDayTable | DiaryExerciseTable], *noted: ColumnElement[bool]
) -> Any:
    """Return the newest day of a part of the diary; the index of what stands leads to it."""
    standing = (table.episode_id == EpisodeTable.id, table.voided_at.is_(None), *noted)
    newest = select(table.on_date).where(*standing).order_by(table.on_date.desc()).limit(1)
    return newest.correlate(EpisodeTable).scalar_subquery()


def _anything_noted() -> ColumnElement[bool]:
    """Tell a day with anything on it from one whose entries were all taken back."""
    table = DiaryDayTable
    columns = (table.exercises, table.morning_pain, table.stiffness_min, table.sleep_h, table.mood, table.resting_hr,
               table.night_waking, table.confidence, table.weight_kg)  # fmt: skip
    return or_(table.note != "", *(column.is_not(None) for column in columns))


def _anything_told() -> ColumnElement[bool]:
    """Tell an exercise with anything told about it from one whose entry was taken back."""
    table = DiaryExerciseTable
    columns = (table.done, table.sets, table.reps_left, table.reps_right, table.pain_during, table.response)
    return or_(table.note != "", table.load != "", *(column.is_not(None) for column in columns))


def _value(row: AnyRow) -> CaseloadRow:
    person = row[: len(_PERSON)]
    (assessed, phase, level, since, decision, response, urgency, decided_on) = row[len(_PERSON) : -5]
    proposed, chosen, session, day, exercise = row[-5:]
    standing = Standing(
        assessed=assessed,
        phase=phase,
        level=level,
        started_on=since,
        decision=decision,
        response=response,
        urgency=urgency,
        decided_on=decided_on,
        next_review_on=chosen or (date.fromisoformat(proposed) if proposed else None),
        last_entry_on=max((on for on in (session, day, exercise) if on is not None), default=None),
    )
    return CaseloadRow(CaseloadPerson(*person), standing)
