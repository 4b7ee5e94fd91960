"""Every rule that refers says to whom, with which question; the most urgent rule sets the pace."""

from footrehab_desktop.progression import Case, decide, read_case, referral_of
from footrehab_desktop.progression.catalogue import DECISION_ROWS
from footrehab_desktop.progression.codes import URGENCIES
from footrehab_desktop.progression.referral_paths import PATHS, STOP, URGENCY_PATHS
from tests.progression.building import TODAY, found, strengthening


def case_with(*codes: str) -> Case:
    return read_case(strengthening(findings=[found(code) for code in codes]))


def test_every_referring_row_has_a_path_and_every_path_a_row() -> None:
    assert set(PATHS) == {row.key for row in DECISION_ROWS if row.decision == "REFER"}
    assert tuple(URGENCY_PATHS) == URGENCIES
    for key, path in PATHS.items():
        assert path.to[0].isupper(), key
        assert path.question.endswith(("?", ".", ")")), key
        assert not path.protect or path.protect.endswith("."), key


def test_no_referral_without_a_referring_rule() -> None:
    assert referral_of(decide(case_with(), TODAY).reasons) is None


def test_a_tendon_rupture_goes_to_the_emergency_department_today_in_a_splint() -> None:
    referral = referral_of(decide(case_with("calf_squeeze_positive"), TODAY).reasons)
    assert referral is not None
    assert (referral.urgency, referral.when, referral.to) == ("SAME_DAY", "today", ("Emergency department",))
    assert referral.questions == ("Is the Achilles tendon torn? Please examine, ultrasound if in doubt.",)
    assert referral.protect == (STOP, "Foot pointed down in a boot or splint, crutches.")


def test_the_most_urgent_rule_names_the_place_and_every_rule_asks_its_question() -> None:
    referral = referral_of(decide(case_with("calf_squeeze_positive", "spreading_redness", "psoriasis",
                                            "long_morning_stiffness"), TODAY).reasons)  # fmt: skip
    assert referral is not None
    assert (referral.urgency, referral.to) == ("EMERGENCY", ("Emergency department",))
    assert [question.split("?")[0] for question in referral.questions] == [
        "Is it a spreading or joint infection",
        "Is the Achilles tendon torn",
        "Is there an inflammatory disease behind the foot pain",
    ]
    assert len(set(referral.protect)) == len(referral.protect)
