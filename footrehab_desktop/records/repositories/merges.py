"""Two entries of one person joined: the episodes go over, the other entry stays and points to the one that is kept."""

from sqlalchemy import select

from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.failures import NotOnFileError, RestrictedError
from footrehab_desktop.records.repositories.base import Repository
from footrehab_desktop.records.repositories.patients import Patients
from footrehab_desktop.records.schema import EpisodeTable, PatientTable
from footrehab_desktop.records.schema_rights import MergeTable
from footrehab_desktop.records.values import Patient
from footrehab_desktop.records.values_rights import Merge

_COLUMNS = (
    MergeTable.id,
    MergeTable.kept_id,
    MergeTable.merged_id,
    MergeTable.moved,
    MergeTable.created_at,
    MergeTable.created_by,
)


class Merges(Repository):
    """The joinings that stand; undoing one leaves its row with the day and the name."""

    def join(self, kept_id: str, merged_id: str) -> Merge:
        """Move every episode of ``merged_id`` to ``kept_id``. Raises ``UserFixableError`` as ``check`` does."""
        self._transaction.writer()
        kept, merged = self.check(kept_id, merged_id)
        episodes = select(EpisodeTable.id).where(EpisodeTable.patient_id == merged_id).order_by(EpisodeTable.id)
        moved = [row[0] for row in self._rows(episodes)]
        created = self._transaction.created()
        row = {**created, "kept_id": kept.id, "merged_id": merged.id, "moved": moved}
        self._transaction.insert(MergeTable, [row])
        self._move(moved, kept_id)
        self._point(merged_id, kept_id)
        self._note("patient.merged", kept_id, merged=merged_id, episodes=len(moved))
        return Merge(created["id"], kept_id, merged_id, tuple(moved), created["created_at"], created["created_by"])

    def check(self, kept_id: str, merged_id: str) -> tuple[Patient, Patient]:
        """Return both entries, or raise ``UserFixableError`` when they cannot be joined."""
        kept, merged = (Patients(self._transaction).get(each) for each in (kept_id, merged_id))
        if kept_id == merged_id:
            raise UserFixableError("This is one and the same entry. Choose the other entry of this person.")
        if kept.merged_into or merged.merged_into:
            raise UserFixableError("One of the entries is joined with another already. Choose that one.")
        if kept.restricted_at or merged.restricted_at:
            raise RestrictedError
        return kept, merged

    def undo(self, merge_id: str) -> Merge:
        """Take a joining back: both entries are as they were; what came later stays with the entry that was kept.

        Raises ``NotOnFileError``, or ``UserFixableError`` while the kept entry is itself joined with another.
        """
        self._transaction.writer()
        own = MergeTable.id == merge_id
        row = self._one(select(*_COLUMNS).where(own, MergeTable.undone_at.is_(None)), "joining", merge_id)
        merge = _merge(tuple(row))
        if Patients(self._transaction).get(merge.kept_id).merged_into is not None:
            raise UserFixableError("The entry that was kept was joined with another later. Take that back first.")
        undone = {"undone_at": self._transaction.now(), "undone_by": self._transaction.clinician_id}
        self._transaction.update(MergeTable, own, undone)
        self._point(merge.merged_id, None)
        self._move(list(merge.moved), merge.merged_id)
        self._note("patient.unmerged", merge.kept_id, merged=merge.merged_id, episodes=len(merge.moved))
        return merge

    def standing(self, kept_id: str) -> tuple[Merge, ...]:
        """Return what was joined into an entry and stands, newest first."""
        statement = select(*_COLUMNS).where(MergeTable.kept_id == kept_id, MergeTable.undone_at.is_(None))
        return tuple(_merge(tuple(row)) for row in self._rows(statement.order_by(MergeTable.id.desc())))

    def into(self, patient_id: str) -> str:
        """Return the id of the entry that now stands for a person, the same one when it was not joined."""
        row = self._first(select(PatientTable.merged_into).where(PatientTable.id == patient_id))
        if row is None:
            raise NotOnFileError("patient", patient_id)
        return patient_id if row[0] is None else self.into(row[0])

    def _move(self, episodes: list[str], patient_id: str) -> None:
        if episodes:
            self._transaction.update(EpisodeTable, EpisodeTable.id.in_(episodes), {"patient_id": patient_id})

    def _point(self, merged_id: str, kept_id: str | None) -> None:
        """Let an entry point to another, or stand for itself again, and let the search find the right one."""
        writer, patients = self._transaction.writer(), Patients(self._transaction)
        former = patients.get(merged_id).merged_into
        self._transaction.update(PatientTable, PatientTable.id == merged_id, {"merged_into": kept_id})
        own = patients.search_words(merged_id)
        if kept_id is None:
            listed = [own] if former is None else [own, patients.search_words(former)]
            sqlite.index_patients(writer, listed)
        else:
            sqlite.unindex_patient(writer, own[0])
            sqlite.index_patients(writer, [patients.search_words(kept_id)])


def _merge(row: tuple[object, ...]) -> Merge:
    own_id, kept_id, merged_id, moved, *rest = row
    return Merge(own_id, kept_id, merged_id, tuple(moved), *rest)  # type: ignore[arg-type]  # the columns follow the fields
