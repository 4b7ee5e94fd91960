"""More of the diary, each exercise of a day, the next review, tasks, what is due, and how handouts are printed."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# Added in place: rebuilding the tables would write their constraints in an order that differs from run to run.
ADDED = (
    "clinic ADD COLUMN accent VARCHAR",
    "clinic ADD COLUMN footer TEXT",
    "clinic ADD COLUMN logo BLOB",
    "diary_session ADD COLUMN distance_km DOUBLE CONSTRAINT ck_diary_session_distance_km CHECK (distance_km >= 0)",
    "diary_session ADD COLUMN heart_rate INTEGER CONSTRAINT ck_diary_session_heart_rate CHECK (heart_rate > 0)",
    "diary_session ADD COLUMN ache_elsewhere_only BOOLEAN",
    "diary_session ADD COLUMN foot_contacts INTEGER "
    "CONSTRAINT ck_diary_session_foot_contacts CHECK (foot_contacts >= 0)",
    "diary_session ADD COLUMN extra_reps INTEGER CONSTRAINT ck_diary_session_extra_reps CHECK (extra_reps >= 0)",
    "diary_session ADD COLUMN outside_plan BOOLEAN",
    "diary_session ADD COLUMN source VARCHAR "
    "CONSTRAINT ck_diary_session_source CHECK (source IN ('patient', 'clinic', 'device'))",
    "diary_day ADD COLUMN confidence INTEGER CONSTRAINT ck_diary_day_confidence CHECK (confidence BETWEEN 0 AND 10)",
    "diary_day ADD COLUMN weight_kg DOUBLE CONSTRAINT ck_diary_day_weight_kg CHECK (weight_kg > 0)",
)


def upgrade() -> None:
    """Add the new columns, which are empty in every older row, and the new tables; handouts may be A5 from now on."""
    for column in ADDED:
        op.execute(f"ALTER TABLE {column}")
    _diary_exercise()
    _task_answer()
    _review_date()
    _outlook()
    _print_options()
    _handout()


def _diary_exercise() -> None:
    op.create_table(
        "diary_exercise",
        sa.Column("episode_id", sa.String(length=36), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("exercise_id", sa.String(), nullable=False),
        sa.Column("done", sa.String(), nullable=True),
        sa.Column("sets", sa.Integer(), nullable=True),
        sa.Column("reps_left", sa.Integer(), nullable=True),
        sa.Column("reps_right", sa.Integer(), nullable=True),
        sa.Column("load", sa.String(), nullable=False),
        sa.Column("pain_during", sa.Integer(), nullable=True),
        sa.Column("response", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        *_voidable_columns(),
        sa.CheckConstraint("done IN ('yes', 'part', 'no')", name=op.f("ck_diary_exercise_done")),
        sa.CheckConstraint("response IN ('eased', 'same', 'provoked')", name=op.f("ck_diary_exercise_response")),
        sa.CheckConstraint("sets >= 0", name=op.f("ck_diary_exercise_sets")),
        sa.CheckConstraint("reps_left >= 0", name=op.f("ck_diary_exercise_reps_left")),
        sa.CheckConstraint("reps_right >= 0", name=op.f("ck_diary_exercise_reps_right")),
        sa.CheckConstraint("pain_during BETWEEN 0 AND 10", name=op.f("ck_diary_exercise_pain_during")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_diary_exercise_episode_id")),
        *_voidable_constraints("diary_exercise"),
    )
    op.create_index(
        "uq_diary_exercise_standing",
        "diary_exercise",
        ["episode_id", "on_date", "exercise_id"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )


def _task_answer() -> None:
    op.create_table(
        "task_answer",
        sa.Column("episode_id", sa.String(length=36), nullable=False),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        *_voidable_columns(),
        sa.CheckConstraint("answer IN ('done', 'later', 'not_needed')", name=op.f("ck_task_answer_answer")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_task_answer_episode_id")),
        *_voidable_constraints("task_answer"),
    )
    op.create_index(op.f("ix_task_answer_episode_id"), "task_answer", ["episode_id"])


def _review_date() -> None:
    op.create_table(
        "review_date",
        sa.Column("decision_id", sa.String(length=36), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        *_voidable_columns(),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_review_date_decision_id")),
        *_voidable_constraints("review_date"),
    )
    op.create_index(
        "uq_review_date_standing",
        "review_date",
        ["decision_id"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )


def _outlook() -> None:
    op.create_table(
        "outlook",
        sa.Column("episode_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_outlook_episode_id")),
        sa.PrimaryKeyConstraint("episode_id", name=op.f("pk_outlook")),
    )


def _print_options() -> None:
    op.create_table(
        "print_options",
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("subject_id", name=op.f("pk_print_options")),
    )


def _handout() -> None:
    """Make the table anew: what a constraint allows cannot be changed in place. Nothing points to a handout."""
    op.drop_index(op.f("ix_handout_episode_id"), "handout")
    op.drop_index(op.f("ix_handout_sheet_id"), "handout")
    op.rename_table("handout", "handout_before")
    op.create_table(
        "handout",
        sa.Column("episode_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.String(), nullable=True),
        sa.Column("layout", sa.JSON(), nullable=True),
        sa.Column("options", sa.JSON(), nullable=True),
        *_voidable_columns(),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("pages > 0", name=op.f("ck_handout_pages")),
        sa.CheckConstraint("paper IN ('A4', 'Letter', 'A5')", name=op.f("ck_handout_paper")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_handout_episode_id")),
        *_voidable_constraints("handout"),
    )
    kept = (
        "episode_id, kind, title, paper, pages, sheet_id, layout, "
        "voided_at, voided_by, void_reason, created_at, created_by, id, origin, pdf"
    )
    op.execute(f"INSERT INTO handout ({kept}) SELECT {kept} FROM handout_before")  # noqa: S608 (fixed names)
    op.drop_table("handout_before")
    op.create_index(op.f("ix_handout_episode_id"), "handout", ["episode_id"])
    op.create_index(op.f("ix_handout_sheet_id"), "handout", ["sheet_id"])


def _voidable_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("voided_at", sa.DateTime(), nullable=True),
        sa.Column("voided_by", sa.String(length=36), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
    ]


def _voidable_constraints(table: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["voided_by"], ["clinician.id"], name=op.f(f"fk_{table}_voided_by")),
        sa.ForeignKeyConstraint(["created_by"], ["clinician.id"], name=op.f(f"fk_{table}_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
