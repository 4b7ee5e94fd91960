"""Two entries of one person: seen side by side, joined, and taken apart again."""

from dataclasses import dataclass
from typing import Final

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.naming import SEX_WORDS, SIDE_WORDS, condition_name, full_name
from footrehab_desktop.clinic.permissions import require
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Patient, PatientRow

SAME_PERSON: Final = "same person"


@dataclass(frozen=True, slots=True)
class ComparedEntry:
    """One line of the two entries side by side; ``differs``: they say different things."""

    label: str
    kept: str
    joined: str

    @property
    def differs(self) -> bool:
        """Say whether the two entries differ here."""
        return self.kept != self.joined


@dataclass(frozen=True, slots=True)
class TwoEntries:
    """Two entries that may be one person's; ``births_differ``: joining them has to be confirmed in words."""

    kept_id: str
    joined_id: str
    lines: tuple[ComparedEntry, ...]
    births_differ: bool


def compare_entries(unit: UnitOfWork, kept_id: str, joined_id: str) -> TwoEntries:
    """Return two entries side by side. Raises ``UserFixableError`` when they cannot be joined."""
    kept, joined = unit.merges.check(kept_id, joined_id)
    sides = tuple(dict(_lines(unit, patient)) for patient in (kept, joined))
    lines = tuple(ComparedEntry(label, sides[0][label], sides[1][label]) for label in sides[0])
    return TwoEntries(kept_id, joined_id, lines, kept.details.birth_date != joined.details.birth_date)


def possible_twins(unit: UnitOfWork, patient_id: str) -> tuple[PatientRow, ...]:
    """Return who else on file may be this person, the likeliest first."""
    details = unit.patients.get(patient_id).details
    return tuple(row for row in unit.patients.likely_duplicates(details) if row.id != patient_id)


def join_entries(session: ClinicSession, kept_id: str, joined_id: str, confirmation: str = "") -> Changes:
    """Join two entries. With different dates of birth ``confirmation`` has to be ``SAME_PERSON``.

    Raises ``FieldError``, ``RestrictedError``, ``UserFixableError``.
    """
    require(session, "clinician")
    with session.unit_of_work() as unit:
        both = compare_entries(unit, kept_id, joined_id)
        if both.births_differ and confirmation.strip().casefold() != SAME_PERSON:
            raise FieldError(
                "confirmation", f"The dates of birth differ. Type the words “{SAME_PERSON}” if this is one person."
            )
        unit.merges.join(kept_id, joined_id)
        unit.commit()
        return _changes(unit, kept_id, joined_id)


def take_apart(session: ClinicSession, merge_id: str) -> Changes:
    """Take a joining back. Raises ``UserFixableError`` while the kept entry is itself joined with another."""
    require(session, "clinician")
    with session.unit_of_work() as unit:
        merge = unit.merges.undo(merge_id)
        unit.commit()
        return _changes(unit, merge.kept_id, merge.merged_id)


def _changes(unit: UnitOfWork, *patient_ids: str) -> Changes:
    episodes = frozenset(episode.id for each in patient_ids for episode in unit.episodes.for_patient(each))
    return Changes(patients=frozenset(patient_ids), episodes=episodes)


def _lines(unit: UnitOfWork, patient: Patient) -> tuple[tuple[str, str], ...]:
    details = patient.details
    episodes = unit.episodes.for_patient(patient.id)
    injuries = (f"{condition_name(e.details.condition)}, {SIDE_WORDS[e.details.side]}" for e in episodes)
    return (
        ("Record number", str(patient.record_number)),
        ("Name", full_name(details)),
        ("Born", format_date(details.birth_date)),
        ("Sex", SEX_WORDS[details.sex]),
        ("Episodes", "; ".join(injuries)),
        ("Phone", details.phone),
        ("E-mail", details.email),
        ("On file since", format_date(patient.created_at.astimezone().date())),
        ("Note", details.notes),
    )
