"""Reading a case: strict, complete about faults, never a repair; the schema says the same."""

import dataclasses
import json
from datetime import date

import jsonschema
import pytest
from hypothesis import given, settings

from footrehab_desktop.progression import (
    CaseError,
    Fault,
    case_schema,
    decide,
    read_case,
    state_from_json,
    state_to_json,
    write_case,
)
from footrehab_desktop.progression.values import Finding, Session
from tests.progression.building import TODAY, Json, ago, building, found, run, strength, strengthening, walk_running
from tests.progression.mutated_cases import mutated
from tests.progression.strategies import EXAMPLES, cases

VALIDATOR = jsonschema.Draft202012Validator(case_schema())


def faults(given_case: object) -> list[tuple[str, str]]:
    with pytest.raises(CaseError) as caught:
        read_case(given_case)
    assert str(caught.value) == "; ".join(f"{fault.path}: {fault.message}" for fault in caught.value.faults)
    return [(fault.path, fault.message) for fault in caught.value.faults]


def session_with(**fields: object) -> Json:
    return strengthening(sessions=[strength("a", 5), strength("b", 3), {**strength("c", 2), **fields}])


FAULTS = [
    (session_with(pain_during=11), "sessions[2].pain_during", "must be a whole number from 0 to 10"),
    (session_with(pain_during=-1), "sessions[2].pain_during", "must be a whole number from 0 to 10"),
    (session_with(pain_during=True), "sessions[2].pain_during", "must be a whole number from 0 to 10"),
    (session_with(pain_during=2.0), "sessions[2].pain_during", "must be a whole number from 0 to 10"),
    (session_with(pain_during="2"), "sessions[2].pain_during", "must be a whole number from 0 to 10"),
    (session_with(settle_h=True), "sessions[2].settle_h", "must be a number from 0 to 2000"),
    (session_with(settle_h=float("nan")), "sessions[2].settle_h", "must be a number from 0 to 2000"),
    (session_with(settle_h=float("inf")), "sessions[2].settle_h", "must be a number from 0 to 2000"),
    (session_with(sharp=1), "sessions[2].sharp", "must be true or false"),
    (session_with(on=ago(-1)), "sessions[2].on", "must not be after today (2026-03-16)"),
    (session_with(on="2026-02-30"), "sessions[2].on", "must be a date written YYYY-MM-DD"),
    (session_with(on="16.03.2026"), "sessions[2].on", "must be a date written YYYY-MM-DD"),
    (session_with(on=20260316), "sessions[2].on", "must be a date written YYYY-MM-DD"),
    (session_with(at="24:00"), "sessions[2].at", "must be a time HH:MM of 1 to 5 characters"),
    (
        session_with(kind="hop"),
        "sessions[2].kind",
        "must be one of: run, walk, strength, plyometric, cycle, swim, other",
    ),
    (session_with(id="b"), "sessions[2].id", "must not be given twice"),
    (session_with(id=""), "sessions[2].id", "must be a text of 1 to 80 characters"),
    (session_with(id="a\nb"), "sessions[2].id", "must be a text of 1 to 80 characters"),
    (session_with(painn=1), "sessions[2].painn", "is not a field of the case"),
    (strengthening(sessions={}), "sessions", "must be a list of at most 20000"),
    (strengthening(sessions=["x"]), "sessions[0]", "must be an object"),
    (strengthening(sessions=[{"on": ago(1)}]), "sessions[0].id", "must be given"),
    (
        strengthening(findings=[{"code": "bruise", "on": ago(1)}]),
        "findings[0].code",
        "must be one of: the codes that the schema lists",
    ),
    (
        strengthening(findings=[{"code": "fever", "on": ago(-1)}]),
        "findings[0].on",
        "must not be after today (2026-03-16)",
    ),
    (strengthening(weeks=[{"start": ago(-1)}]), "weeks[0].start", "must not be after today (2026-03-16)"),
    (strengthening(weeks=[{"start": ago(7)}, {"start": ago(7)}]), "weeks[1].start", "must not be given twice"),
    (strengthening(recovery=[{"on": ago(7)}, {"on": ago(7)}]), "recovery[1].on", "must not be given twice"),
    (strengthening(patient={"birth_date": ago(-1)}), "patient.birth_date", "must not be after today (2026-03-16)"),
    (strengthening(contract=2), "contract", "must be a whole number from 1 to 1"),
    (strengthening(state=None), "state", "must be given"),
    (strengthening(extra=1), "extra", "is not a field of the case"),
    (
        strengthening(state={"stable_levels": [1, "2"]}),
        "state.stable_levels[1]",
        "must be a whole number from 0 to 520",
    ),
    (walk_running(state={"level": 13}), "state.level", "must be a stage of W-GEN: 0 to 12"),
    (
        walk_running(state={"table": "W-XYZ"}),
        "state.table",
        "must be one of: W-GEN, W-STEP, W-ARC, W-TRIAL, W-INT, W-SFX, W-BSI",
    ),
    (walk_running(state={"table": None}), "state.table", "must be given in PH4"),
    (
        strengthening(episode={"pain_ceiling": 5}),
        "episode.pain_ceiling",
        "must be a whole number from 0 to 4 for plantar_heel",
    ),
    (
        strengthening(episode={"condition": "bsi_low", "site": "heel"}),
        "episode.site",
        "must be one of: navicular, fifth_metatarsal_proximal, second_metatarsal_base, hallux_sesamoid, talus, "
        "medial_malleolus, anterior_tibia, femoral_neck, metatarsal_shaft_2_4, calcaneus, fibula, "
        "posteromedial_tibia, cuboid, cuneiform",
    ),
    ([], "$", "must be an object"),
    (None, "$", "must be an object"),
]


@pytest.mark.parametrize(("case", "path", "message"), FAULTS)
def test_a_fault_names_its_place_and_what_is_allowed(case: object, path: str, message: str) -> None:
    assert faults(case) == [(path, message)]


def test_all_faults_are_named_at_once() -> None:
    case = session_with(pain_during=11, limp="no")
    case["state"]["phase"] = "PH9"
    assert [path for path, _ in faults(case)] == ["state.phase", "sessions[2].pain_during", "sessions[2].limp"]
    assert Fault("a", "b") == Fault(path="a", message="b")


def test_null_and_a_missing_key_both_mean_not_recorded() -> None:
    assert read_case(session_with(limp=None, swelling=None)) == read_case(session_with())
    assert read_case(strengthening(request=None, patient=None)).patient.sex is None


def test_a_later_day_than_the_case_knows_is_refused_an_earlier_one_too() -> None:
    case = read_case(strengthening())
    assert decide(case, date(2026, 3, 17)).decided_on == date(2026, 3, 17)
    with pytest.raises(CaseError, match="must not be after today"):
        decide(case, date(2026, 3, 12))


def test_values_check_themselves() -> None:
    with pytest.raises(ValueError, match="pain_during must be a whole number from 0 to 10"):
        Session(id="a", on=TODAY, pain_during=11)
    with pytest.raises(ValueError, match="code must be one of"):
        Finding(code="x", on=TODAY)
    with pytest.raises(ValueError, match="patient must be an object"):
        dataclasses.replace(read_case(strengthening()), patient="x")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="on must be a date"):
        Session(id="a", on=None)  # type: ignore[arg-type]


def test_states_travel_as_json() -> None:
    state = read_case(building()).state
    assert state_from_json(json.loads(json.dumps(state_to_json(state)))) == state
    with pytest.raises(CaseError) as caught:
        state_from_json({"phase": "PH4"})
    assert [fault.path for fault in caught.value.faults] == ["state.level"]


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(case_schema())


@settings(max_examples=EXAMPLES)
@given(cases())
def test_the_schema_accepts_what_the_core_accepts(case: Json) -> None:
    VALIDATOR.validate(case)
    VALIDATOR.validate(write_case(read_case(case)))


SINGLE = [
    case
    for case, path, message in FAULTS
    if path != "$"
    and not any(
        word in message for word in ("today", "twice", "stage of", "in PH4", "W-GEN", "for plantar", "navicular")
    )
]


@pytest.mark.parametrize("case", SINGLE)
def test_the_schema_refuses_what_a_single_field_shows(case: Json) -> None:
    text = json.dumps(case)
    if any(word in text for word in ("NaN", "2026-02-30", '"pain_during": 2.0')):
        return  # JSON has no NaN, its dates are checked by form, and JSON Schema takes 2.0 for an integer
    assert not VALIDATOR.is_valid(case)


@pytest.mark.parametrize("batch", range(10))
def test_a_mutated_case_gives_a_decision_or_faults_with_paths(batch: int) -> None:
    """Ten thousand of them; how fast they are answered is a figure of the benchmark."""
    for seed in range(1000 * batch, 1000 * (batch + 1)):
        faults_found: tuple[Fault, ...] = (Fault("none", "none"),)
        try:
            read = read_case(mutated(seed))
            decide(read, read.today)
        except CaseError as error:
            faults_found = error.faults
        assert faults_found, seed
        assert all(fault.path and fault.message for fault in faults_found), seed


def test_many_findings_and_reviews_are_read() -> None:
    case = strengthening(
        findings=[found("fever", value=37.0)] * 3, sessions=[run("a", 3)], history=[{"on": ago(9), "decision": "HOLD"}]
    )
    assert read_case(case).findings[2].value == 37.0
