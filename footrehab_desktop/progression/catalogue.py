"""All rows of the rule tables in one place, and the rules that hold without a row of their own."""

from typing import Final, NamedTuple

from footrehab_desktop.progression.gates import GATE_ROWS
from footrehab_desktop.progression.rule import Rule, SessionRule, TaskRule
from footrehab_desktop.progression.rules_condition import CONDITION_RULES, TASK_RULES
from footrehab_desktop.progression.rules_course import COURSE_RULES
from footrehab_desktop.progression.rules_flare import FLARE_TABLE
from footrehab_desktop.progression.rules_load import LOAD_RULES
from footrehab_desktop.progression.rules_outcome import OUTCOME_RULES
from footrehab_desktop.progression.rules_safety import SAFETY_RULES
from footrehab_desktop.progression.rules_session import SESSION_RULES


class Note(NamedTuple):
    """A rule that is a definition, a way of showing or a text; ``where`` says which part of the core serves it."""

    id: str
    text: str
    where: str


DECISION_ROWS: Final[tuple[Rule | SessionRule, ...]] = (
    *SAFETY_RULES,
    *CONDITION_RULES,
    *SESSION_RULES,
    *FLARE_TABLE,
    *COURSE_RULES,
    *LOAD_RULES,
    *OUTCOME_RULES,
)
TASK_ROWS: Final[tuple[TaskRule, ...]] = TASK_RULES
NOTES: Final[tuple[Note, ...]] = (
    Note("PM-03", "A session on which no session rule fires is clean and counts towards HL-02.", "rules_session"),
    Note("PM-21", "Diffuse muscle ache on both sides that is gone within 48 h is ignored.", "rules_session"),
    Note("FL-01", "A session is a flare when a row marked as flare fires; one flare a session.", "rules_session"),
    Note("LD-12", "A step back or pause in the last 13 days counts as the light week.", "rules_load"),
    Note("IM-08", "Without one of the imaging rules no imaging is asked for.", "rules_condition"),
    Note("HL-01", "Fewer than two clean sessions hold the level: the row is LD-14.", "rules_load"),
    Note("RC-04", "Protein 1.6 g/kg a day, vitamin C with 15 g gelatin an hour before loading: text for a handout.",
         "handouts"),
    Note("AT-01", "Achilles stage by heel raises: a task with the stage.", "loading_tables"),
)  # fmt: skip


def covered_ids() -> frozenset[str]:
    """Return the ids of all rules that have a row, a gate item, a task or a note."""
    rows = {row.id for row in (*DECISION_ROWS, *TASK_ROWS)}
    return frozenset(rows | {row.rule or row.gate for row in GATE_ROWS} | {note.id for note in NOTES})
