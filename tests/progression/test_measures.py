"""Outcome measures: the test vectors, missing items, bands, change wording, schedule, and what is used for whom."""

from datetime import date, timedelta
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.progression import change_wording, limb_symmetry, measure_info, measures_for, score
from footrehab_desktop.progression.codes import CONDITIONS, MEASURES, PHASES
from footrehab_desktop.progression.heart_rate import heart_rate_zones, highest_heart_rate
from footrehab_desktop.progression.measure_table import (
    MAIN_MEASURES,
    MEASURE_TABLE,
    RETURN_PHASES,
    SCHEDULE_EARLY_DAYS,
    SCHEDULED,
    SCHEDULED_RETURN,
    SCHEDULED_RUNNER,
)
from footrehab_desktop.progression.measures import (
    NOT_APPLICABLE,
    Answer,
    activity_wording,
    band,
    change_size,
    ffi_subscales,
    improvement,
    measure_due,
    same_version,
    schedule,
    subscale_wording,
)
from footrehab_desktop.progression.review import open_review
from footrehab_desktop.progression.rulebook import STANDARD
from footrehab_desktop.progression.rules_safety import wells_score
from tests.progression.building import case_of, fired, found, strengthening


def filled(count: int, total: int, highest: int, missing: int = 0) -> list[Answer]:
    """Answers that sum to a total."""
    answers: list[Answer] = []
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


def test_t5_t6_ffi_by_its_formulas() -> None:
    assert score("FFI", [4] * 23).value == 40.0
    items: list[Answer] = [*[5] * 9, *[5] * 8, NOT_APPLICABLE, *[2] * 5]
    result = score("FFI", items, "subscales")
    assert (result.value, result.missing, result.not_applicable, result.pro_rated) == (40.0, 0, 1, False)
    assert ffi_subscales(items) == (("pain", 50.0), ("disability", 50.0), ("activity", 20.0))
    assert score("FFI", [*[10] * 9, *[0] * 9, *[10] * 5], "subscales").value == 66.7
    assert score("FFI", [9] * 23, "vas").value == 100
    assert score("FFI", [3] * 23, "vas").value == 33.3
    with pytest.raises(ValueError, match="item 1 must be a whole number from 0 to 9"):
        score("FFI", [10], "vas")
    with pytest.raises(KeyError):
        score("FFI", [1], "another")


def test_subscales_of_the_ffi_have_changes_of_their_own() -> None:
    assert subscale_wording("pain", 50, 38) == "pain 12 better, a meaningful change (MCID 12)"
    assert subscale_wording("pain", 50, 38.1) == "pain 11.9 better, not a change that can be relied on (MCID 12)"
    assert subscale_wording("disability", 40, 47) == "disability 7 worse, a meaningful change (MCID 7)"
    assert subscale_wording("activity", 20, 10) == "activity 10 better, no change value is known"
    assert subscale_wording("activity", 20, 20.01) == "activity unchanged"


def test_items_of_the_ffi_that_do_not_apply_leave_the_denominator() -> None:
    without_activity: list[Answer] = [*[5] * 18, *[NOT_APPLICABLE] * 5]
    assert score("FFI", without_activity).value == 50.0
    assert score("FFI", without_activity, "subscales").reason == "each of the three subscales needs an answer"
    assert ffi_subscales([5] * 9)[1:] == (("disability", None), ("activity", None))
    two_more_open = [*[5] * 16, None, None, *[NOT_APPLICABLE] * 5]
    assert score("FFI", two_more_open).reason == "at least 17 of 18 items must be answered"
    assert score("FFI", [*[5] * 17, None, *[NOT_APPLICABLE] * 5]).pro_rated
    assert score("FFI", [NOT_APPLICABLE] * 23).reason == "no item is answered"


def test_not_applicable_is_taken_where_the_form_offers_it_and_counts_as_not_answered_in_the_faam() -> None:
    result = score("FAAM-ADL", [*filled(19, 57, 4), NOT_APPLICABLE, NOT_APPLICABLE])
    assert (result.value, result.missing, result.not_applicable, result.pro_rated) == (75.0, 0, 2, False)
    assert score("FAAM-ADL", [*[3] * 18, *[NOT_APPLICABLE] * 3]).value is None
    for code in ("FAAM-ADL", "FAAM-Sport", "FFI", "FADI", "FADI-Sport"):
        info = MEASURE_TABLE[code]
        assert info.not_applicable == tuple(range(1, info.items + 1))
    with pytest.raises(ValueError, match="item 1 must be"):
        score("LEFS", [NOT_APPLICABLE])


def test_visa_without_sport_is_not_scored() -> None:
    result = score("VISA-A", [*[8] * 7, NOT_APPLICABLE])
    assert (result.value, result.reason) == (None, "without sport the score is not valid; use LEFS")
    with pytest.raises(ValueError, match="item 1 must be"):
        score("VISA-A", [NOT_APPLICABLE])


def test_versions_have_their_own_items_and_are_not_compared() -> None:
    assert score("FFI-R", [4] * 68, "long").value == 100
    assert score("FFI-R", [2] * 62, "long").value == 33.3
    assert score("FFI-R", [2] * 61, "long").value is None
    assert score("GROC", [-5], "5").value == -5
    with pytest.raises(ValueError, match="from -5 to 5"):
        score("GROC", [6], "5")
    assert measure_info("GROC").in_version("5").lowest == -5
    assert measure_info("LEFS").in_version("2005") is measure_info("LEFS")
    assert same_version("FFI", "", "total")
    assert not same_version("FFI", "total", "subscales")
    assert same_version("VISA-A", "8a", "8b")
    for info in MEASURE_TABLE.values():
        for version in info.versions:
            assert len(version.item_ranges) >= version.fewest
        if info.versions:
            assert info.in_version("") == info, "the first version is the one in the row"


def test_t7_to_t9_visa_fadi_psfs() -> None:
    assert score("VISA-A", [*[8] * 7, 20]).value == 76
    assert score("VISA-A", [8] * 7).value is None
    assert score("FADI", [3] * 26).value == 75.0
    assert score("PSFS", [3, 5, 7]).value == 5.0
    assert score("PSFS", [6, 7, 8]).value == 7.0
    assert improvement("PSFS", 5.0, 7.0) == 2.0
    assert change_wording("PSFS", 5.0, 7.0) == (
        "PSFS went from 5 to 7, 2 better: a certain and meaningful change "
        "(MDC90 2; MCID small 1.3; MCID medium 2.3; MCID large 2.7). In size it is small, not yet medium."
    )
    assert [change_size("PSFS", size) for size in (1.2, 1.3, 2.2, 2.3, 2.6, 2.7)] == [
        "", "small", "small", "medium", "medium", "large",
    ]  # fmt: skip
    assert change_wording("PSFS", 5.0, 5.0) == "PSFS is unchanged at 5."
    assert change_size("LEFS", 20) == ""


def test_a_single_activity_needs_a_larger_change_than_the_mean() -> None:
    assert activity_wording(3, 6) == "3 better: changed (MDC90 3)"
    assert activity_wording(6, 4) == "2 worse: no change to rely on (MDC90 3)"
    assert activity_wording(6, 6) == "unchanged"


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
    assert score("UWRI", [4] * 8).reason == "all 9 items must be answered"
    assert not score("PSFS", [3]).pro_rated


def test_eq5d_gives_digits_and_the_scale_and_no_index() -> None:
    result = score("EQ-5D-5L", [2, 1, 1, 4, 3, 70])
    assert (result.value, result.profile, result.unit) == (70, "21143", "VAS")
    broken = score("EQ-5D-5L", [2, 1, None, 4, 3, 70])
    assert (broken.value, broken.profile) == (None, None)
    without_scale = score("EQ-5D-5L", [2, 1, 1, 4, 3])
    assert (without_scale.value, without_scale.profile) == (None, "21143")


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
        "FAAM-ADL went from 60 to 66, 6 better: changed beyond measurement error, "
        "but less than patients call meaningful (MDC95 5.8; MCID 8).",
    ),
    (
        "TSK-11",
        36,
        32,
        "TSK-11 went from 36 to 32, 4 better: large enough to matter to the patient, but within measurement error, "
        "as the MCID is smaller than the MDC (MDC95 7; MCID 4).",
    ),
    ("NPRS", 5, 3, "NPRS went from 5 to 3, 2 better: a meaningful change (MCID 2; no MDC is known)."),
    ("NPRS", 5, 4, "NPRS went from 5 to 4: not a change that can be relied on (MCID 2)."),
    (
        "FADI",
        60,
        65,
        "FADI went from 60 to 65, 5 better: changed beyond measurement error (MDC 4.5; no MCID is known).",
    ),
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


def test_a_smaller_change_of_the_visa_matters_after_twenty_four_weeks() -> None:
    limits = "(MDC 18; MCID at 12 weeks 14; MCID at 24 weeks 7)"
    assert change_wording("VISA-A", 60, 70, 23) == (
        f"VISA-A went from 60 to 70: not a change that can be relied on {limits}."
    )
    assert "large enough to matter to the patient" in change_wording("VISA-A", 60, 70, 24)
    assert "large enough to matter to the patient" in change_wording("VISA-A", 60, 74)
    assert "certain and meaningful" in change_wording("VISA-A", 60, 78, 24)


def test_every_condition_has_its_measures_on_schedule() -> None:
    assert set(SCHEDULED) == set(CONDITIONS)
    for condition, slots in SCHEDULED.items():
        planned = {code for slot in (*slots, *SCHEDULED_RUNNER, *SCHEDULED_RETURN) for code in slot}
        assert planned <= set(measures_for(condition))
        assert slots[0][0] == MAIN_MEASURES[condition][0]
    assert set(PHASES) >= RETURN_PHASES


START = date(2026, 1, 1)


def due(last: int | None, today: int) -> tuple[int, int]:
    """Week and day due, days counted from the start."""
    week, day = measure_due(START, None if last is None else START + timedelta(last), START + timedelta(today))
    return week, (day - START).days


def test_measures_are_due_at_three_six_nine_twelve_weeks_and_then_every_twelve() -> None:
    assert [week for week, _day in islice(schedule(START), 8)] == [0, 3, 6, 9, 12, 24, 36, 48]
    assert due(None, 0) == (0, 0)
    assert due(None, 20) == (0, 0)
    assert due(None, 23) == (3, 21)
    assert due(0, 5) == (3, 21)
    assert due(0, 44) == (6, 42)
    assert due(14, 15) == (6, 42)
    assert due(13, 15) == (3, 21)
    assert due(84, 90) == (24, 168)
    assert due(0, -5) == (3, 21)


@given(st.none() | st.integers(0, 900), st.integers(0, 900))
def test_there_is_always_a_next_day_and_it_is_one_of_the_schedule(last: int | None, today: int) -> None:
    week, day = due(last, today)
    assert week in {0, 3, 6, 9} or week % 12 == 0
    assert day == 7 * week
    if last is not None:
        assert day > last + SCHEDULE_EARLY_DAYS
    if day > today:
        between = [w for w, _ in islice(schedule(START), 100) if today < 7 * w < day]
        assert all(last is not None and 7 * w <= last + SCHEDULE_EARLY_DAYS for w in between)
