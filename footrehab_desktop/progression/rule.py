"""What a row of the rule tables is, and the short interpreter that asks every row."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from footrehab_desktop.progression.codes import DECISIONS, URGENCIES
from footrehab_desktop.progression.decision import Fact, Reason, Task
from footrehab_desktop.progression.review import Review
from footrehab_desktop.progression.rulebook import Rulebook
from footrehab_desktop.progression.values import Session

Facts = tuple[Fact, ...]
RANK = {decision: rank for rank, decision in enumerate(DECISIONS, start=1)}
URGENCY_RANK = {urgency: rank for rank, urgency in enumerate(URGENCIES, start=1)}


class Rule(NamedTuple):
    """A row: what it looks at, the decision it asks for, its figures, sources and mark.

    ``check`` returns the facts that made the rule fire, or None. ``key`` tells rows of one id apart; ``note`` says
    why a safer reading was chosen.
    """

    key: str
    looks_at: str
    decision: str
    check: Callable[[Review], Facts | None]
    figures: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    mark: str = "design"
    urgency: str | None = None
    note: str = ""

    @property
    def id(self) -> str:
        """Return the rule's id in the clinical rules."""
        return rule_id(self.key)


class SessionRule(NamedTuple):
    """A row that looks at one session; it is asked only when the session's ``field`` was recorded.

    ``field`` "on" means always. ``flare``: the rule makes the session a flare. Every row makes it not clean.
    """

    key: str
    field: str
    looks_at: str
    decision: str
    check: Callable[[Review, Session], Facts | None]
    figures: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    mark: str = "design"
    flare: bool = False
    urgency: str | None = None
    note: str = ""

    @property
    def id(self) -> str:
        """Return the rule's id in the clinical rules."""
        return rule_id(self.key)


class TaskRule(NamedTuple):
    """A row that asks for something to be done and leaves the decision alone."""

    key: str
    looks_at: str
    check: Callable[[Review], Facts | None]
    figures: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    mark: str = "design"
    note: str = ""

    @property
    def id(self) -> str:
        """Return the rule's id in the clinical rules."""
        return rule_id(self.key)


def rule_id(key: str) -> str:
    """Return the rule id of a row's key: ``"SF-03:unlikely"`` belongs to ``SF-03``."""
    return key.partition(":")[0]


def fire(review: Review, rules: Iterable[Rule]) -> Iterator[Reason]:
    """Yield a reason for every rule whose check answers with facts."""
    for rule in rules:
        facts = rule.check(review)
        if facts is not None:
            yield reason(rule, facts, review.book)


def reason(rule: Rule | SessionRule, facts: Facts, book: Rulebook) -> Reason:
    """Return the reason that a row gives for the facts."""
    return Reason(
        rule=rule.id,
        key=rule.key,
        decision=rule.decision,
        urgency=rule.urgency,
        facts=facts,
        figures=figure_facts(rule.figures, book),
        sources=rule.sources or figure_sources(rule.figures, book),
        mark=rule.mark,
    )


def tasks(review: Review, rules: Iterable[TaskRule]) -> Iterator[Task]:
    """Yield a task for every row whose check answers with facts."""
    for rule in rules:
        facts = rule.check(review)
        if facts is not None:
            yield Task(rule.id, rule.key, facts, figure_facts(rule.figures, review.book))


def figure_facts(keys: tuple[str, ...], book: Rulebook) -> Facts:
    """Return the rulebook's figures by their short names."""
    return tuple(Fact(book.figures[key].name, book[key]) for key in keys)


def figure_sources(keys: tuple[str, ...], book: Rulebook) -> tuple[str, ...]:
    """Return the sources of the figures, each once."""
    return tuple(dict.fromkeys(book.figures[key].source for key in keys))


def safest_first(reason: Reason) -> tuple[int, int, str]:
    """Return the sort key of a reason: decision, urgency, row."""
    return RANK[reason.decision], URGENCY_RANK.get(reason.urgency or "", 0), reason.key
