"""What was printed for the patient, byte for byte."""

from sqlalchemy import literal, select

from footrehab_desktop.records.repositories.base import Repository, row_of
from footrehab_desktop.records.schema import HandoutTable
from footrehab_desktop.records.values import Handout, PrintedSheet

_BEFORE = (
    HandoutTable.id,
    HandoutTable.episode_id,
    HandoutTable.kind,
    HandoutTable.title,
    HandoutTable.paper,
    HandoutTable.pages,
)
_AFTER = (
    HandoutTable.created_at,
    HandoutTable.created_by,
    HandoutTable.sheet_id,
    HandoutTable.layout,
    HandoutTable.options,
)
_WITHOUT_PDF = literal(b"")


class Handouts(Repository):
    """The sheets that left the practice."""

    def add(self, episode_id: str, sheet: PrintedSheet) -> Handout:
        """Keep a copy of a sheet. Raises ``NotOnFileError`` if the episode is unknown."""
        created = self._transaction.created()
        row = {
            **created,
            **row_of(sheet),
            "episode_id": episode_id,
            "layout": None if sheet.layout is None else dict(sheet.layout),
            "options": None if sheet.options is None else dict(sheet.options),
        }
        self._transaction.insert(HandoutTable, [row])
        self._note("handout.added", created["id"], episode=episode_id, kind=sheet.kind, pages=sheet.pages)
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
