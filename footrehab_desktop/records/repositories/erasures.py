"""Erasing a patient: every row in every table goes; a line without name stays, so that a backup is erased again."""

from collections.abc import Iterable

from sqlalchemy import delete, select, update

from footrehab_desktop.records import sqlite
from footrehab_desktop.records.patient_rows import OF_PATIENTS, rows_of
from footrehab_desktop.records.repositories.base import Repository, row_of
from footrehab_desktop.records.repositories.decisions import ERASED_EPISODES, PATIENT_ERASED, PATIENT_ERASED_AGAIN
from footrehab_desktop.records.repositories.merges import Merges
from footrehab_desktop.records.repositories.patients import Patients
from footrehab_desktop.records.schema import Base, EpisodeTable, PatientTable
from footrehab_desktop.records.schema_rights import ErasureTable
from footrehab_desktop.records.values import ErasureReason
from footrehab_desktop.records.values_rights import Erasure

_COLUMNS = (
    ErasureTable.patient_id,
    ErasureTable.record_number,
    ErasureTable.reason,
    ErasureTable.rows,
    ErasureTable.created_at,
    ErasureTable.created_by,
)


class Erasures(Repository):
    """What was erased. ``records.erasing`` writes the file anew afterwards."""

    def erase(self, patient_id: str, reason: ErasureReason) -> tuple[Erasure, ...]:
        """Delete every row about a person, joined entries too. Raises ``NotOnFileError``.

        The audit trail is kept: it holds ids and codes only.
        """
        self._transaction.writer()
        patients = Patients(self._transaction)
        entries = [patients.get(each) for each in patients.group(patient_id)]
        erased = []
        for entry in reversed(entries):
            created = self._transaction.created()
            episodes = self._episodes(entry.id)
            counts = self._delete((entry.id,))
            row = {"patient_id": entry.id, "record_number": entry.record_number, "reason": reason, "rows": counts}
            self._transaction.insert(ErasureTable, [{**created, **row}])
            told = {"reason": reason, "rows": sum(counts.values()), ERASED_EPISODES: episodes}
            self._note(PATIENT_ERASED, entry.id, **told)
            when, who = created["created_at"], created["created_by"]
            erased.append(Erasure(entry.id, entry.record_number, reason, counts, when, who))
        self._rebuild_search()
        return tuple(erased)

    def all(self) -> tuple[Erasure, ...]:
        """Return every erasure, newest first."""
        return tuple(Erasure(*row) for row in self._rows(select(*_COLUMNS).order_by(ErasureTable.id.desc())))

    def still_on_file(self, erasures: Iterable[Erasure]) -> tuple[Erasure, ...]:
        """Return those of the erasures whose patient this record holds, as a restored older backup does."""
        wanted = {erasure.patient_id: erasure for erasure in erasures}
        found = self._rows(select(PatientTable.id).where(PatientTable.id.in_(wanted)))
        return tuple(wanted[row[0]] for row in found)

    def repeat(self, erasures: Iterable[Erasure]) -> int:
        """Erase again whom this record holds although they were erased; return how many."""
        again = self.still_on_file(erasures)
        self._take_apart({erasure.patient_id for erasure in again})
        for erasure in again:
            episodes = self._episodes(erasure.patient_id)
            counts = self._delete((erasure.patient_id,))
            row = {**self._transaction.created(), **row_of(erasure, skip=frozenset({"erased_at", "erased_by"}))}
            self._transaction.insert(ErasureTable, [{**row, "rows": counts}])
            told = {"rows": sum(counts.values()), ERASED_EPISODES: episodes}
            self._note(PATIENT_ERASED_AGAIN, erasure.patient_id, **told)
        if again:
            self._rebuild_search()
        return len(again)

    def _episodes(self, patient_id: str) -> list[str]:
        """Return the ids that the trail keeps: what it says of decisions in these episodes is missed by nobody."""
        ids = select(EpisodeTable.id).where(EpisodeTable.patient_id == patient_id).order_by(EpisodeTable.id)
        return [row[0] for row in self._rows(ids)]

    def _delete(self, patient_ids: tuple[str, ...]) -> dict[str, int]:
        """Delete the rows of all tables; those that are reached over others go before them."""
        counts = {}
        for table in _children_first():
            where = rows_of(table, patient_ids)
            removed = self._transaction.writer().execute(delete(table).where(where)).rowcount
            if removed:
                counts[table.__tablename__] = removed
        return counts

    def _take_apart(self, erased: set[str]) -> None:
        """Give back what was joined into an erased entry and is not erased itself; let no erased one hold another."""
        merges = Merges(self._transaction)
        for merge in (merge for each in sorted(erased) for merge in merges.standing(each)):
            if merge.merged_id not in erased:
                merges.undo(merge.id)
        freed = update(PatientTable).where(PatientTable.id.in_(erased)).values(merged_into=None)
        self._transaction.writer().execute(freed)

    def _rebuild_search(self) -> None:
        """Write the index anew: a word that was only taken out would stay in its pages."""
        writer, patients = self._transaction.writer(), Patients(self._transaction)
        sqlite.empty_search_index(writer)
        sqlite.index_patients(writer, patients.all_search_words())


def _children_first() -> list[type[Base]]:
    by_name = {table.__tablename__: table for table in OF_PATIENTS}
    ordered = [by_name[table.name] for table in reversed(Base.metadata.sorted_tables) if table.name in by_name]
    return sorted(ordered, key=lambda table: OF_PATIENTS[table][0] != "any")
