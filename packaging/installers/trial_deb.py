"""The trial of the Debian package in a Debian without Python and without network, from first installation to purge.

The older build is the same program under version 0.0.9, so that an update is tried before there are two releases; the
record it finds is one that an older version of the program left (``tests/records/stored``).
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from footrehab_desktop.clinic.demo import DEMO_PASSPHRASE
from footrehab_desktop.records.folders import APPLICATION
from installers import chroot, debian, frozen, product, window_tour
from installers.chroot import HOME, USER, Chroot
from installers.product import InstallerError
from installers.trial_frozen import Figure, refuse_logged_errors, refuse_missed_sizes, report
from tests.support.record_factory import PASSPHRASE

REPORT: Final = product.DIST / "trial-deb.json"
PICTURES: Final = product.DIST / "trial-deb"
KEPT: Final = product.BUILD / "trial-deb"
STORED: Final = product.ROOT / "tests" / "records" / "stored" / "revision_0001"
OLDER: Final = "0.0.9"
OK: Final = "DEB TRIAL OK"
INSTALL_GOAL_SECONDS: Final = 60
PROGRAM: Final = f"/{debian.PROGRAM_FOLDER}"
FORMER: Final = f"{PROGRAM}.former"
RECORD: Final = f"{HOME}/.local/share/{APPLICATION}/clinic"
CHECKERS: Final = ("desktop-file-utils", "shared-mime-info")
_APT_INSTALL: Final = ("apt-get", "install", "-y", "-q", "--no-install-recommends", "-o", "Dpkg::Use-Pty=0")
_TOUR: Final = "/opt/trial"
_SCREEN: Final = "1366x768x24"


def run(arguments: list[str]) -> None:
    """Try the package: the target ``trial-deb``. Raises ``InstallerError`` on the first thing that fails."""
    parser = argparse.ArgumentParser(prog="dev.py installer --target trial-deb")
    frozen.add_tree_option(parser)
    if os.geteuid() != 0:
        raise InstallerError("This trial needs root: it makes a small Debian in a folder and installs in it.")
    tree = frozen.tree_of(parser.parse_args(arguments))
    package = product.DIST / product.deb_name()
    if not package.is_file():
        raise InstallerError("There is no package yet: run --target deb first.")
    root = debian.lay_out(tree, None, KEPT / "stage")
    call_it_older(root / debian.PROGRAM_FOLDER)
    older = debian.pack(root, OLDER, KEPT, compression="none")
    base = base_for(package)
    with tempfile.TemporaryDirectory(prefix="footrehab-deb-") as scratch, virtual_screen() as display:
        system = chroot.unpacked(base, Path(scratch) / "root")
        for file in (package, older):
            shutil.copyfile(file, system.inside(f"/root/{file.name}"))
        figures = [
            Figure("package", package.stat().st_size / 2**20, "MB", debian.SIZE_GOAL_MB),
            *first_installation(system, package.name, display),
            *update_and_removal(system, older.name, package.name),
        ]
    report(figures, REPORT)
    refuse_missed_sizes(figures)
    print(OK)


def base_for(package: Path) -> Path:
    """Return the kept Debian that has everything the package depends on downloaded; made when there is none."""
    told = subprocess.run(
        ["dpkg-deb", "--field", str(package), "Depends"], capture_output=True, text=True, check=True
    ).stdout
    needed = [part.split("(")[0].strip() for part in told.split(",")]
    base = KEPT / f"base-{hashlib.sha256(told.encode()).hexdigest()[:12]}.tar"
    if not base.is_file():
        chroot.bootstrap(base, [*needed, *CHECKERS])
    return base


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Run Xvfb on a free display and yield its name."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", _SCREEN, "-nolisten", "tcp", "-ac"]
    server = subprocess.Popen(command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        if not number:
            raise InstallerError("Xvfb did not start.")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


def first_installation(system: Chroot, package: str, display: str) -> list[Figure]:
    """Install without network, see that nothing is missing, make the demo, go through the window, purge."""
    seconds = install(system, package)
    if any(system.inside("/usr/bin").glob("python*")):
        raise InstallerError("The trial's system has a Python, so it proves nothing.")
    refuse_missing_libraries(system)
    installed = frozen.megabytes(system.inside(PROGRAM))
    started = time.monotonic()
    system.run("footrehab", "demo", "--out", f"{HOME}/demo", seconds=300, user=USER)
    demo = time.monotonic() - started
    pages = go_through_window(system, f"{HOME}/demo/clinic", display)
    photograph(system, f"{HOME}/demo/clinic", display)
    check_desktop(system)
    system.run("apt-get", "purge", "-y", "-q", product.PRODUCT, seconds=120)
    if system.inside(PROGRAM).exists() or system.inside("/usr/bin/footrehab").is_symlink():
        raise InstallerError("Purging left something of the program.")
    return [
        Figure("installed", installed, "MB", frozen.SIZE_GOAL_MB),
        Figure("first installation, libraries and all", seconds, "s", INSTALL_GOAL_SECONDS),
        Figure("demo of the main job", demo, "s"),
        Figure("pages of the window seen", pages, ""),
    ]


def update_and_removal(system: Chroot, older: str, package: str) -> list[Figure]:
    """Update an older build over a filled record of an older format; go back, remove and purge: the record stays."""
    install(system, older)
    record = system.inside(RECORD)
    shutil.copytree(STORED, record)
    system.run("chown", "-R", f"{USER}:{USER}", HOME, seconds=20)
    refuse_while_open(system, package)
    seconds = install(system, package)
    told = system.run(f"{FORMER}/{product.COMMAND}", "--version", seconds=20, user=USER)
    versions = [installation(system.inside(folder))["version"] for folder in (FORMER, PROGRAM)]
    if not told.startswith(product.TITLE) or versions != [OLDER, product.version()]:
        raise InstallerError(f"The former version is not kept as it was: {told} {versions}")
    refused = system.attempt("dpkg", "--install", f"/root/{older}", seconds=120)
    if refused.returncode == 0 or f"{OLDER} is older" not in refused.stderr:
        raise InstallerError(f"An older version was not refused: {refused.stdout}{refused.stderr}")
    system.run("footrehab", "verify", seconds=60, user=USER, typed=PASSPHRASE + "\n")
    kept = digests(record)
    system.run("dpkg", "--remove", product.PRODUCT, seconds=120)
    if system.inside(PROGRAM).exists() or system.inside(FORMER).exists():
        raise InstallerError("Removing left the program or the former version.")
    system.run("dpkg", "--purge", product.PRODUCT, seconds=120)
    if digests(record) != kept:
        raise InstallerError("Removing or purging changed the record.")
    again = install(system, package)
    system.run("footrehab", "verify", seconds=60, user=USER, typed=PASSPHRASE + "\n")
    return [
        Figure("update from an older build", seconds, "s", INSTALL_GOAL_SECONDS),
        Figure("installation once the libraries are there", again, "s", INSTALL_GOAL_SECONDS),
    ]


def installation(program: Path) -> dict[str, str]:
    """Return what an installed program is told of itself."""
    told: dict[str, str] = json.loads(note_of(program).read_text(encoding="utf-8"))
    return told


def call_it_older(program: Path) -> None:
    """Have a program say that it is the older version."""
    note_of(program).write_text(json.dumps({**installation(program), "version": OLDER}), encoding="utf-8")


def note_of(program: Path) -> Path:
    """Return where an installed program is told how it was installed."""
    return program / frozen.INSIDE / "footrehab_desktop" / "resources" / product.INSTALLATION_FILE


def install(system: Chroot, package: str) -> float:
    """Install a package with what was downloaded for it; return the seconds it took."""
    started = time.monotonic()
    system.run(*_APT_INSTALL, f"/root/{package}", seconds=300)
    return time.monotonic() - started


def refuse_missing_libraries(system: Chroot) -> None:
    """Have ``ldd`` look at every program and library of ours in the system."""
    script = (
        f"find {PROGRAM} -type f '(' -name '*.so*' -o -name footrehab ')' -print0"
        f" | LD_LIBRARY_PATH={PROGRAM}/{frozen.INSIDE} xargs -0 ldd"
    )
    told = system.attempt("sh", "-c", script, seconds=120).stdout
    missing = sorted({line.split()[0] for line in told.splitlines() if "not found" in line})
    if missing or "libQt6Gui" not in told:
        raise InstallerError(f"Libraries are missing: {', '.join(missing)}")


def go_through_window(system: Chroot, record: str, display: str) -> int:
    """Have the tour look at every page on a screen; keep the pictures and return how many there are."""
    place = system.inside(_TOUR)
    place.mkdir()
    shutil.copy2(frozen.probe(frozen.TOUR), place)
    (place / frozen.INSIDE).symlink_to(f"{PROGRAM}/{frozen.INSIDE}")
    (place / "pages").mkdir()
    system.run("chown", "-R", USER, _TOUR, seconds=20)
    tour = (f"{_TOUR}/{frozen.TOUR}", record, DEMO_PASSPHRASE, f"{_TOUR}/pages")
    printed = system.run(*tour, seconds=300, user=USER, display=display)
    if window_tour.SEEN not in printed:
        raise InstallerError(f"Not every page of the window was seen: {printed}")
    refuse_logged_errors(system.inside(HOME))
    shutil.rmtree(PICTURES, ignore_errors=True)
    shutil.copytree(place / "pages", PICTURES)
    return len(list(PICTURES.glob("*.png")))


def photograph(system: Chroot, record: str, display: str) -> None:
    """Start the installed program on the screen and keep a picture of the whole screen, where ImageMagick is there."""
    if not shutil.which("import"):
        return
    script = f"footrehab --folder '{record}' & sleep 6; kill $!; wait"
    command = ("sh", "-c", script)
    shooting = subprocess.Popen(
        [
            "sh",
            "-c",
            'sleep 4; exec import -display "$1" -window root "$2"',
            "sh",
            display,
            str(PICTURES / "screen.png"),
        ]
    )
    try:
        system.attempt(*command, seconds=60, user=USER, display=display)
    finally:
        shooting.wait(30)


def check_desktop(system: Chroot) -> None:
    """Have Debian's own tools look at the menu entry and at the file types."""
    system.run(*_APT_INSTALL, *CHECKERS, seconds=120)
    entry = f"/usr/share/applications/{product.PRODUCT}.desktop"
    said = system.run("desktop-file-validate", entry, seconds=20)
    if said:
        raise InstallerError(f"The menu entry is not valid: {said}")
    types = system.inside("/usr/share/mime/globs2").read_text(encoding="utf-8")
    if types.count("application/x-footrehab") != 2:
        raise InstallerError("The file types are not known to the system.")


def refuse_while_open(system: Chroot, package: str) -> None:
    """While the program is open, no other version may be put in its place."""
    script = (
        "QT_QPA_PLATFORM=offscreen footrehab --demo & sleep 3;"
        f"dpkg --install /root/{package}; code=$?; kill $!; wait; dpkg --configure --pending; exit $code"
    )
    tried = system.attempt("sh", "-c", script, seconds=120)
    if tried.returncode == 0 or "is open" not in tried.stderr:
        raise InstallerError(f"The open program was overwritten: {tried.stdout}{tried.stderr}")


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file in a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
