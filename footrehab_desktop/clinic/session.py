"""An unlocked clinic: the open record with what every use case needs beside it."""

from dataclasses import dataclass, field

from footrehab_desktop.clinic.clinic_library import clinic_library
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Clinician


@dataclass(slots=True)
class ClinicSession:
    """Lives from unlocking to locking. Pages get it from the composition root and never keep a unit of work.

    ``shipped`` is the library as the program brings it, ``library`` with what the clinic added; ``left_out`` names
    what of that this version of the program cannot read. ``looked_at`` are the patients whose opening is noted.
    """

    record: Record
    shipped: Library
    forms: Forms
    library: Library = field(init=False)
    left_out: tuple[str, ...] = field(init=False)
    looked_at: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.renew_library()

    @property
    def clinician(self) -> Clinician:
        """Return who is signed in."""
        return self.record.clinician

    def unit_of_work(self) -> UnitOfWork:
        """Return one transaction, to be used in a ``with`` block on the thread that asks for it."""
        return self.record.unit_of_work()

    def renew_library(self) -> None:
        """Read what the clinic added to the library. Whoever writes ``Changes.library`` calls it after the commit."""
        with self.unit_of_work() as unit:
            self.library, self.left_out = clinic_library(unit, self.shipped)

    def close(self) -> None:
        """Lock: the record is closed and its key forgotten."""
        self.record.close()
