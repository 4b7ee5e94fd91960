"""The copy of an installer is compared, a failing one leaves nothing, and what runs at the end runs at the end."""

import os
import platform
import shlex
import shutil
import signal
import subprocess
import tarfile
import time
from pathlib import Path

import pytest

from footrehab_desktop import silence
from footrehab_desktop.records.temporary_folder import TemporaryFolder, usual_places
from footrehab_desktop.releases import failures, installation, installing, stick
from footrehab_desktop.releases.installing import Run, UpdateNote, Waiting
from footrehab_desktop.releases.progress import Progress
from footrehab_desktop.releases.stick import Offer, Present
from tests.support.release_on_stick import archive, install, other, put_on_stick, release, throwaway_key

PRESENT = Present("0.1.0", "tarball", "x86_64", throwaway_key()[1], "0004")


@pytest.fixture
def offer(tmp_path: Path) -> Offer:
    return stick.offer_in(put_on_stick(tmp_path / "stick"), PRESENT)


def offer_of(tmp_path: Path, payload: bytes) -> Offer:
    return stick.offer_in(put_on_stick(tmp_path / "other stick", *release(payload=payload)), PRESENT)


def in_folder(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_the_copy_is_whole_private_and_needs_no_stick(offer, tmp_path):
    folder = tmp_path / "update"
    progress = Progress()
    payload = installing.copy_payload(offer, folder, progress)
    assert payload.read_bytes() == offer.payload.read_bytes()
    assert progress.done == offer.installer.size
    if os.name != "nt":
        assert oct(folder.stat().st_mode & 0o777) == "0o700"
        assert oct(payload.stat().st_mode & 0o777) == "0o600"
    shutil.rmtree(tmp_path / "stick")
    assert next((folder / "unpacked").glob("*/install.sh")).is_file()


def test_what_changed_on_the_stick_since_the_check_is_noticed(offer, tmp_path):
    content = bytearray(offer.payload.read_bytes())
    content[100] ^= 1
    offer.payload.write_bytes(content)
    with pytest.raises(failures.PayloadWrongError):
        installing.copy_payload(offer, tmp_path / "update", Progress())
    assert in_folder(tmp_path / "update") == []


def test_a_stick_pulled_out_leaves_nothing(offer, tmp_path):
    shutil.rmtree(tmp_path / "stick")
    with pytest.raises(failures.PayloadMissingError):
        installing.copy_payload(offer, tmp_path / "update", Progress())
    assert in_folder(tmp_path / "update") == []


def test_stopping_leaves_nothing(offer, tmp_path):
    progress = Progress()
    progress.stop()
    with pytest.raises(failures.StoppedError):
        installing.copy_payload(offer, tmp_path / "update", progress)
    assert in_folder(tmp_path / "update") == []


def test_what_a_former_copy_left_is_replaced(offer, tmp_path):
    folder = tmp_path / "update"
    folder.mkdir()
    (folder / "old.tar.xz.part").write_bytes(b"x")
    installing.write_note(folder, installing.begun_now("0.0.8", "0.0.9", "x"))
    installing.copy_payload(offer, folder, Progress())
    assert in_folder(folder) == [offer.installer.file, "unpacked"]


def test_too_little_room_is_told_before_anything_is_written(offer, tmp_path, monkeypatch):
    monkeypatch.setattr(installing.shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 9, 1))
    with pytest.raises(failures.NoRoomForUpdateError, match=r"about \d+ MB are needed"):
        installing.copy_payload(offer, tmp_path / "update", Progress())
    assert in_folder(tmp_path / "update") == []


@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_disk_that_fills_in_the_middle_leaves_nothing(tmp_path, monkeypatch, size):
    """The disk is a real one of so many megabytes; the room was there when it was asked for."""
    small = tmp_path / "small"
    small.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", f"size={max(4, size * 1024)}k", "tmpfs", str(small)]
    if os.name == "nt" or os.geteuid() != 0 or subprocess.run(mounted, check=False).returncode:
        pytest.skip("only root mounts a small disk")
    try:
        content = archive(extra={"FootRehab-Desktop-9.1.0/program/large": os.urandom(3 * 1024 * 1024)})
        large = offer_of(tmp_path, content)
        monkeypatch.setattr(installing.shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(2**40, 0, 2**40))
        with pytest.raises(failures.NoRoomForUpdateError, match="Program and record are as they were"):
            installing.copy_payload(large, small / "update", Progress())
        assert in_folder(small / "update") == []
    finally:
        subprocess.run(["umount", str(small)], check=True)


def test_a_folder_that_cannot_be_written_to_is_told(offer, tmp_path):
    (tmp_path / "update").write_bytes(b"a file in the way")
    with pytest.raises(failures.UpdateFolderError, match="belongs to you"):
        installing.copy_payload(offer, tmp_path / "update", Progress())


def packed_with(tmp_path, kind, name, leads_to=""):
    """Return an archive that holds one more member of a kind."""
    packed = tmp_path / "packed.tar.xz"
    with tarfile.open(packed, "w:xz") as opened:
        opened.add(__file__, "FootRehab-Desktop-9.1.0/install.sh")
        member = tarfile.TarInfo(name)
        member.type, member.linkname = kind, leads_to
        opened.addfile(member)
    return packed.read_bytes()


@pytest.mark.parametrize("with_filter", [True, False], ids=["any Python", "a Python without a filter"])
@pytest.mark.parametrize(
    ("kind", "name", "leads_to"),
    [
        (tarfile.REGTYPE, "../../outside", ""),
        (tarfile.REGTYPE, "/outside", ""),
        (tarfile.SYMTYPE, "inside/link", "../../outside"),
        (tarfile.LNKTYPE, "link", "../outside"),
        (tarfile.FIFOTYPE, "pipe", ""),
    ],
)
def test_an_archive_never_writes_beyond_its_folder(tmp_path, monkeypatch, with_filter, kind, name, leads_to):
    """It is signed, and yet no path in it may lead elsewhere."""
    if not with_filter:
        monkeypatch.delattr(tarfile, "data_filter", raising=False)
    packed = packed_with(tmp_path, kind, name, leads_to)
    with pytest.raises(failures.ArchiveUnusableError, match="made the release"):
        installing.copy_payload(offer_of(tmp_path, packed), tmp_path / "update", Progress())
    assert not (tmp_path / "outside").exists()
    assert in_folder(tmp_path / "update") == []


def test_links_that_stay_inside_an_archive_come_with_it(tmp_path):
    packed = packed_with(tmp_path, tarfile.SYMTYPE, "FootRehab-Desktop-9.1.0/program/link", "../install.sh")
    script = installing.copy_payload(offer_of(tmp_path, packed), tmp_path / "update", Progress())
    assert (script.parent / "unpacked/FootRehab-Desktop-9.1.0/program/link").read_text().startswith('"""')


@pytest.mark.parametrize(
    "payload",
    [b"no archive at all", archive()[: len(archive()) // 2], b"\xfd7zXZ\0"],
    ids=["no archive", "cut", "its beginning"],
)
def test_an_archive_that_does_not_unpack_is_told(tmp_path, payload):
    with pytest.raises(failures.ArchiveUnusableError):
        installing.copy_payload(offer_of(tmp_path, payload), tmp_path / "update", Progress())
    assert in_folder(tmp_path / "update") == []


def test_an_archive_without_its_script_is_told(tmp_path):
    packed = tmp_path / "packed.tar.xz"
    with tarfile.open(packed, "w:xz") as opened:
        opened.add(__file__, "FootRehab-Desktop-9.1.0/other.txt")
    with pytest.raises(failures.ArchiveUnusableError, match=r"install\.sh is missing"):
        installing.copy_payload(offer_of(tmp_path, packed.read_bytes()), tmp_path / "update", Progress())


def test_a_note_reads_back_and_another_content_is_none(tmp_path):
    note = installing.begun_now("0.1.0", "0.2.0", "20261121T101500000000Z-000000012")
    installing.write_note(tmp_path, note)
    assert installing.read_note(tmp_path) == note
    assert in_folder(tmp_path) == ["update.json"]
    for content in ("", "{}", '{"former": "1", "version": "2"}', "[]", "{" * 5000):
        (tmp_path / "update.json").write_text(content)
        assert installing.read_note(tmp_path) is None
    without_zone = '{"former": "0.1.0", "version": "0.2.0", "backup": "x", "begun_at": "2026-11-21T10:00:00"}'
    (tmp_path / "update.json").write_text(without_zone)
    assert installing.read_note(tmp_path) is None
    with pytest.raises(failures.UpdateFolderError):
        installing.write_note(tmp_path / "not there", UpdateNote("0.1.0", "0.2.0", "", ""))


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A search path with nothing but what a test puts there."""
    folder = tmp_path / "tools"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put_tool(tools: Path, name: str) -> str:
    tool = tools / name
    tool.write_text("#!/bin/sh\n")
    tool.chmod(0o755)
    return str(tool)


def test_a_package_is_installed_by_the_administrator(tmp_path, monkeypatch, tools):
    install(tmp_path / "lib", monkeypatch, kind="deb")
    present = installation.this_installation()
    assert present is not None
    asks, packages = put_tool(tools, "pkexec"), put_tool(tools, "dpkg")
    package = tmp_path / "it's here" / "footrehab-desktop_9.1.0_amd64.deb"
    run = installing.way_to_run(present, package, ("--folder", "/a b"))
    assert run.command == (asks, packages, "--install", str(package))
    assert run.then == (str(present.program), "--folder", "/a b")
    (tools / "pkexec").unlink()
    run = installing.way_to_run(present, package)
    assert run.command == ()
    assert run.typed == f"sudo {packages} --install {shlex.quote(str(package))}"


def test_other_installers_are_started_as_they_are(tmp_path, monkeypatch, tools):
    opens = put_tool(tools, "open")
    for kind, expected in (("windows", ("setup.exe",)), ("macos", (opens, "setup.exe"))):
        install(tmp_path / kind, monkeypatch, kind=kind)
        present = installation.this_installation()
        assert present is not None
        assert installing.way_to_run(present, Path("setup.exe")) == Run(expected)


def end_of_this_program(waiting: Waiting) -> None:
    """Do what the end of this process would do, and wait for what follows."""
    assert waiting.end is not None
    os.close(waiting.end)
    waiting.process.wait(10)


on_linux = pytest.mark.skipif(platform.system() != "Linux", reason="a shell waits on Linux alone")


@on_linux
def test_it_runs_once_this_program_has_ended_and_then_the_program_again(tmp_path):
    told = tmp_path / "told it's"
    run = Run(("sh", "-c", f'echo one >> "{told}"; exit 3'), ("sh", "-c", f'echo two >> "{told}"'))
    waiting = installing.run_after_end(run, tmp_path / "log")
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.process.wait(0.3)
    assert waiting.goes_on()
    assert not told.exists()
    end_of_this_program(waiting)
    assert told.read_text() == "one\ntwo\n"
    assert not waiting.goes_on()


@on_linux
def test_the_installer_puts_its_temporary_files_where_they_usually_lie(tmp_path, monkeypatch):
    """The program's own private folder is emptied when it ends, which is when the installer is at work."""
    monkeypatch.setenv("TMPDIR", "/before")
    monkeypatch.delenv("TEMP", raising=False)
    folder = TemporaryFolder(tmp_path / "temporary").use()
    told = tmp_path / "told"
    run = Run(("sh", "-c", f'echo "$TMPDIR ${{TEMP-not set}}" > "{told}"'))
    waiting = installing.run_after_end(run, tmp_path / "log", usual_places())
    folder.remove()
    end_of_this_program(waiting)
    assert told.read_text() == "/before not set\n"
    assert usual_places() == {}


@on_linux
def test_what_waits_can_be_called_off(tmp_path):
    told = tmp_path / "told"
    waiting = installing.run_after_end(Run(("sh", "-c", f'echo one > "{told}"')), tmp_path / "log")
    waiting.call_off()
    assert not told.exists()


@on_linux
def test_however_the_program_ends_the_installer_runs(tmp_path):
    """A killed program closes its pipe as one that ends by itself does; that no network is allowed changes nothing."""
    told = tmp_path / "told"
    child = os.fork()
    if child == 0:
        silence.refuse_network()
        installing.run_after_end(Run(("sh", "-c", f'echo one > "{told}"')), tmp_path / "log")
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    until = time.monotonic() + 10
    while not told.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert told.exists()


@on_linux
def test_what_the_installer_says_is_kept(tmp_path):
    end_of_this_program(
        installing.run_after_end(Run(("sh", "-c", "echo said; echo wrong >&2")), tmp_path / "installer.log")
    )
    assert installing.installer_words(tmp_path) == "said\nwrong"
    assert installing.installer_words(tmp_path / "nothing") == ""


@on_linux
def test_elsewhere_the_installer_starts_at_once_and_by_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(installing.platform, "system", lambda: "Darwin")
    told = tmp_path / "told"
    waiting = installing.run_after_end(Run(("sh", "-c", f'echo one > "{told}"; sleep 60')), tmp_path / "log")
    until = time.monotonic() + 10
    while not told.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert told.exists()
    assert os.getsid(waiting.process.pid) != os.getsid(0)
    waiting.call_off()
    assert not waiting.goes_on()


@on_linux
def test_where_nothing_can_be_written_nothing_waits(tmp_path):
    with pytest.raises(failures.InstallerNotStartedError, match="by hand"):
        installing.run_after_end(Run(("true",)), tmp_path / "not there" / "log")


def test_an_archive_is_installed_by_its_script_beside_the_present_version(offer, tmp_path, monkeypatch):
    made = install(tmp_path / "prefix", monkeypatch)
    present = installation.this_installation()
    assert present is not None
    payload = installing.copy_payload(offer, tmp_path / "update", Progress())
    run = installing.way_to_run(present, payload)
    subprocess.run(run.command, check=True, capture_output=True)
    assert made.current == "9.1.0"
    assert (made.prefix / "former").readlink() == Path(present.version)
    assert run.then == (str(made.prefix / "current" / "footrehab"),)


def test_other_sizes_need_other_room(offer):
    assert installing.room_needed("deb", 60_000_000) < installing.room_needed("tarball", 60_000_000)
    assert other(release()[0], size=5).installers[0].size == 5
