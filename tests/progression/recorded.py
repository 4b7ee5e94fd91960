"""What the core answers to the examples, word for word and figure for figure, as recorded in ``recorded/``.

A change of a fact, a threshold, a plan or a sentence shows as a changed line there. When the change is meant, read the
difference after ``python -m tests.progression.recorded`` and commit it with the change.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from footrehab_desktop.progression import advance, decide, gate_progress, state_to_json, write_decision
from footrehab_desktop.progression.explain import reason_sentence, task_sentence
from tests.progression.building import Json, case_of
from tests.progression.test_explain import TEXTS
from tests.progression.test_gates import ARRIVALS, EDGES, HELD
from tests.progression.test_rows import POSITIVE
from tests.progression.test_worked_cases import STEPS

FOLDER = Path(__file__).parent / "recorded"


def row_answer(key: str, given: Json) -> list[list[str]]:
    """The facts of a row that fires, with day and session, and its sentence."""
    case = case_of(given)
    decision = decide(case, case.today)
    reasons = [(each.facts, reason_sentence(each)) for each in decision.reasons if each.key == key]
    tasks = [(each.facts, task_sentence(each)) for each in decision.tasks if each.key == key]
    return [[*(_plain(fact) for fact in facts), sentence] for facts, sentence in reasons + tasks]


def _plain(parts: Iterable[object]) -> str:
    return " | ".join(str(part) for part in parts if part is not None)


def gate_answer(item: str | None, given: Json) -> list[str]:
    """How one item of the next gate stands, or all of them."""
    case = case_of(given)
    return [_plain(each) for each in gate_progress(case, case.today) if item in {None, each.item}]


def whole_answer(given: Json) -> Json:
    """The whole decision and the state after it."""
    case = case_of(given)
    decision = decide(case, case.today)
    written = write_decision(decision)
    written["reasons"] = [reason["text"] for reason in written["reasons"]]
    return {"decision": written, "after": state_to_json(advance(case, decision))}


def _gate_examples() -> dict[str, tuple[str | None, Json]]:
    passing = [*(each.values[0] for each in ARRIVALS), *EDGES]
    examples = {f"passes-{number}": (None, case) for number, case in enumerate(passing)}
    return examples | {f"{item}-{number}": (item, case) for number, (item, _state, case) in enumerate(HELD)}


def _whole_examples() -> dict[str, tuple[Json]]:
    given = [*STEPS, *ARRIVALS]
    return {str(each.id): (each.values[0],) for each in given} | {name: (case,) for name, (case, _) in TEXTS.items()}


RECORDS: dict[str, tuple[Callable[..., object], dict[str, tuple[Any, ...]]]] = {
    "rows": (row_answer, {str(each.id): each.values for each in POSITIVE}),
    "gates": (gate_answer, _gate_examples()),
    "decisions": (whole_answer, _whole_examples()),
}


def main() -> None:
    """Write the records afresh, one answer a line."""
    FOLDER.mkdir(exist_ok=True)
    for name, (answer, examples) in RECORDS.items():
        answers = {key: answer(*given) for key, given in examples.items()}
        lines = [f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in answers.items()]
        (FOLDER / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
