"""Milestones: each is reached on its first day, from what was noted alone, and a gap or a first result is none."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.milestones import milestones_of, newest_first, unbroken_minutes
from footrehab_desktop.progression import STAGE_TABLES
from footrehab_desktop.records.values import DiaryDay, DiarySession, Observation, OutcomeEntry, Side
from tests.support.episode_file import file_of, ran, signed, stands
from tests.support.session_factory import HEEL_PAIN, shipped_forms

START = date(2026, 1, 5)
LATER = START + timedelta(days=365)


def day(number: int) -> date:
    return START + timedelta(days=number)


def reached(file: EpisodeFile, today: date = LATER) -> dict[str, int]:
    """Days from the start on which each milestone was reached."""
    return {m.code: (m.on - START).days for m in milestones_of(file, shipped_forms(), today)}


def mornings(pains: list[int | None]) -> list[DiaryDay]:
    return [DiaryDay(day(number), morning_pain=pain) for number, pain in enumerate(pains)]


def raises(number: int, left: float, right: float) -> tuple[date, tuple[Observation, ...]]:
    sides: tuple[tuple[Side, float], ...] = (("left", left), ("right", right))
    return day(number), tuple(Observation("heel_raise", side, value, set_up="incline") for side, value in sides)


def test_a_new_phase_and_the_highest_level_worked_up_to_are_reached_the_first_ones_are_given() -> None:
    states = [stands(day(n), *where) for n, where in ((0, ("PH2", 1)), (7, ("PH2", 3)), (14, ("PH2", 2)),
                                                      (21, ("PH3", 1)))]  # fmt: skip
    assert reached(file_of(states=states)) == {"level:PH2": 7, "phase:PH3": 21}


def test_going_back_and_coming_again_to_a_phase_is_no_second_milestone() -> None:
    states = [stands(day(0), "PH2", 1), stands(day(7), "PH3", 1), stands(day(14), "PH2", 1), stands(day(21), "PH3", 1)]
    assert reached(file_of(states=states)) == {"phase:PH3": 7}


def test_the_first_run_is_the_one_in_the_diary_or_the_one_that_was_typed_before() -> None:
    assert reached(file_of(sessions=[ran(day(9), 6)]))["first_run"] == 9
    typed = file_of(sessions=[ran(day(9), 6)], episode=replace(HEEL_PAIN, first_run_on=day(3)))
    assert reached(typed)["first_run"] == 3


def test_minutes_without_a_break_come_from_the_bouts_of_the_stage() -> None:
    runs = [ran(day(1), 24, level=9, whole=27), ran(day(3), 24, level=10, whole=26), ran(day(5), 30, level=12)]
    file = file_of(sessions=runs, states=[stands(day(0), "PH4", 9)])
    found = reached(file)
    assert (found["run:10"], found["run:20"], found["run:30"]) == (3, 5, 5)


def test_of_a_run_cut_short_only_what_was_run_counts() -> None:
    cut = file_of(sessions=[ran(day(1), 14, level=12, whole=16)], states=[stands(day(0), "PH4", 12)])
    assert "run:10" in reached(cut)
    assert "run:20" not in reached(cut)


def test_a_run_whose_breaks_are_not_known_counts_for_nothing_and_a_whole_session_of_running_does() -> None:
    unknown = file_of(sessions=[ran(day(1), 20)], states=[stands(day(0), "PH2", 1, None)])
    whole = file_of(sessions=[ran(day(1), 20, whole=20)], states=[stands(day(0), "PH2", 1, None)])
    assert "run:20" not in reached(unknown)
    assert reached(whole)["run:20"] == 1


def test_a_run_that_nobody_prescribed_is_not_celebrated() -> None:
    extra = file_of(
        sessions=[replace(ran(day(1), 30, whole=30), outside_plan=True)], states=[stands(day(0), "PH2", 1, None)]
    )
    assert reached(extra) == {}


def test_every_stage_of_every_table_says_how_long_one_runs_without_a_break() -> None:
    for table in STAGE_TABLES.values():
        for stage in table.stages:
            assert 0 <= unbroken_minutes(stage) <= stage.run_min, (table.code, stage.bouts)
            if "continuous" in stage.bouts:
                assert unbroken_minutes(stage) == stage.run_min, (table.code, stage.bouts)


@pytest.mark.parametrize(
    ("bouts", "minutes"),
    [("1:2 x 6", 1), ("14:1 x 2", 14), ("30 continuous", 30), ("walk 30", 0), ("walk 10, jog 15, walk 5", 15),
     ("jog 5, run 20, jog 5", 30)],
)  # fmt: skip
def test_unbroken_minutes_of_each_form_of_a_stage(bouts: str, minutes: float) -> None:
    stage = STAGE_TABLES["W-GEN"].stages[-1]._replace(bouts=bouts)
    assert unbroken_minutes(stage) == minutes


def test_two_weeks_of_low_pain_need_two_weeks_most_of_their_days_and_no_higher_pain() -> None:
    low = mornings([2] * 20)
    assert reached(file_of(days=low))["low_pain"] == 13
    assert "low_pain" not in reached(file_of(days=low[:13]))
    assert "low_pain" not in reached(file_of(days=low[::2][:7] + low[16:16]))
    spoilt = [replace(each, morning_pain=3) if each.on == day(10) else each for each in low]
    assert "low_pain" not in reached(file_of(days=spoilt))


def test_pain_of_the_evening_and_two_days_after_a_session_counts_too() -> None:
    sore = DiarySession(day(8), 1, "strength", impact=False, pain_during=1, pain_48h=4)
    assert "low_pain" not in reached(file_of(days=mornings([0] * 20), sessions=[sore]))


def test_a_week_of_mornings_without_pain_has_no_gap() -> None:
    assert reached(file_of(days=mornings([1, 0, 0, 0, 0, 0, 0, 0])))["free_mornings"] == 7
    assert "free_mornings" not in reached(file_of(days=mornings([0, 0, 0, None, 0, 0, 0, 0])))


@given(st.lists(st.one_of(st.none(), st.integers(0, 3)), max_size=40))
def test_a_free_week_is_found_exactly_when_there_is_one(pains: list[int | None]) -> None:
    ends = [n for n in range(6, len(pains)) if all(pain == 0 for pain in pains[n - 6 : n + 1])]
    assert reached(file_of(days=mornings(pains))).get("free_mornings") == (ends[0] if ends else None)


def test_symmetry_is_reached_by_a_side_that_lagged_behind() -> None:
    first, second, third = (signed(on, *answers) for on, answers in (raises(0, 25, 20), raises(21, 25, 22),
                                                                    raises(42, 25, 23)))  # fmt: skip
    assert reached(file_of(first, second, third)) == {"symmetry:heel_raise": 42}
    assert not reached(file_of(third))


def test_an_outcome_measure_counts_from_the_change_that_matters_to_patients() -> None:
    def lefs(number: int, score: float) -> OutcomeEntry:
        return OutcomeEntry("LEFS", (), score, 0)

    little = file_of(signed(day(0), outcomes=[lefs(0, 50)]), signed(day(21), outcomes=[lefs(1, 55)]))
    real = file_of(signed(day(0), outcomes=[lefs(0, 50)]), signed(day(21), outcomes=[lefs(1, 59)]))
    assert not reached(little)
    assert reached(real) == {"measure:LEFS": 21}
    words = "Lower Extremity Functional Scale: from 50 to 59, an improvement that matters"
    assert [m.words for m in milestones_of(real, shipped_forms(), LATER)] == [words]


def test_a_goal_is_reached_when_it_was_marked_so_and_keeps_the_patients_words() -> None:
    set_up = signed(day(0), Observation("goal_mid", text="Run <b>5 km</b> with Ana"))
    done = signed(day(40), Observation("goal_mid_reached", text="yes"))
    (milestone,) = milestones_of(file_of(set_up, done), shipped_forms(), LATER)
    assert (milestone.code, milestone.on) == ("goal:mid", day(40))
    assert milestone.words == "Goal reached: Run <b>5 km</b> with Ana"
    withdrawn = signed(day(60), Observation("goal_mid_reached", text="no"))
    assert not reached(file_of(set_up, done, withdrawn))


def test_a_step_of_the_ladder_is_mastered_when_fear_has_halved() -> None:
    def step(after: float) -> EpisodeFile:
        answers = (Observation("step_2_activity", text="Stairs, fast"), Observation("step_2_fear", number=4),
                   Observation("step_2_after", number=after), Observation("step_2_on", text="2026-01-20"))  # fmt: skip
        return file_of(signed(day(30), *answers))

    assert reached(step(2)) == {"exposure:2": 15}
    assert not reached(step(3))


def test_what_lies_after_the_day_of_looking_is_not_known_yet() -> None:
    file = file_of(states=[stands(day(0), "PH2", 1), stands(day(30), "PH3", 1)])
    assert not reached(file, day(29))
    assert reached(file, day(30)) == {"phase:PH3": 30}


def test_newest_first() -> None:
    file = file_of(states=[stands(day(0), "PH2", 1), stands(day(9), "PH3", 1), stands(day(30), "PH4", 1)])
    found = newest_first(milestones_of(file, shipped_forms(), LATER))
    assert [m.code for m in found] == ["phase:PH4", "phase:PH3"]
    assert found[0].words == "Entered the phase “Walk–run”"
