"""All charts together: groups, codes, honest looks, ten years, and the last weeks for paper."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.series.course import course_charts, course_sources
from footrehab_desktop.clinic.series.cutting import last_weeks
from footrehab_desktop.clinic.series.words import GROUPS
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, Observation
from footrehab_desktop.resource_files import resource_path
from tests.support.course_file import course_file, run, state
from tests.support.episode_file import signed
from tests.support.session_factory import shipped_forms, shipped_library

TODAY = date(2026, 3, 31)


def charts_of(file):
    return course_charts(file, shipped_forms(), shipped_library(), TODAY)


def full_file(days):
    first = TODAY - timedelta(days=days - 1)
    every = [first + timedelta(days=at) for at in range(days)]
    return course_file(
        *(
            signed(day, Observation("heel_raise", "left", 24), Observation("heel_raise", "right", 20))
            for day in every[::91]
        ),
        days=[
            DiaryDay(day, "part", at % 4, at % 9, 7, 4, 55, confidence=5)
            for at, day in enumerate(every)
            if at % 97 > 20
        ],
        sessions=[
            run(
                day,
                20,
                pain_during=at % 5,
                rpe=4,
                target_rpe=4,
                surface=2,
                shoe="Trainer",
                distance_km=4,
                heart_rate=140,
            )
            for at, day in enumerate(every)
        ],
        exercises=[DiaryExercise(day, "EX-I05", response="eased") for day in every],
        states=[state(day, "PH4", at % 12, baseline_pain=1) for at, day in enumerate(every[::14])],
    )


def test_an_empty_file_lists_every_chart_with_what_to_record() -> None:
    charts = charts_of(course_file())
    assert all(chart.is_empty and chart.why_empty.endswith(".") and chart.group in GROUPS for chart in charts)
    assert {chart.group for chart in charts} == set(GROUPS)
    assert [chart.group for chart in charts] == sorted((c.group for c in charts), key=GROUPS.index)
    assert len({chart.code for chart in charts}) == len(charts)


def test_ten_years_are_drawn_whole_and_every_point_lies_on_its_scale() -> None:
    charts = charts_of(full_file(3650))
    assert {chart.code for chart in charts if chart.is_empty} == {"test:foot_off_excursion", "measures"}
    for chart in charts:
        for line in chart.lines:
            assert [day for day, _value in line.values] == sorted(day for day, _value in line.values)
            assert all(chart.low <= value <= chart.high for _day, value in line.values), (chart.code, line.name)
            assert all(chart.first <= day <= chart.last for day, _value in line.values)
        top = chart.high if chart.right is None else chart.right.high
        assert all(0 <= bar.value <= top for bar in chart.bars)
        assert len({(line.colour, line.symbol) for line in chart.lines if line.look != "steps"}) == sum(
            line.look != "steps" for line in chart.lines
        )
        assert list(chart.readings) == sorted(chart.readings)


def test_gaps_of_ten_years_stay_gaps() -> None:
    (stiffness,) = (chart for chart in charts_of(full_file(3650)) if chart.code == "stiffness")
    pieces = stiffness.lines[0].pieces()
    assert len(pieces) == 38
    assert all((later[0][0] - piece[-1][0]).days > 14 for piece, later in pairwise(pieces))


def test_paper_keeps_the_last_weeks_and_what_held_when_they_began() -> None:
    first = TODAY - timedelta(weeks=4)
    for chart in charts_of(full_file(400)):
        cut = last_weeks(chart, 4, TODAY)
        if cut.first != first:
            continue
        assert all(day >= first for line in cut.lines for day, _value in line.values)
        assert cut.note.startswith("Drawn from 4 weeks ago on.")
        for line, whole in zip(cut.lines, chart.lines, strict=True):
            assert set(line.values) - set(whole.values) <= {(first, value) for _day, value in whole.values}
    (stage,) = (chart for chart in charts_of(full_file(400)) if chart.code == "stage")
    held = [value for day, value in stage.lines[0].values if day <= first][-1]
    assert last_weeks(stage, 4, TODAY).lines[0].values[0] == (first, held)


def test_an_old_result_is_better_than_none() -> None:
    file = course_file(signed(TODAY - timedelta(days=900), Observation("heel_raise", "left", 24)))
    (chart,) = (chart for chart in charts_of(file) if chart.code == "test:heel_raise")
    assert last_weeks(chart, 12, TODAY).lines[0].values == chart.lines[0].values


DAYS = st.integers(0, 70).map(lambda back: TODAY - timedelta(days=back - 3))  # three days to come, which do not count
NOTED = st.one_of(st.none(), st.integers(0, 5))
DIARY_DAYS = st.builds(
    DiaryDay,
    DAYS,
    st.sampled_from((None, None, "part")),
    morning_pain=NOTED,
    stiffness_min=NOTED,
    sleep_h=NOTED,
    mood=st.one_of(st.none(), st.integers(1, 5)),
    resting_hr=st.one_of(st.none(), st.integers(40, 80)),
    confidence=NOTED,
)
RUNS = st.builds(
    run,
    DAYS,
    st.sampled_from((None, 0, 20)),
    pain_during=NOTED,
    pain_24h=NOTED,
    pain_48h=NOTED,
    rpe=NOTED,
    surface=st.sampled_from((None, 2)),
    shoe=st.sampled_from((None, "", "Trainer")),
    distance_km=st.sampled_from((None, 4.0)),
    heart_rate=st.sampled_from((None, 140)),
)
EXERCISES = st.builds(
    DiaryExercise,
    DAYS,
    st.just("EX-I05"),
    done=st.sampled_from((None, "yes")),
    response=st.sampled_from((None, "same")),
)


@given(
    days=st.lists(DIARY_DAYS, max_size=2, unique_by=lambda day: day.on),
    runs=st.lists(RUNS, max_size=5, unique_by=lambda session: session.on),
    exercises=st.lists(EXERCISES, max_size=1),
    states=st.sampled_from(((), (state(TODAY, "PH2", 1),), (state(TODAY, "PH4", 2),))),
    tested=st.booleans(),
)
def test_the_list_says_of_every_chart_what_the_chart_will_say(days, runs, exercises, states, tested) -> None:
    sessions = [replace(session, id=str(number)) for number, session in enumerate(sorted(runs, key=lambda s: s.on))]
    file = course_file(
        *((signed(TODAY, Observation("heel_raise", "left", 24), Observation("heel_raise", "right", 20)),) * tested),
        days=sorted(days, key=lambda day: day.on),
        sessions=sessions,
        exercises=exercises,
        states=states,
    )
    for source in course_sources(file, shipped_forms(), shipped_library(), TODAY):
        chart = source.content
        listed = (source.code, source.title, source.group, source.is_empty)
        assert listed == (chart.code, chart.title, chart.group, chart.is_empty)


def test_what_comes_from_the_diary_is_marked_as_self_reported() -> None:
    file = course_file(
        sessions=[run(TODAY, 10, pain_during=1, rpe=3)],
        days=[DiaryDay(TODAY, exercises="yes", stiffness_min=5, sleep_h=8, confidence=7, resting_hr=50)],
    )
    sources = course_sources(file, shipped_forms(), shipped_library(), TODAY)
    drawn = {chart.code: chart.content.note for chart in sources if not chart.is_empty}
    of_the_diary = {"pain", "stiffness", "running", "adherence", "effort", "sleep", "confidence", "resting_heart_rate"}
    assert {code for code, note in drawn.items() if note.startswith("Self-reported")} == of_the_diary & drawn.keys()
    assert of_the_diary <= drawn.keys()


def test_the_help_page_names_every_chart() -> None:
    page = resource_path("help", "17-progress.md").read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    titles = {line.split("|")[1].strip() for line in rows}
    of_families = {"Tests of both sides", "Outcome measures"}
    assert {chart.title for chart in charts_of(course_file())} - of_families <= titles
    assert {"A test of both sides", "A test of both sides, LSI", "Any other test", "An outcome measure"} <= titles
