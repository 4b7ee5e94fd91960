"""Outcome measures typed by item number: what a box takes, what is signed, which form and activities are in use.

No wording of any item is known here; the clinic reads the items from its own form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from footrehab_desktop.clinic.outcome_results import (
    ACTIVITY_COUNT,
    ACTIVITY_PREFIX,
    PSFS,
    Measured,
    activity_code,
)
from footrehab_desktop.clinic.text_checks import check_name
from footrehab_desktop.errors import FieldError
from footrehab_desktop.progression import MeasureInfo, measure_info, measures_for, score
from footrehab_desktop.progression.codes import MEASURES
from footrehab_desktop.progression.measures import NOT_APPLICABLE, Answer
from footrehab_desktop.records.values import Observation, OutcomeEntry
from footrehab_desktop.ui.presenters.assess_sheet import Place, Sheet
from footrehab_desktop.ui.presenters.running_digits import Keystroke, type_into

PREFIX = "measure:"
VERSION = "version"
NO_ACTIVITIES = ("",) * ACTIVITY_COUNT
# Typed as a test of the examination, not as a form of the patient.
EXAMINERS = frozenset({"FPI-6"})
_NOT_APPLICABLE_KEYS = frozenset("nN-")


def choices(condition: str) -> tuple[tuple[str, str], ...]:
    """Return (code, words) of every measure, those for the condition first."""
    fitting = [code for code in measures_for(condition) if code not in EXAMINERS]
    others = [code for code in MEASURES if code not in fitting and code not in EXAMINERS]
    return tuple((code, f"{code}: {MEASURES[code]}") for code in (*fitting, *others))


def item_place(measure: str, number: int) -> Place:
    """Return the place of item ``number`` (from 1)."""
    return Place(PREFIX + measure, str(number))


def version_place(measure: str) -> Place:
    """Return the place where the chosen form or formula of a measure stands."""
    return Place(PREFIX + measure, VERSION)


def activity_place(number: int) -> Place:
    """Return the place of the words of activity ``number`` (from 1) of the PSFS."""
    return Place(activity_code(number))


def is_of_measure(place: Place) -> bool:
    """Tell whether a place belongs to a measure: an item, its form, or an activity of the PSFS."""
    return place.code.startswith((PREFIX, ACTIVITY_PREFIX))


def measure_of(place: Place) -> str:
    """Return the measure that a place belongs to."""
    return PSFS if place.code.startswith(ACTIVITY_PREFIX) else place.code.removeprefix(PREFIX)


@cache
def _info(measure: str, version: str) -> MeasureInfo:
    return measure_info(measure).in_version(version)


@cache
def _answers(measure: str, version: str, number: int) -> tuple[str, ...]:
    """Return every text that an item takes; asked on each key for every box."""
    info = _info(measure, version)
    low, high = info.item_ranges[number - 1]
    found = [str(answer) for answer in range(low, high + 1, info.step)]
    if info.branches and number == info.items:
        found = [f"{letter}{points}" for letter, top in info.branches for points in range(low, top + 1)]
    return (*found, NOT_APPLICABLE) if number in info.not_applicable else tuple(found)


@dataclass(frozen=True, slots=True)
class MeasureForm:
    """A measure in the form that is in use: what its boxes take, as text. Items count from 1."""

    measure: str
    version: str = ""

    @property
    def info(self) -> MeasureInfo:
        """Return what the core knows about it."""
        return _info(self.measure, self.version)

    def answers(self, number: int) -> tuple[str, ...]:
        """Return every text that may stand in the box of an item."""
        return _answers(self.measure, self.version, number)

    def range_words(self, number: int) -> str:
        """Return what an item takes, e.g. ``0 to 4, or n for not applicable``."""
        info = self.info
        low, high = info.item_ranges[number - 1]
        words = f"{low} to {high}" + (f" in steps of {info.step}" if info.step > 1 else "")
        if info.branches and number == info.items:
            tops = ", ".join(f"{letter} with {low} to {top}" for letter, top in info.branches)
            words = f"the answered branch and its points: {tops}"
        if number not in info.not_applicable:
            return words
        return f"{words}, or n for {'no sport' if info.void else 'not applicable'}"

    def refusal(self, number: int) -> str:
        """Return the sentence for a key or text that an item does not take."""
        return f"Item {number} takes {self.range_words(number)}."

    def type_character(self, number: int, present: str, character: str) -> Keystroke:
        """Return what typing ``character`` after ``present`` does in the box of an item.

        The next box is due as soon as no longer answer can begin like this. A digit that does not fit any more but fits
        the next item is passed on to it; ``n`` or ``-`` marks an item as not applicable where the form offers that.
        """
        if character in _NOT_APPLICABLE_KEYS and not present and number in self.info.not_applicable:
            return Keystroke(NOT_APPLICABLE, moves_on=True)
        following = () if number == self.info.items else self.answers(number + 1)
        return type_into(self.answers(number), following, present, character.lower(), self.refusal(number))

    def value(self, number: int, text: str) -> Answer:
        """Return the answer that stands in a box, None for an empty one. Raises ``FieldError`` for any other text."""
        if not text:
            return None
        if text not in self.answers(number):
            raise FieldError(PREFIX + self.measure, self.refusal(number))
        return NOT_APPLICABLE if text == NOT_APPLICABLE else int(text.lstrip("abc"))


class MeasureAnswers:
    """The answers of one measure on a sheet, over the results signed before (oldest first).

    ``carried`` are the activities of the PSFS as last signed: they stand until the patient names another.
    """

    def __init__(
        self,
        sheet: Sheet,
        measure: str,
        earlier: Sequence[Measured] = (),
        carried: Sequence[str] = NO_ACTIVITIES,
    ) -> None:
        self.sheet = sheet
        self.measure = measure
        self.earlier = tuple(earlier)
        self.carried = tuple(carried)

    @property
    def form(self) -> MeasureForm:
        """Return the form in use: as chosen, else as last time, else the usual one."""
        versions = [version.code for version in measure_info(self.measure).versions]
        last = self.earlier[-1].entry.version if self.earlier else ""
        wanted = (self.sheet.text(version_place(self.measure)), last)
        return MeasureForm(self.measure, next((code for code in (*wanted, *versions) if code in versions), ""))

    def texts(self) -> tuple[str, ...]:
        """Return what stands in the boxes, in item order."""
        numbers = range(1, self.form.info.items + 1)
        return tuple(self.sheet.text(item_place(self.measure, number)) for number in numbers)

    def usable(self) -> tuple[Answer, ...]:
        """Return the answers in item order; a box that holds only the beginning of an answer counts as empty."""
        form = self.form
        return tuple(
            form.value(number, text) if text in form.answers(number) else None
            for number, text in enumerate(self.texts(), start=1)
        )

    def activity(self, number: int) -> str:
        """Return the words of an activity: as typed now, else as last signed, "" for none."""
        return self.sheet.text(activity_place(number)) or self.carried[number - 1]

    def activities(self) -> tuple[str, ...]:
        """Return the words of all five activities."""
        return tuple(self.activity(number) for number in range(1, ACTIVITY_COUNT + 1))

    def entry(self) -> OutcomeEntry | None:
        """Return the measure as it is signed, None when nothing is answered. Raises ``FieldError`` as a box does."""
        form, texts = self.form, self.texts()
        items = tuple(form.value(number, text) for number, text in enumerate(texts, start=1))
        if all(item is None for item in items):
            return None
        self._check_activities(items)
        return self._scored(items)

    def result(self, on: date) -> Measured:
        """Return what is typed so far as a result of that day."""
        named = self.activities() if self.measure == PSFS else ()
        return Measured(on, self._scored(self.usable()), named)

    def _scored(self, items: tuple[Answer, ...]) -> OutcomeEntry:
        result = score(self.measure, items, self.form.version)
        missing = result.missing
        if self.measure == PSFS:
            missing = sum(bool(words) and item is None for words, item in zip(self.activities(), items, strict=True))
        return OutcomeEntry(self.measure, items, result.value, missing, self._version())

    def _version(self) -> str:
        """Return what is signed as version: the form in use, or the branch that was answered."""
        info, last = self.form.info, self.texts()[-1]
        return f"{info.items}{last[0]}" if info.branches and last and last[0].isalpha() else self.form.version

    def _check_activities(self, items: tuple[Answer, ...]) -> None:
        """Refuse a rating without an activity, and words that cannot stand in one line."""
        if self.measure != PSFS:
            return
        for number, item in enumerate(items, start=1):
            code, words = activity_code(number), self.activity(number)
            if words:
                check_name(code, f"Activity {number}", words)
            elif item is not None:
                raise FieldError(code, f"Activity {number} is rated and not named. Type its name.")

    def activity_observations(self) -> tuple[Observation, ...]:
        """Return the activities of the PSFS as they are signed: those typed, and those rated under their old words."""
        if self.measure != PSFS:
            return ()
        rated = zip(range(1, ACTIVITY_COUNT + 1), self.usable(), strict=True)
        return tuple(
            Observation(activity_code(number), text=self.activity(number))
            for number, rating in rated
            if self.sheet.text(activity_place(number)) or (self.activity(number) and rating is not None)
        )


def typed_entry(entry: OutcomeEntry) -> Mapping[Place, str]:
    """Return a signed result as it would be typed."""
    info = measure_info(entry.instrument)
    texts = {
        item_place(entry.instrument, n): str(item) for n, item in enumerate(entry.items, start=1) if item is not None
    }
    if info.versions and entry.version:
        texts[version_place(entry.instrument)] = entry.version
    last = item_place(entry.instrument, info.items)
    if info.branches and entry.version and texts.get(last, "").isdecimal():
        texts[last] = entry.version[-1] + texts[last]
    return texts


def typed_measures(sheet: Sheet) -> tuple[str, ...]:
    """Return the measures that have something typed in a box, in the order of the core's list."""
    begun = {measure_of(place) for place in sheet.typed if place.code.startswith(PREFIX) and place.part != VERSION}
    return tuple(code for code in MEASURES if code in begun)
