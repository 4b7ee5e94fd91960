"""Every requirement is on file once, what is said to serve it exists, and the printed table is up to date."""

import pytest

from tests.traceability.make_table import TABLE, TYPES, Requirement, areas, requirements, table
from tests.traceability.product import citations, product

LAST = {"S000": 111, "S001": 93, "S002": 39, "S003": 81, "S004": 66}
MOST_WORDS = 12
ROWS = requirements()
EACH = pytest.mark.parametrize("row", ROWS, ids=[row.id for row in ROWS])


def test_every_requirement_is_there_once_and_in_order() -> None:
    expected = [f"{source}-{number:02}" for source, last in LAST.items() for number in range(1, last + 1)]
    assert len(expected) == 390
    assert [row.id for row in ROWS] == expected


@EACH
def test_type_is_known_and_the_text_short(row: Requirement) -> None:
    assert row.type in TYPES
    assert 1 <= len(row.text.split()) <= MOST_WORDS
    assert "|" not in row.text


@EACH
def test_everything_named_exists_in_the_product(row: Requirement) -> None:
    missing = {(kind, code) for kind, code in row.references if code not in product()[kind]}
    assert not missing
    assert all(codes and len(codes) == len(set(codes)) for codes in row.serves.values())


@EACH
def test_done_needs_something_that_serves_it_and_later_a_named_area(row: Requirement) -> None:
    if row.later:
        assert row.later in areas()
    else:
        assert row.references


@EACH
def test_what_cites_a_requirement_is_named_beside_it(row: Requirement) -> None:
    assert citations().get(row.id, frozenset()) <= row.references


def test_only_known_requirements_are_cited() -> None:
    assert set(citations()) <= {row.id for row in ROWS}


def test_no_area_is_left_without_a_requirement() -> None:
    assert {row.later for row in ROWS if row.later} == set(areas())


def test_no_two_requirements_read_the_same() -> None:
    said = [row.text for row in ROWS]
    assert len(said) == len(set(said))


def test_the_committed_table_is_what_the_generator_makes() -> None:
    assert TABLE.read_text("utf-8") == table(), "run: python -m tests.traceability.make_table"
