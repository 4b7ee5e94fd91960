"""The tables of patients' rights: statements, entries of one person joined, erasures."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from footrehab_desktop.records.schema import Base, CreatedMixin, VoidableMixin, filled, one_of


class StatementTable(VoidableMixin, Base):
    """What a patient asked to have added to the record, in the patient's words."""

    __tablename__ = "statement"
    __table_args__ = (filled("content"),)

    patient_id: Mapped[str] = mapped_column(ForeignKey("patient.id"), index=True)
    content: Mapped[str] = mapped_column(Text)


class MergeTable(CreatedMixin, Base):
    """Two entries of one person joined: ``moved`` are the ids of the episodes that went over, for taking it back."""

    __tablename__ = "merge"

    kept_id: Mapped[str] = mapped_column(ForeignKey("patient.id"), index=True)
    merged_id: Mapped[str] = mapped_column(ForeignKey("patient.id"), index=True)
    moved: Mapped[list[Any]]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(ForeignKey("clinician.id"))


class ErasureTable(CreatedMixin, Base):
    """That a patient was erased, without who it was: a restored backup is told by it whom to erase again."""

    __tablename__ = "erasure"
    __table_args__ = (
        UniqueConstraint("patient_id"),
        one_of("reason", "patient_request", "retention_over", "entered_by_mistake"),
    )

    patient_id: Mapped[str] = mapped_column(String(36))
    record_number: Mapped[int]
    reason: Mapped[str]
    rows: Mapped[dict[str, Any]]
