"""Every kind of entry that the program writes has its words; what they say is plain and tells no content."""

import re
from datetime import UTC, datetime
from pathlib import Path

import footrehab_desktop
from footrehab_desktop.clinic.audit_words import GROUPS, WORDS, audit_line
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.records.audit_chain import RESTORED
from footrehab_desktop.records.repositories.audit import AuditQuery
from footrehab_desktop.records.repositories.decisions import PATIENT_ERASED, PATIENT_ERASED_AGAIN
from footrehab_desktop.records.values import AuditEntry
from tests.support.filled_patient import fill_patient

WRITTEN = re.compile(r'(?:_note|\.note|_NOTED|_ADDED|_ANSWERED)(?:\(|, _ANSWERED = )\s*"([a-z_]+\.[a-z_]+)"')


def test_every_action_in_the_program_has_words() -> None:
    root = Path(footrehab_desktop.__file__).parent
    sources = "\n".join(path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.py")))
    actions = {*WRITTEN.findall(sources), RESTORED, PATIENT_ERASED, PATIENT_ERASED_AGAIN}
    assert len(actions) > 30
    assert actions <= WORDS.keys(), sorted(actions - WORDS.keys())


def test_no_action_is_in_two_groups() -> None:
    assert sum(len(group) for group in GROUPS.values()) == len(WORDS)


def test_an_entry_reads_as_a_sentence_part_without_digests_or_ids() -> None:
    detail = {"before": "aa", "after": "bb", "added": 3, "replaced": 0, "episode": "x", "fields": ["phone", "notes"]}
    entry = AuditEntry(7, datetime(2026, 3, 16, 9, 30, tzinfo=UTC), "id", "diary.days_written", "subject", detail)
    line = audit_line(entry, {"id": "Dana Whitfield"})
    assert (line.what, line.detail, line.who) == ("Days of the diary written", "3 new · phone, notes", "Dana Whitfield")
    assert audit_line(entry, {}).who == "id"
    unknown = AuditEntry(8, entry.at, "id", "later.made_up", "subject")
    assert audit_line(unknown, {}).what == "later: made up"


def test_the_trail_is_found_by_patient_person_kind_and_days(session: ClinicSession) -> None:
    with session.unit_of_work() as unit:
        own, other = fill_patient(unit, "Own"), fill_patient(unit, "Other")
        unit.diary.remove_session(own.session, "twice")
        unit.commit()
        mine = unit.audit.find(AuditQuery(patient_ids=(own.patient,)))
        assert {entry.action for entry in mine} >= {"patient.added", "plan.saved", "diary.session_removed"}
        assert not {other.patient, other.episode} & {entry.subject for entry in mine}
        kinds = unit.audit.find(AuditQuery(patient_ids=(own.patient,), actions=tuple(GROUPS["Plans"])))
        assert [entry.action for entry in kinds] == ["plan.saved"]
        everything = unit.audit.find(AuditQuery())
        assert unit.audit.find(AuditQuery(clinician_id="nobody")) == ()
        assert unit.audit.find(AuditQuery(clinician_id=session.clinician.id)) == everything
        moment = everything[3].at
        assert all(entry.at >= moment for entry in unit.audit.find(AuditQuery(since=moment)))
        assert all(entry.at < moment for entry in unit.audit.find(AuditQuery(until=moment)))
        first, rest = everything[:5], unit.audit.find(AuditQuery(below=everything[4].sequence))
        assert (*first, *rest) == everything
