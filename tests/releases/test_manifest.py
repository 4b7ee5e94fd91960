"""The manifest of a release: what is written reads back; whatever else a file may hold is refused with its place."""

import contextlib
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.releases import manifest
from footrehab_desktop.releases.failures import ForeignProductError, FormatUnknownError, ManifestError
from footrehab_desktop.releases.manifest import Installer, ReleaseManifest

DIGEST = "0123456789abcdef" * 4
EXAMPLE = ReleaseManifest(
    version="0.2.0",
    released=date(2026, 11, 21),
    schema="0005",
    oldest_schema="0001",
    rulebook="2026.2",
    news=("Diaries are read from a photo.", "Größer – and faster."),
    installers=(
        Installer("deb", "linux", "x86_64", "footrehab-desktop_0.2.0_amd64.deb", 61_000_000, DIGEST),
        Installer("windows", "windows", "x86_64", "FootRehab-Desktop-0.2.0-windows-x64-setup.exe", 48_000_000, DIGEST),
    ),
    files={"components.cdx.json": DIGEST},
)


def fields(**changes: Any) -> dict[str, Any]:
    return {**json.loads(manifest.to_bytes(EXAMPLE)), **changes}


def first_installer(**changes: Any) -> dict[str, Any]:
    return fields(installers=[{**fields()["installers"][0], **changes}])


def written(values: Any) -> bytes:
    return json.dumps(values).encode()


def test_what_is_written_reads_back_and_is_the_same_each_time():
    content = manifest.to_bytes(EXAMPLE)
    assert manifest.read(content) == EXAMPLE
    assert manifest.to_bytes(manifest.read(content)) == content
    assert list(json.loads(content)) == [
        *("format", "product", "version", "released", "schema", "oldest_schema", "rulebook", "news"),
        *("installers", "files"),
    ]


NAMES = ["../etc/passwd", "/etc/passwd", "a/b", "a\\b", "C:x.exe", "..", ".", "", ".hidden", "a..b", "a b", "end."]
NAMES += ["con", "Nul.txt", "COM1.exe", "é.deb", "a\n.deb", "a;b", "$(x)", "-rf", "x" * 200]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_that_may_lead_elsewhere_is_refused(name):
    with pytest.raises(ManifestError) as refused:
        manifest.read(written(first_installer(file=name)))
    assert refused.value.place == "installers[1].file"
    with pytest.raises(ManifestError) as refused:
        manifest.read(written(fields(files={name: DIGEST})))
    assert refused.value.place.startswith("files.")


@pytest.mark.parametrize(
    ("values", "place"),
    [
        (fields(version="1.0"), "version"),
        (fields(version="01.0.0"), "version"),
        (fields(version="1.0.0\n"), "version"),
        (fields(version=1), "version"),
        (fields(released="2026-13-01"), "released"),
        (fields(released="20261121"), "released"),
        (fields(schema="5"), "schema"),
        (fields(oldest_schema="0006"), "oldest_schema"),
        (fields(rulebook=""), "rulebook"),
        (fields(news="all"), "news"),
        (fields(news=["one", "two\u202e"]), "news[2]"),
        (fields(news=["x" * 501]), "news[1]"),
        (fields(news=["\ud800"]), "news[1]"),
        (fields(news=["x"] * 201), "news"),
        (fields(installers=[]), "installers"),
        (fields(installers={}), "installers"),
        (fields(installers=[1]), "installers[1]"),
        (fields(installers=fields()["installers"][:1] * 2), "installers[2].file"),
        (fields(files=[]), "files"),
        (fields(files={"x.txt": "abc"}), "files.x.txt"),
        (fields(files={"x.txt": DIGEST, "X.TXT": DIGEST}), "files.X.TXT"),
        (fields(files={"manifest.json": DIGEST}), "files.manifest.json"),
        (fields(files={"Manifest.json.sig": DIGEST}), "files.Manifest.json.sig"),
        (first_installer(size=0), "installers[1].size"),
        (first_installer(size=True), "installers[1].size"),
        (first_installer(size=1.0), "installers[1].size"),
        (first_installer(size=2**40), "installers[1].size"),
        (first_installer(sha256=DIGEST.upper()), "installers[1].sha256"),
        (first_installer(kind="rpm"), "installers[1].kind"),
        (first_installer(kind=["deb"]), "installers[1].kind"),
        (first_installer(extra=1), "installers[1].'extra'"),
        (fields(extra=1), "'extra'"),
        (fields(format="1"), "format"),
        ([], "the file"),
        (None, "the file"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(values, place):
    with pytest.raises(ManifestError) as refused:
        manifest.read(written(values))
    assert refused.value.place == place
    assert "manifest.json" in str(refused.value)
    assert "Nothing was changed" in str(refused.value)


@pytest.mark.parametrize("name", list(fields()))
def test_a_missing_field_is_named(name):
    values = fields()
    del values[name]
    with pytest.raises(ManifestError) as refused:
        manifest.read(written(values))
    assert refused.value.place == name


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "line 1, column 1"),
        (b'{"format": 1,', "line 1, column 14"),
        (b"\xff\xfe", "the file"),
        (b'{"format": 1, "format": 1}', "'format'"),
        (b'{"format": NaN}', "NaN"),
        (b'{"format": ' + b"1" * 5000 + b"}", "the file"),
        (b"[" * 200_000, "the file"),
        (b" " * (manifest.LARGEST_MANIFEST + 1), "the file"),
    ],
)
def test_what_is_not_such_a_file_is_refused(content, place):
    with pytest.raises(ManifestError) as refused:
        manifest.read(content)
    assert refused.value.place == place


def test_a_later_format_and_another_product_have_sentences_of_their_own():
    with pytest.raises(FormatUnknownError, match="format 2; this version reads format 1"):
        manifest.read(written({"format": 2}))
    with pytest.raises(ForeignProductError, match="another product"):
        manifest.read(written(fields(product="other")))


def test_what_would_not_be_read_is_not_written():
    with pytest.raises(ManifestError, match=r"news\[1\]"):
        manifest.to_bytes(replace(EXAMPLE, news=("two\nlines",)))
    with pytest.raises(ManifestError):
        manifest.to_bytes(replace(EXAMPLE, rulebook="\ud800"))


def test_versions_compare_as_numbers():
    assert manifest.version_key("0.10.0") > manifest.version_key("0.9.9")
    for text in ("1.0", "1.0.0rc1", "v1.0.0", "1.0.0 "):
        with pytest.raises(ValueError, match=text.strip()):
            manifest.version_key(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(list(fields())), JSON)
def test_any_value_in_any_field_is_taken_whole_or_refused(name, value):
    try:
        content = json.dumps(fields(**{name: value})).encode()
        taken = manifest.read(content)
    except FootRehabError:
        return
    assert manifest.read(manifest.to_bytes(taken)) == taken


@given(st.sampled_from(list(fields()["installers"][0])), JSON)
def test_any_value_in_an_installer_is_taken_whole_or_refused(name, value):
    try:
        taken = manifest.read(json.dumps(first_installer(**{name: value})).encode())
    except FootRehabError:
        return
    assert manifest.read(manifest.to_bytes(taken)) == taken


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(content):
    with pytest.raises(FootRehabError):
        manifest.read(content)


@given(st.data())
def test_a_flipped_or_cut_file_is_read_whole_or_refused(data):
    content = bytearray(manifest.to_bytes(EXAMPLE))
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    cut = bytes(content[: data.draw(st.integers(place + 1, len(content)))])
    with contextlib.suppress(FootRehabError):
        manifest.read(cut)
