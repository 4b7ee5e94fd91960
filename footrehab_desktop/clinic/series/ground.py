"""Charts of shoes and surfaces: strips of what was run on and worn, and the distance of each shoe."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import cycle

from footrehab_desktop.clinic.case_building import EpisodeFile
from footrehab_desktop.clinic.series.source import ChartName
from footrehab_desktop.clinic.series.strips import PieceLook, pieces_of
from footrehab_desktop.clinic.series.words import (
    GROUND,
    Values,
    day_text,
    first_day,
    named,
    newest,
    number,
    reading,
    widened,
)
from footrehab_desktop.library.chart import (
    ChartContent,
    ColourRole,
    Level,
    Line,
    Pattern,
    Strip,
    Symbol,
    Table,
)
from footrehab_desktop.progression.surfaces import SURFACES
from footrehab_desktop.records.values import Assessment

GROUND_RUN = ChartName("ground", "Surface and shoe", GROUND)
MILEAGE = ChartName("mileage", "Distance of each shoe", GROUND)
PATTERNS: tuple[Pattern, ...] = ("solid", "hatched", "open", "crossed", "dotted")
COLOURS: tuple[ColourRole, ...] = ("accent", "deload", "soft", "regress", "progress")
SHOE_COLOURS: tuple[ColourRole, ...] = ("hold", "pause", "ink")
SYMBOLS: tuple[Symbol, ...] = ("circle", "square", "triangle", "diamond")
USUAL_KM = 800.0
SHOES = (1, 2)  # the assessment asks for two running shoes in use
SURFACE, SHOE = "Surface", "Shoe"


def ground_chart(file: EpisodeFile, today: date) -> ChartContent:
    """Return what was run on and in, day by day; of several surfaces on a day the hardest counts."""
    surfaces: dict[date, int] = {}
    shoes: dict[date, str] = {}
    for session in file.sessions:
        if session.on <= today and session.surface is not None:
            surfaces[session.on] = max(session.surface, surfaces.get(session.on, session.surface))
        if session.on <= today and session.shoe:
            shoes[session.on] = session.shoe
    days = sorted({*surfaces, *shoes})
    readings = tuple((on, _ground_words(surfaces.get(on), shoes.get(on))) for on in days)
    strips = (
        Strip(SURFACE, pieces_of(((on, str(step)) for on, step in sorted(surfaces.items())), _surface_looks())),
        Strip(SHOE, pieces_of(sorted(shoes.items()), shoe_looks(shoes[on] for on in sorted(shoes)))),
    )
    return ChartContent(
        title=GROUND_RUN.title,
        unit="what was run on and worn",
        low=0,
        high=1,
        first=first_day(days, today),
        last=today,
        table=Table(
            ("Date", SURFACE, SHOE),
            tuple((day_text(on), _surface_words(surfaces.get(on)), shoes.get(on, "")) for on in reversed(days)),
        ),
        latest=reading(readings, 1),
        before=reading(readings, 2),
        strips=tuple(strip for strip in strips if strip.pieces),
        readings=readings,
        code=GROUND_RUN.code,
        group=GROUND_RUN.group,
        why_empty="No surface or shoe is on file. Write surface (1 to 5) and shoe of a session in the diary.",
    )


def _surface_looks() -> Mapping[str, PieceLook]:
    steps = zip(SURFACES, COLOURS, PATTERNS, strict=True)
    return {str(step): PieceLook(_surface_words(step), colour, pattern) for step, colour, pattern in steps}


def shoe_looks(worn: Iterable[str]) -> Mapping[str, PieceLook]:
    """Return how each shoe is drawn, in the order in which they were first worn; the looks go round after five."""
    names = dict.fromkeys(worn)
    looks = zip(names, cycle(SHOE_COLOURS), cycle(reversed(PATTERNS)), strict=False)
    return {name: PieceLook(name, colour, pattern) for name, colour, pattern in looks}


def mileage_chart(file: EpisodeFile, today: date) -> ChartContent:
    """Return the distance on file for each shoe: what an assessment says, and the diary's runs after it."""
    distances = shoe_distances(file, today)
    names = tuple(distances)
    limit = file.book["FW-01.km"]
    highest = max((value for values in distances.values() for _on, value in values), default=0)
    high, rescaled = widened(USUAL_KM, highest, "km")
    days = sorted({on for values in distances.values() for on, _value in values})
    known = {name: dict(values) for name, values in distances.items()}
    rows = [(on, tuple(known[name].get(on) for name in names)) for on in days]
    return ChartContent(
        title=MILEAGE.title,
        unit="km on file",
        low=0,
        high=high,
        first=first_day(days, today),
        last=today,
        table=Table(("Date", *names), tuple((day_text(on), *map(number, each)) for on, each in reversed(rows))),
        latest=newest(names, tuple(distances.values()), 1, "km"),
        before=newest(names, tuple(distances.values()), 2, "km"),
        lines=tuple(
            Line(name, values, colour, symbol, unit="km")
            for (name, values), colour, symbol in zip(distances.items(), cycle(COLOURS), cycle(SYMBOLS), strict=False)
        ),
        levels=(Level(limit, f"New shoes from {limit:g} km", "refer"),),
        readings=tuple((on, named(names, each, "km")) for on, each in rows),
        code=MILEAGE.code,
        group=MILEAGE.group,
        rescaled=rescaled,
        why_empty=(
            "No distance of a shoe is on file. Write name and km of the running shoes on the Assess page, "
            "and shoe and distance of each run in the diary."
        ),
        note="Only what is on file counts: runs without a distance are missing from it.",
    )


def shoe_distances(file: EpisodeFile, today: date) -> dict[str, Values]:
    """Return the distance of each shoe after every day that changed it, km, by the shoe's name.

    What an assessment says replaces what was counted before; a session counts when it names shoe and distance.
    """
    told = [entry for assessment in file.assessments for entry in _told(assessment)]
    run = [(s.on, 1, s.shoe, s.distance_km) for s in file.sessions if s.shoe and s.distance_km is not None]
    total: dict[str, float] = {}
    found: dict[str, dict[date, float]] = {}
    for on, order, shoe, km in sorted(told + run):
        if on <= today:
            total[shoe] = round((total.get(shoe, 0.0) if order else 0.0) + km, 1)
            found.setdefault(shoe, {})[on] = total[shoe]
    return {shoe: tuple(values.items()) for shoe, values in found.items()}


def _told(assessment: Assessment) -> Iterator[tuple[date, int, str, float]]:
    """Yield what an assessment says of each shoe; on its day it comes before the runs."""
    answers = {observation.code: observation for observation in assessment.observations}
    for number_of_shoe in SHOES:
        name, km = answers.get(f"shoe_{number_of_shoe}_name"), answers.get(f"shoe_{number_of_shoe}_km")
        if km is not None and km.number is not None:
            words = " ".join((name.text or "").split()) if name is not None else ""
            yield assessment.assessed_on, 0, words or f"Shoe {number_of_shoe}", km.number


def _surface_words(step: int | None) -> str:
    return "" if step is None else f"{step} {SURFACES[step]}"


def _ground_words(step: int | None, shoe: str | None) -> str:
    return ", ".join(filter(None, (_surface_words(step), shoe)))
