"""The words of the contract: every code that a case may hold, with its group and a short English label.

A code names what was found, measured or done; rules are computed from codes and never passed in.
Labels are for lists and reports; the screen translates them by code.
"""

from typing import Final, NamedTuple

CONDITIONS: Final[dict[str, str]] = {
    "forefoot_other": "Forefoot pain, other",
    "plantar_heel": "Plantar heel pain",
    "achilles_mid": "Achilles tendon, midportion",
    "achilles_ins": "Achilles tendon, insertion",
    "plantar_plate": "Plantar plate injury",
    "pttd": "Tibialis posterior tendon dysfunction",
    "flatfoot": "Flexible flat foot",
    "ankle_sprain": "Ankle sprain",
    "post_op": "After foot or ankle surgery",
    "bsi_low": "Bone stress injury, low-risk site",
    "bsi_high": "Bone stress injury, high-risk site",
}

PHASES: Final[dict[str, str]] = {
    "PH0": "Settle and protect",
    "PH1": "Awaken",
    "PH2": "Strengthen",
    "PH3": "Impact preparation",
    "PH4": "Walk–run",
    "PH5": "Build",
    "PH6": "Maintain",
}
# The phase that goes by the stages of a walk–run table.
WALK_RUN_PHASE: Final = "PH4"

SEXES: Final[tuple[str, ...]] = ("female", "male", "intersex", "not_known")
SIDES: Final[tuple[str, ...]] = ("left", "right", "both")

SESSION_KINDS: Final[dict[str, str]] = {
    "run": "Run or walk–run",
    "walk": "Walk",
    "strength": "Strength",
    "plyometric": "Jumps and hops",
    "cycle": "Cycling",
    "swim": "Swimming or water work",
    "other": "Other",
}
IMPACT_KINDS: Final[frozenset[str]] = frozenset({"run", "plyometric"})

TENDERNESS: Final[dict[str, str]] = {
    "none": "No new tenderness",
    "soft_tissue": "New tenderness at the injured tissue, not on bone",
    "bone": "New tenderness on bone",
}

ROUTINE_DONE: Final[tuple[str, ...]] = ("yes", "part", "no")

TRIGGERS: Final[dict[str, str]] = {
    "training": "Training",
    "new_shoe": "New shoe",
    "long_standing": "Long standing",
    "travel": "Travel",
    "other": "Other, outside training",
}

ADDITIONS: Final[dict[str, str]] = {
    "volume": "More running",
    "speed": "Speed",
    "tempo": "Tempo",
    "hills": "Hills",
    "downhill": "Downhill",
    "terrain": "Rougher surface",
    "shoe": "New shoe",
    "minimalist_shoe": "Minimalist shoe",
    "orthosis": "Orthosis",
    "gait_cue": "Gait cue",
    "forefoot_cue": "Cue towards forefoot strike",
    "plyometric": "Jumps and hops",
    "sets": "More sets",
    "reps": "More repetitions",
    "load": "More load",
    "instability": "Less stable surface",
}

DECISIONS: Final[tuple[str, ...]] = ("REFER", "PAUSE", "REGRESS", "DELOAD", "HOLD", "PROGRESS")
URGENCIES: Final[tuple[str, ...]] = ("EMERGENCY", "SAME_DAY", "URGENT", "SOON", "ROUTINE")
MARKS: Final[tuple[str, ...]] = ("seed", "found", "derived", "memory", "design")


class FindingCode(NamedTuple):
    """One thing an examiner can find. ``unit`` is set where the finding may carry a measured value."""

    code: str
    group: str
    label: str
    unit: str | None = None


class TestCode(NamedTuple):
    """One test. ``sided``: measured on both sides; otherwise the one result stands under ``involved``."""

    code: str
    label: str
    unit: str
    sided: bool
    lowest: float
    highest: float


class BoneSite(NamedTuple):
    """A place of bone stress injury; ``risk`` is high, low or moderate."""

    code: str
    label: str
    risk: str


FINDING_GROUPS: Final[dict[str, str]] = {
    "acute_injury": "Acute injury: is an X-ray needed?",
    "achilles_rupture": "Achilles rupture",
    "vein_thrombosis": "Deep vein thrombosis",
    "heart_and_lung": "Heart and lungs",
    "infection": "Infection",
    "blood_and_nerve": "Blood supply and nerves",
    "foot_at_risk": "Diabetes and neuropathy",
    "regional_pain": "Complex regional pain syndrome",
    "bone_stress": "Bone stress injury",
    "midfoot": "Midfoot injury",
    "syndesmosis": "Syndesmosis",
    "toe": "Toe joint",
    "arch": "Arch and tibialis posterior",
    "plantar_fascia": "Plantar fascia",
    "general_health": "Night pain and general health",
    "inflammatory": "Inflammatory disease",
    "medicine": "Medicines",
    "surgery": "After surgery",
    "growth": "Growing skeleton",
    "wellbeing": "Wellbeing and energy",
    "course": "Course so far and imaging",
}

_F = FindingCode
_FINDING_ROWS: Final[tuple[FindingCode, ...]] = (
    _F("acute_injury", "acute_injury", "Acute injury of foot or ankle"),
    _F("malleolar_zone_pain", "acute_injury", "Pain in the malleolar zone"),
    _F("tender_lateral_malleolus", "acute_injury", "Bone tenderness: back edge or tip of the outer ankle, last 6 cm"),
    _F("tender_medial_malleolus", "acute_injury", "Bone tenderness: back edge or tip of the inner ankle, last 6 cm"),
    _F("midfoot_zone_pain", "acute_injury", "Pain in the midfoot zone"),
    _F("tender_fifth_metatarsal_base", "acute_injury", "Bone tenderness: base of the 5th metatarsal"),
    _F("tender_navicular", "acute_injury", "Bone tenderness: navicular"),
    _F("no_four_steps_at_injury", "acute_injury", "Could not take four steps right after the injury"),
    _F("no_four_steps_now", "acute_injury", "Cannot take four steps now"),
    _F("altered_sensorium", "acute_injury", "Intoxicated or not fully alert"),
    _F("pregnancy", "acute_injury", "Pregnant"),
    _F("open_wound", "acute_injury", "Open wound at the injury"),
    _F("repeat_visit", "acute_injury", "Second visit for the same injury"),
    _F("polytrauma", "acute_injury", "Several injuries at once"),
    _F("known_bone_disease", "acute_injury", "Known bone disease"),
    _F("calf_squeeze_positive", "achilles_rupture", "Calf squeeze: foot does not move"),
    _F("sudden_pop_or_kick", "achilles_rupture", "Sudden pop or kick felt at the heel or calf"),
    _F("palpable_tendon_gap", "achilles_rupture", "Gap felt in the Achilles tendon"),
    _F("matles_positive", "achilles_rupture", "Matles test: foot falls towards neutral"),
    _F("no_single_heel_raise", "achilles_rupture", "Cannot do one single-leg heel raise"),
    _F("active_cancer", "vein_thrombosis", "Active cancer"),
    _F("leg_immobilised", "vein_thrombosis", "Paralysis, paresis or recent leg plaster"),
    _F("bedridden_or_major_surgery", "vein_thrombosis", "Bedridden 3 days or more, or major surgery within 12 weeks"),
    _F("deep_vein_tenderness", "vein_thrombosis", "Tenderness along the deep veins"),
    _F("whole_leg_swollen", "vein_thrombosis", "Whole leg swollen"),
    _F("calf_larger", "vein_thrombosis", "Calf larger than the other side, 10 cm below the tibial tuberosity", "cm"),
    _F("pitting_oedema_one_leg", "vein_thrombosis", "Pitting oedema in this leg only"),
    _F("collateral_superficial_veins", "vein_thrombosis", "Collateral superficial veins"),
    _F("previous_vein_thrombosis", "vein_thrombosis", "Previous deep vein thrombosis"),
    _F("alternative_as_likely", "vein_thrombosis", "Another diagnosis at least as likely as thrombosis"),
    _F("unexplained_calf_swelling", "vein_thrombosis", "Unexplained calf swelling"),
    _F("calf_pain", "vein_thrombosis", "Calf pain, not explained by training"),
    _F("breathlessness", "heart_and_lung", "New breathlessness"),
    _F("chest_pain", "heart_and_lung", "Chest pain"),
    _F("haemoptysis", "heart_and_lung", "Coughing up blood"),
    _F("faint", "heart_and_lung", "Faint"),
    _F("exertional_chest_pain", "heart_and_lung", "Chest pain on exertion"),
    _F("exertional_syncope", "heart_and_lung", "Faint on exertion"),
    _F("fever", "infection", "Fever", "°C"),
    _F("spreading_redness", "infection", "Spreading redness"),
    _F("purulent_or_odorous_wound", "infection", "Wound with pus or odour"),
    _F("hot_joint_severe_pain", "infection", "Hot joint, severe pain on any motion"),
    _F("cold_pale_or_blue_foot", "blood_and_nerve", "Cold, pale or blue foot"),
    _F("absent_pulses", "blood_and_nerve", "Foot pulses absent"),
    _F("pain_at_rest_in_foot", "blood_and_nerve", "Foot pain at rest, as from poor blood supply"),
    _F("pain_out_of_proportion", "blood_and_nerve", "Rapidly increasing pain out of proportion"),
    _F("tense_compartment", "blood_and_nerve", "Tense compartment"),
    _F("progressive_numbness_or_weakness", "blood_and_nerve", "New, progressive numbness or weakness"),
    _F("saddle_numbness", "blood_and_nerve", "Saddle numbness"),
    _F("bladder_or_bowel_change", "blood_and_nerve", "Bladder or bowel change"),
    _F("bilateral_leg_weakness", "blood_and_nerve", "Weakness of both legs"),
    _F("foot_ulcer", "foot_at_risk", "Foot ulcer"),
    _F("foot_infection", "foot_at_risk", "Foot infection"),
    _F("gangrene", "foot_at_risk", "Gangrene"),
    _F("limb_ischaemia", "foot_at_risk", "Limb ischaemia"),
    _F("active_foot_problem", "foot_at_risk", "Other active foot problem"),
    _F("red_hot_swollen_foot", "foot_at_risk", "Red, hot or swollen foot"),
    _F("skin_warmer", "foot_at_risk", "Skin warmer than the other foot", "°C"),
    _F("monofilament_not_felt", "foot_at_risk", "10 g monofilament not felt at one or more sites"),
    _F("disproportionate_pain", "regional_pain", "Continuing pain out of proportion to the injury"),
    _F("symptom_sensory", "regional_pain", "Symptom: sensory"),
    _F("symptom_vasomotor", "regional_pain", "Symptom: skin colour or temperature"),
    _F("symptom_sudomotor", "regional_pain", "Symptom: sweating or swelling"),
    _F("symptom_motor_trophic", "regional_pain", "Symptom: movement, hair, nails or skin"),
    _F("sign_sensory", "regional_pain", "Sign now: sensory"),
    _F("sign_vasomotor", "regional_pain", "Sign now: skin colour or temperature"),
    _F("sign_sudomotor", "regional_pain", "Sign now: sweating or swelling"),
    _F("sign_motor_trophic", "regional_pain", "Sign now: movement, hair, nails or skin"),
    _F("no_better_explanation", "regional_pain", "No other diagnosis explains the symptoms and signs better"),
    _F("focal_bone_tenderness", "bone_stress", "Focal bone tenderness"),
    _F("load_related_worsening_pain", "bone_stress", "Pain with load that is getting worse"),
    _F("hop_pain", "bone_stress", "Pain on hopping"),
    _F("night_ache", "bone_stress", "Ache at night at the bone"),
    _F("recent_load_jump", "bone_stress", "Recent jump in training load"),
    _F("midfoot_twist_or_axial_injury", "midfoot", "Twist or axial injury of the midfoot"),
    _F("plantar_bruising", "midfoot", "Bruising of the sole"),
    _F("midfoot_stress_pain", "midfoot", "Pain on stressing the midfoot"),
    _F("ankle_squeeze_positive", "syndesmosis", "Squeeze test of the lower leg painful at the ankle"),
    _F("external_rotation_positive", "syndesmosis", "External rotation test positive"),
    _F("syndesmosis_tenderness", "syndesmosis", "Tenderness above the joint line, length", "cm"),
    _F("toe_fixed_or_dislocated", "toe", "Toe joint fixed or dislocated"),
    _F("new_crossover_or_deformity", "toe", "New crossover toe or toe deformity"),
    _F("red_hot_first_mtp", "toe", "Acute red, hot, very tender big-toe joint"),
    _F("rigid_hindfoot_deformity", "arch", "Rigid hindfoot deformity"),
    _F("sudden_arch_collapse", "arch", "Sudden collapse of the arch"),
    _F("flexible_deformity_stage_two", "arch", "Flexible deformity, tibialis posterior stage II or more"),
    _F("sudden_plantar_pop", "plantar_fascia", "Sudden pop in the sole"),
    _F("arch_drop", "plantar_fascia", "Arch has dropped"),
    _F("recent_steroid_injection", "plantar_fascia", "Recent steroid injection into the sole"),
    _F("sharp_plantar_pain", "plantar_fascia", "Sharp pain in the sole"),
    _F("night_pain_unrelieved", "general_health", "Night pain not relieved by position", "nights/week"),
    _F("unexplained_weight_loss", "general_health", "Unexplained weight loss"),
    _F("cancer_history", "general_health", "History of cancer"),
    _F("palpable_mass", "general_health", "Palpable mass"),
    _F("new_unexplained_pain", "general_health", "New pain without explanation"),
    _F("long_morning_stiffness", "inflammatory", "Long morning stiffness", "min"),
    _F("two_other_joints", "inflammatory", "Two or more other joints affected"),
    _F("enthesitis_both_sides", "inflammatory", "Enthesitis on both sides"),
    _F("psoriasis", "inflammatory", "Psoriasis"),
    _F("uveitis", "inflammatory", "Uveitis"),
    _F("inflammatory_bowel_disease", "inflammatory", "Inflammatory bowel disease"),
    _F("inflammatory_back_pain", "inflammatory", "Inflammatory back pain"),
    _F("new_fluoroquinolone", "medicine", "Fluoroquinolone antibiotic started"),
    _F("tendon_pain", "medicine", "Tendon pain"),
    _F("wound_opening", "surgery", "Wound opening"),
    _F("wound_not_closed", "surgery", "Wound not yet closed"),
    _F("sudden_loss_of_function", "surgery", "Sudden loss of function"),
    _F("hardware_pain", "surgery", "Pain over a prominent screw or plate"),
    _F("growth_plate_tenderness", "growth", "Tenderness of a growth plate or apophysis"),
    _F("self_harm_thoughts", "wellbeing", "Thoughts of self-harm"),
    _F("suspected_eating_disorder", "wellbeing", "Suspected eating disorder"),
    _F("raised_eating_disorder_score", "wellbeing", "Raised score on an eating-disorder questionnaire"),
    _F("missed_periods", "wellbeing", "Consecutive missed periods", "periods"),
    _F("fasting_plan", "wellbeing", "Fasting during rehabilitation"),
    _F("catastrophic_response", "wellbeing", "Catastrophic response to a flare"),
    _F("resprain", "course", "Ankle sprained again"),
    _F("giving_way", "course", "Ankle gives way", "times"),
    _F("failed_12_weeks_care", "course", "No success after 12 weeks of good care"),
    _F("rupture_unclear", "course", "Achilles rupture possible, examination unclear"),
    _F("ankle_locking", "course", "Ankle locks or catches"),
    _F("deep_ankle_pain", "course", "Pain deep in the ankle"),
    _F("ankle_not_improving", "course", "Ankle not improving 6 to 8 weeks after the sprain"),
    _F("atypical_heel_pain", "course", "Heel pain is atypical"),
    _F("thick_plantar_fascia", "course", "Plantar fascia thickness on ultrasound", "mm"),
)
FINDINGS: Final[dict[str, FindingCode]] = {row.code: row for row in _FINDING_ROWS}

_T = TestCode
_TEST_ROWS: Final[tuple[TestCode, ...]] = (
    _T("weight_bearing_lunge", "Weight-bearing lunge", "cm", True, 0, 30),
    _T("mtp1_extension", "Big-toe extension", "deg", True, 0, 120),
    _T("heel_raise", "Single-leg heel raise", "reps", True, 0, 200),
    _T("heel_raise_with_inversion", "Single-leg heel raise with heel inversion", "reps", True, 0, 200),
    _T("double_leg_heel_raise", "Double-leg heel raise, 2 sets: repetitions in each", "reps", False, 0, 100),
    _T("double_leg_heel_raise_pain", "Pain in double-leg heel raise", "NPRS", False, 0, 10),
    _T("single_leg_stance", "Single-leg stance, eyes open", "s", True, 0, 300),
    _T("single_leg_stance_closed", "Single-leg stance, eyes closed", "s", True, 0, 300),
    _T("toe_strength", "Toe strength", "N", True, 0, 1000),
    _T("paper_grip", "Paper grip held (1 yes, 0 no)", "yes/no", True, 0, 1),
    _T("toe_press_endurance", "Toe-press endurance", "s", True, 0, 600),
    _T("hip_abduction", "Hip abduction strength", "N", True, 0, 2000),
    _T("step_down", "Step-down, arch collapse", "0-2", True, 0, 2),
    _T("short_foot", "Short foot 5 s without toe curl", "reps", False, 0, 100),
    _T("tripod", "Tripod load even (1 yes, 0 no)", "yes/no", False, 0, 1),
    _T("daily_walking", "Pain in daily walking", "NPRS", False, 0, 10),
    _T("weight_bearing_permitted", "Bears weight as permitted (1 yes, 0 no)", "yes/no", False, 0, 1),
    _T("pain_free_days", "Pain-free days in daily life, in a row", "days", False, 0, 400),
    _T("brisk_walk_30", "Pain in a brisk walk of 30 min", "NPRS", False, 0, 10),
    _T("stairs", "Pain on stairs", "NPRS", False, 0, 10),
    _T("jog_on_spot", "Pain in 1 min jog on the spot", "NPRS", False, 0, 10),
    _T("single_leg_hops", "Pain in 20 single-leg hops", "NPRS", False, 0, 10),
    _T("fpi6", "Foot Posture Index", "score", True, -12, 12),
    _T("navicular_drop", "Navicular drop", "mm", True, 0, 40),
    _T("arch_height_index", "Arch height index, standing", "ratio", True, 0.1, 0.6),
    _T("y_balance_anterior", "Y-balance, anterior reach", "cm", True, 0, 150),
    _T("single_hop", "Single hop", "cm", True, 0, 400),
    _T("triple_hop", "Triple hop", "cm", True, 0, 1200),
    _T("crossover_hop", "Crossover hop", "cm", True, 0, 1200),
    _T("timed_hop_6m", "6 m timed hop", "s", True, 0.5, 60),
    _T("side_hop", "Side hop, 10 times 30 cm", "s", True, 0.5, 120),
    _T("figure_8", "Figure-8 hop, 2 times 5 m", "s", True, 0.5, 120),
    _T("plantar_plate_drawer", "Toe drawer grade", "0-4", False, 0, 4),
    _T("plantar_plate_drawer_pain", "Pain in the toe drawer test", "NPRS", False, 0, 10),
    _T("paper_pull_out", "Paper pull-out held (1 yes, 0 no)", "yes/no", False, 0, 1),
    _T("windlass", "Windlass test reproduces pain (1 yes, 0 no)", "yes/no", False, 0, 1),
    _T("first_step_pain", "First-step pain", "0-100 mm", False, 0, 100),
    _T("sprint_40m", "40 m barefoot sprint", "s", False, 3, 60),
    _T("sprint_40m_pain", "Pain in the 40 m barefoot sprint", "NPRS", False, 0, 10),
    _T("foot_off_excursion", "Foot-off excursion", "deg", True, -60, 90),
    _T("forefoot_stiffness", "Forefoot stiffness grade", "0-3", True, 0, 3),
    _T("fatigue_gait", "Fatigue gait check, items worse (8 items 0-2)", "score", False, 0, 16),
    _T("paass_pain", "Return to sport: pain reviewed (1 yes)", "yes/no", False, 0, 1),
    _T("paass_impairments", "Return to sport: ankle impairments reviewed (1 yes)", "yes/no", False, 0, 1),
    _T("paass_perception", "Return to sport: athlete's perception reviewed (1 yes)", "yes/no", False, 0, 1),
    _T("paass_sensorimotor", "Return to sport: sensorimotor control reviewed (1 yes)", "yes/no", False, 0, 1),
    _T("paass_performance", "Return to sport: performance reviewed (1 yes)", "yes/no", False, 0, 1),
)
TESTS: Final[dict[str, TestCode]] = {row.code: row for row in _TEST_ROWS}

SET_UPS: Final[dict[str, str]] = {
    "incline": "10° incline",
    "flat": "Flat floor",
    "dynamometer": "Dynamometer",
    "paper": "Paper grip",
    "knee_to_wall": "Knee to wall, cm",
    "inclinometer": "Inclinometer, degrees",
    "seated": "Seated, passive",
    "standing": "Standing",
}

MEASURES: Final[dict[str, str]] = {
    "LEFS": "Lower Extremity Functional Scale",
    "FAAM-ADL": "Foot and Ankle Ability Measure, activities of daily living",
    "FAAM-Sport": "Foot and Ankle Ability Measure, sport",
    "FFI": "Foot Function Index",
    "FFI-R": "Foot Function Index, revised",
    "VISA-A": "Victorian Institute of Sport Assessment, Achilles",
    "FADI": "Foot and Ankle Disability Index",
    "FADI-Sport": "Foot and Ankle Disability Index, sport",
    "PSFS": "Patient-Specific Functional Scale",
    "NPRS": "Numeric Pain Rating Scale",
    "TSK-11": "Tampa Scale of Kinesiophobia, 11 items",
    "I-PRRS": "Injury-Psychological Readiness to Return to Sport",
    "EQ-5D-5L": "EuroQol five dimensions, five levels",
    "UWRI": "University of Wisconsin Running Injury and Recovery Index",
    "GROC": "Global rating of change",
    "FPI-6": "Foot Posture Index, six items",
    "VAS-first-step": "First-step pain, 0 to 100 mm",
}

_B = BoneSite
_SITE_ROWS: Final[tuple[BoneSite, ...]] = (
    _B("navicular", "Navicular", "high"),
    _B("fifth_metatarsal_proximal", "Proximal 5th metatarsal", "high"),
    _B("second_metatarsal_base", "Base of the 2nd metatarsal", "high"),
    _B("hallux_sesamoid", "Sesamoid of the big toe", "high"),
    _B("talus", "Talus", "high"),
    _B("medial_malleolus", "Medial malleolus", "high"),
    _B("anterior_tibia", "Anterior tibial cortex", "high"),
    _B("femoral_neck", "Femoral neck", "high"),
    _B("metatarsal_shaft_2_4", "Shaft of the 2nd to 4th metatarsal", "low"),
    _B("calcaneus", "Calcaneus", "low"),
    _B("fibula", "Fibula", "low"),
    _B("posteromedial_tibia", "Posteromedial tibia", "low"),
    _B("cuboid", "Cuboid", "moderate"),
    _B("cuneiform", "Cuneiform", "moderate"),
)
BONE_SITES: Final[dict[str, BoneSite]] = {row.code: row for row in _SITE_ROWS}
