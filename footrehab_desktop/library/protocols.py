"""Protocols: for one condition, what is aimed at, done and required in each phase."""

from collections.abc import Mapping
from dataclasses import dataclass

from footrehab_desktop.library.exercises import Dose, Exercise, outside_range, read_dose
from footrehab_desktop.library.reading import Record
from footrehab_desktop.progression.codes import CONDITIONS, PHASES
from footrehab_desktop.progression.loading_tables import LOADING_TABLES


@dataclass(frozen=True, slots=True)
class ProtocolExercise:
    """One line of a phase's template: an exercise and the dosage it starts with here."""

    exercise_id: str
    dose: Dose


@dataclass(frozen=True, slots=True)
class ProtocolPhase:
    """One phase. ``gates`` are ids of the core's gates that must be met to leave it; ``run_table`` is set while running
    by stages, ``loading_tables`` while a tendon or the sole is loaded by one; ``duration`` is the usual length in
    words, never a criterion. ``education`` is what the patient should understand, ``avoid`` what to leave out."""

    phase: str
    aim: str
    duration: str
    exercises: tuple[ProtocolExercise, ...]
    gates: tuple[str, ...]
    run_table: str | None
    loading_tables: tuple[str, ...]
    education: tuple[str, ...]
    avoid: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Referral:
    """What makes one send the patient on in any phase, and the rule of the core that watches it."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Protocol:
    """The plan for one or more ``conditions``. ``ceiling_rule`` names the core's figures of the pain ceiling.

    ``rules`` are the core's rules that belong to these conditions.
    """

    id: str
    title: str
    conditions: tuple[str, ...]
    summary: str
    ceiling_rule: str
    rules: tuple[str, ...]
    referrals: tuple[Referral, ...]
    phases: tuple[ProtocolPhase, ...]
    sources: tuple[str, ...]

    def phase(self, code: str) -> ProtocolPhase:
        """Return one phase; ``KeyError`` if the protocol does not have it."""
        for phase in self.phases:
            if phase.phase == code:
                return phase
        raise KeyError(code)


def read_protocol(record: Record, exercises: Mapping[str, Exercise]) -> Protocol:
    """Build one protocol from its record; ``exercises`` are those that exist, by id."""
    protocol = Protocol(
        id=record.text("id"),
        title=record.text("title"),
        conditions=record.codes("conditions", CONDITIONS, at_least=1),
        summary=record.text("summary"),
        ceiling_rule=record.text("ceiling_rule"),
        rules=record.texts("rules"),
        referrals=tuple(_read_referral(referral) for referral in record.records("refer", 1, named_by="rule")),
        phases=tuple(_read_phase(phase, exercises) for phase in record.records("phases", 1, named_by="phase")),
        sources=record.texts("sources", at_least=1),
    )
    if tuple(phase.phase for phase in protocol.phases) != tuple(PHASES):
        record.fault("phases", f"needs each of {', '.join(PHASES)} once, in this order")
    record.finish()
    return protocol


def _read_phase(record: Record, exercises: Mapping[str, Exercise]) -> ProtocolPhase:
    phase = ProtocolPhase(
        phase=record.code("phase", PHASES),
        aim=record.text("aim"),
        duration=record.text("duration"),
        exercises=tuple(_read_line(line, exercises) for line in record.records("exercises", 1, named_by="id")),
        gates=record.texts("gates"),
        run_table=record.text("run_table", required=False) or None,
        loading_tables=record.codes("loading_tables", LOADING_TABLES),
        education=record.texts("education", at_least=1),
        avoid=record.texts("avoid", at_least=1),
        sources=record.texts("sources", at_least=1),
    )
    record.finish()
    return phase


def _read_referral(record: Record) -> Referral:
    referral = Referral(record.text("rule"), record.text("text"))
    record.finish()
    return referral


def _read_line(record: Record, exercises: Mapping[str, Exercise]) -> ProtocolExercise:
    """Build one line. Without a dosage of its own it starts with that of the exercise."""
    exercise_id = record.code("id", exercises)
    own = read_dose(record.record("dose")) if record.has("dose") else None
    known = exercises.get(exercise_id)
    if own is not None and known is not None:
        for fault in outside_range(own, known.dose_range):
            record.fault("dose", fault)
    record.finish()
    return ProtocolExercise(exercise_id, own or (known.dose if known else Dose(1, "")))
