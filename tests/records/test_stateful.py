"""Any sequence of work, committed or not, with closing in between: the record says what a plain dictionary says."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, multiple, rule

from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.records.failures import JoinedError
from footrehab_desktop.records.folding import fold
from footrehab_desktop.records.record import Record, open_record
from footrehab_desktop.records.unit_of_work import UnitOfWork
from footrehab_desktop.records.values import DiaryDay, DiarySession, EpisodeDetails, Patient, PatientDetails, PlanItem
from tests.support.record_factory import make_folder

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=8)
DATES = st.dates(date(1930, 1, 1), date(2020, 1, 1))
DAYS = st.integers(0, 6).map(lambda n: date(2026, 3, 2) + timedelta(days=n))
DETAILS = st.builds(
    PatientDetails, NAMES, NAMES, DATES, st.sampled_from(["female", "male"]), phone=st.text("0123 +", max_size=9)
)
SESSIONS = st.builds(
    DiarySession,
    DAYS,
    st.integers(1, 2),
    st.sampled_from(["run", "walk"]),
    st.booleans(),
    pain_24h=st.none() | st.integers(0, 10),
    note=NAMES,
)
ENTRIES = st.lists(SESSIONS, max_size=5, unique_by=lambda session: (session.on, session.slot))
DIARY_DAYS = st.lists(
    st.builds(DiaryDay, DAYS, mood=st.none() | st.integers(1, 5)), max_size=4, unique_by=lambda d: d.on
)
COMMIT = st.booleans()


@dataclass
class Model:
    """What should be on file."""

    patients: dict[str, Patient] = field(default_factory=dict)
    archived: set[str] = field(default_factory=set)
    episodes: dict[str, tuple[str, EpisodeDetails]] = field(default_factory=dict)
    sessions: dict[tuple[str, date, int], DiarySession] = field(default_factory=dict)
    days: dict[tuple[str, date], DiaryDay] = field(default_factory=dict)
    plans: dict[str, list[tuple[PlanItem, ...]]] = field(default_factory=dict)
    drafts: dict[tuple[str, str], Any] = field(default_factory=dict)
    into: dict[str, str] = field(default_factory=dict)
    joined: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)

    def now(self, patient: str) -> str:
        """Return the entry that stands for a person."""
        return self.now(self.into[patient]) if patient in self.into else patient

    def move(self, episodes: tuple[str, ...], patient: str) -> None:
        """Let episodes belong to another entry."""
        for episode in episodes:
            self.episodes[episode] = (patient, self.episodes[episode][1])


class RecordMachine(RuleBasedStateMachine):
    """Does to the record and to the model the same."""

    patients = Bundle("patients")
    episodes = Bundle("episodes")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="footrehab-test-"))
        self.made = make_folder(self.folder)
        self.record: Record = self._open()
        self.model = Model()

    def teardown(self) -> None:
        report = self.record.verify()
        self.record.close()
        shutil.rmtree(self.folder)
        assert report.ok, report

    def _open(self) -> Record:
        return open_record(self.folder, self.made.clinician_id, self.made.data_key)

    @contextmanager
    def _unit(self, commit: bool) -> Iterator[tuple[UnitOfWork, Model]]:
        """Give a unit of work and a model to change; both changes stand or fall together."""
        changed = deepcopy(self.model)
        with self.record.unit_of_work() as unit:
            try:
                yield unit, changed
            except JoinedError:
                # Rules do not ask which entries were joined into another; the record refuses, and nothing changes.
                assert self.model.into
                return
            if commit:
                unit.commit()
                self.model = changed

    @rule(target=patients, details=DETAILS, commit=COMMIT)
    def add_patient(self, details: PatientDetails, commit: bool) -> Any:
        with self._unit(commit) as (unit, model):
            patient = unit.patients.add(details)
            model.patients[patient.id] = patient
        return patient.id if commit else multiple()

    @rule(patient=patients, details=DETAILS, commit=COMMIT)
    def update_patient(self, patient: str, details: PatientDetails, commit: bool) -> None:
        with self._unit(commit) as (unit, model):
            unit.patients.update(patient, details)
            model.patients[patient] = replace(model.patients[patient], details=details)

    @rule(patient=patients, commit=COMMIT)
    def archive_patient(self, patient: str, commit: bool) -> None:
        with self._unit(commit) as (unit, model):
            unit.patients.archive(patient)
            model.archived.add(patient)

    @rule(kept=patients, merged=patients, commit=COMMIT)
    def join_entries(self, kept: str, merged: str, commit: bool) -> None:
        with self._unit(commit) as (unit, model):
            if kept == merged or {kept, merged} & model.into.keys():
                with pytest.raises(UserFixableError):
                    unit.merges.join(kept, merged)
                return
            merge = unit.merges.join(kept, merged)
            assert set(merge.moved) == {key for key, (owner, _) in model.episodes.items() if owner == merged}
            model.move(merge.moved, kept)
            model.into[merged] = kept
            model.joined.append((merge.id, merged, merge.moved))

    @rule(commit=COMMIT)
    def take_the_last_joining_apart(self, commit: bool) -> None:
        with self._unit(commit) as (unit, model):
            for merge_id, merged, moved in model.joined[-1:]:
                unit.merges.undo(merge_id)
                model.move(moved, merged)
                del model.into[merged]
                model.joined.pop()

    @rule(target=episodes, patient=patients, goal=NAMES, commit=COMMIT)
    def add_episode(self, patient: str, goal: str, commit: bool) -> Any:
        details = EpisodeDetails("plantar_heel", "right", date(2026, 3, 2), goal=goal)
        added = ""
        with self._unit(commit) as (unit, model):
            added = unit.episodes.add(patient, details).id
            model.episodes[added] = (patient, details)
        return added if added and commit else multiple()

    @rule(episode=episodes, goal=NAMES, commit=COMMIT)
    def update_episode(self, episode: str, goal: str, commit: bool) -> None:
        with self._unit(commit) as (unit, model):
            patient, details = model.episodes[episode]
            model.episodes[episode] = (patient, replace(details, goal=goal))
            unit.episodes.update(episode, replace(details, goal=goal))

    @rule(episode=episodes, sessions=ENTRIES, days=DIARY_DAYS, commit=COMMIT)
    def write_diary(self, episode: str, sessions: list[DiarySession], days: list[DiaryDay], commit: bool) -> None:
        with self._unit(commit) as (unit, model):
            for stored in unit.diary.put_sessions(episode, sessions):
                model.sessions[episode, stored.on, stored.slot] = stored
            unit.diary.put_days(episode, days)
            model.days.update({(episode, day.on): day for day in days})

    @rule(episode=episodes, commit=COMMIT)
    def remove_a_session(self, episode: str, commit: bool) -> None:
        with self._unit(commit) as (unit, model):
            for stored in unit.diary.sessions(episode)[:1]:
                unit.diary.remove_session(stored.id, "wrong")
                del model.sessions[episode, stored.on, stored.slot]

    @rule(episode=episodes, sets=st.lists(st.integers(1, 5), max_size=3), commit=COMMIT)
    def save_plan(self, episode: str, sets: list[int], commit: bool) -> None:
        items = tuple(PlanItem(f"EX-{n}", number) for n, number in enumerate(sets))
        with self._unit(commit) as (unit, model):
            unit.plans.save(episode, items, None)
            model.plans.setdefault(episode, []).insert(0, items)

    @rule(patient=patients, form=st.sampled_from(["a", "b"]), text=st.text(max_size=5), commit=COMMIT)
    def save_draft(self, patient: str, form: str, text: str, commit: bool) -> None:
        with self._unit(commit) as (unit, model):
            unit.drafts.save(patient, form, {"text": text})
            model.drafts[patient, form] = {"text": text}

    @rule(patient=consumes(patients), form=st.sampled_from(["a", "b"]))
    def discard_draft(self, patient: str, form: str) -> None:
        with self._unit(commit=True) as (unit, model):
            unit.drafts.discard(patient, form)
            model.drafts.pop((patient, form), None)

    @rule()
    def close_and_open(self) -> None:
        self.record.close()
        self.record = self._open()

    @invariant()
    def the_record_says_what_the_model_says(self) -> None:
        with self.record.unit_of_work() as unit:
            self._compare_patients(unit)
            for episode, (patient, details) in self.model.episodes.items():
                assert (unit.episodes.get(episode).patient_id, unit.episodes.get(episode).details) == (patient, details)
                self._compare_episode(unit, episode)
            drafts = {key: unit.drafts.get(*key) for key in self.model.drafts}
            assert {key: draft.content for key, draft in drafts.items() if draft} == self.model.drafts

    def _compare_patients(self, unit: UnitOfWork) -> None:
        gone = self.model.archived | self.model.into.keys()
        listed = {key: value for key, value in self.model.patients.items() if key not in gone}
        assert unit.patients.count() == len(listed)
        assert {row.id for row in unit.patients.search("", 10_000)} == set(listed)
        for patient_id, patient in listed.items():
            assert unit.patients.get(patient_id) == patient
            if fold(patient.details.family_name):
                assert patient_id in {row.id for row in unit.patients.search(patient.details.family_name, 10_000)}
        for merged in self.model.into:
            number = str(self.model.patients[merged].record_number)
            found = {row.id for row in unit.patients.search(number, 10_000)}
            assert merged not in found
            assert (self.model.now(merged) in found) == (self.model.now(merged) in listed)

    def _compare_episode(self, unit: UnitOfWork, episode: str) -> None:
        sessions = [session for (own, *_), session in sorted_by_key(self.model.sessions) if own == episode]
        assert list(unit.diary.sessions(episode)) == sessions
        assert list(unit.diary.days(episode)) == [d for (own, _), d in sorted_by_key(self.model.days) if own == episode]
        assert [plan.items for plan in unit.plans.versions(episode)] == self.model.plans.get(episode, [])


def sorted_by_key(mapping: dict[Any, Any]) -> list[tuple[Any, Any]]:
    """Return the items in the order of their keys."""
    return sorted(mapping.items(), key=lambda item: item[0])


TestRecord = RecordMachine.TestCase
TestRecord.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
