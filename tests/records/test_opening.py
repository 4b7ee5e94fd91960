"""Opening a record: each thing that can be wrong has its own sentence, and nothing is changed by finding it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from footrehab_desktop.errors import FieldError, FootRehabError
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.failures import (
    DatabaseDamagedError,
    DatabaseUnencryptedError,
    FolderReadOnlyError,
    KeyFileMissingError,
    RecordExistsError,
    RecordInUseError,
    RecordLockedError,
    RecordMissingError,
    RecordNewerError,
)
from footrehab_desktop.records.key_file import UNFINISHED_DATABASE, list_clinicians, record_exists
from footrehab_desktop.records.record import create_record, open_record, unlock_record
from tests.support.record_factory import CLINIC, FLOOR, PASSPHRASE, Template, make_folder, make_record


def open_again(made: Template) -> None:
    open_record(made.folder, made.clinician_id, made.data_key).close()


def test_a_new_record_opens_with_its_passphrase_and_is_encrypted(tmp_path: Path) -> None:
    folder = tmp_path / "praxis Łódź 🦶"
    assert not record_exists(folder)
    record, recovery_key = create_record(folder, CLINIC, "Dana", PASSPHRASE, kdf=FLOOR)
    with record:
        assert record.clinician.name == "Dana"
        assert record.verify().ok
        with record.unit_of_work() as unit:
            assert unit.clinics.get() == CLINIC
    assert record_exists(folder)
    assert len(recovery_key) == 69
    for path in folder.iterdir():
        assert not path.read_bytes().startswith(sqlite.PLAIN_HEADER)
    with unlock_record(folder, list_clinicians(folder)[0].id, PASSPHRASE) as again:
        assert again.clinician.name == "Dana"


def test_a_record_is_never_made_over_another_one(tmp_path: Path) -> None:
    make_folder(tmp_path)
    with pytest.raises(RecordExistsError):
        create_record(tmp_path, CLINIC, "Dana", PASSPHRASE, kdf=FLOOR)
    (tmp_path / "keys.json").unlink()
    with pytest.raises(RecordExistsError):
        create_record(tmp_path, CLINIC, "Dana", PASSPHRASE, kdf=FLOOR)
    with pytest.raises(KeyFileMissingError):
        list_clinicians(tmp_path)


def test_a_creation_that_was_cut_short_does_not_stand_in_the_way(tmp_path: Path) -> None:
    make_folder(tmp_path)
    (tmp_path / "record.db").rename(tmp_path / UNFINISHED_DATABASE)
    assert not record_exists(tmp_path)
    record, _ = create_record(tmp_path, CLINIC, "Dana", PASSPHRASE, kdf=FLOOR)
    with record:
        assert record.verify().ok


@pytest.mark.parametrize(
    ("name", "passphrase", "field"), [(" ", PASSPHRASE, "clinician_name"), ("Dana", "short", "passphrase")]
)
def test_creation_refuses_at_the_field_and_makes_nothing(
    tmp_path: Path, name: str, passphrase: str, field: str
) -> None:
    with pytest.raises(FieldError) as refusal:
        create_record(tmp_path / "clinic", CLINIC, name, passphrase, kdf=FLOOR)
    assert refusal.value.field == field
    assert not (tmp_path / "clinic").exists()


def test_a_second_instance_is_told_so_and_may_open_after_the_first_closed(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    with open_record(tmp_path, made.clinician_id, made.data_key), pytest.raises(RecordInUseError):
        open_again(made)
    open_again(made)


def test_a_second_process_is_told_so_too(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    script = (
        "from pathlib import Path; import sys; from footrehab_desktop.records.record import open_record\n"
        "open_record(Path(sys.argv[1]), sys.argv[2], bytes.fromhex(sys.argv[3]))"
    )
    with open_record(tmp_path, made.clinician_id, made.data_key):
        arguments = [sys.executable, "-c", script, str(tmp_path), made.clinician_id, made.data_key.hex()]
        second = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert "RecordInUseError: FootRehab is already open with this record." in second.stderr


def _missing(made: Template) -> None:
    (made.folder / "record.db").unlink()


def _empty(made: Template) -> None:
    (made.folder / "record.db").write_bytes(b"")


def _other_key(made: Template) -> None:
    (made.folder / "record.db").write_bytes(os.urandom(8192))


def _first_page(made: Template) -> None:
    path = made.folder / "record.db"
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)


def _plain(made: Template) -> None:
    from sqlcipher3 import dbapi2

    path = made.folder / "record.db"
    path.unlink()
    connection = dbapi2.connect(str(path))
    connection.execute("CREATE TABLE patient (name TEXT)")
    connection.close()


def _newer(made: Template) -> None:
    _execute(made, "UPDATE alembic_version SET version_num = '0999'")


def _no_revision(made: Template) -> None:
    _execute(made, "DELETE FROM alembic_version")


def _execute(made: Template, statement: str) -> None:
    key = sqlite.OpenKey(made.data_key)
    engine = sqlite.make_engine(made.folder / "record.db", key, keep_connections=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
        sqlite.leave_write_ahead_log(connection)


@pytest.mark.parametrize(
    ("harm", "failure"),
    [
        (_missing, RecordMissingError),
        (_empty, DatabaseDamagedError),
        (_other_key, DatabaseDamagedError),
        (_first_page, DatabaseDamagedError),
        (_plain, DatabaseUnencryptedError),
        (_newer, RecordNewerError),
        (_no_revision, DatabaseDamagedError),
    ],
)
def test_each_harm_has_its_own_sentence_and_no_byte_is_changed(
    tmp_path: Path, harm: Callable[[Template], None], failure: type[FootRehabError], capfd: pytest.CaptureFixture[str]
) -> None:
    made = make_folder(tmp_path)
    harm(made)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name != "record.lock"}
    with pytest.raises(failure) as refusal:
        open_again(made)
    assert type(refusal.value) is failure
    assert str(refusal.value).endswith(".")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.name != "record.lock"} == before
    assert capfd.readouterr() == ("", "")


def test_all_sentences_differ(tmp_path: Path) -> None:
    sentences = set()
    harms = [_missing, _first_page, _plain, _newer]
    for number, harm in enumerate(harms):
        made = make_folder(tmp_path / str(number))
        harm(made)
        with pytest.raises(FootRehabError) as refusal:
            open_again(made)
        sentences.add(str(refusal.value).replace(str(made.folder), ""))
    assert len(sentences) == len(harms)


@pytest.fixture
def read_only() -> Iterator[Template]:
    """A record in a folder that this process may read but not write; root gives up its rights for the test."""
    if os.name == "nt":
        pytest.skip("Windows has other rights")
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        made = make_folder(Path(parent) / "clinic")
        (made.folder / "record.lock").unlink()
        made.folder.chmod(0o555)
        own = os.geteuid()
        if own == 0:
            os.seteuid(65534)
        yield made
        if own == 0:
            os.seteuid(0)
        made.folder.chmod(0o755)


def test_a_read_only_folder_is_refused_with_its_path(read_only: Template) -> None:
    with pytest.raises(FolderReadOnlyError) as refusal:
        open_again(read_only)
    assert str(read_only.folder) in str(refusal.value)
    with pytest.raises(FolderReadOnlyError):
        create_record(read_only.folder / "below", CLINIC, "Dana", PASSPHRASE, kdf=FLOOR)


def test_a_closed_record_gives_nothing_more(tmp_path: Path) -> None:
    record = make_record(tmp_path)
    unit = record.unit_of_work()
    record.close()
    record.close()
    with pytest.raises(RecordLockedError):
        record.unit_of_work()
    with pytest.raises(RecordLockedError), unit:
        pass
    with pytest.raises(RecordLockedError):
        record.key.raw()
    assert not list(tmp_path.glob("record.db-*"))


def test_the_light_parts_load_no_database_library() -> None:
    modules = "key_file", "passphrase", "recovery_key", "unlock", "guess_delay", "failures", "values", "folder_lock"
    script = "import sys\n" + "\n".join(f"import footrehab_desktop.records.{name}" for name in modules)
    script += "\nprint([m for m in ('sqlalchemy', 'alembic', 'sqlcipher3', 'cryptography') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_opening_an_up_to_date_record_loads_no_alembic(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    script = (
        "from pathlib import Path; import sys; from footrehab_desktop.records.record import open_record\n"
        "open_record(Path(sys.argv[1]), sys.argv[2], bytes.fromhex(sys.argv[3])).close()\n"
        "print('alembic' in sys.modules)"
    )
    arguments = [sys.executable, "-c", script, str(tmp_path), made.clinician_id, made.data_key.hex()]
    assert subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.strip() == "False"
