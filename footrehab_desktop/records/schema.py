"""The tables. Every row has a UUIDv7 id and the laptop it came from; clinical rows are added and voided, not changed.

The same tables are made by the revisions in ``migrations``; a test compares the two.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

REVISION: Final = "0004"
"""The newest revision in ``migrations``; checked at opening without loading Alembic."""

FINGERPRINT: Final = "9288d3beb3cc189f7d413a4e34fa5093d3308c3b74d3e4cc78ffa70c4b8f21ec"
"""SHA-256 over the tables and indexes that ``REVISION`` makes (``sqlite.fingerprint``)."""

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A UTC moment: timezone-aware in the program, without zone in the file."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; a moment without zone is our bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("A moment needs a time zone.")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class JsonText:
    """A value that was written as JSON already: a long one is not written a second time."""

    text: str


class WrittenJson(TypeDecorator[Any]):
    """A column of JSON that also takes ``JsonText``."""

    impl = JSON
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str]:
        """Return what gives the text for the file."""
        return lambda value: value.text if isinstance(value, JsonText) else json.dumps(value)


class Base(DeclarativeBase):
    """Common to all tables: names for every constraint, and how Python types are stored."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it from the class)
        datetime: Moment(),
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
        bytes: LargeBinary(),
    }


def within(column: str, low: float, high: float) -> CheckConstraint:
    """Limit a number column; the constraint carries the column's name, which the refusal then names."""
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=column)


def one_of(column: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def filled(column: str) -> CheckConstraint:
    return CheckConstraint(f"length({column}) > 0", name=column)


SIDES = ("left", "right", "both")
LAST: Final = 1000
"""Sorts a large column behind the others: SQLite reads a row up to the column asked for."""


class OriginMixin:
    """The row's id and the laptop it was made on."""

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    origin: Mapped[str] = mapped_column(String(36))


class CreatedMixin(OriginMixin):
    """Who made the row, and when."""

    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(ForeignKey("clinician.id"))


class VoidableMixin(CreatedMixin):
    """A clinical row: taken back with a reason, never deleted."""

    voided_at: Mapped[datetime | None]
    voided_by: Mapped[str | None] = mapped_column(ForeignKey("clinician.id"))
    void_reason: Mapped[str | None] = mapped_column(Text)


class ClinicTable(OriginMixin, Base):
    """The practice: one row."""

    __tablename__ = "clinic"
    __table_args__ = (one_of("paper", "A4", "Letter"),)

    name: Mapped[str]
    paper: Mapped[str]
    address: Mapped[str] = mapped_column(Text)
    phone: Mapped[str]
    accent: Mapped[str | None]
    footer: Mapped[str | None] = mapped_column(Text)
    logo: Mapped[bytes | None]
    retention: Mapped[str | None]


class ClinicianTable(OriginMixin, Base):
    """Who works with the record; ``id`` is also the id of the key wrap."""

    __tablename__ = "clinician"
    __table_args__ = (filled("name"),)

    name: Mapped[str]
    role: Mapped[str]
    active: Mapped[bool]
    created_at: Mapped[datetime]


class PatientTable(CreatedMixin, Base):
    """A patient. ``*_folded`` are the names for comparing; the search index holds the words."""

    __tablename__ = "patient"
    __table_args__ = (
        UniqueConstraint("record_number"),
        Index(None, "family_folded", "given_folded", "record_number"),
        Index(None, "given_folded"),
        Index(None, "birth_date"),
        one_of("sex", "female", "male", "intersex", "not_known"),
        CheckConstraint("length(family_name) + length(given_name) > 0", name="family_name"),
    )

    record_number: Mapped[int]
    family_name: Mapped[str]
    given_name: Mapped[str]
    title: Mapped[str]
    birth_date: Mapped[date]
    sex: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    notes: Mapped[str] = mapped_column(Text)
    beta_blocker: Mapped[bool | None]
    diabetes: Mapped[bool | None]
    neuropathy: Mapped[bool | None]
    family_folded: Mapped[str]
    given_folded: Mapped[str]
    phone_digits: Mapped[str] = mapped_column(index=True)
    archived_at: Mapped[datetime | None]
    archived_by: Mapped[str | None] = mapped_column(ForeignKey("clinician.id"))
    restricted_at: Mapped[datetime | None]
    restricted_by: Mapped[str | None] = mapped_column(ForeignKey("clinician.id"))
    restriction_reason: Mapped[str | None] = mapped_column(Text)
    merged_into: Mapped[str | None] = mapped_column(ForeignKey("patient.id"), index=True)


class EarlierVersionTable(CreatedMixin, Base):
    """What a changed row said before: ``content`` holds the old values as JSON."""

    __tablename__ = "earlier_version"

    subject_kind: Mapped[str]
    subject_id: Mapped[str] = mapped_column(String(36), index=True)
    content: Mapped[dict[str, Any]]


class EpisodeTable(VoidableMixin, Base):
    """One injury of one patient."""

    __tablename__ = "episode"
    __table_args__ = (
        one_of("side", *SIDES),
        within("pain_ceiling", 0, 10),
        CheckConstraint("weekly_km_before >= 0", name="weekly_km_before"),
    )

    patient_id: Mapped[str] = mapped_column(ForeignKey("patient.id"), index=True)
    condition: Mapped[str]
    side: Mapped[str]
    plan_start: Mapped[date]
    site: Mapped[str | None]
    onset_on: Mapped[date | None]
    pain_ceiling: Mapped[int | None]
    activity: Mapped[str] = mapped_column(Text)
    weekly_km_before: Mapped[float | None]
    goal: Mapped[str] = mapped_column(Text)
    restriction: Mapped[str | None]
    first_run_on: Mapped[date | None]
    clearance_on: Mapped[date | None]
    energy_assessment_on: Mapped[date | None]
    reassessed_on: Mapped[date | None]
    run_table: Mapped[str]
    closed_on: Mapped[date | None] = mapped_column(index=True)


class AssessmentTable(VoidableMixin, Base):
    """A signed assessment; ``created_at``/``created_by`` are the signature. ``sequence`` counts within the episode."""

    __tablename__ = "assessment"
    __table_args__ = (
        UniqueConstraint("episode_id", "sequence"),
        one_of("kind", "baseline", "review", "flare", "fatigue_gait", "discharge"),
    )

    episode_id: Mapped[str] = mapped_column(ForeignKey("episode.id"))
    sequence: Mapped[int]
    kind: Mapped[str]
    assessed_on: Mapped[date]
    amends: Mapped[str | None] = mapped_column(ForeignKey("assessment.id"))
    reason: Mapped[str | None] = mapped_column(Text)


class ObservationTable(OriginMixin, Base):
    """One answer of an assessment."""

    __tablename__ = "observation"
    __table_args__ = (
        UniqueConstraint("assessment_id", "position"),
        one_of("side", *SIDES),
        CheckConstraint("(number IS NULL) <> (text IS NULL)", name="number"),
    )

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"))
    position: Mapped[int]
    code: Mapped[str]
    side: Mapped[str | None]
    number: Mapped[float | None]
    text: Mapped[str | None] = mapped_column(Text)
    set_up: Mapped[str | None]


class OutcomeTable(OriginMixin, Base):
    """One outcome measure of an assessment, item by item."""

    __tablename__ = "outcome"
    __table_args__ = (
        UniqueConstraint("assessment_id", "position"),
        CheckConstraint("missing >= 0", name="missing"),
    )

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"))
    position: Mapped[int]
    instrument: Mapped[str]
    items: Mapped[list[Any]]
    score: Mapped[float | None]
    missing: Mapped[int]
    version: Mapped[str]


class DraftTable(Base):
    """A form as typed so far. The subject may not exist yet, so it is not a foreign key."""

    __tablename__ = "draft"

    subject_id: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    origin: Mapped[str] = mapped_column(String(36))
    content: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = mapped_column(ForeignKey("clinician.id"))


class PlanTable(VoidableMixin, Base):
    """A saved version of an episode's plan."""

    __tablename__ = "plan"
    __table_args__ = (UniqueConstraint("episode_id", "version"),)

    episode_id: Mapped[str] = mapped_column(ForeignKey("episode.id"))
    version: Mapped[int]
    run_table: Mapped[str | None]
    note: Mapped[str] = mapped_column(Text)
    decision_id: Mapped[str | None] = mapped_column(ForeignKey("decision.id"))
    run_days: Mapped[str | None]


class PlanItemTable(OriginMixin, Base):
    """One prescribed exercise of a plan version."""

    __tablename__ = "plan_item"
    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        one_of("side", *SIDES),
        CheckConstraint("sets > 0", name="sets"),
        CheckConstraint("reps > 0", name="reps"),
        CheckConstraint("hold_s >= 0", name="hold_s"),
        CheckConstraint("minutes >= 0", name="minutes"),
        CheckConstraint("rest_s >= 0", name="rest_s"),
        one_of("time_of_day", "morning", "evening"),
    )

    plan_id: Mapped[str] = mapped_column(ForeignKey("plan.id"))
    position: Mapped[int]
    exercise_id: Mapped[str]
    sets: Mapped[int]
    reps: Mapped[int | None]
    hold_s: Mapped[int | None]
    minutes: Mapped[int | None]
    tempo: Mapped[str]
    load: Mapped[str]
    side: Mapped[str | None]
    frequency: Mapped[str]
    note: Mapped[str] = mapped_column(Text)
    rest_s: Mapped[int | None]
    time_of_day: Mapped[str | None]
    days: Mapped[str | None]


class DecisionTable(VoidableMixin, Base):
    """A decision of the core with the case it was made on, and what the clinician answered."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("episode_id", "sequence"),
        one_of("response", "open", "accepted", "overridden", "documented"),
    )

    episode_id: Mapped[str] = mapped_column(ForeignKey("episode.id"))
    sequence: Mapped[int]
    decided_on: Mapped[date]
    decision: Mapped[dict[str, Any]]
    rules_version: Mapped[str]
    response: Mapped[str]
    final: Mapped[str]
    reason: Mapped[str] = mapped_column(Text)
    # "case" is a word of SQL. The large column is the table's last one: SQLite reads a row up to the column asked for.
    case_json: Mapped[dict[str, Any]] = mapped_column(WrittenJson, sort_order=LAST)


class ReviewDateTable(VoidableMixin, Base):
    """The day that the clinician chose for the review after a decision. At most one stands for each decision.

    It is no column of the decision: it would lie behind the large case there.
    """

    __tablename__ = "review_date"
    __table_args__ = (
        Index("uq_review_date_standing", "decision_id", unique=True, sqlite_where=text("voided_at IS NULL")),
    )

    decision_id: Mapped[str] = mapped_column(ForeignKey("decision.id"))
    on_date: Mapped[date]


class StateTable(VoidableMixin, Base):
    """Where the core says the patient stands, in the order it was reached."""

    __tablename__ = "state"
    __table_args__ = (UniqueConstraint("episode_id", "sequence"),)

    episode_id: Mapped[str] = mapped_column(ForeignKey("episode.id"))
    sequence: Mapped[int]
    since: Mapped[date]
    state: Mapped[dict[str, Any]]
    decision_id: Mapped[str | None] = mapped_column(ForeignKey("decision.id"))


class HandoutTable(VoidableMixin, Base):
    """What was given to the patient, byte for byte."""

    __tablename__ = "handout"
    __table_args__ = (one_of("paper", "A4", "Letter", "A5"), CheckConstraint("pages > 0", name="pages"))

    episode_id: Mapped[str] = mapped_column(ForeignKey("episode.id"), index=True)
    kind: Mapped[str]
    title: Mapped[str]
    paper: Mapped[str]
    pages: Mapped[int]
    sheet_id: Mapped[str | None] = mapped_column(index=True)
    layout: Mapped[dict[str, Any] | None]
    options: Mapped[dict[str, Any] | None]
    pdf: Mapped[bytes] = mapped_column(sort_order=LAST)


class PrintOptionsTable(Base):
    """How handouts are printed for the clinic or one patient; ``subject_id`` is the id of either."""

    __tablename__ = "print_options"

    subject_id: Mapped[str] = mapped_column(String(36), primary_key=True)
    origin: Mapped[str] = mapped_column(String(36))
    content: Mapped[dict[str, Any]]


class TaskAnswerTable(VoidableMixin, Base):
    """What a clinician answered to a task of an episode; it rests until ``until``, or for good without a date."""

    __tablename__ = "task_answer"
    __table_args__ = (one_of("answer", "done", "later", "not_needed"),)

    episode_id: Mapped[str] = mapped_column(ForeignKey("episode.id"), index=True)
    task: Mapped[str]
    answer: Mapped[str]
    until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text)


class OutlookTable(Base):
    """What is due for an episode and when, worked out from its entries: a change of any of them forgets it.

    It is no clinical row: it can be worked out again at any time. ``version`` names who worked it out.
    """

    __tablename__ = "outlook"

    episode_id: Mapped[str] = mapped_column(ForeignKey("episode.id"), primary_key=True)
    version: Mapped[str]
    content: Mapped[dict[str, Any]]


class AuditEntryTable(Base):
    """One link of the keyed chain. ``detail`` is canonical JSON; ``mac`` covers the link and the one before it."""

    __tablename__ = "audit_entry"

    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str]
    clinician_id: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    detail: Mapped[str] = mapped_column(Text)
    mac: Mapped[str]
