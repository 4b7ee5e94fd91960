"""Invented answers to outcome measures: items that come to about the score a story aims at."""

from collections.abc import Mapping
from typing import Any

from footrehab_desktop.clinic.demo_visits import CaseNotes, Visit, between
from footrehab_desktop.clinic.outcome_results import ACTIVITY_COUNT, PSFS, activity_code
from footrehab_desktop.progression import measure_info, score
from footrehab_desktop.progression.measure_table import MeasureInfo
from footrehab_desktop.records.values import Observation, OutcomeEntry


def measures_taken(notes: CaseNotes, visit: Visit) -> tuple[tuple[OutcomeEntry, ...], tuple[Observation, ...]]:
    """Return the measures of a visit and the words of the patient's own activities."""
    share = notes.share(visit)
    entries = tuple(_entry(measure, between(aim, share)) for measure, aim in notes.measures.items())
    if not notes.activities:
        return entries, ()
    words = tuple(
        Observation(activity_code(number), text=activity) for number, activity in enumerate(notes.activities, start=1)
    )
    return (*entries, _own_activities(notes.activities, share)), words


def _entry(measure: str, aim: float) -> OutcomeEntry:
    info = measure_info(measure)
    form = info.versions[0].code if info.versions else ""
    items = _items(info.in_version(form), aim)
    scored = score(measure, items, form)
    # The last item of a measure with branches is answered by one of them: here the first.
    version = f"{info.items}{info.branches[0][0]}" if info.branches else form
    return OutcomeEntry(measure, items, scored.value, scored.missing, version)


def _items(info: MeasureInfo, aim: float) -> tuple[int, ...]:
    """Spread the score ``aim`` over the items as evenly as their steps allow."""
    share = (aim - info.lowest) / (info.highest - info.lowest)
    items, carried = [], 0.0
    for lowest, highest in info.item_ranges:
        wanted = lowest + share * (highest - lowest) + carried
        answer = min(max(round(wanted / info.step) * info.step, lowest), highest)
        carried = wanted - answer
        items.append(answer)
    return tuple(items)


def _own_activities(activities: Mapping[str, Any], share: float) -> OutcomeEntry:
    rated = [round(between(rating, share)) for rating in activities.values()]
    items = (*rated, *[None] * (ACTIVITY_COUNT - len(rated)))
    return OutcomeEntry(PSFS, items, score(PSFS, items).value, 0)
