"""A simulated patient who does a programme and keeps a diary. A simple model of tissue capacity, not evidence.

Loads are counted in minutes of easy running (effort 3 of 10). With the traits of ``simulation_traits``, for one day:

* load = everyday + sum of minutes of each kind of training x its weight x effort / 3
* stood = capacity x (1 - 0.5 x min(1, irritation)): an irritated tissue stands up to half less
* strain = load / stood;   overload = max(0, strain - 1)
* irritation, next day = irritation x 0.5 ^ (1 / half_life) + sensitivity x overload, at most 3
* capacity, next day = capacity x (1 + gain x stimulus x (1 - capacity / limit) - min(0.15, harm x overload) - rest)
    - stimulus = (strain - 0.3) / 0.7 up to a strain of 1, falling to 0 at 1.5; 0 during a flare
    - rest = decay from the sixth day on whose strain stays below 0.3, else 0; capacity never falls below half the first
* pain during = usual_pain + pain_slope x max(0, strain - 0.7) + 2 x irritation - understated + noise, whole, 0 to 10
* pain in the morning = usual_pain + 2.5 x irritation - understated + noise, whole, 0 to 10
* a flare begins when irritation reaches 1 and ends below 0.5

Limits: one tissue, no healing stages, no fear, no other illness; nothing in it was fitted to patients.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log2
from typing import Final, NamedTuple

from footrehab_desktop.clinic.simulation_traits import DayChance, VirtualPatient
from footrehab_desktop.progression.codes import IMPACT_KINDS
from footrehab_desktop.records.values import DiaryDay, DiarySession

EASY_EFFORT: Final = 3
LOAD_PER_MINUTE: Final = {
    "run": 1.0, "plyometric": 1.0, "strength": 0.3, "walk": 0.15, "cycle": 0.1, "swim": 0.05, "other": 0.2,
}  # fmt: skip
LOWEST_PART: Final = 0.5
HIGHEST_IRRITATION: Final = 3.0
FLARE_FROM, FLARE_UNTIL = 1.0, 0.5
STIMULUS_FROM, STIMULUS_TO = 0.3, 1.5
MOST_HARM: Final = 0.15
REST_DAYS: Final = 5
COMFORT: Final = 0.7
SETTLED: Final = 0.25
EAGER, BUSY, SPARED = 1.5, 5.0, 0.5
FIFTHS: Final = 5
SWOLLEN, VERY_SWOLLEN = 1.5, 2.4
ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One session of the programme: ``minutes`` in all, ``run_min`` of them run; ``effort`` 0-10; ``level`` or None."""

    kind: str
    minutes: float
    run_min: float = 0
    effort: int = EASY_EFFORT
    level: int | None = None

    @property
    def impact(self) -> bool:
        """Return whether the session holds running or jumps."""
        return self.kind in IMPACT_KINDS


Programme = Callable[[date], PlannedSession | None]


class Tissue(NamedTuple):
    """The tissue on the morning of a day. ``rest_days`` are the days in a row without training strain."""

    capacity: float
    irritation: float = 0.0
    rest_days: int = 0
    flaring: bool = False
    flares: int = 0

    @property
    def stood(self) -> float:
        """Return the load it stands today."""
        return self.capacity * (1 - 0.5 * min(1.0, self.irritation))


@dataclass(frozen=True, slots=True)
class SimulatedDay:
    """One day: what was done of the plan (``part``, 0: nothing), the load of the day, the tissue of the next morning.

    ``session`` and ``day`` are what was written down, None where nothing was.
    """

    on: date
    planned: PlannedSession | None
    part: float
    pain_during: int
    load: float
    tissue: Tissue
    session: DiarySession | None
    day: DiaryDay | None


def session_load(session: PlannedSession, part: float = 1.0) -> float:
    """Return the load of ``part`` of a session in minutes of easy running."""
    other = "walk" if session.kind == "run" else session.kind
    rest = session.minutes - session.run_min
    weighed = session.run_min * LOAD_PER_MINUTE["run"] + rest * LOAD_PER_MINUTE[other]
    return part * weighed * session.effort / EASY_EFFORT


def next_tissue(patient: VirtualPatient, tissue: Tissue, load: float) -> Tissue:
    """Return the tissue on the morning after a day of ``load``."""
    strain = load / tissue.stood
    overload = max(0.0, strain - 1)
    irritation = tissue.irritation * 0.5 ** (1 / patient.half_life) + patient.sensitivity * overload
    irritation = min(HIGHEST_IRRITATION, irritation)
    flaring = irritation >= (FLARE_UNTIL if tissue.flaring else FLARE_FROM)
    rest_days = tissue.rest_days + 1 if strain < STIMULUS_FROM else 0
    growth = 0.0 if flaring else patient.gain * _stimulus(strain) * (1 - tissue.capacity / patient.limit)
    loss = min(MOST_HARM, patient.harm * overload) + (patient.decay if rest_days > REST_DAYS else 0.0)
    return Tissue(
        capacity=max(LOWEST_PART * patient.capacity, tissue.capacity * (1 + growth - loss)),
        irritation=irritation,
        rest_days=rest_days,
        flaring=flaring,
        flares=tissue.flares + (flaring and not tissue.flaring),
    )


def _stimulus(strain: float) -> float:
    rising = (strain - STIMULUS_FROM) / (1 - STIMULUS_FROM)
    falling = (STIMULUS_TO - strain) / (STIMULUS_TO - 1)
    return max(0.0, min(rising, falling, 1.0))


def pain_during(patient: VirtualPatient, tissue: Tissue, load: float, noise: float) -> int:
    """Return the worst pain told of a session on a day of ``load``; ``noise`` as in ``DayChance``."""
    over = max(0.0, load / tissue.stood - COMFORT)
    felt = patient.usual_pain + patient.pain_slope * over + 2 * tissue.irritation
    return _told(patient, felt, noise)


def morning_pain(patient: VirtualPatient, tissue: Tissue, noise: float) -> int:
    """Return the pain told of the first steps of the day."""
    return _told(patient, patient.usual_pain + 2.5 * tissue.irritation, noise)


def _told(patient: VirtualPatient, felt: float, noise: float) -> int:
    return min(10, max(0, round(felt - patient.understated + patient.pain_noise * noise)))


def hours_to_settle(patient: VirtualPatient, tissue: Tissue) -> int:
    """Return the whole hours until the irritation is hardly felt, at most 240."""
    if tissue.irritation <= SETTLED:
        return round(4 * tissue.irritation / SETTLED)
    return min(240, round(4 + 24 * patient.half_life * log2(tissue.irritation / SETTLED)))


class SimulatedPatient:
    """Lives day by day from ``first`` on; ``chances`` hold at least as many days as are lived."""

    def __init__(self, patient: VirtualPatient, chances: Sequence[DayChance], first: date) -> None:
        self.patient = patient
        self.tissue = Tissue(patient.capacity)
        self._chances = chances
        self._first = first

    def live(self, on: date, planned: PlannedSession | None, extra_load: float = 0.0) -> SimulatedDay:
        """Live the next day. ``extra_load`` is load that nobody planned, in minutes of easy running."""
        patient, before = self.patient, self.tissue
        chance = self._chances[(on - self._first).days]
        waking = morning_pain(patient, before, chance.morning_noise)
        everyday = self._everyday(chance) + extra_load
        part, pain = self._what_was_done(planned, everyday, waking, chance)
        load = everyday + (session_load(planned, part) if planned else 0.0)
        self.tissue = next_tissue(patient, before, load)
        written = chance.reported < patient.reporting
        done = planned if part else None
        return SimulatedDay(
            on=on,
            planned=planned,
            part=part,
            pain_during=pain,
            load=load,
            tissue=self.tissue,
            session=self._session(on, done, part, pain, chance) if written and done else None,
            day=self._day(on, before, waking, chance) if written else None,
        )

    def _everyday(self, chance: DayChance) -> float:
        usual = self.patient.everyday * max(0.2, 1 + 0.3 * chance.life_noise)
        if self.tissue.flaring:
            return usual * SPARED
        return usual * (BUSY if chance.busy < self.patient.busy else 1.0)

    def _what_was_done(
        self, planned: PlannedSession | None, everyday: float, waking: int, chance: DayChance
    ) -> tuple[float, int]:
        """Return the part of the plan that was done and the worst pain in it.

        A session is broken off in the fifth of it in which the pain reaches what the patient puts up with.
        """
        patient = self.patient
        if planned is None or chance.done >= patient.adherence or waking >= patient.stops_at - 1:
            return 0.0, 0
        wanted = EAGER if chance.eager < patient.eager else 1.0
        part, pain = 0.0, 0
        for fifth in range(1, FIFTHS + 1):
            part = wanted * fifth / FIFTHS
            pain = pain_during(patient, self.tissue, everyday + session_load(planned, part), chance.pain_noise)
            if pain >= patient.stops_at:
                break
        return part, pain

    def _session(self, on: date, done: PlannedSession, part: float, pain: int, chance: DayChance) -> DiarySession:
        after, run = self.tissue, done.kind == "run"
        settle = hours_to_settle(self.patient, after)
        swelling = (after.irritation >= SWOLLEN) + (after.irritation >= VERY_SWOLLEN)
        minutes, run_min = round(part * done.minutes), round(part * done.run_min)
        effort = done.effort + 0.6 * chance.effort_noise + max(0, pain - 4) * 0.5
        return DiarySession(
            on=on,
            slot=1,
            kind=done.kind,
            impact=done.impact,
            at="18:00",
            level=done.level,
            completed_pct=min(100, round(100 * part)),
            minutes=minutes,
            run_min=run_min if run else None,
            pain_during=pain,
            pain_evening=min(10, max(0, round(pain - 1 + 0.5 * chance.morning_noise))),
            settle_h=settle,
            rest_pain=round(max(0.0, after.irritation - FLARE_FROM)),
            swelling=swelling,
            swelling_h=settle if swelling else None,
            sharp=pain >= 8,
            limp=pain >= 7,
            tenderness="none",
            rpe=min(10, max(1, round(effort))),
            target_rpe=done.effort,
            surface=2 if run else None,
            shoe="Road shoe" if run else None,
            distance_km=round(run_min / 6.5 + (minutes - run_min) / 11, 1) if run else None,
            heart_rate=round(self.patient.running_rate + 4 * chance.rate_noise) if run else None,
            foot_contacts=round(part * 80) if done.kind == "plyometric" else None,
            extra_reps=min(3, max(0, round(1 + chance.effort_noise))) if done.kind == "strength" else None,
        )

    def _day(self, on: date, before: Tissue, waking: int, chance: DayChance) -> DiaryDay:
        patient, irritation = self.patient, before.irritation
        good = 4 - irritation + 0.6 * chance.sleep_noise
        routine: tuple[float, float] = (patient.adherence, (1 + patient.adherence) / 2)
        return DiaryDay(
            on=on,
            exercises="yes" if chance.routine < routine[0] else "part" if chance.routine < routine[1] else "no",
            morning_pain=waking,
            stiffness_min=max(0, round(patient.usual_stiffness + 9 * irritation + chance.morning_noise)),
            sleep_h=min(12.0, max(3.0, round(2 * (patient.sleep - 0.4 * irritation + 0.5 * chance.sleep_noise)) / 2)),
            mood=min(5, max(1, round(good))),
            resting_hr=round(patient.resting_rate + 1.5 * chance.rate_noise),
            night_waking=irritation >= 2,
            confidence=min(10, max(0, round(2 * good))),
        )


def live_weeks(patient: SimulatedPatient, programme: Programme, first: date, weeks: int) -> tuple[SimulatedDay, ...]:
    """Let a patient live ``weeks`` weeks of a programme from ``first`` on."""
    days = (first + number * ONE_DAY for number in range(7 * weeks))
    return tuple(patient.live(on, programme(on)) for on in days)
