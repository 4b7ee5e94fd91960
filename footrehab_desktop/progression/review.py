"""One review: the case laid out for the rules, made once per decision. Nothing here decides."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from footrehab_desktop.progression.ceilings import pain_ceiling, rest_pain_allowed
from footrehab_desktop.progression.codes import IMPACT_KINDS
from footrehab_desktop.progression.rulebook import Rulebook
from footrehab_desktop.progression.values import (
    Case,
    Finding,
    HistoryItem,
    MeasureResult,
    Recovery,
    Session,
    Test,
    Week,
)

if TYPE_CHECKING:
    from footrehab_desktop.progression.decision import Fact
    from footrehab_desktop.progression.rule import SessionRule

# Findings that carry a measured value count from this figure on; those in ABOVE only above it.
LIMITS = {
    "calf_larger": "SF-03.calf_cm",
    "fever": "SF-05.fever_c",
    "skin_warmer": "SF-08.warmer_c",
    "syndesmosis_tenderness": "SF-14.tenderness_cm",
    "night_pain_unrelieved": "SF-18.nights",
    "long_morning_stiffness": "SF-19.stiff_min",
    "missed_periods": "BS-05.periods",
    "thick_plantar_fascia": "IM-04.fascia_mm",
}
ABOVE = frozenset({"long_morning_stiffness", "thick_plantar_fascia"})

RUNNING_PHASES = frozenset({"PH4", "PH5", "PH6"})
CROSS_TRAINING = frozenset({"cycle", "swim"})
Entry = TypeVar("Entry")
BSI = frozenset({"bsi_low", "bsi_high"})


@dataclass(frozen=True, slots=True)
class Review:
    """The case on the day of the review, lists in order of date, findings and tests by code.

    ``new`` are the sessions that the last review could not judge; ``verdicts`` keeps what was judged once.
    """

    case: Case
    today: date
    book: Rulebook
    ceiling: int
    rest_allowed: int
    baseline: int
    sessions: tuple[Session, ...]
    new: tuple[Session, ...]
    history: tuple[HistoryItem, ...]
    found: dict[str, list[Finding]]
    tests: dict[str, list[Test]]
    measures: dict[str, list[MeasureResult]]
    recovery: tuple[Recovery, ...]
    weeks: tuple[Week, ...]
    runs: tuple[Session, ...]
    position: dict[str, int]
    verdicts: "dict[str, tuple[tuple[SessionRule, tuple[Fact, ...]], ...]]" = field(default_factory=dict)

    @property
    def condition(self) -> str:
        """Return the condition's code."""
        return self.case.episode.condition

    @property
    def phase(self) -> str:
        """Return the present phase."""
        return self.case.state.phase

    @property
    def level(self) -> int:
        """Return the present level."""
        return self.case.state.level

    @property
    def last_review(self) -> date | None:
        """Return the day of the last review on file."""
        return self.history[-1].on if self.history else None

    def days_since(self, day: date) -> int:
        """Return the days from ``day`` to the review."""
        return (self.today - day).days

    def has(self, code: str) -> bool:
        """Return whether a finding stands."""
        return code in self.found

    def test(self, code: str) -> Test | None:
        """Return the latest result of a test."""
        results = self.tests.get(code)
        return results[-1] if results else None

    def score(self, measure: str) -> MeasureResult | None:
        """Return the latest result of an outcome measure that has a score."""
        results = self.measures.get(measure)
        return results[-1] if results else None

    def age(self) -> int | None:
        """Return the patient's age in years."""
        birth = self.case.patient.birth_date
        if birth is None:
            return None
        before_birthday = (self.today.month, self.today.day) < (birth.month, birth.day)
        return self.today.year - birth.year - before_birthday

    def window_days(self, session: Session) -> int:
        """Return the length of a session's observation window in days."""
        return int(self.book["PM-01.impact_days" if is_impact(session) else "PM-01.other_days"])


def open_review(case: Case, today: date, book: Rulebook) -> Review:
    """Lay out a case for the rules."""
    episode = case.episode
    history = tuple(sorted(case.history, key=lambda item: (item.on, item.decision, item.rules)))
    sessions = tuple(sorted(case.sessions, key=lambda session: (session.on, session.at or "", session.id)))
    return Review(
        case=case,
        today=today,
        book=book,
        ceiling=pain_ceiling(episode.condition, episode.pain_ceiling, book),
        rest_allowed=rest_pain_allowed(episode.condition, book),
        baseline=case.state.baseline_pain or 0,
        sessions=sessions,
        new=_new_sessions(sessions, history, today, book),
        history=history,
        found=_standing(case.findings, today, book),
        tests=_by_code((test.test, test) for test in sorted(case.tests, key=_test_order)),
        measures=_by_code((result.measure, result) for result in _scored(case.measures)),
        recovery=tuple(sorted(case.recovery, key=lambda day: day.on)),
        weeks=tuple(sorted(case.weeks, key=lambda week: week.start)),
        runs=tuple(session for session in sessions if is_run(session)),
        position={session.id: index for index, session in enumerate(sessions)},
    )


def is_impact(session: Session) -> bool:
    """Return whether a session counts as impact; not recorded counts as impact (the longer window is safer)."""
    return session.impact is not False or session.kind in IMPACT_KINDS


def is_run(session: Session) -> bool:
    """Return whether a session was a run: said so, ran minutes, or impact without a kind."""
    return session.kind == "run" or bool(session.run_min) or (session.kind is None and session.impact is True)


def _new_sessions(
    sessions: tuple[Session, ...], history: tuple[HistoryItem, ...], today: date, book: Rulebook
) -> tuple[Session, ...]:
    """Return the sessions after the last review, those whose window was open then, and those left undecided.

    At a first review these are the sessions of the weeks in which a flare counts.
    """
    if not history:
        first = today - timedelta(days=book["FL-04.days"])
        return tuple(session for session in sessions if session.on >= first)
    last = history[-1].on
    undecided = frozenset(name for item in history if item.on == last for name in item.undecided)
    impact, other = timedelta(book["PM-01.impact_days"]), timedelta(book["PM-01.other_days"])
    first = last - max(impact, other)
    return tuple(
        session
        for session in sessions
        if (session.on > first and session.on + (impact if is_impact(session) else other) > last)
        or session.id in undecided
    )


def _standing(findings: tuple[Finding, ...], today: date, book: Rulebook) -> dict[str, list[Finding]]:
    standing = [
        finding
        for finding in findings
        if not (finding.cleared_on is not None and finding.cleared_on <= today) and _reaches_limit(finding, book)
    ]
    standing.sort(key=lambda finding: (finding.on, finding.code, finding.site or "", finding.value or 0))
    return _by_code((finding.code, finding) for finding in standing)


def _reaches_limit(finding: Finding, book: Rulebook) -> bool:
    key = LIMITS.get(finding.code)
    if key is None or finding.value is None:
        return True
    return finding.value > book[key] if finding.code in ABOVE else finding.value >= book[key]


def _by_code(pairs: Iterable[tuple[str, Entry]]) -> dict[str, list[Entry]]:
    grouped: dict[str, list[Entry]] = {}
    for code, entry in pairs:
        grouped.setdefault(code, []).append(entry)
    return grouped


def _test_order(test: Test) -> tuple[date, float, float, str]:
    return test.on, _or_least(test.involved), _or_least(test.uninvolved), test.set_up or ""


def _scored(measures: tuple[MeasureResult, ...]) -> list[MeasureResult]:
    scored = [result for result in measures if result.score is not None]
    return sorted(scored, key=lambda result: (result.on, result.measure, _or_least(result.score)))


def _or_least(value: float | None) -> float:
    return float("-inf") if value is None else value
