"""Counts clean sessions at the present level: what HL-02, LD-09, LD-14 and the gates ask for."""

from collections.abc import Iterator
from datetime import date, timedelta

from footrehab_desktop.progression.review import CROSS_TRAINING, RUNNING_PHASES, Review, is_run
from footrehab_desktop.progression.rules_session import is_clean
from footrehab_desktop.progression.stage_tables import STAGE_TABLES
from footrehab_desktop.progression.values import HistoryItem, Session


def changed_level(item: HistoryItem) -> bool:
    """Return whether the level (or the phase) changed at a review."""
    return item.decision in {"PROGRESS", "REGRESS"} or item.from_level != item.to_level


def level_entered(review: Review) -> date | None:
    """Return the day the present level was entered, as far as the history tells."""
    return next((item.on for item in reversed(review.history) if changed_level(item)), None)


def is_walking_stage(review: Review) -> bool:
    """Return whether the present stage of the walk–run table has no running in it."""
    table = STAGE_TABLES.get(review.case.state.table or "")
    return review.phase == "PH4" and table is not None and table.stage(review.level).run_min == 0


def counts_at_level(review: Review, session: Session, entered: date | None) -> bool:
    """Return whether a session of the plan was done at the present level since it was entered."""
    if session.outside_plan or session.kind in CROSS_TRAINING or session.level not in {None, review.level}:
        return False
    if review.phase in RUNNING_PHASES and not is_run(session) and not is_walking_stage(review):
        return False
    if entered is None:
        return True
    return session.on > entered or (session.on == entered and session.level is not None)


def clean_streak(review: Review) -> Iterator[Session]:
    """Yield the clean sessions at the present level in a row, latest first; it ends at a gap or an unclean session."""
    entered = level_entered(review)
    gap = timedelta(days=review.book["LD-11.hold_days"])
    later: date | None = None
    for session in reversed(review.sessions):
        if entered is not None and session.on < entered:
            return
        if not is_clean(review, session):
            return
        if counts_at_level(review, session, entered):
            if later is not None and later - session.on >= gap:
                return
            later = session.on
            yield session


def clean_in_a_row(review: Review, enough: int, since: date | None = None) -> int:
    """Return the number of clean sessions in a row at the present level, counted up to ``enough``."""
    count = 0
    for session in clean_streak(review):
        if (since is not None and session.on < since) or count == enough:
            break
        count += 1
    return count
