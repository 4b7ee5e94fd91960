"""What is printed, as frozen values: whoever asks for a handout fills one of the sheets below.

Every text may hold any characters; none of it is markup. ``side`` is ``"left"``, ``"right"`` or ``"both"``.
Dates are ``datetime.date``; pain is NPRS 0-10; minutes are minutes.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from footrehab_desktop.library.body_chart import ChartMark
from footrehab_desktop.library.chart import ChartContent
from footrehab_desktop.library.field_spec import Section
from footrehab_desktop.library.pictures import Picture

Paper = Literal["A4", "Letter"]
Side = Literal["left", "right", "both"]
Urgency = Literal["EMERGENCY", "SAME_DAY", "URGENT", "SOON", "ROUTINE"]
DecisionWord = Literal["REFER", "PAUSE", "REGRESS", "DELOAD", "HOLD", "PROGRESS"]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Who the sheet is for. ``name`` is printed as given: ``FAMILY, Given (Title)``."""

    name: str
    birth_date: date
    record_number: int


@dataclass(frozen=True, slots=True)
class ClinicLine:
    """Who gives the sheet. Empty parts are left out."""

    name: str
    address: str = ""
    phone: str = ""
    clinician: str = ""


@dataclass(frozen=True, slots=True)
class DoseFigures:
    """The dosage as figures for its icons; ``None``: not prescribed, so no icon."""

    sets: int | None = None
    reps: int | None = None
    hold_s: int | None = None
    minutes: int | None = None
    rest_s: int | None = None
    times_a_day: int | None = None
    days_a_week: int | None = None


@dataclass(frozen=True, slots=True)
class SheetExercise:
    """One exercise as the patient reads it.

    ``dose`` is the large line of the box ("3 × 10 · hold 5 s"), ``frequency`` the one below ("daily"), ``figures`` the
    same for icons; ``picture`` holds the moments of the exercise, drawn for its side.
    """

    name: str
    purpose: str
    steps: tuple[str, ...]
    dose: str
    frequency: str
    cues: tuple[str, ...] = ()
    stop_signs: tuple[str, ...] = ()
    side: Side | None = None
    note: str = ""
    picture: tuple[Picture, ...] = ()
    figures: DoseFigures | None = None


@dataclass(frozen=True, slots=True)
class RunDate:
    """A run to come: its day, and in words what is run and walked."""

    on: date
    what: str


@dataclass(frozen=True, slots=True)
class RunPlanBlock:
    """The walk-run stage for now. ``description`` is the large line: "1 min run : 2 min walk × 6"."""

    table_name: str
    stage_number: int
    description: str
    run_min: float
    total_min: float
    frequency: str = ""
    warm_up: str = ""
    cool_down: str = ""
    rules: tuple[str, ...] = ()
    source_label: str = ""
    effort: str = ""
    dates: tuple[RunDate, ...] = ()


@dataclass(frozen=True, slots=True)
class BadDayBlock:
    """The plan for a day with more pain: names of exercises, those in ``lighter`` with their dose.

    ``instead`` are choices to do in place of running, ``effort`` says how hard.
    """

    kept: tuple[str, ...] = ()
    lighter: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    effort: str = ""


@dataclass(frozen=True, slots=True)
class ExerciseSheet:
    """The exercises of the present plan. ``condition`` and ``phase`` are names for people, not codes.

    ``version`` says whose version it is ("Plan 3"); ``draft``: nobody has approved it yet.
    """

    person: PersonLine
    clinic: ClinicLine
    condition: str
    side: Side
    phase: str
    printed_on: date
    exercises: tuple[SheetExercise, ...]
    run_plan: RunPlanBlock | None = None
    general_stop_signs: tuple[str, ...] = ()
    note: str = ""
    next_review_on: date | None = None
    bad_day: BadDayBlock | None = None
    version: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class DiarySheet:
    """Days from ``first_day`` on pages that can be read back: ``kind`` "short" or "full", ``days`` 7 or 14.

    ``sheet_id`` comes from ``sheet_ids.new_sheet_id()`` and is stored with the layout. ``pain_ceiling`` is the highest
    pain allowed, ``None`` when none is set; ``plan_version`` (0: no plan yet) and the plan's ``week`` of the first day
    stand in the code. Without ``person``, ``side`` and ``first_day`` it is a blank one, to be filled in by hand.
    """

    person: PersonLine | None
    clinic: ClinicLine
    condition: str
    side: Side | None
    printed_on: date
    first_day: date | None
    sheet_id: str
    exercises: tuple[str, ...] = ()
    pain_ceiling: int | None = None
    kind: Literal["short", "full"] = "short"
    days: int = 7
    plan_version: int = 0
    week: int = 1


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One row of the measures table, values as printed (with unit), left and right never swapped."""

    name: str
    left: str
    right: str
    symmetry: str = ""
    judgement: str = ""
    measured_on: date | None = None


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """Something reached and its day."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """An outcome measure: its first, previous and newest score with their days, and the change since the first."""

    name: str
    first: str
    before: str
    now: str
    change: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A review: its day, what stood after it and why, in a sentence."""

    on: date
    decision: DecisionWord
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """Where the patient stands, in the words of its reader. ``summary`` holds whole sentences, newest things first in
    the lists; a table that is empty is left out."""

    person: PersonLine
    clinic: ClinicLine
    condition: str
    side: Side
    printed_on: date
    reader: Literal["patient", "clinician"] = "clinician"
    summary: tuple[str, ...] = ()
    charts: tuple[ChartContent, ...] = ()
    milestones: tuple[MilestoneLine, ...] = ()
    goals: tuple[str, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    outcomes: tuple[OutcomeLine, ...] = ()
    decisions: tuple[DecisionLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """Why: one sentence, the facts with their dates, the rule and where it comes from."""

    sentence: str
    facts: tuple[str, ...] = ()
    rule: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionSheet:
    """A review on paper, for the record or a colleague. ``heading`` says the decision in words."""

    person: PersonLine
    clinic: ClinicLine
    condition: str
    side: Side
    phase: str
    printed_on: date
    decided_on: date
    decision: DecisionWord
    heading: str
    urgency: Urgency | None = None
    reasons: tuple[ReasonLine, ...] = ()
    missing: tuple[str, ...] = ()
    not_met: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    rules_version: str = ""
    next_review_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChangeCell:
    """One answer on two days and what its change is in words with its sign; ``real``: more than error.

    ``sign`` alone stands for the words where there is little room.
    """

    before: str
    after: str
    change: str
    real: bool = False
    sign: str = ""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One row of a comparison: both sides, or ``whole``; ``detail`` is symmetry, norm or a sentence about it."""

    name: str
    left: ChangeCell | None = None
    right: ChangeCell | None = None
    whole: ChangeCell | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ComparisonSheet:
    """Two assessments side by side, what matters first; ``rest`` is what did not change beyond error.

    ``gate`` are tests of the next gate without real change. ``same`` and ``one_day`` say in a phrase each what was
    answered alike, ``same_count`` answers in all, and what was answered on one day only.
    ``before`` and ``after`` name the assessments with their dates, in full as headings and ``short`` as column heads.
    ``charts`` are the marks on the feet on both days, empty where nothing was ever marked, and ``marks`` says in a
    phrase each what became of them.
    """

    person: PersonLine
    clinic: ClinicLine
    condition: str
    side: Side
    printed_on: date
    before: str
    after: str
    before_short: str
    after_short: str
    real: tuple[ChangeLine, ...] = ()
    measures: tuple[ChangeLine, ...] = ()
    gate: tuple[ChangeLine, ...] = ()
    rest: tuple[ChangeLine, ...] = ()
    same: tuple[str, ...] = ()
    same_count: int = 0
    one_day: tuple[str, ...] = ()
    appeared: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    charts: tuple[tuple[ChartMark, ...], ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer of a signed assessment; ``whole`` for an answer without side."""

    name: str
    left: str = ""
    right: str = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class AnswerBlock:
    """A section of a signed assessment."""

    title: str
    lines: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True)
class AssessmentSheet:
    """A signed assessment on paper. ``signed`` says by whom and when; ``standing`` why it no longer counts, if so."""

    person: PersonLine
    clinic: ClinicLine
    condition: str
    side: Side
    printed_on: date
    title: str
    signed: str
    blocks: tuple[AnswerBlock, ...]
    standing: str = ""
    marks: tuple[ChartMark, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding of a referral letter: what, how much or where, and since when it is known."""

    name: str
    value: str
    found: str


@dataclass(frozen=True, slots=True)
class ReferralLetter:
    """A letter that sends the patient on. ``when`` and ``to`` are in words; ``draft`` marks what nobody has signed.

    ``reasons`` carry their rules and sources, which are printed small; ``absent`` is what was looked for and not found;
    ``left_out`` counts reasons and findings beyond those printed.
    """

    person: PersonLine
    clinic: ClinicLine
    condition: str
    side: Side
    printed_on: date
    addressee: str
    when: str
    questions: tuple[str, ...]
    reasons: tuple[ReasonLine, ...]
    findings: tuple[FindingLine, ...]
    absent: tuple[str, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    until_then: tuple[str, ...] = ()
    go_on: str = ""
    left_out: int = 0
    note: str = ""
    draft: bool = False
    rules_version: str = ""


@dataclass(frozen=True, slots=True)
class LeafletPart:
    """A heading with its lines and its icon (a name of ``library.advice.advice_icons``); ``stop``: when to get help.

    ``short`` are the lines in low-literacy print, the same ones if empty; ``ticks``: each line gets a box to tick.
    """

    heading: str
    icon: str
    lines: tuple[str, ...]
    short: tuple[str, ...] = ()
    stop: bool = False
    ticks: bool = False


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A sheet of everyday words: a leading sentence and parts in reading order, what to watch for in boxes."""

    person: PersonLine
    clinic: ClinicLine
    condition: str
    side: Side
    printed_on: date
    title: str
    lead: str
    parts: tuple[LeafletPart, ...]
    version: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter about a patient: to whom, what the clinician writes, then parts from the record.

    ``note`` may hold several paragraphs; ``draft`` marks one that must not leave the clinic yet.
    """

    person: PersonLine
    clinic: ClinicLine
    condition: str
    side: Side
    printed_on: date
    title: str
    addressee: str
    note: str
    parts: tuple[LeafletPart, ...]
    consent: str = ""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class BlankForm:
    """An assessment form to fill in by hand, for a day without power. ``sections`` hold the fields that are asked."""

    clinic: ClinicLine
    printed_on: date
    title: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class RecoveryKeySheet:
    """The recovery key, printed once. ``groups`` are its groups of characters in order."""

    clinic_name: str
    clinician: str
    groups: tuple[str, ...]
    created_on: date


@dataclass(frozen=True, slots=True)
class DayLine:
    """A patient on the list of the day; ``due`` is what waits, the reason for the place first."""

    name: str
    born: date
    injury: str
    standing: str
    due: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayList:
    """Who waits for what on a day, in the order of the board. It stays with the clinician."""

    clinic: ClinicLine
    printed_on: date
    lines: tuple[DayLine, ...]


@dataclass(frozen=True, slots=True)
class PlannedRunLine:
    """A run to come: the earliest day, and whether it lies in a light week."""

    on: date
    light: bool = False


@dataclass(frozen=True, slots=True)
class RunPlanStage:
    """A stage of the patient's table: in words what is run and walked, its minutes, and its runs if all go well."""

    number: int
    what: str
    run_min: float
    total_min: float
    runs: tuple[PlannedRunLine, ...]
    note: str = ""
    present: bool = False


@dataclass(frozen=True, slots=True)
class RunPlanSheet:
    """The walk-run plan from the present stage on; ``stages`` in order, ``rules`` are whole sentences.

    ``light`` says what a light run is. Stages that do not fit on the page follow on the next sheet.
    """

    person: PersonLine
    clinic: ClinicLine
    condition: str
    side: Side
    printed_on: date
    stages: tuple[RunPlanStage, ...]
    only_if: str
    rules: tuple[str, ...]
    warm_up: str
    cool_down: str
    effort: str = ""
    light: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class LightZone:
    """One light of the card: its word, the signs of it (any of them, for "go" all), and what to do."""

    light: Literal["go", "repeat", "back", "stop"]
    word: str
    signs: tuple[str, ...]
    act: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TrafficLightCard:
    """What to do the morning after; "stop" is the first zone, since the first one that fits counts. ``help_line`` is when to get help at once."""

    person: PersonLine
    clinic: ClinicLine
    condition: str
    side: Side
    printed_on: date
    zones: tuple[LightZone, ...]
    help_line: str
    version: str = ""


HandoutContent = (
    ExerciseSheet
    | DiarySheet
    | ProgressReport
    | DecisionSheet
    | ComparisonSheet
    | AssessmentSheet
    | ReferralLetter
    | Leaflet
    | Letter
    | BlankForm
    | RecoveryKeySheet
    | DayList
    | RunPlanSheet
    | TrafficLightCard
)
