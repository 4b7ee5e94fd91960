"""Flare-ups (B.5): how often, how far back, and the lock on the level that flared."""

from datetime import date, timedelta
from typing import Final

from footrehab_desktop.progression.decision import Fact
from footrehab_desktop.progression.review import Review
from footrehab_desktop.progression.rule import Facts, Rule
from footrehab_desktop.progression.rules_session import SESSION_RULES, is_flare
from footrehab_desktop.progression.values import HistoryItem, Session

FLARE_RULES: Final = frozenset(rule.id for rule in SESSION_RULES if rule.flare) | {"FL-02", "FL-03", "FL-04", "FL-05"}
SENT_ON_AFTER_SESSION: Final = frozenset({"SF-11", "SF-12", "BS-04"})


def new_flares(review: Review) -> list[Session]:
    """Return the sessions that flared since the last review, oldest first."""
    return [session for session in review.new if is_flare(review, session)]


def past_flares(review: Review) -> list[date]:
    """Return the days of the flares that earlier reviews acted on."""
    days: list[date] = []
    for item in review.history:
        if FLARE_RULES.intersection(item.rules):
            days += item.flares or (item.on,)
    return days


def flares_within(review: Review, flares: list[Session], days: float) -> int:
    """Return the number of flares in the last ``days`` days; a new flare always counts."""
    return len(flares) + sum(review.days_since(day) <= days for day in past_flares(review))


def regress_target(review: Review, levels: int = 1) -> int:
    """Return the highest stable level at least ``levels`` below the present one, else that many below, floor 0."""
    highest = review.level - levels
    return max((level for level in review.case.state.stable_levels if level <= highest), default=max(0, highest))


def _flare_facts(review: Review, flares: list[Session], count: int, target: int) -> Facts:
    latest = flares[-1]
    return (
        Fact("flare_on", latest.on, latest.on, latest.id),
        Fact("flare_count", count),
        Fact("level", review.level),
        Fact("target", target),
    )


def _first_flare(review: Review) -> Facts | None:
    flares = new_flares(review)
    count = flares_within(review, flares, review.book["FL-02.days"])
    if count != 1 or not flares or _outside_trigger(flares):
        return None
    return _flare_facts(review, flares, count, regress_target(review))


def _outside_trigger(flares: list[Session]) -> bool:
    return flares[-1].trigger not in {None, "training"}


def _triggered_flare(review: Review) -> Facts | None:
    flares = new_flares(review)
    count = flares_within(review, flares, review.book["FL-02.days"])
    if count != 1 or not flares or not _outside_trigger(flares):
        return None
    trigger = Fact("trigger", flares[-1].trigger or "", flares[-1].on, flares[-1].id)
    return (*_flare_facts(review, flares, count, regress_target(review)), trigger)


def _second_flare(review: Review) -> Facts | None:
    flares = new_flares(review)
    count = flares_within(review, flares, review.book["FL-02.days"])
    if not flares or count < 2:
        return None
    return _flare_facts(review, flares, count, regress_target(review, int(review.book["FL-03.levels"])))


def _third_flare(review: Review) -> Facts | None:
    flares = new_flares(review)
    count = flares_within(review, flares, review.book["FL-04.days"])
    if not flares or count < review.book["FL-04.flares"]:
        return None
    return _flare_facts(review, flares, count, review.level)


def lock_of(item: HistoryItem, level: int, days: float) -> tuple[int, date] | None:
    """Return the level that a review locked and the first day it may be entered again."""
    outside = item.trigger not in {None, "training"} or "FL-05" in item.rules
    stepped_back = item.from_level is not None and item.to_level is not None and item.to_level < item.from_level
    if outside or not (item.decision == "REGRESS" or stepped_back):
        return None
    vacated = level + 1 if item.from_level is None else item.from_level
    return vacated, item.on + timedelta(days=days)


def lock(review: Review) -> tuple[int, date] | None:
    """Return the level that may not be entered yet and the first day it may; None when nothing is locked."""
    state = review.case.state
    locks = [lock_of(item, review.level, review.book["FL-06.days"]) for item in review.history[-10:]]
    if state.locked_level is not None and state.locked_until is not None:
        locks.append((state.locked_level, state.locked_until))
    holding = [held for held in locks if held is not None and held[1] > review.today and held[0] <= review.level + 1]
    return max(holding, key=lambda held: held[1], default=None)


def _locked(review: Review) -> Facts | None:
    held = lock(review)
    if held is None:
        return None
    return (Fact("locked_level", held[0]), Fact("locked_until", held[1]))


def _last(review: Review, decision: str) -> HistoryItem | None:
    return next((item for item in reversed(review.history) if item.decision == decision), None)


def _reassessed_since(review: Review, day: date) -> bool:
    reassessed = review.case.episode.reassessed_on
    return reassessed is not None and day <= reassessed <= review.today


def _still_paused(review: Review) -> Facts | None:
    pause = _last(review, "PAUSE")
    if pause is None or _reassessed_since(review, pause.on):
        return None
    return (Fact("paused_on", pause.on),)


def _restart(review: Review) -> Facts | None:
    """Fire at the first review after the reassessment that ends a pause."""
    pause, reassessed = _last(review, "PAUSE"), review.case.episode.reassessed_on
    if pause is None or reassessed is None or not _reassessed_since(review, pause.on):
        return None
    if any(item.on >= pause.on and "FL-07" in item.rules for item in review.history if item.decision != "PAUSE"):
        return None
    return (Fact("reassessed_on", reassessed), Fact("level", review.level), Fact("target", regress_target(review)))


def _sent_on(review: Review) -> Facts | None:
    referral = _last(review, "REFER")
    if referral is None or not SENT_ON_AFTER_SESSION.intersection(referral.rules):
        return None
    return None if _reassessed_since(review, referral.on) else (Fact("referred_on", referral.on),)


_R = Rule
FLARE_TABLE: Final[tuple[Rule, ...]] = (
    _R("FL-02", "new flares within 14 days", "REGRESS", _first_flare, ("FL-02.days", "FL-02.pain", "FL-02.load"),
       ("S000-64", "S004-58"), "seed"),
    _R("FL-03", "new flares within 14 days", "REGRESS", _second_flare, ("FL-02.days", "FL-03.load",
       "FL-03.rest_days")),
    _R("FL-04", "new flares within 28 days", "PAUSE", _third_flare, ("FL-04.days",), ("S001-70",), "seed"),
    _R("FL-05", "a flare set off outside training", "REGRESS", _triggered_flare, ("FL-02.load", "FL-02.pain")),
    _R("FL-06", "days since the step back", "HOLD", _locked, ("FL-06.days",), ("S000-98",), "seed"),
    _R("FL-07", "reassessment after a pause", "HOLD", _restart),
    _R("FL-07:waiting", "pause without reassessment", "PAUSE", _still_paused,
       note="A pause ends only with a recorded reassessment, not with time."),
    _R("FL-07:referred", "referral for bone pain without reassessment", "HOLD", _sent_on,
       note="A referral that rests on a session, not on a standing finding, must not lapse at the next review."),
)  # fmt: skip
