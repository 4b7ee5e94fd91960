"""The referral letter, read back from the bytes that are printed: urgency first, the side in words, drafts marked."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from footrehab_desktop.clinic.assessments import UnsignedAssessment, sign_assessment
from footrehab_desktop.clinic.print_handout import PreparedHandout, give_handout
from footrehab_desktop.clinic.referral import NO_TEXT, LetterText, prepare_referral_letter
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.records.values import Assessment, Observation, Paper
from tests.support.session_factory import TODAY, ClinicWithPatient, start_plan

RUPTURE = (
    Observation("acute_injury", text="yes"),
    Observation("acute_injury_on", text="2026-03-13"),
    Observation("calf_squeeze_positive", text="yes"),
    Observation("sudden_pop_or_kick", text="yes"),
    Observation("palpable_tendon_gap", text="no"),
    Observation("matles_positive", text="not_assessed"),
    Observation("calf_larger", number=1.5),
    Observation("faint", text="no"),
)
BOTH_PAPERS = pytest.mark.parametrize("paper", ["A4", "Letter"])


def sign(clinic: ClinicWithPatient, *answers: Observation, on: date = TODAY) -> Assessment:
    unsigned = UnsignedAssessment(clinic.episode_id, "review", on, answers)
    with clinic.session.unit_of_work() as unit:
        signed, _ = sign_assessment(unit, clinic.session.forms, unsigned, TODAY)
    return signed


def letter(
    clinic: ClinicWithPatient, paper: Paper = "A4", text: LetterText = NO_TEXT, unsigned: Assessment | None = None
) -> PreparedHandout:
    with clinic.session.unit_of_work() as unit:
        return prepare_referral_letter(
            unit,
            clinic.session.forms,
            clinic.episode_id,
            TODAY,
            PrintOptions(paper=paper),
            text=text,
            unsigned=unsigned,
        )


def pages_of(prepared: PreparedHandout) -> list[str]:
    return [" ".join(page.split()) for page in extract_text(prepared.pdf)]


@BOTH_PAPERS
def test_a_rupture_is_sent_on_today_with_all_that_was_found(clinic: ClinicWithPatient, paper: Paper) -> None:
    start_plan(clinic)
    sign(clinic, *RUPTURE)
    made = letter(clinic, paper, LetterText("Dr Ines Varga, Harbour Hospital", "Allergic to latex."))
    (page,) = pages_of(made)
    for words in (
        "RUNNER, Rosa",
        "Born 03-Feb-1984",
        "RIGHT foot · Plantar heel pain",
        "To: Dr Ines Varga, Harbour Hospital",
        "16-Mar-2026",
        "Please see today",
        "Is the Achilles tendon torn? Please examine, ultrasound if in doubt.",
        "Allergic to latex.",
        "Suspect an Achilles rupture and refer today",
        "Rule SF-02 (found) · pubmed 9548122, Maffulli 1998",
        "Acute injury of foot or ankle since 13-Mar-2026",
        "Calf squeeze: foot does not move 16-Mar-2026",
        "Calf larger than the other by 1.5 cm",
        "Looked for and not found: Gap felt in the Achilles tendon (16-Mar-2026).",
        "24 reps 20 reps LSI 83 %",
        "Foot pointed down in a boot or splint, crutches.",
        "Dana Whitfield" if "Dana Whitfield" in page else "Thank you for seeing the patient.",
    ):
        assert words in page, words
    assert "Matles" not in page
    assert "Faint" not in page
    assert "DRAFT" not in page
    assert (made.kind, made.title, made.pages) == ("referral_letter", "Referral letter", 1)


def test_without_an_addressee_the_rule_says_where_to(clinic: ClinicWithPatient) -> None:
    sign(clinic, Observation("long_morning_stiffness", number=45), Observation("psoriasis", text="yes"))
    (page,) = pages_of(letter(clinic))
    assert "To: Rheumatology" in page
    assert "Please see within a week" in page
    assert "Morning stiffness of joints or back 45 min" in page
    assert "May go on: Work without impact and without symptoms, at today's level." in page


def test_a_letter_without_a_referring_rule_carries_the_note_alone(clinic: ClinicWithPatient) -> None:
    sign(clinic, Observation("calf_squeeze_positive", text="no"))
    (page,) = pages_of(letter(clinic, text=LetterText(note="Please advise on shoes.")))
    assert "To: Colleague who sees the patient next" in page
    assert "Please see the usual way" in page
    assert "Please advise on shoes." in page
    assert "Why" not in page


def test_what_nobody_has_signed_is_marked_on_every_page_and_in_the_history(clinic: ClinicWithPatient) -> None:
    signed = sign(clinic, Observation("calf_squeeze_positive", text="no"), on=TODAY - timedelta(days=3))
    typed = replace(signed, id="", observations=RUPTURE, assessed_on=TODAY)
    made = letter(clinic, text=LetterText(note="One more line of the story. " * 120), unsigned=typed)
    pages = pages_of(made)
    assert len(pages) == 2
    assert all("DRAFT: the findings are not signed yet." in page for page in pages)
    assert "Calf squeeze: foot does not move 16-Mar-2026" in " ".join(pages)
    assert made.title == "Referral letter (draft)"
    with clinic.session.unit_of_work() as unit:
        given, _ = give_handout(unit, clinic.episode_id, made)
    assert given.title == "Referral letter (draft)"


def test_an_amendment_being_typed_takes_the_place_of_what_it_amends(clinic: ClinicWithPatient) -> None:
    wrong = sign(clinic, Observation("calf_squeeze_positive", text="yes"), Observation("faint", text="yes"))
    typed = replace(wrong, id="", amends=wrong.id, observations=(Observation("faint", text="yes"),))
    page = " ".join(pages_of(letter(clinic, unsigned=typed)))
    assert "New chest signs need a doctor today" in page
    assert "Calf squeeze" not in page


@BOTH_PAPERS
def test_the_longest_letter_keeps_to_two_pages(clinic: ClinicWithPatient, paper: Paper) -> None:
    """Every finding of the form found, every rule fired."""
    forms = clinic.session.forms
    found = [
        Observation(spec.code, text="yes")
        for spec in forms.fields
        if spec.finding and spec.kind == "yes_no" and not spec.site
    ]
    start_plan(clinic)
    sign(clinic, *found)
    pages = pages_of(letter(clinic, paper))
    assert "Please see now" in pages[0]
    assert "RIGHT foot" in pages[0]
    assert len(pages) == 2
    assert re.search(r"and \d+ more", " ".join(pages))


def test_every_page_names_the_patient_and_the_side(clinic: ClinicWithPatient) -> None:
    sign(clinic, *RUPTURE)
    for page in pages_of(letter(clinic, text=LetterText(note="A line. " * 600))):
        assert "RUNNER, Rosa" in page
        assert "RIGHT foot" in page
