"""Effort and heart rate: the hardest session of a day, and beats above what is usual for the same task."""

from datetime import date, timedelta

from footrehab_desktop.clinic.series.effort import drift_chart, effort_chart
from footrehab_desktop.clinic.series.words import SELF_REPORTED
from tests.support.course_file import course_file, run, state

MONDAY = date(2026, 3, 2)
TODAY = date(2026, 3, 31)


def on(day: int) -> date:
    return MONDAY + timedelta(days=day)


def test_the_hardest_session_of_a_day_stands_with_its_own_plan() -> None:
    file = course_file(
        sessions=[
            run(on(0), rpe=3, target_rpe=3),
            run(on(0), slot=2, rpe=7, target_rpe=4),
            run(on(2), rpe=4),
            run(on(3), target_rpe=4),
        ]
    )
    chart = effort_chart(file, TODAY)
    assert {line.name: line.values for line in chart.lines} == {
        "Effort felt": ((on(0), 7.0), (on(2), 4.0)),
        "Effort planned": ((on(0), 4.0),),
    }
    assert chart.latest == "Effort felt 4 (04-Mar-2026) · Effort planned 4 (02-Mar-2026)"
    assert chart.note == f"{SELF_REPORTED} 2 or more above the plan holds the next step."


def test_heart_rate_is_compared_with_the_median_of_three_earlier_runs_alike() -> None:
    beats = [140, 142, 150, 155, 139]
    file = course_file(
        sessions=[run(on(2 * at), 20, heart_rate=beat) for at, beat in enumerate(beats)],
        states=[state(on(0), level=3)],
    )
    chart = drift_chart(file, TODAY)
    # 155 against the median 142 of 140, 142, 150; 139 against 146, the median of 140, 142, 150, 155.
    assert chart.lines[0].values == ((on(6), 13.0), (on(8), -7.0))
    assert chart.table.rows[1] == ("08-Mar-2026", "155", "+13", "Run or walk–run")
    assert chart.latest == "139 beats/min, 7 below usual (10-Mar-2026)"
    assert [level.value for level in chart.levels] == [0, 10]
    assert (chart.low, chart.high) == (-30, 30)


def test_heart_rates_without_a_usual_say_what_is_missing() -> None:
    chart = drift_chart(course_file(sessions=[run(on(0), 20, heart_rate=150)]), TODAY)
    assert chart.is_empty
    assert "3 earlier sessions with the same task within 8 weeks" in chart.why_empty


def test_a_value_outside_the_usual_range_widens_it_on_both_sides_and_says_so() -> None:
    file = course_file(sessions=[run(on(at), 20, heart_rate=beat) for at, beat in enumerate([140, 140, 140, 190])])
    chart = drift_chart(file, TODAY)
    assert chart.high == -chart.low >= 50
    assert "usual 30 beats/min" in chart.rescaled
