"""A record filled in bulk, for trials and figures of backup and check: many patients, a long audit trail."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from footrehab_desktop.records import sqlite
from footrehab_desktop.records.audit_chain import AuditAnchor, Head, chain_key, content_code
from footrehab_desktop.records.backup import newest_head
from footrehab_desktop.records.folding import fold
from footrehab_desktop.records.ids import new_id
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.schema import Base, EpisodeTable, PatientTable
from footrehab_desktop.records.schema_diary import DiarySessionTable
from footrehab_desktop.records.values import DiarySession, EpisodeDetails, PatientDetails

FIRST_DAY: Final = date(2026, 1, 5)
NOTE: Final = "Went as planned, a little stiff at the start and free after ten minutes. " * 2
_BATCH: Final = 20_000


def fill_clinic(record: Record, patients: int, sessions_each: int) -> None:
    """Copy one real patient, episode and session as often as wanted."""
    with record.unit_of_work() as unit:
        person = unit.patients.add(PatientDetails("Okafor", "Miriam", date(1984, 3, 4), "female", phone="0555 1"))
        episode = unit.episodes.add(person.id, EpisodeDetails("plantar_heel", "right", FIRST_DAY))
        session = DiarySession(FIRST_DAY, 1, "run", impact=True, minutes=30, run_min=12, pain_during=2, note=NOTE)
        unit.diary.put_sessions(episode.id, [session])
        unit.commit()
    with record.engine.connect() as connection:
        rows = {table: _only(connection, table) for table in (PatientTable, EpisodeTable, DiarySessionTable)}
        connection.rollback()
        with sqlite.transaction(connection):
            _copy(connection, rows, patients - 1, sessions_each)


def _only(connection: Connection, table: type[Base]) -> dict[str, Any]:
    return dict(connection.execute(select(table.__table__)).mappings().one())


def _copy(connection: Connection, rows: dict[Any, dict[str, Any]], patients: int, sessions_each: int) -> None:
    people, episodes, sessions = [], [], []
    for number in range(patients):
        name = f"Okafor {number}"
        person = {"id": new_id(), "record_number": number + 2, "given_name": name, "given_folded": fold(name)}
        episode = {"id": new_id(), "patient_id": person["id"]}
        people.append({**rows[PatientTable], **person})
        episodes.append({**rows[EpisodeTable], **episode})
        for day in range(sessions_each):
            own = {"id": new_id(), "episode_id": episode["id"], "on_date": FIRST_DAY + timedelta(days=day)}
            sessions.append({**rows[DiarySessionTable], **own})
    for table, made in ((PatientTable, people), (EpisodeTable, episodes), (DiarySessionTable, sessions)):
        for start in range(0, len(made), _BATCH):
            connection.execute(insert(table), made[start : start + _BATCH])


def lengthen_audit_trail(record: Record, entries: int) -> None:
    """Add so many linked entries, as if they had been written one by one."""
    key, at = chain_key(record.key.raw()), datetime(2026, 3, 2, tzinfo=UTC).isoformat()
    sql = "INSERT INTO audit_entry (sequence, at, clinician_id, action, subject, detail, mac) VALUES (?,?,?,?,?,?,?)"
    with record.engine.connect() as connection:
        head = newest_head(connection)
        connection.rollback()
        with sqlite.transaction(connection):
            for start in range(0, entries, _BATCH):
                rows = []
                for number in range(head.count + 1, head.count + 1 + min(_BATCH, entries - start)):
                    content = (number, at, record.clinician.id, "patient.read", record.clinician.id, '{"n":1}')
                    head = Head(number, content_code(key, content, head.mac))
                    rows.append((*content, head.mac))
                connection.exec_driver_sql(sql, rows)
    _move_anchor(record.folder, head)


def _move_anchor(folder: Path, head: Head) -> None:
    anchor = AuditAnchor(folder)
    anchor.advance(head)
