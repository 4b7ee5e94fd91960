"""The libraries of the Windows program: the wheels for Windows that the lock names, checked by its SHA-256.

They are fetched once and kept in the build folder; each build checks them again.
"""

import hashlib
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from installers.product import ROOT, InstallerError
from installers.windows_contents import is_kept

LOCK: Final = ROOT / "packaging" / "lock" / "run.txt"
PLATFORM: Final = "win_amd64"
_HASH: Final = re.compile(r"--hash=sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Locked:
    """One line of the lock: a distribution with its version, and the SHA-256 of each of its files."""

    name: str
    version: str
    digests: frozenset[str]

    @property
    def line(self) -> str:
        """Return it as pip reads it."""
        return " ".join([f"{self.name}=={self.version}", *(f"--hash=sha256:{each}" for each in sorted(self.digests))])


def locked_for_windows(minor: int, lock: str) -> tuple[Locked, ...]:
    """Return what the lock names for 64-bit Windows and CPython 3.``minor``."""
    found = []
    for entry in lock.replace("\\\n", " ").splitlines():
        text = entry.partition("--hash")[0].strip()
        if not text or text.startswith("#"):
            continue
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate(_environment(minor)):
            (version,) = requirement.specifier
            digests = frozenset(_HASH.findall(entry))
            found.append(Locked(canonicalize_name(requirement.name), version.version, digests))
    return tuple(found)


def _environment(minor: int) -> dict[str, str]:
    return {
        "implementation_name": "cpython",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_system": "Windows",
        "python_full_version": f"3.{minor}.0",
        "python_version": f"3.{minor}",
        "sys_platform": "win32",
    }


def fetch_wheels(minor: int, folder: Path) -> tuple[Path, ...]:
    """Return the wheels in ``folder``, checked, after fetching those that are missing."""
    wanted = locked_for_windows(minor, LOCK.read_text(encoding="utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    missing = [each for each in wanted if _wheel_of(each, folder) is None]
    if missing:
        _download(missing, minor, folder)
    found = [_wheel_of(each, folder) for each in wanted]
    absent = [each.name for each, wheel in zip(wanted, found, strict=True) if wheel is None]
    if absent:
        raise InstallerError(f"No wheel for Windows and Python 3.{minor} was found: {', '.join(absent)}.")
    return tuple(wheel for wheel in found if wheel is not None)


def _wheel_of(wanted: Locked, folder: Path) -> Path | None:
    """Return the wheel of one distribution if it lies there whole."""
    for wheel in sorted(folder.glob("*.whl")):
        name, version, _, _ = parse_wheel_filename(wheel.name)
        if (name, str(version)) == (wanted.name, wanted.version):
            digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
            if digest in wanted.digests:
                return wheel
    return None


def _download(wanted: Iterable[Locked], minor: int, folder: Path) -> None:
    lines = folder / "wanted.txt"
    lines.write_text("".join(f"{each.line}\n" for each in wanted), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--implementation", "cp"]
    command += ["--platform", PLATFORM, "--python-version", f"3.{minor}", "-r", str(lines), "-d", str(folder)]
    completed = subprocess.run(command, capture_output=True, text=True, check=False)
    lines.unlink()
    if completed.returncode:
        reason = next((line for line in completed.stderr.splitlines() if "ERROR" in line), "pip failed")
        raise InstallerError(f"The wheels for Windows could not be fetched: {reason}")


def unpack(wheels: Iterable[Path], target: Path) -> tuple[str, ...]:
    """Unpack the wheels into ``target`` without what ``windows_contents`` leaves out; return the names left out."""
    left_out = []
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as opened:
            for entry in sorted(opened.namelist()):
                if entry.endswith("/"):
                    continue
                if is_kept(entry):
                    place = target / _safe(entry, wheel)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(opened.read(entry))
                else:
                    left_out.append(PurePosixPath(entry).name)
    return tuple(left_out)


def _safe(entry: str, wheel: Path) -> PurePosixPath:
    """Return a place below the target; a wheel with data for elsewhere is not one that is only unpacked."""
    place = PurePosixPath(entry)
    if place.is_absolute() or ".." in place.parts or place.parts[0].endswith(".data"):
        raise InstallerError(f"{wheel.name} wants to put {entry} elsewhere; it cannot be unpacked as it is.")
    return place
