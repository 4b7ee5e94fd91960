"""Writes the hazard log and the list of components as help pages: ``python -m tests.safety.make_pages``."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
FOLDER: Final = ROOT / "resources" / "help" / "safety"
LOCK: Final = ROOT / "packaging" / "lock" / "run.txt"
HAZARD_LOG: Final = FOLDER / "42-hazard-log.md"
COMPONENTS: Final = FOLDER / "43-components.md"
_PINNED: Final = re.compile(r"^([a-z0-9-]+)==([^ ;]+)", re.MULTILINE)


def read(name: str) -> dict[str, Any]:
    """Return one data file of the safety file."""
    content: dict[str, Any] = json.loads((FOLDER / name).read_text("utf-8"))
    return content


def locked_versions() -> dict[str, list[str]]:
    """Return the versions that the lock names for each library inside; more than one where Python versions differ."""
    versions: dict[str, list[str]] = {}
    for name, version in _PINNED.findall(LOCK.read_text("utf-8")):
        versions.setdefault(name, []).append(version)
    return versions


def rating(content: Mapping[str, Any], severity: str, likelihood: str) -> tuple[int, str]:
    """Return severity times likelihood and the class of risk it falls into."""
    number = content["severity"][severity][0] * content["likelihood"][likelihood][0]
    return number, next(words for limit, words in content["classes"] if number <= limit)


def hazard_log() -> str:
    """Return the hazard log as Markdown."""
    content = read("hazards.json")
    parts = [
        "# Hazard log",
        "What could go wrong with this program, why, what is done against it, and what risk is left. Severity and "
        "likelihood are our own estimates; the clinic's safety officer reads them against its own practice. Each "
        "control names the tests that fail when it no longer holds.",
        _scale("Severity", content["severity"]),
        _scale("Likelihood", content["likelihood"]),
        "Risk is severity times likelihood: "
        + "; ".join(f"up to {limit} {words}" for limit, words in content["classes"])
        + ".",
        *(_hazard(content, hazard) for hazard in content["hazards"]),
    ]
    return "\n\n".join(parts) + "\n"


def _scale(title: str, steps: Mapping[str, Any]) -> str:
    return f"**{title}**\n\n" + "\n".join(f"- {number} {name}: {words}" for name, (number, words) in steps.items())


def _hazard(content: Mapping[str, Any], hazard: Mapping[str, Any]) -> str:
    before, _words = rating(content, hazard["severity"], hazard["likelihood_before"])
    after, words = rating(content, hazard["severity"], hazard["likelihood_after"])
    lines = [
        f"## {hazard['id']} {hazard['hazard']}",
        f"Cause: {hazard['cause']}. Harm: {hazard['harm']}.",
        f"Severity {hazard['severity']}, likelihood {hazard['likelihood_before']}, with the controls "
        f"{hazard['likelihood_after']}: risk {before}, then {after}, {words}.",
        "\n".join(_controls(hazard)),
        f"What is left: {hazard['residual']}",
    ]
    return "\n\n".join(lines)


def _controls(hazard: Mapping[str, Any]) -> Iterator[str]:
    for control in hazard["controls"]:
        yield f"- {control['control']}."
        yield from (f"    - `{test}`" for test in control["tests"])


def components() -> str:
    """Return the list of libraries inside as Markdown."""
    versions = locked_versions()
    parts = [
        "# Libraries inside and their known faults",
        "Software of others that the program is made of, with the locked version, what it does here, faults that were "
        "known when this version was put together, and how they are dealt with.",
    ]
    for entry in read("components.json")["components"]:
        lines = [f"## {entry['name']} {' or '.join(versions[entry['name']])}", f"{entry['used_for']}."]
        lines.append(f"Known: {entry['known_anomalies']}")
        if entry["handled_by"]:
            lines.append(f"Dealt with: {entry['handled_by']}")
        parts.append("\n\n".join(lines))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    HAZARD_LOG.write_text(hazard_log(), "utf-8")
    COMPONENTS.write_text(components(), "utf-8")
