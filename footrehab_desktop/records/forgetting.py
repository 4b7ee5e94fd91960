"""The one place that forgets what was worked out about an episode whenever anything it rests on is written.

``Transaction`` asks here before each insert and update, so no writing method can leave an outlook that is out of date.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Select, delete, select
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.records.schema import (
    AssessmentTable,
    Base,
    DecisionTable,
    EpisodeTable,
    ObservationTable,
    OutcomeTable,
    OutlookTable,
    PatientTable,
    PlanItemTable,
    PlanTable,
    ReviewDateTable,
    StateTable,
    TaskAnswerTable,
)
from footrehab_desktop.records.schema_diary import DiaryDayTable, DiaryExerciseTable, DiarySessionTable
from footrehab_desktop.records.schema_library import OwnProtocolTable

Ids = Select[tuple[str]]

# By table: the column that leads to episodes, and the episodes' ids for its values (None: it holds them).
_PARTS_OF: Final[Mapping[type[Base], tuple[str, Ids | None, Any]]] = {
    EpisodeTable: ("id", None, None),
    AssessmentTable: ("episode_id", None, None),
    PlanTable: ("episode_id", None, None),
    DiarySessionTable: ("episode_id", None, None),
    DiaryDayTable: ("episode_id", None, None),
    DiaryExerciseTable: ("episode_id", None, None),
    DecisionTable: ("episode_id", None, None),
    StateTable: ("episode_id", None, None),
    TaskAnswerTable: ("episode_id", None, None),
    PatientTable: ("id", select(EpisodeTable.id), EpisodeTable.patient_id),
    ObservationTable: ("assessment_id", select(AssessmentTable.episode_id), AssessmentTable.id),
    OutcomeTable: ("assessment_id", select(AssessmentTable.episode_id), AssessmentTable.id),
    PlanItemTable: ("plan_id", select(PlanTable.episode_id), PlanTable.id),
    ReviewDateTable: ("decision_id", select(DecisionTable.episode_id), DecisionTable.id),
    OwnProtocolTable: ("condition", select(EpisodeTable.id), EpisodeTable.condition),
}
CONCERNED: Final = frozenset(_PARTS_OF)


def forget_for_rows(writer: Connection, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> None:
    """Forget the outlooks of the episodes that new rows belong to."""
    if table in _PARTS_OF:
        column = _PARTS_OF[table][0]
        _forget(writer, table, sorted({row[column] for row in rows}))


def forget_where(writer: Connection, table: type[Base], where: ColumnElement[bool]) -> None:
    """Forget the outlooks of the episodes whose rows are about to be changed."""
    if table in _PARTS_OF:
        _forget(writer, table, select(getattr(table, _PARTS_OF[table][0])).where(where))


def _forget(writer: Connection, table: type[Base], values: Any) -> None:
    _column, ids, key = _PARTS_OF[table]
    episodes = values if ids is None else ids.where(key.in_(values))
    writer.execute(delete(OutlookTable).where(OutlookTable.episode_id.in_(episodes)))
