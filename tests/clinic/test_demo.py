"""The demo clinic: what its notes may say, and what its record shows of the program."""

from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from footrehab_desktop.clinic.case_building import EpisodeFile, load_episode
from footrehab_desktop.clinic.chart_marks import chart_marks
from footrehab_desktop.clinic.compare_assessments import compare_assessments
from footrehab_desktop.clinic.demo import DEMO_DAY, DEMO_PASSPHRASE, make_demo_record
from footrehab_desktop.clinic.demo_measures import measures_taken
from footrehab_desktop.clinic.demo_visits import CaseNotes, Typist, load_case_notes
from footrehab_desktop.clinic.diary_corrections import diary_corrections
from footrehab_desktop.clinic.outcome_results import measured_before
from footrehab_desktop.clinic.outcome_schedule import outcome_due, scheduled
from footrehab_desktop.clinic.own_exercises import is_own
from footrehab_desktop.clinic.own_protocols import rulebook_for
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.library.body_chart import body_chart
from footrehab_desktop.library.forms import load_forms
from footrehab_desktop.library.load import load_library
from footrehab_desktop.progression import measure_info
from footrehab_desktop.progression.codes import CONDITIONS, DECISIONS
from footrehab_desktop.records.key_file import list_clinicians
from footrehab_desktop.records.record import unlock_record

NOTES = load_case_notes()
FORMS = load_forms()
PATIENTS = 11  # one of each condition


def every_answer(notes: CaseNotes) -> Iterator[str]:
    for answers in (notes.first, notes.later, notes.always, *(visit.answers for visit in notes.visits)):
        yield from answers
    for visit in notes.visits:
        yield from (visit.amend or {}).get("answers", {})


def test_there_are_notes_for_every_condition():
    assert set(NOTES) == set(CONDITIONS)


@pytest.mark.parametrize("condition", NOTES)
def test_notes_answer_only_what_some_visit_asks(condition):
    notes = NOTES[condition]
    asked = {spec.code for visit in notes.visits for section in FORMS.for_kind(visit.kind) for spec in section.fields}
    assert set(every_answer(notes)) <= asked
    assert {region for visit in notes.visits for region in (*notes.marks, *visit.marks)} <= {
        region.code for region in body_chart().regions
    }


@pytest.mark.parametrize("condition", NOTES)
def test_no_answer_of_the_notes_is_one_that_a_clinician_would_be_asked_to_confirm(condition):
    notes = NOTES[condition]
    typist = Typist(FORMS, notes, condition, age=40, involved="right")
    for visit in notes.visits:
        for answer in typist.observations(visit, DEMO_DAY):
            spec = FORMS.field(answer.code)
            typed = f"{answer.number:g}" if answer.number is not None else answer.text or ""
            assert not spec.check(typed, DEMO_DAY).confirm, (answer, visit.week)


@pytest.mark.parametrize("condition", NOTES)
def test_measures_come_close_to_the_score_that_is_aimed_at(condition):
    notes = NOTES[condition]
    for visit in (notes.visits[0], notes.visits[-1]):
        entries, words = measures_taken(notes, visit)
        place = 0 if visit is notes.visits[0] else 1
        for entry in entries:
            if entry.instrument in notes.measures:
                span = measure_info(entry.instrument).highest - measure_info(entry.instrument).lowest
                assert entry.score == pytest.approx(notes.measures[entry.instrument][place], abs=0.02 * span)
        assert [each.text for each in words] == list(notes.activities)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClinicSession]:
    folder = tmp_path_factory.mktemp("demo") / "clinic"
    make_demo_record(folder, patients=PATIENTS, today=DEMO_DAY)
    with unlock_record(folder, list_clinicians(folder)[0].id, DEMO_PASSPHRASE) as record:
        yield ClinicSession(record, load_library(), load_forms())


@pytest.fixture(scope="module")
def files(demo: ClinicSession) -> Mapping[str, EpisodeFile]:
    with demo.unit_of_work() as unit:
        found = [load_episode(unit, episode.id) for episode in unit.episodes.active()]
    return {file.episode.details.condition: file for file in found}


def test_every_patient_has_marks_and_measures_of_the_baseline_and_of_week_three(files):
    assert set(files) == set(CONDITIONS)
    for condition, file in files.items():
        first, later = file.assessments[0], next(a for a in file.assessments[1:] if a.kind == "review")
        assert (later.assessed_on - first.assessed_on).days == 21, condition
        assert chart_marks(first), condition
        taken = measured_before((first, later))
        for slot in scheduled(file):
            assert any(len(taken.get(measure, ())) == 2 or measure == "VAS-first-step" for measure in slot), condition


def test_no_measure_is_overdue_when_the_visits_keep_to_the_schedule(files):
    late = {
        condition: [due.measure for due in outcome_due(file, DEMO_DAY) if (DEMO_DAY - due.due_on).days > 7]
        for condition, file in files.items()
    }
    assert not any(late.values()), late


def test_most_patients_change_for_the_better_and_one_does_not(demo, files):
    better = {}
    for condition, file in files.items():
        reviews = [a for a in file.assessments if a.kind == "review"]
        compared = compare_assessments(file, demo.forms, file.assessments[0].id, reviews[-1].id, DEMO_DAY)
        ways = [change.direction for row in compared.real_changes for change in row.changes]
        better[condition] = ways.count("better") - ways.count("worse")
    assert better.pop("achilles_ins") == 0
    assert min(better.values()) > 0, better


def test_one_assessment_is_amended_and_one_struck_out(demo, files):
    with demo.unit_of_work() as unit:
        sprain = unit.assessments.for_episode(files["ankle_sprain"].episode.id)
        tendon = unit.assessments.for_episode(files["pttd"].episode.id)
    amendment = next(each for each in sprain if each.amends)
    assert amendment.reason
    assert {o.number for o in amendment.observations if o.code == "tolerates_walking"} == {120}
    assert [each.void_reason for each in tendon if each.voided_at] == ["Answers of another patient were typed here."]


def test_a_suspected_bone_stress_injury_is_referred_with_a_letter_and_taken_up_again(demo, files):
    file = files["forefoot_other"]
    decisions = {each.decided_on: each.final for each in file.decisions}
    assert decisions[date(2026, 3, 2)] == "REFER"
    assert "REFER" not in {decided for on, decided in decisions.items() if on > date(2026, 3, 2)}
    with demo.unit_of_work() as unit:
        kept = unit.handouts.for_episode(file.episode.id)
        letter = " ".join(extract_text(unit.handouts.get(kept[0].id).pdf))
    assert [each.kind for each in kept] == ["referral_letter"]
    assert "DRAFT" not in letter
    assert "metatarsal" in letter


def test_plans_have_rest_days_times_of_day_and_an_own_exercise(demo, files):
    with demo.unit_of_work() as unit:
        plans = {condition: unit.plans.versions(file.episode.id) for condition, file in files.items()}
        book = rulebook_for(unit, "flatfoot")
    items = [item for versions in plans.values() for item in versions[0].items]
    assert any(item.rest_s for item in items)
    assert {"mon wed fri", "tue fri"} & {item.days for item in items}
    assert {"morning", "evening"} <= {item.time_of_day for item in items}
    assert any(is_own(item.exercise_id) for item in plans["plantar_heel"][0].items)
    assert any(len(versions) > 1 and versions[0].decision_id for versions in plans.values())
    assert book["GA-23.reps"] == 15


def test_a_slip_of_typing_was_corrected(demo, files):
    with demo.unit_of_work() as unit:
        (found,) = diary_corrections(unit, files["plantar_heel"].episode.id)
    (value,) = found.values
    assert (value.meaning, value.old) == ("Minutes", f"{value.new}0")


def test_every_kind_of_decision_is_seen(files):
    assert {decision.final for file in files.values() for decision in file.decisions} == set(DECISIONS)


def test_diaries_are_plausible_and_show_gaps_answers_by_exercise_and_a_flare(files):
    for condition, file in files.items():
        weeks = (DEMO_DAY - file.episode.details.plan_start).days // 7
        assert 2 * weeks <= len(file.sessions) <= 3 * weeks, condition
        assert 6 * weeks <= len(file.days) <= 7 * weeks, condition
    assert max(session.pain_during for session in files["bsi_low"].sessions) == 0
    assert any(len(file.days) < (DEMO_DAY - file.episode.details.plan_start).days for file in files.values())
    plate = files["plantar_plate"]
    assert {entry.response for entry in plate.exercises} == {"eased", "same", "provoked", None}
    assert all(day.exercises is None for day in plate.days)
    worst = max(plate.sessions, key=lambda session: session.pain_during)
    assert worst.pain_during >= 4
    assert (worst.on - plate.episode.details.plan_start).days // 7 == 3
    runs = [session for session in files["plantar_heel"].sessions if session.run_min]
    assert {session.level for session in runs} >= {3, 4}
    assert all(session.distance_km and session.heart_rate for session in runs)
