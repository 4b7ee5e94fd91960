"""The real program, installed under wine and put to work as far as wine carries it.

Under wine 8 numpy does not load, so there are no charts. Record, library, decisions, handouts and the window work; two
libraries that every Windows has are lent to wine (``trial_windows_lend``).
"""

import random
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from footrehab_desktop.clinic.demo import DEMO_PASSPHRASE
from installers import product, windows_payload, windows_setup
from installers.trial_windows_stand_in import Bench, SmallDisk, expect, expect_code, fill_up_in_the_middle, uninstall
from installers.trial_windows_wine import Ended, end, same_files, until, windows_path

PICTURES: Final = product.DIST / "trial-windows"
SECONDS_GOAL: Final = 60
FORMER: Final = "0.0.9"
CUTS: Final = 6
_PATIENTS: Final = 2
_WINDOW_SECONDS: Final = 120
_UNLOCK_SECONDS: Final = 10


@dataclass(frozen=True, slots=True)
class Built:
    """What is tried: the installer, the folder it was made of, and where it is tried."""

    installer: Path
    program: Path
    bench: Bench
    display: str

    def install(self, bench: Bench | None = None) -> Ended:
        """Run the installer silently."""
        chosen = bench or self.bench
        return chosen.wine.run(self.installer, "/S", *chosen.where())

    def is_whole(self, bench: Bench | None = None) -> bool:
        """Tell whether the program folder holds every file of the build with its bytes."""
        chosen = bench or self.bench
        return same_files(chosen.root / "program", self.program, besides=(windows_setup.COMPLETE,))

    def command(self, *arguments: str, typed: str = "") -> Ended:
        """Run a command of the installed program as one types it in a console."""
        return self.bench.wine.run("cmd", "/c", "footrehab.cmd", *arguments, typed=typed, folder=self.bench.root)


def installed(built: Built) -> str:
    """Install: every file as it was built, within a minute."""
    ended = built.install()
    expect_code(ended, "DONE")
    expect(built.is_whole(), "a file differs from the build")
    expect(ended.seconds <= SECONDS_GOAL, f"it took {ended.seconds:.0f} s")
    size, packed = windows_payload.kilobytes(built.bench.root) / 1024, built.installer.stat().st_size / 2**20
    return f"{ended.seconds:.1f} s, installer {packed:.1f} MB, installed {size:.0f} MB"


def main_job(built: Built) -> str:
    """Make the demo clinic with its handouts by the installed command, and prove its record."""
    folder = _demo_folder(built)
    folder.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    version = built.command("--version")
    expect(product.version() in version.text, f"the version: {version.text[-300:]}")
    made = built.command("demo", "--patients", str(_PATIENTS), "--out", windows_path(folder))
    expect(f"{_PATIENTS} fictional patients" in made.text, f"the demo: {made.text[-500:]}")
    sheets = list((folder / "handouts").glob("*.pdf"))
    expect(len(sheets) > 10 and all(sheet.read_bytes()[:5] == b"%PDF-" for sheet in sheets), "the handouts")
    verified = built.command("verify", "--folder", windows_path(folder / "clinic"), typed=f"{DEMO_PASSPHRASE}\n")
    expect(verified.code == 0 and "FAIL" not in verified.text, f"the record: {verified.text[-500:]}")
    return f"{len(sheets)} handouts and a record that was proven, {made.seconds:.0f} s"


def moved_house(built: Built) -> str:
    """Back the record up to a stick, restore it to another folder as on a new laptop, and prove it there."""
    record = windows_path(_demo_folder(built) / "clinic")
    stick, new = built.bench.work / "stick", built.bench.work / "new laptop"
    stick.mkdir(exist_ok=True)
    typed = f"{DEMO_PASSPHRASE}\n"
    backed_up = built.command("backup", "--folder", record, "--to", windows_path(stick), typed=typed)
    copies = list(stick.glob("*/*/manifest.json"))
    expect(backed_up.code == 0 and len(copies) == 1, f"the backup: {backed_up.text[-500:]}")
    backup = windows_path(copies[0].parent)
    restored = built.command("restore", backup, "--folder", windows_path(new), typed=typed)
    expect(restored.code == 0, f"the restore: {restored.text[-500:]}")
    proven = built.command("verify", "--folder", windows_path(new), typed=typed)
    expect(proven.code == 0 and "FAIL" not in proven.text, f"the restored record: {proven.text[-500:]}")
    return "backed up to a stick, restored elsewhere, proven"


def _demo_folder(built: Built) -> Path:
    return built.bench.work / "Räume für Übungen" / "demo"


def window(built: Built) -> str:
    """Open the program from its launcher: it makes the demo clinic, is unlocked by a key, and shows the day."""
    begun = time.monotonic()
    launching = built.bench.wine.start(built.bench.root / f"{built.bench.title}.exe", "--demo")
    record = built.bench.wine.local / "FootRehab Desktop" / "demo" / "record.db"
    try:
        until(record.exists, "the demo clinic is there", _WINDOW_SECONDS)
        until(lambda: bool(_windows(built.display)), "there is a window", 20)
        time.sleep(2)
        subprocess.run(["xdotool", "key", "Return"], env={"DISPLAY": built.display}, check=True)  # Unlock
        time.sleep(_UNLOCK_SECONDS)
        PICTURES.mkdir(parents=True, exist_ok=True)
        picture = ["import", "-display", built.display, "-window", "root", str(PICTURES / "window.png")]
        subprocess.run(picture, check=True, capture_output=True)
        held = built.install()
        expect_code(held, "IN_USE")
    finally:
        end(launching)
        built.bench.wine.stop()
    return f"window and demo clinic after {time.monotonic() - begun:.0f} s; an upgrade waits until it is closed"


def _windows(display: str) -> str:
    asked = ["xdotool", "search", "--onlyvisible", "--name", product.TITLE]
    return subprocess.run(asked, env={"DISPLAY": display}, capture_output=True, text=True, check=False).stdout


def upgraded(built: Built) -> str:
    """Upgrade from an older version: the former one is kept."""
    built.bench.clear()
    expect_code(built.bench.install(FORMER), "DONE")
    ended = built.install()
    expect_code(ended, "DONE")
    expect(built.is_whole(), "a file differs from the build")
    expect(built.bench.version_in("program.former") == FORMER, "the former version is not kept")
    return f"{ended.seconds:.1f} s"


def cut_off(built: Built) -> str:
    """End the upgrade at random moments: a whole program is there each time, and the next run ends it."""
    chance, whole = random.Random(9), {FORMER: 0, product.version(): 0}  # noqa: S311 - moments, nothing secret
    for _ in range(CUTS):
        built.bench.clear()
        built.bench.install(FORMER)
        process = built.bench.wine.start(built.installer, "/S")
        time.sleep(chance.uniform(0.5, 12))
        end(process)
        folders = ("program", "program.new", "program.former")
        first = next((version for folder in folders if (version := built.bench.version_in(folder))), "")
        expect(first in whole, "no whole program is there")
        whole[first] += 1
        if first == FORMER:
            expect(built.bench.started_version() == FORMER, "the version before does not start")
    expect_code(built.install(), "DONE")
    expect(built.is_whole() and "program.new" not in built.bench.folders(), "the next run did not put it right")
    return f"{whole[FORMER]} times the version before, {whole[product.version()]} times the new one"


def disk_full(built: Built) -> str:
    """Fill the disk up while it is unpacked: the version before stays and starts."""
    megabytes = windows_payload.kilobytes(built.program) // 1024 + windows_setup.ROOM_BESIDE_MB + 20
    with SmallDisk(built.bench.work / "disk", megabytes) as disk:
        built.bench.wine.drive("f", disk)
        bench = Bench(built.bench.wine, built.bench.work, disk / "app", "F:\\app", built.bench.rehearsal)
        bench.clear()
        expect_code(bench.install(FORMER), "DONE")
        fill_up_in_the_middle(bench, built.installer, disk / "ballast.bin")
        expect(bench.started_version() == FORMER, "the version before does not start")
        expect(bench.folders() == ("program",), f"folders: {bench.folders()}")
        (disk / "ballast.bin").unlink()
        expect_code(built.install(bench), "DONE")
        expect(built.is_whole(bench), "a file differs from the build")
        bench.clear()
    return "the version before stays; with room again it is installed"


def removed(built: Built) -> str:
    """Remove it: the record stays, the program is gone."""
    built.bench.clear()
    built.install()
    record = built.bench.wine.local / "FootRehab Desktop" / "demo" / "record.db"
    expect(record.is_file(), "there is no record to keep")
    before = record.read_bytes()
    ended = uninstall(built.bench)
    expect_code(ended, "DONE")
    expect(not built.bench.folders() and not built.bench.registered_version(), "something is left")
    expect(record.read_bytes() == before, "the record was touched")
    return f"{ended.seconds:.1f} s, data kept"


STEPS: Final[tuple[Callable[[Built], str], ...]] = (
    installed,
    main_job,
    moved_house,
    window,
    upgraded,
    cut_off,
    removed,
)
