"""The outlook: worked out once, right on every later day, forgotten with every change; what it says and why."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from footrehab_desktop.clinic.case_building import EpisodeFile, load_episode
from footrehab_desktop.clinic.caseload import read_caseload, read_changed, tasks_of_episode, work_out_outlooks
from footrehab_desktop.clinic.demo import DEMO_PASSPHRASE, make_demo_record
from footrehab_desktop.clinic.outlook import OUTLOOK_VERSION, Due, due_on, read_standing, work_out
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.tasks import Task, TypedAnswer, answer_task, standing_of_file
from footrehab_desktop.records.key_file import list_clinicians
from footrehab_desktop.records.record import unlock_record
from footrehab_desktop.records.values import (
    Assessment,
    DiaryDay,
    DiaryExercise,
    DiarySession,
    Observation,
    OutcomeEntry,
    StoredDecision,
)
from tests.support.episode_file import file_of, moment, ran, signed, stands
from tests.support.session_factory import (
    HEEL_PAIN,
    TODAY,
    ClinicWithPatient,
    shipped_forms,
    shipped_library,
    start_plan,
)

DAY = timedelta(days=1)
LATER = (0, 1, 4, 8, 13, 15, 29, 60, 366)


def outlook(file: EpisodeFile, today: date = TODAY) -> dict[str, Any]:
    """Work it out and put it through JSON, as the record does."""
    made: dict[str, Any] = json.loads(json.dumps(work_out(file, (), shipped_library(), shipped_forms(), today)))
    return made


def read(file: EpisodeFile, content: dict[str, Any], on: date) -> Due:
    details = file.episode.details
    return due_on(
        content, read_standing(content), on, plan_start=details.plan_start, reassessed_on=details.reassessed_on
    )


def due(file: EpisodeFile, on: date = TODAY, made: date | None = None) -> dict[str, Task]:
    """What is due on a day, by key."""
    return {task.key: task for task in read(file, outlook(file, made or on), on).tasks}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[EpisodeFile, ...]]:
    """Every episode of the demo clinic, read once."""
    folder = tmp_path_factory.mktemp("demo") / "clinic"
    make_demo_record(folder, patients=6, today=TODAY)
    record = unlock_record(folder, list_clinicians(folder)[0].id, DEMO_PASSPHRASE)
    session = ClinicSession(record, shipped_library(), shipped_forms())
    with session.unit_of_work() as unit:
        yield tuple(load_episode(unit, episode.id) for episode in unit.episodes.active())
    session.close()


def test_as_days_pass_an_outlook_says_what_one_worked_out_on_that_day_says(demo: tuple[EpisodeFile, ...]) -> None:
    for file in demo:
        content = outlook(file)
        for days in LATER:
            on = TODAY + days * DAY
            kept, fresh = read(file, content, on), read(file, outlook(file, on), on)
            assert [(task.key, task.title) for task in kept.tasks] == [(t.key, t.title) for t in fresh.tasks], (
                file.episode.details.condition, days,
            )  # fmt: skip
            assert kept.adherence_pct == fresh.adherence_pct


def test_the_demo_asks_for_everything_a_caseload_asks_for(demo: tuple[EpisodeFile, ...]) -> None:
    kinds = set()
    for file in demo:
        content = outlook(file)
        kinds |= {task.kind.code for days in LATER for task in read(file, content, TODAY + days * DAY).tasks}
    assert kinds >= {"review", "tests", "stuck", "check_in", "goal_due", "exposure", "measure", "shoe", "silent"}


def test_every_task_says_why_since_when_and_by_which_rule(demo: tuple[EpisodeFile, ...]) -> None:
    for file in demo:
        content = outlook(file)
        for task in read(file, content, TODAY + 30 * DAY).tasks:
            assert task.why
            assert task.rule
            assert "{" not in f"{task.title}{task.why}{task.rule}"
            assert task.since <= TODAY + 30 * DAY


def under_way(phase: str = "PH2", since: int = 20, **parts: Any) -> EpisodeFile:
    """Assessed and started so many days ago, with what is named."""
    start = TODAY - since * DAY
    assessments = parts.pop("assessments", ())
    states = parts.pop("states", (stands(start, phase, 1),))
    baseline = signed(start, Observation("pain_now", number=2), kind="baseline")
    return file_of(baseline, *assessments, states=states, episode=replace(HEEL_PAIN, plan_start=start, goal="Run"),
                   **parts)  # fmt: skip


def test_a_phase_is_stuck_after_its_usual_time_and_says_how_long() -> None:
    file = under_way("PH1", since=28)
    assert "stuck:PH1" not in due(file)
    task = due(file, TODAY + DAY)["stuck:PH1"]
    assert (task.title, task.since) == ("4 weeks in PH1", TODAY - 28 * DAY)
    assert "2 to 4 weeks" in task.why
    assert "stuck:PH6" not in due(under_way("PH6", since=400))


def test_time_in_a_phase_counts_from_its_first_level_after_the_last_return_to_it() -> None:
    states = [stands(TODAY - n * DAY, *at) for n, at in ((90, ("PH1", 1)), (60, ("PH2", 1)), (20, ("PH1", 2)),
                                                         (10, ("PH1", 3)))]  # fmt: skip
    assert "stuck:PH1" not in due(under_way(since=90, states=states))
    assert "stuck:PH1" in due(under_way(since=90, states=states), TODAY + 9 * DAY)


def answered(*answers: str, first: int = 1) -> list[DiaryDay]:
    """Days back from yesterday on which the exercises were done: yes, part or no."""
    return [DiaryDay(TODAY - (first + n) * DAY, exercises=done) for n, done in enumerate(answers)]  # type: ignore[arg-type]  # one of three


def test_little_done_is_the_cores_own_rule_with_the_first_day_it_held() -> None:
    file = under_way(days=answered(*["no"] * 8, *["yes"] * 8))
    task = due(file)["trend:TR-04"]
    assert (task.rule, task.kind.group) == ("TR-04", "trend")
    assert "60 % is needed" in task.why
    assert TODAY - 8 * DAY < task.since < TODAY
    assert "trend:TR-04" not in due(file, TODAY + 15 * DAY, made=TODAY)


def test_no_response_fires_on_the_day_the_weeks_are_full_without_a_new_look_at_the_diary() -> None:
    start = TODAY - 40 * DAY
    pain = [signed(start + n * DAY, outcomes=[OutcomeEntry("NPRS", (), score, 0)]) for n, score in ((1, 5), (30, 5))]
    file = under_way(since=40, assessments=pain, days=answered(*["yes"] * 12, first=0))
    assert "trend:TR-02" not in due(file)
    assert "trend:TR-02" in due(file, TODAY + 2 * DAY, made=TODAY)


def test_the_fatigue_check_is_due_four_weeks_after_the_last_one() -> None:
    file = under_way("PH5", since=60, sessions=[ran(TODAY - 28 * DAY, 30)])
    assert "gait" not in due(file)
    task = due(file, TODAY + DAY, made=TODAY)["gait"]
    assert (task.rule, task.page) == ("GT-01", "assess")
    assert "28 days" in task.why


def test_an_exercise_that_was_taken_back_is_no_entry() -> None:
    file = under_way(since=30)
    assert "silent" in due(file)
    blank = replace(file, exercises=(DiaryExercise(TODAY, "EX-I05"),))
    assert "silent" in due(blank)
    told = replace(file, exercises=(DiaryExercise(TODAY, "EX-I05", "no"),))
    assert "silent" not in due(told)


def shoe(**answers: float | str) -> Observation:
    ((code, value),) = answers.items()
    return Observation(code, text=value) if isinstance(value, str) else Observation(code, number=value)


def test_a_shoe_counts_its_kilometres_since_the_assessment_and_minutes_where_nothing_else_is_known() -> None:
    runs = [replace(ran(TODAY - n * DAY, 30), shoe="Red", distance_km=5.0 if n % 2 else None) for n in (25, 8, 6, 5)]
    file = under_way(assessments=(signed(TODAY - 15 * DAY, shoe(shoe_1_name="Red"), shoe(shoe_1_km=488.0)),),
                     sessions=runs)  # fmt: skip
    task = due(file)["shoe:Red"]
    assert task.title == "Shoe Red: 503 km"
    assert task.since == TODAY - 5 * DAY
    assert task.why.startswith("Red: 488 km at the assessment, 15 km in the diary (60 min without a distance counted")
    assert task.rule == "FW-01"
    younger = under_way(assessments=(signed(TODAY - 15 * DAY, shoe(shoe_1_name="Red"), shoe(shoe_1_km=400.0)),),
                        sessions=runs)  # fmt: skip
    assert "shoe:Red" not in due(younger)


def test_an_hour_of_strength_in_a_shoe_is_no_distance() -> None:
    gym = [replace(ran(TODAY - n * DAY, 0, whole=60), kind="strength", run_min=None, shoe="Red") for n in (8, 6)]
    told = signed(TODAY - 15 * DAY, shoe(shoe_1_name="Red"), shoe(shoe_1_km=495.0))
    assert "shoe:Red" not in due(under_way(assessments=(told,), sessions=gym))


def test_a_worn_shoe_is_named_whatever_it_ran() -> None:
    answers = (shoe(shoe_2_name="Blue"), shoe(shoe_2_worn="yes"))
    assert (
        due(under_way(assessments=(signed(TODAY - 3 * DAY, *answers),)))["shoe:Blue"].title == "Shoe Blue: visibly worn"
    )


def test_check_ins_orthoses_and_goals_come_on_their_day_and_go_when_noted() -> None:
    day = (TODAY + 5 * DAY).isoformat()
    asked = signed(TODAY - DAY, Observation("athlete_next_on", text=day), Observation("orthosis_review_on", text=day),
                   Observation("goal_mid", text="Run 5 km"), Observation("goal_mid_by", text=day))  # fmt: skip
    file = under_way(assessments=(asked,))
    keys = {"check_in:athlete", "orthosis", "goal:mid"}
    assert not keys & due(file, TODAY + 4 * DAY, made=TODAY).keys()
    assert keys <= due(file, TODAY + 5 * DAY, made=TODAY).keys()
    noted = signed(TODAY + 6 * DAY, Observation("athlete_checked_on", text=(TODAY + 5 * DAY).isoformat()),
                   Observation("support_comfort", number=8), Observation("goal_mid_reached", text="yes"))  # fmt: skip
    assert not keys & due(under_way(assessments=(asked, noted)), TODAY + 7 * DAY).keys()


def test_the_next_step_of_the_ladder_waits_a_week_and_takes_the_place_of_fear() -> None:
    steps = [Observation("step_1_activity", text="Stairs"), Observation("step_1_fear", number=4),
             Observation("step_1_after", number=2), Observation("step_2_activity", text="Jump"),
             Observation("step_2_fear", number=6)]  # fmt: skip
    tsk = OutcomeEntry("TSK-11", (), 30, 0)
    ladder = under_way(assessments=(signed(TODAY - 7 * DAY, *steps, outcomes=[tsk]),))
    assert due(ladder)["exposure:2"].why.startswith("Jump: fear 6/10 before")
    assert "fear" not in due(ladder)
    assert "fear" in due(under_way(assessments=(signed(TODAY - 7 * DAY, outcomes=[tsk]),)))


def test_measures_come_with_the_schedule_and_again_with_its_next_day() -> None:
    file = under_way(since=20)
    assert due(file)["measure:FFI"].why == "Due 24-Feb-2026, with the first assessment; taken last never."
    assert due(file, TODAY + 30 * DAY, made=TODAY)["measure:FFI"].since == TODAY - 20 * DAY + timedelta(weeks=6)


def test_few_entries_in_a_week_are_told_until_there_are_none() -> None:
    file = under_way(days=[DiaryDay(TODAY - n * DAY, mood=3) for n in (0, 2, 4)])
    assert due(file)["coverage"].title == "Diary on 3 of 7 days"
    assert due(file, TODAY + 4 * DAY, made=TODAY)["coverage"].title == "Diary on 2 of 7 days"
    later = due(file, TODAY + 8 * DAY, made=TODAY)
    assert "coverage" not in later
    assert later["silent"].title == "No diary entry for 8 days"
    assert "coverage" not in due(under_way(since=6, days=[DiaryDay(TODAY, mood=3)]))


def fever() -> Observation:
    spec = next(field for field in shipped_forms().fields if field.finding == "fever")
    return Observation(spec.code, number=39.5) if spec.kind == "number" else Observation(spec.code, text="yes")


def referral(response: str, rule: str) -> StoredDecision:
    decision = {"decision": "REFER", "urgency": "URGENT", "next_review_on": None, "reasons": [{"rule": rule}],
                "level": 1, "flares": [], "undecided": []}  # fmt: skip
    return StoredDecision("d", "e", TODAY, decision, {}, "1", response, "REFER", "", "c", moment(TODAY))  # type: ignore[arg-type]  # one of four


def test_a_red_flag_in_a_signed_assessment_is_first_without_any_review_and_stays_there() -> None:
    file = under_way(assessments=(signed(TODAY - DAY, fever()),))
    for on in (TODAY, TODAY + 60 * DAY):
        first = read(file, outlook(file), on).tasks[0]
        assert (first.kind.code, first.kind.rank, first.page) == ("red_flag", 0, "review")
        assert first.rule.startswith("SF-")
        assert first.why.endswith("Review to document the referral.")


def test_a_red_flag_goes_from_the_top_once_its_referral_is_documented_and_no_other_one_does() -> None:
    found = signed(TODAY - DAY, fever())
    rule = _first_rule(found)
    documented = under_way(assessments=(found,), decisions=[referral("documented", rule)])
    assert f"red_flag:{rule}" not in due(documented)
    assert due(documented)["reassess"].title == "Referred: reassess"
    other = under_way(assessments=(found,), decisions=[referral("documented", "HP-03")])
    assert f"red_flag:{rule}" in due(other)
    waiting = under_way(assessments=(found,), decisions=[referral("open", rule)])
    assert read(waiting, outlook(waiting), TODAY).tasks[0].title == "Refer: urgent"


def _first_rule(found: Assessment) -> str:
    file = under_way(assessments=(found,))
    return read(file, outlook(file), TODAY).tasks[0].rule


def test_a_flare_in_the_diary_comes_before_any_review_that_is_overdue() -> None:
    sharp = DiarySession(TODAY - DAY, 1, "run", impact=True, sharp=True, pain_during=7)
    found = read(under_way(sessions=[sharp]), outlook(under_way(sessions=[sharp])), TODAY)
    assert found.tasks[0].key == "flare"
    assert found.tasks[0].title == "Flare on 15-Mar-2026"


def test_what_was_answered_rests_and_is_part_of_the_outlook(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    session, episode_id = clinic.session, clinic.episode_id

    def tasks() -> dict[str, Task]:
        with session.unit_of_work() as unit:
            file = load_episode(unit, episode_id)
            found = tasks_of_episode(unit, session.library, session.forms, file, TODAY)
        return {task.key: task for task in found.due.tasks}

    before = tasks()
    with session.unit_of_work() as unit:
        answer_task(unit, episode_id, before["measure:FFI"], TypedAnswer("not_needed", "Does not read"), TODAY)
    assert before.keys() - tasks().keys() == {"measure:FFI"}


def test_only_what_changed_is_worked_out_again(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    session, episode_id = clinic.session, clinic.episode_id
    with session.unit_of_work() as unit:
        (case,) = read_caseload(unit, TODAY)
        assert not case.known
        (worked_out,) = work_out_outlooks(unit, session.library, session.forms, [case.row], TODAY)
    assert worked_out.known
    with session.unit_of_work() as unit:
        assert tuple(read_caseload(unit, TODAY)) == (worked_out,)
        assert read_changed(unit, frozenset(), TODAY).cases == ()
        unit.diary.put_days(episode_id, [DiaryDay(TODAY, mood=4)])
        unit.commit()
    with session.unit_of_work() as unit:
        (changed,) = read_changed(unit, frozenset({episode_id}), TODAY).cases
        assert changed.row.standing.last_entry_on == TODAY
        unit.episodes.close(episode_id, TODAY)
        unit.commit()
    with session.unit_of_work() as unit:
        assert read_changed(unit, frozenset({episode_id}), TODAY).gone == {episode_id}
        assert unit.outlooks.get(episode_id, OUTLOOK_VERSION) is None


def test_the_standing_of_an_outlook_is_that_of_the_board(demo: tuple[EpisodeFile, ...]) -> None:
    for file in demo:
        assert read_standing(outlook(file)) == standing_of_file(file)


@pytest.mark.parametrize("today", [date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31), date(2027, 1, 1)])
def test_summer_time_and_the_years_end_move_no_day(today: date) -> None:
    file = under_way(days=[DiaryDay(TODAY, mood=3)])
    assert due(file, today, made=TODAY)["silent"].title == f"No diary entry for {(today - TODAY).days} days"
