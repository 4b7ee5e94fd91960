"""Gates: passed at the edge of every item, held just beside it, and by a test that is stale or missing."""

from datetime import date

import pytest

from footrehab_desktop.progression import decide, gate_progress, norm, read_case
from footrehab_desktop.progression.gates import GATE_ROWS
from footrehab_desktop.progression.rulebook import STANDARD
from tests.progression.building import Json, ago, decided, found, history, measure, merged, run, strength
from tests.progression.gate_examples import (
    JUMP_SESSIONS,
    ROUTINE_DAYS,
    SPORT_MEASURES,
    at_awakening,
    at_continuous_running,
    at_first_run,
    at_full_sport,
    at_settling,
    at_strengthening,
    with_result,
    without_result,
)

ARRIVALS = [
    pytest.param(at_settling(), "PH1", 1, id="GA-01"),
    pytest.param(at_awakening(), "PH2", 1, id="GA-12"),
    pytest.param(at_strengthening(), "PH3", 1, id="GA-23"),
    pytest.param(at_first_run(), "PH4", 1, id="GA-34"),
    pytest.param(at_continuous_running(), "PH5", 13, id="GA-45"),
    pytest.param(at_full_sport(), "PH6", 1, id="GA-56"),
]


@pytest.mark.parametrize(("case", "phase", "level"), ARRIVALS)
def test_everything_met_at_the_edge_opens_the_gate(case: Json, phase: str, level: int) -> None:
    decision = decide(read_case(case), read_case(case).today)
    assert decision.decision == "PROGRESS"
    assert (decision.next_phase, decision.next_level) == (phase, level)
    assert decision.target_level == decision.level + 1
    assert all(item.state == "met" for item in gate_progress(read_case(case), read_case(case).today))


def tenderness(*words: str | None) -> list[Json]:
    """Strength sessions, the last one three days ago, with these words on tenderness."""
    first = 3 + 2 * (len(words) - 1)
    return [
        strength(f"s{n}", first - 2 * n, **({} if word is None else {"tenderness": word}))
        for n, word in enumerate(words)
    ]


BSI = {"episode": {"condition": "bsi_low"}}
BONE_TESTS = [
    {"test": "pain_free_days", "on": ago(1), "involved": 5},
    {"test": "jog_on_spot", "on": ago(1), "involved": 0},
]


def bone(**changes: object) -> Json:
    """A low-risk bone stress injury before the first run, everything met at the edge."""
    given = at_first_run(**BSI, sessions=[{**s, "pain_during": 0} for s in JUMP_SESSIONS], state={"baseline_pain": 0})
    given = with_result(with_result(given, "single_leg_hops", 0), "brisk_walk_30", 0)
    return merged(given | {"tests": [*given["tests"], *BONE_TESTS]}, changes)


def jumping(**fields: object) -> list[Json]:
    """The jump sessions with other fields in the first."""
    return [{**JUMP_SESSIONS[0], **fields}, JUMP_SESSIONS[1]]


HELD = [
    ("daily_walking", "not_met", with_result(at_settling(), "daily_walking", 4)),
    (
        "rest_pain",
        "not_met",
        at_settling(sessions=[strength("a", 5, rest_pain=0, swelling=0), strength("b", 3, rest_pain=1, swelling=0)]),
    ),
    ("rest_pain", "unknown", at_settling(sessions=[strength("a", 5, swelling=0)])),
    ("rest_pain", "stale", at_settling(sessions=[strength("a", 8, rest_pain=0, swelling=0)])),
    ("swelling", "not_met", at_settling(sessions=[strength("b", 3, rest_pain=0, swelling=1, swelling_h=3)])),
    ("swelling", "unknown", at_settling(sessions=[strength("b", 3, rest_pain=0)])),
    ("swelling", "stale", at_settling(sessions=[strength("a", 8, rest_pain=0, swelling=0)])),
    ("weight_bearing", "not_met", with_result(at_settling(), "weight_bearing_permitted", 0)),
    ("routines", "not_met", at_awakening(recovery=ROUTINE_DAYS[1:])),
    ("routines", "unknown", at_awakening(recovery=[])),
    ("short_foot", "not_met", with_result(at_awakening(), "short_foot", 9)),
    ("double_leg_heel_raise", "not_met", with_result(at_awakening(), "double_leg_heel_raise", 14)),
    ("double_leg_heel_raise_pain", "not_met", with_result(at_awakening(), "double_leg_heel_raise_pain", 5)),
    ("single_leg_stance", "not_met", with_result(at_awakening(), "single_leg_stance", 14.9)),
    ("tripod", "not_met", with_result(at_awakening(), "tripod", 0)),
    (
        "clean_sessions",
        "not_met",
        at_awakening(
            sessions=[
                strength("x", 11, limp=True),
                strength("y", 9, limp=True),
                *(strength(f"s{n}", n) for n in (7, 5, 3)),
            ]
        ),
    ),
    ("clean_sessions", "unknown", at_awakening(sessions=[])),
    ("stairs", "not_met", with_result(at_strengthening(), "stairs", 5)),
    ("brisk_walk_30", "not_met", with_result(at_strengthening(), "brisk_walk_30", 5)),
    ("lunge_difference", "not_met", with_result(at_strengthening(), "weight_bearing_lunge", 7.9, 10)),
    ("lunge_difference", "unknown", with_result(at_strengthening(), "weight_bearing_lunge", 7.9)),
    ("toe_extension", "not_met", with_result(at_strengthening(), "mtp1_extension", 49, 60)),
    ("heel_raise_lsi", "not_met", with_result(at_strengthening(), "heel_raise", 12, 15.1)),
    ("heel_raise_lsi", "unknown", with_result(at_strengthening(), "heel_raise", 12, 0)),
    ("heel_raise_reps", "not_met", with_result(at_strengthening(), "heel_raise", 11, 12)),
    ("single_leg_stance", "not_met", with_result(at_strengthening(), "single_leg_stance", 30, 29.9)),
    (
        "single_leg_stance",
        "not_met",
        merged(
            with_result(at_strengthening(), "single_leg_stance", 25.5, 30), {"patient": {"birth_date": "1966-03-17"}}
        ),
    ),
    (
        "single_leg_stance",
        "not_met",
        merged(
            with_result(at_strengthening(), "single_leg_stance", 25.5, 30), {"patient": {"birth_date": "1966-03-16"}}
        ),
    ),
    ("tenderness", "not_met", at_strengthening(sessions=tenderness("soft_tissue", "none", "none"))),
    ("tenderness", "not_met", at_strengthening(sessions=tenderness(None, "none", "none"))),
    ("tenderness", "unknown", at_strengthening(sessions=tenderness(None, None, None))),
    ("step_down", "not_met", with_result(at_strengthening(), "step_down", 2)),
    ("heel_raise_lsi", "not_met", with_result(at_first_run(), "heel_raise", 20, 22.3)),
    ("heel_raise_reps", "not_met", with_result(at_first_run(), "heel_raise", 19, 20)),
    (
        "heel_raise_reps",
        "not_met",
        with_result(at_first_run(patient={"birth_date": "1950-01-01"}), "heel_raise", 12.7, 12.7),
    ),
    (
        "heel_raise_reps",
        "not_met",
        with_result(at_first_run(patient={"birth_date": "1950-01-01"}), "heel_raise", 19, 19, set_up="flat"),
    ),
    ("heel_raise_reps", "not_met", with_result(at_first_run(patient={"birth_date": None}), "heel_raise", 19, 19)),
    ("lunge_difference", "not_met", with_result(at_first_run(), "weight_bearing_lunge", 8.9, 10.5)),
    ("toe_extension", "not_met", with_result(at_first_run(), "mtp1_extension", 59, 70)),
    ("toe_strength", "not_met", with_result(at_first_run(), "toe_strength", 89.9, 100)),
    ("toe_strength", "not_met", with_result(with_result(at_first_run(), "toe_strength", 50, 100), "paper_grip", 1, 0)),
    ("toe_strength", "unknown", without_result(at_first_run(), "toe_strength")),
    ("single_leg_stance_lsi", "not_met", with_result(at_first_run(), "single_leg_stance", 35.9, 40)),
    ("hip_abduction_lsi", "not_met", with_result(at_first_run(), "hip_abduction", 89, 100)),
    ("hip_abduction_lsi", "unknown", at_first_run(episode={"side": "both"})),
    ("single_leg_hops", "not_met", with_result(at_first_run(), "single_leg_hops", 3)),
    ("jump_sessions", "not_met", at_first_run(sessions=jumping(foot_contacts=99))),
    ("jump_sessions", "not_met", at_first_run(sessions=jumping(limp=True))),
    ("jump_sessions", "unknown", at_first_run(sessions=[strength("a", 5), strength("b", 3)])),
    (
        "jump_sessions",
        "stale",
        at_first_run(sessions=[{**JUMP_SESSIONS[0], "on": ago(29)}, strength("a", 5), strength("b", 3)]),
    ),
    ("brisk_walk_30", "not_met", with_result(at_first_run(), "brisk_walk_30", 3)),
    ("single_leg_hops", "not_met", with_result(bone(), "single_leg_hops", 1)),
    ("brisk_walk_30", "not_met", with_result(bone(), "brisk_walk_30", 1)),
    ("pain_free_days", "not_met", with_result(bone(), "pain_free_days", 4)),
    ("jog_on_spot", "not_met", with_result(bone(), "jog_on_spot", 1)),
    ("bone_tenderness", "not_met", bone(findings=[found("focal_bone_tenderness")])),
    (
        "bone_tenderness",
        "unknown",
        bone(sessions=[{k: v for k, v in s.items() if k != "tenderness"} | {"pain_during": 0} for s in JUMP_SESSIONS]),
    ),
    ("bone_tenderness", "unknown", bone(sessions=tenderness("none", None, None, None))),
    (
        "continuous_runs",
        "not_met",
        at_continuous_running(sessions=[], state={"stable_levels": [12]}, history=[history(9, "HOLD", 12, 12)]),
    ),
    ("continuous_runs", "not_met", at_continuous_running(sessions=[run(f"r{n}", n, level=12) for n in (5, 3)])),
    (
        "continuous_runs",
        "not_met",
        at_continuous_running(sessions=[run(f"r{n}", n, level=12, run_min=29) for n in (7, 5, 3)]),
    ),
    (
        "continuous_runs",
        "not_met",
        at_continuous_running(
            state={"table": "W-TRIAL", "level": 6}, sessions=[run(f"r{n}", n, level=6) for n in (7, 5, 3)]
        ),
    ),
    ("days_since_first_run", "not_met", at_continuous_running(episode={"first_run_on": ago(13)})),
    ("days_since_first_run", "unknown", at_continuous_running(episode={"first_run_on": None})),
    ("fatigue_gait", "not_met", with_result(at_continuous_running(), "fatigue_gait", 1)),
    ("fatigue_gait", "stale", with_result(at_continuous_running(), "fatigue_gait", 0, days=29)),
    ("single_hop_lsi", "not_met", with_result(at_full_sport(), "single_hop", 89.9, 100)),
    ("triple_hop_lsi", "not_met", with_result(at_full_sport(), "triple_hop", 89.9, 100)),
    ("crossover_hop_lsi", "not_met", with_result(at_full_sport(), "crossover_hop", 89.9, 100)),
    ("timed_hop_6m_lsi", "not_met", with_result(at_full_sport(), "timed_hop_6m", 10.1, 9)),
    ("side_hop_lsi", "not_met", with_result(at_full_sport(), "side_hop", 10.1, 9)),
    ("figure_8_lsi", "not_met", with_result(at_full_sport(), "figure_8", 10.1, 9)),
    ("heel_raise_lsi", "not_met", with_result(at_full_sport(), "heel_raise", 22, 24.6)),
    ("heel_raise_reps", "not_met", with_result(at_full_sport(), "heel_raise", 21.5, 22)),
    ("heel_raise_reps", "unknown", with_result(at_full_sport(), "heel_raise", 30, 30, set_up="flat")),
    ("y_balance_difference", "not_met", with_result(at_full_sport(), "y_balance_anterior", 59.9, 64)),
    ("main_measure", "not_met", at_full_sport(measures=[measure("FFI", 10.1), *SPORT_MEASURES[1:]])),
    ("main_measure", "stale", at_full_sport(measures=[measure("FFI", 10, 43), *SPORT_MEASURES[1:]])),
    ("main_measure", "unknown", at_full_sport(measures=SPORT_MEASURES[1:])),
    ("readiness", "not_met", at_full_sport(measures=[SPORT_MEASURES[0], measure("I-PRRS", 49), SPORT_MEASURES[2]])),
    ("readiness", "unknown", at_full_sport(measures=[SPORT_MEASURES[0], SPORT_MEASURES[2]])),
    ("fear_of_movement", "not_met", at_full_sport(measures=[*SPORT_MEASURES[:2], measure("TSK-11", 29)])),
    ("fear_of_movement", "unknown", at_full_sport(measures=SPORT_MEASURES[:2])),
    ("sprint_40m", "not_met", with_result(at_full_sport(), "sprint_40m_pain", 3)),
    ("full_load", "not_met", at_full_sport(sessions=[run(f"r{n}", n) for n in (10, 6, 3)])),
    (
        "full_load",
        "not_met",
        at_full_sport(
            sessions=[strength("x", 9, limp=True), *(run(f"r{n}", n) for n in (8, 6, 4, 2))],
            history=[history(2, "HOLD", 8, 8)],
        ),
    ),
    ("full_load", "not_met", at_full_sport(history=[history(14, "DELOAD", 8, 8)])),
    ("full_load", "unknown", at_full_sport(sessions=[])),
]


@pytest.mark.parametrize(
    ("item", "state", "case"), [pytest.param(*row, id=f"{row[0]}-{n}") for n, row in enumerate(HELD)]
)
def test_an_open_item_holds_and_is_named(item: str, state: str, case: Json) -> None:
    read = read_case(case)
    states = {each.item: each.state for each in gate_progress(read, read.today)}
    assert states[item] == state
    decision = decide(read, read.today)
    assert decision.decision != "PROGRESS"
    assert (item, state) in {(each.item, each.state) for each in decision.not_met}


def test_bone_tenderness_is_looked_for_in_the_last_three_sessions() -> None:
    for words, state in ((("bone", "none", "none", "none"), "met"), (("bone", "none", "none"), "not_met")):
        case = read_case(bone(sessions=tenderness(*words)))
        assert {each.item: each.state for each in gate_progress(case, case.today)}["bone_tenderness"] == state


def test_every_gate_item_is_held_by_an_example() -> None:
    assert {row.item for row in GATE_ROWS} - {item for item, _, _ in HELD} == {
        "toe_strength_lsi",
        "heel_raise_with_inversion",
    }


EDGES = [
    with_result(at_first_run(), "mtp1_extension", 40, 50),
    with_result(without_result(at_first_run(), "toe_strength"), "paper_grip", 1, 1),
    with_result(at_first_run(patient={"birth_date": "1950-01-01"}), "heel_raise", 12.8, 12.8, set_up="incline"),
    merged(with_result(at_strengthening(), "single_leg_stance", 25.6, 25.6), {"patient": {"birth_date": "1966-03-16"}}),
    bone(),
    at_full_sport(history=[history(15, "DELOAD", 8, 8)]),
    at_full_sport(sessions=[run(f"r{n}", n) for n in (14, 10, 6, 3)]),
    at_settling(sessions=[strength("a", 7, rest_pain=0, swelling=0)]),
    at_continuous_running(
        sessions=[run("r1", 1, level=12, on=ago(2))],
        state={"stable_levels": [12]},
        history=[history(9, "HOLD", 12, 12)],
    ),
]


@pytest.mark.parametrize("case", EDGES)
def test_other_ways_to_meet_an_item(case: Json) -> None:
    read = read_case(case)
    assert [item for item in gate_progress(read, read.today) if item.state != "met"] == []


@pytest.mark.parametrize("row", [row for row in GATE_ROWS if row.gate == "GA-34" and not row.conditions])
def test_a_stale_test_never_counts(row: object) -> None:
    old = {**at_first_run(), "tests": [{**test, "on": ago(29)} for test in at_first_run()["tests"]]}
    read = read_case(old)
    states = {item.item: item.state for item in gate_progress(read, read.today)}
    expected = "met" if row.item == "jump_sessions" else "stale"  # type: ignore[attr-defined]
    assert states[row.item] == expected  # type: ignore[attr-defined]


def test_with_both_feet_injured_the_norm_takes_the_other_side() -> None:
    both = at_first_run(episode={"side": "both"})
    read = read_case(with_result(both, "heel_raise", 22, 10, set_up="incline"))
    items = {item.item: item for item in gate_progress(read, read.today)}
    assert items["heel_raise_lsi"].need == ">= 90 % of norm"
    assert items["heel_raise_lsi"].have == 91.7
    assert norm("heel_raise", 42, "female").value == 24  # type: ignore[union-attr]


def test_gate_items_speak_in_sentences() -> None:
    read = read_case(with_result(at_first_run(), "heel_raise", 21, 26, set_up="incline"))
    sentences = {item.item: item.sentence for item in gate_progress(read, read.today)}
    assert sentences["heel_raise_lsi"] == (
        "Single-leg heel raise, side comparison: 80.8 on 14-Mar-2026, needed at least 90 %: not met."
    )
    assert (
        sentences["jump_sessions"] == "Clean jump sessions: 2, needed at least 2 clean sessions of 100 contacts: met."
    )
    stale = read_case(with_result(at_first_run(), "hip_abduction", 95, 100, days=40))
    texts = {item.item: item.sentence for item in gate_progress(stale, stale.today)}
    assert texts["hip_abduction_lsi"] == (
        "Hip abduction, side comparison: 95 on 04-Feb-2026 is too old to count, needed at least 90 %: test again."
    )
    unknown = read_case(without_result(at_first_run(), "hip_abduction"))
    assert {i.sentence for i in gate_progress(unknown, unknown.today) if i.state == "unknown"} == {
        "Hip abduction, side comparison: not recorded, needed at least 90 %."
    }
    tender = read_case(bone(findings=[found("focal_bone_tenderness")]))
    assert "Bone tenderness: needed is no bone tenderness: not met." in {
        i.sentence for i in gate_progress(tender, tender.today)
    }


def test_no_gate_inside_a_phase_and_none_after_the_last() -> None:
    inside = at_first_run(state={"level": 2}, tests=[])
    assert decided(inside) in {"HOLD", "PROGRESS"}
    assert "GA-34" not in {reason.rule for reason in decide(read_case(inside), date(2026, 3, 16)).reasons}
    last_phase = at_full_sport(state={"phase": "PH6", "level": 3})
    assert gate_progress(read_case(last_phase), date(2026, 3, 16)) == ()


def test_every_tested_item_has_a_day_limit() -> None:
    days = {key: figure for key, figure in STANDARD.figures.items() if key.startswith("stale.")}
    assert all(3 <= figure.lowest <= figure.value <= figure.highest for figure in days.values())
