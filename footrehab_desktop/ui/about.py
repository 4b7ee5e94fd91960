"""What the About card tells: version, intended use, and the libraries inside with their licences."""

from dataclasses import dataclass
from importlib import metadata

_LIBRARIES = (
    "PySide6_Essentials",
    "shiboken6",
    "pyqtgraph",
    "numpy",
    "SQLAlchemy",
    "alembic",
    "sqlcipher3",
    "cryptography",
    "reportlab",
    "pypdfium2",
    "python-bidi",
    "arabic-reshaper",
    "platformdirs",
    "PyYAML",
    "uuid-utils",
)


@dataclass(frozen=True, slots=True)
class Component:
    """One library that is part of the program."""

    name: str
    version: str
    licence: str


def components() -> tuple[Component, ...]:
    """Return the libraries inside, as their own packages name them; those without package data are left out."""
    found = []
    for name in _LIBRARIES:
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        found.append(Component(about["Name"], about["Version"], _licence(about)))
    return tuple(found)


def _licence(about: metadata.PackageMetadata) -> str:
    expression = about.json.get("license_expression")
    if expression:
        return str(expression)
    trove = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or () if line.startswith("License ::")]
    named = [line for line in trove if line != "OSI Approved"]
    stated = str(about.json.get("license") or "").strip().splitlines()
    return " or ".join(named) or (stated[0] if stated else "see its package")
