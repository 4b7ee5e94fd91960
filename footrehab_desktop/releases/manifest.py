"""The manifest of a release, format 1: what it is, what it needs and what lies in its folder. One place for the format.

Reading is strict: an unknown key, a wrong type, a file name that leads elsewhere is refused with its place. Whoever
reads a manifest from a stick checks its signature first (``signature.check``).
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, get_args

from footrehab_desktop.releases.failures import ForeignProductError, FormatUnknownError, ManifestError

FORMAT: Final = 1
PRODUCT: Final = "footrehab-desktop"
MANIFEST_FILE: Final = "manifest.json"
SIGNATURE_FILE: Final = "manifest.json.sig"
LARGEST_MANIFEST: Final = 1024 * 1024
LARGEST_INSTALLER: Final = 2 * 1024 * 1024 * 1024
InstallerKind = Literal["deb", "tarball", "windows", "macos"]
System = Literal["linux", "windows", "macos"]
Architecture = Literal["x86_64", "arm64"]

_LONGEST_TEXT: Final = 500
_MOST_ENTRIES: Final = 200
_VERSION: Final = re.compile(r"(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})")
_SCHEMA: Final = re.compile(r"[0-9]{4}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
# Letters, digits and few signs: no folder, no drive, nothing a shell or a file system reads in its own way.
_FILE_NAME: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_+-]|\.(?=[A-Za-z0-9])){0,119}")
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Installer:
    """One installer of a release: for which system and architecture, its file, bytes and SHA-256 in hexadecimal."""

    kind: InstallerKind
    system: System
    architecture: Architecture
    file: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ReleaseManifest:
    """What a release is. ``schema``: format of the record it writes; ``oldest_schema``: the oldest it brings forward.

    ``news``: sentences for the user; ``files``: SHA-256 of what else lies in the folder, installers not among them.
    """

    version: str
    released: date
    schema: str
    oldest_schema: str
    rulebook: str
    news: tuple[str, ...]
    installers: tuple[Installer, ...]
    files: Mapping[str, str] = field(default_factory=dict)


def version_key(version: str) -> tuple[int, int, int]:
    """Return the figures of a version such as ``0.1.0``, to be compared. Raises ``ValueError`` for another form."""
    found = _VERSION.fullmatch(version)
    if found is None:
        raise ValueError(version)
    return int(found[1]), int(found[2]), int(found[3])


def to_bytes(manifest: ReleaseManifest) -> bytes:
    """Return the file: same values, same bytes. Raises ``ManifestError`` for what ``read`` would not take."""
    fields = {
        "format": FORMAT,
        "product": PRODUCT,
        "version": manifest.version,
        "released": manifest.released.isoformat(),
        "schema": manifest.schema,
        "oldest_schema": manifest.oldest_schema,
        "rulebook": manifest.rulebook,
        "news": list(manifest.news),
        "installers": [
            {name: getattr(installer, name) for name in Installer.__dataclass_fields__}
            for installer in manifest.installers
        ],
        "files": {name: manifest.files[name] for name in sorted(manifest.files)},
    }
    try:
        content = (json.dumps(fields, ensure_ascii=False, indent=1) + "\n").encode()
    except (UnicodeEncodeError, TypeError) as error:
        raise ManifestError("it", "holds a value that cannot be written") from error
    read(content)
    return content


def read(content: bytes) -> ReleaseManifest:
    """Return what a manifest says.

    Raises ``ManifestError`` with the place, ``FormatUnknownError``, ``ForeignProductError``.
    """
    values = _Object(_parse(content), "")
    number = values.whole("format", 1, 10**6)
    if number != FORMAT:
        raise FormatUnknownError(number, FORMAT)
    if values.text("product") != PRODUCT:
        raise ForeignProductError
    manifest = ReleaseManifest(
        version=values.matching("version", _VERSION, "needs three numbers such as 0.1.0"),
        released=values.day("released"),
        schema=values.matching("schema", _SCHEMA, "needs four digits"),
        oldest_schema=values.matching("oldest_schema", _SCHEMA, "needs four digits"),
        rulebook=values.text("rulebook"),
        news=values.texts("news"),
        installers=tuple(_installer(entry) for entry in values.objects("installers")),
        files=values.digests("files"),
    )
    values.finish()
    _check_whole(manifest)
    return manifest


def _check_whole(manifest: ReleaseManifest) -> None:
    """Check what concerns more than one field."""
    if manifest.oldest_schema > manifest.schema:
        raise ManifestError("oldest_schema", "is above schema")
    if not manifest.installers:
        raise ManifestError("installers", "is empty")
    seen: set[str] = set()
    named = [(f"installers[{place}].file", each.file) for place, each in enumerate(manifest.installers, start=1)]
    for place, name in (*named, *((f"files.{name}", name) for name in manifest.files)):
        # A stick's file system takes names that differ in case alone for the same.
        if name.casefold() in seen or name.casefold() in (MANIFEST_FILE, SIGNATURE_FILE):
            raise ManifestError(place, "names a file that may not stand here, or stands here twice")
        seen.add(name.casefold())
    targets = [(each.kind, each.architecture) for each in manifest.installers]
    if len(set(targets)) < len(targets):
        raise ManifestError("installers", "has two of the same kind and architecture")


def _parse(content: bytes) -> Any:
    if len(content) > LARGEST_MANIFEST:
        raise ManifestError("the file", f"is larger than {LARGEST_MANIFEST // 1024} kB")
    try:
        return json.loads(content.decode(), object_pairs_hook=_unique_keys, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise ManifestError(f"line {error.lineno}, column {error.colno}", "is not JSON") from error
    except UnicodeDecodeError as error:
        raise ManifestError("the file", "is not UTF-8 text") from error
    except (ValueError, RecursionError) as error:
        raise ManifestError("the file", "holds a number that is too long, or is nested too deeply") from error


def _unique_keys(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    keys = dict(pairs)
    if len(keys) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ManifestError(_quoted(twice), "stands twice in one object")
    return keys


def _no_constant(name: str) -> Any:
    raise ManifestError(name, "is not a number of JSON")


def _installer(entry: "_Object") -> Installer:
    installer = Installer(
        kind=entry.one_of("kind", get_args(InstallerKind)),
        system=entry.one_of("system", get_args(System)),
        architecture=entry.one_of("architecture", get_args(Architecture)),
        file=entry.file_name("file"),
        size=entry.whole("size", 1, LARGEST_INSTALLER),
        sha256=entry.matching("sha256", _DIGEST, "needs 64 hexadecimal digits in small letters"),
    )
    entry.finish()
    return installer


class _Object:
    """One JSON object with its place; each reader takes one key and refuses what does not fit there."""

    def __init__(self, values: Any, place: str) -> None:
        self._place = place
        if not isinstance(values, dict):
            raise ManifestError(place or "the file", "must be an object with keys")
        self._values = dict(values)

    def finish(self) -> None:
        """Refuse keys that nobody asked for."""
        for name in self._values:
            raise self._fault(_quoted(name), "is not a key that is known here")

    def text(self, name: str) -> str:
        """Return a text of one line that can be shown: no control signs, no blanks around it."""
        return self._checked_text(name, self._take(name))

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of such texts; it may be empty."""
        entries = enumerate(self._list(name), start=1)
        return tuple(self._checked_text(f"{name}[{place}]", value) for place, value in entries)

    def matching(self, name: str, form: re.Pattern[str], needs: str) -> str:
        """Return a text of the given form."""
        value = self._take(name)
        if not isinstance(value, str) or form.fullmatch(value) is None:
            raise self._fault(name, needs)
        return value

    def one_of(self, name: str, allowed: Sequence[str]) -> Any:
        """Return one of the allowed codes."""
        value = self._take(name)
        if value not in allowed:
            raise self._fault(name, f"needs one of: {', '.join(allowed)}")
        return value

    def whole(self, name: str, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``."""
        value = self._take(name)
        if type(value) is not int or not low <= value <= high:
            raise self._fault(name, f"needs a whole number from {low} to {high}")
        return value

    def day(self, name: str) -> date:
        """Return a day written as 2026-11-21."""
        text = self.matching(name, _DAY, "needs a day such as 2026-11-21")
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise self._fault(name, "needs a day of the calendar") from error

    def file_name(self, name: str) -> str:
        """Return the name of a file that lies in the release folder itself."""
        value = self._take(name)
        return self._checked_file_name(name, value)

    def objects(self, name: str) -> "list[_Object]":
        """Return a list of objects."""
        return [_Object(value, f"{name}[{place}]") for place, value in enumerate(self._list(name), start=1)]

    def digests(self, name: str) -> dict[str, str]:
        """Return an object of file names with their SHA-256."""
        entries = _Object(self._take(name), name)
        if len(entries._values) > _MOST_ENTRIES:
            raise self._fault(name, f"has more than {_MOST_ENTRIES} entries")
        needs = "needs 64 hexadecimal digits in small letters"
        names = [entries._checked_file_name(_quoted(file), file) for file in entries._values]
        return {file: entries.matching(file, _DIGEST, needs) for file in names}

    def _list(self, name: str) -> list[Any]:
        value = self._take(name)
        if not isinstance(value, list) or len(value) > _MOST_ENTRIES:
            raise self._fault(name, f"needs a list of at most {_MOST_ENTRIES} entries")
        return value

    def _take(self, name: str) -> Any:
        if name not in self._values:
            raise self._fault(name, "is missing")
        return self._values.pop(name)

    def _checked_text(self, name: str, value: Any) -> str:
        shown = isinstance(value, str) and 0 < len(value) <= _LONGEST_TEXT and value == value.strip()
        if not shown or not value.isprintable():
            raise self._fault(name, f"needs a text of one line, at most {_LONGEST_TEXT} characters")
        return str(value)

    def _checked_file_name(self, name: str, value: Any) -> str:
        if not isinstance(value, str) or _FILE_NAME.fullmatch(value) is None or _DEVICE.fullmatch(value) is not None:
            raise self._fault(name, "needs a plain file name: letters, digits, dots, dashes, no folder")
        return value

    def _fault(self, name: str, reason: str) -> ManifestError:
        return ManifestError(f"{self._place}.{name}" if self._place else name, reason)


def _quoted(name: str) -> str:
    """Return a key as it may be shown in a sentence, whatever it holds."""
    return repr(name[:40])
