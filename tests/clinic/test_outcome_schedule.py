"""Which measures are due when: the plan of the condition, late, early, and always a next day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.outcome_schedule import due_line, due_now, outcome_due, when_words
from footrehab_desktop.progression.codes import CONDITIONS
from footrehab_desktop.progression.measure_table import SCHEDULE_AFTER_WEEKS, SCHEDULE_WEEKS
from footrehab_desktop.records.values import (
    Assessment,
    AssessmentKind,
    Episode,
    EpisodeDetails,
    Observation,
    OutcomeEntry,
    Patient,
    StoredState,
)
from tests.support.session_factory import RUNNER

START = date(2026, 1, 5)
OPENED = datetime(2026, 1, 5, tzinfo=UTC)


def assessed(day: int, *measures: str, kind: AssessmentKind = "review", score: float | None = 50) -> Assessment:
    entries = tuple(OutcomeEntry(code, (), score, 0) for code in measures)
    on = START + timedelta(day)
    return Assessment(f"a{day}", "e", kind, on, (), entries, OPENED + timedelta(day), "c")


def file_of(
    *assessments: Assessment,
    condition: str = "plantar_heel",
    activity: str = "",
    km: float | None = None,
    closed: date | None = None,
    phase: str = "",
) -> EpisodeFile:
    details = EpisodeDetails(condition, "right", START, activity=activity, weekly_km_before=km)
    states = (StoredState("e", 1, START, {"phase": phase, "level": 1}),) if phase else ()
    return EpisodeFile(
        Patient("p", 1, RUNNER, OPENED), Episode("e", "p", details, OPENED, closed), assessments, (), (), (), states
    )


def due(file: EpisodeFile, day: int) -> dict[str, tuple[int, str]]:
    """Day due (counted from the start) and why, by measure."""
    found = outcome_due(file, START + timedelta(day))
    return {each.measure: ((each.due_on - START).days, each.why) for each in found}


def test_before_anything_is_assessed_everything_of_the_condition_is_due_with_the_baseline() -> None:
    assert due(file_of(), 3) == {"FFI": (3, "baseline"), "VAS-first-step": (3, "baseline")}


def test_weeks_count_from_the_baseline_and_what_was_taken_comes_back() -> None:
    file = file_of(assessed(0, "FFI", kind="baseline"))
    assert due(file, 1) == {"VAS-first-step": (0, "baseline"), "FFI": (21, "week 3")}
    assert due(file, 44)["FFI"] == (42, "week 6")
    assert due(file_of(assessed(0, kind="baseline"), assessed(90, "FFI")), 91)["FFI"] == (168, "week 24")


def test_of_alternatives_the_one_that_was_taken_goes_on() -> None:
    file = file_of(assessed(0, "FAAM-ADL", kind="baseline"))
    assert due(file, 1) == {"VAS-first-step": (0, "baseline"), "FAAM-ADL": (21, "week 3")}
    assert "FAAM-ADL" in due(file_of(condition="pttd"), 0)
    assert "FFI" in due(file_of(assessed(0, "FFI"), condition="pttd"), 0)


def test_what_could_not_be_scored_or_is_dated_later_does_not_count() -> None:
    assert due(file_of(assessed(0, "FFI", score=None)), 1)["FFI"] == (0, "baseline")
    assert due(file_of(assessed(0), assessed(30, "FFI")), 25)["FFI"] == (21, "week 3")


def test_the_first_step_line_of_the_pain_section_serves_too() -> None:
    taken = replace(assessed(0, "FFI"), observations=(Observation("first_step_pain", number=40),))
    assert due(file_of(taken), 1) == {"FFI": (21, "week 3"), "VAS-first-step": (21, "week 3")}


@pytest.mark.parametrize(("activity", "km"), [("Trail running", None), ("Football", 20.0)])
def test_runners_are_asked_about_running_and_their_own_activities(activity: str, km: float | None) -> None:
    assert {"UWRI", "PSFS"} <= set(due(file_of(activity=activity, km=km), 0))
    assert not {"UWRI", "PSFS"} & set(due(file_of(activity="Chess"), 0))
    assert list(due(file_of(condition="plantar_plate", activity=activity, km=km), 0)).count("PSFS") == 1


def test_readiness_is_asked_on_the_way_back_to_sport() -> None:
    assert "I-PRRS" in due(file_of(phase="PH5"), 0)
    assert "I-PRRS" not in due(file_of(phase="PH1"), 0)


def test_a_closed_episode_asks_for_nothing() -> None:
    file = file_of(closed=START)
    assert outcome_due(file, START) == ()
    assert due_line((), START) == ""


def test_the_line_says_what_is_due_how_late_and_what_comes_next() -> None:
    file = file_of(
        assessed(0, "VISA-A", kind="baseline"), assessed(21, "TSK-11"), condition="achilles_mid", activity="Running"
    )
    today = START + timedelta(22)
    dues = outcome_due(file, today)
    assert due_line(dues, today) == (
        "Due now, week 3, 1 day late: VISA-A, UWRI, PSFS · Next: TSK-11 on 16-Feb-2026 (week 6)"
    )
    assert when_words(dues[0], START + timedelta(21)) == "week 3"
    assert when_words(dues[0], START + timedelta(23)) == "week 3, 2 days late"
    assert due_now(dues[-1:], today) == ""
    assert due_line(dues[-1:], today) == "Next: TSK-11 on 16-Feb-2026 (week 6)"


@given(
    st.sampled_from(sorted(CONDITIONS)),
    st.lists(
        st.tuples(st.integers(0, 500), st.sets(st.sampled_from(["FFI", "LEFS", "PSFS", "UWRI", "VISA-A"]))), max_size=6
    ),
    st.integers(0, 600),
    st.booleans(),
)
def test_each_measure_has_one_next_day_of_the_schedule_and_never_one_before(
    condition: str, taken: list[tuple[int, set[str]]], day: int, runs: bool
) -> None:
    assessments = tuple(assessed(on, *sorted(measures)) for on, measures in sorted(taken, key=lambda each: each[0]))
    file = file_of(*assessments, condition=condition, activity="Runner" if runs else "")
    today = START + timedelta(day)
    found = outcome_due(file, today)
    assert found
    assert len({each.measure for each in found}) == len(found)
    assert list(found) == sorted(found, key=lambda each: each.due_on)
    assert len({each.due_on for each in found if each.is_due(today)}) <= 1, "what is due is due since the same day"
    start = min((a.assessed_on for a in assessments), default=today)
    for each in found:
        weeks, rest = divmod((each.due_on - start).days, 7)
        assert rest == 0
        assert weeks in SCHEDULE_WEEKS or weeks % SCHEDULE_AFTER_WEEKS == 0
        assert each.last_on is None or each.due_on > each.last_on
        assert each.last_on is None or each.last_on <= today
