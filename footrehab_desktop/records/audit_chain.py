"""The keyed chain of audit entries, and the anchor beside the record that tells a cut tail.

Each link's code is an HMAC-SHA256 over its content and the code before it; the key is derived from the data key, so
that nobody without it can forge, change, swap or drop a link. Dropping the newest links leaves a chain that fits:
the anchor file holds count and last code, written after each commit, and shows that links are missing.
"""

import hmac
import json
import logging
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring_ascii as _quoted
from pathlib import Path
from typing import Any, Final

from footrehab_desktop.errors import SurroundingsError
from footrehab_desktop.records.atomic_file import write_atomically

ANCHOR_FILE: Final = "audit.anchor"
CHAIN_START: Final = ""
UNLOCKED: Final = "record.unlocked"
RESTORED: Final = "record.restored"
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Link:
    """The stored content of one entry. ``at`` is ISO 8601 in UTC, ``detail`` canonical JSON."""

    sequence: int
    at: str
    clinician_id: str
    action: str
    subject: str
    detail: str


@dataclass(frozen=True, slots=True)
class Head:
    """The newest link: how many there are and its code."""

    count: int
    mac: str


def chain_key(data_key: bytes) -> bytes:
    """Derive the chain's own key, so that the database key is used for nothing else."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), length=32, salt=None, info=b"footrehab audit chain 1").derive(data_key)


def link_code(key: bytes, link: Link, previous: str) -> str:
    """Return the code of a link that follows the one with code ``previous``."""
    content = (link.sequence, link.at, link.clinician_id, link.action, link.subject, link.detail)
    return content_code(key, content, previous)


def content_code(key: bytes, content: Sequence[Any], previous: str) -> str:
    """Return the code of a link given as its fields in their order; a long trail is walked without making links.

    What is signed is the compact JSON of the fields and the code before. Raises ``TypeError`` for a field of bytes.
    """
    sequence, *texts = content
    signed = ",".join((str(sequence), *map(_quoted, texts), _quoted(previous)))
    return hmac.digest(key, f"[{signed}]".encode(), "sha256").hex()


def write_detail(detail: Mapping[str, Any]) -> str:
    """Return the detail as canonical JSON."""
    return json.dumps(detail, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def anchor_content(head: Head) -> bytes:
    """Return the anchor file's content for a head."""
    return json.dumps({"count": head.count, "mac": head.mac}).encode()


class AuditAnchor:
    """Count and last code beside the database. One that contradicts the chain is kept as evidence."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / ANCHOR_FILE
        self._lock = threading.Lock()
        self._count = 0
        self.trusted = True

    def read(self) -> Head | None:
        """Return the anchored head, or ``None`` if the file is missing or unreadable."""
        try:
            content = json.loads(self._path.read_bytes())
            return Head(int(content["count"]), str(content["mac"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def advance(self, head: Head) -> None:
        """Note the head of a chain that has just been committed. A failure is logged: the commit stands already."""
        with self._lock:
            if not self.trusted or head.count < self._count:
                return
            try:
                write_atomically(self._path, anchor_content(head))
                self._count = head.count
            except SurroundingsError as error:
                _LOG.warning("The audit anchor was not written: %s", type(error).__name__)
