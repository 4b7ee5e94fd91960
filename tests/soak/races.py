"""Two programs start on the same record at the same moment: one gets in, the other is told so, nothing is harmed."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Final

from footrehab_desktop.records.record import open_record
from tests.soak.result import SoakResult
from tests.support.record_factory import Template, make_folder

_OPENER: Final = """
import sys
from pathlib import Path
from footrehab_desktop.records.failures import RecordInUseError
from footrehab_desktop.records.record import open_record
folder, who, key = Path(sys.argv[1]), sys.argv[2], bytes.fromhex(sys.argv[3])
print("ready", flush=True)
for line in sys.stdin:
    try:
        record = open_record(folder, who, key)
        print("in", flush=True)
        sys.stdin.readline()
        record.close()
        print("out", flush=True)
    except RecordInUseError:
        print("told", flush=True)
        sys.stdin.readline()
        print("out", flush=True)
"""


def run(count: int) -> SoakResult:
    """Race two processes ``count`` times."""
    held = 0
    with tempfile.TemporaryDirectory(prefix="footrehab-soak-") as place:
        made = make_folder(Path(place))
        runners = [_start(made) for _ in range(2)]
        for _ in range(count):
            held += sorted(_race(runners)) == ["in", "told"]
        for runner in runners:
            _pipe(runner.stdin).close()
            runner.wait(timeout=10)
            _pipe(runner.stdout).close()
        with open_record(made.folder, made.clinician_id, made.data_key) as record:
            assert record.verify().ok
    return SoakResult(count, held, "the record is whole after them")


def _start(made: Template) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _OPENER, str(made.folder), made.clinician_id, made.data_key.hex()]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    runner = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, env=environment
    )
    assert _pipe(runner.stdout).readline().strip() == "ready"
    return runner


def _race(runners: list[subprocess.Popen[str]]) -> list[str]:
    """Let both open the record at once; return what each of them met once both have tried."""
    for runner in runners:
        _pipe(runner.stdin).write("open\n")
    met = [_pipe(runner.stdout).readline().strip() for runner in runners]
    for runner in runners:
        _pipe(runner.stdin).write("close\n")
    for runner in runners:
        assert _pipe(runner.stdout).readline().strip() == "out"
    return met


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe
