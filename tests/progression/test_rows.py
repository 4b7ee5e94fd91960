"""Every row of the rule tables fires where it should and stays silent just beside it; no row is without examples."""

import pytest

from footrehab_desktop.progression import STANDARD, read_case
from footrehab_desktop.progression.catalogue import DECISION_ROWS, TASK_ROWS, covered_ids
from footrehab_desktop.progression.review import open_review
from footrehab_desktop.progression.rules_outcome import MAINTAIN, OUTCOME_RULES, ROUTINE_TESTS
from tests.progression.building import Json, decided, fired, strengthening
from tests.progression.row_examples import COURSE, FLARES, SESSIONS
from tests.progression.row_examples_load import LOAD, OUTCOME
from tests.progression.row_examples_safety import CONDITION, SAFETY, TASKS

EXAMPLES = SAFETY | CONDITION | TASKS | SESSIONS | FLARES | COURSE | LOAD | OUTCOME

# The rules of sections B.3 to B.13, as a physiotherapist would count them.
RULE_IDS = {
    *(f"SF-{n:02}" for n in range(1, 26)),
    *(f"IM-{n:02}" for n in range(1, 9)),
    *(f"PM-{n:02}" for n in range(1, 23)),
    "PM-12b",
    *(f"FL-{n:02}" for n in range(1, 8)),
    *(f"TR-{n:02}" for n in range(1, 7)),
    *(f"LD-{n:02}" for n in range(1, 21)),
    "GA-01", "GA-12", "GA-23", "GA-34", "GA-45", "GA-56", "GA-R1",
    *(f"GT-{n:02}" for n in range(1, 5)),
    *(f"BS-{n:02}" for n in range(1, 6)),
    *(f"PP-{n:02}" for n in range(1, 7)),
    *(f"HP-{n:02}" for n in range(1, 5)),
    "AT-01", "AT-02", "AT-03", "AS-01", "AS-02", "TP-01", "TP-02", "FF-01", "PO-01", "PO-02", "SU",
    *(f"FW-{n:02}" for n in range(1, 5)),
    *(f"PS-{n:02}" for n in range(1, 6)),
    *(f"RC-{n:02}" for n in range(1, 5)),
    "HL-01", "HL-02", "HL-03",
}  # fmt: skip

POSITIVE = [
    pytest.param(key, case, id=f"{key}-{n}") for key, (cases, _) in EXAMPLES.items() for n, case in enumerate(cases)
]
NEGATIVE = [
    pytest.param(key, case, id=f"{key}-{n}") for key, (_, cases) in EXAMPLES.items() for n, case in enumerate(cases)
]


def test_every_rule_has_a_row() -> None:
    assert covered_ids() == RULE_IDS


def test_every_row_has_examples_on_both_sides() -> None:
    rows = {row.key for row in (*DECISION_ROWS, *TASK_ROWS)}
    assert rows == set(EXAMPLES)
    assert all(positive and negative for positive, negative in EXAMPLES.values())


def test_no_key_names_two_rows() -> None:
    keys = [row.key for row in (*DECISION_ROWS, *TASK_ROWS)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("key", "case"), POSITIVE)
def test_row_fires(key: str, case: Json) -> None:
    assert key in fired(case)


@pytest.mark.parametrize(("key", "case"), NEGATIVE)
def test_row_is_silent_just_beside(key: str, case: Json) -> None:
    assert key not in fired(case)


@pytest.mark.parametrize(("key", "case"), [example for example in POSITIVE if example.values[0] in SAFETY])
def test_every_safety_finding_refers(key: str, case: Json) -> None:
    row = next(row for row in DECISION_ROWS if row.key == key)
    urgencies = ("EMERGENCY", "SAME_DAY", "URGENT", "SOON", "ROUTINE")
    decision, urgency = decided(case).split()
    assert decision == "REFER"
    assert urgencies.index(urgency) <= urgencies.index(row.urgency or "")


def test_rows_that_the_decision_itself_gives_never_fire_on_their_own() -> None:
    case = read_case(strengthening())
    review = open_review(case, case.today, STANDARD)
    given = [row for row in OUTCOME_RULES if row not in (*ROUTINE_TESTS, *MAINTAIN)]
    assert len(given) == 15
    assert [row.check(review) for row in given] == [None] * 15
