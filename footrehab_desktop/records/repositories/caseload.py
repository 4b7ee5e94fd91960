"""Reads the board: every open episode with where it stands, in one query."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Subquery, and_, func, select

from footrehab_desktop.records.repositories.base import AnyRow, AnySelect, Repository
from footrehab_desktop.records.schema import (
    AssessmentTable,
    DecisionTable,
    DiarySessionTable,
    EpisodeTable,
    PatientTable,
    StateTable,
)
from footrehab_desktop.records.values import CaseloadRow


class Caseload(Repository):
    """The board of open episodes; the order is the caller's."""

    def rows(self) -> tuple[CaseloadRow, ...]:
        """Return every episode that is neither closed nor struck out, of patients on the list."""
        return tuple(_value(row) for row in self._rows(_query()))


def _query() -> AnySelect:
    states, decisions = _newest(StateTable), _newest(DecisionTable)
    return (
        select(
            EpisodeTable.id,
            PatientTable.id,
            PatientTable.record_number,
            PatientTable.family_name,
            PatientTable.given_name,
            PatientTable.title,
            PatientTable.birth_date,
            EpisodeTable.condition,
            EpisodeTable.side,
            _assessed(),
            StateTable.state["phase"].as_string(),
            StateTable.state["level"].as_integer(),
            StateTable.since,
            DecisionTable.final,
            DecisionTable.response,
            DecisionTable.decision["urgency"].as_string(),
            DecisionTable.decided_on,
            DecisionTable.decision["next_review_on"].as_string(),
            _last_session(),
        )
        .join(PatientTable, PatientTable.id == EpisodeTable.patient_id)
        .outerjoin(states, states.c.episode_id == EpisodeTable.id)
        .outerjoin(StateTable, _is_newest(StateTable, states))
        .outerjoin(decisions, decisions.c.episode_id == EpisodeTable.id)
        .outerjoin(DecisionTable, _is_newest(DecisionTable, decisions))
        .where(EpisodeTable.closed_on.is_(None), EpisodeTable.voided_at.is_(None), PatientTable.archived_at.is_(None))
    )


def _newest(table: type[StateTable | DecisionTable]) -> Subquery:
    newest = func.max(table.sequence).label("sequence")
    return select(table.episode_id, newest).where(table.voided_at.is_(None)).group_by(table.episode_id).subquery()


def _is_newest(table: type[StateTable | DecisionTable], newest: Subquery) -> ColumnElement[bool]:
    return and_(table.episode_id == newest.c.episode_id, table.sequence == newest.c.sequence)


def _assessed() -> ColumnElement[bool]:
    standing = (AssessmentTable.episode_id == EpisodeTable.id, AssessmentTable.voided_at.is_(None))
    return select(AssessmentTable.id).where(*standing).exists()


def _last_session() -> Any:
    standing = (DiarySessionTable.episode_id == EpisodeTable.id, DiarySessionTable.voided_at.is_(None))
    return select(func.max(DiarySessionTable.on_date)).where(*standing).correlate(EpisodeTable).scalar_subquery()


def _value(row: AnyRow) -> CaseloadRow:
    *plain, next_review, last_session = row
    values = (*plain, date.fromisoformat(next_review) if next_review else None, last_session)
    return CaseloadRow(*values)
