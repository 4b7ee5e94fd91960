"""The tables of the diary: sessions, days, and how each exercise of a day went."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from footrehab_desktop.records.schema import Base, VoidableMixin, one_of, within


class DiarySessionTable(VoidableMixin, Base):
    """One session of a day. At most one that is not voided for each day and slot.

    Revision 0001 has the index's condition for PostgreSQL too; named here, it would load that dialect at every start.
    """

    __tablename__ = "diary_session"
    __table_args__ = (
        Index(
            "uq_diary_session_standing",
            "episode_id",
            "on_date",
            "slot",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
        ),
        one_of("kind", "run", "walk", "strength", "plyometric", "cycle", "swim", "other"),
        CheckConstraint("slot > 0", name="slot"),
        within("completed_pct", 0, 100),
        within("minutes", 0, 1440),
        within("run_min", 0, 1440),
        within("pain_during", 0, 10),
        within("pain_evening", 0, 10),
        within("pain_24h", 0, 10),
        within("pain_48h", 0, 10),
        within("rest_pain", 0, 10),
        within("rpe", 0, 10),
        within("target_rpe", 0, 10),
        CheckConstraint("settle_h >= 0", name="settle_h"),
        CheckConstraint("stiffness_min >= 0", name="stiffness_min"),
        CheckConstraint("swelling >= 0", name="swelling"),
        CheckConstraint("swelling_h >= 0", name="swelling_h"),
        CheckConstraint("distance_km >= 0", name="distance_km"),
        CheckConstraint("heart_rate > 0", name="heart_rate"),
        CheckConstraint("foot_contacts >= 0", name="foot_contacts"),
        CheckConstraint("extra_reps >= 0", name="extra_reps"),
        one_of("source", "patient", "clinic", "device"),
    )

    episode_id: Mapped[str] = mapped_column(ForeignKey("episode.id"))
    on_date: Mapped[date]
    slot: Mapped[int]
    kind: Mapped[str]
    impact: Mapped[bool]
    at: Mapped[str | None]
    level: Mapped[int | None]
    completed_pct: Mapped[int | None]
    minutes: Mapped[float | None]
    run_min: Mapped[float | None]
    pain_during: Mapped[int | None]
    pain_evening: Mapped[int | None]
    pain_24h: Mapped[int | None]
    pain_48h: Mapped[int | None]
    settle_h: Mapped[float | None]
    rest_pain: Mapped[int | None]
    stiffness_min: Mapped[int | None]
    swelling: Mapped[int | None]
    swelling_h: Mapped[float | None]
    sharp: Mapped[bool | None]
    limp: Mapped[bool | None]
    tenderness: Mapped[str | None]
    rpe: Mapped[int | None]
    target_rpe: Mapped[int | None]
    surface: Mapped[int | None]
    shoe: Mapped[str | None]
    note: Mapped[str] = mapped_column(Text)
    distance_km: Mapped[float | None]
    heart_rate: Mapped[int | None]
    ache_elsewhere_only: Mapped[bool | None]
    foot_contacts: Mapped[int | None]
    extra_reps: Mapped[int | None]
    outside_plan: Mapped[bool | None]
    source: Mapped[str | None]


class DiaryDayTable(VoidableMixin, Base):
    """What is written once a day. At most one row that is not voided for each day."""

    __tablename__ = "diary_day"
    __table_args__ = (
        Index(
            "uq_diary_day_standing",
            "episode_id",
            "on_date",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
        ),
        one_of("exercises", "yes", "part", "no"),
        within("morning_pain", 0, 10),
        CheckConstraint("stiffness_min >= 0", name="stiffness_min"),
        within("sleep_h", 0, 24),
        within("mood", 1, 5),
        CheckConstraint("resting_hr > 0", name="resting_hr"),
        within("confidence", 0, 10),
        CheckConstraint("weight_kg > 0", name="weight_kg"),
    )

    episode_id: Mapped[str] = mapped_column(ForeignKey("episode.id"))
    on_date: Mapped[date]
    exercises: Mapped[str | None]
    morning_pain: Mapped[int | None]
    stiffness_min: Mapped[int | None]
    sleep_h: Mapped[float | None]
    mood: Mapped[int | None]
    resting_hr: Mapped[int | None]
    night_waking: Mapped[bool | None]
    note: Mapped[str] = mapped_column(Text)
    confidence: Mapped[int | None]
    weight_kg: Mapped[float | None]


class DiaryExerciseTable(VoidableMixin, Base):
    """How one exercise went on a day. At most one row that is not voided for each day and exercise."""

    __tablename__ = "diary_exercise"
    __table_args__ = (
        Index(
            "uq_diary_exercise_standing",
            "episode_id",
            "on_date",
            "exercise_id",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
        ),
        one_of("done", "yes", "part", "no"),
        one_of("response", "eased", "same", "provoked"),
        CheckConstraint("sets >= 0", name="sets"),
        CheckConstraint("reps_left >= 0", name="reps_left"),
        CheckConstraint("reps_right >= 0", name="reps_right"),
        within("pain_during", 0, 10),
    )

    episode_id: Mapped[str] = mapped_column(ForeignKey("episode.id"))
    on_date: Mapped[date]
    exercise_id: Mapped[str]
    done: Mapped[str | None]
    sets: Mapped[int | None]
    reps_left: Mapped[int | None]
    reps_right: Mapped[int | None]
    load: Mapped[str]
    pain_during: Mapped[int | None]
    response: Mapped[str | None]
    note: Mapped[str] = mapped_column(Text)
