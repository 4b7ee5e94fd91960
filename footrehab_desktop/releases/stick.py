"""Finds releases on a stick and says whether one of them is genuine, whole and fit for this computer.

Nothing of a release is believed before its signature is checked, and its installer is compared byte for byte.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.nearby_folders import nearby_folders
from footrehab_desktop.releases import manifest as manifests
from footrehab_desktop.releases import signature
from footrehab_desktop.releases.failures import (
    NoReleaseFoundError,
    NotNewerError,
    OtherSystemError,
    PayloadMissingError,
    PayloadWrongError,
    RecordTooOldError,
    SchemaOlderError,
    SignatureMissingError,
    StickUnreadableError,
)
from footrehab_desktop.releases.manifest import (
    LARGEST_MANIFEST,
    MANIFEST_FILE,
    SIGNATURE_FILE,
    Installer,
    InstallerKind,
    ReleaseManifest,
    version_key,
)
from footrehab_desktop.releases.progress import Progress

BLOCK: Final = 1024 * 1024
_MOST_FOLDERS: Final = 2000
_KINDS: Final[dict[InstallerKind, str]] = {
    "deb": "Debian or Ubuntu package",
    "tarball": "Linux archive",
    "windows": "Windows",
    "macos": "macOS",
}


@dataclass(frozen=True, slots=True)
class Present:
    """What a release has to fit: this program's version, kind and processor, its keys, and the record's format."""

    version: str
    kind: InstallerKind
    architecture: str
    keys: bytes
    record_schema: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A genuine release that fits: its folder, what it says, and its installer for this computer."""

    folder: Path
    manifest: ReleaseManifest
    installer: Installer

    @property
    def payload(self) -> Path:
        """Return where the installer lies on the stick."""
        return self.folder / self.installer.file


def find_releases(place: Path) -> tuple[Path, ...]:
    """Return the release folders in a place: itself or at most two folders below it. What cannot be read is left out.

    A backup has a ``manifest.json`` too and is told apart.
    """
    return tuple(folder for folder in nearby_folders(place, _MOST_FOLDERS) if _is_release(folder))


def best_offer(places: Iterable[Path], present: Present, chosen: Path | None = None) -> Offer:
    """Return the newest release in these places that fits.

    Raises ``NoReleaseFoundError`` (which names ``chosen``), or why the last one is refused; that a release is not newer
    is only said when nothing else is wrong.
    """
    offers: list[Offer] = []
    refusals: list[FootRehabError] = []
    for folder in dict.fromkeys(folder for place in places for folder in find_releases(place)):
        try:
            offers.append(offer_in(folder, present))
        except FootRehabError as error:
            refusals.append(error)
    if offers:
        return max(offers, key=lambda offer: version_key(offer.manifest.version))
    if not refusals:
        raise NoReleaseFoundError(chosen)
    raise next((each for each in reversed(refusals) if not isinstance(each, NotNewerError)), refusals[-1])


def offer_in(folder: Path, present: Present) -> Offer:
    """Return what a release folder offers this program. The installer itself is checked by ``check_payload``.

    Raises the refusal: signature missing or wrong, manifest unreadable or foreign, not newer, another system, a format
    of the record that does not fit, installer missing or of another size.
    """
    content = _read(folder / MANIFEST_FILE, LARGEST_MANIFEST)
    try:
        signed = _read(folder / SIGNATURE_FILE, signature.LARGEST_SIGNATURE)
    except FileNotFoundError as error:
        raise SignatureMissingError(folder, SIGNATURE_FILE) from error
    signature.check(content, signed, present.keys)
    manifest = manifests.read(content)
    offer = Offer(folder, manifest, _check_fits(manifest, present))
    _check_size(offer)
    return offer


def check_payload(offer: Offer, progress: Progress) -> None:
    """Read the installer from end to end and compare it with the manifest.

    Raises ``PayloadMissingError``, ``PayloadWrongError``, ``StickUnreadableError``, ``StoppedError``.
    """
    _check_size(offer)
    check_digest(offer.payload, offer, progress)


def check_digest(path: Path, offer: Offer, progress: Progress) -> None:
    """Compare a file with the installer that the manifest describes; raises as ``check_payload``."""
    progress.begin(offer.installer.size)
    digest, found = hashlib.sha256(), 0
    for block in blocks(path, offer.installer.size):
        digest.update(block)
        found += len(block)
        progress.add(len(block))
    if found != offer.installer.size or digest.hexdigest() != offer.installer.sha256:
        raise PayloadWrongError(offer.installer.file, found, offer.installer.size)


def blocks(path: Path, most: int) -> Iterator[bytes]:
    """Yield a file in blocks, one byte more than ``most`` at the most. Raises ``StickUnreadableError``."""
    try:
        with path.open("rb") as file:
            left = most + 1
            while left > 0 and (block := file.read(min(BLOCK, left))):
                left -= len(block)
                yield block
    except FileNotFoundError as error:
        raise PayloadMissingError(path.name) from error
    except OSError as error:
        raise StickUnreadableError(path.parent) from error


def _is_release(folder: Path) -> bool:
    try:
        content = _read(folder / MANIFEST_FILE, LARGEST_MANIFEST)
    except (OSError, StickUnreadableError):
        return False
    if (folder / SIGNATURE_FILE).is_file():
        return True
    try:
        values = json.loads(content)
    except (ValueError, RecursionError):
        return False
    return isinstance(values, dict) and "product" in values


def _read(path: Path, most: int) -> bytes:
    """Return a small file, one byte more than ``most`` at the most.

    Raises ``FileNotFoundError``, ``StickUnreadableError``.
    """
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StickUnreadableError(path.parent) from error


def _check_fits(manifest: ReleaseManifest, present: Present) -> Installer:
    """Return the installer for this computer. Raises why the release does not fit."""
    if version_key(manifest.version) <= version_key(present.version):
        raise NotNewerError(manifest.version, present.version)
    wanted = (present.kind, present.architecture)
    fitting = [each for each in manifest.installers if (each.kind, each.architecture) == wanted]
    if not fitting:
        raise OtherSystemError(_words(*wanted), "; ".join(_words(i.kind, i.architecture) for i in manifest.installers))
    if manifest.schema < present.record_schema:
        raise SchemaOlderError(manifest.schema, present.record_schema)
    if present.record_schema < manifest.oldest_schema:
        raise RecordTooOldError(manifest.oldest_schema, present.record_schema)
    return fitting[0]


def _check_size(offer: Offer) -> None:
    try:
        found = offer.payload.stat().st_size
    except FileNotFoundError as error:
        raise PayloadMissingError(offer.installer.file) from error
    except OSError as error:
        raise StickUnreadableError(offer.folder) from error
    if not offer.payload.is_file() or found != offer.installer.size:
        raise PayloadWrongError(offer.installer.file, found, offer.installer.size)


def _words(kind: InstallerKind, architecture: str) -> str:
    return f"{_KINDS[kind]}, {architecture}"
