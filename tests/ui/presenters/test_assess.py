"""One assessment without a window: what counts, what is refused, what is signed, what the core says meanwhile."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footrehab_desktop.clinic.answer_words import number_text
from footrehab_desktop.clinic.assessments import sign_assessment
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.field_spec import OUTCOME
from footrehab_desktop.records.values import Assessment, AssessmentKind, Observation, Side
from footrehab_desktop.ui.presenters.assess import (
    SET_UP,
    AssessmentForm,
    form_from_draft,
    form_to_amend,
    load_examined,
    places_of,
)
from footrehab_desktop.ui.presenters.assess_measures import item_place
from footrehab_desktop.ui.presenters.assess_outlook import Outlook, posture_words
from footrehab_desktop.ui.presenters.assess_sheet import Place
from footrehab_desktop.ui.presenters.assess_signed import signed_rows
from tests.support.session_factory import (
    TODAY,
    ClinicWithPatient,
    make_patient,
    make_session,
    shipped_forms,
    start_plan,
)

LEFT, RIGHT = Place("heel_raise", "left"), Place("heel_raise", "right")


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[ClinicWithPatient]:
    session = make_session(tmp_path / "record")
    yield make_patient(session)
    session.close()


def open_form(
    clinic: ClinicWithPatient, kind: AssessmentKind = "baseline", on: date = TODAY, side: Side | None = None
) -> AssessmentForm:
    with clinic.session.unit_of_work() as unit:
        file = load_examined(unit, clinic.episode_id)
    if side is not None:
        details = replace(file.episode.details, side=side)
        file = replace(file, episode=replace(file.episode, details=details))
    return AssessmentForm(clinic.session.forms, file, kind, on)


def enter(form: AssessmentForm, **typed: str) -> None:
    """Type into fields: ``heel_raise_left="26"`` or ``pain_now="3"``."""
    for name, text in typed.items():
        code, _, side = name.rpartition("_")
        form.sheet.enter(Place(code, side) if side in ("left", "right") else Place(name), text)


def sign(clinic: ClinicWithPatient, form: AssessmentForm) -> str:
    with clinic.session.unit_of_work() as unit:
        signed, _changes = sign_assessment(unit, clinic.session.forms, form.unsigned(), TODAY)
    return signed.id


def test_sections_are_open_started_and_done(clinic: ClinicWithPatient) -> None:
    form = open_form(clinic)
    pain = clinic.session.forms.section("pain")
    assert form.progress(pain).state == "open"
    enter(form, pain_now="3")
    assert form.progress(pain).state == "started"
    for spec in pain.fields:
        for place in places_of(spec):
            form.sheet.enter(place, "2")
    assert form.progress(pain).state == "done"


def test_an_impossible_value_is_refused_and_never_signed(clinic: ClinicWithPatient) -> None:
    form = open_form(clinic)
    enter(form, pain_now="11", heel_raise_left="abc")
    assert form.verdict(Place("pain_now")).refusal == "Pain now takes a whole number from 0 to 10."
    assert {place for place, _ in form.refused()} == {Place("pain_now"), LEFT}
    assert form.observations() == ()


def test_an_unusual_value_waits_for_the_confirmation_in_the_draft(clinic: ClinicWithPatient) -> None:
    form = open_form(clinic)
    enter(form, heel_raise_left="90", heel_raise_right="20")
    assert "rarely above 60 reps" in form.verdict(LEFT).question
    assert form.unconfirmed() == (LEFT,)
    assert [o.side for o in form.observations()] == ["right"]
    restored = form_from_draft(form.forms, form.file, json.loads(json.dumps(form.content())))
    assert restored.sheet.text(LEFT) == "90"
    restored.sheet.confirm(LEFT)
    assert [(o.side, o.number) for o in restored.observations()] == [("left", 90.0), ("right", 20.0)]


def test_last_values_are_hints_and_never_answers(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    form = open_form(clinic, "review")
    assert form.last_words(LEFT) == "last: 24 reps on 02-Mar-2026"
    assert form.observations() == ()
    assert form.set_up(form.spec("heel_raise")) == "incline"


def test_all_others_no_leaves_what_was_answered(clinic: ClinicWithPatient) -> None:
    form = open_form(clinic)
    flags = clinic.session.forms.section("red_flags")
    heading = flags.fields[0].heading
    enter(form, malleolar_zone_pain="yes")
    rest = form.all_others_no(flags, heading)
    assert Place("malleolar_zone_pain") not in rest
    assert set(rest.values()) == {"no"}
    assert all(form.spec(place.code).heading == heading for place in rest)


def test_findings_that_ask_for_a_referral_say_so_at_once_and_can_be_taken_back(clinic: ClinicWithPatient) -> None:
    form = open_form(clinic)
    outlook = Outlook(form, TODAY)
    outlook.refresh()
    assert outlook.referral is None
    enter(form, calf_squeeze_positive="yes")
    outlook.refresh()
    assert outlook.referral is not None
    assert outlook.referral.headline == "Refer today"
    assert outlook.referral.reasons[0].rule == "SF-02"
    assert "Achilles" in outlook.referral.reasons[0].sentence
    enter(form, calf_squeeze_positive="no")
    outlook.refresh()
    assert outlook.referral is None


def test_a_finding_signed_earlier_stands_until_it_is_answered_no(clinic: ClinicWithPatient) -> None:
    first = open_form(clinic, on=TODAY - timedelta(days=7))
    enter(first, spreading_redness="yes")
    sign(clinic, first)
    form = open_form(clinic, "review")
    outlook = Outlook(form, TODAY)
    outlook.refresh()
    assert outlook.referral is not None
    assert outlook.referral.headline == "Refer now: emergency"
    enter(form, spreading_redness="no")
    outlook.refresh()
    assert outlook.referral is None


def test_a_record_that_the_core_does_not_take_is_said_and_not_passed_over(clinic: ClinicWithPatient) -> None:
    form = open_form(clinic)
    details = replace(form.file.episode.details, pain_ceiling=9)
    form.file = replace(form.file, episode=replace(form.file.episode, details=details))
    outlook = Outlook(form, TODAY)
    enter(form, calf_squeeze_positive="yes")
    outlook.refresh()
    assert outlook.referral is not None
    assert outlook.referral.headline == "The findings cannot be judged"
    assert "pain_ceiling" in outlook.referral.reasons[0].rule


def test_symmetry_norm_and_gate_follow_the_typing(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, phase="PH2", level=1)
    form = open_form(clinic, "review")
    outlook = Outlook(form, TODAY)
    enter(form, heel_raise_left="26", heel_raise_right="20")
    outlook.refresh()
    reading = outlook.reading(form.spec("heel_raise"))
    assert reading.symmetry == "LSI 77 % (right to left)"
    assert reading.norm == "Norm 24 reps at 42 years"
    assert [mark.state for mark in reading.marks] == ["not_met", "met"]
    enter(form, heel_raise_right="25")
    outlook.refresh()
    assert [mark.state for mark in outlook.reading(form.spec("heel_raise")).marks] == ["met", "met"]


def test_gate_marks_say_unknown_before_a_test_is_done(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, phase="PH2", level=1)
    form = open_form(clinic, "review")
    outlook = Outlook(form, TODAY)
    outlook.refresh()
    marks = outlook.reading(form.spec("mtp1_extension")).marks
    assert [mark.sign_and_word for mark in marks] == ["? Unknown"]


def test_an_old_test_is_stale_until_it_is_done_again(clinic: ClinicWithPatient) -> None:
    start_plan(clinic, phase="PH2", level=1, since=TODAY - timedelta(days=200))
    form = open_form(clinic, "review")
    outlook = Outlook(form, TODAY)
    outlook.refresh()
    assert {mark.sign_and_word for mark in outlook.reading(form.spec("heel_raise")).marks} == {"↻ Stale"}
    enter(form, heel_raise_left="26", heel_raise_right="25")
    outlook.refresh()
    assert {mark.sign_and_word for mark in outlook.reading(form.spec("heel_raise")).marks} == {"✓ Met"}


def test_without_a_plan_the_norm_is_the_measure(clinic: ClinicWithPatient) -> None:
    form = open_form(clinic)
    outlook = Outlook(form, TODAY)
    enter(form, heel_raise_left="26", heel_raise_right="20")
    outlook.refresh()
    marks = outlook.reading(form.spec("heel_raise")).marks
    assert [(mark.state, mark.sentence) for mark in marks] == [
        ("met", "Patient's left reaches the norm."),
        ("not_met", "Patient's right is below the norm by 4 reps."),
    ]


def test_another_set_up_than_the_norms_is_said_and_recorded(clinic: ClinicWithPatient) -> None:
    form = open_form(clinic)
    form.sheet.enter(Place("heel_raise", SET_UP), "flat")
    enter(form, heel_raise_right="30")
    assert [o.set_up for o in form.observations()] == ["flat"]
    assert "Not comparable with: Flat floor" in Outlook(form, TODAY).reading(form.spec("heel_raise")).norm


def test_with_both_feet_affected_there_is_no_symmetry(clinic: ClinicWithPatient) -> None:
    form = open_form(clinic, side="both")
    enter(form, heel_raise_left="26", heel_raise_right="20")
    assert Outlook(form, TODAY).reading(form.spec("heel_raise")).symmetry == ""


def test_the_posture_index_counts_items_then_names_the_band(clinic: ClinicWithPatient) -> None:
    form = open_form(clinic)
    items = [spec.code for spec in form.forms.section("posture").fields]
    for code, text in zip(items, ("1", "2", "1", "1", "2"), strict=False):
        form.sheet.enter(Place(code, "right"), text)
    assert posture_words(form, "right") == "5 of 6 items"
    form.sheet.enter(Place(items[5], "right"), "1")
    assert posture_words(form, "right") == "+8, pronated"
    assert posture_words(form, "left") == ""


def test_an_amendment_starts_from_what_was_signed_and_replaces_it(clinic: ClinicWithPatient) -> None:
    first = open_form(clinic)
    enter(first, heel_raise_left="90", heel_raise_right="20")
    first.sheet.confirm(LEFT)
    first.sheet.enter(item_place("FFI", 1), "4")
    signed_id = sign(clinic, first)
    with clinic.session.unit_of_work() as unit:
        file = load_examined(unit, clinic.episode_id)
    amended = form_to_amend(clinic.session.forms, file, file.assessments[0], "Sides were swapped")
    assert amended.observations() == file.assessments[0].observations
    assert amended.outcomes() == file.assessments[0].outcomes
    amended.sheet.enter(LEFT, "19")
    restored = form_from_draft(amended.forms, file, json.loads(json.dumps(amended.content())))
    sign(clinic, restored)
    with clinic.session.unit_of_work() as unit:
        every = unit.assessments.for_episode(clinic.episode_id)
        standing = load_examined(unit, clinic.episode_id).assessments
    assert [a.amends for a in standing] == [signed_id]
    rows = {row.id: row for row in signed_rows(every, clinic.session.forms, {})}
    assert not rows[signed_id].stands
    assert "Replaced by the amendment of" in rows[signed_id].detail
    assert rows[standing[0].id].reason == "Sides were swapped"
    assert (
        "Single-leg heel raise, LEFT: 90 reps (10° incline) → 19 reps (10° incline)"
        in rows[standing[0].id].read().changed
    )


def test_an_amendment_leaves_answers_that_the_form_does_not_ask_as_they_were(clinic: ClinicWithPatient) -> None:
    """A field of an earlier version, and one of a section that this kind has not got any more."""
    left_over = (Observation("arch_of_old", "left", 12), Observation("footwear_of_old", text="Worn out"))
    with clinic.session.unit_of_work() as unit:
        signed = unit.assessments.sign(
            clinic.episode_id, "baseline", TODAY, (Observation("pain_now", number=4), *left_over), ()
        )
        unit.commit()
    with clinic.session.unit_of_work() as unit:
        file = load_examined(unit, clinic.episode_id)
    amended = form_to_amend(clinic.session.forms, file, signed, "Typing mistake")
    assert amended.carried_words() == ("arch_of_old, LEFT: 12", "footwear_of_old: Worn out")
    enter(amended, pain_now="5")
    restored = form_from_draft(amended.forms, file, json.loads(json.dumps(amended.content())))
    sign(clinic, restored)
    with clinic.session.unit_of_work() as unit:
        (standing,) = load_examined(unit, clinic.episode_id).assessments
    assert standing.observations == (Observation("pain_now", number=5), *left_over)


def test_an_answer_to_an_unknown_field_is_only_taken_when_it_was_signed_before(clinic: ClinicWithPatient) -> None:
    form = open_form(clinic)
    enter(form, pain_now="5")
    invented = replace(form.unsigned(), observations=(Observation("arch_of_old", "left", 12),))
    with clinic.session.unit_of_work() as unit, pytest.raises(FieldError, match="No form of this version"):
        sign_assessment(unit, clinic.session.forms, invented, TODAY)


def test_red_flags_are_done_when_every_question_is_answered_though_nothing_was_measured(
    clinic: ClinicWithPatient,
) -> None:
    """What is measured may stay open: without a sign nobody takes a temperature. What was not measured stays named."""
    form = open_form(clinic)
    flags = clinic.session.forms.section("red_flags")
    form.sheet.enter_all(form.all_others_no(flags))
    assert form.progress(flags).state == "done"
    assert not any(o.code == "fever" for o in form.observations())
    form.sheet.enter(Place("night_ache"), "")
    assert form.progress(flags).state == "started"


FORMS = shipped_forms()
PLACES = [
    place
    for section in FORMS.for_kind("baseline")
    for spec in section.fields
    if spec.kind != OUTCOME
    for place in places_of(spec)
]
TEXTS = st.one_of(
    st.integers(-30, 200).map(str),
    st.decimals(0, 30, places=1).map(str),
    st.sampled_from(["yes", "no", "not_assessed", "y", "-", "12,5", "1e3", "", "gradual", "4/3/26", "yesterday"]),
    st.text(max_size=6),
)
THEN = ("", "confirm", "undo", "redo", "keep side", "move side")
STEPS = st.lists(st.tuples(st.sampled_from(PLACES), TEXTS, st.sampled_from(THEN)), max_size=40)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(STEPS)
def test_what_is_signed_is_what_is_shown(clinic: ClinicWithPatient, steps: list[tuple[Place, str, str]]) -> None:
    """Any typing, then sign: every stored value equals what stands in its place, and nothing else is stored."""
    form = open_form(clinic)
    for place, text, then in steps:
        form.sheet.enter(place, text)
        if then == "confirm":
            form.sheet.confirm(place)
        elif then == "undo":
            form.sheet.undo()
        elif then == "redo":
            form.sheet.redo()
        elif then == "keep side":
            form.sheet.keep_side(place)
        elif then == "move side" and form.is_side_open(place):
            form.sheet.enter_all(form.move_side(place))
    for place, _sentence in form.refused():
        form.sheet.enter(place, "")
    unanswered = set(form.side_questions())
    if not form.observations():
        with pytest.raises(FieldError, match="Nothing is entered yet"):
            sign(clinic, form)
        return
    signed_id = sign(clinic, form)
    with clinic.session.unit_of_work() as unit:
        stored = unit.assessments.get(signed_id)
    shown = {place: form.sheet.text(place) for place in PLACES if form.verdict(place).counts}
    shown = {place: text for place, text in shown.items() if place not in unanswered}
    assert_no_side_is_unconfirmed(form, stored)
    assert {Place(o.code, o.side or "") for o in stored.observations} == set(shown)
    for observation in stored.observations:
        assert_same(observation, shown[Place(observation.code, observation.side or "")])


def assert_no_side_is_unconfirmed(form: AssessmentForm, stored: Assessment) -> None:
    """Nothing stands on the sound side alone unless its side was confirmed."""
    involved = {o.code for o in stored.observations if o.side == form.involved}
    for observation in stored.observations:
        if observation.side not in (None, form.involved) and observation.code not in involved:
            assert form.sheet.is_side_kept(Place(observation.code, observation.side or ""))


def assert_same(stored: Observation, shown: str) -> None:
    spec = FORMS.field(stored.code)
    if stored.number is not None:
        assert stored.number == float(shown.strip().replace(",", ".").replace("\N{MINUS SIGN}", "-"))
        assert float(number_text(spec, stored.number)) == stored.number
    else:
        assert spec.check(shown, TODAY).text == stored.text
