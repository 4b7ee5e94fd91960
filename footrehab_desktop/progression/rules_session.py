"""Rules that look at one session: symptoms (B.4), effort (LD-15) and bone pain (BS-03). All make it not clean."""

from typing import Final

from footrehab_desktop.progression.decision import Fact
from footrehab_desktop.progression.review import BSI, Review, is_impact, is_run
from footrehab_desktop.progression.rule import Facts, SessionRule
from footrehab_desktop.progression.values import Session


def _facts(session: Session, *names: str) -> Facts:
    """Return the named fields of a session as facts."""
    return tuple(Fact(name, getattr(session, name), session.on, session.id) for name in names)


def window_open(review: Review, session: Session) -> bool:
    """Return whether the session's observation window is still open on the day of the review."""
    return review.days_since(session.on) < review.window_days(session)


def settled_by_time(review: Review, session: Session) -> bool:
    """Return whether the recorded hours say that symptoms settled in time."""
    return session.settle_h is not None and session.settle_h <= review.book["PM-09.settled_h"]


def settled(review: Review, session: Session) -> bool:
    """Return whether symptoms are known to have settled within 24 h, from the hours or the next day's pain."""
    if session.settle_h is not None:
        return settled_by_time(review, session)
    return session.pain_24h is not None and session.pain_24h <= review.baseline


def _harmless_ache(review: Review, session: Session) -> bool:
    """PM-21: diffuse muscle ache on both sides, away from the injury, gone within 48 h."""
    hours = session.settle_h
    return session.ache_elsewhere_only is True and hours is not None and hours <= review.book["PM-21.settled_h"]


def _swelling_rise(review: Review, session: Session) -> int:
    return (session.swelling or 0) - (review.case.state.baseline_swelling or 0)


def _exceeds(review: Review, session: Session) -> bool:
    return session.pain_during is not None and session.pain_during > review.ceiling


def _exceeded_before(review: Review, session: Session) -> bool:
    """Return whether one of the sessions just before this one exceeded the ceiling too.

    Where the case does not reach back that far, an exceedance named by the last review counts.
    """
    reach = int(review.book["PM-06.sessions"]) - 1
    index = review.position[session.id]
    before = review.sessions[max(0, index - reach) : index]
    if any(_exceeds(review, earlier) for earlier in before):
        return True
    rules = review.history[-1].rules if review.history and len(before) < reach else ()
    return "PM-05" in rules or "PM-06" in rules


def _window(review: Review, session: Session) -> Facts | None:
    facts = (Fact("session_on", session.on, session.on, session.id), Fact("window_days", review.window_days(session)))
    return facts if window_open(review, session) else None


def _not_recorded(review: Review, session: Session) -> Facts | None:
    missing = session.settle_h is None and session.pain_24h is None
    fact = Fact("session_on", session.on, session.on, session.id)
    return (fact,) if missing and not window_open(review, session) else None


def _pain_not_recorded(review: Review, session: Session) -> Facts | None:
    fact = Fact("session_on", session.on, session.on, session.id)
    return (fact,) if session.pain_during is None else None


def _within_noise(review: Review, session: Session) -> Facts | None:
    fires = session.settle_h is None and session.pain_24h == review.baseline + review.book["PM-04.noise"]
    return (*_facts(session, "pain_24h"), Fact("baseline", review.baseline)) if fires else None


def _once_above(review: Review, session: Session) -> Facts | None:
    above = session.pain_during == review.ceiling + review.book["PM-05.over"]
    fires = above and review.ceiling > 0 and settled(review, session) and not _exceeded_before(review, session)
    return (*_facts(session, "pain_during"), Fact("ceiling", review.ceiling)) if fires else None


def _well_above(review: Review, session: Session) -> Facts | None:
    pain = session.pain_during or 0
    without_margin = review.ceiling == 0 and pain > 0 and review.condition not in BSI
    fires = pain >= review.ceiling + review.book["PM-06.over"] or without_margin
    return (*_facts(session, "pain_during"), Fact("ceiling", review.ceiling)) if fires else None


def _above_again(review: Review, session: Session) -> Facts | None:
    fires = _exceeds(review, session) and _exceeded_before(review, session)
    return (*_facts(session, "pain_during"), Fact("ceiling", review.ceiling)) if fires else None


def _severe(review: Review, session: Session) -> Facts | None:
    return _facts(session, "pain_during") if (session.pain_during or 0) >= review.book["PM-07.severe"] else None


def _sharp(review: Review, session: Session) -> Facts | None:
    return _facts(session, "sharp") if session.sharp is True else None


def _slow_to_settle(review: Review, session: Session) -> Facts | None:
    hours = session.settle_h or 0
    fires = review.book["PM-09.settled_h"] < hours <= review.book["PM-12.settled_h"]
    return _facts(session, "settle_h") if fires and not _harmless_ache(review, session) else None


def _still_raised(review: Review, session: Session) -> Facts | None:
    raised = (session.pain_24h or 0) >= review.baseline + review.book["PM-09.rise"]
    fires = raised and (session.settle_h is None or settled_by_time(review, session))
    facts = (*_facts(session, "pain_24h"), Fact("baseline", review.baseline))
    return facts if fires and not _harmless_ache(review, session) else None


def _limp(review: Review, session: Session) -> Facts | None:
    return _facts(session, "limp") if session.limp is True else None


def _late_rise(review: Review, session: Session) -> Facts | None:
    fires = (session.pain_48h or 0) >= review.baseline + review.book["PM-11.rise"]
    facts = (*_facts(session, "pain_48h"), Fact("baseline", review.baseline))
    return facts if fires and not _harmless_ache(review, session) else None


def _two_days_to_settle(review: Review, session: Session) -> Facts | None:
    hours = session.settle_h or 0
    fires = review.book["PM-12.settled_h"] < hours <= review.book["PM-12b.settled_h"]
    return _facts(session, "settle_h") if fires else None


def _three_days_to_settle(review: Review, session: Session) -> Facts | None:
    return _facts(session, "settle_h") if (session.settle_h or 0) > review.book["PM-12b.settled_h"] else None


def _stiffer(review: Review, session: Session) -> Facts | None:
    minutes = session.stiffness_delta_min or 0
    fires = review.book["PM-13.stiff_min"] <= minutes < review.book["PM-14.stiff_min"]
    return _facts(session, "stiffness_delta_min") if fires else None


def _much_stiffer(review: Review, session: Session) -> Facts | None:
    fires = (session.stiffness_delta_min or 0) >= review.book["PM-14.stiff_min"]
    return _facts(session, "stiffness_delta_min") if fires else None


def _swelling_gone(review: Review, session: Session) -> Facts | None:
    hours = session.swelling_h
    fires = _swelling_rise(review, session) == 1 and hours is not None and hours <= review.book["PM-15.swelling_h"]
    return _facts(session, "swelling", "swelling_h") if fires else None


def _swelling_time_unknown(review: Review, session: Session) -> Facts | None:
    return _facts(session, "swelling") if _swelling_rise(review, session) == 1 and session.swelling_h is None else None


def _swelling_stays(review: Review, session: Session) -> Facts | None:
    lasting = (session.swelling_h or 0) > review.book["PM-15.swelling_h"]
    fires = lasting and _swelling_rise(review, session) == 1 and (review.case.state.baseline_swelling or 0) >= 1
    return _facts(session, "swelling", "swelling_h") if fires else None


def _new_swelling(review: Review, session: Session) -> Facts | None:
    lasting = (session.swelling_h or 0) > review.book["PM-15.swelling_h"]
    fires = lasting and _swelling_rise(review, session) >= 1 and not review.case.state.baseline_swelling
    return _facts(session, "swelling", "swelling_h") if fires else None


def _marked_swelling(review: Review, session: Session) -> Facts | None:
    fires = _swelling_rise(review, session) >= review.book["PM-17.rise"]
    return _facts(session, "swelling") if fires else None


def _rest_pain(review: Review, session: Session) -> Facts | None:
    fires = (session.rest_pain or 0) > review.rest_allowed
    return (*_facts(session, "rest_pain"), Fact("rest_allowed", review.rest_allowed)) if fires else None


def _waking(review: Review, session: Session) -> Facts | None:
    fires = (session.night_waking_nights_7d or 0) >= review.book["PM-19.nights"]
    return _facts(session, "night_waking_nights_7d") if fires else None


def _tender(review: Review, session: Session) -> Facts | None:
    return _facts(session, "tenderness") if session.tenderness == "soft_tissue" else None


def _cut_short(review: Review, session: Session) -> Facts | None:
    done = session.completed_pct
    fires = done is not None and done < review.book["PM-22.completed_pct"]
    return _facts(session, "completed_pct") if fires else None


def _over_target(review: Review, session: Session) -> Facts | None:
    target = session.target_rpe
    fires = target is not None and (session.rpe or 0) >= target + review.book["LD-15.over_target"]
    return _facts(session, "rpe", "target_rpe") if fires else None


def _hard_easy_run(review: Review, session: Session) -> Facts | None:
    target = session.target_rpe
    easy = is_run(session) and (target is None or target <= review.book["LD-15.easy_target"])
    return _facts(session, "rpe") if easy and (session.rpe or 0) >= review.book["LD-15.easy_rpe"] else None


def _bone_pain(review: Review, session: Session) -> Facts | None:
    names = ("pain_during", "pain_24h")
    painful = [name for name in names if (getattr(session, name) or 0) >= review.book["BS-03.pain"]]
    fires = review.condition == "bsi_low" and bool(painful)
    return _facts(session, *painful[:1]) if fires else None


_R = SessionRule
_SEED_UPPER = ("S001-26", "S000-85", "S000-86")
SESSION_RULES: Final[tuple[SessionRule, ...]] = (
    _R("PM-01", "on", "days since the session", "HOLD", _window, (), ("S002-22",), "seed",
       note="A case knows days, not hours: the window closes after 1 (impact: 2) calendar days."),
    _R("PM-02", "on", "settle_h and pain_24h not recorded", "HOLD", _not_recorded),
    _R("PM-02:pain", "on", "pain_during not recorded", "HOLD", _pain_not_recorded,
       note="A session is clean only if its pain is known to be within the ceiling."),
    _R("PM-04", "pain_24h", "pain_24h against baseline", "HOLD", _within_noise, ("PM-04.noise",), mark="found"),
    _R("PM-05", "pain_during", "pain_during against ceiling", "HOLD", _once_above, ("PM-05.over",)),
    _R("PM-06", "pain_during", "pain_during against ceiling", "REGRESS", _well_above, ("PM-06.over",),
       _SEED_UPPER, "seed", flare=True,
       note="With a ceiling of 0 set by a surgeon there is no one-point margin: any pain regresses."),
    _R("PM-06:again", "pain_during", "exceedances within 3 sessions", "REGRESS", _above_again, ("PM-06.sessions",),
       _SEED_UPPER, "seed", flare=True),
    _R("PM-07", "pain_during", "pain_during", "PAUSE", _severe, ("PM-07.severe",)),
    _R("PM-08", "sharp", "sharp pain", "REGRESS", _sharp, (), ("S002-20", "S000-45"), "seed", flare=True),
    _R("PM-09", "settle_h", "settle_h", "REGRESS", _slow_to_settle, ("PM-09.settled_h",), mark="seed", flare=True),
    _R("PM-09:pain", "pain_24h", "pain_24h against baseline", "REGRESS", _still_raised, ("PM-09.rise",),
       mark="found", flare=True,
       note="If the hours say settled but the next day's pain is 2 or more above the baseline, the worse one counts."),
    _R("PM-10", "limp", "new limp", "REGRESS", _limp, (), ("S000-16", "S004-30"), "seed", flare=True),
    _R("PM-11", "pain_48h", "pain_48h against baseline", "REGRESS", _late_rise, ("PM-11.rise",), mark="seed",
       flare=True),
    _R("PM-12", "settle_h", "settle_h", "REGRESS", _two_days_to_settle, ("PM-12.settled_h",), mark="seed",
       flare=True),
    _R("PM-12b", "settle_h", "settle_h", "PAUSE", _three_days_to_settle, ("PM-12b.settled_h",), mark="seed",
       flare=True),
    _R("PM-13", "stiffness_delta_min", "morning stiffness", "HOLD", _stiffer, ("PM-13.stiff_min",), mark="found"),
    _R("PM-14", "stiffness_delta_min", "morning stiffness", "REGRESS", _much_stiffer, ("PM-14.stiff_min",),
       flare=True),
    _R("PM-15", "swelling", "swelling and hours", "HOLD", _swelling_gone, ("PM-15.swelling_h",), mark="seed"),
    _R("PM-15:hours", "swelling", "swelling without hours", "HOLD", _swelling_time_unknown, ("PM-15.swelling_h",),
       mark="seed", note="How long it lasted is not recorded: hold and ask, never progress."),
    _R("PM-16", "swelling", "swelling and hours", "REGRESS", _swelling_stays, ("PM-15.swelling_h",), ("S000-85",),
       "seed", flare=True),
    _R("PM-17", "swelling", "swelling and hours", "PAUSE", _new_swelling, ("PM-15.swelling_h",), ("S002-34",),
       "seed"),
    _R("PM-17:marked", "swelling", "swelling against usual", "PAUSE", _marked_swelling, ("PM-17.rise",),
       mark="seed"),
    _R("PM-18", "rest_pain", "rest_pain against allowance", "REGRESS", _rest_pain, (), ("S004-20",), "seed",
       flare=True),
    _R("PM-19", "night_waking_nights_7d", "nights woken", "PAUSE", _waking, ("PM-19.nights",), mark="memory"),
    _R("PM-20", "tenderness", "tenderness not on bone", "HOLD", _tender, (), ("S001-31", "S003-55"), "seed"),
    _R("PM-22", "completed_pct", "completed_pct", "HOLD", _cut_short, ("PM-22.completed_pct",),
       note="Any session below 80 % counts, as clean asks for 80 % whatever stopped it."),
    _R("LD-15", "rpe", "effort against target", "HOLD", _over_target, ("LD-15.over_target",), mark="seed"),
    _R("LD-15:easy", "rpe", "effort of an easy run", "HOLD", _hard_easy_run, ("LD-15.easy_rpe",), mark="seed",
       note="A run without a target counts as easy."),
    _R("BS-03", "on", "bone pain", "REGRESS", _bone_pain, ("BS-03.pain", "BS-03.rest_days"), mark="found",
       flare=True),
)  # fmt: skip

# Symptoms asked in every diary entry: if some new sessions record one and others do not, the others are incomplete.
ASKED_EACH_TIME: Final = ("rest_pain", "swelling", "sharp", "limp", "pain_48h")


def verdict(review: Review, session: Session) -> tuple[tuple[SessionRule, Facts], ...]:
    """Return the rules that fired for a session with their facts; empty means clean."""
    known = review.verdicts.get(session.id)
    if known is None:
        known = tuple(_judge(review, session))
        review.verdicts[session.id] = known
    return known


def _judge(review: Review, session: Session) -> list[tuple[SessionRule, Facts]]:
    fired = []
    for rule in SESSION_RULES:
        if getattr(session, rule.field) is None:
            continue
        facts = rule.check(review, session)
        if facts is not None:
            fired.append((rule, facts))
    return fired


def is_clean(review: Review, session: Session) -> bool:
    """Return whether a session was clean (B.0): no session rule fired for it."""
    return not verdict(review, session)


def is_flare(review: Review, session: Session) -> bool:
    """Return whether a session was a flare (FL-01)."""
    return any(rule.flare for rule, _ in verdict(review, session))


def missing_entries(review: Review) -> list[tuple[Session, str]]:
    """Return the new sessions that lack a symptom which other new sessions record (PM-02).

    A ticked box alone does not show that the symptom is asked every time; a "no" or a number does.
    """
    missing = []
    for name in ASKED_EACH_TIME:
        asked = [session for session in review.new if name != "pain_48h" or is_impact(session)]
        if any(_answers(getattr(session, name)) for session in asked):
            lacking = (session for session in asked if getattr(session, name) is None)
            missing += [(session, name) for session in lacking if not window_open(review, session)]
    return missing


def _answers(value: object) -> bool:
    return value is not None and value is not True
