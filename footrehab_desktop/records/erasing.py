"""Erasing for good: the rows go in one transaction, then the file is written anew, so that no page keeps a word.

Backups hold the data until they rotate out. Whoever restores one asks ``erased_but_present`` with the erasures of the
record that was in use, and calls ``erase_again``.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from footrehab_desktop.errors import SurroundingsError
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.values import ErasureReason
from footrehab_desktop.records.values_rights import Erasure

if TYPE_CHECKING:
    from footrehab_desktop.records.record import Record

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ErasedRows:
    """What was erased. ``written_anew`` is false when the file could not be tidied yet: ``write_anew`` later."""

    erasures: tuple[Erasure, ...]
    written_anew: bool


def erase_patient(record: "Record", patient_id: str, reason: ErasureReason) -> ErasedRows:
    """Erase a patient and write the file anew. Raises ``NotOnFileError``; whether it may be is decided above."""
    with record.unit_of_work() as unit:
        erasures = unit.erasures.erase(patient_id, reason)
        unit.commit()
    return ErasedRows(erasures, write_anew(record))


def write_anew(record: "Record") -> bool:
    """Write the file without what was deleted; takes seconds on a large record. Says whether it could be done."""
    try:
        with record.engine.connect() as connection:
            sqlite.write_anew(connection)
    except SurroundingsError as error:
        _LOG.info("The file was not written anew: %s", type(error).__name__)
        return False
    return True


def erased_but_present(record: "Record", erasures: Iterable[Erasure]) -> tuple[Erasure, ...]:
    """Return the erasures whose patients this record holds, as a restored older backup does."""
    with record.unit_of_work() as unit:
        return unit.erasures.still_on_file(erasures)


def erase_again(record: "Record", erasures: Iterable[Erasure]) -> int:
    """Erase once more whom a restored backup brought back; return how many patients that were."""
    with record.unit_of_work() as unit:
        again = unit.erasures.repeat(erasures)
        unit.commit()
    if again:
        write_anew(record)
    return again
