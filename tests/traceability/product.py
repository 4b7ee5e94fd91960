"""What the product holds today that can serve a requirement, by kind, and which requirements it cites itself."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from footrehab_desktop.library.advice import ADVICE_IDS, load_advice
from footrehab_desktop.library.forms import load_forms
from footrehab_desktop.library.load import load_library
from footrehab_desktop.progression.catalogue import DECISION_ROWS, TASK_ROWS, covered_ids
from footrehab_desktop.progression.codes import CONDITIONS
from footrehab_desktop.progression.stage_tables import STAGE_TABLES
from footrehab_desktop.resource_files import resource_path
from footrehab_desktop.ui.help_topics import load_topics
from footrehab_desktop.ui.pages.registry import PAGES
from footrehab_desktop.ui.presenters.diary_lines import LINE_CODES

CITED = re.compile(r"\bS\d{3}-\d{2,3}\b")


@cache
def product() -> Mapping[str, frozenset[str]]:
    """Return, for each kind of reference, every code that exists; the order of the kinds is that of the table."""
    return {
        "rule": covered_ids(),
        "walk-run table": frozenset(STAGE_TABLES),
        "exercise": frozenset(exercise.id for exercise in load_library().exercises),
        "phase": frozenset(
            f"{protocol.id}:{phase.phase}" for protocol in load_library().protocols for phase in protocol.phases
        ),
        "condition": frozenset(CONDITIONS),
        "form field": frozenset(field.code for field in load_forms().fields),
        "diary line": LINE_CODES,
        "advice": frozenset(ADVICE_IDS),
        "screen": frozenset(PAGES),
        "help": frozenset(topic.code for topic in load_topics()),
        "sheet text": frozenset(json.loads(resource_path("translations", "patient.en.json").read_text("utf-8"))),
    }


@cache
def citations() -> Mapping[str, frozenset[tuple[str, str]]]:
    """Return, for each requirement that a rule, exercise or phase names as its source, those that name it."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for reference, sources in _cited():
        for requirement in CITED.findall(" ".join(sources)):
            found[requirement].add(reference)
    return {requirement: frozenset(references) for requirement, references in found.items()}


def _cited() -> Iterable[tuple[tuple[str, str], tuple[str, ...]]]:
    library = load_library()
    for row in (*DECISION_ROWS, *TASK_ROWS):
        yield ("rule", row.key.partition(":")[0]), row.sources
    for exercise in library.exercises:
        yield ("exercise", exercise.id), exercise.sources
    for protocol in library.protocols:
        for phase in protocol.phases:
            yield ("phase", f"{protocol.id}:{phase.phase}"), phase.sources
    for sheet in load_advice().values():
        for block in sheet.blocks:
            yield ("advice", sheet.id), block.sources
