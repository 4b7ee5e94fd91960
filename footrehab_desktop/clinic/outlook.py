"""An episode's outlook: what is due and from which day, as JSON that stays right as days pass.

It is worked out once from everything on file and kept; any change of the episode forgets it. A later day is read off it
without the diary.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from footrehab_desktop.clinic.case_building import EpisodeFile, adherence_of
from footrehab_desktop.clinic.diary_exercises import shares_done
from footrehab_desktop.clinic.outcome_schedule import outcome_due, schedule_start
from footrehab_desktop.clinic.tasks import (
    Answered,
    Task,
    entry_days,
    make_task,
    rests,
    standing_of_file,
    standing_tasks,
)
from footrehab_desktop.clinic.tasks_core import Item, core_items, days_of_shares, phase_entered
from footrehab_desktop.clinic.tasks_figures import FIGURES
from footrehab_desktop.clinic.tasks_sections import section_items
from footrehab_desktop.clinic.usual_time import usual_time
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression import RULES_VERSION
from footrehab_desktop.progression.measures import measure_due
from footrehab_desktop.records.values import TaskAnswer
from footrehab_desktop.records.values_board import Standing

OUTLOOK_VERSION: Final = f"{RULES_VERSION}/5"
ONE_DAY: Final = timedelta(days=1)
_DAYS: Final = ("started_on", "decided_on", "next_review_on", "last_entry_on")


@dataclass(frozen=True, slots=True)
class Due:
    """What an episode asks for on a day, the most urgent first, and how much of the exercises was done in percent."""

    tasks: tuple[Task, ...]
    adherence_pct: int | None


def work_out(
    file: EpisodeFile, answers: Iterable[TaskAnswer], library: Library, forms: Forms, today: date
) -> dict[str, Any]:
    """Return the outlook of an episode from ``today`` on, as JSON: lists, as thousands are read at once."""
    last = entry_days(file)[-int(FIGURES["coverage.days"]) :]
    return {
        "standing": standing_json(standing_of_file(file)),
        "entries": [day.isoformat() for day in last],
        "adherence": list(_adherence(shares_done(file.days, file.exercises), today)),
        "measures": _measures(file, today),
        "items": [_item_json(item) for item in _items(file, library, forms, today)],
        "answers": [_answer_json(answer) for answer in answers],
    }


def standing_json(standing: Standing) -> dict[str, Any]:
    """Return where an episode stands as JSON: the board need not look for it again."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(standing).items()}


def read_standing(content: Mapping[str, Any]) -> Standing:
    """Return where an episode stands, as its outlook has it."""
    values = dict(content["standing"])
    for name in _DAYS:
        if values[name]:
            values[name] = date.fromisoformat(values[name])
    return Standing(**values)


def unread(file: EpisodeFile, today: date) -> dict[str, Any]:
    """Return the outlook of an episode that the rules do not take: it says so, and nothing is guessed."""
    item = _item_json(Item("unread", "unread", today, {}))
    standing = standing_json(standing_of_file(file))
    return {"standing": standing, "entries": [], "adherence": [], "measures": {}, "items": [item], "answers": []}


def _items(file: EpisodeFile, library: Library, forms: Forms, today: date) -> Iterator[Item]:
    if file.state is None:
        return
    protocol = library.protocol(file.episode.details.condition)
    duration = protocol.phase(str(file.state.state["phase"])).duration if protocol else ""
    usual = usual_time(duration)
    sections = tuple(section_items(file, forms, today))
    ladder = any(item.kind == "exposure" for item in sections)
    yield from sections
    yield from (item for item in core_items(file, forms, today, usual) if not (ladder and item.kind == "fear"))
    if usual is not None:
        entered = phase_entered(file)
        values = {"phase": file.state.state["phase"], "usual": duration, "entered": format_date(entered)}
        yield Item("stuck", f"stuck:{file.state.state['phase']}", entered, values, entered + usual.longest + ONE_DAY)


def _adherence(shares: Mapping[date, float], today: date) -> Iterator[tuple[str, int | None]]:
    """Yield each day from which another share of the exercises was done, as long as nothing new is written."""
    former = None
    for day in days_of_shares(shares, today):
        present = adherence_of(shares, day)
        if present != former:
            yield day.isoformat(), present
        former = present


def _measures(file: EpisodeFile, today: date) -> dict[str, Any]:
    """Return the day that the schedule of measures counts from, and when each of them was taken last."""
    if not file.assessments:
        return {}
    taken = {due.measure: due.last_on.isoformat() if due.last_on else None for due in outcome_due(file, today)}
    return {"start": schedule_start(file, today).isoformat(), "taken": taken}


def _item_json(item: Item) -> list[Any]:
    first, until = item.first or item.since, item.until.isoformat() if item.until else None
    return [item.kind, item.key, item.since.isoformat(), first.isoformat(), until, dict(item.values)]


def _answer_json(answer: TaskAnswer) -> dict[str, Any]:
    on = answer.answered_at.astimezone().date().isoformat()
    until = answer.until.isoformat() if answer.until else None
    return {"task": answer.task, "answer": answer.answer, "until": until, "on": on}


def _answered(content: Mapping[str, Any]) -> dict[str, Answered]:
    return {
        each["task"]: Answered(
            each["answer"], date.fromisoformat(each["on"]), date.fromisoformat(each["until"]) if each["until"] else None
        )
        for each in content["answers"]
    }


def due_on(
    content: Mapping[str, Any] | None, standing: Standing, today: date, *, plan_start: date, reassessed_on: date | None
) -> Due:
    """Return what is due on a day; without an outlook only what the standing says."""
    found = list(standing_tasks(standing, plan_start, reassessed_on, today))
    adherence = None
    if content is not None and standing.assessed:
        day = today.isoformat()
        found += _read_items(content["items"], day, today)
        found += _read_measures(content["measures"], today)
        found += _read_coverage(content["entries"], plan_start, today)
        answers = _answered(content)
        found = [task for task in found if not rests(task, answers.get(task.key), today)]
        adherence = next((share for since, share in reversed(content["adherence"]) if since <= day), None)
    return Due(tuple(sorted(found, key=lambda task: (task.kind.rank, task.since, task.key))), adherence)


def _read_items(items: Iterable[Sequence[Any]], day: str, today: date) -> Iterator[Task]:
    for kind, key, since, first, until, values in items:
        if first <= day and (until is None or day < until):
            yield make_task(kind, key, date.fromisoformat(since), today, values)


def _read_measures(measures: Mapping[str, Any], today: date) -> Iterator[Task]:
    for measure, last in measures.get("taken", {}).items():
        week, due = _measure_due(measures["start"], last, today)
        if due <= today:
            when = f"week {week}" if week else "with the first assessment"
            words = format_date(date.fromisoformat(last)) if last else "never"
            values = {"measure": measure, "when": when, "last": words}
            yield make_task("measure", f"measure:{measure}", due, today, values)


@lru_cache(maxsize=4096)
def _measure_due(start: str, last: str | None, today: date) -> tuple[int, date]:
    """Return week and day of a measure; on a board of thousands the same few days come again and again."""
    return measure_due(date.fromisoformat(start), date.fromisoformat(last) if last else None, today)


def _read_coverage(entries: Sequence[str], plan_start: date, today: date) -> Iterator[Task]:
    """Yield the task for a week with few entries; a week without any is silence, and the first week is not over."""
    window, least = int(FIGURES["coverage.days"]), int(FIGURES["coverage.least"])
    if (today - plan_start).days < window:
        return
    first, last = (today - (window - 1) * ONE_DAY).isoformat(), today.isoformat()
    noted = sum(first <= day <= last for day in entries)
    if 0 < noted < least:
        values = {"noted": noted, "window": window, "least": least}
        yield make_task("coverage", "coverage", date.fromisoformat(entries[-1]), today, values)
