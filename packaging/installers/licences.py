"""The file of all licences: a list of the components, then every text once. A component without a text stops it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from installers.components import Component, common_text, table
from installers.product import TITLE, InstallerError

_TOKEN: Final = re.compile(r"\(|\)|[^\s()]+")
_RULE: Final = "=" * 78


def third_party_licences(version: str, components: Sequence[Component]) -> str:
    """Return the file. Raises ``InstallerError`` that names every component without the text of its licence."""
    missing = [name for component in components for name in _without_text(component)]
    if missing:
        raise InstallerError(f"No licence text was found for: {', '.join(missing)}.")
    numbers: dict[str, int] = {}
    listing = [line for component in components for line in _listed(component, numbers, 0)]
    lines = [
        f"{TITLE} {version}: the software and the fonts inside, and their licences",
        "",
        f"{TITLE} itself is licensed under Apache-2.0 (text [{_number(common_text('Apache-2.0'), numbers)}]).",
        "Its pictures, icons and texts were made for it and are under the same licence.",
        "Qt, PySide6 and python-bidi are used under the LGPL 3 as separate libraries that can be exchanged;",
        "their source is offered by their makers under the versions named here.",
        "A number in brackets is that of a text below.",
        "",
        *listing,
    ]
    for text, number in numbers.items():
        lines += ["", _RULE, f"[{number}]", _RULE, "", text]
    return "\n".join(lines) + "\n"


def licence_texts(component: Component) -> tuple[str, ...]:
    """Return the texts that hold for a component: its own, else those its licence names; nothing when one is missing.

    Where it may be had under one licence or another, the first of them is taken whose texts are known. A licence that
    asks to repeat the copyright holds only when that is known.
    """
    if component.texts:
        return component.texts
    for choice in alternatives(component.licence):
        texts = [common_text(name) for name in choice if component.copyright or name in table()["without_notice"]]
        if len(texts) == len(choice) and all(texts):
            return tuple(texts)
    return ()


def alternatives(expression: str) -> tuple[tuple[str, ...], ...]:
    """Return the choices that an SPDX expression leaves, each with all licences that then hold, in its order."""
    tokens = _TOKEN.findall(expression)
    choices = _either(tokens)
    if tokens:
        raise InstallerError(f"“{expression}” is not an SPDX expression.")
    return choices


def _either(tokens: list[str]) -> tuple[tuple[str, ...], ...]:
    found = _both(tokens)
    while tokens and tokens[0] == "OR":
        tokens.pop(0)
        found += _both(tokens)
    return found


def _both(tokens: list[str]) -> tuple[tuple[str, ...], ...]:
    found = _one(tokens)
    while tokens and tokens[0] == "AND":
        tokens.pop(0)
        other = _one(tokens)
        found = tuple((*first, *second) for first in found for second in other)
    return found


def _one(tokens: list[str]) -> tuple[tuple[str, ...], ...]:
    if not tokens or tokens[0] in (")", "AND", "OR", "WITH"):
        raise InstallerError("A licence is missing in an SPDX expression.")
    token = tokens.pop(0)
    if token == "(":  # noqa: S105 - a bracket, no secret
        found = _either(tokens)
        if not tokens or tokens.pop(0) != ")":
            raise InstallerError("A bracket is open in an SPDX expression.")
        return found
    if tokens[:1] == ["WITH"]:
        tokens.pop(0)
        token = f"{token} WITH {tokens.pop(0) if tokens else ''}"
    return ((token,),)


def _without_text(component: Component) -> Iterator[str]:
    if not licence_texts(component):
        yield f"{component.name} {component.version} ({component.licence})"
    for part in component.parts:
        for name in _without_text(part):
            yield f"{name} in {component.name}"


def _listed(component: Component, numbers: dict[str, int], depth: int) -> Iterator[str]:
    indent = "  " * depth
    texts = _references([_number(text, numbers) for text in licence_texts(component)])
    yield f"{indent}{' '.join(filter(None, (component.name, component.version)))}: {component.licence} {texts}"
    for line in component.copyright:
        yield f"{indent}    {line}"
    for part in component.parts:
        yield from _listed(part, numbers, depth + 1)


def _references(numbers: Sequence[int]) -> str:
    """Return numbers in brackets, those in a row as first and last."""
    rows: list[list[int]] = []
    for number in sorted(numbers):
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    return " ".join(f"[{row[0]}]" if len(row) == 1 else f"[{row[0]}–{row[-1]}]" for row in rows)


def _number(text: str, numbers: dict[str, int]) -> int:
    return numbers.setdefault(text, len(numbers) + 1)
