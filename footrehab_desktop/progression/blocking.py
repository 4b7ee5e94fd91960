"""Which exercises are blocked now, and what the next gate still asks for."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Final, NamedTuple

from footrehab_desktop.progression import planning
from footrehab_desktop.progression.decision import Block, GateItem
from footrehab_desktop.progression.explain import day, gate_item
from footrehab_desktop.progression.gates import gate_outcomes
from footrehab_desktop.progression.review import BSI, Review, open_review
from footrehab_desktop.progression.rule import fire, safest_first
from footrehab_desktop.progression.rulebook import STANDARD, Rulebook
from footrehab_desktop.progression.rules_condition import drawer_allows_jumps, recent_pain
from footrehab_desktop.progression.rules_flare import FLARE_TABLE
from footrehab_desktop.progression.rules_load import long_clean_runs
from footrehab_desktop.progression.rules_safety import SAFETY_RULES
from footrehab_desktop.progression.values import Case

BAREFOOT: Final = frozenset({"EX-B01", "EX-J02", "EX-G02", "SP40"})
FAST_OR_HILLY: Final = frozenset({"EX-G11", "EX-G12", "EX-G13", "EX-G17", "EX-J02", "EX-J12", "SP40"})
PAST_NEUTRAL: Final = frozenset({"EX-M02", "EX-M03", "EX-M05", "EX-P05", "EX-P06"})
UNSTABLE: Final = frozenset({"EX-B03", "EX-B04", "EX-B06", "EX-B07", "EX-B08"})
WATER: Final = frozenset({"EX-C02", "EX-C04", "EX-C06"})
DOWNHILL_OR_FOREFOOT: Final = frozenset({"EX-G11", "EX-G12", "SP40"})


_SETTLED: Final = "The referral answered, and the finding cleared at an assessment."


class Exercise(NamedTuple):
    """What the rules look at in an exercise."""

    id: str
    impact: bool
    domain: str
    phases: frozenset[str]


def gate_progress(case: Case, today: date, book: Rulebook = STANDARD) -> tuple[GateItem, ...]:
    """Return every item of the next gate of the present phase: need, have, state and a sentence."""
    review = open_review(case, today, book)
    return tuple(gate_item(row, outcome) for row, outcome in gate_outcomes(review))


def exercise_block(
    case: Case,
    exercise_id: str,
    impact: bool,
    domain: str,
    phases: Collection[str],
    *,
    book: Rulebook = STANDARD,
) -> Block | None:
    """Return the rule that blocks an exercise today, the safest first; None when it may be prescribed.

    ``impact`` and ``domain`` are the exercise's own; ``phases`` the phases in which it may be offered.
    """
    review = open_review(case, case.today, book)
    exercise = Exercise(exercise_id, impact, domain, frozenset(phases))
    for blocks in BLOCKS:
        found = blocks(review, exercise)
        if found is not None:
            return found
    return None


def _referral(review: Review, exercise: Exercise) -> Block | None:
    """B.0: an urgent referral stops all loading of the region, any other stops impact."""
    reasons = sorted(fire(review, SAFETY_RULES), key=safest_first)
    if not reasons:
        return None
    stop = reasons[0].urgency in {"EMERGENCY", "SAME_DAY", "URGENT"}
    if stop:
        return Block(reasons[0].rule, "All loading is stopped until the referral is settled.", _SETTLED)
    return Block(reasons[0].rule, "No impact until the referral is settled.", _SETTLED) if exercise.impact else None


def _numb_foot(review: Review, exercise: Exercise) -> Block | None:
    numb = review.has("monofilament_not_felt") or review.case.patient.neuropathy is True
    if numb and exercise.id in BAREFOOT:
        return Block(
            "SF-09",
            "No barefoot or sock drills without protective sensation.",
            "A monofilament that is felt at every site; a known neuropathy keeps the foot in its shoe.",
        )
    return None


def _paused(review: Review, exercise: Exercise) -> Block | None:
    paused = any(reason.key == "FL-07:waiting" for reason in fire(review, FLARE_TABLE))
    if paused and exercise.impact:
        return Block(
            "FL-07", "No impact until a reassessment is recorded.", "Record the reassessment on the review page."
        )
    return None


def _resting(review: Review, exercise: Exercise) -> Block | None:
    until = review.case.state.no_impact_until
    if until is not None and until > review.today and exercise.impact:
        return Block("FL-02", f"No impact before {day(until)}.", f"Waiting until {day(until)} with settled pain.")
    return None


def _loose_plate(review: Review, exercise: Exercise) -> Block | None:
    jumps = exercise.domain == "plyometric"
    if review.condition == "plantar_plate" and jumps and not drawer_allows_jumps(review):
        return Block(
            "PP-02",
            "No jumps until the toe drawer test is nearly painless and the toe is taped.",
            f"A drawer grade below {review.book['PP-02.drawer']:g}, or drawer pain of {review.book['PP-02.pain']:g} or "
            "less with the toe taped.",
        )
    return None


def _unstable(review: Review, exercise: Exercise) -> Block | None:
    painful = recent_pain(review) > review.book["PP-04.pain"]
    if review.condition == "plantar_plate" and exercise.id in UNSTABLE and painful:
        return Block(
            "PP-04",
            f"No unstable ground while pain is above {review.book['PP-04.pain']:g}/10.",
            f"Sessions with pain of {review.book['PP-04.pain']:g} or less.",
        )
    return None


def _insertion(review: Review, exercise: Exercise) -> Block | None:
    early = review.phase in {"PH0", "PH1", "PH2"}
    if review.condition == "achilles_ins" and early and exercise.id in PAST_NEUTRAL:
        return Block(
            "AT-03",
            "No ankle bend past neutral for an insertional Achilles before jumps begin.",
            "Reaching PH3; until then from the floor, without a step.",
        )
    return None


def _soft_arch(review: Review, exercise: Exercise) -> Block | None:
    if review.condition == "pttd" and exercise.impact and exercise.id in BAREFOOT:
        return Block(
            "TP-01", "No barefoot impact with a weak tibialis posterior.", "The same exercise in a supportive shoe."
        )
    return None


def _wet_wound(review: Review, exercise: Exercise) -> Block | None:
    if review.has("wound_not_closed") and exercise.id in WATER:
        return Block("PO-02", "No water work before the wound has closed.", "A wound found closed at an assessment.")
    return None


def _sore_forefoot(review: Review, exercise: Exercise) -> Block | None:
    forefoot = review.condition in {"plantar_plate", "forefoot_other"} and review.phase not in {"PH5", "PH6"}
    if forefoot and exercise.id in DOWNHILL_OR_FOREFOOT:
        return Block(
            "GT-04",
            "No downhill speed, hills or forefoot strike before building weeks with forefoot pain.",
            "Reaching PH5.",
        )
    return None


def _sprint(review: Review, exercise: Exercise) -> Block | None:
    """B.9: the barefoot sprint only from PH5, no bone stress injury younger than 12 weeks, no drawer grade 2."""
    if exercise.id != "SP40":
        return None
    drawer = review.test("plantar_plate_drawer")
    loose = drawer is not None and (drawer.involved or 0) >= review.book["PP-02.drawer"]
    if review.phase not in {"PH5", "PH6"} or review.condition in BSI or loose:
        return Block(
            "SP40",
            "No barefoot sprint before building weeks, after bone stress or with a loose toe joint.",
            f"PH5, no bone stress injury, and a toe drawer grade below {review.book['PP-02.drawer']:g}.",
        )
    return None


def _intensity(review: Review, exercise: Exercise) -> Block | None:
    if exercise.id not in FAST_OR_HILLY or exercise.domain == "plyometric" or review.phase in {"PH5", "PH6"}:
        return None
    runs = long_clean_runs(review)
    enough = len(runs) >= review.book["LD-05.runs"]
    if enough and (runs[0].on - runs[-1].on).days >= review.book["LD-05.days"]:
        return None
    return Block(
        "LD-05",
        "No speed, tempo or hills before three clean runs of 30 min over two weeks.",
        f"{review.book['LD-05.runs']:g} clean runs of 30 min within at least {review.book['LD-05.days']:g} days.",
    )


def _impact_too_soon(review: Review, exercise: Exercise) -> Block | None:
    if not exercise.impact or review.phase not in {"PH0", "PH1", "PH2", "PH3"}:
        return None
    if exercise.domain == "gait":
        return Block("GA-34", "No running before the gate to running is passed.", "Every item of gate GA-34.")
    if review.phase == "PH3":
        return None
    return Block("LD-19", "No jumps before impact preparation.", "Reaching PH3.")


def _other_phase(review: Review, exercise: Exercise) -> Block | None:
    order = planning.PHASE_ORDER
    later = [phase for phase in exercise.phases if order.index(phase) <= order.index(review.phase)]
    if exercise.phases and not later:
        first = min(exercise.phases, key=order.index)
        return Block("B.2", "This exercise belongs to a later phase.", f"Reaching {first}.")
    return None


BLOCKS: Final[tuple[Callable[[Review, Exercise], Block | None], ...]] = (
    _referral,
    _numb_foot,
    _paused,
    _resting,
    _loose_plate,
    _unstable,
    _insertion,
    _soft_arch,
    _wet_wound,
    _sore_forefoot,
    _sprint,
    _intensity,
    _impact_too_soon,
    _other_phase,
)
