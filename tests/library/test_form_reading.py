"""What a form file may say about groups, grids and the meaning of an answer, and what it may not."""

from typing import Any

import pytest

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.field_spec import FieldSpec, Section
from footrehab_desktop.library.form_reading import read_section
from footrehab_desktop.library.reading import FaultList, LibraryError, Record

KINDS = {"baseline": "First assessment"}
CAUSES = [
    {"code": "load", "label": "Too much load"},
    {"code": "shoe", "label": "Shoe"},
    {"code": "hill", "label": "Hill"},
]


def section(*fields: dict[str, Any], **more: Any) -> tuple[Section, dict[str, str]]:
    """Read a section of these fields; return it with the faults by key."""
    faults = FaultList()
    content = {"code": "s", "title": "S", "kinds": ["baseline"], "fields": list(fields), **more}
    made = read_section(Record(content, "s.json", "", faults), KINDS)
    try:
        faults.raise_if_any()
    except LibraryError as error:
        return made, {fault.key: fault.reason for fault in error.faults}
    return made, {}


def field(**content: Any) -> tuple[FieldSpec, dict[str, str]]:
    made, faults = section({"code": "f", "label": "F", **content})
    return made.fields[0], faults


def test_several_choices_are_kept_in_the_order_of_the_choices() -> None:
    causes, faults = field(kind="several", choices=CAUSES)
    assert not faults
    assert causes.check("hill, load").text == "load hill"
    assert causes.check("shoe shoe").text == "shoe"
    with pytest.raises(FieldError, match="Too much load, Shoe, Hill"):
        causes.check("load rain")


def test_a_group_is_usual_for_its_conditions_and_ages() -> None:
    made, faults = section(
        {"code": "a", "label": "A", "kind": "yes_no", "heading": "Growing"},
        {"code": "b", "label": "B", "kind": "nprs", "heading": "Map", "row": "Stairs", "column": "Now"},
        groups=[
            {"heading": "Growing", "under_age": 18, "usual_for": ["plantar_heel"]},
            {"heading": "Map", "layout": "grid", "help": "Worst pain."},
        ],
    )
    assert not faults
    growing, grid = made.groups
    assert growing.is_usual("plantar_heel", 17)
    assert not growing.is_usual("plantar_heel", 18)
    assert not growing.is_usual("pttd", 17)
    assert (grid.layout, grid.is_usual("pttd", 40)) == ("grid", True)
    assert made.group("Other").layout == "rows"
    assert (made.fields[1].row, made.fields[1].column) == ("Stairs", "Now")


@pytest.mark.parametrize(
    "content",
    [
        {"code": "fever", "finding": "fever", "kind": "number", "low": 35, "high": 43, "decimals": 1},
        {"code": "new_fluoroquinolone", "finding": "new_fluoroquinolone", "kind": "date", "past": True},
        {"code": "chart_tender_talus", "finding": "focal_bone_tenderness", "site": "talus", "two_sided": True},
        {"kind": "yes_no", "fact": "episode.toe_taped"},
        {"kind": "number", "low": 0, "high": 2, "part_of": "fatigue_gait.items.0"},
    ],
)
def test_an_answer_can_mean_one_thing_to_the_core(content: dict[str, Any]) -> None:
    assert not field(**content)[1]


@pytest.mark.parametrize(
    ("content", "key", "reason"),
    [
        ({"code": "fever", "finding": "fever", "kind": "text"}, "fever.kind", "a finding is one of"),
        ({"finding": "fever"}, "f.code", "must be the code of its finding"),
        (
            {"code": "hop_pain", "finding": "hop_pain", "kind": "choice", "choices": CAUSES},
            "hop_pain.choices",
            "bone site",
        ),
        ({"kind": "yes_no", "part_of": "gait.items"}, "f.part_of", "begins with the code of a test"),
        ({"kind": "yes_no", "site": "talus", "finding": "fever", "fact": "episode.site"}, "f.fact", "one thing"),
        ({"kind": "several"}, "f.choices", "belong to the kinds choice and several"),
    ],
)
def test_a_meaning_that_the_core_cannot_take_is_a_fault(content: dict[str, Any], key: str, reason: str) -> None:
    assert reason in field(**content)[1][key]


def test_a_group_needs_fields() -> None:
    _, faults = section({"code": "a", "label": "A", "kind": "yes_no"}, groups=[{"heading": "Nobody"}])
    assert faults == {"groups.Nobody": "is the heading of no field"}
