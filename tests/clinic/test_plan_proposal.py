"""A decision becomes lines to take or leave: none of them blocked, none twice, one step at a time."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.plan_changes import check_raises
from footrehab_desktop.clinic.plan_proposal import (
    PlanProposal,
    ProposedLine,
    Situation,
    proposal_for,
    propose_plan,
    take_lines,
)
from footrehab_desktop.clinic.plans import PlanReason, check_item, item_for, save_plan
from footrehab_desktop.clinic.review import override_decision, review_episode
from footrehab_desktop.progression.codes import PHASES
from footrehab_desktop.records.values import PlanItem
from tests.support.session_factory import PLAN, TODAY, ClinicWithPatient, shipped_library, start_plan

LIBRARY = shipped_library()
IDS = [exercise.id for exercise in LIBRARY.exercises]
CALF = item_for(LIBRARY.exercise("EX-P04"), "right")
STRETCH = item_for(LIBRARY.exercise("EX-M02"), "right")


def situation(
    decision: str, before: str = "PH2", after: str = "PH2", blocked: Mapping[str, str] | None = None
) -> Situation:
    return Situation(decision, before, after, "plantar_heel", "right", 0.75, blocked or {})


def only(lines: tuple[ProposedLine, ...]) -> ProposedLine:
    (line,) = lines
    return line


def test_progress_raises_one_part_within_its_range() -> None:
    span = LIBRARY.exercise("EX-P04").dose_range.reps
    assert span is not None
    assert CALF.reps is not None
    line = only(propose_plan((CALF, STRETCH), situation("PROGRESS"), LIBRARY))
    if CALF.reps < span.high:
        assert line.after == replace(CALF, reps=line.after.reps if line.after else None)
        assert line.after is not None
        assert CALF.reps < (line.after.reps or 0) <= span.high
    assert str(span.high) in line.reason


def test_at_the_top_of_every_range_comes_the_harder_step() -> None:
    exercise = LIBRARY.exercise("EX-P04")
    top = {
        name: getattr(exercise.dose_range, name).high
        for name in ("sets", "reps", "hold_s", "minutes")
        if getattr(exercise.dose_range, name) is not None
    }
    line = only(propose_plan((replace(CALF, **top),), situation("PROGRESS", "PH3", "PH3"), LIBRARY))
    assert line.after is not None
    assert line.after.exercise_id == exercise.harder
    assert "top of its range" in line.reason


def test_a_light_week_takes_sets_away_and_leaves_stretches() -> None:
    line = only(propose_plan((replace(CALF, sets=4), STRETCH), situation("DELOAD"), LIBRARY))
    assert line.after == replace(CALF, sets=3)


def test_going_back_takes_the_easier_exercise() -> None:
    line = only(propose_plan((CALF,), situation("REGRESS"), LIBRARY))
    assert line.after is not None
    assert line.after.exercise_id == LIBRARY.exercise("EX-P04").easier


def test_nothing_stands_twice_when_the_easier_exercise_is_there_already() -> None:
    easier = item_for(LIBRARY.exercise(LIBRARY.exercise("EX-P04").easier or ""), "right")
    lines = propose_plan((CALF, easier), situation("REGRESS"), LIBRARY)
    assert lines[0].after is None
    assert "in the plan already" in lines[0].reason


def test_what_is_refused_now_is_let_go_with_the_rule() -> None:
    line = only(propose_plan((CALF, STRETCH), situation("HOLD", blocked={"EX-P04": "No impact (FL-02)."}), LIBRARY))
    assert (line.before, line.after, line.reason) == (CALF, None, "No impact (FL-02).")


def test_a_new_phase_brings_its_protocol() -> None:
    lines = propose_plan((CALF,), situation("PROGRESS", "PH2", "PH3"), LIBRARY)
    added = {line.after.exercise_id for line in lines if line.before is None and line.after}
    protocol = LIBRARY.protocol("plantar_heel")
    assert protocol is not None
    assert added == {line.exercise_id for line in protocol.phase("PH3").exercises} - {"EX-P04"}


def test_lines_left_change_nothing() -> None:
    lines = propose_plan((CALF, STRETCH), situation("REGRESS"), LIBRARY)
    assert take_lines((CALF, STRETCH), ()) == (CALF, STRETCH)
    assert take_lines((CALF, STRETCH), lines)[1] == STRETCH


@given(
    st.lists(st.sampled_from(IDS), unique=True, max_size=12),
    st.sampled_from(["PROGRESS", "HOLD", "DELOAD", "REGRESS", "PAUSE", "REFER"]),
    st.sampled_from(list(PHASES)),
    st.sampled_from(list(PHASES)),
    st.sets(st.sampled_from(IDS)),
)
def test_the_proposed_plan_can_be_saved(
    ids: list[str], decision: str, before: str, after: str, blocked: set[str]
) -> None:
    items = tuple(item_for(LIBRARY.exercise(exercise_id), "right") for exercise_id in ids)
    asked = situation(decision, before, after, dict.fromkeys(blocked, "Refused."))
    plan = take_lines(items, propose_plan(items, asked, LIBRARY))
    assert len({item.exercise_id for item in plan}) == len(plan)
    assert not {item.exercise_id for item in plan} & blocked
    check_raises(items, plan, LIBRARY)
    for item in plan:
        check_item(item, LIBRARY)
    assert all(_grows_only_with_progress(items, item) for item in plan) or decision == "PROGRESS"


def _grows_only_with_progress(items: tuple[PlanItem, ...], item: PlanItem) -> bool:
    before = next((each for each in items if each.exercise_id == item.exercise_id), None)
    return before is None or (item.sets, item.reps or 0) <= (before.sets, before.reps or 0)


def answered(clinic: ClinicWithPatient, final: str) -> None:
    """Run a review and let ``final`` stand."""
    with clinic.session.unit_of_work() as unit:
        made, _ = review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    with clinic.session.unit_of_work() as unit:
        override_decision(unit, made.stored.id, final, "Seen at the visit.", TODAY)


def asked(clinic: ClinicWithPatient) -> PlanProposal | None:
    with clinic.session.unit_of_work() as unit:
        return proposal_for(unit, clinic.session.library, clinic.session.forms, clinic.episode_id, TODAY)


def test_nothing_is_proposed_before_a_review_was_answered(clinic: ClinicWithPatient) -> None:
    assert asked(clinic) is None
    start_plan(clinic, "PH2", 1)
    assert asked(clinic) is None
    with clinic.session.unit_of_work() as unit:
        review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    assert asked(clinic) is None


def test_an_answered_review_proposes_until_the_plan_is_saved_again(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH2", 1)
    answered(clinic, "PROGRESS")
    proposal = asked(clinic)
    assert proposal is not None
    assert (proposal.decision, proposal.decided_on, proposal.episode_id) == ("PROGRESS", TODAY, clinic.episode_id)
    assert {line.key for line in proposal.lines} <= {item.exercise_id for item in PLAN}
    with clinic.session.unit_of_work() as unit:
        items = take_lines(PLAN, proposal.lines)
        save_plan(unit, LIBRARY, clinic.episode_id, items, "W-GEN", TODAY, why=PlanReason("", proposal.decision_id))
    assert asked(clinic) is None


def test_at_the_end_of_a_phase_the_plan_of_the_next_one_is_proposed(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH1", 3)
    answered(clinic, "PROGRESS")
    proposal = asked(clinic)
    assert proposal is not None
    reasons = " ".join(line.reason for line in proposal.lines)
    assert "Part of the protocol in PH2." in reasons


def test_a_light_week_instead_of_the_decision_takes_sets_away(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH2", 1)
    answered(clinic, "DELOAD")
    proposal = asked(clinic)
    assert proposal is not None
    assert all(line.after is not None and "Light week" in line.reason for line in proposal.lines)


def test_holding_proposes_nothing(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH2", 1)
    answered(clinic, "HOLD")
    assert asked(clinic) is None
