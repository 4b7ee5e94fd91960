"""Protocols as a clinic adjusted them: figures within the rulebook's ranges, and what a phase begins with.

Every version stays. A decision carries the label of the rulebook it was made by, so that it can be repeated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.library.exercise_json import dose_json
from footrehab_desktop.library.exercises import read_dose
from footrehab_desktop.library.load import Library
from footrehab_desktop.library.protocols import Protocol, ProtocolExercise
from footrehab_desktop.library.reading import FaultList, LibraryError, Record
from footrehab_desktop.progression.codes import CONDITIONS
from footrehab_desktop.progression.figure import RulebookError
from footrehab_desktop.progression.rulebook import STANDARD, Rulebook
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values_library import OwnProtocol

_NAME: Final = "own {version}"
_NOT_TAKEN: Final = (
    "This version of the program does not take the clinic's own protocol for {condition}: {why} "
    "Open Protocols, press Adjust for this clinic and save it again, or go back to the shipped one."
)


class OtherRulesError(UserFixableError):
    """A decision was made by rules that this version of the program does not hold."""

    def __init__(self, label: str) -> None:
        super().__init__(
            f"This decision was made by the rules {label}, which this program no longer has. Review again."
        )


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What a clinic changed in the protocol of a condition: ``figures`` of the rulebook by key, and by phase the
    exercises that its template holds now. What is not named is as shipped."""

    figures: Mapping[str, float]
    phases: Mapping[str, tuple[ProtocolExercise, ...]]


@dataclass(frozen=True, slots=True)
class AdjustedProtocols:
    """The clinic's protocols, each for its one condition, and the conditions whose own protocol cannot be read."""

    protocols: tuple[Protocol, ...]
    unreadable: tuple[str, ...]


def rulebook_for(unit: UnitOfWork, condition: str) -> Rulebook:
    """Return the rulebook by which this clinic decides about a condition."""
    versions = unit.own_protocols.versions(condition)
    return _rulebook(versions[0]) if versions else STANDARD


def rulebook_by_label(unit: UnitOfWork, condition: str, label: str) -> Rulebook:
    """Return the rulebook that a decision was made by.

    Raises ``OtherRulesError`` when it was another version of the rules: other figures must not stand in for them.
    """
    if label == STANDARD.label:
        return STANDARD
    for own in unit.own_protocols.every(condition):
        if label == f"{STANDARD.version} {_NAME.format(version=own.version)}":
            return _rulebook(own)
    raise OtherRulesError(label)


def adjustment(unit: UnitOfWork, condition: str) -> Adjustment:
    """Return what the clinic changed for a condition; empty for a protocol as shipped."""
    versions = unit.own_protocols.versions(condition)
    return read_adjustment(versions[0].content) if versions else Adjustment({}, {})


def save_adjustment(
    unit: UnitOfWork, library: Library, condition: str, changed: Adjustment
) -> tuple[OwnProtocol, Changes]:
    """Save the next version of the clinic's protocol.

    Raises ``FieldError`` for a figure out of its range, an exercise that does not exist, and an empty phase.
    """
    _check(changed, library)
    content = {
        "figures": dict(changed.figures),
        "phases": {
            phase: [{"id": line.exercise_id, "dose": dose_json(line.dose)} for line in lines]
            for phase, lines in changed.phases.items()
        },
    }
    saved = unit.own_protocols.save(condition, content)
    unit.commit()
    return saved, Changes(library=True)


def withdraw_adjustment(unit: UnitOfWork, condition: str, reason: str) -> Changes:
    """Go back to the protocol as shipped; the versions stay for the decisions that were made by them."""
    if not reason.strip():
        raise FieldError("reason", "Going back to the shipped protocol needs a reason.")
    for own in unit.own_protocols.versions(condition):
        unit.own_protocols.void(own.id, reason)
    unit.commit()
    return Changes(library=True)


def adjusted_protocols(unit: UnitOfWork, library: Library) -> AdjustedProtocols:
    """Return the protocols whose phases this clinic changed. One that cannot be read stays as shipped and is named."""
    found, unreadable = [], []
    for protocol in library.protocols:
        for condition in protocol.conditions:
            try:
                rulebook_for(unit, condition)
                phases = adjustment(unit, condition).phases
                _check_phases(phases, library)
            except UserFixableError:
                unreadable.append(condition)
                continue
            if phases:
                found.append(_adjusted(protocol, condition, phases))
    return AdjustedProtocols(tuple(found), tuple(unreadable))


def _adjusted(protocol: Protocol, condition: str, phases: Mapping[str, tuple[ProtocolExercise, ...]]) -> Protocol:
    changed = tuple(replace(phase, exercises=phases.get(phase.phase, phase.exercises)) for phase in protocol.phases)
    return replace(protocol, conditions=(condition,), phases=changed)


def _rulebook(own: OwnProtocol) -> Rulebook:
    """Return the rulebook of a version. Never decides by other figures in silence: what no longer fits is refused."""
    try:
        return STANDARD.changed(_NAME.format(version=own.version), own.content["figures"])
    except RulebookError as error:
        raise UserFixableError(_NOT_TAKEN.format(condition=CONDITIONS[own.condition], why=error)) from None


def read_adjustment(content: Mapping[str, Any]) -> Adjustment:
    """Return what a stored version holds. Raises ``UserFixableError`` for a dosage that cannot be read."""
    return Adjustment(
        figures=content["figures"],
        phases={phase: _lines(lines) for phase, lines in content["phases"].items()},
    )


def _lines(lines: Sequence[Mapping[str, Any]]) -> tuple[ProtocolExercise, ...]:
    faults = FaultList()
    read = tuple(
        ProtocolExercise(line["id"], read_dose(Record(dict(line["dose"]), "", line["id"], faults))) for line in lines
    )
    try:
        faults.raise_if_any()
    except LibraryError as error:
        raise UserFixableError(f"A template holds what this version does not take: {error.faults[0].reason}.") from None
    return read


def _check(changed: Adjustment, library: Library) -> None:
    for key, value in changed.figures.items():
        try:
            STANDARD.changed("checked", {key: value})
        except RulebookError as error:
            raise FieldError(key, str(error)) from None
    _check_phases(changed.phases, library)


def _check_phases(phases: Mapping[str, tuple[ProtocolExercise, ...]], library: Library) -> None:
    for phase, lines in phases.items():
        if not lines:
            raise FieldError(phase, f"{phase} needs at least one exercise.")
        for line in lines:
            library.exercise(line.exercise_id)
        try:
            _lines([{"id": line.exercise_id, "dose": dose_json(line.dose)} for line in lines])
        except UserFixableError as error:
            raise FieldError(phase, str(error)) from None
