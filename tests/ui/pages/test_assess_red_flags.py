"""The red flags in the real page by keys: a reading under its heading, the banner, and the way to the letter."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.drafts import find_draft
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.pages.assess_group import GroupCard
from footrehab_desktop.ui.pages.assess_page import AssessPage
from footrehab_desktop.ui.pages.assess_workbench import Workbench
from footrehab_desktop.ui.pages.wanted_sheet import take_wanted_sheet
from footrehab_desktop.ui.presenters.assess_sheet import Place
from tests.support.assess_hands import begin, keys, open_section, show, typing, view_of
from tests.support.page_desk import PageDesk
from tests.support.session_factory import ClinicWithPatient


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> Iterator[AssessPage]:
    made = show(qtbot, desk, clinic)
    yield made
    made.leave()
    desk.settle()


def group(bench: Workbench, heading: str) -> GroupCard:
    (found,) = (each for each in view_of(bench).groups if each.heading == heading)
    return found


def answer(bench: Workbench, code: str, text: str) -> None:
    bench.go_to(Place(code))
    typing(text)


def test_a_group_is_read_while_it_is_typed_and_taken_back_with_undo(page: AssessPage) -> None:
    bench = begin(page)
    open_section(bench, "red_flags")
    vein = group(bench, "Vein thrombosis")
    assert vein.findings.isHidden()
    answer(bench, "active_cancer", "y")
    assert vein.findings.text().startswith("○ Wells score 1 so far;")
    answer(bench, "calf_larger", "3.5\n")
    assert vein.findings.text().startswith("✚ Wells score 2: thrombosis likely, sent on today")
    assert not vein.findings.isHidden()
    assert bench.banner.headline.text() == "✚ Refer today"
    page.undo_requested()
    assert vein.findings.text().startswith("○ Wells score 1 so far;")
    assert bench.banner.isHidden()


def test_the_rest_answered_no_leaves_measured_findings_open(page: AssessPage) -> None:
    bench = begin(page)
    open_section(bench, "red_flags")
    bench.go_to(Place("spreading_redness"))
    typing("a")
    infection = group(bench, "Infection and hot joints")
    assert infection.findings.text() == "○ Infection so far; 1 open, first: Fever."
    answer(bench, "fever", "36.9\n")
    assert infection.findings.text() == "✓ Infection: no rule asks for a referral."


def test_an_answer_in_one_group_speaks_in_the_other(page: AssessPage) -> None:
    """Chest signs weigh more with a suspicious calf."""
    bench = begin(page)
    open_section(bench, "red_flags")
    answer(bench, "faint", "y")
    chest = group(bench, "Heart and lungs")
    assert chest.findings.text() == "✚ Sent on today (Faint)."
    answer(bench, "calf_pain", "y")
    assert chest.findings.text().startswith("✚ Emergency department now (")


def test_the_banner_leads_to_the_letter_and_what_is_typed_is_kept(
    page: AssessPage, desk: PageDesk, clinic: ClinicWithPatient
) -> None:
    bench = begin(page)
    open_section(bench, "red_flags")
    answer(bench, "calf_squeeze_positive", "y")
    assert "Emergency department: today." in bench.banner.what_to_do.text()
    assert "Foot pointed down in a boot or splint" in bench.banner.until_then.text()
    assert bench.banner.letter.shortcut().toString() == "Ctrl+Shift+L"
    bench.banner.letter.setFocus()
    keys("Space")
    assert desk.went_to == ["handouts"]
    assert take_wanted_sheet(clinic.episode_id)[0] == "referral_letter"
    page.leave()
    desk.settle()
    with clinic.session.unit_of_work() as unit:
        assert find_draft(unit, clinic.episode_id, "assessment:baseline") is not None


def test_a_long_banner_leaves_room_for_the_form_and_scrolls_by_keys(page: AssessPage) -> None:
    bench = begin(page)
    open_section(bench, "red_flags")
    for code in ("calf_squeeze_positive", "spreading_redness", "saddle_numbness", "unexplained_calf_swelling"):
        answer(bench, code, "y")
    details = bench.banner.details
    assert bench.banner.height() < bench.height() / 2
    assert details.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert details.accessibleName()
    assert bench.banner.reasons.text().count("•") == 2
    assert "and 2 more" in bench.banner.reasons.text()
    assert bench.banner.reasons.toolTip().count("SF-") == 4
    assert theme.scale() == 100
