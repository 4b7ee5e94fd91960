"""Charts of symptoms: pain by the clock, and morning stiffness."""

from datetime import date

from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.progress import Progress
from footrehab_desktop.clinic.series.daily import Daily, daily_chart
from footrehab_desktop.clinic.series.source import ChartName
from footrehab_desktop.clinic.series.words import (
    GAP_NOTE,
    LONGEST_GAP_DAYS,
    SELF_REPORTED,
    SYMPTOMS,
    Values,
    day_text,
    first_day,
    named,
    newest,
    number,
    series,
)
from footrehab_desktop.library.chart import ChartContent, ColourRole, Level, Line, Mark, Span, Table, Zone

PAIN = ChartName("pain", "Pain", SYMPTOMS)
NPRS_TOP = 10.0
SAFE_PAIN = 2  # 0 to 2 reads as safe, up to the ceiling as acceptable; for the eye only
DURING, EVENING, MORNING, LATER = "Pain during", "That evening", "In the morning", "After 48 h"
BASELINE = "Usual pain (baseline)"

FLARE_LABEL = "✱ Flare"
DECISION_LABELS: dict[str, tuple[str, ColourRole]] = {
    "PROGRESS": ("▲ Progress", "progress"),
    "HOLD": ("■ Hold", "hold"),
    "DELOAD": ("◆ Deload", "deload"),
    "REGRESS": ("▼ Regress", "regress"),
    "PAUSE": ("❙❙ Pause", "pause"),
    "REFER": ("✚ Refer", "refer"),
}


def pain_chart(progress: Progress, today: date) -> ChartContent:
    """Return pain during, in the evening, in the morning and after 48 h, with ceiling, baseline, phases, reviews."""
    names = (DURING, EVENING, MORNING, LATER)
    days = [(day.on, (day.during, day.evening, day.morning, day.after_48h)) for day in progress.pain]
    values = [series((on, each[place]) for on, each in days) for place in range(4)]
    return ChartContent(
        title=PAIN.title,
        unit=_pain_scale(progress.ceiling),
        low=0,
        high=NPRS_TOP,
        first=first_day([*(on for on, _ in days), *(band.first for band in progress.phases)], today),
        last=today,
        table=Table(("Date", *names), tuple((day_text(on), *map(number, each)) for on, each in reversed(days))),
        latest=newest(names, values, 1),
        before=newest(names, values, 2),
        lines=_pain_lines(names, values, progress, today) if days else (),
        spans=phase_spans(progress),
        zones=(
            Zone(0, min(SAFE_PAIN, progress.ceiling), "progress", "Safe"),
            Zone(progress.ceiling, NPRS_TOP, "refer", "Too much"),
        ),
        levels=(Level(progress.ceiling, f"Ceiling {progress.ceiling}", "refer"),),
        marks=review_marks(progress),
        readings=tuple((on, named(names, each)) for on, each in days),
        code=PAIN.code,
        group=PAIN.group,
        why_empty="No pain is on file. Write it in the diary: during a session, in the evening, the next morning.",
        note=f"{SELF_REPORTED} {GAP_NOTE}",
    )


def _pain_lines(names: tuple[str, ...], values: list[Values], progress: Progress, today: date) -> tuple[Line, ...]:
    during, evening, morning, later = zip(names, values, strict=True)
    usual = series(progress.baseline)
    held = (*usual, (today, usual[-1][1])) if usual else ()
    return (
        Line(*during, "accent", "circle", longest_gap=LONGEST_GAP_DAYS),
        Line(*evening, "deload", "triangle", longest_gap=LONGEST_GAP_DAYS),
        Line(*morning, "hold", "square", longest_gap=LONGEST_GAP_DAYS),
        *((Line(*later, "regress", "diamond", "points"),) if values[3] else ()),
        *((Line(BASELINE, held, "soft", "square", "steps"),) if held else ()),
    )


STIFFNESS = Daily(
    code="stiffness",
    group=SYMPTOMS,
    title="Morning stiffness",
    name="Stiff on waking",
    unit="min",
    scale="minutes",
    low=0,
    high=30,
    why_empty="No morning stiffness is on file. Write the minutes in the diary, 0 when there was none.",
)


def stiffness_chart(file: EpisodeFile, today: date) -> ChartContent:
    """Return minutes of morning stiffness day by day."""
    return daily_chart(STIFFNESS, series((day.on, day.stiffness_min) for day in file.days if day.on <= today), today)


def phase_spans(progress: Progress) -> tuple[Span, ...]:
    """Return the phases as bands."""
    return tuple(Span(band.first, band.last, band.phase) for band in progress.phases)


def review_marks(progress: Progress) -> tuple[Mark, ...]:
    """Return every flare and every decision that stands, by day."""
    flares = [Mark(on, FLARE_LABEL, "regress") for on in progress.flares]
    decisions = [Mark(each.on, *DECISION_LABELS[each.final]) for each in progress.decisions]
    return tuple(sorted([*flares, *decisions], key=lambda mark: mark.on))


def _pain_scale(ceiling: int) -> str:
    """Return the scale with the words of its zones."""
    zones = [f"up to {min(SAFE_PAIN, ceiling)} safe"]
    if ceiling > SAFE_PAIN:
        zones.append(f"up to {ceiling} acceptable")
    return f"0 to 10 ({', '.join(zones)}, above {ceiling} too much)"
