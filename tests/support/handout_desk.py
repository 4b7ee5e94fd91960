"""The handouts page at a desk: shown on a real record, worked by keys, its preview read back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from footrehab_desktop.clinic.print_handout import PreparedHandout
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.records.values import Handout
from footrehab_desktop.ui.pages.handouts_page import HandoutsPage
from footrehab_desktop.ui.widgets.choice_fields import ChoiceField
from tests.support.page_desk import PageDesk
from tests.support.session_factory import ClinicWithPatient


def show_page(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> HandoutsPage:
    """Return the page, open on the patient's episode, its first preview made."""
    page = HandoutsPage(desk.context)
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show_for(clinic.patient_id, clinic.episode_id)
    page.show()
    qtbot.waitExposed(page)
    desk.settle()
    return page


def choose(page: HandoutsPage, desk: PageDesk, kind: str) -> None:
    """Go to a kind with the arrow keys."""
    kinds = page.choose.kinds
    QTest.keyClick(kinds, Qt.Key.Key_Home)
    for _press in range(kinds.count()):
        if kinds.kind() != kind:
            QTest.keyClick(kinds, Qt.Key.Key_Down)
    assert kinds.kind() == kind
    desk.settle()


def tick(page: HandoutsPage, desk: PageDesk, *kinds: str) -> None:
    """Tick kinds with the space bar."""
    for kind in kinds:
        choose(page, desk, kind)
        QTest.keyClick(page.choose.kinds, Qt.Key.Key_Space)
        desk.settle()


def set_option(page: HandoutsPage, desk: PageDesk, **options: str) -> None:
    """Choose options on the form behind their line, with the arrow keys."""
    for name, value in options.items():
        field = page.choose.options.fields.fields[name]
        turn_to(field, value)
    desk.settle()


def turn_to(field: ChoiceField, value: str) -> None:
    """Go along a bar with the arrow keys to a value."""
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
        for _press in range(5):
            if field.value() != value:
                QTest.keyClick(field.bar, key)
    assert field.value() == value


def save_shown(page: HandoutsPage, desk: PageDesk, target: Path) -> bytes:
    """Save what is previewed with the button and return the bytes of the file."""
    desk.dialogs.paths.append(target)
    page.preview.save_button.setFocus()
    QTest.keyClick(page.preview.save_button, Qt.Key.Key_Space)
    desk.settle()
    desk.settle()
    return target.read_bytes()


def prepared(page: HandoutsPage) -> tuple[PreparedHandout, ...]:
    """Return what Print would print now."""
    return page._prepared.handouts if page._prepared else ()


def shown_text(page: HandoutsPage) -> str:
    """Return the words on the previewed pages."""
    return " ".join(" ".join(extract_text(page.preview._pdf)).split())


def message(page: HandoutsPage) -> str:
    """Return what is said above the preview, empty when nothing is."""
    notice = page.show_pane.message
    return "" if notice.isHidden() else notice.label.text()


def options_of(page: HandoutsPage) -> PrintOptions:
    """Return how the page prints now."""
    return page.choose.options.fields.options()


def given(clinic: ClinicWithPatient) -> list[Handout]:
    """Return what the record keeps as given, newest first, with the bytes."""
    with clinic.session.unit_of_work() as unit:
        return [unit.handouts.get(handout.id) for handout in unit.handouts.for_episode(clinic.episode_id)]
