"""Making the tables of a new record and bringing an older record to this version.

An older record is never changed in place: a verified backup is made, a second copy is brought forward and checked, and
only then put in the record's place. Whatever fails before that leaves the original as it was.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection

from footrehab_desktop.durable import flush_folder
from footrehab_desktop.records import sqlite
from footrehab_desktop.records.backup import copy_and_verify, make_backup
from footrehab_desktop.records.failures import MigrationFailedError, os_failure
from footrehab_desktop.records.key_file import DATABASE_FILE

MIGRATIONS: Final = Path(__file__).with_name("migrations")
WORKING_COPY: Final = "record.db.migrating"
NEWEST: Final = "head"


def upgrade_tables(connection: Connection, scripts: Path = MIGRATIONS, target: str = NEWEST) -> None:
    """Run the revisions up to ``target`` inside one transaction: all of them or none."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    with sqlite.transaction(connection):
        command.upgrade(config, target)


def upgrade_record(folder: Path, key: sqlite.OpenKey, scripts: Path = MIGRATIONS) -> Path:
    """Bring the record in ``folder`` to the newest revision and return the folder of the backup made before.

    Raises ``MigrationFailedError`` with the check that failed, or what the disk says. Nobody else may have it open.
    """
    original, working = folder / DATABASE_FILE, folder / WORKING_COPY
    sqlite.remove_file(working)
    engine = sqlite.make_engine(original, key, keep_connections=False)
    try:
        backup = make_backup(folder, engine, key, "before_upgrade", datetime.now(UTC))
        copy_and_verify(engine, key, working)
        upgrade_copy(working, key, scripts)
        with engine.connect() as connection:
            sqlite.leave_write_ahead_log(connection)
        working.replace(original)
        flush_folder(folder)
    except OSError as error:
        raise os_failure(error, folder) from error
    finally:
        sqlite.remove_file(working)
    return backup.folder


def upgrade_copy(path: Path, key: sqlite.OpenKey, scripts: Path = MIGRATIONS) -> None:
    """Bring a copy that nobody uses to the newest revision and check it. Raises ``MigrationFailedError``."""
    # With foreign keys on, rebuilding a table would delete the rows that point to it.
    engine = sqlite.make_engine(path, key, foreign_keys=False, keep_connections=False)
    with engine.connect() as connection:
        before = sqlite.row_counts(connection)
        connection.rollback()
        upgrade_tables(connection, scripts)
        after = sqlite.row_counts(connection)
        lost = [name for name, count in before.items() if name in after and after[name] != count]
        checks = {
            "foreign keys": sqlite.foreign_key_faults(connection),
            "row counts": len(lost),
            "integrity": sqlite.integrity_faults(connection),
            "encryption": sqlite.cipher_faults(connection),
        }
        for check, faults in checks.items():
            if faults:
                raise MigrationFailedError(check)
        connection.rollback()
        sqlite.leave_write_ahead_log(connection)
