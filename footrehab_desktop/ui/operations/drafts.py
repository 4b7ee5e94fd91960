"""Keeping and forgetting what a form holds while it is typed, in the background."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from footrehab_desktop.clinic.drafts import discard_draft, save_draft
from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.ui.background import run_in_background

if TYPE_CHECKING:
    from footrehab_desktop.clinic.session import ClinicSession

DraftKey = tuple[str, str]


def keep_typing(
    parent: QObject,
    session: "ClinicSession",
    *,
    draft: DraftKey,
    content: Mapping[str, Any],
    on_done: Callable[[None], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Keep what a form holds; ``draft`` is its subject's id and its name."""

    def operation() -> None:
        with session.unit_of_work() as unit:
            save_draft(unit, *draft, content)

    run_in_background(parent, operation, on_done, on_error)


def forget_typing(
    parent: QObject,
    session: "ClinicSession",
    *,
    draft: DraftKey,
    on_done: Callable[[None], None],
    on_error: Callable[[FootRehabError], None],
) -> None:
    """Forget what was kept: it was discarded or taken back."""

    def operation() -> None:
        with session.unit_of_work() as unit:
            discard_draft(unit, *draft)

    run_in_background(parent, operation, on_done, on_error)
