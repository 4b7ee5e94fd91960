"""How old the records are: birth and newest clinical entry of every patient, by which retention is counted."""

from datetime import datetime
from typing import Final

from sqlalchemy import func, select, union_all

from footrehab_desktop.records.repositories.base import Repository
from footrehab_desktop.records.schema import (
    AssessmentTable,
    DecisionTable,
    EpisodeTable,
    HandoutTable,
    PatientTable,
    PlanTable,
    StateTable,
)
from footrehab_desktop.records.schema_diary import DiaryDayTable, DiaryExerciseTable, DiarySessionTable
from footrehab_desktop.records.values_rights import RecordAge

# What was written about the treatment; a registration with an episode alone holds nothing clinical.
_CLINICAL: Final = (
    AssessmentTable,
    PlanTable,
    DecisionTable,
    StateTable,
    HandoutTable,
    DiarySessionTable,
    DiaryDayTable,
    DiaryExerciseTable,
)


class RecordAges(Repository):
    """Counts by the day of writing: it is never before the treatment that it tells of."""

    def all(self, patient_id: str | None = None) -> tuple[RecordAge, ...]:
        """Return every patient that stands for itself, or one of them, by record number."""
        owner = func.coalesce(PatientTable.merged_into, PatientTable.id)
        newest = self._newest()
        columns = (
            PatientTable.id,
            PatientTable.record_number,
            PatientTable.family_name,
            PatientTable.given_name,
            PatientTable.birth_date,
            PatientTable.created_at,
        )
        own = select(*columns).where(PatientTable.merged_into.is_(None)).order_by(PatientTable.record_number)
        if patient_id is not None:
            own = own.where(owner == patient_id)
        found = []
        for own_id, number, family, given, born, created_at in self._rows(own):
            at, clinical = newest.get(own_id, (created_at, 0))
            day = max(at, created_at).astimezone().date()
            found.append(RecordAge(own_id, number, family, given, born, day, clinical))
        return tuple(found)

    def _newest(self) -> dict[str, tuple[datetime, int]]:
        """Return the newest writing and the number of clinical entries by patient; episodes count as writing only."""
        parts = [
            select(table.episode_id, func.max(table.created_at).label("at"), func.count().label("rows")).group_by(
                table.episode_id
            )
            for table in _CLINICAL
        ]
        written = union_all(*parts).subquery()
        statement = (
            select(
                EpisodeTable.patient_id,
                func.max(func.coalesce(written.c.at, EpisodeTable.created_at)),
                func.max(EpisodeTable.created_at),
                func.coalesce(func.sum(written.c.rows), 0),
            )
            .outerjoin(written, written.c.episode_id == EpisodeTable.id)
            .group_by(EpisodeTable.patient_id)
        )
        return {patient: (max(at, opened), int(rows)) for patient, at, opened, rows in self._rows(statement)}
