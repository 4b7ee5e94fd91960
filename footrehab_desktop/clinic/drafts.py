"""Typing that is not signed yet, kept so that a crash or a lock loses at most two seconds of it."""

from collections.abc import Mapping
from typing import Any

from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Draft


def save_draft(unit: UnitOfWork, subject_id: str, form: str, content: Mapping[str, Any]) -> None:
    """Keep what a form holds now. ``subject_id`` is the patient's or the episode's id, ``form`` names the form."""
    unit.drafts.save(subject_id, form, content)
    unit.commit()


def find_draft(unit: UnitOfWork, subject_id: str, form: str) -> Draft | None:
    """Return the kept typing with its time, or None."""
    return unit.drafts.get(subject_id, form)


def discard_draft(unit: UnitOfWork, subject_id: str, form: str) -> None:
    """Forget the kept typing, at the clinician's wish."""
    unit.drafts.discard(subject_id, form)
    unit.commit()
