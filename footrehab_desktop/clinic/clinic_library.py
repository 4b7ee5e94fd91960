"""The library as this clinic has it: what is shipped, its own exercises, and the protocols it adjusted."""

from footrehab_desktop.clinic.own_exercises import own_and_former
from footrehab_desktop.clinic.own_protocols import adjusted_protocols
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.unit_of_work import UnitOfWork


def clinic_library(unit: UnitOfWork, shipped: Library) -> Library:
    """Return the shipped library with everything the clinic added."""
    own, former = own_and_former(unit)
    return shipped.with_own(own, former, adjusted_protocols(unit, shipped))
