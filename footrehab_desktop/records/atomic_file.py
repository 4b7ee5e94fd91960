"""Small files are replaced whole: a crash leaves the old one or the new one, never a half."""

from pathlib import Path

from footrehab_desktop.durable import replace_file
from footrehab_desktop.records.failures import os_failure


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file as ``replace_file`` does.

    Raises the ``SurroundingsError`` that fits; the old file is then untouched.
    """
    try:
        replace_file(path, content)
    except OSError as error:
        raise os_failure(error, path.parent) from error
