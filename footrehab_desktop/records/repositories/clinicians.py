"""Who works with the record. Their keys lie in the key file; the record adds both together."""

from sqlalchemy import select

from footrehab_desktop.records.ids import new_id
from footrehab_desktop.records.repositories.base import Repository, columns_of
from footrehab_desktop.records.schema import ClinicianTable
from footrehab_desktop.records.values import Clinician, Role

_COLUMNS = columns_of(Clinician, ClinicianTable)


class Clinicians(Repository):
    """The people whose ids stand on what they wrote."""

    def add(self, name: str, role: Role = "clinician", clinician_id: str | None = None) -> Clinician:
        """Add a clinician; ``clinician_id`` is given only for the first one of a new record."""
        clinician = Clinician(clinician_id or new_id(), name, role)
        row = {
            "id": clinician.id,
            "origin": self._transaction.origin,
            "name": name,
            "role": role,
            "active": True,
            "created_at": self._transaction.now(),
        }
        self._transaction.insert(ClinicianTable, [row])
        self._note("clinician.added", clinician.id, role=role)
        return clinician

    def get(self, clinician_id: str) -> Clinician:
        """Return one clinician or raise ``NotOnFileError``."""
        statement = select(*_COLUMNS).where(ClinicianTable.id == clinician_id)
        return Clinician(*self._one(statement, "clinician", clinician_id))

    def all(self) -> tuple[Clinician, ...]:
        """Return everybody, in the order they were added."""
        return tuple(Clinician(*row) for row in self._rows(select(*_COLUMNS).order_by(ClinicianTable.id)))
