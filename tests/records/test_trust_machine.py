"""Whatever happens to a record, in any order: what was acknowledged is there, unchanged, and its trail holds.

Entries are made, amended, struck out; patients joined and parted; the program locks, is killed in the middle of work,
backs up, restores; and it begins with a record of this version or of any older one.
"""

import shutil
import tempfile
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.backup import backup_record
from footrehab_desktop.records.backup_store import Backup
from footrehab_desktop.records.failures import JoinedError
from footrehab_desktop.records.key_file import list_clinicians
from footrehab_desktop.records.record import Record, open_record
from footrehab_desktop.records.restore import RestoreOrder, restore_backup
from footrehab_desktop.records.unlock import derive_data_key
from footrehab_desktop.records.values import EpisodeDetails, Observation, PatientDetails, Side
from tests.support.record_factory import PASSPHRASE, Template, make_folder

STORED = sorted((Path(__file__).parent / "stored").glob("revision_*"))
START = datetime(2026, 3, 16, 9, tzinfo=UTC)
FIRST_DAY = date(2026, 3, 2)
DETAILS = st.builds(
    PatientDetails,
    st.sampled_from(["Okafor", "Nowak", "Ångström"]),
    st.sampled_from(["Ngozi", "Jan"]),
    st.dates(date(1940, 1, 1), date(2000, 1, 1)),
    st.sampled_from(["female", "male"]),
)
SIDES = st.sampled_from(["left", "right", "both"])
DAYS = st.dates(FIRST_DAY, FIRST_DAY + timedelta(days=60))


@dataclass
class Acknowledged:
    """What the program said was saved."""

    patients: dict[str, PatientDetails] = field(default_factory=dict)
    episodes: dict[str, tuple[Side, date]] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)
    assessments: dict[str, tuple[str, date, float | None, bool]] = field(default_factory=dict)
    joined: set[str] = field(default_factory=set)


@cache
def stored(folder: Path) -> Template:
    """Return how to open a record of an older version; its key is derived once."""
    clinician_id = list_clinicians(folder)[0].id
    return Template(folder, clinician_id, derive_data_key(folder, clinician_id, PASSPHRASE), "")


class TrustMachine(RuleBasedStateMachine):
    """Does to a record what a clinic, its laptop and bad luck do, and remembers what was acknowledged."""

    patients = Bundle("patients")
    episodes = Bundle("episodes")
    assessments = Bundle("assessments")
    merges = Bundle("merges")
    backups = Bundle("backups")

    @initialize(older=st.none() | st.sampled_from(STORED))
    def begin(self, older: Path | None) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="footrehab-test-"))
        self.number = 0
        folder = self.place / "0"
        if older is None:
            self.made = make_folder(folder)
        else:
            shutil.copytree(older, folder)
            self.made = stored(older)
        self.record = self._open(folder)
        self.known = self._on_file()

    def teardown(self) -> None:
        if hasattr(self, "record"):
            report = self.record.verify()
            self.record.close()
            shutil.rmtree(self.place)
            assert report.ok, report

    def _open(self, folder: Path) -> Record:
        return open_record(folder, self.made.clinician_id, self.made.data_key)

    def _on_file(self) -> Acknowledged:
        """Read what an older record brought with it."""
        known = Acknowledged()
        with self.record.unit_of_work() as unit:
            for row in unit.patients.search("", 1000):
                known.patients[row.id] = unit.patients.get(row.id).details
                for episode in unit.episodes.for_patient(row.id):
                    known.episodes[episode.id] = (episode.details.side, episode.details.plan_start)
                    known.owners[episode.id] = row.id
        return known

    # What clinicians do

    @rule(target=assessments, details=DETAILS, side=SIDES, day=DAYS, pain=st.integers(0, 10))
    def first_visit(self, details: PatientDetails, side: Side, day: date, pain: int) -> Any:
        """Everything up to a signed assessment, so that short histories get far, too."""
        return self.sign(self.add_episode(self.add_patient(details), side, day), day, pain)

    @rule(target=patients, details=DETAILS)
    def add_patient(self, details: PatientDetails) -> str:
        with self.record.unit_of_work() as unit:
            patient = unit.patients.add(details)
            unit.commit()
        self.known.patients[patient.id] = details
        return patient.id

    @rule(patient=patients, details=DETAILS)
    def change_patient(self, patient: str, details: PatientDetails) -> None:
        if patient not in self.known.patients:
            return
        try:
            with self.record.unit_of_work() as unit:
                unit.patients.update(patient, details)
                unit.commit()
        except JoinedError:
            assert patient in self.known.joined
            return
        self.known.patients[patient] = details

    @rule(target=episodes, patient=patients, side=SIDES, start=DAYS)
    def add_episode(self, patient: str, side: Side, start: date) -> Any:
        if patient not in self.known.patients:
            return multiple()
        try:
            with self.record.unit_of_work() as unit:
                episode = unit.episodes.add(patient, EpisodeDetails("plantar_heel", side, start))
                unit.commit()
        except JoinedError:
            assert patient in self.known.joined
            return multiple()
        self.known.episodes[episode.id] = (side, start)
        self.known.owners[episode.id] = patient
        return episode.id

    @rule(target=assessments, episode=episodes, day=DAYS, pain=st.integers(0, 10))
    def sign(self, episode: str, day: date, pain: int) -> Any:
        if episode not in self.known.episodes:
            return multiple()
        with self.record.unit_of_work() as unit:
            signed = unit.assessments.sign(episode, "review", day, [Observation("pain_now", number=pain)], [])
            unit.commit()
        self.known.assessments[signed.id] = (episode, day, float(pain), False)
        return signed.id

    @rule(target=assessments, assessment=assessments, pain=st.integers(0, 10))
    def amend(self, assessment: str, pain: int) -> Any:
        if assessment not in self.known.assessments or self.known.assessments[assessment][3]:
            return multiple()
        episode, day, *_values = self.known.assessments[assessment]
        answers = [Observation("pain_now", number=pain)]
        with self.record.unit_of_work() as unit:
            signed = unit.assessments.sign(episode, "review", day, answers, [], amends=assessment)
            unit.commit()
        self.known.assessments[signed.id] = (episode, day, float(pain), False)
        return signed.id

    @rule(assessment=assessments)
    def strike_out(self, assessment: str) -> None:
        if assessment not in self.known.assessments:
            return
        with self.record.unit_of_work() as unit:
            unit.assessments.void(assessment, "wrong patient")
            unit.commit()
        self.known.assessments[assessment] = (*self.known.assessments[assessment][:3], True)

    @rule(target=merges, kept=patients, merged=patients)
    def join(self, kept: str, merged: str) -> Any:
        if not {kept, merged} <= self.known.patients.keys():
            return multiple()
        owners = {own: kept if patient == merged else patient for own, patient in self.known.owners.items()}
        try:
            with self.record.unit_of_work() as unit:
                merge = unit.merges.join(kept, merged)
                unit.commit()
        except UserFixableError:
            return multiple()
        self.known.owners = owners
        self.known.joined.add(merged)
        return merge.id

    @rule(merge=merges)
    def part(self, merge: str) -> None:
        try:
            with self.record.unit_of_work() as unit:
                undone = unit.merges.undo(merge)
                unit.commit()
        except UserFixableError:
            return
        self.known.owners.update(dict.fromkeys(undone.moved, undone.merged_id))
        self.known.joined.remove(undone.merged_id)

    # What happens to the laptop

    @rule()
    def lock_and_unlock(self) -> None:
        folder = self.record.folder
        self.record.close()
        self.record = self._open(folder)

    @rule(details=DETAILS)
    def killed_in_the_middle(self, details: PatientDetails) -> None:
        self.number += 1
        left = self.place / str(self.number)
        with self.record.unit_of_work() as unit:
            unit.episodes.add(unit.patients.add(details).id, EpisodeDetails("plantar_heel", "left", FIRST_DAY))
            shutil.copytree(self.record.folder, left)
        self.record.close()
        self.record = self._open(left)
        assert self.record.verify().ok

    @rule(target=backups)
    def back_up(self) -> tuple[Backup, Acknowledged]:
        self.number += 1
        made = backup_record(self.record, START + timedelta(minutes=self.number))
        return made, deepcopy(self.known)

    @rule(kept=backups)
    def restore(self, kept: tuple[Backup, Acknowledged]) -> None:
        backup, known = kept
        if not backup.folder.exists():
            return
        self.number += 1
        self.record.close()
        folder = self.record.folder
        order = RestoreOrder(backup, folder, sqlite.OpenKey(self.made.data_key), self.made.clinician_id)
        restore_backup(order, START + timedelta(minutes=self.number))
        self.record, self.known = self._open(folder), deepcopy(known)
        assert self.record.verify().ok

    # What must hold

    @invariant()
    def everything_acknowledged_is_there_and_nothing_else(self) -> None:
        with self.record.unit_of_work() as unit:
            for patient, details in self.known.patients.items():
                assert unit.patients.get(patient).details == details
            listed = [episode for patient in self.known.patients for episode in unit.episodes.for_patient(patient)]
            found = {episode.id: episode for episode in listed}
            assert {own: each.patient_id for own, each in found.items()} == self.known.owners
            for own, (side, start) in self.known.episodes.items():
                assert (found[own].details.side, found[own].details.plan_start) == (side, start)
            for own, (episode, day, pain, voided) in self.known.assessments.items():
                signed = unit.assessments.get(own)
                assert (signed.assessed_on, signed.observations[0].number) == (day, pain)
                assert (signed.voided_at is not None) is voided
                assert own in {each.id for each in unit.assessments.for_episode(episode)}


# Histories are not made shorter when one fails: with a real record that takes longer than the whole suite may.
TrustMachine.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
TestTrust = TrustMachine.TestCase
