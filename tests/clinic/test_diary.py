"""The typed week: stored once, shown again the same, refused as a whole when one value cannot be taken."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footrehab_desktop.clinic.diary import DiaryColumn, DiaryWeek, check_day, check_session, load_week, save_week
from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.values import DiaryDay, DiarySession
from tests.support.session_factory import TODAY

MONDAY = date(2026, 3, 9)
RUN = DiarySession(on=MONDAY, slot=1, kind="run", impact=True, minutes=30, run_min=10, pain_during=2)


def week_of(*columns: DiaryColumn) -> DiaryWeek:
    given_days = {column.on: column for column in columns}
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    return DiaryWeek(MONDAY, tuple(given_days.get(on, DiaryColumn(on, DiaryDay(on))) for on in days))


def save(clinic, week, today=TODAY):
    with clinic.session.unit_of_work() as unit:
        return save_week(unit, clinic.episode_id, week, today)


def load(clinic, start=MONDAY):
    with clinic.session.unit_of_work() as unit:
        return load_week(unit, clinic.episode_id, start)


def without_ids(week: DiaryWeek) -> DiaryWeek:
    columns = (replace(c, sessions=tuple(replace(s, id="") for s in c.sessions)) for c in week.columns)
    return replace(week, columns=tuple(columns))


def test_a_week_is_shown_again_as_it_was_typed(clinic):
    second = replace(RUN, slot=2, kind="strength", impact=False, run_min=None)
    monday = DiaryColumn(MONDAY, DiaryDay(MONDAY, exercises="yes", sleep_h=7.5, mood=4), (RUN, second), 3, 12)
    changes = save(clinic, week_of(monday))
    shown = without_ids(load(clinic))
    assert changes.diary == {clinic.episode_id}
    assert shown.columns[0] == monday
    assert shown.columns[1].day == DiaryDay(MONDAY + timedelta(days=1), morning_pain=3, stiffness_min=12)


def test_the_morning_after_sunday_belongs_to_the_next_week(clinic):
    sunday = MONDAY + timedelta(days=6)
    save(clinic, week_of(DiaryColumn(sunday, DiaryDay(sunday), (), 4, None)))
    next_monday = load(clinic, MONDAY + timedelta(days=7)).columns[0]
    assert next_monday.day.morning_pain == 4
    assert load(clinic).columns[6].next_morning_pain == 4


def test_a_session_taken_out_of_the_week_is_gone_and_an_unchanged_one_keeps_its_id(clinic):
    tuesday = MONDAY + timedelta(days=1)
    both = week_of(
        DiaryColumn(MONDAY, DiaryDay(MONDAY), (RUN,)),
        DiaryColumn(tuesday, DiaryDay(tuesday), (replace(RUN, on=tuesday),)),
    )
    save(clinic, both)
    kept = load(clinic).columns[0].sessions[0].id
    save(clinic, week_of(DiaryColumn(MONDAY, DiaryDay(MONDAY), (RUN,))))
    after = load(clinic)
    assert after.columns[0].sessions[0].id == kept
    assert after.columns[1].sessions == ()


def test_two_entries_for_one_session_are_refused_and_nothing_is_saved(clinic):
    twice = DiaryColumn(MONDAY, DiaryDay(MONDAY), (RUN, replace(RUN, pain_during=5)))
    with pytest.raises(FieldError, match="two entries for the same session"):
        save(clinic, week_of(twice))
    assert load(clinic).coverage == 0


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"pain_during": 11}, "pain_during", "Pain during takes a number from 0 to 10."),
        ({"pain_during": -1}, "pain_during", "Pain during takes a number from 0 to 10."),
        ({"swelling": 4}, "swelling", "Swelling takes a number from 0 to 3."),
        ({"run_min": 31}, "run_min", "Running minutes cannot be more than the minutes of the whole session."),
        ({"on": TODAY + timedelta(days=1)}, "on", "This day has not come yet. Enter sessions up to today."),
    ],
)
def test_a_session_that_cannot_be_is_refused(change, field, sentence):
    with pytest.raises(FieldError) as refusal:
        check_session(replace(RUN, **change), TODAY)
    assert (refusal.value.field, str(refusal.value)) == (field, sentence)


def test_a_day_to_come_is_refused():
    with pytest.raises(FieldError, match="has not come yet"):
        check_day(DiaryDay(TODAY + timedelta(days=1), mood=3), TODAY)


pains = st.none() | st.integers(0, 10)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.lists(st.tuples(pains, pains, st.none() | st.integers(0, 60)), min_size=7, max_size=7))
def test_whatever_is_typed_is_shown_again(clinic, typed):
    columns = []
    for offset, (during, morning, stiffness) in enumerate(typed):
        on = MONDAY + timedelta(days=offset)
        sessions = () if during is None else (replace(RUN, on=on, pain_during=during),)
        columns.append(DiaryColumn(on, DiaryDay(on, exercises="yes"), sessions, morning, stiffness))
    save(clinic, DiaryWeek(MONDAY, tuple(columns)), TODAY + timedelta(days=7))
    shown = without_ids(load(clinic))
    assert [(c.sessions, c.next_morning_pain, c.next_morning_stiffness_min) for c in shown.columns] == [
        (c.sessions, c.next_morning_pain, c.next_morning_stiffness_min) for c in columns
    ]
