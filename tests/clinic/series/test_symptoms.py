"""Symptoms as they were stored: worst of the day, later pain on its later day, gaps left open."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.progress import progress_of
from footrehab_desktop.clinic.series.symptoms import BASELINE, pain_chart, stiffness_chart
from footrehab_desktop.records.values import DiaryDay
from tests.support.course_file import course_file, decision, run, state

TODAY = date(2026, 3, 29)  # the night clocks change in Europe
DAY = date(2026, 3, 9)


def on(day: int) -> date:
    return DAY + timedelta(days=day)


def lines(file, today=TODAY):
    return {line.name: line.values for line in pain_chart(progress_of(file, today), today).lines}


def test_of_two_sessions_the_worse_counts_and_what_comes_later_stands_on_its_later_day() -> None:
    file = course_file(
        sessions=[
            run(on(0), pain_during=2, pain_evening=4, pain_24h=3, pain_48h=1),
            run(on(0), slot=2, pain_during=5, pain_evening=1),
        ],
        days=[DiaryDay(on(1), morning_pain=1), DiaryDay(on(2), morning_pain=2)],
    )
    assert lines(file) == {
        "Pain during": ((on(0), 5.0),),
        "That evening": ((on(0), 4.0),),
        "In the morning": ((on(1), 3.0), (on(2), 2.0)),
        "After 48 h": ((on(2), 1.0),),
    }


def test_what_lies_after_today_is_not_known_yet() -> None:
    file = course_file(sessions=[run(on(0), pain_during=2, pain_24h=3, pain_48h=4), run(on(1), pain_during=9)])
    assert lines(file, today=on(0)) == {"Pain during": ((on(0), 2.0),), "That evening": (), "In the morning": ()}


def test_usual_pain_is_a_staircase_of_its_changes_until_today() -> None:
    states = [state(on(0), baseline_pain=2), state(on(3), baseline_pain=2), state(on(7), baseline_pain=1)]
    file = course_file(states=states, sessions=[run(on(0), pain_during=2)])
    assert lines(file)[BASELINE] == ((on(0), 2.0), (on(7), 1.0), (TODAY, 1.0))


def test_flares_stand_on_the_day_of_their_session_and_open_decisions_are_no_marks() -> None:
    file = course_file(
        sessions=[run(on(0), pain_during=6)],
        decisions=[
            decision(on(4), "REGRESS", {"flares": [on(1).isoformat()]}),
            decision(on(11), "PROGRESS"),
            decision(on(12), "HOLD", response="open"),
        ],
    )
    marks = pain_chart(progress_of(file, TODAY), TODAY).marks
    assert [(mark.on, mark.label) for mark in marks] == [
        (on(1), "✱ Flare"),
        (on(4), "▼ Regress"),
        (on(11), "▲ Progress"),
    ]


@pytest.mark.parametrize(("days_apart", "pieces"), [(14, 1), (15, 2)])
def test_two_weeks_without_a_value_break_the_line(days_apart: int, pieces: int) -> None:
    file = course_file(days=[DiaryDay(on(0), morning_pain=1), DiaryDay(on(days_apart), morning_pain=2)])
    chart = pain_chart(progress_of(file, TODAY), TODAY)
    (line,) = (line for line in chart.lines if line.name == "In the morning")
    assert len(line.pieces()) == pieces


def test_stiffness_of_nought_is_a_value_and_a_day_without_one_is_none() -> None:
    file = course_file(days=[DiaryDay(on(0), stiffness_min=0), DiaryDay(on(1)), DiaryDay(on(2), stiffness_min=12)])
    chart = stiffness_chart(file, TODAY)
    assert chart.lines[0].values == ((on(0), 0.0), (on(2), 12.0))
    assert chart.table.rows == (("11-Mar-2026", "12"), ("09-Mar-2026", "0"))
    assert (chart.latest, chart.before) == (
        "Stiff on waking 12 min (11-Mar-2026)",
        "Stiff on waking 0 min (09-Mar-2026)",
    )
    assert (chart.high, chart.rescaled) == (30, "")


def test_a_wider_scale_says_so() -> None:
    chart = stiffness_chart(course_file(days=[DiaryDay(on(0), stiffness_min=90)]), TODAY)
    assert chart.high >= 90
    assert chart.rescaled == "The scale goes beyond its usual 30 min: a value lies above it."


def test_nothing_on_file_says_what_to_write() -> None:
    empty = course_file(days=[DiaryDay(on(0))])
    for chart in (pain_chart(progress_of(empty, TODAY), TODAY), stiffness_chart(empty, TODAY)):
        assert chart.is_empty
        assert "diary" in chart.why_empty
        assert not chart.latest


pains = st.none() | st.integers(0, 10)
sessions = st.builds(
    lambda at, slot, *values: run(
        on(at), slot=slot, **dict(zip(("pain_during", "pain_evening", "pain_24h", "pain_48h"), values, strict=True))
    ),
    st.integers(0, 25),
    st.integers(1, 3),
    pains,
    pains,
    pains,
    pains,
)
mornings = st.builds(lambda at, pain: DiaryDay(on(at), morning_pain=pain), st.integers(0, 25), pains)


@given(st.lists(sessions, max_size=30), st.lists(mornings, max_size=20, unique_by=lambda day: day.on))
def test_what_is_stored_is_what_is_drawn(entered, days) -> None:
    file = course_file(sessions=entered, days=days)
    stored: dict[str, set[tuple[date, float]]] = {name: set() for name in lines(file)}
    for session in entered:
        for name, pain, later in (
            ("Pain during", session.pain_during, 0),
            ("That evening", session.pain_evening, 0),
            ("In the morning", session.pain_24h, 1),
            ("After 48 h", session.pain_48h, 2),
        ):
            if pain is not None and session.on + timedelta(days=later) <= TODAY:
                stored.setdefault(name, set()).add((session.on + timedelta(days=later), pain))
    for day in days:
        if day.morning_pain is not None and day.on <= TODAY:
            stored.setdefault("In the morning", set()).add((day.on, day.morning_pain))
    for name, values in lines(file).items():
        assert set(values) <= stored[name]
        assert {at for at, _pain in values} == {at for at, _pain in stored[name]}
        assert all(pain == max(other for there, other in stored[name] if there == at) for at, pain in values)
        assert list(values) == sorted(values)
