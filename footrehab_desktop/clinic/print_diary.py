"""Builds the paper diary of a patient: what is asked, of whom, from which day, under which plan."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.naming import condition_name
from footrehab_desktop.clinic.print_handout import PreparedHandout, clinic_line, person_line, render_with
from footrehab_desktop.handouts.content_patient import DiarySheet
from footrehab_desktop.handouts.diary_layout import LENGTHS, DiaryKind
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.sheet_ids import new_sheet_id
from footrehab_desktop.library.load import Library
from footrehab_desktop.progression import pain_ceiling
from footrehab_desktop.records.unit_of_work import UnitOfWork

DAYS_PER_WEEK = 7


@dataclass(frozen=True, slots=True)
class WantedDiary:
    """7 or 14 ``days`` from ``first_day``.

    The short kind is what decides about the next day and fits one page a week; the full kind asks for all values.
    """

    first_day: date
    kind: DiaryKind = "short"
    days: int = LENGTHS[0]


def prepare_diary(
    unit: UnitOfWork,
    library: Library,
    episode_id: str,
    wanted: WantedDiary,
    today: date,
    options: PrintOptions,
    *,
    choose: Callable[[str], str] = secrets.choice,
) -> PreparedHandout:
    """Render a diary with its geometry and a new meaningless sheet id.

    ``choose`` picks one character of a text; the demo gives a seeded one. Raises ``UserFixableError`` for A5.
    """
    file = load_episode(unit, episode_id)
    plan = unit.plans.current(episode_id)
    details = file.episode.details
    content = DiarySheet(
        person=person_line(file),
        clinic=clinic_line(unit),
        condition=condition_name(details.condition, options.language),
        side=details.side,
        printed_on=today,
        first_day=wanted.first_day,
        sheet_id=new_sheet_id(choose),
        exercises=tuple(library.exercise(item.exercise_id).name for item in plan.items) if plan else (),
        pain_ceiling=pain_ceiling(details.condition, details.pain_ceiling, file.book),
        kind=wanted.kind,
        days=wanted.days,
        plan_version=plan.version if plan else 0,
        week=max(0, (wanted.first_day - details.plan_start).days) // DAYS_PER_WEEK + 1,
    )
    return render_with("diary", content, options)
