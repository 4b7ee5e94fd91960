"""The audit trail in plain words: what each kind of entry says, by groups to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from footrehab_desktop.clinic.signed_assessment import moment_words
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import AuditEntry

GROUPS: Final[Mapping[str, Mapping[str, str]]] = {
    "Patients": {
        "patient.added": "Patient added",
        "patient.changed": "Details of the patient changed",
        "patient.archived": "Patient taken off the lists",
        "patient.opened": "Record opened",
        "episode.added": "Episode opened",
        "episode.changed": "Episode changed",
        "episode.closed": "Episode closed",
    },
    "Assessments": {
        "assessment.signed": "Assessment signed",
        "assessment.voided": "Assessment struck out",
    },
    "Plans": {
        "plan.saved": "Plan saved",
    },
    "Diary": {
        "diary.sessions_written": "Sessions of the diary written",
        "diary.days_written": "Days of the diary written",
        "diary.exercises_written": "Exercises of the diary written",
        "diary.session_removed": "Session taken out of the diary",
    },
    "Reviews": {
        "decision.added": "Review made",
        "decision.answered": "Review answered",
        "decision.review_dated": "Day of the next review chosen",
        "state.added": "Phase and level set",
        "task.answered": "Task answered",
    },
    "Handouts": {
        "handout.added": "Handout kept",
        "print_options.saved": "Options for printing changed",
    },
    "Rights": {
        "patient.exported": "Whole record exported",
        "patient.restricted": "Use of the data restricted",
        "patient.restriction_lifted": "Restriction lifted",
        "patient.merged": "Another entry of this person joined",
        "patient.unmerged": "Joining of two entries taken back",
        "patient.erased": "Patient erased",
        "patient.erased_again": "Patient erased again after a backup was restored",
        "statement.added": "Statement of the patient added",
        "statement.taken_back": "Statement of the patient struck out",
    },
    "People and keys": {
        "clinician.added": "Clinician added",
        "clinician.role": "Role changed",
        "clinician.removed": "Clinician removed",
        "passphrase.set": "Passphrase set",
        "recovery_key.renewed": "Recovery key renewed",
        "record.recovered": "Opened with the recovery key",
        "record.unlocked": "Record unlocked",
        "record.refused": "Unlocking refused",
        "record.restored": "Backup put in the record's place",
        "program.update": "Update of the program begun",
        "program.former": "Going back to the former version begun",
    },
    "Clinic and library": {
        "clinic.added": "Clinic set up",
        "clinic.changed": "Details of the clinic changed",
        "own_exercise.saved": "Own exercise saved",
        "own_exercise.retired": "Own exercise taken out",
        "own_protocol.saved": "Own protocol saved",
        "own_protocol.voided": "Own protocol taken back",
        "signing_key.made": "Signing key made",
        "trusted_key.added": "Library file of another clinic trusted",
    },
}
WORDS: Final[Mapping[str, str]] = {action: words for group in GROUPS.values() for action, words in group.items()}
# What is added from the detail, by its name there; digests, ids and codes of other programs' parts are left out.
_COUNTS: Final[Mapping[str, str]] = {
    "added": "{} new",
    "replaced": "{} replaced",
    "pages": "{} pages",
    "version": "version {}",
    "episodes": "{} episodes",
    "rows": "{} rows",
    "wrong_tries": "{} wrong tries before",
    "files": "{} files",
}
_CODES: Final = ("kind", "response", "final", "reason", "role", "answer", "task", "condition")


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry of the trail as people read it. ``what`` is a sentence part, ``detail`` what more is known."""

    sequence: int
    at: str
    who: str
    what: str
    detail: str
    subject: str


def audit_line(entry: AuditEntry, names: Mapping[str, str]) -> AuditLine:
    """Return an entry in words. ``names`` are clinicians by id; whoever is not among them is shown by the id."""
    what = WORDS.get(entry.action, entry.action.replace(".", ": ").replace("_", " "))
    who = names.get(entry.clinician_id, entry.clinician_id)
    return AuditLine(entry.sequence, moment_words(entry.at), who, what, _detail(entry), entry.subject)


def names_of(unit: UnitOfWork) -> dict[str, str]:
    """Return the names of all clinicians by id, those who left too."""
    return {clinician.id: clinician.name for clinician in unit.clinicians.all()}


def _detail(entry: AuditEntry) -> str:
    detail = entry.detail
    parts = [words.format(detail[name]) for name, words in _COUNTS.items() if detail.get(name)]
    parts += [str(detail[name]).replace("_", " ") for name in _CODES if detail.get(name)]
    fields = detail.get("fields")
    if isinstance(fields, list):
        parts.append(", ".join(str(name).replace("_", " ") for name in fields))
    if "record_number" in detail:
        parts.append(f"no. {detail['record_number']}")
    return " · ".join(parts)
