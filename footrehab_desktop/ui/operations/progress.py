"""Reads the course of an episode for the charts."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from footrehab_desktop.clinic.case_building import EpisodeFile, build_case, load_episode
from footrehab_desktop.clinic.progress import progress_of
from footrehab_desktop.library.chart import ChartContent
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression import gate_progress
from footrehab_desktop.ui.presenters.progress import (
    GateNeed,
    gate_needs,
    level_chart,
    pain_chart,
    running_chart,
    sides_chart,
    symmetry_chart,
    test_points,
)

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession


@dataclass(frozen=True, slots=True)
class Course:
    """All charts of an episode, in the order of the list."""

    episode_id: str
    charts: tuple[ChartContent, ...]


def read_course(session: "ClinicSession", *, episode_id: str, today: date) -> Course:
    """Return the charts of an episode up to ``today``; there are none before the plan was started."""
    with session.unit_of_work() as unit:
        file = load_episode(unit, episode_id)
    if file.state is None:
        return Course(episode_id, ())
    progress = progress_of(file, today)
    course = (pain_chart(progress, today), running_chart(progress, today), level_chart(progress, today))
    return Course(episode_id, course + _test_charts(file, session.forms, today))


def _test_charts(file: EpisodeFile, forms: Forms, today: date) -> tuple[ChartContent, ...]:
    involved = file.episode.details.side
    tests = test_points(file, forms, today)
    # What a gate needs of a test rests on the person and the stage; years of diary need not be read for it.
    bare = replace(file, sessions=(), days=())
    needs = gate_needs(gate_progress(build_case(bare, forms, today), today, file.book)) if tests else {}
    charts = []
    for test, points in tests.items():
        need = needs.get(test, GateNeed())
        charts.append(sides_chart(points, involved, need, today))
        if any(point.symmetry_pct is not None for point in points):
            charts.append(symmetry_chart(points, need, today))
    return tuple(charts)
