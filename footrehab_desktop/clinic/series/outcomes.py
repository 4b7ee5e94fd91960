"""Charts of outcome measures: the score of each, with the change that counts as a band around earlier scores."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from footrehab_desktop.clinic.case_answers import FIRST_STEP_MEASURE, FIRST_STEP_TEST, understood
from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.outcome_results import Measured, change_words, is_comparable, measured_before, score_words
from footrehab_desktop.clinic.series.source import ChartName
from footrehab_desktop.clinic.series.words import MEASURES, first_day, nothing
from footrehab_desktop.library.chart import ChartContent, Line, Table, Zone
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression import MeasureInfo, measure_info
from footrehab_desktop.progression.measure_table import ChangeValue
from footrehab_desktop.records.values import Assessment, OutcomeEntry

NO_MEASURES = ChartName("measures", "Outcome measures", MEASURES)
WHY_NO_MEASURES = (
    "No outcome measure is scored. Type the answers on the Assess page, section Outcome measures, and sign."
)


def outcome_charts(file: EpisodeFile, forms: Forms, today: date) -> tuple[ChartContent, ...]:
    """Return the chart of every measure with a score, or one that says what to record."""
    charts = tuple(outcome_chart(results, today) for results in outcome_results(file, forms, today).values())
    return charts or (nothing(NO_MEASURES, today, WHY_NO_MEASURES),)


def outcome_results(file: EpisodeFile, forms: Forms, today: date) -> Mapping[str, tuple[Measured, ...]]:
    """Return the scored results of each measure, oldest first.

    First-step pain, which is asked as a field of the pain section, is one of them.
    """
    earlier = understood((a for a in file.assessments if a.assessed_on <= today), forms)
    found = dict(measured_before(earlier))
    steps = sorted((step for a in earlier for step in _first_steps(a, forms)), key=lambda result: result.on)
    if steps:
        found[FIRST_STEP_MEASURE] = (*found.get(FIRST_STEP_MEASURE, ()), *steps)
    return {measure: tuple(sorted(results, key=lambda result: result.on)) for measure, results in found.items()}


def _first_steps(assessment: Assessment, forms: Forms) -> Iterator[Measured]:
    for observation in assessment.observations:
        if forms.field(observation.code).test == FIRST_STEP_TEST and observation.number is not None:
            entry = OutcomeEntry(FIRST_STEP_MEASURE, (round(observation.number),), observation.number, 0)
            yield Measured(assessment.assessed_on, entry)


def outcome_chart(results: Sequence[Measured], today: date) -> ChartContent:
    """Return the scores of one measure, oldest first in ``results``.

    Scores of another form or formula than the newest are in the table, not in the line: they are not comparable. The
    band around the first score, and of more than two around the one before the newest, is the change that counts.
    """
    newest = results[-1]
    info = measure_info(newest.entry.instrument).in_version(newest.entry.version if _has_versions(newest) else "")
    drawn = [result for result in results if is_comparable(result, newest)]
    values = tuple((result.on, float(result.entry.score or 0)) for result in drawn)
    better = "higher is better" if info.higher_is_better else "lower is better"
    return ChartContent(
        title=info.code,
        unit=f"{info.unit}, {info.lowest:g} to {info.highest:g}, {better}",
        low=info.lowest,
        high=info.highest,
        first=first_day((result.on for result in drawn), today),
        last=today,
        table=Table(("Date", "Score", "Change from the one before", "Change from the first"), _rows(results, drawn)),
        latest=f"{score_words(newest.entry)} ({format_date(newest.on)})",
        before=f"{score_words(drawn[-2].entry)} ({format_date(drawn[-2].on)})" if len(drawn) > 1 else "",
        lines=(Line(info.code, values, "accent", "circle", unit=info.unit),),
        zones=_bands(info, values),
        readings=tuple((result.on, score_words(result.entry)) for result in drawn),
        code=f"measure:{info.code}",
        group=MEASURES,
        note=_note(info, drawn, len(results)),
    )


def _has_versions(result: Measured) -> bool:
    """Tell whether the version names a form or formula; of some measures it names the branch of an item."""
    return bool(measure_info(result.entry.instrument).versions)


def _rows(results: Sequence[Measured], drawn: Sequence[Measured]) -> tuple[tuple[str, ...], ...]:
    rows = []
    for place, result in enumerate(results):
        before = change_words(results[place - 1], result) if place else ""
        first = change_words(drawn[0], result) if result in drawn[1:] else ""
        rows.append((format_date(result.on), score_words(result.entry), before, first))
    return tuple(reversed(rows))


def _bands(info: MeasureInfo, values: Sequence[tuple[date, float]]) -> tuple[Zone, ...]:
    """Return what is within the error of the first score and, from three on, of the score before the newest."""
    limit = band_limit(info)
    if limit is None or len(values) < 2:
        return ()
    bands = [_band(info, limit, values[0][1], "first")]
    if len(values) > 2 and values[-2][1] != values[0][1]:
        bands.append(_band(info, limit, values[-2][1], "previous"))
    return tuple(bands)


def band_limit(info: MeasureInfo) -> ChangeValue | None:
    """Return the change that counts: the MDC, or the MCID where no MDC is known."""
    return info.smallest("MDC") or info.smallest("MCID")


def _band(info: MeasureInfo, limit: ChangeValue, around: float, which: str) -> Zone:
    low, high = max(info.lowest, around - limit.value), min(info.highest, around + limit.value)
    words = f"{limit.name} {limit.value:g} around the {which} score"
    return Zone(low, high, "accent" if which == "first" else "deload", words)


def _within(info: MeasureInfo) -> str:
    """Return what a change within the band is: an error of measurement, or where that is not known, too little."""
    if info.smallest("MDC") is not None:
        return "A change within the band can be measurement error."
    return "A change within the band is less than what matters to patients; the measurement error is not known."


def _note(info: MeasureInfo, drawn: Sequence[Measured], count: int) -> str:
    limits = "; ".join(f"{each.name} {each.value:g} ({each.mark}: {each.source})" for each in info.change)
    parts = [f"{_within(info)} {limits}." if limits else "No change value is known."]
    if len(drawn) > 1:
        parts.insert(0, change_words(drawn[0], drawn[-1]))
    if len(drawn) < count:
        parts.append("Scores by another form or formula are in the table only.")
    return " ".join(parts)
