"""Whatever changes an episode forgets what was worked out about it: every writing method is walked."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import pytest

from footrehab_desktop.records.forgetting import CONCERNED
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.repositories.base import Repository
from footrehab_desktop.records.schema import Base
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import (
    DiaryDay,
    DiaryExercise,
    DiarySession,
    Episode,
    EpisodeDetails,
    Observation,
    OutcomeEntry,
    Outlook,
    Patient,
    PatientDetails,
    PlanItem,
)
from tests.records.conftest import HEEL, RUNNER

DAY = date(2026, 3, 16)
ANSWER = (Observation("pain_now", number=2),)
OTHER: EpisodeDetails = replace(HEEL, condition="pttd")


@dataclass
class OnFile:
    """Ids of what is on file before a method writes."""

    patient: str
    episode: str
    assessment: str
    decision: str
    session: str
    own_protocol: str


Write = Callable[[UnitOfWork, OnFile], object]

# Every method that writes something an outlook rests on.
FORGETS: dict[str, Write] = {
    "patients.update": lambda u, f: u.patients.update(f.patient, replace(RUNNER, given_name="Mira")),
    "patients.archive": lambda u, f: u.patients.archive(f.patient),
    "episodes.update": lambda u, f: u.episodes.update(f.episode, replace(HEEL, goal="Run")),
    "episodes.close": lambda u, f: u.episodes.close(f.episode, DAY),
    "assessments.sign": lambda u, f: u.assessments.sign(
        f.episode, "review", DAY, ANSWER, (OutcomeEntry("LEFS", (), 60, 0),)
    ),
    "assessments.void": lambda u, f: u.assessments.void(f.assessment, "typed for another patient"),
    "plans.save": lambda u, f: u.plans.save(f.episode, (PlanItem("EX-I05", 2),), None, "why"),
    "diary.put_sessions": lambda u, f: u.diary.put_sessions(f.episode, [DiarySession(DAY, 2, "run", impact=True)]),
    "diary.put_days": lambda u, f: u.diary.put_days(f.episode, [DiaryDay(DAY, mood=3)]),
    "diary.put_exercises": lambda u, f: u.diary.put_exercises(f.episode, [DiaryExercise(DAY, "EX-I05")]),
    "diary.remove_session": lambda u, f: u.diary.remove_session(f.session, "twice"),
    "decisions.add": lambda u, f: u.decisions.add(f.episode, DAY, {"decision": "HOLD"}, {}, rules_version="1"),
    "decisions.respond": lambda u, f: u.decisions.respond(f.decision, "accepted", "HOLD", ""),
    "decisions.set_next_review": lambda u, f: u.decisions.set_next_review(f.decision, DAY),
    "decisions.add_state": lambda u, f: u.decisions.add_state(f.episode, DAY, {"phase": "PH2", "level": 1}),
    "task_answers.answer": lambda u, f: u.task_answers.answer(f.episode, "shoe:A", "done", None, ""),
    "patients.restrict": lambda u, f: u.patients.restrict(f.patient, "contested"),
    "merges.join": lambda u, f: u.merges.join(u.patients.add(PatientDetails("A", "B", DAY, "male")).id, f.patient),
    "merges.undo": lambda u, f: u.merges.undo(
        u.merges.join(u.patients.add(PatientDetails("A", "B", DAY, "male")).id, f.patient).id
    ),
    "own_protocols.save": lambda u, f: u.own_protocols.save("plantar_heel", {"figures": {}, "phases": {}}),
    "own_protocols.void": lambda u, f: u.own_protocols.void(f.own_protocol, "back to the shipped one"),
}
# Writes nothing that an outlook rests on, or makes what has no outlook yet.
HARMLESS = {
    "audit.note", "clinicians.add", "clinicians.deactivate", "clinicians.set_role",
    "clinics.save", "drafts.save", "drafts.discard", "episodes.add", "handouts.add",
    "outlooks.put", "outlooks.forget", "own_exercises.save", "own_exercises.retire", "patients.add",
    "print_options.save", "sharing_keys.keep_own", "sharing_keys.trust", "statements.add",
    "statements.take_back", "patients.lift_restriction", "erasures.erase", "erasures.repeat",
}  # fmt: skip
HARMLESS_TABLES = {
    "clinic", "clinician", "earlier_version", "draft", "handout", "print_options", "outlook", "audit_entry",
    "own_exercise", "own_picture", "signing_key", "trusted_key", "statement", "merge", "erasure",
}  # fmt: skip


@pytest.fixture
def file(record: Record, patient: Patient, episode: Episode) -> OnFile:
    """Fill the episode, then keep an outlook of it and of another one that nothing here concerns."""
    with record.unit_of_work() as unit:
        signed = unit.assessments.sign(episode.id, "baseline", DAY, ANSWER, ())
        decision = unit.decisions.add(episode.id, DAY, {"decision": "HOLD"}, {}, rules_version="1")
        (session,) = unit.diary.put_sessions(episode.id, [DiarySession(DAY, 1, "run", impact=True)])
        own = unit.own_protocols.save("plantar_heel", {"figures": {}, "phases": {}})
        other = unit.episodes.add(unit.patients.add(PatientDetails("B", "C", DAY, "male")).id, OTHER)
        unit.outlooks.put([Outlook(episode.id, "1", {"a": 1}), Outlook(other.id, "1", {"b": 1})])
        unit.commit()
    return OnFile(patient.id, episode.id, signed.id, decision.id, session.id, own.id)


def kept(record: Record) -> set[str]:
    with record.unit_of_work() as unit:
        return set(unit.outlooks.all("1"))


@pytest.mark.parametrize("name", FORGETS)
def test_a_change_forgets_the_outlook_of_its_episode_alone(record: Record, file: OnFile, name: str) -> None:
    before = kept(record)
    assert file.episode in before
    with record.unit_of_work() as unit:
        FORGETS[name](unit, file)
        unit.commit()
    assert before - kept(record) == {file.episode}


@pytest.mark.parametrize("name", FORGETS)
def test_a_change_that_is_taken_back_forgets_nothing(record: Record, file: OnFile, name: str) -> None:
    with record.unit_of_work() as unit:
        FORGETS[name](unit, file)
    assert file.episode in kept(record)


def test_every_method_that_writes_is_walked_or_known_to_be_harmless(record: Record) -> None:
    with record.unit_of_work() as unit:
        repositories = {name: value for name, value in vars(unit).items() if isinstance(value, Repository)}
    writing = {
        f"{name}.{method}"
        for name, repository in repositories.items()
        for method, function in inspect.getmembers(type(repository), inspect.isfunction)
        if not method.startswith("_") and _writes(function)
    }
    assert writing == FORGETS.keys() | HARMLESS


def _writes(function: Callable[..., object]) -> bool:
    source = inspect.getsource(function)
    return any(mark in source for mark in ("_note(", "note(", ".writer(", ".insert(", ".update("))


def test_every_table_is_concerned_or_known_to_be_harmless() -> None:
    concerned = {table.__tablename__ for table in CONCERNED}
    assert concerned | HARMLESS_TABLES == {mapper.class_.__tablename__ for mapper in Base.registry.mappers}
    assert not concerned & HARMLESS_TABLES


def test_an_outlook_of_another_version_is_not_handed_out(record: Record, file: OnFile) -> None:
    with record.unit_of_work() as unit:
        assert file.episode not in unit.outlooks.all("2")
