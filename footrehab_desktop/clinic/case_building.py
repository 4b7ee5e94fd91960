"""Turns what the record holds about one episode into the case that the core decides on.

Only signed assessments count; drafts never feed a decision. What was not recorded is left out, never filled in.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from statistics import fmean, median
from typing import Any

from footrehab_desktop.clinic.assessments import standing_assessments
from footrehab_desktop.clinic.case_answers import (
    add_facts,
    findings_of,
    flare_triggers,
    gait_assessed_on,
    goal_signed,
    measures_of,
    tests_of,
    understood,
)
from footrehab_desktop.clinic.diary_exercises import answer_of_day, by_day, shares_done
from footrehab_desktop.clinic.heart_rate import beats_over_usual
from footrehab_desktop.clinic.own_protocols import rulebook_for
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression import Case, read_case
from footrehab_desktop.progression.rulebook import STANDARD, Rulebook
from footrehab_desktop.progression.values import Episode as CoreEpisode
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import (
    Assessment,
    DiaryDay,
    DiaryExercise,
    DiarySession,
    Episode,
    Patient,
    StoredDecision,
    StoredState,
)

CONTRACT = 1
ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MEDIAN_ENTRIES = 3
ADHERENCE_DAYS = 14

# Session fields that the core takes under the same name.
SESSION_FIELDS = (
    "id", "on", "kind", "impact", "at", "completed_pct", "minutes", "run_min", "pain_during", "settle_h", "rest_pain",
    "swelling", "swelling_h", "sharp", "limp", "tenderness", "rpe", "target_rpe", "surface", "shoe",
    "ache_elsewhere_only", "foot_contacts", "extra_reps", "outside_plan",
)  # fmt: skip
AFTER_FIELDS = ("pain_24h", "pain_48h", "stiffness_delta_min", "night_waking_nights_7d")
ALL_FIELDS = (*SESSION_FIELDS, *AFTER_FIELDS, "trigger", "level", "hr_over_usual_bpm")
_values_of = attrgetter(*SESSION_FIELDS)


@dataclass(frozen=True, slots=True)
class EpisodeFile:
    """Everything the record holds about one episode that a decision or a chart may look at, oldest first.

    ``book`` is the rulebook by which the clinic decides about the condition.
    """

    patient: Patient
    episode: Episode
    assessments: tuple[Assessment, ...]
    sessions: tuple[DiarySession, ...]
    days: tuple[DiaryDay, ...]
    decisions: tuple[StoredDecision, ...]
    states: tuple[StoredState, ...]
    book: Rulebook = STANDARD
    exercises: tuple[DiaryExercise, ...] = ()

    @property
    def state(self) -> StoredState | None:
        """Return where the patient stands now, or None before the plan was started."""
        return self.states[-1] if self.states else None


def load_episode(unit: UnitOfWork, episode_id: str) -> EpisodeFile:
    """Read one episode with all that belongs to it."""
    episode = unit.episodes.get(episode_id)
    return EpisodeFile(
        patient=unit.patients.get(episode.patient_id),
        episode=episode,
        assessments=standing_assessments(unit, episode_id),
        sessions=unit.diary.sessions(episode_id),
        days=unit.diary.days(episode_id),
        decisions=unit.decisions.for_episode(episode_id),
        states=unit.decisions.states(episode_id),
        book=rulebook_for(unit, episode.details.condition),
        exercises=unit.diary.exercises(episode_id),
    )


def build_case(file: EpisodeFile, forms: Forms, today: date, request: Mapping[str, Any] | None = None) -> Case:
    """Return the case as of ``today``. Entries dated later are left out, as they were not known then.

    Raises the core's ``CaseError`` when the record holds something the core does not take.
    """
    return read_case(case_json(file, forms, today, request))


def case_json(file: EpisodeFile, forms: Forms, today: date, request: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the case in the form of the contract (dates as ISO text)."""
    assessments = understood((a for a in file.assessments if a.assessed_on <= today), forms)
    tests = tests_of(assessments, forms, file.episode.details.side)
    state = _state_on(file.states, today)
    case: dict[str, Any] = {
        "contract": CONTRACT,
        "today": today.isoformat(),
        "patient": _patient(file.patient),
        "episode": _known(
            {
                **_episode_values(file, today),
                "gait_assessed_on": gait_assessed_on(assessments, forms),
                "goal_recorded": bool(file.episode.details.goal) or goal_signed(assessments, forms) or None,
            }
        ),
        "history": _history(file, today),
        "sessions": _sessions(file, today, flare_triggers(assessments)),
        "findings": findings_of(assessments, forms),
        "tests": tests,
        "measures": measures_of(assessments, tests),
        "recovery": _recovery(file, today),
        "weeks": week_sums(file, today),
    }
    add_facts(case, assessments, forms)
    if state is not None:
        case["state"] = dict(state.state)
    if request:
        case["request"] = dict(request)
    return case


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what was not recorded and write dates as the contract does."""
    return {
        key: value.isoformat() if isinstance(value, date) else value
        for key, value in values.items()
        if value is not None
    }


def _patient(patient: Patient) -> dict[str, Any]:
    details = patient.details
    return _known(
        {
            "birth_date": details.birth_date,
            "sex": details.sex,
            "beta_blocker": details.beta_blocker,
            "diabetes": details.diabetes,
            "neuropathy": details.neuropathy,
        }
    )


def core_episode(file: EpisodeFile, today: date) -> CoreEpisode:
    """Return the episode as the core knows it, for the first state."""
    return CoreEpisode(**{name: value for name, value in _episode_values(file, today).items() if value is not None})


def _episode_values(file: EpisodeFile, today: date) -> dict[str, Any]:
    details = file.episode.details
    shares = shares_done(file.days, file.exercises)
    first_run = min((s.on for s in file.sessions if s.run_min and s.on <= today), default=None)
    return {
        "condition": details.condition,
        "side": details.side,
        "site": details.site,
        "plan_start": details.plan_start,
        "pain_ceiling": details.pain_ceiling,
        "first_run_on": details.first_run_on or first_run,
        "restriction": details.restriction,
        "clearance": details.clearance_on,
        "energy_assessment_on": details.energy_assessment_on,
        "adherence_pct": adherence_of(shares, today),
        "previous_adherence_pct": adherence_of(shares, today - ADHERENCE_DAYS * ONE_DAY),
        "reassessed_on": details.reassessed_on,
        "visit_number": len(file.assessments) or None,
    }


def adherence_pct(days: Iterable[DiaryDay], exercises: Iterable[DiaryExercise], today: date) -> int | None:
    """Return how much of the home exercises was done in the last 14 days in percent; None below three answered days."""
    return adherence_of(shares_done(days, exercises), today)


def adherence_of(shares: Mapping[date, float], today: date) -> int | None:
    """Return the same from the share (0 to 1) of each answered day."""
    first = today - ADHERENCE_DAYS * ONE_DAY
    recent = [share for on, share in shares.items() if first < on <= today]
    return round(100 * fmean(recent)) if len(recent) >= MEDIAN_ENTRIES else None


def _state_on(states: tuple[StoredState, ...], day: date) -> StoredState | None:
    return next((state for state in reversed(states) if state.since <= day), None)


def _history(file: EpisodeFile, today: date) -> list[dict[str, Any]]:
    after = {state.decision_id: state.state for state in file.states}
    return [
        _known(
            {
                "on": decision.decided_on,
                "decision": decision.final,
                "from_level": decision.decision.get("level"),
                "to_level": after.get(decision.id, decision.decision).get("level"),
                "rules": list(dict.fromkeys(reason["rule"] for reason in decision.decision["reasons"])),
                "flares": decision.decision.get("flares") or None,
                "undecided": decision.decision.get("undecided") or None,
            }
        )
        for decision in file.decisions
        if decision.response != "open" and decision.decided_on <= today
    ]


def _sessions(file: EpisodeFile, today: date, triggers: Mapping[date, str]) -> list[dict[str, Any]]:
    days = {day.on.toordinal(): day for day in file.days if day.on <= today}
    sessions = [session for session in file.sessions if session.on <= today]
    levels = _levels(sessions, file.states)
    over = beats_over_usual(sessions, lambda session: levels[session.id])
    made = []
    for session in sessions:
        found = (triggers.get(session.on), levels[session.id], over.get(session.id))
        values = (*_values_of(session), *_after(session, days), *found)
        entry = {name: value for name, value in zip(ALL_FIELDS, values, strict=True) if value is not None}
        entry["on"] = session.on.isoformat()
        made.append(entry)
    return made


def _levels(sessions: Iterable[DiarySession], states: tuple[StoredState, ...]) -> dict[str, int | None]:
    """Return by the session's id the level noted for it, or else the one that stood on its day."""
    on_day = {on: _state_on(states, on) for on in {session.on for session in sessions}}
    standing = {on: state.state.get("level") if state else None for on, state in on_day.items()}
    return {each.id: standing[each.on] if each.level is None else each.level for each in sessions}


def _after(session: DiarySession, days: Mapping[int, DiaryDay]) -> tuple[Any, ...]:
    """Return what the mornings around a session say of it, in the order of ``AFTER_FIELDS``; ``days`` by number."""
    on = session.on.toordinal()
    morning_after = days.get(on + 1)
    week = [days[number] for number in range(on - 6, on + 1) if number in days]
    return (
        _first(session.pain_24h, morning_after),
        _first(session.pain_48h, days.get(on + 2)),
        _stiffness_delta(session, morning_after, week),
        _night_waking(week),
    )


def _first(own: int | None, morning: DiaryDay | None) -> int | None:
    """Return the pain noted for the session itself, or else the pain of that morning."""
    return own if own is not None or morning is None else morning.morning_pain


def _stiffness_delta(session: DiarySession, morning: DiaryDay | None, week: Iterable[DiaryDay]) -> float | None:
    """Return next-morning stiffness minus the median of the seven mornings up to the session's own (rules B.0)."""
    now = session.stiffness_min if morning is None or morning.stiffness_min is None else morning.stiffness_min
    if now is None:
        return None
    before = [day.stiffness_min for day in week if day.stiffness_min is not None]
    return now - median(before) if len(before) >= MEDIAN_ENTRIES else None


def _night_waking(week: Iterable[DiaryDay]) -> int | None:
    """Return in how many of the seven nights up to the session the patient woke from pain."""
    answered = [day.night_waking for day in week if day.night_waking is not None]
    return sum(answered) if answered else None


def _recovery(file: EpisodeFile, today: date) -> list[dict[str, Any]]:
    """Return one entry for each day on which anything of it was recorded; the worst pain is the worst of that day."""
    worst: dict[date, int] = {}
    for session in file.sessions:
        for pain in (session.pain_during, session.pain_evening, session.rest_pain):
            if pain is not None:
                worst[session.on] = max(pain, worst.get(session.on, 0))
    days = {day.on: day for day in file.days}
    single = by_day(file.exercises)
    entries = [
        _recovery_day(days.get(on) or DiaryDay(on), single.get(on, ()), worst.get(on))
        for on in sorted({*days, *worst, *single})
        if on <= today
    ]
    return [entry for entry in entries if len(entry) > 1]


def _recovery_day(day: DiaryDay, exercises: Iterable[DiaryExercise], worst_in_sessions: int | None) -> dict[str, Any]:
    pains = [pain for pain in (worst_in_sessions, day.morning_pain) if pain is not None]
    return _known(
        {
            "on": day.on,
            "sleep_h": day.sleep_h,
            "mood": day.mood,
            "resting_hr": day.resting_hr,
            "weight_kg": day.weight_kg,
            "worst_pain": max(pains, default=None),
            "exercises": answer_of_day(day, exercises),
        }
    )


def week_sums(file: EpisodeFile, today: date) -> list[dict[str, Any]]:
    """Sum sessions into weeks that begin on Monday; a week is light when most of it followed a DELOAD."""
    grouped: dict[date, list[DiarySession]] = defaultdict(list)
    for session in file.sessions:
        if session.on <= today:
            grouped[session.on - session.on.weekday() * ONE_DAY].append(session)
    deloads = [d.decided_on for d in file.decisions if d.response != "open" and d.final == "DELOAD"]
    return [_week(start, sessions, deloads) for start, sessions in sorted(grouped.items())]


def lacks_minutes(session: DiarySession) -> bool:
    """Tell whether a run was written down without its minutes; one that was left out has none to write."""
    return session.kind == "run" and session.run_min is None and session.completed_pct != 0


def _run_minutes(sessions: list[DiarySession]) -> float | None:
    """Return the minutes run; not known as soon as one run lacks its minutes, for a part would read as less load."""
    if any(map(lacks_minutes, sessions)):
        return None
    return sum(session.run_min or 0 for session in sessions)


def _week(start: date, sessions: list[DiarySession], deloads: list[date]) -> dict[str, Any]:
    pains = [session.pain_during for session in sessions if session.pain_during is not None]
    loads = [s.minutes * s.rpe for s in sessions if s.minutes is not None and s.rpe is not None]
    middle = start + 3 * ONE_DAY
    return _known(
        {
            "start": start,
            "run_min": _run_minutes(sessions),
            "srpe_load": sum(loads) if loads else None,
            "mean_pain_during": round(fmean(pains), 2) if pains else None,
            "light": any(deload <= middle < deload + WEEK for deload in deloads),
        }
    )
