"""Choosing on the handouts page which assessments are printed."""

from datetime import timedelta

from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.assessments import void_assessment
from footrehab_desktop.records.values import Observation
from footrehab_desktop.ui.pages.wanted_sheet import want_sheet
from tests.support.handout_desk import choose, message, prepared, show_page, shown_text
from tests.support.page_desk import PageDesk
from tests.support.session_factory import TODAY, ClinicWithPatient


def test_only_standing_ones_are_compared_and_every_one_can_be_printed(
    qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    ids = []
    for days in (40, 20, 0):
        with clinic.session.unit_of_work() as unit:
            on = TODAY - timedelta(days=days)
            answers = (Observation("pain_now", number=days / 10),)
            ids.append(unit.assessments.sign(clinic.episode_id, "review", on, answers, ()).id)
            unit.commit()
    with clinic.session.unit_of_work() as unit:
        void_assessment(unit, ids[1], "another patient")
    want_sheet(clinic.episode_id, "assessment", (ids[1],))
    page = show_page(qtbot, desk, clinic)
    fields = page.choose.asks.assessments
    assert [fields.later.itemText(row) for row in range(fields.later.count())] == [
        "Review, 16-Mar-2026 (Mon)",
        "Review, 24-Feb-2026 (Tue) (struck out)",
        "Review, 04-Feb-2026 (Wed)",
    ]
    assert fields.chosen("assessment") == (ids[1],)
    assert not fields.earlier.isVisible()
    assert "Reason: another patient" in shown_text(page)
    choose(page, desk, "comparison")
    assert fields.earlier.isVisible()
    assert fields.chosen("comparison") == (ids[0], ids[2]), "the newest against the first"
    assert fields.later.count() == 2
    fields.earlier.setCurrentIndex(0)
    desk.settle()
    assert prepared(page) == ()
    assert "Choose two different assessments" in message(page)
    choose(page, desk, "diary")
    assert not fields.isVisible()
    assert fields.chosen("diary") == ()
