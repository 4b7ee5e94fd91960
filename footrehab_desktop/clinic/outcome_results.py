"""Signed results of outcome measures as people read them: score, form, items, and change against an earlier result."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from footrehab_desktop.progression import change_wording, measure_info, score
from footrehab_desktop.progression.measures import (
    NOT_APPLICABLE,
    activity_wording,
    band,
    ffi_subscales,
    same_version,
    subscale_wording,
)
from footrehab_desktop.records.values import Assessment, Observation, OutcomeEntry

PSFS = "PSFS"
ACTIVITY_PREFIX = "psfs_activity_"
ACTIVITY_COUNT = 5
NOT_ANSWERED = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Measured:
    """A result of a measure with its day; of the PSFS also the patient's activities, one for each item."""

    on: date
    entry: OutcomeEntry
    activities: tuple[str, ...] = ()

    @property
    def ratings(self) -> Mapping[str, int]:
        """Return the rating of each activity of the PSFS by its words."""
        names = self.activities or ("",) * ACTIVITY_COUNT
        numbered = enumerate(zip(names, self.entry.items, strict=False), start=1)
        return {name or f"Activity {number}": rating for number, (name, rating) in numbered if isinstance(rating, int)}


def activity_code(number: int) -> str:
    """Return the field that holds the words of activity ``number`` (from 1)."""
    return f"{ACTIVITY_PREFIX}{number}"


def same_activity(one: str, other: str) -> bool:
    """Tell whether two texts name the same activity; capitals and spaces do not matter."""
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def activities_of(observations: Iterable[Observation]) -> tuple[str, ...]:
    """Return the words of the five activities of the PSFS, "" for none."""
    words = {o.code: o.text or "" for o in observations if o.code.startswith(ACTIVITY_PREFIX)}
    return tuple(words.get(activity_code(number), "") for number in range(1, ACTIVITY_COUNT + 1))


def results_of(assessment: Assessment) -> tuple[Measured, ...]:
    """Return every result of an assessment, scored or not."""
    activities = activities_of(assessment.observations)
    return tuple(
        Measured(assessment.assessed_on, entry, activities if entry.instrument == PSFS else ())
        for entry in assessment.outcomes
    )


def measured_before(assessments: Iterable[Assessment]) -> Mapping[str, tuple[Measured, ...]]:
    """Return the scored results of each measure, oldest first."""
    found: dict[str, list[Measured]] = defaultdict(list)
    for assessment in sorted(assessments, key=lambda a: (a.assessed_on, a.signed_at)):
        for result in results_of(assessment):
            if result.entry.score is not None:
                found[result.entry.instrument].append(result)
    return {measure: tuple(results) for measure, results in found.items()}


def version_words(entry: OutcomeEntry) -> str:
    """Return the form, formula or branch of a result in words, "" where there is only one."""
    version = measure_info(entry.instrument).version(entry.version)
    if version is not None:
        return version.words
    return f"item 8 by branch {entry.version[-1]}" if measure_info(entry.instrument).branches and entry.version else ""


def score_words(entry: OutcomeEntry) -> str:
    """Return the score with unit, profile and band, or that there is none and why."""
    result = score(entry.instrument, entry.items, _form(entry))
    profile = f"profile {result.profile}, " if result.profile else ""
    if entry.score is None:
        return f"{profile}not scored" + (f": {result.reason}" if result.reason else "")
    name = band(entry.instrument, entry.score)
    return f"{profile}{entry.score:g} {result.unit}" + (f", {name}" if name else "")


def _form(entry: OutcomeEntry) -> str:
    """Return the version that the core knows; the branch of an item is none."""
    return entry.version if measure_info(entry.instrument).versions else ""


def outcome_words(result: Measured) -> str:
    """Return a result in one line: score, form, what is missing or does not apply, and every answer in item order."""
    entry = result.entry
    parts = [f"{entry.instrument}: {score_words(entry)}", version_words(entry), subscale_words(entry)]
    if entry.instrument == PSFS:
        rated = ", ".join(f"{name} {rating}" for name, rating in result.ratings.items())
        return "; ".join((*filter(None, parts), rated, *_left_out(entry.missing, "not rated")))
    marked = sum(item == NOT_APPLICABLE for item in entry.items)
    parts += [*_left_out(entry.missing, "not answered"), *_left_out(marked, "not applicable")]
    answers = " ".join(NOT_ANSWERED if item is None else str(item) for item in entry.items)
    return "; ".join((*filter(None, parts), f"items {answers}"))


def _left_out(count: int, words: str) -> tuple[str, ...]:
    return (f"{count} {words}",) if count else ()


def subscale_words(entry: OutcomeEntry) -> str:
    """Return the subscales of a scored Foot Function Index in words, "" for every other measure."""
    return ", ".join(f"{name} {value:.1f} %" for name, value in _subscales(entry).items())


def _subscales(entry: OutcomeEntry) -> Mapping[str, float]:
    if entry.instrument != "FFI" or entry.score is None:
        return {}
    highest = measure_info("FFI").in_version(entry.version).item_ranges[0][1]
    return {name: value for name, value in ffi_subscales(entry.items, highest) if value is not None}


def subscale_changes(before: Measured, after: Measured) -> str:
    """Return what changed in the subscales of the Foot Function Index, "" for other measures and other forms."""
    if not is_comparable(before, after):
        return ""
    old, new = _subscales(before.entry), _subscales(after.entry)
    return "; ".join(subscale_wording(name, old[name], value) for name, value in new.items() if name in old)


def is_comparable(one: Measured, other: Measured) -> bool:
    """Tell whether two scores measure the same: by the same form and formula, of the PSFS the same activities."""
    if other.entry.instrument == PSFS:
        return len(rated_both_times(one, other)) == len(one.ratings) == len(other.ratings)
    return same_version(other.entry.instrument, one.entry.version, other.entry.version)


def comparable_scores(assessments: Iterable[Assessment]) -> tuple[Measured, ...]:
    """Return the scored results that can be compared with the newest of their measure, oldest first."""
    every = (
        result
        for results in measured_before(assessments).values()
        for result in results
        if is_comparable(result, results[-1])
    )
    return tuple(sorted(every, key=lambda result: result.on))


def change_words(before: Measured, after: Measured) -> str:
    """Return the sentence for the change from one scored result to a later one of the same measure.

    Different forms or formulas are not compared, and of the PSFS only activities that were rated both times.
    """
    old, new = before.entry, after.entry
    if not same_version(old.instrument, old.version, new.version):
        return f"Not compared: {version_words(old)} then, {version_words(new)} now."
    if old.score is None or new.score is None:
        return "Not compared: there is no score on one of the days."
    if new.instrument == PSFS:
        return _psfs_change(before, after)
    return change_wording(new.instrument, old.score, new.score, (after.on - before.on).days // 7)


def _psfs_change(before: Measured, after: Measured) -> str:
    pairs = rated_both_times(before, after)
    if not pairs:
        return "Not compared: no activity was rated both times."
    means = [round(fmean(ratings), 1) for ratings in zip(*pairs.values(), strict=True)]
    sentence = change_wording(PSFS, means[0], means[1])
    if len(pairs) == len(before.ratings) == len(after.ratings):
        return sentence
    return f"{sentence} Compared over what was rated both times: {', '.join(pairs)}."


def rated_both_times(before: Measured, after: Measured) -> Mapping[str, tuple[int, int]]:
    """Return the ratings of each activity that was rated on both days."""
    return {
        name: (earlier, rating)
        for name, rating in after.ratings.items()
        for known, earlier in before.ratings.items()
        if same_activity(known, name)
    }


def earlier_rating(before: Measured, name: str) -> int | None:
    """Return how an activity was rated then, None when it was not."""
    return next((rating for known, rating in before.ratings.items() if same_activity(known, name)), None)


def activity_change(earlier: int, rating: int) -> str:
    """Return the change of one activity in words, as part of a sentence."""
    return f"{earlier} to {rating}, {activity_wording(earlier, rating)}"
