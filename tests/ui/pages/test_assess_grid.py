"""Grids of an assessment by keys: digits run on, arrows move, refusals are said beneath, hints are no answers."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from footrehab_desktop.library.field_spec import GRID, FieldSpec
from footrehab_desktop.ui.pages.assess_grid import GridGroup
from footrehab_desktop.ui.pages.assess_page import AssessPage
from footrehab_desktop.ui.pages.assess_section import SectionForm
from footrehab_desktop.ui.pages.assess_workbench import Workbench
from footrehab_desktop.ui.presenters.assess_sheet import Place
from tests.support.assess_hands import begin, bench_of, focused, keys, open_section, show, typing, view_of
from tests.support.page_desk import PageDesk
from tests.support.session_factory import ClinicWithPatient

MOVEMENTS = "Which movements hurt"
DAY = "Over the day"
ITEMS = "Eight items, fresh and tired"


@pytest.fixture
def bench(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> Iterator[Workbench]:
    page = show(qtbot, desk, clinic)
    yield begin(page)
    page.leave()
    desk.settle()


def grid(bench: Workbench, section: str, heading: str) -> GridGroup:
    """Open a grid with the keyboard in its first cell."""
    view = open_section(bench, section)
    (found,) = (group for group in view.groups if group.heading == heading)
    assert isinstance(found, GridGroup)
    next(iter(found.editors.values())).asking.setFocus()
    return found


def fields(group: GridGroup) -> list[FieldSpec]:
    return list(group.fields)


def sides(group: GridGroup, side: str) -> list[str]:
    """Return what stands in the column of a side, from the top."""
    return [group.editors[Place(spec.code, side)].read() for spec in group.fields]


def test_digits_run_left_then_right_row_by_row(bench: Workbench) -> None:
    group = grid(bench, "pain", MOVEMENTS)
    typing("03142")
    assert sides(group, "left")[:3] == ["0", "1", "2"]
    assert sides(group, "right")[:3] == ["3", "4", ""]


def test_one_waits_for_nought_and_hands_any_other_digit_on(bench: Workbench) -> None:
    group = grid(bench, "pain", MOVEMENTS)
    typing("10135")
    assert sides(group, "left")[:2] == ["10", "3"]
    assert sides(group, "right")[:2] == ["1", "5"]


def test_a_column_left_out_in_one_row_is_left_out_in_the_next(bench: Workbench) -> None:
    group = grid(bench, "pain", MOVEMENTS)
    keys("Space")
    typing("3456")
    assert sides(group, "right")[:4] == ["3", "4", "5", "6"]
    assert set(sides(group, "left")) == {""}


def test_boxes_under_own_heads_run_down_the_column(bench: Workbench) -> None:
    group = grid(bench, "gait", ITEMS)
    count = len(fields(group)) // 2
    typing("1" * count + "2" * count)
    texts = [editor.read() for editor in group.editors.values()]
    assert texts == ["1", "2"] * count


def test_arrows_move_and_backspace_empties_then_goes_back(bench: Workbench) -> None:
    group = grid(bench, "pain", MOVEMENTS)
    first, second = fields(group)[:2]
    keys("Down")
    assert focused() is group.editors[Place(second.code, "left")].asking
    keys("Right")
    typing("7")
    keys("Up Up Left")
    assert focused() is group.editors[Place(first.code, "left")].asking
    typing("5")
    keys("Backspace")
    assert bench.form.sheet.text(Place(first.code, "left")) == ""
    assert bench.form.sheet.text(Place(second.code, "right")) == "7"


def test_a_wrong_key_is_refused_beneath_with_what_is_allowed(bench: Workbench) -> None:
    group = grid(bench, "pain", MOVEMENTS)
    typing("x")
    assert group._note.text() == "✕ Pain: walking takes a whole number from 0 to 10."
    assert group._note.isVisible()
    assert bench.form.sheet.typed == {}
    typing("4")
    assert bench.form.sheet.text(Place(fields(group)[0].code, "left")) == "4"


def test_names_tell_row_side_and_range(bench: Workbench) -> None:
    group = grid(bench, "pain", MOVEMENTS)
    left, right = (group.editors[Place(fields(group)[4].code, side)].asking for side in ("left", "right"))
    assert left.accessibleName() == "Stairs down, patient's left, 0 to 10"
    assert right.accessibleName() == "Stairs down, patient's right, involved side, 0 to 10"


def test_the_last_cell_goes_on_to_what_follows(bench: Workbench) -> None:
    group = grid(bench, "pain", DAY)
    typing("123456")
    after = view_of(bench).groups[view_of(bench).groups.index(group) + 1]
    assert focused() is after.chain[0]


def test_a_pasted_row_fills_the_cells(bench: Workbench) -> None:
    group = grid(bench, "pain", DAY)
    QApplication.clipboard().setText("4 10 3 0")
    keys("Ctrl+V")
    assert [editor.read() for editor in group.editors.values()][:4] == ["4", "10", "3", "0"]


def test_words_dates_and_figures_stand_in_one_row(bench: Workbench) -> None:
    view = open_section(bench, "exposure")
    (group,) = (g for g in view.groups if isinstance(g, GridGroup))
    typing("Stairs without rail\n6yesterday\n")
    first = [editor.read() for editor in list(group.editors.values())[:4]]
    assert first == ["Stairs without rail", "6", "yesterday", ""]
    keys("Up")
    focused_place = next(place for place, editor in group.editors.items() if editor.asking is focused())
    list(group.editors.values())[2].asking.setFocus()
    assert group._note.text() == "15-Mar-2026 (Sun)", focused_place


def test_half_a_date_is_refused_when_the_cell_is_left(bench: Workbench) -> None:
    group = grid(bench, "exposure", "Ladder")
    cell = list(group.editors.values())[2].asking
    cell.setFocus()
    typing("31/2\n")
    assert group._note.text().startswith("✕ ")
    assert cell.property("refused") is True
    assert [place.code for place, _ in bench.form.refused()] == [list(group.editors)[2].code]


def test_steps_are_taken_back_and_done_again_in_a_grid(bench: Workbench) -> None:
    group = grid(bench, "pain", DAY)
    typing("1")
    keys("Right")
    typing("2")
    keys("Ctrl+Z")
    assert [editor.read() for editor in group.editors.values()][:2] == ["1", ""]
    keys("Ctrl+Z")
    assert bench.form.sheet.typed == {}
    keys("Ctrl+Y Ctrl+Shift+Z")
    assert [editor.read() for editor in group.editors.values()][:2] == ["1", "2"]
    keys("Ctrl+Z")
    typing("9")
    keys("Ctrl+Y")
    assert [editor.read() for editor in group.editors.values()][:2] == ["1", "9"]


def test_last_values_are_grey_words_beside_the_box_and_no_answers(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    page = sign_baseline(qtbot, desk, clinic)
    page.start.card.kind.set_value("review")
    page.start.card.start.click()
    review = bench_of(page)
    group = grid(review, "pain", MOVEMENTS)
    cell = group.editors[Place(fields(group)[0].code, "right")].asking
    assert isinstance(cell, QLineEdit)
    assert cell.text() == cell.placeholderText() == ""
    assert cell.accessibleDescription() == "last: 6/10 on 16-Mar-2026"
    cell.setFocus()
    assert group._note.text() == "Walking: last: 6/10 on 16-Mar-2026"
    assert review.form.sheet.typed == {}
    page.leave()
    desk.settle()


def sign_baseline(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> AssessPage:
    page = show(qtbot, desk, clinic)
    grid(begin(page), "pain", MOVEMENTS)
    keys("Right")
    typing("6")
    desk.dialogs.accepts.append(True)
    page.ask_sign()
    desk.settle()
    return page


@pytest.mark.parametrize("section", ["pain", "posture", "strength", "gait", "footwear", "goals", "exposure"])
def test_every_grid_holds_each_of_its_fields_once(bench: Workbench, section: str) -> None:
    view = open_section(bench, section)
    asked = [spec.code for spec in view.section.fields if view.section.group(spec.heading).layout == GRID]
    assert asked
    assert shown_in_grids(view) == set(asked)


def shown_in_grids(view: SectionForm) -> set[str]:
    return {place.code for group in view.groups if isinstance(group, GridGroup) for place in group.editors}
