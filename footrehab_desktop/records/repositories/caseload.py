"""Reads the board: every open episode with where it stands, in one query."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from footrehab_desktop.records.repositories.base import AnyRow, AnySelect, Repository
from footrehab_desktop.records.schema import (
    AssessmentTable,
    DecisionTable,
    DiarySessionTable,
    EpisodeTable,
    PatientTable,
    ReviewDateTable,
    StateTable,
)
from footrehab_desktop.records.values import CaseloadRow


class Caseload(Repository):
    """The board of open episodes; the order is the caller's."""

    def rows(self) -> tuple[CaseloadRow, ...]:
        """Return every episode that is neither closed nor struck out, of patients on the list."""
        return tuple(_value(row) for row in self._rows(_query()))


def _query() -> AnySelect:
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
            EpisodeTable.reassessed_on,
            DecisionTable.decision["next_review_on"].as_string(),
            ReviewDateTable.on_date,
            _last_session(),
        )
        .join(PatientTable, PatientTable.id == EpisodeTable.patient_id)
        .outerjoin(StateTable, StateTable.id == _newest(StateTable))
        .outerjoin(DecisionTable, DecisionTable.id == _newest(DecisionTable))
        .outerjoin(
            ReviewDateTable, and_(ReviewDateTable.decision_id == DecisionTable.id, ReviewDateTable.voided_at.is_(None))
        )
        .where(EpisodeTable.closed_on.is_(None), EpisodeTable.voided_at.is_(None), PatientTable.archived_at.is_(None))
    )


def _newest(table: type[StateTable | DecisionTable]) -> Any:
    """Return the id of an episode's newest row; asked for each open episode, as closed ones are far more."""
    own = aliased(table)
    standing = select(own.id).where(own.episode_id == EpisodeTable.id, own.voided_at.is_(None))
    return standing.order_by(own.sequence.desc()).limit(1).correlate(EpisodeTable).scalar_subquery()


def _assessed() -> ColumnElement[bool]:
    standing = (AssessmentTable.episode_id == EpisodeTable.id, AssessmentTable.voided_at.is_(None))
    return select(AssessmentTable.id).where(*standing).exists()


def _last_session() -> Any:
    standing = (DiarySessionTable.episode_id == EpisodeTable.id, DiarySessionTable.voided_at.is_(None))
    return select(func.max(DiarySessionTable.on_date)).where(*standing).correlate(EpisodeTable).scalar_subquery()


def _value(row: AnyRow) -> CaseloadRow:
    *plain, proposed, chosen, last_session = row
    next_review = chosen or (date.fromisoformat(proposed) if proposed else None)
    return CaseloadRow(*plain, next_review, last_session)
