"""What answers mean together: refusals at signing, and gait, goals and facts on their way to the core."""

from datetime import date, timedelta
from typing import Any

import pytest

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment, void_assessment
from footrehab_desktop.clinic.case_building import build_case, load_episode
from footrehab_desktop.clinic.review import review_episode
from footrehab_desktop.errors import FieldError
from footrehab_desktop.progression import Case
from footrehab_desktop.records.values import Assessment, AssessmentKind, Observation
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan

YESTERDAY = TODAY - timedelta(days=1)
PRESCRIBED = Observation("orthosis_prescribed", text="yes")
PAIRED = Observation("orthosis_strengthening", text="yes")
WALKING = Observation("walking_pattern", text="limp arch")
ITEMS = ("landing", "push_off", "arch", "shin", "pelvis", "crossover", "sound", "cadence")


def column(name: str, *scores: int) -> tuple[Observation, ...]:
    """Return scores of the first items of a column, ``fresh`` or ``tired``."""
    return tuple(Observation(f"gait_{name}_{item}", number=score) for item, score in zip(ITEMS, scores, strict=False))


FRESH = column("fresh", 0, 0, 0, 1, 0, 0, 0, 0)
TIRED_WORSE = column("tired", 0, 0, 1, 1, 0, 0, 0, 0)
TIRED_SAME = column("tired", 0, 0, 0, 1, 0, 0, 0, 0)


def sign(
    clinic: ClinicWithPatient,
    *answers: Observation,
    kind: AssessmentKind = "baseline",
    on: date = TODAY,
    **more: Any,
) -> Assessment:
    """Sign an assessment with these answers."""
    with clinic.session.unit_of_work() as unit:
        unsigned = UnsignedAssessment(clinic.episode_id, kind, on, answers, **more)
        signed, _ = sign_assessment(unit, clinic.session.forms, unsigned, TODAY)
    return signed


def refusal(clinic: ClinicWithPatient, *answers: Observation, **more: Any) -> FieldError:
    """Return why the answers cannot be signed."""
    with pytest.raises(FieldError) as refused:
        sign(clinic, *answers, **more)
    return refused.value


def case_of(clinic: ClinicWithPatient) -> Case:
    """Return the case that the core would decide on today."""
    with clinic.session.unit_of_work() as unit:
        return build_case(load_episode(unit, clinic.episode_id), clinic.session.forms, TODAY)


def test_an_orthosis_needs_a_gait_assessment(clinic: ClinicWithPatient) -> None:
    refused = refusal(clinic, PRESCRIBED, PAIRED)
    assert refused.field == "orthosis_prescribed"
    assert str(refused) == ("An orthosis rests on a gait assessment. Enter what you saw in the section Gait first.")
    not_looked = Observation("orthosis_prescribed", text="not_assessed")
    sign(clinic, not_looked)
    sign(clinic, Observation("orthosis_prescribed", text="no"))


def test_an_orthosis_needs_strengthening_beside_it(clinic: ClinicWithPatient) -> None:
    for answers in ((), (Observation("orthosis_strengthening", text="no"),)):
        refused = refusal(clinic, WALKING, PRESCRIBED, *answers)
        assert refused.field == "orthosis_strengthening"
        assert "goes with strengthening" in str(refused)
    signed = sign(clinic, WALKING, PRESCRIBED, PAIRED)
    assert PRESCRIBED in signed.observations


def test_gait_seen_at_an_earlier_visit_counts_until_it_is_struck_out(clinic: ClinicWithPatient) -> None:
    earlier = sign(clinic, WALKING, on=YESTERDAY)
    sign(clinic, PRESCRIBED, PAIRED, kind="review")
    with clinic.session.unit_of_work() as unit:
        void_assessment(unit, earlier.id, "Wrong patient")
    assert refusal(clinic, PRESCRIBED, PAIRED, kind="review").field == "orthosis_prescribed"


def test_an_amendment_cannot_lean_on_what_it_replaces(clinic: ClinicWithPatient) -> None:
    first = sign(clinic, WALKING, PRESCRIBED, PAIRED)
    refused = refusal(clinic, PRESCRIBED, PAIRED, amends=first.id, reason="Gait was another patient's")
    assert refused.field == "orthosis_prescribed"


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        (FRESH[:3], "gait_fresh_shin", "Score all 8 items in the column Fresh, or leave the column empty."),
        ((*FRESH, *TIRED_SAME[:7]), "gait_tired_cadence", "Score all 8 items in the column After 20 min, or leave"),
        (TIRED_SAME, "gait_fresh_landing", "Score the eight items fresh as well."),
    ],
)
def test_the_eight_items_are_scored_as_columns(
    clinic: ClinicWithPatient, answers: tuple[Observation, ...], field: str, sentence: str
) -> None:
    refused = refusal(clinic, *answers, kind="fatigue_gait")
    assert refused.field == field
    assert str(refused).startswith(sentence)


def test_items_scored_fresh_alone_are_no_fatigue_gait_check(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    sign(clinic, *FRESH)
    case = case_of(clinic)
    assert [test for test in case.tests if test.test == "fatigue_gait"] == []
    assert case.episode.gait_assessed_on == TODAY


def test_one_item_worse_when_tired_steps_back_by_rule(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    sign(clinic, *FRESH, *TIRED_WORSE, kind="fatigue_gait")
    check = next(test for test in case_of(clinic).tests if test.test == "fatigue_gait")
    assert check.fresh_items == (0, 0, 0, 1, 0, 0, 0, 0)
    assert check.items == (0, 0, 1, 1, 0, 0, 0, 0)
    with clinic.session.unit_of_work() as unit:
        made, _ = review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    assert made.decision.decision == "REGRESS"
    reason = next(reason for reason in made.decision.reasons if reason.rule == "GT-02")
    assert [(fact.fact, fact.value, fact.on) for fact in reason.facts] == [("items_worse", 1, TODAY)]


def rules_fired(clinic: ClinicWithPatient) -> set[str]:
    """Return the rules of today's review."""
    with clinic.session.unit_of_work() as unit:
        made, _ = review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    return {reason.rule for reason in made.decision.reasons}


def test_an_old_check_is_overdue_until_running_was_scored_tired_again(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, phase="PH5", level=1, since=TODAY - timedelta(days=40))
    sign(clinic, *FRESH, *TIRED_SAME, kind="fatigue_gait", on=TODAY - timedelta(days=29))
    assert "GT-01" in rules_fired(clinic)
    sign(clinic, *FRESH, kind="fatigue_gait")
    assert "GT-01" in rules_fired(clinic)
    sign(clinic, *FRESH, *TIRED_SAME, kind="fatigue_gait")
    assert rules_fired(clinic).isdisjoint({"GT-01", "GT-02"})


def test_a_later_check_may_be_compared_with_the_one_before(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    sign(clinic, *FRESH, *TIRED_SAME, kind="fatigue_gait", on=YESTERDAY)
    sign(clinic, *TIRED_WORSE, kind="fatigue_gait")
    assert "GT-02" in rules_fired(clinic)


@pytest.mark.parametrize(("late", "change", "fires"), [(171, -5.0, True), (172, -4.44, False), (190, 5.56, False)])
def test_step_rates_become_their_change(clinic: ClinicWithPatient, late: int, change: float, fires: bool) -> None:
    start_plan(clinic)
    rates = (Observation("cadence_early", number=180), Observation("cadence_late", number=late))
    sign(clinic, *FRESH, *TIRED_SAME, *rates, kind="fatigue_gait")
    check = next(test for test in case_of(clinic).tests if test.test == "fatigue_gait")
    assert check.cadence_change_pct == change
    assert ("GT-02" in rules_fired(clinic)) is fires


def test_every_step_rate_that_can_be_entered_gives_a_case(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    early, late = (clinic.session.forms.field(f"cadence_{when}") for when in ("early", "late"))
    extremes = ((early.low, late.high), (early.high, late.low))
    for first, last in extremes:
        sign(clinic, Observation("cadence_early", number=first), Observation("cadence_late", number=last))
        assert case_of(clinic).tests


def test_one_step_rate_alone_says_nothing(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    sign(clinic, *FRESH, *TIRED_SAME, Observation("cadence_early", number=180), kind="fatigue_gait")
    check = next(test for test in case_of(clinic).tests if test.test == "fatigue_gait")
    assert check.cadence_change_pct is None


def test_a_signed_goal_is_a_goal_on_file(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    sign(clinic, Observation("event_1", text="City run"), Observation("goal_short_target", number=5))
    assert case_of(clinic).episode.goal_recorded is None
    sign(clinic, Observation("goal_mid_pain", text="Stairs without thinking of the foot"), kind="review")
    assert case_of(clinic).episode.goal_recorded is True


def test_footwear_history_and_training_reach_the_case(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    sign(
        clinic,
        Observation("shoe_1_name", text="Blue trainer"),
        Observation("shoe_1_km", number=820),
        Observation("shoe_2_worn", text="yes"),
        Observation("toe_taped", text="yes"),
        Observation("foot_programme_weeks", number=9),
        Observation("arrhythmia", text="no"),
        Observation("bone_stress_elsewhere", number=2),
        Observation("intrinsic_deficit_cycles", number=3),
    )
    case = case_of(clinic)
    assert [(shoe.id, shoe.km, shoe.worn) for shoe in case.episode.shoes] == [
        ("Blue trainer", 820, None),
        ("Shoe 2", None, True),
    ]
    assert case.episode.toe_taped is True
    assert case.episode.foot_programme_weeks == 9
    assert case.episode.intrinsic_deficit_cycles == 3
    assert case.patient.arrhythmia is False
    assert case.episode.bone_stress_history is not None
    assert case.episode.bone_stress_history.elsewhere == 2


def test_the_coach_is_told_only_with_consent(clinic: ClinicWithPatient) -> None:
    agreed = Observation("coach_agreed", text="Two easy runs this week")
    for consent in (
        (),
        (Observation("coach_consent", text="no"),),
        (Observation("coach_consent", text="not_assessed"),),
    ):
        refused = refusal(clinic, agreed, *consent, kind="review")
        assert refused.field == "coach_consent"
        assert "consent" in str(refused)
    sign(clinic, agreed, Observation("coach_consent", text="yes"), kind="review")
    sign(clinic, Observation("athlete_agreed", text="Calls on Friday"), kind="review")


def test_six_posture_items_become_the_index_of_each_foot(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    items = [field.code for field in clinic.session.forms.section("posture").fields if field.code.startswith("fpi_")]
    right = [Observation(code, "right", number) for code, number in zip(items, (2, 1, 0, 2, 1, -1), strict=True)]
    left = [Observation(code, "left", 1) for code in items]
    sign(clinic, *right, *left[:5])
    assert [(t.involved, t.uninvolved) for t in case_of(clinic).tests if t.test == "fpi6"] == [(5, None)]
    sign(clinic, *right, *left)
    assert [(t.involved, t.uninvolved) for t in case_of(clinic).tests if t.test == "fpi6"] == [(5, None), (5, 6)]
