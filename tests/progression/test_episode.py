"""Whole episodes: the first state, what each decision does to it, replay, and months played at random."""

import dataclasses
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from footrehab_desktop.progression import (
    Case,
    Decision,
    Episode,
    Intake,
    State,
    advance,
    begin,
    decide,
    history_item,
    read_case,
    state_from_json,
    state_to_json,
    write_case,
    write_decision,
)
from footrehab_desktop.progression.codes import CONDITIONS
from footrehab_desktop.progression.episode_state import median_down
from footrehab_desktop.progression.rulebook import STANDARD
from footrehab_desktop.progression.values import HistoryItem, Patient, Session, Test
from tests.progression.building import Json, ago, building, history, run, strengthening, walk_running
from tests.progression.gate_examples import at_continuous_running, at_first_run, at_settling, at_strengthening
from tests.progression.row_examples import last
from tests.progression.strategies import EXAMPLES, pain

START = date(2026, 1, 5)


def after(given_case: Json, final: str | None = None) -> State:
    case = read_case(given_case)
    return advance(case, decide(case, case.today), final)


@pytest.mark.parametrize(
    ("phase", "condition", "table", "level", "first_table"),
    [
        ("PH0", "plantar_heel", None, 0, "W-GEN"),
        ("PH1", "plantar_heel", None, 1, "W-GEN"),
        ("PH4", "bsi_low", None, 1, "W-BSI"),
        ("PH4", "plantar_heel", "W-ARC", 1, "W-ARC"),
    ],
)
def test_the_first_state(phase: str, condition: str, table: str | None, level: int, first_table: str) -> None:
    state = begin(Episode(condition=condition), Intake(on=START, phase=phase, table=table, baseline_pain=3))
    assert (state.phase, state.level, state.table, state.baseline_pain) == (phase, level, first_table, 3)
    assert state.cycle_started_on == (START if phase == "PH4" else None)
    assert state.week_in_cycle == (1 if phase == "PH4" else None)
    assert begin(Episode(condition=condition), Intake(on=START, phase=phase, level=0)).level == 0


def test_what_is_usual_at_the_start_is_kept() -> None:
    intake = Intake(on=START, phase="PH2", baseline_pain=2, baseline_swelling=1, baseline_stiffness_min=15)
    state = begin(Episode(condition="plantar_heel"), intake)
    assert (state.baseline_pain, state.baseline_swelling, state.baseline_stiffness_min) == (2, 1, 15)


def test_progress_moves_one_level_and_remembers_the_stable_one() -> None:
    state = after(walk_running())
    assert (state.phase, state.level, state.stable_levels) == ("PH4", 4, (1, 2, 3))
    assert state.last_run_on == date(2026, 3, 13)
    assert state.first_review_after_light_week is False


def test_gates_lead_to_the_first_level_of_the_next_phase() -> None:
    for case, phase, level, stable in (
        (at_settling(), "PH1", 1, ()),
        (at_strengthening(), "PH3", 1, ()),
        (at_first_run(), "PH4", 1, ()),
        (at_continuous_running(), "PH5", 13, (12,)),
    ):
        state = after(case)
        assert (state.phase, state.level, state.stable_levels) == (phase, level, stable)
    assert after(at_continuous_running()).top_level == 20
    assert after(walk_running(state={"table": "W-ARC"})).table == "W-ARC"
    assert after(at_first_run()).table == "W-GEN"
    assert after(at_strengthening()).cycle_started_on == date(2026, 3, 16)
    assert after(at_settling()).cycle_started_on is None


def test_a_step_back_locks_the_level_for_a_week_and_counts_as_the_light_week() -> None:
    state = after(last(walk_running, limp=True))
    assert (state.level, state.locked_level, state.locked_until) == (2, 3, date(2026, 3, 23))
    assert (state.light_week_on, state.cycle_started_on, state.weeks_since_light) == (
        date(2026, 3, 16),
        date(2026, 3, 16),
        0,
    )
    assert state.stable_levels == (1, 2)
    second = walk_running(sessions=[run("a", 5, limp=True), run("b", 3, limp=True)])
    assert after(second).no_impact_until == date(2026, 3, 19)
    assert after(second).level == 1


def test_a_light_week_is_remembered_until_the_load_is_full_again() -> None:
    state = after(building(state={"week_in_cycle": 3}))
    assert (state.level, state.first_review_after_light_week, state.light_week_on) == (8, True, date(2026, 3, 16))
    assert (state.week_in_cycle, state.cycle_started_on) == (3, date(2026, 3, 2))
    held = {"first_review_after_light_week": True}
    assert after(walk_running(state=held)).first_review_after_light_week is True
    assert after(building(state=held)).first_review_after_light_week is False


def test_a_light_week_counted_in_weeks_becomes_a_date() -> None:
    state = after(strengthening(state={"phase": "PH1", "weeks_since_light": 2}))
    assert (state.light_week_on, state.weeks_since_light) == (date(2026, 2, 23), 2)


def test_reference_minutes_follow_the_plan() -> None:
    assert after(building(request={"week_min": 105})).reference_week_min == 105
    assert after(building()).reference_week_min == 110
    assert after(last(building, limp=True)).reference_week_min == 70
    assert after(building(state={"week_in_cycle": 3})).reference_week_min == 100
    assert after(building(), "HOLD").reference_week_min == 100


def test_the_clinician_may_override_all_but_a_referral() -> None:
    flare = last(walk_running, limp=True)
    held = after(flare, "HOLD")
    assert (held.level, held.locked_level) == (3, None)
    assert after(walk_running(), "REGRESS").level == 2
    assert after(strengthening(sessions=[]), "PROGRESS").level == 4
    with pytest.raises(ValueError, match="cannot be overridden"):
        after(strengthening(findings=[{"code": "fever", "on": ago(1)}]), "HOLD")
    assert after(strengthening(findings=[{"code": "fever", "on": ago(1)}])).level == 3


def test_a_pause_ends_with_a_reassessment_one_level_down() -> None:
    paused = history(5, "PAUSE", 3, 3, "PM-07")
    case = strengthening(history=[paused], episode={"reassessed_on": ago(2)})
    state = after(case)
    assert (state.level, state.locked_level) == (2, 3)


def test_baseline_follows_the_daily_worst_pain_unless_it_flares() -> None:
    days = [{"on": ago(n), "worst_pain": value} for n, value in ((1, 3), (3, 2), (7, 5))]
    assert after(strengthening(recovery=days)).baseline_pain == 3
    assert after(strengthening(recovery=[*days[:2], {"on": ago(8), "worst_pain": 5}])).baseline_pain == 1
    assert after(last(limp=True) | {"recovery": days}).baseline_pain == 1
    assert after(strengthening(recovery=days, history=[history(3, "REGRESS", 4, 3)])).baseline_pain == 1
    assert [median_down([1, 2]), median_down([2, 3, 9]), median_down([1, 2, 3, 9])] == [1, 3, 2]


def test_history_items_say_what_later_reviews_need() -> None:
    case = read_case(last(walk_running, limp=True))
    decision = decide(case, case.today)
    item = history_item(decision, advance(case, decision), trigger="travel")
    assert item == HistoryItem(
        on=case.today,
        decision="REGRESS",
        from_level=3,
        to_level=2,
        rules=("FL-02", "PM-10", "LD-14"),
        trigger="travel",
        flares=(date(2026, 3, 13),),
    )
    assert history_item(decision, case.state, final="HOLD").decision == "HOLD"


def a_training_session(chance: Random, day: date, level: int, phase: str) -> Session:
    kind = "run" if phase in {"PH4", "PH5", "PH6"} else "strength"
    return Session(
        id=day.isoformat(),
        on=day,
        kind=kind,
        impact=kind == "run",
        level=level,
        pain_during=pain(chance) if chance.random() < 0.2 else chance.randint(0, 2),
        settle_h=chance.choice([4, 8, 12, 30]) if chance.random() < 0.2 else 6,
        pain_48h=0,
        limp=chance.random() < 0.03,
        sharp=False,
        tenderness="none",
        rest_pain=0,
        swelling=0,
    )


class Clinic:
    """Plays an episode: trains, reviews, sometimes overrides, reassesses after a pause, tests now and then."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        condition = self.chance.choice([c for c in CONDITIONS if c not in {"bsi_high", "post_op"}])
        phase = self.chance.choice(["PH1", "PH2", "PH3", "PH4", "PH5"])
        self.episode = Episode(
            condition=condition, side="right", plan_start=START, adherence_pct=90, first_run_on=START
        )
        self.state = begin(
            self.episode, Intake(on=START, phase=phase, baseline_pain=1, baseline_swelling=0, reference_week_min=90)
        )
        self.today = START
        self.sessions: list[Session] = []
        self.history: list[HistoryItem] = []
        self.tests: list[Test] = []
        self.asked: list[tuple[Case, Decision]] = []

    def play(self, reviews: int) -> None:
        for _ in range(reviews):
            self.train()
            self.review()

    def train(self) -> None:
        gap = self.chance.random() < 0.05
        for _ in range(self.chance.randint(0, 3)):
            self.today += timedelta(days=2)
            self.sessions.append(a_training_session(self.chance, self.today, self.state.level, self.state.phase))
        self.today += timedelta(days=self.chance.choice([2, 2, 3, 4]) + (20 if gap else 0))
        if self.chance.random() < 0.2:
            self.tests.append(Test(test="fatigue_gait", on=self.today, involved=0))

    def case(self) -> Case:
        return Case(
            contract=1,
            today=self.today,
            patient=Patient(birth_date=date(1990, 1, 1), sex="male"),
            episode=self.episode,
            state=self.state,
            history=tuple(self.history),
            sessions=tuple(self.sessions),
            tests=tuple(self.tests),
        )

    def review(self) -> None:
        if self.history and self.history[-1].decision in {"PAUSE", "REFER"} and self.chance.random() < 0.7:
            self.episode = dataclasses.replace(self.episode, reassessed_on=self.today)
        case = self.case()
        decision = decide(case, self.today)
        override = decision.decision in {"REGRESS", "DELOAD"} and self.chance.random() < 0.1
        final = "HOLD" if override else None
        state = advance(case, decision, final)
        self.asked.append((case, decision))
        self.history.append(history_item(decision, state, final))
        check_step(case, decision, state, override)
        self.state = state


def check_step(case: Case, decision: Decision, state: State, override: bool) -> None:
    """What must hold after every review of a played month."""
    assert state_from_json(state_to_json(state)) == state
    assert state.level >= 0
    if decision.decision == "PROGRESS":
        assert state.level <= case.state.level + 1 or state.phase != case.state.phase
        locks = [i for i in case.history if i.decision == "REGRESS" and (decision.decided_on - i.on).days < 7]
        assert all(lock.from_level is None or lock.from_level > decision.target_level for lock in locks)
        assert not decision.undecided
        recent = [s for s in case.sessions if (decision.decided_on - s.on).days < (2 if s.impact else 1)]
        assert recent == []
    elif decision.decision == "REGRESS" and not override:
        assert state.level < case.state.level or case.state.level == 0
        assert state.phase == case.state.phase
    elif decision.decision in {"DELOAD", "REFER", "PAUSE"}:
        assert (state.phase, state.level) == (case.state.phase, case.state.level)
    if decision.decision == "PROGRESS" and state.phase in {"PH5", "PH6"} and case.state.phase == "PH5":
        last_up = [item.on for item in case.history if item.decision == "PROGRESS"]
        assert not last_up or (decision.decided_on - last_up[-1]).days >= 7
        if state.reference_week_min and case.state.reference_week_min:
            assert state.reference_week_min <= case.state.reference_week_min * STANDARD["LD-01.growth"] + 1e-6


@settings(max_examples=EXAMPLES)
@given(st.integers(0, 2**48))
def test_random_months_keep_what_must_hold(seed: int) -> None:
    Clinic(seed).play(12)


@settings(max_examples=max(50, EXAMPLES // 4))
@given(st.integers(0, 2**48))
def test_6_replaying_an_episode_gives_what_asking_once_gives(seed: int) -> None:
    clinic = Clinic(seed)
    clinic.play(10)
    for case, decision in clinic.asked:
        stored = read_case(write_case(case))
        assert write_decision(decide(stored, stored.today)) == write_decision(decision)
        known = [session for session in clinic.sessions if session.on <= case.today]
        upto = dataclasses.replace(
            case,
            sessions=tuple(known),
            history=tuple(item for item in clinic.history if item.on < case.today),
            tests=tuple(test for test in clinic.tests if test.on <= case.today),
        )
        assert decide(upto, case.today) == decision


def test_a_quiet_year_reaches_the_building_phase() -> None:
    clinic = Clinic(1)
    clinic.chance = Random(3)
    clinic.episode = Episode(
        condition="plantar_heel", side="right", plan_start=START, adherence_pct=90, first_run_on=START
    )
    clinic.state = begin(clinic.episode, Intake(on=START, phase="PH4", baseline_pain=1))
    reached = []
    for _ in range(60):
        for _ in range(2):
            clinic.today += timedelta(days=2)
            clinic.sessions.append(
                Session(
                    id=clinic.today.isoformat(),
                    on=clinic.today,
                    kind="run",
                    impact=True,
                    level=clinic.state.level,
                    pain_during=1,
                    settle_h=4,
                    pain_48h=1,
                )
            )
        clinic.today += timedelta(days=3)
        battery = ("fatigue_gait", "heel_raise", "weight_bearing_lunge", "single_leg_stance", "toe_strength")
        clinic.tests = [
            Test(test=code, on=clinic.today, involved=0 if code == "fatigue_gait" else 30) for code in battery
        ]
        clinic.review()
        reached.append((clinic.history[-1].decision, clinic.state.phase, clinic.state.level))
    decisions = {decision for decision, _, _ in reached}
    assert decisions == {"PROGRESS", "HOLD", "DELOAD"}
    assert reached[-1][1] == "PH5"
