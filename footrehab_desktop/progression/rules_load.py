"""Load rules (B.7): how much, how soon, how often."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from footrehab_desktop.progression import planning
from footrehab_desktop.progression.clean import clean_in_a_row, clean_streak
from footrehab_desktop.progression.decision import Fact
from footrehab_desktop.progression.review import RUNNING_PHASES, Review
from footrehab_desktop.progression.rule import Facts, Rule
from footrehab_desktop.progression.rules_session import is_clean
from footrehab_desktop.progression.stage_tables import STAGE_TABLES
from footrehab_desktop.progression.values import Session

INTENSITY: Final = frozenset({"speed", "tempo", "hills", "downhill"})
DOSES: Final = ("sets", "reps", "load", "instability")
BATTERY: Final = ("heel_raise", "weight_bearing_lunge", "single_leg_stance", "toe_strength")


def ratio(asked: float, reference: float) -> float:
    """Return asked ÷ reference, rounded so that 99 ÷ 90 is 1.1."""
    return round(asked / reference, 6) if reference else float("inf")


def _week_too_much(review: Review) -> Facts | None:
    asked, reference = planning.request_of(review).week_min, planning.reference_week_min(review)
    if asked is None or reference is None or not planning.builds_volume(review):
        return None
    small = asked < review.book["LD-01.weekly_min"]
    if small or ratio(asked, reference) <= review.book["LD-01.blocked"]:
        return None
    return (Fact("asked_min", asked), Fact("reference_min", reference))


def _week_unknown(review: Review) -> Facts | None:
    asked = planning.request_of(review).week_min
    known = planning.reference_week_min(review) is not None
    if asked is None or known or not planning.builds_volume(review):
        return None
    return (Fact("asked_min", asked),)


def _week_not_over(review: Review) -> Facts | None:
    last = planning.last_decision(review, "PROGRESS")
    fires = last is not None and review.days_since(last.on) < planning.WEEK.days and review.phase in {"PH5", "PH6"}
    return (Fact("progressed_on", last.on),) if fires and last is not None else None


def _two_stages_this_week(review: Review) -> Facts | None:
    days = review.book["LD-02.days"]
    steps = [i for i in review.history if i.decision == "PROGRESS" and review.days_since(i.on) < days]
    fires = review.phase == "PH4" and len(steps) >= review.book["LD-02.stages"]
    return (Fact("steps", len(steps)), Fact("progressed_on", steps[-1].on)) if fires else None


def _run_too_long(review: Review) -> Facts | None:
    asked, longest = planning.request_of(review).long_run_min, planning.longest_run_min(review)
    if asked is None or longest is None or not planning.builds_volume(review):
        return None
    if ratio(asked, longest) <= review.book["LD-03.blocked"]:
        return None
    return (Fact("asked_min", asked), Fact("longest_min", longest))


def _several_changes(review: Review) -> Facts | None:
    kinds = planning.changes_asked(review)
    return (Fact("changes", tuple(kinds)),) if len(kinds) > review.book["LD-04.changes"] else None


def _change_beside_progress(review: Review) -> Facts | None:
    """Fire when the next stage or week (more running) would come together with another kind of change."""
    if planning.phase_to_come(review) not in RUNNING_PHASES:
        return None
    others = [kind for kind in planning.changes_asked(review) if kind != "volume"]
    return (Fact("changes", tuple(others)),) if len(others) == 1 else None


def long_clean_runs(review: Review) -> list[Session]:
    """Return the clean continuous runs in a row at the last stage of the table, latest first."""
    table = STAGE_TABLES.get(review.case.state.table or "")
    if review.phase != "PH4" or table is None or review.level != table.top:
        return []
    return list(clean_streak(review))


def _intensity_too_soon(review: Review) -> Facts | None:
    asked = tuple(sorted(INTENSITY.intersection(planning.request_of(review).adds)))
    if not asked or review.phase in {"PH5", "PH6"}:
        return None
    done = long_clean_runs(review)
    days = (done[0].on - done[-1].on).days if done else 0
    if len(done) >= review.book["LD-05.runs"] and days >= review.book["LD-05.days"]:
        return None
    return (Fact("asked", asked), Fact("runs_done", len(done)), Fact("days_done", days))


def _run_dates(review: Review) -> tuple[list[date], date]:
    """Return the days of all runs, oldest first, and the first day that counts as new."""
    first_new = review.new[0].on if review.new else review.today + timedelta(days=1)
    return [run.on for run in review.runs], first_new


def _runs_too_close(review: Review) -> Facts | None:
    if review.phase != "PH4":
        return None
    days, first_new = _run_dates(review)
    for earlier, later in pairwise(days):
        if later >= first_new and (later - earlier).days < review.book["LD-06.days_apart"]:
            return (Fact("first_run_on", earlier), Fact("next_run_on", later))
    return None


def _too_many_runs(review: Review) -> Facts | None:
    if review.phase != "PH4":
        return None
    days, first_new = _run_dates(review)
    most = int(review.book["LD-06.runs"])
    for earlier, later in zip(days, days[most:], strict=False):
        if later >= first_new and later - earlier < planning.WEEK:
            return (Fact("run_count", most + 1), Fact("first_run_on", earlier), Fact("next_run_on", later))
    return None


def _step_back_was_light_week(review: Review) -> bool:
    """LD-12: a step back or pause in the last 13 days counts as the light week."""
    item = planning.last_decision(review, "REGRESS", "PAUSE")
    return item is not None and review.days_since(item.on) <= review.book["LD-12.days"]


def _third_week(review: Review) -> Facts | None:
    week = planning.week_in_cycle(review)
    if week is None or week % review.book["LD-07.every"] or planning.in_light_week(review):
        return None
    return None if _step_back_was_light_week(review) else (Fact("week_in_cycle", week),)


def _light_week_overdue(review: Review) -> Facts | None:
    weeks = planning.loaded_weeks(review)
    if weeks is None or weeks < review.book["LD-08.weeks"] or planning.in_light_week(review):
        return None
    return None if _step_back_was_light_week(review) else (Fact("loaded_weeks", weeks),)


def _light_week_running(review: Review) -> Facts | None:
    light = planning.last_decision(review, "DELOAD")
    fires = light is not None and planning.in_light_week(review)
    return (Fact("light_on", light.on),) if fires and light is not None else None


def _full_again(review: Review) -> Facts | None:
    if review.phase != "PH4" or not review.case.state.first_review_after_light_week:
        return None
    need = int(review.book["LD-09.clean"])
    end = planning.light_week_end(review)
    full = 0 if end is None else clean_in_a_row(review, need, since=end)
    return (Fact("clean_full", full),) if full < need else None


def _battery_due(review: Review) -> Facts | None:
    if planning.week_in_cycle(review) != planning.cycle_weeks(review):
        return None
    due = tuple(code for code in BATTERY if not _tested_lately(review, code))
    return (Fact("tests_due", due), Fact("cycle_weeks", planning.cycle_weeks(review))) if due else None


def _tested_lately(review: Review, code: str) -> bool:
    test = review.test(code)
    return test is not None and review.days_since(test.on) <= review.book["LD-10.test_days"]


def _gap(review: Review) -> tuple[int, Facts]:
    last = planning.last_load_on(review)
    if last is None:
        return 0, ()
    days = review.days_since(last)
    return days, (Fact("last_load_on", last), Fact("gap_days", days))


def _short_gap(review: Review) -> Facts | None:
    days, facts = _gap(review)
    return facts if review.book["LD-11.hold_days"] <= days < review.book["LD-11.regress_days"] else None


def _long_gap(review: Review) -> Facts | None:
    days, facts = _gap(review)
    return facts if review.book["LD-11.regress_days"] <= days < review.book["LD-11.pause_days"] else None


def _very_long_gap(review: Review) -> Facts | None:
    days, facts = _gap(review)
    return facts if days >= review.book["LD-11.pause_days"] else None


def _level_jump(review: Review) -> Facts | None:
    asked = planning.request_of(review).level
    if asked is None or asked <= review.level + review.book["LD-13.levels"]:
        return None
    return (Fact("asked_level", asked), Fact("next_level", review.level + int(review.book["LD-13.levels"])))


def _too_few_clean(review: Review) -> Facts | None:
    need = int(review.book["LD-14.clean"])
    done = clean_in_a_row(review, need)
    return (Fact("clean_sessions", done), Fact("level", review.level)) if done < need else None


def _heart_rate_drift(review: Review) -> Facts | None:
    limit = review.book["LD-16.bpm"]
    measured = [session for session in review.sessions if session.hr_over_usual_bpm is not None]
    new = {session.id for session in review.new}
    for earlier, later in pairwise(measured):
        rises = (earlier.hr_over_usual_bpm or 0, later.hr_over_usual_bpm or 0)
        if later.id in new and min(rises) > limit:
            return (Fact("hr_over_usual_bpm", min(rises), later.on, later.id), Fact("first_on", earlier.on))
    return None


def _weekly_load_up(review: Review) -> Facts | None:
    count = int(review.book["LD-17.weeks"])
    recent = review.weeks[-count - 1 :]
    loads = [week.srpe_load for week in recent if week.srpe_load is not None]
    if len(loads) < count + 1:
        return None
    mean = sum(loads[:-1]) / count
    fires = loads[-1] > mean * review.book["LD-17.growth"]
    return (Fact("week_load", loads[-1], recent[-1].start), Fact("mean_load", round(mean, 1))) if fires else None


def _reps_in_reserve(review: Review) -> Facts | None:
    if "load" not in planning.request_of(review).adds:
        return None
    need = int(review.book["LD-18.sessions"])
    last = [session for session in review.sessions if session.extra_reps is not None][-need:]
    ready = [s for s in last if is_clean(review, s) and (s.extra_reps or 0) >= review.book["LD-18.extra_reps"]]
    return (Fact("ready_sessions", len(ready)),) if len(ready) < need else None


def _jumps(review: Review) -> list[Session]:
    return [session for session in review.sessions if session.kind == "plyometric" or session.foot_contacts]


def _jumps_too_many(review: Review) -> Facts | None:
    jumps, new = _jumps(review), {session.id for session in review.new}
    allowed = review.book["LD-19.first_contacts"]
    for session in jumps:
        contacts = session.foot_contacts or 0
        if session.id in new and contacts > allowed:
            return (Fact("foot_contacts", contacts, session.on, session.id), Fact("allowed_contacts", int(allowed)))
        allowed = max(review.book["LD-19.first_contacts"], round(contacts * review.book["LD-19.growth"], 6))
    return None


def _jumps_too_close(review: Review) -> Facts | None:
    jumps, new = _jumps(review), {session.id for session in review.new}
    for earlier, later in pairwise(jumps):
        if later.id in new and (later.on - earlier.on).days < review.book["LD-19.days_apart"]:
            return (Fact("first_on", earlier.on), Fact("next_on", later.on))
    return None


def _jumps_too_often(review: Review) -> Facts | None:
    jumps, new = _jumps(review), {session.id for session in review.new}
    most = int(review.book["LD-19.per_week"])
    for earlier, later in zip(jumps, jumps[most:], strict=False):
        if later.id in new and later.on - earlier.on < planning.WEEK:
            return (Fact("jump_count", most + 1), Fact("first_on", earlier.on), Fact("next_on", later.on))
    return None


def _two_doses(review: Review) -> Facts | None:
    asked = tuple(dose for dose in DOSES if dose in planning.request_of(review).adds)
    return (Fact("doses", asked),) if len(asked) > review.book["LD-20.changes"] else None


_R = Rule
LOAD_RULES: Final[tuple[Rule, ...]] = (
    _R("LD-01:blocked", "week asked for against reference", "HOLD", _week_too_much, ("LD-01.blocked",
       "LD-01.growth"), mark="found"),
    _R("LD-01:unknown", "week asked for without reference", "HOLD", _week_unknown,
       note="Without the last full week the growth is unknown, and unknown never counts as met."),
    _R("LD-01:week", "days since the last step up", "HOLD", _week_not_over,
       note="A level of PH5 is a week: a second step up within 7 days would raise the load twice."),
    _R("LD-02", "steps in the last 7 days", "HOLD", _two_stages_this_week, ("LD-02.stages", "LD-02.days"),
       mark="found"),
    _R("LD-03:blocked", "run asked for against longest run", "HOLD", _run_too_long, ("LD-03.blocked",
       "LD-03.growth"), mark="found"),
    _R("LD-04", "kinds of change in one week", "HOLD", _several_changes, ("LD-04.changes",), mark="seed"),
    _R("LD-04:progress", "another change beside the next step", "HOLD", _change_beside_progress, (),
       ("S002-28", "S004-53"), "seed",
       note="The next stage or week is itself more volume, so any other change waits or takes its place."),
    _R("LD-05", "speed, tempo, hills, downhill", "HOLD", _intensity_too_soon, ("LD-05.runs", "LD-05.minutes",
       "LD-05.days"), mark="seed"),
    _R("LD-06", "days between runs", "HOLD", _runs_too_close, ("LD-06.days_apart",), mark="found"),
    _R("LD-06:week", "runs in 7 days", "HOLD", _too_many_runs, ("LD-06.runs",), mark="found"),
    _R("LD-07", "week of the cycle", "DELOAD", _third_week, ("LD-07.load",), ("S003-68", "S003-69"), "seed"),
    _R("LD-08", "loaded weeks", "DELOAD", _light_week_overdue, ("LD-08.weeks", "LD-07.load")),
    _R("LD-09:running", "light week not over", "HOLD", _light_week_running,
       note="A light week lasts its week: it is neither cut short nor set twice."),
    _R("LD-09", "clean full sessions after a light week, PH4", "HOLD", _full_again, ("LD-09.clean",)),
    _R("LD-10", "last week of the cycle", "HOLD", _battery_due, ("LD-10.test_days",), mark="seed"),
    _R("LD-11", "days without load", "HOLD", _short_gap, ("LD-11.hold_days",), mark="memory"),
    _R("LD-11:long", "days without load", "REGRESS", _long_gap, ("LD-11.regress_days",), mark="memory"),
    _R("LD-11:reassess", "days without load", "PAUSE", _very_long_gap, ("LD-11.pause_days",), mark="memory"),
    _R("LD-13", "level asked for", "HOLD", _level_jump, ("LD-13.levels",), mark="seed"),
    _R("LD-14", "clean sessions in a row", "HOLD", _too_few_clean, ("LD-14.clean",), mark="seed"),
    _R("LD-16", "heart rate at the same task", "DELOAD", _heart_rate_drift, ("LD-16.bpm",), mark="memory"),
    _R("LD-17", "weekly load", "HOLD", _weekly_load_up, ("LD-17.growth",), mark="seed"),
    _R("LD-18", "repetitions in reserve", "HOLD", _reps_in_reserve, ("LD-18.extra_reps", "LD-18.sessions"),
       mark="memory"),
    _R("LD-19", "foot contacts", "HOLD", _jumps_too_many, ("LD-19.growth",), mark="memory"),
    _R("LD-19:spacing", "days between jump sessions", "HOLD", _jumps_too_close, ("LD-19.days_apart",),
       mark="memory"),
    _R("LD-19:week", "jump sessions in 7 days", "HOLD", _jumps_too_often, ("LD-19.per_week",), mark="memory"),
    _R("LD-20", "exercise variables raised", "HOLD", _two_doses, ("LD-20.changes",), mark="seed"),
)  # fmt: skip
