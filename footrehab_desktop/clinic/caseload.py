"""The caseload for the board: the rows of the record with what is due, worked out again only for what changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from footrehab_desktop.clinic.case_building import EpisodeFile, load_episode
from footrehab_desktop.clinic.milestones import Milestone, milestones_of
from footrehab_desktop.clinic.outlook import OUTLOOK_VERSION, Due, due_on, read_standing, unread, work_out
from footrehab_desktop.clinic.tasks import standing_of_file
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression import CaseError
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Outlook, TaskAnswer
from footrehab_desktop.records.values_board import CaseloadRow


@dataclass(frozen=True, slots=True)
class Case:
    """One open episode with what is due; ``known`` is false until its outlook was worked out."""

    row: CaseloadRow
    due: Due
    known: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """Which of the episodes asked about left the board, and the cases that are new or changed."""

    gone: frozenset[str]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class EpisodeTasks:
    """What is due for one episode, what was reached, and what was answered to its tasks."""

    due: Due
    milestones: tuple[Milestone, ...]
    answers: tuple[TaskAnswer, ...]


def read_caseload(unit: UnitOfWork, today: date) -> Iterator[Case]:
    """Yield every open episode. Where no outlook is kept, only what the row itself tells is due.

    Outlooks by earlier rules are forgotten; the caller commits.
    """
    outdated = []
    for person, version, content in unit.caseload.with_outlook():
        if version == OUTLOOK_VERSION:
            yield _case(CaseloadRow(person, read_standing(content)), content, today)
        else:
            outdated.append(person.episode_id)
    unit.outlooks.forget(outdated)
    yield from _without_outlook(unit, today)


def read_changed(unit: UnitOfWork, concerned: frozenset[str] | None, today: date) -> Changed:
    """Return what is to be shown anew of the ``concerned`` episodes, which may have left the board; None: of all."""
    gone = concerned - unit.caseload.still_open(concerned) if concerned else frozenset[str]()
    return Changed(gone, _without_outlook(unit, today, concerned))


def _without_outlook(unit: UnitOfWork, today: date, among: frozenset[str] | None = None) -> tuple[Case, ...]:
    return tuple(_case(row, None, today) for row in unit.caseload.without_outlook(among))


def work_out_outlooks(
    unit: UnitOfWork, library: Library, forms: Forms, rows: Iterable[CaseloadRow], today: date
) -> tuple[Case, ...]:
    """Work out and keep the outlooks of a few episodes. One transaction: nobody can change them in between."""
    cases, outlooks = [], []
    for row in rows:
        episode_id = row.person.episode_id
        file = load_episode(unit, episode_id)
        content = _content(file, unit.task_answers.for_episode(episode_id), library, forms, today)
        outlooks.append(Outlook(episode_id, OUTLOOK_VERSION, content))
        cases.append(_case(row, content, today))
    unit.outlooks.put(outlooks)
    unit.commit()
    return tuple(cases)


def tasks_of_episode(unit: UnitOfWork, library: Library, forms: Forms, file: EpisodeFile, today: date) -> EpisodeTasks:
    """Return what is due for an episode that was read whole."""
    answers = unit.task_answers.for_episode(file.episode.id)
    content = unit.outlooks.get(file.episode.id, OUTLOOK_VERSION) or _content(file, answers, library, forms, today)
    details = file.episode.details
    due = due_on(
        content,
        standing_of_file(file),
        today,
        plan_start=details.plan_start,
        reassessed_on=details.reassessed_on,
    )
    return EpisodeTasks(due, milestones_of(file, forms, today), answers)


def _content(
    file: EpisodeFile, answers: tuple[TaskAnswer, ...], library: Library, forms: Forms, today: date
) -> dict[str, Any]:
    try:
        return work_out(file, answers, library, forms, today)
    except (CaseError, UserFixableError):
        return unread(file, today)


def _case(row: CaseloadRow, content: Mapping[str, Any] | None, today: date) -> Case:
    person = row.person
    due = due_on(content, row.standing, today, plan_start=person.plan_start, reassessed_on=person.reassessed_on)
    return Case(row, due, content is not None)
