"""Turns bits, zeroes pages and cuts ends of a record: each is noticed at opening or by the check."""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from footrehab_desktop.records.failures import DatabaseDamagedError
from footrehab_desktop.records.record import open_record
from tests.soak.filling import fill
from tests.soak.result import SoakResult
from tests.support.record_factory import Template, make_folder

PAGE: Final = 4096
# The first 16 bytes are a salt that a raw key does not use.
SALT: Final = 16


def run(count: int) -> SoakResult:
    """Harm a record ``count`` times: ten in eleven a turned bit, else a zeroed page or a lost end."""
    noticed = 0
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as place:
        made = make_folder(Path(place))
        with open_record(made.folder, made.clinician_id, made.data_key) as record:
            fill(record, 100)
        path = made.folder / "record.db"
        for harmed in _harmed(path.read_bytes(), count):
            path.write_bytes(harmed)
            noticed += _is_noticed(made)
    return SoakResult(count, noticed, f"{noticed} of {count} noticed")


def _harmed(good: bytes, count: int) -> Iterator[bytes]:
    chance = random.Random(11)
    for number in range(count):
        place = chance.randrange(SALT, len(good))
        if number % 22 == 0:
            yield good[:place]
        elif number % 11 == 0:
            start = place // PAGE * PAGE
            yield good[:start] + bytes(PAGE) + good[start + PAGE :]
        else:
            yield good[:place] + bytes([good[place] ^ 1 << chance.randrange(8)]) + good[place + 1 :]


def _is_noticed(made: Template) -> bool:
    """Say whether opening refuses or the check finds the damage."""
    try:
        with open_record(made.folder, made.clinician_id, made.data_key) as record:
            return not record.verify().ok
    except DatabaseDamagedError:
        return True
