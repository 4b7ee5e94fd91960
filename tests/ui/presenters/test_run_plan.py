"""The run plan in words: calendar, list, weeks, effort, ground and shoe."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from footrehab_desktop.clinic.run_outlook import EffortTarget, RunningShoe, RunOutlook, weekday_numbers
from footrehab_desktop.progression.heart_rate import heart_rate_zones
from footrehab_desktop.progression.run_calendar import RunStart, VolumeStart
from footrehab_desktop.progression.surfaces import SurfaceStep
from footrehab_desktop.ui.presenters.run_plan import (
    NEVER_ENDS,
    calendar_content,
    effort_lines,
    shoe_lines,
    step_rate_words,
    stops,
    surface_words,
)

MONDAY = date(2026, 3, 16)
EASY = EffortTarget(heart_rate_zones(42, 60)[:2], resting_bpm=60)
OUTLOOK = RunOutlook(
    episode_id="e",
    condition="plantar_heel",
    today=MONDAY,
    phase="PH4",
    level=3,
    ceiling=4,
    stages=RunStart(MONDAY, 3, past=(MONDAY - timedelta(5),), cycle_start=MONDAY, cycle_weeks=8),
    weeks=None,
    next_review_on=MONDAY + timedelta(3),
    target=EASY,
    easy=EASY,
    surface=SurfaceStep(1, 2, MONDAY + timedelta(9)),
    shoes=(),
    goal="",
    plan_week=3,
)


def test_the_calendar_shows_runs_reviews_and_light_weeks_from_the_last_run_on() -> None:
    content = calendar_content(OUTLOOK, "W-GEN", "mon wed fri")
    assert content.heading == "Stage 3 of 12, W-GEN – General walk–run table"
    assert content.summary.startswith("If every session is clean: ")
    assert "Next review: 19-Mar-2026 (Thu)." in content.summary
    assert content.warning == ""
    days = {day.on: day for week in content.weeks for day in week}
    assert min(days) == MONDAY - timedelta(7)
    assert all(len(week) == 7 and week[0].on.weekday() == 0 for week in content.weeks)
    assert days[MONDAY - timedelta(5)].lines == ("11", "ran")
    assert days[MONDAY].lines == ("Today 16", "Stage 3")
    assert days[MONDAY].spoken == (
        "16-Mar-2026 (Mon), today: Stage 3: 1 min run : 1 min walk × 10, 10 of 20 min running."
    )
    assert days[MONDAY + timedelta(3)].lines == ("19 · Review",)
    assert "Review (planned)" in days[MONDAY + timedelta(3)].spoken
    assert days[MONDAY + timedelta(1)].spoken == "17-Mar-2026 (Tue): no run."
    light = [day for day in days.values() if day.light]
    assert {day.on for day in light if day.on < MONDAY + timedelta(28)} == {
        MONDAY + timedelta(back) for back in (14, 16, 18)
    }
    assert all(day.lines[1].startswith("◆ Stage") and "25 % less" in day.spoken for day in light)
    assert days[date(2026, 4, 2)].lines[0] == "2"


def test_the_list_says_the_same_as_the_calendar() -> None:
    content = calendar_content(OUTLOOK, "W-GEN", None)
    in_calendar = [day for week in content.weeks for day in week if day.run]
    in_list = [row for row in content.rows if row.what != "Review"]
    assert len(in_calendar) == len(in_list)
    for day, row in zip(in_calendar, in_list, strict=True):
        assert day.spoken.startswith(row.day)
        assert row.what in day.spoken
        assert row.bouts in day.spoken
    assert sum("Review" in day.lines[0] for week in content.weeks for day in week) == sum(
        row.what == "Review" for row in content.rows
    )


def test_a_stage_with_its_clean_sessions_asks_for_the_review_first() -> None:
    ready = replace(
        OUTLOOK, stages=RunStart(MONDAY, 3, clean=2, cycle_start=MONDAY, cycle_weeks=8), next_review_on=None
    )
    content = calendar_content(ready, "W-GEN", None)
    assert content.summary.startswith("Stage 3 has its clean sessions: review before the next run. If every")
    assert content.weeks[0][0].lines == ("16 · Review", "Stage 4")
    assert "Review (opens stage 4)." in content.weeks[0][0].spoken
    assert [row.what for row in content.rows[:2]] == ["Review", "Stage 4"]


def test_days_that_never_come_to_the_end_are_named() -> None:
    content = calendar_content(OUTLOOK, "W-GEN", "sun")
    assert (content.warning, content.summary) == (NEVER_ENDS, "")
    assert content.weeks
    assert weekday_numbers("mon sun") == {0, 6}
    assert weekday_numbers(None) == set(range(7))


def test_before_the_stages_and_without_a_table() -> None:
    early = replace(OUTLOOK, phase="PH2", level=1, stages=None, target=None, surface=None)
    content = calendar_content(early, "W-GEN", None)
    assert content.weeks == ()
    assert "weeks at least" in content.summary
    assert calendar_content(early, None, None).heading == "No run plan"
    assert surface_words(early) == ""


def test_pace_stands_in_the_list() -> None:
    content = calendar_content(OUTLOOK, "W-BSI", None)
    assert content.rows[0].note == "50 % pace"


def test_weeks_after_the_stages_name_their_rule() -> None:
    building = replace(OUTLOOK, phase="PH5", stages=None, weeks=VolumeStart(MONDAY, 90, 40, MONDAY, 8))
    content = calendar_content(building, "W-GEN", None)
    assert content.heading == "Building weeks: week 1 of the cycle of 8"
    assert [(row.week, row.minutes) for row in content.volume[:3]] == [
        ("16-Mar-2026", "90 min"),
        ("23-Mar-2026", "99 min"),
        ("30-Mar-2026", "74 min"),
    ]
    assert [row.note for row in content.volume[:4]] == [
        "as planned at the last review",
        "10 % more at most (LD-01, a convention)",
        "light week (LD-07)",
        "close to the last full week (LD-09)",
    ]
    assert content.volume[7].note.endswith("repeat the tests (LD-10)")
    unknown = replace(building, weeks=VolumeStart(MONDAY, None, None, MONDAY, 8))
    content = calendar_content(unknown, "W-GEN", None)
    assert "not known yet" in content.summary
    assert (content.volume[0].minutes, content.volume[0].longest) == ("not known", "not known")


def test_what_stops_it_names_the_patients_own_limit() -> None:
    assert "pain above 4 out of 10" in stops(OUTLOOK)
    assert "any pain at the bone" in stops(replace(OUTLOOK, ceiling=0))


def test_heart_rate_is_rounded_into_the_zone() -> None:
    """C-T13: 108 to 130.8 beats a minute."""
    target = EffortTarget(heart_rate_zones(40, 60)[1:2], resting_bpm=60)
    assert effort_lines(target) == (
        "Base: 108–130 beats/min, effort 3–4 of 10",
        "Worked out from age and a resting heart rate of 60 in the diary (B.7).",
    )
    highest = EffortTarget(heart_rate_zones(40, 60)[4:], resting_bpm=60)
    assert effort_lines(highest)[0] == "Very hard: from 168 beats/min, effort 9–10 of 10"


@pytest.mark.parametrize(
    ("why", "words"),
    [("beta_blocker", "beta-blocker"), ("arrhythmia", "arrhythmia"), ("no_resting_rate", "No resting heart rate")],
)
def test_effort_alone_says_why(why: str, words: str) -> None:
    lines = effort_lines(EffortTarget(heart_rate_zones(40, 60, effort_only=True)[1:2], effort_only=why))
    assert lines[0] == "Base: effort 3–4 of 10"
    assert words in lines[1]


def test_the_step_rate_rises_in_two_steps() -> None:
    assert "5 % first, 10 % at most" in step_rate_words(OUTLOOK)
    assert "forefoot" not in step_rate_words(OUTLOOK)
    assert "No cue to land on the forefoot" in step_rate_words(replace(OUTLOOK, condition="achilles_ins"))


def test_ground_and_shoes() -> None:
    assert surface_words(OUTLOOK) == (
        "SU-1 Treadmill, track or level grass. Next step from 25-Mar-2026: SU-2 firm flat trail, as the only change."
    )
    assert "Next step now" in surface_words(replace(OUTLOOK, surface=SurfaceStep(1, 2, MONDAY)))
    assert surface_words(replace(OUTLOOK, surface=SurfaceStep(2))) == "SU-2 Firm flat trail: as far as this phase goes."
    assert shoe_lines(OUTLOOK) == ("No running shoe is signed in the footwear form.",)
    old, new = RunningShoe("Road", 640, replace=True), RunningShoe("Trail", None, replace=False)
    lines = shoe_lines(replace(OUTLOOK, shoes=(old, new)))
    assert lines == (
        "Road: 640 km. Worn or beyond 500 km (FW-01): advise another, as the week's only change (LD-04).",
        "Trail: distance not recorded",
    )
