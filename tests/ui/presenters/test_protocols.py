"""Protocols for reading: nothing without its source and mark."""

import pytest

from footrehab_desktop.progression import pain_ceiling
from footrehab_desktop.progression.codes import CONDITIONS, PHASES
from footrehab_desktop.ui.presenters.protocols import condition_rows, gate_lines, need_in_words, protocol_view
from tests.support.session_factory import TODAY, shipped_library

LIBRARY = shipped_library()


def test_every_condition_has_its_protocol() -> None:
    assert [code for code, _name in condition_rows(LIBRARY)] == list(CONDITIONS)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_ceiling_shown_is_the_one_the_core_uses(condition: str) -> None:
    view = protocol_view(LIBRARY, condition, TODAY)
    assert view.ceiling.value == f"{pain_ceiling(condition)} NPRS"
    for figure in (view.ceiling, view.highest, view.at_rest):
        assert figure.source
        assert figure.mark


@pytest.mark.parametrize("protocol", LIBRARY.protocols, ids=lambda protocol: protocol.id)
def test_every_phase_has_exercises_and_its_gate_with_figures(protocol: object) -> None:
    for condition in protocol.conditions:  # type: ignore[attr-defined]  # pytest hands parameters over untyped
        view = protocol_view(LIBRARY, condition, TODAY)
        assert [phase.code for phase in view.phases] == list(PHASES)
        for phase in view.phases:
            assert all(name and dose for _id, name, dose in phase.exercises)
            assert phase.sources
            assert {line.gate for line in phase.gate} <= set(
                protocol.phase(phase.code).gates  # type: ignore[attr-defined]  # as above
            )
        assert view.phases[4].run_table


def test_gate_items_carry_the_cores_need() -> None:
    lines = {line.label: line for line in gate_lines("plantar_heel", "PH3", TODAY)}
    heel_raise = lines["Single-leg heel raise, side comparison"]
    assert heel_raise.need == "at least 90 %"
    assert heel_raise.figures[0].value.startswith("90")


@pytest.mark.parametrize(
    ("need", "words"),
    [
        ("<= 0 NPRS", "no pain"),
        ("<= 3 NPRS", "at most 3 of 10"),
        (">= 60 deg or side difference <= 10 deg", "at least 60° or side difference at most 10°"),
        ("<= 0 as usual", "not more than usual"),
        ("<= 1 score", "at most 1"),
    ],
)
def test_needs_are_worded_without_signs(need: str, words: str) -> None:
    assert need_in_words(need) == words
