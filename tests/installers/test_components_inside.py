"""What is inside is read from what was really taken into a program."""

import json
import os
import shutil
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from installers import components_inside, contents, frozen
from installers.components import table
from installers.product import InstallerError

NAME = "markupsafe"
VERSION = metadata.version(NAME)
LIBRARY = "/lib/x86_64-linux-gnu/libz.so.1"


def cpython_archive(folder: Path, version: str = "3.13.9") -> Path:
    """Return an archive laid out as CPython's for Windows, its library with the version where Windows looks for it."""
    told = "ProductName\0Python\0ProductVersion\0\0" + version + "\0\0"
    path = folder / "python.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("python313.dll", b"MZ" + told.encode("utf-16-le"))
        archive.writestr("LICENSE.txt", "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2\n")
    return path


def wheel_of_an_installed_package(folder: Path) -> Path:
    """Return a wheel made of the metadata of a package that is installed here."""
    distribution = metadata.distribution(NAME)
    path = folder / f"{NAME}-{VERSION}-cp313-cp313-win_amd64.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for file in distribution.files or ():
            if ".dist-info/" in file.as_posix():
                archive.write(str(file.locate()), file.as_posix())
    return path


@pytest.fixture
def windows(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A program folder with one package, the folder of its wheel, and CPython's archive."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    with zipfile.ZipFile(wheel_of_an_installed_package(wheels)) as wheel:
        wheel.extractall(tmp_path / "program" / "lib")
    return tmp_path / "program", wheels, cpython_archive(tmp_path)


def test_a_windows_program_is_told_from_its_folder_its_wheels_and_its_cpython(windows: tuple[Path, Path, Path]):
    program, wheels, archive = windows
    found = {each.name: each for each in components_inside.of_windows_program(program, "lib", wheels, archive)}
    assert found[NAME].version == VERSION
    assert "Pallets" in found[NAME].texts[0]
    assert found["CPython"].version == "3.13.9"
    assert {"Noto Sans", "NSIS installer", "Microsoft Visual C++ runtime"} <= set(found)


def test_a_package_whose_wheel_is_not_there_stops_it(windows: tuple[Path, Path, Path]):
    program, wheels, archive = windows
    shutil.rmtree(wheels)
    wheels.mkdir()
    (wheels / "other.whl").write_bytes((archive).read_bytes())
    with pytest.raises(InstallerError, match=NAME):
        components_inside.of_windows_program(program, "lib", wheels, archive)


def test_a_cpython_without_its_licence_stops_it(windows: tuple[Path, Path, Path]):
    program, wheels, archive = windows
    with zipfile.ZipFile(archive, "w") as emptied:
        emptied.writestr("python313.dll", b"MZ")
    with pytest.raises(InstallerError, match=r"LICENSE\.txt"):
        components_inside.of_windows_program(program, "lib", wheels, archive)


@pytest.mark.skipif(not os.path.exists(LIBRARY), reason="tells of a library of Debian")
def test_a_frozen_program_is_told_from_the_files_that_were_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    source = next(str(file.locate()) for file in metadata.files(NAME) or () if file.name == "__init__.py")
    noted = tmp_path / "contents.json"
    files = [["libz.so.1", LIBRARY], ["libc.so.6", "/lib/x86_64-linux-gnu/libc.so.6"]]
    noted.write_text(json.dumps({"modules": [[NAME, source]], "files": files}))
    monkeypatch.setattr(frozen, "CONTENTS", noted)
    (tmp_path / frozen.INSIDE).mkdir()
    (tmp_path / frozen.INSIDE / "libz.so.1").touch()
    found = {each.name for each in components_inside.of_frozen_program(tmp_path)}
    assert {NAME, "CPython", "DejaVu Sans", "zlib1g"} <= found
    assert "libc6" not in found


def test_what_is_said_not_to_be_inside_pillow_is_left_out_or_never_came():
    assert {"PIL._avif", "PIL._imagingcms", "PIL._webp"} <= set(contents.LEFT_OUT_MODULES)
    files = [file.name.lower() for file in metadata.files("pillow") or ()]
    assert [name for name in files if "imagequant" in name or name.startswith("libfribidi")] == []
    assert set(table()["not_inside"]["pillow"]) == {"FriBiDi", "Little CMS 2", "libavif", "libimagequant", "libwebp"}
