"""Release keys: made once, kept away from the source, used to sign a release and put into every program that is built.

The private half is a PEM file (PKCS 8, Ed25519), encrypted with a passphrase unless asked otherwise. A builder needs
only the public half, so ``--signing-key`` takes the file of either.
"""

import argparse
import base64
import getpass
import os
import re
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.records.passphrase import MINIMUM_LENGTH
from footrehab_desktop.releases import signature
from footrehab_desktop.releases.failures import SignatureWrongError
from installers.product import ROOT, InstallerError

PASSPHRASE_VARIABLE: Final = "FOOTREHAB_SIGNING_PASSPHRASE"  # noqa: S105 - the name of a variable
PUBLIC_SUFFIX: Final = ".public.pem"
_PUBLIC: Final = re.compile(r"-----BEGIN PUBLIC KEY-----.+?-----END PUBLIC KEY-----", re.DOTALL)
_ENCRYPTED: Final = b"ENCRYPTED PRIVATE KEY"
_ADVICE: Final = """
Keep it like the key of the practice:
  - Copy the private file to two sticks that lie in two places under lock. Then delete it from this computer.
  - Write the passphrase on paper and keep it apart from the sticks. Nobody can make it anew.
  - It belongs into no repository, no cloud folder, no mail.
  - Who has file and passphrase can make releases that every installed program takes for genuine.
  - To change it: make a new one, and build one more release with this one and --also-trust NEW{suffix}. Once every
    practice has that release, sign with the new one.
  - If it is lost or was seen by others: programs that know it alone take no release of the new key. Tell every practice
    to install the next version by hand, from a stick that you give them yourself."""


def add_key_options(parser: argparse.ArgumentParser) -> None:
    """Give a target the options ``--signing-key`` and ``--also-trust``."""
    parser.add_argument("--signing-key", type=Path, metavar="FILE", help="release key; its public half is enough")
    parser.add_argument(
        "--also-trust",
        type=Path,
        metavar="FILE",
        action="append",
        default=[],
        help="a further public key the program takes releases from (change of key); may be given more than once",
    )


def release_keys_pem(signing_key: Path | None, also_trust: Sequence[Path] = ()) -> bytes | None:
    """Return what goes into the program as ``release_keys.pem``; None: the program cannot check releases.

    The passphrase of a private key comes from the environment or is asked for.
    """
    if signing_key is None:
        if also_trust:
            raise InstallerError("--also-trust comes with --signing-key FILE, the key that signs this release.")
        return None
    keys = [public_half(path) for path in (signing_key, *also_trust)]
    return "".join(dict.fromkeys(keys)).encode()


def public_half(path: Path) -> str:
    """Return the public key of a key file, private or public, as PEM."""
    content = _read(path)
    if b"PRIVATE KEY" in content:
        try:
            return signature.public_key_of(content, _passphrase_for(path, content)).decode()
        except ValueError as error:
            raise InstallerError(_not_opened(path)) from error
    keys = public_keys(content)
    if len(keys) != 1:
        raise InstallerError(f"{path} holds {len(keys)} public keys; one is needed.")
    return keys[0]


def public_keys(pem: bytes) -> tuple[str, ...]:
    """Return the public keys of a PEM text one by one. Raises ``InstallerError`` when one of them is not Ed25519."""
    found = tuple(match[0] + "\n" for match in _PUBLIC.finditer(pem.decode("ascii", "replace")))
    for key in found:
        try:
            signature.check(b"", base64.b64encode(bytes(64)), key.encode())
        except SignatureWrongError:
            continue
        except FootRehabError as error:
            raise InstallerError("A public key is damaged or is not an Ed25519 key.") from error
    return found


def sign(content: bytes, signing_key: Path) -> bytes:
    """Return the signature file for a manifest, checked with the public half before it is handed out."""
    private = _read(signing_key)
    if b"PRIVATE KEY" not in private:
        raise InstallerError(f"{signing_key} is the public half; a release is signed with the private one.")
    passphrase = _passphrase_for(signing_key, private)
    try:
        made = signature.sign(content, private, passphrase)
        signature.check(content, made, signature.public_key_of(private, passphrase))
    except ValueError as error:
        raise InstallerError(_not_opened(signing_key)) from error
    return made


def fingerprint(public_pem: str) -> str:
    """Return a public key as people compare it: its SHA-256 in groups of four digits, as the program shows it."""
    found = signature.fingerprints(public_pem.encode())
    if len(found) != 1:
        raise InstallerError("This is not one public key in PEM form.")
    return found[0]


def new_signing_key(arguments: list[str]) -> None:
    """Make a release key: the target ``new-signing-key``."""
    parser = argparse.ArgumentParser(prog="dev.py installer --target new-signing-key")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the private half goes")
    parser.add_argument("--no-passphrase", action="store_true", help="leave it open, for trials only")
    chosen = parser.parse_args(arguments)
    private, public = chosen.out, chosen.out.with_name(chosen.out.name + PUBLIC_SUFFIX)
    _check_place(private, public)
    passphrase = b"" if chosen.no_passphrase else _new_passphrase()
    private_pem, public_pem = signature.new_signing_key(passphrase)
    _write_new(private, private_pem, 0o600)
    _write_new(public, public_pem, 0o644)
    print(f"Private half: {private}\nPublic half:  {public}\n\n{public_pem.decode()}")
    print("Fingerprint:  " + fingerprint(public_pem.decode()))
    print(_ADVICE.format(suffix=PUBLIC_SUFFIX))


def _check_place(*paths: Path) -> None:
    for path in paths:
        if path.exists():
            raise InstallerError(f"{path} is there already. A key is never overwritten: choose another name.")
        if path.resolve().is_relative_to(ROOT):
            raise InstallerError(f"{path} lies in the source. A key belongs elsewhere, best on a stick.")
        if not path.resolve().parent.is_dir():
            raise InstallerError(f"There is no folder {path.parent}.")


def _write_new(path: Path, content: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _new_passphrase() -> bytes:
    given = os.environ.get(PASSPHRASE_VARIABLE)
    passphrase = _asked("Passphrase for the new key: ") if given is None else given
    if len(passphrase) < MINIMUM_LENGTH:
        raise InstallerError(f"The passphrase takes {MINIMUM_LENGTH} characters or more; no key was made.")
    if given is None and _asked("The same again: ") != passphrase:
        raise InstallerError("The two passphrases differ; no key was made.")
    return passphrase.encode()


def _passphrase_for(path: Path, content: bytes) -> bytes:
    """Return the passphrase of an encrypted key, nothing for an open one."""
    if _ENCRYPTED not in content:
        return b""
    given = os.environ.get(PASSPHRASE_VARIABLE)
    return (_asked_once(f"Passphrase of {path.name}: ") if given is None else given).encode()


@cache
def _asked_once(prompt: str) -> str:
    """Ask for a passphrase that is needed more than once while a release is made."""
    return _asked(prompt)


def _asked(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise InstallerError(f"There is no terminal to ask for the passphrase: set {PASSPHRASE_VARIABLE}.")
    return getpass.getpass(prompt)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InstallerError(f"{path} cannot be read: {error.strerror}.") from error


def _not_opened(path: Path) -> str:
    return f"{path} does not open: the passphrase is wrong, or it is not an Ed25519 key."
