"""A protocol adjusted on its page: figures within their range, templates, versions, and the way back to the shipped."""

import pytest
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.own_protocols import rulebook_for
from footrehab_desktop.clinic.print_handout import prepare_exercise_sheet
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.library.patient_texts import patient_text
from footrehab_desktop.progression.rulebook import STANDARD
from footrehab_desktop.ui.page_host import PageHost
from footrehab_desktop.ui.pages.protocol_adjust_figures import CHANGED, FIGURES
from footrehab_desktop.ui.pages.protocol_adjust_form import VERSIONS, ProtocolAdjustForm
from footrehab_desktop.ui.pages.protocol_adjust_template import PHASES_CODE
from footrehab_desktop.ui.pages.protocols_page import FIGURES as FIGURES_PART
from footrehab_desktop.ui.pages.protocols_page import ProtocolsPage
from footrehab_desktop.ui.presenters.plan_situation import template_of
from tests.support.page_desk import PageDesk
from tests.support.recording_dialogs import RecordingDialogs
from tests.support.session_factory import TODAY, make_patient, start_plan

HEEL = "plantar_heel"
CEILING = "B1.ceiling.plantar_heel"


def shown(qtbot: QtBot, desk: PageDesk) -> ProtocolsPage:
    page = ProtocolsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.show_part(HEEL)
    return page


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk) -> ProtocolsPage:
    return shown(qtbot, desk)


def begin(page: ProtocolsPage) -> ProtocolAdjustForm:
    page.adjust_button.click()
    return page.form


def type_figure(form: ProtocolAdjustForm, key: str, text: str) -> None:
    model = form.figures.model
    form.figures.group.setCurrentIndex(form.figures.group.findData(""))
    number = model.find(key)
    assert number >= 0, key
    form.figures.table.go_to(number)
    assert model.setData(model.index(number, 1), text)


def save(desk: PageDesk, page: ProtocolsPage) -> None:
    page.form.save()
    desk.settle()
    page.refresh(desk.announced[-1])


def label(session: ClinicSession) -> str:
    with session.unit_of_work() as unit:
        return rulebook_for(unit, HEEL).label


def test_the_page_shows_the_figures_that_decide(desk: PageDesk, page: ProtocolsPage) -> None:
    assert "Adjusted by this clinic" not in page.pane.toPlainText()
    form = begin(page)
    type_figure(form, CEILING, "2")
    type_figure(form, "GA-34.lsi_pct", "95")
    save(desk, page)
    overview = page.pane.toPlainText()
    assert "carry the label 2026.1 own 1" in overview
    assert f"{CEILING}: 2 NPRS, this clinic's own; shipped 4 NPRS" in overview
    assert "During a session: at most 2 of 10" in overview
    page.show_part(HEEL, "PH3")
    assert "at least 95 %" in page.pane.toPlainText()
    page.show_part(HEEL, FIGURES_PART)
    assert "GA-34.lsi_pct: 95 %, this clinic's own; shipped 90 %" in page.pane.toPlainText()
    page.show_part("pttd")
    assert "Adjusted by this clinic" not in page.pane.toPlainText()


@pytest.mark.parametrize("text", ["5", "-1", "much", "1e9", "nan"])
def test_a_figure_out_of_its_range_is_refused_with_the_range(desk: PageDesk, page: ProtocolsPage, text: str) -> None:
    form = begin(page)
    type_figure(form, CEILING, text)
    assert "0 to 4 NPRS" in form.figures.error()
    form.part.set_value(VERSIONS)
    form.save()
    desk.settle()
    assert form.part.value() == FIGURES
    assert label(desk.session) == STANDARD.label


def test_a_figure_is_taken_back_by_deleting_it(page: ProtocolsPage) -> None:
    form = begin(page)
    type_figure(form, CEILING, "3")
    form.figures.group.setCurrentIndex(form.figures.group.findData(CHANGED))
    assert form.figures.model.rowCount() == 1
    assert form.figures.value() == {CEILING: 3}
    form.figures.model.setData(form.figures.model.index(0, 1), "")
    assert form.figures.value() == {}


def test_typing_is_kept_and_comes_back(qtbot: QtBot, desk: PageDesk, page: ProtocolsPage) -> None:
    form = begin(page)
    type_figure(form, CEILING, "3")
    form.templates.show_phase("PH2")
    form.templates.remove.click()
    left = form.templates.value()["PH2"]
    page.leave()
    desk.settle()
    again = begin(shown(qtbot, desk))
    assert "restored" in again.restored.label.text()
    assert again.figures.value() == {CEILING: 3}
    assert again.templates.value() == {"PH2": left}


def test_a_template_is_put_together_and_offered_in_the_plan(desk: PageDesk, page: ProtocolsPage) -> None:
    form = begin(page)
    form.part.set_value(PHASES_CODE)
    templates = form.templates
    templates.show_phase("PH2")
    while templates.list.count() > 1:
        templates.remove.click()
    templates.exercise.setCurrentIndex(templates.exercise.findData("EX-B02"))
    templates.add.click()
    templates.earlier.click()
    templates.dose["sets"].set_value(2)
    templates.dose["sets"].changed.emit()
    save(desk, page)
    assert desk.dialogs.errors == []
    protocol = desk.session.library.protocol(HEEL)
    assert protocol is not None
    first, second = protocol.phase("PH2").exercises
    assert (first.exercise_id, first.dose.sets) == ("EX-B02", 2)
    shipped = desk.session.shipped.protocol(HEEL)
    assert shipped is not None
    assert second == shipped.phase("PH2").exercises[-1]
    clinic = make_patient(desk.session)
    with desk.session.unit_of_work() as unit:
        episode = unit.episodes.get(clinic.episode_id)
    offered = template_of(desk.session.library, episode, "PH2", {}, ())
    assert [item.exercise_id for item in offered.items] == ["EX-B02", second.exercise_id]
    page.show_part(HEEL, "PH2")
    assert "This clinic's template" in page.pane.toPlainText()


def test_an_empty_phase_and_a_dose_out_of_range_are_refused(desk: PageDesk, page: ProtocolsPage) -> None:
    form = begin(page)
    templates = form.templates
    templates.show_phase("PH1")
    templates.dose["sets"].set_value(19)
    templates.dose["sets"].changed.emit()
    form.save()
    assert "PH1" in templates.error()
    assert "does not lie within" in templates.error()
    while templates.list.count():
        templates.remove.click()
    form.save()
    assert "at least one exercise" in templates.error()
    templates.back.click()
    assert templates.value() == {}
    desk.settle()
    with desk.session.unit_of_work() as unit:
        assert unit.own_protocols.every(HEEL) == ()


def test_every_version_is_listed_and_the_shipped_protocol_can_come_back(
    desk: PageDesk, dialogs: RecordingDialogs, page: ProtocolsPage
) -> None:
    for value in ("3", "2"):
        type_figure(begin(page), CEILING, value)
        save(desk, page)
    form = begin(page)
    history = form.history.toPlainText()
    assert "Own 2" in history
    assert "Pain limit during a session: 4 → 3 NPRS" in history
    assert "Dana Whitfield" in history
    assert "Own 2 stands" in form.header.detail.text()
    assert form.withdraw_button.isVisible()
    dialogs.texts = ["New guideline"]
    form.withdraw_button.click()
    desk.settle()
    page.refresh(desk.announced[-1])
    assert label(desk.session) == STANDARD.label
    assert "Adjusted by this clinic" not in page.pane.toPlainText()
    form = begin(page)
    assert form.withdraw_button.isHidden()
    assert form.figures.value() == {}
    assert "taken back" in form.history.toPlainText()
    type_figure(form, CEILING, "3")
    save(desk, page)
    assert label(desk.session) == "2026.1 own 3"


def test_other_pages_that_hold_the_library_are_made_anew(qtbot: QtBot, desk: PageDesk) -> None:
    host = PageHost()
    qtbot.addWidget(host)
    host.open_with(desk.context)
    library = host.show_page("library", None, None)
    settings = host.show_page("settings", None, None)
    protocols = host.show_page("protocols", None, None)
    assert isinstance(protocols, ProtocolsPage)
    protocols.show_part(HEEL)
    type_figure(begin(protocols), CEILING, "1")
    protocols.form.save()
    desk.settle()
    host.announce(desk.announced[-1], protocols.form)
    assert host.current_page is protocols
    assert "at most 1 of 10" in protocols.pane.toPlainText()
    assert host.show_page("settings", None, None) is settings
    assert host.show_page("library", None, None) is not library
    host.close_pages()


def test_the_limit_of_an_adjusted_protocol_stands_on_the_patients_sheet(desk: PageDesk, page: ProtocolsPage) -> None:
    type_figure(begin(page), CEILING, "2")
    save(desk, page)
    clinic = make_patient(desk.session)
    start_plan(clinic)
    with desk.session.unit_of_work() as unit:
        made = prepare_exercise_sheet(unit, desk.session.library, clinic.episode_id, TODAY, PrintOptions())
    assert patient_text("stop.ceiling", ceiling=2) in " ".join(" ".join(extract_text(made.pdf)).split())
