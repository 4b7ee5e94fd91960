"""What the patient takes home, as frozen values: exercises, diary, walk-run plan, traffic-light card, leaflets."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from footrehab_desktop.handouts.content import ClinicLine, LeafletPart, PersonLine, Side
from footrehab_desktop.library.pictures import Picture


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
    """What to do the morning after; "stop" is the first zone, since the first one that fits counts.

    ``help_line`` is when to get help at once.
    """

    person: PersonLine
    clinic: ClinicLine
    condition: str
    side: Side
    printed_on: date
    zones: tuple[LightZone, ...]
    help_line: str
    version: str = ""


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
