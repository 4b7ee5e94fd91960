"""What the red flags say while they are typed: each computation, the open answers, and the call for a referral."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from footrehab_desktop.progression.codes import URGENCIES
from footrehab_desktop.ui.presenters.assess import AssessmentForm, load_examined
from footrehab_desktop.ui.presenters.assess_outlook import HEADLINES, Outlook
from footrehab_desktop.ui.presenters.assess_sheet import Place
from tests.support.session_factory import TODAY, ClinicWithPatient, make_patient, make_session, shipped_forms

FLAGS = shipped_forms().section("red_flags").fields
ACUTE, ACHILLES, VEIN = "Acute injury: ankle and midfoot", "Achilles rupture", "Vein thrombosis"
INFECTION, FOOT, BONE = "Infection and hot joints", "Diabetic or numb foot", "Bone stress injury"
CRPS = "Complex regional pain syndrome"


@pytest.fixture(scope="module")
def module_clinic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ClinicWithPatient]:
    session = make_session(Path(tmp_path_factory.mktemp("clinic")) / "record")
    yield make_patient(session)
    session.close()


def form_of(clinic: ClinicWithPatient, condition: str = "plantar_heel") -> AssessmentForm:
    with clinic.session.unit_of_work() as unit:
        file = load_examined(unit, clinic.episode_id)
    details = replace(file.episode.details, condition=condition)
    file = replace(file, episode=replace(file.episode, details=details))
    return AssessmentForm(clinic.session.forms, file, "baseline", TODAY)


def outlook_of(clinic: ClinicWithPatient, typed: str, rest_no: str = "") -> Outlook:
    """Type ``code`` for yes, ``code=text`` for anything else, then "all others: no" under a heading."""
    form = form_of(clinic)
    for word in typed.split():
        code, _, text = word.partition("=")
        form.sheet.enter(Place(code), text or "yes")
    if rest_no:
        form.opened.add(("red_flags", rest_no))
        form.sheet.enter_all(form.all_others_no(form.sections[0], rest_no))
    outlook = Outlook(form, TODAY)
    outlook.refresh()
    return outlook


@pytest.mark.parametrize(
    ("heading", "typed", "rest_no", "line", "headline"),
    [
        (ACUTE, "acute_injury malleolar_zone_pain tender_lateral_malleolus", False,
         "✚ Ottawa ankle and foot rules: X-ray asked for today (Pain in the malleolar zone; "
         "Bone tenderness: back edge or tip of the outer ankle, last 6 cm).", "Refer today"),
        (ACUTE, "acute_injury midfoot_zone_pain no_four_steps_at_injury no_four_steps_now", False,
         "✚ Ottawa ankle and foot rules: X-ray asked for today (Pain in the midfoot zone; "
         "Could not take four steps right after the injury; Cannot take four steps now).", "Refer today"),
        (ACUTE, "acute_injury acute_injury_on=2026-02-01 midfoot_zone_pain tender_navicular", True,
         "✚ Ottawa ankle and foot rules: more than 10 days ago, so imaging by judgement within a week "
         "(Pain in the midfoot zone; Bone tenderness: navicular).", "Refer soon"),
        (ACUTE, "acute_injury malleolar_zone_pain", True, "✓ Ottawa ankle and foot rules: no X-ray asked for.", None),
        (ACHILLES, "sudden_pop_or_kick palpable_tendon_gap", False,
         "✚ Achilles rupture, 2 of 4 signs besides the calf squeeze: sent on today "
         "(Sudden pop or kick felt at the heel or calf; Gap felt in the Achilles tendon).", "Refer today"),
        (VEIN, "active_cancer calf_larger=3", False, "✚ Wells score 2: thrombosis likely, sent on today "
         "(Active cancer; Calf larger than the other side, 10 cm below the tibial tuberosity).", "Refer today"),
        (VEIN, "unexplained_calf_swelling alternative_as_likely", True, "✚ Wells score −2: unlikely, but the calf "
         "still goes the D-dimer way today (Unexplained calf swelling).", "Refer today"),
        (VEIN, "calf_larger=0", True, "✓ Wells score 0: unlikely, no suspicious calf.", None),
        (CRPS, "disproportionate_pain symptom_sensory symptom_vasomotor symptom_sudomotor sign_sensory", True,
         "✓ Budapest, 3 of 4 symptoms, 1 of 4 signs: criteria not met.", None),
        (CRPS, "disproportionate_pain symptom_sensory symptom_vasomotor symptom_sudomotor sign_sensory sign_vasomotor "
         "no_better_explanation", False,
         "✚ Budapest, 3 of 4 symptoms, 2 of 4 signs: criteria met, sent on within a week.", "Refer soon"),
        (INFECTION, "fever=38", False, "✚ Infection: emergency department now (Fever).", "Refer now: emergency"),
        (INFECTION, "fever=37.2", True, "✓ Infection: no rule asks for a referral.", None),
        (FOOT, "gangrene", False, "✚ Foot at risk: emergency department now (Gangrene).", "Refer now: emergency"),
        (FOOT, "monofilament_not_felt red_hot_swollen_foot skin_warmer=2.5", False,
         "✚ Foot at risk: sent on within one to two working days (Red, hot or swollen foot; "
         "Skin warmer than the other foot).", "Refer urgently"),
        (BONE, "focal_bone_tenderness=navicular load_related_worsening_pain", False,
         "✚ Bone stress, Navicular (high risk): sent on within one to two working days "
         "(Focal bone tenderness; Pain with load that is getting worse).", "Refer urgently"),
    ],
)  # fmt: skip
def test_what_is_typed_is_computed_at_once(
    module_clinic: ClinicWithPatient, heading: str, typed: str, rest_no: bool, line: str, headline: str | None
) -> None:
    outlook = outlook_of(module_clinic, typed, heading if rest_no else "")
    assert outlook.group_reading(heading) == line
    assert (outlook.referral.headline if outlook.referral else None) == headline


def test_a_group_says_nothing_before_its_first_answer_and_never_reads_open_answers_as_no(
    module_clinic: ClinicWithPatient,
) -> None:
    headings = dict.fromkeys(spec.heading for spec in FLAGS)
    empty = outlook_of(module_clinic, "")
    assert [empty.group_reading(heading) for heading in headings] == [""] * len(headings)
    for spec in FLAGS:
        if spec.kind == "yes_no" and len([each for each in FLAGS if each.heading == spec.heading]) > 1:
            lone = outlook_of(module_clinic, f"{spec.code}=no").group_reading(spec.heading)
            others = f"{spec.code}=not_assessed"
            assert lone.startswith(("○", "✓")), spec.code
            assert outlook_of(module_clinic, others).group_reading(spec.heading) == "", spec.code


def test_one_answer_of_no_leaves_the_thrombosis_open(module_clinic: ClinicWithPatient) -> None:
    line = outlook_of(module_clinic, "unexplained_calf_swelling=no").group_reading(VEIN)
    assert line == "○ Wells score 0 so far; 11 open, first: Calf pain, not explained by training."


def test_the_referral_says_to_whom_how_fast_and_what_holds_meanwhile(module_clinic: ClinicWithPatient) -> None:
    referral = outlook_of(module_clinic, "calf_squeeze_positive").referral
    assert referral is not None
    assert referral.what_to_do == "Emergency department: today."
    assert referral.until_then.endswith("Foot pointed down in a boot or splint, crutches.")
    assert referral.go_on == "Nothing that loads the leg until it is settled."
    assert [reason.rule for reason in referral.reasons] == ["SF-02"]


YES_NO = [spec.code for spec in FLAGS if spec.kind == "yes_no" and spec.finding]
SLOWEST = len(URGENCIES)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(there=st.sets(st.sampled_from(YES_NO), max_size=12), one=st.sampled_from(YES_NO))
def test_one_more_yes_never_lowers_the_urgency(module_clinic: ClinicWithPatient, there: set[str], one: str) -> None:
    def speed(codes: set[str]) -> int:
        referral = outlook_of(module_clinic, " ".join(sorted(codes))).referral
        return list(HEADLINES.values()).index(referral.headline) if referral else SLOWEST

    assert speed(there | {one}) <= speed(there)
