"""The Windows installer as far as it is made anywhere: what goes in, what is refused; NSIS takes the recipe."""

import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from installers import product, windows, windows_contents, windows_links, windows_python, windows_setup, windows_wheels
from installers.product import InstallerError
from installers.trial_windows_lend import forwarding_library
from installers.trial_windows_stand_in import stand_in_program
from installers.windows_setup import EXIT_CODES, Product

PE_FILE = forwarding_library("some.dll", {"Name": "kernel32.IsDebuggerPresent"})
PYTHON = ("python.exe", "pythonw.exe", "python3.dll", "python313.dll", "python313.zip", "vcruntime140.dll", "_ssl.pyd")


def python_archive(path: Path, folder: str = "", names: tuple[str, ...] = PYTHON, program: bytes = PE_FILE) -> str:
    """Write an archive laid out as python.org's and return its SHA-256."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(folder + name, program)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_lock_is_read_for_windows_and_the_version_of_python():
    lock = windows_wheels.LOCK.read_text(encoding="utf-8")
    for minor in (11, 13):
        found = {each.name: each for each in windows_wheels.locked_for_windows(minor, lock)}
        assert {"colorama", "numpy", "pyside6-essentials", "sqlcipher3"} <= set(found)
        assert all(each.digests and each.version for each in found.values())
    markers = "a==1 ; python_version < '3.12' \\\n    --hash=sha256:" + "0" * 64
    assert windows_wheels.locked_for_windows(11, markers)[0].line == "a==1 --hash=sha256:" + "0" * 64
    assert windows_wheels.locked_for_windows(13, markers) == ()
    assert windows_wheels.locked_for_windows(13, "b==1 ; sys_platform == 'linux'") == ()


def test_a_wheel_with_other_bytes_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lock = tmp_path / "run.txt"
    lock.write_text(f"six==1.0 --hash=sha256:{'0' * 64}\n")
    monkeypatch.setattr(windows_wheels, "LOCK", lock)
    monkeypatch.setattr(windows_wheels, "_download", lambda *_: None)
    (tmp_path / "six-1.0-py3-none-any.whl").write_bytes(b"tampered")
    with pytest.raises(InstallerError, match="six"):
        windows_wheels.fetch_wheels(13, tmp_path)


def test_a_wheel_that_reaches_elsewhere_is_refused(tmp_path: Path):
    wheel = tmp_path / "bad-1.0-py3-none-any.whl"
    for entry in ("../outside.py", "bad-1.0.data/scripts/run"):
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(entry, "x")
        with pytest.raises(InstallerError, match="elsewhere"):
            windows_wheels.unpack([wheel], tmp_path / "target")


def test_cpython_is_checked_and_shut_off(tmp_path: Path):
    archive = tmp_path / "python.zip"
    digest = python_archive(archive)
    python = windows_python.read_windows_python(archive, digest.upper(), rehearsal=False)
    assert python.minor == 13
    left_out = windows_python.unpack(python, tmp_path / "python")
    names = {path.name for path in (tmp_path / "python").iterdir()}
    assert left_out == ("_ssl.pyd",)
    assert names == {*PYTHON, "python313._pth"} - {"_ssl.pyd"}
    lines = (tmp_path / "python" / "python313._pth").read_text().split()
    assert lines == ["python313.zip", ".", "..\\lib"]  # no "import site": nothing of the user's Python is loaded


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"names": PYTHON[:3]}, "holds no Python"),
        ({"names": PYTHON[1:]}, "has no python.exe"),
        ({"folder": "cp313/"}, "good for --rehearsal only"),
        ({"program": PE_FILE.replace(b"\x64\x86", b"\x64\xaa", 1)}, "another processor"),
        ({"program": b"MZ, cut off"}, "not a 64-bit program"),
    ],
)
def test_another_archive_is_refused_with_the_reason(tmp_path: Path, changed: dict[str, object], sentence: str):
    archive = tmp_path / "python.zip"
    digest = python_archive(archive, **changed)  # type: ignore[arg-type] - one of its options
    with pytest.raises(InstallerError, match=sentence):
        windows_python.read_windows_python(archive, digest, rehearsal=False)


def test_a_file_with_another_digest_is_refused(tmp_path: Path):
    archive = tmp_path / "python.zip"
    python_archive(archive)
    with pytest.raises(InstallerError, match="not the file you named"):
        windows_python.read_windows_python(archive, "0" * 64, rehearsal=True)
    archive.write_bytes(b"no archive")
    with pytest.raises(InstallerError, match="not a ZIP"):
        windows_python.read_windows_python(archive, hashlib.sha256(b"no archive").hexdigest(), rehearsal=True)


def test_a_repack_serves_a_rehearsal_which_never_goes_to_dist(tmp_path: Path):
    archive = tmp_path / "python.zip"
    digest = python_archive(archive, folder="cp313/")
    assert windows_python.read_windows_python(archive, digest, rehearsal=True).folder == "cp313/"
    rehearsal = Product("0.1.0", rehearsal=True)
    assert product.DIST not in windows.target_path(rehearsal).parents
    assert "rehearsal" in rehearsal.title
    assert windows.target_path(Product(product.version())) == product.DIST / product.windows_name()


# Refuses the modules that are left out of the Windows program, then loads and uses ours.
_WITHOUT = """
import importlib, pkgutil, sys, sysconfig
from pathlib import Path
from installers.windows_contents import is_kept
SITE = Path(sysconfig.get_path("purelib"))
class Refuse:
    def find_spec(self, name, path=None, target=None):
        place = name.replace(".", "/")
        if name.split(".")[0] not in FOREIGN:
            return
        forms = [place + "/__init__.py"] if (SITE / place).is_dir() else [place + ".py", place + ".pyd"]
        if not any(map(is_kept, forms)):
            raise ModuleNotFoundError(name)
FOREIGN = set("{names}".split())
sys.meta_path.insert(0, Refuse())
import footrehab_desktop
for module in pkgutil.walk_packages(footrehab_desktop.__path__, "footrehab_desktop."):
    if "migrations" not in module.name and not module.name.endswith("__main__"):
        importlib.import_module(module.name)
from PySide6.QtWidgets import QApplication
app = QApplication([])
import pyqtgraph
plot = pyqtgraph.PlotWidget()
plot.plot([1, 2, 3])
plot.grab()
from footrehab_desktop.cli import main
sys.exit(main(["demo", "--patients", "1", "--out", sys.argv[1]]))
"""


@pytest.mark.long
def test_the_program_misses_nothing_that_is_left_out(tmp_path: Path):
    names = "PIL PySide6 alembic bidi cffi charset_normalizer colorama cryptography mako numpy platformdirs pycparser "
    names += "pypdfium2 pypdfium2_raw pypdfium2_cli pyqtgraph rapidfuzz reportlab shiboken6 sqlalchemy sqlcipher3"
    script = _WITHOUT.replace("{names}", names)
    environment = {"PYTHONPATH": f"{product.ROOT / 'packaging'}", "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "demo")],
        cwd=product.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "demo" / "contact_sheet.pdf").is_file()


def test_what_is_kept_and_left_out_of_wheels():
    kept = ("PySide6/QtCore.pyd", "PySide6/plugins/platforms/qwindows.dll", "sqlalchemy/dialects/sqlite/base.py")
    left = ("PySide6/Qt6Quick.dll", "PySide6/translations/qt_de.qm", "PIL/_avif.cp313-win_amd64.pyd", "a/tests/b.py")
    assert all(map(windows_contents.is_kept, kept))
    assert not any(map(windows_contents.is_kept, left))
    assert windows_contents.is_kept("cryptography-50.dist-info/licenses/LICENSE.APACHE")


def test_a_library_that_another_one_needs_is_missed(tmp_path: Path):
    windows_setup.make_launcher(Product("0.1.0"), tmp_path / "launcher.exe")
    assert "kernel32.dll" in windows_links.PeFile((tmp_path / "launcher.exe").read_bytes(), "launcher").libraries()
    assert windows_links.missing_libraries(tmp_path, ["KERNEL32.dll", "other.dll"]) == ("launcher.exe -> kernel32.dll",)
    assert windows_links.missing_libraries(tmp_path, []) == ()


def test_nsis_takes_the_recipe_and_makes_the_same_bytes_again(tmp_path: Path):
    made = Product(product.version())
    stand_in_program(made, tmp_path / "program")
    for name in ("first", "second"):
        windows_setup.make_installer(made, tmp_path / "program", tmp_path / name / "app-setup.exe")
    first, second = ((tmp_path / name / "app-setup.exe").read_bytes() for name in ("first", "second"))
    assert first == second
    assert windows_links.PeFile(first, "installer").machine == windows_links.AMD64
    assert made.version.encode("utf-16-le") in first
    assert windows_setup.DESCRIPTION.encode("utf-16-le") in first


def test_files_are_listed_in_one_order_with_their_signs(tmp_path: Path):
    for name in ("b.txt", "a $x/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    lines = windows_setup.file_list(tmp_path).splitlines()
    assert lines[0] == 'SetOutPath "$INSTDIR\\program.new\\a $$x"'
    assert [line.rpartition("/")[2] for line in lines if line.startswith("File")] == ['c.txt"', 'b.txt"']
    assert lines[2] == 'SetOutPath "$INSTDIR\\program.new"'


def test_the_page_tells_every_exit_code_and_nothing_is_left_to_fill_in():
    page = windows_setup.page(Product("0.1.0"))
    assert all(sentence in page for _, sentence in EXIT_CODES.values())
    assert "@" not in page
    assert ".footrehab-library" in page
    assert max(map(len, page.splitlines())) <= 100
    assert len({code for code, _ in EXIT_CODES.values()}) == len(EXIT_CODES)


@pytest.mark.parametrize("version", ["0.1", "0.1.0rc1", "0.1.0.2", ""])
def test_a_version_that_windows_cannot_compare_is_refused(version: str):
    with pytest.raises(InstallerError, match="three numbers"):
        _ = Product(version).numbers


def test_the_two_options_of_cpython_go_together():
    with pytest.raises(InstallerError, match="go together"):
        windows.build(["--windows-python", "python.zip"])
