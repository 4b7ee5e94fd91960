"""Settings → Privacy and data: the rule, whose time is over, the audit trail by filters, page by page, verified."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from footrehab_desktop.ui.pages.settings_data import DataSection
from footrehab_desktop.ui.presenters.rights import AUDIT_PAGE
from tests.support.filled_patient import fill_patient
from tests.support.page_desk import PageDesk
from tests.support.settings_sections import open_section


@pytest.fixture
def section(qtbot: QtBot, desk: PageDesk) -> Iterator[DataSection]:
    with desk.session.unit_of_work() as unit:
        fill_patient(unit, "Own", date(1960, 1, 1))
        fill_patient(unit, "Other")
        unit.commit()
    with open_section(qtbot, desk, "data", DataSection) as opened:
        yield opened


def test_a_rule_is_chosen_and_the_list_follows(section: DataSection, desk: PageDesk) -> None:
    assert "Choose above" in section.due_words.text()
    assert not section.rule_button.isEnabled()
    section.rules.setFocus()
    QTest.keyClicks(section.rules, "Scotland")
    assert "6 years" in section.rule_words.text()
    desk.press(section.rule_button)
    assert desk.announced[-1].clinic
    assert section.due_words.text() == "Every record on file must still be kept."
    desk.today = date(2040, 1, 1)
    section.load()
    desk.settle_all()
    rows = section.due.texts.rows
    assert [row[1] for row in rows] == ["OWNFAMILY, Owngiven", "OTHERFAMILY, Othergiven"]
    desk.press(section.open_button)
    assert desk.went_to[-1].startswith("rights")


def test_the_trail_is_narrowed_by_number_person_kind_and_days(section: DataSection, desk: PageDesk) -> None:
    desk.press(section.audit_button)
    audit = section.audit
    everything = len(audit.table.texts.rows)
    QTest.keyClicks(audit.patient.focusProxy(), "1")
    desk.press(audit.search_button)
    own = len(audit.table.texts.rows)
    assert 10 < own < everything / 1.5
    audit.kind.setFocus()
    QTest.keyClicks(audit.kind, "Plans")
    desk.press(audit.search_button)
    assert [row[3] for row in audit.table.texts.rows] == ["Plan saved (version 1)"]
    QTest.keyClicks(audit.until.focusProxy(), "1 Jan 2020")
    desk.press(audit.search_button)
    assert audit.table.texts.rows == ()
    QTest.keyClicks(audit.since.focusProxy(), "2 Jan 2020")
    desk.press(audit.search_button)
    assert "before the first" in audit.until.error()
    audit.patient.set_value("99")
    audit.since.set_value(None)
    desk.press(audit.search_button)
    assert "No patient has or had" in audit.patient.error()


def test_the_trail_of_a_person_is_found_by_name(section: DataSection, desk: PageDesk) -> None:
    desk.press(section.audit_button)
    audit = section.audit
    QTest.keyClicks(audit.patient.focusProxy(), "dr")
    desk.press(audit.search_button)
    assert "No patient matches" in audit.patient.error()
    audit.patient.set_value("O")
    desk.press(audit.search_button)
    assert "Several patients match" in audit.patient.error()
    audit.patient.set_value("ownfam")
    desk.press(audit.search_button)
    assert audit.table.texts.rows[-1][3] == "Patient added (no. 1)"


def test_a_long_trail_is_read_page_by_page(section: DataSection, desk: PageDesk) -> None:
    with desk.session.unit_of_work() as unit:
        for number in range(2 * AUDIT_PAGE):
            unit.audit.note("clinic.changed", str(number))
        unit.commit()
    desk.press(section.audit_button)
    audit = section.audit
    assert len(audit.table.texts.rows) == AUDIT_PAGE
    desk.press(audit.more_button)
    desk.press(audit.more_button)
    numbers = [int(row[0]) for row in audit.table.texts.rows]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[-1] == 1
    assert audit.more_button.isHidden()


def test_verifying_names_the_first_broken_entry(section: DataSection, desk: PageDesk) -> None:
    desk.press(section.audit_button)
    desk.press(section.audit.verify_button)
    assert "▲" not in section.audit.verdict.label.text()
    with desk.session.record.engine.connect() as connection:
        connection.exec_driver_sql("UPDATE audit_entry SET detail = '{}' WHERE sequence IN (7, 9)")
    desk.press(section.audit.verify_button)
    assert "▲ Audit entry 7 was changed." in section.audit.verdict.label.text()
    desk.press(section.audit.back_button)
    assert section.audit.isHidden()
