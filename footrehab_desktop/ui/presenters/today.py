"""The caseload board: who needs attention first, and why, as plain values."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from footrehab_desktop.clinic.caseload import Case
from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.naming import SIDE_WORDS, condition_name
from footrehab_desktop.clinic.tasks import Task
from footrehab_desktop.clinic.tasks_table import GROUPS, QUIET_RANK
from footrehab_desktop.library.dates import days_ago, format_date
from footrehab_desktop.progression.codes import CONDITIONS
from footrehab_desktop.records.folding import fold
from footrehab_desktop.records.values_board import CaseloadPerson

URGENT_RANK = 3
ANYTHING = "anything"
NO_DECISION = "none"
MEASURES = "measure"
# So many changed rows are put in their places one by one; more are sorted in.
_FEW = 20


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One episode on the board: ``place`` sorts, ``why`` gives the reason for it, ``page`` is where work goes on.

    ``more`` is what else is due, ``groups`` the kinds of it; ``known`` is false while that is still worked out.
    """

    episode_id: str
    patient_id: str
    name: str
    born_on: date
    condition: str
    condition_code: str
    side: str
    standing: str
    decision: str
    decided: str
    last_entry: str
    adherence: str
    next_review: str
    why: str
    since: date | None
    more: tuple[str, ...]
    groups: frozenset[str]
    place: int
    page: str
    known: bool


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What is shown: words typed, and a code of each choice ("" for any)."""

    text: str = ""
    due: str = ""
    decision: str = ""
    condition: str = ""


@dataclass(slots=True)
class Board:
    """The rows by their place, with what is typed to find them: names without accents, words in any order."""

    rows: tuple[BoardRow, ...] = ()
    _searched: dict[str, str] = field(default_factory=dict)
    _unknown: frozenset[str] = frozenset()

    @property
    def due(self) -> int:
        """Return how many rows wait for something: they come first."""
        return bisect_left(self.rows, QUIET_RANK, key=lambda row: row.place)

    @property
    def waiting(self) -> int:
        """Return of how many rows it is not worked out yet what is due."""
        return len(self._unknown)

    def put(self, rows: Iterable[BoardRow], gone: frozenset[str] = frozenset()) -> None:
        """Take rows in place of the former ones of the same episodes; ``gone`` episodes have left the board."""
        fresh = {row.episode_id: row for row in rows}
        left = gone.union(fresh)
        if not left:
            return
        for episode_id in left:
            self._searched.pop(episode_id, None)
        self._unknown = (self._unknown - left) | {row.episode_id for row in fresh.values() if not row.known}
        kept = [row for row in self.rows if row.episode_id not in left]
        if len(fresh) > _FEW:
            self.rows = tuple(sorted((*kept, *fresh.values()), key=_place))
            return
        for row in fresh.values():
            insort(kept, row, key=_place)
        self.rows = tuple(kept)

    def concerned(self, changes: Changes) -> frozenset[str]:
        """Return the episodes on the board that a change may be about."""
        named = changes.episodes | changes.assessments | changes.plans | changes.diary | changes.decisions
        of_patients = {row.episode_id for row in self.rows if row.patient_id in changes.patients}
        return frozenset(named | of_patients)

    def matching(self, wanted: BoardFilter) -> tuple[BoardRow, ...]:
        """Return the rows that hold every typed word and every choice."""
        found = self.found(wanted.text)
        any_of_them = not (wanted.due or wanted.decision or wanted.condition)
        return found if any_of_them else tuple(row for row in found if _chosen(row, wanted))

    def found(self, text: str) -> tuple[BoardRow, ...]:
        """Return the rows that hold every typed word."""
        words = fold(text).split()
        return tuple(row for row in self.rows if all(word in self._text(row) for word in words)) if words else self.rows

    def _text(self, row: BoardRow) -> str:
        if row.episode_id not in self._searched:
            parts = (row.name, row.condition, row.side, row.standing, row.why, *row.more)
            self._searched[row.episode_id] = fold(" ".join(parts))
        return self._searched[row.episode_id]


def due_choices() -> tuple[tuple[str, str], ...]:
    """Return what can be due, as codes with words."""
    return ((ANYTHING, "Anything due"), *GROUPS.items())


def condition_choices() -> tuple[tuple[str, str], ...]:
    """Return the conditions as codes with words."""
    return tuple(CONDITIONS.items())


def counts_of(rows: Iterable[BoardRow]) -> tuple[Mapping[str, int], Mapping[str, int], Mapping[str, int]]:
    """Return how many rows each choice leaves: what is due, the last decision, the condition."""
    every = tuple(rows)
    due = Counter(chain.from_iterable(row.groups for row in every))
    due[ANYTHING] = sum(row.place < QUIET_RANK for row in every)
    return due, Counter(row.decision or NO_DECISION for row in every), Counter(row.condition_code for row in every)


def _chosen(row: BoardRow, wanted: BoardFilter) -> bool:
    return (
        (wanted.due in {"", *row.groups} or (wanted.due == ANYTHING and row.place < QUIET_RANK))
        and wanted.decision in {"", row.decision or NO_DECISION}
        and wanted.condition in {"", row.condition_code}
    )


def board_rows(cases: Iterable[Case], today: date) -> tuple[BoardRow, ...]:
    """Return the rows of the board, in no order: ``Board.put`` sorts them."""
    return tuple(board_row(case, today) for case in cases)


def _place(row: BoardRow) -> tuple[int, date, str]:
    """Sort by urgency, then by how long it has waited, then by name."""
    return row.place, row.since or date.max, row.name


def board_row(case: Case, today: date) -> BoardRow:
    """Return one row; its first task gives the place and the reason."""
    person, row, tasks = case.row.person, case.row.standing, case.due.tasks
    first = tasks[0] if tasks else None
    quiet = "On course" if case.known else "Working out what is due …"
    return BoardRow(
        episode_id=person.episode_id,
        patient_id=person.patient_id,
        name=_name(person),
        born_on=person.birth_date,
        condition=condition_name(person.condition),
        condition_code=person.condition,
        side=SIDE_WORDS[person.side],
        standing=f"{row.phase} · Level {row.level}" if row.phase else "Not started",
        decision=row.decision or "",
        decided=format_date(row.decided_on) if row.decided_on else "",
        last_entry=days_ago(row.last_entry_on, today) if row.last_entry_on else "none yet",
        adherence="" if case.due.adherence_pct is None else f"{case.due.adherence_pct} % done",
        next_review=format_date(row.next_review_on) if row.next_review_on else "",
        why=first.title if first else quiet,
        since=first.since if first else None,
        more=short_titles(tasks[1:]),
        groups=frozenset(task.kind.group for task in tasks),
        place=first.kind.rank if first else QUIET_RANK,
        page=first.page if first else "summary",
        known=case.known,
    )


def _name(person: CaseloadPerson) -> str:
    title = f" ({person.title})" if person.title else ""
    return f"{person.family_name.upper()}, {person.given_name}{title}"


def short_titles(tasks: Iterable[Task]) -> tuple[str, ...]:
    """Return the titles of tasks, all outcome measures in one."""
    titles: dict[str, str] = {}
    measures = []
    for task in tasks:
        if task.kind.code == MEASURES:
            measures.append(task.key.partition(":")[2])
            titles[MEASURES] = f"{', '.join(measures)} due"
        else:
            titles[task.key] = task.title
    return tuple(titles.values())
