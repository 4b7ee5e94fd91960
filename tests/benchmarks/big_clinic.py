"""The large record of one benchmark run: made at the first call, removed at the end."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from tests.support.large_record import LargeRecord, make_large_record


@cache
def big_clinic() -> LargeRecord:
    """Return 20,000 patients, 300 of them under treatment, one with three years of daily diary."""
    folder = Path(tempfile.mkdtemp(prefix="footrehab-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return make_large_record(folder)
