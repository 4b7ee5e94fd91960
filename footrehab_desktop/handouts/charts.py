"""Charts as vectors that read in black and white: symbols and line styles, fixed scales, full dates, no smoothing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from reportlab.lib.colors import HexColor, white
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts import look
from footrehab_desktop.handouts.content import PainPoint, PhaseBand, RunWeek
from footrehab_desktop.handouts.phrases import day, minutes, say
from footrehab_desktop.handouts.text import draw, fitted, one_line

_BAND = HexColor("#EEF3F1")
_GRID = HexColor("#C9D1D6")
_DASH = (3.0, 2.0)
_LEGEND_HEIGHT = 18.0
_AXIS_HEIGHT = 18.0
_SCALE_WIDTH = 24.0
_BAND_LABEL = 13.0
_DATE_WIDTH = 80.0


@dataclass(frozen=True, slots=True)
class Plot:
    """The area of a chart in points, the days it spans and the value at its upper edge (0 at the lower one)."""

    canvas: Canvas
    left: float
    bottom: float
    width: float
    height: float
    first: date
    last: date
    highest: float

    def x(self, on: date) -> float:
        """Return where a day lies."""
        return self.left + self.width * ((on - self.first).days + 0.5) / self.days

    def y(self, value: float) -> float:
        """Return where a value lies."""
        return self.bottom + self.height * value / self.highest

    @property
    def days(self) -> int:
        """Number of days from the first to the last one, both included."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Frame:
    """The outer edges that a chart with legend and axes may use, in points."""

    left: float
    top: float
    width: float
    height: float

    def plot(self, canvas: Canvas, first: date, last: date, highest: float) -> Plot:
        """Return the area inside legend and axes."""
        bottom = self.top - self.height + _AXIS_HEIGHT
        height = self.height - _AXIS_HEIGHT - _LEGEND_HEIGHT
        return Plot(canvas, self.left + _SCALE_WIDTH, bottom, self.width - _SCALE_WIDTH, height, first, last, highest)


def draw_pain_chart(
    canvas: Canvas, frame: Frame, points: Sequence[PainPoint], phases: Sequence[PhaseBand], ceiling: float | None
) -> None:
    """Draw pain on the fixed scale 0-10: solid with dots during activity, dashed with squares the next morning."""
    plot = frame.plot(canvas, points[0].on, points[-1].on, 10)
    _draw_bands(plot, phases)
    _draw_scale(plot, 2)
    _draw_dates(plot, _spread_days(plot))
    if ceiling is not None:
        _draw_ceiling(plot, ceiling)
    during = [(point.on, point.during) for point in points]
    morning = [(point.on, point.morning) for point in points]
    _draw_series(plot, morning, dashed=True)
    _draw_series(plot, during, dashed=False)
    _draw_pain_legend(canvas, frame, during, morning)


def draw_run_chart(canvas: Canvas, frame: Frame, weeks: Sequence[RunWeek]) -> None:
    """Draw minutes a week as bars; light weeks are hollow, a week's limit is a line across its bar."""
    step, highest = _scale_for(max(max(week.minutes, week.cap_min or 0) for week in weeks))
    plot = frame.plot(canvas, weeks[0].start, weeks[-1].start + timedelta(days=6), highest)
    _draw_scale(plot, step)
    every = math.ceil(len(weeks) / max(1, int(plot.width / _DATE_WIDTH)))
    _draw_dates(
        plot, [week.start + timedelta(days=3) for week in weeks[::every]], shown=[w.start for w in weeks[::every]]
    )
    for week in weeks:
        _draw_bar(plot, week)
    _draw_run_legend(canvas, frame)


def _scale_for(largest: float) -> tuple[float, float]:
    """Return a round step and the next multiple of it above ``largest``."""
    step = next(step for step in (5, 10, 20, 25, 50, 100, 200, 500, 1000, 5000) if largest / step <= 6 or step == 5000)
    return step, step * max(1, math.ceil((largest + step / 10) / step))


def _draw_bands(plot: Plot, phases: Sequence[PhaseBand]) -> None:
    day_width = plot.width / plot.days / 2
    for index, phase in enumerate(phases):
        start, end = max(phase.start, plot.first), min(phase.end, plot.last)
        if start > end:
            continue
        left, right = plot.x(start) - day_width, plot.x(end) + day_width
        plot.canvas.setFillColor(white if index % 2 else _BAND)
        plot.canvas.rect(left, plot.bottom, right - left, plot.height, stroke=0, fill=1)
        plot.canvas.setStrokeColor(look.LINE)
        plot.canvas.setLineWidth(0.6)
        plot.canvas.line(left, plot.bottom, left, plot.bottom + plot.height)
        label = fitted(phase.label, look.SMALL_BOLD, max(10.0, right - left - 4), 4)
        draw(plot.canvas, label, left + 3, plot.bottom + plot.height - _BAND_LABEL + 3)


def _draw_scale(plot: Plot, step: float) -> None:
    canvas = plot.canvas
    canvas.setLineWidth(0.4)
    for index in range(round(plot.highest / step) + 1):
        y = plot.y(index * step)
        canvas.setStrokeColor(_GRID)
        canvas.line(plot.left, y, plot.left + plot.width, y)
        draw(canvas, one_line(minutes(index * step), look.SMALL), plot.left - 5, y - 3, "right")
    canvas.setStrokeColor(look.INK)
    canvas.setLineWidth(0.8)
    canvas.line(plot.left, plot.bottom, plot.left + plot.width, plot.bottom)


def _spread_days(plot: Plot) -> list[date]:
    """Return the first and last day and as many evenly between as have room for their dates."""
    gaps = min(plot.days - 1, max(1, int(plot.width / _DATE_WIDTH) - 1))
    return [plot.first + timedelta(days=round((plot.days - 1) * index / max(1, gaps))) for index in range(gaps + 1)]


def _draw_dates(plot: Plot, days: Sequence[date], shown: Sequence[date] | None = None) -> None:
    """Write the dates ``shown`` (or the days themselves) under the axis at ``days``, none over the chart's edges."""
    for on, written in zip(days, shown or days, strict=True):
        label = one_line(day(written), look.SMALL)
        centre = min(max(plot.x(on), plot.left + label.width / 2), plot.left + plot.width - label.width / 2)
        plot.canvas.line(plot.x(on), plot.bottom, plot.x(on), plot.bottom - 3)
        draw(plot.canvas, label, centre, plot.bottom - 13, "centre")


def _draw_ceiling(plot: Plot, ceiling: float) -> None:
    canvas, y = plot.canvas, plot.y(ceiling)
    canvas.setStrokeColor(look.STOP)
    canvas.setLineWidth(1.4)
    canvas.setDash(7, 3)
    canvas.line(plot.left, y, plot.left + plot.width, y)
    canvas.setDash()
    label = one_line(say("progress.ceiling", ceiling=minutes(ceiling)), look.SMALL_BOLD)
    right = plot.left + plot.width - 2
    canvas.setFillColor(white)
    canvas.rect(right - label.width - 2, y + 2, label.width + 4, 10, stroke=0, fill=1)
    draw(canvas, label, right, y + 4, "right")


def _draw_series(plot: Plot, series: Sequence[tuple[date, float | None]], *, dashed: bool) -> None:
    """Join neighbouring points with straight lines; a day without a value leaves a gap."""
    canvas = plot.canvas
    canvas.setStrokeColor(look.INK)
    canvas.setLineWidth(1.1)
    for recorded, group in groupby(series, key=lambda point: point[1] is not None):
        if not recorded:
            continue
        places = [(plot.x(on), plot.y(value)) for on, value in group if value is not None]
        path = canvas.beginPath()
        path.moveTo(*places[0])
        for place in places[1:]:
            path.lineTo(*place)
        canvas.setDash(*_DASH) if dashed else canvas.setDash()
        canvas.drawPath(path)
        canvas.setDash()
        for place in places:
            _draw_symbol(canvas, place, min(2.2, 0.4 * plot.width / plot.days + 0.4), hollow=dashed)


def _draw_symbol(canvas: Canvas, place: tuple[float, float], size: float, *, hollow: bool) -> None:
    x, y = place
    canvas.setFillColor(white if hollow else look.INK)
    if hollow:
        canvas.rect(x - size, y - size, 2 * size, 2 * size, fill=1)
    else:
        canvas.circle(x, y, size, fill=1)


def _draw_pain_legend(
    canvas: Canvas,
    frame: Frame,
    during: Sequence[tuple[date, float | None]],
    morning: Sequence[tuple[date, float | None]],
) -> None:
    x, y = frame.left + _SCALE_WIDTH, frame.top - 9
    for name, series, dashed in (("progress.during", during, False), ("progress.morning", morning, True)):
        canvas.setStrokeColor(look.INK)
        canvas.setLineWidth(1.1)
        canvas.setDash(*_DASH) if dashed else canvas.setDash()
        canvas.line(x, y, x + 22, y)
        canvas.setDash()
        _draw_symbol(canvas, (x + 11, y), 2.2, hollow=dashed)
        text = say(name)
        latest = next(((on, value) for on, value in reversed(series) if value is not None), None)
        if latest:
            text = say("progress.latest", series=text, value=minutes(latest[1]), day=day(latest[0]))
        label = one_line(text, look.BODY_BOLD)
        draw(canvas, label, x + 27, y - 3.3)
        x += label.width + 47


def _draw_bar(plot: Plot, week: RunWeek) -> None:
    canvas = plot.canvas
    width = min(26.0, plot.width / plot.days * 7 * 0.7)
    centre, height = plot.x(week.start + timedelta(days=3)), plot.y(week.minutes) - plot.bottom
    _bar(canvas, (centre - width / 2, plot.bottom), (width, height), light=week.light)
    top = plot.bottom + height
    if week.cap_min is not None:
        cap = plot.y(week.cap_min)
        _draw_cap(canvas, centre, cap, width)
        top = cap if top - 2 < cap < top + 11 else top
    if width >= 14:
        draw(canvas, one_line(minutes(week.minutes), look.SMALL_BOLD), centre, top + 3, "centre")


def _bar(canvas: Canvas, corner: tuple[float, float], size: tuple[float, float], *, light: bool) -> None:
    canvas.setStrokeColor(look.INK)
    canvas.setLineWidth(1)
    canvas.setFillColor(white if light else look.ACCENT)
    canvas.rect(*corner, *size, fill=1)


def _draw_cap(canvas: Canvas, centre: float, y: float, width: float) -> None:
    canvas.setStrokeColor(look.INK)
    canvas.setLineWidth(1.6)
    canvas.line(centre - width * 0.68, y, centre + width * 0.68, y)


def _draw_run_legend(canvas: Canvas, frame: Frame) -> None:
    x, y = frame.left + _SCALE_WIDTH, frame.top - 9
    for name in ("progress.full_week", "progress.light_week", "progress.cap"):
        if name == "progress.cap":
            _draw_cap(canvas, x + 7, y, 12)
        else:
            _bar(canvas, (x, y - 4), (14, 8), light=name == "progress.light_week")
        label = one_line(say(name), look.BODY_BOLD)
        draw(canvas, label, x + 20, y - 3.3)
        x += label.width + 40
