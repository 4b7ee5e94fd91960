"""What a decision proposes for the plan, line by line in words, and which lines are still open. No toolkit here."""

from collections.abc import Sequence
from dataclasses import dataclass

from footrehab_desktop.clinic.plan_changes import COMPARED
from footrehab_desktop.clinic.plan_proposal import PlanProposal, ProposedLine
from footrehab_desktop.clinic.print_handout import dose_words, when_words
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.values import PlanItem

_UNITS = {"sets": "sets", "reps": "repetitions", "hold_s": "s hold", "minutes": "min", "rest_s": "s rest"}
_NAMES = {"load": "load", "frequency": "how often", "tempo": "tempo", "side": "side", "note": "note"}


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposed change as read: what it is about, before → after, and why."""

    line: ProposedLine
    title: str
    change: str
    reason: str


def proposal_rows(lines: Sequence[ProposedLine], library: Library) -> tuple[ProposalRow, ...]:
    """Return the lines in words."""
    return tuple(_row(line, library) for line in lines)


def open_lines(proposal: PlanProposal, items: Sequence[PlanItem]) -> tuple[ProposedLine, ...]:
    """Return the lines that the plan does not follow yet: what they start from is there as it was."""
    there = {item.exercise_id: item for item in items}
    return tuple(line for line in proposal.lines if _is_open(line, there))


def _is_open(line: ProposedLine, there: dict[str, PlanItem]) -> bool:
    if line.before is None:
        return line.key not in there
    return there.get(line.before.exercise_id) == line.before


def _row(line: ProposedLine, library: Library) -> ProposalRow:
    before, after = line.before, line.after
    if before is None and after is not None:
        return ProposalRow(line, f"Add: {_name(after, library)}", _dose(after), line.reason)
    if before is not None and after is None:
        return ProposalRow(line, f"Take out: {_name(before, library)}", "", line.reason)
    if before is None or after is None:
        raise ValueError("a line of a proposal changes something")
    if before.exercise_id == after.exercise_id:
        return ProposalRow(line, _name(after, library), _changes(before, after), line.reason)
    return ProposalRow(line, f"{_name(before, library)} → {_name(after, library)}", _dose(after), line.reason)


def _name(item: PlanItem, library: Library) -> str:
    return library.exercise(item.exercise_id).name


def _dose(item: PlanItem) -> str:
    return f"{dose_words(item)} · {when_words(item)}"


def _changes(before: PlanItem, after: PlanItem) -> str:
    """Return the parts that differ: ``10 → 12 repetitions``."""
    changed = [name for name in COMPARED if getattr(before, name) != getattr(after, name)]
    return ", ".join(_change(name, getattr(before, name), getattr(after, name)) for name in changed)


def _change(name: str, before: object, after: object) -> str:
    if name in _UNITS:
        return f"{before} → {after} {_UNITS[name]}"
    return f"{_NAMES.get(name, name)}: {before or 'none'} → {after or 'none'}"
