"""What can be printed, how it is summed up in words, and what was given."""

from dataclasses import replace
from datetime import date
from typing import get_args

import pytest

from footrehab_desktop.clinic.handout_catalogue import GROUPS, KINDS, Need, Printing, WantedHandout
from footrehab_desktop.handouts.options import PrintOptions, choices_of
from footrehab_desktop.ui.operations.handouts import give, prepare
from footrehab_desktop.ui.presenters.handouts import (
    CHOICE_TITLES,
    GROUP_TITLES,
    OPTION_TITLES,
    REASONS,
    HandoutSituation,
    file_name,
    given_rows,
    kind_lines,
    load_handouts,
    options_words,
    printable,
    unprintable_words,
)
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan


def situation(clinic: ClinicWithPatient) -> HandoutSituation:
    session = clinic.session
    with session.unit_of_work() as unit:
        return load_handouts(Printing(unit, session.library, session.forms, TODAY), clinic.episode_id)


def reasons(clinic: ClinicWithPatient) -> dict[str, str]:
    return {line.kind: line.reason for line in kind_lines(situation(clinic)) if line.reason}


def test_what_cannot_be_printed_yet_says_what_it_waits_for(clinic: ClinicWithPatient) -> None:
    assert reasons(clinic) == {
        "exercise_sheet": "needs a started plan",
        "run_plan": "from PH4, walk–run, on",
        "goals": "no goals yet",
        "comparison": "needs two signed ones",
        "decision_sheet": "no review yet",
        "assessment": "none signed yet",
        "letter_coach": "needs a started plan",
    }
    start_plan(clinic)
    waiting = reasons(clinic)
    assert not {"exercise_sheet", "run_plan", "assessment", "letter_coach"} & waiting.keys()
    assert {"comparison", "decision_sheet"} <= waiting.keys()


def test_a_kind_that_is_offered_can_be_printed_and_one_that_waits_cannot(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, "PH2", 1)
    found = situation(clinic)
    with clinic.session.unit_of_work() as unit:
        assessment = unit.assessments.for_episode(clinic.episode_id)[-1].id
    for kind, _title in printable(found):
        wanted = WantedHandout(kind, clinic.episode_id, PrintOptions(), TODAY, assessments=(assessment,))
        assert prepare(clinic.session, wanted, today=TODAY).pdf.startswith(b"%PDF"), kind
    assert "run_plan" not in dict(printable(found))


def test_every_kind_has_its_line_in_a_titled_group(clinic: ClinicWithPatient) -> None:
    lines = kind_lines(situation(clinic))
    assert {line.kind for line in lines} == set(KINDS)
    assert [line.group for line in lines] == sorted((line.group for line in lines), key=GROUPS.index)
    assert set(GROUP_TITLES) == set(GROUPS)
    assert set(REASONS) == set(get_args(Need)) - {""}
    assert all(line.title for line in lines)


def test_every_value_of_every_option_has_its_word() -> None:
    for name in OPTION_TITLES:
        assert set(CHOICE_TITLES[name]) >= set(choices_of(name)), name
    assert set(CHOICE_TITLES["layout"]) == set(choices_of("layout"))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (PrintOptions(), "A4 · normal print · colour · pictures"),
        (
            PrintOptions(paper="A5", size="large_print", colours="black_and_white", pictures=False),
            "A5 · large print · black and white · no pictures",
        ),
        (
            PrintOptions(paper="Letter", orientation="landscape", mirrored=False, both_sides=True),
            "US Letter · sideways · normal print · colour · pictures · pictures of the right side · both sides",
        ),
    ],
)
def test_options_are_said_in_one_line(options: PrintOptions, words: str) -> None:
    assert options_words(options) == words


def test_the_history_says_when_what_and_by_whom_and_finds_by_the_id_on_the_sheet(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    letter = replace(PrintOptions(), paper="Letter")
    for kind in ("exercise_sheet", "diary"):
        made = prepare(clinic.session, WantedHandout(kind, clinic.episode_id, letter, TODAY), today=TODAY)
        give(clinic.session, episode_id=clinic.episode_id, handouts=(made,))
    rows = given_rows(situation(clinic))
    assert [row.title for row in rows] == ["Diary", "Exercise sheet"]
    assert rows[0].pages == "1 × Letter"
    assert {row.clinician for row in rows} == {clinic.session.clinician.name}
    diary, sheet = rows
    assert diary.sheet_id
    assert diary.holds(diary.sheet_id.lower())
    assert not sheet.holds(diary.sheet_id)
    assert sheet.holds(f"{sheet.given_on[:3]} exercise")


def test_file_names_hold_no_name(clinic: ClinicWithPatient) -> None:
    named = file_name(situation(clinic), "exercise_sheet", date(2026, 3, 9))
    assert named == "exercise-sheet_record-1_2026-03-09.pdf"


def test_characters_without_a_font_are_named_with_their_numbers() -> None:
    assert unprintable_words("𓀀ᚠ") == "𓀀 (U+13000), ᚠ (U+16A0)"
