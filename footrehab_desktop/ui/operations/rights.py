"""What the pages on rights, retention and audit ask of the clinic, run in the background."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from footrehab_desktop.clinic.audit_words import audit_line, names_of
from footrehab_desktop.clinic.merging import possible_twins
from footrehab_desktop.clinic.naming import full_name
from footrehab_desktop.clinic.permissions import reason_against
from footrehab_desktop.clinic.retention import DueForErasure, RetentionRule, retention_list, rule_of
from footrehab_desktop.clinic.rights import ERASURE_REASONS, reason_against_erasing
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.failures import NotOnFileError
from footrehab_desktop.records.values import VerifyReport
from footrehab_desktop.records.values_rights import Erasure
from footrehab_desktop.ui.presenters.rights import AUDIT_PAGE, AuditPage, AuditWish, RightsView, joined_line


@dataclass(frozen=True, slots=True)
class DataView:
    """What the settings show about privacy: the rule, whose time is over, who was erased."""

    rule: RetentionRule | None
    due: tuple[DueForErasure, ...]
    erasures: tuple[Erasure, ...]
    names: Mapping[str, str]
    lead_only: str


def load_rights(session: ClinicSession, patient_id: str, today: date) -> RightsView:
    """Return a patient's data and rights."""
    with session.unit_of_work() as unit:
        patient = unit.patients.get(patient_id)
        names = names_of(unit)
        joined = tuple(
            joined_line(merge, unit.patients.get(merge.merged_id), names) for merge in unit.merges.standing(patient_id)
        )
        return RightsView(
            patient=patient,
            identity=f"{full_name(patient.details)} · Born {format_date(patient.details.birth_date)}",
            statements=unit.statements.for_patient(*unit.patients.group(patient_id)),
            names=names,
            joined=joined,
            twins=possible_twins(unit, patient_id),
            against={reason: reason_against_erasing(unit, patient_id, reason, today) for reason in ERASURE_REASONS},
            may_write=reason_against(session, "clinician"),
            may_erase=reason_against(session, "lead"),
        )


def load_data(session: ClinicSession, today: date) -> DataView:
    """Return what the settings show about privacy and data."""
    with session.unit_of_work() as unit:
        due = retention_list(unit, today)
        return DataView(rule_of(unit), due, unit.erasures.all(), names_of(unit), reason_against(session, "lead"))


def load_audit(session: ClinicSession, wish: AuditWish, below: int | None = None) -> AuditPage:
    """Return the next part of the trail. Raises ``FieldError`` for days in the wrong order."""
    query = wish.query(below)
    with session.unit_of_work() as unit:
        names = names_of(unit)
        found = unit.audit.find(query, AUDIT_PAGE + 1)
    lines = tuple(audit_line(entry, names) for entry in found[:AUDIT_PAGE])
    return AuditPage(lines, len(found) > AUDIT_PAGE, names)


def ids_of_person(session: ClinicSession, typed: str) -> tuple[str, ...]:
    """Return the ids of a person's entries by record number, of an erased one too, or by name; none for nothing.

    Raises ``FieldError`` when nobody has or had the number, or not just one person the name.
    """
    text = typed.strip()
    if not text:
        return ()
    return _ids_of_number(session, text) if text.isdecimal() else _ids_of_name(session, text)


def _ids_of_name(session: ClinicSession, text: str) -> tuple[str, ...]:
    with session.unit_of_work() as unit:
        found = unit.patients.search(text, 2)
        if len(found) == 1:
            return unit.patients.group(found[0].id)
    if found:
        raise FieldError("patient", "Several patients match. Type more of the name, or the record number.")
    raise FieldError("patient", "No patient matches. Type a name, or a record number.")


def _ids_of_number(session: ClinicSession, text: str) -> tuple[str, ...]:
    with session.unit_of_work() as unit:
        try:
            return unit.patients.group(unit.merges.into(unit.patients.by_number(int(text)).id))
        except NotOnFileError:
            gone = tuple(each.patient_id for each in unit.erasures.all() if each.record_number == int(text))
    if not gone:
        raise FieldError("patient", "No patient has or had this record number.")
    return gone


def find_audit(session: ClinicSession, typed: str, wish: Callable[[tuple[str, ...]], AuditWish]) -> AuditPage:
    """Return the first part of the trail for what was typed of a person and the rest of a wish."""
    return load_audit(session, wish(ids_of_person(session, typed)))


def verify(session: ClinicSession) -> VerifyReport:
    """Check the whole record; the audit trail's sentence names the first entry that is not as it was written."""
    return session.record.verify()
