"""Exercises: what they are, how they are started, whom they suit and what stops them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from footrehab_desktop.library.reading import Record
from footrehab_desktop.library.search_text import folded
from footrehab_desktop.progression.codes import CONDITIONS, FINDINGS, PHASES

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
    "step": "Step",
    "tape": "Tape",
    "toe_band": "Toe band",
    "towel": "Towel",
    "treadmill": "Treadmill",
    "unweighting_treadmill": "Body-weight-support treadmill",
    "wall": "Wall or rail",
    "weight": "Weight",
}
NO_EQUIPMENT: Final = "none"
EVERY_CONDITION: Final = "all"


@dataclass(frozen=True, slots=True)
class Dose:
    """A dosage to start from. ``hold_s`` seconds, ``minutes`` minutes a set, ``tempo`` "3-2-3" (up-hold-down, seconds).

    ``frequency`` and ``load`` are printed as they are; ``note`` says how it grows or what a repetition is.
    """

    sets: int
    frequency: str
    reps: int | None = None
    hold_s: int | None = None
    minutes: int | None = None
    tempo: str = ""
    load: str = ""
    note: str = ""


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
    """One exercise. ``steps``, ``cues``, ``faults`` and ``stop_signs`` are sentences for the patient;
    ``stop_signs`` are added to those that hold for every exercise (``Library.stop_signs``).

    ``target`` is the tissue in words, ``targets`` the same as codes of ``TARGETS``. ``easier`` and ``harder`` are ids
    of the neighbours on the ladder. ``conditions`` are those it is meant for. ``equipment`` is empty if nothing is
    needed. ``impact``: it loads the foot by running, jumping or hopping. ``sources`` are ids, see ``sources.py``.
    """

    id: str
    name: str
    domain: str
    target: str
    targets: tuple[str, ...]
    purpose: str
    steps: tuple[str, ...]
    cues: tuple[str, ...]
    faults: tuple[str, ...]
    stop_signs: tuple[str, ...]
    equipment: tuple[str, ...]
    dose: Dose
    phases: tuple[str, ...]
    conditions: tuple[str, ...]
    blocks: tuple[Block, ...]
    impact: bool
    easier: str | None
    harder: str | None
    sources: tuple[str, ...]

    def blocks_for(self, condition: str, phase: str, findings: Collection[str] = ()) -> tuple[Block, ...]:
        """Return what keeps a patient with this condition, phase and recorded findings from the exercise."""
        return tuple(block for block in self.blocks if block.applies(condition, phase, findings))


@dataclass(frozen=True, slots=True)
class ExerciseFilter:
    """What to show; an empty part does not restrict. ``equipment`` is a code, or "none" for exercises without any.

    ``text``: every word must occur in id, name, target or cues, whatever the case and accents.
    """

    phase: str = ""
    domain: str = ""
    target: str = ""
    equipment: str = ""
    condition: str = ""
    impact: bool | None = None
    text: str = ""

    def takes(self, exercise: Exercise, searchable: str) -> bool:
        """Tell whether an exercise passes; ``searchable`` is its ``search_text``."""
        return (
            (not self.phase or self.phase in exercise.phases)
            and self.domain in {"", exercise.domain}
            and (not self.target or self.target in exercise.targets)
            and (not self.equipment or self._equipped(exercise))
            and (not self.condition or self.condition in exercise.conditions)
            and self.impact in {None, exercise.impact}
            and all(word in searchable for word in folded(self.text).split())
        )

    def _equipped(self, exercise: Exercise) -> bool:
        if self.equipment == NO_EQUIPMENT:
            return not exercise.equipment
        return self.equipment in exercise.equipment


def search_text(exercise: Exercise) -> str:
    """Return what the free-text filter looks at, folded."""
    return folded(" ".join((exercise.id, exercise.name, exercise.target, *exercise.cues)))


def read_exercise(record: Record, domain: str) -> Exercise:
    """Build one exercise from its record."""
    exercise = Exercise(
        id=record.text("id"),
        name=record.text("name"),
        domain=domain,
        target=record.text("target"),
        targets=record.codes("targets", TARGETS, at_least=1),
        purpose=record.text("purpose"),
        steps=record.texts("steps", at_least=2),
        cues=record.texts("cues", at_least=1),
        faults=record.texts("faults", at_least=1),
        stop_signs=record.texts("stop_signs"),
        equipment=record.codes("equipment", EQUIPMENT),
        dose=read_dose(record.record("dose")),
        phases=record.codes("phases", PHASES, at_least=1),
        conditions=_conditions(record),
        blocks=tuple(_read_block(block) for block in record.records("blocks")),
        impact=record.flag("impact"),
        easier=record.text("easier", required=False) or None,
        harder=record.text("harder", required=False) or None,
        sources=record.texts("sources", at_least=1),
    )
    record.finish()
    return exercise


def _conditions(record: Record) -> tuple[str, ...]:
    codes = record.codes("conditions", (*CONDITIONS, EVERY_CONDITION), at_least=1)
    return tuple(CONDITIONS) if codes == (EVERY_CONDITION,) else codes


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
    )
    if not record.has("sets"):
        record.fault("sets", "is missing")
    if dose.reps is None and dose.hold_s is None and dose.minutes is None:
        record.fault("reps", "give repetitions, a hold or minutes")
    record.finish()
    return dose


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
