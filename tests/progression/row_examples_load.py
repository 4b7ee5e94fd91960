"""For every load and closing row: cases on which it fires, and cases just beside."""

from typing import Any

from tests.progression.building import (
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
from tests.progression.gate_examples import FIRST_RUN_TESTS, at_first_run
from tests.progression.row_examples import last, week
from tests.progression.row_examples_safety import Examples, of


def volume(minutes: float, **changes: Any) -> Json:
    """A building week with so many minutes asked for."""
    return building(request={"week_min": minutes}, **changes)


def light(days_ago: int, base: Any = building, **changes: Any) -> Json:
    """A case with a light week set so many days ago."""
    level = 8 if base is building else 3
    return base(history=[history(days_ago, "DELOAD", level, level, "LD-07")], **changes)


def top_runs(*gaps: int, **fields: Any) -> Json:
    """Clean runs at the last stage of W-GEN, so many days ago each."""
    return walk_running(
        state={"level": 12, "stable_levels": [10, 11]},
        sessions=[run(f"t{n}", gap, level=12, **fields) for n, gap in enumerate(gaps)],
    )


def asked(base: Json, *adds: str) -> Json:
    """A case with additions asked for."""
    return merged(base, {"request": {"adds": list(adds)}})


def every_other_day(*days_ago: int, **changes: Any) -> Json:
    """Clean runs so many days ago."""
    return walk_running(sessions=[run(f"r{n}", ago_days) for n, ago_days in enumerate(days_ago)], **changes)


def jumps(*pairs: tuple[int, int]) -> Json:
    """Jump sessions: days ago and foot contacts."""
    return strengthening(
        sessions=[
            session(f"j{n}", ago_days, kind="plyometric", impact=True, foot_contacts=contacts)
            for n, (ago_days, contacts) in enumerate(pairs)
        ]
    )


def gap(days_ago: int) -> Json:
    """One session, so many days ago."""
    return strengthening(sessions=[strength("a", days_ago)])


BATTERY = [result(code, 20, 20) for code in ("heel_raise", "weight_bearing_lunge", "single_leg_stance", "toe_strength")]
LOAD: Examples = {
    "LD-01:blocked": (
        [volume(131), building(request={"week_min": 60}, state={"reference_week_min": 0})],
        [
            volume(130),
            volume(59, state={"reference_week_min": 10}),
            walk_running(request={"week_min": 200}, state={"reference_week_min": 90}),
        ],
    ),
    "LD-01:unknown": (
        [volume(100, state={"reference_week_min": None})],
        [volume(100), volume(100, state={"reference_week_min": None}, weeks=[week(7, run_min=95)])],
    ),
    "LD-01:week": (
        [building(history=[history(6, "PROGRESS", 7, 8)])],
        [building(history=[history(7, "PROGRESS", 7, 8)]), walk_running(history=[history(6, "PROGRESS", 2, 3)])],
    ),
    "LD-02": (
        [walk_running(history=[history(6, "PROGRESS", 1, 2), history(4, "PROGRESS", 2, 3)])],
        [
            walk_running(history=[history(7, "PROGRESS", 1, 2), history(6, "PROGRESS", 2, 3)]),
            strengthening(history=[history(6, "PROGRESS", 1, 2), history(4, "PROGRESS", 2, 3)]),
        ],
    ),
    "LD-03:blocked": (
        [building(request={"long_run_min": 53})],
        [
            building(request={"long_run_min": 52}),
            walk_running(request={"long_run_min": 53}, state={"longest_run_30d_min": 40}),
        ],
    ),
    "LD-04": (
        [
            asked(volume(105), "shoe"),
            asked(building(), "hills", "terrain"),
            building(
                request={"surface": 3, "cadence_change_pct": 3},
                sessions=[run("a", 16, surface=2), run("b", 3, surface=2)],
            ),
            asked(building(sessions=[run("a", 10, shoe="A"), run("b", 3, shoe="B")]), "hills"),
            asked(building(sessions=[run("a", 10, surface=1), run("b", 3, surface=2)]), "hills"),
            asked(building(request={"long_run_min": 44}), "gait_cue"),
        ],
        [
            asked(building(), "hills", "speed"),
            asked(volume(100), "shoe"),
            building(sessions=[run("a", 5, shoe="A"), run("b", 3, shoe="B")]),
            asked(strengthening(), "sets"),
        ],
    ),
    "LD-04:progress": (
        [asked(walk_running(), "shoe"), asked(building(), "terrain")],
        [asked(strengthening(), "shoe"), volume(105), asked(walk_running(), "shoe", "terrain")],
    ),
    "LD-05": (
        [
            asked(walk_running(), "speed"),
            asked(top_runs(17, 10, 4), "hills"),
            asked(top_runs(17, 12, 8), "hills"),
            asked(strengthening(), "tempo"),
        ],
        [asked(building(), "hills"), asked(top_runs(17, 11, 7, 3), "hills"), asked(walk_running(), "shoe")],
    ),
    "LD-06": (
        [every_other_day(5, 4), every_other_day(4, 4)],
        [
            every_other_day(5, 3),
            building(sessions=[run("a", 4), run("b", 3)]),
            every_other_day(5, 4, history=[history(2, "HOLD", 3, 3)]),
        ],
    ),
    "LD-06:week": ([every_other_day(8, 6, 5, 4, 2)], [every_other_day(9, 7, 6, 4, 2), every_other_day(8, 6, 4, 2)]),
    "LD-07": (
        [
            building(state={"week_in_cycle": 3}),
            building(state={"week_in_cycle": 6}),
            building(state={"cycle_started_on": ago(14)}),
            building(state={"week_in_cycle": 3}, history=[history(14, "REGRESS", 9, 8)]),
            building(state={"cycle_started_on": ago(8 * 7 + 14), "cycle_weeks": 8}),
        ],
        [
            building(state={"week_in_cycle": 4}),
            building(state={"cycle_started_on": ago(13)}),
            building(state={"week_in_cycle": 3}, history=[history(13, "REGRESS", 9, 8)]),
            light(6, state={"week_in_cycle": 3}),
        ],
    ),
    "LD-08": (
        [
            building(state={"weeks_since_light": 4}),
            building(state={"light_week_on": ago(35)}),
            building(state={"cycle_started_on": ago(28)}),
        ],
        [
            building(state={"weeks_since_light": 3}),
            building(state={"light_week_on": ago(34)}),
            building(state={"weeks_since_light": 4}, history=[history(13, "PAUSE", 8, 8)]),
            light(6, state={"weeks_since_light": 4}),
        ],
    ),
    "LD-09": (
        [
            light(7, walk_running, state={"first_review_after_light_week": True}),
            walk_running(state={"first_review_after_light_week": True}),
            light(11, walk_running, state={"first_review_after_light_week": True}),
        ],
        [
            light(12, walk_running, state={"first_review_after_light_week": True}),
            light(7, state={"first_review_after_light_week": True}),
            light(7, walk_running),
        ],
    ),
    "LD-09:running": ([light(6)], [light(7), building()]),
    "LD-10": (
        [
            building(state={"week_in_cycle": 8, "cycle_weeks": 8}),
            building(state={"week_in_cycle": 7, "cycle_weeks": 7}, tests=BATTERY[:3]),
        ],
        [
            building(state={"week_in_cycle": 7, "cycle_weeks": 8}),
            building(state={"week_in_cycle": 8, "cycle_weeks": 8}, tests=[result("fatigue_gait", 0), *BATTERY]),
        ],
    ),
    "LD-11": (
        [
            gap(7),
            gap(13),
            strengthening(sessions=[strength("a", 9), session("c", 1, kind="swim")]),
            strengthening(sessions=[strength("a", 9, completed_pct=0)]),
        ],
        [gap(6), gap(14)],
    ),
    "LD-11:long": ([gap(14), gap(27)], [gap(13), gap(28)]),
    "LD-11:reassess": (
        [gap(28), walk_running(sessions=[], state={"last_run_on": ago(40)})],
        [gap(27), strengthening(sessions=[])],
    ),
    "LD-13": ([strengthening(request={"level": 5})], [strengthening(request={"level": 4})]),
    "LD-14": (
        [
            strengthening(sessions=[strength("a", 3)]),
            strengthening(sessions=[strength("a", 5), strength("b", 3, level=2)]),
            strengthening(sessions=[strength("a", 11), strength("b", 4)]),
            strengthening(history=[history(4, "PROGRESS", 2, 3)]),
            walk_running(sessions=[run("a", 5), strength("b", 3)]),
            strengthening(sessions=[strength("a", 5), session("c", 3, kind="cycle", impact=False)]),
            last(limp=True),
        ],
        [
            strengthening(),
            strengthening(sessions=[strength("a", 10), strength("b", 4)]),
            strengthening(history=[history(6, "PROGRESS", 2, 3)]),
            walk_running(
                state={"level": 0},
                sessions=[session("a", 5, kind="walk", impact=False), session("b", 3, kind="walk", impact=False)],
            ),
            strengthening(
                history=[history(3, "PROGRESS", 2, 3)], sessions=[strength("a", 3, level=3), strength("b", 2)]
            ),
        ],
    ),
    "LD-16": (
        [walk_running(sessions=[run("a", 5, hr_over_usual_bpm=11), run("b", 3, hr_over_usual_bpm=10.5)])],
        [
            walk_running(sessions=[run("a", 5, hr_over_usual_bpm=11), run("b", 3, hr_over_usual_bpm=10)]),
            walk_running(
                sessions=[run("a", 7, hr_over_usual_bpm=11), run("b", 5, hr_over_usual_bpm=12)],
                history=[history(2, "DELOAD", 3, 3)],
            ),
        ],
    ),
    "LD-17": (
        [building(weeks=[week(28 - 7 * n, srpe_load=load) for n, load in enumerate((100, 100, 100, 131))])],
        [
            building(weeks=[week(28 - 7 * n, srpe_load=load) for n, load in enumerate((100, 100, 100, 130))]),
            building(weeks=[week(21 - 7 * n, srpe_load=load) for n, load in enumerate((100, 100, 200))]),
        ],
    ),
    "LD-18": (
        [
            asked(strengthening(), "load"),
            asked(strengthening(sessions=[strength("a", 5, extra_reps=1), strength("b", 3, extra_reps=2)]), "load"),
        ],
        [
            asked(strengthening(sessions=[strength("a", 5, extra_reps=2), strength("b", 3, extra_reps=2)]), "load"),
            strengthening(),
        ],
    ),
    "LD-19": (
        [jumps((5, 101)), jumps((5, 100), (3, 121))],
        [jumps((5, 100), (3, 120)), jumps((7, 100), (5, 120), (3, 144))],
    ),
    "LD-19:spacing": ([jumps((4, 60), (3, 60))], [jumps((5, 60), (3, 60))]),
    "LD-19:week": ([jumps((8, 60), (6, 60), (4, 60), (2, 60))], [jumps((9, 60), (6, 60), (4, 60), (2, 60))]),
    "LD-20": ([asked(strengthening(), "sets", "reps")], [asked(strengthening(), "sets")]),
}


def at_top(phase: str, **changes: Any) -> Json:
    """A case at the last rung of a phase, its gate open."""
    top = {"PH0": 0, "PH1": 3, "PH2": 6, "PH3": 3}[phase]
    return strengthening(state={"phase": phase, "level": top, "stable_levels": []}, **changes)


def last_building_week(**changes: Any) -> Json:
    """A case in the last week of PH5."""
    return building(state={"top_level": 8}, **changes)


OUTCOME: Examples = {
    "GA-R1": (
        [strengthening(tests=[result("single_leg_stance", 40, 40, days=20), result("single_leg_stance", 32, 40)])],
        [
            strengthening(tests=[result("single_leg_stance", 40, 40, days=20), result("single_leg_stance", 33, 40)]),
            strengthening(
                tests=[result("single_leg_stance", 40, 40, days=20), result("single_leg_stance", 20, 40)],
                history=[history(2, "HOLD", 3, 3)],
            ),
            strengthening(tests=[result("single_leg_stance", 0, 40, days=20), result("single_leg_stance", 0, 40)]),
        ],
    ),
    "GA-R1:arch": (
        [strengthening(tests=[result("step_down", 0, days=20), result("step_down", 1)])],
        [
            strengthening(tests=[result("step_down", 1, days=20), result("step_down", 1)]),
            strengthening(tests=[result("step_down", 1)]),
            strengthening(tests=[{"test": "step_down", "on": ago(20)}, result("step_down", 1)]),
        ],
    ),
    "HL-03": (
        [building(state={"phase": "PH6", "level": 52})],
        [building(state={"phase": "PH6", "level": 51}), building(state={"level": 52})],
    ),
    "HL-02": ([strengthening(), walk_running(), building()], [last(limp=True), strengthening(sessions=[])]),
    "LD-01": ([volume(111), volume(130)], [volume(110), volume(131), building()]),
    "LD-03": (
        [
            building(request={"long_run_min": 45}),
            building(request={"long_run_min": 45}, sessions=[run("z", 31, run_min=60), run("a", 5), run("b", 3)]),
        ],
        [
            building(request={"long_run_min": 45}, sessions=[run("z", 30, run_min=60), run("a", 5), run("b", 3)]),
            building(request={"long_run_min": 44}),
            building(),
        ],
    ),
    "LD-09:cap": ([light(7, state={"first_review_after_light_week": True})], [light(7), light(7, walk_running)]),
    "PM-02:uneven": (
        [
            strengthening(sessions=[strength("a", 5, swelling=0), strength("b", 3)]),
            walk_running(sessions=[run("a", 5, pain_48h=1), run("b", 3)]),
        ],
        [
            strengthening(sessions=[strength("a", 5, swelling=0), strength("b", 3, swelling=0)]),
            strengthening(sessions=[strength("a", 5, pain_48h=1), strength("b", 3)]),
            strengthening(),
        ],
    ),
    "GA-01": ([at_top("PH0")], [strengthening()]),
    "GA-12": ([at_top("PH1")], [strengthening(state={"phase": "PH1", "level": 2})]),
    "GA-23": ([at_top("PH2"), strengthening(state={"top_level": 3})], [strengthening(state={"level": 5})]),
    "GA-34": ([at_top("PH3")], [at_first_run()]),
    "GA-45": ([top_runs(5, 3)], [walk_running(state={"level": 11})]),
    "GA-56": ([last_building_week()], [building()]),
    "BS-01": (
        [of("bsi_low", at_top("PH3")), of("bsi_low", at_first_run(), findings=[found("focal_bone_tenderness")])],
        [at_top("PH3"), of("bsi_low", walk_running(state={"table": "W-BSI"}))],
    ),
    "PP-05": (
        [of("plantar_plate", at_top("PH2", tests=[result("toe_strength", 79.9, 100)]))],
        [of("plantar_plate", at_top("PH2", tests=[result("toe_strength", 80, 100)])), at_top("PH2")],
    ),
    "TP-02": (
        [
            of("pttd", at_first_run()),
            of("pttd", at_first_run(tests=[*FIRST_RUN_TESTS, result("heel_raise_with_inversion", 24)])),
        ],
        [of("pttd", at_first_run(tests=[*FIRST_RUN_TESTS, result("heel_raise_with_inversion", 25)])), at_top("PH3")],
    ),
    "PS-02": (
        [last_building_week(measures=[measure("I-PRRS", 49.9)])],
        [last_building_week(measures=[measure("I-PRRS", 50)]), building()],
    ),
}
