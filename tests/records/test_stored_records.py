"""Records left by older versions open with everything that was in them."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from footrehab_desktop.records import sqlite
from footrehab_desktop.records.key_file import list_clinicians
from footrehab_desktop.records.record import open_record, unlock_record
from footrehab_desktop.records.unlock import derive_data_key
from footrehab_desktop.records.values import Observation, PlanItem
from tests.support.record_factory import PASSPHRASE

STORED = sorted((Path(__file__).parent / "stored").glob("revision_*"))


@pytest.mark.parametrize("stored", STORED, ids=lambda folder: folder.name)
def test_a_record_of_an_older_version_keeps_everything(stored: Path, tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    shutil.copytree(stored, folder)
    with unlock_record(folder, list_clinicians(folder)[0].id, PASSPHRASE) as record:
        with record.unit_of_work() as unit:
            (patient,) = unit.patients.search("okafor")
            (episode,) = unit.episodes.for_patient(patient.id)
            newest, first = unit.plans.versions(episode.id)
            (assessment,) = unit.assessments.for_episode(episode.id)
            (draft,) = unit.drafts.all_for(episode.id)
        assert (patient.family_name, patient.birth_date) == ("Okafor", date(1984, 2, 3))
        # First-step pain was a score of 0 to 10 then. Its code now means millimetres, so it stands under another.
        assert assessment.observations == (
            Observation("pain_now", number=4),
            Observation("pain_first_steps", number=6),
        )
        assert draft.content["typed"] == {"pain_first_steps|": "5", "pain_now|": "2"}
        assert assessment.outcomes[0].score == 60
        assert (
            first.items
            == newest.items[:1]
            == (PlanItem("EX-I01", 3, reps=12, tempo="3-2-3", load="10 kg backpack", side="right", note="ü"),)
        )
        assert (newest.decision_id, newest.items[1].rest_s, newest.items[1].days) == (None, None, None)
        assert record.verify().ok
    assert len(list((folder / "backups").iterdir())) == 1


@pytest.mark.parametrize("stored", STORED, ids=lambda folder: folder.name)
def test_an_upgrade_changes_no_value_but_those_it_is_about(stored: Path, tmp_path: Path) -> None:
    """Every column that both formats have holds the same values; a code that means something else now is renamed."""
    folder = tmp_path / "clinic"
    shutil.copytree(stored, folder)
    (clinician,) = list_clinicians(folder)
    key = derive_data_key(folder, clinician.id, PASSPHRASE)
    before = values_in(folder, key)
    open_record(folder, clinician.id, key).close()
    after = values_in(folder, key)
    differing = {column for column, values in before.items() if column in after and after[column] != values}
    assert differing <= CHANGED
    assert after["observation", "code"] == sorted(RENAMED.get(code, code) for code in before["observation", "code"])
    assert len(before) > 60


# Codes were renamed, in drafts too; since roles count, whoever was there before leads.
CHANGED = {("observation", "code"), ("draft", "content"), ("clinician", "role")}
RENAMED = {"'first_step_pain'": "'pain_first_steps'"}


def values_in(folder: Path, key: bytes) -> dict[tuple[str, str], list[str]]:
    """Return the values of every column of every table, sorted, but of the audit trail and the search index."""
    engine = sqlite.make_engine(folder / "record.db", sqlite.OpenKey(key), keep_connections=False, look_only=True)
    found = {}
    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        skipped = ("alembic_version", "audit_entry", "outlook")
        for table in [name for name in names if name not in skipped and not name.startswith("patient_search")]:
            result = connection.exec_driver_sql(f'SELECT * FROM "{table}"')  # noqa: S608 (names come from the file's own catalogue)
            rows = result.all()
            for place, column in enumerate(result.keys()):
                found[table, column] = sorted(repr(row[place]) for row in rows)
    return found


def test_there_is_a_record_of_every_older_revision() -> None:
    from footrehab_desktop.records.schema import REVISION

    assert [folder.name for folder in STORED] == [f"revision_{number:04d}" for number in range(1, int(REVISION))]


def test_a_record_of_revision_0002_keeps_diary_and_handouts(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    shutil.copytree(STORED[1], folder)
    with unlock_record(folder, list_clinicians(folder)[0].id, PASSPHRASE) as record:
        with record.unit_of_work() as unit:
            (patient,) = unit.patients.search("okafor")
            (episode,) = unit.episodes.for_patient(patient.id)
            (session,) = unit.diary.sessions(episode.id)
            (day,) = unit.diary.days(episode.id)
            handout = unit.handouts.get(unit.handouts.for_episode(episode.id)[0].id)
            decision = unit.decisions.latest(episode.id)
        assert (session.minutes, session.run_min, session.pain_during, session.note) == (30, 10, 2, "ü")
        assert (session.heart_rate, session.outside_plan, session.source) == (None, None, None)
        assert (day.exercises, day.morning_pain, day.sleep_h, day.confidence) == ("yes", 1, 7.5, None)
        assert (handout.pdf, handout.paper, handout.sheet_id) == (b"%PDF-1.4 kept", "Letter", "PD7K2Q9X4M")
        assert handout.layout == {"page_mm": [215.9, 279.4]}
        assert handout.options is None
        assert decision is not None
        assert (decision.rules_version, decision.final) == ("2026.1", "HOLD")
        assert record.verify().ok


def test_a_record_of_revision_0003_keeps_exercises_tasks_and_choices(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    shutil.copytree(STORED[2], folder)
    with unlock_record(folder, list_clinicians(folder)[0].id, PASSPHRASE) as record:
        with record.unit_of_work() as unit:
            (patient,) = unit.patients.search("okafor")
            (episode,) = unit.episodes.for_patient(patient.id)
            (exercise,) = unit.diary.exercises(episode.id)
            (answer,) = unit.task_answers.for_episode(episode.id)
            (handout,) = unit.handouts.for_episode(episode.id)
            decision = unit.decisions.latest(episode.id)
            assert decision is not None
            next_review = unit.decisions.next_review(decision.id)
            options = unit.print_options.get(patient.id)
            statements = unit.statements.for_patient(patient.id)
        assert (exercise.done, exercise.reps_left, exercise.reps_right, exercise.response) == ("part", 8, 10, "eased")
        assert (answer.task, answer.until, answer.reason) == ("outcome:LEFS", date(2026, 4, 1), "ü")
        assert (handout.paper, options, next_review) == ("A5", {"size": "large"}, date(2026, 3, 20))
        assert statements == ()
        assert record.clinician.role == "lead"
        assert record.verify().ok
