"""A large record for benchmarks: many patients on file, some under treatment, one with years of daily diary.

The treated ones are copies of the demo's patients, whose weeks are played through the real use cases; the copies are
inserted in bulk. Nobody in it exists.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Connection, func, insert, select

from footrehab_desktop.clinic.demo import DemoClock
from footrehab_desktop.clinic.demo_stories import DemoClinic, invent_patients, load_demo_clinic
from footrehab_desktop.clinic.demo_treatment import treat
from footrehab_desktop.clinic.review import accept_decision, document_referral, review_episode
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.folding import digits, fold, patient_words
from footrehab_desktop.records.ids import new_id
from footrehab_desktop.records.record import open_record
from footrehab_desktop.records.schema import (
    AssessmentTable,
    Base,
    DecisionTable,
    EpisodeTable,
    ObservationTable,
    PatientTable,
    PlanItemTable,
    PlanTable,
    StateTable,
)
from footrehab_desktop.records.schema_diary import DiaryDayTable, DiaryExerciseTable, DiarySessionTable
from footrehab_desktop.records.values import DiaryDay, DiarySession, PatientDetails
from tests.support.record_factory import make_folder
from tests.support.session_factory import make_patient, shipped_forms, shipped_library, start_plan

TODAY = date(2026, 3, 16)
DIARY_DAYS = 3 * 365
REVIEW_EVERY = timedelta(days=14)
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class LargeRecord:
    """A closed record with how to open it, and the patient and episode with years of daily diary."""

    folder: Path
    clinician_id: str
    data_key: bytes
    daily_patient_id: str
    daily_episode_id: str


def make_large_record(
    folder: Path,
    *,
    patients: int = 20_000,
    treated: int = 300,
    past: int = 4_000,
    days: int = DIARY_DAYS,
    review_every: timedelta = REVIEW_EVERY,
) -> LargeRecord:
    """Make the record in ``folder``: ``treated`` patients have an open episode, ``past`` ones a closed episode.

    One more has a diary of so many ``days``, with a review ``review_every`` so long.
    """
    made = make_folder(folder)
    clock = DemoClock(TODAY)
    record = open_record(folder, made.clinician_id, made.data_key, clock=clock)
    session = ClinicSession(record, shipped_library(), shipped_forms())
    demo = load_demo_clinic()
    with record:
        daily = _daily_diarist(session, clock, days, review_every)
        templates = _templates(session, demo, clock)
        with record.engine.connect() as connection, sqlite.transaction(connection):
            ids = _add_patients(connection, demo, patients)
            for place, patient_id in enumerate(ids[: treated + past]):
                _copy(connection, templates[place % len(templates)], patient_id, closed=place >= treated)
    return LargeRecord(folder, made.clinician_id, made.data_key, *daily)


def _daily_diarist(session: ClinicSession, clock: DemoClock, many: int, review_every: timedelta) -> tuple[str, str]:
    """Play years of daily diary with their reviews; return the patient's and the episode's id."""
    start = TODAY - timedelta(days=many)
    clock.day = start
    patient = make_patient(session)
    start_plan(patient, since=start)
    chance = Random(3)
    days = [start + timedelta(days=number) for number in range(many)]
    with session.unit_of_work() as unit:
        unit.diary.put_sessions(patient.episode_id, [_session(on, chance) for on in days])
        unit.diary.put_days(patient.episode_id, [_day(on, chance) for on in days])
        unit.commit()
    clock.day = start + review_every
    while clock.day <= TODAY:
        _review(session, patient.episode_id, clock.day)
        clock.day += review_every
    return patient.patient_id, patient.episode_id


def _review(session: ClinicSession, episode_id: str, on: date) -> None:
    with session.unit_of_work() as unit:
        review, _ = review_episode(unit, session.forms, episode_id, on)
    with session.unit_of_work() as unit:
        if review.decision.decision == "REFER":
            document_referral(unit, review.stored.id, "Sent on with a letter.", on)
        else:
            accept_decision(unit, review.stored.id, on)


def _session(on: date, chance: Random) -> DiarySession:
    running = on.toordinal() % 2 == 0
    return DiarySession(
        on=on,
        slot=1,
        kind="run" if running else "strength",
        impact=running,
        at="18:00",
        completed_pct=100,
        minutes=30,
        run_min=chance.randint(10, 14) if running else None,
        pain_during=chance.randint(0, 3),
        pain_evening=chance.randint(0, 3),
        settle_h=chance.randint(0, 14),
        rest_pain=0,
        swelling=0,
        sharp=False,
        limp=False,
        rpe=3,
        target_rpe=4,
        surface=2 if running else None,
    )


def _day(on: date, chance: Random) -> DiaryDay:
    return DiaryDay(
        on,
        exercises=chance.choice(("yes", "yes", "part", "no")),
        morning_pain=chance.randint(0, 2),
        stiffness_min=chance.randint(0, 5),
        sleep_h=chance.choice((6.5, 7, 7.5, 8)),
        mood=chance.choice((3, 4, 5)),
        night_waking=False,
    )


def _templates(session: ClinicSession, demo: DemoClinic, clock: DemoClock) -> list[dict[type[Base], Rows]]:
    """Play the demo's patients, one of each condition, and return every row of their episodes."""
    templates = []
    for patient in invent_patients(demo, len(demo.stories), 1):
        treat(session, patient, clock, TODAY)
        with session.record.engine.connect() as connection:
            templates.append(_rows_of(connection, patient.episode_id))
    return templates


def _rows_of(connection: Connection, episode_id: str) -> dict[type[Base], Rows]:
    # In the order of their references: a plan may name the decision that proposed it.
    tables = (
        AssessmentTable, DiarySessionTable, DiaryDayTable, DiaryExerciseTable, DecisionTable, StateTable, PlanTable,
    )  # fmt: skip
    rows = {EpisodeTable: _read(connection, EpisodeTable, EpisodeTable.id, [episode_id])}
    rows |= {table: _read(connection, table, table.episode_id, [episode_id]) for table in tables}
    for part, parent, column in (
        (ObservationTable, AssessmentTable, ObservationTable.assessment_id),
        (PlanItemTable, PlanTable, PlanItemTable.plan_id),
    ):
        rows[part] = _read(connection, part, column, [row["id"] for row in rows[parent]])
    return rows


def _read(connection: Connection, table: type[Base], column: Any, values: Sequence[str]) -> Rows:
    found = connection.execute(select(table.__table__).where(column.in_(values))).mappings()
    return [dict(row) for row in found]


def _copy(connection: Connection, template: dict[type[Base], Rows], patient_id: str, *, closed: bool) -> None:
    """Give a patient an episode like the template's; a closed one keeps the answers of its newest assessment only."""
    fresh = {row["id"]: new_id() for rows in template.values() for row in rows}
    for table, rows in template.items():
        kept = _kept_when_closed(table, rows, template[AssessmentTable][-1]["id"]) if closed else rows
        copies = [{name: fresh.get(value, value) if isinstance(value, str) else value for name, value in row.items()}
                  for row in kept]  # fmt: skip
        for copy in copies:
            if table is EpisodeTable:
                copy |= {"patient_id": patient_id, "closed_on": TODAY - timedelta(days=90) if closed else None}
            if table is StateTable and closed:
                copy["decision_id"] = None
        if copies:
            connection.execute(insert(table), copies)


def _kept_when_closed(table: type[Base], rows: Rows, newest_assessment: str) -> Rows:
    if table is DecisionTable:
        return rows[-1:]
    if table is ObservationTable:
        return [row for row in rows if row["assessment_id"] == newest_assessment]
    return rows if table in (EpisodeTable, AssessmentTable, StateTable) else []


def _add_patients(connection: Connection, demo: DemoClinic, many: int) -> list[str]:
    """Put patients on file and into the search index; return their ids."""
    clinician, origin = connection.execute(select(PatientTable.created_by, PatientTable.origin)).first() or ("", "")
    first = (connection.execute(select(func.max(PatientTable.record_number))).scalar() or 0) + 1
    created = {
        "origin": origin,
        "created_at": datetime.combine(TODAY, datetime.min.time(), UTC),
        "created_by": clinician,
    }
    rows, words = [], []
    for number, details in enumerate(_people(demo, many), first):
        derived = {
            "family_folded": fold(details.family_name),
            "given_folded": fold(details.given_name),
            "phone_digits": digits(details.phone),
        }
        values = {field.name: getattr(details, field.name) for field in fields(details)}
        rows.append({"id": new_id(), "record_number": number, **created, **values, **derived})
        words.append((number, patient_words(number, details)))
    connection.execute(insert(PatientTable), rows)
    sqlite.index_patients(connection, words)
    return [row["id"] for row in rows]


def _people(demo: DemoClinic, many: int) -> Iterator[PatientDetails]:
    """Invent people; two in three have a double family name, so that most names are rare."""
    chance = Random(7)
    for number in range(many):
        sex = chance.choice(("female", "male"))
        family = chance.choice(demo.family_names)
        if number % 3:
            family = f"{family}-{chance.choice(demo.family_names)}"
        born = date(chance.randint(1935, 2012), chance.randint(1, 12), chance.randint(1, 28))
        yield PatientDetails(family, chance.choice(demo.given_names[sex]), born, sex, phone=f"0555 {number:06d}")
