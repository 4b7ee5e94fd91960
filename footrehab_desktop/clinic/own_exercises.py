"""A clinic's own exercises: made, copied and changed, retired, shared as a signed file and taken from one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.library_file import (
    SharedExercise,
    SharedLibrary,
    fingerprint,
    read_library_file,
    sharing_keys,
    write_library_file,
)
from footrehab_desktop.clinic.picture_checks import check_pictures
from footrehab_desktop.clinic.text_checks import check_name, check_note
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.library.exercise_json import exercise_json
from footrehab_desktop.library.exercises import DOMAINS, EVERY_CONDITION, OWN, Exercise, read_exercise
from footrehab_desktop.library.load import Library
from footrehab_desktop.library.reading import FaultList, LibraryError, Record
from footrehab_desktop.progression.codes import PHASES
from footrehab_desktop.records.ids import new_id
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values_library import OwnExercise, OwnPicture

PREFIX: Final = "OWN-"
_NOT_COPIED: Final = ("id", "unused_reason", "sources")
_ONCE: Final = {"low": 1, "high": 1}
_CANNOT_BE_READ: Final[Mapping[str, Any]] = {
    "domain": "recovery",
    "target": "Not known",
    "targets": ["comfort"],
    "purpose": "This version of the program cannot read this exercise. A newer version made it.",
    "steps": ["Ask your clinician how this exercise is done.", "Leave it out until you know."],
    "positions": ["standing"],
    "dose": {"sets": 1, "reps": 1, "frequency": "as told", "per_week": 1},
    "range": {"sets": _ONCE, "reps": _ONCE, "per_week": _ONCE, "mark": "design"},
    "clinician": {},
    "each_side": False,
    "phases": list(PHASES),
    "conditions": [EVERY_CONDITION],
    "impact": False,
}


@dataclass(frozen=True, slots=True)
class OwnAndFormer:
    """A clinic's own exercises, those that only old plans still name, and the names of what cannot be read."""

    standing: tuple[Exercise, ...]
    former: tuple[Exercise, ...]
    unreadable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A library file as it was opened, before anything is taken: names by what would become of them.

    ``first_time``: nothing of this clinic was taken before, so its ``fingerprint`` is to be compared.
    """

    clinic: str
    fingerprint: str
    first_time: bool
    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]


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


def own_and_former(unit: UnitOfWork) -> OwnAndFormer:
    """Return the clinic's own exercises, and those it retired. One that cannot be read is named, never in the way."""
    standing_ids = {own.exercise_id for own in unit.own_exercises.all()}
    standing: list[Exercise] = []
    former: list[Exercise] = []
    unreadable: list[str] = []
    for own in unit.own_exercises.newest():
        try:
            exercise = read_own(own.exercise_id, own.content)
        except FieldError:
            former.append(_stand_in(own))
            unreadable.append(former[-1].name)
            continue
        (standing if own.exercise_id in standing_ids else former).append(exercise)
    return OwnAndFormer(tuple(standing), tuple(former), tuple(unreadable))


def _stand_in(own: OwnExercise) -> Exercise:
    """Return what a plan shows in the place of an exercise that this version of the program cannot read."""
    name = own.content.get("name")
    readable = isinstance(name, str) and name.strip()
    return read_own(own.exercise_id, {**_CANNOT_BE_READ, "name": str(name).strip() if readable else own.exercise_id})


def content_to_copy(exercise: Exercise) -> dict[str, Any]:
    """Return an exercise as the content of a new own one, to be changed."""
    return {name: value for name, value in exercise_json(exercise).items() if name not in _NOT_COPIED}


def read_own(exercise_id: str, content: Mapping[str, Any]) -> Exercise:
    """Return an own exercise. Raises ``FieldError`` that names the first part that is missing or wrong."""
    values = {name: value for name, value in content.items() if name != "domain"}
    values |= {"id": exercise_id, "sources": [OWN]}
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
    _check(exercise)
    _check_ladder([exercise], library)
    check_pictures(pictures or ())
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


def open_library_file(unit: UnitOfWork, library: Library, file: bytes) -> Opened:
    """Return what taking a library file would do; nothing is taken. Raises as ``import_exercises`` does."""
    shared = read_library_file(file)
    names: dict[str, list[str]] = {"new": [], "changed": [], "same": []}
    present = _newest(unit)
    for entry, exercise in _readable(shared, library):
        names[_outcome(unit, entry, exercise, present)].append(exercise.name)
    return Opened(
        clinic=shared.clinic,
        fingerprint=fingerprint(shared.public_key),
        first_time=not is_trusted(unit, shared),
        new=tuple(names["new"]),
        changed=tuple(names["changed"]),
        same=tuple(names["same"]),
    )


def import_exercises(unit: UnitOfWork, library: Library, file: bytes) -> tuple[Imported, Changes]:
    """Take every exercise of a library file, all or none, and trust its clinic from now on.

    An exercise that is on file already becomes its next version. Raises ``FieldError`` for an exercise that this
    version of the program does not take, ``UserFixableError`` for a file that cannot be read.
    """
    shared = read_library_file(file)
    counts = {"new": 0, "changed": 0, "same": 0}
    present = _newest(unit)
    for entry, exercise in _readable(shared, library):
        outcome = _outcome(unit, entry, exercise, present)
        counts[outcome] += 1
        if outcome != "same":
            unit.own_exercises.save(exercise.id, _kept(exercise), entry.pictures)
    if not is_trusted(unit, shared):
        unit.sharing_keys.trust(shared.public_key, shared.clinic)
    unit.commit()
    return Imported(**counts), Changes(library=True)


def _readable(shared: SharedLibrary, library: Library) -> list[tuple[SharedExercise, Exercise]]:
    """Return each entry with its exercise. Raises for the first that cannot be taken."""
    found = []
    for entry in shared.exercises:
        if not is_own(entry.exercise_id):
            raise UserFixableError("The file names an exercise that is not a clinic's own. Nothing was taken from it.")
        exercise = read_own(entry.exercise_id, entry.content)
        _check(exercise)
        check_pictures(entry.pictures)
        found.append((entry, exercise))
    _check_ladder([exercise for _entry, exercise in found], library)
    return found


def _newest(unit: UnitOfWork) -> dict[str, OwnExercise]:
    return {own.exercise_id: own for own in unit.own_exercises.all()}


def _outcome(unit: UnitOfWork, entry: SharedExercise, exercise: Exercise, present: Mapping[str, OwnExercise]) -> str:
    """Return whether an exercise of a file is ``new`` here, ``changed`` or the ``same``."""
    here = present.get(exercise.id)
    if here is None:
        return "new"
    same = dict(here.content) == _kept(exercise) and unit.own_exercises.pictures(exercise.id) == entry.pictures
    return "same" if same else "changed"


def _kept(exercise: Exercise) -> dict[str, Any]:
    """Return the content as it is stored."""
    return {name: value for name, value in exercise_json(exercise).items() if name not in ("id", "sources")}


def _check(exercise: Exercise) -> None:
    check_name("name", "Name", exercise.name)
    for field in ("purpose", "set_up", "target"):
        check_note(field, field.replace("_", "-").capitalize(), getattr(exercise, field))
    for field in ("steps", "cues", "faults", "stop_signs", "synonyms"):
        for text in getattr(exercise, field):
            check_note(field, field.replace("_", " ").capitalize(), text)


def _check_ladder(exercises: Sequence[Exercise], library: Library) -> None:
    """Refuse a neighbour that does not exist, and a ladder that comes back to where it began."""
    together = {exercise.id for exercise in exercises}
    for exercise in exercises:
        for field in ("easier", "harder"):
            neighbour = getattr(exercise, field)
            if neighbour == exercise.id:
                raise FieldError(field, "An exercise is not its own step. Choose another one.")
            if neighbour is not None and neighbour not in together:
                library.exercise(neighbour)
    loop = library.comes_back(exercises)
    if loop is not None:
        field = "harder" if loop.harder else "easier"
        raise FieldError(field, f"The ladder would come back to {loop.name}. Choose another neighbour.")
