"""Reads the course of an episode for the charts."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.series.course import course_sources
from footrehab_desktop.clinic.series.source import ChartSource
from footrehab_desktop.ui.presenters.chart_list import chart_to_show

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession


@dataclass(frozen=True, slots=True)
class Course:
    """All charts of an episode, in the order of the list; ``started``: the plan was started."""

    episode_id: str
    charts: tuple[ChartSource, ...]
    started: bool = True


def read_course(session: "ClinicSession", *, episode_id: str, today: date, code: str = "") -> Course:
    """Read the course of an episode up to ``today`` and make the chart that is shown first: that of ``code``, if any.

    The others are made when they are chosen: of ten years of diary, all together take longer than the reading.
    """
    with session.unit_of_work() as unit:
        file = load_episode(unit, episode_id)
    charts = course_sources(file, session.forms, session.library, today)
    charts[chart_to_show(charts, code)].content  # noqa: B018 - made here, beside the window and not in it
    return Course(episode_id, charts, file.state is not None)
