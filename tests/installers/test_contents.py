"""What stays out of the frozen program, by tables: no plugin without use, no library without a user, no stranger."""

import sys
from pathlib import Path

import pytest

from installers import contents, elf, frozen
from installers.product import InstallerError

LINUX_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="reads the libraries of Linux")


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/egldeviceintegrations/libqeglfs-x11-integration.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/imageformats/libqtiff.so",
        "PySide6/Qt/translations/qtbase_de.qm",
        "numpy-2.4.6.dist-info/RECORD",
    ],
)
def test_what_has_no_use_stays_out(place: str):
    assert contents.without_left_out([(place, "source", "BINARY")]) == []


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "PySide6/Qt/plugins/imageformats/libqwebp.so",
        "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
        "PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "PySide6/QtOpenGLWidgets.abi3.so",
        "numpy-2.4.6.dist-info/METADATA",
        "numpy-2.4.6.dist-info/licenses/LICENSE.txt",
        "footrehab_desktop/resources/fonts/NotoSans-Regular.ttf",
    ],
)
def test_what_is_needed_stays_in(place: str):
    entry = (place, "source", "BINARY")
    assert contents.without_left_out([entry]) == [entry]


def test_a_link_goes_with_what_it_leads_to():
    library = ("PySide6/Qt/plugins/platforms/libqvnc.so", "source", "BINARY")
    link = ("libqvnc.so", "PySide6/Qt/plugins/platforms/libqvnc.so", contents.SYMLINK)
    other = ("pkg/libkept.so", "source", "BINARY")
    to_other = ("numpy.libs/libkept.so", "../pkg/libkept.so", contents.SYMLINK)
    assert contents.without_left_out([library, link, other, to_other]) == [other, to_other]


def test_a_library_that_only_a_left_out_plugin_needed_goes_too(monkeypatch: pytest.MonkeyPatch):
    needs = {
        "plugin.so": {"libused.so.1", "libX11.so.6"},
        "libused.so.1": {"libdeep.so.1"},
        "libX11.so.6": {"liborphan.so.1"},
    }
    monkeypatch.setattr(contents, "needed_libraries", lambda _files: needs)
    places = ("libdeep.so.1", "PySide6/Qt/lib/libused.so.1", "libX11.so.6", "liborphan.so.1", "libpython3.11.so.1.0")
    entries = [(place, Path(place).name, "BINARY") for place in places]
    entries.append(("PySide6/Qt/plugins/platforms/plugin.so", "plugin.so", "BINARY"))
    kept = contents.without_unneeded_libraries(entries, contents.is_library_of_every_desktop)
    gone = {place for place, _, _ in entries} - {place for place, _, _ in kept}
    assert gone == {"libX11.so.6", "liborphan.so.1"}


@LINUX_ONLY
def test_what_a_library_is_linked_to_is_read_from_it():
    python = str(Path(sys.executable).resolve())
    assert any(name.startswith("libc.so") for name in elf.needed_libraries([python, __file__])[python])


@LINUX_ONLY
def test_the_c_library_that_is_asked_for_is_the_newest_named():
    version = elf.newest_glibc([sys.executable, *elf.object_files(Path(sys.executable).resolve().parent)])
    major, minor = map(int, version.split("."))
    assert (major, minor) >= (2, 2)


def test_modules_of_development_are_left_out_and_those_that_run_are_not():
    left_out = contents.modules_of_development(contents.locked_distributions())
    assert {"pytest", "mypy", "PyInstaller"} <= set(left_out)
    assert not {"PySide6", "sqlalchemy", "numpy", "footrehab_desktop", "PIL"} & set(left_out)


def test_something_that_the_lock_does_not_name_stops_the_build(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(frozen, "bundled_distributions", lambda: {"numpy": "1", "left-pad": "1"})
    with pytest.raises(InstallerError, match="left-pad"):
        frozen._refuse_foreign_parts()
