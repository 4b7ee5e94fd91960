"""The release folder: gathered from what was built, signed, checked by other means, the same bytes each time."""

import base64
import json
import shutil
import subprocess
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from footrehab_desktop.releases import manifest, signature
from footrehab_desktop.releases.progress import Progress
from footrehab_desktop.releases.stick import Present, best_offer, check_payload
from installers import components_inside, components_system, product, release, release_check, release_record, signing
from installers.components import Packages, python_component
from installers.product import InstallerError
from installers.release_check import SUMS

PASSPHRASE = "seven quiet herons at low tide"
CHANGELOG = f"""# Changelog

## Unreleased

- Not yet.

## {product.version()} (2026-11-21)

Words before the list.

### For the practice
- Installs without `internet`; see [the notes](README.md). Nothing else is needed.
- A line that goes on
  below.

## 0.0.1 (2026-01-31)

- Older.
"""
INSIDE = ("markupsafe", "python-bidi", "sqlcipher3")


@pytest.fixture(scope="module")
def components() -> tuple[Any, ...]:
    """A few real components."""
    found = [python_component(name, metadata.version(name), Packages()) for name in INSIDE]
    return (*found, components_system.own_cpython(), *components_system.fonts())


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(signing.PASSPHRASE_VARIABLE, PASSPHRASE)
    path = tmp_path / "release.pem"
    signing.new_signing_key(["--out", str(path)])
    return path


@pytest.fixture
def dist(tmp_path: Path, key: Path, components: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two finished installers with their records, and a change log that knows the version."""
    folder = tmp_path / "dist"
    folder.mkdir()
    monkeypatch.setattr(product, "DIST", folder)
    monkeypatch.setattr(release_record, "source", lambda: "0123456789abcdef")
    changelog = tmp_path / "CHANGELOG.md"
    changelog.write_text(CHANGELOG, encoding="utf-8")
    monkeypatch.setattr(release, "CHANGELOG", changelog)
    for name, kind in ((product.deb_name(), "deb"), (product.windows_name(), "windows")):
        (folder / name).write_bytes(f"the installer {kind}".encode() * 1000)
        release_record.note(folder / name, kind, components, signing.release_keys_pem(key))
    return folder


def change_record(dist: Path, **values: Any) -> None:
    path = release_record.record_path(dist / product.deb_name())
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def test_the_folder_holds_everything_a_practice_is_promised(dist: Path, key: Path):
    folder = release.make_release(key, dist)
    assert folder.name == f"FootRehab-Desktop-{product.version()}"
    assert {path.name for path in folder.iterdir()} == {
        product.deb_name(),
        product.windows_name(),
        "SHA256SUMS",
        "manifest.json",
        "manifest.json.sig",
        "components.cdx.json",
        "third-party-licences.txt",
        "release-notes.txt",
        "install-and-first-steps.pdf",
        "check-this-stick.pdf",
    }
    told = manifest.read((folder / "manifest.json").read_bytes())
    assert (told.version, told.schema, told.oldest_schema) == (product.version(), product.schema(), "0001")
    assert told.news == (
        "Installs without internet; see the notes. Nothing else is needed.",
        "A line that goes on below.",
    )
    assert [(each.kind, each.system) for each in told.installers] == [("windows", "windows"), ("deb", "linux")]
    assert set(told.files) == {
        "components.cdx.json",
        "third-party-licences.txt",
        "release-notes.txt",
        "install-and-first-steps.pdf",
        "check-this-stick.pdf",
    }
    assert sorted(path.name for path in dist.iterdir() if path.name.startswith(".")) == []


def test_an_older_program_takes_it_from_the_stick(dist: Path, key: Path):
    folder = release.make_release(key, dist)
    keys = signing.release_keys_pem(key) or b""
    present = Present(version="0.0.1", kind="deb", architecture="x86_64", keys=keys, record_schema="0003")
    offer = best_offer([dist], present)
    assert offer.payload == folder / product.deb_name()
    check_payload(offer, Progress())


def test_the_same_installers_give_the_same_bytes(dist: Path, key: Path, tmp_path: Path):
    first, second = (release.make_release(key, tmp_path / name) for name in ("first", "second"))
    assert {path.name: path.read_bytes() for path in first.iterdir()} == {
        path.name: path.read_bytes() for path in second.iterdir()
    }
    assert {path.stat().st_mtime for path in first.iterdir()} == {product.source_date_epoch()}


def test_the_list_of_components_tells_nothing_of_the_moment(dist: Path, key: Path):
    folder = release.make_release(key, dist)
    told = json.loads((folder / "components.cdx.json").read_bytes())
    assert told["bomFormat"] == "CycloneDX"
    assert "serialNumber" not in told
    assert "timestamp" not in json.dumps(told)
    named = {each["name"]: each for each in told["components"]}
    assert {*INSIDE, "CPython", "Noto Sans"} <= set(named)
    parts = {part["name"] for part in named["sqlcipher3"]["components"]}
    assert parts == {"SQLCipher", "SQLite", "OpenSSL"}


REFUSALS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a rehearsal": (lambda dist: change_record(dist, rehearsal=True), "is a rehearsal"),
    "another version": (lambda dist: change_record(dist, version="9.9.9"), "version 9.9.9"),
    "another schema": (lambda dist: change_record(dist, schema="0001"), "schema 0001"),
    "no release key": (lambda dist: change_record(dist, release_keys=[]), "without --signing-key"),
    "changed source": (lambda dist: change_record(dist, source="0123+changes"), "no commit holds"),
    "other source": (lambda dist: change_record(dist, source="fedcba"), "different commits"),
    "no record": (lambda dist: release_record.record_path(dist / product.deb_name()).unlink(), "build it again"),
    "changed installer": (lambda dist: (dist / product.deb_name()).write_bytes(b"other"), "was changed after"),
    "leftovers": (lambda dist: (dist / product.deb_name("0.0.1")).write_bytes(b"x"), "is not of version"),
    "nothing built": (lambda dist: [path.unlink() for path in dist.iterdir()], "There is no installer"),
    "format": (lambda dist: change_record(dist, format=2), "another format"),
    "change log": (lambda _dist: release.CHANGELOG.write_text("## Unreleased\n- x\n"), "has no section"),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_what_no_practice_should_get_is_refused(what: str, dist: Path, key: Path, tmp_path: Path):
    harm, words = REFUSALS[what]
    harm(dist)
    with pytest.raises(InstallerError, match=words):
        release.make_release(key, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_installers_built_for_another_key_are_refused(dist: Path, tmp_path: Path):
    other = tmp_path / "other.pem"
    signing.new_signing_key(["--out", str(other)])
    with pytest.raises(InstallerError, match="another release key"):
        release.make_release(other, tmp_path / "out")


def test_a_release_is_never_overwritten_and_a_failed_one_leaves_nothing(
    dist: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    release.make_release(key, dist)
    with pytest.raises(InstallerError, match="is there already"):
        release.make_release(key, dist)
    public = key.with_name(key.name + signing.PUBLIC_SUFFIX)
    with pytest.raises(InstallerError, match="public half"):
        release.make_release(public, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_component_without_its_licence_stops_the_release(
    dist: Path, key: Path, components: tuple[Any, ...], tmp_path: Path
):
    from installers.components import Component

    nameless = (*components, Component("mystery", "1.0", "MIT"))
    release_record.note(dist / product.deb_name(), "deb", nameless, signing.release_keys_pem(key))
    with pytest.raises(InstallerError, match=r"mystery 1\.0 \(MIT\)"):
        release.make_release(key, tmp_path / "out")


def test_the_stick_is_checked_by_its_files_alone(dist: Path, key: Path, capsys: pytest.CaptureFixture[str]):
    folder = release.make_release(key, dist)
    public = key.with_name(key.name + signing.PUBLIC_SUFFIX)
    release_check.check_stick(["--folder", str(folder), "--public-key", str(public)])
    assert "9 files are as" in capsys.readouterr().out


HARMS: dict[str, tuple[Callable[[Path], Any], str]] = {
    "changed installer": (lambda folder: (folder / product.deb_name()).write_bytes(b"x"), "was changed"),
    "missing sheet": (lambda folder: (folder / "check-this-stick.pdf").unlink(), "is missing"),
    "added file": (lambda folder: (folder / "autorun.inf").write_bytes(b"x"), "is not in SHA256SUMS"),
    "no sums": (lambda folder: (folder / SUMS).unlink(), "no SHA256SUMS"),
    "odd sums": (lambda folder: (folder / SUMS).write_text("abc\n"), "another form"),
    "swapped": (lambda folder: swap(folder), "tells another SHA-256"),
    "added and summed": (lambda folder: add_with_sum(folder), "does not know"),
}


def swap(folder: Path) -> None:
    """Exchange an installer and write the sums anew, as somebody would who wants it unseen."""
    (folder / product.deb_name()).write_bytes(b"something else")
    sum_up(folder)


def add_with_sum(folder: Path) -> None:
    (folder / "extra.exe").write_bytes(b"something else")
    sum_up(folder)


def sum_up(folder: Path) -> None:
    names = sorted(path.name for path in folder.iterdir() if path.name != SUMS)
    (folder / SUMS).write_text("".join(f"{release_record.file_digest(folder / name)}  {name}\n" for name in names))


@pytest.mark.parametrize("what", HARMS)
def test_a_harmed_stick_is_told_with_the_file(what: str, dist: Path, key: Path):
    folder = release.make_release(key, dist)
    harm, words = HARMS[what]
    harm(folder)
    with pytest.raises(InstallerError, match=words):
        release_check.check_stick(["--folder", str(folder)])


def test_a_manifest_signed_by_somebody_else_is_told(dist: Path, key: Path, tmp_path: Path):
    folder = release.make_release(key, dist)
    other = tmp_path / "other.pem"
    signing.new_signing_key(["--out", str(other)])
    (folder / "manifest.json.sig").write_bytes(signing.sign((folder / "manifest.json").read_bytes(), other))
    sum_up(folder)
    public = key.with_name(key.name + signing.PUBLIC_SUFFIX)
    assert release_check.problems_of(folder) == ()
    with pytest.raises(InstallerError, match="signature does not fit"):
        release_check.check_stick(["--folder", str(folder), "--public-key", str(public)])


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="compares with sha256sum")
def test_the_sums_are_in_the_form_of_sha256sum(dist: Path, key: Path):
    folder = release.make_release(key, dist)
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", SUMS], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert done.stdout.count(": OK") == 9


def test_the_signature_is_one_line_of_base64(dist: Path, key: Path):
    folder = release.make_release(key, dist)
    signed = (folder / "manifest.json.sig").read_bytes()
    assert signed.count(b"\n") == 1
    assert len(base64.b64decode(signed)) == 64
    signature.check((folder / "manifest.json").read_bytes(), signed, signing.release_keys_pem(key) or b"")


def test_the_lock_tells_what_each_archive_may_be():
    allowed = components_inside.lock_digests(components_inside.LOCK.read_text(encoding="utf-8"))
    assert all(len(digest) == 64 for digests in allowed.values() for digest in digests)
    assert len(allowed) > 20
    assert all(digests for digests in allowed.values())
