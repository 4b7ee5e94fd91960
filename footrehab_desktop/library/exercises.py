"""Exercises: what they are, how they are started, whom they suit and what stops them."""

from collections.abc import Collection
from dataclasses import dataclass
from math import ceil
from typing import Final, NamedTuple

from footrehab_desktop.library.reading import Record
from footrehab_desktop.progression.codes import CONDITIONS, FINDINGS, MARKS, PHASES

DOMAINS: Final[dict[str, str]] = {
    "mobility": "Mobility",
    "intrinsic": "Foot muscles",
    "strength": "Strength",
    "balance": "Balance",
    "plyometric": "Jumps and hops",
    "gait": "Walking and running",
    "cardio": "Cardio",
    "recovery": "Recovery",
}
TARGETS: Final[dict[str, str]] = {
    "ankle": "Ankle joint",
    "big_toe": "Big-toe joint",
    "toes": "Toes and toe muscles",
    "forefoot": "Forefoot",
    "midfoot": "Midfoot",
    "arch": "Arch muscles",
    "plantar_fascia": "Plantar fascia",
    "calf_achilles": "Calf and Achilles tendon",
    "shin": "Front of the shin",
    "tibialis_posterior": "Tibialis posterior",
    "peroneals": "Peroneal muscles",
    "hip": "Hip",
    "trunk": "Trunk",
    "leg": "Whole leg",
    "balance": "Balance and position sense",
    "spring": "Spring and landing",
    "stride": "Stride",
    "fitness": "Heart and lungs",
    "comfort": "Comfort and calm",
}
EQUIPMENT: Final[dict[str, str]] = {
    "ball": "Ball",
    "band": "Band",
    "belt": "Belt",
    "bike": "Bike",
    "arm_bike": "Arm bike",
    "balance_board": "Balance board",
    "balance_pad": "Balance pad or foam",
    "box": "Low box",
    "chair": "Chair",
    "cold_pack": "Cold pack and wrap",
    "clinician": "Clinician",
    "cross_trainer": "Cross-trainer",
    "floor_line": "Line or tape on the floor",
    "grass": "Level grass",
    "hill": "Hill",
    "mat": "Mat",
    "metronome": "Metronome",
    "partner": "Partner",
    "pool": "Pool",
    "rope": "Skipping rope",
    "rowing_machine": "Rowing machine",
    "sandbag": "Small sandbag",
    "shoes": "Running shoes",
    "small_objects": "Marbles or other small objects",
    "smooth_floor": "Smooth floor",
    "soft_roller": "Soft roller",
    "stairs": "Stairs with a rail",
    "step": "Step",
    "tape": "Tape",
    "toe_band": "Toe band",
    "towel": "Towel",
    "treadmill": "Treadmill",
    "unweighting_treadmill": "Body-weight-support treadmill",
    "wall": "Wall or rail",
    "weight": "Weight",
}
POSITIONS: Final[dict[str, str]] = {
    "lying": "Lying",
    "sitting": "Sitting",
    "kneeling": "Kneeling",
    "standing": "Standing",
    "moving": "Walking or running",
    "jumping": "Jumping or hopping",
    "water": "In water",
    "machine": "On a machine",
}
NO_EQUIPMENT: Final = "none"
OWN: Final = "own"  # the source of an exercise that a clinic made
EVERY_CONDITION: Final = "all"
DOSED: Final = ("sets", "reps", "hold_s", "minutes", "per_week")
SECONDS_A_REPETITION: Final = 3  # without a tempo: a choice of this program, for the time a session takes only


@dataclass(frozen=True, slots=True)
class Dose:
    """A dosage to start from. ``hold_s`` seconds, ``minutes`` minutes a set, ``tempo`` "3-2-3" (up-hold-down, seconds).

    ``frequency`` and ``load`` are printed as they are; ``per_week`` is the frequency as a number, 0 when it has none.
    ``rest_s`` is the rest between sets; ``note`` says how the dosage grows or what a repetition is.
    """

    sets: int
    frequency: str
    reps: int | None = None
    hold_s: int | None = None
    minutes: int | None = None
    tempo: str = ""
    load: str = ""
    note: str = ""
    rest_s: int | None = None
    per_week: int = 0


class Span(NamedTuple):
    """The lowest and the highest value that a dosage may take."""

    low: int
    high: int

    def holds(self, value: int) -> bool:
        """Tell whether a value lies within."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class DoseRange:
    """Within what a dosage is usual; None where the exercise is not dosed that way. ``mark`` is one of the core's."""

    sets: Span
    per_week: Span
    mark: str
    reps: Span | None = None
    hold_s: Span | None = None
    minutes: Span | None = None


@dataclass(frozen=True, slots=True)
class ClinicianNotes:
    """What the clinician should know: why it is given, when to go on, what goes wrong when it is prescribed."""

    why: str
    progress_when: str
    mistakes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """What keeps an exercise from a patient, with the rule that says so.

    It applies when all its parts do: ``condition`` (empty: any), phases before ``until_phase`` (empty: always),
    and one of ``findings`` (empty: none needed) being recorded. ``findings`` are codes of the core.
    """

    reason: str
    rule: str = ""
    condition: str = ""
    until_phase: str = ""
    findings: tuple[str, ...] = ()

    def applies(self, condition: str, phase: str, findings: Collection[str] = ()) -> bool:
        """Tell whether this patient is kept from the exercise; ``findings`` are those recorded as present."""
        return (
            self.condition in {"", condition}
            and (not self.until_phase or phase < self.until_phase)
            and (not self.findings or any(finding in findings for finding in self.findings))
        )


@dataclass(frozen=True, slots=True)
class Exercise:
    """One exercise. ``purpose``, ``set_up``, ``steps``, ``cues``, ``faults`` and ``stop_signs`` are for the patient;
    ``stop_signs`` are added to those that hold for every exercise (``Library.stop_signs``).

    ``target`` is the tissue in words, ``targets`` the same as codes of ``TARGETS``. ``easier`` and ``harder`` are ids
    of the main neighbours on the ladder. ``conditions`` are those it is meant for. ``equipment`` is empty if nothing
    is needed. ``impact``: it loads the foot by running, jumping or hopping. ``each_side``: done one side after the
    other. ``minutes`` is the time a session takes where the dosage does not tell. ``unused_reason`` says why no
    protocol offers it. ``sources`` are ids, see ``sources.py``.
    """

    id: str
    name: str
    domain: str
    target: str
    targets: tuple[str, ...]
    purpose: str
    set_up: str
    steps: tuple[str, ...]
    cues: tuple[str, ...]
    faults: tuple[str, ...]
    stop_signs: tuple[str, ...]
    clinician: ClinicianNotes
    equipment: tuple[str, ...]
    positions: tuple[str, ...]
    dose: Dose
    dose_range: DoseRange
    each_side: bool
    phases: tuple[str, ...]
    conditions: tuple[str, ...]
    blocks: tuple[Block, ...]
    impact: bool
    easier: str | None
    harder: str | None
    synonyms: tuple[str, ...]
    sources: tuple[str, ...]
    minutes: int | None = None
    unused_reason: str = ""

    def blocks_for(self, condition: str, phase: str, findings: Collection[str] = ()) -> tuple[Block, ...]:
        """Return what keeps a patient with this condition, phase and recorded findings from the exercise."""
        return tuple(block for block in self.blocks if block.applies(condition, phase, findings))


def session_minutes(exercise: Exercise, dose: Dose, *, both_sides: bool = True) -> int:
    """Return how many minutes one session of an exercise takes at a dosage, rests included, rounded up."""
    if exercise.minutes is not None:
        return exercise.minutes
    sides = 2 if exercise.each_side and both_sides else 1
    work = dose.sets * sides * _seconds_a_set(dose)
    return max(1, ceil((work + (dose.sets - 1) * (dose.rest_s or 0)) / 60))


def _seconds_a_set(dose: Dose) -> int:
    if dose.minutes is not None:
        return dose.minutes * 60
    if dose.reps is None:
        return dose.hold_s or 0
    tempo = sum(int(part) for part in dose.tempo.split("-") if part.isdigit())
    return dose.reps * ((tempo or SECONDS_A_REPETITION) + (dose.hold_s or 0))


def read_exercise(record: Record, domain: str, *, own: bool = False) -> Exercise:
    """Build one exercise from its record. An exercise of a clinic's ``own`` may leave out what is only advice."""
    dose = read_dose(record.record("dose"))
    advice = 0 if own else 1
    exercise = Exercise(
        id=record.text("id"),
        name=record.text("name"),
        domain=domain,
        target=record.text("target"),
        targets=record.codes("targets", TARGETS, at_least=1),
        purpose=record.text("purpose", required=not own),
        set_up=record.text("set_up", required=not own),
        steps=record.texts("steps", at_least=2),
        cues=record.texts("cues", at_least=advice),
        faults=record.texts("faults", at_least=advice),
        stop_signs=record.texts("stop_signs"),
        clinician=_read_notes(record.record("clinician"), required=not own),
        equipment=record.codes("equipment", EQUIPMENT),
        positions=record.codes("positions", POSITIONS, at_least=1),
        dose=dose,
        dose_range=_read_range(record.record("range"), dose),
        each_side=record.flag("each_side"),
        phases=record.codes("phases", PHASES, at_least=1),
        conditions=_conditions(record),
        blocks=tuple(_read_block(block) for block in record.records("blocks")),
        impact=record.flag("impact"),
        easier=record.text("easier", required=False) or None,
        harder=record.text("harder", required=False) or None,
        synonyms=record.texts("synonyms"),
        sources=record.texts("sources", at_least=1),
        minutes=record.whole("minutes", 1, 180),
        unused_reason=record.text("unused_reason", required=False),
    )
    record.finish()
    return exercise


def _conditions(record: Record) -> tuple[str, ...]:
    codes = record.codes("conditions", (*CONDITIONS, EVERY_CONDITION), at_least=1)
    return tuple(CONDITIONS) if codes == (EVERY_CONDITION,) else codes


def _read_notes(record: Record, *, required: bool) -> ClinicianNotes:
    notes = ClinicianNotes(
        why=record.text("why", required=required),
        progress_when=record.text("progress_when", required=required),
        mistakes=record.texts("mistakes", at_least=1 if required else 0),
    )
    record.finish()
    return notes


def read_dose(record: Record) -> Dose:
    """Build a dosage from its record: sets and at least one of repetitions, hold and minutes."""
    dose = Dose(
        sets=record.whole("sets", 1, 20) or 1,
        frequency=record.text("frequency"),
        reps=record.whole("reps", 1, 200),
        hold_s=record.whole("hold_s", 1, 600),
        minutes=record.whole("minutes", 1, 300),
        tempo=record.text("tempo", required=False),
        load=record.text("load", required=False),
        note=record.text("note", required=False),
        rest_s=record.whole("rest_s", 0, 600),
        per_week=record.whole("per_week", 1, 50) or 0,
    )
    if not record.has("sets"):
        record.fault("sets", "is missing")
    if dose.reps is None and dose.hold_s is None and dose.minutes is None:
        record.fault("reps", "give repetitions, a hold or minutes")
    record.finish()
    return dose


def _read_range(record: Record, dose: Dose) -> DoseRange:
    """Build the range of a dosage; the dosage to start from has to lie within it."""
    made = DoseRange(
        sets=_span(record, "sets") or Span(1, 20),
        per_week=_span(record, "per_week") or Span(1, 50),
        mark=record.code("mark", MARKS),
        reps=_span(record, "reps"),
        hold_s=_span(record, "hold_s"),
        minutes=_span(record, "minutes"),
    )
    for fault in outside_range(dose, made):
        record.fault("dose", fault)
    record.finish()
    return made


def outside_range(dose: Dose, allowed: DoseRange) -> list[str]:
    """Return what of a dosage lies outside a range, or is dosed without one, a sentence part for each."""
    faults = []
    for name in DOSED:
        span, value = getattr(allowed, name), getattr(dose, name)
        if (span is None) != (value is None):
            faults.append(f"{name} is dosed but has no range, or the other way round")
        elif span is not None and not span.holds(value):
            faults.append(f"{name} {value} does not lie within {span.low} to {span.high}")
    return faults


def _span(record: Record, name: str) -> Span | None:
    if not record.has(name):
        return None
    span = record.record(name)
    low, high = span.whole("low", 1, 600), span.whole("high", 1, 600)
    span.finish()
    if low is None or high is None or low > high:
        record.fault(name, "needs low and high, whole numbers, low first")
        return None
    return Span(low, high)


def _read_block(record: Record) -> Block:
    block = Block(
        reason=record.text("reason"),
        rule=record.text("rule", required=False),
        condition=record.code("condition", CONDITIONS, required=False),
        until_phase=record.code("until_phase", PHASES, required=False),
        findings=record.codes("findings", FINDINGS),
    )
    record.finish()
    return block
