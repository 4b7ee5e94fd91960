"""Copies an installer to a private folder, checks the copy, and has it run once this program has ended.

A note in the folder says what is under way, without anything about a patient. Whatever happens before the installer
runs leaves the program as it was; what the installer does it does to the program's own folder, never to a record.
"""

import contextlib
import errno
import json
import os
import platform
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from footrehab_desktop.durable import flush_folder, replace_file
from footrehab_desktop.releases.failures import (
    ArchiveUnusableError,
    InstallerNotStartedError,
    NoRoomForUpdateError,
    UpdateFolderError,
)
from footrehab_desktop.releases.installation import Installation, start_after_update
from footrehab_desktop.releases.manifest import InstallerKind, version_key
from footrehab_desktop.releases.progress import Progress
from footrehab_desktop.releases.stick import Offer, blocks, check_digest

if TYPE_CHECKING:
    from tarfile import TarFile, TarInfo

STATE_FILE: Final = "update.json"
LOG_FILE: Final = "installer.log"
UNPACKED: Final = "unpacked"
INSTALL_SCRIPT: Final = "install.sh"
_UNFINISHED: Final = ".part"
_ROOM_BESIDE: Final = 16 * 1024 * 1024
# What an archive takes when it is unpacked: measured 3.5 times its size, with room to grow.
_UNPACKED_TIMES: Final = 5
# PyInstaller sets the first for its own libraries and keeps what was there under the second name.
_LIBRARIES: Final = "LD_LIBRARY_PATH"
_BEFORE: Final = "_ORIG"
_LAST_LINES: Final = 8
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class UpdateNote:
    """What is under way: from which version to which, the folder name of the backup made before, and since when."""

    former: str
    version: str
    backup: str
    begun_at: str

    @property
    def moment(self) -> datetime:
        """Return when it began."""
        return datetime.fromisoformat(self.begun_at)


@dataclass(frozen=True, slots=True)
class Run:
    """How an installer is run. ``command`` is empty when nobody here may run it: then ``typed`` is what to type.

    ``then`` starts the program again; empty where the installer does so, or a person.
    """

    command: tuple[str, ...]
    then: tuple[str, ...] = ()
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A process that waits for the end of this one. ``end`` is our end of its pipe, None where it waits by itself.

    The end is a bare number, so that nothing but the end of this process closes it.
    """

    process: "subprocess.Popen[bytes]"
    end: int | None

    def goes_on(self) -> bool:
        """Say whether it still waits or runs."""
        return self.process.poll() is None

    def call_off(self) -> None:
        """Have nothing run after all; returns once that is sure."""
        self.process.terminate()
        self.process.wait()
        if self.end is not None:
            os.close(self.end)


def room_needed(kind: InstallerKind, size: int) -> int:
    """Return how many bytes the private folder needs for an installer of this size."""
    return size * (1 + (_UNPACKED_TIMES if kind == "tarball" else 0)) + _ROOM_BESIDE


def copy_payload(offer: Offer, folder: Path, progress: Progress) -> Path:
    """Copy the installer to a private folder, made or emptied for it, check the copy, and return it.

    Raises ``NoRoomForUpdateError``, ``UpdateFolderError``, ``StoppedError`` or what is wrong with the stick; nothing of
    a copy that failed is left.
    """
    needed = room_needed(offer.installer.kind, offer.installer.size)
    finished = folder / offer.installer.file
    unfinished = finished.with_name(finished.name + _UNFINISHED)
    try:
        clear(folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check_room(folder, needed)
        progress.begin(offer.installer.size)
        _copy(offer, unfinished, progress)
        check_digest(unfinished, offer, progress)
        unfinished.rename(finished)
        if offer.installer.kind == "tarball":
            _unpack(finished, folder / UNPACKED)
        flush_folder(folder)
    except OSError as error:
        clear(folder)
        raise _failure(error, folder, needed) from error
    except BaseException:
        clear(folder)
        raise
    return finished


def way_to_run(present: Installation, payload: Path, arguments: Sequence[str] = ()) -> Run:
    """Return how this kind of installer is run. ``arguments`` are those that the program is started again with."""
    again = (str(start_after_update(present)), *arguments)
    if present.kind == "deb":
        return _run_package(payload, again)
    if present.kind == "tarball":
        script = _install_script(payload.parent / UNPACKED)
        shell = shutil.which("sh") or "sh"
        return Run((shell, str(script), *_prefix(present)), again)
    if present.kind == "windows":
        return Run((str(payload),))
    return Run((shutil.which("open") or "open", str(payload)))


def way_to_go_back(former: Installation, arguments: Sequence[str] = ()) -> Run:
    """Return how the former version is started."""
    return Run((str(former.program), *arguments))


def write_note(folder: Path, note: UpdateNote) -> None:
    """Keep what is under way. Raises ``NoRoomForUpdateError``, ``UpdateFolderError``."""
    content = json.dumps(asdict(note), indent=1).encode() + b"\n"
    try:
        replace_file(folder / STATE_FILE, content)
    except OSError as error:
        raise _failure(error, folder, len(content)) from error


def read_note(folder: Path) -> UpdateNote | None:
    """Return what is under way, None when nothing is or when the note does not read."""
    try:
        content = json.loads((folder / STATE_FILE).read_bytes())
        note = UpdateNote(*(str(content[name]) for name in ("former", "version", "backup", "begun_at")))
        version_key(note.former), version_key(note.version)
        if note.moment.tzinfo is None:
            return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return note


def installer_words(folder: Path) -> str:
    """Return the last lines of what the installer said, empty when it said nothing."""
    try:
        said = (folder / LOG_FILE).read_text("utf-8", "replace")
    except OSError:
        return ""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return "\n".join(line for line in lines[-_LAST_LINES:] if line.isprintable())


def forget_note(folder: Path) -> None:
    """Nothing counts as under way any more; the copy and what the installer said stay for a while."""
    with contextlib.suppress(OSError):
        (folder / STATE_FILE).unlink(missing_ok=True)


def clear(folder: Path) -> None:
    """Remove the private folder with everything in it; what cannot be removed stays."""
    forget_note(folder)  # first: without it nothing counts as under way, however far the removing comes
    shutil.rmtree(folder, ignore_errors=True)


def run_after_end(run: Run, log: Path, usual: Mapping[str, str | None] | None = None) -> Waiting:
    """Have the installer, or another program, run as soon as this process has ended, however it ends.

    On Linux a shell waits for the end of a pipe that this process holds; elsewhere the installer starts at once and
    waits itself. ``usual`` names variables of the environment as they were before this program changed them for
    itself; None: not set. Keep what is returned. Raises ``InstallerNotStartedError``.
    """
    environment = _clean_environment(usual or {})
    try:
        if platform.system() == "Linux":
            return _wait_in_shell(run, log, environment)
        return Waiting(_start_detached(run, environment), None)
    except OSError as error:
        raise InstallerNotStartedError(Path(run.command[0]).name) from error


def _check_room(folder: Path, needed: int) -> None:
    if shutil.disk_usage(folder).free < needed:
        raise NoRoomForUpdateError(folder, needed)


def _copy(offer: Offer, target: Path, progress: Progress) -> None:
    with target.open("xb") as writing:
        for block in blocks(offer.payload, offer.installer.size):
            writing.write(block)
            progress.add(len(block))
        writing.flush()
        os.fsync(writing.fileno())
        if hasattr(os, "posix_fadvise"):
            # Reading back asks the disk and not what the system still holds in memory.
            os.posix_fadvise(writing.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    target.chmod(0o600)


def _unpack(archive: Path, folder: Path) -> None:
    """Unpack an archive whose digest was checked; nothing of it may lie or lead outside the folder."""
    import lzma
    import tarfile

    try:
        with tarfile.open(archive) as opened:
            opened.extraction_filter = getattr(tarfile, "data_filter", None)  # Pythons before 3.11.4 have none
            opened.extractall(folder, _kept_inside(opened, folder))  # noqa: S202 - each member is looked at before
    except (tarfile.TarError, EOFError, lzma.LZMAError) as error:
        raise ArchiveUnusableError(archive.name) from error
    _install_script(folder)


def _kept_inside(opened: "TarFile", folder: Path) -> Iterator["TarInfo"]:
    """Give each member just before it is unpacked. Raises ``TarError`` for one that would lead out of the folder."""
    from tarfile import TarError

    inside = os.path.realpath(folder)
    for member in opened:
        place = folder / member.name
        leads = [place]
        if member.issym():
            leads.append(place.parent / member.linkname)
        elif member.islnk():
            leads.append(folder / member.linkname)
        elif not (member.isfile() or member.isdir()):
            raise TarError(member.name)
        if not all(Path(os.path.realpath(each)).is_relative_to(inside) for each in leads):
            raise TarError(member.name)
        yield member


def _install_script(folder: Path) -> Path:
    """Return the script of an unpacked archive. Raises ``ArchiveUnusableError`` when there is none."""
    for script in (folder / INSTALL_SCRIPT, *sorted(folder.glob(f"*/{INSTALL_SCRIPT}"))):
        if script.is_file():
            return script
    raise ArchiveUnusableError(INSTALL_SCRIPT)


def _run_package(package: Path, again: tuple[str, ...]) -> Run:
    install = (shutil.which("dpkg") or "/usr/bin/dpkg", "--install", str(package))
    asks = shutil.which("pkexec")
    if asks is None:
        return Run((), typed=f"sudo {shlex.join(install)}")
    return Run((asks, *install), again)


def _prefix(present: Installation) -> tuple[str, ...]:
    """Return the option that names the folder in which the versions lie beside each other."""
    versions = [folder.parent for folder in present.note.parents if folder.name == present.version]
    return ("--prefix", str(versions[0])) if versions else ()


def _wait_in_shell(run: Run, log: Path, environment: Mapping[str, str]) -> Waiting:
    steps = ["cat >/dev/null", shlex.join(run.command), f"exec {shlex.join(run.then)}" if run.then else "exit"]
    reading, end = os.pipe()
    try:
        with log.open("ab") as said:
            # The shell outlives this process by design.
            process = subprocess.Popen(  # noqa: S603 - our own words, quoted by shlex
                [shutil.which("sh") or "/bin/sh", "-c", "\n".join(steps)],
                stdin=reading,
                stdout=said,
                stderr=said,
                env=environment,
                start_new_session=True,
            )
    except OSError:
        os.close(end)
        raise
    finally:
        os.close(reading)
    return Waiting(process, end)


def _start_detached(run: Run, environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    flags = getattr(subprocess, "DETACHED_PROCESS", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
    return subprocess.Popen(  # noqa: S603 - our own words, one by one
        run.command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=flags,
        start_new_session=os.name != "nt",
    )


def _clean_environment(usual: Mapping[str, str | None]) -> dict[str, str]:
    """Return the environment without what this program sets for itself, which would lead other programs astray."""
    there = {**os.environ, **usual}
    kept = {name: value for name, value in there.items() if value is not None}
    if getattr(sys, "frozen", False):
        kept.pop(_LIBRARIES, None)
        if _LIBRARIES + _BEFORE in os.environ:
            kept[_LIBRARIES] = os.environ[_LIBRARIES + _BEFORE]
    return {**kept, "PYINSTALLER_RESET_ENVIRONMENT": "1"}


def _failure(error: OSError, folder: Path, needed: int) -> NoRoomForUpdateError | UpdateFolderError:
    return NoRoomForUpdateError(folder, needed) if error.errno in _NO_ROOM else UpdateFolderError(folder)


def begun_now(former: str, version: str, backup: str) -> UpdateNote:
    """Return the note of an update that begins now."""
    return UpdateNote(former, version, backup, datetime.now(UTC).isoformat())
