"""The words: whole explanations, a sentence for every row, and what would change every HOLD."""

import pytest

from footrehab_desktop.progression import decide, explain_decision, read_case, what_would_change
from footrehab_desktop.progression.catalogue import DECISION_ROWS, TASK_ROWS
from footrehab_desktop.progression.explain import day, reason_sentence, task_sentence
from footrehab_desktop.progression.sentences import CHANGES, HEADLINES, SENTENCES
from footrehab_desktop.progression.sentences_safety import TASK_SENTENCES
from tests.progression.building import (
    TODAY,
    Json,
    ago,
    building,
    found,
    history,
    measure,
    merged,
    result,
    run,
    session,
    strength,
    strengthening,
    walk_running,
)
from tests.progression.gate_examples import at_continuous_running, at_first_run, with_result
from tests.progression.row_examples import last, pains, slow
from tests.progression.test_rows import POSITIVE


def explained(given: Json) -> tuple[str, ...]:
    case = read_case(given)
    return explain_decision(decide(case, case.today))


TEXTS = {
    "progress": (
        walk_running(),
        (
            "Progress to level 4 of PH4 (Walk–run).",
            "Nothing holds, and 2 clean sessions in a row are done at level 3: on to level 4 of PH4 (Walk–run).",
        ),
    ),
    "first exceedance": (
        pains(2, 5, base=walk_running),
        (
            "Hold level 3 of PH4 (Walk–run): same level, same load.",
            "Clean sessions in a row at level 3: 0 of the 2 needed.",
            "Pain reached 5/10 on 13-Mar-2026, once above the ceiling of 4/10, and settled within a day.",
            "2 clean sessions in a row at level 3 open the next level.",
            "Two clean sessions with pain up to 4/10 open the next level.",
        ),
    ),
    "flare": (
        slow(30) | {"episode": {"condition": "flatfoot"}},
        (
            "Step back from level 3 to level 2 of PH2 (Strengthen) and hold there.",
            "This is a flare, the only one in 14 days: back from level 3 to level 2, and no impact until pain is at "
            "its usual level, at most 2/10, and settled for a day.",
            "Symptoms after 13-Mar-2026 took 30 h to settle; 24 h is the limit.",
            "Clean sessions in a row at level 3: 0 of the 2 needed.",
            "A flexible flat foot without symptoms needs no treatment of its shape.",
        ),
    ),
    "thrombosis": (
        strengthening(
            episode={"condition": "forefoot_other"},
            findings=[
                found("calf_larger", value=3.5),
                found("pitting_oedema_one_leg"),
                found("bedridden_or_major_surgery"),
            ],
        ),
        (
            "Refer today: stop all loading.",
            "Deep vein thrombosis is likely, Wells score 3 (limit 2): stop all loading and refer today (Bedridden 3 "
            "days or more, or major surgery within 12 weeks (15-Mar-2026); Calf larger than the other side, 10 cm "
            "below the tibial tuberosity: 3.5 cm (15-Mar-2026); Pitting oedema in this leg only (15-Mar-2026)).",
        ),
    ),
    "gate": (
        with_result(at_first_run(), "heel_raise", 21, 26, set_up="incline"),
        (
            "Hold level 3 of PH3 (Impact preparation): same level, same load.",
            "Before PH4 (Walk–run) these are open: single-leg heel raise, side comparison.",
            "Meet or test again: single-leg heel raise, side comparison.",
        ),
    ),
    "capped": (
        building(request={"week_min": 120}),
        (
            "Progress to level 9 of PH5 (Build).",
            "Nothing holds, and 2 clean sessions in a row are done at level 8: on to level 9 of PH5 (Build).",
            "120 min were asked for; the week is capped at 110 min, 10 % above the last full week.",
        ),
    ),
    "too much": (
        building(request={"week_min": 150}),
        (
            "Hold level 8 of PH5 (Build): same level, same load.",
            "150 min were asked for after 100 min: more than 30 % growth is not planned.",
            "Ask for at most 10 % more than 100 min.",
        ),
    ),
    "light week": (
        building(state={"week_in_cycle": 3}),
        (
            "A lighter week: level 8 of PH5 (Build) with 75 % of the load.",
            "Week 3 of the cycle is a lighter one: the same level with 75 % of the load.",
        ),
    ),
    "pause": (
        pains(2, 8, base=walk_running),
        (
            "Pause and reassess: no impact and no new level until a reassessment is recorded.",
            "Pain of 8/10 on 13-Mar-2026 is severe (limit 8/10): pause and reassess.",
            "This is a flare, the only one in 14 days: back from level 3 to level 2, and no impact until pain is at "
            "its usual level, at most 2/10, and settled for a day.",
            "Pain reached 8/10 on 13-Mar-2026, well above the ceiling of 4/10.",
            "Clean sessions in a row at level 3: 0 of the 2 needed.",
        ),
    ),
    "missing": (
        walk_running(sessions=[run("a", 5, sharp=False), run("b", 3)]),
        (
            "Hold level 3 of PH4 (Walk–run): same level, same load.",
            "For the session on 13-Mar-2026 whether pain was sharp is missing, though other sessions record it.",
            "Record whether pain was sharp for the session on 13-Mar-2026.",
        ),
    ),
    "intensity": (
        merged(walk_running(), {"request": {"adds": ["speed"]}}),
        (
            "Hold level 3 of PH4 (Walk–run): same level, same load.",
            "The next step is more running, and intensity would change in the same week.",
            "Speed must wait for 3 clean continuous runs of 30 min over 14 days; there are 0 over 0 days.",
            "Leave intensity as before, and the next step is open.",
            "Leave this out for now: Speed.",
        ),
    ),
    "lock": (
        walk_running(history=[history(6, "REGRESS", 4, 3, "FL-02")]),
        (
            "Hold level 3 of PH4 (Walk–run): same level, same load.",
            "Level 4 flared and stays closed until 17-Mar-2026, 7 days after the step back.",
            "From 17-Mar-2026 on, with two clean sessions at this level, level 4 opens again.",
        ),
    ),
    "to building": (
        at_continuous_running(episode={"condition": "ankle_sprain"}),
        (
            "Progress to level 13 of PH5 (Build).",
            "Nothing holds, and 2 clean sessions in a row are done at level 12: on to level 13 of PH5 (Build).",
        ),
    ),
    "energy": (
        walk_running(episode={"bone_stress_history": {"elsewhere": 2}}, findings=[found("missed_periods", value=4)]),
        (
            "Refer within seven days: no impact, work without symptoms may go on at the present level.",
            "There are signs of low energy availability (Consecutive missed periods: 4 periods (15-Mar-2026); bone "
            "stress injuries at other sites: 2) and no assessment is on file: arrange a physician-led assessment "
            "within a week; cross-training without symptoms may go on.",
        ),
    ),
    "gait": (
        building(tests=[result("fatigue_gait", 2, cadence_change_pct=-6)]),
        (
            "Step back from level 8 to level 7 of PH5 (Build) and hold there.",
            "Gait gets worse when tired (items worse: 2, 14-Mar-2026; cadence change -6 %, 14-Mar-2026): back to the "
            "last protocol that held.",
        ),
    ),
    "bone": (
        strengthening(
            episode={"condition": "forefoot_other", "site": "navicular"},
            sessions=[strength("a", 5), strength("b", 3, tenderness="bone")],
        ),
        (
            "Refer within one to two working days: stop all loading.",
            "Suspect a bone stress injury at a high-risk site (new bone tenderness (13-Mar-2026); Navicular): no "
            "running, protect the foot, refer urgently.",
            "Imaging of first choice: X-ray, then MRI; an X-ray may be normal for two weeks and more.",
        ),
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_whole_explanation(name: str) -> None:
    given, expected = TEXTS[name]
    assert explained(given) == expected


def test_every_row_has_its_sentence_and_every_hold_its_way_out() -> None:
    assert set(SENTENCES) == {row.key for row in DECISION_ROWS}
    assert set(CHANGES) == {row.key for row in DECISION_ROWS if row.decision == "HOLD"}
    assert set(TASK_SENTENCES) == {row.key for row in TASK_ROWS}
    assert set(HEADLINES) == {
        "EMERGENCY",
        "SAME_DAY",
        "URGENT",
        "SOON",
        "ROUTINE",
        "PAUSE",
        "REGRESS",
        "DELOAD",
        "HOLD",
        "PROGRESS",
    }


@pytest.mark.parametrize(("key", "given"), POSITIVE)
def test_every_fired_row_speaks_a_whole_sentence(key: str, given: Json) -> None:
    case = read_case(given)
    decision = decide(case, case.today)
    said = [reason_sentence(r) for r in decision.reasons if r.key == key] + [
        task_sentence(t) for t in decision.tasks if t.key == key
    ]
    assert said
    for sentence in (*said, *what_would_change(decision)):
        assert sentence[0].isupper() or sentence[0].isdigit()
        assert sentence.endswith(".")
        assert not any(mark in sentence for mark in ("{", "}", "()", "None", "True", "_"))


def test_a_hold_always_says_what_would_change_it() -> None:
    case = read_case(strengthening(sessions=[session("a", 0)], measures=[measure("TSK-11", 40)]))
    decision = decide(case, case.today)
    assert decision.decision == "HOLD"
    assert what_would_change(decision) == (
        "2 clean sessions in a row at level 3 open the next level.",
        "Review again once the 2 days after 16-Mar-2026 are over.",
        "A TSK-11 below 36 opens new impact; work with graded exposure.",
    )


def test_only_a_hold_says_what_would_change() -> None:
    case = read_case(last(limp=True))
    assert what_would_change(decide(case, case.today)) == ()


def test_days_are_written_the_same_everywhere() -> None:
    assert day(TODAY) == "16-Mar-2026"
    assert [ago(0), day(TODAY.replace(month=12, day=1))] == ["2026-03-16", "01-Dec-2026"]
