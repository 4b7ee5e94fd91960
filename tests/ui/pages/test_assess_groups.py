"""Folded groups, several answers, "all others: no", and the question about the side, by keys in the real page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.ui.pages.assess_page import AssessPage
from footrehab_desktop.ui.pages.assess_section import FoldLine
from footrehab_desktop.ui.pages.assess_workbench import Workbench
from footrehab_desktop.ui.presenters.assess import can_be_no
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.widgets.toggles import ToggleBar
from tests.support.assess_hands import begin, bench_of, focused, keys, open_section, show, stored, typing, view_of
from tests.support.page_desk import PageDesk
from tests.support.session_factory import HEEL_PAIN, RUNNER, ClinicWithPatient, make_patient

LEFT, RIGHT = Place("heel_raise", "left"), Place("heel_raise", "right")
GROWING = "Growing skeleton"


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> Iterator[AssessPage]:
    made = show(qtbot, desk, clinic)
    yield made
    made.leave()
    desk.settle()


def fold(bench: Workbench, heading: str) -> FoldLine:
    (found,) = (line for line in view_of(bench).findChildren(FoldLine) if line.heading == heading)
    return found


def folded(bench: Workbench) -> set[str]:
    return {line.heading for line in view_of(bench).findChildren(FoldLine)}


def test_what_is_not_usual_is_one_line_that_o_opens(page: AssessPage) -> None:
    bench = begin(page)
    open_section(bench, "red_flags")
    line = fold(bench, GROWING)
    assert line.open.accessibleName() == "Growing skeleton: not usual for this patient. Open (O)"
    total = bench.form.progress(view_of(bench).section).total
    line.open.setFocus()
    keys("O")
    QApplication.processEvents()
    group = next(group for group in view_of(bench).groups if group.heading == GROWING)
    assert focused() is next(iter(group.editors.values())).asking
    assert bench.form.progress(view_of(bench).section).total > total


def test_a_child_is_asked_about_the_growing_skeleton(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    child = make_patient(session, replace(RUNNER, birth_date=date(2014, 2, 3)))
    page = show(qtbot, desk, child)
    bench = begin(page)
    open_section(bench, "red_flags")
    assert GROWING not in folded(bench)
    assert "Complex regional pain syndrome" in folded(bench)


def test_an_opened_group_stays_open_in_the_draft(
    qtbot: QtBot, page: AssessPage, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    bench = begin(page)
    open_section(bench, "red_flags")
    fold(bench, GROWING).open.click()
    page.leave()
    desk.settle()
    page_again = show(qtbot, desk, clinic)
    again = bench_of(page_again)
    open_section(again, "red_flags")
    assert GROWING not in folded(again)


def test_an_answer_in_a_folded_group_counts_and_unfolds_it(page: AssessPage) -> None:
    """Folding hides what is not asked; a referral never depends on it."""
    bench = begin(page)
    section = view_of(bench).section
    spec = next(spec for spec in section.fields if spec.heading == GROWING and can_be_no(spec))
    assert bench.form.is_folded(section, GROWING)
    bench.form.sheet.enter(Place(spec.code), "yes")
    assert not bench.form.is_folded(section, GROWING)
    assert [o.code for o in bench.form.observations()] == [spec.code]


def test_shift_a_answers_the_whole_screen_and_says_how_many(page: AssessPage, desk: PageDesk) -> None:
    bench = begin(page)
    section = view_of(bench).section
    asked = [spec for spec in bench.form.asked_fields(section) if can_be_no(spec)]
    typing("y")
    keys("Shift+Tab Shift+A")
    assert f"{len(asked) - 1} open findings answered with no. Ctrl+Z takes it back." in desk.status
    assert set(bench.form.sheet.typed) == {Place(spec.code) for spec in asked}
    assert bench.form.sheet.text(Place(asked[0].code)) == "yes"
    assert not {Place(spec.code) for spec in section.fields if spec.heading == GROWING} & set(bench.form.sheet.typed)
    assert focused() is view_of(bench).onward
    keys("Ctrl+Z")
    assert bench.form.sheet.typed == {Place(asked[0].code): "yes"}
    keys("Ctrl+Y")
    assert len(bench.form.sheet.typed) == len(asked)


def test_several_answers_are_put_in_and_taken_out_by_keys(page: AssessPage, clinic: ClinicWithPatient) -> None:
    bench = begin(page)
    view = open_section(bench, "training")
    place = Place("training_changes")
    bar = view.editors[place].asking
    assert isinstance(bar, ToggleBar)
    bar.setFocus()
    words = dict(bench.form.spec("training_changes").choices)
    nothing, first, second, third = list(words)[:4]
    keys("Right Right Space Right Right Space")
    assert bench.form.sheet.text(place) == f"{first} {third}"
    assert bar.accessibleName() == f"What changed: {words[first]}, {words[third]}"
    keys("Left Space")
    assert bench.form.sheet.text(place) == f"{first} {second} {third}"
    keys("Space")
    assert bench.form.verdict(place).text == f"{first} {third}"
    keys("Left Left Left Space")
    assert bench.form.sheet.text(place) == nothing
    keys("Backspace")
    assert bench.form.sheet.text(place) == ""
    keys("Ctrl+Z Ctrl+Z")
    assert bar.value == f"{first} {third}"


def test_the_usual_order_left_then_right_is_never_asked_about(page: AssessPage) -> None:
    bench = begin(page)
    bench.go_to(LEFT)
    typing("26\n21\n")
    QApplication.processEvents()
    assert not view_of(bench).groups[0].side_asked(LEFT)
    assert bench.form.side_questions() == ()


def test_a_value_on_the_sound_side_alone_is_asked_about_at_the_field_and_kept_by_enter(
    page: AssessPage, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    bench = begin(page)
    bench.go_to(LEFT)
    typing("26\n\n")
    QApplication.processEvents()
    group = view_of(bench).groups[0]
    assert group.side_asked(LEFT)
    words = group._questions[LEFT].label.text()
    assert words == "Entered for the patient's LEFT; the injury is on the RIGHT. Enter keeps it, M moves it."
    assert bench.form.observations() == ()
    bench.go_to(LEFT)
    typing("\n")
    assert not group.side_asked(LEFT)
    assert [(o.side, o.number) for o in bench.form.observations()] == [("left", 26)]


def test_m_moves_the_value_to_the_involved_side_in_one_step(page: AssessPage) -> None:
    bench = begin(page)
    bench.go_to(LEFT)
    typing("26\n\n")
    QApplication.processEvents()
    bench.go_to(LEFT)
    typing("m")
    assert (bench.form.sheet.text(LEFT), bench.form.sheet.text(RIGHT)) == ("", "26")
    assert bench.form.side_questions() == ()
    keys("Ctrl+Z")
    assert (bench.form.sheet.text(LEFT), bench.form.sheet.text(RIGHT)) == ("26", "")


def test_nothing_is_signed_before_the_sides_are_answered(
    page: AssessPage, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    bench = begin(page)
    bench.go_to(LEFT)
    typing("26")
    bench.go_to(Place("toe_strength", "left"))
    typing("80")
    page.ask_sign()
    assert desk.dialogs.asked == []
    assert bench.sides.isVisible()
    assert "injury is on the RIGHT: Single-leg heel raise; Toe strength." in bench.sides.label.text()
    assert focused() is view_of(bench).editors[LEFT].asking
    typing("\n")
    assert "Single-leg heel raise" not in bench.sides.label.text()
    bench.sides.move_over.click()
    assert bench.sides.isHidden()
    desk.dialogs.accepts.append(True)
    page.ask_sign()
    desk.settle()
    (signed,) = stored(clinic)
    assert {(o.code, o.side) for o in signed.observations} == {("heel_raise", "left"), ("toe_strength", "right")}


def test_with_both_sides_involved_no_side_is_asked_about(qtbot: QtBot, desk: PageDesk, session: ClinicSession) -> None:
    both = make_patient(session, episode=replace(HEEL_PAIN, side="both"))
    page = show(qtbot, desk, both)
    bench = begin(page)
    bench.go_to(LEFT)
    typing("26\n\n")
    assert bench.form.side_questions() == ()
    page.leave()
    desk.settle()
