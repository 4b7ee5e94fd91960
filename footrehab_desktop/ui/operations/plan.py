"""What the plan page asks of the clinic: each opens its own units of work and returns plain values."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.drafts import discard_draft, save_draft
from footrehab_desktop.clinic.exercise_blocks import Blocks, blocks_of
from footrehab_desktop.clinic.plan_proposal import PlanProposal, proposal_for
from footrehab_desktop.clinic.plans import PlanReason, save_plan
from footrehab_desktop.clinic.start import start_progression
from footrehab_desktop.progression import GateItem
from footrehab_desktop.records.values import Plan
from footrehab_desktop.ui.presenters.plan import DRAFT_FORM, PlanContent
from footrehab_desktop.ui.presenters.plan_situation import entry_gate

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession


def find_blocks(session: "ClinicSession", *, episode_id: str, phase: str, today: date) -> Blocks:
    """Ask the core which exercises it refuses in a phase; with years of diary that takes a while."""
    with session.unit_of_work() as unit:
        file = load_episode(unit, episode_id)
    return blocks_of(file, session.library, session.forms, today, phase)


def find_proposal(session: "ClinicSession", *, episode_id: str, today: date) -> PlanProposal | None:
    """Ask what the newest answered decision proposes for the plan."""
    with session.unit_of_work() as unit:
        return proposal_for(unit, session.library, session.forms, episode_id, today)


def gate_before(session: "ClinicSession", *, episode_id: str, phase: str, today: date) -> tuple[GateItem, ...]:
    """Return the gate that leads into a phase, as far as the record knows its items."""
    with session.unit_of_work() as unit:
        file = load_episode(unit, episode_id)
    return entry_gate(file, session.forms, today, phase)


def save_new_version(
    session: "ClinicSession", *, episode_id: str, content: PlanContent, today: date
) -> tuple[Plan, Changes]:
    """Save the next version of the plan and forget the typing kept for it."""
    with session.unit_of_work() as unit:
        saved = save_plan(
            unit,
            session.library,
            episode_id,
            content.items,
            content.run_table,
            today,
            why=PlanReason(content.note, content.decision_id),
            run_days=content.run_days,
        )
    forget_typing(session, episode_id=episode_id)
    return saved


def keep_typing(session: "ClinicSession", *, episode_id: str, draft: Mapping[str, Any]) -> None:
    """Keep the unsaved plan."""
    with session.unit_of_work() as unit:
        save_draft(unit, episode_id, DRAFT_FORM, draft)


def forget_typing(session: "ClinicSession", *, episode_id: str) -> None:
    """Forget the unsaved plan: it was saved, discarded, or taken back step by step."""
    with session.unit_of_work() as unit:
        discard_draft(unit, episode_id, DRAFT_FORM)


def start_plan(
    session: "ClinicSession", *, episode_id: str, phase: str, level: int, table: str, today: date
) -> Changes:
    """Note where the patient starts; from there accepted decisions move the level."""
    with session.unit_of_work() as unit:
        return start_progression(unit, episode_id, phase, level, table, today)
