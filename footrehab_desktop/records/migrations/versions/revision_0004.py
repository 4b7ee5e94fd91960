"""Roles, restricted patients, statements, entries of one person joined, erasures, how long records are kept."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# Added in place: rebuilding a table that others point to would put their rows at risk.
ADDED = (
    "clinic ADD COLUMN retention VARCHAR",
    "patient ADD COLUMN restricted_at DATETIME",
    "patient ADD COLUMN restricted_by VARCHAR(36) CONSTRAINT fk_patient_restricted_by REFERENCES clinician (id)",
    "patient ADD COLUMN restriction_reason TEXT",
    "patient ADD COLUMN merged_into VARCHAR(36) CONSTRAINT fk_patient_merged_into REFERENCES patient (id)",
)
# Until now everybody could do everything; somebody has to be able to give the roles.
ROLES = (
    "UPDATE clinician SET role = 'clinician'",
    "UPDATE clinician SET role = 'lead' WHERE id = (SELECT min(id) FROM clinician)",
)


def upgrade() -> None:
    """Add the new columns and tables. The first clinician becomes the lead, who can give others that role."""
    for column in ADDED:
        op.execute(f"ALTER TABLE {column}")
    op.create_index(op.f("ix_patient_merged_into"), "patient", ["merged_into"])
    for change in ROLES:
        op.execute(change)
    _statement()
    _merge()
    _erasure()


def _statement() -> None:
    op.create_table(
        "statement",
        sa.Column("patient_id", sa.String(length=36), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(length=36), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        *_created_columns(),
        sa.CheckConstraint("length(content) > 0", name=op.f("ck_statement_content")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_statement_patient_id")),
        sa.ForeignKeyConstraint(["voided_by"], ["clinician.id"], name=op.f("fk_statement_voided_by")),
        *_created_constraints("statement"),
    )
    op.create_index(op.f("ix_statement_patient_id"), "statement", ["patient_id"])


def _merge() -> None:
    op.create_table(
        "merge",
        sa.Column("kept_id", sa.String(length=36), nullable=False),
        sa.Column("merged_id", sa.String(length=36), nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.Column("undone_by", sa.String(length=36), nullable=True),
        *_created_columns(),
        sa.ForeignKeyConstraint(["kept_id"], ["patient.id"], name=op.f("fk_merge_kept_id")),
        sa.ForeignKeyConstraint(["merged_id"], ["patient.id"], name=op.f("fk_merge_merged_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["clinician.id"], name=op.f("fk_merge_undone_by")),
        *_created_constraints("merge"),
    )
    for column in ("kept_id", "merged_id"):
        op.create_index(op.f(f"ix_merge_{column}"), "merge", [column])


def _erasure() -> None:
    op.create_table(
        "erasure",
        sa.Column("patient_id", sa.String(length=36), nullable=False),
        sa.Column("record_number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        *_created_columns(),
        sa.CheckConstraint(
            "reason IN ('patient_request', 'retention_over', 'entered_by_mistake')", name=op.f("ck_erasure_reason")
        ),
        *_created_constraints("erasure"),
        sa.UniqueConstraint("patient_id", name=op.f("uq_erasure_patient_id")),
    )


def _created_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
    ]


def _created_constraints(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["created_by"], ["clinician.id"], name=op.f(f"fk_{table}_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
