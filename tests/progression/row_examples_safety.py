"""For every safety, condition and task row: cases on which it fires, and cases that just do not reach it."""

from tests.progression.building import (
    Json,
    ago,
    building,
    found,
    history,
    measure,
    result,
    run,
    strength,
    strengthening,
    walk_running,
)

Examples = dict[str, tuple[list[Json], list[Json]]]


def findings(*codes: str, **changes: object) -> Json:
    """The quiet case with findings."""
    return strengthening(findings=[found(code) for code in codes], **changes)


def valued(code: str, value: float, *others: str) -> Json:
    """The quiet case with a measured finding and others."""
    return strengthening(findings=[found(code, value=value), *(found(other) for other in others)])


def of(condition: str, base: Json, **changes: object) -> Json:
    """A case of another condition."""
    episode = {**base["episode"], "condition": condition, **changes.pop("episode", {})}  # type: ignore[dict-item]
    return {**base, "episode": episode, **changes}


ANKLE = ("acute_injury", "malleolar_zone_pain")
DIABETES = {"patient": {"diabetes": True}}
NEUROPATHY = {"patient": {"neuropathy": True}}
BONE = ("focal_bone_tenderness", "load_related_worsening_pain")
CRPS = ("disproportionate_pain", "no_better_explanation", "symptom_sensory", "symptom_vasomotor", "sign_sensory")
PAIN_STUCK = {"measures": [measure("NPRS", 5, 60), measure("NPRS", 4, 2)]}
PAIN_BETTER = {"measures": [measure("NPRS", 5, 60), measure("NPRS", 3, 2)]}


def weeks(count: int, **episode: object) -> Json:
    """An episode that has run for so many weeks with most of the plan done."""
    return {"plan_start": ago(7 * count), "adherence_pct": 85, **episode}


SAFETY: Examples = {
    "SF-01": (
        [
            findings(*ANKLE, "tender_lateral_malleolus"),
            findings(*ANKLE, "no_four_steps_at_injury", "no_four_steps_now"),
            findings("acute_injury", "midfoot_zone_pain", "tender_navicular"),
            strengthening(
                findings=[found("acute_injury", since=ago(11)), *map(found, (ANKLE[1], "tender_medial_malleolus"))]
            ),
        ],
        [
            findings(*ANKLE, "no_four_steps_now"),
            findings(*ANKLE, "tender_navicular"),
            findings("malleolar_zone_pain", "tender_lateral_malleolus"),
            strengthening(
                findings=[found("acute_injury", since=ago(12)), *map(found, (ANKLE[1], "tender_medial_malleolus"))]
            ),
        ],
    ),
    "SF-01:late": (
        [
            strengthening(
                findings=[found("acute_injury", since=ago(12)), *map(found, (ANKLE[1], "tender_medial_malleolus"))]
            )
        ],
        [findings(*ANKLE, "tender_medial_malleolus"), findings("malleolar_zone_pain", "tender_medial_malleolus")],
    ),
    "SF-01:judgement": (
        [findings(*ANKLE, "pregnancy"), findings("acute_injury", "midfoot_zone_pain", **NEUROPATHY)],
        [findings(*ANKLE), findings("acute_injury", "pregnancy"), findings("malleolar_zone_pain", "pregnancy")],
    ),
    "SF-02": ([findings("calf_squeeze_positive")], [findings("matles_positive")]),
    "SF-02:signs": (
        [findings("matles_positive", "palpable_tendon_gap"), findings("sudden_pop_or_kick", "no_single_heel_raise")],
        [findings("matles_positive"), findings("calf_squeeze_positive")],
    ),
    "SF-03": (
        [
            strengthening(findings=[found("calf_larger", value=3), found("pitting_oedema_one_leg")]),
            findings("active_cancer", "previous_vein_thrombosis"),
        ],
        [
            strengthening(findings=[found("calf_larger", value=2.9), found("pitting_oedema_one_leg")]),
            findings("calf_larger", "pitting_oedema_one_leg", "alternative_as_likely"),
        ],
    ),
    "SF-03:unlikely": (
        [
            findings("unexplained_calf_swelling"),
            findings("calf_larger", "pitting_oedema_one_leg", "alternative_as_likely"),
            findings("active_cancer", "previous_vein_thrombosis", "alternative_as_likely"),
        ],
        [findings("active_cancer"), findings("calf_larger", "pitting_oedema_one_leg"), valued("calf_larger", 2.9)],
    ),
    "SF-04": ([findings("calf_pain", "breathlessness")], [findings("calf_pain"), findings("breathlessness")]),
    "SF-04:exertion": ([findings("exertional_chest_pain"), findings("exertional_syncope")], [findings("chest_pain")]),
    "SF-04:alone": (
        [findings("chest_pain"), findings("haemoptysis")],
        [findings("chest_pain", "calf_pain"), findings()],
    ),
    "SF-05": ([valued("fever", 38), findings("spreading_redness")], [valued("fever", 37.9), findings("open_wound")]),
    "SF-06": ([findings("tense_compartment"), findings("cold_pale_or_blue_foot")], [findings("absent_pulses")]),
    "SF-06:pulses": ([findings("absent_pulses", "pain_at_rest_in_foot")], [findings("pain_at_rest_in_foot")]),
    "SF-06:tissue": ([findings("gangrene")], [findings("foot_ulcer")]),
    "SF-07": (
        [findings("foot_ulcer", **DIABETES), findings("foot_infection", "monofilament_not_felt")],
        [findings("foot_ulcer"), findings("active_foot_problem", **DIABETES)],
    ),
    "SF-07:problem": ([findings("active_foot_problem", **NEUROPATHY)], [findings("active_foot_problem")]),
    "SF-08": (
        [
            findings("red_hot_swollen_foot", **NEUROPATHY),
            strengthening(findings=[found("skin_warmer", value=2)], **NEUROPATHY),
        ],
        [findings("red_hot_swollen_foot"), strengthening(findings=[found("skin_warmer", value=1.9)], **NEUROPATHY)],
    ),
    "SF-09": ([findings("monofilament_not_felt")], [findings()]),
    "SF-10": (
        [findings(*CRPS, "symptom_sudomotor", "sign_vasomotor")],
        [
            findings(*CRPS, "symptom_sudomotor"),
            findings(*CRPS, "sign_vasomotor"),
            findings(*CRPS[1:], "symptom_sudomotor", "sign_vasomotor"),
        ],
    ),
    "SF-11": (
        [
            strengthening(findings=[found(BONE[0], site="navicular"), found(BONE[1])]),
            findings(*BONE, episode={"site": "talus"}),
            strengthening(findings=[found(BONE[0], site="fibula"), found(BONE[1], site="talus")]),
            of("bsi_high", strengthening(sessions=[strength("a", 3, tenderness="bone")])),
        ],
        [findings(BONE[0], episode={"site": "talus"}), findings(*BONE, episode={"site": "fibula"})],
    ),
    "SF-11:pain": (
        [of("bsi_high", strengthening(sessions=[strength("a", 3, pain_during=1)]))],
        [of("bsi_high", strengthening(sessions=[strength("a", 3, pain_during=0)])), strengthening()],
    ),
    "SF-12": (
        [findings(*BONE), strengthening(sessions=[strength("a", 3, tenderness="bone")])],
        [findings(BONE[0]), strengthening(sessions=[strength("a", 3, tenderness="soft_tissue")])],
    ),
    "SF-13": (
        [findings("midfoot_twist_or_axial_injury", "plantar_bruising")],
        [findings("midfoot_twist_or_axial_injury"), findings("plantar_bruising")],
    ),
    "SF-14": (
        [findings("ankle_squeeze_positive"), valued("syndesmosis_tenderness", 6)],
        [valued("syndesmosis_tenderness", 5.9)],
    ),
    "SF-15": (
        [findings("new_crossover_or_deformity"), strengthening(tests=[result("plantar_plate_drawer", 4)])],
        [strengthening(tests=[result("plantar_plate_drawer", 3)])],
    ),
    "SF-15:grade": (
        [strengthening(tests=[result("plantar_plate_drawer", 3)])],
        [
            strengthening(tests=[result("plantar_plate_drawer", 2)]),
            strengthening(tests=[result("plantar_plate_drawer", 4)]),
        ],
    ),
    "SF-16": ([findings("sudden_arch_collapse")], [findings("arch_drop")]),
    "SF-16:rigid": ([findings("rigid_hindfoot_deformity")], [findings("flexible_deformity_stage_two")]),
    "SF-16:failed": (
        [of("pttd", findings("no_single_heel_raise", "failed_12_weeks_care"))],
        [of("pttd", findings("no_single_heel_raise")), findings("no_single_heel_raise", "failed_12_weeks_care")],
    ),
    "SF-17": (
        [findings("sudden_plantar_pop", "plantar_bruising", "arch_drop")],
        [findings("sudden_plantar_pop", "plantar_bruising")],
    ),
    "SF-17:injection": ([findings("recent_steroid_injection", "sharp_plantar_pain")], [findings("sharp_plantar_pain")]),
    "SF-18": (
        [
            valued("night_pain_unrelieved", 2, "cancer_history"),
            findings("night_pain_unrelieved", "new_unexplained_pain", patient={"birth_date": "1964-03-16"}),
            findings("night_pain_unrelieved", "new_unexplained_pain", patient={"birth_date": "2010-03-17"}),
        ],
        [
            valued("night_pain_unrelieved", 1, "cancer_history"),
            findings("night_pain_unrelieved"),
            findings("night_pain_unrelieved", "new_unexplained_pain"),
            findings("night_pain_unrelieved", "new_unexplained_pain", patient={"birth_date": "1965-03-17"}),
            findings("night_pain_unrelieved", "new_unexplained_pain", patient={"birth_date": "2010-03-16"}),
            findings("night_pain_unrelieved", patient={"birth_date": "1950-01-01"}),
        ],
    ),
    "SF-19": (
        [valued("long_morning_stiffness", 31, "psoriasis")],
        [valued("long_morning_stiffness", 30, "psoriasis"), findings("long_morning_stiffness"), findings("psoriasis")],
    ),
    "SF-20": ([findings("red_hot_first_mtp")], [findings("hop_pain")]),
    "SF-21": (
        [
            findings("new_fluoroquinolone", "tendon_pain"),
            of("achilles_mid", strengthening(findings=[found("new_fluoroquinolone", since=ago(92))])),
        ],
        [
            findings("new_fluoroquinolone"),
            of("achilles_mid", strengthening(findings=[found("new_fluoroquinolone", since=ago(93))])),
        ],
    ),
    "SF-22": ([findings("saddle_numbness"), findings("bilateral_leg_weakness")], [findings("symptom_sensory")]),
    "SF-23": ([of("post_op", findings("hardware_pain"))], [findings("hardware_pain"), of("post_op", findings())]),
    "SF-23:wound": ([of("post_op", findings("wound_opening"))], [findings("wound_opening")]),
    "SF-23:calf": ([of("post_op", findings("calf_pain"))], [findings("calf_pain")]),
    "SF-24": (
        [findings("growth_plate_tenderness", patient={"birth_date": "2008-03-17"})],
        [
            findings("growth_plate_tenderness", patient={"birth_date": "2008-03-16"}),
            findings("growth_plate_tenderness", patient={"birth_date": None}),
        ],
    ),
    "SF-25": ([findings("self_harm_thoughts")], [findings("catastrophic_response")]),
    "SF-25:eating": ([findings("suspected_eating_disorder")], [findings("fasting_plan")]),
}

HIGH_BONE = of("bsi_high", strengthening(sessions=[strength("a", 5, pain_during=0), strength("b", 3, pain_during=0)]))
AT_TOP = {"state": {"phase": "PH2", "level": 6, "baseline_pain": 1}}
LOW_BONE = of("bsi_low", walk_running(state={"table": "W-BSI"}))


def bone_runs(*pains: int) -> list[Json]:
    """Runs every second day with these pains, the last one three days ago."""
    return [run(f"r{i}", 3 + 2 * (len(pains) - 1 - i), pain_during=pain, settle_h=0) for i, pain in enumerate(pains)]


def plate(**changes: object) -> Json:
    """A plantar plate in PH2."""
    return of("plantar_plate", strengthening(**changes))


CONDITION: Examples = {
    "BS-02": (
        [of("bsi_high", strengthening(**AT_TOP)), of("bsi_high", walk_running(state={"table": "W-BSI"}))],
        [HIGH_BONE, of("bsi_high", strengthening(**AT_TOP), episode={"clearance": ago(2)})],
    ),
    "BS-04": (
        [
            {**LOW_BONE, "sessions": bone_runs(1, 1)},
            {**LOW_BONE, "sessions": bone_runs(1), "history": [history(14, "REGRESS", 4, 3, "BS-03")]},
        ],
        [
            {**LOW_BONE, "sessions": bone_runs(0, 1)},
            {**LOW_BONE, "sessions": bone_runs(1), "history": [history(15, "REGRESS", 4, 3, "BS-03")]},
            {**LOW_BONE, "sessions": bone_runs(0), "history": [history(10, "REGRESS", 4, 3, "BS-03")]},
        ],
    ),
    "BS-04:signs": (
        [of("bsi_low", findings("night_ache"))],
        [findings("night_ache"), of("bsi_low", findings("night_ache", state={"phase": "PH1"}))],
    ),
    "BS-05": (
        [
            strengthening(episode={"bone_stress_history": {"neck_sacrum_pelvis": 1}}),
            strengthening(episode={"bone_stress_history": {"elsewhere": 2}}),
            strengthening(episode={"bone_stress_history": {"training_months_lost": 6}}),
            valued("missed_periods", 3),
            findings("raised_eating_disorder_score"),
        ],
        [
            strengthening(episode={"bone_stress_history": {"elsewhere": 1, "training_months_lost": 5.9}}),
            valued("missed_periods", 2),
            findings("missed_periods", episode={"energy_assessment_on": ago(30)}),
        ],
    ),
    "PP-01": (
        [plate(sessions=[strength("a", 3, rest_pain=1)])],
        [plate(sessions=[strength("a", 3, rest_pain=0)]), strengthening(sessions=[strength("a", 3, rest_pain=1)])],
    ),
    "PP-02": (
        [
            plate(tests=[result("plantar_plate_drawer", 2)], request={"adds": ["plyometric"]}),
            plate(tests=[result("plantar_plate_drawer", 2)], request={"exercise": "EX-J03"}),
            plate(tests=[result("plantar_plate_drawer", 2)], **AT_TOP),
            plate(
                tests=[result("plantar_plate_drawer", 2), result("plantar_plate_drawer_pain", 2)],
                episode={"toe_taped": True},
                request={"adds": ["plyometric"]},
            ),
            plate(
                tests=[result("plantar_plate_drawer", 2), result("plantar_plate_drawer_pain", 1)],
                request={"adds": ["plyometric"]},
            ),
        ],
        [
            plate(tests=[result("plantar_plate_drawer", 1)], request={"adds": ["plyometric"]}),
            plate(tests=[result("plantar_plate_drawer", 2)]),
            plate(
                tests=[result("plantar_plate_drawer", 2), result("plantar_plate_drawer_pain", 1)],
                episode={"toe_taped": True},
                request={"adds": ["plyometric"]},
            ),
        ],
    ),
    "PP-04": (
        [
            plate(request={"adds": ["instability"]}),
            plate(
                request={"adds": ["instability"]},
                sessions=[strength("a", 5, pain_during=2), strength("b", 3, pain_during=1)],
            ),
        ],
        [
            *(
                plate(request={"adds": ["instability"]}, sessions=given)
                for given in ([], [strength("a", 5, pain_during=1)])
            ),
            plate(),
        ],
    ),
    "PP-06": (
        [plate(episode=weeks(12), **PAIN_STUCK)],
        [plate(episode=weeks(11), **PAIN_STUCK), plate(episode=weeks(12), **PAIN_BETTER)],
    ),
    "HP-03": (
        [strengthening(episode=weeks(12), **PAIN_STUCK)],
        [
            strengthening(episode=weeks(11), **PAIN_STUCK),
            strengthening(episode=weeks(12), **PAIN_BETTER),
            strengthening(episode=weeks(12)),
            strengthening(episode=weeks(13, reassessed_on=ago(3)), **PAIN_STUCK),
            plate(episode=weeks(12), **PAIN_STUCK),
        ],
    ),
    "AS-01": (
        [of("ankle_sprain", building(state={"top_level": 8}))],
        [
            of("ankle_sprain", building()),
            of(
                "ankle_sprain",
                building(
                    state={"top_level": 8},
                    tests=[
                        result(f"paass_{part}", 1)
                        for part in ("pain", "impairments", "perception", "sensorimotor", "performance")
                    ],
                ),
            ),
        ],
    ),
    "AS-02": (
        [
            of("ankle_sprain", findings("resprain")),
            of("ankle_sprain", valued("giving_way", 2)),
            of("ankle_sprain", strengthening(findings=[found("giving_way", on=ago(91)), found("giving_way")])),
        ],
        [
            of("ankle_sprain", valued("giving_way", 1)),
            of("ankle_sprain", strengthening(findings=[found("giving_way", on=ago(92)), found("giving_way")])),
            of("ankle_sprain", findings("resprain"), episode={"reassessed_on": ago(1)}),
            findings("resprain"),
        ],
    ),
    "PO-01": (
        [of("post_op", strengthening())],
        [of("post_op", strengthening(), episode={"restriction": "PH2"}), strengthening()],
    ),
    "PO-01:limit": (
        [
            of("post_op", strengthening(), episode={"restriction": "PH1"}),
            of("post_op", strengthening(**AT_TOP), episode={"restriction": "PH2", "restriction_until": ago(0)}),
        ],
        [
            of("post_op", strengthening(), episode={"restriction": "PH2"}),
            of("post_op", strengthening(), episode={"restriction": "PH1", "restriction_until": ago(1)}),
        ],
    ),
    "FW-02": (
        [
            building(request={"adds": ["minimalist_shoe"], "minimalist_pct": 10}),
            building(request={"adds": ["minimalist_shoe"], "minimalist_pct": 11}, episode={"foot_programme_weeks": 8}),
            building(request={"adds": ["minimalist_shoe"], "minimalist_pct": 5}, episode={"foot_programme_weeks": 7}),
            walk_running(
                request={"adds": ["minimalist_shoe"], "minimalist_pct": 5}, episode={"foot_programme_weeks": 8}
            ),
            building(request={"adds": ["minimalist_shoe"]}, episode={"foot_programme_weeks": 8}),
        ],
        [
            building(request={"adds": ["minimalist_shoe"], "minimalist_pct": 10}, episode={"foot_programme_weeks": 8}),
            building(),
        ],
    ),
    "FW-03": (
        [
            strengthening(request={"adds": ["orthosis"]}),
            strengthening(request={"adds": ["orthosis"]}, episode={"gait_assessed_on": ago(9)}),
        ],
        [
            strengthening(
                request={"adds": ["orthosis"]},
                episode={"gait_assessed_on": ago(9), "orthosis_strengthening_plan": True},
            )
        ],
    ),
    "SU": (
        [
            walk_running(request={"surface": 3}, sessions=[run("a", 16, surface=1), run("b", 3, surface=2)]),
            walk_running(request={"surface": 3}, sessions=[run("a", 5, surface=1), run("b", 3, surface=2)]),
        ],
        [
            walk_running(request={"surface": 2}, sessions=[run("a", 16, surface=1), run("b", 3, surface=1)]),
            walk_running(request={"surface": 3}, sessions=[run("a", 14, surface=2), run("b", 3, surface=2)]),
            walk_running(request={"surface": 5}),
        ],
    ),
}

ANKLE_SIX = of("ankle_sprain", findings("ankle_not_improving", episode={"plan_start": ago(42)}))
TASKS: Examples = {
    "IM-01": ([findings(*ANKLE, "tender_lateral_malleolus")], [findings(*ANKLE)]),
    "IM-02": ([findings(*BONE), strengthening(sessions=[strength("a", 3, tenderness="bone")])], [findings(BONE[0])]),
    "IM-03": ([findings("rupture_unclear")], [findings()]),
    "IM-04": (
        [findings("atypical_heel_pain"), strengthening(episode=weeks(6), **PAIN_STUCK)],
        [strengthening(episode=weeks(5), **PAIN_STUCK), plate(findings=[found("atypical_heel_pain")])],
    ),
    "IM-05": (
        [strengthening(tests=[result("plantar_plate_drawer", 1)])],
        [strengthening(tests=[result("plantar_plate_drawer", 0)])],
    ),
    "IM-06": ([findings("flexible_deformity_stage_two")], [findings()]),
    "IM-07": (
        [ANKLE_SIX, of("ankle_sprain", findings("ankle_locking"))],
        [
            of("ankle_sprain", findings("ankle_not_improving", episode={"plan_start": ago(41)})),
            findings("ankle_locking"),
        ],
    ),
    "SF-12:site": (
        [findings(BONE[0])],
        [findings(BONE[0], episode={"site": "fibula"}), strengthening(findings=[found(BONE[0], site="talus")])],
    ),
    "PP-03": ([plate()], [strengthening(), of("plantar_plate", walk_running())]),
    "HP-01": ([strengthening()], [plate(), building()]),
    "HP-02": ([strengthening(episode=weeks(4), **PAIN_STUCK)], [strengthening(episode=weeks(3), **PAIN_STUCK)]),
    "HP-04": (
        [strengthening(tests=[result("first_step_pain", mm, days=day) for mm, day in ((60, 30), (50, 16), (41, 2))])],
        [
            strengthening(tests=[result("first_step_pain", 60, days=30), result("first_step_pain", 42)]),
            strengthening(tests=[result("first_step_pain", 60)]),
        ],
    ),
    "AT-01": (
        [
            of("achilles_mid", strengthening(state={"phase": ph, "table": "W-GEN"}, tests=[result("heel_raise", n)]))
            for ph, n in (("PH2", 9), ("PH2", 10), ("PH3", 10), ("PH4", 10), ("PH5", 10), ("PH6", 10))
        ],
        [strengthening(tests=[result("heel_raise", 9)])],
    ),
    "AT-02": (
        [of("achilles_mid", walk_running(sessions=[run("a", 5), run("b", 2, pain_during=4)]))],
        [of("achilles_mid", walk_running()), walk_running(sessions=[run("b", 2, pain_during=4)])],
    ),
    "AT-03": (
        [of("achilles_ins", strengthening())],
        [of("achilles_ins", walk_running()), of("achilles_mid", strengthening())],
    ),
    "AS-01:brace": ([of("ankle_sprain", strengthening())], [strengthening()]),
    "TP-01": ([of("pttd", strengthening())], [strengthening()]),
    "FF-01": ([of("flatfoot", strengthening())], [strengthening()]),
    "PO-02": ([findings("wound_not_closed")], [findings()]),
    "FW-01": (
        [
            strengthening(episode={"shoes": [{"id": "A", "km": 501}]}),
            strengthening(episode={"shoes": [{"id": "A", "km": 10, "worn": True}]}),
        ],
        [strengthening(episode={"shoes": [{"id": "A", "km": 500}]})],
    ),
    "FW-04": (
        [strengthening(request={"adds": [new]}) for new in ("orthosis", "minimalist_shoe")],
        [strengthening(request={"adds": ["shoe"]})],
    ),
    "LD-18:ready": (
        [strengthening(sessions=[strength("a", 5, extra_reps=2), strength("b", 3, extra_reps=2)])],
        [strengthening(sessions=[strength("a", 5, extra_reps=2), strength("b", 3, extra_reps=1)])],
    ),
    "PS-01:moderate": (
        [strengthening(measures=[measure("TSK-11", 29)]), strengthening(measures=[measure("TSK-11", 35)])],
        [strengthening(measures=[measure("TSK-11", 28)]), strengthening(measures=[measure("TSK-11", 36)])],
    ),
    "PS-04": (
        [strengthening(episode={"visit_number": 2})],
        [strengthening(episode={"visit_number": 1}), strengthening(episode={"visit_number": 2, "goal_recorded": True})],
    ),
    "PS-05": ([findings("catastrophic_response")], [findings()]),
    "RC-03:dietitian": ([findings("fasting_plan")], [findings()]),
}
