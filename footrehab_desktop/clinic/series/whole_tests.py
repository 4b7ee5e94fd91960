"""Charts of tests with one result for the whole person: pain in a test, repetitions, seconds."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from footrehab_desktop.clinic.case_answers import FIRST_STEP_TEST, GRADED_UNITS, result_of, understood
from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.series.daily import Daily, daily_chart
from footrehab_desktop.clinic.series.source import ChartName, ChartSource
from footrehab_desktop.clinic.series.words import TESTS as TEST_GROUP
from footrehab_desktop.clinic.series.words import Values
from footrehab_desktop.library.chart import ChartContent
from footrehab_desktop.library.field_spec import YES_NO
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression.codes import TESTS, TestCode
from footrehab_desktop.progression.real_change import change_row, change_sentence, real_change


def whole_test_sources(file: EpisodeFile, forms: Forms, today: date) -> tuple[ChartSource, ...]:
    """Return the chart of each test on file that has no sides; first-step pain stands among the outcome measures."""
    found = whole_points(file, forms, today)
    return tuple(
        ChartSource(whole_name(test), partial(_chart, TESTS[test], found[test], forms, today), is_empty=False)
        for test in TESTS
        if test in found
    )


def whole_name(test: str) -> ChartName:
    """Return what the chart of a test without sides is called."""
    return ChartName(f"test:{test}", TESTS[test].label, TEST_GROUP)


def whole_points(file: EpisodeFile, forms: Forms, today: date) -> Mapping[str, Values]:
    """Return the results of tests without sides by test, oldest first; tests answered with yes or no have no course."""
    numbers = {
        spec.code: spec.test
        for spec in forms.fields
        if spec.test and not TESTS[spec.test].sided and spec.kind != YES_NO and spec.test != FIRST_STEP_TEST
    }
    found: dict[str, dict[date, float]] = {}
    for assessment in sorted(understood(file.assessments, forms), key=lambda a: (a.assessed_on, a.signed_at)):
        for observation in assessment.observations:
            test, value = numbers.get(observation.code), result_of(observation)
            if test and value is not None and assessment.assessed_on <= today:
                found.setdefault(test, {})[assessment.assessed_on] = value
    return {test: tuple(sorted(values.items())) for test, values in found.items()}


def _chart(code: TestCode, values: Values, forms: Forms, today: date) -> ChartContent:
    spec = next(spec for spec in forms.fields if spec.test == code.code)
    top = next((each for each in (spec.plausible_high, spec.high) if each is not None), code.highest)
    called = whole_name(code.code)
    what = Daily(
        code=called.code,
        group=called.group,
        title=called.title,
        name="Result",
        unit="" if code.unit in GRADED_UNITS else code.unit,
        scale=f"{code.unit}, 0 to {code.highest:g}" if code.unit in GRADED_UNITS else code.unit,
        low=min(0.0, code.lowest),
        high=top,
        why_empty="",
        longest_gap=None,
        note=_note(code, values),
    )
    return daily_chart(what, values, today)


def _note(code: TestCode, values: Values) -> str:
    """Return what the change from the first to the newest result is, where an error figure is known."""
    if len(values) < 2 or change_row(code.code) is None:
        return ""
    return f"Since the first: {change_sentence(real_change(code.code, values[0][1], values[-1][1]), code.unit)}"
