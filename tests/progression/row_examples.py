"""For every session, flare, course, load and closing row: cases on which it fires, and cases just beside."""

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
from tests.progression.row_examples_safety import PAIN_BETTER, PAIN_STUCK, Examples, findings, of, weeks

BASELINE_SWELLING = {"state": {"baseline_swelling": 1}}


def last(base: Any = strengthening, days: int = 3, **fields: Any) -> Json:
    """The base case with these fields in its last session."""
    given = base()
    given["sessions"][-1] |= {"on": ago(days), **fields}
    return given


def without(*names: str) -> Json:
    """The quiet case without some fields of its last session."""
    given = strengthening()
    for name in names:
        del given["sessions"][-1][name]
    return given


def pains(*values: int, base: Any = strengthening) -> Json:
    """The base case with sessions of these pains."""
    given = base()
    kind = {"kind": "run", "impact": True} if base is not strengthening else {"kind": "strength", "impact": False}
    given["sessions"] = [
        session(f"s{n}", 3 + 2 * (len(values) - 1 - n), **kind) | {"pain_during": value}
        for n, value in enumerate(values)
    ]
    return given


def surgeon(ceiling: int, pain: int) -> Json:
    """A post-op case with the surgeon's ceiling and a pain."""
    given = of("post_op", last(pain_during=pain), episode={"restriction": "PH2", "pain_ceiling": ceiling})
    given["sessions"][0]["pain_during"] = 0
    return given


def slow(hours: float, **fields: Any) -> Json:
    """The quiet case with hours to settle."""
    return last(settle_h=hours, **fields)


def unsettled(pain_24h: int, **fields: Any) -> Json:
    """The quiet case with the next day's pain instead of hours."""
    return merged(without("settle_h"), {}) | {
        "sessions": [strength("a", 5), {"id": "b", "on": ago(3), "kind": "strength", "impact": False, "pain_during": 2,
                                        "pain_24h": pain_24h, **fields}]
    }  # fmt: skip


SESSIONS: Examples = {
    "PM-01": (
        [last(days=0), last(walk_running, days=1), last(days=1, impact=None)],
        [last(days=1), last(walk_running, days=2)],
    ),
    "PM-02": ([without("settle_h")], [unsettled(1), last(days=0, settle_h=None)]),
    "PM-02:pain": ([without("pain_during")], [strengthening()]),
    "PM-04": ([unsettled(2)], [unsettled(1), unsettled(3), last(pain_24h=2)]),
    "PM-05": ([pains(2, 5)], [pains(2, 4), pains(2, 6), slow(25, pain_during=5), of("bsi_low", pains(0, 1))]),
    "PM-06": ([pains(2, 6), surgeon(0, 1)], [pains(2, 5), surgeon(0, 0), of("bsi_low", pains(0, 1))]),
    "PM-06:again": (
        [pains(5, 5), pains(5, 2, 5), pains(5) | {"history": [history(5, "HOLD", 3, 3, "PM-05")]}],
        [pains(5, 2, 2, 5), pains(5), pains(2, 2, 5) | {"history": [history(12, "HOLD", 3, 3, "PM-05")]}],
    ),
    "PM-07": ([pains(8)], [pains(7)]),
    "PM-08": ([last(sharp=True)], [last(sharp=False)]),
    "PM-09": ([slow(24.1), slow(48)], [slow(24), slow(48.1), slow(30, ache_elsewhere_only=True)]),
    "PM-09:pain": (
        [unsettled(3), last(pain_24h=3)],
        [unsettled(2), slow(30, pain_24h=3), last(pain_24h=3, ache_elsewhere_only=True)],
    ),
    "PM-10": ([last(limp=True)], [last(limp=False)]),
    "PM-11": ([last(pain_48h=3)], [last(pain_48h=2), last(pain_48h=3, ache_elsewhere_only=True)]),
    "PM-12": ([slow(48.1), slow(72), slow(50, ache_elsewhere_only=True)], [slow(48), slow(72.1)]),
    "PM-12b": ([slow(72.1)], [slow(72)]),
    "PM-13": (
        [last(stiffness_delta_min=5), last(stiffness_delta_min=14)],
        [last(stiffness_delta_min=4), last(stiffness_delta_min=15)],
    ),
    "PM-14": ([last(stiffness_delta_min=15)], [last(stiffness_delta_min=14)]),
    "PM-15": (
        [last(swelling=1, swelling_h=24)],
        [last(swelling=0, swelling_h=0), last(swelling=1, swelling_h=24.1), last(swelling=1)],
    ),
    "PM-15:hours": ([last(swelling=1)], [last(swelling=0), last(swelling=1, swelling_h=3)]),
    "PM-16": (
        [merged(last(swelling=2, swelling_h=25), BASELINE_SWELLING)],
        [
            merged(last(swelling=2, swelling_h=24), BASELINE_SWELLING),
            merged(last(swelling=1, swelling_h=25), BASELINE_SWELLING),
            last(swelling=1, swelling_h=25),
        ],
    ),
    "PM-17": (
        [last(swelling=1, swelling_h=25)],
        [last(swelling=1, swelling_h=24), merged(last(swelling=2, swelling_h=25), BASELINE_SWELLING)],
    ),
    "PM-17:marked": (
        [last(swelling=2), merged(last(swelling=3), BASELINE_SWELLING)],
        [last(swelling=1), merged(last(swelling=2), BASELINE_SWELLING)],
    ),
    "PM-18": (
        [last(rest_pain=3), of("plantar_plate", last(rest_pain=1)), of("pttd", last(rest_pain=2))],
        [last(rest_pain=2), of("plantar_plate", last(rest_pain=0)), of("pttd", last(rest_pain=1))],
    ),
    "PM-19": ([last(night_waking_nights_7d=2)], [last(night_waking_nights_7d=1)]),
    "PM-20": ([last(tenderness="soft_tissue")], [last(tenderness="none"), last(tenderness="bone")]),
    "PM-22": ([last(completed_pct=79.9)], [last(completed_pct=80)]),
    "LD-15": ([last(rpe=7, target_rpe=5)], [last(rpe=6, target_rpe=5), last(rpe=10)]),
    "LD-15:easy": (
        [last(walk_running, rpe=7), last(walk_running, rpe=7, target_rpe=4)],
        [last(walk_running, rpe=6), last(walk_running, rpe=7, target_rpe=6), last(rpe=7)],
    ),
    "BS-03": (
        [of("bsi_low", last(pain_during=1)), of("bsi_low", last(pain_during=0, pain_24h=1))],
        [of("bsi_low", pains(0, 0)), last(pain_during=1)],
    ),
}


def flare(**changes: Any) -> Json:
    """The quiet case with a limp in the last session."""
    return last(limp=True) | changes


def earlier(days: int, *rules: str) -> Json:
    """A flare with one flare before it."""
    return flare(history=[history(days, "REGRESS", 4, 3, *(rules or ("PM-06", "FL-02")))])


PAUSED = history(10, "PAUSE", 3, 3, "PM-07")
SENT_ON = history(10, "REFER", 3, 3, "SF-12")
FLARES: Examples = {
    "FL-02": (
        [flare(), earlier(15)],
        [strengthening(), earlier(14), last(limp=True, trigger="new_shoe"), earlier(14, "FL-03")],
    ),
    "FL-03": (
        [earlier(14), flare(sessions=[strength("a", 5, limp=True), strength("b", 3, limp=True)])],
        [earlier(15), flare(), earlier(14, "PM-05")],
    ),
    "FL-04": (
        [
            flare(history=[history(28, "REGRESS", 4, 3, "PM-06"), history(20, "REGRESS", 4, 3, "PM-06")]),
            flare(history=[history(20, "REGRESS", 4, 2, "PM-06", flares=[ago(28), ago(22)])]),
        ],
        [
            flare(history=[history(29, "REGRESS", 4, 3, "PM-06"), history(20, "REGRESS", 4, 3, "PM-06")]),
            flare(history=[history(20, "REGRESS", 4, 2, "PM-06", flares=[ago(29), ago(22)])]),
            strengthening(history=[history(n, "REGRESS", 4, 3, "PM-06") for n in (20, 12, 8)]),
        ],
    ),
    "FL-05": (
        [last(limp=True, trigger="travel")],
        [last(limp=True, trigger="training"), last(trigger="travel"), flare()],
    ),
    "FL-06": (
        [
            strengthening(history=[history(6, "REGRESS", 4, 3, "FL-02")]),
            strengthening(history=[{"on": ago(6), "decision": "REGRESS"}]),
            strengthening(history=[history(6, "HOLD", 4, 3, "FL-07")]),
            strengthening(state={"locked_level": 4, "locked_until": ago(-1)}),
        ],
        [
            strengthening(history=[history(7, "REGRESS", 4, 3, "FL-02")]),
            strengthening(history=[history(6, "REGRESS", 5, 3, "FL-03")]),
            strengthening(history=[history(6, "REGRESS", 4, 3, "FL-05")]),
            strengthening(history=[history(6, "REGRESS", 4, 3, "FL-02", trigger="travel")]),
            strengthening(state={"locked_level": 4, "locked_until": ago(0)}),
        ],
    ),
    "FL-07": (
        [strengthening(history=[PAUSED], episode={"reassessed_on": ago(10)})],
        [
            strengthening(history=[PAUSED]),
            strengthening(episode={"reassessed_on": ago(10)}),
            strengthening(history=[PAUSED, history(8, "HOLD", 3, 2, "FL-07")], episode={"reassessed_on": ago(9)}),
        ],
    ),
    "FL-07:waiting": (
        [strengthening(history=[PAUSED]), strengthening(history=[PAUSED], episode={"reassessed_on": ago(11)})],
        [strengthening(history=[PAUSED], episode={"reassessed_on": ago(10)}), strengthening()],
    ),
    "FL-07:referred": (
        [strengthening(history=[SENT_ON])],
        [
            strengthening(history=[SENT_ON], episode={"reassessed_on": ago(10)}),
            strengthening(history=[history(10, "REFER", 3, 3, "SF-03")]),
        ],
    ),
}


def week(days: int, **fields: Any) -> Json:
    """A training week that began so many days ago."""
    return {"start": ago(days), **fields}


def mean_pains(*values: float, minutes: tuple[float | None, ...] = (90, 90, 90)) -> Json:
    """Three weeks of mean pain and running minutes."""
    return strengthening(
        weeks=[
            week(21 - 7 * n, mean_pain_during=value) | ({} if minutes[n] is None else {"run_min": minutes[n]})
            for n, value in enumerate(values)
        ]
    )


def days(count: int, **fields: Any) -> list[Json]:
    """The same diary entry for so many days up to yesterday."""
    return [{"on": ago(n), **fields} for n in range(1, count + 1)]


def mornings(*rates: float) -> Json:
    """Resting heart rates, the last one today."""
    return strengthening(recovery=[{"on": ago(len(rates) - 1 - n), "resting_hr": rate} for n, rate in enumerate(rates)])


GAIT = {"items": [0] * 8, "fresh_items": [0] * 8}
WORSE = {"items": [0, 1, *[0] * 6], "fresh_items": [0] * 8}
COURSE: Examples = {
    "TR-01": (
        [
            mean_pains(1, 2, 3),
            mean_pains(1, 2, 3, minutes=(90, 90, 80)),
            mean_pains(1, 2, 3, minutes=(None, None, None)),
        ],
        [
            mean_pains(1, 2, 2.9),
            mean_pains(1, 2, 3, minutes=(90, 90, 91)),
            mean_pains(2, 3),
            merged(mean_pains(1, 2, 3), {"episode": {"reassessed_on": ago(3)}}),
            strengthening(weeks=[week(21), week(14, mean_pain_during=2), week(7, mean_pain_during=3)]),
        ],
    ),
    "TR-02": (
        [
            strengthening(episode=weeks(6), **PAIN_STUCK),
            strengthening(episode=weeks(6, adherence_pct=70), measures=[measure("FFI", 50, 60), measure("FFI", 44)]),
        ],
        [
            strengthening(episode=weeks(6, adherence_pct=69), **PAIN_STUCK),
            strengthening(episode=weeks(5), **PAIN_STUCK),
            strengthening(episode=weeks(6), **PAIN_BETTER),
            strengthening(
                episode=weeks(6), measures=[*PAIN_STUCK["measures"], measure("FFI", 50, 60), measure("FFI", 43)]
            ),
            strengthening(episode=weeks(8, reassessed_on=ago(14)), **PAIN_STUCK),
        ],
    ),
    "TR-03": (
        [strengthening(episode=weeks(12), **PAIN_STUCK)],
        [
            strengthening(episode=weeks(11), **PAIN_STUCK),
            strengthening(episode=weeks(12, adherence_pct=60), **PAIN_STUCK),
        ],
    ),
    "TR-04": ([strengthening(episode={"adherence_pct": 59})], [strengthening(episode={"adherence_pct": 60})]),
    "TR-05": (
        [strengthening(episode={"intrinsic_deficit_cycles": 3})],
        [
            strengthening(episode={"intrinsic_deficit_cycles": 2}),
            strengthening(episode={"intrinsic_deficit_cycles": 3, **weeks(25, reassessed_on=ago(1))}),
        ],
    ),
    "TR-06": (
        [
            of("ankle_sprain", strengthening(measures=[measure("FAAM-ADL", 80, 30), measure("FAAM-ADL", 74.2)])),
            of("ankle_sprain", strengthening(measures=[measure("FAAM-Sport", 80, 30), measure("FAAM-Sport", 67)])),
        ],
        [
            of("ankle_sprain", strengthening(measures=[measure("FAAM-ADL", 80, 30), measure("FAAM-ADL", 74.3)])),
            of("ankle_sprain", strengthening(measures=[measure("FAAM-ADL", 74)])),
            of(
                "ankle_sprain",
                strengthening(measures=[measure("FAAM-ADL", 80, 30), measure("FAAM-ADL", 70)]),
                episode={"reassessed_on": ago(1)},
            ),
        ],
    ),
    "GT-01": (
        [building(tests=[result("fatigue_gait", 0, days=29)]), building(tests=None)],
        [
            building(tests=[result("fatigue_gait", 0, days=28)]),
            building(tests=None, episode={"first_run_on": ago(28)}),
            walk_running(),
        ],
    ),
    "GT-02": (
        [
            building(tests=[result("fatigue_gait", 1)]),
            building(tests=[result("fatigue_gait", 0, **WORSE)]),
            building(
                tests=[result("fatigue_gait", 0, days=30, **GAIT), result("fatigue_gait", 0, items=WORSE["items"])]
            ),
            building(tests=[result("fatigue_gait", 0, cadence_change_pct=-5)]),
            building(tests=[result("fatigue_gait", 0, contact_difference_pct=5.1)]),
        ],
        [
            building(tests=[result("fatigue_gait", 0, **GAIT)]),
            building(tests=[result("fatigue_gait", 0, cadence_change_pct=-4.9, contact_difference_pct=5)]),
            building(tests=[result("fatigue_gait", 1)], history=[history(2, "HOLD", 8, 8)]),
            building(
                tests=[result("fatigue_gait", 0, days=30, **WORSE), result("fatigue_gait", 0, items=WORSE["items"])]
            ),
        ],
    ),
    "GT-03": ([walk_running(request={"cadence_change_pct": 5.1})], [walk_running(request={"cadence_change_pct": 5})]),
    "GT-03:forefoot": (
        [of("achilles_mid", walk_running(request={"adds": ["forefoot_cue"]}))],
        [walk_running(request={"adds": ["forefoot_cue"]}), of("achilles_mid", walk_running())],
    ),
    "GT-04": (
        [
            walk_running(request={"adds": ["hills"]}),
            of("plantar_plate", walk_running(request={"adds": ["forefoot_cue"]})),
        ],
        [
            of("plantar_heel", walk_running(request={"adds": ["hills"]})),
            of("plantar_plate", building(request={"adds": ["hills"]})),
            walk_running(),
        ],
    ),
    "PS-01": ([strengthening(measures=[measure("TSK-11", 36)])], [strengthening(measures=[measure("TSK-11", 35)])]),
    "PS-03": (
        [strengthening(recovery=days(7, mood=2), episode={"adherence_pct": 70, "previous_adherence_pct": 80})],
        [
            strengthening(recovery=days(7, mood=3), episode={"adherence_pct": 70, "previous_adherence_pct": 80}),
            strengthening(recovery=days(7, mood=2), episode={"adherence_pct": 80, "previous_adherence_pct": 80}),
            strengthening(episode={"adherence_pct": 70, "previous_adherence_pct": 80}),
        ],
    ),
    "RC-01": (
        [mornings(50, 50, 50, 57, 57)],
        [mornings(50, 50, 50, 57, 56.9), mornings(50, 50, 50, 50, 57), mornings(57, 57)],
    ),
    "RC-01:effort": (
        [mornings(50, 50, 50, 57, 57) | {"sessions": [strength("a", 5), strength("b", 3, rpe=7, target_rpe=5)]}],
        [mornings(50, 50, 50, 57, 57), last(rpe=7, target_rpe=5)],
    ),
    "RC-02": (
        [strengthening(recovery=days(6, sleep_h=5.9))],
        [strengthening(recovery=days(6, sleep_h=6)), strengthening()],
    ),
    "RC-02:pain": (
        [pains(1, 2) | {"recovery": days(6, sleep_h=5)}],
        [
            pains(2, 2) | {"recovery": days(6, sleep_h=5)},
            pains(1, 2) | {"recovery": days(6, sleep_h=7)},
            pains(2) | {"recovery": days(6, sleep_h=5)},
        ],
    ),
    "RC-03": (
        [strengthening(recovery=[{"on": ago(7), "weight_kg": 60}, {"on": ago(0), "weight_kg": 59.3}])],
        [
            strengthening(recovery=[{"on": ago(7), "weight_kg": 60}, {"on": ago(0), "weight_kg": 59.4}]),
            strengthening(recovery=[{"on": ago(6), "weight_kg": 60}, {"on": ago(0), "weight_kg": 55}]),
            strengthening(recovery=[{"on": ago(0), "weight_kg": 55}]),
        ],
    ),
    "RC-03:fasting": ([findings("fasting_plan")], [findings()]),
}


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
        [gap(7), gap(13), strengthening(sessions=[strength("a", 9), session("c", 1, kind="swim")])],
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
    "LD-03": ([building(request={"long_run_min": 45})], [building(request={"long_run_min": 44}), building()]),
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
