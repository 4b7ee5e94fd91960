"""What a clinic adds to the library, and more about a plan: rest, time of day, days, the decision behind it.

Pain in the first steps was scored 0 to 10 under a code that now means millimetres on a line; it keeps its scale under
the code of that question.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the new tables and add the new columns to plans, which are empty in every older row."""
    # Added in place: rebuilding the tables would write their constraints in an order that differs from run to run.
    op.execute(
        "ALTER TABLE plan ADD COLUMN decision_id VARCHAR(36) CONSTRAINT fk_plan_decision_id REFERENCES decision (id)"
    )
    op.execute("ALTER TABLE plan ADD COLUMN run_days VARCHAR")
    op.execute("ALTER TABLE plan_item ADD COLUMN rest_s INTEGER CONSTRAINT ck_plan_item_rest_s CHECK (rest_s >= 0)")
    op.execute(
        "ALTER TABLE plan_item ADD COLUMN time_of_day VARCHAR "
        "CONSTRAINT ck_plan_item_time_of_day CHECK (time_of_day IN ('morning', 'evening'))"
    )
    op.execute("ALTER TABLE plan_item ADD COLUMN days VARCHAR")
    op.execute("UPDATE observation SET code = 'pain_first_steps' WHERE code = 'first_step_pain'")
    op.execute("""UPDATE draft SET content = replace(content, '"first_step_pain|', '"pain_first_steps|')""")
    _own_exercise()
    _own_picture()
    _own_protocol()
    _signing_key()
    _trusted_key()


def _versioned(table: str, own: str) -> None:
    op.create_table(
        table,
        sa.Column(own, sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(length=36), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        *_created_columns(),
        sa.ForeignKeyConstraint(["created_by"], ["clinician.id"], name=op.f(f"fk_{table}_created_by")),
        sa.ForeignKeyConstraint(["voided_by"], ["clinician.id"], name=op.f(f"fk_{table}_voided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(own, "version", name=op.f(f"uq_{table}_{own}_version")),
    )


def _created_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
    ]


def _own_exercise() -> None:
    _versioned("own_exercise", "exercise_id")


def _own_protocol() -> None:
    _versioned("own_protocol", "condition")


def _own_picture() -> None:
    op.create_table(
        "own_picture",
        sa.Column("own_exercise_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("caption", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
        sa.Column("image", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("width > 0", name=op.f("ck_own_picture_width")),
        sa.CheckConstraint("height > 0", name=op.f("ck_own_picture_height")),
        sa.ForeignKeyConstraint(["own_exercise_id"], ["own_exercise.id"], name=op.f("fk_own_picture_own_exercise_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_picture")),
        sa.UniqueConstraint("own_exercise_id", "position", name=op.f("uq_own_picture_own_exercise_id_position")),
    )


def _signing_key() -> None:
    op.create_table(
        "signing_key",
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        *_created_columns(),
        sa.ForeignKeyConstraint(["created_by"], ["clinician.id"], name=op.f("fk_signing_key_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_key")),
    )


def _trusted_key() -> None:
    op.create_table(
        "trusted_key",
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("trusted_at", sa.DateTime(), nullable=False),
        sa.Column("trusted_by", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["trusted_by"], ["clinician.id"], name=op.f("fk_trusted_key_trusted_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trusted_key")),
        sa.UniqueConstraint("public_key", name=op.f("uq_trusted_key_public_key")),
    )
