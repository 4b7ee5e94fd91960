"""Rules of single conditions, shoes and devices (B.11), and the tasks that go with them (B.3.3, B.11, B.12)."""

from datetime import timedelta
from typing import Final

from footrehab_desktop.progression import planning
from footrehab_desktop.progression.codes import BONE_SITES
from footrehab_desktop.progression.decision import Fact
from footrehab_desktop.progression.findings import any_of, finding_facts
from footrehab_desktop.progression.review import Review
from footrehab_desktop.progression.rule import Facts, Rule, TaskRule
from footrehab_desktop.progression.rules_course import not_improved, reassessed_since, stalled, weeks_on_plan
from footrehab_desktop.progression.rules_safety import ottawa_facts
from footrehab_desktop.progression.rules_session import verdict
from footrehab_desktop.progression.values import Session, Test

ORTHOSIS_NEEDS: Final = ("gait_assessed_on", "orthosis_strengthening_plan")
PAASS: Final = ("paass_pain", "paass_impairments", "paass_perception", "paass_sensorimotor", "paass_performance")


def _bone_flares(review: Review) -> list[Session]:
    return [s for s in review.new if any(rule.id == "BS-03" for rule, _ in verdict(review, s))]


def _bone_pain_again(review: Review) -> Facts | None:
    if review.condition != "bsi_low":
        return None
    new = _bone_flares(review)
    within = review.book["BS-04.days"]
    past = [i for i in review.history if "BS-03" in i.rules and review.days_since(i.on) <= within]
    fires = bool(new) and len(new) + len(past) >= 2
    return (Fact("bone_pain_count", len(new) + len(past)), Fact("last_on", new[-1].on)) if fires else None


def _bone_signs_back(review: Review) -> Facts | None:
    if review.condition != "bsi_low" or review.phase in {"PH0", "PH1"}:
        return None
    return finding_facts(review, ("focal_bone_tenderness", "night_ache")) or None


def _energy(review: Review) -> Facts | None:
    if review.case.episode.energy_assessment_on is not None:
        return None
    facts = finding_facts(review, ("missed_periods", "raised_eating_disorder_score"))
    history = review.case.episode.bone_stress_history
    if history is not None:
        pairs = (
            ("neck_sacrum_pelvis", history.neck_sacrum_pelvis, "BS-05.key_sites"),
            ("elsewhere", history.elsewhere, "BS-05.elsewhere"),
            ("training_months_lost", history.training_months_lost, "BS-05.months"),
        )
        facts += tuple(Fact(n, v) for n, v, key in pairs if v is not None and v >= review.book[key])
    return facts or None


def _no_clearance(review: Review) -> Facts | None:
    if review.condition != "bsi_high" or planning.phase_to_come(review) not in {"PH3", "PH4", "PH5", "PH6"}:
        return None
    cleared = review.case.episode.clearance
    return None if cleared is not None and cleared <= review.today else (Fact("next_phase", _next(review)),)


def _next(review: Review) -> str:
    return planning.phase_to_come(review)


def _plate_rest_pain(review: Review) -> Facts | None:
    if review.condition != "plantar_plate":
        return None
    painful = [session for session in review.new if (session.rest_pain or 0) > review.rest_allowed]
    return (Fact("rest_pain", painful[-1].rest_pain or 0, painful[-1].on, painful[-1].id),) if painful else None


def value_of(test: Test | None) -> float | None:
    """Return a test's result on the injured side."""
    return None if test is None else test.involved


def drawer_allows_jumps(review: Review) -> bool:
    """Return whether the toe drawer test allows jumps: grade 0–1, or grade 2 with pain ≤ 1 and taped (PP-02)."""
    grade = value_of(review.test("plantar_plate_drawer"))
    if grade is None or grade < review.book["PP-02.drawer"]:
        return True
    pain = value_of(review.test("plantar_plate_drawer_pain"))
    return pain is not None and pain <= review.book["PP-02.pain"] and review.case.episode.toe_taped is True


def _jumps_with_loose_plate(review: Review) -> Facts | None:
    """Fire when jumps are asked for or would come next while the toe drawer does not allow them."""
    asked = planning.request_of(review)
    wants = "plyometric" in asked.adds or (asked.exercise or "").startswith("EX-J")
    wants = wants or planning.phase_to_come(review) in {"PH3", "PH4", "PH5", "PH6"}
    test = review.test("plantar_plate_drawer")
    if review.condition != "plantar_plate" or not wants or drawer_allows_jumps(review) or test is None:
        return None
    return (Fact("drawer_grade", test.involved or 0, test.on),)


def _unstable_with_pain(review: Review) -> Facts | None:
    if review.condition != "plantar_plate" or "instability" not in planning.request_of(review).adds:
        return None
    pain = recent_pain(review)
    return (Fact("pain_now", pain),) if pain > review.book["PP-04.pain"] else None


def recent_pain(review: Review) -> int:
    """Return the worst pain of the sessions since the last review, of the last session when there are none."""
    sessions = review.new or review.sessions[-1:]
    values = [v for s in sessions for v in (s.pain_during, s.pain_24h, s.pain_48h, s.rest_pain) if v is not None]
    return max(values, default=0)


def _plate_stalled(review: Review) -> Facts | None:
    return stalled(review, "PP-06.weeks") if review.condition == "plantar_plate" else None


def _heel_stalled(review: Review) -> Facts | None:
    return stalled(review, "HP-03.weeks") if review.condition == "plantar_heel" else None


def _ankle_again(review: Review) -> Facts | None:
    if review.condition != "ankle_sprain":
        return None
    days = review.book["AS-02.days"]
    recent = [f for f in review.found.get("giving_way", ()) if review.days_since(f.on) <= days]
    times = sum(int(finding.value or 1) for finding in recent)
    sprains = [f for f in review.found.get("resprain", ()) if review.days_since(f.on) <= days]
    last = max((f.on for f in recent + sprains), default=None)
    if last is None or not (sprains or times >= review.book["AS-02.times"]) or reassessed_since(review, last):
        return None
    return (Fact("last_on", last), Fact("giving_way_times", times), Fact("resprains", len(sprains)))


def _sport_without_domains(review: Review) -> Facts | None:
    if review.condition != "ankle_sprain" or _next(review) != "PH6":
        return None
    open_domains = tuple(code for code in PAASS if value_of(review.test(code)) != 1)
    return (Fact("domains", open_domains),) if open_domains else None


def _surgeon(review: Review) -> Facts | None:
    if review.condition != "post_op":
        return None
    episode = review.case.episode
    if episode.restriction is None:
        return (Fact("next_phase", _next(review)),)
    over = episode.restriction_until is not None and review.today > episode.restriction_until
    beyond = planning.PHASE_ORDER.index(_next(review)) > planning.PHASE_ORDER.index(episode.restriction)
    return (Fact("next_phase", _next(review)),) if beyond and not over else None


def _surgeon_unknown(review: Review) -> Facts | None:
    return _surgeon(review) if review.case.episode.restriction is None else None


def _surgeon_limit(review: Review) -> Facts | None:
    restriction = review.case.episode.restriction
    facts = _surgeon(review) if restriction is not None else None
    return (*facts, Fact("restriction", restriction)) if facts and restriction is not None else None


def _minimalist(review: Review) -> Facts | None:
    asked = planning.request_of(review)
    if "minimalist_shoe" not in asked.adds:
        return None
    weeks, part = review.case.episode.foot_programme_weeks, asked.minimalist_pct
    ready = review.phase in {"PH5", "PH6"} and weeks is not None and weeks >= review.book["FW-02.weeks"]
    small = part is not None and part <= review.book["FW-02.part_pct"]
    return None if ready and small else (Fact("foot_weeks", weeks or 0),)


def _orthosis(review: Review) -> Facts | None:
    if "orthosis" not in planning.request_of(review).adds:
        return None
    lacking = tuple(name for name in ORTHOSIS_NEEDS if not getattr(review.case.episode, name))
    return (Fact("lacking", lacking),) if lacking else None


def _surface_jump(review: Review) -> Facts | None:
    """Fire when the surface asked for is more than one step above the roughest of the last two weeks."""
    asked, days = planning.request_of(review).surface, review.book["SU.days"]
    known = [] if asked is None else [s for s in review.sessions if s.surface is not None]
    if asked is None or not known:
        return None
    settled = [s.surface or 0 for s in known if review.days_since(s.on) >= days] or [known[0].surface or 0]
    if asked <= max(settled) + review.book["SU.steps"]:
        return None
    return (Fact("asked_surface", asked), Fact("known_surface", max(settled)))


_R = Rule
CONDITION_RULES: Final[tuple[Rule, ...]] = (
    _R("BS-02", "clearance, high-risk bone", "HOLD", _no_clearance, (), ("George 2024",), "found"),
    _R("BS-04", "bone pain within 14 days", "REFER", _bone_pain_again, ("BS-04.days",), urgency="SOON"),
    _R("BS-04:signs", "bone tenderness or night ache back", "REFER", _bone_signs_back, (), ("product choice",),
       urgency="SOON", note="Counts from PH2 on: before that the first injury itself is still tender."),
    _R("BS-05", "energy deficiency", "REFER", _energy, ("BS-05.key_sites", "BS-05.elsewhere", "BS-05.months",
       "BS-05.periods"), mark="found", urgency="SOON",
       note="Asked of every condition: the risk does not depend on the present injury."),
    _R("PP-01", "rest pain, plantar plate", "REGRESS", _plate_rest_pain, (), ("S004-20",), "seed"),
    _R("PP-02", "toe drawer and jumps", "HOLD", _jumps_with_loose_plate, ("PP-02.pain",),
       note="Entering PH3 (jumps) counts as asking for jumps."),
    _R("PP-04", "unstable surface with pain", "HOLD", _unstable_with_pain, ("PP-04.pain",), mark="seed"),
    _R("PP-06", "12 weeks without change, plantar plate", "REFER", _plate_stalled, ("PP-06.weeks",), mark="found",
       urgency="SOON"),
    _R("HP-03", "12 weeks without change, plantar heel", "REFER", _heel_stalled, ("HP-03.weeks",), mark="found",
       urgency="ROUTINE"),
    _R("AS-01", "return to sport, ankle", "HOLD", _sport_without_domains, (), ("PMC7745493",), "found"),
    _R("AS-02", "sprained again or giving way", "PAUSE", _ankle_again, ("AS-02.times", "AS-02.days"),
       mark="memory", note="A single new sprain counts; giving way counts from twice in three months."),
    _R("PO-01", "surgeon's restriction unknown", "HOLD", _surgeon_unknown, (), ("S002-01",), "seed"),
    _R("PO-01:limit", "surgeon's restriction", "HOLD", _surgeon_limit, (), ("S002-01",), "seed"),
    _R("FW-02", "minimalist shoe", "HOLD", _minimalist, ("FW-02.weeks", "FW-02.part_pct"), mark="seed"),
    _R("FW-03", "orthosis", "HOLD", _orthosis, (), ("S000-21", "S001-88", "S003-76"), "seed"),
    _R("SU", "surface step", "HOLD", _surface_jump, ("SU.days",), mark="seed"),
)  # fmt: skip


def _ottawa_task(review: Review) -> Facts | None:
    return ottawa_facts(review) or None if review.has("acute_injury") else None


def _bone_imaging(review: Review) -> Facts | None:
    both = finding_facts(review, ("focal_bone_tenderness", "load_related_worsening_pain"))
    tender = any(session.tenderness == "bone" for session in review.new)
    return both or () if len(both) == 2 or tender else None


def _heel_imaging(review: Review) -> Facts | None:
    if review.condition != "plantar_heel":
        return None
    weeks = weeks_on_plan(review)
    stuck = weeks is not None and weeks >= review.book["IM-04.weeks"] and not_improved(review)
    return finding_facts(review, ("atypical_heel_pain",)) if stuck or review.has("atypical_heel_pain") else None


def _toe_imaging(review: Review) -> Facts | None:
    test = review.test("plantar_plate_drawer")
    fires = test is not None and (test.involved or 0) >= review.book["IM-05.drawer"]
    return (Fact("drawer_grade", test.involved or 0, test.on),) if fires and test is not None else None


def _ankle_imaging(review: Review) -> Facts | None:
    weeks = weeks_on_plan(review)
    late = weeks is not None and weeks >= review.book["IM-07.weeks"]
    deep = finding_facts(review, ("ankle_locking", "deep_ankle_pain"))
    slow = finding_facts(review, ("ankle_not_improving",)) if late else ()
    return deep + slow or None if review.condition == "ankle_sprain" else None


def _missing_bone_site(review: Review) -> Facts | None:
    named = review.case.episode.site in BONE_SITES or any(f.site for fs in review.found.values() for f in fs)
    return () if review.has("focal_bone_tenderness") and not named else None


def _early(review: Review, *conditions: str) -> bool:
    return review.condition in conditions and review.phase in {"PH0", "PH1", "PH2"}


def _plate_support(review: Review) -> Facts | None:
    return () if _early(review, "plantar_plate") else None


def _heel_core(review: Review) -> Facts | None:
    return () if _early(review, "plantar_heel") else None


def _shock_wave(review: Review) -> Facts | None:
    return stalled(review, "HP-02.weeks") if review.condition == "plantar_heel" else None


def _first_step(review: Review) -> Facts | None:
    results = review.tests.get("first_step_pain", [])
    if len(results) < 2 or review.condition != "plantar_heel":
        return None
    change = (results[0].involved or 0) - (results[-1].involved or 0)
    fires = abs(change) >= review.book["HP-04.first_step_mm"]
    return (Fact("first_step_change", change, results[-1].on),) if fires else None


def achilles_stage(review: Review) -> str | None:
    """Return the Achilles loading stage (AT-01): A below 10 single-leg raises, else B, C once B is a stable level."""
    reps = value_of(review.test("heel_raise"))
    if review.condition not in {"achilles_mid", "achilles_ins"} or reps is None:
        return None
    if reps < review.book["AT-01.raises"]:
        return "A"
    return "C" if review.phase in {"PH3", "PH4", "PH5", "PH6"} else "B"


def _achilles_task(review: Review) -> Facts | None:
    stage = achilles_stage(review)
    return None if stage is None else (Fact("stage", stage),)


def recovery_days(review: Review, session: Session) -> int:
    """Return the days of recovery that a run or jump session asks for in Achilles pain (AT-02)."""
    pain, effort, book = session.pain_during or 0, session.rpe or 0, review.book
    if pain >= book["AT-02.high_pain"] or effort >= book["AT-02.high_rpe"]:
        return int(book["AT-02.high_days"])
    if pain >= book["AT-02.medium_pain"] or effort >= book["AT-02.medium_rpe"]:
        return int(book["AT-02.medium_days"])
    return 1


def _achilles_spacing(review: Review) -> Facts | None:
    if review.condition not in {"achilles_mid", "achilles_ins"} or not review.runs:
        return None
    days = recovery_days(review, review.runs[-1])
    ready = review.runs[-1].on + timedelta(days=days)
    return (Fact("ready_on", ready), Fact("recovery_days", days)) if ready > review.today else None


def _insertional(review: Review) -> Facts | None:
    return () if _early(review, "achilles_ins") else None


def _ankle_brace(review: Review) -> Facts | None:
    return () if _early(review, "ankle_sprain") else None


def _arch_support(review: Review) -> Facts | None:
    return () if review.condition == "pttd" else None


def _flat_foot(review: Review) -> Facts | None:
    return () if review.condition == "flatfoot" else None


def _worn_shoes(review: Review) -> Facts | None:
    limit = review.book["FW-01.km"]
    worn = tuple(s.id for s in review.case.episode.shoes if s.worn or (s.km or 0) > limit)
    return (Fact("shoes", worn),) if worn else None


def _new_device(review: Review) -> Facts | None:
    asked = {"orthosis", "minimalist_shoe"}.intersection(planning.request_of(review).adds)
    return () if asked else None


def _no_goal(review: Review) -> Facts | None:
    visit = review.case.episode.visit_number
    due = visit is not None and visit >= review.book["PS-04.visit"]
    return () if due and not review.case.episode.goal_recorded else None


def _graded_exposure(review: Review) -> Facts | None:
    result = review.score("TSK-11")
    score = 0 if result is None else result.score or 0
    moderate = review.book["PS-01.moderate"] <= score < review.book["PS-01.high"]
    return (Fact("tsk_score", score, result.on),) if moderate and result is not None else None


def _strength_ready(review: Review) -> Facts | None:
    need = int(review.book["LD-18.sessions"])
    last = [session for session in review.sessions if session.extra_reps is not None][-need:]
    ready = [s for s in last if not verdict(review, s) and (s.extra_reps or 0) >= review.book["LD-18.extra_reps"]]
    return () if len(ready) == need else None


_T = TaskRule
TASK_RULES: Final[tuple[TaskRule, ...]] = (
    _T("IM-01", "Ottawa positive", _ottawa_task, sources=("SF-01",), mark="found"),
    _T("IM-02", "suspected bone stress injury", _bone_imaging, sources=("sanluispodiatrygroup.com",), mark="found"),
    _T("IM-03", "Achilles rupture unclear", any_of("rupture_unclear"), mark="memory"),
    _T("IM-04", "heel pain without response, or atypical", _heel_imaging, ("IM-04.fascia_mm",), mark="found"),
    _T("IM-05", "toe drawer", _toe_imaging, mark="seed", sources=("S004-06",)),
    _T("IM-06", "tibialis posterior stage II", any_of("flexible_deformity_stage_two"), mark="memory"),
    _T("IM-07", "ankle not improving", _ankle_imaging, mark="memory"),
    _T("SF-12:site", "bone tenderness without site", _missing_bone_site),
    _T("PP-03", "plantar plate, PH0 to PH2", _plate_support, mark="found"),
    _T("HP-01", "plantar heel, PH0 to PH2", _heel_core, mark="found"),
    _T("HP-02", "plantar heel, 4 weeks without response", _shock_wave, ("HP-02.weeks",), mark="found"),
    _T("HP-04", "first-step pain", _first_step, ("HP-04.first_step_mm",), mark="found"),
    _T("AT-01", "Achilles stage", _achilles_task, mark="found"),
    _T("AT-02", "Achilles recovery days", _achilles_spacing, mark="memory"),
    _T("AT-03", "insertional Achilles, PH0 to PH2", _insertional, mark="memory"),
    _T("AS-01:brace", "ankle, PH0 to PH2", _ankle_brace, mark="found"),
    _T("TP-01", "tibialis posterior", _arch_support, mark="found"),
    _T("FF-01", "flexible flat foot", _flat_foot, mark="memory"),
    _T("PO-02", "wound not closed", any_of("wound_not_closed"), mark="memory"),
    _T("FW-01", "shoe distance", _worn_shoes, ("FW-01.km",), mark="memory"),
    _T("FW-04", "new device", _new_device, ("FW-04.review_days",), mark="seed"),
    _T("LD-18:ready", "repetitions in reserve", _strength_ready, ("LD-18.least_pct", "LD-18.most_pct"),
       mark="memory"),
    _T("PS-01:moderate", "TSK-11 moderate", _graded_exposure, mark="found"),
    _T("PS-04", "goal", _no_goal, mark="seed"),
    _T("PS-05", "catastrophic response", any_of("catastrophic_response"), mark="seed"),
    _T("RC-03:dietitian", "fasting", any_of("fasting_plan"), mark="seed"),
)  # fmt: skip
