"""Finds exercises: filters with counts, and free text over every field that forgives typing errors.

The index is built once over any exercises, those of the program and own ones alike. Sets of exercises are whole
numbers with one bit for each, so that combining filters and counting what is left takes no time.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from footrehab_desktop.library.exercises import DOMAINS, EQUIPMENT, OWN, TARGETS, Exercise
from footrehab_desktop.library.search_text import words_of

IMPACT: Final[dict[str, str]] = {"yes": "With impact", "no": "Without impact"}
ORIGIN: Final[dict[str, str]] = {OWN: "Own", "shipped": "Shipped"}
NAME, SYNONYM, TARGET, TEXT = range(4)
LEVELS: Final = (NAME, SYNONYM, TARGET, TEXT)
# How much a word counts against a result by where it stands; a typing error counts as much as standing one place lower.
LEVEL_COSTS: Final = (0, 2, 4, 7)
TYPO_COST: Final = 3
SAME_NAME, IN_NAME, IN_SYNONYM = 6, 3, 2
# Letters of a word that may be wrong, by its length: none below four, one from four, two from eight.
FORGIVEN: Final = ((8, 2), (4, 1))


@dataclass(frozen=True, slots=True)
class ExerciseFilter:
    """What to show; an empty part does not restrict.

    ``equipment``: what is at hand, None for no restriction; shown is what needs nothing else. ``impact`` is "yes", "no"
    or empty, ``origin`` "own", "shipped" or empty. ``favourites``: only those marked. ``text``: every word has to be
    found somewhere.
    """

    phase: str = ""
    domain: str = ""
    target: str = ""
    condition: str = ""
    position: str = ""
    impact: str = ""
    origin: str = ""
    equipment: frozenset[str] | None = None
    favourites: bool = False
    text: str = ""

    @property
    def active(self) -> tuple[str, ...]:
        """Return the names of the parts that restrict."""
        return tuple(name for name, empty in _EMPTY.items() if getattr(self, name) != empty)

    def without(self, name: str) -> "ExerciseFilter":
        """Return the filter with one part taken off."""
        return replace(self, **{name: _EMPTY[name]})

    def only(self, name: str) -> "ExerciseFilter":
        """Return a filter that restricts by one part of this one alone."""
        return replace(_NO_FILTER, **{name: getattr(self, name)})


_EMPTY: Final[dict[str, Any]] = {field.name: field.default for field in fields(ExerciseFilter)}
_NO_FILTER: Final = ExerciseFilter()
_CHOSEN: Final = ("phase", "domain", "target", "condition", "position", "impact", "origin")


@dataclass(frozen=True, slots=True)
class Found:
    """What a filter finds. ``ids`` are ranked: by where the text stands, else in the order of the library.

    ``counts``: for each part of the filter and each of its codes, how many exercises there would be with that code and
    everything else as it is. ``if_dropped``: how many there would be without each part that restricts; ``alone``: with
    that part only.
    """

    ids: tuple[str, ...]
    counts: dict[str, dict[str, int]]
    if_dropped: dict[str, int]
    alone: dict[str, int]


class ExerciseSearch:
    """The index over some exercises. ``favourites`` may change at any time."""

    def __init__(self, exercises: Sequence[Exercise], favourites: Collection[str] = ()) -> None:
        self._ids = tuple(exercise.id for exercise in exercises)
        self._everything = (1 << len(exercises)) - 1
        self._having = {name: _by_code(exercises, name) for name in _CHOSEN}
        self._needing = _by_equipment(exercises)
        self._text = TextIndex(exercises)
        self._favourites = 0
        self.mark_favourites(favourites)

    def __len__(self) -> int:
        return len(self._ids)

    def mark_favourites(self, ids: Collection[str]) -> None:
        """Take these as the favourites; ids that are not in the index are ignored."""
        self._favourites = sum(1 << place for place, exercise_id in enumerate(self._ids) if exercise_id in ids)

    def find(self, wanted: ExerciseFilter) -> Found:
        """Return what passes, with the counts of every choice."""
        matches = self._text.matches(wanted.text)
        parts = {name: self._part(wanted, name, matches) for name in wanted.active}
        found = self._joined(parts)
        ids = tuple(self._ids[place] for place in self._ranked(found, matches))
        if_dropped = {name: self._joined(parts, leaving_out=name).bit_count() for name in parts}
        alone = {name: (mask & self._everything).bit_count() for name, mask in parts.items()}
        return Found(ids, self._counts(parts), if_dropped, alone)

    def _part(self, wanted: ExerciseFilter, name: str, matches: "TextMatches") -> int:
        if name == "text":
            return matches.found
        if name == "favourites":
            return self._favourites
        if wanted.equipment is not None and name == "equipment":
            lacking = (mask for piece, mask in self._needing.items() if piece not in wanted.equipment)
            return self._everything & ~_union(lacking)
        return self._having[name].get(getattr(wanted, name), 0)

    def _joined(self, parts: dict[str, int], leaving_out: str = "") -> int:
        found = self._everything
        for name, mask in parts.items():
            if name != leaving_out:
                found &= mask
        return found

    def _ranked(self, found: int, matches: "TextMatches") -> Iterable[int]:
        places = _places(found)
        return sorted(places, key=matches.costs(len(self._ids)).__getitem__) if matches.words else places

    def _counts(self, parts: dict[str, int]) -> dict[str, dict[str, int]]:
        counts = {}
        for name, having in (*self._having.items(), ("equipment", self._needing)):
            others = self._joined(parts, leaving_out=name)
            counts[name] = {code: (mask & others).bit_count() for code, mask in having.items()}
        counts["favourites"] = {"yes": (self._favourites & self._joined(parts, leaving_out="favourites")).bit_count()}
        return counts


class TextIndex:
    """Every word of every exercise with where it stands: in the name, a synonym, the target or any other text."""

    def __init__(self, exercises: Sequence[Exercise]) -> None:
        self._standing: dict[str, list[int]] = {}
        self._names = [_joined_words(exercise.name) for exercise in exercises]
        self._synonyms = [" | ".join(map(_joined_words, exercise.synonyms)) for exercise in exercises]
        for place, exercise in enumerate(exercises):
            bit = 1 << place
            for level, texts in zip(LEVELS, _texts(exercise), strict=True):
                for word in set(words_of(" ".join(texts))):
                    self._standing.setdefault(word, [0] * len(LEVELS))[level] |= bit
        self._words = sorted(self._standing)
        self._beginnings: dict[int, dict[str, list[str]]] = {}

    def matches(self, text: str) -> "TextMatches":
        """Return where each word of ``text`` stands, by its beginning or, if it stands nowhere, with an error in it."""
        words = words_of(text)
        return TextMatches(" ".join(words), tuple(map(self._word, words)), self._names, self._synonyms)

    def _word(self, word: str) -> "WordMatches":
        beginning = [self._words[place] for place in self._starting_with(word)]
        if beginning:
            return WordMatches(self._union(beginning), 0)
        return WordMatches(self._union(self._nearly(word)), TYPO_COST)

    def _starting_with(self, word: str) -> range:
        first = bisect_left(self._words, word)
        return range(first, bisect_left(self._words, word + "\U0010ffff", first))

    def _nearly(self, word: str) -> list[str]:
        """Return the words that ``word`` may mean: whole ones or their beginnings, with the fewest errors."""
        allowed = next((errors for length, errors in FORGIVEN if len(word) >= length), 0)
        if not allowed:
            return []
        begun = self._begun(len(word))
        near = process.extract(word, list(begun), scorer=OSA.distance, score_cutoff=allowed, limit=None)
        least = min((distance for _, distance, _ in near), default=0)
        return [whole for beginning, distance, _ in near if distance == least for whole in begun[beginning]]

    def _begun(self, length: int) -> dict[str, list[str]]:
        """Return all words by their first ``length`` letters, those of about that length whole too; made once."""
        if length not in self._beginnings:
            beginnings: dict[str, list[str]] = {}
            for word in self._words:
                close = abs(len(word) - length) <= FORGIVEN[0][1]
                for size in {length, len(word)} if close else {length}:
                    beginnings.setdefault(word[:size], []).append(word)
            self._beginnings[length] = beginnings
        return self._beginnings[length]

    def _union(self, words: Iterable[str]) -> list[int]:
        levels = [0] * len(LEVELS)
        for word in words:
            for level, mask in enumerate(self._standing[word]):
                levels[level] |= mask
        return levels


@dataclass(frozen=True, slots=True)
class WordMatches:
    """Where one word of the text stands: a set of exercises for each level; ``cost`` is that of an error in it."""

    levels: list[int]
    cost: int


@dataclass(frozen=True, slots=True)
class TextMatches:
    """Where a text stands, and how well each exercise fits it."""

    text: str
    words: tuple[WordMatches, ...]
    names: list[str]
    synonyms: list[str]

    @property
    def found(self) -> int:
        """Return the exercises in which every word stands."""
        found = -1
        for word in self.words:
            found &= _union(word.levels)
        return found

    def costs(self, count: int) -> list[int]:
        """Return what counts against each exercise; only those in ``found`` have a meaningful figure."""
        costs = [0] * count
        for word in self.words:
            rest = _union(word.levels)
            for level, mask in zip(LEVELS, word.levels, strict=True):
                for place in _places(mask & rest):
                    costs[place] += LEVEL_COSTS[level] + word.cost
                rest &= ~mask
        for place in _places(self.found & ((1 << count) - 1)):
            costs[place] -= self._gain(place)
        return costs

    def _gain(self, place: int) -> int:
        """Return what the text gains by standing as a whole in the name or a synonym."""
        if self.text == self.names[place]:
            return SAME_NAME
        if self.text in self.names[place]:
            return IN_NAME
        return IN_SYNONYM if self.text in self.synonyms[place] else 0


def _joined_words(text: str) -> str:
    return " ".join(words_of(text))


def _texts(exercise: Exercise) -> tuple[tuple[str, ...], ...]:
    """Return the texts of an exercise by level, the first one weighing most."""
    notes = exercise.clinician
    return (
        (exercise.id, exercise.name),
        exercise.synonyms,
        (exercise.target, *(TARGETS[code] for code in exercise.targets)),
        (
            exercise.domain,
            DOMAINS[exercise.domain],
            exercise.purpose,
            exercise.set_up,
            *exercise.steps,
            *exercise.cues,
            *exercise.faults,
            *exercise.stop_signs,
            *(EQUIPMENT[piece] for piece in exercise.equipment),
            notes.why,
            notes.progress_when,
            *notes.mistakes,
            *(block.reason for block in exercise.blocks),
        ),
    )


def _codes(exercise: Exercise, name: str) -> tuple[str, ...]:
    codes: dict[str, tuple[str, ...]] = {
        "phase": exercise.phases,
        "domain": (exercise.domain,),
        "target": exercise.targets,
        "condition": exercise.conditions,
        "position": exercise.positions,
        "impact": ("yes" if exercise.impact else "no",),
        "origin": (OWN if exercise.sources == (OWN,) else "shipped",),
    }
    return codes[name]


def _by_code(exercises: Sequence[Exercise], name: str) -> dict[str, int]:
    having: dict[str, int] = {}
    for place, exercise in enumerate(exercises):
        for code in _codes(exercise, name):
            having[code] = having.get(code, 0) | 1 << place
    return having


def _by_equipment(exercises: Sequence[Exercise]) -> dict[str, int]:
    needing: dict[str, int] = {}
    for place, exercise in enumerate(exercises):
        for piece in exercise.equipment:
            needing[piece] = needing.get(piece, 0) | 1 << place
    return needing


def _union(masks: Iterable[int]) -> int:
    joined = 0
    for mask in masks:
        joined |= mask
    return joined


def _places(mask: int) -> Iterator[int]:
    """Yield the places of the exercises in a set, in order."""
    bits = bin(mask)[:1:-1]
    place = bits.find("1")
    while place >= 0:
        yield place
        place = bits.find("1", place + 1)
