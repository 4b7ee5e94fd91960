"""The case: what is known about one patient's episode, as frozen values that check themselves.

None means *not recorded*, never zero. Pain is the numeric rating scale 0–10; dates are ``datetime.date``.
"""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.progression import codes
from footrehab_desktop.progression.fields import (
    CLOCK,
    Block,
    Code,
    Day,
    Flag,
    Many,
    Number,
    Text,
    Whole,
    check_fields,
    held,
    known,
    listed,
    needed,
)

CONTRACT = 1
PAIN = Whole(0, 10)
LEVEL = Whole(0, 520)
PERCENT = Number(0, 100)
MINUTES = Number(0, 10_000)
HOURS = Number(0, 2_000)
IDENTIFIER = Text(80)
MOST = 20_000
"""The longest list that is read: daily entries of more than fifty years."""


class Checked:
    """A value that checks its fields when it is made and raises ``ValueError`` that names the field."""

    __slots__ = ()

    def __post_init__(self) -> None:
        """Check the fields."""
        check_fields(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient(Checked):
    """The patient, as far as the rules look at them."""

    birth_date: date | None = known(Day(), "date of birth")
    sex: str | None = known(Code(codes.SEXES), "sex, for norms")
    beta_blocker: bool | None = known(Flag(), "takes a beta-blocker: effort instead of heart rate")
    arrhythmia: bool | None = known(Flag(), "has an arrhythmia: effort instead of heart rate")
    diabetes: bool | None = known(Flag(), "has diabetes")
    neuropathy: bool | None = known(Flag(), "has a known neuropathy")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoneStressHistory(Checked):
    """Bone stress injuries of the last two years."""

    neck_sacrum_pelvis: int | None = known(Whole(0, 20), "number at femoral neck, sacrum or pelvis")
    elsewhere: int | None = known(Whole(0, 20), "number at other sites")
    training_months_lost: float | None = known(Number(0, 24), "months of training lost to bone stress injury")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shoe(Checked):
    """A running shoe in use."""

    id: str = needed(IDENTIFIER, "name of the shoe as in sessions[].shoe")
    km: float | None = known(Number(0, 20_000), "distance run in it, km")
    worn: bool | None = known(Flag(), "visibly worn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode(Checked):
    """One injury and its plan."""

    condition: str = needed(Code(tuple(codes.CONDITIONS)), "condition")
    side: str | None = known(Code(codes.SIDES), "injured side; both: norms instead of side comparison")
    site: str | None = known(IDENTIFIER, "site; for bone stress injuries a code of the bone sites")
    plan_start: date | None = known(Day(), "first day of the plan")
    pain_ceiling: int | None = known(Whole(0, 5), "ceiling set by clinician or surgeon, within the condition's limit")
    first_run_on: date | None = known(Day(), "first run of the walk-run table")
    restriction: str | None = known(Code(tuple(codes.PHASES)), "highest phase that the surgeon allows")
    restriction_until: date | None = known(Day(), "last day of the surgeon's restriction; not given: until changed")
    clearance: date | None = known(Day(), "day running was cleared by clinician or surgeon, healing seen on imaging")
    energy_assessment_on: date | None = known(Day(), "day of the physician-led energy-deficiency assessment")
    bone_stress_history: BoneStressHistory | None = known(Block(BoneStressHistory), "bone stress injuries, 2 years")
    adherence_pct: float | None = known(PERCENT, "plan done in the last two weeks, %")
    previous_adherence_pct: float | None = known(PERCENT, "plan done in the two weeks before those, %")
    reassessed_on: date | None = known(Day(), "day of the last reassessment, red flags negative")
    visit_number: int | None = known(Whole(1, 1000), "number of this visit")
    goal_recorded: bool | None = known(Flag(), "a goal is on file")
    toe_taped: bool | None = known(Flag(), "injured toe is taped or splinted during loading")
    gait_assessed_on: date | None = known(Day(), "day of the last gait assessment")
    orthosis_strengthening_plan: bool | None = known(Flag(), "strengthening plan paired with the orthosis is on file")
    foot_programme_weeks: int | None = known(Whole(0, 520), "weeks of foot strengthening done")
    intrinsic_deficit_cycles: int | None = known(Whole(0, 20), "mesocycles through which the foot deficit persists")
    shoes: tuple[Shoe, ...] = listed(Many(Block(Shoe), 50), "running shoes in use")


@dataclass(frozen=True, slots=True, kw_only=True)
class State(Checked):
    """Where the patient stands. The core hands it out (``begin``, ``advance``); nothing else computes it."""

    phase: str = needed(Code(tuple(codes.PHASES)), "phase")
    level: int = needed(LEVEL, "stage (PH4), rung (PH0-PH3) or week (PH5, PH6)")
    table: str | None = known(IDENTIFIER, "walk-run table; must be given in PH4")
    top_level: int | None = known(Whole(0, 60), "last rung of the phase; not given: as in the rulebook")
    stable_levels: tuple[int, ...] = listed(Many(LEVEL, 521), "levels with two clean sessions in a row")
    baseline_pain: int | None = known(PAIN, "usual pain before the session")
    baseline_swelling: int | None = known(Whole(0, 3), "usual swelling 0-3")
    baseline_stiffness_min: float | None = known(Number(0, 600), "usual morning stiffness, min")
    week_in_cycle: int | None = known(Whole(1, 104), "number of the week being planned")
    cycle_weeks: int | None = known(Whole(6, 8), "length of the training cycle, weeks")
    cycle_started_on: date | None = known(Day(), "first day of the cycle; if given, week_in_cycle follows from it")
    weeks_since_light: int | None = known(Whole(0, 104), "loaded weeks since the last light week")
    light_week_on: date | None = known(Day(), "first day of the last light week; if given, weeks_since_light follows")
    first_review_after_light_week: bool | None = known(Flag(), "the load has not been full again since a light week")
    reference_week_min: float | None = known(MINUTES, "running minutes of the last week that was not light")
    longest_run_30d_min: float | None = known(MINUTES, "longest run of the last 30 days, min")
    last_run_on: date | None = known(Day(), "day of the last run")
    locked_level: int | None = known(LEVEL, "level that may not be entered before locked_until")
    locked_until: date | None = known(Day(), "first day on which locked_level may be entered")
    no_impact_until: date | None = known(Day(), "first day on which impact is allowed again")


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake(Checked):
    """What the first assessment says about where to begin. ``phase`` is the clinician's choice."""

    on: date = needed(Day(), "first day of the plan")
    phase: str = needed(Code(tuple(codes.PHASES)), "phase to begin in")
    level: int | None = known(LEVEL, "level to begin at; not given: the first one of the phase")
    table: str | None = known(IDENTIFIER, "walk-run table; not given: the default for the condition")
    baseline_pain: int | None = known(PAIN, "usual pain")
    baseline_swelling: int | None = known(Whole(0, 3), "usual swelling 0-3")
    baseline_stiffness_min: float | None = known(Number(0, 600), "usual morning stiffness, min")
    reference_week_min: float | None = known(MINUTES, "running minutes of a usual week")


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryItem(Checked):
    """An earlier review: what was decided and what stood after it."""

    on: date = needed(Day(), "day of the review")
    decision: str = needed(Code(codes.DECISIONS), "decision that stood")
    from_level: int | None = known(LEVEL, "level before")
    to_level: int | None = known(LEVEL, "level after")
    rules: tuple[str, ...] = listed(Many(Text(20), 200), "ids of the rules that fired")
    trigger: str | None = known(Code(tuple(codes.TRIGGERS)), "what set off the flare")
    flares: tuple[date, ...] = listed(Many(Day(), 400), "days of the sessions that flared; not given: the review's day")
    undecided: tuple[str, ...] = listed(Many(IDENTIFIER, 400), "ids of sessions that could not be judged yet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session(Checked):
    """One training session and how the injury answered."""

    id: str = needed(IDENTIFIER, "id, unique in the case")
    on: date = needed(Day(), "day")
    at: str | None = known(Text(5, CLOCK, "a time HH:MM"), "time of day HH:MM")
    kind: str | None = known(Code(tuple(codes.SESSION_KINDS)), "what was done")
    impact: bool | None = known(Flag(), "run, jump or hop; not recorded: treated as impact for the observation window")
    level: int | None = known(LEVEL, "level it was done at; not recorded: the level of that time")
    completed_pct: float | None = known(Number(0, 300), "part of the plan that was done, %")
    minutes: float | None = known(MINUTES, "length, min")
    run_min: float | None = known(MINUTES, "running minutes")
    pain_during: int | None = known(PAIN, "worst pain during")
    pain_24h: int | None = known(PAIN, "pain in the usual provoking activity after 24 h")
    pain_48h: int | None = known(PAIN, "pain in the usual provoking activity after 48 h")
    settle_h: float | None = known(HOURS, "hours until back at the baseline")
    rest_pain: int | None = known(PAIN, "pain at rest")
    stiffness_delta_min: float | None = known(Number(-600, 600), "next-morning stiffness above the usual, min")
    swelling: int | None = known(Whole(0, 3), "swelling: 0 none, 1 mild, 2 clear, 3 marked")
    swelling_h: float | None = known(HOURS, "hours the swelling lasted")
    sharp: bool | None = known(Flag(), "sharp pain at the injury")
    limp: bool | None = known(Flag(), "new limp or visible compensation")
    night_waking_nights_7d: int | None = known(Whole(0, 7), "nights woken by pain in the last 7")
    tenderness: str | None = known(Code(tuple(codes.TENDERNESS)), "new localised tenderness")
    ache_elsewhere_only: bool | None = known(Flag(), "the pain afterwards was diffuse muscle ache on both sides only")
    rpe: float | None = known(Number(0, 10), "effort 0-10")
    target_rpe: float | None = known(Number(0, 10), "planned effort 0-10")
    hr_over_usual_bpm: float | None = known(Number(-150, 150), "heart rate above the usual for this task, beats/min")
    surface: int | None = known(Whole(1, 5), "surface step 1-5")
    shoe: str | None = known(IDENTIFIER, "shoe worn")
    foot_contacts: int | None = known(Whole(0, 5_000), "foot contacts of jumps and hops")
    extra_reps: int | None = known(Whole(0, 50), "repetitions left in the last set")
    trigger: str | None = known(Code(tuple(codes.TRIGGERS)), "what else set off the symptoms")
    outside_plan: bool | None = known(Flag(), "training that nobody prescribed: it loads, but is no step of the plan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Checked):
    """Something found at examination. It stands until a clinician clears it."""

    code: str = needed(Code(tuple(codes.FINDINGS)), "finding")
    on: date = needed(Day(), "day it was found")
    since: date | None = known(Day(), "day it began (injury, medicine)")
    cleared_on: date | None = known(Day(), "day a clinician settled it, e.g. excluded by a scan")
    value: float | None = known(Number(0, 1_000), "measured value in the finding's unit; not given: reaches the limit")
    site: str | None = known(Code(tuple(codes.BONE_SITES)), "bone site")


@dataclass(frozen=True, slots=True, kw_only=True)
class Test(Checked):
    """A test result. One result for the whole person stands under ``involved``."""

    __test__ = False  # pytest collects classes called Test*

    test: str = needed(Code(tuple(codes.TESTS)), "test")
    on: date = needed(Day(), "day")
    involved: float | None = known(Number(-100, 5_000), "injured side, or the whole person's result")
    uninvolved: float | None = known(Number(-100, 5_000), "other side")
    set_up: str | None = known(IDENTIFIER, "set-up, e.g. incline or flat")
    items: tuple[int, ...] = listed(Many(Whole(0, 2), 8), "fatigue gait check: the 8 items when tired")
    fresh_items: tuple[int, ...] = listed(Many(Whole(0, 2), 8), "fatigue gait check: the 8 items when fresh")
    cadence_change_pct: float | None = known(Number(-100, 100), "fatigue gait check: cadence late against early, %")
    contact_difference_pct: float | None = known(PERCENT, "fatigue gait check: contact time left-right difference, %")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureResult(Checked):
    """The score of an outcome measure."""

    measure: str = needed(Code(tuple(codes.MEASURES)), "measure")
    on: date = needed(Day(), "day")
    score: float | None = known(Number(-100, 1_000), "score")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery(Checked):
    """One day of the diary."""

    on: date = needed(Day(), "day")
    sleep_h: float | None = known(Number(0, 24), "sleep, h")
    mood: int | None = known(Whole(1, 5), "mood 1-5, 5 best")
    resting_hr: float | None = known(Number(20, 250), "resting heart rate, beats/min")
    weight_kg: float | None = known(Number(20, 400), "body weight, kg")
    worst_pain: int | None = known(PAIN, "worst pain of the day")
    exercises: str | None = known(Code(codes.ROUTINE_DONE), "daily routine done")


@dataclass(frozen=True, slots=True, kw_only=True)
class Week(Checked):
    """Sums of one training week."""

    start: date = needed(Day(), "first day")
    run_min: float | None = known(MINUTES, "running minutes")
    srpe_load: float | None = known(Number(0, 100_000), "minutes x effort of all training")
    mean_pain_during: float | None = known(Number(0, 10), "mean of the worst pain in sessions")
    adherence_pct: float | None = known(PERCENT, "plan done, %")
    light: bool | None = known(Flag(), "light week")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request(Checked):
    """What is asked for in the coming week."""

    week_min: float | None = known(MINUTES, "running minutes")
    long_run_min: float | None = known(MINUTES, "longest single run, min")
    level: int | None = known(LEVEL, "level")
    adds: tuple[str, ...] = listed(Many(Code(tuple(codes.ADDITIONS)), 30), "what is added or changed")
    exercise: str | None = known(IDENTIFIER, "exercise asked for")
    surface: int | None = known(Whole(1, 5), "surface step")
    cadence_change_pct: float | None = known(Number(-50, 50), "cadence change against the usual, %")
    minimalist_pct: float | None = known(PERCENT, "part of weekly running in the minimalist shoe, %")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Checked):
    """Everything a decision may look at. The order of the lists has no meaning."""

    contract: int = needed(Whole(CONTRACT, CONTRACT), "version of this contract")
    today: date = needed(Day(), "day of the review")
    episode: Episode = needed(Block(Episode), "episode")
    state: State = needed(Block(State), "state")
    patient: Patient = held(Block(Patient), Patient(), "patient")
    history: tuple[HistoryItem, ...] = listed(Many(Block(HistoryItem), MOST), "earlier reviews")
    sessions: tuple[Session, ...] = listed(Many(Block(Session), MOST), "sessions")
    findings: tuple[Finding, ...] = listed(Many(Block(Finding), MOST), "findings")
    tests: tuple[Test, ...] = listed(Many(Block(Test), MOST), "tests")
    measures: tuple[MeasureResult, ...] = listed(Many(Block(MeasureResult), MOST), "outcome measures")
    recovery: tuple[Recovery, ...] = listed(Many(Block(Recovery), MOST), "days of the diary")
    weeks: tuple[Week, ...] = listed(Many(Block(Week), MOST), "weeks")
    request: Request | None = known(Block(Request), "what is asked for")
