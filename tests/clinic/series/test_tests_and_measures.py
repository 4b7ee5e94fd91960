"""Tests of sides and of the whole person, and outcome measures with the change that counts."""

from datetime import date, timedelta

import pytest

from footrehab_desktop.clinic.series.outcomes import outcome_charts
from footrehab_desktop.clinic.series.sided_tests import norm_population, sided_test_sources
from footrehab_desktop.clinic.series.whole_tests import whole_test_sources
from footrehab_desktop.records.values import Observation, OutcomeEntry
from tests.support.course_file import course_file, state
from tests.support.episode_file import signed
from tests.support.session_factory import shipped_forms

FIRST = date(2026, 1, 5)
TODAY = date(2026, 3, 31)


def on(weeks: int) -> date:
    return FIRST + timedelta(weeks=weeks)


def charts_of(file):
    return {source.code: source.content for source in sided_test_sources(file, shipped_forms(), TODAY)}


def heel_raises(left, right, set_up="incline"):
    return (
        Observation("heel_raise", "left", left, set_up=set_up),
        Observation("heel_raise", "right", right, set_up=set_up),
    )


def test_sides_symmetry_norm_and_gate_of_a_test() -> None:
    file = course_file(
        signed(on(0), *heel_raises(24, 12)), signed(on(6), *heel_raises(24, 20)), states=[state(on(0), "PH3", 2)]
    )
    charts = charts_of(file)
    sides, symmetry = charts["test:heel_raise"], charts["lsi:heel_raise"]
    assert [(line.name, line.values) for line in sides.lines] == [
        ("LEFT foot", ((on(0), 24.0), (on(6), 24.0))),
        ("RIGHT foot (involved)", ((on(0), 12.0), (on(6), 20.0))),
    ]
    assert (sides.low, sides.high, sides.rescaled) == (0, 60, "")
    # Born 1984, a woman of 42: norm 24. The gate PH3 to PH4 asks for 20 or 80 % of the norm, the smaller.
    assert [(zone.low, zone.label) for zone in sides.zones] == [(24, "Norm (women, 40 to 49 years): 24 reps or more")]
    assert [level.value for level in sides.levels] == [pytest.approx(19.2)]
    assert symmetry.lines[0].values == ((on(0), 50.0), (on(6), 83.3))
    assert [level.label for level in symmetry.levels] == ["Next gate 90 %"]


def test_a_norm_holds_for_its_set_up_only() -> None:
    assert not charts_of(course_file(signed(on(0), *heel_raises(24, 20, "flat"))))["test:heel_raise"].zones


def test_foot_off_excursion_is_drawn_against_its_own_noise() -> None:
    answers = (Observation("foot_off_excursion", "left", 30), Observation("foot_off_excursion", "right", 20))
    chart = charts_of(course_file(signed(on(0), *answers)))["test:foot_off_excursion"]
    assert [(zone.low, zone.high) for zone in chart.zones] == [(15, 25)]
    assert "can be error" in chart.zones[0].label
    without = charts_of(course_file())
    assert without["test:foot_off_excursion"].is_empty
    assert "Film the push-off" in without["test:foot_off_excursion"].why_empty
    assert without["tests"].is_empty


@pytest.mark.parametrize(
    ("test", "age", "sex", "words"),
    [
        ("heel_raise", 25, "male", "men, up to 29 years"),
        ("heel_raise", 72, "not_known", "the higher of both sexes, 70 years and older"),
        ("single_leg_stance", 45, "female", "adults, 40 to 49 years"),
        ("toe_strength", 45, "female", ""),
    ],
)
def test_a_norm_names_its_population(test, age, sex, words) -> None:
    assert norm_population(test, age, sex) == words


def test_a_test_without_sides_has_one_line_and_the_word_for_its_change() -> None:
    file = course_file(
        signed(on(0), Observation("brisk_walk_30", None, 5)), signed(on(6), Observation("brisk_walk_30", None, 1))
    )
    (source,) = whole_test_sources(file, shipped_forms(), TODAY)
    chart = source.content
    assert chart.lines[0].values == ((on(0), 5.0), (on(6), 1.0))
    assert (chart.low, chart.high) == (0, 10)
    assert chart.note.startswith("Since the first: Better by 4 NPRS")


def lefs(points):
    return OutcomeEntry("LEFS", (points // 20,) * 20, float(points), 0)


def test_a_measure_shows_the_change_that_counts_around_first_and_previous_score() -> None:
    file = course_file(*(signed(on(3 * at), outcomes=[lefs(score)]) for at, score in enumerate((40, 48, 60))))
    (chart,) = outcome_charts(file, shipped_forms(), TODAY)
    assert chart.lines[0].values == ((on(0), 40.0), (on(3), 48.0), (on(6), 60.0))
    assert (chart.low, chart.high) == (0, 80)
    assert [(zone.low, zone.high, zone.label) for zone in chart.zones] == [
        (31, 49, "MDC90 9 around the first score"),
        (39, 57, "MDC90 9 around the previous score"),
    ]
    assert chart.latest == "60 points (16-Feb-2026)"
    assert chart.table.rows[0][2].startswith("LEFS went from 48 to 60, 12 better: a certain and meaningful change")


def test_scores_of_another_formula_are_in_the_table_but_not_in_the_line() -> None:
    old, new = (OutcomeEntry("FFI", (5,) * 23, 50.0, 0, version) for version in ("vas", "total"))
    file = course_file(signed(on(0), outcomes=[old]), signed(on(3), outcomes=[new]), signed(on(6), outcomes=[new]))
    (chart,) = outcome_charts(file, shipped_forms(), TODAY)
    assert [day for day, _score in chart.lines[0].values] == [on(3), on(6)]
    assert len(chart.table.rows) == 3
    assert "table only" in chart.note


def test_first_step_pain_is_a_measure_and_no_measure_says_where_to_enter_one() -> None:
    file = course_file(*(signed(on(at), Observation("first_step_pain", None, 60 - 10 * at)) for at in range(2)))
    (chart,) = outcome_charts(file, shipped_forms(), TODAY)
    assert chart.code == "measure:VAS-first-step"
    assert chart.lines[0].values == ((on(0), 60.0), (on(1), 50.0))
    (empty,) = outcome_charts(course_file(), shipped_forms(), TODAY)
    assert empty.is_empty
    assert "Assess page" in empty.why_empty
