"""A clinic's own figures and templates: within their ranges, in versions, and behind every decision made by them."""

from dataclasses import replace

import pytest

from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.clinic_library import clinic_library
from footrehab_desktop.clinic.own_protocols import (
    Adjustment,
    adjustment,
    rulebook_by_label,
    rulebook_for,
    save_adjustment,
    withdraw_adjustment,
)
from footrehab_desktop.clinic.review import accept_decision, review_episode
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.library.protocols import ProtocolExercise
from footrehab_desktop.progression.rulebook import STANDARD
from tests.support.session_factory import TODAY, ClinicWithPatient, shipped_library, start_plan

LIBRARY = shipped_library()
HEEL = "plantar_heel"
STRICT = {"LD-14.clean": 3.0}
SHORT = (ProtocolExercise("EX-P04", LIBRARY.exercise("EX-P04").dose),)


def save(clinic: ClinicWithPatient, changed: Adjustment, condition: str = HEEL) -> None:
    with clinic.session.unit_of_work() as unit:
        _saved, changes = save_adjustment(unit, LIBRARY, condition, changed)
    assert changes.library


def test_as_shipped_nothing_differs(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        assert rulebook_for(unit, HEEL) is STANDARD
        assert clinic_library(unit, LIBRARY).library.protocol(HEEL) == LIBRARY.protocol(HEEL)


def test_figures_and_templates_hold_for_their_condition_only(clinic: ClinicWithPatient) -> None:
    save(clinic, Adjustment(STRICT, {"PH2": SHORT}))
    with clinic.session.unit_of_work() as unit:
        library = clinic_library(unit, LIBRARY).library
        assert rulebook_for(unit, HEEL)["LD-14.clean"] == 3
        assert rulebook_for(unit, "pttd") is STANDARD
        assert load_episode(unit, clinic.episode_id).book.label == f"{STANDARD.label} own 1"
        assert adjustment(unit, HEEL) == Adjustment(STRICT, {"PH2": SHORT})
    own, shipped = library.protocol(HEEL), LIBRARY.protocol(HEEL)
    assert own is not None
    assert shipped is not None
    assert own.phase("PH2").exercises == SHORT
    assert own.phase("PH3") == shipped.phase("PH3")


def test_a_decision_is_repeated_by_the_figures_it_was_made_by(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    save(clinic, Adjustment(STRICT, {}))
    with clinic.session.unit_of_work() as unit:
        review, _ = review_episode(unit, clinic.session.forms, clinic.episode_id, TODAY)
    assert review.stored.rules_version == f"{STANDARD.label} own 1"
    save(clinic, Adjustment({}, {}))
    with clinic.session.unit_of_work() as unit:
        assert rulebook_by_label(unit, HEEL, review.stored.rules_version)["LD-14.clean"] == 3
        assert rulebook_by_label(unit, HEEL, STANDARD.label) is STANDARD
        accept_decision(unit, review.stored.id, TODAY)


def test_going_back_to_the_shipped_protocol_keeps_the_versions(clinic: ClinicWithPatient) -> None:
    save(clinic, Adjustment(STRICT, {"PH2": SHORT}))
    with clinic.session.unit_of_work() as unit, pytest.raises(FieldError, match="needs a reason"):
        withdraw_adjustment(unit, HEEL, "")
    with clinic.session.unit_of_work() as unit:
        withdraw_adjustment(unit, HEEL, "New guideline")
    with clinic.session.unit_of_work() as unit:
        assert rulebook_for(unit, HEEL) is STANDARD
        assert clinic_library(unit, LIBRARY).library.protocol(HEEL) == LIBRARY.protocol(HEEL)
        assert rulebook_by_label(unit, HEEL, f"{STANDARD.label} own 1")["LD-14.clean"] == 3


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        (Adjustment({"LD-14.clean": 1}, {}), "LD-14.clean", "must lie between"),
        (Adjustment({"LD-99.x": 1}, {}), "LD-99.x", "no figure"),
        (Adjustment({}, {"PH2": ()}), "PH2", "at least one"),
        (Adjustment({}, {"PH2": (replace(SHORT[0], exercise_id="EX-NONE"),)}), "exercise_id", "not in the library"),
        (Adjustment({}, {"PH2": (replace(SHORT[0], dose=replace(SHORT[0].dose, sets=99)),)}), "PH2", "1 to 20"),
    ],
)
def test_what_cannot_be_taken_is_named(clinic: ClinicWithPatient, changed: Adjustment, field: str, words: str) -> None:
    with clinic.session.unit_of_work() as unit, pytest.raises(FieldError, match=words) as refusal:
        save_adjustment(unit, LIBRARY, HEEL, changed)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    "content",
    [
        {"figures": {"LD-14.clean": 9}, "phases": {}},
        {"figures": {"LD-99.gone": 1}, "phases": {}},
    ],
    ids=["range grown narrow", "figure gone"],
)
def test_a_protocol_that_no_longer_fits_is_refused_by_name_and_never_decides(
    clinic: ClinicWithPatient, content: dict[str, object]
) -> None:
    with clinic.session.unit_of_work() as unit:
        unit.own_protocols.save(HEEL, content)
        unit.commit()
    clinic.session.renew_library()
    assert clinic.session.left_out == ("Plantar heel pain",)
    assert clinic.session.library.protocol(HEEL) == LIBRARY.protocol(HEEL)
    with clinic.session.unit_of_work() as unit, pytest.raises(UserFixableError, match="save it again"):
        load_episode(unit, clinic.episode_id)
    save(clinic, Adjustment(STRICT, {}))
    with clinic.session.unit_of_work() as unit:
        assert load_episode(unit, clinic.episode_id).book["LD-14.clean"] == 3


def test_a_template_that_cannot_be_read_is_left_out_and_the_figures_still_decide(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        unit.own_protocols.save(HEEL, {"figures": STRICT, "phases": {"PH2": [{"id": "EX-P04", "dose": {"sets": 99}}]}})
        unit.commit()
    clinic.session.renew_library()
    assert clinic.session.left_out == ("Plantar heel pain",)
    assert clinic.session.library.protocol(HEEL) == LIBRARY.protocol(HEEL)
    with clinic.session.unit_of_work() as unit:
        assert load_episode(unit, clinic.episode_id).book["LD-14.clean"] == 3
