"""Checks on findings, as small makers of row checks: all of them, any of them, at least so many."""

from collections.abc import Callable, Iterable

from footrehab_desktop.progression.decision import Fact
from footrehab_desktop.progression.review import Review
from footrehab_desktop.progression.rule import Facts

Check = Callable[[Review], Facts | None]


def finding_facts(review: Review, codes: Iterable[str]) -> Facts:
    """Return the findings of ``codes`` that stand, latest of each code; the value is the measured one or true."""
    return tuple(
        Fact(code, True if finding.value is None else finding.value, finding.on)
        for code in codes
        if review.has(code)
        for finding in review.found[code][-1:]
    )


def any_of(*codes: str) -> Check:
    """Return a check that fires when any of the findings stands."""
    return lambda review: finding_facts(review, codes) or None


def all_of(*codes: str) -> Check:
    """Return a check that fires when all of the findings stand."""
    return lambda review: finding_facts(review, codes) if all(review.has(code) for code in codes) else None


def with_any(code: str, *others: str) -> Check:
    """Return a check that fires when ``code`` stands together with any of the others."""

    def check(review: Review) -> Facts | None:
        together = finding_facts(review, others)
        return finding_facts(review, (code,)) + together if review.has(code) and together else None

    return check


def at_least(figure: str, *codes: str) -> Check:
    """Return a check that fires when at least the figure's number of the findings stand."""

    def check(review: Review) -> Facts | None:
        facts = finding_facts(review, codes)
        return facts if len(facts) >= review.book[figure] else None

    return check
