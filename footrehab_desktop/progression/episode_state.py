"""The state of an episode: the first one, and the next one after a decision. Nothing else computes it."""

import dataclasses
from datetime import date, timedelta

from footrehab_desktop.progression import planning
from footrehab_desktop.progression.clean import clean_in_a_row
from footrehab_desktop.progression.deciding import Course, course_of, table_of
from footrehab_desktop.progression.decision import Decision
from footrehab_desktop.progression.review import Review, open_review
from footrehab_desktop.progression.rulebook import STANDARD, Rulebook
from footrehab_desktop.progression.rules_flare import lock
from footrehab_desktop.progression.stage_tables import STAGE_TABLES
from footrehab_desktop.progression.values import Case, Episode, HistoryItem, Intake, State

CYCLED = frozenset({"PH2", "PH3", "PH4", "PH5", "PH6"})


def begin(episode: Episode, intake: Intake, book: Rulebook = STANDARD) -> State:
    """Return the first state of an episode, in the phase and at the level that the clinician chose."""
    table = table_of(intake.table, episode.condition)
    first = {"PH0": 0, "PH4": STAGE_TABLES[table].first}.get(intake.phase, 1)
    level = first if intake.level is None else intake.level
    return State(
        phase=intake.phase,
        level=level,
        table=table,
        baseline_pain=intake.baseline_pain,
        baseline_swelling=intake.baseline_swelling,
        baseline_stiffness_min=intake.baseline_stiffness_min,
        week_in_cycle=1 if intake.phase in CYCLED else None,
        cycle_weeks=int(book["plan.default_cycle_weeks"]),
        cycle_started_on=intake.on if intake.phase in CYCLED else None,
        reference_week_min=intake.reference_week_min,
    )


def advance(case: Case, decision: Decision, final: str | None = None, book: Rulebook = STANDARD) -> State:
    """Return the state after a decision was accepted, or after the clinician's ``final`` decision in its place.

    Raises ``ValueError`` when a referral would be overridden: it may be documented, never dismissed.
    """
    stands = final or decision.decision
    if decision.decision == "REFER" and stands != "REFER":
        raise ValueError("a referral cannot be overridden")
    review = open_review(case, decision.decided_on, book)
    course = Course(decision.target_level, decision.next_phase, decision.next_level)
    if stands != decision.decision:
        course = course_of(review, stands, frozenset(reason.key for reason in decision.reasons))
    state = dataclasses.replace(
        case.state,
        phase=course.next_phase,
        level=course.next_level,
        table=table_of(case.state.table, review.condition),
        top_level=_top_level(review, course),
        stable_levels=_stable_levels(review, course, stands),
        baseline_pain=_baseline(review, decision),
        longest_run_30d_min=planning.longest_run_min(review),
        last_run_on=_last_run(review),
        no_impact_until=decision.plan.no_impact_until,
        reference_week_min=_reference(review, decision, stands),
    )
    return _with_lock(_with_weeks(state, review, course, stands), review, course)


def choose_table(state: State, table: str) -> State:
    """Return the state with another walk–run table.

    Raises ``ValueError`` in PH4: equal stage numbers of two tables are different loads.
    """
    if state.phase == "PH4" and table != state.table:
        raise ValueError("the table stays as it is while it is in use")
    return dataclasses.replace(state, table=STAGE_TABLES[table].code)


def history_item(decision: Decision, state: State, final: str | None = None, trigger: str | None = None) -> HistoryItem:
    """Return what a review leaves for later reviews, given the state that ``advance`` made."""
    return HistoryItem(
        on=decision.decided_on,
        decision=final or decision.decision,
        from_level=decision.level,
        to_level=state.level,
        rules=tuple(dict.fromkeys(reason.rule for reason in decision.reasons)),
        trigger=trigger,
        flares=decision.flares,
        undecided=decision.undecided,
    )


def _top_level(review: Review, course: Course) -> int | None:
    if course.next_phase == review.phase:
        return review.case.state.top_level
    return course.next_level + planning.cycle_weeks(review) - 1 if course.next_phase == "PH5" else None


def _stable_levels(review: Review, course: Course, stands: str) -> tuple[int, ...]:
    """Return the stable levels: the present one joins after two clean sessions and leaves when it is stepped back."""
    levels = set(review.case.state.stable_levels)
    if stands in {"REGRESS", "PAUSE"} or course.next_level < review.level:
        levels.discard(review.level)
    elif clean_in_a_row(review, int(review.book["LD-14.clean"])) >= review.book["LD-14.clean"]:
        levels.add(review.level)
    if course.next_phase not in {review.phase, "PH5"}:
        return ()
    return tuple(sorted(levels))


def _baseline(review: Review, decision: Decision) -> int | None:
    """Return the median of the daily worst pain of the last days, frozen during a flare; else the pain as it was."""
    days = review.book["plan.baseline_days"]
    pains = [
        day.worst_pain
        for day in review.recovery
        if day.worst_pain is not None and 0 < review.days_since(day.on) <= days
    ]
    if len(pains) < review.book["plan.baseline_entries"] or decision.flares or lock(review) is not None:
        return review.case.state.baseline_pain
    return median_down(pains)


def median_down(values: list[int]) -> int:
    """Return the median, the mean of the middle two rounded down: a lower baseline is the stricter one."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) // 2


def _last_run(review: Review) -> date | None:
    days = [run.on for run in review.runs]
    return days[-1] if days else review.case.state.last_run_on


def _reference(review: Review, decision: Decision, stands: str) -> float | None:
    """Return the running minutes of a full week: what the plan asks for after a step, else as it was."""
    planned = decision.plan.week_min
    if stands == decision.decision and stands in {"PROGRESS", "REGRESS"} and planned is not None:
        return planned
    return planning.reference_week_min(review)


def _with_weeks(after: State, review: Review, course: Course, stands: str) -> State:
    """Return the state with cycle and light weeks; a step back or a pause counts as light week, the count restarts."""
    today, state = review.today, review.case.state
    week, loaded = planning.week_in_cycle(review), planning.loaded_weeks(review)
    started = state.cycle_started_on
    if started is None and week is not None:
        started = today - planning.WEEK * (week - 1)
    light = state.light_week_on
    if light is None and loaded is not None and started is None:
        light = today - planning.WEEK * (loaded + 1)
    if stands in {"REGRESS", "PAUSE"}:
        started, light = today, today
    elif stands == "DELOAD":
        light = today
    if started is None and course.next_phase in CYCLED:
        started = today
    after_light = stands == "DELOAD" or (stands == "HOLD" and bool(state.first_review_after_light_week))
    return dataclasses.replace(
        after,
        cycle_started_on=started,
        light_week_on=light,
        week_in_cycle=None if started is None else _week_number(today - started, planning.cycle_weeks(review)),
        weeks_since_light=0 if light == today else loaded,
        first_review_after_light_week=after_light,
    )


def _week_number(since: timedelta, cycle: int) -> int:
    return since // planning.WEEK % cycle + 1


def _with_lock(after: State, review: Review, course: Course) -> State:
    if course.next_level < review.level and course.next_phase == review.phase:
        until = review.today + timedelta(days=review.book["FL-06.days"])
        return dataclasses.replace(after, locked_level=review.level, locked_until=until)
    held = lock(review)
    level, opens = (None, None) if held is None else held
    return dataclasses.replace(after, locked_level=level, locked_until=opens)
