"""What is due for the episodes, kept so that the board need not read every diary again."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from footrehab_desktop.records.repositories.base import Repository
from footrehab_desktop.records.schema import OutlookTable
from footrehab_desktop.records.values import Outlook


class Outlooks(Repository):
    """One outlook for an episode. Whoever changes an entry of the episode forgets it in the same transaction."""

    def all(self, version: str) -> dict[str, Mapping[str, Any]]:
        """Return the contents worked out by ``version``, by episode."""
        columns = (OutlookTable.episode_id, OutlookTable.content)
        return {row[0]: row[1] for row in self._rows(select(*columns).where(OutlookTable.version == version))}

    def get(self, episode_id: str, version: str) -> Mapping[str, Any] | None:
        """Return the content of one episode worked out by ``version``, None when there is none."""
        standing = (OutlookTable.episode_id == episode_id, OutlookTable.version == version)
        row = self._first(select(OutlookTable.content).where(*standing))
        return None if row is None else row[0]

    def put(self, outlooks: Iterable[Outlook]) -> None:
        """Keep outlooks in place of the former ones of the same episodes. They are no entries: nothing is noted."""
        given = tuple(outlooks)
        if given:
            self.forget(outlook.episode_id for outlook in given)
            rows = [
                {"episode_id": outlook.episode_id, "version": outlook.version, "content": dict(outlook.content)}
                for outlook in given
            ]
            self._transaction.writer(OutlookTable).execute(insert(OutlookTable), rows)

    def forget(self, episode_ids: Iterable[str]) -> None:
        """Forget the outlooks of episodes."""
        given = [{"known": episode_id} for episode_id in episode_ids]
        if given:
            known = OutlookTable.episode_id == bindparam("known")
            self._transaction.writer(OutlookTable).execute(delete(OutlookTable).where(known), given)
