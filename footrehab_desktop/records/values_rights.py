"""What the record hands out about patients' rights: restrictions, entries joined, erasures, how old a record is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from footrehab_desktop.records.values import ErasureReason


@dataclass(frozen=True, slots=True)
class Restriction:
    """Since when and why a patient's data were not to be worked with."""

    restricted_at: datetime
    restriction_reason: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Two entries of one person that were joined: the ids of both, and of the episodes that went over."""

    id: str
    kept_id: str
    merged_id: str
    moved: tuple[str, ...]
    merged_at: datetime
    merged_by: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """That a patient was erased: no name, only the former number, the reason, and how many rows went, by table."""

    patient_id: str
    record_number: int
    reason: ErasureReason
    rows: Mapping[str, int]
    erased_at: datetime
    erased_by: str


@dataclass(frozen=True, slots=True)
class RecordAge:
    """What says how long a patient's record is kept: birth and the day of the newest clinical entry.

    ``clinical`` is the number of clinical entries; without one the day is that of the registration.
    """

    patient_id: str
    record_number: int
    family_name: str
    given_name: str
    birth_date: date
    last_entry_on: date
    clinical: int
