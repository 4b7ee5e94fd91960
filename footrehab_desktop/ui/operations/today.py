"""What the board asks of the clinic: each opens its own unit of work and returns plain values."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.caseload import (
    EpisodeTasks,
    read_caseload,
    read_changed,
    tasks_of_episode,
    work_out_outlooks,
)
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.decision_view import DecisionView, view_decision
from footrehab_desktop.clinic.tasks import Task, TypedAnswer, answer_task
from footrehab_desktop.records.values import Paper
from footrehab_desktop.records.values_board import CaseloadRow
from footrehab_desktop.ui.presenters.today import BoardRow, board_row, board_rows

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession

PORTION = 2


@dataclass(frozen=True, slots=True)
class Glance:
    """Rows for the board, which episodes left it, and the ones to work out next."""

    rows: tuple[BoardRow, ...]
    gone: frozenset[str]
    waiting: tuple[CaseloadRow, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of one episode beside the board."""

    episode_id: str
    tasks: EpisodeTasks
    decision: DecisionView | None


@dataclass(frozen=True, slots=True)
class DaySheet:
    """The list of the day as a PDF, the name it is saved by and the clinic's paper."""

    pdf: bytes
    file_name: str
    paper: Paper


def read_board(session: "ClinicSession", *, today: date) -> Glance:
    """Return the whole board. Of each case only its row is kept: thousands of tasks are not shown at once."""
    rows, waiting = [], []
    with session.unit_of_work() as unit:
        for case in read_caseload(unit, today):
            rows.append(board_row(case, today))
            if not case.known:
                waiting.append(case.row)
        unit.commit()
    return Glance(tuple(rows), frozenset(), tuple(waiting))


def read_changes(session: "ClinicSession", *, concerned: frozenset[str] | None, today: date) -> Glance:
    """Return what changed among the concerned episodes (None: all); a few changed ones are worked out at once."""
    with session.unit_of_work() as unit:
        changed = read_changed(unit, concerned, today)
        waiting = tuple(case.row for case in changed.cases)
        cases = changed.cases
        if 0 < len(waiting) <= PORTION:
            cases, waiting = work_out_outlooks(unit, session.library, session.forms, waiting, today), ()
    return Glance(board_rows(cases, today), changed.gone, waiting)


def work_out_portion(session: "ClinicSession", *, rows: tuple[CaseloadRow, ...], today: date) -> tuple[BoardRow, ...]:
    """Work out what is due for a few episodes and keep it."""
    with session.unit_of_work() as unit:
        return board_rows(work_out_outlooks(unit, session.library, session.forms, rows, today), today)


def read_preview(session: "ClinicSession", *, episode_id: str, today: date) -> Preview:
    """Return the tasks, milestones and last decision of one episode."""
    with session.unit_of_work() as unit:
        file = load_episode(unit, episode_id)
        tasks = tasks_of_episode(unit, session.library, session.forms, file, today)
    return Preview(episode_id, tasks, view_decision(file.decisions[-1]) if file.decisions else None)


def keep_answer(session: "ClinicSession", *, episode_id: str, task: Task, typed: TypedAnswer, today: date) -> Changes:
    """Keep what was answered to a task."""
    with session.unit_of_work() as unit:
        return answer_task(unit, episode_id, task, typed, today)


def day_sheet(session: "ClinicSession", *, rows: tuple[BoardRow, ...], today: date) -> DaySheet:
    """Make the list of the day. What draws it is imported here, on the worker."""
    from footrehab_desktop.clinic.day_list import prepare_day_list
    from footrehab_desktop.handouts.content_clinician import DayLine

    lines = tuple(
        DayLine(row.name, row.born_on, f"{row.side}, {row.condition}", row.standing, (row.why, *row.more))
        for row in rows
    )
    with session.unit_of_work() as unit:
        return DaySheet(prepare_day_list(unit, lines, today), f"day-{today.isoformat()}.pdf", unit.clinics.get().paper)
