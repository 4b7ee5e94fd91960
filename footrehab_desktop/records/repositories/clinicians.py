"""Who works with the record. Their keys lie in the key file; the record adds both together."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from footrehab_desktop.records.failures import LastLeadError, NotOnFileError
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

    def set_role(self, clinician_id: str, role: Role) -> None:
        """Change a role. Raises ``LastLeadError`` when nobody would be a lead any more, ``NotOnFileError``."""
        if role != "lead":
            self._check_other_lead(clinician_id)
        self._change(clinician_id, {"role": role})
        self._note("clinician.role", clinician_id, role=role)

    def deactivate(self, clinician_id: str) -> None:
        """Note that somebody was removed; the row stays, for the name. Raises as ``set_role``."""
        self._check_other_lead(clinician_id)
        self._change(clinician_id, {"active": False})
        self._note("clinician.removed", clinician_id)

    def get(self, clinician_id: str) -> Clinician:
        """Return one clinician or raise ``NotOnFileError``."""
        statement = select(*_COLUMNS).where(ClinicianTable.id == clinician_id)
        return Clinician(*self._one(statement, "clinician", clinician_id))

    def all(self) -> tuple[Clinician, ...]:
        """Return everybody, in the order they were added."""
        return tuple(Clinician(*row) for row in self._rows(select(*_COLUMNS).order_by(ClinicianTable.id)))

    def _check_other_lead(self, clinician_id: str) -> None:
        self._transaction.writer()
        leads = {clinician.id for clinician in self.all() if clinician.active and clinician.role == "lead"}
        if leads == {clinician_id}:
            raise LastLeadError

    def _change(self, clinician_id: str, values: Mapping[str, Any]) -> None:
        there = (ClinicianTable.id == clinician_id) & ClinicianTable.active
        if not self._transaction.update(ClinicianTable, there, values):
            raise NotOnFileError("clinician", clinician_id)
