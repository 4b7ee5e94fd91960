"""Charts as values: what is drawn is what is in the table, and nothing is filled in."""

from datetime import date, timedelta

import pytest

from footrehab_desktop.clinic.progress import Band, LevelStep, PainDay, Progress, RunWeek
from footrehab_desktop.clinic.series.load import level_chart, running_chart
from footrehab_desktop.clinic.series.sided_tests import (
    Frame,
    GateNeed,
    TestPoint,
    gate_needs,
    sides_chart,
    symmetry_chart,
)
from footrehab_desktop.clinic.series.symptoms import pain_chart
from footrehab_desktop.progression import GateItem

TODAY = date(2026, 3, 29)  # the night clocks change in Europe
MONDAY = date(2026, 3, 9)


WEEKS = (RunWeek(MONDAY, 30, False, None), RunWeek(MONDAY + timedelta(days=7), 24, True, 33))


def progress(**changed: object) -> Progress:
    values: dict[str, object] = {
        "ceiling": 4,
        "pain": (PainDay(MONDAY, 2, None, 1), PainDay(TODAY, None, None, 3)),
        "phases": (Band("PH3", MONDAY, date(2026, 3, 20)), Band("PH4", date(2026, 3, 20), TODAY)),
        "levels": (LevelStep(MONDAY, "PH3", 1), LevelStep(date(2026, 3, 20), "PH4", 2)),
        "flares": (date(2026, 3, 15),),
    }
    return Progress(**(values | changed))  # type: ignore[arg-type]  # built from keywords of these very types


def test_pain_is_on_the_fixed_scale_with_gaps_left_open() -> None:
    chart = pain_chart(progress(), TODAY)
    assert (chart.low, chart.high) == (0, 10)
    assert [line.values for line in chart.lines] == [((MONDAY, 2.0),), (), ((MONDAY, 1.0), (TODAY, 3.0))]
    assert chart.table.rows == (("29-Mar-2026", "", "", "3", ""), ("09-Mar-2026", "2", "", "1", ""))
    assert chart.latest == "Pain during 2 (09-Mar-2026) · In the morning 3 (29-Mar-2026)"
    assert chart.before == "In the morning 1 (09-Mar-2026)"
    assert [(span.label, span.first) for span in chart.spans] == [("PH3", MONDAY), ("PH4", date(2026, 3, 20))]
    assert [(mark.on, mark.label) for mark in chart.marks] == [(date(2026, 3, 15), "✱ Flare")]
    assert chart.levels[0].value == 4
    assert len({(line.symbol, line.colour) for line in chart.lines}) == 3


@pytest.mark.parametrize(
    ("ceiling", "words"),
    [
        (4, "0 to 10 (up to 2 safe, up to 4 acceptable, above 4 too much)"),
        (0, "0 to 10 (up to 0 safe, above 0 too much)"),
    ],
)
def test_the_zones_are_said_in_words(ceiling: int, words: str) -> None:
    chart = pain_chart(progress(ceiling=ceiling), TODAY)
    assert chart.unit == words
    assert chart.zones[0].high <= ceiling == chart.zones[1].low


def test_running_weeks_tell_light_weeks_and_limits_in_words() -> None:
    chart = running_chart(progress(), WEEKS, TODAY)
    assert [(bar.value, bar.mark, bar.limit) for bar in chart.bars] == [(30, "", None), (24, "light", 33)]
    assert chart.table.rows[0] == ("16-Mar-2026", "24", "33", "light week")
    assert chart.latest == "24 min, limit 33 min, light week (16-Mar-2026)"
    assert chart.high >= 33


def test_levels_hold_until_the_next_and_the_last_until_today_phase_by_phase() -> None:
    chart = level_chart(progress(), TODAY)
    left = date(2026, 3, 20)
    assert {line.look for line in chart.lines} == {"steps"}
    assert [(line.name, line.values) for line in chart.lines] == [
        ("PH3", ((MONDAY, 1.0), (left, 1.0))),
        ("PH4", ((left, 2.0), (TODAY, 2.0))),
    ]
    assert chart.table.rows[0] == ("20-Mar-2026", "PH4 – Walk–run", "2")


def test_nothing_recorded_is_nothing_to_draw() -> None:
    bare = progress(pain=(), phases=(), levels=(), flares=())
    assert all(chart(bare, TODAY).is_empty for chart in (pain_chart, level_chart))
    assert running_chart(bare, (), TODAY).is_empty


def test_left_comes_first_and_the_involved_side_is_named() -> None:
    points = (
        TestPoint("heel_raise", MONDAY, 24, 20, 83.3),
        TestPoint("heel_raise", TODAY, 25, None, None),
    )
    chart = sides_chart(points, Frame("right"), GateNeed(90, 19.2), TODAY)
    assert [line.name for line in chart.lines] == ["LEFT foot", "RIGHT foot (involved)"]
    assert chart.table.rows == (("29-Mar-2026", "25", "", ""), ("09-Mar-2026", "24", "20", "83 %"))
    assert [level.label for level in chart.levels] == ["Next gate 19.2 reps"]
    symmetry = symmetry_chart(points, GateNeed(90), TODAY)
    assert symmetry.lines[0].values == ((MONDAY, 83.3),)
    assert (symmetry.low, symmetry.high) == (0, 120)
    assert symmetry.levels[0].label == "Next gate 90 %"


@pytest.mark.parametrize(
    ("item", "need", "expected"),
    [
        ("heel_raise_lsi", ">= 90 %", {"heel_raise": GateNeed(symmetry_pct=90)}),
        ("heel_raise_reps", ">= 19.2 reps", {"heel_raise": GateNeed(value=19.2)}),
        ("single_leg_stance", ">= 30 s each side", {"single_leg_stance": GateNeed(value=30)}),
        ("toe_strength", ">= 90 % or paper grip held both", {"toe_strength": GateNeed(symmetry_pct=90)}),
        ("clean_sessions", ">= 4 of 5 sessions", {}),
        ("fatigue_gait", "no item worse when tired", {}),
    ],
)
def test_the_gate_line_is_read_from_what_the_gate_needs(item: str, need: str, expected: dict[str, GateNeed]) -> None:
    assert gate_needs([GateItem("GA-34", item, need, None, "unknown", None, "")]) == expected
