"""Protocols for reading: each condition's ceilings, phases, gates and figures, every figure with source and mark."""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.clinic.case_building import CONTRACT
from footrehab_desktop.clinic.plans import item_for
from footrehab_desktop.clinic.print_handout import dose_words
from footrehab_desktop.library.exercises import Dose
from footrehab_desktop.library.load import Library
from footrehab_desktop.library.protocols import Protocol, ProtocolPhase
from footrehab_desktop.progression import gate_progress, read_case
from footrehab_desktop.progression.codes import CONDITIONS, PHASES
from footrehab_desktop.progression.figure import Figure
from footrehab_desktop.progression.gates import GATE_ROWS
from footrehab_desktop.progression.loading_tables import LOADING_TABLES, LoadingStage, LoadingTable
from footrehab_desktop.progression.rulebook import STANDARD, Rulebook
from footrehab_desktop.ui.presenters.library import SourceLine, source_lines
from footrehab_desktop.ui.presenters.run_tables import MARK_WORDS, SHORT_MARKS, default_table

_NEED_WORDS = (
    ("<= 0 NPRS", "no pain"),
    ("<= 0 as usual", "not more than usual"),
    (">=", "at least"),
    ("<=", "at most"),
    ("NPRS", "of 10"),
    (" deg", "°"),
    ("reps", "repetitions"),
    (" score", ""),
)
CEILING, HIGHEST, AT_REST = "B1.ceiling", "B1.highest", "B1.rest"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure of the core: its key, value with unit, source, and mark in words.

    ``shipped`` is the value that the program brings, where the clinic decides by another one.
    """

    key: str
    value: str
    source: str
    mark: str
    short_mark: str
    shipped: str = ""


@dataclass(frozen=True, slots=True)
class GateLine:
    """One item of a gate: what is looked at, what is needed, and the figures behind it."""

    gate: str
    label: str
    need: str
    figures: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True)
class LoadingView:
    """One loading table of the core: what it is called, how often and how fast, its stages, and where it is from."""

    label: str
    rhythm: str
    stages: tuple[str, ...]
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class PhaseView:
    """One phase. ``exercises`` are (id, name, dosage); ``gate`` holds the items that must be met to leave it."""

    code: str
    name: str
    aim: str
    duration: str
    exercises: tuple[tuple[str, str, str], ...]
    gate: tuple[GateLine, ...]
    run_table: str | None
    loading: tuple[LoadingView, ...]
    education: tuple[str, ...]
    avoid: tuple[str, ...]
    sources: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class ProtocolView:
    """One condition. ``referrals`` are (rule, sentence): what makes one send the patient on in any phase.

    ``own_label`` is the label of the clinic's own rulebook, empty as shipped; ``own_figures`` are those that the
    clinic changed, ``own_phases`` the phases whose template it changed. ``not_taken`` says why the
    clinic's own protocol does not stand, where this version of the program cannot take it.
    """

    condition: str
    title: str
    summary: str
    ceiling: FigureLine
    highest: FigureLine
    at_rest: FigureLine
    rules: tuple[tuple[str, tuple[FigureLine, ...]], ...]
    referrals: tuple[tuple[str, str], ...]
    phases: tuple[PhaseView, ...]
    sources: tuple[SourceLine, ...]
    own_label: str = ""
    own_figures: tuple[FigureLine, ...] = ()
    own_phases: tuple[str, ...] = ()
    not_taken: str = ""


def condition_rows(library: Library) -> tuple[tuple[str, str], ...]:
    """Return every condition that has a protocol as (code, name), in the order of the core."""
    return tuple((code, name) for code, name in CONDITIONS.items() if library.protocol(code) is not None)


def protocol_view(
    library: Library, condition: str, today: date, book: Rulebook = STANDARD, own_phases: tuple[str, ...] = ()
) -> ProtocolView:
    """Return everything about one condition by a rulebook. Raises ``KeyError`` if there is no protocol for it."""
    protocol = library.protocol(condition)
    if protocol is None:
        raise KeyError(condition)
    return ProtocolView(
        condition=condition,
        title=CONDITIONS[condition],
        summary=protocol.summary,
        ceiling=figure_line(f"{CEILING}.{condition}", book),
        highest=figure_line(f"{HIGHEST}.{condition}", book),
        at_rest=figure_line(f"{AT_REST}.{condition}", book),
        rules=_rules(protocol, book),
        referrals=tuple((referral.rule, referral.text) for referral in protocol.referrals),
        phases=tuple(_phase(library, condition, phase, today, book) for phase in protocol.phases),
        sources=source_lines(library, protocol.sources),
        own_label="" if book is STANDARD else book.label,
        own_figures=own_figures(book),
        own_phases=own_phases,
    )


def figure_line(key: str, book: Rulebook = STANDARD) -> FigureLine:
    """Return one figure of a rulebook. Raises ``KeyError`` for an unknown key."""
    return _line(book.figures[key])


def figures_of(rule: str, book: Rulebook = STANDARD) -> tuple[FigureLine, ...]:
    """Return the figures of a rule or gate, in the order of the rulebook; some have none."""
    return tuple(_line(figure) for key, figure in book.figures.items() if key.partition(".")[0] == rule)


def own_figures(book: Rulebook) -> tuple[FigureLine, ...]:
    """Return the figures whose values are not those of the program."""
    return tuple(_line(figure) for key, figure in book.figures.items() if figure.value != STANDARD[key])


def gate_lines(condition: str, phase: str, today: date, book: Rulebook = STANDARD) -> tuple[GateLine, ...]:
    """Return what the core asks of a patient with this condition, of whom nothing is known, to leave a phase."""
    case = read_case(
        {
            "contract": CONTRACT,
            "today": today.isoformat(),
            "episode": {"condition": condition},
            "state": {"phase": phase, "level": 1, "table": default_table(condition)},
        }
    )
    rows = {(row.gate, row.item): row for row in GATE_ROWS}
    lines = []
    for item in gate_progress(case, today, book):
        row = rows[item.gate, item.item]
        figures = tuple(figure_line(key, book) for key in row.figures)
        lines.append(GateLine(item.gate, row.label[:1].upper() + row.label[1:], need_in_words(item.need), figures))
    return tuple(lines)


def need_in_words(need: str) -> str:
    """Return what a gate asks for without signs and codes: ``at least 90 %``, ``no pain``."""
    for sign, words in _NEED_WORDS:
        need = need.replace(sign, words)
    return need


def _line(figure: Figure) -> FigureLine:
    shipped = STANDARD[figure.key]
    return FigureLine(
        key=figure.key,
        value=f"{figure.value:g} {figure.unit}",
        source=figure.source,
        mark=MARK_WORDS[figure.mark],
        short_mark=SHORT_MARKS[figure.mark],
        shipped="" if figure.value == shipped else f"{shipped:g} {figure.unit}",
    )


def _rules(protocol: Protocol, book: Rulebook) -> tuple[tuple[str, tuple[FigureLine, ...]], ...]:
    return tuple((rule, figures) for rule in protocol.rules if (figures := figures_of(rule, book)))


def _phase(library: Library, condition: str, phase: ProtocolPhase, today: date, book: Rulebook) -> PhaseView:
    return PhaseView(
        code=phase.phase,
        name=PHASES[phase.phase],
        aim=phase.aim,
        duration=phase.duration,
        exercises=tuple(_exercise(library, line.exercise_id, line.dose) for line in phase.exercises),
        gate=gate_lines(condition, phase.phase, today, book),
        run_table=phase.run_table,
        loading=tuple(_loading(LOADING_TABLES[code]) for code in phase.loading_tables),
        education=phase.education,
        avoid=phase.avoid,
        sources=source_lines(library, phase.sources),
    )


def _loading(table: LoadingTable) -> LoadingView:
    return LoadingView(
        label=table.label,
        rhythm="; ".join(part for part in (table.frequency, table.tempo) if part),
        stages=tuple(_loading_stage(stage) for stage in table.stages),
        source=table.source,
        note=table.note,
    )


def _loading_stage(stage: LoadingStage) -> str:
    weeks = stage.weeks.replace("-", "–")
    return f"Stage {stage.code}, week {weeks}: {'; '.join(stage.doses)} ({SHORT_MARKS[stage.mark]})"


def _exercise(library: Library, exercise_id: str, dose: Dose) -> tuple[str, str, str]:
    exercise = library.exercise(exercise_id)
    return exercise.id, exercise.name, f"{dose_words(item_for(exercise, 'both', dose))} · {dose.frequency}"
