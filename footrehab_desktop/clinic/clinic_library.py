"""The library as this clinic has it: what is shipped, its own exercises, and the protocols it adjusted."""

from typing import NamedTuple

from footrehab_desktop.clinic.own_exercises import own_and_former
from footrehab_desktop.clinic.own_protocols import adjusted_protocols
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression.codes import CONDITIONS
from footrehab_desktop.records.unit_of_work import UnitOfWork


class ClinicLibrary(NamedTuple):
    """The library, and the names of own exercises and adjusted protocols that this version cannot read."""

    library: Library
    left_out: tuple[str, ...]


def clinic_library(unit: UnitOfWork, shipped: Library) -> ClinicLibrary:
    """Return the shipped library with everything the clinic added. What cannot be read is left out and named."""
    own = own_and_former(unit)
    with_exercises = shipped.with_own(own.standing, own.former)
    adjusted = adjusted_protocols(unit, with_exercises)
    names = tuple(CONDITIONS[condition] for condition in adjusted.unreadable)
    return ClinicLibrary(with_exercises.with_own((), own.former, adjusted.protocols), (*own.unreadable, *names))
