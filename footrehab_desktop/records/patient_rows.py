"""The one place that knows which rows of the record are about a patient, and by what they are reached.

Export, erasure, restriction and the age of a record all ask here, so that none of them can forget a table. Every table
stands in one of the two lists; a test compares them with the schema.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from sqlalchemy import CompoundSelect, Select, or_, select, union_all
from sqlalchemy.sql.elements import ColumnElement

from footrehab_desktop.records.schema import (
    AssessmentTable,
    AuditEntryTable,
    Base,
    ClinicianTable,
    ClinicTable,
    DecisionTable,
    DraftTable,
    EarlierVersionTable,
    EpisodeTable,
    HandoutTable,
    ObservationTable,
    OutcomeTable,
    OutlookTable,
    PatientTable,
    PlanItemTable,
    PlanTable,
    PrintOptionsTable,
    ReviewDateTable,
    StateTable,
    TaskAnswerTable,
)
from footrehab_desktop.records.schema_diary import DiaryDayTable, DiaryExerciseTable, DiarySessionTable
from footrehab_desktop.records.schema_library import (
    OwnExerciseTable,
    OwnPictureTable,
    OwnProtocolTable,
    SigningKeyTable,
    TrustedKeyTable,
)
from footrehab_desktop.records.schema_rights import ErasureTable, MergeTable, StatementTable

Owner = Literal["patient", "episode", "assessment", "plan", "decision", "any"]
Ids = Select[Any] | CompoundSelect[Any]

# The columns by which a row is reached, and what their values are ids of.
OF_PATIENTS: Final[Mapping[type[Base], tuple[Owner, tuple[str, ...]]]] = {
    PatientTable: ("patient", ("id",)),
    EpisodeTable: ("patient", ("patient_id",)),
    StatementTable: ("patient", ("patient_id",)),
    MergeTable: ("patient", ("kept_id", "merged_id")),
    PrintOptionsTable: ("patient", ("subject_id",)),
    AssessmentTable: ("episode", ("episode_id",)),
    PlanTable: ("episode", ("episode_id",)),
    DecisionTable: ("episode", ("episode_id",)),
    StateTable: ("episode", ("episode_id",)),
    HandoutTable: ("episode", ("episode_id",)),
    TaskAnswerTable: ("episode", ("episode_id",)),
    OutlookTable: ("episode", ("episode_id",)),
    DiarySessionTable: ("episode", ("episode_id",)),
    DiaryDayTable: ("episode", ("episode_id",)),
    DiaryExerciseTable: ("episode", ("episode_id",)),
    ObservationTable: ("assessment", ("assessment_id",)),
    OutcomeTable: ("assessment", ("assessment_id",)),
    PlanItemTable: ("plan", ("plan_id",)),
    ReviewDateTable: ("decision", ("decision_id",)),
    EarlierVersionTable: ("any", ("subject_id",)),
    DraftTable: ("any", ("subject_id",)),
}
# The practice, its people and its library; what was done (ids and codes only); whom it was done away with for.
OF_THE_CLINIC: Final[frozenset[type[Base]]] = frozenset(
    {
        ClinicTable,
        ClinicianTable,
        OwnExerciseTable,
        OwnPictureTable,
        OwnProtocolTable,
        SigningKeyTable,
        TrustedKeyTable,
        AuditEntryTable,
        ErasureTable,
    }
)
_BELOW_EPISODES: Final[Mapping[str, type[AssessmentTable | PlanTable | DecisionTable]]] = {
    "assessment": AssessmentTable,
    "plan": PlanTable,
    "decision": DecisionTable,
}


def rows_of(table: type[Base], patient_ids: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition for the rows of a table that are about these patients."""
    owner, columns = OF_PATIENTS[table]
    ids = tuple(patient_ids)
    wanted = ids if owner == "patient" else owned_ids(owner, ids)
    return or_(*(getattr(table, column).in_(wanted) for column in columns))


def owned_ids(owner: Owner, patient_ids: tuple[str, ...]) -> Ids:
    """Return the question for the ids of everything of one kind that belongs to these patients."""
    patients = select(PatientTable.id).where(PatientTable.id.in_(patient_ids))
    episodes = select(EpisodeTable.id).where(EpisodeTable.patient_id.in_(patient_ids))
    below = {name: select(table.id).where(table.episode_id.in_(episodes)) for name, table in _BELOW_EPISODES.items()}
    if owner == "any":
        return union_all(patients, episodes, *below.values())
    return {"patient": patients, "episode": episodes, **below}[owner]


def owners_of(owner: Owner, values: Any) -> Ids:
    """Return the question for the ids of the patients to whom ids of one kind (a list or a question) belong."""
    patients = select(PatientTable.id).where(PatientTable.id.in_(values))
    episodes = select(EpisodeTable.patient_id).where(EpisodeTable.id.in_(values))
    below = {
        name: select(EpisodeTable.patient_id)
        .join(table, table.episode_id == EpisodeTable.id)
        .where(table.id.in_(values))
        for name, table in _BELOW_EPISODES.items()
    }
    if owner == "any":
        return union_all(patients, episodes, *below.values())
    return {"patient": patients, "episode": episodes, **below}[owner]
