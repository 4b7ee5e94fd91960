"""The first tables of the record."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from footrehab_desktop.records import sqlite

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, its indexes and the search index."""
    _audit_entry()
    _clinic()
    _clinician()
    _draft()
    _earlier_version()
    _patient()
    _episode()
    _assessment()
    _decision()
    _diary_day()
    _diary_session()
    _handout()
    _plan()
    _observation()
    _outcome()
    _plan_item()
    _state()
    sqlite.create_search_index(op.get_bind())


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


def _audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("clinician_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("mac", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_entry")),
    )


def _clinic() -> None:
    op.create_table(
        "clinic",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
        sa.CheckConstraint("paper IN ('A4', 'Letter')", name=op.f("ck_clinic_paper")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinic")),
    )


def _clinician() -> None:
    op.create_table(
        "clinician",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_clinician_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clinician")),
    )


def _draft() -> None:
    op.create_table(
        "draft",
        sa.Column("subject_id", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.Column("saved_by", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["saved_by"], ["clinician.id"], name=op.f("fk_draft_saved_by")),
        sa.PrimaryKeyConstraint("subject_id", "form", name=op.f("pk_draft")),
    )


def _earlier_version() -> None:
    op.create_table(
        "earlier_version",
        sa.Column("subject_kind", sa.String(), nullable=False),
        sa.Column("subject_id", sa.String(length=36), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["clinician.id"], name=op.f("fk_earlier_version_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_version")),
    )
    op.create_index(op.f("ix_earlier_version_subject_id"), "earlier_version", ["subject_id"], unique=False)


def _patient() -> None:
    op.create_table(
        "patient",
        sa.Column("record_number", sa.Integer(), nullable=False),
        sa.Column("family_name", sa.String(), nullable=False),
        sa.Column("given_name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("sex", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("beta_blocker", sa.Boolean(), nullable=True),
        sa.Column("diabetes", sa.Boolean(), nullable=True),
        sa.Column("neuropathy", sa.Boolean(), nullable=True),
        sa.Column("family_folded", sa.String(), nullable=False),
        sa.Column("given_folded", sa.String(), nullable=False),
        sa.Column("phone_digits", sa.String(), nullable=False),
        sa.Column("archived_at", sa.DateTime(), nullable=True),
        sa.Column("archived_by", sa.String(length=36), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("created_by", sa.String(length=36), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
        sa.CheckConstraint("sex IN ('female', 'male', 'intersex', 'not_known')", name=op.f("ck_patient_sex")),
        sa.CheckConstraint("length(family_name) + length(given_name) > 0", name=op.f("ck_patient_family_name")),
        sa.ForeignKeyConstraint(["archived_by"], ["clinician.id"], name=op.f("fk_patient_archived_by")),
        sa.ForeignKeyConstraint(["created_by"], ["clinician.id"], name=op.f("fk_patient_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint("record_number", name=op.f("uq_patient_record_number")),
    )
    op.create_index(op.f("ix_patient_birth_date"), "patient", ["birth_date"], unique=False)
    op.create_index(
        op.f("ix_patient_family_folded_given_folded_record_number"),
        "patient",
        ["family_folded", "given_folded", "record_number"],
        unique=False,
    )
    op.create_index(op.f("ix_patient_given_folded"), "patient", ["given_folded"], unique=False)
    op.create_index(op.f("ix_patient_phone_digits"), "patient", ["phone_digits"], unique=False)


def _episode() -> None:
    op.create_table(
        "episode",
        sa.Column("patient_id", sa.String(length=36), nullable=False),
        sa.Column("condition", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("plan_start", sa.Date(), nullable=False),
        sa.Column("site", sa.String(), nullable=True),
        sa.Column("onset_on", sa.Date(), nullable=True),
        sa.Column("pain_ceiling", sa.Integer(), nullable=True),
        sa.Column("activity", sa.Text(), nullable=False),
        sa.Column("weekly_km_before", sa.Double(), nullable=True),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("restriction", sa.String(), nullable=True),
        sa.Column("first_run_on", sa.Date(), nullable=True),
        sa.Column("clearance_on", sa.Date(), nullable=True),
        sa.Column("energy_assessment_on", sa.Date(), nullable=True),
        sa.Column("reassessed_on", sa.Date(), nullable=True),
        sa.Column("run_table", sa.String(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        *_voidable_columns(),
        sa.CheckConstraint("side IN ('left', 'right', 'both')", name=op.f("ck_episode_side")),
        sa.CheckConstraint("pain_ceiling BETWEEN 0 AND 10", name=op.f("ck_episode_pain_ceiling")),
        sa.CheckConstraint("weekly_km_before >= 0", name=op.f("ck_episode_weekly_km_before")),
        sa.ForeignKeyConstraint(["created_by"], ["clinician.id"], name=op.f("fk_episode_created_by")),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_episode_patient_id")),
        sa.ForeignKeyConstraint(["voided_by"], ["clinician.id"], name=op.f("fk_episode_voided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_episode")),
    )
    op.create_index(op.f("ix_episode_closed_on"), "episode", ["closed_on"], unique=False)
    op.create_index(op.f("ix_episode_patient_id"), "episode", ["patient_id"], unique=False)


def _assessment() -> None:
    op.create_table(
        "assessment",
        sa.Column("episode_id", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("amends", sa.String(length=36), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        *_voidable_columns(),
        sa.CheckConstraint(
            "kind IN ('baseline', 'review', 'flare', 'fatigue_gait', 'discharge')", name=op.f("ck_assessment_kind")
        ),
        sa.ForeignKeyConstraint(["amends"], ["assessment.id"], name=op.f("fk_assessment_amends")),
        sa.ForeignKeyConstraint(["created_by"], ["clinician.id"], name=op.f("fk_assessment_created_by")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_assessment_episode_id")),
        sa.ForeignKeyConstraint(["voided_by"], ["clinician.id"], name=op.f("fk_assessment_voided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
        sa.UniqueConstraint("episode_id", "sequence", name=op.f("uq_assessment_episode_id_sequence")),
    )


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("episode_id", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("decision", sa.JSON(), nullable=False),
        sa.Column("rules_version", sa.String(), nullable=False),
        sa.Column("response", sa.String(), nullable=False),
        sa.Column("final", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_voidable_columns(),
        # Last, so that SQLite reads its pages only when it is asked for.
        sa.Column("case_json", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "response IN ('open', 'accepted', 'overridden', 'documented')", name=op.f("ck_decision_response")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["clinician.id"], name=op.f("fk_decision_created_by")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_decision_episode_id")),
        sa.ForeignKeyConstraint(["voided_by"], ["clinician.id"], name=op.f("fk_decision_voided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("episode_id", "sequence", name=op.f("uq_decision_episode_id_sequence")),
    )


def _diary_day() -> None:
    op.create_table(
        "diary_day",
        sa.Column("episode_id", sa.String(length=36), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("exercises", sa.String(), nullable=True),
        sa.Column("morning_pain", sa.Integer(), nullable=True),
        sa.Column("stiffness_min", sa.Integer(), nullable=True),
        sa.Column("sleep_h", sa.Double(), nullable=True),
        sa.Column("mood", sa.Integer(), nullable=True),
        sa.Column("resting_hr", sa.Integer(), nullable=True),
        sa.Column("night_waking", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        *_voidable_columns(),
        sa.CheckConstraint("exercises IN ('yes', 'part', 'no')", name=op.f("ck_diary_day_exercises")),
        sa.CheckConstraint("mood BETWEEN 1 AND 5", name=op.f("ck_diary_day_mood")),
        sa.CheckConstraint("morning_pain BETWEEN 0 AND 10", name=op.f("ck_diary_day_morning_pain")),
        sa.CheckConstraint("resting_hr > 0", name=op.f("ck_diary_day_resting_hr")),
        sa.CheckConstraint("sleep_h BETWEEN 0 AND 24", name=op.f("ck_diary_day_sleep_h")),
        sa.CheckConstraint("stiffness_min >= 0", name=op.f("ck_diary_day_stiffness_min")),
        sa.ForeignKeyConstraint(["created_by"], ["clinician.id"], name=op.f("fk_diary_day_created_by")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_diary_day_episode_id")),
        sa.ForeignKeyConstraint(["voided_by"], ["clinician.id"], name=op.f("fk_diary_day_voided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diary_day")),
    )
    op.create_index(
        "uq_diary_day_standing",
        "diary_day",
        ["episode_id", "on_date"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )


def _diary_session_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("episode_id", sa.String(length=36), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("impact", sa.Boolean(), nullable=False),
        sa.Column("at", sa.String(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("completed_pct", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Double(), nullable=True),
        sa.Column("run_min", sa.Double(), nullable=True),
        sa.Column("pain_during", sa.Integer(), nullable=True),
        sa.Column("pain_evening", sa.Integer(), nullable=True),
        sa.Column("pain_24h", sa.Integer(), nullable=True),
        sa.Column("pain_48h", sa.Integer(), nullable=True),
        sa.Column("settle_h", sa.Double(), nullable=True),
        sa.Column("rest_pain", sa.Integer(), nullable=True),
        sa.Column("stiffness_min", sa.Integer(), nullable=True),
        sa.Column("swelling", sa.Integer(), nullable=True),
        sa.Column("swelling_h", sa.Double(), nullable=True),
        sa.Column("sharp", sa.Boolean(), nullable=True),
        sa.Column("limp", sa.Boolean(), nullable=True),
        sa.Column("tenderness", sa.String(), nullable=True),
        sa.Column("rpe", sa.Integer(), nullable=True),
        sa.Column("target_rpe", sa.Integer(), nullable=True),
        sa.Column("surface", sa.Integer(), nullable=True),
        sa.Column("shoe", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
    ]


def _diary_session_checks() -> list[sa.CheckConstraint]:
    return [
        sa.CheckConstraint(
            "kind IN ('run', 'walk', 'strength', 'plyometric', 'cycle', 'swim', 'other')",
            name=op.f("ck_diary_session_kind"),
        ),
        sa.CheckConstraint("completed_pct BETWEEN 0 AND 100", name=op.f("ck_diary_session_completed_pct")),
        sa.CheckConstraint("minutes BETWEEN 0 AND 1440", name=op.f("ck_diary_session_minutes")),
        sa.CheckConstraint("pain_24h BETWEEN 0 AND 10", name=op.f("ck_diary_session_pain_24h")),
        sa.CheckConstraint("pain_48h BETWEEN 0 AND 10", name=op.f("ck_diary_session_pain_48h")),
        sa.CheckConstraint("pain_during BETWEEN 0 AND 10", name=op.f("ck_diary_session_pain_during")),
        sa.CheckConstraint("pain_evening BETWEEN 0 AND 10", name=op.f("ck_diary_session_pain_evening")),
        sa.CheckConstraint("rest_pain BETWEEN 0 AND 10", name=op.f("ck_diary_session_rest_pain")),
        sa.CheckConstraint("rpe BETWEEN 0 AND 10", name=op.f("ck_diary_session_rpe")),
        sa.CheckConstraint("run_min BETWEEN 0 AND 1440", name=op.f("ck_diary_session_run_min")),
        sa.CheckConstraint("settle_h >= 0", name=op.f("ck_diary_session_settle_h")),
        sa.CheckConstraint("slot > 0", name=op.f("ck_diary_session_slot")),
        sa.CheckConstraint("stiffness_min >= 0", name=op.f("ck_diary_session_stiffness_min")),
        sa.CheckConstraint("swelling >= 0", name=op.f("ck_diary_session_swelling")),
        sa.CheckConstraint("swelling_h >= 0", name=op.f("ck_diary_session_swelling_h")),
        sa.CheckConstraint("target_rpe BETWEEN 0 AND 10", name=op.f("ck_diary_session_target_rpe")),
    ]


def _diary_session() -> None:
    op.create_table(
        "diary_session",
        *_diary_session_columns(),
        *_voidable_columns(),
        *_diary_session_checks(),
        sa.ForeignKeyConstraint(["created_by"], ["clinician.id"], name=op.f("fk_diary_session_created_by")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_diary_session_episode_id")),
        sa.ForeignKeyConstraint(["voided_by"], ["clinician.id"], name=op.f("fk_diary_session_voided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_diary_session")),
    )
    op.create_index(
        "uq_diary_session_standing",
        "diary_session",
        ["episode_id", "on_date", "slot"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )


def _handout() -> None:
    op.create_table(
        "handout",
        sa.Column("episode_id", sa.String(length=36), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.String(), nullable=True),
        sa.Column("layout", sa.JSON(), nullable=True),
        *_voidable_columns(),
        # Last, so that SQLite reads its pages only when it is asked for.
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("paper IN ('A4', 'Letter')", name=op.f("ck_handout_paper")),
        sa.CheckConstraint("pages > 0", name=op.f("ck_handout_pages")),
        sa.ForeignKeyConstraint(["created_by"], ["clinician.id"], name=op.f("fk_handout_created_by")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_handout_episode_id")),
        sa.ForeignKeyConstraint(["voided_by"], ["clinician.id"], name=op.f("fk_handout_voided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handout")),
    )
    op.create_index(op.f("ix_handout_episode_id"), "handout", ["episode_id"], unique=False)
    op.create_index(op.f("ix_handout_sheet_id"), "handout", ["sheet_id"], unique=False)


def _plan() -> None:
    op.create_table(
        "plan",
        sa.Column("episode_id", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("run_table", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        *_voidable_columns(),
        sa.ForeignKeyConstraint(["created_by"], ["clinician.id"], name=op.f("fk_plan_created_by")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_plan_episode_id")),
        sa.ForeignKeyConstraint(["voided_by"], ["clinician.id"], name=op.f("fk_plan_voided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("episode_id", "version", name=op.f("uq_plan_episode_id_version")),
    )


def _observation() -> None:
    op.create_table(
        "observation",
        sa.Column("assessment_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("number", sa.Double(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("set_up", sa.String(), nullable=True),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
        sa.CheckConstraint("side IN ('left', 'right', 'both')", name=op.f("ck_observation_side")),
        sa.CheckConstraint("(number IS NULL) <> (text IS NULL)", name=op.f("ck_observation_number")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_observation_assessment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint("assessment_id", "position", name=op.f("uq_observation_assessment_id_position")),
    )


def _outcome() -> None:
    op.create_table(
        "outcome",
        sa.Column("assessment_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("missing", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
        sa.CheckConstraint("missing >= 0", name=op.f("ck_outcome_missing")),
        sa.ForeignKeyConstraint(["assessment_id"], ["assessment.id"], name=op.f("fk_outcome_assessment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sa.UniqueConstraint("assessment_id", "position", name=op.f("uq_outcome_assessment_id_position")),
    )


def _plan_item() -> None:
    op.create_table(
        "plan_item",
        sa.Column("plan_id", sa.String(length=36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("exercise_id", sa.String(), nullable=False),
        sa.Column("sets", sa.Integer(), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=True),
        sa.Column("hold_s", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("tempo", sa.String(), nullable=False),
        sa.Column("load", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=True),
        sa.Column("frequency", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("origin", sa.String(length=36), nullable=False),
        sa.CheckConstraint("side IN ('left', 'right', 'both')", name=op.f("ck_plan_item_side")),
        sa.CheckConstraint("hold_s >= 0", name=op.f("ck_plan_item_hold_s")),
        sa.CheckConstraint("minutes >= 0", name=op.f("ck_plan_item_minutes")),
        sa.CheckConstraint("reps > 0", name=op.f("ck_plan_item_reps")),
        sa.CheckConstraint("sets > 0", name=op.f("ck_plan_item_sets")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_item_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_item")),
        sa.UniqueConstraint("plan_id", "position", name=op.f("uq_plan_item_plan_id_position")),
    )


def _state() -> None:
    op.create_table(
        "state",
        sa.Column("episode_id", sa.String(length=36), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("state", sa.JSON(), nullable=False),
        sa.Column("decision_id", sa.String(length=36), nullable=True),
        *_voidable_columns(),
        sa.ForeignKeyConstraint(["created_by"], ["clinician.id"], name=op.f("fk_state_created_by")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_state_decision_id")),
        sa.ForeignKeyConstraint(["episode_id"], ["episode.id"], name=op.f("fk_state_episode_id")),
        sa.ForeignKeyConstraint(["voided_by"], ["clinician.id"], name=op.f("fk_state_voided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state")),
        sa.UniqueConstraint("episode_id", "sequence", name=op.f("uq_state_episode_id_sequence")),
    )
