"""Loads exercises, protocols and sources and makes sure that they fit together."""

from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.exercises import DOMAINS, Exercise, read_exercise
from footrehab_desktop.library.protocols import Protocol, read_protocol
from footrehab_desktop.library.reading import FaultList, LibraryError, Record, read_file
from footrehab_desktop.library.sources import MARK_OF_KIND, Source, read_source, source_id
from footrehab_desktop.progression.codes import MARKS
from footrehab_desktop.resource_files import resource_path

__all__ = ["Library", "LibraryError", "load_library"]

EXERCISES, PROTOCOLS, SOURCES = "exercises", "protocols", "sources.json"
COMMON = "common.json"


class Library:
    """Everything that was loaded, in file order. Made by ``load_library``; it does not change afterwards.

    ``stop_signs`` are the sentences that hold for every exercise; ``pain_limit_sign`` is the one among them that a
    patient's own figure replaces. ``former`` exercises are found by their id only, for plans that still name them.
    """

    def __init__(
        self,
        exercises: tuple[Exercise, ...],
        protocols: tuple[Protocol, ...],
        sources: tuple[Source, ...],
        pain_limit_sign: str,
        stop_signs: tuple[str, ...],
        former: tuple[Exercise, ...] = (),
    ) -> None:
        self.exercises = exercises
        self.protocols = protocols
        self.sources = sources
        self.pain_limit_sign = pain_limit_sign
        self.stop_signs = (pain_limit_sign, *stop_signs)
        self._exercises = {exercise.id: exercise for exercise in (*former, *exercises)}
        self._protocols = {condition: protocol for protocol in protocols for condition in protocol.conditions}
        self._sources = {source.id: source for source in sources}

    def with_own(
        self, own: tuple[Exercise, ...], former: tuple[Exercise, ...] = (), adjusted: tuple[Protocol, ...] = ()
    ) -> "Library":
        """Return this library with a clinic's exercises behind its own; ``former`` are those the clinic retired,
        ``adjusted`` the protocols that stand in the place of the shipped ones."""
        exercises, protocols = (*self.exercises, *own), (*self.protocols, *adjusted)
        pain_limit_sign, *stop_signs = self.stop_signs
        return Library(exercises, protocols, self.sources, pain_limit_sign, tuple(stop_signs), former)

    def exercise(self, exercise_id: str) -> Exercise:
        """Return one exercise. Raises ``FieldError`` for an id that the library does not have."""
        if exercise_id not in self._exercises:
            raise FieldError("exercise_id", "This exercise is not in the library. Choose one from the list.")
        return self._exercises[exercise_id]

    def ladder(self, exercise_id: str) -> tuple[tuple[Exercise, ...], tuple[Exercise, ...]]:
        """Return the chain of ever easier exercises and the chain of ever harder ones, the nearest first."""
        start = self.exercise(exercise_id)
        return self._chain(start, "easier"), self._chain(start, "harder")

    def easier_than(self, exercise_id: str) -> tuple[Exercise, ...]:
        """Return every step down: the main one first, then those that name this exercise as their harder one."""
        return self._neighbours(exercise_id, "easier", "harder")

    def harder_than(self, exercise_id: str) -> tuple[Exercise, ...]:
        """Return every step up: the main one first, then those that name this exercise as their easier one."""
        return self._neighbours(exercise_id, "harder", "easier")

    def comes_back(self, added: Collection[Exercise]) -> Exercise | None:
        """Return an exercise of ``added`` from which the ladder, with all of them in it, would come back to itself."""
        steps = _steps_up(self._exercises | {exercise.id: exercise for exercise in added})
        return next((exercise for exercise in added if exercise.id in _reached(steps, exercise.id)), None)

    def mark(self, citations: Iterable[str]) -> str:
        """Return the mark of the surest source among the citations: seed, found, memory or design."""
        marks = {MARK_OF_KIND[source.kind] for cited in citations if (source := self.source(cited)) is not None}
        return next((mark for mark in MARKS if mark in marks), "design")

    def protocol(self, condition: str) -> Protocol | None:
        """Return the protocol for a condition of the core, or None if there is none yet."""
        return self._protocols.get(condition)

    def source(self, cited: str) -> Source | None:
        """Return the source of a citation such as ``S001-26``, or None if it is a rule of the core or not known."""
        return self._sources.get(source_id(cited))

    def _neighbours(self, exercise_id: str, way: str, back: str) -> tuple[Exercise, ...]:
        main: str | None = getattr(self.exercise(exercise_id), way)
        first = (self._exercises[main],) if main else ()
        return first + tuple(e for e in self.exercises if getattr(e, back) == exercise_id and e.id != main)

    def _chain(self, start: Exercise, direction: str) -> tuple[Exercise, ...]:
        chain = []
        step: str | None = getattr(start, direction)
        while step is not None:
            chain.append(self._exercises[step])
            step = getattr(chain[-1], direction)
        return tuple(chain)


def load_library(folder: Path | None = None) -> Library:
    """Return the library read from ``folder`` (default: the program's resources).

    Raises ``LibraryError`` with file, key and reason of every fault.
    """
    root = folder or resource_path()
    faults = FaultList()
    sources = _read_sources(root / SOURCES, faults)
    cited = {source.id for source in sources}
    exercises = _read_exercises(root / EXERCISES, cited, faults)
    protocols = _read_protocols(root / PROTOCOLS, {exercise.id: exercise for exercise in exercises}, cited, faults)
    pain_limit_sign, stop_signs = _read_stop_signs(root / EXERCISES / COMMON, faults)
    faults.raise_if_any()
    return Library(exercises, protocols, sources, pain_limit_sign, stop_signs)


def _read_sources(path: Path, faults: FaultList) -> tuple[Source, ...]:
    file = read_file(path, faults)
    sources = tuple(read_source(record) for record in file.records("sources", 1, named_by="id"))
    _note_repeats((source.id for source in sources), path.name, faults)
    file.finish()
    return sources


def _read_exercises(folder: Path, cited: set[str], faults: FaultList) -> tuple[Exercise, ...]:
    found: list[tuple[Record, Exercise]] = []
    for domain in DOMAINS:
        file = read_file(folder / f"{domain}.json", faults)
        found += [(record, read_exercise(record, domain)) for record in file.records("exercises", 1, named_by="id")]
        file.finish()
    exercises = {exercise.id: exercise for _, exercise in found}
    _note_repeats((exercise.id for _, exercise in found), EXERCISES, faults)
    steps = _steps_up(exercises)
    for record, exercise in found:
        _check_sources(record, exercise.sources, cited)
        for direction in ("easier", "harder"):
            _check_neighbour(record, exercise, direction, exercises)
        if exercise.id in _reached(steps, exercise.id):
            record.fault("harder", "the ladder comes back to this exercise")
    return tuple(exercises.values())


def _read_protocols(
    folder: Path, exercises: dict[str, Exercise], cited: set[str], faults: FaultList
) -> tuple[Protocol, ...]:
    protocols = []
    for path in sorted(folder.glob("*.json")):
        record = read_file(path, faults)
        protocol = read_protocol(record, exercises)
        for phase in protocol.phases:
            _check_sources(record, phase.sources, cited)
        _check_sources(record, protocol.sources, cited)
        protocols.append(protocol)
    if not protocols:
        faults.add(PROTOCOLS, "whole folder", "holds no protocol")
    _note_repeats((condition for p in protocols for condition in p.conditions), PROTOCOLS, faults)
    return tuple(protocols)


def _read_stop_signs(path: Path, faults: FaultList) -> tuple[str, tuple[str, ...]]:
    file = read_file(path, faults)
    signs = file.text("pain_limit_sign"), file.texts("stop_signs", at_least=1)
    file.finish()
    return signs


def _check_sources(record: Record, citations: Iterable[str], cited: set[str]) -> None:
    for citation in citations:
        if source_id(citation) not in cited:
            record.fault("sources", f"{citation!r} is not in {SOURCES}")


def _check_neighbour(record: Record, exercise: Exercise, direction: str, exercises: dict[str, Exercise]) -> None:
    neighbour: str | None = getattr(exercise, direction)
    if neighbour is not None and neighbour not in exercises:
        record.fault(direction, f"{neighbour!r} is not an exercise")


def _steps_up(exercises: dict[str, Exercise]) -> dict[str, set[str]]:
    """Return the steps from each exercise to harder ones, whichever of the two names the other."""
    steps: dict[str, set[str]] = {exercise_id: set() for exercise_id in exercises}
    for exercise in exercises.values():
        if exercise.harder in exercises:
            steps[exercise.id].add(exercise.harder)
        if exercise.easier in exercises:
            steps[exercise.easier].add(exercise.id)
    return steps


def _reached(steps: dict[str, set[str]], start: str) -> set[str]:
    """Return all that can be reached from ``start`` by one step or more."""
    seen: set[str] = set()
    waiting = list(steps[start])
    while waiting:
        step = waiting.pop()
        if step not in seen:
            seen.add(step)
            waiting += steps[step]
    return seen


def _note_repeats(ids: Iterable[str], file: str, faults: FaultList) -> None:
    for repeated, count in Counter(ids).items():
        if count > 1:
            faults.add(file, repeated, "is there more than once")
