"""Plans: each saving is a new version, the old ones stay readable."""

from collections.abc import Iterable

from sqlalchemy import func, select

from footrehab_desktop.records.ids import new_id
from footrehab_desktop.records.repositories.base import AnyRow, AnySelect, Repository, columns_of, row_of
from footrehab_desktop.records.schema import PlanItemTable, PlanTable
from footrehab_desktop.records.values import Plan, PlanItem

_ITEM = columns_of(PlanItem, PlanItemTable)
_PLAN = (
    PlanTable.id,
    PlanTable.episode_id,
    PlanTable.version,
    PlanTable.run_table,
    PlanTable.note,
    PlanTable.created_at,
    PlanTable.created_by,
    PlanTable.decision_id,
    PlanTable.run_days,
)


class Plans(Repository):
    """What an episode's patient is asked to do."""

    def save(
        self,
        episode_id: str,
        items: Iterable[PlanItem],
        run_table: str | None,
        note: str = "",
        decision_id: str | None = None,
        run_days: str | None = None,
    ) -> Plan:
        """Save the next version of the plan. Raises ``NotOnFileError`` if episode or decision is unknown."""
        self._transaction.writer()
        newest = self._first(select(func.max(PlanTable.version)).where(PlanTable.episode_id == episode_id))
        version = ((newest[0] if newest else None) or 0) + 1
        created = self._transaction.created()
        own_row = {"episode_id": episode_id, "version": version, "run_table": run_table, "note": note}
        row = {**created, **own_row, "decision_id": decision_id, "run_days": run_days}
        self._transaction.insert(PlanTable, [row])
        kept = tuple(items)
        own = {"plan_id": created["id"], "origin": self._transaction.origin}
        self._transaction.insert(
            PlanItemTable,
            [{"id": new_id(), **own, "position": place, **row_of(item)} for place, item in enumerate(kept)],
        )
        self._note("plan.saved", created["id"], episode=episode_id, version=version)
        when, who = created["created_at"], created["created_by"]
        return Plan(created["id"], episode_id, version, kept, run_table, note, when, who, decision_id, run_days)

    def current(self, episode_id: str) -> Plan | None:
        """Return the newest version, if there is a plan."""
        row = self._first(_select(episode_id).limit(1))
        return None if row is None else self._plan(row)

    def versions(self, episode_id: str) -> tuple[Plan, ...]:
        """Return every version, newest first."""
        return tuple(self._plan(row) for row in self._rows(_select(episode_id)))

    def _plan(self, row: AnyRow) -> Plan:
        plan_id, episode_id, version, *rest = row
        statement = select(*_ITEM).where(PlanItemTable.plan_id == plan_id).order_by(PlanItemTable.position)
        items = tuple(PlanItem(*item) for item in self._rows(statement))
        return Plan(plan_id, episode_id, version, items, *rest)


def _select(episode_id: str) -> AnySelect:
    statement = select(*_PLAN).where(PlanTable.episode_id == episode_id, PlanTable.voided_at.is_(None))
    return statement.order_by(PlanTable.version.desc())
