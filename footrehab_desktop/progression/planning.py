"""Where the coming week stands: week of the cycle, light weeks, running minutes, and what the plan would change."""

from datetime import date, timedelta
from typing import Final

from footrehab_desktop.progression.review import CROSS_TRAINING, RUNNING_PHASES, Review, is_run
from footrehab_desktop.progression.rulebook import STANDARD, Rulebook
from footrehab_desktop.progression.stage_tables import STAGE_TABLES
from footrehab_desktop.progression.values import HistoryItem, Request

WEEK: Final = timedelta(days=7)
NOTHING_ASKED: Final = Request()
ROUTINE_PHASE: Final = "PH1"
PHASE_ORDER: Final = ("PH0", "PH1", "PH2", "PH3", "PH4", "PH5", "PH6")
KIND_OF_CHANGE: Final = {
    "volume": "volume",
    "speed": "intensity",
    "tempo": "intensity",
    "hills": "intensity",
    "downhill": "intensity",
    "terrain": "terrain",
    "shoe": "shoe",
    "minimalist_shoe": "shoe",
    "orthosis": "shoe",
    "gait_cue": "gait cue",
    "forefoot_cue": "gait cue",
}


def request_of(review: Review) -> Request:
    """Return what is asked for; an empty request when nothing is."""
    return review.case.request or NOTHING_ASKED


def routine_minutes(phase: str, book: Rulebook = STANDARD) -> int | None:
    """Return about how many minutes the daily routine of a phase takes (S003-34), None where none is meant."""
    return int(book["plan.routine_min"]) if phase == ROUTINE_PHASE else None


def phase_after(phase: str) -> str:
    """Return the phase after ``phase``; the last one stays."""
    return PHASE_ORDER[min(PHASE_ORDER.index(phase) + 1, len(PHASE_ORDER) - 1)]


def top_level(review: Review) -> int | None:
    """Return the last level of the present phase, None where it has no end."""
    state = review.case.state
    if state.phase == "PH4":
        return STAGE_TABLES[state.table or ""].top
    if state.top_level is not None:
        return state.top_level
    if state.phase == "PH6":
        return int(review.book["plan.maintain_week"])
    return None if state.phase == "PH5" else int(review.book[f"plan.top.{state.phase}"])


def at_boundary(review: Review) -> bool:
    """Return whether the next level lies in the next phase."""
    top = top_level(review)
    return review.phase != "PH6" and top is not None and review.level >= top


def phase_to_come(review: Review) -> str:
    """Return the phase of the next level."""
    return phase_after(review.phase) if at_boundary(review) else review.phase


def builds_volume(review: Review) -> bool:
    """Return whether the coming weeks are planned by weekly minutes (PH5 on)."""
    return phase_to_come(review) in {"PH5", "PH6"}


def week_in_cycle(review: Review) -> int | None:
    """Return the number of the week being planned, from the start of the cycle where that is known."""
    state = review.case.state
    if state.cycle_started_on is None:
        return state.week_in_cycle
    return review.days_since(state.cycle_started_on) // WEEK.days % cycle_weeks(review) + 1


def cycle_weeks(review: Review) -> int:
    """Return the length of the cycle in weeks."""
    return review.case.state.cycle_weeks or int(review.book["plan.default_cycle_weeks"])


def loaded_weeks(review: Review) -> int | None:
    """Return the number of loaded weeks since the last light week."""
    state = review.case.state
    if state.light_week_on is not None:
        return max(0, review.days_since(state.light_week_on) // WEEK.days - 1)
    if state.cycle_started_on is not None:
        return review.days_since(state.cycle_started_on) // WEEK.days
    return state.weeks_since_light


def last_decision(review: Review, *decisions: str) -> HistoryItem | None:
    """Return the latest earlier review that decided one of ``decisions``."""
    return next((item for item in reversed(review.history) if item.decision in decisions), None)


def in_light_week(review: Review) -> bool:
    """Return whether a light week that an earlier review set is still running."""
    light = last_decision(review, "DELOAD")
    return light is not None and review.days_since(light.on) < WEEK.days


def light_week_end(review: Review) -> date | None:
    """Return the first day after the last light week."""
    light = last_decision(review, "DELOAD")
    return None if light is None else light.on + WEEK


def reference_week_min(review: Review) -> float | None:
    """Return the running minutes of the last week that was not light."""
    given = review.case.state.reference_week_min
    if given is not None:
        return given
    full = [week.run_min for week in review.weeks if week.run_min is not None and not week.light]
    return full[-1] if full else None


def longest_run_min(review: Review) -> float | None:
    """Return the longest single run of the last 30 days, min."""
    given = review.case.state.longest_run_30d_min
    first = review.today - timedelta(days=review.book["LD-03.days"])
    recent = [run.run_min for run in review.runs if run.run_min is not None and run.on >= first]
    return max(recent if given is None else [*recent, given], default=None)


def last_load_on(review: Review) -> date | None:
    """Return the last day on which the region was loaded; if no session on file was done, the day of the first."""
    running = review.phase in RUNNING_PHASES
    planned = None
    for session in reversed(review.sessions):
        other = running and not (is_run(session) or session.kind == "walk")
        if session.kind not in CROSS_TRAINING and not other:
            if session.completed_pct != 0:
                return session.on
            planned = session.on
    return planned or (review.case.state.last_run_on if running else None)


def changes_asked(review: Review) -> list[str]:
    """Return the kinds of change that request and week hold together, each once, in the order they are named."""
    request = request_of(review)
    kinds = ["volume"] if _asks_for_more(review, request) else []
    kinds += [KIND_OF_CHANGE[added] for added in sorted(request.adds) if added in KIND_OF_CHANGE]
    if _rougher(review, request.surface):
        kinds.append("terrain")
    if request.cadence_change_pct:
        kinds.append("gait cue")
    return list(dict.fromkeys(kinds + _changed_this_week(review)))


def _asks_for_more(review: Review, request: Request) -> bool:
    reference, longest = reference_week_min(review), longest_run_min(review)
    more_week = request.week_min is not None and reference is not None and request.week_min > reference
    more_run = request.long_run_min is not None and longest is not None and request.long_run_min > longest
    return more_week or more_run


def _rougher(review: Review, surface: int | None) -> bool:
    before = [session.surface for session in review.sessions if session.surface is not None]
    return surface is not None and bool(before) and surface > max(before)


def _changed_this_week(review: Review) -> list[str]:
    """Return the kinds of change that the runs of the last seven days hold against the runs before."""
    first = review.today - WEEK
    recent = [run for run in review.runs if run.on > first]
    before = review.runs[: len(review.runs) - len(recent)]
    changed = []
    shoes = {run.shoe for run in before if run.shoe is not None}
    if shoes and any(run.shoe is not None and run.shoe not in shoes for run in recent):
        changed.append("shoe")
    surfaces = [run.surface for run in before if run.surface is not None]
    if surfaces and any(run.surface is not None and run.surface > max(surfaces) for run in recent):
        changed.append("terrain")
    return changed
