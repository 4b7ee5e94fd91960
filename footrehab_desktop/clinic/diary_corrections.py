"""What was corrected in a diary: which entry, from what to what, when and by whom. The old values stay on file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from footrehab_desktop.clinic.diary_import_columns import COLUMNS
from footrehab_desktop.clinic.diary_import_file import written
from footrehab_desktop.records.repositories.diary import WrittenEntry
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import DiaryDay, DiaryExercise, DiarySession

Entry = DiarySession | DiaryDay | DiaryExercise
PART = {DiarySession: "session", DiaryDay: "day", DiaryExercise: "exercise"}


@dataclass(frozen=True, slots=True)
class CorrectedValue:
    """One value before and after, as text; empty: not recorded. ``meaning`` says what it is."""

    meaning: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry that was corrected or, with ``taken_out``, removed. ``place`` is the session or the exercise's id."""

    at: datetime
    by: str
    on: date
    part: str
    place: str
    values: tuple[CorrectedValue, ...]
    taken_out: bool


def diary_corrections(unit: UnitOfWork, episode_id: str) -> tuple[Correction, ...]:
    """Return every correction of an episode's diary, newest first."""
    names = {clinician.id: clinician.name for clinician in unit.clinicians.all()}
    found = [correction for chain in _chains(unit.diary.written(episode_id)) for correction in _of_chain(chain, names)]
    return tuple(sorted(found, key=lambda correction: (correction.at, correction.on, correction.place), reverse=True))


def _chains(entries: Iterable[WrittenEntry]) -> Iterable[list[WrittenEntry]]:
    """Sort entries by what they are about: each one follows the one that it replaced."""
    chains: dict[tuple[str, date, str], list[WrittenEntry]] = {}
    for each in entries:
        chains.setdefault((PART[type(each.entry)], each.entry.on, _place(each.entry)), []).append(each)
    return chains.values()


def _place(entry: Entry) -> str:
    if isinstance(entry, DiarySession):
        return str(entry.slot)
    return entry.exercise_id if isinstance(entry, DiaryExercise) else ""


def _of_chain(chain: list[WrittenEntry], names: dict[str, str]) -> Iterable[Correction]:
    for number, old in enumerate(chain):
        if old.voided_at is None:
            continue
        after = chain[number + 1].entry if old.replaced and number + 1 < len(chain) else None
        yield Correction(
            at=old.voided_at,
            by=names.get(old.voided_by or "", ""),
            on=old.entry.on,
            part=PART[type(old.entry)],
            place=_place(old.entry),
            values=_values(old.entry, after),
            taken_out=after is None,
        )


def _values(old: Entry, new: Entry | None) -> tuple[CorrectedValue, ...]:
    pairs = (
        CorrectedValue(column.meaning, written(getattr(old, column.field)), written(getattr(new, column.field, None)))
        for column in COLUMNS
        if column.part == PART[type(old)]
    )
    return tuple(pair for pair in pairs if pair.old != pair.new)
