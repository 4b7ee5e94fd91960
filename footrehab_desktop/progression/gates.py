"""Gates between phases (B.8): each item is met, not met, stale or unknown; only met counts."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, NamedTuple

from footrehab_desktop.progression import planning
from footrehab_desktop.progression.clean import clean_streak
from footrehab_desktop.progression.measure_table import MAIN_MEASURES, MEASURE_TABLE
from footrehab_desktop.progression.norms import norm
from footrehab_desktop.progression.review import BSI, Review
from footrehab_desktop.progression.rules_course import gait_changes
from footrehab_desktop.progression.rules_load import long_clean_runs
from footrehab_desktop.progression.rules_session import is_clean
from footrehab_desktop.progression.stage_tables import STAGE_TABLES
from footrehab_desktop.progression.symmetry import limb_symmetry
from footrehab_desktop.progression.values import Session, Test

MET, NOT_MET, STALE, UNKNOWN = "met", "not_met", "stale", "unknown"


class Outcome(NamedTuple):
    """How an item stands: state, what there is, what is needed, and the day of the test."""

    state: str
    need: str
    have: float | None = None
    on: date | None = None


class GateRow(NamedTuple):
    """One item of a gate. ``rule`` is the id under which it is asked for; ``conditions`` limits it (empty: all)."""

    gate: str
    item: str
    label: str
    check: Callable[[Review], Outcome]
    figures: tuple[str, ...] = ()
    rule: str = ""
    conditions: tuple[str, ...] = ()
    note: str = ""


def gate_between(phase: str) -> str | None:
    """Return the gate that leads out of a phase, None where there is none."""
    return {"PH0": "GA-01", "PH1": "GA-12", "PH2": "GA-23", "PH3": "GA-34", "PH4": "GA-45", "PH5": "GA-56"}.get(phase)


def gate_outcomes(review: Review) -> Iterator[tuple[GateRow, Outcome]]:
    """Yield every item of the next gate with how it stands."""
    gate = gate_between(review.phase)
    for row in GATE_ROWS:
        if row.gate == gate and (not row.conditions or review.condition in row.conditions):
            yield row, row.check(review)


def _need(sign: str, value: float, unit: str) -> str:
    return f"{sign} {value:g} {unit}"


def _judge(review: Review, test: Test | None, value: float | None, fits: bool, need: str) -> Outcome:
    """Return the outcome of a test value: unknown without a value, stale when too old, else met or not met."""
    if test is None or value is None:
        return Outcome(UNKNOWN, need)
    if review.days_since(test.on) > review.book[f"stale.{test.test}"]:
        return Outcome(STALE, need, value, test.on)
    return Outcome(MET if fits else NOT_MET, need, value, test.on)


def _at_most(test: str, limit: Callable[[Review], float], unit: str) -> Callable[[Review], Outcome]:
    def check(review: Review) -> Outcome:
        result, most = review.test(test), limit(review)
        value = None if result is None else result.involved
        return _judge(review, result, value, value is not None and value <= most, _need("<=", most, unit))

    return check


def _at_least(test: str, figure: str, unit: str) -> Callable[[Review], Outcome]:
    def check(review: Review) -> Outcome:
        result, least = review.test(test), review.book[figure]
        value = None if result is None else result.involved
        return _judge(review, result, value, value is not None and value >= least, _need(">=", least, unit))

    return check


def _yes(test: str) -> Callable[[Review], Outcome]:
    def check(review: Review) -> Outcome:
        result = review.test(test)
        value = None if result is None else result.involved
        return _judge(review, result, value, value == 1, "yes")

    return check


def _symmetry(test: str, figure: str) -> Callable[[Review], Outcome]:
    return lambda review: symmetry_outcome(review, test, review.book[figure])


def symmetry_outcome(review: Review, test: str, least: float) -> Outcome:
    """Return how the side comparison of a test stands; with both feet injured the norm takes the other side's place."""
    result = review.test(test)
    other = None if result is None else result.uninvolved
    need = _need(">=", least, "%")
    if review.case.episode.side == "both":
        age = review.age()
        reference = None if age is None else norm(test, age, review.case.patient.sex)
        other, need = (None if reference is None else reference.value), f">= {least:g} % of norm"
    value = None
    if result is not None and result.involved is not None and other is not None:
        value = limb_symmetry(test, result.involved, other)
    return _judge(review, result, value, value is not None and value >= least, need)


def _difference(test: str, figure: str, unit: str) -> Callable[[Review], Outcome]:
    def check(review: Review) -> Outcome:
        result, most = review.test(test), review.book[figure]
        value = _side_difference(result)
        return _judge(review, result, value, value is not None and value <= most, _need("<=", most, unit))

    return check


def _side_difference(result: Test | None) -> float | None:
    if result is None or result.involved is None or result.uninvolved is None:
        return None
    return round(abs(result.involved - result.uninvolved), 6)


def _toe_extension(review: Review) -> Outcome:
    result = review.test("mtp1_extension")
    least, most = review.book["GA-23.toe_deg"], review.book["GA-23.toe_difference_deg"]
    need = f">= {least:g} deg or side difference <= {most:g} deg"
    value = None if result is None else result.involved
    difference = _side_difference(result)
    near = difference is not None and difference <= most
    return _judge(review, result, value, value is not None and (value >= least or near), need)


def _norm_reps(review: Review, test: Test | None, part: float) -> float | None:
    """Return the part of the heel-raise norm; None where it does not hold (flat floor, age not recorded)."""
    age = review.age()
    reference = None if age is None else norm("heel_raise", age, review.case.patient.sex)
    flat = test is not None and test.set_up == "flat"
    return None if reference is None or flat else round(part * reference.value, 6)


def _heel_raise_reps(review: Review) -> Outcome:
    result = review.test("heel_raise")
    part = _norm_reps(review, result, review.book["GA-34.norm_part"])
    least = min(review.book["GA-34.reps"], part) if part is not None else review.book["GA-34.reps"]
    value = None if result is None else result.involved
    return _judge(review, result, value, value is not None and value >= least, _need(">=", least, "reps"))


def _heel_raise_norm(review: Review) -> Outcome:
    result = review.test("heel_raise")
    least = _norm_reps(review, result, review.book["GA-56.norm_part"])
    if least is None:
        return Outcome(UNKNOWN, "90 % of the norm on the incline; age needed")
    value = None if result is None else result.involved
    return _judge(review, result, value, value is not None and value >= least, _need(">=", least, "reps"))


def _stance(review: Review) -> Outcome:
    result, least = review.test("single_leg_stance"), review.book["GA-23.stance_s"]
    age = review.age()
    if age is not None and age >= review.book["GA-23.norm_age"]:
        reference = norm("single_leg_stance", age, review.case.patient.sex)
        least = min(least, round(review.book["GA-23.norm_part"] * reference.value, 6)) if reference else least
    value = _weaker_side(result)
    return _judge(review, result, value, value is not None and value >= least, _need(">=", least, "s each side"))


def _weaker_side(result: Test | None) -> float | None:
    if result is None or result.involved is None or result.uninvolved is None:
        return None
    return min(result.involved, result.uninvolved)


def _toe_strength(review: Review) -> Outcome:
    strength = symmetry_outcome(review, "toe_strength", review.book["GA-34.lsi_pct"])
    grip = review.test("paper_grip")
    held = _judge(review, grip, _weaker_side(grip), _weaker_side(grip) == 1, f"{strength.need} or paper grip held both")
    if held.state == MET:
        return held
    return Outcome(strength.state, held.need, strength.have, strength.on)


def _walk_pain(review: Review) -> float:
    return 0 if review.condition in BSI else review.book["GA-34.pain"]


def _hop_pain(review: Review) -> float:
    return 0 if review.condition in BSI or review.condition == "plantar_plate" else review.book["GA-34.pain"]


def _counted(have: int, least: float, unit: str, known: bool) -> Outcome:
    """Return the outcome of a count; nothing recorded is unknown."""
    need = _need(">=", least, unit)
    if not known:
        return Outcome(UNKNOWN, need)
    return Outcome(MET if have >= least else NOT_MET, need, have)


def _routines(review: Review) -> Outcome:
    recent = [day for day in review.recovery if review.days_since(day.on) < review.book["GA-12.days"]]
    done = sum(day.exercises == "yes" for day in recent)
    known = any(day.exercises is not None for day in recent)
    return _counted(done, review.book["GA-12.routines"], "of 14 days", known)


def _four_of_five(review: Review) -> Outcome:
    last = review.sessions[-int(review.book["GA-12.sessions"]) :]
    clean = sum(is_clean(review, session) for session in last)
    return _counted(clean, review.book["GA-12.clean"], "of 5 sessions", bool(last))


def _without_tenderness(review: Review) -> Outcome:
    count = int(review.book["GA-23.sessions"])
    last = review.sessions[-count:]
    free = sum(session.tenderness == "none" for session in last)
    known = any(session.tenderness is not None for session in last)
    return _counted(free, count, "sessions in a row", known)


def _jump_sessions(review: Review) -> Outcome:
    jumps = [s for s in review.sessions if (s.foot_contacts or 0) > 0 or s.kind == "plyometric"]
    recent = [s for s in jumps if review.days_since(s.on) <= review.book["stale.sessions"]]
    full = [s for s in recent if (s.foot_contacts or 0) >= review.book["GA-34.contacts"] and is_clean(review, s)]
    unit = f"clean sessions of {review.book['GA-34.contacts']:g} contacts"
    if jumps and not recent:
        return Outcome(STALE, _need(">=", review.book["GA-34.sessions"], unit), 0, jumps[-1].on)
    return _counted(len(full), review.book["GA-34.sessions"], unit, bool(recent))


def _rest_pain(review: Review) -> Outcome:
    known = [session for session in review.sessions if session.rest_pain is not None]
    if not known:
        return Outcome(UNKNOWN, "<= 0 NPRS")
    last = known[-1]
    old = review.days_since(last.on) > review.book["stale.daily_walking"]
    state = STALE if old else (MET if last.rest_pain == 0 else NOT_MET)
    return Outcome(state, "<= 0 NPRS", last.rest_pain, last.on)


def _swelling(review: Review) -> Outcome:
    known = [session for session in review.sessions if session.swelling is not None]
    usual = review.case.state.baseline_swelling or 0
    need = _need("<=", usual, "as usual")
    if not known:
        return Outcome(UNKNOWN, need)
    last = known[-1]
    old = review.days_since(last.on) > review.book["stale.daily_walking"]
    state = STALE if old else (MET if (last.swelling or 0) <= usual else NOT_MET)
    return Outcome(state, need, last.swelling, last.on)


def _bone_not_tender(review: Review) -> Outcome:
    tender = review.has("focal_bone_tenderness") or any(s.tenderness == "bone" for s in review.sessions[-3:])
    asked = any(session.tenderness is not None for session in review.sessions[-3:])
    if not tender and not asked:
        return Outcome(UNKNOWN, "no bone tenderness")
    return Outcome(NOT_MET if tender else MET, "no bone tenderness")


def _continuous_runs(review: Review) -> Outcome:
    least, minutes = review.book["GA-45.runs"], review.book["GA-45.minutes"]
    table = STAGE_TABLES.get(review.case.state.table or "")
    done = long_clean_runs(review)
    planned = 0 if table is None else table.stages[-1].run_min
    long_enough = [run for run in done if (planned if run.run_min is None else run.run_min) >= minutes]
    return _counted(len(long_enough) + _runs_before(review, done), least, f"clean runs of {minutes:g} min", True)


def _runs_before(review: Review, done: list[Session]) -> int:
    """Return the clean runs that made this level stable before the first session on file.

    The state's stable level stands for two clean runs, if no review changed the level and none of them is listed.
    """
    held = review.history and all(item.decision in {"HOLD", "DELOAD"} for item in review.history)
    listed = any(review.last_review is not None and run.on <= review.last_review for run in done)
    if not held or listed or review.level not in review.case.state.stable_levels:
        return 0
    return int(review.book["LD-14.clean"]) if done else 0


def _since_first_run(review: Review) -> Outcome:
    first, least = review.case.episode.first_run_on, review.book["GA-45.days"]
    need = _need(">=", least, "days since the first run")
    if first is None:
        return Outcome(UNKNOWN, need)
    days = review.days_since(first)
    return Outcome(MET if days >= least else NOT_MET, need, days, first)


def _fatigue_gait(review: Review) -> Outcome:
    check = review.test("fatigue_gait")
    scored = check is not None and (check.items or check.involved is not None)
    value = float(len(gait_changes(review, check))) if check is not None and scored else None
    return _judge(review, check, value, value == 0, "no item worse when tired")


def _main_measure(review: Review) -> Outcome:
    least = review.book["GA-56.measure_pct"]
    for measure in MAIN_MEASURES[review.condition]:
        result, info = review.score(measure), MEASURE_TABLE[measure]
        if result is not None and result.score is not None:
            gained = result.score - info.lowest if info.higher_is_better else info.highest - result.score
            part = round(100 * gained / (info.highest - info.lowest), 1)
            return _measured(review, result.on, part, part >= least, f">= {least:g} % of the best {measure}")
    return Outcome(UNKNOWN, f">= {least:g} % of the best {MAIN_MEASURES[review.condition][0]}")


def _measured(review: Review, on: date, value: float, fits: bool, need: str) -> Outcome:
    old = review.days_since(on) > review.book["stale.measure"]
    return Outcome(STALE if old else (MET if fits else NOT_MET), need, value, on)


def _readiness(review: Review) -> Outcome:
    result, least = review.score("I-PRRS"), review.book["PS-02.score"]
    if result is None or result.score is None:
        return Outcome(UNKNOWN, _need(">=", least, "points"))
    return _measured(review, result.on, result.score, result.score >= least, _need(">=", least, "points"))


def _fear(review: Review) -> Outcome:
    result, most = review.score("TSK-11"), review.book["GA-56.tsk"]
    if result is None or result.score is None:
        return Outcome(UNKNOWN, _need("<=", most, "points"))
    return _measured(review, result.on, result.score, result.score <= most, _need("<=", most, "points"))


def _full_load(review: Review) -> Outcome:
    days, least = review.book["GA-56.days"], review.book["GA-56.sessions"]
    recent = [run for run in clean_streak(review) if review.days_since(run.on) <= days]
    clean = all(is_clean(review, s) for s in review.sessions if review.days_since(s.on) <= days)
    light = planning.last_decision(review, "DELOAD")
    full = clean and (light is None or review.days_since(light.on) > days)
    outcome = _counted(len(recent), least, f"clean full runs in {days:g} days", bool(review.sessions))
    return outcome if full or outcome.state == UNKNOWN else Outcome(NOT_MET, outcome.need, outcome.have)


_R = GateRow
_PAIN = "NPRS"
_LOOSE = ("plantar_plate",)
_BONE = ("bsi_low", "bsi_high")
_HOPS = (
    ("single_hop", "single hop"),
    ("triple_hop", "triple hop"),
    ("crossover_hop", "crossover hop"),
    ("timed_hop_6m", "6 m timed hop"),
    ("side_hop", "side hop"),
    ("figure_8", "figure-8 hop"),
)


def _ceiling(review: Review) -> float:
    return review.ceiling


def _constant(figure: str) -> Callable[[Review], float]:
    return lambda review: review.book[figure]


GATE_ROWS: Final[tuple[GateRow, ...]] = (
    _R("GA-01", "daily_walking", "pain in daily walking", _at_most("daily_walking", _ceiling, _PAIN)),
    _R("GA-01", "rest_pain", "pain at rest", _rest_pain, conditions=(*_BONE, *_LOOSE)),
    _R("GA-01", "swelling", "swelling over the last sessions", _swelling),
    _R("GA-01", "weight_bearing", "weight-bearing as permitted", _yes("weight_bearing_permitted")),
    _R("GA-12", "routines", "daily routines done", _routines, ("GA-12.routines",)),
    _R("GA-12", "short_foot", "short foot, 5 s each", _at_least("short_foot", "GA-12.short_foot", "reps"),
       ("GA-12.short_foot",)),
    _R("GA-12", "double_leg_heel_raise", "double-leg heel raise, 2 sets",
       _at_least("double_leg_heel_raise", "GA-12.heel_raise", "reps a set"), ("GA-12.heel_raise",)),
    _R("GA-12", "double_leg_heel_raise_pain", "pain in double-leg heel raises",
       _at_most("double_leg_heel_raise_pain", _ceiling, _PAIN)),
    _R("GA-12", "single_leg_stance", "single-leg stance",
       _at_least("single_leg_stance", "GA-12.stance_s", "s"), ("GA-12.stance_s",)),
    _R("GA-12", "tripod", "even tripod load", _yes("tripod")),
    _R("GA-12", "clean_sessions", "clean sessions among the last five", _four_of_five, ("GA-12.clean",)),
    _R("GA-23", "stairs", "pain on stairs", _at_most("stairs", _ceiling, _PAIN)),
    _R("GA-23", "brisk_walk_30", "pain in a 30 min brisk walk", _at_most("brisk_walk_30", _ceiling, _PAIN)),
    _R("GA-23", "lunge_difference", "weight-bearing lunge, side difference",
       _difference("weight_bearing_lunge", "GA-23.lunge_cm", "cm"), ("GA-23.lunge_cm",)),
    _R("GA-23", "toe_extension", "big-toe extension", _toe_extension, ("GA-23.toe_deg",
       "GA-23.toe_difference_deg")),
    _R("GA-23", "heel_raise_lsi", "single-leg heel raise, side comparison",
       _symmetry("heel_raise", "GA-23.lsi_pct"), ("GA-23.lsi_pct",)),
    _R("GA-23", "heel_raise_reps", "single-leg heel raise", _at_least("heel_raise", "GA-23.reps", "reps"),
       ("GA-23.reps",)),
    _R("GA-23", "single_leg_stance", "single-leg stance", _stance, ("GA-23.stance_s",)),
    _R("GA-23", "tenderness", "sessions without tenderness", _without_tenderness, ("GA-23.sessions",)),
    _R("GA-23", "step_down", "step-down, arch collapse",
       _at_most("step_down", _constant("GA-23.step_down"), "score"), ("GA-23.step_down",)),
    _R("GA-23", "toe_strength_lsi", "toe strength, side comparison", _symmetry("toe_strength", "PP-05.lsi_pct"),
       ("PP-05.lsi_pct",), "PP-05", _LOOSE),
    _R("GA-34", "heel_raise_lsi", "single-leg heel raise, side comparison",
       _symmetry("heel_raise", "GA-34.lsi_pct"), ("GA-34.lsi_pct",)),
    _R("GA-34", "heel_raise_reps", "single-leg heel raise", _heel_raise_reps, ("GA-34.reps", "GA-34.norm_part"),
       note="On the flat floor, or without an age, the full 20 are asked: the norm holds for the incline only."),
    _R("GA-34", "lunge_difference", "weight-bearing lunge, side difference",
       _difference("weight_bearing_lunge", "GA-34.lunge_cm", "cm"), ("GA-34.lunge_cm",)),
    _R("GA-34", "toe_extension", "big-toe extension", _toe_extension, ("GA-23.toe_deg",
       "GA-23.toe_difference_deg")),
    _R("GA-34", "toe_strength", "toe strength, side comparison", _toe_strength, ("GA-34.lsi_pct",)),
    _R("GA-34", "single_leg_stance_lsi", "single-leg stance, side comparison",
       _symmetry("single_leg_stance", "GA-34.lsi_pct"), ("GA-34.lsi_pct",)),
    _R("GA-34", "hip_abduction_lsi", "hip abduction, side comparison", _symmetry("hip_abduction", "GA-34.lsi_pct"),
       ("GA-34.lsi_pct",)),
    _R("GA-34", "single_leg_hops", "pain in 20 single-leg hops", _at_most("single_leg_hops", _hop_pain, _PAIN),
       ("GA-34.pain",)),
    _R("GA-34", "jump_sessions", "clean jump sessions", _jump_sessions, ("GA-34.sessions", "GA-34.contacts")),
    _R("GA-34", "brisk_walk_30", "pain in a 30 min brisk walk", _at_most("brisk_walk_30", _walk_pain, _PAIN),
       ("GA-34.pain",)),
    _R("GA-34", "pain_free_days", "pain-free days in daily life",
       _at_least("pain_free_days", "BS-01.pain_free_days", "days in a row"), ("BS-01.pain_free_days",), "BS-01",
       _BONE),
    _R("GA-34", "bone_tenderness", "bone tenderness", _bone_not_tender, (), "BS-01", _BONE),
    _R("GA-34", "jog_on_spot", "pain in 1 min jog on the spot", _at_most("jog_on_spot", _walk_pain, _PAIN), (),
       "BS-01", _BONE, "Asked of high-risk sites too, beside the clearance."),
    _R("GA-34", "heel_raise_with_inversion", "single-leg heel raise with heel inversion",
       _at_least("heel_raise_with_inversion", "TP-02.reps", "reps"), ("TP-02.reps",), "TP-02", ("pttd",)),
    _R("GA-45", "continuous_runs", "continuous clean runs", _continuous_runs, ("GA-45.runs", "GA-45.minutes")),
    _R("GA-45", "days_since_first_run", "time since the first run", _since_first_run, ("GA-45.days",)),
    _R("GA-45", "fatigue_gait", "fatigue gait check", _fatigue_gait),
    *(_R("GA-56", f"{hop}_lsi", f"{label}, side comparison", _symmetry(hop, "GA-56.lsi_pct"), ("GA-56.lsi_pct",))
      for hop, label in _HOPS),
    _R("GA-56", "heel_raise_lsi", "single-leg heel raise, side comparison",
       _symmetry("heel_raise", "GA-56.lsi_pct"), ("GA-56.lsi_pct",)),
    _R("GA-56", "heel_raise_reps", "single-leg heel raise against the norm", _heel_raise_norm,
       ("GA-56.norm_part",)),
    _R("GA-56", "y_balance_difference", "Y-balance anterior, side difference",
       _difference("y_balance_anterior", "GA-56.reach_cm", "cm"), ("GA-56.reach_cm",)),
    _R("GA-56", "main_measure", "main outcome measure", _main_measure, ("GA-56.measure_pct",)),
    _R("GA-56", "readiness", "I-PRRS", _readiness, ("PS-02.score",), "PS-02"),
    _R("GA-56", "fear_of_movement", "TSK-11", _fear, ("GA-56.tsk",)),
    _R("GA-56", "sprint_40m", "pain in the 40 m barefoot sprint",
       _at_most("sprint_40m_pain", _constant("GA-56.pain"), _PAIN), ("GA-56.pain",)),
    _R("GA-56", "fatigue_gait", "fatigue gait check", _fatigue_gait),
    _R("GA-56", "full_load", "full load without symptoms", _full_load, ("GA-56.sessions", "GA-56.days")),
)  # fmt: skip
