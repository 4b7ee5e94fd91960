"""Charts of effort: how hard sessions felt against the plan, and the heart rate against the usual for the same task."""

from bisect import bisect_right
from collections.abc import Callable
from datetime import date

from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.heart_rate import FEWEST, WINDOW, beats_over_usual, each_over_usual
from footrehab_desktop.clinic.series.source import ChartName
from footrehab_desktop.clinic.series.words import (
    LOAD,
    LONGEST_GAP_DAYS,
    SELF_REPORTED,
    day_text,
    first_day,
    named,
    newest,
    number,
    reading,
    round_up,
    series,
)
from footrehab_desktop.library.chart import ChartContent, Level, Line, Table
from footrehab_desktop.progression.codes import SESSION_KINDS
from footrehab_desktop.records.values import DiarySession

EFFORT = ChartName("effort", "Effort", LOAD)
DRIFT = ChartName("heart_rate", "Heart rate for the same task", LOAD)
MOST_EFFORT = 10
USUAL_DRIFT = 30.0
FELT, PLANNED = "Effort felt", "Effort planned"
OVER_USUAL = "Above the usual for the same task"


def effort_chart(file: EpisodeFile, today: date) -> ChartContent:
    """Return the effort of each day's hardest session, RPE 0 to 10, with what was planned for that very session."""
    hardest: dict[date, DiarySession] = {}
    for session in file.sessions:
        if session.rpe is not None and session.on <= today:
            known = hardest.get(session.on)
            if known is None or session.rpe > (known.rpe or 0):
                hardest[session.on] = session
    names = (FELT, PLANNED)
    days = [(on, (session.rpe, session.target_rpe)) for on, session in sorted(hardest.items())]
    felt, planned = (series((on, each[place]) for on, each in days) for place in range(2))
    over = file.book["LD-15.over_target"]
    return ChartContent(
        title=EFFORT.title,
        unit="RPE 0 to 10, the hardest session of the day",
        low=0,
        high=MOST_EFFORT,
        first=first_day((on for on, _ in days), today),
        last=today,
        table=Table(
            ("Date", *names, "Session"),
            tuple(
                (day_text(on), *map(number, each), SESSION_KINDS.get(hardest[on].kind, hardest[on].kind))
                for on, each in reversed(days)
            ),
        ),
        latest=newest(names, (felt, planned), 1),
        before=newest(names, (felt, planned), 2),
        lines=(
            Line(FELT, felt, "accent", "circle", longest_gap=LONGEST_GAP_DAYS),
            *((Line(PLANNED, planned, "soft", "square", "points"),) if planned else ()),
        ),
        readings=tuple((on, named(names, each)) for on, each in days),
        code=EFFORT.code,
        group=EFFORT.group,
        why_empty="No effort is on file. Write the effort (RPE 0 to 10) of a session in the diary.",
        note=f"{SELF_REPORTED} {over:g} or more above the plan holds the next step.",
    )


def usual_is_known(file: EpisodeFile, today: date) -> bool:
    """Tell whether any session can be compared with earlier ones of the same task."""
    sessions = [session for session in file.sessions if session.on <= today]
    return any(True for _known in each_over_usual(sessions, _level_on(file)))


def drift_chart(file: EpisodeFile, today: date) -> ChartContent:
    """Return heart rate above the usual of the same task; of several sessions on a day the one furthest above."""
    sessions = [session for session in file.sessions if session.on <= today]
    over = beats_over_usual(sessions, _level_on(file))
    highest: dict[date, DiarySession] = {}
    for session in sessions:
        if session.id in over and over[session.id] >= over.get(_id_of(highest.get(session.on)), -1000):
            highest[session.on] = session
    days = sorted(highest.items())
    values = tuple((on, float(over[session.id])) for on, session in days)
    readings = tuple((on, _drift_words(session, over[session.id])) for on, session in days)
    limit = file.book["LD-16.bpm"]
    reach = max([USUAL_DRIFT, *(round_up(abs(value)) for _on, value in values if abs(value) > USUAL_DRIFT)])
    return ChartContent(
        title=DRIFT.title,
        unit="beats/min above or below the usual",
        low=-reach,
        high=reach,
        first=first_day((on for on, _value in values), today),
        last=today,
        table=Table(
            ("Date", "Heart rate, beats/min", "Above usual", "Session"),
            tuple(
                (
                    day_text(on),
                    number(session.heart_rate),
                    f"{over[session.id]:+g}",
                    SESSION_KINDS.get(session.kind, session.kind),
                )
                for on, session in reversed(days)
            ),
        ),
        latest=reading(readings, 1),
        before=reading(readings, 2),
        lines=(Line(OVER_USUAL, values, "accent", "circle", unit="beats/min", longest_gap=LONGEST_GAP_DAYS),),
        levels=(Level(0, "Usual", "soft"), Level(limit, f"{limit:g} above usual", "refer")),
        readings=readings,
        code=DRIFT.code,
        group=DRIFT.group,
        rescaled="The scale goes beyond its usual 30 beats/min: a value lies outside it."
        if reach > USUAL_DRIFT
        else "",
        why_empty=(
            "The usual heart rate is not known yet. Write the mean heart rate of sessions in the diary: "
            f"it takes {FEWEST} earlier sessions with the same task within {WINDOW.days // 7} weeks."
        ),
        note=f"More than {limit:g} above the usual in two sessions running asks for a lighter week.",
    )


def _id_of(session: DiarySession | None) -> str:
    return "" if session is None else session.id


def _level_on(file: EpisodeFile) -> Callable[[DiarySession], int | None]:
    """Return what tells the level of a session: the one noted for it, or else the one that stood on its day."""
    begun = [state.since for state in file.states]

    def level_of(session: DiarySession) -> int | None:
        if session.level is not None:
            return session.level
        place = bisect_right(begun, session.on)
        return int(file.states[place - 1].state["level"]) if place else None

    return level_of


def _drift_words(session: DiarySession, over: float) -> str:
    way = "above" if over > 0 else "below"
    compared = f"{number(abs(over))} {way} usual" if over else "as usual"
    return f"{session.heart_rate} beats/min, {compared}"
