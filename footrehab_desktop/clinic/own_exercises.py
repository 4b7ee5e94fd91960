"""A clinic's own exercises: made, copied and changed, retired, shared as a signed file and taken from one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.library_file import (
    SharedExercise,
    SharedLibrary,
    read_library_file,
    sharing_keys,
    write_library_file,
)
from footrehab_desktop.clinic.text_checks import check_name, check_note
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.library.exercise_json import exercise_json
from footrehab_desktop.library.exercises import DOMAINS, Exercise, read_exercise
from footrehab_desktop.library.load import Library
from footrehab_desktop.library.reading import FaultList, LibraryError, Record
from footrehab_desktop.records.ids import new_id
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import OwnExercise, OwnPicture

PREFIX: Final = "OWN-"
MOST_PICTURES: Final = 6
OWN_SOURCE: Final = "own"
_NOT_COPIED: Final = ("id", "unused_reason", "sources")


@dataclass(frozen=True, slots=True)
class Imported:
    """What was taken from a library file: how many exercises are new, how many became a new version, how many were
    the same already."""

    new: int
    changed: int
    same: int


def is_own(exercise_id: str) -> bool:
    """Tell whether an exercise is the clinic's own."""
    return exercise_id.startswith(PREFIX)


def own_and_former(unit: UnitOfWork) -> tuple[tuple[Exercise, ...], tuple[Exercise, ...]]:
    """Return the clinic's own exercises, and those it retired, which old plans still name."""
    standing = {own.exercise_id: read_own(own.exercise_id, own.content) for own in unit.own_exercises.all()}
    former = tuple(
        read_own(own.exercise_id, own.content) for own in unit.own_exercises.newest() if own.exercise_id not in standing
    )
    return tuple(standing.values()), former


def content_to_copy(exercise: Exercise) -> dict[str, Any]:
    """Return an exercise as the content of a new own one, to be changed."""
    return {name: value for name, value in exercise_json(exercise).items() if name not in _NOT_COPIED}


def read_own(exercise_id: str, content: Mapping[str, Any]) -> Exercise:
    """Return an own exercise. Raises ``FieldError`` that names the first part that is missing or wrong."""
    values = {name: value for name, value in content.items() if name != "domain"}
    values |= {"id": exercise_id, "sources": [OWN_SOURCE]}
    domain = str(content.get("domain", ""))
    faults = FaultList()
    if domain not in DOMAINS:
        faults.add("", "domain", f"allowed: {', '.join(DOMAINS)}")
    exercise = read_exercise(Record(values, "", "", faults), domain, own=True)
    try:
        faults.raise_if_any()
    except LibraryError as error:
        first = error.faults[0]
        raise FieldError(first.key, f"{first.key}: {first.reason}.") from None
    return exercise


def save_own_exercise(
    unit: UnitOfWork,
    library: Library,
    content: Mapping[str, Any],
    pictures: Sequence[OwnPicture] | None,
    exercise_id: str | None = None,
) -> tuple[Exercise, Changes]:
    """Save a new own exercise, or the next version of one. ``pictures`` None keeps the ones it has.

    Raises ``FieldError`` for a part that cannot be taken.
    """
    exercise = read_own(exercise_id or f"{PREFIX}{new_id()}", content)
    _check(exercise, library)
    if pictures is not None and len(pictures) > MOST_PICTURES:
        raise FieldError("picture", f"An exercise takes at most {MOST_PICTURES} pictures.")
    unit.own_exercises.save(exercise.id, _kept(exercise), pictures)
    unit.commit()
    return exercise, Changes(library=True)


def retire_own_exercise(unit: UnitOfWork, exercise_id: str, reason: str) -> Changes:
    """Take an own exercise out of the library; plans that hold it keep it."""
    if not reason.strip():
        raise FieldError("reason", "Taking an exercise out of the library needs a reason.")
    unit.own_exercises.retire(exercise_id, reason)
    unit.commit()
    return Changes(library=True)


def share_own_exercises(unit: UnitOfWork) -> bytes:
    """Return the signed file with all own exercises. Raises ``UserFixableError`` when there is none."""
    own = unit.own_exercises.all()
    if not own:
        raise UserFixableError("There is no own exercise to share yet.")
    private_key, _public_key = sharing_keys(unit)
    shared = [SharedExercise(e.exercise_id, e.content, unit.own_exercises.pictures(e.exercise_id)) for e in own]
    file = write_library_file(unit.clinics.get().name, shared, private_key)
    unit.commit()
    return file


def is_trusted(unit: UnitOfWork, shared: SharedLibrary) -> bool:
    """Tell whether files of this clinic were accepted before, or are our own."""
    own = unit.sharing_keys.own()
    known = {key.public_key for key in unit.sharing_keys.trusted()} | ({own[1]} if own else set())
    return shared.public_key in known


def import_exercises(unit: UnitOfWork, library: Library, file: bytes) -> tuple[Imported, Changes]:
    """Take every exercise of a library file, all or none, and trust its clinic from now on.

    An exercise that is on file already becomes its next version. Raises ``FieldError`` for an exercise that this
    version of the program does not take, ``UserFixableError`` for a file that cannot be read.
    """
    shared = read_library_file(file)
    counts = {"new": 0, "changed": 0, "same": 0}
    present = {own.exercise_id: own for own in unit.own_exercises.newest()}
    for entry in shared.exercises:
        counts[_import_one(unit, library, entry, present.get(entry.exercise_id))] += 1
    if not is_trusted(unit, shared):
        unit.sharing_keys.trust(shared.public_key, shared.clinic)
    unit.commit()
    return Imported(**counts), Changes(library=True)


def _import_one(unit: UnitOfWork, library: Library, entry: SharedExercise, present: OwnExercise | None) -> str:
    if not is_own(entry.exercise_id):
        raise UserFixableError("The file names an exercise that is not a clinic's own. Nothing was taken from it.")
    exercise = read_own(entry.exercise_id, entry.content)
    _check(exercise, library)
    if present is None:
        unit.own_exercises.save(exercise.id, _kept(exercise), entry.pictures)
        return "new"
    if dict(present.content) == _kept(exercise) and unit.own_exercises.pictures(exercise.id) == entry.pictures:
        return "same"
    unit.own_exercises.save(exercise.id, _kept(exercise), entry.pictures)
    return "changed"


def _kept(exercise: Exercise) -> dict[str, Any]:
    """Return the content as it is stored."""
    return {name: value for name, value in exercise_json(exercise).items() if name not in ("id", "sources")}


def _check(exercise: Exercise, library: Library) -> None:
    check_name("name", "Name", exercise.name)
    for field in ("purpose", "set_up", "target"):
        check_note(field, field.replace("_", "-").capitalize(), getattr(exercise, field))
    for field in ("steps", "cues", "faults", "stop_signs", "synonyms"):
        for text in getattr(exercise, field):
            check_note(field, field.replace("_", " ").capitalize(), text)
    for field in ("easier", "harder"):
        neighbour = getattr(exercise, field)
        if neighbour == exercise.id:
            raise FieldError(field, "An exercise is not its own step. Choose another one.")
        if neighbour is not None:
            library.exercise(neighbour)
