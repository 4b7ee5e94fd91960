"""What the form says about a fatigue gait check while it is scored."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.records.values import Observation
from footrehab_desktop.ui.presenters.assess import AssessmentForm, load_examined
from footrehab_desktop.ui.presenters.assess_outlook import Outlook
from footrehab_desktop.ui.presenters.assess_sheet import Place
from tests.support.session_factory import TODAY, ClinicWithPatient, make_patient, make_session, start_plan

MONTH_AGO = TODAY - timedelta(days=28)
ITEMS, STEPS = "Eight items, fresh and tired", "Steps and contact"


@pytest.fixture
def clinic(tmp_path: Path) -> Iterator[ClinicWithPatient]:
    session = make_session(tmp_path / "record")
    made = make_patient(session)
    start_plan(made)
    yield made
    session.close()


@pytest.fixture
def form(clinic: ClinicWithPatient) -> AssessmentForm:
    return open_form(clinic)


def open_form(clinic: ClinicWithPatient) -> AssessmentForm:
    with clinic.session.unit_of_work() as unit:
        file = load_examined(unit, clinic.episode_id)
    return AssessmentForm(clinic.session.forms, file, "fatigue_gait", TODAY)


def score(form: AssessmentForm, part: str, *scores: int) -> None:
    column = [spec.code for spec in form.sections[0].fields if spec.part_of.startswith(f"fatigue_gait.{part}.")]
    for code, number in zip(column, scores, strict=False):
        form.sheet.enter(Place(code), str(number))


def said(form: AssessmentForm, heading: str) -> str:
    outlook = Outlook(form, TODAY)
    outlook.refresh()
    return outlook.group_reading(heading)


def test_nothing_is_said_before_both_columns_are_full(form: AssessmentForm) -> None:
    assert said(form, ITEMS) == said(form, STEPS) == ""
    score(form, "fresh_items", 0, 0, 0, 0, 0, 0, 0, 0)
    score(form, "items", 0, 0, 0, 0, 0, 0, 0)
    assert said(form, ITEMS) == ""


def test_the_items_are_compared_with_fresh(form: AssessmentForm) -> None:
    score(form, "fresh_items", 0, 1, 0, 0, 0, 0, 0, 0)
    score(form, "items", 0, 1, 0, 0, 0, 0, 0, 0)
    assert said(form, ITEMS) == "✓ No item worse than fresh or than at the check before."
    score(form, "items", 0, 2)
    assert said(form, ITEMS).startswith("✗ Running got worse with fatigue")


def test_the_items_are_compared_with_the_check_before(clinic: ClinicWithPatient, form: AssessmentForm) -> None:
    score(form, "fresh_items", 0, 0, 0, 0, 0, 0, 0, 0)
    score(form, "items", 0, 0, 0, 0, 0, 0, 0, 0)
    with clinic.session.unit_of_work() as unit:
        before = UnsignedAssessment(clinic.episode_id, "fatigue_gait", MONTH_AGO, form.observations())
        sign_assessment(unit, clinic.session.forms, before, TODAY)
    later = open_form(clinic)
    assert said(later, ITEMS) == ""
    score(later, "items", 0, 0, 0, 0, 0, 0, 0, 1)
    assert said(later, ITEMS).startswith("✗")
    score(later, "items", 0, 0, 0, 0, 0, 0, 0, 0)
    assert said(later, ITEMS).startswith("✓")


@pytest.mark.parametrize(
    ("late", "words"),
    [
        ("180", "✓ Step rate unchanged."),
        ("172", "✓ Step rate −4.4 % late in the run."),
        ("171", "✗ Step rate −5.0 % late in the run."),
    ],
)
def test_step_rates_are_read_as_their_change(form: AssessmentForm, late: str, words: str) -> None:
    form.sheet.enter(Place("cadence_early"), "180")
    assert said(form, STEPS) == ""
    form.sheet.enter(Place("cadence_late"), late)
    assert said(form, STEPS) == words
    form.sheet.enter(Place("contact_difference"), "6.5")
    assert said(form, STEPS) == f"{words}  ✗ Contact time differs by 6.5 %."


def test_other_headings_stay_silent(form: AssessmentForm) -> None:
    score(form, "fresh_items", 0, 0, 0, 0, 0, 0, 0, 0)
    score(form, "items", 1, 1, 1, 1, 1, 1, 1, 1)
    assert said(form, "Walking") == ""
    assert Observation("gait_tired_landing", number=1) in form.observations()
