"""The decision: what the core answers, with every reason as an object. Sentences are made in ``explain``."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

Value = int | float | str | bool | date | tuple[str, ...]


class Fact(NamedTuple):
    """Something the case holds that a rule used; ``on`` and ``session`` say when and where it was recorded."""

    fact: str
    value: Value
    on: date | None = None
    session: str | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that fired. ``key`` is the row (an id may have several rows); ``figures`` its thresholds by name."""

    rule: str
    key: str
    decision: str
    facts: tuple[Fact, ...]
    figures: tuple[Fact, ...] = ()
    sources: tuple[str, ...] = ()
    mark: str = "design"
    urgency: str | None = None


class NotMet(NamedTuple):
    """A gate item that does not count as met: ``not_met``, ``stale`` or ``unknown``."""

    gate: str
    item: str
    need: str
    have: float | None
    state: str
    on: date | None = None


class GateItem(NamedTuple):
    """One item of the next gate with its state (``met``, ``not_met``, ``stale``, ``unknown``) and a sentence."""

    gate: str
    item: str
    need: str
    have: float | None
    state: str
    on: date | None
    sentence: str


class Cap(NamedTuple):
    """An upper limit that the plan must keep."""

    rule: str
    limit: float
    unit: str


class Task(NamedTuple):
    """Something to do that does not change the decision."""

    rule: str
    key: str
    facts: tuple[Fact, ...] = ()
    figures: tuple[Fact, ...] = ()


class StageStep(NamedTuple):
    """A stage of a walk–run table as it is prescribed."""

    table: str
    stage: int
    run_min: float
    total_min: float
    bouts: str


class Plan(NamedTuple):
    """The coming week: running minutes, longest run, stage, and whether impact is allowed."""

    week_min: float | None = None
    long_run_min: float | None = None
    stage: StageStep | None = None
    impact: bool = True
    no_impact_until: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer to one case on one day.

    ``target_level`` counts on in the present phase; ``next_phase`` and ``next_level`` are where the state goes.
    """

    decided_on: date
    decision: str
    urgency: str | None
    phase: str
    level: int
    target_level: int
    next_phase: str
    next_level: int
    load_factor: float
    plan: Plan
    reasons: tuple[Reason, ...]
    not_met: tuple[NotMet, ...]
    missing: tuple[str, ...]
    caps: tuple[Cap, ...]
    tasks: tuple[Task, ...]
    next_review_on: date
    flares: tuple[date, ...]
    undecided: tuple[str, ...]
    rules_version: str
    rulebook: str


class Block(NamedTuple):
    """The rule that blocks an exercise now, why, and what would lift it, each in a sentence for the clinician."""

    rule: str
    sentence: str
    lifted_by: str
