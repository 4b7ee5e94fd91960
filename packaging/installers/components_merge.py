"""The components of several installers as one list; the same component of two builds is told once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from installers.components import Component

Inside = tuple[tuple[Component, tuple[str, ...]], ...]


def of_installers(components: Mapping[str, Sequence[Component]]) -> Inside:
    """Return each component once, in order of names, with the kinds of installer that hold it."""
    merged: dict[str, Component] = {}
    kinds: dict[str, list[str]] = {}
    for kind, own in components.items():
        for component in own:
            name = key(component)
            merged[name] = _merged(merged[name], component) if name in merged else component
            kinds.setdefault(name, []).append(kind)
    return tuple((merged[name], tuple(kinds[name])) for name in sorted(merged, key=str.casefold))


def key(component: Component) -> str:
    """Return what tells a component from all others."""
    return f"{component.name}@{component.version}"


def _merged(first: Component, second: Component) -> Component:
    """Return one component with everything that either build told of it."""
    parts = {key(part): part for part in first.parts}
    for part in second.parts:
        parts[key(part)] = _merged(parts[key(part)], part) if key(part) in parts else part
    return replace(
        first,
        copyright=_both(first.copyright, second.copyright),
        texts=_both(first.texts, second.texts),
        digests=tuple(sorted({*first.digests, *second.digests})),
        needs=tuple(sorted({*first.needs, *second.needs})),
        parts=tuple(parts[name] for name in sorted(parts, key=str.casefold)),
    )


def _both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
