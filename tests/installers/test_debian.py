"""The Debian package: its fields, scripts and menu entry, and what its scripts do on the way to and from a version."""

import configparser
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from footrehab_desktop.clinic.library_file import SUFFIX
from footrehab_desktop.records.backup_place import MARKER_FILE
from installers import debian, desktop_entry, icons, product
from tests.installers.test_frozen import tree_in

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packages of Linux")
NEEDS_DPKG = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="made with Debian's own tools")


@pytest.mark.parametrize("name", debian.SCRIPTS)
def test_the_scripts_are_filled_in_and_can_be_read_by_the_shell(name: str):
    text = debian.script(name, "1.2.3")
    assert "@" not in text
    subprocess.run(["sh", "-n"], input=text, text=True, check=True)


def test_the_menu_entry_names_command_icon_and_window():
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign] # keys keep their case
    entry.read(desktop_entry.ENTRY, encoding="utf-8")
    main = entry["Desktop Entry"]
    assert (main["Type"], main["Name"], main["Terminal"]) == ("Application", product.TITLE, "false")
    assert (main["Exec"], main["Icon"], main["StartupWMClass"]) == (product.COMMAND, product.PRODUCT, product.PRODUCT)
    for action in main["Actions"].strip(";").split(";"):
        assert entry[f"Desktop Action {action}"]["Exec"].split()[0] == product.COMMAND


def test_the_file_types_are_those_the_program_writes():
    root = ET.parse(desktop_entry.FILE_TYPES).getroot()  # noqa: S314 - our own file
    globs = {element.get("pattern") for element in root.iter() if element.tag.endswith("glob")}
    assert globs == {f"*{SUFFIX}", MARKER_FILE}


def test_there_are_icons_of_all_sizes_where_a_desktop_looks(tmp_path: Path):
    desktop_entry.lay_out(tmp_path)
    themed = tmp_path / "icons" / "hicolor"
    assert {path.parent.parent.name for path in themed.rglob("*.png")} == {f"{s}x{s}" for s in icons.LINUX_SIZES}
    assert (themed / "scalable" / "apps" / f"{product.PRODUCT}.svg").is_file()


@NEEDS_DPKG
def test_the_same_files_give_the_same_package_with_all_its_fields(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(debian, "dependencies", lambda _program: ("libc6 (>= 2.35)", "libegl1"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    packages = []
    for place in ("one", "two"):
        root = tmp_path / place / "root"
        tree_in(root / debian.PROGRAM_FOLDER)
        packages.append(debian.pack(root, "1.2.3", tmp_path / place))
    assert packages[0].read_bytes() == packages[1].read_bytes()
    fields = subprocess.run(
        ["dpkg-deb", "--field", str(packages[0])], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    told = dict(line.split(": ", 1) for line in fields if not line.startswith(" "))
    assert (told["Package"], told["Version"], told["Architecture"]) == (product.PRODUCT, "1.2.3", "amd64")
    assert told["Depends"] == "libc6 (>= 2.35), libegl1"
    assert int(told["Installed-Size"]) > 0
    listed = subprocess.run(["dpkg-deb", "-c", str(packages[0])], capture_output=True, text=True, check=True).stdout
    assert all(line.split()[1] == "root/root" for line in listed.splitlines())
    assert "2026-11-21" in listed


@dataclass
class Machine:
    """A folder that stands for a computer's root; ``act`` runs one of the package's scripts in it."""

    root: Path

    @property
    def program(self) -> Path:
        """Return the program's folder."""
        return self.root / debian.PROGRAM_FOLDER

    @property
    def former(self) -> Path:
        """Return the folder of the version before."""
        return self.program.with_name(f"{product.PRODUCT}.former")

    def act(self, script: str, version: str, *arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run a script as dpkg would."""
        text = debian.script(script, version).replace("/usr/lib/", f"{self.root}/usr/lib/")
        return subprocess.run(
            ["sh", "-c", text, script, *arguments],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def install(self, version: str) -> None:
        """Exchange the program's file as dpkg does: the fresh one takes the name of the old."""
        self.program.mkdir(parents=True, exist_ok=True)
        fresh = self.program / "footrehab.dpkg-new"
        fresh.write_text(version)
        fresh.replace(self.program / "footrehab")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Return a computer with version 1.0.0."""
    made = Machine(tmp_path)
    made.install("1.0.0")
    return made


@pytest.fixture
def update(machine: Machine) -> Callable[[str, str], None]:
    """Return what brings the computer from one version to another, as dpkg goes about it."""

    def go(before: str, after: str) -> None:
        assert machine.act("preinst", after, "upgrade", before).returncode == 0
        machine.install(after)
        assert machine.act("postinst", after, "configure", before).returncode == 0

    return go


@NEEDS_DPKG
def test_an_update_keeps_the_version_before_and_only_that(machine: Machine, update: Callable[[str, str], None]):
    update("1.0.0", "1.1.0")
    assert (machine.former / "footrehab").read_text() == "1.0.0"
    update("1.1.0", "1.2.0")
    assert (machine.former / "footrehab").read_text() == "1.1.0"
    assert sorted(path.name for path in machine.program.parent.iterdir()) == [machine.program.name, machine.former.name]


@NEEDS_DPKG
def test_the_former_version_takes_no_room_of_its_own(machine: Machine):
    before = (machine.program / "footrehab").stat()
    machine.act("preinst", "1.1.0", "upgrade", "1.0.0")
    assert (machine.former / "footrehab").stat().st_ino == before.st_ino


@NEEDS_DPKG
def test_the_same_version_again_leaves_the_former_one(machine: Machine, update: Callable[[str, str], None]):
    update("1.0.0", "1.1.0")
    update("1.1.0", "1.1.0")
    assert (machine.former / "footrehab").read_text() == "1.0.0"


@NEEDS_DPKG
def test_an_update_that_fails_gives_back_the_version_before_the_last(
    machine: Machine, update: Callable[[str, str], None]
):
    update("1.0.0", "1.1.0")
    machine.act("preinst", "1.2.0", "upgrade", "1.1.0")
    assert (machine.former / "footrehab").read_text() == "1.1.0"
    assert machine.act("postrm", "1.2.0", "abort-upgrade", "1.1.0").returncode == 0
    assert (machine.former / "footrehab").read_text() == "1.0.0"


@NEEDS_DPKG
def test_an_older_version_is_refused_unless_told(machine: Machine, update: Callable[[str, str], None]):
    update("1.0.0", "1.1.0")
    refused = machine.act("preinst", "1.0.0", "upgrade", "1.1.0")
    assert refused.returncode == 1
    assert "1.1.0 is installed; 1.0.0 is older" in refused.stderr
    assert str(machine.former / "footrehab") in refused.stderr
    assert (machine.former / "footrehab").read_text() == "1.0.0"
    assert machine.act("preinst", "1.0.0", "upgrade", "1.1.0", FOOTREHAB_ALLOW_OLDER="1").returncode == 0


@NEEDS_DPKG
def test_an_open_program_is_not_exchanged(machine: Machine):
    started = machine.program / "footrehab"
    shutil.copy2("/bin/sleep", started)
    started.chmod(started.stat().st_mode | stat.S_IXUSR)
    with subprocess.Popen([started, "60"]) as running:
        refused = machine.act("preinst", "1.1.0", "upgrade", "1.0.0")
        running.kill()
    assert refused.returncode == 1
    assert "is open" in refused.stderr
    assert not machine.former.exists()


@pytest.mark.parametrize("how", ["remove", "purge"])
def test_removing_takes_the_former_version_along_and_says_where_records_stay(machine: Machine, how: str):
    shutil.copytree(machine.program, machine.former)
    done = machine.act("postrm", "1.0.0", how)
    assert done.returncode == 0
    assert not machine.former.exists()
    assert "~/.local/share/FootRehab Desktop" in done.stdout
