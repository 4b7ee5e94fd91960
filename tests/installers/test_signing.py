"""Release keys: made once, never overwritten, never readable by others, and put into what is built."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from footrehab_desktop.releases import signature
from footrehab_desktop.releases.failures import SignatureWrongError
from installers import signing
from installers.product import ROOT, InstallerError

PASSPHRASE = "seven quiet herons at low tide"


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new release key with a passphrase, which the environment knows."""
    monkeypatch.setenv(signing.PASSPHRASE_VARIABLE, PASSPHRASE)
    path = tmp_path / "release key é.pem"
    signing.new_signing_key(["--out", str(path)])
    return path


def public_of(key: Path) -> Path:
    return key.with_name(key.name + signing.PUBLIC_SUFFIX)


def test_a_new_key_is_encrypted_private_and_said_how_to_keep(
    capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
):
    key: Path = request.getfixturevalue("key")
    said = capsys.readouterr().out
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in key.read_bytes()
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert public_of(key).read_text() in said
    assert "two sticks" in said
    assert PASSPHRASE not in said
    with pytest.raises(ValueError, match=r".+"):
        signature.public_key_of(key.read_bytes(), b"another passphrase")


def test_a_key_is_never_overwritten(key: Path):
    before = key.read_bytes()
    with pytest.raises(InstallerError, match="never overwritten"):
        signing.new_signing_key(["--out", str(key)])
    key.unlink()
    with pytest.raises(InstallerError, match="never overwritten"):
        signing.new_signing_key(["--out", str(key)])
    assert not key.exists()
    assert before


def test_a_key_does_not_lie_in_the_source(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(signing.PASSPHRASE_VARIABLE, PASSPHRASE)
    with pytest.raises(InstallerError, match="lies in the source"):
        signing.new_signing_key(["--out", str(ROOT / "release_key.pem")])


@pytest.mark.parametrize("passphrase", ["", "short"])
def test_a_short_passphrase_makes_no_key(passphrase: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(signing.PASSPHRASE_VARIABLE, passphrase)
    with pytest.raises(InstallerError, match="12 characters"):
        signing.new_signing_key(["--out", str(tmp_path / "key.pem")])
    assert list(tmp_path.iterdir()) == []


def test_without_terminal_and_environment_it_says_what_to_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(signing.PASSPHRASE_VARIABLE, raising=False)
    monkeypatch.setattr(sys, "stdin", open(os.devnull, encoding="utf-8"))  # noqa: SIM115 - closed below
    with sys.stdin, pytest.raises(InstallerError, match=signing.PASSPHRASE_VARIABLE):
        signing.new_signing_key(["--out", str(tmp_path / "key.pem")])


def test_a_builder_gets_the_public_half_from_either_file(key: Path):
    pem = signing.release_keys_pem(key)
    assert pem == signing.release_keys_pem(public_of(key)) == public_of(key).read_bytes()
    assert signing.release_keys_pem(None) is None
    assert b"PRIVATE" not in (pem or b"")


def test_a_signature_holds_for_these_bytes_alone(key: Path):
    made = signing.sign(b'{"format": 1}', key)
    keys = public_of(key).read_bytes()
    signature.check(b'{"format": 1}', made, keys)
    with pytest.raises(SignatureWrongError):
        signature.check(b'{"format": 2}', made, keys)
    assert made.count(b"\n") == 1


def test_the_public_half_signs_nothing(key: Path):
    with pytest.raises(InstallerError, match="public half"):
        signing.sign(b"x", public_of(key))


def test_a_wrong_passphrase_is_told_without_repeating_it(key: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(signing.PASSPHRASE_VARIABLE, "quite another passphrase")
    for attempt in (lambda: signing.sign(b"x", key), lambda: signing.release_keys_pem(key)):
        with pytest.raises(InstallerError, match="does not open") as told:
            attempt()
        assert "quite another" not in str(told.value)


def test_during_a_change_of_key_programs_take_releases_of_both(key: Path, tmp_path: Path):
    successor = tmp_path / "next.pem"
    signing.new_signing_key(["--out", str(successor)])
    keys = signing.release_keys_pem(key, [public_of(successor), public_of(key)]) or b""
    assert len(signing.public_keys(keys)) == 2
    for signer in (key, successor):
        signature.check(b"release", signing.sign(b"release", signer), keys)
    with pytest.raises(InstallerError, match="--signing-key"):
        signing.release_keys_pem(None, [public_of(successor)])


def test_other_files_are_refused_as_keys(tmp_path: Path):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import x25519

    foreign = x25519.X25519PrivateKey.generate().public_key()
    pem = foreign.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    for name, content, words in (
        ("foreign.pem", pem, "not an Ed25519 key"),
        ("notes.txt", b"no key", "holds 0 public keys"),
        ("broken.pem", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "does not open"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(InstallerError, match=words):
            signing.release_keys_pem(path)
    with pytest.raises(InstallerError, match="cannot be read"):
        signing.release_keys_pem(tmp_path / "missing.pem")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="compares with openssl")
def test_the_fingerprint_and_the_signature_are_those_of_openssl(key: Path, tmp_path: Path):
    import base64

    public, message, raw = public_of(key), tmp_path / "manifest.json", tmp_path / "manifest.raw"
    der = subprocess.run(
        ["openssl", "pkey", "-pubin", "-in", str(public), "-outform", "DER"], capture_output=True, check=True
    ).stdout
    asked = subprocess.run(["openssl", "dgst", "-sha256", "-r"], input=der, capture_output=True, check=True).stdout
    assert signing.fingerprint(public.read_text()) == signature.grouped(asked.decode().split()[0])
    message.write_bytes(b"some manifest")
    raw.write_bytes(base64.b64decode(signing.sign(b"some manifest", key)))
    verify = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(public), "-rawin"]
    done = subprocess.run([*verify, "-in", str(message), "-sigfile", str(raw)], capture_output=True, check=False)
    assert done.returncode == 0
