"""The caseload board: who needs attention first, and why, as plain values."""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.clinic.naming import SIDE_WORDS, condition_name
from footrehab_desktop.library.dates import days_ago, format_date
from footrehab_desktop.records.folding import fold
from footrehab_desktop.records.values import CaseloadRow

SILENT_AFTER_DAYS = 7
QUIET_PLACE = 9


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One episode on the board: ``place`` sorts, ``why`` gives the reason for it, ``page`` is where work goes on."""

    episode_id: str
    patient_id: str
    name: str
    born: str
    condition: str
    side: str
    standing: str
    decision: str
    decided: str
    last_entry: str
    next_review: str
    why: str
    place: int
    page: str


@dataclass(frozen=True, slots=True)
class _Attention:
    place: int
    why: str
    page: str


class Board:
    """The rows of the board with what is typed to find them: names without their accents, in any order of words."""

    def __init__(self, rows: tuple[BoardRow, ...]) -> None:
        self.rows = rows
        self.due = sum(1 for row in rows if row.place < QUIET_PLACE)
        self._searched: tuple[str, ...] = ()

    def matching(self, text: str, only_due: bool) -> tuple[BoardRow, ...]:
        """Return the rows that hold every typed word, and with ``only_due`` those that wait for something."""
        words = fold(text).split()
        if words and not self._searched:
            self._searched = tuple(_searched(row) for row in self.rows)
        held = self._searched if words else ("",) * len(self.rows)
        return tuple(
            row
            for row, found in zip(self.rows, held, strict=True)
            if (not only_due or row.place < QUIET_PLACE) and all(word in found for word in words)
        )


def board_rows(rows: tuple[CaseloadRow, ...], today: date) -> tuple[BoardRow, ...]:
    """Return the rows of the board, most urgent first, then by name."""
    made = [_row(row, today) for row in rows]
    return tuple(sorted(made, key=lambda row: (row.place, row.name)))


def _searched(row: BoardRow) -> str:
    return fold(f"{row.name} {row.condition} {row.side} {row.standing} {row.why}")


def _row(row: CaseloadRow, today: date) -> BoardRow:
    attention = _attention(row, today)
    title = f" ({row.title})" if row.title else ""
    return BoardRow(
        episode_id=row.episode_id,
        patient_id=row.patient_id,
        name=f"{row.family_name.upper()}, {row.given_name}{title}",
        born=format_date(row.birth_date),
        condition=condition_name(row.condition),
        side=SIDE_WORDS[row.side],
        standing=f"{row.phase} · Level {row.level}" if row.phase else "Not started",
        decision=row.decision or "",
        decided=format_date(row.decided_on) if row.decided_on else "",
        last_entry=days_ago(row.last_entry_on, today) if row.last_entry_on else "none yet",
        next_review=format_date(row.next_review_on) if row.next_review_on else "",
        why=attention.why,
        place=attention.place,
        page=attention.page,
    )


def _attention(row: CaseloadRow, today: date) -> _Attention:
    """Return the first that holds, from the most urgent down."""
    overdue = (today - row.next_review_on).days if row.next_review_on else -1
    silent = (today - (row.last_entry_on or row.started_on or today)).days
    candidates = (
        (row.decision == "REFER", _Attention(0, f"Refer: {_urgency(row)}", "review")),
        (row.response == "open", _Attention(1, "A review waits for your answer", "review")),
        (row.decision == "PAUSE", _after_pause(row)),
        (overdue >= 0, _Attention(3, _review_words(overdue), "review")),
        (not row.assessed, _Attention(4, "First assessment not signed", "assess")),
        (row.phase is None, _Attention(5, "Plan not started", "plan")),
        (silent >= SILENT_AFTER_DAYS, _Attention(6, f"No diary entry for {silent} days", "diary")),
    )
    return next(
        (attention for holds, attention in candidates if holds), _Attention(QUIET_PLACE, "On course", "summary")
    )


def _after_pause(row: CaseloadRow) -> _Attention:
    if row.reassessed_on and row.decided_on and row.reassessed_on >= row.decided_on:
        return _Attention(2, f"Reassessed {format_date(row.reassessed_on)}: review again", "review")
    return _Attention(2, "Paused: reassess", "summary")


def _urgency(row: CaseloadRow) -> str:
    return (row.urgency or "ROUTINE").replace("_", " ").lower()


def _review_words(overdue: int) -> str:
    if overdue == 0:
        return "Review due today"
    return "Review overdue by 1 day" if overdue == 1 else f"Review overdue by {overdue} days"
