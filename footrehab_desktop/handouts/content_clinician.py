"""What the clinician keeps or sends, as frozen values: reports, letters, assessments, forms, the list of the day."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from footrehab_desktop.handouts.content import ClinicLine, LeafletPart, MeasureRow, PersonLine, ReasonLine, Side
from footrehab_desktop.library.body_chart import ChartMark
from footrehab_desktop.library.chart import ChartContent
from footrehab_desktop.library.field_spec import Section

Urgency = Literal["EMERGENCY", "SAME_DAY", "URGENT", "SOON", "ROUTINE"]
DecisionWord = Literal["REFER", "PAUSE", "REGRESS", "DELOAD", "HOLD", "PROGRESS"]


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
class Letter:
    """A letter about a patient: to whom, what the clinician writes, then parts from the record.

    ``note`` may hold several paragraphs; ``draft`` marks one that must not leave the clinic yet; ``name_only``: neither
    date of birth nor record number is told.
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
    name_only: bool = False


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
