"""What is new, from CHANGELOG.md: as a plain text for the stick, and as sentences that the program shows."""

import re
import textwrap
from dataclasses import dataclass
from datetime import date
from typing import Final

from installers.product import TITLE, InstallerError

_HEADING: Final = re.compile(r"^## (?P<version>\S+)(?: \((?P<day>\d{4}-\d{2}-\d{2})\))?\s*$", re.MULTILINE)
_LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]+\)")
_MARKS: Final = re.compile(r"[`*]+")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9])")
_WIDTH: Final = 78
LONGEST_NEWS: Final = 480
"""Characters of one piece of news; a longer one ends with a sentence before that."""


@dataclass(frozen=True, slots=True)
class Notes:
    """The section of one version: its day, and its lines with the marks of the change log taken out of them."""

    version: str
    released: date
    news: tuple[str, ...]
    text: str


def read_notes(changelog: str, version: str) -> Notes:
    """Return the notes of a version; the text goes on with those of the versions before it.

    Raises ``InstallerError`` when the change log has no section ``## VERSION (DAY)``.
    """
    headings = list(_HEADING.finditer(changelog))
    place = next((place for place, found in enumerate(headings) if found["version"] == version), None)
    if place is None:
        raise InstallerError(f"CHANGELOG.md has no section “## {version} (2026-01-31)”: a release says what is new.")
    heading = headings[place]
    end = headings[place + 1].start() if place + 1 < len(headings) else len(changelog)
    news = tuple(_short(item) for item in _items(changelog[heading.end() : end]))
    if not news:
        raise InstallerError(f"CHANGELOG.md has no line that begins with “-” for {version}.")
    return Notes(version, _day(heading, version), news, _plain(changelog[heading.start() :]))


def _day(heading: re.Match[str], version: str) -> date:
    try:
        return date.fromisoformat(heading["day"] or "")
    except ValueError as error:
        raise InstallerError(f"CHANGELOG.md needs the day of {version}: “## {version} (2026-01-31)”.") from error


def _items(section: str) -> list[str]:
    """Return the lines of the lists, each joined and without marks."""
    items: list[list[str]] = []
    open_item = False
    for line in section.splitlines():
        if line.startswith("- "):
            items.append([line[2:]])
            open_item = True
        elif open_item and line.startswith("  "):
            items[-1].append(line.strip())
        else:
            open_item = False
    return [_unmarked(" ".join(item)) for item in items]


def _short(item: str) -> str:
    """Return as many whole sentences as there is room for, at least the first."""
    sentences = _SENTENCE_END.split(item)
    taken = sentences[0]
    for sentence in sentences[1:]:
        if len(taken) + 1 + len(sentence) > LONGEST_NEWS:
            break
        taken = f"{taken} {sentence}"
    return taken if len(taken) <= LONGEST_NEWS else textwrap.shorten(taken, LONGEST_NEWS, placeholder=" …")


def _plain(sections: str) -> str:
    """Return the sections as plain text, headings underlined, lines broken anew."""
    lines: list[str] = []
    for block in re.split(r"\n(?=- |## |### )|\n\s*\n", sections.strip()):
        text = _unmarked(" ".join(block.split()))
        if text.startswith("## "):
            title = f"{TITLE} {text[3:]}"
            lines += ["", title, "=" * len(title), ""]
        elif text.startswith("### "):
            lines += ["", text[4:], "-" * len(text[4:]), ""]
        elif text.startswith("- "):
            lines += textwrap.wrap(text[2:], _WIDTH, initial_indent="- ", subsequent_indent="  ")
        else:
            lines += [*textwrap.wrap(text, _WIDTH), ""]
    return "\n".join(lines).strip() + "\n"


def _unmarked(text: str) -> str:
    return _MARKS.sub("", _LINK.sub(r"\1", text))
