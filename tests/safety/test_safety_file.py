"""The safety file is whole: hazards have controls, controls have tests, libraries are named, pages are up to date."""

import ast
from functools import cache

import pytest

from footrehab_desktop.ui.help_topics import load_topics
from tests.safety import make_pages
from tests.safety.make_pages import ROOT, rating, read

LEAST_HAZARDS = 30
HAZARDS = read("hazards.json")["hazards"]


@cache
def functions_of(path: str) -> frozenset[str]:
    """Return the names of the test functions of a file."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_there_are_enough_hazards_each_with_its_own_number() -> None:
    ids = [hazard["id"] for hazard in HAZARDS]
    assert ids == [f"H-{number:02d}" for number in range(1, len(ids) + 1)]
    assert len(ids) >= LEAST_HAZARDS


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_every_control_names_tests_that_exist(hazard: dict[str, object]) -> None:
    controls = hazard["controls"]
    assert isinstance(controls, list)
    assert controls
    for control in controls:
        assert control["tests"], control["control"]
        for test in control["tests"]:
            path, _colons, name = test.partition("::")
            assert name in functions_of(path), test


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_no_risk_that_is_left_is_unacceptable_or_higher_than_before(hazard: dict[str, str]) -> None:
    content = read("hazards.json")
    before, _words = rating(content, hazard["severity"], hazard["likelihood_before"])
    after, words = rating(content, hazard["severity"], hazard["likelihood_after"])
    assert after <= before
    assert words != content["classes"][-1][1]
    assert hazard["residual"]


def test_every_locked_library_is_listed_and_no_other() -> None:
    listed = [entry["name"] for entry in read("components.json")["components"]]
    assert listed == sorted(make_pages.locked_versions())


def test_the_pages_are_made_from_the_data() -> None:
    assert make_pages.HAZARD_LOG.read_text("utf-8") == make_pages.hazard_log()
    assert make_pages.COMPONENTS.read_text("utf-8") == make_pages.components()


def test_the_safety_file_is_read_in_the_help() -> None:
    codes = {topic.code for topic in load_topics()}
    assert {"intended-use", "safety-case", "hazard-log", "components"} <= codes
