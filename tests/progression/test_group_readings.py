"""The reading of a group of findings: what the rules say, what is open, and that nothing open reads as a no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.progression import STANDARD, decide, group_readings, read_case
from footrehab_desktop.progression.codes import CONDITIONS, FINDING_GROUPS, FINDINGS, URGENCIES
from footrehab_desktop.progression.group_readings import COUNTED, REFERRING, GroupReading
from footrehab_desktop.progression.review import open_review
from footrehab_desktop.progression.rule import fire
from tests.progression.building import TODAY, Json, ago, found

GROUPS = {
    group: tuple(code for code, finding in FINDINGS.items() if finding.group == group) for group in FINDING_GROUPS
}


def case_of(*findings: Json, condition: str = "achilles_mid", **patient: object) -> Json:
    """A case of findings only. Diabetes and neuropathy are known not to be there unless said."""
    return {
        "contract": 1,
        "today": TODAY.isoformat(),
        "patient": {"birth_date": "1984-03-04", "diabetes": False, "neuropathy": False, **patient},
        "episode": {"condition": condition, "side": "left"},
        "state": {"phase": "PH2", "level": 1},
        "findings": list(findings),
    }


def reading(group: str, yes: str = "", no: str = "", **case: object) -> GroupReading | None:
    """The reading of a group when these findings were answered; ``*`` answers the rest of the group with no."""
    there = [word.partition("=") for word in yes.split()]
    findings = [found(code) | ({"value": float(value)} if value else {}) for code, _, value in there]
    answered = {code for code, _, _ in there} | set(GROUPS[group] if no == "*" else no.split())
    made = read_case(case_of(*findings, **case))  # type: ignore[arg-type]
    return group_readings(made, TODAY, {group: GROUPS[group]}, answered).get(group)


def test_nothing_answered_reads_as_nothing() -> None:
    assert all(reading(group) is None for group in GROUPS)


@pytest.mark.parametrize(
    ("group", "yes", "no", "state", "sentence"),
    [
        ("acute_injury", "acute_injury malleolar_zone_pain tender_lateral_malleolus", "", "refer",
         "Ottawa ankle and foot rules: X-ray asked for today (Pain in the malleolar zone; "
         "Bone tenderness: back edge or tip of the outer ankle, last 6 cm)."),
        ("acute_injury", "acute_injury midfoot_zone_pain no_four_steps_at_injury no_four_steps_now", "*", "refer",
         "Ottawa ankle and foot rules: X-ray asked for today (Pain in the midfoot zone; "
         "Could not take four steps right after the injury; Cannot take four steps now)."),
        ("acute_injury", "acute_injury malleolar_zone_pain pregnancy", "*", "refer",
         "Ottawa ankle and foot rules: the rules do not hold, so imaging by judgement today "
         "(Pain in the malleolar zone; Pregnant)."),
        ("acute_injury", "acute_injury malleolar_zone_pain", "*", "clear",
         "Ottawa ankle and foot rules: no X-ray asked for."),
        ("acute_injury", "acute_injury malleolar_zone_pain", "tender_lateral_malleolus", "open", None),
        ("acute_injury", "", "acute_injury", "clear", "Ottawa ankle and foot rules: no X-ray asked for."),
        ("achilles_rupture", "calf_squeeze_positive", "", "refer",
         "Achilles rupture, 0 of 4 signs besides the calf squeeze: sent on today (Calf squeeze: foot does not move)."),
        ("achilles_rupture", "sudden_pop_or_kick matles_positive", "", "refer",
         "Achilles rupture, 2 of 4 signs besides the calf squeeze: sent on today "
         "(Sudden pop or kick felt at the heel or calf; Matles test: foot falls towards neutral)."),
        ("achilles_rupture", "sudden_pop_or_kick", "*", "clear",
         "Achilles rupture, 1 of 4 signs besides the calf squeeze: no rule asks for a referral."),
        ("achilles_rupture", "", "sudden_pop_or_kick palpable_tendon_gap matles_positive no_single_heel_raise", "open",
         "Achilles rupture, 0 of 4 signs besides the calf squeeze so far; 1 open, first: "
         "Calf squeeze: foot does not move."),
        ("vein_thrombosis", "active_cancer calf_larger=3.5", "", "refer",
         "Wells score 2: thrombosis likely, sent on today "
         "(Active cancer; Calf larger than the other side, 10 cm below the tibial tuberosity)."),
        ("vein_thrombosis", "unexplained_calf_swelling", "", "refer",
         "Wells score 0: unlikely, but the calf still goes the D-dimer way today (Unexplained calf swelling)."),
        ("vein_thrombosis", "active_cancer calf_larger=3.5 alternative_as_likely", "*", "refer",
         "Wells score 0: unlikely, but the calf still goes the D-dimer way today "
         "(Active cancer; Calf larger than the other side, 10 cm below the tibial tuberosity)."),
        ("vein_thrombosis", "active_cancer calf_larger=2.5", "*", "clear",
         "Wells score 1: unlikely, no suspicious calf."),
        ("vein_thrombosis", "active_cancer", "calf_larger", "open", None),
        ("regional_pain", "disproportionate_pain symptom_sensory symptom_vasomotor symptom_sudomotor sign_sensory", "*",
         "clear", "Budapest, 3 of 4 symptoms, 1 of 4 signs: criteria not met."),
        ("regional_pain", "disproportionate_pain symptom_sensory symptom_vasomotor symptom_sudomotor sign_sensory", "",
         "open", "Budapest, 3 of 4 symptoms, 1 of 4 signs so far; 5 open, first: "
         "Symptom: movement, hair, nails or skin."),
        ("regional_pain", "disproportionate_pain no_better_explanation symptom_sensory symptom_vasomotor "
         "symptom_sudomotor sign_sensory sign_vasomotor", "", "refer",
         "Budapest, 3 of 4 symptoms, 2 of 4 signs: criteria met, sent on within a week."),
        ("regional_pain", "symptom_sensory", "disproportionate_pain", "clear", None),
        ("infection", "fever=38", "", "refer", "Infection: emergency department now (Fever)."),
        ("infection", "fever=37.9", "*", "clear", "Infection: no rule asks for a referral."),
        ("infection", "fever=37.9", "", "open", None),
        ("bone_stress", "focal_bone_tenderness load_related_worsening_pain", "", "refer",
         "Bone stress: sent on within a week (Focal bone tenderness; Pain with load that is getting worse)."),
        ("bone_stress", "", "*", "clear", "Bone stress: no rule asks for a referral."),
        ("heart_and_lung", "faint", "*", "refer", "Sent on today (Faint)."),
        ("heart_and_lung", "", "*", "clear", "No rule asks for a referral."),
        ("heart_and_lung", "", "faint", "open", "5 open, first: New breathlessness."),
    ],
)  # fmt: skip
def test_readings(group: str, yes: str, no: str, state: str, sentence: str | None) -> None:
    made = reading(group, yes, no)
    assert made is not None
    assert made.state == state
    if sentence is not None:
        assert made.sentence == sentence


def test_an_injury_of_last_month_is_imaged_by_judgement() -> None:
    injury = found("acute_injury", since=ago(30))
    case = read_case(case_of(injury, found("midfoot_zone_pain"), found("tender_navicular")))
    made = group_readings(case, TODAY, {"acute_injury": GROUPS["acute_injury"]}, frozenset())
    assert made["acute_injury"].sentence.startswith(
        "Ottawa ankle and foot rules: more than 10 days ago, so imaging by judgement within a week (Pain"
    )


def test_a_foot_at_risk_depends_on_what_is_known_of_the_patient() -> None:
    known = reading("foot_at_risk", "foot_ulcer", "*", diabetes=True)
    absent = reading("foot_at_risk", "foot_ulcer", "*")
    unknown = reading("foot_at_risk", "foot_ulcer", "*", diabetes=None)
    assert known == ("refer", "Foot at risk: emergency department now (Foot ulcer).")
    assert absent == ("clear", "Foot at risk: no rule asks for a referral.")
    assert unknown == ("open", "Foot at risk so far; 1 open, first: whether the patient has diabetes or neuropathy.")


def test_the_bone_site_is_named_with_its_risk() -> None:
    tender = found("focal_bone_tenderness", site="navicular")
    case = read_case(case_of(tender, found("load_related_worsening_pain")))
    made = group_readings(case, TODAY, {"bone_stress": GROUPS["bone_stress"]}, frozenset())
    assert made["bone_stress"].sentence.startswith(
        "Bone stress, Navicular (high risk): sent on within one to two working days"
    )


def test_another_diagnosis_left_open_cannot_turn_a_referral_away() -> None:
    """Points taken away must never make an open item look harmless."""
    most = {code for code in GROUPS["vein_thrombosis"] if code not in {"leg_immobilised", "alternative_as_likely"}}
    made = reading("vein_thrombosis", "active_cancer", " ".join(most - {"active_cancer"}))
    assert made is not None
    assert made.state == "open"


ANSWERS = st.fixed_dictionaries({}, optional={code: st.sampled_from(["yes", "no"]) for code in FINDINGS})
CHOSEN = st.sampled_from(list(FINDING_GROUPS))


@given(answers=ANSWERS, more=st.sets(st.sampled_from(list(FINDINGS))), group=CHOSEN,
       condition=st.sampled_from(list(CONDITIONS)))  # fmt: skip
def test_a_clear_group_stays_without_referral_whatever_its_open_answers_turn_out_to_be(
    answers: dict[str, str], more: set[str], group: str, condition: str
) -> None:
    yes = [code for code, answer in answers.items() if answer == "yes"]
    case = read_case(case_of(*map(found, yes), condition=condition))
    made = group_readings(case, TODAY, {group: GROUPS[group]}, frozenset(answers)).get(group)
    late = [code for code in more if code in GROUPS[group] and code not in answers]
    later = open_review(read_case(case_of(*map(found, yes + late), condition=condition)), TODAY, STANDARD)
    about = {COUNTED.get(fact.fact, fact.fact) for reason in fire(later, REFERRING) for fact in reason.facts} & set(
        GROUPS[group]
    )
    if about:
        assert made is None or made.state != "clear"
    if made is not None and made.state == "refer":
        assert decide(case, TODAY).decision == "REFER"


@given(there=st.sets(st.sampled_from(list(FINDINGS))), one=st.sampled_from(list(FINDINGS)),
       condition=st.sampled_from(list(CONDITIONS)), risk=st.sampled_from([None, True, False]))  # fmt: skip
def test_one_more_yes_never_lowers_the_urgency(there: set[str], one: str, condition: str, risk: bool | None) -> None:
    def urgency(findings: set[str]) -> int:
        case = case_of(*map(found, sorted(findings)), condition=condition, diabetes=risk)
        decision = decide(read_case(case), TODAY)
        return URGENCIES.index(decision.urgency) if decision.urgency else len(URGENCIES)

    assert urgency(there | {one}) <= urgency(there)


def test_every_finding_of_a_referring_rule_can_move_a_reading() -> None:
    """No referring rule on findings is beyond the groups: with everything found, each group that can refer does."""
    everything = read_case(case_of(*map(found, FINDINGS), condition="post_op", diabetes=True, neuropathy=True))
    made = group_readings(everything, TODAY, GROUPS, frozenset(FINDINGS))
    reasons = fire(open_review(everything, TODAY, STANDARD), REFERRING)
    facts = {COUNTED.get(fact.fact, fact.fact) for reason in reasons for fact in reason.facts}
    for group, asked in GROUPS.items():
        assert (made[group].state == "refer") == bool(facts & set(asked)), group
