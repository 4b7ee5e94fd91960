"""Tasks: what is to be done for an episode, since when, why, and where; and what the clinician answers to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.diary_exercises import is_blank
from footrehab_desktop.clinic.tasks_figures import FIGURES
from footrehab_desktop.clinic.tasks_table import TASK_KINDS, TaskKind
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values_board import Standing

Answer = Literal["done", "later", "not_needed"]
STOPPED = {"PAUSE": "Paused", "REFER": "Referred"}
REFER, OPEN = "REFER", "open"


class Words(dict[str, Any]):
    """The values of a task's sentences; what depends on the day is reckoned when a sentence asks for it."""

    def __init__(self, values: Mapping[str, Any], since: date, today: date) -> None:
        super().__init__(values)
        self._since, self._today = since, today

    def __missing__(self, name: str) -> str | int:
        days = (self._today - self._since).days
        reckoned: dict[str, str | int] = {"since": format_date(self._since), "days": days, "weeks": days // 7}
        return reckoned[name]


@dataclass(frozen=True, slots=True)
class Task:
    """One task: ``key`` is stable ("measure:LEFS"), ``since`` its first day; ``words`` fill its sentences."""

    key: str
    kind: TaskKind
    since: date
    words: Words = field(repr=False, compare=False)

    @property
    def title(self) -> str:
        """Return what is to be done in a few words."""
        return self.kind.title.format_map(self.words)

    @property
    def why(self) -> str:
        """Return the whole reason, with its figures."""
        return self.kind.why.format_map(self.words)

    @property
    def rule(self) -> str:
        """Return the id of the rule, requirement or figure that asks for it."""
        return self.kind.rule.format_map(self.words)

    @property
    def page(self) -> str:
        """Return the page on which the work goes on."""
        return self.kind.page


def standing_of_file(file: EpisodeFile) -> Standing:
    """Return the standing of an episode that was read whole; the same as the board's query says."""
    latest, state = (file.decisions[-1] if file.decisions else None), file.state
    proposed = latest.decision.get("next_review_on") if latest else None
    entries = entry_days(file)
    return Standing(
        assessed=bool(file.assessments),
        phase=str(state.state["phase"]) if state else None,
        level=int(state.state["level"]) if state else None,
        started_on=state.since if state else None,
        decision=latest.final if latest else None,
        response=latest.response if latest else None,
        urgency=latest.decision.get("urgency") if latest else None,
        decided_on=latest.decided_on if latest else None,
        next_review_on=(latest.review_on if latest else None) or (date.fromisoformat(proposed) if proposed else None),
        last_entry_on=entries[-1] if entries else None,
    )


def entry_days(file: EpisodeFile) -> list[date]:
    """Return the days with anything in the diary, in their order."""
    noted = {session.on for session in file.sessions} | {entry.on for entry in file.exercises if not is_blank(entry)}
    noted |= {day.on for day in file.days if day != type(day)(on=day.on)}
    return sorted(noted)


def make_task(kind: str, key: str, since: date, today: date, values: Mapping[str, Any]) -> Task:
    """Return a task with its words as of ``today``."""
    return Task(key, TASK_KINDS[kind], since, Words(values, since, today))


def standing_tasks(standing: Standing, plan_start: date, reassessed_on: date | None, today: date) -> tuple[Task, ...]:
    """Return what the standing alone asks for."""
    if not standing.assessed:
        return (make_task("assess", "assess", plan_start, today, {}),)
    if standing.phase is None:
        return (make_task("plan", "plan", plan_start, today, {}),)
    found = [
        *_of_decision(standing, reassessed_on, today),
        *_of_review_day(standing, today),
        *_of_silence(standing, today),
    ]
    return tuple(found)


def _of_decision(standing: Standing, reassessed_on: date | None, today: date) -> Iterable[Task]:
    if standing.decided_on is None:
        return
    if standing.response == OPEN:
        kind = "refer" if standing.decision == REFER else "answer"
        yield make_task(kind, kind, standing.decided_on, today, {"urgency": urgency_words(standing.urgency)})
    elif standing.decision in STOPPED:
        done = reassessed_on is not None and reassessed_on >= standing.decided_on
        day = format_date(reassessed_on) if reassessed_on else ""
        values = {"stopped": STOPPED[standing.decision], "day": day}
        yield make_task("reassessed" if done else "reassess", "reassess", standing.decided_on, today, values)


def urgency_words(urgency: str | None) -> str:
    """Return how soon a referral is, in words."""
    return (urgency or "ROUTINE").replace("_", " ").lower()


def _of_review_day(standing: Standing, today: date) -> Iterable[Task]:
    on = standing.next_review_on
    if on is None or on > today:
        return
    days = (today - on).days
    late = "due today" if not days else f"overdue by {days} {'day' if days == 1 else 'days'}"
    yield make_task("review", "review", on, today, {"late": late})


def _of_silence(standing: Standing, today: date) -> Iterable[Task]:
    last = standing.last_entry_on or standing.started_on or today
    if (today - last).days >= FIGURES["silent.days"]:
        yield make_task("silent", "silent", last, today, {})


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered to a task on a day; it rests until ``until``, None: as the answer says."""

    answer: Answer
    on: date
    until: date | None


def rests(task: Task, answered: Answered | None, today: date) -> bool:
    """Tell whether what was answered to a task lets it rest today."""
    if answered is None or not task.kind.answerable:
        return False
    if answered.until is not None:
        return today < answered.until
    # What was done once is due anew on a later day; what is not needed stays so.
    return answered.answer == "not_needed" or task.since <= answered.on


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """What a clinician answers: ``until`` is the day from which it is asked again, for "later" only."""

    answer: Answer
    reason: str = ""
    until: date | None = None


def answer_task(unit: UnitOfWork, episode_id: str, task: Task, typed: TypedAnswer, today: date) -> Changes:
    """Keep what was answered. Raises ``FieldError`` without a reason for "not needed", or for a day that has passed."""
    if not task.kind.answerable:
        raise FieldError("answer", "This task cannot be set aside; it goes when the work is done.")
    if typed.answer == "not_needed" and not typed.reason.strip():
        raise FieldError("reason", "Say why it is not needed.")
    if typed.answer == "later" and (typed.until is None or typed.until <= today):
        raise FieldError("until", "Choose a day after today, for instance +1w.")
    unit.task_answers.answer(episode_id, task.key, typed.answer, _rests_until(task, typed, today), typed.reason.strip())
    unit.commit()
    return Changes(episodes=frozenset({episode_id}))


def _rests_until(task: Task, typed: TypedAnswer, today: date) -> date | None:
    if typed.answer == "done":
        return None if task.kind.rests_days is None else today + timedelta(days=task.kind.rests_days)
    return typed.until if typed.answer == "later" else None
