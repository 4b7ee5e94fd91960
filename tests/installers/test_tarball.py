"""The archive for other Linux systems: its scripts, run for real with a tiny program, also cut short at every step."""

import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from installers import elf, frozen, product, tarball
from tests.installers.test_frozen import tree_in

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="scripts of Linux")
BASH = shutil.which("bash") or ""
# Ends the shell before the command of this number, as a lost power would.
CUT_SHORT = """
set -o functrace
step=0
trap 'step=$((step + 1)); if [ "$step" = "$CUT_AT" ]; then kill -9 $$; fi' DEBUG
"""
# Around the copying and the exchange of the links every step counts; before and after it is much of the same.
STEPS = (*range(1, 38, 9), *range(38, 82), *range(82, 500, 15))


@pytest.fixture(autouse=True)
def _no_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiny program has no library to read a version from."""
    monkeypatch.setattr(elf, "newest_glibc", lambda _files: "2.35")


@dataclass
class Account:
    """A user's home folder in which versions are installed."""

    home: Path
    prefix: Path

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of the user."""
        kept = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LC_ALL": "C.UTF-8"}
        return {**kept, **more}

    def install(self, archive: Path, shell: str = "sh", **more: str) -> "subprocess.CompletedProcess[str]":
        """Run the script of an unpacked archive."""
        command = [shell, str(archive / "install.sh"), "--prefix", str(self.prefix)]
        environment = self.environment(**more)
        return subprocess.run(
            command, env=environment, cwd=self.home, capture_output=True, text=True, check=False, timeout=60
        )

    def started(self, link: str = "current") -> str:
        """Start what a link leads to and return what it says; empty when there is none."""
        program = self.prefix / link / "footrehab"
        return subprocess.run([program], capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def account(tmp_path: Path) -> Account:
    """Return an account in a folder with spaces and foreign letters."""
    home = tmp_path / "Ärztin Übung 足"
    home.mkdir()
    return Account(home, home / "my programs" / 'foot "rehab" 100% $x')


def archive_of(version: str, folder: Path) -> Path:
    """Lay out the archive of a version whose program says its version and its state."""
    tree = tree_in(folder / f"tree {version}")
    program = tree / product.COMMAND
    program.write_text('#!/bin/sh\ncat "$(dirname "$(readlink -f "$0")")/said"\n')
    program.chmod(0o755)
    (tree / "said").write_text(f"{version}\n")
    frozen.stamp(tree, "tarball", None)
    return tarball.lay_out(tree, folder / f"archive {version}", version)


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return unpacked archives by their version."""
    folder = tmp_path_factory.mktemp("archives")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(elf, "newest_glibc", lambda _files: "2.35")
        made = {version: archive_of(version, folder) for version in ("1.9.0", "1.10.0", "1.11.0")}
    for size in (size for archive in made.values() for size in (archive / "share/icons/hicolor").iterdir()):
        if size.name != "48x48":
            shutil.rmtree(size)  # one icon does for all
    return made


@pytest.mark.parametrize("name", tarball.SCRIPTS)
def test_the_scripts_can_be_read_by_the_shell(archives: dict[str, Path], name: str):
    assert "@" not in (archives["1.9.0"] / name).read_text().replace('"$@"', "")
    subprocess.run(["sh", "-n", str(archives["1.9.0"] / name)], check=True)


def test_a_first_installation_starts_and_is_in_the_menu(account: Account, archives: dict[str, Path]):
    done = account.install(archives["1.9.0"])
    assert done.returncode == 0, done.stderr
    assert "1.9.0 is installed" in done.stdout
    assert account.started() == "1.9.0"
    share = account.home / ".local" / "share"
    assert (share / "icons/hicolor/48x48/apps/footrehab-desktop.png").stat().st_size > 0
    assert (share / "mime/packages/footrehab-desktop.xml").is_file()
    entry = (share / "applications/footrehab-desktop.desktop").read_text()
    commands = [line.removeprefix("Exec=") for line in entry.splitlines() if line.startswith("Exec=")]
    assert [executed(command) for command in commands] == [
        [str(account.prefix / "current" / "footrehab")],
        [str(account.prefix / "current" / "footrehab"), "--demo"],
    ]
    by_name = account.home / ".local" / "bin" / "footrehab"
    assert subprocess.run([by_name], capture_output=True, text=True, check=True).stdout == "1.9.0\n"


def executed(line: str) -> list[str]:
    """Read the value of an Exec key as a desktop does: first as a string, then as quoted arguments, then its codes."""
    text = line.replace("\\\\", "\\")
    parts = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', text)
    return [re.sub(r"\\(.)", r"\1", quoted).replace("%%", "%") or plain for quoted, plain in parts]


def test_an_update_keeps_the_version_before_and_removes_older_ones(account: Account, archives: dict[str, Path]):
    for version in archives:
        assert account.install(archives[version]).returncode == 0
    assert (account.started(), account.started("former")) == ("1.11.0", "1.10.0")
    assert {path.name for path in account.prefix.glob("[0-9]*")} == {"1.10.0", "1.11.0"}


def test_an_older_version_is_refused_and_told_how_to_go_back(account: Account, archives: dict[str, Path]):
    account.install(archives["1.9.0"])
    account.install(archives["1.10.0"])
    refused = account.install(archives["1.9.0"])
    assert refused.returncode == 1
    assert "1.10.0 is installed; 1.9.0 is older" in refused.stderr
    assert (account.started(), account.started("former")) == ("1.10.0", "1.9.0")


def test_the_same_version_again_repairs_it(account: Account, archives: dict[str, Path]):
    account.install(archives["1.9.0"])
    account.install(archives["1.10.0"])
    (account.prefix / "1.10.0" / "said").unlink()
    assert account.install(archives["1.10.0"]).returncode == 0
    assert (account.started(), account.started("former")) == ("1.10.0", "1.9.0")
    assert os.readlink(account.prefix / "current") == "1.10.0"
    assert not list(account.prefix.glob(".unpacked*"))


def test_a_folder_with_other_things_is_refused(account: Account, archives: dict[str, Path]):
    letters = account.prefix / "2024 letters"
    letters.mkdir(parents=True)
    refused = account.install(archives["1.9.0"])
    assert refused.returncode == 1
    assert "holds other things" in refused.stderr
    assert [path.name for path in account.prefix.iterdir()] == ["2024 letters"]


def test_what_others_put_beside_the_versions_stays(account: Account, archives: dict[str, Path]):
    account.install(archives["1.9.0"])
    (account.prefix / "2024 letters").mkdir()
    for version in ("1.10.0", "1.11.0"):
        account.install(archives[version])
    subprocess.run(["sh", str(account.prefix / "uninstall.sh")], env=account.environment(), check=True)
    assert [path.name for path in account.prefix.iterdir()] == ["2024 letters"]


def test_a_program_that_does_not_start_here_changes_nothing(
    account: Account, tmp_path: Path, archives: dict[str, Path]
):
    account.install(archives["1.9.0"])
    broken = archive_of("1.10.0", tmp_path)
    (broken / tarball.PROGRAM_FOLDER / "footrehab").write_text("#!/bin/sh\necho libglib is missing\nexit 127\n")
    refused = account.install(broken)
    assert refused.returncode == 1
    assert "does not start on this system: it needs a 64-bit processor, glibc 2.35 or newer" in refused.stderr
    assert "libglib is missing" in refused.stderr
    assert account.started() == "1.9.0"
    assert not list(account.prefix.glob(".unpacked*"))


def test_too_little_room_is_told_before_anything_is_written(
    account: Account, tmp_path: Path, archives: dict[str, Path]
):
    account.install(archives["1.9.0"])
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "df").write_text("#!/bin/sh\nprintf 'Filesystem\\ndisk 1 1 2048 99%% /\\n'\n")
    (tools / "df").chmod(0o755)
    refused = account.install(archives["1.10.0"], PATH=f"{tools}:{os.environ['PATH']}")
    assert refused.returncode == 1
    assert "not enough room" in refused.stderr
    assert account.started() == "1.9.0"


def test_a_disk_that_fills_while_copying_leaves_the_version_before(
    account: Account, tmp_path: Path, archives: dict[str, Path]
):
    account.install(archives["1.9.0"])
    large = archive_of("1.10.0", tmp_path)
    (large / tarball.PROGRAM_FOLDER / "large").write_bytes(bytes(4 * 2**20))
    command = 'trap "" XFSZ; ulimit -f 2048; exec sh "$@"'
    script = [str(large / "install.sh"), "--prefix", str(account.prefix)]
    refused = subprocess.run(
        ["sh", "-c", command, "sh", *script], env=account.environment(), capture_output=True, text=True, check=False
    )
    assert refused.returncode == 1
    assert "could not be copied" in refused.stderr
    assert account.started() == "1.9.0"
    assert not list(account.prefix.glob(".unpacked*"))


@pytest.mark.long
@pytest.mark.skipif(not BASH, reason="bash counts the steps")
@pytest.mark.parametrize(("after", "former"), [("1.10.0", "1.9.0"), ("1.9.0", "")])
def test_cut_short_at_any_step_a_whole_version_starts_and_the_next_try_goes_through(
    account: Account, tmp_path: Path, archives: dict[str, Path], after: str, former: str
):
    account.install(archives["1.9.0"])
    whole, tools, cutting = tmp_path / "whole", tmp_path / "tools", tmp_path / "cut_short.sh"
    shutil.copytree(account.home, whole, symlinks=True)
    cutting.write_text(CUT_SHORT)
    tools.mkdir()
    for slow in ("update-mime-database", "update-desktop-database", "sync"):
        (tools / slow).symlink_to("/bin/true")
    path = f"{tools}:{os.environ['PATH']}"
    seen = {}
    for step in STEPS:
        shutil.rmtree(account.home)
        shutil.copytree(whole, account.home, symlinks=True)
        cut = account.install(archives[after], BASH, BASH_ENV=str(cutting), CUT_AT=str(step), PATH=path)
        if cut.returncode != -signal.SIGKILL:
            break
        seen[step] = account.started()
        assert seen[step] in {"1.9.0", after}
        if step % 5 == 0:
            assert account.install(archives[after], PATH=path).returncode == 0
            assert account.started() == after
            assert not former or account.started("former") == former
            assert not list(account.prefix.glob(".unpacked*"))
    assert cut.returncode == 0, cut.stderr
    # The copy was begun and the links were exchanged among the steps that were looked at one by one.
    assert (seen[38], seen[81]) == ("1.9.0", after)


def test_removing_keeps_the_records_and_says_where_they_are(account: Account, archives: dict[str, Path]):
    account.install(archives["1.9.0"])
    account.install(archives["1.10.0"])
    record = account.home / ".local" / "share" / "FootRehab Desktop" / "clinic" / "record.db"
    record.parent.mkdir(parents=True)
    record.write_bytes(b"record")
    done = subprocess.run(
        ["sh", str(account.prefix / "uninstall.sh")],
        env=account.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(record.parent.parent) in done.stdout
    assert record.read_bytes() == b"record"
    # What the desktop's own tools made of the file types stays theirs.
    made_by_the_desktop = {"mime", "mimeinfo.cache"}
    left = [path for path in account.home.rglob("*") if path.is_file() and path != record]
    assert [path for path in left if not made_by_the_desktop & set(path.parts)] == []
    assert not account.prefix.exists()


def test_the_same_program_gives_the_same_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795219200")
    made = [tarball.pack(archive_of("1.9.0", tmp_path / name), tmp_path / f"{name}.tar.xz") for name in ("a", "b")]
    assert made[0].read_bytes() == made[1].read_bytes()
