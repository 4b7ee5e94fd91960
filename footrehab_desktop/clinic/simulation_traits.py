"""What makes one virtual patient: each trait with the range it is drawn from. A model, not evidence.

Every range is a choice of this product, wide enough that some virtual patients stand every stage and some none.
"""

from dataclasses import dataclass
from random import Random
from typing import Final, NamedTuple


class Trait(NamedTuple):
    """One trait, drawn evenly between ``low`` and ``high``."""

    name: str
    low: float
    high: float
    unit: str
    meaning: str


TRAITS: Final[tuple[Trait, ...]] = (
    Trait("capacity", 12, 26, "min a day", "load the tissue stands at the start, in minutes of easy running"),
    Trait("limit", 45, 90, "min a day", "load it stands when it is well again"),
    Trait("gain", 0.02, 0.06, "a day", "growth of capacity after a day of full tolerable load"),
    Trait("harm", 0.03, 0.15, "of capacity", "loss of capacity when a day's load is twice what the tissue stands"),
    Trait("decay", 0.005, 0.015, "a day", "loss of capacity with every further day of rest"),
    Trait("half_life", 0.8, 2.5, "days", "time in which irritation halves"),
    Trait("sensitivity", 0.8, 2, "", "irritation when a day's load is twice what the tissue stands"),
    Trait("usual_pain", 0, 1.4, "NPRS", "pain without load"),
    Trait("pain_slope", 3, 6, "NPRS", "rise of pain when the load grows by what the tissue stands"),
    Trait("pain_noise", 0.3, 0.8, "NPRS", "spread of the pain that is told from day to day"),
    Trait("understated", 0, 1, "NPRS", "how much less pain is told than felt"),
    Trait("stops_at", 5, 8, "NPRS", "pain at which a session is broken off; one point less in the morning: left out"),
    Trait("usual_stiffness", 0, 8, "min", "morning stiffness without irritation"),
    Trait("everyday", 1, 5, "min a day", "load of everyday life"),
    Trait("busy", 0, 0.03, "of the days", "days with five times the usual everyday load"),
    Trait("adherence", 0.7, 1, "of the sessions", "sessions that are done"),
    Trait("eager", 0, 0.15, "of the sessions", "sessions in which half as much again is done"),
    Trait("reporting", 0.75, 1, "of the days", "days that are written down"),
    Trait("sleep", 6.4, 8.2, "h", "usual sleep"),
    Trait("resting_rate", 48, 68, "beats a minute", "usual resting heart rate"),
    Trait("running_rate", 125, 150, "beats a minute", "usual heart rate of an easy run"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VirtualPatient:
    """The traits of one virtual patient, in the units of ``TRAITS``; ``seed`` names the source of chance."""

    seed: str
    capacity: float
    limit: float
    gain: float
    harm: float
    decay: float
    half_life: float
    sensitivity: float
    usual_pain: float
    pain_slope: float
    pain_noise: float
    understated: float
    stops_at: float
    usual_stiffness: float
    everyday: float
    busy: float
    adherence: float
    eager: float
    reporting: float
    sleep: float
    resting_rate: float
    running_rate: float


def draw_patient(seed: int, number: int) -> VirtualPatient:
    """Return virtual patient ``number`` of ``seed``. One more patient changes no other."""
    name = f"{seed}/{number}"
    chance = Random(f"{name}/traits")  # noqa: S311 - a model, nothing secret
    return VirtualPatient(seed=name, **{trait.name: chance.uniform(trait.low, trait.high) for trait in TRAITS})


class DayChance(NamedTuple):
    """What chance holds for one day: numbers from 0 to 1, and with ``_noise`` ones spread about 0 by 1.

    A day uses the same numbers whatever is planned, so two programmes can be compared in the same patients.
    """

    done: float
    eager: float
    busy: float
    reported: float
    routine: float
    pain_noise: float
    morning_noise: float
    effort_noise: float
    life_noise: float
    sleep_noise: float
    rate_noise: float


UNIFORM: Final = 5


def draw_days(patient: VirtualPatient, days: int) -> tuple[DayChance, ...]:
    """Return what chance holds for the first ``days`` days of a patient."""
    chance = Random(f"{patient.seed}/days")  # noqa: S311 - a model, nothing secret
    noises = len(DayChance._fields) - UNIFORM
    return tuple(
        DayChance(*(chance.random() for _ in range(UNIFORM)), *(chance.gauss(0, 1) for _ in range(noises)))
        for _ in range(days)
    )
