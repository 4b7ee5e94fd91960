"""Episodes: one injury of one patient each."""

from datetime import date

from sqlalchemy import select

from footrehab_desktop.records.repositories.base import AnySelect, Repository, changed_fields, columns_of, row_of
from footrehab_desktop.records.schema import EpisodeTable
from footrehab_desktop.records.values import Episode, EpisodeDetails

_DETAILS = columns_of(EpisodeDetails, EpisodeTable)
_COLUMNS = (
    EpisodeTable.id,
    EpisodeTable.patient_id,
    EpisodeTable.created_at,
    EpisodeTable.closed_on,
    *_DETAILS,
)


class Episodes(Repository):
    """The injuries on file."""

    def add(self, patient_id: str, details: EpisodeDetails) -> Episode:
        """Open an episode. Raises ``NotOnFileError`` if the patient is unknown."""
        created = self._transaction.created()
        self._transaction.insert(
            EpisodeTable, [{**created, "patient_id": patient_id, "closed_on": None, **row_of(details)}]
        )
        self._note("episode.added", created["id"], patient=patient_id)
        return Episode(created["id"], patient_id, details, created["created_at"])

    def get(self, episode_id: str) -> Episode:
        """Return one episode or raise ``NotOnFileError``."""
        row = self._one(_select().where(EpisodeTable.id == episode_id), "episode", episode_id)
        return _episode(tuple(row))

    def for_patient(self, patient_id: str) -> tuple[Episode, ...]:
        """Return a patient's episodes, newest first."""
        statement = _select().where(EpisodeTable.patient_id == patient_id)
        return self._newest_first(statement)

    def active(self) -> tuple[Episode, ...]:
        """Return every episode that is not closed, newest first."""
        return self._newest_first(_select().where(EpisodeTable.closed_on.is_(None)))

    def update(self, episode_id: str, details: EpisodeDetails) -> None:
        """Change an episode's details; what they were before is kept."""
        old = self.get(episode_id).details
        changed = changed_fields(old, details)
        if not changed:
            return
        self._keep_earlier("episode", episode_id, old)
        self._transaction.update(EpisodeTable, EpisodeTable.id == episode_id, row_of(details))
        self._note("episode.changed", episode_id, fields=changed)

    def close(self, episode_id: str, on: date) -> None:
        """Close an episode at discharge."""
        self.get(episode_id)
        self._transaction.update(EpisodeTable, EpisodeTable.id == episode_id, {"closed_on": on})
        self._note("episode.closed", episode_id)

    def _newest_first(self, statement: AnySelect) -> tuple[Episode, ...]:
        ordered = statement.order_by(EpisodeTable.created_at.desc(), EpisodeTable.id.desc())
        return tuple(_episode(tuple(row)) for row in self._rows(ordered))


def _select() -> AnySelect:
    return select(*_COLUMNS).where(EpisodeTable.voided_at.is_(None))


def _episode(row: tuple[object, ...]) -> Episode:
    episode_id, patient_id, opened_at, closed_on, *details = row
    return Episode(episode_id, patient_id, EpisodeDetails(*details), opened_at, closed_on)  # type: ignore[arg-type]  # the columns follow the fields
