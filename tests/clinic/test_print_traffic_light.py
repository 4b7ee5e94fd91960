"""The traffic-light card says what the rules of this very patient say, read back from the bytes that are printed."""

from dataclasses import replace

import pytest

from footrehab_desktop.clinic.own_protocols import Adjustment, save_adjustment
from footrehab_desktop.clinic.print_handout import PreparedHandout
from footrehab_desktop.clinic.print_traffic_light import prepare_traffic_light
from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import extract_text
from footrehab_desktop.records.values import Clinic, EpisodeDetails
from tests.support.session_factory import HEEL_PAIN, TODAY, ClinicWithPatient, make_patient, start_plan

HEEL = HEEL_PAIN.condition


def card(clinic: ClinicWithPatient, options: PrintOptions | None = None) -> PreparedHandout:
    with clinic.session.unit_of_work() as unit:
        return prepare_traffic_light(unit, clinic.episode_id, TODAY, options or PrintOptions())


def words(prepared: PreparedHandout) -> str:
    return " ".join(" ".join(extract_text(prepared.pdf)).split())


def card_for(clinic: ClinicWithPatient, details: EpisodeDetails) -> str:
    return words(card(make_patient(clinic.session, episode=details)))


def test_the_card_says_what_the_shipped_rules_say(clinic: ClinicWithPatient) -> None:
    start_plan(clinic)
    text = words(card(clinic))
    for sentence in (
        "Pain during was 4 out of 10 or less.",
        "Back to your usual within 24 hours.",
        "2 good sessions in a row: the next step",
        "Pain during was 5 out of 10, once, and settled within 24 hours.",
        "Stiff for 5 minutes or more longer than usual, but less than 15.",
        "Pain during was 6 out of 10 or more, or above 4 twice in 3 sessions.",
        "Pain at rest above 2 out of 10.",
        "Pain of 8 out of 10 or more.",
        "“Go back” a second time within 14 days.",
        "RUNNER, Rosa",
        "RIGHT foot",
        "Plan 1 · rules 2026.1",
    ):
        assert sentence in text
    assert text.index("STOP") < text.index("GO BACK") < text.index("REPEAT") < text.index("All of these")


@pytest.mark.parametrize(
    ("figure", "value", "sentence"),
    [
        (f"B1.ceiling.{HEEL}", 2, "Pain during was 2 out of 10 or less."),
        (f"B1.ceiling.{HEEL}", 2, "Pain during was 3 out of 10, once"),
        (f"B1.ceiling.{HEEL}", 2, "Pain during was 4 out of 10 or more, or above 2 twice"),
        (f"B1.rest.{HEEL}", 1, "Pain at rest above 1 out of 10."),
        (f"B1.rest.{HEEL}", 0, "Any pain at rest."),
        ("LD-14.clean", 3, "3 good sessions in a row"),
        ("PM-06.over", 1, "Pain during was 5 out of 10 or more"),
        ("PM-06.sessions", 5, "twice in 5 sessions"),
        ("PM-07.severe", 7, "Pain of 7 out of 10 or more."),
        ("PM-09.settled_h", 18, "Back to your usual within 18 hours."),
        ("PM-09.rise", 1, "Pain next morning 1 or more above your usual, or not settled after"),
        ("PM-12b.settled_h", 60, "Not back to usual after 60 hours."),
        ("PM-13.stiff_min", 8, "Stiff for 8 minutes or more"),
        ("PM-14.stiff_min", 12, "Stiff for 12 minutes or more longer than usual."),
        ("PM-15.swelling_h", 16, "New swelling for more than 16 hours"),
        ("PM-19.nights", 1, "Pain wakes you on 1 or more nights"),
        ("FL-02.days", 10, "within 10 days"),
        ("FL-02.pain", 1, "until pain is 1 out of 10 or less"),
    ],
)
def test_a_figure_that_the_clinic_changed_stands_on_the_card(
    clinic: ClinicWithPatient, figure: str, value: float, sentence: str
) -> None:
    assert sentence not in words(card(clinic))
    with clinic.session.unit_of_work() as unit:
        save_adjustment(unit, clinic.session.library, HEEL, Adjustment({figure: value}, {}))
    text = words(card(clinic))
    assert sentence in text
    assert "rules 2026.1 " in text, "whose rules they are stands on the card"


def test_the_clinicians_own_limit_moves_every_zone(clinic: ClinicWithPatient) -> None:
    text = card_for(clinic, replace(HEEL_PAIN, pain_ceiling=1))
    assert "Pain during was 1 out of 10 or less." in text
    assert "Pain during was 2 out of 10, once" in text
    assert "Pain during was 3 out of 10 or more" in text


def test_after_a_bone_stress_injury_no_pain_is_allowed_at_all(clinic: ClinicWithPatient) -> None:
    low = card_for(clinic, replace(HEEL_PAIN, condition="bsi_low", site="calcaneus"))
    assert "No pain at the bone: not during, not after, not the next day." in low
    assert "Pain at the bone of 1 out of 10 or more" in low
    assert "First walk without any pain for 48 hours." in low
    assert low.index("GO BACK") < low.index("Pain at the bone of 1") < low.index("REPEAT")
    high = card_for(clinic, replace(HEEL_PAIN, condition="bsi_high", site="navicular"))
    assert high.index("STOP") < high.index("Any pain at the bone") < high.index("GO BACK")
    assert low.index("STOP") < low.index("Pain of 8 out of 10 or more.") < low.index("GO BACK"), (
        "the worst stands first"
    )
    assert low.index("STOP") < low.index("Not back to usual after 72 hours.") < low.index("GO BACK")
    assert "out of 10 or more." not in high, "of a high-risk bone any pain is enough"
    for text in (low, high):
        assert "Pain during was" not in text
        assert "above your usual" not in text


def test_a_limit_of_zero_without_a_bone_injury_leaves_no_margin(clinic: ClinicWithPatient) -> None:
    text = card_for(clinic, replace(HEEL_PAIN, condition="post_op", pain_ceiling=0))
    assert "No pain during." in text
    assert "Any pain during." in text
    assert "once, and settled" not in text


def test_the_phone_number_stands_where_it_is_needed(clinic: ClinicWithPatient) -> None:
    with clinic.session.unit_of_work() as unit:
        phone = unit.clinics.get().phone
        unit.clinics.save(Clinic("Harbour Physiotherapy", phone=""))
        unit.commit()
    assert phone not in words(card(clinic))
    assert "Phone your clinic today." in words(card(clinic))
    with clinic.session.unit_of_work() as unit:
        unit.clinics.save(Clinic("Harbour Physiotherapy", phone="01865 555 0101"))
        unit.commit()
    assert "Phone your clinic today: 01865 555 0101" in words(card(clinic))


def test_the_card_for_the_wallet_says_the_same(clinic: ClinicWithPatient) -> None:
    folded, sheet = card(clinic, PrintOptions(layout="card")), card(clinic)
    assert folded.pages == 1
    for sentence in (
        "Pain during was 4 out of 10 or less.",
        "Sharp pain, or you limp.",
        "Get help at once if you cannot stand on it, the foot is cold, blue or numb, the calf is hot and swollen",
        "RUNNER, Rosa",
        "Born 03-Feb-1984",
    ):
        assert sentence in words(folded)
        assert sentence in words(sheet)


@pytest.mark.parametrize(
    "options", [PrintOptions(layout="card", size="large_print"), PrintOptions("A5", layout="card")]
)
def test_a_wallet_card_that_nobody_could_read_is_refused(clinic: ClinicWithPatient, options: PrintOptions) -> None:
    with pytest.raises(UserFixableError, match="A4 or Letter"):
        card(clinic, options)
