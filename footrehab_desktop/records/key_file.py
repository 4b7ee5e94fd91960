"""The key file ``keys.json``: one random data key, wrapped once per clinician and once for the recovery key.

Passphrase -> Argon2id -> wrapping key -> AES-256-GCM over the 32-byte data key. Everything else in a wrap is
authenticated with it, so a changed name or cheaper derivation does not open. A checksum over the file tells damage from
a wrong passphrase.
"""

import base64
import binascii
import hashlib
import json
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from footrehab_desktop.records.atomic_file import write_atomically
from footrehab_desktop.records.failures import (
    ClinicianUnknownError,
    KeyFileDamagedError,
    KeyFileMissingError,
    KeyFileNewerError,
    KeyFileWeakenedError,
    os_failure,
)
from footrehab_desktop.records.ids import new_id
from footrehab_desktop.records.values import Clinician

KEY_FILE: Final = "keys.json"
DATABASE_FILE: Final = "record.db"
UNFINISHED_DATABASE: Final = "record.db.new"
DATA_KEY_BYTES: Final = 32
FORMAT: Final = 1
_SALT_BYTES: Final = 16
_NONCE_BYTES: Final = 12
_RECOVERY: Final = "recovery"
_CLINICIAN: Final = "clinician"


@dataclass(frozen=True, slots=True)
class KdfSettings:
    """Cost of one Argon2id derivation. The default takes about a second; below the floor nothing is made or opened.

    Floor: 64 MiB and three passes, five times the memory that OWASP ASVS 5.0 (appendix C) asks for at three passes.
    """

    memory_kib: int = 256 * 1024
    passes: int = 3
    lanes: int = 2

    @property
    def is_too_weak(self) -> bool:
        """Say whether the cost lies below the floor."""
        return self.memory_kib < 64 * 1024 or self.passes < 3 or self.lanes < 1

    @property
    def is_absurd(self) -> bool:
        """Say whether no version of this program ever wrote such a cost; deriving it could take the machine down."""
        return self.memory_kib > 4 * 1024 * 1024 or self.passes > 64 or self.lanes > 64


STRONG = KdfSettings()


@dataclass(frozen=True, slots=True)
class Wrap:
    """The data key locked with one secret. ``kind`` is "clinician" or "recovery".

    ``given``: somebody else chose the passphrase, so its owner is asked for one of their own.
    """

    kind: str
    id: str
    name: str
    kdf: KdfSettings
    salt: bytes
    nonce: bytes
    sealed: bytes = field(repr=False)
    given: bool = False


@dataclass(frozen=True, slots=True)
class KeyFile:
    """What ``keys.json`` holds. ``installation`` is the id of the laptop that made the record."""

    installation: str
    wraps: tuple[Wrap, ...]

    def clinician_wrap(self, clinician_id: str) -> Wrap:
        """Return a clinician's wrap or raise ``ClinicianUnknownError``."""
        for wrap in self.wraps:
            if wrap.kind == _CLINICIAN and wrap.id == clinician_id:
                return wrap
        raise ClinicianUnknownError

    def recovery_wrap(self) -> Wrap:
        """Return the wrap of the recovery key or raise ``ClinicianUnknownError``."""
        for wrap in self.wraps:
            if wrap.kind == _RECOVERY:
                return wrap
        raise ClinicianUnknownError

    def with_wrap(self, wrap: Wrap) -> "KeyFile":
        """Return the key file with ``wrap`` added, or in place of the one of the same kind and id."""
        others = [old for old in self.wraps if (old.kind, old.id) != (wrap.kind, wrap.id)]
        return KeyFile(self.installation, (*others, wrap))

    def without_clinicians(self, clinician_ids: Collection[str]) -> "KeyFile":
        """Return the key file without the wraps of these clinicians."""
        kept = [wrap for wrap in self.wraps if wrap.kind != _CLINICIAN or wrap.id not in clinician_ids]
        return KeyFile(self.installation, tuple(kept))


def record_exists(folder: Path) -> bool:
    """Say whether a record lies in the folder, whole or not. A creation that was cut short does not count."""
    key_file, database = (folder / KEY_FILE).exists(), (folder / DATABASE_FILE).exists()
    return database or (key_file and not (folder / UNFINISHED_DATABASE).exists())


def list_clinicians(folder: Path) -> tuple[Clinician, ...]:
    """Return who can unlock the record, in the order they were added. Needs no passphrase."""
    wraps = [wrap for wrap in read_key_file(folder).wraps if wrap.kind == _CLINICIAN]
    return tuple(Clinician(wrap.id, wrap.name) for wrap in sorted(wraps, key=lambda wrap: wrap.id))


def new_key_file() -> KeyFile:
    """Return an empty key file for a new record, with a fresh installation id."""
    return KeyFile(new_id(), ())


def new_data_key() -> bytes:
    """Return 32 random bytes."""
    return secrets.token_bytes(DATA_KEY_BYTES)


def wrap_for_clinician(
    data_key: bytes, clinician: Clinician, secret: bytes, kdf: KdfSettings, *, given: bool = False
) -> Wrap:
    """Lock the data key with a clinician's passphrase; ``given`` when somebody else chose it."""
    return _seal(data_key, Wrap(_CLINICIAN, clinician.id, clinician.name, kdf, *_fresh(), b"", given), secret)


def wrap_for_recovery(data_key: bytes, secret: bytes, kdf: KdfSettings) -> Wrap:
    """Lock the data key with the recovery key."""
    return _seal(data_key, Wrap(_RECOVERY, _RECOVERY, "", kdf, *_fresh(), b""), secret)


def open_wrap(wrap: Wrap, secret: bytes) -> bytes | None:
    """Return the data key, or ``None`` if the secret does not fit. Takes about a second by design."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(_derive(wrap, secret)).decrypt(wrap.nonce, wrap.sealed, _header(wrap))
    except InvalidTag:
        return None


def read_key_file(folder: Path) -> KeyFile:
    """Read and check ``keys.json``. Raises the failure that fits: missing, damaged, newer, weakened."""
    path = folder / KEY_FILE
    try:
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise KeyFileMissingError(folder) from error
    except OSError as error:
        raise os_failure(error, folder) from error
    return _parse(path, raw)


def write_key_file(folder: Path, keys: KeyFile) -> None:
    """Replace ``keys.json`` whole; on failure the old file stays."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "installation": keys.installation,
        "wraps": [{**_header_fields(wrap), "sealed": _text(wrap.sealed)} for wrap in keys.wraps],
    }
    content["checksum"] = _checksum(content)
    write_atomically(folder / KEY_FILE, json.dumps(content, indent=1, ensure_ascii=False).encode() + b"\n")


def _parse(path: Path, raw: bytes) -> KeyFile:
    try:
        content = json.loads(raw)
        if content.pop("checksum") != _checksum(content):
            raise KeyFileDamagedError(path)
        if content["format"] > FORMAT:
            raise KeyFileNewerError
        keys = KeyFile(str(content["installation"]), tuple(_parse_wrap(wrap) for wrap in content["wraps"]))
    except (ValueError, KeyError, TypeError, AttributeError, binascii.Error) as error:
        raise KeyFileDamagedError(path) from error
    if any(wrap.kdf.is_absurd for wrap in keys.wraps):
        raise KeyFileDamagedError(path)
    if any(wrap.kdf.is_too_weak for wrap in keys.wraps):
        raise KeyFileWeakenedError(path)
    return keys


def _parse_wrap(content: Mapping[str, Any]) -> Wrap:
    kdf = content["kdf"]
    return Wrap(
        str(content["kind"]),
        str(content["id"]),
        str(content["name"]),
        KdfSettings(int(kdf["memory_kib"]), int(kdf["passes"]), int(kdf["lanes"])),
        base64.b64decode(content["salt"], validate=True),
        base64.b64decode(content["nonce"], validate=True),
        base64.b64decode(content["sealed"], validate=True),
        bool(content.get("given", False)),
    )


def _seal(data_key: bytes, wrap: Wrap, secret: bytes) -> Wrap:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    if wrap.kdf.is_too_weak:
        raise ValueError("The key derivation is below the floor.")
    sealed = AESGCM(_derive(wrap, secret)).encrypt(wrap.nonce, data_key, _header(wrap))
    return replace(wrap, sealed=sealed)


def _derive(wrap: Wrap, secret: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = wrap.kdf
    derive: Callable[[bytes], bytes] = Argon2id(
        salt=wrap.salt, length=32, iterations=kdf.passes, lanes=kdf.lanes, memory_cost=kdf.memory_kib
    ).derive
    return derive(secret)


def _fresh() -> tuple[bytes, bytes]:
    return secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)


def _header(wrap: Wrap) -> bytes:
    return _canonical({"format": FORMAT, **_header_fields(wrap)})


def _header_fields(wrap: Wrap) -> dict[str, Any]:
    return {
        "kind": wrap.kind,
        "id": wrap.id,
        "name": wrap.name,
        "kdf": {"name": "argon2id", **asdict(wrap.kdf)},
        "salt": _text(wrap.salt),
        "nonce": _text(wrap.nonce),
        **({"given": True} if wrap.given else {}),
    }


def _checksum(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(_canonical(content)).hexdigest()


def _canonical(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":")).encode()


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
