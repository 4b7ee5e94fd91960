"""One page about an episode that a colleague reads in half a minute, as plain sentences, and the one next step."""

from dataclasses import dataclass
from datetime import date, datetime

from footrehab_desktop.clinic.case_building import EpisodeFile, adherence_pct
from footrehab_desktop.clinic.decision_view import DecisionView, view_decision
from footrehab_desktop.clinic.naming import SIDE_WORDS, condition_name, full_name, phase_name
from footrehab_desktop.clinic.outcome_schedule import due_now, outcome_due
from footrehab_desktop.library.dates import days_ago, format_date
from footrehab_desktop.library.forms import KINDS
from footrehab_desktop.records.values import Plan

STOPS = frozenset({"PAUSE", "REFER"})
WAITING_RULES = frozenset({"FL-07:waiting", "FL-07:referred"})
RESPONSE_WORDS = {
    "open": "not answered yet",
    "accepted": "accepted",
    "overridden": "overridden by the clinician",
    "documented": "documented",
}


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do now: the sentence, the words of the button, the page it leads to (empty: a new episode)."""

    sentence: str
    button: str
    page: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened, newest first in a timeline."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class UnsavedForm:
    """Typing that was neither saved nor discarded: what it is about, and when it was kept."""

    form: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Summary:
    """What the summary page shows. ``decision`` is None before the first review; ``final`` is what stands after it.

    ``reassessment_due``: nothing goes on until the clinician has reassessed and recorded it.
    """

    problem: tuple[str, ...]
    standing: str
    next_step: NextStep
    decision: DecisionView | None
    final: str
    decided_on: date | None
    response: str
    reassessment_due: bool
    closed: bool
    identity: str
    figures: tuple[tuple[str, str], ...]
    timeline: tuple[TimelineEntry, ...]


def summarise(file: EpisodeFile, plan: Plan | None, today: date) -> Summary:
    """Return the summary of an episode as of ``today``."""
    latest = file.decisions[-1] if file.decisions else None
    state = file.state.state if file.state else None
    details = file.patient.details
    return Summary(
        problem=_problem(file),
        standing=f"{phase_name(str(state['phase']))} · Level {state['level']}"
        if state
        else "The plan has not started.",
        next_step=next_step(file, plan, today),
        decision=view_decision(latest) if latest else None,
        final=latest.final if latest else "",
        decided_on=latest.decided_on if latest else None,
        response=RESPONSE_WORDS[latest.response] if latest else "",
        reassessment_due=reassessment_due(file),
        closed=file.episode.closed_on is not None,
        identity=f"{full_name(details)} · Born {format_date(details.birth_date)}",
        figures=_figures(file, today),
        timeline=_timeline(file),
    )


def next_step(file: EpisodeFile, plan: Plan | None, today: date) -> NextStep:
    """Return the one thing to do next, in the order of a patient's way."""
    if file.episode.closed_on:
        return NextStep(f"This episode was closed on {format_date(file.episode.closed_on)}.", "Open a new episode", "")
    if not file.assessments:
        return NextStep("The first assessment is not signed yet.", "Assess", "assess")
    if file.state is None:
        return NextStep("The assessment is signed. Say where the patient starts.", "Start the plan", "plan")
    if plan is None:
        return NextStep("There are no exercises yet.", "Choose exercises", "plan")
    return _step_of_review(file) or _step_of_diary(file, today)


def _step_of_review(file: EpisodeFile) -> NextStep | None:
    latest = file.decisions[-1] if file.decisions else None
    if latest is not None and latest.response == "open":
        return NextStep("A review waits for your answer.", "Answer the review", "review")
    if reassessment_due(file):
        return NextStep("Reassess the patient and record it: only then does the plan go on.", "Assess", "assess")
    if _standing_stop(file) is not None:
        return NextStep("The patient was reassessed. Review to go on.", "Review", "review")
    reviewed_on = latest.decided_on if latest else file.states[-1].since
    if any(session.on >= reviewed_on for session in file.sessions):
        return NextStep("There are diary entries since the last review.", "Review", "review")
    return None


def _step_of_diary(file: EpisodeFile, today: date) -> NextStep:
    review_on = view_decision(file.decisions[-1]).next_review_on if file.decisions else None
    words = "Waiting for the patient's diary."
    if review_on is not None and review_on <= today:
        words = f"The review is due since {format_date(review_on)}; there is no diary for it yet."
    return NextStep(words, "Type the diary", "diary")


def reassessment_due(file: EpisodeFile) -> bool:
    """Tell whether the answered decision that stands waits for a reassessment that is not recorded yet."""
    stop = _standing_stop(file)
    reassessed_on = file.episode.details.reassessed_on
    return stop is not None and (reassessed_on is None or reassessed_on < stop)


def _standing_stop(file: EpisodeFile) -> date | None:
    """Return the day of the last decision when it stopped the way until a reassessment, answered by the clinician."""
    latest = file.decisions[-1] if file.decisions else None
    if latest is None or latest.response == "open":
        return None
    waits = latest.final in STOPS or any(reason["rule"] in WAITING_RULES for reason in latest.decision["reasons"])
    return latest.decided_on if waits else None


def _problem(file: EpisodeFile) -> tuple[str, ...]:
    details = file.episode.details
    lines = [f"{condition_name(details.condition)}, {SIDE_WORDS[details.side]}"]
    if details.onset_on:
        lines.append(f"Began {format_date(details.onset_on)}")
    if details.activity:
        lines.append(details.activity)
    if details.weekly_km_before is not None:
        lines.append(f"{details.weekly_km_before:g} km of running a week before the injury")
    if details.goal:
        lines.append(f"Goal: {details.goal}")
    return tuple(lines)


def _figures(file: EpisodeFile, today: date) -> tuple[tuple[str, str], ...]:
    """Return name and value of what is looked at first."""
    pains = [(s.on, s.pain_during) for s in file.sessions if s.pain_during is not None]
    mornings = [(d.on, d.morning_pain) for d in file.days if d.morning_pain is not None]
    adherence = adherence_pct(file.days, file.exercises, today)
    figures = []
    if pains:
        figures.append(("Pain in the last session", f"{pains[-1][1]}/10 on {format_date(pains[-1][0])}"))
    if mornings:
        figures.append(("Last morning pain", f"{mornings[-1][1]}/10 on {format_date(mornings[-1][0])}"))
    if adherence is not None:
        figures.append(("Exercises done, 14 days", f"{adherence} %"))
    dues = outcome_due(file, today) if file.assessments else ()
    if any(due.is_due(today) for due in dues):
        figures.append(("Outcome measures", due_now(dues, today)))
    if file.sessions:
        figures.append(("Last diary session", days_ago(max(session.on for session in file.sessions), today)))
    return tuple(figures)


def _timeline(file: EpisodeFile) -> tuple[TimelineEntry, ...]:
    entries = [TimelineEntry(a.assessed_on, f"{KINDS[a.kind]} signed") for a in file.assessments]
    for decision in file.decisions:
        answer = "" if decision.response == "accepted" else f" ({RESPONSE_WORDS[decision.response]})"
        entries.append(TimelineEntry(decision.decided_on, f"Review: {decision.final.title()}{answer}"))
    if file.episode.closed_on:
        entries.append(TimelineEntry(file.episode.closed_on, "Episode closed"))
    previous = ""
    for state in file.states:
        phase = str(state.state["phase"])
        if phase != previous:
            entries.append(TimelineEntry(state.since, f"Entered {phase_name(phase)}"))
        previous = phase
    return tuple(sorted(entries, key=lambda entry: entry.on, reverse=True))
