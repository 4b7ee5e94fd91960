"""Settings → People by the keyboard: adding, roles, passphrases, removing, the recovery key; and what is refused."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic import people
from footrehab_desktop.records.failures import WrongPassphraseError, WrongRecoveryKeyError
from footrehab_desktop.records.key_file import list_clinicians
from footrehab_desktop.records.unlock import derive_data_key, derive_data_key_by_recovery
from footrehab_desktop.records.values import Role
from footrehab_desktop.ui.dialogs import PassphraseQuestion
from footrehab_desktop.ui.pages.settings_people import PeopleSection
from footrehab_desktop.ui.pages.settings_people_form import PersonForm
from footrehab_desktop.ui.recovery_key_view import RecoveryKeyView
from tests.support.page_desk import PageDesk
from tests.support.record_factory import CLINICIAN, FLOOR, PASSPHRASE, template
from tests.support.settings_sections import open_section

FIRST = "seven velvet otters"
OWN = "entirely other words"


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """New keys cost as little as is allowed; what they cost a user is measured by the benchmark."""
    for act in (people.add_person, people.give_passphrase, people.change_own_passphrase, people.renew_recovery_key):
        monkeypatch.setitem(act.__kwdefaults__ or {}, "kdf", FLOOR)


@pytest.fixture
def section(qtbot: QtBot, desk: PageDesk) -> Iterator[PeopleSection]:
    with open_section(qtbot, desk, "people", PeopleSection) as opened:
        yield opened


def typed(field: QWidget, text: str) -> None:
    editor = field.focusProxy()
    assert editor is not None
    QTest.keyClicks(editor, text)


def fill_passphrase(form: PersonForm, text: str) -> None:
    typed(form.passphrase, text)
    typed(form.repeat, text)


def colleague(desk: PageDesk, section: PeopleSection, role: Role = "clinician", name: str = "Ben Ruiz") -> str:
    made = desk.session.record.people.add(name, FIRST, role=role, kdf=FLOOR)
    section.load()
    desk.settle_all()
    section.list.setCurrentRow(section.list.count() - 1)
    chosen = section.list.chosen()
    assert chosen is not None
    assert chosen.name == name
    return made.id


def states(section: PeopleSection) -> list[str]:
    section.list.setFocus()
    found = []
    for row in range(section.list.count()):
        section.list.setCurrentRow(row)
        line = section.list.chosen()
        assert line is not None
        found.append(line.spoken)
    return found


def test_somebody_is_added_by_keys_alone_and_can_unlock(section: PeopleSection, desk: PageDesk) -> None:
    desk.dialogs.passphrases = [PASSPHRASE]
    desk.press(section.add_button)
    form = section.form
    for text in ("Ben Ruiz", "r", FIRST, FIRST):
        focused = section.window().focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)
        if text != FIRST or form.repeat.value() is None:
            QTest.keyClick(section.window().focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(section.window().focusWidget(), Qt.Key.Key_Return)
    desk.settle_all()
    asked = desk.dialogs.asked[-1]
    assert isinstance(asked, PassphraseQuestion)
    assert "Ben Ruiz" in asked.act
    assert not desk.dialogs.errors
    added = list_clinicians(desk.session.record.folder)[-1]
    assert derive_data_key(desk.session.record.folder, added.id, FIRST) == template().data_key
    assert states(section)[1:] == ["Ben Ruiz. Read-only · has to choose a passphrase of their own"]
    assert not form.isVisible()
    assert form.passphrase.value() is None


def test_nothing_happens_without_the_right_passphrase(section: PeopleSection, desk: PageDesk) -> None:
    who = colleague(desk, section)
    desk.dialogs.passphrases = ["not the passphrase"]
    desk.press(section.remove_button)
    assert isinstance(desk.dialogs.errors[-1], WrongPassphraseError)
    assert who in {known.id for known in list_clinicians(desk.session.record.folder)}
    with desk.session.unit_of_work() as unit:
        assert unit.audit.entries(1)[0].action == "record.refused"


def test_a_removed_person_is_gone_from_the_gate_and_keeps_the_name(section: PeopleSection, desk: PageDesk) -> None:
    colleague(desk, section)
    desk.dialogs.passphrases = [PASSPHRASE]
    desk.press(section.remove_button)
    asked = desk.dialogs.asked[-1]
    assert isinstance(asked, PassphraseQuestion)
    assert "backup made before today can still be opened" in asked.act
    assert [known.name for known in list_clinicians(desk.session.record.folder)] == [CLINICIAN]
    assert states(section)[-1] == "Ben Ruiz. Removed · the name stays on what was written"
    section.list.setCurrentRow(1)
    assert not section.remove_button.isEnabled()
    assert "was removed" in section.remove_button.toolTip()


def test_a_role_is_changed_and_one_s_own_is_not(section: PeopleSection, desk: PageDesk) -> None:
    section.list.setCurrentRow(0)
    assert not section.role_button.isEnabled()
    assert "another lead" in section.why_not.text()
    who = colleague(desk, section)
    desk.dialogs.passphrases = [PASSPHRASE]
    desk.press(section.role_button)
    assert section.form.role.value() == "clinician"
    QTest.keyClicks(section.window().focusWidget(), "l")
    desk.press(section.form.go_on)
    with desk.session.unit_of_work() as unit:
        assert unit.clinicians.get(who).role == "lead"


def test_a_forgotten_passphrase_is_replaced(section: PeopleSection, desk: PageDesk) -> None:
    who = colleague(desk, section)
    desk.dialogs.passphrases = [PASSPHRASE]
    desk.press(section.passphrase_button)
    fill_passphrase(section.form, OWN)
    desk.press(section.form.go_on)
    folder = desk.session.record.folder
    assert derive_data_key(folder, who, OWN) == template().data_key
    with pytest.raises(WrongPassphraseError):
        derive_data_key(folder, who, FIRST)


def test_one_s_own_passphrase_needs_the_old_one(section: PeopleSection, desk: PageDesk) -> None:
    desk.press(section.own_button)
    form = section.form
    assert not form.name.isVisible()
    typed(form.old, "not the passphrase")
    fill_passphrase(form, OWN)
    desk.press(form.go_on)
    assert "does not fit" in form.old.error()
    form.old.set_value("")
    typed(form.old, PASSPHRASE)
    desk.press(form.go_on)
    me = desk.session.clinician.id
    assert derive_data_key(desk.session.record.folder, me, OWN) == template().data_key
    assert not form.isVisible()


@pytest.mark.parametrize(("first", "second", "said"), [("short", "short", "12"), (OWN, FIRST, "differs")])
def test_a_passphrase_that_cannot_be_taken_is_told_in_place(
    section: PeopleSection, desk: PageDesk, first: str, second: str, said: str
) -> None:
    desk.press(section.add_button)
    typed(section.form.name, "Ben")
    section.form.role.set_value("lead")
    typed(section.form.passphrase, first)
    typed(section.form.repeat, second)
    desk.press(section.form.go_on)
    assert said in section.form.passphrase.error() + section.form.repeat.error()
    assert not desk.dialogs.asked


def test_a_new_recovery_key_is_shown_once_and_the_old_one_dies(section: PeopleSection, desk: PageDesk) -> None:
    desk.dialogs.passphrases = [PASSPHRASE]
    desk.press(section.recovery_button)
    view = section.findChild(RecoveryKeyView)
    assert view is not None
    folder = desk.session.record.folder
    assert derive_data_key_by_recovery(folder, view.key_label.text()) == template().data_key
    with pytest.raises(WrongRecoveryKeyError):
        derive_data_key_by_recovery(folder, template().recovery_key)
    view.is_safe.click()
    desk.press(view.go_on)
    assert not view.isVisible()


def test_leaving_the_section_forgets_what_was_typed(section: PeopleSection, desk: PageDesk) -> None:
    desk.press(section.own_button)
    typed(section.form.old, PASSPHRASE)
    section.leave()
    assert section.form.old.value() is None
    assert not section.form.isVisible()
