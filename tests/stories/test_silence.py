"""The whole demo job runs where there is no network at all: no interface, not even the computer's own."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest


@cache
def without_network() -> list[str]:
    """Return the command that takes the network from what follows it; empty where that is not allowed."""
    for command in (["unshare", "--net"], ["unshare", "--user", "--map-root-user", "--net"]):
        try:
            done = subprocess.run([*command, "true"], capture_output=True, check=False)
        except OSError:
            return []
        if done.returncode == 0:
            return command
    return []


@pytest.mark.skipif(not without_network(), reason="no right to take the network from a process")
def test_the_demo_job_needs_no_network(tmp_path: Path) -> None:
    look = "import socket; print([name for _number, name in socket.if_nameindex() if name != 'lo'])"
    found = subprocess.run([*without_network(), sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
    out = tmp_path / "demo"
    job = [sys.executable, "-m", "footrehab_desktop", "demo", "--patients", "2", "--out", str(out)]
    done = subprocess.run([*without_network(), *job], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert list(out.rglob("*.pdf"))
