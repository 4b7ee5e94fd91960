"""The trail proves what was changed without telling it: digests before and after, under the record's own key."""

from dataclasses import replace
from pathlib import Path

from footrehab_desktop.records.content_digest import ContentDigests
from footrehab_desktop.records.record import Record
from footrehab_desktop.records.repositories.audit import AuditQuery
from footrehab_desktop.records.schema import PatientTable
from footrehab_desktop.records.values import AuditEntry, DiaryDay, Episode, Patient
from tests.records.conftest import HEEL, RUNNER
from tests.support.filled_patient import DAY, fill_patient
from tests.support.record_factory import make_record

# What is kept beside the record: typing, options, the tombstone. They change nothing of a patient's content.
WITHOUT_DIGEST = {"print_options.saved"}


def of(record: Record, *actions: str) -> list[AuditEntry]:
    """Return the entries of these kinds, oldest first."""
    with record.unit_of_work() as unit:
        return list(unit.audit.find(AuditQuery(actions=actions)))[::-1]


def test_what_is_there_after_a_change_is_what_the_next_one_finds(record: Record, patient: Patient) -> None:
    with record.unit_of_work() as unit:
        unit.patients.update(patient.id, replace(RUNNER, phone="1"))
        unit.patients.update(patient.id, replace(RUNNER, phone="2"))
        unit.patients.update(patient.id, replace(RUNNER, phone="1"))
        unit.commit()
    added, first, second, third = of(record, "patient.added", "patient.changed")
    assert "before" not in added.detail
    assert added.detail["after"] == first.detail["before"]
    assert first.detail["after"] == second.detail["before"] == third.detail["after"]
    assert second.detail["after"] == third.detail["before"] != first.detail["after"]


def test_numbers_and_moments_read_back_give_the_same_digest(record: Record, episode: Episode) -> None:
    with record.unit_of_work() as unit:
        unit.episodes.update(episode.id, replace(HEEL, weekly_km_before=31))
        unit.episodes.update(episode.id, replace(HEEL, weekly_km_before=31.5))
        unit.commit()
    added, first, second = of(record, "episode.added", "episode.changed")
    assert added.detail["after"] == first.detail["before"]
    assert first.detail["after"] == second.detail["before"]


def test_a_replaced_day_names_the_old_and_the_new_content(record: Record, episode: Episode) -> None:
    for mood in (3, 4):
        with record.unit_of_work() as unit:
            unit.diary.put_days(episode.id, [DiaryDay(DAY, mood=mood)])
            unit.commit()
    first, second = of(record, "diary.days_written")
    assert first.detail["after"] == second.detail["before"]
    assert second.detail["after"] not in (first.detail["after"], second.detail["before"])


def test_every_change_of_a_patients_content_carries_digests_and_no_content(record: Record) -> None:
    with record.unit_of_work() as unit:
        filled = fill_patient(unit, "Canary")
        unit.assessments.void(unit.assessments.for_episode(filled.episode)[0].id, "Canaryvoid")
        unit.diary.remove_session(filled.session, "Canaryremoved")
        unit.commit()
        trail = unit.audit.find(AuditQuery(patient_ids=(filled.patient,)))
    assert len(trail) > 15
    for entry in trail:
        assert ("after" in entry.detail) == (entry.action not in WITHOUT_DIGEST), entry.action
        assert len(str(entry.detail.get("after", "0" * 32))) == 32
    assert "Canary" not in str(trail)
    assert record.verify().ok


def test_what_is_taken_back_leaves_no_digest_for_the_next_change(record: Record, patient: Patient) -> None:
    with record.unit_of_work() as unit:
        unit.patients.update(patient.id, replace(RUNNER, phone="1"))
    with record.unit_of_work() as unit:
        unit.audit.note("test.noted", "x")
        unit.commit()
        assert unit.audit.entries(1)[0].detail == {}


def test_the_key_is_part_of_the_digest(tmp_path: Path) -> None:
    digests = []
    for key in (b"a" * 32, b"b" * 32):
        content = ContentDigests(key)
        content.added(PatientTable, [{"id": "1", "notes": "the same"}])
        digests.append(content.take()["after"])
        assert content.take() == {}
    assert digests[0] != digests[1]
    with make_record(tmp_path / "other") as record, record.unit_of_work() as unit:
        unit.patients.add(RUNNER)
        assert unit.audit.entries(1)[0].detail["after"] not in digests
