"""How the program was installed, from its own note; the version kept beside it."""

import json
from pathlib import Path

import pytest

from footrehab_desktop import __version__
from footrehab_desktop.releases import installation
from footrehab_desktop.releases.failures import InstallationDamagedError
from footrehab_desktop.releases.installation import Installation
from tests.support.release_on_stick import install


def this() -> Installation:
    found = installation.this_installation()
    assert found is not None
    return found


def test_a_program_that_runs_from_its_source_has_no_note_and_no_keys():
    assert installation.this_installation() is None
    assert installation.release_keys() == b""


def test_an_installed_program_knows_kind_version_and_keys(tmp_path, monkeypatch):
    made = install(tmp_path, monkeypatch)
    found = this()
    assert (found.kind, found.version, found.built) == ("tarball", __version__, "2026-11-21")
    assert found.program == made.folder / "footrehab"
    assert b"PUBLIC KEY" in installation.release_keys()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"kind": "rpm", "version": "0.1.0", "built": ""}',
        '{"kind": "deb", "version": "1", "built": ""}',
        '{"kind": "deb", "version": 1, "built": ""}',
        '{"kind": "deb", "version": "0.1.0", "built": 5}',
        '{"kind": ["deb"], "version": "0.1.0", "built": "2026-11-21"}',
    ],
)
def test_a_damaged_note_is_told(tmp_path, monkeypatch, content):
    install(tmp_path, monkeypatch)
    this().note.write_text(content)
    with pytest.raises(InstallationDamagedError, match="record is not touched"):
        installation.this_installation()


def test_beside_the_archive_the_link_leads_to_the_former_version(tmp_path, monkeypatch):
    made = install(tmp_path, monkeypatch)
    assert installation.former_version(this()) is None
    made.former_is("0.0.9")
    found = installation.former_version(this())
    assert found is not None
    assert (found.version, found.program) == ("0.0.9", tmp_path / "0.0.9" / "footrehab")
    assert installation.start_after_update(this()) == tmp_path / "current" / "footrehab"


@pytest.mark.parametrize("kind", ["deb", "windows"])
def test_beside_a_package_the_folder_named_former_is_it(tmp_path, monkeypatch, kind):
    made = install(tmp_path, monkeypatch, kind=kind)
    (tmp_path / "current").unlink()
    former = made.folder.with_name(made.folder.name + ".former")
    made.former_is("0.0.9")
    (tmp_path / "former").unlink()
    (tmp_path / "0.0.9").rename(former)
    found = installation.former_version(this())
    assert found is not None
    assert found.program == former / "footrehab"
    assert installation.start_after_update(this()) == made.folder / "footrehab"


def _same_version(former: Path) -> None:
    note = next(former.rglob("installation.json"))
    note.write_text(json.dumps({**json.loads(note.read_text()), "version": __version__}))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda former: (former / "footrehab").unlink(),
        lambda former: next(former.rglob("installation.json")).unlink(),
        lambda former: next(former.rglob("installation.json")).write_text("x"),
        _same_version,
    ],
    ids=["no program", "no note", "damaged note", "same version"],
)
def test_a_former_version_that_cannot_be_started_is_none(tmp_path, monkeypatch, spoil):
    made = install(tmp_path, monkeypatch)
    made.former_is("0.0.9")
    spoil(tmp_path / "0.0.9")
    assert installation.former_version(this()) is None


def test_a_link_to_nowhere_is_none(tmp_path, monkeypatch):
    install(tmp_path, monkeypatch)
    (tmp_path / "former").symlink_to("0.0.9")
    assert installation.former_version(this()) is None


def test_on_windows_the_launcher_inside_the_folder_starts_a_version(tmp_path, monkeypatch):
    install(tmp_path, monkeypatch, kind="windows")
    for folder in (tmp_path / "program", tmp_path / "program.former"):
        note = folder / "python" / "Lib" / "site-packages" / "footrehab_desktop" / "resources" / "installation.json"
        note.parent.mkdir(parents=True)
        version = __version__ if folder.name == "program" else "0.0.9"
        note.write_text(json.dumps({"kind": "windows", "version": version, "built": "2026-11-21"}))
        (folder / "FootRehab Desktop.exe").write_bytes(b"MZ")
        (folder / "python" / "pythonw.exe").write_bytes(b"MZ")
    monkeypatch.setattr(installation, "resource_path", _note_of(tmp_path / "program").parent.joinpath)
    monkeypatch.setattr(installation.sys, "executable", str(tmp_path / "program" / "python" / "pythonw.exe"))
    assert this().program == tmp_path / "program" / "FootRehab Desktop.exe"
    found = installation.former_version(this())
    assert found is not None
    assert (found.version, found.program) == ("0.0.9", tmp_path / "program.former" / "FootRehab Desktop.exe")


def _note_of(folder: Path) -> Path:
    return next(folder.rglob("installation.json"))
