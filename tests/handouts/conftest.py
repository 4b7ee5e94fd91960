"""Sheets as a clinic would print them, shared by the tests of the handouts."""

from datetime import date, timedelta

import pytest

from footrehab_desktop.handouts.content import ClinicLine, MeasureRow, PersonLine, ReasonLine
from footrehab_desktop.handouts.content_clinician import (
    DecisionLine,
    DecisionSheet,
    FindingLine,
    MilestoneLine,
    OutcomeLine,
    ProgressReport,
    RecoveryKeySheet,
    ReferralLetter,
)
from footrehab_desktop.handouts.content_patient import DiarySheet, ExerciseSheet, RunPlanBlock, SheetExercise
from footrehab_desktop.handouts.sheet_ids import ALPHABET, is_sheet_id
from footrehab_desktop.library.chart import Bar, BarWords, ChartContent, Level, Line, Mark, Span, Table, Zone

PERSON = PersonLine("WEBER, Maria (Ms)", date(1984, 3, 4), 128)
CLINIC = ClinicLine("Riverside Foot Clinic", "12 Mill Lane, Oxbridge", "01865 555 0101", "Jane Okafor, MSc")
SHEET_ID = next("K7QM29XF4" + last for last in ALPHABET if is_sheet_id("K7QM29XF4" + last))
FIRST_DAY = date(2026, 8, 24)


@pytest.fixture(scope="session")
def exercise() -> SheetExercise:
    return SheetExercise(
        name="Heel raise on a step",
        purpose="Makes the calf strong enough for running.",
        steps=("Stand on a step with the front half of both feet.", "Rise for 3 seconds.", "Lower for 3 seconds."),
        dose="3 × 12 · hold 2 s",
        frequency="every other day",
        cues=("weight over the big toe",),
        stop_signs=("pain above 4 of 10",),
        side="right",
        note="Start without the rucksack.",
    )


@pytest.fixture(scope="session")
def exercise_sheet(exercise: SheetExercise) -> ExerciseSheet:
    run_plan = RunPlanBlock(
        "W-GEN", 3, "1 min run : 1 min walk × 10", 10, 20, "every other day", "Walk 5 minutes.", "Walk 5 minutes."
    )
    return ExerciseSheet(
        PERSON,
        CLINIC,
        "Plantar heel pain",
        "right",
        "Phase 2",
        date(2026, 11, 21),
        (exercise,) * 8,
        run_plan,
        ("Sharp, sudden pain.",),
        next_review_on=date(2026, 11, 30),
    )


@pytest.fixture(scope="session")
def diary() -> DiarySheet:
    return DiarySheet(
        PERSON,
        CLINIC,
        "Plantar heel pain",
        "right",
        printed_on=date(2026, 11, 21),
        first_day=date(2026, 11, 23),
        sheet_id=SHEET_ID,
        exercises=("Heel raise on a step", "Towel curl"),
        pain_ceiling=4,
    )


@pytest.fixture(scope="session")
def report() -> ProgressReport:
    days = [FIRST_DAY + timedelta(days=index) for index in range(60)]
    pain = ChartContent(
        title="Pain",
        unit="0 to 10",
        low=0,
        high=10,
        first=days[0],
        last=days[-1],
        table=Table((), ()),
        latest="Pain during 3 (22-Oct-2026)",
        before="Pain during 2 (21-Oct-2026)",
        lines=(
            Line("Pain during", tuple((on, float(at % 7)) for at, on in enumerate(days)), "accent", "circle"),
            Line("In the morning", tuple((on, float(at % 5)) for at, on in enumerate(days)), "hold", "square"),
        ),
        spans=(Span(days[0], days[20], "PH1"), Span(days[21], days[59], "PH2")),
        zones=(Zone(4, 10, "refer", "Too much"),),
        levels=(Level(4, "Ceiling 4", "refer"),),
        marks=(Mark(days[15], "✱ Flare", "regress"),),
        code="pain",
    )
    running = ChartContent(
        title="Running per week",
        unit="minutes",
        low=0,
        high=60,
        first=days[0],
        last=days[-1],
        table=Table((), ()),
        bars=tuple(
            Bar(days[at], days[at] + timedelta(days=6), at, "light" if at == 21 else "", at + 3)
            for at in range(0, 56, 7)
        ),
        bar_words=BarWords("Running minutes", "Light week", "Limit of the week"),
        code="running",
    )
    return ProgressReport(
        PERSON,
        CLINIC,
        "Plantar heel pain",
        "right",
        date(2026, 11, 21),
        summary=("Pain during activity fell from 6 to 2 of 10.",),
        charts=(pain, running),
        milestones=(MilestoneLine(date(2026, 11, 2), "Ran 10 minutes without a break"),),
        goals=("Run the city race",),
        measures=(MeasureRow("Single-leg heel raise", "26", "21", "81 %", "not met (≥ 90 %)", date(2026, 11, 15)),),
        outcomes=(OutcomeLine("FFI", "46 %", "", "17 %", "FFI went from 46 to 17: a meaningful change (MCID 7)."),),
        decisions=(DecisionLine(date(2026, 11, 16), "HOLD", "One more clean session is needed."),),
    )


@pytest.fixture(scope="session")
def decision() -> DecisionSheet:
    reason = ReasonLine("Pain during the last run was above the limit.", ("5 of 10 on 12-Nov-2026",), "PM-05", ("S1",))
    return DecisionSheet(
        PERSON,
        CLINIC,
        "Plantar heel pain",
        "right",
        "Phase 3",
        date(2026, 11, 21),
        date(2026, 11, 20),
        "REFER",
        "Send on for imaging.",
        "URGENT",
        (reason,),
        missing=("Pain 24 h after the run",),
        not_met=("Heel raise: 81 %, needs 90 %",),
        rules_version="2026.1",
        next_review_on=date(2026, 11, 27),
    )


@pytest.fixture(scope="session")
def recovery_key() -> RecoveryKeySheet:
    groups = ("K7QM2", "9XF4T", "HJ3WR", "PA8DN", "5YVCE", "ZB6GK", "U2M7Q", "RT94X")
    return RecoveryKeySheet("Riverside Foot Clinic", "Jane Okafor", groups, date(2026, 11, 21))


@pytest.fixture(scope="session")
def letter() -> ReferralLetter:
    reason = ReasonLine("Suspect an Achilles rupture.", (), "SF-02 (found)", ("pubmed 9548122",))
    return ReferralLetter(
        PERSON,
        CLINIC,
        "Achilles tendon, midportion",
        "right",
        date(2026, 11, 21),
        addressee="Dr Ines Varga",
        when="today",
        questions=("Is the Achilles tendon torn?",),
        reasons=(reason,),
        findings=(FindingLine("Calf squeeze: foot does not move", "", "21-Nov-2026"),) * 3,
        absent=("Fever (21-Nov-2026)",),
        measures=(MeasureRow("Single-leg heel raise", "3 reps", "24 reps", "LSI 13 %"),),
        until_then=("Foot pointed down in a boot.",),
        go_on="Nothing that loads the leg.",
        note="Comes by taxi.",
        rules_version="2026.1",
    )


@pytest.fixture(scope="session")
def patient_sheets(
    exercise_sheet: ExerciseSheet,
    diary: DiarySheet,
    report: ProgressReport,
    decision: DecisionSheet,
    letter: ReferralLetter,
) -> tuple[ExerciseSheet | DiarySheet | ProgressReport | DecisionSheet | ReferralLetter, ...]:
    return exercise_sheet, diary, report, decision, letter
