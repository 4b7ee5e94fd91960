"""What was printed for the patient, byte for byte."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import literal, select

from footrehab_desktop.records.repositories.base import Repository
from footrehab_desktop.records.schema import HandoutTable
from footrehab_desktop.records.values import Handout, Paper

_BEFORE = (
    HandoutTable.id,
    HandoutTable.episode_id,
    HandoutTable.kind,
    HandoutTable.title,
    HandoutTable.paper,
    HandoutTable.pages,
)
_AFTER = (HandoutTable.created_at, HandoutTable.created_by, HandoutTable.sheet_id, HandoutTable.layout)
_WITHOUT_PDF = literal(b"")


class Handouts(Repository):
    """The sheets that left the practice."""

    def add(
        self,
        episode_id: str,
        kind: str,
        title: str,
        paper: Paper,
        pages: int,
        pdf: bytes,
        *,
        sheet_id: str | None = None,
        layout: Mapping[str, Any] | None = None,
    ) -> Handout:
        """Keep a copy of a sheet. Raises ``NotOnFileError`` if the episode is unknown."""
        created = self._transaction.created()
        row = {
            **created,
            "episode_id": episode_id,
            "kind": kind,
            "title": title,
            "paper": paper,
            "pages": pages,
            "pdf": pdf,
            "sheet_id": sheet_id,
            "layout": None if layout is None else dict(layout),
        }
        self._transaction.insert(HandoutTable, [row])
        self._note("handout.added", created["id"], episode=episode_id, kind=kind, pages=pages)
        return self.get(created["id"])

    def for_episode(self, episode_id: str) -> tuple[Handout, ...]:
        """Return an episode's handouts, newest first, without their bytes."""
        statement = select(*_BEFORE, _WITHOUT_PDF, *_AFTER).where(
            HandoutTable.episode_id == episode_id, HandoutTable.voided_at.is_(None)
        )
        ordered = statement.order_by(HandoutTable.created_at.desc(), HandoutTable.id.desc())
        return tuple(Handout(*row) for row in self._rows(ordered))

    def get(self, handout_id: str) -> Handout:
        """Return one handout with its bytes, or raise ``NotOnFileError``."""
        statement = select(*_BEFORE, HandoutTable.pdf, *_AFTER).where(HandoutTable.id == handout_id)
        return Handout(*self._one(statement, "handout", handout_id))
