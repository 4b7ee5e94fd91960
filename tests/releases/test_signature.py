"""Signatures of releases: only an untouched manifest signed with a known key passes."""

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.releases import signature
from footrehab_desktop.releases.failures import NoReleaseKeysError, ReleaseKeysDamagedError, SignatureWrongError

CONTENT = b'{"format": 1}\n'
PRIVATE, PUBLIC = signature.new_signing_key()
OTHER_PRIVATE, OTHER_PUBLIC = signature.new_signing_key()
SIGNED = signature.sign(CONTENT, PRIVATE)


def test_a_signature_is_one_line_and_fits_any_of_the_keys():
    assert len(SIGNED) == 89
    assert SIGNED.endswith(b"==\n")
    signature.check(CONTENT, SIGNED, PUBLIC)
    signature.check(CONTENT, SIGNED, b"# former and present key\n" + OTHER_PUBLIC + PUBLIC)
    signature.check(CONTENT, SIGNED.replace(b"\n", b"\r\n"), PUBLIC)
    assert signature.public_key_of(PRIVATE) == PUBLIC


def test_another_key_and_another_content_are_refused():
    with pytest.raises(SignatureWrongError, match="not used"):
        signature.check(CONTENT, SIGNED, OTHER_PUBLIC)
    with pytest.raises(SignatureWrongError):
        signature.check(CONTENT + b" ", SIGNED, PUBLIC)
    with pytest.raises(SignatureWrongError):
        signature.check(CONTENT, signature.sign(CONTENT, OTHER_PRIVATE), PUBLIC)


@given(st.integers(0, len(CONTENT) - 1), st.integers(1, 255))
def test_every_changed_byte_of_the_manifest_is_noticed(place, flipped):
    changed = bytearray(CONTENT)
    changed[place] ^= flipped
    with pytest.raises(SignatureWrongError):
        signature.check(bytes(changed), SIGNED, PUBLIC)


@given(st.binary(max_size=120))
def test_whatever_stands_in_the_signature_file_is_refused(content):
    with pytest.raises(SignatureWrongError):
        signature.check(CONTENT, content, PUBLIC)


@pytest.mark.parametrize(
    "content",
    [b"", SIGNED[:-3], SIGNED + b"\n", SIGNED + SIGNED, b" " + SIGNED, b"A" * 84 + b"\n"],
    ids=["empty", "cut", "a line more", "twice", "indented", "too short"],
)
def test_a_signature_in_another_form_is_refused(content):
    with pytest.raises(SignatureWrongError):
        signature.check(CONTENT, content, PUBLIC)


def test_a_program_without_keys_says_so():
    with pytest.raises(NoReleaseKeysError, match="without release keys"):
        signature.check(CONTENT, SIGNED, b" \n")


def test_damaged_and_foreign_keys_are_told():
    foreign = X25519PrivateKey.generate().public_key()
    form = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    for keys in (b"rubbish", PUBLIC[:60], PUBLIC.replace(b"MCowBQ", b"MCowBR"), foreign.public_bytes(*form) + PUBLIC):
        with pytest.raises(ReleaseKeysDamagedError, match=r"release_keys\.pem"):
            signature.check(CONTENT, SIGNED, keys)


def test_a_signing_key_under_a_passphrase_needs_it():
    private, public = signature.new_signing_key(b"brass lamp")
    signature.check(CONTENT, signature.sign(CONTENT, private, b"brass lamp"), public)
    for passphrase in (b"", b"wrong"):
        with pytest.raises(ValueError, match=r".+"):
            signature.sign(CONTENT, private, passphrase)
    with pytest.raises(ValueError, match=r".+"):
        signature.sign(CONTENT, PRIVATE, b"none was set")


def test_keys_are_compared_by_the_digits_of_their_sha256():
    found = signature.fingerprints(PUBLIC + OTHER_PUBLIC)
    assert [len(each.split()) for each in found] == [16, 16]
    assert found[0] != found[1]
    assert signature.fingerprints(b"") == ()
    with pytest.raises(ReleaseKeysDamagedError):
        signature.fingerprints(b"no key")
