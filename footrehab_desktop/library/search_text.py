"""One way of comparing words: without case, accents and combining marks."""

import unicodedata


def folded(text: str) -> str:
    """Return ``text`` in the form that is compared when searching."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
