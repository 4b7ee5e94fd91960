"""An unlocked clinic: the open record with what every use case needs beside it."""

from dataclasses import dataclass

from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Clinician


@dataclass(frozen=True, slots=True)
class ClinicSession:
    """Lives from unlocking to locking. Pages get it from the composition root and never keep a unit of work."""

    record: Record
    library: Library
    forms: Forms

    @property
    def clinician(self) -> Clinician:
        """Return who is signed in."""
        return self.record.clinician

    def unit_of_work(self) -> UnitOfWork:
        """Return one transaction, to be used in a ``with`` block on the thread that asks for it."""
        return self.record.unit_of_work()

    def close(self) -> None:
        """Lock: the record is closed and its key forgotten."""
        self.record.close()
