"""Bringing a record to a newer schema: on a copy, checked, all or nothing. The revisions make the declared tables."""

import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection

from footrehab_desktop.records import sqlite
from footrehab_desktop.records.backup_store import backups_of
from footrehab_desktop.records.failures import DiskFullError, MigrationFailedError
from footrehab_desktop.records.migrate import MIGRATIONS, upgrade_record
from footrehab_desktop.records.record import Record, open_record
from footrehab_desktop.records.schema import FINGERPRINT, REVISION, Base
from tests.records.conftest import HEEL, RUNNER
from tests.support.record_factory import Template, make_folder

HEADER = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0005", "0004"
def upgrade():
"""
REBUILD = """
    with op.batch_alter_table("patient", recreate="always") as table:
        table.add_column(sa.Column("height_cm", sa.Integer()))
"""
LOSING = """
    op.execute("DELETE FROM episode")
"""
ORPHANING = """
    op.execute("UPDATE episode SET patient_id = 'gone'")
"""
FAILING = """
    op.execute("CREATE TABLE half (a INTEGER)")
    op.execute("SELECT nonsense FROM nowhere")
"""
FULL = """
    raise OSError(28, "No space left on device")
"""


@pytest.fixture
def made(tmp_path: Path) -> Template:
    made = make_folder(tmp_path / "clinic")
    with open_record(made.folder, made.clinician_id, made.data_key) as record, record.unit_of_work() as unit:
        for _ in range(3):
            unit.episodes.add(unit.patients.add(RUNNER).id, HEEL)
        unit.commit()
    return made


def scripts(tmp_path: Path, revision: str) -> Path:
    """Return a folder with the program's revisions and one more."""
    folder = tmp_path / "100% scripts"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "revision_0005.py").write_text(HEADER + revision)
    return folder


def look(path: Path, made: Template, question: str) -> object:
    engine = sqlite.make_engine(path, sqlite.OpenKey(made.data_key), keep_connections=False, look_only=True)
    with engine.connect() as connection:
        return connection.exec_driver_sql(question).scalar()


def test_the_revisions_make_the_declared_tables(record: Record) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(thing: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
        return kind != "table" or not str(name).startswith("patient_search")

    with record.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
        assert made_by_revisions(connection) == declared()


def made_by_revisions(connection: Connection) -> dict[str, str]:
    """Return the definitions in the file, by name, without layout."""
    rows = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql IS NOT NULL "
        "AND name NOT LIKE 'patient_search%' AND name <> 'alembic_version'"
    )
    return {name: normal(sql) for name, sql in rows}


def declared() -> dict[str, str]:
    """Return the definitions that the declared tables would give."""
    from sqlalchemy import create_engine

    with create_engine("sqlite://").connect() as connection:
        Base.metadata.create_all(connection)
        return made_by_revisions(connection)


def normal(definition: str) -> str:
    """Order the parts of a definition: columns, and constraints that stand behind a column as if on their own."""
    head, _, body = definition.strip().removesuffix(")").partition("(")
    body = re.sub(r"(\w+) ([\w()]+) CONSTRAINT (\w+) CHECK", r"\1 \2,\n CONSTRAINT \3 CHECK", body)
    body = re.sub(r"(\w+) ([\w()]+) (CONSTRAINT \w+) REFERENCES", r"\1 \2,\n \3 FOREIGN KEY(\1) REFERENCES", body)
    parts = [" ".join(part.split()).strip(" ,") for part in re.split(r",\s*\n|, (?=\w+ [A-Z])", body)]
    return " ".join(head.split()) + "|".join(sorted(parts))


def test_the_constants_name_the_newest_revision_and_its_tables(record: Record) -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == REVISION
    with record.engine.connect() as connection:
        assert sqlite.fingerprint(connection) == FINGERPRINT
        assert sqlite.revision(connection) == REVISION


def test_rebuilding_a_parent_table_keeps_its_children(made: Template, tmp_path: Path) -> None:
    path = made.folder / "record.db"
    backup = upgrade_record(made.folder, sqlite.OpenKey(made.data_key), scripts(tmp_path, REBUILD))
    assert look(path, made, "SELECT version_num FROM alembic_version") == "0005"
    assert look(path, made, "SELECT count(*) FROM episode") == 3
    assert look(path, made, "SELECT count(height_cm) + count(*) FROM patient") == 3
    assert look(path, made, "SELECT count(*) FROM patient_search WHERE patient_search MATCH 'okafor'") == 3
    assert look(backup / "record.db", made, "SELECT version_num FROM alembic_version") == REVISION
    assert sorted(p.name for p in made.folder.glob("record.db*")) == ["record.db"]


@pytest.mark.parametrize(
    ("revision", "failure"),
    [
        (LOSING, MigrationFailedError),
        (ORPHANING, MigrationFailedError),
        (FULL, DiskFullError),
        (FAILING, Exception),
    ],
)
def test_a_failed_upgrade_leaves_the_record_as_it_was(
    made: Template, tmp_path: Path, revision: str, failure: type[Exception]
) -> None:
    path = made.folder / "record.db"
    before = path.read_bytes()
    with pytest.raises(failure):
        upgrade_record(made.folder, sqlite.OpenKey(made.data_key), scripts(tmp_path, revision))
    assert path.read_bytes() == before
    assert sorted(p.name for p in made.folder.glob("record.db*")) == ["record.db"]
    with open_record(made.folder, made.clinician_id, made.data_key) as record:
        assert record.verify().ok


def test_an_older_record_is_upgraded_on_opening(
    made: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from footrehab_desktop.records import record as record_module

    folder = scripts(tmp_path, REBUILD)
    monkeypatch.setattr(record_module, "REVISION", "0005")
    monkeypatch.setattr(record_module, "upgrade_record", lambda own, key: upgrade_record(own, key, folder))
    with open_record(made.folder, made.clinician_id, made.data_key) as record, record.unit_of_work() as unit:
        assert unit.patients.count() == 3
    assert len(list((backups_of(made.folder)).iterdir())) == 1


def test_table_changes_of_a_failed_transaction_are_taken_back(made: Template) -> None:
    engine = sqlite.make_engine(made.folder / "record.db", sqlite.OpenKey(made.data_key), keep_connections=False)

    def fail(connection: Connection) -> None:
        with sqlite.transaction(connection):
            connection.exec_driver_sql("CREATE TABLE half (a INTEGER)")
            raise KeyError

    with engine.connect() as connection:
        with pytest.raises(KeyError):
            fail(connection)
        assert sqlite.fingerprint(connection) == FINGERPRINT
