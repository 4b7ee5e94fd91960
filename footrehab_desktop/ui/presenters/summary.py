"""One page about an episode that a colleague reads in half a minute, as plain sentences, and the one next step."""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.clinic.case_building import EpisodeFile, adherence_pct
from footrehab_desktop.clinic.decision_view import DecisionView, view_decision
from footrehab_desktop.clinic.naming import KIND_WORDS, SIDE_WORDS, condition_name, phase_name
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.values import Plan


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do now: the sentence, the words of the button, the page it leads to."""

    sentence: str
    button: str
    page: str


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """Something that happened, newest first in a timeline."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What the summary page shows. ``decision`` is None before the first review."""

    problem: tuple[str, ...]
    standing: str
    next_step: NextStep
    decision: DecisionView | None
    decided_on: date | None
    response: str
    figures: tuple[tuple[str, str], ...]
    timeline: tuple[TimelineEntry, ...]


def summarise(file: EpisodeFile, plan: Plan | None, today: date) -> Summary:
    """Return the summary of an episode as of ``today``."""
    latest = file.decisions[-1] if file.decisions else None
    state = file.state.state if file.state else None
    return Summary(
        problem=_problem(file),
        standing=f"{phase_name(str(state['phase']))} · Level {state['level']}"
        if state
        else "The plan has not started.",
        next_step=next_step(file, plan),
        decision=view_decision(latest) if latest else None,
        decided_on=latest.decided_on if latest else None,
        response=latest.response if latest else "",
        figures=_figures(file, today),
        timeline=_timeline(file),
    )


def next_step(file: EpisodeFile, plan: Plan | None) -> NextStep:
    """Return the one thing to do next, in the order of a patient's way."""
    if not file.assessments:
        return NextStep("The first assessment is not signed yet.", "Assess", "assess")
    if file.state is None:
        return NextStep("The assessment is signed. Say where the patient starts.", "Start the plan", "plan")
    if plan is None:
        return NextStep("There are no exercises yet.", "Choose exercises", "plan")
    if file.decisions and file.decisions[-1].response == "open":
        return NextStep("A review waits for your answer.", "Answer the review", "review")
    reviewed_on = file.decisions[-1].decided_on if file.decisions else file.state.since
    if any(session.on >= reviewed_on for session in file.sessions):
        return NextStep("There are diary entries since the last review.", "Review", "review")
    return NextStep("Waiting for the patient's diary.", "Type the diary", "diary")


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
    adherence = adherence_pct(file.days, today)
    figures = []
    if pains:
        figures.append(("Pain in the last session", f"{pains[-1][1]}/10 on {format_date(pains[-1][0])}"))
    if mornings:
        figures.append(("Last morning pain", f"{mornings[-1][1]}/10 on {format_date(mornings[-1][0])}"))
    if adherence is not None:
        figures.append(("Exercises done, 14 days", f"{adherence} %"))
    if file.sessions:
        days = (today - max(session.on for session in file.sessions)).days
        figures.append(("Last diary session", "today" if days == 0 else f"{days} days ago"))
    return tuple(figures)


def _timeline(file: EpisodeFile) -> tuple[TimelineEntry, ...]:
    entries = [TimelineEntry(a.assessed_on, f"{KIND_WORDS[a.kind]} signed") for a in file.assessments]
    for decision in file.decisions:
        answer = "" if decision.response == "accepted" else f" ({decision.response})"
        entries.append(TimelineEntry(decision.decided_on, f"Review: {decision.final.title()}{answer}"))
    previous = ""
    for state in file.states:
        phase = str(state.state["phase"])
        if phase != previous:
            entries.append(TimelineEntry(state.since, f"Entered {phase_name(phase)}"))
        previous = phase
    return tuple(sorted(entries, key=lambda entry: entry.on, reverse=True))
