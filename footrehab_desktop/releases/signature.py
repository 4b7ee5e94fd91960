"""Ed25519 signatures over the bytes of a manifest: a line of base64 beside it, public keys as PEM in the program."""

import re
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from footrehab_desktop.releases.failures import NoReleaseKeysError, ReleaseKeysDamagedError, SignatureWrongError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

LARGEST_SIGNATURE: Final = 1024
_PEM: Final = re.compile(rb"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)
_LENGTH: Final = 64
_GROUP: Final = 4


def new_signing_key(passphrase: bytes = b"") -> tuple[bytes, bytes]:
    """Return a new private key, encrypted when a passphrase is given, and its public key, both as PEM."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    closed = form.BestAvailableEncryption(passphrase) if passphrase else form.NoEncryption()
    return private.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, closed), _public_pem(private.public_key())


def public_key_of(private_pem: bytes, passphrase: bytes = b"") -> bytes:
    """Return the public half of a signing key as PEM. Raises ``ValueError`` when it does not open."""
    return _public_pem(_private_key(private_pem, passphrase).public_key())


def sign(content: bytes, private_pem: bytes, passphrase: bytes = b"") -> bytes:
    """Return the signature file of a manifest. Raises ``ValueError`` when the key does not open or is another kind."""
    return b64encode(_private_key(private_pem, passphrase).sign(content)) + b"\n"


def check(content: bytes, signature: bytes, public_keys: bytes) -> None:
    """Check that one of the keys (PEM blocks in one text) signed exactly this content.

    Raises ``NoReleaseKeysError``, ``ReleaseKeysDamagedError``, ``SignatureWrongError``.
    """
    from cryptography.exceptions import InvalidSignature

    keys = _read_keys(public_keys)
    raw = _raw(signature)
    for key in keys:
        try:
            key.verify(raw, content)
        except InvalidSignature:
            continue
        return
    raise SignatureWrongError


def fingerprints(public_keys: bytes) -> tuple[str, ...]:
    """Return what people compare keys by: SHA-256 of each key in DER form, 64 digits in groups of four. May be empty.

    The same as ``openssl pkey -pubin -in FILE -outform DER | openssl dgst -sha256``.
    Raises ``ReleaseKeysDamagedError``.
    """
    from cryptography.hazmat.primitives import serialization as form

    keys = _read_keys(public_keys) if public_keys.strip() else []
    spki = form.PublicFormat.SubjectPublicKeyInfo
    digests = [sha256(key.public_bytes(form.Encoding.DER, spki)).hexdigest() for key in keys]
    return tuple(grouped(digest) for digest in digests)


def grouped(digits: str) -> str:
    """Return digits as they are read aloud and compared: in groups of four."""
    return " ".join(digits[place : place + _GROUP] for place in range(0, len(digits), _GROUP))


def _raw(signature: bytes) -> bytes:
    """Return the 64 bytes of a signature file. Raises ``SignatureWrongError`` for any other form."""
    try:
        raw = b64decode(signature.removesuffix(b"\n").removesuffix(b"\r"), validate=True)
    except ValueError as error:
        raise SignatureWrongError from error
    if len(raw) != _LENGTH:
        raise SignatureWrongError
    return raw


def _read_keys(pem: bytes) -> "list[Ed25519PublicKey]":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    if not pem.strip():
        raise NoReleaseKeysError
    try:
        keys = [load_pem_public_key(block) for block in _PEM.findall(pem)]
    except (ValueError, UnsupportedAlgorithm) as error:
        raise ReleaseKeysDamagedError from error
    ours = [key for key in keys if isinstance(key, Ed25519PublicKey)]
    if not ours or len(ours) < len(keys):
        raise ReleaseKeysDamagedError
    return ours


def _private_key(pem: bytes, passphrase: bytes) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, passphrase or None)
    except TypeError as error:  # a passphrase is missing, or given for a key that has none
        raise ValueError(str(error)) from error
    if isinstance(key, Ed25519PrivateKey):
        return key
    raise ValueError("not an Ed25519 key")


def _public_pem(key: "Ed25519PublicKey") -> bytes:
    from cryptography.hazmat.primitives import serialization as form

    return key.public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
