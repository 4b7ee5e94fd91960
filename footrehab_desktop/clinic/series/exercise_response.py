"""How the symptoms answered to each exercise: which drills ease, which provoke (S000-32)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.series.source import ChartName
from footrehab_desktop.clinic.series.strips import PieceLook, pieces_of
from footrehab_desktop.clinic.series.words import SELF_REPORTED, SYMPTOMS, first_day
from footrehab_desktop.library.chart import ChartContent, Strip, Table
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.load import Library
from footrehab_desktop.records.values import DiaryExercise

RESPONSE = ChartName("exercise_response", "Response to exercises", SYMPTOMS)
EASED, SAME, PROVOKED = "eased", "same", "provoked"
LOOKS: Mapping[str, PieceLook] = {
    EASED: PieceLook("▲ eased", "progress", "solid"),
    SAME: PieceLook("■ same", "soft", "open"),
    PROVOKED: PieceLook("▼ provoked", "regress", "hatched"),
}
ENOUGH_DAYS = 3
"""From so many answers on an exercise is said to ease or to provoke; fewer are shown and not judged."""


@dataclass(frozen=True, slots=True)
class Response:
    """What is on file of one exercise: the days with an answer, oldest first, and how often each came."""

    name: str
    days: tuple[tuple[date, str], ...]
    counts: Mapping[str, int]
    pain: float | None

    @property
    def tendency(self) -> str:
        """Return what more than half of the answers say, "" for no majority or fewer than three answers."""
        answer = max(self.counts, key=lambda each: self.counts[each])
        return answer if len(self.days) >= ENOUGH_DAYS and 2 * self.counts[answer] > len(self.days) else ""


def responses(file: EpisodeFile, library: Library, today: date) -> tuple[Response, ...]:
    """Return every exercise with an answer, those that provoke most often first."""
    entries: dict[str, list[DiaryExercise]] = {}
    for entry in file.exercises:
        if entry.response is not None and entry.on <= today:
            entries.setdefault(entry.exercise_id, []).append(entry)
    found = [_response(exercise_id, known, library) for exercise_id, known in entries.items()]
    return tuple(
        sorted(found, key=lambda r: (-r.counts[PROVOKED] / len(r.days), r.counts[EASED] / len(r.days), r.name))
    )


def _response(exercise_id: str, entries: Sequence[DiaryExercise], library: Library) -> Response:
    pains = [entry.pain_during for entry in entries if entry.pain_during is not None]
    return Response(
        name=library.exercise(exercise_id).name,
        days=tuple(sorted((entry.on, entry.response or "") for entry in entries)),
        counts=Counter(entry.response or "" for entry in entries),
        pain=fmean(pains) if pains else None,
    )


def response_chart(file: EpisodeFile, library: Library, today: date) -> ChartContent:
    """Return a strip for each exercise with the answer of each day; the table counts them."""
    found = responses(file, library, today)
    by_day: dict[date, list[str]] = {}
    for response in found:
        for on, answer in response.days:
            by_day.setdefault(on, []).append(f"{response.name}: {answer}")
    return ChartContent(
        title=RESPONSE.title,
        unit="what the symptoms did after each exercise",
        low=0,
        high=1,
        first=first_day(by_day, today),
        last=today,
        table=Table(
            ("Exercise", "Eased", "Same", "Provoked", "Mean pain during", "Newest answer"),
            tuple(_row(response) for response in found),
        ),
        latest=_tendencies(found),
        strips=tuple(Strip(response.name, pieces_of(response.days, LOOKS)) for response in found),
        readings=tuple((on, ", ".join(words)) for on, words in sorted(by_day.items())),
        code=RESPONSE.code,
        group=RESPONSE.group,
        why_empty="No answer to an exercise is on file. Mark in the diary which exercises eased or provoked symptoms.",
        note=f"{SELF_REPORTED} From {ENOUGH_DAYS} answers on, an exercise eases or provokes when more than half of "
        "them say so.",
    )


def _row(response: Response) -> tuple[str, ...]:
    on, answer = response.days[-1]
    counts = tuple(str(response.counts[each]) for each in (EASED, SAME, PROVOKED))
    pain = "" if response.pain is None else f"{response.pain:.1f}"
    return (response.name, *counts, pain, f"{answer} ({format_date(on)})")


def _tendencies(found: Sequence[Response]) -> str:
    parts = []
    for answer, words in ((PROVOKED, "Provokes"), (EASED, "Eases")):
        named = [f"{r.name} ({r.counts[answer]} of {len(r.days)} days)" for r in found if r.tendency == answer]
        if named:
            parts.append(f"{words}: {', '.join(named)}")
    return " · ".join(parts)
