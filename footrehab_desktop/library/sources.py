"""Where a text, a dose or a figure comes from."""

from dataclasses import dataclass
from typing import Final

from footrehab_desktop.library.reading import Record

KINDS: Final[dict[str, str]] = {
    "article": "Article that this program was specified from",
    "found": "Published figure, read at second hand",
    "memory": "Recalled from the literature, not checked",
    "convention": "Clinical convention, no source read",
    "design": "Choice made for this program, no source",
}
MARK_OF_KIND: Final[dict[str, str]] = {
    "article": "seed",
    "found": "found",
    "memory": "memory",
    "convention": "memory",
    "design": "design",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One source. ``kind`` is a key of ``KINDS``; ``detail`` says in a sentence what was taken from it.

    ``reference`` names the publication (authors, year, journal) where there is one.
    """

    id: str
    kind: str
    title: str
    detail: str
    reference: str = ""

    @property
    def checked(self) -> bool:
        """Tell whether something was read, as opposed to recalled or chosen."""
        return self.kind in {"article", "found"}


def source_id(cited: str) -> str:
    """Return the id of the source that a citation belongs to: ``S001-26`` is point 26 of the article ``S001``."""
    return cited.partition("-")[0] if cited.startswith("S0") else cited


def read_source(record: Record) -> Source:
    """Build one source from its record."""
    source = Source(
        id=record.text("id"),
        kind=record.code("kind", KINDS),
        title=record.text("title"),
        detail=record.text("detail"),
        reference=record.text("reference", required=False),
    )
    record.finish()
    return source
