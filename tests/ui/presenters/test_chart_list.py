"""The list of charts: groups, quiet rows, which chart is shown first, and where its values are recorded."""

from dataclasses import replace
from datetime import date, timedelta

from footrehab_desktop.library.chart import ChartContent, Line, Table
from footrehab_desktop.ui.presenters.chart_list import ListRow, chart_to_show, first_ends, list_rows, where_recorded

TODAY = date(2026, 3, 16)
NOTHING = ChartContent("Level", "", 0, 1, TODAY, TODAY, Table((), ()), code="level", group="Load")
PAIN = replace(
    NOTHING, title="Pain", code="pain", group="Symptoms", lines=(Line("Pain", ((TODAY, 1),), "ink", "circle"),)
)


def test_charts_are_listed_under_their_groups_and_empty_ones_are_quiet() -> None:
    rows = list_rows((PAIN, NOTHING))
    assert rows == (ListRow("Symptoms"), ListRow("Pain", 0), ListRow("Load"), ListRow("Level", 1, quiet=True))


def test_the_chart_looked_at_stays_and_otherwise_the_first_that_can_be_drawn_is_shown() -> None:
    running = replace(PAIN, code="running")
    assert chart_to_show((NOTHING, PAIN, running), "running") == 2
    assert chart_to_show((NOTHING, PAIN, running), "level") == 1
    assert chart_to_show((NOTHING,), "") == 0


def test_every_chart_knows_where_its_values_are_recorded() -> None:
    assert where_recorded(PAIN) == "diary"
    assert where_recorded(NOTHING) == "plan"
    assert where_recorded(replace(NOTHING, code="test:heel_raise", group="Tests")) == "assess"


def test_a_comparison_begins_with_the_first_and_the_last_four_weeks() -> None:
    long = replace(PAIN, first=TODAY - timedelta(days=200))
    before_first, before_last, after_first, after_last = first_ends(long)
    assert (before_first, after_last) == (long.first, TODAY)
    assert (before_last - before_first).days == (after_last - after_first).days == 27
    for days in range(1, 60):
        ends = first_ends(replace(PAIN, first=TODAY - timedelta(days=days)))
        assert ends[0] <= ends[1] < ends[2] <= ends[3]
