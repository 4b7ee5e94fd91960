"""A signed assessment as people read it: tables by section, what was not found, why it no longer counts."""

from dataclasses import replace
from datetime import UTC, datetime

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment, void_assessment
from footrehab_desktop.clinic.signed_assessment import (
    SIDE_COLUMNS,
    SignedPart,
    amended_lines,
    assessment_title,
    signed_parts,
    signed_words,
    standing_words,
)
from footrehab_desktop.records.values import Assessment, Observation, OutcomeEntry
from tests.support.full_assessment import full_observations, full_outcomes
from tests.support.session_factory import TODAY, ClinicWithPatient, shipped_forms

FORMS = shipped_forms()
NOW = datetime(2026, 3, 16, 12, tzinfo=UTC)


def signed(
    clinic: ClinicWithPatient, *answers: Observation, outcomes: tuple[OutcomeEntry, ...] = (), amends: str = ""
) -> Assessment:
    with clinic.session.unit_of_work() as unit:
        unsigned = UnsignedAssessment(
            clinic.episode_id, "baseline", TODAY, answers, outcomes, amends or None, "wrong side" if amends else None
        )
        return sign_assessment(unit, FORMS, unsigned, TODAY)[0]


def part(parts: tuple[SignedPart, ...], title: str) -> SignedPart:
    (found,) = [each for each in parts if each.title == title]
    return found


def test_left_stands_left_and_the_set_up_with_the_test(clinic: ClinicWithPatient) -> None:
    raises = [
        Observation("heel_raise", side, number=reps, set_up="incline") for side, reps in (("right", 20), ("left", 26))
    ]
    (table,) = part(signed_parts(signed(clinic, *raises), FORMS), "Strength and endurance").tables
    assert table.columns == SIDE_COLUMNS == ("Patient's LEFT", "Patient's RIGHT")
    assert table.rows == (("Single-leg heel raise (10° incline)", "26 reps", "20 reps"),)


def test_the_cells_of_a_grid_stand_in_their_row_and_column(clinic: ClinicWithPatient) -> None:
    answers = [("gait_tired_landing", 1), ("gait_fresh_push_off", 0), ("gait_tired_push_off", 2)]
    seen = tuple(Observation(code, number=number) for code, number in answers)
    assessment = Assessment("1", clinic.episode_id, "fatigue_gait", TODAY, seen, (), NOW, "somebody")
    (table,) = part(signed_parts(assessment, FORMS), "Gait").tables
    assert table.columns == tuple(FORMS.field(code).column for code, _number in answers[1:])
    assert [row[1:] for row in table.rows] == [("", "1"), ("0", "2")]


def test_findings_that_are_not_there_are_named_in_one_list(clinic: ClinicWithPatient) -> None:
    answers = [Observation(code, text=text) for code, text in (("faint", "no"), ("chest_pain", "not_assessed"))]
    flags = part(signed_parts(signed(clinic, *answers, Observation("calf_pain", text="yes")), FORMS), "Red flags")
    assert [table.rows for table in flags.tables] == [((FORMS.field("calf_pain").label, "Yes"),)]
    assert set(flags.not_found) == {"Faint", "Chest pain (not assessed)"}


def test_the_posture_total_and_the_body_chart_come_in_words(clinic: ClinicWithPatient) -> None:
    posture = [Observation(f.code, "right", number=1) for f in FORMS.fields if f.code.startswith("fpi_")]
    marks = [
        Observation("chart_pain_navicular", "left", number=4),
        Observation("chart_tender_navicular", "left", text="yes"),
    ]
    parts = signed_parts(signed(clinic, *posture, *marks), FORMS)
    assert part(parts, "Arch and posture").tables[0].rows == (("Foot Posture Index, six items", "", "+6, pronated"),)
    chart = part(parts, "Body chart")
    assert chart.chart
    assert chart.tables[0].rows == (("Navicular", "4/10, tender", ""),)


def test_measures_stand_with_the_patients_own_activities_in_their_section(clinic: ClinicWithPatient) -> None:
    activity = Observation("psfs_activity_1", text="Running")
    entry = OutcomeEntry("PSFS", (3, None, None, None, None), 3.0, 0)
    assessment = signed(clinic, activity, outcomes=(entry,))
    measures, activities = part(signed_parts(assessment, FORMS), "Outcome measures").tables
    assert measures.rows == (("Patient-Specific Functional Scale", "PSFS: 3 points; Running 3"),)
    assert activities.rows == (("Activity 1", "Running"),)


def test_nothing_that_was_signed_is_left_out(clinic: ClinicWithPatient) -> None:
    answers = full_observations(FORMS)
    assessment = Assessment(
        "1", clinic.episode_id, "baseline", TODAY, answers, full_outcomes("plantar_heel"), NOW, "somebody"
    )
    parts = signed_parts(assessment, FORMS)
    cells = sum(bool(cell) for each in parts for table in each.tables for row in table.rows for cell in row[1:])
    quiet = sum(len(each.not_found) for each in parts)
    charted = [o for o in answers if o.code.startswith("chart_")]
    regions = {(o.code.partition("_")[2].partition("_")[2], o.side) for o in charted if o.code != "chart_nothing"}
    totals, outcomes = 2, 2
    two_sided_quiet = sum(1 for f in FORMS.fields if f.finding and f.two_sided and not f.code.startswith("chart_"))
    assert two_sided_quiet == 0
    assert cells + quiet == len(answers) - len(charted) + len(regions) + totals + outcomes


def test_fields_of_an_earlier_version_stay_readable(clinic: ClinicWithPatient) -> None:
    answers = (Observation("gone", "left", number=3.5), Observation("text", text="x"))
    old = Assessment("1", clinic.episode_id, "baseline", TODAY, answers, (), NOW, "somebody")
    tables = part(signed_parts(old, FORMS), "Fields of an earlier version").tables
    assert [row for table in tables for row in table.rows] == [("gone", "3.5", ""), ("text", "x")]


def test_an_amendment_says_what_it_changed_and_the_old_one_why_it_no_longer_counts(clinic: ClinicWithPatient) -> None:
    old = signed(
        clinic,
        Observation("heel_raise", "left", number=20, set_up="incline"),
        Observation("pain_now", number=3),
        outcomes=full_outcomes("plantar_heel"),
    )
    new = signed(
        clinic,
        Observation("heel_raise", "right", number=20, set_up="incline"),
        Observation("pain_now", number=3),
        outcomes=full_outcomes("plantar_heel", better_by=1)[:1],
        amends=old.id,
    )
    new = replace(new, assessed_on=TODAY.replace(day=1))
    lines = amended_lines(old, new, FORMS)
    assert lines[:3] == (
        "Assessed on: 16-Mar-2026 → 01-Mar-2026",
        "Single-leg heel raise, LEFT: 20 reps (10° incline) → –",
        "Single-leg heel raise, RIGHT: – → 20 reps (10° incline)",
    )
    assert any(line.startswith("FFI: 50 %") and "→ FFI: 40 %" in line for line in lines)
    assert any(line.startswith("FAAM-ADL: 50 %") and line.endswith("→ –") for line in lines)
    assert standing_words(old, new, {}).startswith("Replaced by the amendment of ")
    assert standing_words(old, new, {}).endswith("Reason: wrong side")
    assert standing_words(new, None, {}) == ""
    assert assessment_title(new) == "First assessment, 01-Mar-2026 (Sun)"


def test_striking_out_is_shown_with_reason_clinician_and_time(clinic: ClinicWithPatient) -> None:
    assessment = signed(clinic, Observation("pain_now", number=3))
    with clinic.session.unit_of_work() as unit:
        void_assessment(unit, assessment.id, "another patient")
    with clinic.session.unit_of_work() as unit:
        voided = unit.assessments.get(assessment.id)
        names = {unit.clinician_id: "Dana Whitfield"}
    assert standing_words(voided, None, names).startswith("Struck out ")
    assert standing_words(voided, None, names).endswith("by Dana Whitfield. Reason: another patient")
    assert "by a clinician who is not on file" in signed_words(voided, {})
