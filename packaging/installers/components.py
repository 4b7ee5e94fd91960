"""What an installer is made of: each component with version, licence, copyright and the full texts of its licence.

Facts come from the packages themselves: their metadata, the licence files and lists of parts (PEP 639, PEP 770) that
they carry. ``release_texts/components.json`` adds what they do not tell.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import metadata
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final, cast

from packaging.requirements import Requirement

from installers.contents import canonical
from installers.product import InstallerError

if TYPE_CHECKING:
    import zipfile

TEXTS: Final = Path(__file__).parent / "release_texts"
_LICENCE_FILE: Final = re.compile(r"(licen[cs]e|copying|notice|authors|copyright)", re.IGNORECASE)
_PROGRAM: Final = (".py", ".pyc", ".so", ".pyd", ".html", ".dll")


@dataclass(frozen=True, slots=True)
class Component:
    """One piece of software or one font. ``licence`` in SPDX terms; ``parts``: what it holds inside; ``needs``: names
    of other components; ``digests``: SHA-256 of its file, or of each archive that the lock allows."""

    name: str
    version: str
    licence: str
    purl: str = ""
    kind: str = "library"
    copyright: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    parts: "tuple[Component, ...]" = ()

    def to_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return values | {"parts": [part.to_json() for part in self.parts]}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Component":
        """Return what ``to_json`` wrote."""
        parts = tuple(cls.from_json(part) for part in values["parts"])
        lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
        return cls(**{**values, **lists, "parts": parts})


@cache
def table() -> Mapping[str, Any]:
    """Return what the packages do not tell of themselves."""
    told: Mapping[str, Any] = json.loads((TEXTS / "components.json").read_text(encoding="utf-8"))
    return told


@cache
def common_text(name: str) -> str:
    """Return a licence text of ``release_texts/licences``; nothing when there is none of that name."""
    path = TEXTS / "licences" / f"{name}.txt"
    return _even(path.read_text(encoding="utf-8")) if path.is_file() else ""


@dataclass(frozen=True, slots=True)
class Packages:
    """Where installed distributions, or their wheels, are looked up."""

    path: tuple[str, ...] = field(default=())

    def find(self, name: str, version: str) -> metadata.Distribution:
        """Return a distribution of exactly this version. Raises ``InstallerError`` when it is not there."""
        found = metadata.distributions(path=list(self.path)) if self.path else metadata.distributions()
        for distribution in found:
            if canonical(distribution.name) == name and distribution.version == version:
                return distribution
        raise InstallerError(f"The package {name} {version} that is inside was not found; its licence is unknown.")


def python_component(name: str, version: str, packages: Packages, digests: Iterable[str] = ()) -> Component:
    """Return one Python distribution with the parts it holds."""
    distribution = packages.find(name, version)
    told = table()
    texts = (*_own_texts(distribution), *map(common_text, told["texts"].get(name, ())))
    made = Component(
        name=name,
        version=version,
        licence=told["licences"].get(name) or _stated_licence(distribution),
        purl=f"pkg:pypi/{name}@{version}",
        texts=tuple(dict.fromkeys(texts)),
        digests=tuple(sorted(digests)),
        needs=_needs(distribution),
    )
    listed = (*_listed_parts(distribution), *(_part(part, distribution) for part in told["parts"].get(name, ())))
    parts = {(part.name, part.version): part for part in listed}
    covering = made.texts if name in told["text_of_whole"] else ()
    return replace(made, parts=tuple(_covered(parts[key], covering) for key in sorted(parts, key=_in_order)))


def table_component(entry: Mapping[str, Any], version: str, kind: str = "library") -> Component:
    """Return a component that the table describes whole, but for its version."""
    texts = tuple(map(common_text, entry.get("texts", ())))
    return Component(
        entry["name"], version, entry["licence"], kind=kind, copyright=tuple(entry.get("copyright", ())), texts=texts
    )


def _covered(part: Component, texts: tuple[str, ...]) -> Component:
    """Return a part whose licence is among the texts of the whole with these texts, if it has none of its own."""
    return replace(part, texts=texts) if texts and not part.texts else part


def _part(entry: Mapping[str, Any], distribution: metadata.Distribution) -> Component:
    found = entry.get("version")
    version = _version_in(distribution, found["file"], found["pattern"]) if found else ""
    return table_component(entry, version)


def _version_in(distribution: metadata.Distribution, file: str, pattern: str) -> str:
    """Return the version of a part as it stands in a file of the package."""
    for path in distribution.files or ():
        if PurePosixPath(path.as_posix()).match(file):
            found = re.search(pattern.encode(), _bytes_of(distribution, path))
            if found:
                return found[1].decode()
    raise InstallerError(f"The version of a part of {distribution.name} was not found in {file}.")


def _listed_parts(distribution: metadata.Distribution) -> Iterator[Component]:
    """Yield what the package's own lists of parts name, without what was only needed to build it."""
    notices, told = table()["notices"], table()
    left_out = (*told["only_for_building"], *told["not_inside"].get(canonical(distribution.name), ()))
    for path in distribution.files or ():
        if ".dist-info/sboms/" not in path.as_posix() or path.suffix != ".json":
            continue
        for entry in json.loads(_bytes_of(distribution, path))["components"]:
            name = str(entry["name"])
            own = name.partition(".")[0].casefold() in (distribution.name.casefold(), "pil") or "licenses" not in entry
            if entry.get("scope") == "excluded" or name in left_out or (own and not _is_openssl(entry)):
                continue
            yield Component(
                name=name,
                version=str(entry.get("version", "")),
                licence=_licence_of(entry),
                purl=str(entry.get("purl", "")).partition("?")[0],
                copyright=tuple(notices.get(name, ())),
            )


def _is_openssl(entry: Mapping[str, Any]) -> bool:
    """Tell whether an entry without a licence is the library whose licence everybody knows."""
    return str(entry["name"]).casefold() == "openssl"


def _licence_of(entry: Mapping[str, Any]) -> str:
    if _is_openssl(entry) and "licenses" not in entry:
        return "Apache-2.0"
    stated = [
        each.get("expression") or each["license"].get("id") or each["license"]["name"] for each in entry["licenses"]
    ]
    return " AND ".join(stated)


def _stated_licence(distribution: metadata.Distribution) -> str:
    stated = distribution.metadata.json.get("license_expression")
    if not stated:
        raise InstallerError(f"{distribution.name} states no SPDX licence: add it to components.json.")
    return str(stated)


def _own_texts(distribution: metadata.Distribution) -> tuple[str, ...]:
    """Return the licence files of a package, each once."""
    found = []
    for path in sorted(distribution.files or (), key=lambda each: each.as_posix()):
        in_info = ".dist-info/" in path.as_posix()
        named = "/licenses/" in path.as_posix() or _LICENCE_FILE.search(path.name)
        if in_info and named and path.suffix not in _PROGRAM:
            found.append(_even(_bytes_of(distribution, path).decode("utf-8", "replace")))
    return tuple(dict.fromkeys(text for text in found if text))


def _needs(distribution: metadata.Distribution) -> tuple[str, ...]:
    """Return the names of the distributions it asks for, leaving extras out."""
    asked = [Requirement(text) for text in distribution.requires or ()]
    return tuple(sorted({canonical(each.name) for each in asked if "extra" not in str(each.marker or "")}))


def _bytes_of(distribution: metadata.Distribution, path: metadata.PackagePath) -> bytes:
    # Of an installed package this is a path; of a wheel, a path inside it. Both read alike.
    place = cast("Path | zipfile.Path", distribution.locate_file(path))
    return place.read_bytes()


def _in_order(key: tuple[str, str]) -> tuple[str, str]:
    return key[0].casefold(), key[1]


def _even(text: str) -> str:
    """Return a text with plain line ends, without blanks at the end of lines and empty lines around it."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip("\n")
