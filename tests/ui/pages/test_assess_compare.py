"""Comparing two full assessments in a real window, by keys alone, down to the printed page."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.assessments import void_assessment
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.records.values import Assessment, AssessmentKind
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_page import AssessPage
from tests.support.full_assessment import full_observations, full_outcomes
from tests.support.handout_desk import given, show_page, shown_text
from tests.support.page_desk import PageDesk
from tests.support.recording_dialogs import RecordingDialogs
from tests.support.session_factory import TODAY, ClinicWithPatient

DAYS = tuple(TODAY - timedelta(days=days) for days in (42, 21, 0))
KINDS: tuple[AssessmentKind, ...] = ("baseline", "review", "discharge")


@pytest.fixture
def three(clinic: ClinicWithPatient) -> tuple[Assessment, ...]:
    """Three full assessments, the newest last."""
    forms = clinic.session.forms
    with clinic.session.unit_of_work() as unit:
        made = tuple(
            unit.assessments.sign(
                clinic.episode_id,
                kind,
                on,
                full_observations(forms, kind, step=step),
                full_outcomes("plantar_heel", better_by=step),
            )
            for step, (kind, on) in enumerate(zip(KINDS, DAYS, strict=True))
        )
        unit.commit()
    return made


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, three: tuple[Assessment, ...]) -> AssessPage:
    return show(qtbot, desk, clinic)


def show(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> AssessPage:
    page = AssessPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1160, 600)
    page.show_for(clinic.patient_id, clinic.episode_id)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    page.start.list.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is page.start.list)
    return page


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, modifier)
    QApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def compare(page: AssessPage, desk: PageDesk) -> None:
    press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    # A button pressed by its shortcut acts when its short animation ends.
    while page.start.compare.isDown():
        QTest.qWait(10)
    desk.settle()
    assert page._faces.currentWidget() is page.comparison


def test_the_newest_is_compared_with_the_first_by_one_key(
    page: AssessPage, desk: PageDesk, three: tuple[Assessment, ...]
) -> None:
    assert page.start.list.pair == (three[0].id, three[2].id)
    assert page.start.list.item(0).text().startswith("[2] Discharge, 16-Mar-2026 (Mon)")
    assert page.start.list.item(2).text().startswith("[1] First assessment, 02-Feb-2026 (Mon)")
    compare(page, desk)
    assert page.comparison.title.text() == "First assessment, 02-Feb-2026 (Mon)  →  Discharge, 16-Mar-2026 (Mon)"
    assert focused() is page.comparison.table


def test_the_keys_1_and_2_mark_what_is_compared(
    page: AssessPage, desk: PageDesk, three: tuple[Assessment, ...]
) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_1)
    assert page.start.list.pair == (three[1].id, three[2].id)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_1)
    assert page.start.list.pair is None, "one assessment cannot take both marks"
    assert not page.start.compare.isEnabled()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_2)
    assert page.start.list.pair == (three[2].id, three[1].id)
    compare(page, desk)
    assert page.comparison.title.text().startswith("Review, 23-Feb-2026"), "the older stands first in any order"


def test_the_table_is_read_by_keys_and_explains_the_row(page: AssessPage, desk: PageDesk) -> None:
    compare(page, desk)
    table, model = page.comparison.table, page.comparison.table.rows
    first = table.currentIndex().row()
    assert model.lines[0].is_heading
    assert first == 1
    answers = [row for row, line in enumerate(model.lines) if not line.is_heading]
    for row in answers:
        assert table.currentIndex().row() == row, "the arrow key goes from answer to answer, past the headings"
        press(Qt.Key.Key_Down)
    row, line = next((row, line) for row, line in enumerate(model.lines) if line.real and len(line.cells) > 2)
    table.setCurrentIndex(model.index(row, 0))
    assert page.comparison.explained.text() == "\n".join(line.explained)
    assert "the smallest change that counts is" in page.comparison.explained.text()
    spoken = model.data(model.index(row, 6), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"{line.name}, Patient's RIGHT, Change: {line.cells[6].text}"
    assert str(model.headerData(4, Qt.Orientation.Horizontal)) == "Patient's RIGHT\n02-Feb-2026"


def test_only_real_changes_and_both_body_charts_by_number_keys(page: AssessPage, desk: PageDesk) -> None:
    compare(page, desk)
    every = page.comparison.table.rows.rowCount()
    page.comparison.shown.setFocus()
    press(Qt.Key.Key_2)
    real = page.comparison.table.rows.lines
    assert 0 < len(real) < every
    assert all(line.real or line.is_heading for line in real)
    press(Qt.Key.Key_3)
    assert not page.comparison.table.isVisible()
    press(Qt.Key.Key_1)
    assert page.comparison.table.rows.rowCount() == every


def test_no_real_change_is_said_in_a_sentence(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, three: tuple[Assessment, ...]
) -> None:
    with clinic.session.unit_of_work() as unit:
        unit.assessments.sign(clinic.episode_id, "discharge", TODAY, three[2].observations, three[2].outcomes)
        unit.commit()
    page = show(qtbot, desk, clinic)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_1)
    compare(page, desk)
    page.comparison.shown.setFocus()
    press(Qt.Key.Key_2)
    assert page.comparison.nothing.isVisible()
    assert not page.comparison.table.isVisible()


def test_what_was_struck_out_takes_no_mark_and_back_leads_to_the_list(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient, three: tuple[Assessment, ...]
) -> None:
    with clinic.session.unit_of_work() as unit:
        void_assessment(unit, three[2].id, "another patient")
    page = show(qtbot, desk, clinic)
    press(Qt.Key.Key_2)
    assert page.start.list.pair == (three[0].id, three[1].id)
    compare(page, desk)
    page.comparison.back.click()
    assert focused() is page.start.list


def test_what_was_struck_out_meanwhile_is_refused_in_words(
    page: AssessPage,
    desk: PageDesk,
    clinic: ClinicWithPatient,
    three: tuple[Assessment, ...],
    dialogs: RecordingDialogs,
) -> None:
    with clinic.session.unit_of_work() as unit:
        void_assessment(unit, three[2].id, "another patient")
    page.start.compare.click()
    desk.settle()
    assert "neither struck out nor amended" in str(dialogs.errors[0])
    assert page._faces.currentWidget() is page.start


def test_one_assessment_alone_offers_no_comparison(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        unit.assessments.sign(clinic.episode_id, "baseline", TODAY, full_observations(clinic.session.forms)[:3], ())
        unit.commit()
    page = show(qtbot, desk, clinic)
    assert not page.start.compare.isVisible()
    assert page.start.list.pair is None


def test_ctrl_p_leads_to_the_sheet_that_is_previewed_and_kept(
    page: AssessPage, desk: PageDesk, qtbot: QtBot, clinic: ClinicWithPatient
) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_1)
    compare(page, desk)
    page.print_requested()
    assert desk.went_to == ["handouts"]
    handouts = show_page(qtbot, desk, clinic)
    chosen = handouts.choose.asks.assessments
    assert handouts.choose.kinds.kind() == "comparison"
    assert chosen.earlier.currentText() == "Review, 23-Feb-2026 (Mon)"
    assert chosen.later.currentText() == "Discharge, 16-Mar-2026 (Mon)"
    assert "Review, 23-Feb-2026 (Mon) → Discharge, 16-Mar-2026 (Mon)" in shown_text(handouts)
    chosen.earlier.setCurrentIndex(2)
    desk.settle()
    handouts.preview.printed.emit()
    desk.settle()
    (kept,) = given(clinic)
    assert kept.kind == "comparison"
    assert "First assessment, 02-Feb-2026 (Mon) → Discharge" in " ".join(" ".join(extract_text(kept.pdf)).split())


def test_at_large_text_both_sides_still_fit_without_scrolling_sideways(
    qtbot: QtBot, qapp: QApplication, desk: PageDesk, clinic: ClinicWithPatient, three: tuple[Assessment, ...]
) -> None:
    theme.apply(qapp, "light", 200)
    page = show(qtbot, desk, clinic)
    compare(page, desk)
    table = page.comparison.table
    assert table.rows.columnCount() == 3
    assert sum(table.columnWidth(column) for column in range(3)) <= table.viewport().width()
    raised = next(line for line in table.rows.lines if line.name == "Single-leg heel raise")
    assert all("→" in cell.text for cell in raised.cells[1:])


@pytest.mark.parametrize("width", [1000, 1160, 1340])
def test_the_side_over_a_column_is_never_cut_off(page: AssessPage, desk: PageDesk, width: int) -> None:
    page.resize(width, 600)
    compare(page, desk)
    table = page.comparison.table
    letters = QFontMetrics(theme.font(strong=True))
    heads = [str(table.rows.headerData(n, Qt.Orientation.Horizontal)) for n in range(table.rows.columnCount())]
    assert any("Patient's RIGHT" in head for head in heads)
    for column, head in enumerate(heads):
        assert max(map(letters.horizontalAdvance, head.split("\n"))) < table.columnWidth(column)
    assert sum(map(table.columnWidth, range(len(heads)))) <= table.viewport().width()
