"""The caseload for the board: the rows of the record with what is due, worked out again only for what changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from footrehab_desktop.clinic.case_building import EpisodeFile, load_episode
from footrehab_desktop.clinic.milestones import Milestone, milestones_of
from footrehab_desktop.clinic.outlook import OUTLOOK_VERSION, Due, due_on, unread, work_out
from footrehab_desktop.clinic.tasks import standing_of_file, standing_of_row
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression import CaseError
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import CaseloadRow, Outlook, TaskAnswer


@dataclass(frozen=True, slots=True)
class Case:
    """One open episode with what is due; ``known`` is false until its outlook was worked out."""

    row: CaseloadRow
    due: Due
    known: bool


@dataclass(frozen=True, slots=True)
class Changed:
    """What is on the board now, and the cases that are new or changed since their outlook was worked out."""

    on_board: frozenset[str]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class EpisodeTasks:
    """What is due for one episode, what was reached, and what was answered to its tasks."""

    due: Due
    milestones: tuple[Milestone, ...]
    answers: tuple[TaskAnswer, ...]


def read_caseload(unit: UnitOfWork, today: date) -> tuple[Case, ...]:
    """Return every open episode. Where no outlook is kept, only what the row itself tells is due."""
    outlooks = unit.outlooks.all(OUTLOOK_VERSION)
    return tuple(_case(row, outlooks.get(row.episode_id), today) for row in unit.caseload.rows())


def read_changed(unit: UnitOfWork, today: date) -> Changed:
    """Return what is to be shown anew since the caseload was read."""
    rows = unit.caseload.without_outlook(OUTLOOK_VERSION)
    return Changed(unit.caseload.open_episodes(), tuple(_case(row, None, today) for row in rows))


def work_out_outlooks(
    unit: UnitOfWork, library: Library, forms: Forms, rows: Iterable[CaseloadRow], today: date
) -> tuple[Case, ...]:
    """Work out and keep the outlooks of a few episodes. One transaction: nobody can change them in between."""
    cases, outlooks = [], []
    for row in rows:
        file = load_episode(unit, row.episode_id)
        content = _content(file, unit.task_answers.for_episode(row.episode_id), library, forms, today)
        outlooks.append(Outlook(row.episode_id, OUTLOOK_VERSION, content))
        cases.append(_case(row, content, today))
    unit.outlooks.put(outlooks)
    unit.commit()
    return tuple(cases)


def tasks_of_episode(unit: UnitOfWork, library: Library, forms: Forms, file: EpisodeFile, today: date) -> EpisodeTasks:
    """Return what is due for an episode that was read whole."""
    answers = unit.task_answers.for_episode(file.episode.id)
    content = unit.outlooks.get(file.episode.id, OUTLOOK_VERSION) or _content(file, answers, library, forms, today)
    return EpisodeTasks(due_on(content, standing_of_file(file), today), milestones_of(file, forms, today), answers)


def _content(
    file: EpisodeFile, answers: tuple[TaskAnswer, ...], library: Library, forms: Forms, today: date
) -> dict[str, Any]:
    try:
        return work_out(file, answers, library, forms, today)
    except (CaseError, UserFixableError):
        return unread(today)


def _case(row: CaseloadRow, content: Mapping[str, Any] | None, today: date) -> Case:
    return Case(row, due_on(content, standing_of_row(row), today), content is not None)
