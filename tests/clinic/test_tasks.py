"""Tasks: what is asked for, why, in which order, and what an answer does to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from footrehab_desktop.clinic.tasks import (
    Answered,
    Task,
    TypedAnswer,
    answer_task,
    make_task,
    rests,
    standing_of_file,
    standing_tasks,
)
from footrehab_desktop.clinic.tasks_figures import FIGURE_ROWS
from footrehab_desktop.clinic.tasks_table import GROUPS, TASK_KINDS, TREND_TITLES
from footrehab_desktop.clinic.usual_time import usual_time
from footrehab_desktop.errors import FieldError
from footrehab_desktop.progression.catalogue import DECISION_ROWS, TASK_ROWS, covered_ids
from footrehab_desktop.records.values import DiaryDay, DiarySession
from footrehab_desktop.records.values_board import Standing
from tests.support.episode_file import file_of
from tests.support.session_factory import TODAY, ClinicWithPatient, shipped_library

DAY = timedelta(days=1)
CALM = Standing(
    assessed=True, phase="PH4", level=3, started_on=TODAY - 20 * DAY, decision="PROGRESS", response="accepted",
    urgency=None, decided_on=TODAY - 3 * DAY, next_review_on=TODAY + 4 * DAY, last_entry_on=TODAY - DAY,
)  # fmt: skip
PAUSED = {"decision": "PAUSE", "decided_on": TODAY - 2 * DAY}


def titles(reassessed_on: date | None = None, **changes: object) -> list[tuple[str, str]]:
    standing = replace(CALM, **changes)  # type: ignore[arg-type]  # fields by name
    found = standing_tasks(standing, TODAY - 30 * DAY, reassessed_on, TODAY)
    return [(task.title, task.page) for task in sorted(found, key=lambda task: task.kind.rank)]


@pytest.mark.parametrize(
    ("changes", "reassessed_on", "first"),
    [
        ({"decision": "REFER", "urgency": "SAME_DAY", "response": "open"}, None, ("Refer: same day", "review")),
        ({"decision": "REFER", "response": "documented"}, None, ("Referred: reassess", "summary")),
        ({"response": "open"}, None, ("A review waits for your answer", "review")),
        (PAUSED, None, ("Paused: reassess", "summary")),
        (PAUSED, TODAY - 3 * DAY, ("Paused: reassess", "summary")),
        (PAUSED, TODAY, ("Reassessed 16-Mar-2026: review again", "review")),
        ({"next_review_on": TODAY}, None, ("Review due today", "review")),
        ({"next_review_on": TODAY - DAY}, None, ("Review overdue by 1 day", "review")),
        ({"next_review_on": TODAY - 9 * DAY}, None, ("Review overdue by 9 days", "review")),
        ({"assessed": False, "phase": None}, None, ("First assessment not signed", "assess")),
        ({"phase": None}, None, ("Plan not started", "plan")),
        ({"last_entry_on": TODAY - 7 * DAY}, None, ("No diary entry for 7 days", "diary")),
        ({"last_entry_on": None}, None, ("No diary entry for 20 days", "diary")),
    ],
)
def test_where_an_episode_stands_asks_for_one_thing_first(
    changes: dict[str, object], reassessed_on: date | None, first: tuple[str, str]
) -> None:
    assert titles(reassessed_on, **changes)[0] == first


def test_nothing_is_asked_for_while_all_goes_on() -> None:
    assert titles() == []
    assert titles(last_entry_on=TODAY - 6 * DAY) == []


def test_an_open_referral_comes_before_everything_and_cannot_be_set_aside() -> None:
    every = titles(decision="REFER", urgency="URGENT", response="open", next_review_on=TODAY, last_entry_on=None)
    assert every[0] == ("Refer: urgent", "review")
    assert len(every) == 3
    task = make_task("refer", "refer", TODAY, TODAY, {"urgency": "urgent"})
    assert not rests(task, Answered("not_needed", TODAY, None), TODAY)


def test_the_reason_names_figures_days_and_rule_of_the_day_of_looking() -> None:
    task = make_task("stuck", "stuck:PH2", TODAY - 63 * DAY, TODAY,
                     {"phase": "PH2", "usual": "3 to 8 weeks", "entered": "12-Jan-2026"})  # fmt: skip
    assert (task.title, task.rule) == ("9 weeks in PH2", "B.2")
    assert task.why == "PH2 usually takes 3 to 8 weeks; entered 12-Jan-2026. Look for what holds it back."


def measure() -> Task:
    return make_task("measure", "measure:LEFS", TODAY, TODAY, {"measure": "LEFS", "when": "week 6", "last": "never"})


def test_what_was_done_rests_until_it_is_due_anew() -> None:
    done = Answered("done", TODAY, None)
    assert rests(measure(), done, TODAY + 5 * DAY)
    assert not rests(replace(measure(), since=TODAY + 21 * DAY), done, TODAY + 21 * DAY)


def test_later_rests_until_its_day_and_not_needed_for_good() -> None:
    later = Answered("later", TODAY, TODAY + 7 * DAY)
    assert rests(measure(), later, TODAY + 6 * DAY)
    assert not rests(measure(), later, TODAY + 7 * DAY)
    anew = replace(measure(), since=TODAY + 90 * DAY)
    assert rests(anew, Answered("not_needed", TODAY, None), TODAY + 90 * DAY)
    assert not rests(measure(), None, TODAY)


def test_an_answer_is_kept_with_reason_and_day(clinic: ClinicWithPatient) -> None:
    session, episode_id = clinic.session, clinic.episode_id
    typed = TypedAnswer("later", " Waits for the new pair ", TODAY + 7 * DAY)
    with session.unit_of_work() as unit:
        changes = answer_task(unit, episode_id, measure(), typed, TODAY)
    assert changes.concern_episode(episode_id)
    trend = make_task("trend", "trend:TR-04", TODAY, TODAY, {"title": "T", "sentence": "S", "rule": "TR-04"})
    with session.unit_of_work() as unit:
        answer_task(unit, episode_id, trend, TypedAnswer("done"), TODAY)
    with session.unit_of_work() as unit:
        kept = {each.task: each for each in unit.task_answers.for_episode(episode_id)}
    assert (kept["measure:LEFS"].reason, kept["measure:LEFS"].until) == ("Waits for the new pair", TODAY + 7 * DAY)
    assert kept["trend:TR-04"].until == TODAY + 14 * DAY


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (TypedAnswer("not_needed", "  "), "reason"),
        (TypedAnswer("later"), "until"),
        (TypedAnswer("later", "", TODAY), "until"),
    ],
)
def test_an_answer_that_lacks_something_is_refused_at_its_field(
    clinic: ClinicWithPatient, typed: TypedAnswer, field: str
) -> None:
    with clinic.session.unit_of_work() as unit, pytest.raises(FieldError) as refused:
        answer_task(unit, clinic.episode_id, measure(), typed, TODAY)
    assert refused.value.field == field
    with clinic.session.unit_of_work() as unit:
        assert unit.task_answers.for_episode(clinic.episode_id) == ()


def test_a_task_that_goes_with_the_work_takes_no_answer(clinic: ClinicWithPatient) -> None:
    task = make_task("review", "review", TODAY, TODAY, {"late": "due today"})
    with clinic.session.unit_of_work() as unit, pytest.raises(FieldError):
        answer_task(unit, clinic.episode_id, task, TypedAnswer("done"), TODAY)


def test_the_standing_of_a_file_counts_days_with_something_on_them() -> None:
    file = file_of(
        sessions=[DiarySession(TODAY - 9 * DAY, 1, "run", impact=True)],
        days=[DiaryDay(TODAY - 4 * DAY, mood=3), DiaryDay(TODAY - DAY)],
    )
    assert standing_of_file(file).last_entry_on == TODAY - 4 * DAY
    assert standing_of_file(file).phase is None


def test_every_kind_has_a_group_a_page_and_a_reason() -> None:
    for kind in TASK_KINDS.values():
        assert kind.group in GROUPS
        assert kind.why
        assert kind.page in {"review", "assess", "plan", "diary", "summary"}
    assert TASK_KINDS["refer"].rank == TASK_KINDS["red_flag"].rank == 0
    assert all(kind.rank > 0 for code, kind in TASK_KINDS.items() if code not in {"refer", "red_flag"})


def test_the_rules_that_are_watched_exist_in_the_core() -> None:
    ids = {row.id for row in (*DECISION_ROWS, *TASK_ROWS)}
    assert ids >= TREND_TITLES.keys()
    named = {kind.rule for kind in TASK_KINDS.values()} - {"{rule}", "{gate}"}
    assert {rule for rule in named if not rule.startswith(("S00", "B."))} <= covered_ids()


def test_every_figure_lies_in_its_range_and_names_its_source() -> None:
    for figure in FIGURE_ROWS.values():
        assert figure.lowest <= figure.value <= figure.highest, figure.key
        assert figure.source
        assert figure.mark in {"seed", "found", "derived", "memory", "design"}


@pytest.mark.parametrize(
    ("words", "days"),
    [("2 to 4 weeks", (14, 28)), ("2 days to 2 weeks, longer if walking hurts", (2, 14)), ("3 to 8 weeks", (21, 56))],
)
def test_the_usual_time_is_read_from_the_protocols_words(words: str, days: tuple[int, int]) -> None:
    usual = usual_time(words)
    assert usual is not None
    assert (usual.shortest.days, usual.longest.days) == days


def test_every_protocol_says_how_long_a_phase_takes_or_that_nobody_can_say() -> None:
    without = {
        phase.duration
        for protocol in shipped_library().protocols
        for phase in protocol.phases
        if usual_time(phase.duration) is None
    }
    assert without == {
        "as the physician decides, often 6 weeks and more",
        "as the surgeon decides",
        "cycles of 6 to 8 weeks",
        "open-ended",
    }
