"""Stored decisions are proven: replayed, compared with the audit trail, and found when somebody changed them."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from footrehab_desktop.clinic import own_protocols, replay
from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.own_protocols import Adjustment, save_adjustment, withdraw_adjustment
from footrehab_desktop.clinic.replay import replay_all, replay_decision, verify_with_decisions
from footrehab_desktop.clinic.review import accept_decision, document_referral, override_decision, review_episode
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.progression import RULES_VERSION, STANDARD
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.values import Observation
from tests.support.review_diary import write_diary
from tests.support.session_factory import HEEL_PAIN, TODAY, start_plan

HEEL = HEEL_PAIN.condition


def decided(clinic, answer="accept", today=TODAY):
    with clinic.session.unit_of_work() as unit:
        made, _ = review_episode(unit, clinic.session.forms, clinic.episode_id, today)
    with clinic.session.unit_of_work() as unit:
        if answer == "accept":
            accept_decision(unit, made.stored.id, today)
        elif answer == "override":
            override_decision(unit, made.stored.id, "HOLD", "Tired", today)
        elif answer == "document":
            document_referral(unit, made.stored.id, "Sent on", today)
    return made.stored.id


def started(clinic):
    start_plan(clinic)
    write_diary(clinic, pain=1)


def tamper(clinic, statement, **values):
    """Change the file from outside, with the key in hand."""
    engine = clinic.session.record.engine
    with engine.connect() as connection, sqlite.transaction(connection):
        assert connection.execute(text(statement), values).rowcount


def stored_json(clinic, decision_id):
    with clinic.session.unit_of_work() as unit:
        stored = unit.decisions.get(decision_id)
    return json.loads(json.dumps(stored.decision)), json.loads(json.dumps(stored.case))


def item(clinic, name="decisions"):
    report = verify_with_decisions(clinic.session.record)
    return next(item for item in report.items if item.name == name)


@pytest.mark.parametrize("answer", ["open", "accept", "override"])
def test_a_stored_decision_gives_the_same_answer_again(clinic, answer):
    started(clinic)
    decision_id = decided(clinic, answer)
    with clinic.session.unit_of_work() as unit:
        assert replay_decision(unit, decision_id).outcome == "same"
    assert item(clinic).ok
    assert "The 1 decision on file was replayed" in item(clinic).sentence


def test_a_documented_referral_and_the_review_after_it_are_replayed(clinic):
    started(clinic)
    flag = UnsignedAssessment(clinic.episode_id, "review", TODAY, (Observation("calf_squeeze_positive", text="yes"),))
    with clinic.session.unit_of_work() as unit:
        sign_assessment(unit, clinic.session.forms, flag, TODAY)
    decided(clinic, "document")
    decided(clinic, "open", TODAY + timedelta(days=1))
    with clinic.session.unit_of_work() as unit:
        assert [each.outcome for each in replay_all(unit)] == ["same", "same"]


def test_a_record_without_decisions_says_so(clinic):
    assert item(clinic).ok
    assert item(clinic).sentence == "There is no decision to replay yet."


def test_a_case_that_was_changed_from_outside_is_found_and_named_without_the_patient(clinic):
    started(clinic)
    decision_id = decided(clinic)
    _, case = stored_json(clinic, decision_id)
    case["sessions"][0]["pain_during"] = 0
    tamper(clinic, "UPDATE decision SET case_json = :case", case=json.dumps(case))
    found = item(clinic)
    assert not found.ok
    assert decision_id in found.sentence
    assert "16-Mar-2026" in found.sentence
    assert "Rosa" not in found.sentence
    assert "Runner" not in found.sentence


def test_without_a_digest_a_changed_case_still_gives_another_answer(clinic, monkeypatch):
    started(clinic)
    monkeypatch.setattr("footrehab_desktop.records.repositories.decisions._digest", lambda *_: None)
    decision_id = decided(clinic)
    _, case = stored_json(clinic, decision_id)
    case["sessions"][-1]["pain_during"] = 9
    tamper(clinic, "UPDATE decision SET case_json = :case", case=json.dumps(case))
    with clinic.session.unit_of_work() as unit:
        assert replay_decision(unit, decision_id).why == replay.OTHER_ANSWER


def test_a_forged_pair_that_fits_together_is_found_by_the_audit_trail(clinic):
    """Case and decision of another review are put in place of both: they replay, but nobody wrote them here."""
    started(clinic)
    first = decided(clinic)
    second = decided(clinic, "open", TODAY + timedelta(days=1))
    decision, case = stored_json(clinic, second)
    tamper(
        clinic,
        "UPDATE decision SET decision = :decision, case_json = :case, decided_on = :on WHERE id = :id",
        decision=json.dumps(decision), case=json.dumps(case), on=case["today"], id=first,
    )  # fmt: skip
    with clinic.session.unit_of_work() as unit:
        assert replay_decision(unit, first).why == replay.NOT_AS_WRITTEN


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("UPDATE decision SET rules_version = '2025.9'", replay.NOT_AS_WRITTEN),
        ("UPDATE decision SET final = 'PROGRESS', response = 'overridden'", replay.ANSWER_CHANGED),
        ("UPDATE decision SET reason = 'Slept well'", replay.ANSWER_CHANGED),
        ("UPDATE decision SET decided_on = '2026-03-15'", replay.OTHER_DAY),
        ("UPDATE decision SET decision = 'not JSON'", replay.UNREADABLE),
        ("UPDATE decision SET case_json = '[]'", replay.NOT_AS_WRITTEN),
        ("UPDATE state SET state = json_set(state, '$.level', 9)", replay.OTHER_STATE),
    ],
)
def test_whatever_is_changed_around_a_decision_is_found(clinic, change, why):
    started(clinic)
    decided(clinic, "override")
    tamper(clinic, change)
    found = item(clinic)
    assert not found.ok
    assert why in found.sentence


def test_a_decision_that_was_removed_is_missed(clinic):
    started(clinic)
    decision_id = decided(clinic, "open")
    tamper(clinic, "DELETE FROM decision WHERE id = :id", id=decision_id)
    assert item(clinic).sentence == f"Decision {decision_id} cannot be trusted: it is missing."


def test_a_decision_that_nobody_made_here_is_found(clinic):
    started(clinic)
    decided(clinic, "open")
    tamper(
        clinic,
        "INSERT INTO decision (id, sequence, origin, created_at, created_by, episode_id, decided_on, decision, "
        "rules_version, response, final, reason, case_json) SELECT :id, 2, origin, created_at, created_by, episode_id, "
        "decided_on, decision, rules_version, response, final, reason, case_json FROM decision",
        id="f" * 36,
    )
    assert replay.NOT_IN_TRAIL in item(clinic).sentence


def test_the_clinics_own_figures_replay_even_after_they_were_withdrawn(clinic):
    started(clinic)
    library = clinic.session.library
    with clinic.session.unit_of_work() as unit:
        save_adjustment(unit, library, HEEL, Adjustment({"LD-14.clean": 3}, {}))
    decision_id = decided(clinic)
    with clinic.session.unit_of_work() as unit:
        withdraw_adjustment(unit, HEEL, "Too careful")
    with clinic.session.unit_of_work() as unit:
        assert replay_decision(unit, decision_id).outcome == "same"
        assert replay_decision(unit, decision_id).rules == f"{STANDARD.label} own 1"


def test_figures_that_were_changed_from_outside_do_not_pass_as_proof(clinic):
    started(clinic)
    with clinic.session.unit_of_work() as unit:
        save_adjustment(unit, clinic.session.library, HEEL, Adjustment({"LD-14.clean": 3}, {}))
    decided(clinic)
    tamper(clinic, "UPDATE own_protocol SET content = json_set(content, '$.figures', json('{\"LD-14.clean\": 4}'))")
    assert replay.OTHER_ANSWER in item(clinic).sentence
    tamper(clinic, "UPDATE own_protocol SET content = json_set(content, '$.figures', json('{\"LD-14.clean\": 99}'))")
    assert replay.NO_FIGURES in item(clinic).sentence
    tamper(clinic, "DELETE FROM own_protocol")
    assert replay.NO_FIGURES in item(clinic).sentence


def test_older_rules_are_counted_not_passed_off_as_proven(clinic, monkeypatch):
    """The rules go on to a new version: what was made before stays readable, and is not called replayed."""
    started(clinic)
    decision_id = decided(clinic, "open")
    newer = STANDARD.changed(STANDARD.name, {})
    newer = type(newer)("2027.1", newer.name, newer.figures, newer.values)
    monkeypatch.setattr(own_protocols, "STANDARD", newer)
    monkeypatch.setattr(replay, "RULES_VERSION", newer.version)
    with clinic.session.unit_of_work() as unit:
        assert replay_decision(unit, decision_id).outcome == "other rules"
    report = verify_with_decisions(clinic.session.record)
    assert report.ok
    older = item(clinic, "older decisions")
    assert older.sentence.startswith(f"1 decision was made by other rules ({RULES_VERSION})")
    assert "replayed: same" not in item(clinic).sentence
    with clinic.session.unit_of_work() as unit, pytest.raises(UserFixableError, match="Review again"):
        accept_decision(unit, decision_id, TODAY)
