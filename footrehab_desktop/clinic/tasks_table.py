"""The kinds of task as a table: how urgent, what it says and why, by which rule, and where the work goes on.

``why`` is a template: its names are filled with what is on file, ``{since}`` and ``{days}`` with the present day.
"""

from typing import Final, NamedTuple


class TaskKind(NamedTuple):
    """One kind of task, the most urgent having the lowest ``rank``.

    ``rule`` is the id of the rule, requirement or figure behind it; ``{rule}`` when the entry brings its own. Answered
    as done it rests for ``rests_days``, without any until it is due anew. Without an answer it cannot be set aside.
    """

    code: str
    group: str
    rank: int
    title: str
    why: str
    page: str
    rule: str
    rests_days: int | None = None
    answerable: bool = True


GROUPS: Final[dict[str, str]] = {
    "safety": "Red flags and referrals",
    "review": "Reviews",
    "start": "Not started",
    "trend": "No response",
    "phase": "Stuck in a phase",
    "tests": "Tests and gait",
    "measures": "Outcome measures",
    "talk": "Check-ins, goals, exposure",
    "gear": "Shoes and orthoses",
    "diary": "Diary",
}
QUIET_RANK: Final = 99

_K = TaskKind
_ROWS: Final[tuple[TaskKind, ...]] = (
    _K("refer", "safety", 0, "Refer: {urgency}", "Decided {since}, not documented yet.", "review", "B.3",
       answerable=False),
    _K("red_flag", "safety", 0, "Red flag: refer, {urgency}", "{sentence} Review to document the referral.", "review",
       "{rule}", answerable=False),
    _K("flare", "review", 1, "Flare on {day}", "Session of {day} flared and was not reviewed since.", "review", "FL-02",
       answerable=False),
    _K("answer", "review", 2, "A review waits for your answer", "Decided {since}, not answered yet.", "review", "B.0",
       answerable=False),
    _K("reassess", "review", 3, "{stopped}: reassess", "Stopped on {since}; nothing goes on before a reassessment.",
       "summary", "FL-07", answerable=False),
    _K("reassessed", "review", 3, "Reassessed {day}: review again", "Stopped on {since}, reassessed {day}.", "review",
       "FL-07", answerable=False),
    _K("review", "review", 4, "Review {late}", "The next review was set for {since}.", "review", "B.0",
       answerable=False),
    _K("unread", "review", 4, "What is due cannot be worked out", "The record holds something that the rules do not "
       "take; the review says what and where.", "review", "B.0", answerable=False),
    _K("assess", "start", 5, "First assessment not signed", "Nothing can be decided before it.", "assess", "B.0",
       answerable=False),
    _K("plan", "start", 5, "Plan not started", "Assessed; phase and level are not chosen yet.", "plan", "B.0",
       answerable=False),
    _K("trend", "trend", 6, "{title}", "{sentence}", "review", "{rule}", 14),
    _K("gait", "tests", 7, "Fatigue gait check due", "{sentence}", "assess", "GT-01", 7),
    _K("tests", "tests", 8, "Tests for the next gate: {count}", "Asked by {gate}: {tests}.", "assess", "{gate}", 14),
    _K("stuck", "phase", 9, "{weeks} weeks in {phase}",
       "{phase} usually takes {usual}; entered {entered}. Look for what holds it back.", "review", "B.2", 14),
    _K("check_in", "talk", 10, "Check-in with the {whom}", "Agreed for {since}, not noted yet.", "assess", "S001-68"),
    _K("goal_due", "talk", 11, "Goal of {since}: reached?", "\N{LEFT DOUBLE QUOTATION MARK}{goal}"
       "\N{RIGHT DOUBLE QUOTATION MARK} was aimed at by {since}.", "assess", "S001-80"),
    _K("no_goal", "talk", 11, "No goal recorded", "{sentence}", "assess", "PS-04", 28),
    _K("fear", "talk", 11, "Fear of movement: graded exposure", "{sentence} No ladder is on file.", "assess", "PS-01",
       14),
    _K("exposure", "talk", 12, "Exposure step {step} waits", "{activity}: fear {fear}/10 before{after}; it is mastered "
       "when fear has halved.", "assess", "S001-81", 7),
    _K("measure", "measures", 13, "{measure} due", "Due {since}, {when}; taken last {last}.", "assess", "S001-69"),
    _K("orthosis", "gear", 14, "Look at the orthosis again", "Set for {since}: a new device is looked at after two "
       "weeks.", "assess", "FW-04"),
    _K("shoe", "gear", 15, "Shoe {shoe}: {how}", "{shoe}: {reckoned}. New shoes are advised above {limit} km.",
       "assess", "FW-01"),
    _K("silent", "diary", 16, "No diary entry for {days} days", "Last entry {since}; nothing can be judged without.",
       "diary", "S000-77", 7),
    _K("coverage", "diary", 17, "Diary on {noted} of {window} days", "Fewer than {least} of the last {window} days "
       "have an entry; gaps are not zero.", "diary", "S000-77", 7),
)  # fmt: skip
TASK_KINDS: Final[dict[str, TaskKind]] = {kind.code: kind for kind in _ROWS}

TREND_TITLES: Final[dict[str, str]] = {
    "TR-01": "Pain is escalating",
    "TR-02": "No response after 6 weeks",
    "TR-03": "No response after 12 weeks",
    "TR-04": "Little of the plan is done",
    "TR-05": "Foot deficit persists",
    "TR-06": "Outcome measure fell",
    "PS-03": "Low mood, less done",
}
