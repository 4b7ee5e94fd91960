"""The foot body chart of an assessment being typed: which marks stand, and what it takes to change one."""

from collections.abc import Mapping

from footrehab_desktop.library.body_chart import (
    FOOT_SIDES,
    KIND,
    PAIN,
    TENDER,
    BodyChart,
    ChartMark,
    FootSide,
    Region,
    field_codes,
)
from footrehab_desktop.ui.presenters.assess import AssessmentForm, side_of
from footrehab_desktop.ui.presenters.assess_sheet import Place

_PREFIXES = (KIND, PAIN, TENDER)


class ChartAnswers:
    """Reads and changes the chart's places of a form. What it shows is what is signed."""

    def __init__(self, form: AssessmentForm, chart: BodyChart) -> None:
        self._form = form
        self._chart = chart

    def mark(self, region: str, side: FootSide) -> ChartMark:
        """Return what is marked in a region of one foot, perhaps nothing."""
        kind, pain, tender = (self._form.verdict(place) for place in self.places(region, side))
        return ChartMark(
            region,
            side,
            kind.text,
            round(pain.number) if pain.number is not None else None,
            {"yes": True, "no": False}.get(tender.text or ""),
        )

    def tenderness(self, region: str, side: FootSide) -> str | None:
        """Return the answer about tenderness in a region of one foot, None while there is none."""
        return self._form.verdict(self.places(region, side)[2]).text

    def is_marked(self, region: str, side: FootSide) -> bool:
        """Tell whether anything stands in a region of one foot."""
        return any(self._form.sheet.text(place) for place in self.places(region, side))

    def marks(self) -> tuple[ChartMark, ...]:
        """Return every mark, in the order of the regions, left before right. Only what is typed is looked at."""
        typed = {place: region for place in self._form.sheet.typed if (region := region_of(place))}
        marked = {(region, side_of(place)) for place, region in typed.items()}
        return tuple(
            self.mark(region.code, side)
            for region in self._chart.regions
            for side in FOOT_SIDES
            if (region.code, side) in marked
        )

    def places(self, region: str, side: FootSide) -> tuple[Place, ...]:
        """Return where kind, pain and tenderness of a region stand."""
        return tuple(Place(code, side) for code in field_codes(region))

    def removal(self, region: str, side: FootSide) -> Mapping[Place, str]:
        """Return what to enter so that a mark is gone."""
        return dict.fromkeys(self.places(region, side), "")

    def moved(self, region: str, side: FootSide) -> Mapping[Place, str]:
        """Return what to enter so that a mark lies on the other foot instead."""
        there: FootSide = "right" if side == "left" else "left"
        answers = dict(self.removal(region, side))
        for from_place, to_place in zip(self.places(region, side), self.places(region, there), strict=True):
            answers[to_place] = self._form.sheet.text(from_place)
        return answers

    def asks_tenderness(self, region: Region, side: FootSide) -> bool:
        """Tell whether pain is marked at a high-risk bone site that nobody has pressed yet."""
        mark = self.mark(region.code, side)
        hurts = mark.kind is not None or bool(mark.pain)
        return region.high_risk and hurts and not self._form.sheet.text(self.places(region.code, side)[2])

    def open_side(self, region: str, side: FootSide) -> Place | None:
        """Return a place of a mark on the sound foot that nobody confirmed, None when all is well."""
        return next((place for place in self.places(region, side) if self._form.is_side_open(place)), None)


def region_of(place: Place) -> str:
    """Return the code of the region that a place belongs to, "" for a place off the chart."""
    return next((place.code.removeprefix(prefix) for prefix in _PREFIXES if place.code.startswith(prefix)), "")
