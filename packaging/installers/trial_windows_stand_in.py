"""The installer's own behaviour, tried with a small program that stands in for ours: seconds instead of minutes.

Each step is a function that takes the bench and raises ``TrialError`` when something is not as promised; it returns
what is worth telling. The tests run some of them, the target ``trial-windows`` all.
"""

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from footrehab_desktop.releases.installation import WINDOWS_LAUNCHER
from installers import windows_setup
from installers.trial_windows_wine import Ended, TrialError, Wine, end, until, windows_path
from installers.windows_setup import EXIT_CODES, Product

OLD, NEW = "0.1.0", "0.2.0"
UPGRADE_STEPS: Final = ("unpacking", "unpacked", "former aside", "old aside", "swapped", "put beside", "registered")
REMOVAL_STEPS: Final = ("unmarked", "removed")
# What an installation of two versions leaves in its folder.
WHOLE: Final = ("program", "program.former")


class Bench:
    """A prefix of wine, stand-in installers made when they are asked for, and what one looks at afterwards."""

    def __init__(
        self, wine: Wine, work: Path, root: Path | None = None, drive: str = "", rehearsal: bool = False
    ) -> None:
        self.wine = wine
        self.work = work
        self.rehearsal = rehearsal
        self.title = self.product(OLD).title
        self.root = root or wine.local / "Programs" / self.title
        self._drive = drive

    def product(self, version: str) -> Product:
        """Return what is installed here, in one version."""
        return Product(version, self.rehearsal)

    def installer(self, version: str, halt_at: str = "", megabytes: int = 0) -> Path:
        """Return a stand-in installer; ``megabytes`` of bytes that do not compress make it large."""
        name = f"{version} {halt_at} {megabytes}".strip()
        made, out = self.product(version), self.work / name / "stand-in-installer.exe"
        if not out.exists():
            program = self.work / name / "program"
            stand_in_program(made, program, megabytes)
            windows_setup.make_installer(made, program, out, {"HALT_AT": halt_at, "PATIENCE": "2"})
        return out

    def install(self, version: str, *options: str, megabytes: int = 0) -> Ended:
        """Run a stand-in installer silently."""
        return self.wine.run(self.installer(version, megabytes=megabytes), "/S", *options, *self.where())

    def where(self) -> tuple[str, ...]:
        """Return the option that names the folder, none for the usual one."""
        return (f"/D={self._drive}",) if self._drive else ()

    def started_version(self, launcher: Path | None = None) -> str:
        """Start the program as the start menu does; return which version answered, empty when none did."""
        note = self.work / "started.txt"
        note.unlink(missing_ok=True)
        program = launcher or self.root / f"{self.title}.exe"
        launching = self.wine.start(program, "--folder", "a b", FOOTREHAB_STAND_IN=windows_path(note))
        try:
            until(lambda: note.exists() and note.read_text(encoding="utf-8").endswith('b"'), "the program answers", 8)
        except TrialError:
            return ""  # the launcher shows a window that says why
        finally:
            end(launching)
        version, _, arguments = note.read_text(encoding="utf-8").split("|")
        expect(arguments.endswith('-m footrehab_desktop --folder "a b"'), f"arguments: {arguments}")
        return version

    def hold(self) -> "tuple[subprocess.Popen[bytes], Path]":
        """Start the installed program so that it stays; it ends when the note is removed."""
        note = self.work / "held.txt"
        note.unlink(missing_ok=True)
        python = self.root / "program" / "python" / "pythonw.exe"
        process = self.wine.start(python, "--hold", FOOTREHAB_STAND_IN=windows_path(note))
        until(lambda: note.exists() and bool(note.read_text()), "the program is open")
        return process, note

    def cut_off(self, program: Path, *options: str) -> None:
        """Run an installer that stops at a step, and end it there as a power cut would."""
        mark = self.root / "halted"
        mark.unlink(missing_ok=True)
        process = self.wine.start(program, "/S", *options)
        try:
            until(mark.exists, f"{program.parent.name} stops")
        finally:
            end(process)

    def folders(self) -> tuple[str, ...]:
        """Return the program folders that lie there."""
        return tuple(sorted(path.name for path in self.root.glob("program*") if path.is_dir()))

    def version_in(self, folder: str) -> str:
        """Return the version a program folder says it is, empty when it is not whole."""
        note = self.root / folder / windows_setup.COMPLETE
        lines = note.read_text(encoding="utf-8-sig").splitlines() if note.exists() else []
        return next((line.partition("=")[2] for line in lines if line.startswith("version")), "")

    def registered_version(self) -> str:
        """Return the version in Windows' list of programs."""
        return self.wine.registry(self.product(OLD).uninstall_key).get("DisplayVersion", "")

    def clear(self) -> None:
        """Take everything away, whatever state it is in."""
        shutil.rmtree(self.root, ignore_errors=True)
        self.wine.run("reg", "delete", f"HKCU\\{self.product(OLD).uninstall_key}", "/f")
        (self.wine.start_menu / f"{self.title}.lnk").unlink(missing_ok=True)


def stand_in_program(made: Product, folder: Path, megabytes: int = 0) -> None:
    """Lay out a program folder that answers with its version."""
    shutil.rmtree(folder, ignore_errors=True)
    python, modules = folder / "python", folder / "lib" / "footrehab_desktop"
    python.mkdir(parents=True)
    modules.mkdir(parents=True)
    windows_setup.make_stand_in(made.version, python / "pythonw.exe")
    (modules / "version.txt").write_text(made.version, encoding="utf-8")
    (modules / "größe 50 % $x.txt").write_text("a name with blanks and signs", encoding="utf-8")
    noise = random.Random(made.version)  # noqa: S311 - bytes that do not compress, nothing secret
    (modules / "filler.bin").write_bytes(noise.randbytes(megabytes * 2**20))
    windows_setup.make_launcher(made, folder / WINDOWS_LAUNCHER)


def expect(holds: bool, otherwise: str) -> None:
    """Raise ``TrialError`` when something is not as promised."""
    if not holds:
        raise TrialError(otherwise)


def expect_code(ended: Ended, name: str) -> None:
    """Compare an exit code with the one of the table."""
    wanted = EXIT_CODES[name][0]
    expect(ended.code == wanted, f"ended with {ended.code}, not with {wanted} ({name})")


def installed(bench: Bench) -> str:
    """Install for the first time: files, start menu, list of programs, launcher with its arguments."""
    ended = bench.install(OLD)
    expect_code(ended, "DONE")
    expect(bench.folders() == ("program",), f"folders: {bench.folders()}")
    expect(bench.started_version() == OLD, "the start menu's program does not start")
    expect((bench.wine.start_menu / f"{bench.title}.lnk").is_file(), "no link in the start menu")
    values = bench.wine.registry(bench.product(OLD).uninstall_key)
    for name in ("DisplayName", "DisplayVersion", "Publisher", "DisplayIcon", "EstimatedSize", "UninstallString"):
        expect(bool(values.get(name)), f"{name} is missing in the list of programs")
    expect((bench.root / "program" / "lib" / "footrehab_desktop" / "größe 50 % $x.txt").is_file(), "a name with signs")
    names = {path.name for path in bench.root.iterdir() if path.is_file()}
    wanted = {f"{bench.title}.exe", "footrehab.cmd", "Uninstall.exe", bench.product(OLD).page_name}
    expect(names == wanted, f"files beside the program: {sorted(names)}")
    return f"{ended.seconds:.1f} s"


def upgraded(bench: Bench) -> str:
    """Upgrade in place: the former version stays and starts by itself."""
    bench.install(OLD)
    ended = bench.install(NEW)
    expect_code(ended, "DONE")
    expect(bench.folders() == WHOLE, f"folders: {bench.folders()}")
    expect(bench.started_version() == NEW, "the new version does not start")
    expect(bench.started_version(bench.root / "program.former" / WINDOWS_LAUNCHER) == OLD, "the former does not start")
    expect(bench.registered_version() == NEW, "the list of programs names another version")
    expect_code(bench.install(NEW), "DONE")
    expect(bench.version_in("program.former") == OLD, "the same version once more replaced the former one")
    expect(bench.folders() == WHOLE, f"folders after the same version once more: {bench.folders()}")
    return f"{ended.seconds:.1f} s"


def downgrade_refused(bench: Bench) -> str:
    """An older version is refused and nothing changes; asked for, it is installed."""
    bench.install(NEW)
    expect_code(bench.install(OLD), "OLDER")
    expect(bench.started_version() == NEW and bench.registered_version() == NEW, "something changed")
    expect_code(bench.install(OLD, "/GOBACK"), "DONE")
    expect(bench.started_version() == OLD, "the older version does not start")
    return "refused; with /GOBACK installed"


def refused_while_open(bench: Bench) -> str:
    """While the program is open neither an upgrade nor a removal begins."""
    bench.install(OLD)
    process, note = bench.hold()
    try:
        expect_code(bench.install(NEW), "IN_USE")
        expect_code(uninstall(bench), "IN_USE")
        expect(bench.version_in("program") == OLD, "something changed")
    finally:
        note.unlink()
        process.communicate(timeout=60)
    expect_code(bench.install(NEW), "DONE")
    expect(bench.started_version() == NEW, "the new version does not start")
    return "refused; installed once it was closed"


def one_at_a_time(bench: Bench) -> str:
    """A second installer is refused while one is at work."""
    bench.install(OLD)
    first = bench.wine.start(bench.installer(NEW, "unpacked"), "/S")
    try:
        until((bench.root / "halted").exists, "the first installer is at work")
        expect_code(bench.install(NEW), "BUSY")
    finally:
        end(first)
    return "refused"


def cut_off_anywhere(bench: Bench) -> str:
    """Ended at every step, a whole version starts; the next run leaves nothing behind."""
    for step in UPGRADE_STEPS:
        bench.clear()
        for version in ("0.0.9", OLD):  # a former one is there
            bench.install(version)
        bench.cut_off(bench.installer(NEW, step))
        started = bench.started_version()
        expect(started in (OLD, NEW), f"ended at “{step}”, {started or 'no version'} started")
        expect_code(bench.install(NEW), "DONE")
        expect(bench.started_version() == NEW, f"after “{step}” the next run did not put it right")
        expect(bench.folders() == WHOLE, f"after “{step}” and a next run: {bench.folders()}")
        expect(not list(bench.root.glob("*.new")), f"after “{step}” and a next run something is left")
    return f"{len(UPGRADE_STEPS)} steps"


def first_installation_cut_off(bench: Bench) -> str:
    """The first installation ended at every step: the next run ends it."""
    for step in ("unpacking", "unpacked", "swapped", "put beside"):
        bench.clear()
        bench.cut_off(bench.installer(NEW, step))
        expect_code(bench.install(NEW), "DONE")
        expect(bench.started_version() == NEW, f"after “{step}” the next run did not put it right")
        expect(bench.folders()[0] == "program" and "program.new" not in bench.folders(), f"left: {bench.folders()}")
    return "4 steps"


def removed(bench: Bench) -> str:
    """Remove it: the data stay untouched, everything else is gone; also when the removal was cut off before."""
    data = bench.wine.local / "FootRehab Desktop" / "clinic"
    data.mkdir(parents=True, exist_ok=True)
    (data / "record.db").write_bytes(b"a record")
    for step in ("", *REMOVAL_STEPS):
        bench.clear()
        bench.install(OLD)
        if step:
            expect_code(bench.wine.run(bench.installer(NEW, step), "/S"), "DONE")
            bench.cut_off(bench.root / "Uninstall.exe", "/S", *_in_place(bench))
            expect(not bench.started_version(), f"ended at “{step}”, a half-removed program started")
        expect_code(uninstall(bench), "DONE")
        left = {path.name for path in bench.root.iterdir()} if bench.root.exists() else set()
        expect(left <= {"Uninstall.exe", "halted"}, f"left in the folder: {sorted(left)}")
        expect(bench.registered_version() == "", "it is still in the list of programs")
        expect(not (bench.wine.start_menu / f"{bench.title}.lnk").exists(), "the link in the start menu stays")
    expect((data / "record.db").read_bytes() == b"a record", "the record was touched")
    return "data kept"


def uninstall(bench: Bench) -> Ended:
    """Remove it silently and see the exit code."""
    return bench.wine.run(bench.root / "Uninstall.exe", "/S", *_in_place(bench))


def _in_place(bench: Bench) -> tuple[str, ...]:
    """Return the option that keeps the uninstaller from going on as a copy of itself; NSIS wants no quotation marks."""
    return tuple(f"_?={windows_path(bench.root)}".split(" "))


STEPS: Final[tuple[Callable[[Bench], str], ...]] = (
    installed,
    upgraded,
    downgrade_refused,
    refused_while_open,
    one_at_a_time,
    cut_off_anywhere,
    first_installation_cut_off,
    removed,
)


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A disk of a few MB in memory that Windows sees as drive F:; needs the rights of root."""

    folder: Path
    megabytes: int

    def __enter__(self) -> Path:
        """Mount it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        size = f"size={self.megabytes}m"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "trial", str(self.folder)], check=True)
        return self.folder

    def __exit__(self, *_: object) -> None:
        """Take it away."""
        subprocess.run(["umount", "-l", str(self.folder)], check=True)


def may_mount() -> bool:
    """Tell whether this process may mount a disk."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    probe = subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False)
    return probe.returncode == 0


def disk_full(wine: Wine, work: Path) -> str:
    """On a disk without room nothing begins; one that fills up in the middle leaves the old version as it was."""
    with SmallDisk(work / "disk", 100) as disk:
        wine.drive("f", disk)
        bench = Bench(wine, work, disk / "app", "F:\\app")
        bench.clear()
        expect_code(bench.install(OLD), "DONE")
        ballast = disk / "ballast.bin"
        ballast.write_bytes(bytes(80 * 2**20))
        expect_code(bench.install(NEW, megabytes=20), "NO_ROOM")
        expect(bench.started_version() == OLD and bench.folders() == ("program",), "something changed")
        ballast.unlink()
        fill_up_in_the_middle(bench, bench.installer(NEW, megabytes=20), ballast)
        expect(bench.started_version() == OLD, "the old version does not start")
        expect(bench.folders() == ("program",), f"folders: {bench.folders()}")
        ballast.unlink()
        expect_code(bench.install(NEW, megabytes=20), "DONE")
        expect(bench.started_version() == NEW, "with room again the new version does not start")
        bench.clear()
    return "refused before it began; filled up in the middle the old version stays"


def fill_up_in_the_middle(bench: Bench, installer: Path, ballast: Path) -> None:
    """Begin with enough room, then fill the disk as soon as the installer has begun to unpack."""
    process = bench.wine.start(installer, "/S", *bench.where())
    until((bench.root / "program.new").exists, "unpacking begins")
    with ballast.open("wb") as file:
        try:
            while True:
                file.write(bytes(2**20))
                file.flush()
        except OSError:
            pass
    process.communicate(timeout=300)
    code = process.returncode
    expect(code == EXIT_CODES["WRITING_FAILED"][0], f"ended with {code}")
