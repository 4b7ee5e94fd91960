"""Rows that close an evaluation: routine tests and gates (B.8), caps that bite, hold and progress (B.13)."""

from typing import Final

from footrehab_desktop.progression import planning
from footrehab_desktop.progression.decision import Fact
from footrehab_desktop.progression.review import Review
from footrehab_desktop.progression.rule import Facts, Rule
from footrehab_desktop.progression.values import Test


def _never(_review: Review) -> Facts | None:
    """Rows that the decision itself gives, not a check on the case."""
    return None


def _last_two(review: Review, code: str) -> tuple[Test, Test] | None:
    """Return the last two results of a test when the last one is new since the last review."""
    results = review.tests.get(code, [])
    if len(results) < 2 or (review.last_review is not None and results[-1].on <= review.last_review):
        return None
    return results[-2], results[-1]


def _new_wobble(review: Review) -> Facts | None:
    pair = _last_two(review, "single_leg_stance")
    if pair is None or not pair[0].involved or pair[1].involved is None:
        return None
    drop = round(100 * (pair[0].involved - pair[1].involved) / pair[0].involved, 6)
    if drop < review.book["GA-R1.stance_pct"]:
        return None
    return (Fact("before_s", pair[0].involved, pair[0].on), Fact("now_s", pair[1].involved, pair[1].on))


def _arch_collapse(review: Review) -> Facts | None:
    pair = _last_two(review, "step_down")
    if pair is None or pair[0].involved is None or pair[1].involved is None:
        return None
    if pair[1].involved - pair[0].involved < review.book["GA-R1.step_down"]:
        return None
    return (Fact("before_score", pair[0].involved, pair[0].on), Fact("now_score", pair[1].involved, pair[1].on))


def _at_the_top(review: Review) -> Facts | None:
    top = planning.top_level(review)
    fires = review.phase == "PH6" and top is not None and review.level >= top
    return (Fact("level", review.level),) if fires else None


_R = Rule
ROUTINE_TESTS: Final[tuple[Rule, ...]] = (
    _R("GA-R1", "single-leg stance against the test before", "HOLD", _new_wobble, ("GA-R1.stance_pct",),
       mark="seed"),
    _R("GA-R1:arch", "step-down against the test before", "HOLD", _arch_collapse, ("GA-R1.step_down",), mark="seed"),
)  # fmt: skip
MAINTAIN: Final[tuple[Rule, ...]] = (_R("HL-03", "last level of PH6", "HOLD", _at_the_top),)

NEXT_LEVEL: Final = _R("HL-02", "nothing holds", "PROGRESS", _never, ("LD-14.clean",), ("S002-22", "S004-32"), "seed")
CAPPED: Final = _R("LD-01", "week asked for against reference", "PROGRESS", _never, ("LD-01.growth",))
RUN_CAPPED: Final = _R(
    "LD-03", "run asked for against longest run", "PROGRESS", _never, ("LD-03.growth",), mark="found"
)
AFTER_LIGHT_WEEK: Final = _R("LD-09:cap", "first full week after a light week", "PROGRESS", _never, ("LD-09.growth",))
UNEVEN: Final = _R(
    "PM-02:uneven",
    "symptoms that other new sessions record",
    "HOLD",
    _never,
    note="What is recorded for other sessions of the same review and missing here must not count as none.",
)
_GATE_RULES: Final[tuple[Rule, ...]] = (
    _R("GA-01", "gate PH0 to PH1", "HOLD", _never),
    _R("GA-12", "gate PH1 to PH2", "HOLD", _never),
    _R("GA-23", "gate PH2 to PH3", "HOLD", _never),
    _R("GA-34", "gate PH3 to PH4", "HOLD", _never),
    _R("GA-45", "gate PH4 to PH5", "HOLD", _never),
    _R("GA-56", "gate PH5 to PH6", "HOLD", _never),
    _R("BS-01", "bone: before the first run", "HOLD", _never, ("BS-01.pain_free_days",), mark="memory"),
    _R("PP-05", "toe strength, plantar plate", "HOLD", _never, ("PP-05.lsi_pct",), mark="seed"),
    _R("TP-02", "heel raises with inversion", "HOLD", _never, ("TP-02.reps", "TP-02.target")),
    _R("PS-02", "readiness", "HOLD", _never, ("PS-02.score",), mark="memory"),
)
GATE_RULES: Final[dict[str, Rule]] = {rule.key: rule for rule in _GATE_RULES}
OUTCOME_RULES: Final[tuple[Rule, ...]] = (
    *ROUTINE_TESTS, *MAINTAIN, NEXT_LEVEL, CAPPED, RUN_CAPPED, AFTER_LIGHT_WEEK, UNEVEN, *_GATE_RULES,
)  # fmt: skip


def gate_rule(rule: str) -> Rule:
    """Return the row of a gate or of the rule that adds an item to it."""
    return GATE_RULES[rule]
