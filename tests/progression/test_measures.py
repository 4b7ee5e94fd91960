"""Outcome measures: the test vectors, missing items, bands, change wording, schedule, and what is used for whom."""

from datetime import date

import pytest

from footrehab_desktop.progression import change_wording, limb_symmetry, measure_info, measures_for, score
from footrehab_desktop.progression.codes import CONDITIONS, MEASURES
from footrehab_desktop.progression.heart_rate import heart_rate_zones, highest_heart_rate
from footrehab_desktop.progression.measure_table import MAIN_MEASURES, MEASURE_TABLE
from footrehab_desktop.progression.measures import band, ffi_mean_of_subscales, improvement, measure_dates
from footrehab_desktop.progression.review import open_review
from footrehab_desktop.progression.rulebook import STANDARD
from footrehab_desktop.progression.rules_safety import wells_score
from tests.progression.building import case_of, fired, found, strengthening


def filled(count: int, total: int, highest: int, missing: int = 0) -> list[int | None]:
    """Answers that sum to a total."""
    answers: list[int | None] = []
    for place in range(count):
        value = min(highest, total)
        if (count - place) * 0 + total < value:
            value = total
        answers.append(value)
        total -= value
    return [*answers, *([None] * missing)]


def test_t1_lefs_all_three() -> None:
    assert score("LEFS", [3] * 20).value == 60


def test_t2_t3_faam_with_items_not_applicable() -> None:
    result = score("FAAM-ADL", filled(19, 57, 4, 2))
    assert (result.value, result.missing, result.pro_rated, result.unit) == (75.0, 2, True, "%")
    refused = score("FAAM-ADL", [3] * 18)
    assert (refused.value, refused.reason) == (None, "at least 19 of 21 items must be answered")


def test_t4_faam_sport_with_seven_answers() -> None:
    assert score("FAAM-Sport", [*[3] * 7, None]).value == 75.0
    assert score("FAAM-Sport", [3] * 6).value is None


def test_t5_t6_ffi_by_both_formulas() -> None:
    assert score("FFI", [4] * 23).value == 40.0
    items = [*[5] * 9, *[5] * 8, None, *[2] * 5]
    assert (ffi_mean_of_subscales(items).value, ffi_mean_of_subscales(items).missing) == (40.0, 1)
    assert ffi_mean_of_subscales([*[10] * 9, *[0] * 9, *[10] * 5]).value == 66.7
    assert ffi_mean_of_subscales([5] * 9).reason == "each of the three subscales needs an answer"


def test_t7_to_t9_visa_fadi_psfs() -> None:
    assert score("VISA-A", [*[8] * 7, 20]).value == 76
    assert score("VISA-A", [8] * 7).value is None
    assert score("FADI", [3] * 26).value == 75.0
    assert score("PSFS", [3, 5, 7]).value == 5.0
    assert score("PSFS", [6, 7, 8]).value == 7.0
    assert improvement("PSFS", 5.0, 7.0) == 2.0
    assert change_wording("PSFS", 5.0, 7.0) == (
        "PSFS went from 5 to 7, 2 better: a certain and meaningful change "
        "(MDC90 2; MCID small 1.3; MCID medium 2.3; MCID large 2.7)."
    )


def test_t10_to_t12_tsk_readiness_running() -> None:
    fear = score("TSK-11", [3] * 11)
    assert (fear.value, fear.band, fear.higher_is_better) == (33, "moderate", False)
    readiness = score("I-PRRS", [80, 90, 70, 60, 80, 100])
    assert (readiness.value, readiness.band) == (48.0, "below the 50 asked for")
    assert (
        change_wording("UWRI", 12, 20)
        == "UWRI went from 12 to 20, 8 better: a certain and meaningful change (MDC95 4.1; MCID 8)."
    )


def test_t13_heart_rate_zones() -> None:
    zone = heart_rate_zones(40, 60)[1]
    assert highest_heart_rate(40) == 180
    assert (zone.code, zone.lowest_bpm, zone.highest_bpm, zone.lowest_effort, zone.highest_effort) == (
        "Z2",
        108.0,
        130.8,
        3,
        4,
    )
    effort = heart_rate_zones(40, 60, effort_only=True)
    assert all(each.lowest_bpm is None and each.highest_bpm is None for each in effort)
    assert heart_rate_zones(40, 60)[4].highest_bpm is None
    with pytest.raises(ValueError, match="below the highest"):
        heart_rate_zones(40, 180)


def test_t14_t15_side_comparison() -> None:
    assert limb_symmetry("heel_raise", 18, 24) == 75.0
    assert limb_symmetry("side_hop", 8.0, 7.2) == 90.0
    assert limb_symmetry("heel_raise", 18, 0) is None
    assert limb_symmetry("side_hop", 0, 7) is None
    assert limb_symmetry("single_leg_stance", 0.4, 0.5) == 80.0


def test_t16_foot_posture() -> None:
    posture = score("FPI-6", [1, 2, 1, 1, 2, 1])
    assert (posture.value, posture.band) == (8, "pronated")
    bands = [
        (-12, "highly supinated"),
        (-5, "highly supinated"),
        (-4, "supinated"),
        (-1, "supinated"),
        (0, "normal"),
        (5, "normal"),
        (6, "pronated"),
        (9, "pronated"),
        (10, "highly pronated"),
        (12, "highly pronated"),
    ]
    assert [band("FPI-6", value) for value, _ in bands] == [label for _, label in bands]


def test_t17_wells_with_another_diagnosis_still_acts_on_the_calf() -> None:
    case = strengthening(
        findings=[found(c) for c in ("calf_larger", "pitting_oedema_one_leg", "alternative_as_likely")]
    )
    read = case_of(case)
    assert wells_score(open_review(read, read.today, STANDARD)) == 0
    assert "SF-03:unlikely" in fired(case)


def test_fear_bands_and_readiness_edges() -> None:
    assert [band("TSK-11", value) for value in (11, 22, 23, 28, 29, 35, 36, 44)] == [
        "minimal",
        "minimal",
        "low",
        "low",
        "moderate",
        "moderate",
        "high",
        "high",
    ]
    assert band("I-PRRS", 50) == "ready"
    assert [band("I-PRRS", value) for value in (49.9, 49.96)] == ["below the 50 asked for", "ready"]
    assert band("LEFS", 40) is None


def test_a_score_names_its_measure_and_keeps_one_decimal() -> None:
    result = score("FAAM-ADL", filled(19, 50, 4, 2))
    assert (result.measure, result.value, result.missing) == ("FAAM-ADL", 65.8, 2)
    assert score("FAAM-ADL", [3] * 18).missing == 3


def test_missing_items() -> None:
    assert score("LEFS", [3] * 18).value == 60
    assert score("LEFS", [3] * 18).pro_rated
    assert score("LEFS", [3] * 17).value is None
    assert score("TSK-11", [3] * 10).value == 33
    assert score("TSK-11", [3] * 9).value is None
    assert score("FFI", [4] * 21).value == 40.0
    assert score("FFI", [4] * 20).value is None
    assert score("FFI-R", [4] * 34).value == 100
    assert score("FFI-R", [1] * 31).value == 0
    assert score("UWRI", [4] * 8).value is None
    assert not score("PSFS", [3]).pro_rated


def test_eq5d_gives_digits_and_the_scale_and_no_index() -> None:
    result = score("EQ-5D-5L", [2, 1, 1, 4, 3, 70])
    assert (result.value, result.profile, result.unit) == (70, "21143", "VAS")
    assert score("EQ-5D-5L", [2, 1, None, 4, 3, 70]).value is None


@pytest.mark.parametrize(
    ("measure", "items", "message"),
    [
        ("LEFS", [5], "item 1 must be a whole number from 0 to 4"),
        ("LEFS", [1, True], "item 2 must be a whole number from 0 to 4"),
        ("I-PRRS", [55], "item 1 must be a whole number from 0 to 100 in steps of 10"),
        ("NPRS", [1, 2], "NPRS has 1 items"),
        ("FFI", [11], "item 1 must be a whole number from 0 to 10"),
    ],
)
def test_answers_outside_their_range_are_refused(measure: str, items: list[int | None], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        score(measure, items)


CHANGES = [
    ("LEFS", 40, 40, "LEFS is unchanged at 40."),
    ("LEFS", 40, 48, "LEFS went from 40 to 48: not a change that can be relied on (MDC90 9; MCID 9)."),
    ("LEFS", 49, 40, "LEFS went from 49 to 40, 9 worse: a certain and meaningful change (MDC90 9; MCID 9)."),
    (
        "FAAM-ADL",
        60,
        66,
        "FAAM-ADL went from 60 to 66, 6 better: changed beyond measurement error (MDC95 5.8; MCID 8).",
    ),
    (
        "TSK-11",
        36,
        32,
        "TSK-11 went from 36 to 32, 4 better: large enough to matter to the patient, but within measurement error "
        "(MDC95 7; MCID 4).",
    ),
    ("NPRS", 5, 3, "NPRS went from 5 to 3, 2 better: a meaningful change (MCID 2)."),
    ("NPRS", 5, 4, "NPRS went from 5 to 4: not a change that can be relied on (MCID 2)."),
    ("FADI", 60, 65, "FADI went from 60 to 65, 5 better: changed beyond measurement error (MDC 4.5)."),
    ("FADI", 60, 64, "FADI went from 60 to 64: not a change that can be relied on (MDC 4.5)."),
    ("GROC", 0, 3, "GROC went from 0 to 3, 3 better; no change value is known for it."),
]


@pytest.mark.parametrize(("measure", "before", "after", "sentence"), CHANGES)
def test_change_is_worded_by_what_is_known(measure: str, before: float, after: float, sentence: str) -> None:
    assert change_wording(measure, before, after) == sentence


def test_every_measure_is_described_and_every_condition_served() -> None:
    assert set(MEASURE_TABLE) == set(MEASURES)
    assert set(MAIN_MEASURES) == set(CONDITIONS)
    for condition in CONDITIONS:
        assert measures_for(condition)[: len(MAIN_MEASURES[condition])] == MAIN_MEASURES[condition]
        assert {"PSFS", "NPRS", "UWRI", "I-PRRS"} <= set(measures_for(condition))
    assert measures_for("achilles_mid")[0] == "VISA-A"
    assert "TSK-11" in measures_for("achilles_mid")
    assert "VAS-first-step" in measures_for("plantar_heel")
    assert measure_info("VISA-A").items == 8
    assert all(info.lowest < info.highest and info.source and info.licence for info in MEASURE_TABLE.values())


def test_measures_are_due_at_three_six_nine_twelve_weeks_and_then_every_twelve() -> None:
    start = date(2026, 1, 1)
    assert measure_dates(start, date(2026, 1, 22)) == (start, date(2026, 1, 22))
    assert measure_dates(start, date(2026, 1, 21)) == (start,)
    due = measure_dates(start, date(2026, 10, 1))
    assert [(day - start).days // 7 for day in due] == [0, 3, 6, 9, 12, 24, 36]
