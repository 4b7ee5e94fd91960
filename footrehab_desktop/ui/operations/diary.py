"""What the diary page asks of the clinic: each opens its own units of work and returns plain values."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.diary import DiaryWeek, load_week, save_week
from footrehab_desktop.clinic.drafts import discard_draft, find_draft, save_draft
from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.records.values import Draft, Side

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession


def read_week(session: "ClinicSession", *, episode_id: str, start: date) -> tuple[DiaryWeek, Draft | None]:
    """Return the stored week and the typing kept for it; quick enough to wait for."""
    with session.unit_of_work() as unit:
        return load_week(unit, episode_id, start), find_draft(unit, episode_id, _draft_form(start))


def injured_side(session: "ClinicSession", *, episode_id: str) -> Side:
    """Return the side that an episode is about."""
    with session.unit_of_work() as unit:
        return unit.episodes.get(episode_id).details.side


def effort_target_words(session: "ClinicSession", *, episode_id: str, today: date) -> str:
    """Return the zones that the plan asks of today's run, "" where it asks for no running.

    What works them out is imported here, on the worker.
    """
    from footrehab_desktop.clinic.case_building import load_episode
    from footrehab_desktop.clinic.run_outlook import run_outlook
    from footrehab_desktop.ui.presenters.diary_target import target_words

    with session.unit_of_work() as unit:
        return target_words(run_outlook(load_episode(unit, episode_id), session.forms, today).target)


def keep_typing(session: "ClinicSession", *, episode_id: str, start: date, cells: Mapping[str, Any]) -> None:
    """Keep the typed cells of a week as a draft."""
    with session.unit_of_work() as unit:
        save_draft(unit, episode_id, _draft_form(start), cells)


def forget_typing(session: "ClinicSession", *, episode_id: str, start: date) -> None:
    """Forget the typing of a week: it was saved, discarded, or taken back cell by cell."""
    with session.unit_of_work() as unit:
        discard_draft(unit, episode_id, _draft_form(start))


def save_typed_week(
    session: "ClinicSession", *, episode_id: str, week: DiaryWeek, cells: Mapping[str, Any], today: date
) -> Changes:
    """Save a typed week as diary entries, then forget its draft. A crash between the two leaves a harmless draft.

    When saving fails, its typed ``cells`` are kept as a draft if that is still possible, and the failure is raised.
    """
    try:
        with session.unit_of_work() as unit:
            changes = save_week(unit, episode_id, week, today)
    except Exception:
        with suppress(FootRehabError):  # the failure of the save is the one to be told
            keep_typing(session, episode_id=episode_id, start=week.start, cells=cells)
        raise
    forget_typing(session, episode_id=episode_id, start=week.start)
    return changes


def _draft_form(start: date) -> str:
    return f"diary:{start.isoformat()}"
