"""The printed comparison and the printed assessment: real PDFs of real records, on both papers."""

from datetime import date, timedelta

import pytest

from footrehab_desktop.clinic.assessments import void_assessment
from footrehab_desktop.clinic.case_building import load_episode
from footrehab_desktop.clinic.compare_assessments import Comparison, change_words, compare_assessments
from footrehab_desktop.clinic.demo_visits import Typist, load_case_notes
from footrehab_desktop.clinic.print_assessment import prepare_assessment_sheet, prepare_comparison
from footrehab_desktop.clinic.print_handout import give_handout
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.records.values import Assessment, AssessmentKind, Observation, OutcomeEntry, Paper
from tests.support.full_assessment import full_observations, full_outcomes
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan

FIRST_DAY = TODAY - timedelta(days=42)
PAPERS: tuple[Paper, ...] = ("A4", "Letter")
BOTH_PAPERS = pytest.mark.parametrize("paper", PAPERS)


def store(
    clinic: ClinicWithPatient,
    on: date,
    *answers: Observation,
    kind: AssessmentKind = "baseline",
    outcomes: tuple[OutcomeEntry, ...] = (),
    amends: str | None = None,
) -> Assessment:
    with clinic.session.unit_of_work() as unit:
        made = unit.assessments.sign(
            clinic.episode_id, kind, on, answers, outcomes, amends=amends, reason="Sides mixed up" if amends else None
        )
        unit.commit()
        return made


def raises(left: float, right: float, set_up: str = "incline") -> tuple[Observation, Observation]:
    return (
        Observation("heel_raise", "left", number=left, set_up=set_up),
        Observation("heel_raise", "right", number=right, set_up=set_up),
    )


def pages_of(clinic: ClinicWithPatient, first: Assessment, second: Assessment, paper: Paper = "A4") -> list[str]:
    with clinic.session.unit_of_work() as unit:
        pair = first.id, second.id
        prepared = prepare_comparison(
            unit, clinic.session.forms, clinic.episode_id, pair, TODAY, PrintOptions(paper=paper)
        )
    return [" ".join(page.split()) for page in extract_text(prepared.pdf)]


def comparison_of(clinic: ClinicWithPatient, first: Assessment, second: Assessment) -> Comparison:
    with clinic.session.unit_of_work() as unit:
        file = load_episode(unit, clinic.episode_id)
    return compare_assessments(file, clinic.session.forms, first.id, second.id, TODAY)


@BOTH_PAPERS
def test_a_usual_comparison_is_one_page_with_dates_sides_and_what_is_real(
    clinic: ClinicWithPatient, paper: Paper
) -> None:
    pain = [Observation("pain_now", number=value) for value in (6, 2)]
    lunge = [Observation("weight_bearing_lunge", "right", number=value) for value in (8, 8.5)]
    before = store(clinic, FIRST_DAY, *raises(24, 12), pain[0], lunge[0], outcomes=full_outcomes("plantar_heel"))
    after = store(
        clinic, TODAY, *raises(25, 22), pain[1], lunge[1], kind="review",
        outcomes=full_outcomes("plantar_heel", better_by=1),
    )  # fmt: skip
    (page,) = pages_of(clinic, after, before, paper)
    for words in (
        "RUNNER, Rosa",
        "RIGHT foot",
        "First assessment, 02-Feb-2026 (Mon) → Review, 16-Mar-2026 (Mon)",
        "Pain now 6/10 2/10 ▲ Better (−4)",
        "Patient's LEFT Patient's RIGHT (involved)",
        "Single-leg heel raise 24 reps 25 reps = Within error (+1) 12 reps 22 reps ▲ Better (+10)",
        "LSI 50 % → 88 % · norm 24 reps",
        "a certain and meaningful change (MDC95 5.8; MCID 8)",
        "Weight-bearing lunge 8.0 cm 8.5 cm = Within error (+0.5)",
    ):
        assert words in page
    assert page.index("Real change") < page.index("Outcome measures") < page.index("Other answers")
    assert page.index("Real change") < page.index("Pain now") < page.index("Outcome measures")
    assert page.index("Weight-bearing lunge") > page.index("Other answers")


@BOTH_PAPERS
def test_the_fullest_comparison_takes_two_pages_with_every_real_change(clinic: ClinicWithPatient, paper: Paper) -> None:
    forms = clinic.session.forms
    before = store(clinic, FIRST_DAY, *full_observations(forms), outcomes=full_outcomes("plantar_heel"))
    after = store(clinic, TODAY, *full_observations(forms, step=5), outcomes=full_outcomes("plantar_heel", better_by=1))
    pages = pages_of(clinic, before, after, paper)
    assert len(pages) == 2
    assert "Outcome measures" in " ".join(pages)
    assert "Body chart: First assessment" in " ".join(pages)
    compared = comparison_of(clinic, before, after)
    text = "".join("".join(pages).split())
    real = [row for row in compared.real_changes if any(c.direction in {"better", "worse"} for c in row.changes)]
    assert len(real) > 15
    for row in real:
        assert "".join(row.label.split()[:2]) in text
        for change in row.changes:
            assert "".join(change_words(change).split()) in text or not change.is_real
    assert "answers are the same on both days" in pages[1]
    assert all("RIGHT foot" in page for page in pages)


@BOTH_PAPERS
def test_a_typical_case_with_body_charts_and_over_a_hundred_answers_is_one_page(
    clinic: ClinicWithPatient, paper: Paper
) -> None:
    notes = load_case_notes()["plantar_heel"]
    start_plan(clinic, "PH2", 2, FIRST_DAY)
    typist = Typist(clinic.session.forms, notes, "plantar_heel", 42, "right")
    before, after = (
        store(
            clinic, on, *typist.observations(visit, on), kind=visit.kind,
            outcomes=full_outcomes("plantar_heel", better_by=step),
        )
        for step, (on, visit) in enumerate(((FIRST_DAY, notes.visits[0]), (TODAY, notes.visits[-1])))
    )  # fmt: skip
    assert min(len(before.observations), len(after.observations)) > 100
    (page,) = pages_of(clinic, before, after, paper)
    for words in (
        "RIGHT foot",
        "▲ better, ▼ worse by more than measurement error",
        "Body chart: First assessment, 02-Feb-2026 (Mon)",
        "Body chart: Review, 16-Mar-2026 (Mon)",
        "Other answers that differ:",
        "They stand on the screen and in the signed assessments.",
    ):
        assert words in page
    for row in comparison_of(clinic, before, after).real_changes:
        # A long name goes on in the next line of its cell.
        assert " ".join(row.label.split()[:2]) in page


def test_a_measure_that_really_changed_is_never_called_unchanged(clinic: ClinicWithPatient) -> None:
    def running(answers: int) -> OutcomeEntry:
        return OutcomeEntry("UWRI", (answers,) * 9, 9.0 * answers, 0)

    first = store(clinic, FIRST_DAY, outcomes=(running(1),))
    better = store(clinic, TODAY - timedelta(days=7), outcomes=(running(2),), kind="review")
    same = store(clinic, TODAY, outcomes=(running(2),), kind="review")
    assert "No change beyond measurement error" not in pages_of(clinic, first, better)[0]
    assert "No change beyond measurement error" in pages_of(clinic, better, same)[0]


def test_one_side_only_different_set_ups_and_no_real_change_are_said(clinic: ClinicWithPatient) -> None:
    stance = Observation("single_leg_stance", "right", number=20)
    before = store(clinic, FIRST_DAY, *raises(24, 12))
    after = store(clinic, TODAY, *raises(25, 30, "flat"), stance, kind="review")
    (page,) = pages_of(clinic, before, after)
    assert "No change beyond measurement error was found between these two days." in page
    assert "24 reps 25 reps ✗ Not comparable 12 reps 30 reps ✗ Not comparable" in page
    assert "Not comparable: 10° incline, then Flat floor." in page
    assert "Answered on one day only: Single-leg stance, eyes open: RIGHT – → 20.0 s" in page


def test_findings_and_marks_that_came_and_went_are_named(clinic: ClinicWithPatient) -> None:
    def mark(pain: int) -> tuple[Observation, ...]:
        return (Observation("chart_pain_navicular", "right", number=pain),)

    before = store(clinic, FIRST_DAY, Observation("night_ache", text="yes"), *mark(6))
    after = store(clinic, TODAY, Observation("night_ache", text="no"), *mark(2), kind="review")
    (page,) = pages_of(clinic, before, after)
    assert "Findings that are gone: Ache at night at the bone" in page
    assert "Marks that changed: Navicular: RIGHT 6/10 → 2/10 ▲ Better (−4)" in page


@BOTH_PAPERS
def test_a_signed_assessment_prints_with_its_sides_and_signature(clinic: ClinicWithPatient, paper: Paper) -> None:
    made = store(
        clinic, TODAY, *raises(26, 20), Observation("faint", text="no"),
        Observation("goal_short", text="Walk <b>the dog</b>"), outcomes=full_outcomes("plantar_heel"),
    )  # fmt: skip
    with clinic.session.unit_of_work() as unit:
        prepared = prepare_assessment_sheet(unit, clinic.session.forms, made.id, TODAY, PrintOptions(paper=paper))
    assert (prepared.kind, prepared.title, prepared.pages) == ("assessment", "Signed assessment", 1)
    text = " ".join(extract_text(prepared.pdf)[0].split())
    for words in (
        "First assessment, 16-Mar-2026 (Mon)",
        "by Dana Whitfield.",
        "Single-leg heel raise (10° incline): LEFT 26 reps RIGHT 20 reps",
        "Looked for and not found (1): Faint",
        "Walk <b>the dog</b>",
        "FFI: 50 %",
    ):
        assert words in text


def test_what_no_longer_counts_says_so_on_paper(clinic: ClinicWithPatient) -> None:
    wrong = store(clinic, FIRST_DAY, *raises(26, 20))
    store(clinic, FIRST_DAY, *raises(20, 26), amends=wrong.id)
    struck = store(clinic, TODAY, *raises(1, 2))
    with clinic.session.unit_of_work() as unit:
        void_assessment(unit, struck.id, "another patient")
    texts = []
    for each in (wrong, struck):
        with clinic.session.unit_of_work() as unit:
            pdf = prepare_assessment_sheet(unit, clinic.session.forms, each.id, TODAY, PrintOptions()).pdf
        texts.append(" ".join(extract_text(pdf)[0].split()))
    assert "Replaced by the amendment of" in texts[0]
    assert "Reason: Sides mixed up" in texts[0]
    assert "Struck out" in texts[1]
    assert "Reason: another patient" in texts[1]


def test_everything_of_a_full_assessment_is_on_its_sheet(clinic: ClinicWithPatient) -> None:
    forms = clinic.session.forms
    made = store(clinic, TODAY, *full_observations(forms))
    with clinic.session.unit_of_work() as unit:
        pdf = prepare_assessment_sheet(unit, forms, made.id, TODAY, PrintOptions()).pdf
    text = "".join("".join(extract_text(pdf)).split())
    labels = [field.label for field in forms.for_kind("baseline")[0].fields]
    assert not [label for label in labels if "".join(label.split()) not in text]


def test_a_given_comparison_is_kept_byte_for_byte(clinic: ClinicWithPatient) -> None:
    before, after = store(clinic, FIRST_DAY, *raises(24, 12)), store(clinic, TODAY, *raises(24, 25))
    with clinic.session.unit_of_work() as unit:
        pair = before.id, after.id
        prepared = prepare_comparison(unit, clinic.session.forms, clinic.episode_id, pair, TODAY, PrintOptions())
        again = prepare_comparison(unit, clinic.session.forms, clinic.episode_id, pair, TODAY, PrintOptions())
        given, _changes = give_handout(unit, clinic.episode_id, prepared)
    assert again.pdf == prepared.pdf
    with clinic.session.unit_of_work() as unit:
        assert unit.handouts.get(given.id).pdf == prepared.pdf
        assert unit.handouts.get(given.id).kind == "comparison"
