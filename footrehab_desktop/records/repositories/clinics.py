"""The practice itself."""

from sqlalchemy import select, true

from footrehab_desktop.records.ids import new_id
from footrehab_desktop.records.repositories.base import Repository, changed_fields, columns_of, row_of
from footrehab_desktop.records.schema import ClinicTable
from footrehab_desktop.records.values import Clinic

_COLUMNS = columns_of(Clinic, ClinicTable)


class Clinics(Repository):
    """The one row that describes the practice."""

    def get(self) -> Clinic:
        """Return the practice. Raises ``NotOnFileError`` before the first ``save``."""
        return Clinic(*self._one(select(*_COLUMNS), "clinic", ""))

    def save(self, clinic: Clinic) -> None:
        """Set what the practice is called and prints on."""
        old = self._first(select(*_COLUMNS))
        if old is None:
            row = {"id": new_id(), "origin": self._transaction.origin, **row_of(clinic)}
            self._transaction.insert(ClinicTable, [row])
            self._note("clinic.added", row["id"])
            return
        self._transaction.update(ClinicTable, true(), row_of(clinic))
        self._note("clinic.changed", "", fields=changed_fields(Clinic(*old), clinic))
