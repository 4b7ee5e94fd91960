"""A restricted patient is looked at, exported and freed; every writing method refuses anything else."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from footrehab_desktop.records.failures import RestrictedError
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, DiarySession, Observation, PlanItem, PrintedSheet
from tests.records.conftest import HEEL, RUNNER
from tests.support.filled_patient import DAY, Filled, fill_patient

SHEET = PrintedSheet("exercise_sheet", "Exercises", "A4", 1, b"%PDF-1.4")
WRITES: dict[str, Callable[[UnitOfWork, Filled], object]] = {
    "patients.update": lambda u, f: u.patients.update(f.patient, RUNNER),
    "patients.archive": lambda u, f: u.patients.archive(f.patient),
    "patients.restrict": lambda u, f: u.patients.restrict(f.patient, "again"),
    "statements.add": lambda u, f: u.statements.add(f.patient, "words"),
    "statements.take_back": lambda u, f: u.statements.take_back(u.statements.for_patient(f.patient)[0].id, "no"),
    "print_options.save": lambda u, f: u.print_options.save(f.patient, {}),
    "drafts.save": lambda u, f: u.drafts.save(f.patient, "patient", {}),
    "drafts.save of an episode": lambda u, f: u.drafts.save(f.episode, "plan", {}),
    "episodes.add": lambda u, f: u.episodes.add(f.patient, HEEL),
    "episodes.update": lambda u, f: u.episodes.update(f.episode, replace(HEEL, goal="run")),
    "episodes.close": lambda u, f: u.episodes.close(f.episode, DAY),
    "assessments.sign": lambda u, f: u.assessments.sign(f.episode, "review", DAY, [Observation("x", number=1)], ()),
    "assessments.void": lambda u, f: u.assessments.void(u.assessments.for_episode(f.episode)[0].id, "no"),
    "plans.save": lambda u, f: u.plans.save(f.episode, [PlanItem("EX-I05", 1)], None),
    "diary.put_sessions": lambda u, f: u.diary.put_sessions(f.episode, [DiarySession(DAY, 2, "run", impact=True)]),
    "diary.put_days": lambda u, f: u.diary.put_days(f.episode, [DiaryDay(DAY, mood=1)]),
    "diary.put_exercises": lambda u, f: u.diary.put_exercises(f.episode, [DiaryExercise(DAY, "EX-P04")]),
    "diary.remove_session": lambda u, f: u.diary.remove_session(f.session, "twice"),
    "decisions.add": lambda u, f: u.decisions.add(f.episode, DAY, {"decision": "HOLD"}, {}, rules_version="1"),
    "decisions.respond": lambda u, f: u.decisions.respond(f.decision, "accepted", "HOLD", ""),
    "decisions.set_next_review": lambda u, f: u.decisions.set_next_review(f.decision, DAY),
    "decisions.add_state": lambda u, f: u.decisions.add_state(f.episode, DAY, {"phase": "PH2"}),
    "task_answers.answer": lambda u, f: u.task_answers.answer(f.episode, "shoe:A", "later", None, ""),
    "handouts.add": lambda u, f: u.handouts.add(f.episode, SHEET),
    "merges.join": lambda u, f: u.merges.join(f.patient, u.patients.add(RUNNER).id),
}


@pytest.fixture
def restricted(record: Record) -> Filled:
    with record.unit_of_work() as unit:
        filled = fill_patient(unit)
        unit.patients.restrict(filled.patient, "The patient contests the entries.")
        unit.commit()
    return filled


@pytest.mark.parametrize("name", WRITES)
def test_every_write_is_refused(record: Record, restricted: Filled, name: str) -> None:
    with record.unit_of_work() as unit:
        before = unit.patient_content.rows([restricted.patient])
    with record.unit_of_work() as unit, pytest.raises(RestrictedError, match="restricted"):
        WRITES[name](unit, restricted)
    with record.unit_of_work() as unit:
        assert unit.patient_content.rows([restricted.patient]) == before


def test_others_are_not_held_up(record: Record, restricted: Filled) -> None:
    with record.unit_of_work() as unit:
        other = fill_patient(unit, "Other")
        for name, write in WRITES.items():
            if name != "merges.join":
                write(unit, other)
            if name == "patients.restrict":
                unit.patients.lift_restriction(other.patient)


def test_lifting_frees_the_patient_and_keeps_the_reason(record: Record, restricted: Filled) -> None:
    with record.unit_of_work() as unit:
        assert unit.patients.get(restricted.patient).restriction_reason == "The patient contests the entries."
        unit.patients.lift_restriction(restricted.patient)
        unit.patients.update(restricted.patient, RUNNER)
        unit.commit()
        assert unit.patients.get(restricted.patient).restricted_at is None
        earlier = unit.patient_content.rows([restricted.patient])["earlier_version"]
        actions = [entry.action for entry in unit.audit.entries(3)]
    assert "The patient contests the entries." in str(earlier)
    assert actions == ["patient.changed", "patient.restriction_lifted", "patient.restricted"]
