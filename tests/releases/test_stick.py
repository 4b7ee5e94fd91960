"""Releases on a stick: found wherever they lie, refused with the reason when anything about them is not right."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.releases import failures, manifest, signature, stick
from footrehab_desktop.releases.manifest import PRODUCT
from footrehab_desktop.releases.progress import Progress
from footrehab_desktop.releases.stick import Present
from tests.support.release_on_stick import NEW, other, put_on_stick, release, throwaway_key

PRESENT = Present("0.1.0", "tarball", "x86_64", throwaway_key()[1], "0004")


def refusal(folder: Path, present: Present = PRESENT) -> FootRehabError:
    with pytest.raises(FootRehabError) as refused:
        stick.check_payload(stick.offer_in(folder, present), Progress())
    return refused.value


def signed_anew(folder: Path, values: object) -> None:
    """Write any content as a manifest, with a signature that fits."""
    content = json.dumps(values).encode()
    (folder / "manifest.json").write_bytes(content)
    (folder / "manifest.json.sig").write_bytes(signature.sign(content, throwaway_key()[0]))


def test_a_release_is_found_itself_on_the_stick_and_two_folders_below(tmp_path):
    folder = put_on_stick(tmp_path / "stick" / "from the post")
    for place in (folder, folder.parent, tmp_path / "stick"):
        assert stick.find_releases(place) == (folder,)
    assert stick.find_releases(tmp_path) == ()
    assert stick.find_releases(tmp_path / "not there") == ()


def test_backups_on_the_same_stick_are_no_releases(tmp_path):
    backup = tmp_path / "FootRehab backups" / "20261121T101500000000Z-000000012"
    backup.mkdir(parents=True)
    (backup / "manifest.json").write_text(json.dumps({"format": 1, "program": "0.1.0", "schema": "0004"}))
    folder = put_on_stick(tmp_path)
    assert stick.find_releases(tmp_path) == (folder,)


def test_what_fits_is_offered_and_its_installer_is_whole(tmp_path):
    folder = put_on_stick(tmp_path)
    offer = stick.best_offer([tmp_path], PRESENT)
    progress = Progress()
    stick.check_payload(offer, progress)
    assert (offer.folder, offer.manifest.version) == (folder, NEW)
    assert progress.done == progress.total == offer.payload.stat().st_size


def test_of_several_releases_the_newest_that_fits_is_offered(tmp_path):
    for version in ("9.2.0", "9.10.0", "9.9.9", "0.0.9"):
        put_on_stick(tmp_path, release(version)[0], release(version)[1])
    newest = put_on_stick(tmp_path, release("9.99.0")[0], release("9.99.0")[1])
    (newest / "manifest.json").write_bytes((newest / "manifest.json").read_bytes() + b" ")
    assert stick.best_offer([tmp_path], PRESENT).manifest.version == "9.10.0"


def test_a_changed_release_is_told_of_before_one_that_is_only_old(tmp_path):
    changed = put_on_stick(tmp_path)
    (changed / "manifest.json").write_bytes((changed / "manifest.json").read_bytes() + b" ")
    put_on_stick(tmp_path, release("0.0.9")[0])
    put_on_stick(tmp_path / "A", release("0.1.0")[0])
    with pytest.raises(failures.SignatureWrongError):
        stick.best_offer([tmp_path], PRESENT)


def test_where_there_is_none_the_place_is_named(tmp_path):
    with pytest.raises(failures.NoReleaseFoundError, match=str(tmp_path)):
        stick.best_offer([tmp_path], PRESENT, tmp_path)
    with pytest.raises(failures.NoReleaseFoundError, match="any stick"):
        stick.best_offer([], PRESENT)


REFUSED: dict[str, tuple[Callable[[Path], object], type[FootRehabError], str]] = {
    "no signature": (
        lambda folder: (folder / "manifest.json.sig").unlink(),
        failures.SignatureMissingError,
        "nobody can tell who made",
    ),
    "another key": (
        lambda folder: (folder / "manifest.json.sig").write_bytes(
            signature.sign((folder / "manifest.json").read_bytes(), signature.new_signing_key()[0])
        ),
        failures.SignatureWrongError,
        "do not start its installer",
    ),
    "news changed": (
        lambda folder: (folder / "manifest.json").write_bytes(
            (folder / "manifest.json").read_bytes().replace(b"Charts", b"Carts!")
        ),
        failures.SignatureWrongError,
        "changed after it was signed",
    ),
    "another product": (
        lambda folder: signed_anew(folder, {"format": 1, "product": "other"}),
        failures.ForeignProductError,
        "another product",
    ),
    "later format": (
        lambda folder: signed_anew(folder, {"format": 2, "product": PRODUCT}),
        failures.FormatUnknownError,
        "format 2",
    ),
    "half a manifest": (
        lambda folder: signed_anew(folder, {"format": 1, "product": PRODUCT}),
        failures.ManifestError,
        "version is missing",
    ),
    "installer missing": (
        lambda folder: next(folder.glob("*.tar.xz")).unlink(),
        failures.PayloadMissingError,
        "not in the release folder",
    ),
    "installer cut short": (
        lambda folder: next(folder.glob("*.tar.xz")).write_bytes(next(folder.glob("*.tar.xz")).read_bytes()[:-1]),
        failures.PayloadWrongError,
        "bytes instead of",
    ),
    "installer changed": (
        lambda folder: next(folder.glob("*.tar.xz")).write_bytes(
            b"\0" + next(folder.glob("*.tar.xz")).read_bytes()[1:]
        ),
        failures.PayloadWrongError,
        "its content differs",
    ),
    "installer is a folder": (
        lambda folder: next(folder.glob("*.tar.xz")).rename(folder / "away") and _folder_in_place(folder),
        failures.PayloadWrongError,
        "not as it was signed",
    ),
}


def _folder_in_place(folder: Path) -> None:
    (folder / release()[0].installers[0].file).mkdir()


@pytest.mark.parametrize(("change", "kind", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_right_is_refused_with_the_reason(tmp_path, change, kind, words):
    folder = put_on_stick(tmp_path)
    change(folder)
    refused = refusal(folder)
    assert isinstance(refused, kind)
    assert words in str(refused)


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"version": NEW}, failures.NotNewerError, "the version you have"),
        ({"version": "10.0.0"}, failures.NotNewerError, "older than the one you have"),
        ({"architecture": "arm64"}, failures.OtherSystemError, "Linux archive, arm64"),
        ({"kind": "windows"}, failures.OtherSystemError, "it has: Linux archive, x86_64"),
        ({"record_schema": "0099"}, failures.SchemaOlderError, "yours has format 0099"),
        ({"record_schema": "0000"}, failures.RecordTooOldError, "from format 0001 on"),
        ({"keys": b""}, failures.NoReleaseKeysError, "without release keys"),
    ],
)
def test_what_does_not_fit_this_computer_is_refused_with_the_reason(tmp_path, changes, kind, words):
    folder = put_on_stick(tmp_path)
    refused = refusal(folder, replace(PRESENT, **changes))
    assert isinstance(refused, kind)
    assert words in str(refused)


def test_a_file_beyond_the_folder_cannot_even_be_named(tmp_path):
    made, content = release()
    with pytest.raises(failures.ManifestError):
        put_on_stick(tmp_path, other(made, file="../outside.deb"), content)


def test_stopping_ends_the_check(tmp_path):
    offer = stick.offer_in(put_on_stick(tmp_path), PRESENT)
    progress = Progress()
    progress.stop()
    with pytest.raises(failures.StoppedError):
        stick.check_payload(offer, progress)


def test_a_stick_pulled_out_is_told(tmp_path):
    folder = put_on_stick(tmp_path)
    offer = stick.offer_in(folder, PRESENT)
    shutil.rmtree(folder)
    with pytest.raises(failures.PayloadMissingError):
        stick.check_payload(offer, Progress())
    folder.parent.joinpath(folder.name).write_bytes(b"")
    with pytest.raises(FootRehabError):
        stick.check_payload(offer, Progress())


@given(st.integers(0), st.integers(1, 255))
def test_every_changed_byte_of_an_installer_is_noticed(tmp_path_factory, place, flipped):
    folder = put_on_stick(tmp_path_factory.mktemp("stick"))
    offer = stick.offer_in(folder, PRESENT)
    content = bytearray(offer.payload.read_bytes())
    content[place % len(content)] ^= flipped
    offer.payload.write_bytes(content)
    with pytest.raises(failures.PayloadWrongError):
        stick.check_payload(offer, Progress())


def test_a_manifest_larger_than_any_real_one_is_not_read(tmp_path):
    folder = put_on_stick(tmp_path)
    content = b" " * (manifest.LARGEST_MANIFEST + 10)
    (folder / "manifest.json").write_bytes(content)
    (folder / "manifest.json.sig").write_bytes(signature.sign(content, throwaway_key()[0]))
    assert isinstance(refusal(folder), failures.SignatureWrongError)
