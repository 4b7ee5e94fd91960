"""Sheets as a clinic would print them, shared by the tests of the handouts."""

from datetime import date, timedelta

import pytest

from footrehab_desktop.handouts.content import (
    ClinicLine,
    DecisionSheet,
    DiarySheet,
    ExerciseSheet,
    FindingLine,
    MeasureRow,
    PainPoint,
    PersonLine,
    PhaseBand,
    ProgressReport,
    ReasonLine,
    RecoveryKeySheet,
    ReferralLetter,
    RunPlanBlock,
    RunWeek,
    SheetExercise,
)
from footrehab_desktop.handouts.sheet_ids import ALPHABET, is_sheet_id

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
    return ProgressReport(
        PERSON,
        CLINIC,
        "Plantar heel pain",
        "right",
        date(2026, 11, 21),
        tuple(PainPoint(on, None if on.day == 5 else index % 7, index % 5) for index, on in enumerate(days)),
        4,
        (PhaseBand("PH1", days[0], days[20]), PhaseBand("PH2", days[21], days[59])),
        tuple(RunWeek(days[index], index, light=index == 21, cap_min=index + 3) for index in range(0, 56, 7)),
        ("Pain during activity fell from 6 to 2 of 10.",),
        (MeasureRow("Single-leg heel raise", "26", "21", "81 %", "not met (≥ 90 %)", date(2026, 11, 15)),),
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
