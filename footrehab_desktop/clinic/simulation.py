"""The same virtual patients on two programmes: one decided by the core at each review, one moved on by the clock.

The reviewed side reads the written diary through ``case_building``, as the clinic does, and asks the real core. Its
clinician reviews on the day that the decision names, repeats the tests that a rule asks for with good results, and
reassesses after a pause or a referral once the morning pain that is told is down. The clock knows no symptoms.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Protocol

from footrehab_desktop.clinic.case_building import EpisodeFile, case_json
from footrehab_desktop.clinic.simulated_patient import PlannedSession, SimulatedDay, SimulatedPatient
from footrehab_desktop.clinic.simulation_programme import (
    RUN_DAYS,
    STRENGTH,
    STRENGTH_DAYS,
    programme_by_clock,
    stage_session,
)
from footrehab_desktop.clinic.simulation_traits import VirtualPatient, draw_days, draw_patient
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression import (
    STANDARD,
    Case,
    Decision,
    Intake,
    advance,
    begin,
    decide,
    history_item,
    pain_ceiling,
    read_case,
    state_to_json,
)
from footrehab_desktop.progression import Episode as CoreEpisode
from footrehab_desktop.progression.codes import WALK_RUN_PHASE
from footrehab_desktop.progression.values import HistoryItem, Test
from footrehab_desktop.records.values import (
    DiaryDay,
    DiarySession,
    Episode,
    EpisodeDetails,
    Patient,
    PatientDetails,
    StoredState,
)

CONDITION: Final = "plantar_heel"
TABLE: Final = "W-GEN"
FIRST_DAY: Final = date(2026, 1, 5)
GOAL_MINUTES: Final = 30
WEEK_DAYS: Final = 7
FIRST_REVIEW: Final = timedelta(days=7)
BORN: Final = date(1986, 1, 1)
NOON: Final = datetime.combine(FIRST_DAY, time(12), UTC)
TESTS: Final = ("heel_raise", "weight_bearing_lunge", "single_leg_stance", "toe_strength")
GOOD_RESULT: Final = 40.0
# No rule that looks at sessions, days or weeks reaches back further; reading no more keeps a long course quick.
LOOK_BACK: Final = timedelta(weeks=6)


class Side(Protocol):
    """One way of moving a programme on."""

    def planned(self, on: date) -> PlannedSession | None:
        """Return what is prescribed for a day."""

    def lived(self, day: SimulatedDay) -> None:
        """Take note of a day."""


@dataclass(frozen=True, slots=True)
class Course:
    """How one virtual patient fared: flares, days in a flare, days until the goal was reached (None: never).

    ``decisions`` counts what the core decided; empty on the side of the clock.
    """

    flares: int
    flare_days: int
    goal_day: int | None
    decisions: Counter[str] = field(default_factory=Counter)

    @property
    def goal_weeks(self) -> float | None:
        """Return the weeks until the goal was reached."""
        return None if self.goal_day is None else self.goal_day / WEEK_DAYS


@dataclass(frozen=True, slots=True)
class Pair:
    """The two courses of one virtual patient, who meets the same days on both sides."""

    reviewed: Course
    clock: Course


class ByClock:
    """One stage a week, whatever is felt or written down."""

    def __init__(self, table: str, first: date) -> None:
        self._programme = programme_by_clock(table, first)

    def planned(self, on: date) -> PlannedSession | None:
        """Return what is prescribed for a day."""
        return self._programme(on)

    def lived(self, day: SimulatedDay) -> None:
        """Take no note of anything."""


class ByReview:
    """The progression core decides at each review from what is written in the diary."""

    def __init__(self, forms: Forms, table: str, first: date) -> None:
        self._forms = forms
        self._table = table
        self._details = EpisodeDetails(CONDITION, "right", first, goal="Run for 30 minutes", run_table=table)
        self._sessions: list[DiarySession] = []
        self._days: list[DiaryDay] = []
        self._history: list[HistoryItem] = []
        self._waking = 0
        self._last: Decision | None = None
        self._next_review = first + FIRST_REVIEW
        self.state = begin(CoreEpisode(condition=CONDITION), Intake(on=first, phase=WALK_RUN_PHASE, table=table))
        self.decisions: Counter[str] = Counter()

    def planned(self, on: date) -> PlannedSession | None:
        """Return what is prescribed for a day, after the review if one is due on it."""
        if on >= self._next_review:
            self._review(on)
        if self._stopped():
            return None
        if on.weekday() in STRENGTH_DAYS:
            return STRENGTH
        if on.weekday() not in RUN_DAYS or self._no_impact(on):
            return None
        return stage_session(self._table, self.state.level, self._last.load_factor if self._last else 1.0)

    def lived(self, day: SimulatedDay) -> None:
        """Keep what was written down."""
        if day.session:
            self._sessions.append(replace(day.session, id=f"s{len(self._sessions)}"))
        if day.day:
            self._days.append(day.day)
            self._waking = day.day.morning_pain or 0

    def _stopped(self) -> bool:
        last = self._last
        return last is not None and (last.decision == "PAUSE" or last.load_factor == 0)

    def _no_impact(self, on: date) -> bool:
        """No run before the day that the core names, nor after a step back while mornings are painful (FL-02)."""
        last, until = self._last, self.state.no_impact_until
        if last is None:
            return False
        return (until is not None and on < until) or (last.decision == "REGRESS" and self._painful())

    def _painful(self) -> bool:
        return self._waking > max(STANDARD["FL-02.pain"], self.state.baseline_pain or 0)

    def _review(self, today: date) -> None:
        if self._stopped() and not self._painful():
            self._details = replace(self._details, reassessed_on=today)
        case = self._case(today)
        decision = decide(case, today)
        self.state = advance(case, decision)
        self._history.append(history_item(decision, self.state))
        self.decisions[decision.decision] += 1
        self._last, self._next_review = decision, decision.next_review_on

    def _case(self, today: date) -> Case:
        since = today - LOOK_BACK
        stored = StoredState("", 1, self._details.plan_start, state_to_json(self.state))
        file = EpisodeFile(
            patient=Patient("", 1, PatientDetails("", "", BORN, "female", diabetes=False, neuropathy=False), NOON),
            episode=Episode("", "", self._details, NOON),
            assessments=(),
            sessions=tuple(session for session in self._sessions if session.on >= since),
            days=tuple(day for day in self._days if day.on >= since),
            decisions=(),
            states=(stored,),
        )
        tests = tuple(Test(test=code, on=today, involved=GOOD_RESULT, uninvolved=GOOD_RESULT) for code in TESTS)
        return replace(read_case(case_json(file, self._forms, today)), history=tuple(self._history), tests=tests)


def follow(patient: VirtualPatient, side: Side, first: date, weeks: int) -> tuple[SimulatedDay, ...]:
    """Let a virtual patient live ``weeks`` weeks of what ``side`` prescribes."""
    lived = SimulatedPatient(patient, draw_days(patient, WEEK_DAYS * weeks), first)
    days = []
    for number in range(WEEK_DAYS * weeks):
        on = first + timedelta(days=number)
        day = lived.live(on, side.planned(on))
        side.lived(day)
        days.append(day)
    return tuple(days)


def course_of(days: tuple[SimulatedDay, ...], decisions: Counter[str], ceiling: int) -> Course:
    """Return how the days went. The goal: a whole 30 min run with pain within the ceiling and outside a flare."""
    reached = (
        number
        for number, day in enumerate(days, start=1)
        if day.planned and day.planned.run_min >= GOAL_MINUTES and day.part >= 1 and day.pain_during <= ceiling
        and not day.tissue.flaring
    )  # fmt: skip
    flare_days = sum(day.tissue.flaring for day in days)
    return Course(days[-1].tissue.flares, flare_days, next(reached, None), decisions)


def compare(forms: Forms, seed: int, patients: int, weeks: int, table: str = TABLE) -> Iterator[Pair]:
    """Yield one pair of courses for each virtual patient from the first on."""
    ceiling = pain_ceiling(CONDITION)
    for number in range(1, patients + 1):
        traits = draw_patient(seed, number)
        review = ByReview(forms, table, FIRST_DAY)
        days = follow(traits, review, FIRST_DAY, weeks)
        by_clock = follow(traits, ByClock(table, FIRST_DAY), FIRST_DAY, weeks)
        yield Pair(course_of(days, review.decisions, ceiling), course_of(by_clock, Counter(), ceiling))
