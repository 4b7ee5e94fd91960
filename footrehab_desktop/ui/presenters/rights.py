"""A patient's data and rights, and the audit trail, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from footrehab_desktop.clinic.audit_words import GROUPS, AuditLine
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.repositories.audit import AuditQuery
from footrehab_desktop.records.values import ErasureReason, Patient, PatientRow, Statement
from footrehab_desktop.records.values_rights import Merge

EVERYTHING: Final = ""
AUDIT_PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class JoinedLine:
    """An entry that was joined into the one on screen: the joining's id and what it says."""

    merge_id: str
    words: str


@dataclass(frozen=True, slots=True)
class RightsView:
    """What the page shows. ``against`` says for each reason why the record may not be erased, empty when it may."""

    patient: Patient
    identity: str
    statements: tuple[Statement, ...]
    names: Mapping[str, str]
    joined: tuple[JoinedLine, ...]
    twins: tuple[PatientRow, ...]
    against: Mapping[ErasureReason, str]
    may_write: str = ""
    may_erase: str = ""

    @property
    def is_restricted(self) -> bool:
        """Tell whether nobody may work with the data."""
        return self.patient.restricted_at is not None


def joined_line(merge: Merge, joined: Patient, names: Mapping[str, str]) -> JoinedLine:
    """Return a joining in words."""
    day = format_date(merge.merged_at.astimezone().date())
    who = names.get(merge.merged_by, "")
    episodes = f"{len(merge.moved)} {'episode' if len(merge.moved) == 1 else 'episodes'}"
    return JoinedLine(merge.id, f"No. {joined.record_number} joined on {day} by {who}, {episodes} moved")


def statement_words(statement: Statement, names: Mapping[str, str]) -> str:
    """Return when and by whom a statement was added."""
    day = format_date(statement.added_at.astimezone().date())
    return f"Added {day} by {names.get(statement.added_by, '')}"


@dataclass(frozen=True, slots=True)
class AuditWish:
    """What of the trail is asked for, as chosen on screen; ``since`` and ``until`` are local days, both included."""

    patient_ids: tuple[str, ...] = ()
    clinician_id: str = EVERYTHING
    group: str = EVERYTHING
    since: date | None = None
    until: date | None = None

    def query(self, below: int | None = None) -> AuditQuery:
        """Return the question for the record. Raises ``FieldError`` for days in the wrong order."""
        if self.since is not None and self.until is not None and self.until < self.since:
            raise FieldError("until", "The last day lies before the first one.")
        return AuditQuery(
            patient_ids=self.patient_ids,
            clinician_id=self.clinician_id,
            actions=tuple(GROUPS[self.group]) if self.group else (),
            since=None if self.since is None else _midnight(self.since),
            until=None if self.until is None else _midnight(self.until + timedelta(days=1)),
            below=below,
        )


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A part of the trail, newest first; ``more``: older entries follow."""

    lines: tuple[AuditLine, ...] = ()
    more: bool = False
    names: Mapping[str, str] = field(default_factory=dict)


def audit_row(line: AuditLine) -> tuple[str, ...]:
    """Return the cells of an entry."""
    what = f"{line.what} ({line.detail})" if line.detail else line.what
    return str(line.sequence), line.at, line.who, what


def _midnight(day: date) -> datetime:
    """Return the moment at which a local day begins."""
    return datetime.combine(day, time()).astimezone(UTC)
