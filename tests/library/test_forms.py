"""The shipped forms fit the core, and what is typed becomes a value or a sentence."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.field_spec import GRID, CheckedValue, FieldSpec
from footrehab_desktop.library.forms import KINDS, Forms, load_forms
from footrehab_desktop.library.reading import LibraryError
from footrehab_desktop.progression import STANDARD, case_schema, decide, read_case
from footrehab_desktop.progression.codes import CONDITIONS, FINDINGS, TESTS, TRIGGERS
from footrehab_desktop.progression.review import LIMITS
from footrehab_desktop.records.values import AssessmentKind
from footrehab_desktop.resource_files import resource_path

TODAY = date(2026, 3, 4)
FORMS = load_forms()


@pytest.fixture(scope="module")
def forms() -> Forms:
    return FORMS


def test_kinds_are_those_of_the_record() -> None:
    assert tuple(KINDS) == get_args(AssessmentKind)


def test_every_kind_has_sections_and_every_section_a_kind(forms: Forms) -> None:
    for kind in KINDS:
        assert forms.for_kind(kind)
    flare = {s.code for s in forms.for_kind("flare")}
    assert {"red_flags", "training", "pain", "observation"} <= flare
    assert flare.isdisjoint({"history", "goals", "posture", "hop_sprint"})
    assert [s.code for s in forms.for_kind("baseline")][:4] == ["red_flags", "history", "training", "pain"]
    assert [s.code for s in forms.for_kind("fatigue_gait")] == ["gait"]
    assert {"history", "posture", "footwear"} - {s.code for s in forms.for_kind("review")} == {"history", "posture"}
    assert {"hop_sprint", "outcome", "goals", "gait"} <= {s.code for s in forms.for_kind("discharge")}


def test_codes_are_those_of_the_core(forms: Forms) -> None:
    for field in forms.fields:
        assert field.finding in {None, *FINDINGS}
        assert field.test in {None, *TESTS}
        if field.test:
            test = TESTS[field.test]
            assert field.two_sided == test.sided, field.code
            assert field.kind in {"number", "nprs", "yes_no"}, field.code
            assert (field.kind == "yes_no") == (test.unit == "yes/no"), field.code
            assert (field.kind == "nprs") == (test.unit == "NPRS"), field.code


def test_every_finding_of_the_core_has_one_field_beside_the_bone_sites_of_the_chart(forms: Forms) -> None:
    asked = Counter(field.finding for field in forms.fields if field.finding and not field.site)
    assert asked == dict.fromkeys(FINDINGS, 1)
    assert {field.finding for field in forms.fields if field.site} <= {"focal_bone_tenderness"}


def test_findings_of_mind_and_energy_are_asked_apart_from_the_red_flags(forms: Forms) -> None:
    apart = {field.finding for field in forms.section("psychosocial").fields if field.finding}
    assert apart == {code for code, finding in FINDINGS.items() if finding.group == "wellbeing"}
    there = {field.finding for field in forms.section("red_flags").fields if field.finding}
    assert there == set(FINDINGS) - apart


def test_measured_findings_take_their_number_in_a_unit(forms: Forms) -> None:
    for field in forms.fields:
        if field.finding and FINDINGS[field.finding].unit:
            assert field.kind == "number", field.code
            assert field.unit
            assert field.unit == (FINDINGS[field.finding].unit or "").removesuffix("/week")


def test_help_names_the_figure_from_which_a_measured_finding_counts(forms: Forms) -> None:
    for code, figure in LIMITS.items():
        assert re.search(rf"\b{STANDARD[figure]:g}\b", forms.field(code).help), code


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize("age", [15, 40])
def test_nothing_that_may_be_an_emergency_is_folded(forms: Forms, condition: str, age: int) -> None:
    """All findings of all groups that a patient is not asked make nothing that cannot wait until tomorrow."""
    hidden = [
        {"code": field.finding, "on": TODAY.isoformat()}
        for section in forms.sections
        for field in section.fields
        if field.finding and not section.group(field.heading).is_usual(condition, age)
    ]
    case = {
        "contract": 1,
        "today": TODAY.isoformat(),
        "patient": {"birth_date": TODAY.replace(year=TODAY.year - age).isoformat()},
        "episode": {"condition": condition, "side": "left"},
        "state": {"phase": "PH0", "level": 0},
        "findings": hidden,
    }
    assert hidden
    assert decide(read_case(case), TODAY).urgency not in {"EMERGENCY", "SAME_DAY"}


def test_headings_stand_together(forms: Forms) -> None:
    for code in ("red_flags", "psychosocial"):
        headings = [field.heading for field in forms.section(code).fields]
        assert all(headings)
        assert headings == sorted(headings, key=headings.index)


def test_facts_lead_to_a_place_in_the_case(forms: Forms) -> None:
    facts = [field.fact for field in forms.fields if field.fact]
    assert {"findings.acute_injury.since", "findings.new_fluoroquinolone.since"} <= set(facts)
    assert len(facts) == len(set(facts))
    for fact in facts:
        root, *keys = fact.split(".")
        place = case_schema()["properties"][root]
        for key in keys:
            place = place.get("anyOf", [place])[0]
            place = place["items"] if place.get("type") == "array" else place["properties"][key]


def test_every_test_of_the_core_has_exactly_one_field_or_its_parts(forms: Forms) -> None:
    entered = [field.test for field in forms.fields if field.test]
    in_parts = {field.part_of.partition(".")[0] for field in forms.fields if field.part_of}
    assert sorted(entered) == sorted(set(entered))
    assert in_parts.isdisjoint(entered)
    assert {*entered, *in_parts} == set(TESTS) - {"fpi6"}


def test_the_eight_gait_items_stand_side_by_side(forms: Forms) -> None:
    items = [field for field in forms.section("gait").fields if "items" in field.part_of]
    assert [field.part_of for field in items] == [
        f"fatigue_gait.{name}.{number}" for number in range(8) for name in ("fresh_items", "items")
    ]
    for fresh, tired in zip(items[::2], items[1::2], strict=True):
        assert fresh.row == tired.row
        assert (fresh.column, tired.column) == ("Fresh", "After 20 min")
        assert (fresh.low, fresh.high, tired.low, tired.high) == (0, 2, 0, 2)


def test_labels_and_help_are_whole(forms: Forms) -> None:
    for field in forms.fields:
        assert field.label
        assert not field.label.lstrip("“")[0].islower(), field.code
        if field.help:
            assert field.help.endswith("."), field.code
            assert 1 <= len(re.findall(r"[.;](?:\s|$)", field.help)) <= 6, field.code
        if field.norm or (field.test and field.kind == "number"):
            assert field.help or not field.lsi, field.code


def test_labels_are_unique_and_short_enough_for_their_place(forms: Forms) -> None:
    for section in forms.sections:
        labels = [field.label for field in section.fields]
        assert {label for label in labels if labels.count(label) > 1} == set(), section.code
        for group in section.groups:
            cells = [(field.row, field.column) for field in section.fields if field.heading == group.heading]
            if group.layout == GRID and all(column for _row, column in cells):
                assert len(set(cells)) == len(cells), group.heading
        for field in section.fields:
            assert len(field.row) <= 48, field.code
            assert len(field.column) <= 16, field.code


def test_no_text_holds_markup(forms: Forms) -> None:
    for section in forms.sections:
        groups = [text for group in section.groups for text in (group.heading, group.help)]
        fields = [text for f in section.fields for text in (f.label, f.help, f.heading, f.row, f.column, f.unit)]
        choices = [label for f in section.fields for _code, label in f.choices]
        for text in (section.title, section.help, *groups, *fields, *choices):
            assert not re.search(r"[<>*_`#\\]|&[a-z]+;|\s{2}", text), text


def test_every_fact_has_its_place_in_the_case(forms: Forms) -> None:
    schema = case_schema()
    facts = [field.fact for field in forms.fields if field.fact and not field.fact.startswith("findings.")]
    assert sorted(facts) == sorted(set(facts))
    assert {"episode.toe_taped", "episode.shoes.1.km", "patient.arrhythmia"} <= set(facts)
    for fact in facts:
        place = schema
        for key in fact.split("."):
            known = [place, *place.get("anyOf", ())]
            if key.isdigit():
                place = next(each["items"] for each in known if "items" in each)
            else:
                place = next((each["properties"][key] for each in known if key in each.get("properties", {})), {})
            assert place, fact


def test_every_part_has_its_place_in_a_test(forms: Forms) -> None:
    places = case_schema()["properties"]["tests"]["anyOf"][0]["items"]["properties"]
    for field in forms.fields:
        if field.part_of:
            test, name, *index = field.part_of.split(".")
            assert test in TESTS
            assert name in places
            assert all(number.isdigit() for number in index)


def test_the_triggers_of_a_flare_are_those_of_the_core(forms: Forms) -> None:
    assert dict(forms.field("flare_trigger").choices) == TRIGGERS


def test_groups_for_some_conditions_are_folded_for_the_others(forms: Forms) -> None:
    plate = forms.section("plantar_plate").group("Toe joint (plantar plate)")
    assert plate.is_usual("plantar_plate", 40)
    assert not plate.is_usual("achilles_mid", 40)
    assert forms.section("plantar_plate").group("Heel").is_usual("plantar_heel", 40)
    assert forms.section("hop_sprint").group("Return to sport after an ankle sprain").is_usual("ankle_sprain", 40)


def test_unknown_field_is_refused(forms: Forms) -> None:
    with pytest.raises(FieldError, match="has this field"):
        forms.field("shoe_colour")


@pytest.mark.parametrize(
    ("code", "typed", "number"),
    [
        ("weight_bearing_lunge", "10.5", 10.5),
        ("weight_bearing_lunge", " 10,5 ", 10.5),
        ("weight_bearing_lunge", "0", 0.0),
        ("weight_bearing_lunge", "25", 25.0),
        ("heel_raise", "24", 24.0),
        ("pain_now", "0", 0.0),
        ("pain_now", "10", 10.0),
        ("fpi_medial_arch", "-2", -2.0),
        ("fpi_medial_arch", "−2", -2.0),
        ("fpi_medial_arch", "+1", 1.0),
    ],
)
def test_numbers_taken(forms: Forms, code: str, typed: str, number: float) -> None:
    assert forms.field(code).check(typed).number == number


@pytest.mark.parametrize(
    ("code", "typed", "sentence"),
    [
        ("weight_bearing_lunge", "40", "Weight-bearing lunge takes a number from 0 to 25 cm."),
        ("weight_bearing_lunge", "-1", "Weight-bearing lunge takes a number from 0 to 25 cm."),
        ("weight_bearing_lunge", "ten", "Weight-bearing lunge takes a number from 0 to 25 cm."),
        ("weight_bearing_lunge", "10.55", "Weight-bearing lunge takes at most 1 decimal place."),
        ("weight_bearing_lunge", "nan", "Weight-bearing lunge takes a number from 0 to 25 cm."),
        ("weight_bearing_lunge", "1e1", "Weight-bearing lunge takes a number from 0 to 25 cm."),
        ("weight_bearing_lunge", "١٠", "Weight-bearing lunge takes a number from 0 to 25 cm."),
        ("weight_bearing_lunge", "1,000.5", "Weight-bearing lunge takes a number from 0 to 25 cm."),
        ("heel_raise", "24.5", "Single-leg heel raise takes whole numbers only."),
        ("heel_raise", "inf", "Single-leg heel raise takes a whole number from 0 to 200 reps."),
        ("heel_raise", "9" * 400, "Single-leg heel raise takes a whole number from 0 to 200 reps."),
        ("pain_now", "11", "Pain now takes a whole number from 0 to 10."),
        ("step_down", "3", "Step-down, arch collapse takes a whole number from 0 to 2."),
        ("onset", "perhaps", "How it began takes one of: Suddenly, Gradually, "),
        ("calf_pain", "maybe", "Calf pain, not explained by training takes one of: Yes, No, Not assessed."),
        ("fever", "3", "Highest temperature, last 48 hours takes a number from 30 to 43 °C."),
        ("onset_on", "+1d", "Onset cannot be later than today, 04-Mar-2026."),
        ("onset_on", "monday", "Write a date as 04-Mar-2026"),
    ],
)
def test_refusals_say_what_is_allowed(forms: Forms, code: str, typed: str, sentence: str) -> None:
    with pytest.raises(FieldError) as refusal:
        forms.field(code).check(typed, TODAY)
    assert refusal.value.field == code
    assert str(refusal.value).startswith(sentence)
    assert str(refusal.value).endswith(".")


def test_unusual_values_ask_first(forms: Forms) -> None:
    lunge = forms.field("weight_bearing_lunge")
    assert lunge.check("22").confirm == "Weight-bearing lunge is rarely above 18 cm. Is this value right?"
    assert lunge.check("1").confirm == "Weight-bearing lunge is rarely below 2 cm. Is this value right?"
    assert lunge.check("18").confirm == ""
    assert lunge.check("2").confirm == ""


def test_a_number_without_limits() -> None:
    free = FieldSpec("x", "Ratio", "number", decimals=2)
    assert free.check("1.25").number == 1.25
    with pytest.raises(FieldError, match="Ratio takes a number"):
        free.check("much")


def test_choices_take_code_label_and_short_answers(forms: Forms) -> None:
    assert forms.field("onset").check("gradually").text == "gradual"
    assert forms.field("onset").check("sudden").text == "sudden"
    for typed, answer in (("Y", "yes"), ("x", "yes"), ("no", "no"), ("0", "no"), ("-", "not_assessed")):
        assert forms.field("faint").check(typed).text == answer


def test_several_answers_come_in_the_order_of_the_choices_and_nothing_stands_alone(forms: Forms) -> None:
    causes, walking = forms.field("causes"), forms.field("walking_pattern")
    assert causes.check("load_jump, overuse").text == "overuse load_jump"
    assert walking.check("none").text == "none"
    with pytest.raises(FieldError, match="“Even and quiet” stands alone") as refusal:
        walking.check("limp none")
    assert refusal.value.field == "walking_pattern"


def test_dates_and_texts(forms: Forms) -> None:
    assert forms.field("onset_on").check("-2d", TODAY).text == "2026-03-02"
    assert forms.field("goal_long").check(" <b>Łódź</b> 🏃 \n").text == " <b>Łódź</b> 🏃 \n"
    with pytest.raises(ValueError, match="from today"):
        forms.field("onset_on").check("today")
    with pytest.raises(ValueError, match="item by item"):
        forms.field("outcome_measure").check("3")


def test_an_empty_field_is_an_empty_value(forms: Forms) -> None:
    for field in forms.fields:
        assert field.check("  ") == CheckedValue()


@given(st.sampled_from(FORMS.fields), st.one_of(st.text(max_size=20), st.decimals().map(str), st.integers().map(str)))
def test_any_text_gives_a_value_in_range_or_a_refusal(field: FieldSpec, typed: str) -> None:
    if field.kind == "outcome":
        return
    try:
        value = field.check(typed, TODAY)
    except FieldError as refusal:
        message, place = str(refusal), refusal.field
    else:
        message, place = ".", field.code
        if value.number is not None:
            assert field.low is not None
            assert field.high is not None
            assert field.low <= value.number <= field.high
    assert message.endswith(".")
    assert place == field.code


@given(st.sampled_from([f for f in FORMS.fields if f.kind in {"number", "nprs"}]), st.data())
def test_every_possible_number_reads_back(field: FieldSpec, data: st.DataObject) -> None:
    assert field.low is not None
    assert field.high is not None
    steps = 10**field.decimals
    number = data.draw(st.integers(int(field.low * steps), int(field.high * steps))) / steps
    assert field.check(f"{number:.{field.decimals}f}").number == number
    assert field.check(f"{number:.{field.decimals}f}".replace(".", ",")).number == number


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(resource_path("forms"), tmp_path / "forms")
    return tmp_path / "forms"


def change(path: Path, edit: Callable[[dict[str, Any]], None]) -> None:
    content = json.loads(path.read_text(encoding="utf-8"))
    edit(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def test_all_faults_are_named_at_once(copy: Path) -> None:
    def spoil(content: dict[str, Any]) -> None:
        first = content["fields"][0]
        second = next(field for field in content["fields"] if field["code"] == "mtp1_extension")
        first.update(high=99, plausible_low=-3, code="lunge", decimals=9)
        second.update(test="mtp9", set_ups=["hanging"], norm=True, choices=[{"code": "a", "label": "A"}])
        content["kinds"] = ["weekly"]
        content["fields"].append({"code": "hot", "finding": "fever"})
        content["fields"].append({"code": "y", "label": "Y", "kind": "number", "low": "0", "high": 1})
        content["fields"].append({"code": "x", "label": "X", "kind": "number"})
        content["fields"].append({"code": "onset_on", "label": "X", "kind": "riddle", "lsi": True})

    change(copy / "07_range.json", spoil)
    with pytest.raises(LibraryError) as refusal:
        load_forms(copy)
    found = {(f.file, f.key): f.reason for f in reversed(refusal.value.faults)}
    for key, reason in {
        "lunge.low": "reaches beyond what the core takes, 0 to 30",
        "lunge.plausible_low": "lies outside what is possible",
        "lunge.code": "must be the code of its test",
        "lunge.decimals": "needs a whole number from 0 to 3",
        "mtp1_extension.test": "'mtp9' is not known",
        "mtp1_extension.set_ups": "'hanging' is not known",
        "mtp1_extension.choices": "belong to the kinds choice and several",
        "kinds": "'weekly' is not known",
        "hot.code": "must be the code of its finding",
        "y.low": "needs a number",
        "x.low": "a number needs low and high",
        "onset_on": "is there more than once",
        "onset_on.kind": "'riddle' is not known",
        "onset_on.lsi": "needs two sides",
    }.items():
        assert found.get(("07_range.json", key), "").startswith(reason), key


def test_an_empty_folder_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="holds no form"):
        load_forms(tmp_path)
