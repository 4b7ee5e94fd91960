"""What running looks like from here: where the calendar begins, how hard, on what ground and in which shoe."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Final

from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.decision_view import view_decision
from footrehab_desktop.clinic.exercise_blocks import supposed_case
from footrehab_desktop.clinic.patients import age_on
from footrehab_desktop.clinic.plans import WEEKDAYS
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression import Case, pain_ceiling
from footrehab_desktop.progression.codes import WALK_RUN_PHASE
from footrehab_desktop.progression.heart_rate import ZONES_BY_PHASE, Zone, heart_rate_zones, highest_heart_rate
from footrehab_desktop.progression.rulebook import STANDARD, Rulebook
from footrehab_desktop.progression.run_calendar import EVERY_DAY, RunStart, VolumeStart, stages_start, weeks_start
from footrehab_desktop.progression.surfaces import SurfaceStep, surface_step
from footrehab_desktop.records.values import DiaryDay

WEEKS_PHASES: Final = frozenset({"PH5", "PH6"})
FIRST_PHASE: Final = "PH0"
RESTING_WITHIN: Final = timedelta(days=28)
RESTING_ENTRIES: Final = 7
# Effort stands alone because of …
BETA_BLOCKER, ARRHYTHMIA, NO_RESTING_RATE = "beta_blocker", "arrhythmia", "no_resting_rate"


@dataclass(frozen=True, slots=True)
class EffortTarget:
    """The zones that may be prescribed, lowest first. ``resting_bpm`` is what the beats were worked out from;
    ``effort_only`` is why there are none, empty otherwise.
    """

    zones: tuple[Zone, ...]
    resting_bpm: int | None = None
    effort_only: str = ""


@dataclass(frozen=True, slots=True)
class RunningShoe:
    """A shoe in use as signed last; ``replace`` when it is worn or beyond the distance of FW-01."""

    name: str
    km: float | None
    replace: bool


@dataclass(frozen=True, slots=True)
class RunOutlook:
    """What a run plan needs to know. ``stages`` is set in PH4, ``weeks`` after it; ``phase`` None before the start.

    ``easy`` is the target on a symptomatic day; ``plan_week`` counts from 1 since the plan's first day.
    """

    episode_id: str
    condition: str
    today: date
    phase: str | None
    level: int | None
    ceiling: int
    stages: RunStart | None
    weeks: VolumeStart | None
    next_review_on: date | None
    target: EffortTarget | None
    easy: EffortTarget
    surface: SurfaceStep | None
    shoes: tuple[RunningShoe, ...]
    goal: str
    plan_week: int
    book: Rulebook = STANDARD


def run_outlook(file: EpisodeFile, forms: Forms, today: date) -> RunOutlook:
    """Return what is known for running today."""
    details, state = file.episode.details, file.state
    phase = str(state.state["phase"]) if state else None
    case = supposed_case(file, forms, today, phase or FIRST_PHASE)
    runs = [(session.on, session.surface) for session in case.sessions if session.run_min and session.surface]
    return RunOutlook(
        episode_id=file.episode.id,
        condition=details.condition,
        today=today,
        phase=phase,
        level=case.state.level if state else None,
        ceiling=pain_ceiling(details.condition, details.pain_ceiling, file.book),
        stages=stages_start(case, today, file.book) if phase == WALK_RUN_PHASE else None,
        weeks=weeks_start(case, today, file.book) if phase in WEEKS_PHASES else None,
        next_review_on=view_decision(file.decisions[-1]).next_review_on if file.decisions else None,
        target=_running_target(file, case, phase, today),
        easy=effort_target(file, case, FIRST_PHASE, today),
        surface=surface_step(phase, runs, today) if phase else None,
        shoes=_shoes(case, file.book),
        goal=details.goal,
        plan_week=max(0, (today - details.plan_start).days) // 7 + 1,
        book=file.book,
    )


def _running_target(file: EpisodeFile, case: Case, phase: str | None, today: date) -> EffortTarget | None:
    return effort_target(file, case, phase, today) if phase == WALK_RUN_PHASE or phase in WEEKS_PHASES else None


def effort_target(file: EpisodeFile, case: Case, phase: str, today: date) -> EffortTarget:
    """Return the zones of a phase: beats by age and resting heart rate, or effort alone (B.7)."""
    age = age_on(file.patient.details.birth_date, today)
    resting = resting_bpm(file.days, today)
    why = _effort_only(case, resting, age)
    zones = heart_rate_zones(age, 0 if resting is None or why else resting, effort_only=bool(why))
    allowed = ZONES_BY_PHASE[phase]
    return EffortTarget(tuple(zone for zone in zones if zone.code in allowed), None if why else resting, why)


def _effort_only(case: Case, resting: int | None, age: int) -> str:
    if case.patient.beta_blocker:
        return BETA_BLOCKER
    if case.patient.arrhythmia:
        return ARRHYTHMIA
    return NO_RESTING_RATE if resting is None or resting >= highest_heart_rate(age) else ""


def resting_bpm(days: Iterable[DiaryDay], today: date) -> int | None:
    """Return the median of the newest seven resting heart rates of the last four weeks; None without any."""
    recent = [day for day in days if day.resting_hr is not None and today - RESTING_WITHIN < day.on <= today]
    newest = sorted(recent, key=lambda day: day.on)[-RESTING_ENTRIES:]
    return round(median(day.resting_hr or 0 for day in newest)) if newest else None


def weekday_numbers(run_days: str | None) -> frozenset[int]:
    """Return weekdays as numbers, 0 is Monday; every day when none was chosen."""
    codes = tuple(WEEKDAYS)
    return frozenset(codes.index(code) for code in run_days.split()) if run_days else EVERY_DAY


def _shoes(case: Case, book: Rulebook) -> tuple[RunningShoe, ...]:
    return tuple(
        RunningShoe(shoe.id, shoe.km, bool(shoe.worn) or (shoe.km is not None and shoe.km > book["FW-01.km"]))
        for shoe in case.episode.shoes
    )
