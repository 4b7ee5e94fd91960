"""Two signed assessments side by side, from a real record: what changed, what is noise, what cannot be compared."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment, void_assessment
from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.compare_assessments import (
    CHANGE_WORDS,
    Change,
    ComparedRow,
    Comparison,
    compare_assessments,
)
from footrehab_desktop.clinic.start import start_progression
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.progression import measure_info
from footrehab_desktop.records.values import Assessment, AssessmentKind, Observation, OutcomeEntry
from tests.support.full_assessment import full_observations, full_outcomes
from tests.support.session_factory import HEEL_PAIN, RUNNER, TODAY, ClinicWithPatient, make_patient

FIRST_DAY = TODAY - timedelta(days=42)
OPPOSITE = {"better": "worse", "worse": "better"}


def sign(
    clinic: ClinicWithPatient,
    on: date,
    *answers: Observation,
    kind: AssessmentKind = "baseline",
    outcomes: tuple[OutcomeEntry, ...] = (),
    amends: str | None = None,
) -> Assessment:
    with clinic.session.unit_of_work() as unit:
        unsigned = UnsignedAssessment(
            clinic.episode_id, kind, on, answers, outcomes, amends, "typed on the wrong side" if amends else None
        )
        return sign_assessment(unit, clinic.session.forms, unsigned, TODAY)[0]


def store(clinic: ClinicWithPatient, on: date, *answers: Observation) -> Assessment:
    """Put an assessment on file without the checks of signing."""
    with clinic.session.unit_of_work() as unit:
        stored = unit.assessments.sign(clinic.episode_id, "baseline", on, answers, ())
        unit.commit()
        return stored


def compare(clinic: ClinicWithPatient, first: Assessment, second: Assessment) -> Comparison:
    with clinic.session.unit_of_work() as unit:
        file = load_episode(unit, clinic.episode_id)
    return compare_assessments(file, clinic.session.forms, first.id, second.id, TODAY)


def compared(clinic: ClinicWithPatient, *pairs: tuple[Observation | None, Observation | None]) -> Comparison:
    """Sign two assessments with these answers and compare them."""
    rest = Observation("pain_best", number=1)
    before = sign(clinic, FIRST_DAY, rest, *(old for old, _new in pairs if old))
    after = sign(clinic, TODAY, rest, *(new for _old, new in pairs if new), kind="review")
    return compare(clinic, after, before)


def row(comparison: Comparison, code: str) -> ComparedRow:
    (found,) = [each for section in comparison.sections for each in section.rows if each.code == code]
    return found


def raises(side: str, reps: float, set_up: str = "incline") -> Observation:
    return Observation("heel_raise", "left" if side == "left" else "right", number=reps, set_up=set_up)


def test_both_sides_are_told_apart_with_real_change_and_noise(clinic: ClinicWithPatient) -> None:
    comparison = compared(clinic, (raises("left", 24), raises("left", 26)), (raises("right", 12), raises("right", 22)))
    assert (comparison.before.assessed_on, comparison.after.assessed_on) == (FIRST_DAY, TODAY)
    heel_raise = row(comparison, "heel_raise")
    assert heel_raise.left is not None
    assert heel_raise.right is not None
    assert (heel_raise.left.before, heel_raise.left.after, heel_raise.left.difference) == (
        "24 reps",
        "26 reps",
        "+2",
    )
    assert (heel_raise.left.direction, heel_raise.left.is_real) == ("no_real_change", False)
    assert (heel_raise.right.before, heel_raise.right.after) == ("12 reps", "22 reps")
    assert heel_raise.right.direction == "better"
    assert heel_raise.right.sentence.startswith("Better by 10 reps; the smallest change that counts is 7 reps (found:")
    assert heel_raise.symmetry == "LSI 50 % → 85 %"
    assert heel_raise.norm == "norm 24 reps"
    assert comparison.real_changes == (heel_raise,)


def test_a_pain_score_is_judged_on_its_scale_and_shown_with_a_real_minus(clinic: ClinicWithPatient) -> None:
    comparison = compared(clinic, (Observation("pain_now", number=6), Observation("pain_now", number=3)))
    change = row(comparison, "pain_now").whole
    assert change is not None
    assert (change.before, change.after, change.direction, change.difference) == ("6/10", "3/10", "better", "−3")
    assert "smallest change that counts is 2 points" in change.sentence
    assert row(comparison, "pain_best").whole == Change("1/10", "1/10", "same")


def test_a_test_on_one_side_or_one_day_only_is_shown_and_not_judged(clinic: ClinicWithPatient) -> None:
    comparison = compared(
        clinic, (raises("right", 12), raises("right", 25)), (None, Observation("single_leg_stance", "left", number=30))
    )
    heel_raise = row(comparison, "heel_raise")
    assert heel_raise.left is None
    assert heel_raise.symmetry == ""
    stance = row(comparison, "single_leg_stance")
    assert stance.right is None
    assert stance.left is not None
    assert (stance.left.before, stance.left.after, stance.left.direction) == ("", "30.0 s", "one_day")
    assert not stance.has_real_change


def test_different_set_ups_are_not_comparable_and_it_says_so(clinic: ClinicWithPatient) -> None:
    comparison = compared(clinic, (raises("right", 12), raises("right", 25, "flat")))
    heel_raise = row(comparison, "heel_raise")
    assert heel_raise.right is not None
    assert (heel_raise.right.direction, heel_raise.right.difference) == ("not_comparable", "")
    assert heel_raise.note == "Not comparable: 10° incline, then Flat floor."
    assert heel_raise.norm == ""
    assert not comparison.real_changes


def test_a_test_without_error_figure_is_not_judged(clinic: ClinicWithPatient) -> None:
    drop = [Observation("navicular_drop", "right", number=value) for value in (9, 6)]
    change = row(compared(clinic, (drop[0], drop[1])), "navicular_drop").right
    assert change is not None
    assert (change.direction, change.difference) == ("not_known", "−3")
    assert CHANGE_WORDS[change.direction] == "? No error figure"


def test_findings_that_came_and_went_are_named_with_their_side_and_the_quiet_ones_counted(
    clinic: ClinicWithPatient,
) -> None:
    def finding(code: str, answer: str) -> Observation:
        return Observation(code, text=answer)

    comparison = compared(
        clinic,
        (finding("night_ache", "yes"), finding("night_ache", "no")),
        (finding("calf_pain", "no"), finding("calf_pain", "yes")),
        (None, finding("breathlessness", "yes")),
        (finding("chest_pain", "yes"), None),
        (None, Observation("fever", number=36.9)),
        (finding("faint", "no"), finding("faint", "no")),
        (finding("psoriasis", "no"), finding("psoriasis", "no")),
    )
    labels = {field.code: field.label for field in clinic.session.forms.fields}
    assert set(comparison.appeared) == {labels["calf_pain"], f"{labels['breathlessness']} (not asked before)"}
    assert comparison.gone == (labels["night_ache"],)
    quiet = row(comparison, "red_flags:quiet")
    assert quiet.label == "2 more findings"
    assert {each.code for each in comparison.real_changes} == {"night_ache", "calf_pain"}


def test_posture_is_compared_as_a_total_with_its_band(clinic: ClinicWithPatient) -> None:
    codes = [f.code for f in clinic.session.forms.fields if f.code.startswith("fpi_")]
    pairs = [(Observation(c, "left", number=1), Observation(c, "left", number=0)) for c in codes]
    only_five = [(None, Observation(code, "right", number=1)) for code in codes[:5]]
    total = row(compared(clinic, *pairs, *only_five), "FPI-6")
    assert total.left is not None
    assert (total.left.before, total.left.after) == ("+6, pronated", "+0, normal")
    assert total.left.direction == "not_known"
    assert total.right is None


def test_outcome_measures_carry_the_sentence_on_mdc_and_mcid(clinic: ClinicWithPatient) -> None:
    before = sign(clinic, FIRST_DAY, outcomes=full_outcomes("plantar_heel"))
    after = sign(clinic, TODAY, outcomes=full_outcomes("plantar_heel", better_by=1), kind="discharge")
    comparison = compare(clinic, before, after)
    change = row(comparison, "FAAM-ADL").whole
    assert change is not None
    assert (change.before, change.after, change.direction, change.difference) == ("50 %", "75 %", "better", "+25")
    assert "a certain and meaningful change (MDC95 5.8; MCID 8)" in change.sentence
    function = row(comparison, "FFI").whole
    assert function is not None
    assert (function.direction, function.difference) == ("better", "−10")


def test_a_measure_on_one_day_only(clinic: ClinicWithPatient) -> None:
    before = sign(clinic, FIRST_DAY, Observation("pain_now", number=4))
    after = sign(clinic, TODAY, outcomes=full_outcomes("plantar_heel"))
    change = row(compare(clinic, before, after), "FFI").whole
    assert change is not None
    assert (change.before, change.after, change.direction) == ("", "50 %", "one_day")


def test_words_that_changed_are_shown_as_they_are(clinic: ClinicWithPatient) -> None:
    forms = clinic.session.forms
    several = next(field for field in forms.fields if field.kind == "several" and len(field.choices) > 2)
    first, second, third = (code for code, _label in several.choices[:3])
    comparison = compared(
        clinic,
        (Observation(several.code, text=f"{first} {second}"), Observation(several.code, text=f"{second} {third}")),
        (Observation("medication", text="none"), Observation("medication", text="ibuprofen")),
    )
    labels = dict(several.choices)
    change = row(comparison, several.code).whole
    assert change is not None
    assert (change.direction, change.difference) == ("other", f"+ {labels[third]}, − {labels[first]}")
    note = row(comparison, "medication").whole
    assert note is not None
    assert (note.before, note.after, note.direction) == ("none", "ibuprofen", "")


def test_answers_of_an_earlier_version_are_not_lost(clinic: ClinicWithPatient) -> None:
    old = store(clinic, FIRST_DAY, Observation("left_this_version", "left", number=3))
    new = store(clinic, TODAY, Observation("left_this_version", "left", number=4))
    comparison = compare(clinic, old, new)
    assert comparison.sections[-1].title == "Fields of an earlier version"
    change = row(comparison, "left_this_version").left
    assert change is not None
    assert (change.before, change.after, change.direction) == ("3", "4", "not_known")


def test_the_gate_marks_belong_to_the_newest_assessment(clinic: ClinicWithPatient) -> None:
    days = (FIRST_DAY, FIRST_DAY + timedelta(days=20), TODAY)
    first, second, third = (sign(clinic, on, raises("left", 24), raises("right", 22)) for on in days)
    with clinic.session.unit_of_work() as unit:
        start_progression(unit, clinic.episode_id, "PH2", 0, "W-GEN", TODAY)
    states = {item.item: item.state for item in row(compare(clinic, first, third), "heel_raise").gates}
    assert states == {"heel_raise_lsi": "met", "heel_raise_reps": "met"}
    assert row(compare(clinic, first, second), "heel_raise").gates == ()


def test_only_two_different_assessments_that_stand_are_compared(clinic: ClinicWithPatient) -> None:
    wrong = sign(clinic, FIRST_DAY, raises("left", 12))
    amended = sign(clinic, FIRST_DAY, raises("right", 12), amends=wrong.id)
    newest = sign(clinic, TODAY, raises("right", 25))
    comparison = compare(clinic, newest, amended)
    assert row(comparison, "heel_raise").left is None
    with pytest.raises(UserFixableError, match="neither struck out nor amended"):
        compare(clinic, wrong, newest)
    with pytest.raises(UserFixableError, match="two different"):
        compare(clinic, newest, newest)
    with clinic.session.unit_of_work() as unit:
        void_assessment(unit, newest.id, "another patient")
    with pytest.raises(UserFixableError, match="neither struck out nor amended"):
        compare(clinic, newest, amended)


def test_both_feet_affected_have_no_symmetry(clinic: ClinicWithPatient) -> None:
    both = make_patient(clinic.session, replace(RUNNER, given_name="Berta"), replace(HEEL_PAIN, side="both"))
    comparison = compared(both, (raises("left", 12), raises("left", 25)), (raises("right", 12), raises("right", 25)))
    assert row(comparison, "heel_raise").symmetry == ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(st.integers(0, 40), st.integers(0, 40))
def test_swapping_what_was_measured_turns_every_direction_and_no_realness(
    clinic: ClinicWithPatient, old: int, new: int
) -> None:
    answers = [full_observations(clinic.session.forms, step=step) for step in (old, new)]
    there, back = (
        compare(clinic, store(clinic, FIRST_DAY, *one), store(clinic, TODAY, *other))
        for one, other in (answers, answers[::-1])
    )
    rows = [[each for section in made.sections for each in section.rows] for made in (there, back)]
    assert [each.code for each in rows[0]] == [each.code for each in rows[1]]
    for one, other in zip(*rows, strict=True):
        for forwards, backwards in zip(one.changes, other.changes, strict=True):
            assert (forwards.before, forwards.after) == (backwards.after, backwards.before)
            assert backwards.is_real == forwards.is_real
            assert backwards.direction == OPPOSITE.get(forwards.direction, forwards.direction)


def test_a_record_that_the_core_does_not_take_is_still_compared_without_gate_marks(clinic: ClinicWithPatient) -> None:
    first = sign(clinic, FIRST_DAY, raises("right", 12))
    with clinic.session.unit_of_work() as unit:
        start_progression(unit, clinic.episode_id, "PH2", 0, "W-GEN", FIRST_DAY)
    impossible = store(clinic, TODAY, raises("right", 10**9))
    assert row(compare(clinic, first, impossible), "heel_raise").gates == ()


def mark(side: str, pain: float | None = None, tender: str = "") -> tuple[Observation, ...]:
    foot = "left" if side == "left" else "right"
    pains = () if pain is None else (Observation("chart_pain_navicular", foot, number=pain),)
    return (*pains, *((Observation("chart_tender_navicular", foot, text=tender),) if tender else ()))


def test_marks_on_the_feet_are_judged_by_their_pain(clinic: ClinicWithPatient) -> None:
    before = store(clinic, FIRST_DAY, *mark("left", 6, "yes"), *mark("right", 3))
    after = store(clinic, TODAY, *mark("left", 2, "no"), *mark("right", 4))
    navicular = row(compare(clinic, before, after), "chart:navicular")
    assert navicular.left is not None
    assert navicular.right is not None
    assert (navicular.left.before, navicular.left.after) == ("6/10, tender", "2/10, not tender")
    assert (navicular.left.direction, navicular.left.difference) == ("better", "−4")
    assert navicular.right.direction == "no_real_change"


def test_a_mark_that_came_or_kept_its_pain_is_told_in_words(clinic: ClinicWithPatient) -> None:
    before = store(clinic, FIRST_DAY, *mark("left", 6, "yes"), Observation("chart_pain_cuboid", "right", number=2))
    after = store(clinic, TODAY, *mark("left", 6, "no"), *mark("right", tender="yes"))
    comparison = compare(clinic, before, after)
    navicular = row(comparison, "chart:navicular")
    assert navicular.left is not None
    assert navicular.right is not None
    assert (navicular.left.direction, navicular.right.direction) == ("other", "other")
    assert (navicular.right.before, navicular.right.after) == ("not marked", "tender")
    cuboid = row(comparison, "chart:cuboid").right
    assert cuboid is not None
    assert (cuboid.before, cuboid.after, cuboid.direction) == ("2/10", "not marked", "other")
    same = row(compare(clinic, before, store(clinic, TODAY, *mark("left", 6, "yes"))), "chart:navicular").left
    assert same is not None
    assert same.direction == "same"


def test_a_chart_that_was_not_asked_on_one_day_tells_nothing_about_change(clinic: ClinicWithPatient) -> None:
    before = store(clinic, FIRST_DAY, *mark("left", 6))
    navicular = row(compare(clinic, before, store(clinic, TODAY, raises("left", 20))), "chart:navicular").left
    assert navicular is not None
    assert (navicular.before, navicular.after, navicular.direction) == ("6/10", "", "one_day")
    nothing = store(clinic, TODAY, Observation("chart_nothing", text="yes"))
    gone = row(compare(clinic, before, nothing), "chart:navicular").left
    assert gone is not None
    assert (gone.after, gone.direction) == ("not marked", "other")


def test_measures_in_another_form_are_not_compared_and_activities_only_where_rated_twice(
    clinic: ClinicWithPatient,
) -> None:
    def activities(*words: str) -> tuple[Observation, ...]:
        return tuple(Observation(f"psfs_activity_{number}", text=text) for number, text in enumerate(words, start=1))

    def stored(on: date, names: tuple[str, ...], ratings: tuple[int, ...], form: str) -> Assessment:
        items = (*ratings, *(None,) * (5 - len(ratings)))
        rated = OutcomeEntry("PSFS", items, round(sum(ratings) / len(ratings), 1), 0)
        index = OutcomeEntry("FFI", (5,) * 23, 50.0, 0, form)
        with clinic.session.unit_of_work() as unit:
            made = unit.assessments.sign(clinic.episode_id, "review", on, activities(*names), (rated, index))
            unit.commit()
            return made

    forms = [version.code for version in measure_info("FFI").versions]
    before = stored(FIRST_DAY, ("Running", "Stairs"), (2, 4), forms[0])
    after = stored(TODAY, ("running", "Dancing"), (6, 9), forms[1])
    comparison = compare(clinic, before, after)
    rated = row(comparison, "PSFS").whole
    assert rated is not None
    assert (rated.direction, rated.difference) == ("better", "+4")
    assert "Compared over what was rated both times" in rated.sentence
    index = row(comparison, "FFI").whole
    assert index is not None
    assert (index.direction, index.difference) == ("not_comparable", "")
