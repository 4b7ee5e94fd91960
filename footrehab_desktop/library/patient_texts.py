"""Fixed texts that a patient reads, by id and language: whole sentences with named values, never glued from pieces.

A language is a file ``resources/translations/patient.<language>.json`` with the same ids as the English one.
"""

import json
import re
from functools import cache

from footrehab_desktop.resource_files import resource_path

_NAME = re.compile(r"patient\.([A-Za-z-]+)\.json")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return all texts of a language by id. Raises ``FileNotFoundError`` for a language that is not there."""
    texts: dict[str, str] = json.loads(resource_path("translations", f"patient.{language}.json").read_text("utf-8"))
    return texts


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that can be printed, English first."""
    names = (_NAME.fullmatch(path.name) for path in resource_path("translations").iterdir())
    return tuple(sorted((name[1] for name in names if name), key=lambda code: (code != "en", code)))


def patient_text(text_id: str, language: str = "en", **values: object) -> str:
    """Return one sentence. Raises ``KeyError`` for an id or a value that is missing: a test reads every sentence."""
    return catalogue(language)[text_id].format(**values)
