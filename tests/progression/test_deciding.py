"""The whole answer: plan, load, caps, what is missing, next review, order of reasons, and the written form."""

from datetime import date

import pytest

from footrehab_desktop.progression import Decision, State, choose_table, decide, read_case, write_decision
from footrehab_desktop.progression.decision import Cap, StageStep
from footrehab_desktop.progression.rule import safest_first
from tests.progression.building import (
    Json,
    ago,
    building,
    found,
    history,
    run,
    session,
    strength,
    strengthening,
    walk_running,
)
from tests.progression.gate_examples import at_first_run
from tests.progression.row_examples import last, pains
from tests.progression.row_examples_safety import LOW_BONE, bone_runs, of


def answer(given: Json) -> Decision:
    case = read_case(given)
    return decide(case, case.today)


def test_a_whole_answer_in_its_written_form() -> None:
    written = write_decision(answer(walk_running(sessions=[run("a", 5), run("b", 3, pain_during=5, settle_h=20)])))
    assert written == {
        "contract": 1,
        "rules_version": "2026.1",
        "rulebook": "standard",
        "decided_on": "2026-03-16",
        "decision": "HOLD",
        "urgency": None,
        "phase": "PH4",
        "level": 3,
        "target_level": 3,
        "next_phase": "PH4",
        "next_level": 3,
        "load_factor": 1.0,
        "plan": {
            "week_min": None,
            "long_run_min": None,
            "stage": {"table": "W-GEN", "stage": 3, "run_min": 10, "total_min": 20, "bouts": "1:1 x 10"},
            "impact": True,
            "no_impact_until": None,
        },
        "reasons": [
            {
                "rule": "LD-14",
                "decision": "HOLD",
                "urgency": None,
                "facts": [{"fact": "clean_sessions", "value": 0}, {"fact": "level", "value": 3}],
                "figures": {"clean": 2},
                "text": "Clean sessions in a row at level 3: 0 of the 2 needed.",
                "sources": ["S004-32; trialsjournal table 1"],
                "mark": "seed",
            },
            {
                "rule": "PM-05",
                "decision": "HOLD",
                "urgency": None,
                "facts": [
                    {"fact": "pain_during", "value": 5, "on": "2026-03-13", "session": "b"},
                    {"fact": "ceiling", "value": 4},
                ],
                "figures": {"over": 1},
                "text": "Pain reached 5/10 on 13-Mar-2026, once above the ceiling of 4/10, and settled within a day.",
                "sources": ["upper band of the pain-monitoring model"],
                "mark": "design",
            },
        ],
        "would_change": [
            "2 clean sessions in a row at level 3 open the next level.",
            "Two clean sessions with pain up to 4/10 open the next level.",
        ],
        "not_met": [],
        "missing": [],
        "caps": [],
        "tasks": [],
        "next_review_on": "2026-03-19",
        "flares": [],
        "undecided": [],
    }


def test_dates_and_lists_are_written_as_json() -> None:
    given = at_first_run(
        tests=[], history=[history(5, "REGRESS", 4, 3, "FL-02")], sessions=[session("a", 1, kind="run")]
    )
    written = write_decision(answer(given))
    facts = {fact["fact"]: fact["value"] for reason in written["reasons"] for fact in reason["facts"]}
    assert facts["locked_until"] == "2026-03-18"
    assert facts["items"][0] == "single-leg heel raise, side comparison"
    assert written["undecided"] == ["a"]
    assert written["not_met"][0] == {
        "gate": "GA-34", "item": "heel_raise_lsi", "need": ">= 90 %", "have": None, "state": "unknown",
    }  # fmt: skip


MISSING = [
    (strengthening(sessions=[strength("b", 3, settle_h=None), strength("a", 5)]), ("sessions[1].pain_24h",)),
    (strengthening(sessions=[strength("a", 5, pain_during=None)]), ("sessions[0].pain_during",)),
    (strengthening(sessions=[strength("a", 5, swelling=0), strength("b", 3, swelling=1)]), ("sessions[1].swelling_h",)),
    (
        strengthening(sessions=[strength("a", 5, swelling=0, sharp=False), strength("b", 3)]),
        ("sessions[1].swelling", "sessions[1].sharp"),
    ),
    (building(state={"reference_week_min": None}, request={"week_min": 90}), ("state.reference_week_min",)),
    (of("post_op", strengthening()), ("episode.restriction",)),
    (strengthening(findings=[found("focal_bone_tenderness")]), ("episode.site",)),
]


@pytest.mark.parametrize(("given", "missing"), MISSING)
def test_what_is_missing_is_named_by_its_place(given: Json, missing: tuple[str, ...]) -> None:
    assert answer(given).missing == missing


REVIEWS = [
    (walk_running(), date(2026, 3, 21)),
    (strengthening(sessions=[strength("a", 3)]), date(2026, 3, 19)),
    (last(walk_running, days=1), date(2026, 3, 17)),
    (last(walk_running, days=0), date(2026, 3, 18)),
    (strengthening(history=[history(5, "REGRESS", 4, 3, "FL-02")]), date(2026, 3, 18)),
    (building(history=[history(4, "DELOAD", 8, 8)]), date(2026, 3, 19)),
    (building(history=[history(2, "PROGRESS", 7, 8)]), date(2026, 3, 21)),
    (last(limp=True), date(2026, 3, 23)),
    (pains(8), date(2026, 3, 19)),
    (building(state={"week_in_cycle": 3}), date(2026, 3, 23)),
    (strengthening(findings=[found("fever")]), date(2026, 3, 17)),
    (
        strengthening(findings=[found("hardware_pain"), found("arch_drop"), found("sudden_arch_collapse")]),
        date(2026, 3, 18),
    ),
    (strengthening(findings=[found("ankle_squeeze_positive")]), date(2026, 3, 23)),
    (strengthening(findings=[found("monofilament_not_felt")]), date(2026, 3, 30)),
]


@pytest.mark.parametrize(("given", "on"), REVIEWS)
def test_the_next_review_is_when_something_can_have_changed(given: Json, on: date) -> None:
    assert answer(given).next_review_on == on


LOADS = [
    (walk_running(), 1.0, True, None),
    (last(limp=True), 0.7, False, None),
    (strengthening(sessions=[strength("a", 5, limp=True), strength("b", 3, limp=True)]), 0.5, False, date(2026, 3, 19)),
    ({**LOW_BONE, "sessions": bone_runs(0, 1)}, 0.7, False, date(2026, 3, 18)),
    (building(state={"week_in_cycle": 3}), 0.75, True, None),
    (pains(8), 1.0, False, None),
    (strengthening(findings=[found("fever")]), 0.0, False, None),
    (strengthening(findings=[found("sudden_arch_collapse")]), 0.0, False, None),
    (strengthening(findings=[found("ankle_squeeze_positive")]), 1.0, False, None),
    (strengthening(state={"no_impact_until": ago(-3)}), 1.0, False, date(2026, 3, 19)),
    (strengthening(state={"no_impact_until": ago(0)}), 1.0, True, None),
]


@pytest.mark.parametrize(("given", "factor", "impact", "until"), LOADS)
def test_load_and_impact_follow_the_decision(given: Json, factor: float, impact: bool, until: date | None) -> None:
    decision = answer(given)
    assert (decision.load_factor, decision.plan.impact, decision.plan.no_impact_until) == (factor, impact, until)


WEEKS = [
    (building(), 110, 44),
    (building(request={"week_min": 105, "long_run_min": 42}), 105, 42),
    (building(request={"week_min": 120, "long_run_min": 50}), 110, 44),
    (building(state={"first_review_after_light_week": True}), 105, 44),
    (building(state={"reference_week_min": 50}), 50, 44),
    (building(state={"reference_week_min": 50}, request={"week_min": 59}), 59, 44),
    (building(state={"reference_week_min": 50}, request={"week_min": 60}), 55, 44),
    (building(state={"reference_week_min": None, "longest_run_30d_min": None}), None, None),
    (last(building, limp=True), 70, 40),
    (building(sessions=[]), 100, 40),
    (walk_running(state={"reference_week_min": 90}), None, None),
]


@pytest.mark.parametrize(("given", "week", "longest"), WEEKS)
def test_minutes_of_the_coming_week(given: Json, week: float | None, longest: float | None) -> None:
    plan = answer(given).plan
    assert (plan.week_min, plan.long_run_min) == (week, longest)


def test_caps_are_named_wherever_volume_is_built() -> None:
    assert answer(building()).caps == (Cap("LD-01", 110, "min/week"), Cap("LD-03", 44, "min"))
    assert answer(building(request={"week_min": 150})).caps[0] == Cap("LD-01", 110, "min/week")
    assert answer(walk_running(state={"reference_week_min": 90})).caps == ()


def test_entering_the_walk_run_table_and_stepping_back_in_it() -> None:
    first = answer(at_first_run())
    assert first.plan.stage == StageStep("W-GEN", 1, 6, 18, "1:2 x 6")
    assert (first.target_level, first.next_level) == (4, 1)
    back = answer(last(walk_running, limp=True))
    assert back.plan.stage == StageStep("W-GEN", 2, 8, 24, "1:2 x 8")
    lowest = answer(walk_running(state={"level": 0, "stable_levels": []}, sessions=[run("a", 3, limp=True)]))
    assert (lowest.decision, lowest.target_level) == ("REGRESS", 0)


def test_step_back_goes_to_the_highest_stable_level_below() -> None:
    assert answer(last(limp=True)).target_level == 2
    assert answer(last(limp=True) | {"state": {"phase": "PH2", "level": 3, "stable_levels": [1, 3]}}).target_level == 1
    assert answer(last(limp=True) | {"state": {"phase": "PH2", "level": 3}}).target_level == 2
    twice = strengthening(sessions=[strength("a", 5, limp=True), strength("b", 3, limp=True)])
    assert answer(twice).target_level == 1
    assert answer(twice | {"state": {"phase": "PH2", "level": 1}}).target_level == 0
    assert answer(strengthening(sessions=[strength("a", 14)])).target_level == 1


def test_reasons_come_safest_first() -> None:
    given = last(limp=True, stiffness_delta_min=6, night_waking_nights_7d=3)
    given["findings"] = [found("monofilament_not_felt"), found("fever"), found("sudden_arch_collapse")]
    reasons = answer(given).reasons
    assert [reason.rule for reason in reasons] == [
        "SF-05",
        "SF-16",
        "SF-09",
        "PM-19",
        "FL-02",
        "PM-10",
        "LD-14",
        "PM-13",
    ]
    assert list(reasons) == sorted(reasons, key=safest_first)
    assert (answer(given).decision, answer(given).urgency) == ("REFER", "EMERGENCY")


def test_a_table_may_be_changed_before_it_is_in_use() -> None:
    state = State(phase="PH3", level=2, table="W-GEN")
    assert choose_table(state, "W-ARC").table == "W-ARC"
    running = State(phase="PH4", level=2, table="W-GEN")
    assert choose_table(running, "W-GEN") == running
    with pytest.raises(ValueError, match="while it is in use"):
        choose_table(running, "W-ARC")
