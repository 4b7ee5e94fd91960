"""What signed answers become in the case: values, days, sites, facts, parts of tests, and what clears what."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from footrehab_desktop.clinic.case_building import EpisodeFile, build_case, case_json, load_episode
from footrehab_desktop.clinic.sided_results import sided_results
from footrehab_desktop.library.field_spec import FieldSpec, Section
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression import case_schema, read_case
from footrehab_desktop.progression.values import Case, Finding
from footrehab_desktop.records.values import (
    Assessment,
    AssessmentKind,
    DiaryDay,
    DiarySession,
    Observation,
    OutcomeEntry,
    Side,
)
from tests.support.full_assessment import DAY, full_observations
from tests.support.session_factory import TODAY, ClinicWithPatient, shipped_forms, start_plan

LAST_WEEK = TODAY - timedelta(days=7)
FLARE = date.fromisoformat(DAY)
SHOES = Forms(
    (
        Section("goals", "Goals", ("baseline",), (FieldSpec("goal", "Goal", "text"),)),
        Section(
            "gait",
            "Gait",
            ("baseline",),
            (
                *(FieldSpec(f"fresh_{n}", f"Fresh {n}", "number", part_of=f"fatigue_gait.fresh_items.{n}")
                  for n in range(8)),
                *(FieldSpec(f"tired_{n}", f"Tired {n}", "number", part_of=f"fatigue_gait.items.{n}")
                  for n in range(8)),
                FieldSpec("cadence", "Cadence", "number", part_of="fatigue_gait.cadence_change_pct"),
            ),
        ),
        Section(
            "shoes",
            "Shoes",
            ("baseline",),
            (
                FieldSpec("shoe_name", "Shoe", "text", fact="episode.shoes.0.id"),
                FieldSpec("shoe_km", "Distance", "number", fact="episode.shoes.0.km"),
                FieldSpec("second_km", "Distance of the second", "number", fact="episode.shoes.1.km"),
                FieldSpec("taped", "Taped", "yes_no", fact="episode.toe_taped"),
                FieldSpec("fractures", "Fractures", "number", fact="episode.bone_stress_history.elsewhere"),
                FieldSpec("tender_talus", "Talus", "yes_no", two_sided=True, finding="focal_bone_tenderness",
                          site="talus"),
            ),
        ),
    )
)  # fmt: skip


def answer(code: str, value: str | float, side: Side | None = None) -> Observation:
    return Observation(code, side, text=value) if isinstance(value, str) else Observation(code, side, number=value)


def signed(*answers: Observation, on: date = TODAY, kind: AssessmentKind = "review") -> Assessment:
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return Assessment(f"a{on}", "e", kind, on, answers, (), at, "c")


@pytest.fixture
def file(clinic: ClinicWithPatient) -> EpisodeFile:
    start_plan(clinic, phase="PH2", level=1)
    with clinic.session.unit_of_work() as unit:
        return replace(load_episode(unit, clinic.episode_id), assessments=())


def case_of(file: EpisodeFile, *assessments: Assessment, forms: Forms | None = None, on: date = TODAY) -> Case:
    return build_case(replace(file, assessments=assessments), forms or shipped_forms(), on)


def found(file: EpisodeFile, *assessments: Assessment) -> tuple[Finding, ...]:
    return case_of(file, *assessments).findings


def test_a_measured_finding_carries_its_value_and_nought_is_none(file: EpisodeFile) -> None:
    measured = signed(answer("fever", 38.4), answer("calf_larger", 0.0), answer("giving_way", 0.0))
    assert found(file, measured) == (Finding(code="fever", on=TODAY, value=38.4),)


def test_a_newer_measurement_takes_the_place_of_the_older(file: EpisodeFile) -> None:
    readings = signed(answer("fever", 39.0), on=LAST_WEEK), signed(answer("fever", 36.8))
    assert found(file, *readings) == (Finding(code="fever", on=TODAY, value=36.8),)


def test_no_clears_and_not_assessed_does_not(file: EpisodeFile) -> None:
    yes = signed(answer("calf_squeeze_positive", "yes"), on=LAST_WEEK)
    assert found(file, yes, signed(answer("calf_squeeze_positive", "not_assessed"))) == (
        Finding(code="calf_squeeze_positive", on=LAST_WEEK),
    )
    assert found(file, yes, signed(answer("calf_squeeze_positive", "no"))) == ()
    assert found(file, yes, signed(answer("faint", "no")))[0].code == "calf_squeeze_positive"


def test_a_first_day_belongs_to_the_finding_it_was_noted_with(file: EpisodeFile) -> None:
    old = signed(answer("acute_injury", "yes"), answer("acute_injury_on", "2026-02-01"), on=LAST_WEEK)
    assert found(file, old) == (Finding(code="acute_injury", on=LAST_WEEK, since=date(2026, 2, 1)),)
    again = signed(answer("acute_injury", "yes"))
    assert found(file, old, again) == (Finding(code="acute_injury", on=TODAY),), "a new injury is not that of February"
    corrected = signed(answer("acute_injury_on", "2026-02-03"))
    assert found(file, old, corrected)[0].since == date(2026, 2, 3)
    assert found(file, signed(answer("acute_injury", "no"), answer("acute_injury_on", "2026-02-01"))) == ()


def test_a_bone_site_comes_from_the_choice_or_from_the_region_of_each_foot(file: EpisodeFile) -> None:
    chosen = signed(answer("focal_bone_tenderness", "navicular"))
    assert found(file, chosen) == (Finding(code="focal_bone_tenderness", on=TODAY, site="navicular"),)
    assert found(file, chosen, signed(answer("focal_bone_tenderness", "no"))) == ()
    chart = signed(answer("tender_talus", "yes", "left"), answer("tender_talus", "no", "right"))
    assert case_of(file, chart, forms=SHOES).findings == (
        Finding(code="focal_bone_tenderness", on=TODAY, site="talus"),
    )


def test_facts_come_from_the_newest_answer(file: EpisodeFile) -> None:
    old = signed(answer("shoe_km", 300.0), answer("taped", "yes"), answer("fractures", 2.0), on=LAST_WEEK)
    new = signed(answer("shoe_name", " Blue\nrocker "), answer("shoe_km", 340.5), answer("second_km", 12.0),
                 answer("taped", "not_assessed"))  # fmt: skip
    episode = case_of(file, old, new, forms=SHOES).episode
    assert [(shoe.id, shoe.km) for shoe in episode.shoes] == [("Blue rocker", 340.5), ("Shoe 2", 12)]
    assert episode.toe_taped is True
    assert episode.bone_stress_history is not None
    assert episode.bone_stress_history.elsewhere == 2
    assert case_of(file, old, signed(answer("taped", "no")), forms=SHOES).episode.toe_taped is False


def test_a_field_of_an_earlier_version_stops_no_decision(file: EpisodeFile) -> None:
    old = signed(answer("colour_of_the_shoe", "blue"), answer("fever", 39.0))
    assert found(file, old) == (Finding(code="fever", on=TODAY, value=39.0),)
    assert sided_results(replace(file, assessments=(old,)), shipped_forms(), TODAY) == ()


def test_nothing_is_known_before_it_was_signed(file: EpisodeFile) -> None:
    later = signed(answer("calf_squeeze_positive", "yes"), answer("arrhythmia", "yes"))
    case = case_of(file, later, on=TODAY - timedelta(days=1))
    assert (case.findings, case.patient.arrhythmia) == ((), None)


def items(name: str, *scores: float) -> list[Observation]:
    return [answer(f"{name}_{number}", score) for number, score in enumerate(scores)]


def gait_of(file: EpisodeFile, *assessments: Assessment) -> list[dict[str, Any]]:
    content = case_json(replace(file, assessments=assessments), SHOES, TODAY)
    read_case(content)
    return [test for test in content["tests"] if test["test"] == "fatigue_gait"]


def test_items_of_a_test_are_handed_over_whole_and_with_something_to_compare(file: EpisodeFile) -> None:
    tired, fresh = items("tired", 0, 1, 2, 0, 0, 1, 0, 0), items("fresh", *[0.0] * 8)
    both = signed(*tired, *fresh, answer("cadence", -6.5))
    assert gait_of(file, both) == [
        {"test": "fatigue_gait", "on": TODAY.isoformat(), "items": [0, 1, 2, 0, 0, 1, 0, 0], "fresh_items": [0] * 8,
         "cadence_change_pct": -6.5}
    ]  # fmt: skip
    for part in (signed(*tired), signed(*tired[:7], *fresh)):
        made = gait_of(file, part)
        assert all("items" not in test for test in made), "what cannot be compared would read as not worse"
    _first, second = gait_of(file, replace(both, id="b", assessed_on=LAST_WEEK), signed(*tired))
    assert second["items"] == [0, 1, 2, 0, 0, 1, 0, 0]


def test_first_step_pain_is_a_test_and_a_measure_and_gait_has_its_day(file: EpisodeFile) -> None:
    case = case_of(file, signed(answer("first_step_pain", 62.0), on=LAST_WEEK))
    assert [(m.measure, m.on, m.score) for m in case.measures] == [("VAS-first-step", LAST_WEEK, 62)]
    assert [(t.test, t.involved) for t in case.tests] == [("first_step_pain", 62)]
    assert case.episode.gait_assessed_on is None
    watched = signed(*items("tired", 1.0), on=LAST_WEEK)
    assert case_of(file, watched, signed(answer("taped", "yes")), forms=SHOES).episode.gait_assessed_on == LAST_WEEK


def test_what_set_off_a_flare_goes_to_the_sessions_of_its_days(file: EpisodeFile) -> None:
    days = [TODAY - timedelta(days=back) for back in (4, 3, 1)]
    file = replace(file, sessions=tuple(DiarySession(on, 1, "run", True, id=f"s{on}") for on in days))
    flare = signed(answer("flare_trigger", "new_shoe"), answer("flare_on", days[2].isoformat()), kind="flare")
    assert [s.trigger for s in case_of(file, flare).sessions] == [None, "new_shoe", "new_shoe"]


# What the core could take and the clinic has no entry for yet, with the reason.
NOT_FED = {
    "episode.restriction_until": "the episode holds the surgeon's restriction until it is changed",
    "history[].trigger": "no rule reads it there; the session's trigger decides",
    "findings[].cleared_on": "an answer of no clears a finding: it is left out from then on",
    "weeks[].adherence_pct": "the episode holds adherence of two weeks, as the rules read it",
}
# Computed by the core itself or asked for at a review, so no assessment or diary feeds them.
FROM_ELSEWHERE = ("state.", "request")


def test_every_input_of_the_core_is_fed_or_named_with_its_reason(clinic: ClinicWithPatient, file: EpisodeFile) -> None:
    fed = paths_fed(clinic, file)
    wanted = {path for path in paths_of(case_schema()) if not path.startswith(FROM_ELSEWHERE)}
    assert wanted - fed == set(NOT_FED)


def paths_of(schema: dict[str, Any], path: str = "") -> set[str]:
    """Every single input that the schema names, lists as ``name[]``."""
    schema = schema.get("anyOf", [schema])[0]
    if schema.get("type") == "array":
        return paths_of(schema["items"], f"{path}[]")
    if "properties" not in schema:
        return {path}
    inner = (paths_of(child, f"{path}.{name}" if path else name) for name, child in schema["properties"].items())
    return set().union(*inner)


def paths_in(value: Any, path: str = "") -> set[str]:
    """Every single input that a case holds."""
    if isinstance(value, dict):
        return set().union(*(paths_in(child, f"{path}.{name}" if path else name) for name, child in value.items()))
    if isinstance(value, list) and value:
        return set().union(*(paths_in(child, f"{path}[]") for child in value))
    return {path}


def paths_fed(clinic: ClinicWithPatient, file: EpisodeFile) -> set[str]:
    """Everything that an episode with every form, diary line and detail filled in puts into its case."""
    forms = shipped_forms()
    answers = tuple(
        {(o.code, o.side): o for kind in ("baseline", "flare", "fatigue_gait", "discharge")
         for o in full_observations(forms, kind)}.values()
    )  # fmt: skip
    positive = tuple(_found(observation, forms.field(observation.code)) for observation in answers)
    outcome = OutcomeEntry("LEFS", (3,) * 20, 60.0, 0)
    assessments = tuple(replace(signed(*positive, on=on), id=str(on), outcomes=(outcome,)) for on in (LAST_WEEK, TODAY))
    days = [TODAY - timedelta(days=back) for back in range(30)]
    diary = tuple(
        DiaryDay(on, "yes", 2, sleep_h=7, mood=4, resting_hr=55, stiffness_min=10, night_waking=False, weight_kg=62)
        for on in days
    )
    sessions = tuple(_full_session(on) for on in (*days[2:10], FLARE))
    details = replace(
        file.episode.details, site="navicular", pain_ceiling=2, restriction="PH4", clearance_on=TODAY,
        energy_assessment_on=TODAY, reassessed_on=TODAY, goal="10 km", first_run_on=TODAY,
    )  # fmt: skip
    patient = replace(file.patient.details, beta_blocker=False)
    filled = replace(
        file,
        patient=replace(file.patient, details=patient),
        episode=replace(file.episode, details=details),
        assessments=assessments,
        days=diary,
        sessions=sessions,
    )
    return paths_in(case_json(filled, forms, TODAY)) | HISTORY_PATHS


def _found(observation: Observation, spec: FieldSpec) -> Observation:
    """Turn an answer to a finding into one that says it is there."""
    if not spec.finding:
        return observation
    if spec.kind == "yes_no":
        return replace(observation, text="yes")
    return replace(observation, text="navicular") if spec.kind == "choice" else replace(observation, number=3.0)


def _full_session(on: date) -> DiarySession:
    return DiarySession(
        on, 1, "run", True, at="07:30", completed_pct=100, minutes=30, run_min=20, pain_during=1, pain_evening=1,
        pain_24h=1, pain_48h=1, settle_h=4, rest_pain=0, swelling=0, swelling_h=0, sharp=False, limp=False,
        tenderness="none", rpe=4, target_rpe=4, surface=2, shoe="Blue", stiffness_min=10, level=3, id=f"s{on}",
        heart_rate=140, ache_elsewhere_only=False, foot_contacts=0, extra_reps=2, outside_plan=False,
    )  # fmt: skip


# Reviews write these; the story tests and the tests of the review follow them through the record.
HISTORY_PATHS = frozenset(
    f"history[].{name}" for name in ("on", "decision", "from_level", "to_level", "rules[]", "flares[]", "undecided[]")
)
