"""For every session, flare and course row: cases on which it fires, and cases just beside."""

from typing import Any

from tests.progression.building import (
    Json,
    ago,
    building,
    history,
    measure,
    merged,
    result,
    session,
    strength,
    strengthening,
    walk_running,
)
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
    "PM-05": (
        [pains(2, 5), unsettled(1, pain_during=5)],
        [
            pains(2, 4),
            pains(2, 6),
            slow(25, pain_during=5),
            unsettled(2, pain_during=5),
            of("bsi_low", pains(0, 1)),
        ],
    ),
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
            strengthening(history=[PAUSED, history(10, "HOLD", 3, 2, "FL-07")], episode={"reassessed_on": ago(10)}),
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
            strengthening(episode=weeks(8, reassessed_on=ago(15)), **PAIN_STUCK),
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
        [
            strengthening(episode={"intrinsic_deficit_cycles": 3}),
            strengthening(episode={"intrinsic_deficit_cycles": 3, **weeks(25, reassessed_on=ago(8))}),
        ],
        [
            strengthening(episode={"intrinsic_deficit_cycles": 2}),
            strengthening(episode={"intrinsic_deficit_cycles": 3, **weeks(24, reassessed_on=ago(0))}),
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
        [building(tests=[result("fatigue_gait", 0, days=29)])],
        [
            building(tests=[result("fatigue_gait", 0, days=28)]),
            building(tests=None),
            walk_running(),
        ],
    ),
    "GT-01:never": (
        [building(tests=None), building(tests=None, episode={"first_run_on": ago(29)})],
        [
            building(),
            building(tests=None, episode={"first_run_on": ago(28)}),
            building(tests=None, episode={"first_run_on": None}),
            walk_running(episode={"first_run_on": ago(40)}),
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
            building(tests=[result("fatigue_gait", 0, items=[0, 0, 0, 0, 2, 2, 2, 2], fresh_items=[0, 0, 0, 0])]),
            building(tests=[result("fatigue_gait", 0, cadence_change_pct=-4.9, contact_difference_pct=5)]),
            building(tests=[result("fatigue_gait", 1)], history=[history(2, "HOLD", 8, 8)]),
            building(
                tests=[result("fatigue_gait", 0, days=30, **WORSE), result("fatigue_gait", 0, items=WORSE["items"])]
            ),
        ],
    ),
    "GT-03": ([walk_running(request={"cadence_change_pct": 5.1})], [walk_running(request={"cadence_change_pct": 5})]),
    "GT-03:forefoot": (
        [of(each, walk_running(request={"adds": ["forefoot_cue"]})) for each in ("achilles_mid", "achilles_ins")],
        [walk_running(request={"adds": ["forefoot_cue"]}), of("achilles_mid", walk_running())],
    ),
    "GT-04": (
        [
            walk_running(request={"adds": ["hills"]}),
            walk_running(request={"adds": ["downhill"]}),
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
