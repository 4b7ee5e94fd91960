"""A chart cut to its last weeks, for paper, where nobody can zoom."""

from dataclasses import replace
from datetime import date, timedelta

from footrehab_desktop.library.chart import ChartContent, Line


def last_weeks(chart: ChartContent, weeks: int, today: date) -> ChartContent:
    """Return the chart from ``weeks`` ago on; a shorter one as it is. Table and readings are left out.

    A staircase keeps the value that held on the first day. When nothing of the chart is so young it stays whole: an
    old result is better than none.
    """
    first = today - timedelta(weeks=weeks)
    bare = replace(chart, readings=(), table=replace(chart.table, rows=()))
    if chart.first >= first or not _reaches(chart, first):
        return bare
    return replace(
        bare,
        first=first,
        lines=tuple(_cut(line, first) for line in chart.lines),
        bars=tuple(bar for bar in chart.bars if bar.last >= first),
        spans=tuple(span for span in chart.spans if span.last >= first),
        marks=tuple(mark for mark in chart.marks if mark.on >= first),
        strips=tuple(
            replace(strip, pieces=tuple(piece for piece in strip.pieces if piece.last >= first))
            for strip in chart.strips
        ),
        note=f"Drawn from {weeks} weeks ago on. {chart.note}".strip(),
    )


def _reaches(chart: ChartContent, first: date) -> bool:
    ends = [line.values[-1][0] for line in chart.lines if line.values and line.look != "steps"]
    stairs = any(line.look == "steps" and line.values for line in chart.lines)
    ends += [bar.last for bar in chart.bars[-1:]] + [piece.last for strip in chart.strips for piece in strip.pieces]
    return any(end >= first for end in ends) or (stairs and not ends)


def _cut(line: Line, first: date) -> Line:
    kept = tuple((on, value) for on, value in line.values if on >= first)
    earlier = [value for on, value in line.values if on < first]
    if line.look == "steps" and kept and earlier and kept[0][0] > first:
        kept = ((first, earlier[-1]), *kept)
    return replace(line, values=kept)
