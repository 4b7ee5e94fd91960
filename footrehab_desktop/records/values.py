"""What the record hands out and takes in: frozen values, no rows, no database.

Dates are ``datetime.date``; moments are timezone-aware UTC ``datetime``; ids are UUIDv7 as 36-character text.
``side`` is ``"left"``, ``"right"`` or ``"both"`` (``None`` only where a value has no side).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

Sex = Literal["female", "male", "intersex", "not_known"]
Side = Literal["left", "right", "both"]
AssessmentKind = Literal["baseline", "review", "flare", "fatigue_gait", "discharge"]
Paper = Literal["A4", "Letter"]
SheetPaper = Literal["A4", "Letter", "A5"]
Role = Literal["lead", "clinician", "read_only"]
ErasureReason = Literal["patient_request", "retention_over", "entered_by_mistake"]


@dataclass(frozen=True, slots=True)
class Clinic:
    """The practice. ``paper`` is what its printer holds.

    ``accent`` is a colour "#RRGGBB", ``footer`` a line and ``logo`` a PNG or JPEG file for its prints; None: none.
    ``retention`` is the code of the rule by which records are kept (``resources/retention.json``).
    """

    name: str
    paper: Paper = "A4"
    address: str = ""
    phone: str = ""
    accent: str | None = None
    footer: str | None = None
    logo: bytes | None = None
    retention: str | None = None


@dataclass(frozen=True, slots=True)
class Clinician:
    """Someone who can unlock the record. ``id`` is also the id of the key wrap in the key file."""

    id: str
    name: str
    role: Role = "clinician"
    active: bool = True


@dataclass(frozen=True, slots=True)
class PatientDetails:
    """What is typed about a patient; names keep every character as entered."""

    family_name: str
    given_name: str
    birth_date: date
    sex: Sex
    title: str = ""
    phone: str = ""
    email: str = ""
    notes: str = ""
    beta_blocker: bool | None = None
    diabetes: bool | None = None
    neuropathy: bool | None = None


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient on file. ``record_number`` counts up from 1 within the clinic.

    ``restricted_at`` and ``restriction_reason``: the data are kept but not worked with; ``merged_into`` is the id of
    the entry of the same person that took this one's place.
    """

    id: str
    record_number: int
    details: PatientDetails
    created_at: datetime
    archived_at: datetime | None = None
    restricted_at: datetime | None = None
    restriction_reason: str | None = None
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class PatientRow:
    """One line of the patient list; ``look_alike`` is true when another patient has the same folded names."""

    id: str
    record_number: int
    family_name: str
    given_name: str
    title: str
    birth_date: date
    sex: Sex
    phone: str
    look_alike: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """What a patient asked to have added to the record, in the patient's words."""

    id: str
    content: str
    added_at: datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class EpisodeDetails:
    """One injury.

    ``condition`` is a code of the core's contract; ``weekly_km_before`` is km a week before the injury.
    """

    condition: str
    side: Side
    plan_start: date
    site: str | None = None
    onset_on: date | None = None
    pain_ceiling: int | None = None
    activity: str = ""
    weekly_km_before: float | None = None
    goal: str = ""
    restriction: str | None = None
    first_run_on: date | None = None
    clearance_on: date | None = None
    energy_assessment_on: date | None = None
    reassessed_on: date | None = None
    run_table: str = "W-GEN"


@dataclass(frozen=True, slots=True)
class Episode:
    """An episode on file; ``closed_on`` is set at discharge."""

    id: str
    patient_id: str
    details: EpisodeDetails
    opened_at: datetime
    closed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Observation:
    """One recorded answer of an assessment. Exactly one of ``number`` and ``text`` is set.

    ``code`` is a field code of ``resources/forms``. A yes/no answer or finding is text ``"yes"``, ``"no"`` or
    ``"not_assessed"``.
    """

    code: str
    side: Side | None = None
    number: float | None = None
    text: str | None = None
    set_up: str | None = None


@dataclass(frozen=True, slots=True)
class OutcomeEntry:
    """An outcome measure: item scores in item order, computed score, number missing.

    ``None`` is an item not answered, ``"n/a"`` one marked as not applicable. ``version`` is the code of the form or
    formula, or the answered branch.
    """

    instrument: str
    items: tuple[int | str | None, ...]
    score: float | None
    missing: int
    version: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A signed assessment: frozen.

    An amendment is a new assessment with ``amends`` and ``reason``; the old one stays. ``voided_at`` to ``void_reason``
    say when, by whom and why it was struck out.
    """

    id: str
    episode_id: str
    kind: AssessmentKind
    assessed_on: date
    observations: tuple[Observation, ...]
    outcomes: tuple[OutcomeEntry, ...]
    signed_at: datetime
    signed_by: str
    amends: str | None = None
    reason: str | None = None
    voided_at: datetime | None = None
    voided_by: str | None = None
    void_reason: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An unsigned form as typed. ``content`` is plain JSON; ``form`` names it, e.g. ``"assessment:baseline"``."""

    subject_id: str
    form: str
    content: Mapping[str, Any]
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One prescribed exercise. ``load`` is free text with unit ("10 kg backpack", "12RM"); ``hold_s`` seconds;
    ``tempo`` "3-2-3" (up-hold-down, seconds); ``frequency`` as printed ("daily", "alternate days", "3 per week");
    ``rest_s`` seconds between sets; ``time_of_day`` None: any; ``days`` fixed weekdays ("mon wed fri"), None: as the
    frequency says.
    """

    exercise_id: str
    sets: int
    reps: int | None = None
    hold_s: int | None = None
    minutes: int | None = None
    tempo: str = ""
    load: str = ""
    side: Side | None = None
    frequency: str = "daily"
    note: str = ""
    rest_s: int | None = None
    time_of_day: Literal["morning", "evening"] | None = None
    days: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A saved version of an episode's plan; saving again makes the next version, the old one stays readable.

    ``note`` says why it was changed; ``decision_id`` is the decision that proposed it, if one did; ``run_days`` are
    the weekdays for running ("mon wed fri"), None: any.
    """

    id: str
    episode_id: str
    version: int
    items: tuple[PlanItem, ...]
    run_table: str | None
    note: str
    created_at: datetime
    created_by: str
    decision_id: str | None = None
    run_days: str | None = None


@dataclass(frozen=True, slots=True)
class DiarySession:
    """One session of a day. ``slot`` 1, 2, … numbers the sessions of that day. Pain is NPRS; ``None`` = not recorded.

    ``kind``: run, walk, strength, plyometric, cycle, swim, other. Minutes and hours are numbers; ``at`` is "HH:MM"
    or None; ``heart_rate`` is the mean of the session in beats/min. ``outside_plan``: training that nobody prescribed.
    ``source``: who says so, patient (also when None), clinic (seen by the clinician) or device (a watch).
    """

    on: date
    slot: int
    kind: str
    impact: bool
    at: str | None = None
    level: int | None = None
    completed_pct: int | None = None
    minutes: float | None = None
    run_min: float | None = None
    pain_during: int | None = None
    pain_evening: int | None = None
    pain_24h: int | None = None
    pain_48h: int | None = None
    settle_h: float | None = None
    rest_pain: int | None = None
    stiffness_min: int | None = None
    swelling: int | None = None
    swelling_h: float | None = None
    sharp: bool | None = None
    limp: bool | None = None
    tenderness: str | None = None
    rpe: int | None = None
    target_rpe: int | None = None
    surface: int | None = None
    shoe: str | None = None
    distance_km: float | None = None
    heart_rate: int | None = None
    ache_elsewhere_only: bool | None = None
    foot_contacts: int | None = None
    extra_reps: int | None = None
    outside_plan: bool | None = None
    source: Literal["patient", "clinic", "device"] | None = None
    note: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class DiaryDay:
    """What is written once a day.

    ``exercises`` yes/part/no; stiffness minutes; ``mood`` 1–5; ``night_waking`` woke from pain; ``confidence`` in the
    foot 0–10.
    """

    on: date
    exercises: Literal["yes", "part", "no"] | None = None
    morning_pain: int | None = None
    stiffness_min: int | None = None
    sleep_h: float | None = None
    mood: int | None = None
    resting_hr: int | None = None
    night_waking: bool | None = None
    note: str = ""
    confidence: int | None = None
    weight_kg: float | None = None


@dataclass(frozen=True, slots=True)
class DiaryExercise:
    """How one exercise went on a day. Repetitions are counted by foot; ``response`` is what the symptoms did then.

    ``load`` is free text with unit, as in the plan.
    """

    on: date
    exercise_id: str
    done: Literal["yes", "part", "no"] | None = None
    sets: int | None = None
    reps_left: int | None = None
    reps_right: int | None = None
    load: str = ""
    pain_during: int | None = None
    response: Literal["eased", "same", "provoked"] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class TaskAnswer:
    """What was answered to a task of an episode: ``task`` is its code; it rests until ``until``, None: for good."""

    id: str
    episode_id: str
    task: str
    answer: Literal["done", "later", "not_needed"]
    until: date | None
    reason: str
    answered_at: datetime
    answered_by: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is due for an episode, worked out from its entries; ``content`` is JSON, ``version`` says by whom."""

    episode_id: str
    version: str
    content: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredState:
    """The core's state as JSON, in the order it was reached; ``decision_id`` is None for the first one."""

    episode_id: str
    sequence: int
    since: date
    state: Mapping[str, Any]
    decision_id: str | None = None


@dataclass(frozen=True, slots=True)
class StoredDecision:
    """A decision of the core as JSON.

    ``response``: open, accepted, overridden, documented. ``final`` is the decision that stands. ``case`` is empty in
    lists of decisions. ``review_on`` is the day that the clinician chose for the next review, None: the core's holds.
    """

    id: str
    episode_id: str
    decided_on: date
    decision: Mapping[str, Any]
    case: Mapping[str, Any]
    rules_version: str
    response: Literal["open", "accepted", "overridden", "documented"]
    final: str
    reason: str
    clinician_id: str
    recorded_at: datetime
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A finished sheet to keep: its bytes and how they were made, as in ``Handout``."""

    kind: str
    title: str
    paper: SheetPaper
    pages: int
    pdf: bytes
    sheet_id: str | None = None
    layout: Mapping[str, Any] | None = None
    options: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Handout:
    """What was given to the patient, byte for byte.

    ``sheet_id`` is printed on a diary; ``layout`` its geometry in mm; ``options`` how it was printed.
    """

    id: str
    episode_id: str
    kind: str
    title: str
    paper: SheetPaper
    pages: int
    pdf: bytes
    printed_at: datetime
    clinician_id: str
    sheet_id: str | None = None
    layout: Mapping[str, Any] | None = None
    options: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One link of the keyed audit chain. ``detail`` holds codes and ids, never what a user typed."""

    sequence: int
    at: datetime
    clinician_id: str
    action: str
    subject: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class VerifyItem:
    """One thing that was checked; ``name`` is a code, ``sentence`` says what was found."""

    name: str
    ok: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Whether the record is whole, check by check."""

    items: tuple[VerifyItem, ...]

    @property
    def ok(self) -> bool:
        """Say whether every check passed."""
        return all(item.ok for item in self.items)
