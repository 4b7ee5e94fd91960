"""Erasing for good: the rows go in one transaction, then the file is written anew, so that no page keeps a word.

Backups hold the data until they rotate out. Whoever restores one calls ``erase_again`` with the erasures of the record
that was in use.
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
_TRIES: Final = 4


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
    """Write the file without what was deleted; takes seconds on a large record. Says whether it could be done.

    It waits for whoever reads meanwhile, up to five seconds a try: a backup under way takes longer than one.
    """
    for _attempt in range(_TRIES):
        try:
            with record.engine.connect() as connection:
                sqlite.write_anew(connection)
        except SurroundingsError as error:
            _LOG.info("The file was not written anew: %s", type(error).__name__)
        else:
            return True
    return False


def erase_again(record: "Record", erasures: Iterable[Erasure]) -> int:
    """Erase once more whom a restored backup brought back; return how many patients that were."""
    with record.unit_of_work() as unit:
        again = unit.erasures.repeat(erasures)
        unit.commit()
    if again:
        write_anew(record)
    return again
