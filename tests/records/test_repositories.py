"""What is put into the record comes out as it was; what may not go in is refused at its field."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.failures import NotOnFileError
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.values import (
    Clinic,
    DiaryDay,
    DiaryExercise,
    DiarySession,
    Episode,
    Observation,
    OutcomeEntry,
    Outlook,
    Patient,
    PlanItem,
    PrintedSheet,
)
from tests.records.conftest import HEEL, RUNNER
from tests.support.record_factory import make_record

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
WRONG: Any = "middle"
RUN = DiarySession(
    MONDAY, 1, "run", impact=True, at="18:30", level=3, completed_pct=100, minutes=30.5, run_min=10, pain_during=2,
    pain_evening=3, pain_24h=1, pain_48h=0, settle_h=10, rest_pain=0, stiffness_min=5, swelling=1, swelling_h=2.5,
    sharp=False, limp=True, tenderness="none", rpe=3, target_rpe=4, surface=2, shoe="A", distance_km=4.2,
    heart_rate=148, ache_elsewhere_only=False, foot_contacts=40, extra_reps=3, outside_plan=True, source="device",
    note="<b>wet</b> & 🦶",
)  # fmt: skip
ITEMS = (
    PlanItem("EX-001", 3, reps=12, tempo="3-2-3", load="10 kg backpack", side="right", note="ü"),
    PlanItem("EX-002", 4, hold_s=45, minutes=5, frequency="alternate days"),
)


def test_a_patient_comes_back_as_typed_and_numbers_count_up(record: Record) -> None:
    long_note = "Zeile\n" * 2000
    odd = replace(RUNNER, family_name="  da Silva-O'Neil ", given_name="عمر", notes=long_note, diabetes=False)
    with record.unit_of_work() as unit:
        first, second = unit.patients.add(odd), unit.patients.add(RUNNER)
        unit.commit()
    with record.unit_of_work() as unit:
        assert unit.patients.get(first.id) == first
        assert first.details == odd
        assert [first.record_number, second.record_number] == [1, 2]
        assert unit.patients.count() == 2


def test_archiving_takes_off_the_list_only(record: Record, patient: Patient) -> None:
    with record.unit_of_work() as unit:
        unit.patients.archive(patient.id)
        unit.patients.archive(patient.id)
        unit.commit()
        assert unit.patients.get(patient.id).archived_at is not None
        assert unit.patients.count() == 0
        assert [entry.action for entry in unit.audit.entries(2)].count("patient.archived") == 1


def test_what_was_changed_is_kept_and_only_names_of_fields_are_audited(record: Record, patient: Patient) -> None:
    with record.unit_of_work() as unit:
        unit.patients.update(patient.id, replace(RUNNER, phone="020 7946 0000", notes="moved"))
        unit.patients.update(patient.id, replace(RUNNER, phone="020 7946 0000", notes="moved"))
        unit.commit()
        newest = unit.audit.entries(1)[0]
    assert (newest.action, newest.detail["fields"]) == ("patient.changed", ["phone", "notes"])
    assert newest.detail.keys() == {"fields", "before", "after"}
    with record.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT subject_id, content FROM earlier_version").all()
    assert len(kept) == 1
    assert kept[0][0] == patient.id
    assert '"birth_date": "1984-03-04"' in kept[0][1]


@pytest.mark.parametrize("repository", ["patients", "episodes", "assessments", "decisions", "handouts"])
def test_an_unknown_id_is_refused_with_a_sentence(record: Record, repository: str) -> None:
    with record.unit_of_work() as unit, pytest.raises(NotOnFileError, match="not on file"):
        getattr(unit, repository).get("0190")


def test_nothing_can_hang_on_an_unknown_parent(record: Record) -> None:
    attempts: list[Any] = [
        lambda unit: unit.episodes.add("nobody", HEEL),
        lambda unit: unit.plans.save("nothing", ITEMS, None),
        lambda unit: unit.diary.put_sessions("nothing", [RUN]),
        lambda unit: unit.assessments.sign("nothing", "review", MONDAY, (), ()),
        lambda unit: unit.decisions.add("nothing", MONDAY, {}, {}, "1"),
        lambda unit: unit.handouts.add("nothing", PrintedSheet("diary", "", "A4", 1, b"")),
    ]
    for attempt in attempts:
        with record.unit_of_work() as unit, pytest.raises(NotOnFileError):
            attempt(unit)


@pytest.mark.parametrize(
    ("attempt", "field"),
    [
        (lambda unit, own: unit.patients.add(replace(RUNNER, family_name="", given_name="")), "family_name"),
        (lambda unit, own: unit.patients.add(replace(RUNNER, sex=WRONG)), "sex"),
        (lambda unit, own: unit.patients.add(replace(RUNNER, notes="a\0b")), "notes"),
        (lambda unit, own: unit.patients.add(replace(RUNNER, notes="\ud83e")), "notes"),
        (lambda unit, own: unit.episodes.update(own, replace(HEEL, side=WRONG)), "side"),
        (lambda unit, own: unit.episodes.update(own, replace(HEEL, pain_ceiling=11)), "pain_ceiling"),
        (lambda unit, own: unit.episodes.update(own, replace(HEEL, weekly_km_before=float("nan"))), "weekly_km_before"),
        (lambda unit, own: unit.diary.put_sessions(own, [replace(RUN, pain_during=11)]), "pain_during"),
        (lambda unit, own: unit.diary.put_sessions(own, [replace(RUN, kind="nap")]), "kind"),
        (lambda unit, own: unit.diary.put_sessions(own, [replace(RUN, slot=0)]), "slot"),
        (lambda unit, own: unit.diary.put_sessions(own, [replace(RUN, level=2**70)]), "level"),
        (lambda unit, own: unit.diary.put_sessions(own, [RUN, replace(RUN, note="other")]), "slot"),
        (lambda unit, own: unit.diary.put_days(own, [DiaryDay(MONDAY, mood=6)]), "mood"),
        (lambda unit, own: unit.diary.put_days(own, [DiaryDay(MONDAY), DiaryDay(MONDAY)]), "on"),
        (lambda unit, own: unit.plans.save(own, [PlanItem("EX-001", 0)], None), "sets"),
        (lambda unit, own: unit.assessments.sign(own, "review", MONDAY, [Observation("nprs")], ()), "number"),
        (lambda unit, own: unit.handouts.add(own, PrintedSheet("diary", "", WRONG, 1, b"")), "paper"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(record: Record, episode: Episode, attempt: Any, field: str) -> None:
    with record.unit_of_work() as unit, pytest.raises(FieldError) as refusal:
        attempt(unit, episode.id)
    assert refusal.value.field == field
    assert record.verify().ok


def test_episodes_are_newest_first_and_closing_ends_them(record: Record, patient: Patient, episode: Episode) -> None:
    with record.unit_of_work() as unit:
        later = unit.episodes.add(patient.id, replace(HEEL, condition="achilles_mid", side="left"))
        assert [e.id for e in unit.episodes.for_patient(patient.id)] == [later.id, episode.id]
        unit.episodes.update(later.id, replace(later.details, goal="10 km", first_run_on=MONDAY))
        unit.episodes.close(episode.id, MONDAY)
        unit.commit()
    with record.unit_of_work() as unit:
        assert [e.details.goal for e in unit.episodes.active()] == ["10 km"]
        assert unit.episodes.get(episode.id).closed_on == MONDAY


def test_an_assessment_is_frozen_amended_and_voided(record: Record, episode: Episode) -> None:
    seen = (
        Observation("nprs_now", number=4.0),
        Observation("lunge_cm", "left", 9.5, set_up="shod"),
        Observation("x", text="yes"),
    )
    scored = (OutcomeEntry("FAAM", (4, None, 0), 66.7, 1, "2005"),)
    with record.unit_of_work() as unit:
        first = unit.assessments.sign(episode.id, "baseline", MONDAY, seen, scored)
        second = unit.assessments.sign(
            episode.id, "baseline", MONDAY, seen[:1], (), amends=first.id, reason="side mixed up"
        )
        unit.assessments.void(first.id, "wrong patient")
        unit.assessments.void(first.id, "again")
        unit.commit()
    with record.unit_of_work() as unit:
        old, new = unit.assessments.for_episode(episode.id)
        assert (old.observations, old.outcomes) == (seen, scored)
        assert old.voided_at is not None
        assert (old.voided_by, old.void_reason) == (unit.clinician_id, "wrong patient")
        assert (new.voided_by, new.void_reason) == (None, None)
        assert new == second == unit.assessments.get(second.id)
        assert (new.amends, new.reason, new.signed_by) == (first.id, "side mixed up", unit.clinician_id)


def test_a_draft_is_replaced_kept_apart_and_leaves_no_audit_entry(record: Record) -> None:
    with record.unit_of_work() as unit:
        before = unit.audit.entries(1)
        unit.drafts.save("new", "patient", {"family_name": "Mü", "n": [1, None, {"a": 1.5}]})
        unit.drafts.save("new", "patient", {"family_name": "Mül"})
        unit.drafts.save("new", "plan", {})
        unit.commit()
    with record.unit_of_work() as unit:
        kept = unit.drafts.get("new", "patient")
        assert kept is not None
        assert kept.content == {"family_name": "Mül"}
        assert len(unit.drafts.all_for("new")) == 2
        unit.drafts.discard("new", "patient")
        unit.drafts.discard("new", "patient")
        assert unit.drafts.get("new", "patient") is None
        assert unit.audit.entries(1) == before


def test_each_saving_of_a_plan_is_a_version(record: Record, episode: Episode) -> None:
    with record.unit_of_work() as unit:
        assert unit.plans.current(episode.id) is None
        first = unit.plans.save(episode.id, ITEMS, "W-GEN", "start low")
        second = unit.plans.save(episode.id, ITEMS[:1], None)
        unit.commit()
    with record.unit_of_work() as unit:
        assert unit.plans.current(episode.id) == second
        assert unit.plans.versions(episode.id) == (second, first)
        assert [plan.version for plan in (first, second)] == [1, 2]


def test_a_diary_entry_is_replaced_by_voiding_and_an_equal_one_stays(record: Record, episode: Episode) -> None:
    with record.unit_of_work() as unit:
        morning, evening = unit.diary.put_sessions(episode.id, [RUN, replace(RUN, slot=2)])
        unit.commit()
    with record.unit_of_work() as unit:
        changed, same = unit.diary.put_sessions(episode.id, [replace(RUN, pain_24h=4), replace(RUN, slot=2)])
        unit.commit()
        assert same == evening
        assert changed.id != morning.id
        assert unit.diary.sessions(episode.id) == (changed, evening)
        detail = unit.audit.entries(1)[0].detail
        assert (detail["added"], detail["replaced"]) == (0, 1)
    with record.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT pain_24h, voided_at IS NULL FROM diary_session WHERE slot = 1").all()
    assert sorted(rows) == [(1, 0), (4, 1)]


def test_sessions_and_days_are_given_by_date(record: Record, episode: Episode) -> None:
    with record.unit_of_work() as unit:
        unit.diary.put_sessions(episode.id, [replace(RUN, on=MONDAY + n * DAY) for n in reversed(range(7))])
        unit.diary.put_days(
            episode.id, [DiaryDay(MONDAY + n * DAY, "part", 3, 10, 7.5, 4, 58, False, "ok") for n in range(7)]
        )
        unit.diary.put_days(episode.id, [DiaryDay(MONDAY, "yes")])
        unit.commit()
        since, until = MONDAY + 2 * DAY, MONDAY + 4 * DAY
        assert [s.on for s in unit.diary.sessions(episode.id, since, until)] == [MONDAY + n * DAY for n in (2, 3, 4)]
        assert [d.on for d in unit.diary.days(episode.id, until=since)] == [MONDAY + n * DAY for n in (0, 1, 2)]
        assert unit.diary.days(episode.id)[0] == DiaryDay(MONDAY, "yes")
        assert unit.diary.days(episode.id)[6].sleep_h == 7.5


def test_a_removed_session_is_gone_once_and_its_place_is_free(record: Record, episode: Episode) -> None:
    with record.unit_of_work() as unit:
        (stored,) = unit.diary.put_sessions(episode.id, [RUN])
        unit.diary.remove_session(stored.id, "typed for the wrong week")
        assert unit.diary.sessions(episode.id) == ()
        with pytest.raises(NotOnFileError):
            unit.diary.remove_session(stored.id, "again")
        unit.diary.put_sessions(episode.id, [RUN])
        assert len(unit.diary.sessions(episode.id)) == 1


def test_decisions_and_states_follow_each_other(record: Record, episode: Episode) -> None:
    with record.unit_of_work() as unit:
        assert unit.decisions.latest(episode.id) is None
        assert unit.decisions.newest(episode.id) is None
        assert unit.decisions.current_state(episode.id) is None
        unit.decisions.add_state(episode.id, MONDAY, {"phase": "PH1", "level": 0})
        first = unit.decisions.add(
            episode.id, MONDAY, {"decision": "HOLD", "load": 1.0}, {"today": "2026-03-02"}, "2026.1"
        )
        unit.decisions.respond(first.id, "overridden", "REGRESS", "tired")
        unit.decisions.add_state(episode.id, MONDAY, {"phase": "PH1", "level": 1}, first.id)
        second = unit.decisions.add(episode.id, MONDAY + DAY, {"decision": "PROGRESS"}, {}, "2026.1")
        unit.commit()
    with record.unit_of_work() as unit:
        answered, unanswered = unit.decisions.for_episode(episode.id)
        assert (answered.response, answered.final, answered.reason) == ("overridden", "REGRESS", "tired")
        assert answered.decision == first.decision == {"decision": "HOLD", "load": 1.0}
        assert unanswered == second == unit.decisions.latest(episode.id)
        assert unit.decisions.newest(episode.id) == replace(second, case={})
        assert (second.response, second.final) == ("open", "PROGRESS")
        current = unit.decisions.current_state(episode.id)
        assert current is not None
        assert (current.sequence, current.state["level"], current.decision_id) == (2, 1, first.id)
        assert [state.sequence for state in unit.decisions.states(episode.id)] == [1, 2]


def test_a_handout_is_kept_byte_for_byte_and_listed_without_bytes(record: Record, episode: Episode) -> None:
    pdf = bytes(range(256)) * 100
    layout = {"rows": [1, 2], "x": 3.5}
    with record.unit_of_work() as unit:
        sheet = PrintedSheet("diary", "Week 1", "A5", 2, pdf, sheet_id="AB-12", layout=layout, options={"style": "big"})
        kept = unit.handouts.add(episode.id, sheet)
        unit.handouts.add(episode.id, PrintedSheet("exercises", "Exercises", "A4", 1, b"%PDF"))
        unit.commit()
    with record.unit_of_work() as unit:
        assert unit.handouts.get(kept.id) == kept
        assert (kept.pdf, kept.paper, kept.options) == (pdf, "A5", {"style": "big"})
        newest, oldest = unit.handouts.for_episode(episode.id)
        assert oldest == replace(kept, pdf=b"")
        assert (newest.sheet_id, newest.layout) == (None, None)


def test_the_clinic_can_be_renamed(record: Record) -> None:
    with record.unit_of_work() as unit:
        unit.clinics.save(Clinic("Praxis am Hafen", "Letter"))
        unit.commit()
        assert unit.clinics.get() == Clinic("Praxis am Hafen", "Letter")


def test_moments_come_from_the_clock_that_was_given(tmp_path: Path) -> None:
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    with make_record(tmp_path, clock=lambda: noon) as record, record.unit_of_work() as unit:
        assert unit.now() == noon
        assert unit.patients.get(unit.patients.add(RUNNER).id).created_at == noon


def test_three_years_of_diary_are_read_in_a_blink(record: Record, episode: Episode) -> None:
    year = [replace(RUN, on=MONDAY + n * DAY) for n in range(1096)]
    with record.unit_of_work() as unit:
        unit.diary.put_sessions(episode.id, year)
        unit.commit()
    with record.unit_of_work() as unit:
        started = datetime.now(UTC)
        assert len(unit.diary.sessions(episode.id)) == 1096
        assert datetime.now(UTC) - started < timedelta(milliseconds=250)


def test_how_each_exercise_went_is_kept_by_day_and_correcting_it_keeps_the_old_entry(
    record: Record, episode: Episode
) -> None:
    heel = DiaryExercise(MONDAY, "EX-S01", "part", 2, 12, 8, "5 kg", 3, "provoked", "ü <i>")
    stretch = DiaryExercise(MONDAY, "EX-M02", "yes", response="eased")
    better = replace(heel, done="yes", pain_during=1)
    with record.unit_of_work() as unit:
        unit.diary.put_exercises(episode.id, [heel, stretch])
        unit.diary.put_exercises(episode.id, [better, stretch])
        unit.diary.put_exercises(episode.id, [replace(stretch, on=MONDAY + DAY)])
        unit.commit()
    with record.unit_of_work() as unit:
        assert unit.diary.exercises(episode.id, MONDAY, MONDAY) == (stretch, better)
        assert unit.diary.exercises(episode.id, MONDAY + DAY) == (replace(stretch, on=MONDAY + DAY),)
        written = [e.detail for e in unit.audit.entries(9) if e.action == "diary.exercises_written"]
        assert (0, 1) in [(detail["added"], detail["replaced"]) for detail in written]
        with pytest.raises(FieldError, match="same day and exercise"):
            unit.diary.put_exercises(episode.id, [heel, better])


def test_the_newest_answer_to_a_task_stands(record: Record, episode: Episode) -> None:
    with record.unit_of_work() as unit:
        unit.task_answers.answer(episode.id, "fatigue_gait", "later", MONDAY + DAY, "Treadmill broken")
        unit.task_answers.answer(episode.id, "measure:LEFS", "not_needed", None, "Speaks no English")
        unit.task_answers.answer(episode.id, "fatigue_gait", "done", None, "Done at the club")
        unit.commit()
        answers = {answer.task: answer for answer in unit.task_answers.for_episode(episode.id)}
    assert len(answers) == 2
    done = answers["fatigue_gait"]
    assert (done.answer, done.until, done.reason) == ("done", None, "Done at the club")
    assert answers["measure:LEFS"].answer == "not_needed"


def test_the_chosen_review_day_of_a_decision_can_be_moved(record: Record, episode: Episode) -> None:
    with record.unit_of_work() as unit:
        stored = unit.decisions.add(episode.id, MONDAY, {"decision": "HOLD"}, {}, "2026.1")
        assert unit.decisions.next_review(stored.id) is None
        unit.decisions.set_next_review(stored.id, MONDAY + DAY)
        unit.decisions.set_next_review(stored.id, MONDAY + 2 * DAY)
        unit.commit()
        assert unit.decisions.next_review(stored.id) == MONDAY + 2 * DAY


def test_an_outlook_is_known_to_the_version_that_worked_it_out(record: Record, episode: Episode) -> None:
    with record.unit_of_work() as unit:
        unit.outlooks.put([Outlook(episode.id, "1", {"due": []})])
        unit.outlooks.put([Outlook(episode.id, "2", {"due": [["test", "2026-03-09"]]})])
        unit.commit()
        assert unit.outlooks.all("1") == {}
        assert unit.outlooks.all("2") == {episode.id: {"due": [["test", "2026-03-09"]]}}
        unit.outlooks.forget([episode.id])
        assert unit.outlooks.all("2") == {}


def test_print_options_are_kept_for_the_clinic_and_for_each_patient(record: Record, patient: Patient) -> None:
    with record.unit_of_work() as unit:
        clinic = unit.print_options.CLINIC
        assert unit.print_options.get(patient.id) == {}
        unit.print_options.save(clinic, {"style": "normal"})
        unit.print_options.save(patient.id, {"style": "large"})
        unit.print_options.save(patient.id, {"style": "large", "pictures": False})
        unit.commit()
        assert unit.print_options.get(clinic) == {"style": "normal"}
        assert unit.print_options.get(patient.id) == {"style": "large", "pictures": False}
