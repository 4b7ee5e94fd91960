"""The help texts: small Markdown files beside the program, read when the help is first opened."""

from dataclasses import dataclass

from footrehab_desktop.resource_files import resource_path

_SAFETY = "safety"


@dataclass(frozen=True, slots=True)
class HelpTopic:
    """One text. ``code`` is the page's code or a topic of its own; ``markdown`` begins with the heading."""

    code: str
    title: str
    markdown: str


def load_topics() -> tuple[HelpTopic, ...]:
    """Return all topics in reading order. Raises ``ValueError`` for a file that does not begin with a heading."""
    folder = resource_path("help")
    files = sorted((*folder.glob("*.md"), *(folder / _SAFETY).glob("*.md")), key=lambda path: path.name)
    return tuple(_read(path.stem, path.read_text("utf-8")) for path in files)


def find_topics(topics: tuple[HelpTopic, ...], typed: str) -> tuple[HelpTopic, ...]:
    """Return the topics that hold every typed word, those with a word in the title first."""
    words = typed.casefold().split()
    found = [topic for topic in topics if all(word in topic.markdown.casefold() for word in words)]
    return tuple(sorted(found, key=lambda topic: not any(word in topic.title.casefold() for word in words)))


def _read(stem: str, text: str) -> HelpTopic:
    heading, _newline, _rest = text.partition("\n")
    if not heading.startswith("# "):
        raise ValueError(stem)
    return HelpTopic(stem.partition("-")[2], heading[2:].strip(), text)
