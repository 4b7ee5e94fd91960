"""What is printed, as frozen values: the lines that sheets share.

The sheets themselves stand in ``content_patient``, what the patient takes home, and ``content_clinician``, what the
clinician keeps or sends. Every text may hold any characters; none of it is markup. ``side`` is
``"left"``, ``"right"`` or ``"both"``. Dates are ``datetime.date``; pain is NPRS 0-10; minutes are
minutes.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Side = Literal["left", "right", "both"]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Who the sheet is for. ``name`` is printed as given: ``FAMILY, Given (Title)``."""

    name: str
    birth_date: date
    record_number: int


@dataclass(frozen=True, slots=True)
class ClinicLine:
    """Who gives the sheet. Empty parts are left out."""

    name: str
    address: str = ""
    phone: str = ""
    clinician: str = ""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One row of the measures table, values as printed (with unit), left and right never swapped."""

    name: str
    left: str
    right: str
    symmetry: str = ""
    judgement: str = ""
    measured_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """Why: one sentence, the facts with their dates, the rule and where it comes from."""

    sentence: str
    facts: tuple[str, ...] = ()
    rule: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeafletPart:
    """A heading with its lines and its icon (a name of ``library.advice.advice_icons``); ``stop``: when to get help.

    ``short`` are the lines in low-literacy print, the same ones if empty; ``ticks``: each line gets a box to tick.
    """

    heading: str
    icon: str
    lines: tuple[str, ...]
    short: tuple[str, ...] = ()
    stop: bool = False
    ticks: bool = False
