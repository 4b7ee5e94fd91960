"""How much memory this process has resident."""

from pathlib import Path

STATUS = Path("/proc/self/status")


def resident_mb() -> float:
    """Return the resident memory in MB (Linux only)."""
    for line in STATUS.read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("The kernel does not tell the resident memory.")
