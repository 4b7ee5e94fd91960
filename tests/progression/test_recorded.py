"""The answers to all examples are the recorded ones, down to each fact, day, threshold and word."""

import json

import pytest

from tests.progression.recorded import FOLDER, RECORDS

RECORDED = {name: json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in RECORDS}


@pytest.mark.parametrize(("name", "example"), [(name, each) for name, (_, known) in RECORDS.items() for each in known])
def test_the_answer_is_the_recorded_one(name: str, example: str) -> None:
    answer, examples = RECORDS[name]
    given = json.loads(json.dumps(answer(*examples[example])))
    assert given == RECORDED[name].get(example), "read the changes after: python -m tests.progression.recorded"


def test_no_record_is_left_of_an_example_that_is_gone() -> None:
    assert {name: set(known) for name, known in RECORDED.items()} == {
        name: set(examples) for name, (_, examples) in RECORDS.items()
    }
