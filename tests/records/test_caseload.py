"""The board in one query: what it holds of each open episode, and who is left out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from footrehab_desktop.records.record import Record
from footrehab_desktop.records.values import (
    DiaryDay,
    DiaryExercise,
    DiarySession,
    EpisodeDetails,
    Outlook,
    PatientDetails,
)
from footrehab_desktop.records.values_board import CaseloadPerson, CaseloadRow, Standing
from tests.support.record_factory import make_record

DAY = date(2026, 3, 16)
PERSON = PatientDetails("Łukasik", "Zoë", date(1984, 3, 4), "female", title="Dr")
INJURY = EpisodeDetails("plantar_heel", "right", DAY)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    made = make_record(tmp_path / "record")
    yield made
    made.close()


def rows(record: Record) -> dict[str, CaseloadRow]:
    with record.unit_of_work() as unit:
        return {row.person.episode_id: row for row in unit.caseload.rows()}


def standings(record: Record) -> list[Standing]:
    return [row.standing for row in rows(record).values()]


def add(record: Record, *, name: str = "Łukasik", injury: EpisodeDetails = INJURY) -> tuple[str, str]:
    with record.unit_of_work() as unit:
        patient = unit.patients.add(replace(PERSON, family_name=name))
        episode = unit.episodes.add(patient.id, injury)
        unit.commit()
    return patient.id, episode.id


def decide(record: Record, episode_id: str, on: date, **decision: Any) -> str:
    with record.unit_of_work() as unit:
        stored = unit.decisions.add(episode_id, on, decision, {}, rules_version="1")
        unit.commit()
    return stored.id


def test_a_new_episode_is_on_the_board_with_nothing_done_yet(record: Record) -> None:
    patient_id, episode_id = add(record)
    assert rows(record) == {
        episode_id: CaseloadRow(
            CaseloadPerson(
                episode_id, patient_id, 1, "Łukasik", "Zoë", "Dr", PERSON.birth_date, "plantar_heel", "right",
                plan_start=DAY, reassessed_on=None,
            ),
            Standing(
                assessed=False, phase=None, level=None, started_on=None, decision=None, response=None, urgency=None,
                decided_on=None, next_review_on=None, last_entry_on=None,
            ),
        )
    }  # fmt: skip


def test_only_the_newest_state_and_decision_count(record: Record) -> None:
    _patient, episode_id = add(record)
    first = decide(record, episode_id, date(2026, 3, 1), decision="HOLD", next_review_on="2026-03-08")
    with record.unit_of_work() as unit:
        unit.decisions.add_state(episode_id, date(2026, 3, 1), {"phase": "PH3", "level": 2})
        unit.decisions.respond(first, "accepted", "HOLD", "")
        unit.decisions.add_state(episode_id, date(2026, 3, 8), {"phase": "PH4", "level": 1}, first)
        unit.commit()
    decide(record, episode_id, date(2026, 3, 8), decision="REFER", urgency="SAME_DAY", next_review_on="2026-03-09")
    (row,) = standings(record)
    assert (row.phase, row.level, row.started_on) == ("PH4", 1, date(2026, 3, 8))
    assert (row.decision, row.response, row.urgency) == ("REFER", "open", "SAME_DAY")
    assert (row.decided_on, row.next_review_on) == (date(2026, 3, 8), date(2026, 3, 9))


def test_an_override_is_what_stands(record: Record) -> None:
    _patient, episode_id = add(record)
    decision_id = decide(record, episode_id, DAY, decision="PROGRESS")
    with record.unit_of_work() as unit:
        unit.decisions.respond(decision_id, "overridden", "HOLD", "Travels next week")
        unit.commit()
    (row,) = standings(record)
    assert (row.decision, row.response) == ("HOLD", "overridden")


def test_assessments_diary_and_reassessment_are_seen(record: Record) -> None:
    _patient, episode_id = add(record, injury=replace(INJURY, reassessed_on=date(2026, 3, 12)))
    with record.unit_of_work() as unit:
        unit.assessments.sign(episode_id, "baseline", DAY, (), ())
        unit.diary.put_sessions(episode_id, [DiarySession(date(2026, 3, day), 1, "run", True) for day in (9, 14, 11)])
        unit.commit()
    (row,) = standings(record)
    assert (row.assessed, row.last_entry_on) == (True, date(2026, 3, 14))
    assert rows(record)[episode_id].person.reassessed_on == date(2026, 3, 12)


def test_closed_episodes_and_archived_patients_are_left_out(record: Record) -> None:
    open_patient, open_episode = add(record, name="Open")
    _patient, closed = add(record, name="Closed")
    archived, _episode = add(record, name="Archived")
    with record.unit_of_work() as unit:
        unit.episodes.close(closed, DAY)
        unit.patients.archive(archived)
        second = unit.episodes.add(open_patient, replace(INJURY, side="left"))
        unit.commit()
    assert set(rows(record)) == {open_episode, second.id}


def test_the_day_that_the_clinician_chose_stands_in_the_place_of_the_proposed_one(record: Record) -> None:
    _patient, episode_id = add(record)
    decision_id = decide(record, episode_id, DAY, decision="HOLD", next_review_on="2026-03-23")
    assert rows(record)[episode_id].standing.next_review_on == date(2026, 3, 23)
    for chosen in (date(2026, 3, 19), date(2026, 3, 20)):
        with record.unit_of_work() as unit:
            unit.decisions.set_next_review(decision_id, chosen)
            unit.commit()
        assert rows(record)[episode_id].standing.next_review_on == chosen


def test_the_last_entry_is_the_newest_day_with_anything_on_it(record: Record) -> None:
    _patient, episode_id = add(record)
    with record.unit_of_work() as unit:
        unit.diary.put_sessions(episode_id, [DiarySession(date(2026, 3, 9), 1, "run", impact=True)])
        unit.diary.put_days(episode_id, [DiaryDay(date(2026, 3, 10), mood=3), DiaryDay(date(2026, 3, 12), mood=3)])
        unit.commit()
    assert standings(record)[0].last_entry_on == date(2026, 3, 12)
    with record.unit_of_work() as unit:
        unit.diary.put_days(episode_id, [DiaryDay(date(2026, 3, 12))])
        unit.commit()
    assert standings(record)[0].last_entry_on == date(2026, 3, 10)
    with record.unit_of_work() as unit:
        unit.diary.put_exercises(episode_id, [DiaryExercise(date(2026, 3, 14), "EX-I05", "yes")])
        unit.commit()
    assert standings(record)[0].last_entry_on == date(2026, 3, 14)
    with record.unit_of_work() as unit:
        unit.diary.put_exercises(episode_id, [DiaryExercise(date(2026, 3, 14), "EX-I05")])
        unit.commit()
    assert standings(record)[0].last_entry_on == date(2026, 3, 10)


def test_only_changed_and_new_episodes_have_no_outlook(record: Record) -> None:
    (_one, first), (_two, second) = add(record), add(record, name="Other")
    with record.unit_of_work() as unit:
        unit.outlooks.put([Outlook(first, "1", {"a": 1}), Outlook(second, "1", {"b": 1})])
        unit.outlooks.forget([second])
        unit.commit()
    with record.unit_of_work() as unit:
        assert [row.person.episode_id for row in unit.caseload.without_outlook()] == [second]
        (known,) = unit.caseload.with_outlook()
    assert (known[0].episode_id, *known[1:]) == (first, "1", {"a": 1})


def test_who_is_still_on_the_board(record: Record) -> None:
    (_one, stays), (_two, closed), (gone, third) = add(record), add(record), add(record)
    with record.unit_of_work() as unit:
        unit.episodes.close(closed, DAY)
        unit.patients.archive(gone)
        unit.commit()
    with record.unit_of_work() as unit:
        assert unit.caseload.still_open({stays, closed, third, "nobody"}) == {stays}
