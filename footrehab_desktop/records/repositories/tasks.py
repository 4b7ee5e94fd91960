"""What clinicians answered to the tasks of an episode. Answering again takes the former answer back."""

from datetime import date
from typing import Literal

from sqlalchemy import select

from footrehab_desktop.records.repositories.base import Repository
from footrehab_desktop.records.schema import TaskAnswerTable
from footrehab_desktop.records.values import TaskAnswer

_COLUMNS = (
    TaskAnswerTable.id,
    TaskAnswerTable.episode_id,
    TaskAnswerTable.task,
    TaskAnswerTable.answer,
    TaskAnswerTable.until,
    TaskAnswerTable.reason,
    TaskAnswerTable.created_at,
    TaskAnswerTable.created_by,
)


class TaskAnswers(Repository):
    """The answers to tasks, one standing for each task of an episode."""

    def answer(
        self,
        episode_id: str,
        task: str,
        answer: Literal["done", "later", "not_needed"],
        until: date | None,
        reason: str,
    ) -> None:
        """Keep the answer to a task; ``until`` is the day from which it is asked again, None: never."""
        self._transaction.writer()
        table = TaskAnswerTable
        standing = (table.episode_id == episode_id) & (table.task == task) & table.voided_at.is_(None)
        self._transaction.update(table, standing, self._voided("Replaced by a later entry"))
        row = {"episode_id": episode_id, "task": task, "answer": answer, "until": until, "reason": reason}
        self._transaction.insert(table, [{**self._transaction.created(), **row}])
        self._note("task.answered", episode_id, task=task, answer=answer)

    def for_episode(self, episode_id: str) -> tuple[TaskAnswer, ...]:
        """Return the standing answers of an episode, oldest first."""
        standing = (TaskAnswerTable.episode_id == episode_id, TaskAnswerTable.voided_at.is_(None))
        rows = self._rows(select(*_COLUMNS).where(*standing).order_by(TaskAnswerTable.created_at, TaskAnswerTable.id))
        return tuple(TaskAnswer(*row) for row in rows)
