"""What a clinic may adjust of a protocol: its figures within their ranges, and what each phase begins with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from footrehab_desktop.clinic.own_protocols import Adjustment, read_adjustment
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.library.exercises import DOSED, Dose, Exercise, outside_range
from footrehab_desktop.library.load import Library
from footrehab_desktop.library.protocols import Protocol
from footrehab_desktop.progression.catalogue import DECISION_ROWS, TASK_ROWS
from footrehab_desktop.progression.codes import CONDITIONS, PHASES
from footrehab_desktop.progression.figure import Figure
from footrehab_desktop.progression.gates import GATE_ROWS
from footrehab_desktop.progression.rulebook import STANDARD
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values_library import OwnProtocol
from footrehab_desktop.ui.presenters.run_tables import MARK_WORDS

CONDITION, EVERYBODY = "condition", "everybody"
_LIMITS: Final[Mapping[str, str]] = {
    "ceiling": "Pain limit during a session",
    "highest": "Highest pain limit a clinician may set",
    "rest": "Pain limit at rest",
}
_AREAS: Final[Mapping[str, str]] = {
    "stale": "How long a result counts",
    "review": "Time to the next review after",
    "plan": "Plan",
}
DOSE_NUMBERS: Final = (*DOSED, "rest_s")
DOSE_TEXTS: Final = ("tempo", "load", "frequency", "note")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure that may be adjusted. ``group`` is "condition" or "everybody": whom the rule behind it is for.

    ``used_by`` names the rules and gates that decide with it, each with its decision.
    """

    figure: Figure
    rule: str
    label: str
    group: str
    used_by: str

    @property
    def key(self) -> str:
        """Return the key of the rulebook."""
        return self.figure.key

    @property
    def shipped(self) -> str:
        """Return the shipped value."""
        return f"{self.figure.value:g}"

    @property
    def allowed(self) -> str:
        """Return the allowed range with the unit."""
        return f"{self.figure.lowest:g} to {self.figure.highest:g} {self.figure.unit}"

    @property
    def detail(self) -> str:
        """Return source, mark and what decides with it, in one line."""
        figure = self.figure
        used = f" Used by {self.used_by}." if self.used_by else ""
        return (
            f"{self.key}: shipped {self.shipped} {figure.unit}, allowed {self.allowed}. "
            f"Source: {figure.source} ({MARK_WORDS[figure.mark]}).{used}"
        )

    def read(self, text: str) -> float:
        """Return a typed value. Raises ``FieldError`` with the range for anything else."""
        try:
            value = float(text.strip().replace(",", "."))
        except ValueError:
            raise FieldError("figures", f"{self.label}: enter a number from {self.allowed}.") from None
        if not self.figure.lowest <= value <= self.figure.highest:
            raise FieldError("figures", f"{self.label}: {text.strip()} is not allowed. It takes {self.allowed}.")
        return value


def figure_rows(library: Library, condition: str) -> tuple[FigureRow, ...]:
    """Return the figures with a range that decide about a condition: limits, its rules, gates, then everybody's."""
    others = {rule for protocol in library.protocols if condition not in protocol.conditions for rule in protocol.rules}
    protocol = library.protocol(condition)
    own = set(protocol.rules) if protocol is not None else set()
    rows = [
        _row(figure, rule in own or rule == "B1" or rule.startswith("GA-"))
        for figure in STANDARD.figures.values()
        if figure.lowest < figure.highest and _concerns(figure, rule := _rule(figure.key), condition, others - own)
    ]
    return tuple(sorted(rows, key=lambda row: row.group != CONDITION))


def dose_faults(exercise: Exercise, dose: Dose) -> list[str]:
    """Return what of a typed dosage is not within the range of the exercise."""
    return outside_range(dose, exercise.dose_range)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a clinic's protocol: its number, when and by whom it was saved, and what it changed."""

    version: int
    saved_at: datetime
    saved_by: str
    stands: bool
    changes: tuple[str, ...]


def version_lines(unit: UnitOfWork, library: Library, condition: str) -> tuple[VersionLine, ...]:
    """Return every version for a condition, the newest first; none as shipped."""
    standing = {own.id for own in unit.own_protocols.versions(condition)[:1]}
    return tuple(
        VersionLine(
            version=own.version,
            saved_at=own.created_at,
            saved_by=unit.clinicians.get(own.created_by).name,
            stands=own.id in standing,
            changes=_changes(own),
        )
        for own in unit.own_protocols.every(condition)
    )


def _changes(own: OwnProtocol) -> tuple[str, ...]:
    try:
        return changes_in_words(read_adjustment(own.content))
    except UserFixableError as error:
        return (str(error),)


def changes_in_words(changed: Adjustment) -> tuple[str, ...]:
    """Return what an adjustment changes: each figure from its shipped value to its own, each phase with a template."""
    figures = (
        f"{_label(STANDARD.figures[key])}: {STANDARD[key]:g} → {value:g} {STANDARD.figures[key].unit}"
        if key in STANDARD.figures
        else f"{key}: {value:g}"
        for key, value in changed.figures.items()
    )
    phases = (f"{phase} {PHASES[phase]}: {len(lines)} exercises" for phase, lines in changed.phases.items())
    return (*figures, *phases)


def changed_phases(shipped: Protocol, phases: Mapping[str, Any]) -> dict[str, Any]:
    """Return the phases whose template is not the shipped one."""
    return {code: lines for code, lines in phases.items() if lines != shipped.phase(code).exercises}


def _concerns(figure: Figure, rule: str, condition: str, others: Iterable[str]) -> bool:
    """Tell whether a figure decides about a condition."""
    if rule == "B1":
        return figure.key.endswith(f".{condition}") or figure.key.rpartition(".")[2] not in CONDITIONS
    if rule.startswith("GA-"):
        items = [row for row in GATE_ROWS if figure.key in row.figures]
        return not items or any(not row.conditions or condition in row.conditions for row in items)
    return rule not in others


def _row(figure: Figure, for_condition: bool) -> FigureRow:
    used = ", ".join(dict.fromkeys(f"{rule} ({decision})" for rule, decision, _label in _uses().get(figure.key, ())))
    group = CONDITION if for_condition else EVERYBODY
    return FigureRow(figure, _rule(figure.key), _label(figure), group, used)


def _label(figure: Figure) -> str:
    rule, name = _rule(figure.key), figure.name.replace("_", " ")
    if rule == "B1":
        return _LIMITS.get(name.partition(".")[0], name)
    if rule in _AREAS:
        return f"{_AREAS[rule]}: {name}"
    uses = _uses().get(figure.key)
    if uses is None:
        return f"{rule}: {name}"
    return f"{rule}: {uses[0][2]} ({name})"


@cache
def _uses() -> Mapping[str, tuple[tuple[str, str, str], ...]]:
    """Return for each figure the rules that decide with it, as (id, decision, what it looks at)."""
    uses: dict[str, tuple[tuple[str, str, str], ...]] = {}
    rows = [(row.figures, row.id, row.decision, row.looks_at) for row in DECISION_ROWS]
    rows += [(row.figures, row.id, "task", row.looks_at) for row in TASK_ROWS]
    rows += [(row.figures, row.gate, "gate", row.label) for row in GATE_ROWS]
    for keys, rule, decision, looks_at in rows:
        for key in keys:
            uses[key] = (*uses.get(key, ()), (rule, decision, looks_at.replace("_", " ")))
    return uses


def _rule(key: str) -> str:
    return key.partition(".")[0]
