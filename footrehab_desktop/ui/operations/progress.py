"""Reads the course of an episode for the charts."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.series.course import course_charts
from footrehab_desktop.library.chart import ChartContent

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession


@dataclass(frozen=True, slots=True)
class Course:
    """All charts of an episode, in the order of the list; ``started``: the plan was started."""

    episode_id: str
    charts: tuple[ChartContent, ...]
    started: bool = True


def read_course(session: "ClinicSession", *, episode_id: str, today: date) -> Course:
    """Return the charts of an episode up to ``today``; those with nothing to draw say what to record."""
    with session.unit_of_work() as unit:
        file = load_episode(unit, episode_id)
    return Course(episode_id, course_charts(file, session.forms, session.library, today), file.state is not None)
