"""The whole record of one person in words, chapter by chapter: what the readable part of an export is printed from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from footrehab_desktop.clinic.audit_words import AuditLine
from footrehab_desktop.clinic.naming import SEX_WORDS, full_name
from footrehab_desktop.clinic.patient_record_episode import episode_parts
from footrehab_desktop.clinic.print_handout import clinic_line
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.signed_assessment import NOBODY, moment_words
from footrehab_desktop.handouts.content import PersonLine
from footrehab_desktop.handouts.content_record import PatientRecord, RecordPart, RecordTable
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.records.repositories.patient_content import Rows
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import Patient

LEAD = (
    "This is everything that is on file about this person, also what was struck out, replaced or not signed. "
    "The same stands for computers in record.json beside it; sheets that were given are in the folder handouts."
)
_YES_NO = {True: "Yes", False: "No", None: "Not recorded"}


@dataclass(frozen=True, slots=True)
class ReadPerson:
    """What was read about a person: all rows by table, the names of clinicians by id, the trail in words."""

    patient_id: str
    rows: Rows
    names: Mapping[str, str]
    trail: tuple[AuditLine, ...]


def patient_record(unit: UnitOfWork, session: ClinicSession, person: ReadPerson, today: date) -> PatientRecord:
    """Return the record of a person in words."""
    patient = unit.patients.get(person.patient_id)
    details = patient.details
    episodes = unit.episodes.for_patient(person.patient_id)
    parts = [
        RecordPart("Person", 0, facts=tuple(_person_facts(patient, person.names))),
        *_joined(unit, person),
        *_statements(person),
    ]
    for number, episode in enumerate(reversed(episodes), 1):
        parts += episode_parts(unit, session, episode, number, person.names)
    parts += [*_earlier(person), *_drafts(person), *_trail(person)]
    return PatientRecord(
        person=PersonLine(full_name(details), details.birth_date, patient.record_number),
        clinic=clinic_line(unit),
        printed_on=today,
        title="The whole record",
        lead=LEAD,
        parts=tuple(parts),
    )


def _person_facts(patient: Patient, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    details = patient.details
    yield "Name", full_name(details)
    yield "Born", format_date(details.birth_date)
    yield "Sex", SEX_WORDS[details.sex]
    yield "Record number", str(patient.record_number)
    yield "Phone", details.phone
    yield "E-mail", details.email
    yield "Diabetes", _YES_NO[details.diabetes]
    yield "Neuropathy", _YES_NO[details.neuropathy]
    yield "Beta blocker", _YES_NO[details.beta_blocker]
    yield "On file since", moment_words(patient.created_at)
    if patient.archived_at is not None:
        yield "Taken off the lists", moment_words(patient.archived_at)
    if patient.restricted_at is not None:
        yield "Use restricted since", f"{moment_words(patient.restricted_at)}. {patient.restriction_reason}"
    yield "Note", details.notes


def _joined(unit: UnitOfWork, person: ReadPerson) -> Iterator[RecordPart]:
    """Yield the entries of the same person that were joined into this one, and the joinings with their days."""
    for patient_id in unit.patients.group(person.patient_id)[1:]:
        patient = unit.patients.get(patient_id)
        heading = f"Joined entry no. {patient.record_number}"
        yield RecordPart(heading, 1, facts=tuple(_person_facts(patient, person.names)))
    rows = tuple(
        (
            moment_words(row["created_at"]),
            person.names.get(row["created_by"], NOBODY),
            f"{len(row['moved'])} episodes moved",
            moment_words(row["undone_at"]) if row["undone_at"] else "",
        )
        for row in person.rows["merge"]
    )
    if rows:
        table = RecordTable(("When", "Who", "What", "Taken back"), (0.22, 0.28, 0.28, 0.22), rows)
        yield RecordPart("Joining of entries", 1, table=table)


def _statements(person: ReadPerson) -> Iterator[RecordPart]:
    for number, row in enumerate(person.rows["statement"], 1):
        by = f"{moment_words(row['created_at'])} by {person.names.get(row['created_by'], NOBODY)}"
        struck = f"Struck out {moment_words(row['voided_at'])}: {row['void_reason']}" if row["voided_at"] else ""
        yield RecordPart(
            f"Statement of the patient {number}", 0, struck, facts=(("Added", by),), texts=(row["content"],)
        )


def _earlier(person: ReadPerson) -> Iterator[RecordPart]:
    """Yield what changed rows said before."""
    rows = tuple(
        (
            moment_words(row["created_at"]),
            person.names.get(row["created_by"], NOBODY),
            str(row["subject_kind"]),
            value_lines(row["content"]),
        )
        for row in person.rows["earlier_version"]
    )
    if rows:
        table = RecordTable(("Changed", "By", "What", "It said before"), (0.18, 0.18, 0.12, 0.52), rows)
        yield RecordPart("Earlier versions", 0, table=table)


def _drafts(person: ReadPerson) -> Iterator[RecordPart]:
    rows = tuple(
        (moment_words(row["saved_at"]), str(row["form"]), value_lines(row["content"])) for row in person.rows["draft"]
    )
    if rows:
        table = RecordTable(("Typed", "Form", "What was typed"), (0.18, 0.22, 0.6), rows)
        yield RecordPart("Typed and not signed", 0, table=table)


def _trail(person: ReadPerson) -> Iterator[RecordPart]:
    rows = tuple(
        (str(line.sequence), line.at, line.who, f"{line.what}. {line.detail}".removesuffix(". "))
        for line in person.trail
    )
    table = RecordTable(("No.", "When", "Who", "What"), (0.1, 0.22, 0.22, 0.46), rows)
    yield RecordPart("Who did what with this record", 0, table=table)


def value_lines(value: object) -> str:
    """Return stored values as lines ``name: value``; what is empty is left out."""
    return "\n".join(_lines(value, ""))


def _lines(value: object, name: str) -> Iterable[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _lines(inner, f"{name} {key}".strip().replace("_", " "))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _lines(inner, name)
    elif value not in (None, ""):
        yield f"{name}: {value}" if name else str(value)
