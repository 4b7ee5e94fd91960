"""Advice for patients: short sheets of everyday words, one file for each sheet and language.

A block may hold for some conditions only; its figures are those of the rulebook that the patient is treated by.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal, cast

from footrehab_desktop.library.drawing import Shape, path
from footrehab_desktop.library.reading import FaultList, Record, read_file
from footrehab_desktop.progression import STANDARD, Rulebook, pain_ceiling
from footrehab_desktop.progression.codes import CONDITIONS
from footrehab_desktop.resource_files import resource_path

ADVICE_IDS: Final = ("healing", "flare_care", "load", "shoes", "recovery", "long_term")

Emphasis = Literal["plain", "stop"]
_EMPHASES: Final = ("plain", "stop")
_CEILINGS: Final = {"any": "whatever pain is allowed", "some": "some pain is allowed", "none": "no pain is allowed"}


@dataclass(frozen=True, slots=True)
class AdviceBlock:
    """A heading with its lines, and the ``short`` ones for those who read little; ``icon`` stands beside it.
    ``figures`` maps the names in braces to the rulebook's keys.

    It holds for ``conditions`` (empty: all) and where the pain ceiling is ``ceiling``: any, some or none.
    """

    heading: str
    icon: str
    lines: tuple[str, ...]
    short: tuple[str, ...]
    figures: Mapping[str, str]
    conditions: tuple[str, ...]
    ceiling: str
    emphasis: Emphasis
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """One sheet as it is kept: title, a leading sentence, blocks in reading order."""

    id: str
    title: str
    lead: str
    blocks: tuple[AdviceBlock, ...]


@dataclass(frozen=True, slots=True)
class AdviceText:
    """A block as one patient reads it, its figures filled in."""

    heading: str
    icon: str
    lines: tuple[str, ...]
    short: tuple[str, ...]
    emphasis: Emphasis


ICON_SIDE: Final = 24.0
"""Every icon is drawn on a square of this side, y down."""
_ICON_LINE: Final = 1.8


@cache
def advice_icons() -> Mapping[str, tuple[Shape, ...]]:
    """Return the icons by name, drawn in the role "ink". Raises ``LibraryError`` when their file is damaged."""
    faults = FaultList()
    file = read_file(resource_path("advice", "icons.json"), faults)
    icons = {name: _icon(file.record(name)) for name in file.names()}
    faults.raise_if_any()
    return MappingProxyType(icons)


def _icon(record: Record) -> tuple[Shape, ...]:
    lines = tuple(Shape(path(text), stroke="ink", width=_ICON_LINE) for text in record.texts("lines", 1))
    filled = tuple(Shape(path(text), fill="ink") for text in record.texts("filled"))
    record.finish()
    return lines + filled


@cache
def load_advice(language: str = "en") -> Mapping[str, Advice]:
    """Return every sheet of a language by id. Raises ``LibraryError`` with all faults of the files."""
    faults = FaultList()
    sheets = {}
    for advice_id in ADVICE_IDS:
        record = read_file(resource_path("advice", f"{advice_id}.{language}.json"), faults)
        sheets[advice_id] = _read_advice(record, advice_id)
    faults.raise_if_any()
    return MappingProxyType(sheets)


def advice_text(
    advice: Advice, condition: str, clinician_ceiling: int | None = None, book: Rulebook = STANDARD
) -> tuple[AdviceText, ...]:
    """Return the blocks that hold for a condition; ``clinician_ceiling`` is the highest pain set for the episode."""
    ceiling = pain_ceiling(condition, clinician_ceiling, book)
    fitting = ("any", "some" if ceiling else "none")
    return tuple(
        _text(block, ceiling, book)
        for block in advice.blocks
        if block.ceiling in fitting and (not block.conditions or condition in block.conditions)
    )


def _text(block: AdviceBlock, ceiling: int, book: Rulebook) -> AdviceText:
    values: dict[str, object] = {name: f"{book[key]:g}" for name, key in block.figures.items()}
    values["ceiling"] = ceiling

    def filled(lines: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(line.format(**values) for line in lines)

    return AdviceText(block.heading, block.icon, filled(block.lines), filled(block.short), block.emphasis)


def _read_advice(record: Record, advice_id: str) -> Advice:
    advice = Advice(
        id=record.code("id", (advice_id,)),
        title=record.text("title"),
        lead=record.text("lead"),
        blocks=tuple(_read_block(block) for block in record.records("blocks", 1, named_by="heading")),
    )
    record.finish()
    return advice


def _read_block(record: Record) -> AdviceBlock:
    block = AdviceBlock(
        heading=record.text("heading"),
        icon=record.code("icon", advice_icons()),
        lines=record.texts("lines", 1),
        short=record.texts("short", 1),
        figures=_read_figures(record),
        conditions=record.codes("conditions", CONDITIONS),
        ceiling=record.code("ceiling", _CEILINGS, required=False) or "any",
        emphasis=cast("Emphasis", record.code("emphasis", _EMPHASES, required=False) or "plain"),
        sources=record.texts("sources", 1),
    )
    record.finish()
    for line in (*block.lines, *block.short):
        _check_line(record, line, block.figures)
    return block


def _read_figures(record: Record) -> Mapping[str, str]:
    figures = record.named_texts("figures")
    for name, key in figures.items():
        if key not in STANDARD.figures:
            record.fault(f"figures.{name}", f"there is no figure {key} in the rulebook")
    return MappingProxyType(figures)


def _check_line(record: Record, line: str, figures: Mapping[str, str]) -> None:
    try:
        line.format(ceiling=0, **dict.fromkeys(figures, ""))
    except (KeyError, IndexError, ValueError):
        record.fault("lines", f"a name in braces has no figure: {line}")
