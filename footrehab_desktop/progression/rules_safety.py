"""Safety rules (B.3): computed from findings, evaluated first, every visit. All of them send the patient on."""

from typing import Final

from footrehab_desktop.progression.codes import BONE_SITES
from footrehab_desktop.progression.decision import Fact
from footrehab_desktop.progression.findings import all_of, any_of, at_least, finding_facts, with_any
from footrehab_desktop.progression.review import Review
from footrehab_desktop.progression.rule import Facts, Rule

MALLEOLAR_SIGNS = ("tender_lateral_malleolus", "tender_medial_malleolus")
MIDFOOT_SIGNS = ("tender_fifth_metatarsal_base", "tender_navicular")
NO_STEPS = ("no_four_steps_at_injury", "no_four_steps_now")
RULE_NOT_VALID = (
    "monofilament_not_felt",
    "altered_sensorium",
    "pregnancy",
    "open_wound",
    "repeat_visit",
    "polytrauma",
    "known_bone_disease",
)
WELLS_ITEMS = (
    "active_cancer",
    "leg_immobilised",
    "bedridden_or_major_surgery",
    "deep_vein_tenderness",
    "whole_leg_swollen",
    "calf_larger",
    "pitting_oedema_one_leg",
    "collateral_superficial_veins",
    "previous_vein_thrombosis",
)
RUPTURE_SIGNS = ("sudden_pop_or_kick", "palpable_tendon_gap", "matles_positive", "no_single_heel_raise")
CALF_SWELLING = ("unexplained_calf_swelling", "calf_larger", "whole_leg_swollen", "pitting_oedema_one_leg")
CALF_SYMPTOMS = (*CALF_SWELLING, "calf_pain", "deep_vein_tenderness")
LUNG_SIGNS = ("breathlessness", "chest_pain", "haemoptysis", "faint")
CRPS_SYMPTOMS = ("symptom_sensory", "symptom_vasomotor", "symptom_sudomotor", "symptom_motor_trophic")
CRPS_SIGNS = ("sign_sensory", "sign_vasomotor", "sign_sudomotor", "sign_motor_trophic")
LIMB_THREATS = ("foot_ulcer", "foot_infection", "gangrene", "limb_ischaemia")
BONE_SIGNS = ("focal_bone_tenderness", "load_related_worsening_pain")
BONE_PAINS = ("pain_during", "pain_24h", "pain_48h", "rest_pain")


def ottawa_facts(review: Review) -> Facts:
    """Return the findings that make the Ottawa rules positive, none when they are negative."""
    steps = finding_facts(review, NO_STEPS)
    cannot_walk = steps if len(steps) == len(NO_STEPS) else ()
    facts: Facts = ()
    for zone, signs in (("malleolar_zone_pain", MALLEOLAR_SIGNS), ("midfoot_zone_pain", MIDFOOT_SIGNS)):
        proof = finding_facts(review, signs) + cannot_walk
        if review.has(zone) and proof:
            facts += finding_facts(review, (zone,)) + proof
    return tuple(dict.fromkeys(facts))


def _injury_is_fresh(review: Review) -> bool:
    """Return whether an injury was examined within the days for which the Ottawa rules hold."""
    days = review.book["SF-01.acute_days"]
    injuries = review.found.get("acute_injury", ())
    return any(injury.since is None or (injury.on - injury.since).days <= days for injury in injuries)


def _ottawa(review: Review) -> Facts | None:
    facts = ottawa_facts(review)
    return facts if facts and _injury_is_fresh(review) else None


def _ottawa_late(review: Review) -> Facts | None:
    facts = ottawa_facts(review)
    return facts if facts and review.has("acute_injury") and not _injury_is_fresh(review) else None


def _ottawa_not_valid(review: Review) -> Facts | None:
    zones = finding_facts(review, ("malleolar_zone_pain", "midfoot_zone_pain"))
    doubts = finding_facts(review, RULE_NOT_VALID)
    if review.case.patient.neuropathy:
        doubts += (Fact("neuropathy", True),)
    fires = zones and doubts and _injury_is_fresh(review) and not ottawa_facts(review)
    return zones + doubts if fires else None


def wells_score(review: Review) -> int:
    """Return the two-level Wells score of the findings that stand (B.3.1)."""
    score = sum(review.has(code) for code in WELLS_ITEMS)
    return score - int(review.book["SF-03.alternative_points"]) * review.has("alternative_as_likely")


def _wells_likely(review: Review) -> Facts | None:
    score = wells_score(review)
    if score < review.book["SF-03.likely"]:
        return None
    return (Fact("wells_score", score), *finding_facts(review, WELLS_ITEMS))


def _wells_unlikely(review: Review) -> Facts | None:
    score = wells_score(review)
    items = finding_facts(review, WELLS_ITEMS)
    swelling = finding_facts(review, CALF_SWELLING)
    fires = score < review.book["SF-03.likely"] and (swelling or len(items) >= review.book["SF-03.likely"])
    return (Fact("wells_score", score), *dict.fromkeys(items + swelling)) if fires else None


def _calf_with_lung_signs(review: Review) -> Facts | None:
    calf, lung = finding_facts(review, CALF_SYMPTOMS), finding_facts(review, LUNG_SIGNS)
    return calf + lung if calf and lung else None


def _lung_signs_alone(review: Review) -> Facts | None:
    return None if finding_facts(review, CALF_SYMPTOMS) else finding_facts(review, LUNG_SIGNS) or None


def _at_risk(review: Review) -> Facts:
    patient = review.case.patient
    known = tuple(Fact(name, True) for name in ("diabetes", "neuropathy") if getattr(patient, name))
    return known + finding_facts(review, ("monofilament_not_felt",))


def _limb_threat(review: Review) -> Facts | None:
    risk, threat = _at_risk(review), finding_facts(review, LIMB_THREATS)
    return risk + threat if risk and threat else None


def _foot_problem(review: Review) -> Facts | None:
    risk, problem = _at_risk(review), finding_facts(review, ("active_foot_problem",))
    return risk + problem if risk and problem else None


def _hot_foot(review: Review) -> Facts | None:
    numb = review.case.patient.neuropathy or review.has("monofilament_not_felt")
    hot = finding_facts(review, ("red_hot_swollen_foot", "skin_warmer"))
    return hot if numb and hot else None


def _regional_pain(review: Review) -> Facts | None:
    symptoms, signs = finding_facts(review, CRPS_SYMPTOMS), finding_facts(review, CRPS_SIGNS)
    needed = ("disproportionate_pain", "no_better_explanation")
    enough = len(symptoms) >= review.book["SF-10.symptoms"] and len(signs) >= review.book["SF-10.signs"]
    fires = enough and all(review.has(code) for code in needed)
    return (Fact("symptoms_found", len(symptoms)), Fact("signs_found", len(signs))) if fires else None


def bone_site(review: Review) -> str | None:
    """Return the riskiest site that findings or episode name."""
    sites = [finding.site for code in BONE_SIGNS for finding in review.found.get(code, ()) if finding.site]
    sites += [review.case.episode.site] if review.case.episode.site in BONE_SITES else []
    return min(sites, key=lambda site: (BONE_SITES[site].risk != "high", site), default=None)


def _is_high_risk(review: Review) -> bool:
    site = bone_site(review)
    return review.condition == "bsi_high" or (site is not None and BONE_SITES[site].risk == "high")


def _suspected_bone(review: Review) -> Facts:
    """Return what makes a bone stress injury likely: both findings, or new bone tenderness after a session."""
    facts = finding_facts(review, BONE_SIGNS)
    proof = facts if len(facts) == len(BONE_SIGNS) else ()
    tender = next((s for s in reversed(review.new) if s.tenderness == "bone"), None)
    if tender is not None:
        proof += (Fact("tenderness", "bone", tender.on, tender.id),)
    site = bone_site(review)
    return (*proof, Fact("site", site)) if proof and site is not None else proof


def _bone_high_risk(review: Review) -> Facts | None:
    return _suspected_bone(review) or None if _is_high_risk(review) else None


def _bone_other(review: Review) -> Facts | None:
    return None if _is_high_risk(review) else _suspected_bone(review) or None


def _pain_at_high_risk_bone(review: Review) -> Facts | None:
    if review.condition != "bsi_high":
        return None
    for session in reversed(review.new):
        for name in BONE_PAINS:
            pain = getattr(session, name)
            if pain is not None and pain >= review.book["SF-11.pain"]:
                return (Fact("bone_pain", pain, session.on, session.id),)
    return None


def _midfoot(review: Review) -> Facts | None:
    return with_any("midfoot_twist_or_axial_injury", "plantar_bruising", "midfoot_stress_pain", "no_single_heel_raise")(
        review
    )


def _drawer_grade(review: Review, lowest: str) -> Facts:
    test = review.test("plantar_plate_drawer")
    grade = test.involved if test is not None else None
    fires = test is not None and grade is not None and grade >= review.book[lowest]
    return (Fact("drawer_grade", grade, test.on),) if fires and test is not None and grade is not None else ()


def _toe_urgent(review: Review) -> Facts | None:
    found = finding_facts(review, ("toe_fixed_or_dislocated", "new_crossover_or_deformity"))
    return _drawer_grade(review, "SF-15.urgent_grade") + found or None


def _toe_soon(review: Review) -> Facts | None:
    if _drawer_grade(review, "SF-15.urgent_grade"):
        return None
    return _drawer_grade(review, "SF-15.refer_grade") or None


def _failed_arch(review: Review) -> Facts | None:
    if review.condition not in {"pttd", "flatfoot"}:
        return None
    return all_of("no_single_heel_raise", "failed_12_weeks_care")(review)


def _night_pain(review: Review) -> Facts | None:
    if not review.has("night_pain_unrelieved"):
        return None
    signs = finding_facts(review, ("unexplained_weight_loss", "cancer_history", "active_cancer", "palpable_mass"))
    age = review.age()
    young_or_old = age is not None and not (review.book["SF-18.younger_than"] <= age <= review.book["SF-18.older_than"])
    if young_or_old and age is not None:
        unexplained = finding_facts(review, ("new_unexplained_pain",))
        signs += (Fact("age", age), *unexplained) if unexplained else ()
    return finding_facts(review, ("night_pain_unrelieved",)) + signs if signs else None


def _inflammatory(review: Review) -> Facts | None:
    return with_any(
        "long_morning_stiffness",
        "two_other_joints",
        "enthesitis_both_sides",
        "psoriasis",
        "uveitis",
        "inflammatory_bowel_disease",
        "inflammatory_back_pain",
    )(review)


def _fluoroquinolone(review: Review) -> Facts | None:
    tendon = review.has("tendon_pain") or review.condition in {"achilles_mid", "achilles_ins", "pttd"}
    days = review.book["SF-21.days"]
    recent = [
        course
        for course in review.found.get("new_fluoroquinolone", ())
        if course.since is None or review.days_since(course.since) <= days
    ]
    facts = finding_facts(review, ("new_fluoroquinolone", "tendon_pain"))
    return facts if tendon and recent else None


def _post_op(review: Review) -> Facts | None:
    if review.condition != "post_op":
        return None
    return finding_facts(review, ("sudden_loss_of_function", "hardware_pain")) or None


def _post_op_wound(review: Review) -> Facts | None:
    return finding_facts(review, ("wound_opening",)) or None if review.condition == "post_op" else None


def _post_op_calf(review: Review) -> Facts | None:
    return finding_facts(review, ("calf_pain",)) or None if review.condition == "post_op" else None


def _growth_plate(review: Review) -> Facts | None:
    age = review.age()
    if age is None or age >= review.book["SF-24.adult_age"] or not review.has("growth_plate_tenderness"):
        return None
    return (Fact("age", age), *finding_facts(review, ("growth_plate_tenderness",)))


_R = Rule
SAFETY_RULES: Final[tuple[Rule, ...]] = (
    _R("SF-01", "Ottawa ankle and foot rules", "REFER", _ottawa, ("SF-01.acute_days",), mark="found",
       urgency="SAME_DAY"),
    _R("SF-01:late", "Ottawa signs after more than 10 days", "REFER", _ottawa_late, ("SF-01.acute_days",),
       mark="found", urgency="SOON",
       note="After 10 days the rules no longer hold and imaging is a matter of judgement: refer."),
    _R("SF-01:judgement", "zone pain where the Ottawa rules do not hold", "REFER", _ottawa_not_valid, (),
       ("droracle.ai/articles/576217",), "found", "SAME_DAY",
       note="A negative Ottawa rule proves nothing in neuropathy, pregnancy, wounds and the like: refer."),
    _R("SF-02", "calf squeeze", "REFER", any_of("calf_squeeze_positive"), (), ("pubmed 9548122, Maffulli 1998",),
       "found", "SAME_DAY"),
    _R("SF-02:signs", "signs of Achilles rupture", "REFER",
       at_least("SF-02.signs", *RUPTURE_SIGNS),
       ("SF-02.signs",), mark="found", urgency="SAME_DAY"),
    _R("SF-03", "Wells score", "REFER", _wells_likely, ("SF-03.likely",), mark="found", urgency="SAME_DAY"),
    _R("SF-03:unlikely", "calf swelling, Wells score", "REFER", _wells_unlikely, ("SF-03.likely",), mark="found",
       urgency="SAME_DAY",
       note="The two points for another likely diagnosis change the pathway, never take the referral back."),
    _R("SF-04", "calf symptoms with chest signs", "REFER", _calf_with_lung_signs, (), ("NICE NG158",), "memory",
       "EMERGENCY"),
    _R("SF-04:exertion", "chest pain or faint on exertion", "REFER",
       any_of("exertional_chest_pain", "exertional_syncope"), (), ("NICE NG158",), "memory", "EMERGENCY"),
    _R("SF-04:alone", "chest signs without calf symptoms", "REFER", _lung_signs_alone, (), ("common sense",),
       "design", "SAME_DAY", "The rule asks for calf symptoms; new chest signs alone need a doctor today too."),
    _R("SF-05", "infection", "REFER",
       any_of("fever", "spreading_redness", "purulent_or_odorous_wound", "hot_joint_severe_pain"), ("SF-05.fever_c",),
       mark="memory", urgency="EMERGENCY"),
    _R("SF-06", "blood supply, compartment, nerve", "REFER",
       any_of("cold_pale_or_blue_foot", "pain_out_of_proportion", "tense_compartment",
              "progressive_numbness_or_weakness"), (), ("clinical convention",), "memory", "EMERGENCY"),
    _R("SF-06:pulses", "absent pulses with rest pain", "REFER", all_of("absent_pulses", "pain_at_rest_in_foot"), (),
       ("clinical convention",), "memory", "EMERGENCY"),
    _R("SF-06:tissue", "gangrene or ischaemia", "REFER", any_of("gangrene", "limb_ischaemia"), (),
       ("clinical convention",), "memory", "EMERGENCY", "Dead or starved tissue is an emergency without diabetes too."),
    _R("SF-07", "diabetes or neuropathy with a limb threat", "REFER", _limb_threat, (),
       ("iatrox.com NG19 digest",), "found", "EMERGENCY"),
    _R("SF-07:problem", "diabetes or neuropathy with a foot problem", "REFER", _foot_problem, (), ("NICE NG19",),
       "memory", "URGENT"),
    _R("SF-08", "neuropathy with a hot foot", "REFER", _hot_foot, ("SF-08.warmer_c",), mark="found",
       urgency="URGENT"),
    _R("SF-09", "monofilament", "REFER", any_of("monofilament_not_felt"), (), ("iatrox.com NG19 digest",), "found",
       "ROUTINE"),
    _R("SF-10", "Budapest criteria", "REFER", _regional_pain, ("SF-10.symptoms", "SF-10.signs"), mark="found",
       urgency="SOON"),
    _R("SF-11", "suspected bone stress, high-risk site", "REFER", _bone_high_risk, (),
       ("club360.jp; PMC4212349",), "found", "URGENT"),
    _R("SF-11:pain", "pain at a high-risk bone site", "REFER", _pain_at_high_risk_bone, ("SF-11.pain",),
       mark="found", urgency="URGENT"),
    _R("SF-12", "suspected bone stress, other site", "REFER", _bone_other, (), ("club360.jp; PMC4212349",), "found",
       "SOON", "Without a named site the injury counts as one at another site; the site is asked for."),
    _R("SF-13", "midfoot injury", "REFER", _midfoot, (), ("clinical convention",), "memory", "URGENT"),
    _R("SF-14", "syndesmosis", "REFER",
       any_of("ankle_squeeze_positive", "external_rotation_positive", "syndesmosis_tenderness"),
       ("SF-14.tenderness_cm",), mark="memory", urgency="SOON"),
    _R("SF-15", "toe joint dislocated or newly deformed", "REFER", _toe_urgent, ("SF-15.urgent_grade",),
       mark="found", urgency="URGENT"),
    _R("SF-15:grade", "toe drawer grade 3", "REFER", _toe_soon, ("SF-15.refer_grade",), mark="found",
       urgency="SOON", note="SF-15 waits for 12 failed weeks, PP-02 sends every grade 3 on: the safer one stands."),
    _R("SF-16", "arch collapse", "REFER", any_of("sudden_arch_collapse"), (), ("Johnson & Strom; Bluman",),
       "memory", "URGENT", "A sudden collapse is sent on whatever the episode's condition."),
    _R("SF-16:rigid", "rigid deformity", "REFER", any_of("rigid_hindfoot_deformity"), (),
       ("Johnson & Strom; Bluman",), "memory", "ROUTINE"),
    _R("SF-16:failed", "no heel raise after 12 weeks of care", "REFER", _failed_arch, (),
       ("Johnson & Strom; Bluman",), "memory", "ROUTINE"),
    _R("SF-17", "plantar fascia rupture", "REFER", all_of("sudden_plantar_pop", "plantar_bruising", "arch_drop"), (),
       ("clinical convention",), "memory", "URGENT"),
    _R("SF-17:injection", "sharp pain after an injection", "REFER",
       all_of("recent_steroid_injection", "sharp_plantar_pain"), (), ("clinical convention",), "memory", "URGENT"),
    _R("SF-18", "night pain with a warning sign", "REFER", _night_pain, ("SF-18.nights",), mark="memory",
       urgency="URGENT"),
    _R("SF-19", "long stiffness with systemic signs", "REFER", _inflammatory, ("SF-19.stiff_min",), mark="memory",
       urgency="SOON"),
    _R("SF-20", "red hot big-toe joint", "REFER", any_of("red_hot_first_mtp"), (), ("clinical convention",),
       "memory", "SAME_DAY"),
    _R("SF-21", "fluoroquinolone with tendon pain", "REFER", _fluoroquinolone, ("SF-21.days",), mark="memory",
       urgency="SAME_DAY"),
    _R("SF-22", "cauda equina", "REFER", any_of("saddle_numbness", "bladder_or_bowel_change",
       "bilateral_leg_weakness"), (), ("clinical convention",), "memory", "EMERGENCY"),
    _R("SF-23", "after surgery", "REFER", _post_op, (), ("clinical convention",), "memory", "URGENT"),
    _R("SF-23:wound", "wound opening after surgery", "REFER", _post_op_wound, (), ("clinical convention",), "memory",
       "EMERGENCY", "The rule sends an opening wound the way of SF-05."),
    _R("SF-23:calf", "calf pain after surgery", "REFER", _post_op_calf, (), ("clinical convention",), "memory",
       "SAME_DAY", "The rule sends calf pain after surgery the way of SF-03."),
    _R("SF-24", "growing skeleton", "REFER", _growth_plate, ("SF-24.adult_age",), mark="memory", urgency="ROUTINE"),
    _R("SF-25", "self-harm", "REFER", any_of("self_harm_thoughts"), (), ("duty of care",), "design", "SAME_DAY"),
    _R("SF-25:eating", "eating disorder", "REFER", any_of("suspected_eating_disorder"), (), ("duty of care",),
       "design", "SOON"),
)  # fmt: skip
