"""Files that are harmed, hostile or no files at all: each is taken, or refused with a sentence, and quickly.

Kinds: a diary as CSV, a library of exercises, a picture, a case for the core.
"""

import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from footrehab_desktop.clinic import diary_import
from footrehab_desktop.clinic.diary_import_file import template_file
from footrehab_desktop.clinic.library_file import SharedExercise, write_library_file
from footrehab_desktop.clinic.own_exercises import import_exercises
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.progression import CaseError, read_case
from footrehab_desktop.ui.own_pictures import picture_from_file
from tests.soak.result import SoakResult
from tests.support.pictures import own_picture, png
from tests.support.session_factory import TODAY, ClinicWithPatient, make_patient, make_session, shipped_library

LONGEST_S: Final = 5.0
ROWS: Final = b"2026-03-02;1;run;20;3;ok\n2026-03-03;1;walk;30;2;\"a;b\"\n03/04/2026;2;run;x;11;=cmd|' /C calc'!A0\n"
BOMBS: Final = (
    b"",
    b"\x00" * 1000,
    b"[" * 200_000,
    b'{"a":' * 100_000,
    b"PK\x03\x04" + b"\x00" * 5000,
    b"date;note\n2026-03-02;" + b"=HYPERLINK(1)" * 80_000 + b"\n",
    b"date;note\n" + b"2026-03-02;\xe2\x80\xae\xe2\x80\x8b\xef\xbb\xbf\n" * 3000,
    b'date;note\n2026-03-02;"never closed' + b"x" * 300_000,
    b"date" + b";" * 100_000 + b"\n",
    png(8, 8)[:16] + b"\x7f\xff\xff\xff\x7f\xff\xff\xff" + png(8, 8)[24:],
    b"GIF89a\xff\xff\xff\xff\xf7\x00\x00" + b"\x00" * 2000,
)
Taker = Callable[[bytes], object]


def run(count: int) -> SoakResult:
    """Offer ``count`` files to all takers in turn."""
    chance = random.Random(19)
    held, slowest = 0, 0.0
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as place, _clinic(Path(place)) as clinic:
        takers = _takers(clinic)
        names = sorted(takers)
        for number in range(count):
            take, valid = takers[names[number % len(names)]]
            data = BOMBS[number // len(names) % len(BOMBS)] if number % 20 < len(names) else _harmed(valid, chance)
            before = time.monotonic()
            held += _is_taken_or_refused(take, data)
            slowest = max(slowest, time.monotonic() - before)
    assert slowest < LONGEST_S, f"a file took {slowest:.1f} s"
    return SoakResult(count, held, f"slowest answer {slowest * 1000:.0f} ms")


@contextmanager
def _clinic(place: Path) -> Iterator[ClinicWithPatient]:
    session = make_session(place / "clinic")
    try:
        yield make_patient(session)
    finally:
        session.close()


def _is_taken_or_refused(take: Taker, data: bytes) -> bool:
    try:
        take(data)
    except UserFixableError as refusal:
        return bool(str(refusal))
    return True


def _takers(clinic: ClinicWithPatient) -> dict[str, tuple[Taker, bytes]]:
    library = shipped_library()

    def take_diary(data: bytes) -> object:
        with clinic.session.unit_of_work() as unit:
            return diary_import.dry_run(unit, library, clinic.episode_id, data, TODAY)

    def take_library(data: bytes) -> object:
        with clinic.session.unit_of_work() as unit:
            return import_exercises(unit, library, data)

    shared = write_library_file("Harbour", [SharedExercise("OWN-1", {"name": "Marble"}, (own_picture(),))], bytes(32))
    case = json.dumps(_case(), ensure_ascii=False).encode()
    return {
        "case": (_take_case, case),
        "diary": (take_diary, template_file() + ROWS),
        "library": (take_library, shared),
        "picture": (lambda data: picture_from_file(data, ""), png(40, 30)),
    }


def _take_case(data: bytes) -> object:
    """Read a case as `footrehab decide` does; a fault in it is its way to refuse."""
    try:
        value: Any = json.loads(data)
    except (ValueError, RecursionError):
        return None
    try:
        return read_case(value)
    except CaseError as error:
        return error.faults


def _case() -> dict[str, Any]:
    folder = Path(__file__).parents[1] / "progression" / "cases"
    case: dict[str, Any] = json.loads(sorted(folder.glob("*.json"))[0].read_text("utf-8"))
    return case


def _harmed(valid: bytes, chance: random.Random) -> bytes:
    """Return a valid file with some bytes turned, doubled, cut or replaced, or with nothing valid left."""
    data = bytearray(valid)
    for _ in range(chance.choice((1, 1, 2, 5, 40))):
        place = chance.randrange(len(data) + 1)
        way = chance.randrange(5)
        if way == 0 and place < len(data):
            data[place] = chance.randrange(256)
        elif way == 1:
            data[place:place] = chance.randbytes(chance.choice((1, 8, 300)))
        elif way == 2:
            del data[place : place + chance.choice((1, 4, 200))]
        elif way == 3:
            data[place:place] = data[place : place + chance.randrange(200)]
        else:
            data[place:place] = chance.choice((b"=cmd", b'"', b"\n", b";", b"9" * 400, b"NaN", b"\xff\xfe", b"null"))
    return bytes(data) if chance.randrange(50) else chance.randbytes(chance.randrange(4000))
