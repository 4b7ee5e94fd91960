"""Rules on the course of weeks: trends (B.6), gait (B.10), mind and recovery (B.12)."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Final

from footrehab_desktop.progression import planning
from footrehab_desktop.progression.decision import Fact
from footrehab_desktop.progression.findings import any_of
from footrehab_desktop.progression.measure_table import MAIN_MEASURES, MEASURE_TABLE
from footrehab_desktop.progression.measures import improvement
from footrehab_desktop.progression.review import Review
from footrehab_desktop.progression.rule import Facts, Rule
from footrehab_desktop.progression.rules_session import verdict
from footrehab_desktop.progression.values import MeasureResult, Recovery, Test, Week

GAIT_ITEMS: Final = 8


def weeks_on_plan(review: Review) -> int | None:
    """Return the whole weeks since the plan began."""
    start = review.case.episode.plan_start
    return None if start is None else review.days_since(start) // planning.WEEK.days


def reassessed_since(review: Review, day: date) -> bool:
    """Return whether a reassessment was recorded on or after ``day``."""
    reassessed = review.case.episode.reassessed_on
    return reassessed is not None and day <= reassessed <= review.today


def reassessed_after_weeks(review: Review, weeks: float) -> bool:
    """Return whether a reassessment was recorded after that many weeks on the plan."""
    start = review.case.episode.plan_start
    return start is not None and reassessed_since(review, start + planning.WEEK * weeks)


def _gain(review: Review, measure: str) -> float | None:
    results = review.measures.get(measure, [])
    if len(results) < 2:
        return None
    return improvement(measure, results[0].score or 0, results[-1].score or 0)


def _meaningful(measure: str) -> float | None:
    value = MEASURE_TABLE[measure].smallest("MCID")
    return None if value is None else value.value


def not_improved(review: Review) -> Facts | None:
    """Return the facts that show no meaningful improvement since the plan began, None when it improved or is unknown.

    One measure is enough to show it, and neither pain nor the main outcome measure may be known to have improved.
    """
    facts: list[Fact] = []
    pain = _gain(review, "NPRS")
    if pain is not None:
        if pain >= review.book["TR-02.pain_change"]:
            return None
        facts.append(Fact("pain_improvement", pain))
    for measure in MAIN_MEASURES[review.condition]:
        gain, needed = _gain(review, measure), _meaningful(measure)
        if gain is None or needed is None:
            continue
        if gain >= needed:
            return None
        facts.append(Fact("measure_improvement", gain))
        facts.append(Fact("measure", measure))
        break
    return tuple(facts) or None


def stalled(review: Review, weeks_key: str) -> Facts | None:
    """Return the facts of a plan that did not help within the figure's weeks, None otherwise."""
    weeks, limit = weeks_on_plan(review), review.book[weeks_key]
    if weeks is None or weeks < limit or reassessed_after_weeks(review, limit):
        return None
    proof = not_improved(review)
    return (Fact("weeks_on_plan", weeks), *proof) if proof else None


def _load_of(week: Week) -> float | None:
    return week.run_min if week.run_min is not None else week.srpe_load


def _rises(earlier: Week, later: Week, rise: float) -> bool:
    """Return whether pain rose by ``rise`` at equal or lower load; an unknown load counts as not higher."""
    if earlier.mean_pain_during is None or later.mean_pain_during is None:
        return False
    before, after = _load_of(earlier), _load_of(later)
    higher_load = before is not None and after is not None and after > before
    return round(later.mean_pain_during - earlier.mean_pain_during, 6) >= rise and not higher_load


def _escalating(review: Review) -> Facts | None:
    weeks = review.weeks[-3:]
    rise = review.book["TR-01.rise"]
    fires = len(weeks) == 3 and all(_rises(earlier, later, rise) for earlier, later in pairwise(weeks))
    if not fires or reassessed_since(review, weeks[-1].start):
        return None
    return (Fact("first_mean", weeks[0].mean_pain_during or 0), Fact("last_mean", weeks[-1].mean_pain_during or 0))


def _no_response(review: Review) -> Facts | None:
    adherence = review.case.episode.adherence_pct
    enough = adherence is not None and adherence >= review.book["TR-02.adherence_pct"]
    return stalled(review, "TR-02.weeks") if enough else None


def _no_response_late(review: Review) -> Facts | None:
    adherence = review.case.episode.adherence_pct
    enough = adherence is not None and adherence >= review.book["TR-02.adherence_pct"]
    return stalled(review, "TR-03.weeks") if enough else None


def _little_done(review: Review) -> Facts | None:
    adherence = review.case.episode.adherence_pct
    fires = adherence is not None and adherence < review.book["TR-04.adherence_pct"]
    return (Fact("adherence_pct", adherence),) if fires and adherence is not None else None


def _deficit_persists(review: Review) -> Facts | None:
    cycles = review.case.episode.intrinsic_deficit_cycles
    if cycles is None or cycles < review.book["TR-05.cycles"]:
        return None
    return None if reassessed_after_weeks(review, cycles * planning.cycle_weeks(review)) else (Fact("cycles", cycles),)


def _measure_fell(review: Review) -> Facts | None:
    for measure in MAIN_MEASURES[review.condition]:
        results = review.measures.get(measure, [])[-2:]
        limit = MEASURE_TABLE[measure].smallest("MDC")
        if len(results) == 2 and limit is not None:
            fact = _fall(results, limit.value)
            if fact and not reassessed_since(review, results[-1].on):
                return (*fact, Fact("mdc", limit.value))
    return None


def _fall(results: list[MeasureResult], limit: float) -> Facts:
    before, after = results
    if improvement(after.measure, before.score or 0, after.score or 0) > -limit:
        return ()
    return (
        Fact("measure", after.measure),
        Fact("score_before", before.score or 0, before.on),
        Fact("score_after", after.score or 0, after.on),
    )


def gait_changes(review: Review, test: Test) -> Facts:
    """Return what is worse in a fatigue gait check than when fresh or at the previous check (GT-02)."""
    facts: list[Fact] = []
    worse = _items_worse(review, test)
    if worse >= review.book["GT-02.item"]:
        facts.append(Fact("items_worse", worse, test.on))
    cadence = test.cadence_change_pct
    if cadence is not None and cadence <= -review.book["GT-02.cadence_pct"]:
        facts.append(Fact("cadence_change_pct", cadence, test.on))
    contact = test.contact_difference_pct
    if contact is not None and contact > review.book["GT-02.contact_pct"]:
        facts.append(Fact("contact_difference_pct", contact, test.on))
    return tuple(facts)


def _items_worse(review: Review, test: Test) -> int:
    if not test.items:
        return int(test.involved or 0)
    earlier = [check for check in review.tests.get("fatigue_gait", ()) if check.on < test.on and check.items]
    references = [reference for reference in (test.fresh_items, *(check.items for check in earlier[-1:])) if reference]
    step = review.book["GT-02.item"]
    return sum(
        any(index < len(reference) and item - reference[index] >= step for reference in references)
        for index, item in enumerate(test.items)
    )


def _gait_overdue(review: Review) -> Facts | None:
    if review.phase != "PH5":
        return None
    check = review.test("fatigue_gait")
    if check is None:
        return None
    days = review.days_since(check.on)
    return (Fact("days_since_check", days), Fact("checked_on", check.on)) if days > review.book["GT-01.days"] else None


def _gait_never_checked(review: Review) -> Facts | None:
    due = review.phase == "PH5" and review.test("fatigue_gait") is None and not _weeks_in_phase_unknown(review)
    return () if due else None


def _weeks_in_phase_unknown(review: Review) -> bool:
    """Return whether nothing shows that four weeks of running have gone by since the first run."""
    first = review.case.episode.first_run_on
    return first is None or review.days_since(first) <= review.book["GT-01.days"]


def _gait_worse(review: Review) -> Facts | None:
    check = review.test("fatigue_gait")
    reviewed = check is not None and review.last_review is not None and check.on <= review.last_review
    return None if check is None or reviewed else gait_changes(review, check) or None


def _cadence_step(review: Review) -> Facts | None:
    asked = planning.request_of(review).cadence_change_pct
    if asked is None or asked <= review.book["GT-03.first_pct"]:
        return None
    return (Fact("cadence_change_pct", asked),)


def _forefoot_cue(review: Review) -> Facts | None:
    achilles = review.condition in {"achilles_mid", "achilles_ins"}
    return (Fact("asked", ("forefoot_cue",)),) if achilles and _asked(review, "forefoot_cue") else None


def _forefoot_load(review: Review) -> Facts | None:
    if review.condition not in {"plantar_plate", "forefoot_other"} or review.phase in {"PH5", "PH6"}:
        return None
    asked = tuple(word for word in ("downhill", "forefoot_cue", "hills") if _asked(review, word))
    return (Fact("asked", asked),) if asked else None


def _asked(review: Review, word: str) -> bool:
    return word in planning.request_of(review).adds


def _fear_of_movement(review: Review) -> Facts | None:
    result = review.score("TSK-11")
    fires = result is not None and (result.score or 0) >= review.book["PS-01.high"]
    return (Fact("tsk_score", result.score or 0, result.on),) if fires and result is not None else None


def _recent(review: Review, days: float) -> list[Recovery]:
    return [day for day in review.recovery if review.days_since(day.on) < days]


def mean(values: Iterable[float]) -> float | None:
    """Return the mean, None of nothing."""
    known = list(values)
    return sum(known) / len(known) if known else None


def _low_mood(review: Review) -> Facts | None:
    moods = [day.mood for day in _recent(review, review.book["PS-03.days"]) if day.mood is not None]
    average = mean(moods)
    now, before = review.case.episode.adherence_pct, review.case.episode.previous_adherence_pct
    falling = now is not None and before is not None and now < before
    if average is None or average > review.book["PS-03.mood"] or not falling:
        return None
    return (Fact("mean_mood", round(average, 1)), Fact("adherence_pct", now or 0))


def _raised_mornings(review: Review) -> list[Recovery]:
    """Return the last mornings with a resting heart rate above the mean of the seven days before by the figure."""
    measured = [day for day in review.recovery if day.resting_hr is not None]
    count = int(review.book["RC-01.mornings"])
    last, before = measured[-count:], measured[:-count]
    reach = [day for day in before if last and (last[0].on - day.on).days <= review.book["RC-01.mean_days"]]
    usual = mean(day.resting_hr for day in reach if day.resting_hr is not None)
    if usual is None or len(last) < count or review.days_since(last[-1].on) >= review.book["RC-01.mean_days"]:
        return []
    return [day for day in last if (day.resting_hr or 0) >= usual + review.book["RC-01.bpm"]]


def _resting_hr(review: Review) -> Facts | None:
    raised = _raised_mornings(review)
    if len(raised) < review.book["RC-01.mornings"]:
        return None
    return (Fact("resting_hr", raised[-1].resting_hr or 0, raised[-1].on), Fact("mornings", len(raised)))


def _resting_hr_and_effort(review: Review) -> Facts | None:
    facts = _resting_hr(review)
    hard = any(rule.id == "LD-15" for session in review.new for rule, _ in verdict(review, session))
    return facts if facts and hard else None


def _short_sleep(review: Review) -> Facts | None:
    hours = [day.sleep_h for day in _recent(review, review.book["RC-02.days"]) if day.sleep_h is not None]
    average = mean(hours)
    fires = average is not None and average < review.book["RC-02.hours"]
    return (Fact("mean_sleep_h", round(average, 1)),) if fires and average is not None else None


def _short_sleep_and_pain(review: Review) -> Facts | None:
    facts = _short_sleep(review)
    pains = [session.pain_during for session in review.sessions if session.pain_during is not None][-2:]
    rising = len(pains) == 2 and pains[1] > pains[0]
    return (*facts, Fact("pain_before", pains[0]), Fact("pain_now", pains[1])) if facts and rising else None


def _weight_loss(review: Review) -> Facts | None:
    weighed = [day for day in review.recovery if day.weight_kg is not None]
    if len(weighed) < 2:
        return None
    last = weighed[-1]
    before = [day for day in weighed if (last.on - day.on).days >= planning.WEEK.days]
    if not before or not before[-1].weight_kg or not last.weight_kg:
        return None
    weeks = (last.on - before[-1].on).days / planning.WEEK.days
    loss = round(100 * (before[-1].weight_kg - last.weight_kg) / before[-1].weight_kg / weeks, 2)
    return (Fact("loss_pct", loss, last.on),) if loss > review.book["RC-03.loss_pct"] else None


_R = Rule
COURSE_RULES: Final[tuple[Rule, ...]] = (
    _R("TR-01", "weekly mean pain and load", "PAUSE", _escalating, ("TR-01.rise",), mark="seed",
       note="Where a week's load is not recorded it counts as not higher."),
    _R("TR-02", "weeks, adherence, pain and main measure", "PAUSE", _no_response, ("TR-02.weeks",
       "TR-02.pain_change"), mark="seed",
       note="One measure is enough to show no improvement as long as the other is not known to have improved."),
    _R("TR-03", "weeks, adherence, pain and main measure", "REFER", _no_response_late, ("TR-03.weeks",
       "TR-02.pain_change"), mark="memory", urgency="ROUTINE"),
    _R("TR-04", "adherence", "HOLD", _little_done, ("TR-04.adherence_pct",)),
    _R("TR-05", "mesocycles with a foot deficit", "PAUSE", _deficit_persists, ("TR-05.cycles",), ("S003-73",),
       "seed"),
    _R("TR-06", "main measure against the review before", "PAUSE", _measure_fell),
    _R("GT-01", "days since the fatigue gait check", "HOLD", _gait_overdue, ("GT-01.days",), mark="seed"),
    _R("GT-01:never", "no fatigue gait check", "HOLD", _gait_never_checked, ("GT-01.days",), mark="seed",
       note="Due four weeks after the first run at the latest, as the first check opens PH5."),
    _R("GT-02", "fatigue gait check", "REGRESS", _gait_worse, ("GT-02.cadence_pct", "GT-02.contact_pct"),
       ("S000-98",), "seed"),
    _R("GT-03", "cadence step", "HOLD", _cadence_step, ("GT-03.first_pct", "GT-03.most_pct"), mark="found",
       note="How long the first step has been held is not in the case, so a step above 5 % waits for the clinician."),
    _R("GT-03:forefoot", "cue towards forefoot strike, Achilles", "HOLD", _forefoot_cue, (),
       ("gaitguys.squarespace.com, Lyght 2016",), "found"),
    _R("GT-04", "hills, downhill or forefoot strike, forefoot pain", "HOLD", _forefoot_load, (), ("S004-54",),
       "seed"),
    _R("PS-01", "TSK-11", "HOLD", _fear_of_movement, ("PS-01.high",), mark="found"),
    _R("PS-03", "mood and adherence", "HOLD", _low_mood, ("PS-03.mood", "PS-03.days"), ("S000-74",), "seed"),
    _R("RC-01", "resting heart rate", "HOLD", _resting_hr, ("RC-01.bpm",), mark="memory"),
    _R("RC-01:effort", "resting heart rate and effort", "DELOAD", _resting_hr_and_effort, ("RC-01.bpm",),
       mark="memory"),
    _R("RC-02", "sleep", "HOLD", _short_sleep, ("RC-02.hours", "RC-02.days"), mark="memory"),
    _R("RC-02:pain", "sleep and pain", "DELOAD", _short_sleep_and_pain, ("RC-02.hours",), mark="memory"),
    _R("RC-03", "weight", "HOLD", _weight_loss, ("RC-03.loss_pct",), mark="memory"),
    _R("RC-03:fasting", "fasting", "HOLD", any_of("fasting_plan"), (), ("S001-78",), "seed"),
)  # fmt: skip
