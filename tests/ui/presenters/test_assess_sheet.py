"""The typing of an assessment: kept as typed, taken back step by step, the same after a draft."""

import json

from hypothesis import given
from hypothesis import strategies as st

from footrehab_desktop.ui.presenters.assess_sheet import Place, Sheet, place_of

LEFT, RIGHT = Place("heel_raise", "left"), Place("heel_raise", "right")
PLACES = st.sampled_from([LEFT, RIGHT, Place("note"), Place("odd|code", "3")])
TYPING = st.lists(st.tuples(PLACES, st.text(max_size=5), st.booleans()), max_size=60)


def test_keystrokes_in_one_place_are_one_step_until_the_field_is_left() -> None:
    sheet = Sheet()
    for text in ("1", "12", "120"):
        sheet.enter(LEFT, text)
    sheet.pause()
    sheet.enter(LEFT, "12")
    assert sheet.undo() == (LEFT,)
    assert sheet.text(LEFT) == "120"
    assert sheet.undo() == (LEFT,)
    assert sheet.text(LEFT) == ""
    assert sheet.undo() == ()


def test_thirty_and_more_steps_can_be_taken_back() -> None:
    sheet = Sheet()
    for number in range(1, 41):
        sheet.enter(LEFT if number % 2 else RIGHT, str(number))
    for _ in range(39):
        sheet.undo()
    assert (sheet.text(LEFT), sheet.text(RIGHT)) == ("1", "")


def test_a_group_filled_at_once_is_one_step() -> None:
    sheet = Sheet({LEFT: "yes"})
    sheet.enter_all({LEFT: "no", RIGHT: "no"})
    assert set(sheet.undo()) == {LEFT, RIGHT}
    assert dict(sheet.typed) == {LEFT: "yes"}


def test_only_the_very_value_that_was_confirmed_is_confirmed() -> None:
    sheet = Sheet()
    sheet.enter(LEFT, "150")
    sheet.confirm(LEFT)
    assert sheet.is_confirmed(LEFT)
    sheet.enter(LEFT, "151")
    assert not sheet.is_confirmed(LEFT)
    assert not sheet.is_confirmed(RIGHT)


@given(PLACES)
def test_a_place_survives_its_key(place: Place) -> None:
    assert place_of(place.key) == place


@given(TYPING)
def test_a_draft_gives_back_what_was_typed(typing: list[tuple[Place, str, bool]]) -> None:
    sheet = Sheet()
    for place, text, confirm in typing:
        sheet.enter(place, text)
        if confirm:
            sheet.confirm(place)
    restored = Sheet.from_content(json.loads(json.dumps(sheet.content())))
    assert restored.typed == sheet.typed
    assert all(restored.is_confirmed(place) == sheet.is_confirmed(place) for place, _text, _ in typing)


@given(TYPING)
def test_undo_to_the_end_leaves_nothing_behind(typing: list[tuple[Place, str, bool]]) -> None:
    sheet = Sheet()
    for place, text, left in typing:
        sheet.enter(place, text)
        if left:
            sheet.pause()
    while sheet.can_undo:
        sheet.undo()
    assert not sheet.typed


def test_a_step_taken_back_is_done_again_until_something_else_is_typed() -> None:
    sheet = Sheet()
    sheet.enter(LEFT, "26")
    sheet.pause()
    sheet.enter_all({LEFT: "", RIGHT: "26"})
    assert set(sheet.undo()) == {LEFT, RIGHT}
    assert set(sheet.redo()) == {LEFT, RIGHT}
    assert dict(sheet.typed) == {RIGHT: "26"}
    assert sheet.redo() == ()
    sheet.undo()
    sheet.enter(LEFT, "27")
    assert sheet.redo() == ()


@given(TYPING)
def test_taking_every_step_back_and_doing_it_again_changes_nothing(typing: list[tuple[Place, str, bool]]) -> None:
    sheet = Sheet()
    for place, text, pause in typing:
        sheet.enter(place, text)
        if pause:
            sheet.pause()
    typed = dict(sheet.typed)
    while sheet.undo():
        pass
    assert dict(sheet.typed) == {}
    while sheet.redo():
        pass
    assert dict(sheet.typed) == typed


def test_a_side_once_confirmed_stays_confirmed_in_the_draft() -> None:
    sheet = Sheet({LEFT: "26"})
    sheet.keep_side(LEFT)
    again = Sheet.from_content(json.loads(json.dumps(sheet.content())))
    assert again.is_side_kept(LEFT)
    assert not again.is_side_kept(RIGHT)
    assert dict(again.typed) == {LEFT: "26"}
