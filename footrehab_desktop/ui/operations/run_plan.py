"""What the parts beside the plan ask of the record: the outlook on running, and every version of the plan."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.run_outlook import RunOutlook, run_outlook
from footrehab_desktop.ui.presenters.plan_history import PlanHistory, load_history

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession


@dataclass(frozen=True, slots=True)
class PlanSurroundings:
    """All that stands beside the plan of one episode."""

    outlook: RunOutlook
    history: PlanHistory


def load_surroundings(session: "ClinicSession", *, episode_id: str, today: date) -> PlanSurroundings:
    """Read what stands beside a plan; with years of diary that takes a while."""
    with session.unit_of_work() as unit:
        history = load_history(unit, episode_id)
        file = load_episode(unit, episode_id)
    return PlanSurroundings(run_outlook(file, session.forms, today), history)
