"""Sentences for patients, by id and language. Whole sentences with named values, never glued from pieces."""

import json
from functools import cache

from footrehab_desktop.resource_files import resource_path


@cache
def _catalogue(language: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads(resource_path("translations", f"patient.{language}.json").read_text("utf-8"))
    return texts


def patient_text(text_id: str, language: str = "en", **values: object) -> str:
    """Return one sentence. Raises ``KeyError`` for an id or a value that is missing: a test reads every sentence."""
    return _catalogue(language)[text_id].format(**values)
