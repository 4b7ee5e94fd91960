"""``kill -9`` in the middle of typing: the record opens, and at most two seconds of typing are gone.

Four runs are part of the suite; ``packaging/dev.py kill`` makes a hundred.
"""

import signal
from pathlib import Path

import pytest

from tests.support.kill_run import LOST_SECONDS, lost_seconds

KILLS = 4


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no kill -9")
@pytest.mark.long
@pytest.mark.parametrize("run", range(KILLS))
def test_at_most_two_seconds_of_typing_are_gone(run: int, tmp_path: Path) -> None:
    assert lost_seconds(run, tmp_path) <= LOST_SECONDS
