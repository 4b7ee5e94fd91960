"""How many keys a first assessment and a review take: every key press is counted, in the real window.

The case is a typical one: a runner with plantar heel pain of the right foot. Numbers, choices and short words are
typed as a clinician would; what is not examined on a first visit is left open.
"""

import pytest

from tests.support.counted_keys import CountedKeys, Opened
from tests.support.session_factory import make_patient, start_plan

MOST_BASELINE = 180
MOST_REVIEW = 60


def test_a_typical_baseline_takes_at_most_180_keys(opened: Opened, capsys: pytest.CaptureFixture[str]) -> None:
    keys = opened.keys
    clinic = make_patient(opened.session)
    opened.assess(clinic)
    keys.on("Shift+A")
    history(keys)
    training(keys)
    pain(keys)
    body_chart(keys)
    foot_tests(keys)
    gait_and_shoes(keys)
    mind(keys)
    keys.to("Outcome measures")
    keys.type("44332255443322554433221")
    keys.to("Goals")
    keys.type("Run 10 km/")
    assessment = opened.sign(clinic)
    with capsys.disabled():
        print(f"\ntypical baseline: {keys.pressed} keys, {len(assessment.observations)} answers")
    assert [(o.instrument, o.missing) for o in assessment.outcomes] == [("FFI", 0)], assessment.outcomes
    answers = {(o.code, o.side): o.text or o.number for o in assessment.observations}
    assert answers["onset", None] == "gradual"
    assert answers["causes", None] == "load_jump forefoot_overload"
    assert [answers["heel_raise", side] for side in ("left", "right")] == [24, 20]
    assert answers["self_harm_thoughts", None] == "no"
    assert answers["chart_pain_plantar_fascia_origin", "right"] == 6
    assert len(answers) > 160
    assert keys.pressed <= MOST_BASELINE


def history(keys: CountedKeys) -> None:
    """Six weeks ago, gradually, unchanged since; load raised too fast, forefoot overloaded."""
    keys.to("History")
    keys.type("-6w/gulf/")


def training(keys: CountedKeys) -> None:
    """Kilometres a week and runs a week, before and now."""
    keys.to("Training")
    keys.type("30/12/4/2/")


def pain(keys: CountedKeys) -> None:
    """How strong, over the day, around a run; which movements hurt on the right, down the column."""
    keys.to("Pain")
    keys.type("31/620" + "45/0/" + "275342" + "2430")
    keys.on("Space")
    keys.type("34532542")


def body_chart(keys: CountedKeys) -> None:
    """Where the plantar fascia begins at the right heel: sharp, NPRS 6, tender."""
    keys.to("Body chart")
    keys.on("Tab", "Tab", "Tab", "Tab")
    assert keys.at == "Find a region of the foot"
    keys.type("ori/r16y")


def foot_tests(keys: CountedKeys) -> None:
    """Lunge, heel raise, balance, foot posture on both sides; the tests of the heel; what daily load does."""
    keys.to("Range of motion")
    keys.type("10/8/")
    keys.to("Strength and endurance")
    keys.type("24/20/")
    keys.to("Balance")
    keys.type("42/38/")
    keys.to("Arch and posture")
    keys.type("111111111111")
    keys.to("Forefoot and heel tests")
    keys.type("yyn")
    keys.to("Function under load")
    keys.type("y32")


def gait_and_shoes(keys: CountedKeys) -> None:
    """Walks with a short stance; the shoe has run 520 km in eight months and is worn."""
    keys.to("Gait")
    keys.type("s/")
    keys.to("Footwear and orthoses")
    keys.on("Down")
    keys.type("520")
    keys.on("Down")
    keys.type("8")
    keys.on("Down")
    keys.type("y")


def mind(keys: CountedKeys) -> None:
    """Mood, fear, sleep, support, beliefs; eating and safety."""
    keys.to("Mind and energy")
    keys.type("4ss2nmgg4uy1s")
    keys.type("nn0/nn")


def test_a_review_takes_at_most_60_keys(opened: Opened, capsys: pytest.CaptureFixture[str]) -> None:
    """Red flags again, pain, the two tests of the next gate on both sides; everything else stays as it was."""
    keys = opened.keys
    clinic = make_patient(opened.session)
    start_plan(clinic)
    opened.assess(clinic)
    keys.on("Shift+A")
    keys.to("Pain")
    keys.type("21/420")
    keys.type("20/3/")
    keys.type("132110")
    keys.to("Range of motion")
    keys.type("11/10/")
    keys.to("Strength and endurance")
    keys.type("26/24/")
    assessment = opened.sign(clinic)
    with capsys.disabled():
        print(f"\ntypical review: {keys.pressed} keys, {len(assessment.observations)} answers")
    assert assessment.kind == "review"
    assert keys.pressed <= MOST_REVIEW
