"""Sleep and mood, confidence, resting heart rate, shoes, surfaces, and how exercises were answered."""

from datetime import date, timedelta

from footrehab_desktop.clinic.series.exercise_response import response_chart
from footrehab_desktop.clinic.series.ground import ground_chart, mileage_chart
from footrehab_desktop.clinic.series.recovery import confidence_chart, resting_chart, sleep_chart
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, Observation
from tests.support.course_file import course_file, run
from tests.support.episode_file import signed
from tests.support.session_factory import shipped_library

MONDAY = date(2026, 3, 2)
TODAY = date(2026, 3, 31)


def on(day: int) -> date:
    return MONDAY + timedelta(days=day)


def test_sleep_has_its_own_scale_and_is_never_a_line_with_mood() -> None:
    chart = sleep_chart(course_file(days=[DiaryDay(on(0), sleep_h=7.5, mood=4), DiaryDay(on(1), sleep_h=6)]), TODAY)
    assert [line.values for line in chart.lines] == [((on(0), 4.0),)]
    assert [(bar.first, bar.last, bar.value) for bar in chart.bars] == [(on(0), on(0), 7.5), (on(1), on(1), 6)]
    assert chart.right is not None
    assert (chart.low, chart.high, chart.right.low, chart.right.high) == (0, 5, 0, 12)
    assert chart.table.rows == (("03-Mar-2026", "", "6"), ("02-Mar-2026", "4", "7.5"))


def test_a_night_beyond_the_scale_widens_it() -> None:
    chart = sleep_chart(course_file(days=[DiaryDay(on(0), sleep_h=14)]), TODAY)
    assert chart.right is not None
    assert chart.right.high == 24
    assert chart.rescaled


def test_confidence_and_resting_heart_rate_are_their_own_charts() -> None:
    file = course_file(days=[DiaryDay(on(0), confidence=0), DiaryDay(on(1), resting_hr=26)])
    assert confidence_chart(file, TODAY).lines[0].values == ((on(0), 0.0),)
    resting = resting_chart(file, TODAY)
    assert resting.latest == "Resting heart rate 26 beats/min (03-Mar-2026)"
    assert resting.low == 20
    assert "under it" in resting.rescaled


def shoe(on_day, name, km):
    return signed(on_day, Observation("shoe_1_name", None, text=name), Observation("shoe_1_km", None, km))


def test_a_shoe_counts_on_from_what_the_assessment_said() -> None:
    file = course_file(
        shoe(on(0), "Trainer", 300),
        shoe(on(10), "Trainer", 320),
        sessions=[
            run(on(0), shoe="Trainer", distance_km=5),
            run(on(3), shoe="Trainer", distance_km=4.5),
            run(on(4), shoe="Trainer"),
            run(on(5), distance_km=9),
            run(on(12), shoe="Spikes", distance_km=2),
        ],
    )
    chart = mileage_chart(file, TODAY)
    assert {line.name: line.values for line in chart.lines} == {
        "Trainer": ((on(0), 305.0), (on(3), 309.5), (on(10), 320.0)),
        "Spikes": ((on(12), 2.0),),
    }
    assert [level.value for level in chart.levels] == [500]
    assert chart.high == 800


def test_strips_go_from_the_first_to_the_last_run_alike_and_gaps_stay_open() -> None:
    runs = [run(on(at), surface=step) for at, step in ((0, 1), (3, 1), (5, 2), (20, 2))]
    chart = ground_chart(course_file(sessions=[*runs, run(on(5), slot=2, surface=1, shoe="Trainer")]), TODAY)
    surface, worn = chart.strips
    assert [(piece.first, piece.last, piece.label) for piece in surface.pieces] == [
        (on(0), on(3), "1 Treadmill, track or level grass"),
        (on(5), on(5), "2 Firm flat trail"),
        (on(20), on(20), "2 Firm flat trail"),
    ]
    assert [piece.label for piece in worn.pieces] == ["Trainer"]
    assert not chart.is_empty
    assert not chart.has_scale


def test_what_provokes_comes_first_and_few_answers_are_not_judged() -> None:
    answers = {"EX-I05": ("eased", "eased", "same"), "EX-P04": ("provoked",) * 3 + ("same",), "EX-B02": ("provoked",)}
    entries = [
        DiaryExercise(on(at), exercise, response=answer, pain_during=at)
        for exercise, given in answers.items()
        for at, answer in enumerate(given)
    ]
    file = course_file(exercises=[*entries, DiaryExercise(on(8), "EX-I05", done="yes")])
    library = shipped_library()
    chart = response_chart(file, library, TODAY)
    names = [library.exercise(exercise).name for exercise in ("EX-B02", "EX-P04", "EX-I05")]
    assert [row[0] for row in chart.table.rows] == names
    assert chart.table.rows[1][1:5] == ("0", "1", "3", "1.5")
    assert chart.latest == f"Provokes: {names[1]} (3 of 4 days) · Eases: {names[2]} (2 of 3 days)"
    assert [len(strip.pieces) for strip in chart.strips] == [1, 2, 2]


def test_exercises_done_without_an_answer_draw_nothing() -> None:
    file = course_file(exercises=[DiaryExercise(on(0), "EX-I05", done="yes")])
    assert response_chart(file, shipped_library(), TODAY).is_empty
