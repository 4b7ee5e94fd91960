"""Small files are replaced whole: a crash leaves the old one or the new one, never a half."""

import os
from pathlib import Path

from footrehab_desktop.durable import flush_folder
from footrehab_desktop.records.failures import os_failure


def write_atomically(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` with mode 0600, flush it to the disk, then put it in place.

    Raises the ``SurroundingsError`` that fits; the old file is then untouched.
    """
    temporary = path.with_name(path.name + ".new")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise os_failure(error, path.parent) from error
