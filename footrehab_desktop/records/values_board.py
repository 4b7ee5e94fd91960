"""What the record hands out for the board of open episodes."""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.records.values import Side


@dataclass(frozen=True, slots=True)
class CaseloadPerson:
    """Who is on the board and with what."""

    episode_id: str
    patient_id: str
    record_number: int
    family_name: str
    given_name: str
    title: str
    birth_date: date
    condition: str
    side: Side
    plan_start: date
    reassessed_on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an open episode stands. ``decision`` is what stands (``final``) of the newest decision.

    ``next_review_on`` is the day that the clinician chose, or else the proposed one; ``last_entry_on`` is the newest
    day of the diary on which anything was noted.
    """

    assessed: bool
    phase: str | None
    level: int | None
    started_on: date | None
    decision: str | None
    response: str | None
    urgency: str | None
    decided_on: date | None
    next_review_on: date | None
    last_entry_on: date | None


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One open episode as the board shows it."""

    person: CaseloadPerson
    standing: Standing
