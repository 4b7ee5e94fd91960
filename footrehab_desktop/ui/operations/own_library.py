"""What the library and protocol pages ask of the clinic: own exercises, files of them, and adjusted protocols.

Whatever changes the library has the session read it anew before the pages hear of it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.library_file import LARGEST_FILE as LARGEST_LIBRARY
from footrehab_desktop.clinic.library_file import fingerprint
from footrehab_desktop.clinic.own_exercises import (
    Imported,
    Opened,
    import_exercises,
    open_library_file,
    retire_own_exercise,
    save_own_exercise,
    share_own_exercises,
)
from footrehab_desktop.clinic.own_protocols import Adjustment, save_adjustment, withdraw_adjustment
from footrehab_desktop.errors import FootRehabError, UserFixableError
from footrehab_desktop.records.atomic_file import write_atomically
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values_library import OwnPicture
from footrehab_desktop.ui.background import run_in_background
from footrehab_desktop.ui.operations.drafts import DraftKey
from footrehab_desktop.ui.own_pictures import LARGEST_FILE, picture_from_file

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession

Saved = tuple[str, Changes]
Result = TypeVar("Result")
OnError = Callable[[FootRehabError], None]


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A library file that was read: its bytes, and what taking it would do."""

    data: bytes
    opened: Opened


def save_exercise(
    parent: QObject,
    session: "ClinicSession",
    *,
    exercise_id: str | None,
    content: Mapping[str, Any],
    pictures: Sequence[OwnPicture],
    draft: DraftKey,
    on_done: Callable[[Saved], None],
    on_error: OnError,
) -> None:
    """Save an own exercise, a new one without ``exercise_id``, and forget the typing kept. Gives its id."""

    def write(unit: UnitOfWork) -> Saved:
        unit.drafts.discard(*draft)
        exercise, changes = save_own_exercise(unit, session.library, content, pictures, exercise_id)
        return exercise.id, changes

    run_in_background(parent, lambda: _changing(session, write), on_done, on_error)


def retire_exercise(
    parent: QObject,
    session: "ClinicSession",
    *,
    exercise_id: str,
    reason: str,
    on_done: Callable[[Changes], None],
    on_error: OnError,
) -> None:
    """Take an own exercise out of the library."""
    run_in_background(
        parent,
        lambda: _changing(session, lambda unit: retire_own_exercise(unit, exercise_id, reason)),
        on_done,
        on_error,
    )


def own_pictures(session: "ClinicSession", exercise_id: str) -> tuple[OwnPicture, ...]:
    """Return the pictures of an own exercise; quick."""
    with session.unit_of_work() as unit:
        return unit.own_exercises.pictures(exercise_id)


def read_picture(
    parent: QObject, path: Path, *, caption: str, on_done: Callable[[OwnPicture], None], on_error: OnError
) -> None:
    """Read a picture file and make it fit to be kept."""
    run_in_background(parent, lambda: picture_from_file(_read(path, LARGEST_FILE), caption), on_done, on_error)


@dataclass(frozen=True, slots=True)
class Sharing:
    """How others know this clinic's files: its six groups, empty before the first file; and whose files it took."""

    groups: str
    trusted: tuple[str, ...]


def load_sharing(session: "ClinicSession") -> Sharing:
    """Return how library files of this clinic are known."""
    with session.unit_of_work() as unit:
        own, trusted = unit.sharing_keys.own(), unit.sharing_keys.trusted()
    words = tuple(f"{key.name}: {fingerprint(key.public_key)}" for key in trusted)
    return Sharing(fingerprint(own[1]) if own else "", words)


def save_library_file(
    parent: QObject, session: "ClinicSession", path: Path, *, on_done: Callable[[Path], None], on_error: OnError
) -> None:
    """Write all own exercises, signed, to a file. Gives where it is."""

    def operation() -> Path:
        with session.unit_of_work() as unit:
            file = share_own_exercises(unit)
        write_atomically(path, file)
        return path

    run_in_background(parent, operation, on_done, on_error)


def open_file(
    parent: QObject,
    session: "ClinicSession",
    path: Path,
    *,
    on_done: Callable[[OpenedFile], None],
    on_error: OnError,
) -> None:
    """Read a library file and find what taking it would do; nothing is taken."""

    def operation() -> OpenedFile:
        data = _read(path, LARGEST_LIBRARY)
        with session.unit_of_work() as unit:
            return OpenedFile(data, open_library_file(unit, session.library, data))

    run_in_background(parent, operation, on_done, on_error)


def take_file(
    parent: QObject,
    session: "ClinicSession",
    data: bytes,
    *,
    on_done: Callable[[tuple[Imported, Changes]], None],
    on_error: OnError,
) -> None:
    """Take every exercise of a library file that was opened."""
    run_in_background(
        parent,
        lambda: _changing(session, lambda unit: import_exercises(unit, session.library, data)),
        on_done,
        on_error,
    )


def save_protocol(
    parent: QObject,
    session: "ClinicSession",
    *,
    condition: str,
    adjustment: Adjustment,
    draft: DraftKey,
    on_done: Callable[[Saved], None],
    on_error: OnError,
) -> None:
    """Save the next version of the clinic's protocol, and forget the typing kept. Gives the condition."""

    def write(unit: UnitOfWork) -> Saved:
        unit.drafts.discard(*draft)
        _saved, changes = save_adjustment(unit, session.library, condition, adjustment)
        return condition, changes

    run_in_background(parent, lambda: _changing(session, write), on_done, on_error)


def withdraw_protocol(
    parent: QObject,
    session: "ClinicSession",
    *,
    condition: str,
    reason: str,
    draft: DraftKey,
    on_done: Callable[[Changes], None],
    on_error: OnError,
) -> None:
    """Go back to the protocol as shipped, and forget the typing kept."""

    def write(unit: UnitOfWork) -> Changes:
        unit.drafts.discard(*draft)
        return withdraw_adjustment(unit, condition, reason)

    run_in_background(parent, lambda: _changing(session, write), on_done, on_error)


def _changing(session: "ClinicSession", write: Callable[[UnitOfWork], Result]) -> Result:
    """Write, and read the library anew."""
    with session.unit_of_work() as unit:
        result = write(unit)
    session.renew_library()
    return result


def _read(path: Path, largest: int) -> bytes:
    """Return what a file holds, one byte more than ``largest`` at most: whoever takes it says that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(largest + 1)
    except OSError as error:
        raise UserFixableError("The file cannot be read. Copy it to this computer and choose it there.") from error
