"""One way of comparing words: without case, accents and combining marks."""

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"\w+")


def folded(text: str) -> str:
    """Return ``text`` in the form that is compared when searching."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def words_of(text: str) -> list[str]:
    """Return the folded words of ``text``: letters and digits, without signs between them."""
    return _WORD.findall(folded(text))
