"""Any typing through the real page, then *Sign*: what is stored is what stood on screen, and nothing else."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from footrehab_desktop.records.values import Observation
from footrehab_desktop.ui.pages.assess_page import AssessPage
from footrehab_desktop.ui.pages.assess_section import SectionForm
from footrehab_desktop.ui.pages.assess_workbench import Workbench
from footrehab_desktop.ui.presenters.assess_sheet import Place
from tests.support.assess_hands import bench_of, focused, show, stored
from tests.support.page_desk import PageDesk
from tests.support.session_factory import TODAY, ClinicWithPatient

# Where an example goes first: a test, pain, a grid, several answers, a finding, a date and a note.
STARTS = (
    Place("heel_raise", "left"),
    Place("heel_raise", "right"),
    Place("pain_now"),
    Place("fpi_talar_head", "left"),
    Place("training_changes"),
    Place("acute_injury"),
    Place("onset_on"),
    Place("onset"),
)
PRESSES = (
    *"0123459ynamvx-.,",
    "Tab", "Shift+Tab", "Return", "Backspace", "Up", "Down", "Right", "Space",
    "Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+Down", "Ctrl+Up", "Shift+A",
)  # fmt: skip
STEPS = st.lists(st.one_of(st.sampled_from(STARTS), st.sampled_from(PRESSES)), min_size=1, max_size=40)


@pytest.fixture
def page(qtbot: QtBot, desk: PageDesk, clinic: ClinicWithPatient) -> Iterator[AssessPage]:
    made = show(qtbot, desk, clinic)
    yield made
    made.leave()
    desk.settle()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(STEPS)
def test_what_is_signed_is_what_stood_on_screen(
    page: AssessPage, desk: PageDesk, clinic: ClinicWithPatient, steps: list[Place | str]
) -> None:
    desk.dialogs.asked.clear()
    page.begin("baseline", TODAY)
    bench = bench_of(page)
    bench.take_focus()
    for step in steps:
        press(bench, step)
    clear_what_cannot_be_signed(bench)
    shown = on_screen(bench)
    before = len(stored(clinic))
    desk.dialogs.accepts[:] = [True]
    page.ask_sign()
    desk.settle()
    if not shown:
        assert len(stored(clinic)) == before
        page._discard("baseline")
        desk.settle()
        return
    signed = max(stored(clinic), key=lambda each: each.signed_at)
    assert len(stored(clinic)) == before + 1
    kept = {Place(o.code, o.side or ""): text_of(o) for o in signed.observations}
    assert kept == shown
    sound = {o.code for o in signed.observations if o.side == "left"}
    involved = {o.code for o in signed.observations if o.side == "right"}
    assert all(bench.form.sheet.is_side_kept(Place(code, "left")) for code in sound - involved)


def press(bench: Workbench, step: Place | str) -> None:
    if isinstance(step, Place):
        bench.go_to(step)
    elif len(step) == 1:
        QTest.keyClick(focused(), step)
    else:
        combination = QKeySequence(step)[0]
        QTest.keyClick(focused(), combination.key(), combination.keyboardModifiers())


def clear_what_cannot_be_signed(bench: Workbench) -> None:
    """Empty every refused or unusual field by keys of the form, and answer the questions about sides."""
    for place in (*(place for place, _ in bench.form.refused()), *bench.form.unconfirmed()):
        bench._typed(place, "")
        bench._show_place(place)
    bench._keep_sides()


def on_screen(bench: Workbench) -> dict[Place, str]:
    """Return what the editors show, as the values that stand for it."""
    shown: dict[Place, str] = {}
    for view in bench._views.values():
        if isinstance(view, SectionForm):
            view.complete()
            for place, editor in view.editors.items():
                checked = bench.form.spec(place.code).check(editor.read(), TODAY)
                if checked.number is not None or checked.text is not None:
                    shown[place] = f"{checked.number:g}" if checked.number is not None else checked.text or ""
    return shown


def text_of(observation: Observation) -> str:
    return f"{observation.number:g}" if observation.number is not None else observation.text or ""
