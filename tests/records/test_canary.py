"""Nothing typed about a patient leaves the encrypted files: not in an error, not in a log, not beside the record."""

import io
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from footrehab_desktop.records.record import Record
from footrehab_desktop.records.schema import PatientTable
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import (
    Clinic,
    DiarySession,
    Episode,
    EpisodeDetails,
    Observation,
    OutcomeEntry,
    PatientDetails,
    PlanItem,
    PrintedSheet,
)

CANARY = "Zanzibarowska"
WRONG: Any = CANARY
BIRTH = date(1913, 11, 17)
TYPED = PatientDetails(CANARY, CANARY, BIRTH, "female", title=CANARY, phone="0999123456789", email=CANARY, notes=CANARY)
EPISODE = EpisodeDetails("plantar_heel", "right", date(2026, 3, 2), activity=CANARY, goal=CANARY, restriction=CANARY)
RUN = DiarySession(BIRTH, 1, "run", impact=True, note=CANARY, shoe=CANARY)
TRACES = (CANARY, CANARY.casefold(), BIRTH.isoformat(), "0999123456789")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any library logs, however chatty."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def full(record: Record) -> Episode:
    with record.unit_of_work() as unit:
        patient = unit.patients.add(TYPED)
        episode = unit.episodes.add(patient.id, EPISODE)
        unit.patients.update(patient.id, replace(TYPED, email=CANARY + "@"))
        answers = [Observation("note", text=CANARY)]
        signed = unit.assessments.sign(episode.id, "review", BIRTH, answers, [OutcomeEntry("X", (1,), 1.0, 0)])
        unit.assessments.void(signed.id, CANARY)
        unit.drafts.save(patient.id, "patient", {"family_name": CANARY})
        unit.plans.save(episode.id, [PlanItem("EX-1", 1, note=CANARY)], None, CANARY)
        (session,) = unit.diary.put_sessions(episode.id, [RUN])
        unit.diary.remove_session(session.id, CANARY)
        decision = unit.decisions.add(episode.id, BIRTH, {"decision": "HOLD", "text": CANARY}, {"note": CANARY}, "1")
        unit.decisions.respond(decision.id, "overridden", "HOLD", CANARY)
        unit.handouts.add(episode.id, PrintedSheet("diary", CANARY, "A4", 1, CANARY.encode()))
        unit.clinics.save(Clinic(CANARY))
        unit.commit()
    return episode


def _twice(unit: UnitOfWork, episode: str) -> None:
    row = {"id": "1", "origin": "1", "created_by": unit.clinician_id, "record_number": 1, "created_at": unit.now()}
    typed = {
        "family_name": CANARY, "given_name": CANARY, "title": "", "birth_date": BIRTH, "sex": "female", "phone": "",
        "email": "", "notes": "", "family_folded": CANARY, "given_folded": "", "phone_digits": "",
    }  # fmt: skip
    unit.patients._transaction.writer().execute(insert(PatientTable), [{**row, **typed}])


ATTEMPTS: list[Callable[[UnitOfWork, str], Any]] = [
    lambda unit, own: unit.patients.add(replace(TYPED, sex=CANARY)),  # type: ignore[arg-type]  # wrong on purpose
    lambda unit, own: unit.patients.add(replace(TYPED, birth_date=CANARY)),  # type: ignore[arg-type]  # wrong on purpose
    lambda unit, own: unit.patients.add(replace(TYPED, notes=CANARY + "\ud83e")),
    lambda unit, own: unit.patients.add(replace(TYPED, notes=CANARY + "\0")),
    lambda unit, own: unit.patients.add(replace(TYPED, notes=[CANARY])),  # type: ignore[arg-type]  # wrong on purpose
    lambda unit, own: unit.patients.get(CANARY),
    lambda unit, own: unit.patients.update(CANARY, TYPED),
    lambda unit, own: unit.episodes.add(CANARY, EPISODE),
    lambda unit, own: unit.episodes.update(own, replace(EPISODE, side=CANARY)),  # type: ignore[arg-type]  # wrong on purpose
    lambda unit, own: unit.diary.put_sessions(own, [RUN, replace(RUN, shoe="b")]),
    lambda unit, own: unit.diary.put_sessions(own, [replace(RUN, kind=CANARY)]),
    lambda unit, own: unit.diary.put_sessions(own, [replace(RUN, minutes=float("inf"))]),
    lambda unit, own: unit.diary.put_sessions(CANARY, [RUN]),
    lambda unit, own: unit.assessments.sign(own, CANARY, BIRTH, [], []),  # type: ignore[arg-type]  # wrong on purpose
    lambda unit, own: unit.assessments.sign(own, "review", BIRTH, [Observation(CANARY, number=1.0, text=CANARY)], []),
    lambda unit, own: unit.decisions.respond(CANARY, "accepted", CANARY, CANARY),
    lambda unit, own: unit.decisions.add(own, BIRTH, {"x": {CANARY}}, {}, "1"),
    lambda unit, own: unit.drafts.save(own, "patient", {"x": {CANARY}}),
    lambda unit, own: unit.handouts.add(own, PrintedSheet(CANARY, CANARY, WRONG, 1, b"")),
    lambda unit, own: unit.patients._transaction.reader().exec_driver_sql(
        "SELECT * FROM nowhere WHERE x = ?", (CANARY,)
    ),
    _twice,
]


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_no_error_and_no_log_repeats_what_was_typed(
    log: io.StringIO, record: Record, full: Episode, attempt: Callable[[UnitOfWork, str], Any]
) -> None:
    with record.unit_of_work() as unit, pytest.raises(Exception) as caught:  # noqa: PT011 (any kind)
        attempt(unit, full.id)
    told = shown(caught.value) + log.getvalue()
    assert not [trace for trace in TRACES if trace in told]


def shown(error: BaseException | None) -> str:
    """Return all that a report may print of an error and its causes: class, message and arguments."""
    text = ""
    while error is not None:
        text += f"{type(error).__name__}: {error} {error.args}\n"
        error = error.__cause__ or error.__context__
    return text


def test_neither_the_files_nor_the_audit_trail_nor_the_log_hold_it(
    log: io.StringIO, record: Record, full: Episode
) -> None:
    with record.unit_of_work() as unit:
        entries = repr(unit.audit.entries(10_000))
    record.verify()
    on_disk = b"".join(path.read_bytes() for path in record.folder.rglob("*") if path.is_file())
    record.close()
    on_disk += b"".join(path.read_bytes() for path in record.folder.rglob("*") if path.is_file())
    for trace in TRACES:
        assert trace not in entries
        assert trace not in log.getvalue()
        assert trace.encode() not in on_disk
        assert trace.encode("utf-16-le") not in on_disk


def test_no_temporary_file_is_written(
    record: Record, full: Episode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "temporary"
    private.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(private))
    with record.unit_of_work() as unit:
        unit.patients.search("zan")
        unit.audit.entries(100_000)
    record.verify()
    assert list(private.iterdir()) == []
