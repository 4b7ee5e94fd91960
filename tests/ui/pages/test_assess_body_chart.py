"""The body chart as a section of an assessment: marked by keys and mouse in a real window, signed as it is shown."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.assessments import sign_assessment
from footrehab_desktop.clinic.case_building import build_case, load_episode
from footrehab_desktop.clinic.chart_marks import marks_of
from footrehab_desktop.library.body_chart import FOOT_SIDES, ChartMark, body_chart
from footrehab_desktop.records.values import Side
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_body_chart import BodyChartSection
from footrehab_desktop.ui.pages.assess_workbench import Workbench
from footrehab_desktop.ui.presenters.assess import AssessmentForm, load_examined
from footrehab_desktop.ui.presenters.assess_sheet import Place
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan

ENTER = Qt.Key.Key_Return


def bench_for(qtbot: QtBot, clinic: ClinicWithPatient, side: Side, size: tuple[int, int] = (1160, 570)) -> Workbench:
    with clinic.session.unit_of_work() as unit:
        file = load_examined(unit, clinic.episode_id)
    details = replace(file.episode.details, side=side)
    file = replace(file, episode=replace(file.episode, details=details))
    form = AssessmentForm(clinic.session.forms, file, "baseline", TODAY)
    bench = Workbench(form, lambda: TODAY)
    qtbot.addWidget(bench)
    bench.resize(*size)
    bench.show()
    qtbot.waitExposed(bench)
    bench.activateWindow()
    qtbot.waitUntil(bench.isActiveWindow)
    bench.list.setCurrentRow([section.code for section in form.sections].index("body_chart"))
    return bench


@pytest.fixture
def bench(qtbot: QtBot, clinic: ClinicWithPatient) -> Workbench:
    """Right foot injured."""
    return bench_for(qtbot, clinic, "right")


def section_of(bench: Workbench) -> BodyChartSection:
    view = bench.view()
    assert isinstance(view, BodyChartSection)
    return view


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def typing(text: str) -> None:
    """Type where the keyboard is; a line break is Return."""
    for character in text:
        QTest.keyClick(focused(), ENTER) if character == "\n" else QTest.keyClick(focused(), character)


def click(bench: Workbench, region: str, side: Side) -> None:
    section = section_of(bench)
    canvas = section.chart.canvases[section.chart.views[0], "left" if side == "left" else "right"]
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=canvas.place_of(region).toPoint())


def texts(bench: Workbench) -> dict[str, str]:
    return {place.key: text for place, text in bench.form.sheet.typed.items()}


def test_a_region_is_found_typed_and_marked_by_keys_alone(bench: Workbench) -> None:
    section_of(bench).finder.take_focus()
    typing("heel pad\nr25y")
    assert texts(bench) == {
        "chart_kind_heel_pad|right": "aching",
        "chart_pain_heel_pad|right": "5",
        "chart_tender_heel_pad|right": "yes",
    }
    assert focused() is section_of(bench).finder.line


def test_the_side_is_chosen_never_assumed(bench: Workbench) -> None:
    section = section_of(bench)
    section.finder.take_focus()
    typing("heel pad\n")
    assert section.panel.side is None
    assert focused() is section.panel.sides
    assert not section.panel.kinds.isEnabled()
    typing("2")
    assert texts(bench) == {}


def test_a_click_chooses_region_and_side(bench: Workbench) -> None:
    click(bench, "heel_pad", "right")
    section = section_of(bench)
    assert section.panel.region == body_chart().region("heel_pad")
    assert section.panel.side == "right"
    typing("3")
    assert texts(bench) == {"chart_kind_heel_pad|right": "burning"}
    assert "Heel pad, Burning" in section.chart.canvases["plantar", "right"].accessibleDescription()


def test_ten_is_typed_as_two_digits(bench: Workbench) -> None:
    click(bench, "heel_pad", "right")
    typing("\n10\n")
    assert texts(bench) == {"chart_pain_heel_pad|right": "10"}


def test_pain_at_a_high_risk_bone_site_asks_to_press_on_it_at_once(bench: Workbench) -> None:
    section = section_of(bench)
    section.finder.take_focus()
    typing("navicular\nr")
    assert section.panel.offer.isHidden()
    typing("2")
    assert not section.panel.offer.isHidden()
    assert "N spot" in section.panel.offer.label.text()
    typing("y")
    assert texts(bench)["chart_tender_navicular|right"] == "yes"
    assert section.panel.offer.isHidden()
    finding = bench.form.spec("chart_tender_navicular")
    assert (finding.finding, finding.site) == ("focal_bone_tenderness", "navicular")


def test_a_signed_tender_bone_reaches_the_core_with_its_site(bench: Workbench, clinic: ClinicWithPatient) -> None:
    section = section_of(bench)
    for region, answer in (("navicular", "y"), ("calcaneus", "n"), ("cuboid", "y")):
        section.finder.take_focus()
        typing(f"{region}\nr24{answer}")
    start_plan(clinic)
    with clinic.session.unit_of_work() as unit:
        sign_assessment(unit, clinic.session.forms, bench.form.unsigned(), TODAY)
    with clinic.session.unit_of_work() as unit:
        case = build_case(load_episode(unit, clinic.episode_id), clinic.session.forms, TODAY)
    found = {(finding.code, finding.site) for finding in case.findings}
    assert found == {("focal_bone_tenderness", "navicular"), ("focal_bone_tenderness", "cuboid")}


def test_other_places_ask_nothing_extra(bench: Workbench) -> None:
    click(bench, "heel_pad", "right")
    typing("2")
    assert section_of(bench).panel.offer.isHidden()


def test_a_mark_on_the_sound_foot_is_asked_about_and_kept_by_enter(bench: Workbench) -> None:
    click(bench, "heel_pad", "left")
    typing("2")
    kind = Place("chart_kind_heel_pad", "left")
    assert bench.form.is_side_open(kind)
    typing("\n")
    assert bench.form.side_questions() == ()
    typing("n")
    assert bench.form.side_questions() == ()
    assert [each.code for each in bench.form.observations()] == ["chart_kind_heel_pad", "chart_tender_heel_pad"]


def test_a_mark_on_the_sound_foot_moves_over_with_one_key(bench: Workbench) -> None:
    click(bench, "heel_pad", "left")
    typing("24m")
    assert texts(bench) == {"chart_kind_heel_pad|right": "aching", "chart_pain_heel_pad|right": "4"}
    assert section_of(bench).panel.side == "right"
    assert bench.form.side_questions() == ()


def test_an_open_side_is_not_signed(bench: Workbench) -> None:
    click(bench, "heel_pad", "left")
    typing("2")
    assert bench.ask_sides()
    assert bench.form.observations() == ()


def test_both_sides_injured_asks_nothing(qtbot: QtBot, clinic: ClinicWithPatient) -> None:
    bench = bench_for(qtbot, clinic, "both")
    click(bench, "heel_pad", "left")
    typing("2")
    assert bench.form.side_questions() == ()


def test_delete_removes_a_mark_as_one_step_that_can_be_taken_back(bench: Workbench) -> None:
    click(bench, "heel_pad", "right")
    typing("25y")
    before = texts(bench)
    canvas = section_of(bench).chart.canvases["plantar", "right"]
    canvas.setFocus()
    canvas.point_at("heel_pad")
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert texts(bench) == {}
    bench.undo()
    assert texts(bench) == before
    assert section_of(bench).panel.region == body_chart().region("heel_pad")


def test_the_button_removes_and_goes_on_to_the_next_region(bench: Workbench) -> None:
    click(bench, "heel_pad", "right")
    typing("2")
    section = section_of(bench)
    QTest.mouseClick(section.panel.remove, Qt.MouseButton.LeftButton)
    assert texts(bench) == {}
    assert section.panel.remove.isHidden()
    assert focused() is section.finder.line


def test_undo_goes_back_to_the_question(bench: Workbench) -> None:
    click(bench, "heel_pad", "right")
    typing("2")
    bench.undo()
    assert texts(bench) == {}
    assert section_of(bench).panel.kinds.value is None
    assert section_of(bench).panel.kinds.hasFocus()


def test_the_section_is_done_with_a_mark_or_with_no_pain_anywhere(bench: Workbench) -> None:
    section = bench.form.section_of("chart_nothing")
    assert bench.form.progress(section).state == "open"
    section_of(bench).take_focus()
    typing("y")
    assert bench.form.progress(section).state == "done"
    bench.undo()
    click(bench, "heel_pad", "right")
    typing("2")
    assert bench.form.progress(section).state == "done"


def test_marks_against_no_pain_anywhere_are_pointed_out(bench: Workbench) -> None:
    section = section_of(bench)
    section.take_focus()
    typing("y")
    assert section.contradiction.isHidden()
    click(bench, "heel_pad", "right")
    typing("2")
    assert not section.contradiction.isHidden()


def test_a_region_of_another_view_brings_its_view(bench: Workbench) -> None:
    section = section_of(bench)
    section.finder.take_focus()
    typing("retrocalc\n")
    assert set(section.chart.views) <= set(body_chart().views_of("retrocalcaneal_bursa"))
    assert section.tabs.value == section.chart.views[0]


def test_every_region_can_be_picked_from_the_list(bench: Workbench) -> None:
    section = section_of(bench)
    assert section.finder.list.count() == len(body_chart().regions)
    section.finder.line.setText("no such place")
    assert section.finder.list.count() == 0
    QTest.keyClick(section.finder.line, ENTER)
    assert section.panel.region is None


def test_the_list_says_what_is_marked(bench: Workbench) -> None:
    click(bench, "heel_pad", "right")
    typing("25y")
    words = [section_of(bench).finder.list.item(row).text() for row in range(len(body_chart().regions))]
    assert "Heel pad\nRIGHT: Aching, NPRS 5, tender" in words


def test_everything_that_takes_keys_has_a_name(bench: Workbench) -> None:
    click(bench, "heel_pad", "right")
    typing("2")
    section = section_of(bench)
    for widget in section.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            named = widget.accessibleName() or getattr(widget, "text", str)()
            assert named, widget


def test_tab_follows_the_reading_order(bench: Workbench) -> None:
    click(bench, "heel_pad", "right")
    section = section_of(bench)
    section.nothing.asking.setFocus()
    canvases = [section.chart.canvases["plantar", side] for side in FOOT_SIDES]
    panel = section.panel
    expected = [section.tabs, *canvases, section.finder.line, panel.sides, panel.kinds, panel.pain, panel.tender]
    reached = []
    for _step in range(len(expected) + 3):
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        reached.append(focused())
    assert [widget for widget in reached if widget in expected] == expected
    assert section.onward in reached


@pytest.mark.parametrize(("scale", "size"), [(100, (1160, 570)), (200, (1160, 570)), (100, (1900, 900))])
def test_nothing_needs_sideways_scrolling(
    qtbot: QtBot, qapp: QApplication, clinic: ClinicWithPatient, scale: int, size: tuple[int, int]
) -> None:
    theme.apply(qapp, "light", scale)
    bench = bench_for(qtbot, clinic, "right", size)
    section = section_of(bench)
    for tab in ("plantar", "lateral"):
        if section.tabs.isVisible():
            section.tabs.choose(tab)
            section.tabs.picked.emit()
        click(bench, "metatarsal_5_base" if tab == "plantar" else "heel_pad", "right")
        qtbot.wait(1)
        area = bench.stack.currentWidget()
        assert isinstance(area, QScrollArea)
        assert area.horizontalScrollBar().maximum() == 0
    assert len(section.chart.views) == (5 if size[0] == 1900 else 1)


MARKS = st.lists(
    st.tuples(
        st.sampled_from([region.code for region in body_chart().regions]),
        st.sampled_from(FOOT_SIDES),
        st.sampled_from([None, *(kind.code for kind in body_chart().kinds)]),
        st.none() | st.integers(0, 10),
        st.sampled_from([None, "yes", "no", "not_assessed"]),
    ),
    max_size=6,
)


@given(MARKS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_signed_is_what_is_shown(bench: Workbench, marks: list[tuple[object, ...]]) -> None:
    section = section_of(bench)
    bench.form.sheet.enter_all(dict.fromkeys(tuple(bench.form.sheet.typed), ""))
    for region, side, kind, pain, tender in marks:
        for prefix, answer in (("kind", kind), ("pain", pain), ("tender", tender)):
            place = Place(f"chart_{prefix}_{region}", str(side))
            section.panel.typed.emit(place, "" if answer is None else str(answer))
    for place in bench.form.side_questions():
        section.kept.emit(place)
    shown = {
        ChartMark(mark.region, mark.side, mark.kind, mark.pain, mark.tender)
        for canvas in section.chart.canvases.values()
        for mark in canvas.marks
    }
    signed = marks_of(bench.form.observations(), body_chart())
    visible = {mark for mark in signed if mark.region in body_chart().view(section.chart.views[0], "right").areas}
    assert shown == visible
    assert set(section.finder.marked) == {mark.region for mark in signed}


def test_the_offer_at_a_bone_site_brings_its_question_into_sight_on_a_small_screen(
    bench: Workbench, qtbot: QtBot
) -> None:
    bench.resize(1160, 480)
    section = section_of(bench)
    section.finder.take_focus()
    typing("navicular\nr2")
    area = bench.stack.currentWidget()
    assert isinstance(area, QScrollArea)
    tender = section.panel.tender

    def seen() -> None:
        bottom = tender.mapTo(area.viewport(), tender.rect().bottomLeft()).y()
        assert 0 < bottom < area.viewport().height()

    qtbot.waitUntil(seen)
