"""The eight worked cases, step by step: decision, urgency, level and the rules that must be named."""

import json
from pathlib import Path

import pytest

from footrehab_desktop.progression import decide, explain_decision, read_case, write_case, write_decision

CASES = Path(__file__).parent / "cases"
STEPS = [
    pytest.param(step["case"], step["expect"], id=f"{document['name']}-{number}")
    for path in sorted(CASES.glob("DV-*.json"))
    for document in [json.loads(path.read_text(encoding="utf-8"))]
    for number, step in enumerate(document["steps"], start=1)
]


def test_all_twenty_four_steps_are_here() -> None:
    assert len(STEPS) == 24


@pytest.mark.parametrize(("given", "expect"), STEPS)
def test_step(given: dict, expect: dict) -> None:
    case = read_case(given)
    written = write_decision(decide(case, case.today))
    rules = {reason["rule"] for reason in written["reasons"]}
    assert written["decision"] == expect["decision"]
    assert written["urgency"] == expect["urgency"]
    assert written["target_level"] == expect["target_level"]
    assert set(expect["rules"]) <= rules
    carrying = [reason for reason in written["reasons"] if reason["decision"] == expect["decision"]]
    assert carrying == written["reasons"][: len(carrying)]
    if "week_min" in expect:
        assert written["plan"]["week_min"] == expect["week_min"]
    if "load_factor" in expect:
        assert written["load_factor"] == expect["load_factor"]
    if "next_phase" in expect:
        assert written["next_phase"] == expect["next_phase"]
    if "stage" in expect:
        assert written["plan"]["stage"]["stage"] == written["next_level"] == expect["stage"]
    if "not_met" in expect:
        assert [item["item"] for item in written["not_met"]] == expect["not_met"]
    assert set(expect.get("tasks", [])) <= {task["rule"] for task in written["tasks"]}


@pytest.mark.parametrize(("given", "expect"), STEPS)
def test_step_reads_back_and_explains_itself(given: dict, expect: dict) -> None:
    case = read_case(given)
    assert read_case(write_case(case)) == case
    sentences = explain_decision(decide(case, case.today))
    assert all(sentence.endswith((".", "?")) and "{" not in sentence for sentence in sentences)


def test_the_frame_of_the_contract_is_taken_as_it_stands() -> None:
    """Every field of the contract's own example, nulls included."""
    frame = json.loads((CASES / "frame.json").read_text(encoding="utf-8"))
    case = read_case(frame)
    written = write_decision(decide(case, case.today))
    assert (written["decision"], written["urgency"]) == ("REFER", "SAME_DAY")
    assert [reason["rule"] for reason in written["reasons"]] == ["SF-02", "LD-04", "LD-04", "LD-05", "LD-14"]
    assert {key for key, value in frame["state"].items() if value is not None} <= set(write_case(case)["state"])
