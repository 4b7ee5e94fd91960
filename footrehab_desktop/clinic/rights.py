"""What a patient may ask for beside treatment: a statement of their own, restriction, erasure."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.permissions import require
from footrehab_desktop.clinic.retention import kept_until, rule_of
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.text_checks import check_note
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records import erasing
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import ErasureReason

ERASURE_REASONS: Final[dict[ErasureReason, str]] = {
    "patient_request": "The patient asked for it",
    "retention_over": "The time for which it must be kept is over",
    "entered_by_mistake": "Entered by mistake: this person is not a patient here",
}
BACKUPS_KEEP: Final = (
    "Backups made before today still hold the data until they are replaced by newer ones. "
    "When one of them is restored, the program asks to erase this patient again."
)


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased: how many rows; ``written_anew`` is false when the file could not be tidied yet."""

    changes: Changes
    rows: int
    written_anew: bool


def add_statement(session: ClinicSession, patient_id: str, content: str) -> Changes:
    """Add what the patient wants to have said. Raises ``FieldError``, ``RestrictedError``."""
    require(session, "clinician")
    if not content.strip():
        raise FieldError("content", "The statement is empty. Type what the patient wants to have said.")
    check_note("content", "The statement", content)
    with session.unit_of_work() as unit:
        unit.statements.add(patient_id, content)
        unit.commit()
    return Changes(patients=frozenset({patient_id}))


def take_back_statement(session: ClinicSession, patient_id: str, statement_id: str, reason: str) -> Changes:
    """Strike a statement out at the patient's wish; it stays on file with the reason."""
    require(session, "clinician")
    _check_reason(reason)
    with session.unit_of_work() as unit:
        unit.statements.take_back(statement_id, reason)
        unit.commit()
    return Changes(patients=frozenset({patient_id}))


def restrict_patient(session: ClinicSession, patient_id: str, reason: str) -> Changes:
    """Keep the data but let nobody work with them. Raises ``FieldError`` without a reason."""
    require(session, "clinician")
    _check_reason(reason)
    with session.unit_of_work() as unit:
        unit.patients.restrict(patient_id, reason)
        unit.commit()
    return _all_of(session, patient_id)


def lift_restriction(session: ClinicSession, patient_id: str) -> Changes:
    """Let the data be worked with again."""
    require(session, "clinician")
    with session.unit_of_work() as unit:
        unit.patients.lift_restriction(patient_id)
        unit.commit()
    return _all_of(session, patient_id)


def reason_against_erasing(unit: UnitOfWork, patient_id: str, reason: ErasureReason, today: date) -> str:
    """Return why a patient may not be erased for this reason, with the day until which the record is kept.

    Empty when erasing is in order.
    """
    patient = unit.patients.get(patient_id)
    if patient.merged_into is not None:
        return "This entry was joined with another of the same person. Open that one, or take the joining back."
    if patient.restricted_at is not None:
        return "The use of these data is restricted: the patient wants them kept. Lift the restriction first."
    (age,) = unit.record_ages.all(patient_id)
    if reason == "entered_by_mistake":
        return (
            f"{age.clinical} clinical entries are on file, so this is a record of treatment. Choose another reason."
            if age.clinical
            else ""
        )
    rule = rule_of(unit)
    if rule is None:
        return "Choose under Settings, Privacy and data how long records are kept; then it can be said."
    kept = kept_until(age, rule)
    if kept.day < today:
        return ""
    return f"The record must be kept until {format_date(kept.day)}: {kept.reason} ({rule.country})."


def check_erasure(
    session: ClinicSession, patient_id: str, reason: ErasureReason, typed_number: str, today: date
) -> None:
    """Raise ``UserFixableError`` unless a lead may erase this patient now and typed the record number."""
    require(session, "lead")
    with session.unit_of_work() as unit:
        against = reason_against_erasing(unit, patient_id, reason, today)
        number = unit.patients.get(patient_id).record_number
    if against:
        raise UserFixableError(against)
    if typed_number.strip() != str(number):
        raise FieldError("number", f"Type the record number of this patient, {number}, to erase the record.")


def erase(session: ClinicSession, patient_id: str, reason: ErasureReason, typed_number: str, today: date) -> Erased:
    """Erase a patient for good. Raises as ``check_erasure``. The passphrase is asked for before, by the caller."""
    check_erasure(session, patient_id, reason, typed_number, today)
    changes = _all_of(session, patient_id)
    done = erasing.erase_patient(session.record, patient_id, reason)
    rows = sum(sum(erasure.rows.values()) for erasure in done.erasures)
    return Erased(changes, rows, done.written_anew)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise FieldError("reason", "Say why in a few words.")
    check_note("reason", "The reason", reason)


def _all_of(session: ClinicSession, patient_id: str) -> Changes:
    with session.unit_of_work() as unit:
        group = unit.patients.group(patient_id)
        episodes = frozenset(episode.id for each in group for episode in unit.episodes.for_patient(each))
    return Changes(patients=frozenset(group), episodes=episodes)
