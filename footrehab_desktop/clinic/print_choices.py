"""How handouts are printed for a patient: the clinic's usual way, and where the patient's differs from it.

The paper that is usual is the one in the clinic's printer; the brand is the clinic's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.errors import FieldError
from footrehab_desktop.handouts.options import Brand, PrintOptions
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Clinic, Paper

PAPER: Final = "paper"
_PAPERS: Final[tuple[Paper, ...]] = ("A4", "Letter")


@dataclass(frozen=True, slots=True)
class PrintChoices:
    """``options`` hold now, ``usual`` ones without a choice for the patient.

    ``refused`` says which kept options could not be taken, so that others hold; empty: all were.
    """

    options: PrintOptions
    usual: PrintOptions
    refused: str = ""

    @property
    def differ(self) -> bool:
        """Whether the patient's handouts are printed in another way than usual."""
        return self.options != self.usual


def print_choices(unit: UnitOfWork, patient_id: str) -> PrintChoices:
    """Return how a patient's handouts are printed. What is kept and cannot be taken is said, and the usual holds."""
    usual, refused = usual_options(unit)
    kept = unit.print_options.get(patient_id)
    try:
        options = _read({**usual.to_json(), **_plain(kept)}, usual.brand)
    except FieldError as error:
        said = f"The print options kept for this patient cannot be taken; the clinic's are used. {error}"
        return PrintChoices(usual, usual, said)
    return PrintChoices(options, usual, refused)


def usual_options(unit: UnitOfWork) -> tuple[PrintOptions, str]:
    """Return the clinic's usual options and, where kept ones could not be taken, the sentence that says so."""
    clinic = unit.clinics.get()
    brand, refused = _brand(clinic)
    usual = PrintOptions(paper=clinic.paper, brand=brand)
    try:
        kept = _plain(unit.print_options.get(unit.print_options.CLINIC))
        return _read({**usual.to_json(), **kept, PAPER: clinic.paper}, brand), refused
    except FieldError as error:
        return usual, f"The clinic's print options cannot be taken; those of the program are used. {error}"


def keep_for_patient(unit: UnitOfWork, patient_id: str, options: PrintOptions) -> None:
    """Keep where a patient's handouts differ from the usual; what is as usual follows the clinic from then on."""
    usual = usual_options(unit)[0].to_json()
    differing = {name: value for name, value in options.to_json().items() if value != usual[name]}
    unit.print_options.save(patient_id, differing)
    unit.commit()


def keep_for_clinic(unit: UnitOfWork, options: PrintOptions) -> Changes:
    """Make options the usual ones of the clinic. Paper that its printer can hold becomes the paper in it."""
    kept = {name: value for name, value in options.to_json().items() if name != PAPER}
    unit.print_options.save(unit.print_options.CLINIC, kept)
    clinic = unit.clinics.get()
    for paper in _PAPERS:
        if options.paper == paper != clinic.paper:
            unit.clinics.save(replace(clinic, paper=paper))
    unit.commit()
    return Changes(clinic=True)


def brand_of(clinic: Clinic) -> Brand:
    """Return the clinic's look on paper. Raises ``FieldError`` for what cannot be printed."""
    return Brand(clinic.accent or "", clinic.footer or "", clinic.logo or b"")


def _brand(clinic: Clinic) -> tuple[Brand, str]:
    try:
        return brand_of(clinic), ""
    except FieldError as error:
        return Brand(), f"The clinic's look cannot be printed; handouts go out without it. {error}"


def _plain(kept: object) -> Mapping[str, Any]:
    if not isinstance(kept, Mapping):
        raise FieldError("options", "They are not a list of names and values.")
    return kept


def _read(values: Mapping[str, Any], brand: Brand) -> PrintOptions:
    return PrintOptions.from_json(values, brand)
