"""Charts of recovery: sleep and mood, confidence in the foot, resting heart rate."""

from datetime import date

from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.series.daily import Daily, daily_chart
from footrehab_desktop.clinic.series.source import ChartName
from footrehab_desktop.clinic.series.words import (
    LONGEST_GAP_DAYS,
    RECOVERY,
    SELF_REPORTED,
    day_text,
    first_day,
    named,
    newest,
    number,
    series,
)
from footrehab_desktop.library.chart import Bar, BarWords, ChartContent, Line, RightScale, Table

SLEEP = ChartName("sleep", "Sleep and mood", RECOVERY)
MOST_SLEEP = 12.0
LONGEST_NIGHT = 24.0
BEST_MOOD = 5
BEATS = "beats/min"


def sleep_chart(file: EpisodeFile, today: date) -> ChartContent:
    """Return mood as a line on the left scale and hours of sleep as bars on the right one."""
    names = ("Mood", "Hours of sleep")
    days = [
        (day.on, (day.mood, day.sleep_h))
        for day in file.days
        if day.on <= today and (day.mood is not None or day.sleep_h is not None)
    ]
    mood, sleep = (series((on, each[place]) for on, each in days) for place in range(2))
    longest = max((hours for _on, hours in sleep), default=0)
    return ChartContent(
        title=SLEEP.title,
        unit="mood 1 to 5, 5 is best; bars: sleep in hours",
        low=0,
        high=BEST_MOOD,
        first=first_day((on for on, _ in days), today),
        last=today,
        table=Table(
            ("Date", "Mood (1 to 5)", "Sleep, hours"),
            tuple((day_text(on), *map(number, each)) for on, each in reversed(days)),
        ),
        latest=newest(names, (mood, sleep), 1),
        before=newest(names, (mood, sleep), 2),
        lines=(Line(names[0], mood, "deload", "triangle", longest_gap=LONGEST_GAP_DAYS),) if mood else (),
        bars=tuple(Bar(on, on, hours) for on, hours in sleep),
        bar_words=BarWords("Sleep, hours"),
        right=RightScale("hours of sleep", 0, MOST_SLEEP if longest <= MOST_SLEEP else LONGEST_NIGHT),
        readings=tuple((on, named(names, each)) for on, each in days),
        code=SLEEP.code,
        group=SLEEP.group,
        rescaled="" if longest <= MOST_SLEEP else "Sleep is shown up to 24 hours: a night was longer than 12.",
        note=SELF_REPORTED,
        why_empty="No sleep or mood is on file. Write hours of sleep and mood (1 to 5) of the day in the diary.",
    )


CONFIDENCE = Daily(
    code="confidence",
    group=RECOVERY,
    title="Confidence in the foot",
    name="Confidence",
    unit="",
    scale="0 to 10, 10 is full confidence",
    low=0,
    high=10,
    why_empty="No confidence is on file. Ask how far the patient trusts the foot, 0 to 10, and write it in the diary.",
)
RESTING = Daily(
    code="resting_heart_rate",
    group=RECOVERY,
    title="Resting heart rate",
    name="Resting heart rate",
    unit=BEATS,
    scale=BEATS,
    low=30,
    high=110,
    why_empty="No resting heart rate is on file. Write the pulse on waking in the diary.",
)


def confidence_chart(file: EpisodeFile, today: date) -> ChartContent:
    """Return confidence in the foot, 0 to 10."""
    return daily_chart(CONFIDENCE, series((day.on, day.confidence) for day in file.days if day.on <= today), today)


def resting_chart(file: EpisodeFile, today: date) -> ChartContent:
    """Return the resting heart rate on waking."""
    return daily_chart(RESTING, series((day.on, day.resting_hr) for day in file.days if day.on <= today), today)
