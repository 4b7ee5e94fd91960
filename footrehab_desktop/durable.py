"""What was renamed or made in a folder is on the disk, not only on its way there."""

import os
from pathlib import Path


def flush_folder(folder: Path) -> None:
    """Flush a folder's list of names to the disk, where the system can (Windows does so by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
