"""Everything that only SQLite and SQLCipher know: opening with the raw key, pragmas, full-text search, checks, errors.

The standard library's ``sqlite3`` is never used: its SQLite is older, and two libraries on one file break POSIX locks.
"""

import hashlib
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, create_engine, event, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import NullPool, QueuePool
from sqlcipher3 import dbapi2

from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.failures import (
    DatabaseDamagedError,
    DatabaseUnencryptedError,
    DiskFullError,
    FolderReadOnlyError,
    NotOnFileError,
    RecordBusyError,
    RecordLockedError,
    RecordMissingError,
    StorageFailedError,
)

# Older versions can lose pages when a write-ahead log is reset while another connection reads.
OLDEST_SAFE_SQLITE: Final = (3, 51, 3)
PLAIN_HEADER: Final = b"SQLite format 3\x00"
_ALWAYS: Final = (
    "busy_timeout = 5000",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "cell_size_check = ON",
    "trusted_schema = OFF",
    "cache_size = -16384",
    "journal_size_limit = 16777216",
)
_MANY_HITS: Final = 500
_COUNT_HITS: Final = text(
    "SELECT count(*) FROM (SELECT rowid FROM patient_search WHERE patient_search MATCH :match LIMIT :many)"
)
# The look-alike mark is worked out for the rows that are shown, not for all that fit.
_SEARCH: Final = """
    SELECT found.*, EXISTS (
        SELECT 1 FROM patient AS other WHERE other.family_folded = named.family_folded
        AND other.given_folded = named.given_folded AND other.record_number <> named.record_number
        AND other.archived_at IS NULL AND other.merged_into IS NULL
    ) FROM (
        SELECT id, record_number, family_name, given_name, title, birth_date, sex, phone FROM patient
        WHERE {number} IN (SELECT rowid FROM patient_search WHERE patient_search MATCH :match)
        AND archived_at IS NULL ORDER BY family_folded, given_folded, record_number LIMIT :limit
    ) AS found JOIN patient AS named ON named.record_number = found.record_number
    ORDER BY named.family_folded, named.given_folded, named.record_number
"""
_SEARCH_AND_SORT: Final = text(_SEARCH.format(number="record_number"))
_SEARCH_IN_ORDER: Final = text(_SEARCH.format(number="+record_number"))
_CHECK_FAILED: Final = re.compile(r"CHECK constraint failed: ck_([a-z_0-9]+)")


class OpenKey:
    """The data key while the record is open; after ``forget`` no connection can be made any more."""

    def __init__(self, data_key: bytes) -> None:
        self._key = bytearray(data_key)

    def pragma(self) -> str:
        """Return the statement that hands the raw key to SQLCipher."""
        if not self._key:
            raise RecordLockedError
        return f"PRAGMA key = \"x'{self._key.hex()}'\""

    def raw(self) -> bytes:
        """Return the key, for wrapping it anew."""
        if not self._key:
            raise RecordLockedError
        return bytes(self._key)

    def forget(self) -> None:
        """Overwrite the key in memory."""
        self._key[:] = bytes(len(self._key))
        self._key.clear()


def make_engine(
    path: Path, key: OpenKey, *, foreign_keys: bool = True, keep_connections: bool = True, look_only: bool = False
) -> Engine:
    """Return an engine on an encrypted file. The key goes to the driver only, never into a URL or a message.

    A unit of work takes a connection and gives it back on its own thread. ``check_same_thread`` is off because
    closing the record closes the idle connections of every thread. ``look_only`` changes no byte of the file.
    """
    if dbapi2.sqlite_version_info < OLDEST_SAFE_SQLITE:
        raise RuntimeError("The SQLite inside SQLCipher is older than 3.51.3 and not safe.")

    pragmas = ["query_only = ON"] if look_only else ["journal_mode = WAL", "synchronous = FULL"]
    pragmas.append(f"foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    def connect() -> Any:
        return _connect(path, key, (*_ALWAYS, *pragmas))

    engine = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=connect,
        poolclass=QueuePool if keep_connections else NullPool,
        hide_parameters=True,
        **({"pool_use_lifo": True, "pool_size": 4, "max_overflow": 16} if keep_connections else {}),
    )
    event.listen(engine, "handle_error", _on_error)
    return engine


def _connect(path: Path, key: OpenKey, pragmas: Iterable[str]) -> Any:
    connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        # The library would write to standard error on every failed page.
        connection.execute("PRAGMA cipher_log = off")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(key.pragma())
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def wait_until_idle(engine: Engine, deadline: float) -> None:
    """Wait until every connection has been given back, or until ``deadline`` on the monotonic clock."""
    pool = engine.pool
    while isinstance(pool, QueuePool) and pool.checkedout() and time.monotonic() < deadline:
        time.sleep(0.005)


def check_is_encrypted(path: Path) -> None:
    """Raise if the file is missing, shorter than a page, or a plain SQLite file. Needs no key."""
    try:
        with path.open("rb") as file:
            start = file.read(len(PLAIN_HEADER))
    except FileNotFoundError as error:
        raise RecordMissingError(path.parent) from error
    except PermissionError as error:
        raise FolderReadOnlyError(path.parent) from error
    if start == PLAIN_HEADER:
        raise DatabaseUnencryptedError(path)
    if len(start) < len(PLAIN_HEADER):
        raise DatabaseDamagedError


def begin_reading(connection: Connection) -> None:
    """Start a transaction that sees one state of the record and holds nobody up."""
    connection.exec_driver_sql("BEGIN DEFERRED")


def begin_writing(connection: Connection) -> None:
    """Start a transaction that may write; waits up to five seconds for another writer."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Run statements, table changes too, as one writing transaction: all or nothing."""
    begin_writing(connection)
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


# Search


def create_search_index(connection: Connection) -> None:
    """Make the full-text index. It keeps words only; ``ascii`` leaves our folded words alone, whatever their script."""
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE patient_search USING fts5(words, content='', contentless_delete=1, detail=none, "
        "prefix='1 2 3 4', tokenize='ascii')"
    )


def index_patients(connection: Connection, words: Iterable[tuple[int, str]]) -> None:
    """Put patients (record number, words) into the index, in place of what it held for them."""
    rows = list(words)
    if not rows:
        return
    connection.exec_driver_sql("DELETE FROM patient_search WHERE rowid = ?", [(number,) for number, _ in rows])
    connection.exec_driver_sql("INSERT INTO patient_search(rowid, words) VALUES (?, ?)", rows)


def empty_search_index(connection: Connection) -> None:
    """Forget every word: what is only taken out of the index stays in its pages until they are written anew."""
    connection.exec_driver_sql("INSERT INTO patient_search(patient_search) VALUES ('delete-all')")


def unindex_patient(connection: Connection, record_number: int) -> None:
    """Take a patient out of the index."""
    connection.exec_driver_sql("DELETE FROM patient_search WHERE rowid = ?", (record_number,))


def search_patients(connection: Connection, words: Sequence[str], limit: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return patients with a word that begins with each of ``words`` (folded), by name.

    Columns as in ``PatientRow``, the birth date as ISO text. Few hits are sorted; when many fit, the list is walked in
    the order of names until there are enough.
    """
    bound = {"match": _match(words), "limit": limit, "many": _MANY_HITS}
    hits = connection.execute(_COUNT_HITS, bound).scalar_one()
    return connection.execute(_SEARCH_IN_ORDER if hits >= _MANY_HITS else _SEARCH_AND_SORT, bound).all()


def _match(words: Sequence[str]) -> str:
    every = " AND ".join(f'"{word}" *' for word in words)
    joined = "".join(words)
    # A phone number or a date typed with blanks is one word in the index.
    return f'({every}) OR "{joined}" *' if len(words) > 1 and joined.isdecimal() else every


# Checks


def cipher_faults(connection: Connection) -> int:
    """Return how many pages fail their encryption check."""
    return len(connection.exec_driver_sql("PRAGMA cipher_integrity_check").all())


def integrity_faults(connection: Connection) -> int:
    """Return how many faults SQLite finds in tables and indexes (at most 100)."""
    found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return 0 if found == ["ok"] else len(found)


def foreign_key_faults(connection: Connection) -> int:
    """Return how many rows point to a row that is not there."""
    return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())


def fingerprint(connection: Connection) -> str:
    """Return a SHA-256 over the definitions of all tables, indexes and triggers."""
    rows = connection.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL "
        "AND name NOT LIKE 'patient_search_%' AND name <> 'alembic_version' ORDER BY type, name"
    ).scalars()
    return hashlib.sha256("\n".join(" ".join(sql.split()) for sql in rows).encode()).hexdigest()


def row_counts(connection: Connection) -> dict[str, int]:
    """Return the number of rows of every table."""
    names = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'patient_search%'"
    ).scalars()
    return {name: connection.exec_driver_sql(f'SELECT count(*) FROM "{name}"').scalar_one() for name in names.all()}  # noqa: S608 (names come from the file's own catalogue)


def revision(connection: Connection) -> str | None:
    """Return the schema revision, or ``None`` in a file without one.

    Raises ``DatabaseDamagedError`` if the key reads nothing.
    """
    known = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").scalar()
    if known is None:
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return None if found is None else str(found)


# Copies


def vacuum_into(connection: Connection, path: Path) -> None:
    """Write a whole, encrypted copy of the record, as of now, while others go on working. ``path`` must not exist."""
    connection.exec_driver_sql("VACUUM INTO ?", (str(path),))


def leave_write_ahead_log(connection: Connection) -> None:
    """Bring everything into the one file, so that it can be moved."""
    connection.exec_driver_sql("PRAGMA journal_mode = DELETE")


def write_anew(connection: Connection) -> None:
    """Write the whole file anew without what was deleted, and empty the log beside it. Waits for every reader.

    Raises ``RecordBusyError`` when somebody goes on reading.
    """
    connection.exec_driver_sql("VACUUM")
    busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
    if busy:
        raise RecordBusyError


def remove_file(path: Path) -> None:
    """Remove a database that is not needed, with the files SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


# Errors


def _on_error(context: ExceptionContext) -> BaseException | None:
    """Turn what the driver says into our sentence, for every statement, commit and connection."""
    return translate(context.original_exception)


def translate(error: BaseException) -> Exception | None:
    """Return the failure that fits a driver error, or ``None`` for one that is our bug."""
    name = str(getattr(error, "sqlite_errorname", ""))
    if name.startswith("SQLITE_CONSTRAINT"):
        return _refusal(str(error))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return RecordBusyError()
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return DatabaseDamagedError()
    if name == "SQLITE_FULL":
        return DiskFullError()
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
        return StorageFailedError(name)
    return None


def _refusal(message: str) -> Exception | None:
    if message.startswith("FOREIGN KEY"):
        return NotOnFileError("entry")
    found = _CHECK_FAILED.search(message)
    if found is None:
        return None
    return FieldError(
        _column_of(found[1]), "This value is outside what the record can hold. Check it and type it again."
    )


def _column_of(constraint: str) -> str:
    """Return the column that a check guards: the constraint is named after table and column."""
    from footrehab_desktop.records.schema import Base

    for table in sorted(Base.metadata.tables, key=len, reverse=True):
        if constraint.startswith(table + "_"):
            return constraint.removeprefix(table + "_")
    return constraint
