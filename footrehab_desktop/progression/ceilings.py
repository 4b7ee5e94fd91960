"""The highest acceptable pain by condition (B.1)."""

from footrehab_desktop.progression.rulebook import STANDARD, Rulebook


def highest_ceiling(condition: str, book: Rulebook = STANDARD) -> int:
    """Return the highest ceiling that a clinician may set for a condition, NPRS."""
    return int(book[f"B1.highest.{condition}"])


def pain_ceiling(condition: str, clinician_ceiling: int | None = None, book: Rulebook = STANDARD) -> int:
    """Return the highest acceptable pain during a session, NPRS 0–10.

    The clinician's (or surgeon's) figure counts up to the condition's limit; a bone stress injury stays at 0.
    Raises ``KeyError`` for an unknown condition.
    """
    if clinician_ceiling is None:
        return int(book[f"B1.ceiling.{condition}"])
    return min(clinician_ceiling, highest_ceiling(condition, book))


def rest_pain_allowed(condition: str, book: Rulebook = STANDARD) -> int:
    """Return the highest acceptable pain at rest, NPRS 0–10."""
    return int(book[f"B1.rest.{condition}"])
