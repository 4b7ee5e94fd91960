"""Outcome measures by item number: what a key does, what the answers mean, what is signed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.clinic.outcome_results import Measured, activity_code, measured_before
from footrehab_desktop.errors import FieldError
from footrehab_desktop.progression import measure_info
from footrehab_desktop.progression.codes import MEASURES
from footrehab_desktop.progression.measures import NOT_APPLICABLE, Answer
from footrehab_desktop.records.values import Assessment, Observation, OutcomeEntry
from footrehab_desktop.ui.presenters.assess_measure_words import activity_words, read_measure
from footrehab_desktop.ui.presenters.assess_measures import (
    EXAMINERS,
    MeasureAnswers,
    MeasureForm,
    activity_place,
    choices,
    item_place,
    typed_entry,
    typed_measures,
    version_place,
)
from footrehab_desktop.ui.presenters.assess_sheet import Place, Sheet

DAY = date(2026, 6, 1)
FORMS = [MeasureForm(code, v.code) for code in MEASURES for v in measure_info(code).versions or (None,) if v] + [
    MeasureForm(code) for code in MEASURES if not measure_info(code).versions
]


def filled(measure: str, answers: Sequence[Answer], version: str = "") -> Sheet:
    typed = {item_place(measure, n): str(a) for n, a in enumerate(answers, start=1) if a is not None}
    return Sheet({**typed, version_place(measure): version})


def result(measure: str, score: float, day: int = 4, version: str = "", items: tuple[int, ...] = ()) -> Measured:
    return Measured(date(2026, 3, day), OutcomeEntry(measure, items, score, 0, version))


def reading(measure: str, answers: Sequence[Answer], earlier: Sequence[Measured] = (), version: str = "") -> str:
    """Everything the card says."""
    read = read_measure(MeasureAnswers(filled(measure, answers, version), measure, earlier), DAY)
    return "\n".join((read.headline, read.detail, read.change, read.history))


def test_a_single_digit_goes_on_and_a_wrong_one_is_refused_with_what_is_allowed() -> None:
    form = MeasureForm("LEFS")
    assert form.type_character(1, "", "3").moves_on
    stroke = form.type_character(1, "", "5")
    assert (stroke.text, stroke.moves_on) == ("", False)
    assert stroke.refusal == "Item 1 takes 0 to 4."
    assert form.type_character(1, "", "a").refusal
    assert form.type_character(1, "", "n").refusal == "Item 1 takes 0 to 4."


def test_one_may_become_ten_and_passes_another_digit_to_the_next_item() -> None:
    form = MeasureForm("FFI", "total")
    one = form.type_character(1, "", "1")
    assert (one.text, one.moves_on) == ("1", False)
    assert form.type_character(1, "1", "0").moves_on
    next_item = form.type_character(1, "1", "7")
    assert (next_item.text, next_item.moves_on, next_item.carried) == ("1", True, "7")
    assert MeasureForm("FFI", "vas").type_character(1, "", "1").moves_on, "without a ten one digit is enough"


def test_tens_and_signs_are_typed_as_they_are_written() -> None:
    tens, change = MeasureForm("I-PRRS"), MeasureForm("GROC", "7")
    assert not tens.type_character(1, "", "8").moves_on
    assert tens.type_character(1, "8", "0").moves_on
    assert tens.type_character(1, "8", "5").refusal == "Item 1 takes 0 to 100 in steps of 10."
    assert not change.type_character(1, "", "-").moves_on
    assert change.type_character(1, "-", "3").moves_on
    assert MeasureForm("GROC", "5").type_character(1, "-", "6").refusal == "Item 1 takes -5 to 5."


@pytest.mark.parametrize("key", ["n", "N", "-"])
def test_an_item_that_does_not_apply_is_marked_with_one_key_where_the_form_offers_it(key: str) -> None:
    stroke = MeasureForm("FAAM-ADL").type_character(1, "", key)
    assert (stroke.text, stroke.moves_on) == (NOT_APPLICABLE, True)
    assert MeasureForm("FAAM-ADL").type_character(1, "", "7").refusal == "Item 1 takes 0 to 4, or n for not applicable."
    assert MeasureForm("UWRI").type_character(1, "", key).refusal


def test_not_applicable_is_kept_apart_from_not_answered() -> None:
    answers = MeasureAnswers(filled("FAAM-ADL", [*[3] * 19, "n/a", None]), "FAAM-ADL")
    entry = answers.entry()
    assert entry is not None
    assert entry.items[19:] == ("n/a", None)
    assert (entry.score, entry.missing) == (75.0, 1)
    said = reading("FAAM-ADL", [*[3] * 19, "n/a", None])
    assert "19 of 21 items answered, 1 not applicable, 1 left out: pro-rated to the whole." in said
    assert "pro-rated" not in reading("FAAM-ADL", [*[3] * 19, "n/a", "n/a"])


def test_the_last_question_of_the_visa_is_answered_in_one_of_its_branches() -> None:
    form = MeasureForm("VISA-A")
    assert form.type_character(8, "", "2").refusal == (
        "Item 8 takes the answered branch and its points: a with 0 to 30, b with 0 to 20, c with 0 to 10, "
        "or n for no sport."
    )
    assert form.type_character(8, "", "B").text == "b"
    assert form.type_character(8, "b2", "0").text == "b20"
    assert form.type_character(8, "b2", "1").refusal
    assert form.type_character(8, "a3", "0").text == "a30"
    entry = MeasureAnswers(filled("VISA-A", [*[8] * 7, "b20"]), "VISA-A").entry()
    assert entry == OutcomeEntry("VISA-A", (8,) * 7 + (20,), 76, 0, "8b")
    assert typed_entry(entry)[item_place("VISA-A", 8)] == "b20"
    without_sport = MeasureAnswers(filled("VISA-A", [*[8] * 7, "n/a"]), "VISA-A").entry()
    assert without_sport is not None
    assert without_sport.score is None
    assert "without sport the score is not valid; use LEFS" in reading("VISA-A", [*[8] * 7, "n/a"])


def test_the_form_in_use_is_the_one_chosen_else_the_one_of_last_time_else_the_usual_one() -> None:
    earlier = (result("FFI", 30, version="vas"),)
    assert MeasureAnswers(Sheet(), "FFI").form.version == "total"
    assert MeasureAnswers(Sheet(), "FFI", earlier).form.version == "vas"
    assert MeasureAnswers(filled("FFI", [], "subscales"), "FFI", earlier).form.version == "subscales"
    assert MeasureAnswers(filled("FFI", [], "lost"), "FFI").form.version == "total"
    assert MeasureAnswers(filled("FFI-R", [], "long"), "FFI-R").form.info.items == 68
    assert typed_measures(filled("FFI", [], "vas")) == (), "a chosen form alone is not an answer"


def test_the_formula_is_signed_with_the_score() -> None:
    items: list[Answer] = [*[5] * 9, *[5] * 8, "n/a", *[2] * 5]
    entry = MeasureAnswers(filled("FFI", items, "subscales"), "FFI").entry()
    assert entry is not None
    assert (entry.score, entry.version) == (40.0, "subscales")
    assert "Pain 50.0 %, disability 50.0 %, activity 20.0 %." in reading("FFI", items, version="subscales")
    assert typed_entry(entry)[version_place("FFI")] == "subscales"


def test_scores_by_another_formula_are_not_compared() -> None:
    same = reading("FFI", [4] * 23, [result("FFI", 60, version="total", items=(6,) * 23)])
    assert "\nPain 20 better, a meaningful change (MCID 12); disability 20 better, a meaningful change" in same
    said = reading("FFI", [4] * 23, [result("FFI", 30, version="total")], "subscales")
    assert "MCID 12" not in said
    assert "Not compared: total ÷ 230 then, mean of the three subscales now." in said
    read = read_measure(
        MeasureAnswers(filled("FFI", [4] * 23, "subscales"), "FFI", [result("FFI", 30, version="total")]), DAY
    )
    assert read.points == ((DAY, 40.0),)


def test_missing_items_follow_the_rule_of_the_measure() -> None:
    said = reading("FAAM-ADL", [3] * 19)
    assert said.startswith("75 %")
    assert "19 of 21 items answered, 2 left out: pro-rated" in said
    short = reading("FAAM-ADL", [3] * 18)
    assert short.startswith("No score yet")
    assert "To be scored, at least 19 of 21 items must be answered." in short


def test_the_change_is_worded_against_last_time_and_the_first_with_their_dates() -> None:
    earlier = [result("LEFS", 30, 4), result("LEFS", 55, 25)]
    said = reading("LEFS", [3] * 20, earlier)
    assert "Since last time, 25-Mar-2026: LEFS went from 55 to 60: not a change that can be relied on" in said
    assert "Since the first time, 04-Mar-2026: LEFS went from 30 to 60, 30 better: a certain and meaningful" in said
    assert said.endswith("30 on 04-Mar-2026, 55 on 25-Mar-2026")
    assert "First time." in reading("LEFS", [3] * 20)
    assert "Last: 55 points on 25-Mar-2026." in reading("LEFS", [], earlier)


def test_the_history_keeps_the_first_and_the_newest() -> None:
    earlier = [result("LEFS", 30 + day, day) for day in range(1, 11)]
    said = read_measure(MeasureAnswers(Sheet(), "LEFS", earlier), DAY).history
    assert said.startswith("31 on 01-Mar-2026, 36 on 06-Mar-2026")
    assert said.endswith("40 on 10-Mar-2026")
    assert said.count(" on ") == 6


def test_the_eq5d_shows_its_digits_also_without_the_scale() -> None:
    assert reading("EQ-5D-5L", [2, 1, 1, 4, 3, 70]).startswith("Profile 21143, 70 VAS")
    entry = MeasureAnswers(filled("EQ-5D-5L", [2, 1, 1, 4, 3]), "EQ-5D-5L").entry()
    assert entry is not None
    assert entry.score is None


def test_half_an_answer_is_not_signed() -> None:
    answers = MeasureAnswers(Sheet({item_place("I-PRRS", 1): "8"}), "I-PRRS")
    with pytest.raises(FieldError, match="Item 1 takes 0 to 100"):
        answers.entry()
    assert read_measure(answers, DAY).headline == "No score yet"


def test_the_measures_of_the_condition_come_first_and_none_is_lost() -> None:
    codes = [code for code, _words in choices("plantar_heel")]
    assert codes[:2] == ["FFI", "FAAM-ADL"]
    assert set(codes) == set(MEASURES) - EXAMINERS


def signed(day: int, ratings: tuple[int | None, ...], activities: tuple[str, ...]) -> Assessment:
    answers = MeasureAnswers(filled("PSFS", ratings), "PSFS", (), (*activities, *[""] * (5 - len(activities))))
    entry = answers.entry()
    assert entry is not None
    observations = tuple(Observation(activity_code(n), text=words) for n, words in enumerate(activities, start=1))
    at = datetime(2026, 3, day, tzinfo=UTC)
    return Assessment(str(day), "e", "review", at.date(), observations, (entry,), at, "c")


def psfs(sheet: Sheet, *assessments: Assessment, carried: tuple[str, ...] = ("",) * 5) -> MeasureAnswers:
    return MeasureAnswers(sheet, "PSFS", measured_before(assessments).get("PSFS", ()), carried)


THREE = ("Running 5 km", "Stairs", "Squatting")
CARRIED = (*THREE, "", "")


def test_the_same_activities_are_rated_each_time_and_their_mean_compared() -> None:
    first = signed(4, (3, 5, 7, None, None), THREE)
    second = psfs(filled("PSFS", [6, 7, 8]), first, carried=CARRIED)
    entry = second.entry()
    assert entry == OutcomeEntry("PSFS", (6, 7, 8, None, None), 7.0, 0)
    read = read_measure(second, DAY)
    assert read.detail == "0 to 10, higher is better. 3 of 3 activities rated."
    assert "PSFS went from 5 to 7, 2 better" in read.change
    assert "In size it is small, not yet medium." in read.change
    assert activity_words(second, 1, DAY) == ("3 to 6, 3 better: changed (MDC90 3)")
    assert activity_words(second, 3, DAY) == ("7 to 8, 1 better: no change to rely on (MDC90 3)")
    assert second.activity_observations() == tuple(
        Observation(activity_code(number), text=words) for number, words in enumerate(THREE, start=1)
    )


def test_a_new_activity_begins_its_own_comparison() -> None:
    first = signed(4, (3, 5, 7, None, None), THREE)
    sheet = filled("PSFS", [4, 6, 2])
    sheet.enter(activity_place(3), "Jumping")
    answers = psfs(sheet, first, carried=CARRIED)
    assert activity_words(answers, 3, DAY) == "First rating"
    change = read_measure(answers, DAY).change
    assert "PSFS went from 4 to 5: not a change that can be relied on" in change
    assert "Compared over what was rated both times: Running 5 km, Stairs." in change
    assert [o.text for o in answers.activity_observations()] == ["Running 5 km", "Stairs", "Jumping"]


def test_an_activity_is_known_again_wherever_it_stands_and_however_it_is_written() -> None:
    first = signed(4, (3, 5, None, None, None), ("Running 5 km", "Stairs"))
    answers = psfs(filled("PSFS", [8, 6]), first, carried=("stairs ", "RUNNING  5 km", "", "", ""))
    assert activity_words(answers, 1, DAY).startswith("5 to 8, 3 better")
    assert "PSFS went from 4 to 7" in read_measure(answers, DAY).change


def test_an_activity_is_compared_with_its_last_and_its_first_rating() -> None:
    assessments = (
        signed(4, (3, 5, 7, None, None), THREE),
        signed(11, (None, 6, None, None, None), THREE),
        signed(18, (5, None, 7, None, None), THREE),
    )
    answers = psfs(filled("PSFS", [6, 9, None]), *assessments, carried=CARRIED)
    assert activity_words(answers, 1, DAY).splitlines() == [
        "5 to 6, 1 better: no change to rely on (MDC90 3)",
        "Since 04-Mar-2026: 3 to 6, 3 better: changed (MDC90 3)",
    ]
    assert activity_words(answers, 2, DAY).startswith("6 to 9, 3 better"), "last rated in the assessment before last"


def test_before_it_is_rated_an_activity_shows_its_last_rating() -> None:
    first = signed(4, (3, 5, 7, None, None), THREE)
    answers = psfs(Sheet(), first, carried=CARRIED)
    assert activity_words(answers, 2, DAY) == "Last 5 on 04-Mar-2026"
    assert activity_words(answers, 4, DAY) == ""
    assert answers.activity_observations() == (), "nothing is signed that was not rated"


def test_a_rating_needs_an_activity_and_an_activity_left_out_is_counted() -> None:
    with pytest.raises(FieldError, match="Activity 1 is rated and not named"):
        psfs(filled("PSFS", [3])).entry()
    with pytest.raises(FieldError, match="at most 200 characters"):
        psfs(filled("PSFS", [3]), carried=("x" * 201, "", "", "", "")).entry()
    entry = psfs(filled("PSFS", [3]), carried=CARRIED).entry()
    assert entry is not None
    assert (entry.score, entry.missing) == (3.0, 2)
    assert "Name three activities" in read_measure(psfs(Sheet()), DAY).detail


@given(st.sampled_from(FORMS), st.text("0123456789-xnabc", max_size=80))
def test_any_keys_leave_only_allowed_answers_or_beginnings(form: MeasureForm, typed: str) -> None:
    """Whatever is typed, each box holds a beginning of an allowed answer, and what is signed is what is shown."""
    texts = [""] * form.info.items
    place = 0
    for character in typed:
        if place == len(texts):
            break
        stroke = form.type_character(place + 1, texts[place], character)
        texts[place] = stroke.text
        if stroke.moves_on:
            place += 1
            if stroke.carried:
                texts[place] = stroke.carried
    for number, text in enumerate(texts, start=1):
        assert not text or any(answer.startswith(text) for answer in form.answers(number))
    sheet = Sheet({item_place(form.measure, n): text for n, text in enumerate(texts, start=1)})
    sheet.enter(version_place(form.measure), form.version)
    answers = MeasureAnswers(sheet, form.measure, (), ("walking",) * 5)
    try:
        entry = answers.entry()
    except FieldError:
        return
    shown = tuple(form.value(n, text) for n, text in enumerate(texts, start=1))
    assert (entry.items if entry else (None,) * len(texts)) == shown
    assert typed_measures(sheet) == ((form.measure,) if entry else ())
    if entry:
        again = Sheet(dict(typed_entry(entry)))
        assert MeasureAnswers(again, form.measure, (), ("walking",) * 5).entry() == entry
        assert [again.text(Place(f"measure:{form.measure}", str(n))) for n in range(1, len(texts) + 1)] == texts
