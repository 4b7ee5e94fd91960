"""The start view: signed assessments read in tables, what an amendment changed, why one was struck out, printing."""

from datetime import timedelta

import pytest
from PySide6.QtGui import QTextTable
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.assessments import void_assessment
from footrehab_desktop.records.values import Observation
from footrehab_desktop.ui.pages.assess_page import AssessPage
from footrehab_desktop.ui.pages.wanted_sheet import take_wanted_sheet
from tests.support.page_desk import PageDesk
from tests.support.session_factory import TODAY, ClinicWithPatient


def store(clinic: ClinicWithPatient, days_ago: int, *answers: Observation, amends: str | None = None) -> str:
    with clinic.session.unit_of_work() as unit:
        made = unit.assessments.sign(
            clinic.episode_id,
            "baseline",
            TODAY - timedelta(days=days_ago),
            answers,
            (),
            amends=amends,
            reason="Left and right were mixed up." if amends else None,
        )
        unit.commit()
    return made.id


def raises(left: float, right: float) -> tuple[Observation, ...]:
    return (
        Observation("heel_raise", "left", number=left, set_up="incline"),
        Observation("heel_raise", "right", number=right, set_up="incline"),
    )


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> AssessPage:
    wrong = store(clinic, 20, *raises(12, 24))
    store(clinic, 20, *raises(24, 12), amends=wrong)
    struck = store(clinic, 10, Observation("pain_now", number=9))
    marks = Observation("chart_pain_navicular", "right", number=4), Observation("faint", text="no")
    hurts = [Observation("hurts_walking", side, number=pain) for side, pain in (("left", 0), ("right", 5))]
    store(clinic, 0, *raises(25, 20), *marks, *hurts)
    with clinic.session.unit_of_work() as unit:
        void_assessment(unit, struck, "Belongs to another patient.")
    made = AssessPage(desk.context)
    qtbot.addWidget(made)
    made.resize(1160, 600)
    made.show_for(clinic.patient_id, clinic.episode_id)
    made.show()
    qtbot.waitExposed(made)
    return made


def read(page: AssessPage, row: int) -> str:
    page.start.list.setCurrentRow(row)
    return page.start.pane.toPlainText()


def tables(page: AssessPage) -> list[list[list[str]]]:
    """Return the texts of every table in the pane."""
    frames = page.start.pane.document().rootFrame().childFrames()
    found = [frame for frame in frames if isinstance(frame, QTextTable)]
    return [
        [
            [table.cellAt(row, column).firstCursorPosition().block().text() for column in range(table.columns())]
            for row in range(table.rows())
        ]
        for table in found
    ]


def test_newest_first_with_what_counts_and_what_does_not(page: AssessPage) -> None:
    titles = [page.start.list.item(row).text() for row in range(page.start.list.count())]
    assert [title.partition("\n")[0] for title in titles] == [
        "[2] First assessment, 16-Mar-2026 (Mon)",
        "First assessment, 06-Mar-2026 (Fri)",
        "[1] First assessment, 24-Feb-2026 (Tue)",
        "First assessment, 24-Feb-2026 (Tue)",
    ]
    assert "✗ Struck out" in titles[1]
    assert "Reason: Belongs to another patient." in titles[1]
    assert "↻ Replaced by the amendment of" in titles[3]


def test_answers_of_both_sides_are_read_in_columns_with_left_at_the_left(page: AssessPage) -> None:
    text = read(page, 0)
    assert "Looked for and not found (1): Faint." in text
    assert ["Single-leg heel raise (10° incline)", "25 reps", "20 reps"] in [
        row for table in tables(page) for row in table
    ]
    assert all(table[0] == ["", "Patient's LEFT", "Patient's RIGHT"] for table in tables(page))
    assert ["Navicular", "", "4/10"] in [row for table in tables(page) for row in table]
    assert "\N{OBJECT REPLACEMENT CHARACTER}" in text, "the body chart stands there as a picture"


def test_an_amendment_shows_reason_and_what_was_and_is(page: AssessPage) -> None:
    text = read(page, 2)
    assert "Amended because: Left and right were mixed up." in text
    assert "Single-leg heel raise, LEFT: 12 reps (10° incline) → 24 reps (10° incline)" in text
    assert page.start.amend.isEnabled()
    old = read(page, 3)
    assert "12 reps" in old
    assert "Reason: Left and right were mixed up." in old
    assert not page.start.amend.isEnabled()
    assert not page.start.strike.isEnabled()


def test_what_was_struck_out_stays_readable_with_reason_and_can_be_printed(
    page: AssessPage, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    text = read(page, 1)
    assert "✗ Struck out" in text
    assert "9/10" in text
    page.print_requested()
    assert desk.went_to == ["handouts"]
    kind, assessments = take_wanted_sheet(clinic.episode_id)
    chosen = page.start.chosen()
    assert chosen is not None
    assert (kind, assessments) == ("assessment", (chosen.id,))


def test_the_reading_can_take_the_whole_page(page: AssessPage) -> None:
    before = page.start.pane.height()
    page.start.room.click()
    assert not page.start.card.isVisible()
    page.start.layout().activate()
    assert page.start.pane.height() >= before
    page.start.room.click()
    assert page.start.card.isVisible()


def test_what_is_due_is_said_above_the_signed_ones(page: AssessPage) -> None:
    assert page.start.due.isVisible()
    assert page.start.due.text().startswith("Outcome measures. ")
    page.start.show_due("")
    assert not page.start.due.isVisible()
