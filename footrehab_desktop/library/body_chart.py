"""The foot body chart: five views of a foot with named regions, what can be marked there, and the fields it gives.

The files hold the right foot; the left is its mirror. Coordinates are the view's own unit (about a millimetre), y down.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path as FilePath
from typing import Final, Literal

from footrehab_desktop.library.drawing import Path, Piece, Point, Transform, path
from footrehab_desktop.library.field_spec import CHOICE, NPRS, YES_NO, FieldSpec
from footrehab_desktop.library.reading import FaultList, Record, read_file
from footrehab_desktop.progression.codes import BONE_SITES, FINDINGS
from footrehab_desktop.resource_files import resource_path

FootSide = Literal["left", "right"]
FOOT_SIDES: Final[tuple[FootSide, ...]] = ("left", "right")
FOLDER: Final = "body_chart"
NAMES: Final = "regions.json"
VIEWS: Final = ("plantar", "dorsal", "medial", "lateral", "heel")
TISSUES: Final = ("bone", "joint", "tendon", "ligament", "fascia", "nerve", "soft tissue")
LOOKS: Final = ("contour", "toe", "crease", "fold", "tendon", "nail")
PATTERNS: Final = ("hatch", "dots", "waves", "zigzag", "rings", "crosses", "bars")
COLOURS: Final = ("refer", "deload", "regress", "hold", "accent", "pause", "progress")
KIND, PAIN, TENDER = "chart_kind_", "chart_pain_", "chart_tender_"
TENDERNESS: Final = "focal_bone_tenderness"
HIGH_RISK: Final = "high"
# Between two regions lies a hairline; who clicks on it means the nearer of the two.
_REACH: Final = 3.0


@dataclass(frozen=True, slots=True)
class PainKind:
    """How pain feels: a colour and a pattern, so that it reads without colour too. ``colour`` is a role."""

    code: str
    label: str
    colour: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Region:
    """A place on the foot. ``site`` is the bone site the core knows it by; ``palpation`` how to press on it."""

    code: str
    name: str
    tissue: str
    site: str | None = None
    synonyms: tuple[str, ...] = ()
    palpation: str = ""

    @property
    def high_risk(self) -> bool:
        """Tell whether a bone stress injury here heals badly, so that tenderness must be tested."""
        return self.site is not None and BONE_SITES[self.site].risk == HIGH_RISK


@dataclass(frozen=True, slots=True)
class Area:
    """Where a region lies in one view: its path and the point in its middle."""

    path: Path
    centre: Point


@dataclass(frozen=True)
class FootView:
    """One view of one foot. ``lines`` are (look, path); ``areas`` by region code."""

    code: str
    title: str
    width: float
    height: float
    outline: Path
    lines: tuple[tuple[str, Path], ...]
    areas: dict[str, Area]

    def mirrored(self) -> "FootView":
        """Return the view of the other foot."""
        flip = Transform(a=-1, e=self.width)
        return replace(
            self,
            outline=self.outline.transformed(flip),
            lines=tuple((look, line.transformed(flip)) for look, line in self.lines),
            areas={code: Area(a.path.transformed(flip), flip.apply(a.centre)) for code, a in self.areas.items()},
        )


@dataclass(frozen=True, slots=True)
class ChartMark:
    """What is marked in a region of one foot. ``kind`` is a pain kind's code, ``pain`` NPRS 0 to 10."""

    region: str
    side: FootSide
    kind: str | None = None
    pain: int | None = None
    tender: bool | None = None


@dataclass(frozen=True, slots=True)
class NamedRegions:
    """What can be marked, without the drawings. ``absent_sites`` are the bone sites that are not on a foot."""

    regions: tuple[Region, ...]
    kinds: tuple[PainKind, ...]
    absent_sites: frozenset[str]


class BodyChart:
    """Both feet. Made by ``load_body_chart``; it does not change afterwards."""

    def __init__(self, views: tuple[FootView, ...], named: "NamedRegions") -> None:
        self.views = views
        self.regions = named.regions
        self.kinds = named.kinds
        self.absent_sites = named.absent_sites
        self._regions = {region.code: region for region in self.regions}
        self._kinds = {kind.code: kind for kind in self.kinds}
        self._views: dict[tuple[str, FootSide], FootView] = {}
        for view in views:
            self._views[view.code, "right"] = view
            self._views[view.code, "left"] = view.mirrored()

    def region(self, code: str) -> Region:
        """Return a region; ``KeyError`` if there is none."""
        return self._regions[code]

    def kind(self, code: str) -> PainKind:
        """Return a kind of pain; ``KeyError`` if there is none."""
        return self._kinds[code]

    def view(self, code: str, side: FootSide) -> FootView:
        """Return a view of one foot; ``KeyError`` if there is none."""
        return self._views[code, side]

    def views_of(self, region: str) -> tuple[str, ...]:
        """Return the codes of the views that show a region, the one that shows most of it first."""
        shown = [view for view in self.views if region in view.areas]

        def size(view: FootView) -> float:
            bounds = view.areas[region].path.bounds
            return bounds.width * bounds.height

        return tuple(view.code for view in sorted(shown, key=size, reverse=True))

    def region_at(self, view: str, side: FootSide, point: Point) -> Region | None:
        """Return the region at a point of a view, or the nearest one within 3 units; None beside the foot."""
        shown = self.view(view, side)
        for code, area in shown.areas.items():
            if _is_near(area.path, point, 0) and area.path.contains(point):
                return self._regions[code]
        near = [
            (distance, code)
            for code, area in shown.areas.items()
            if _is_near(area.path, point, _REACH) and (distance := _distance(area.path, point)) <= _REACH
        ]
        return self._regions[min(near)[1]] if near and shown.outline.contains(point) else None

    def search(self, text: str) -> tuple[Region, ...]:
        """Return the regions whose name or synonyms hold every typed word, those named so first; all for no text."""
        words = text.casefold().split()
        found = [region for region in self.regions if all(word in _haystack(region) for word in words)]
        return tuple(sorted(found, key=lambda region: not all(word in region.name.casefold() for word in words)))


def load_body_chart(folder: FilePath | None = None) -> BodyChart:
    """Return the chart read from ``folder`` (default: the program's resources).

    Raises ``LibraryError`` with file, key and reason of every fault.
    """
    place = folder or resource_path(FOLDER)
    faults = FaultList()
    named = _read_names(place, faults)
    known = {region.code for region in named.regions}
    views = tuple(_read_view(read_file(place / f"{code}.json", faults), known) for code in VIEWS)
    for code in sorted(known - {code for view in views for code in view.areas}):
        faults.add(NAMES, code, "is drawn in no view")
    faults.raise_if_any()
    return BodyChart(views, named)


@cache
def body_chart() -> BodyChart:
    """Return the program's chart, read once."""
    return load_body_chart()


def body_chart_fields() -> tuple[FieldSpec, ...]:
    """Return the fields of a form: pain kind, NPRS and tenderness of every region, left and right.

    Raises ``LibraryError``. The drawings are not read for it: who opens no chart does not wait for them.
    """
    faults = FaultList()
    named = _read_names(resource_path(FOLDER), faults)
    faults.raise_if_any()
    return tuple(spec for region in named.regions for spec in _fields_of(region, named.kinds))


def field_codes(region: str) -> tuple[str, str, str]:
    """Return the codes of a region's fields: kind, pain, tenderness."""
    return KIND + region, PAIN + region, TENDER + region


def _fields_of(region: Region, kinds: tuple[PainKind, ...]) -> Iterator[FieldSpec]:
    kind, pain, tender = field_codes(region.code)
    choices = tuple((each.code, each.label) for each in kinds)
    yield FieldSpec(kind, f"{region.name}: kind of pain", CHOICE, two_sided=True, choices=choices)
    yield FieldSpec(pain, f"{region.name}: pain", NPRS, low=0, high=10, two_sided=True)
    yield FieldSpec(
        tender,
        f"{region.name}: tender to pressure",
        YES_NO,
        two_sided=True,
        help=region.palpation,
        finding=FINDINGS[TENDERNESS].code if region.site else None,
        site=region.site,
    )


def _read_names(folder: FilePath, faults: FaultList) -> NamedRegions:
    record = read_file(folder / NAMES, faults)
    named = NamedRegions(
        regions=tuple(_read_region(region) for region in record.records("regions", 1, named_by="code")),
        kinds=tuple(_read_kind(kind) for kind in record.records("kinds", 1, named_by="code")),
        absent_sites=frozenset(record.codes("not_on_a_foot", BONE_SITES)),
    )
    record.finish()
    if len({region.code for region in named.regions}) < len(named.regions):
        record.fault("regions", "has a code twice")
    return named


def _read_kind(record: Record) -> PainKind:
    kind = PainKind(
        record.text("code"), record.text("label"), record.code("colour", COLOURS), record.code("pattern", PATTERNS)
    )
    record.finish()
    return kind


def _read_region(record: Record) -> Region:
    region = Region(
        code=record.text("code"),
        name=record.text("name"),
        tissue=record.code("tissue", TISSUES),
        site=record.code("site", BONE_SITES, required=False) or None,
        synonyms=record.texts("synonyms"),
        palpation=record.text("palpation", required=False),
    )
    record.finish()
    if region.site in BONE_SITES and region.high_risk and not region.palpation:
        record.fault("palpation", "a high-risk bone site says how to press on it")
    return region


def _read_view(record: Record, known: set[str]) -> FootView:
    outline = _read_path(record, "outline")
    lines = []
    for line in record.records("lines", 1):
        lines.append((line.code("look", LOOKS), _read_path(line, "path")))
        line.finish()
    areas: dict[str, Area] = {}
    for area in record.records("regions", 1, named_by="code"):
        code = area.code("code", known)
        if code in areas:
            area.fault("code", "is there more than once")
        areas[code] = Area(_read_path(area, "path"), Point(area.number("x") or 0, area.number("y") or 0))
        area.finish()
    view = FootView(
        code=record.code("code", VIEWS),
        title=record.text("title"),
        width=record.number("width") or 0,
        height=record.number("height") or 0,
        outline=outline,
        lines=tuple(lines),
        areas=areas,
    )
    record.finish()
    return view


def _read_path(record: Record, name: str) -> Path:
    text = record.text(name)
    try:
        return path(text)
    except ValueError as fault:
        record.fault(name, str(fault))
        return Path((Piece("M", (Point(0, 0),)),))


def _haystack(region: Region) -> str:
    return " ".join((region.name, region.tissue, *region.synonyms)).casefold()


def _is_near(shape: Path, point: Point, reach: float) -> bool:
    box = shape.bounds
    return box.left - reach <= point.x <= box.right + reach and box.top - reach <= point.y <= box.bottom + reach


def _distance(shape: Path, point: Point) -> float:
    """Return how far a point lies from a path's border."""
    return min(
        _to_stretch(point, first, second)
        for part in shape.outlines
        for first, second in zip(part, (*part[1:], part[0]), strict=True)
    )


def _to_stretch(point: Point, first: Point, second: Point) -> float:
    across, down = second.x - first.x, second.y - first.y
    length = across * across + down * down
    along = ((point.x - first.x) * across + (point.y - first.y) * down) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    apart = (point.x - first.x - along * across) ** 2 + (point.y - first.y - along * down) ** 2
    return float(apart**0.5)
