"""What the core says about an episode on the days to come, as long as nothing new is written.

The core is asked, day by day, wherever the mere passing of time can change its answer; it is not copied here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from footrehab_desktop.clinic.case_building import (
    ADHERENCE_DAYS,
    EpisodeFile,
    adherence_of,
    build_case,
)
from footrehab_desktop.clinic.diary_exercises import shares_done
from footrehab_desktop.clinic.gate_items import items_by_test
from footrehab_desktop.clinic.tasks import REFER, urgency_words
from footrehab_desktop.clinic.tasks_figures import FIGURES
from footrehab_desktop.clinic.tasks_table import TREND_TITLES
from footrehab_desktop.clinic.usual_time import UsualTime
from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression import Case, GateItem, gate_progress
from footrehab_desktop.progression.codes import TESTS
from footrehab_desktop.progression.decision import Reason
from footrehab_desktop.progression.explain import reason_sentence, task_sentence
from footrehab_desktop.progression.planning import at_boundary
from footrehab_desktop.progression.review import Review, open_review
from footrehab_desktop.progression.rule import fire, tasks
from footrehab_desktop.progression.rulebook import Rulebook
from footrehab_desktop.progression.rules_condition import TASK_RULES
from footrehab_desktop.progression.rules_course import COURSE_RULES
from footrehab_desktop.progression.rules_flare import new_flares, past_flares
from footrehab_desktop.progression.rules_safety import SAFETY_RULES

ONE_DAY: Final = timedelta(days=1)
TRENDS: Final = tuple(rule for rule in COURSE_RULES if rule.id in TREND_TITLES)
GAIT: Final = tuple(rule for rule in COURSE_RULES if rule.id == "GT-01")
FEAR: Final = tuple(rule for rule in COURSE_RULES if rule.id == "PS-01")
GOAL_TASKS: Final = tuple(rule for rule in TASK_RULES if rule.id == "PS-04")
FEAR_TASKS: Final = tuple(rule for rule in TASK_RULES if rule.id == "PS-01")
# Rules that fire after so many weeks on the plan, and after so many days since a check or the first run.
WEEKS_FIGURES: Final = ("TR-02.weeks", "TR-03.weeks")
DAYS_FIGURE: Final = "GT-01.days"
# The rule that looks at the moods of so many days.
MOOD_FIGURE: Final = "PS-03.days"
NOT_KNOWN_ENOUGH: Final = frozenset({"stale", "unknown"})


class Item(NamedTuple):
    """Something due, until a day or until something is written; ``values`` fill the task's words.

    ``since`` is what the task names as its first day; it shows from ``first`` on, None: from ``since``.
    """

    kind: str
    key: str
    since: date
    values: Mapping[str, Any]
    first: date | None = None
    until: date | None = None


def core_items(file: EpisodeFile, forms: Forms, today: date, usual: UsualTime | None) -> Iterator[Item]:
    """Yield what the core asks for from ``today`` on. The plan must have been started."""
    case = build_case(file, forms, today)
    shares = shares_done(file.days, file.exercises)
    reviews = [_review_on(case, shares, day, file.book) for day in sorted(_days_to_ask(file, case, shares, today))]
    yield from _red_flags(file, reviews[0])
    yield from _flare(reviews[0])
    yield from _over_time(reviews, _trends, lambda key: _first_day(file, forms, today, key))
    yield from _over_time(reviews, _gait, lambda _key: None)
    yield from _talk(reviews[0])
    yield from _gate_tests(file, reviews[0], usual)


def _days_to_ask(file: EpisodeFile, case: Case, shares: Mapping[date, float], today: date) -> set[date]:
    """Return today and every later day on which time alone can change what a rule says."""
    book, start = file.book, file.episode.details.plan_start
    days = {today, *_days_of_other_shares(shares, today)}
    days |= {start + timedelta(weeks=book[figure]) for figure in WEEKS_FIGURES}
    days |= {entry.on + timedelta(days=book[MOOD_FIGURE]) for entry in case.recovery if entry.mood is not None}
    checks = [test.on for test in case.tests if test.test == "fatigue_gait"]
    since = [*checks, *([case.episode.first_run_on] if case.episode.first_run_on else [])]
    days |= {day + timedelta(days=book[DAYS_FIGURE] + 1) for day in since}
    return {day for day in days if day >= today}


def _days_of_other_shares(shares: Mapping[date, float], today: date) -> Iterator[date]:
    """Yield the days on which the share of exercises done, or the one before it, is not what it was the day before."""
    former = _shares_on(shares, today)
    for day in days_of_shares(shares, today):
        present = _shares_on(shares, day)
        if present != former:
            yield day
        former = present


def days_of_shares(shares: Mapping[date, float], today: date) -> Iterator[date]:
    """Yield each day from ``today`` on until none of the shares is recent any more, that day included."""
    last = max(shares, default=today) + ADHERENCE_DAYS * ONE_DAY
    yield from (today + number * ONE_DAY for number in range((last - today).days + 1))


def _shares_on(shares: Mapping[date, float], day: date) -> tuple[int | None, int | None]:
    return adherence_of(shares, day), adherence_of(shares, day - ADHERENCE_DAYS * ONE_DAY)


def _review_on(case: Case, shares: Mapping[date, float], day: date, book: Rulebook) -> Review:
    """Lay the case out for a later day, on which only the share of exercises done is another one."""
    present, previous = _shares_on(shares, day)
    episode = replace(case.episode, adherence_pct=present, previous_adherence_pct=previous)
    return open_review(replace(case, today=day, episode=episode), day, book)


Found = Mapping[str, tuple[str, Mapping[str, Any]]]


def _over_time(
    reviews: list[Review], find: Callable[[Review], Found], first_day: Callable[[str], date | None]
) -> Iterator[Item]:
    """Yield what is found on each day as items that last as long as it is found in the same words."""
    began: dict[str, date] = {}
    under_way: dict[str, Item] = {}
    for review in reviews:
        found = find(review)
        began = {key: began.get(key) or _begin(review, reviews, key, first_day) for key in found}
        for key, item in tuple(under_way.items()):
            if found.get(key) != (item.kind, item.values):
                yield under_way.pop(key)._replace(until=review.today)
        for key, (kind, values) in found.items():
            under_way.setdefault(key, Item(kind, key, began[key], values, review.today))
    yield from under_way.values()


def _begin(review: Review, reviews: list[Review], key: str, first_day: Callable[[str], date | None]) -> date:
    """Return since when it is found: from the first day that was asked about it may have been so before."""
    return (first_day(key) if review is reviews[0] else None) or review.today


def _trends(review: Review) -> Found:
    return {
        f"trend:{reason.rule}": (
            "trend",
            {"title": TREND_TITLES[reason.rule], "sentence": reason_sentence(reason), "rule": reason.rule},
        )
        for reason in fire(review, TRENDS)
    }


def _gait(review: Review) -> Found:
    sentences = [reason_sentence(reason) for reason in fire(review, GAIT)]
    return {"gait": ("gait", {"sentence": sentences[0]})} if sentences else {}


def _first_day(file: EpisodeFile, forms: Forms, today: date, key: str) -> date:
    """Return the first of the days up to today on which the rule fired each day, with what was known then."""
    first = today
    for number in range(1, int(FIGURES["since.days"]) + 1):
        day = today - number * ONE_DAY
        if file.states[0].since > day:
            break
        review = open_review(build_case(file, forms, day), day, file.book)
        if key not in _trends(review):
            break
        first = day
    return first


def _red_flags(file: EpisodeFile, review: Review) -> Iterator[Item]:
    """Yield each reason to refer that no answered referral names."""
    answered = _answered_referral(file)
    for reason in fire(review, SAFETY_RULES):
        if reason.decision == REFER and reason.rule not in answered:
            values = {
                "urgency": urgency_words(reason.urgency),
                "sentence": reason_sentence(reason),
                "rule": reason.rule,
            }
            yield Item("red_flag", f"red_flag:{reason.rule}", _found_on(reason, review.today), values)


def _answered_referral(file: EpisodeFile) -> frozenset[str]:
    latest = file.decisions[-1] if file.decisions else None
    if latest is None or latest.final != REFER:
        return frozenset()
    return frozenset(reason["rule"] for reason in latest.decision["reasons"])


def _found_on(reason: Reason, today: date) -> date:
    return max((fact.on for fact in reason.facts if fact.on is not None), default=today)


def _flare(review: Review) -> Iterator[Item]:
    acted_on = frozenset(past_flares(review))
    fresh = [session for session in new_flares(review) if session.on not in acted_on]
    if fresh:
        yield Item("flare", "flare", fresh[-1].on, {"day": format_date(fresh[-1].on)})


def _talk(review: Review) -> Iterator[Item]:
    for task in tasks(review, GOAL_TASKS):
        yield Item("no_goal", "no_goal", review.today, {"sentence": task_sentence(task)})
    fears = [reason_sentence(reason) for reason in fire(review, FEAR)]
    fears += [task_sentence(task) for task in tasks(review, FEAR_TASKS)]
    result = review.score("TSK-11")
    if fears and result is not None:
        yield Item("fear", "fear", result.on, {"sentence": fears[0]})


def _gate_tests(file: EpisodeFile, review: Review, usual: UsualTime | None) -> Iterator[Item]:
    """Yield the tests of the next gate that are not done or too old, once the gate may be near."""
    near = _gate_is_near(file, review, usual)
    if near is None:
        return
    first = max(near, review.today)
    since = None
    last: tuple[str, ...] = ()
    items: list[Item] = []
    for day in sorted({first, *(day for day in _days_of_age(review) if day > first)}):
        waiting = _waiting_tests(gate_progress(replace(review.case, today=day), day, file.book))
        if waiting == last:
            continue
        if items and items[-1].until is None:
            items[-1] = items[-1]._replace(until=day)
        last = waiting
        if waiting:
            since = since or (near if day == first else day)
            items.append(_tests_item(review, since, day, waiting))
    yield from items


def _days_of_age(review: Review) -> Iterator[date]:
    """Yield the days on which a test gets too old."""
    for test in review.case.tests:
        figure = f"stale.{test.test}"
        if figure in review.book.values:
            yield test.on + timedelta(days=review.book[figure] + 1)


def _gate_is_near(file: EpisodeFile, review: Review, usual: UsualTime | None) -> date | None:
    """Return the day from which the tests of the next gate are worth doing, None while that is not known."""
    state = file.state
    if at_boundary(review):
        return state.since if state else None
    return None if usual is None else phase_entered(file) + usual.shortest


def phase_entered(file: EpisodeFile) -> date:
    """Return the day on which the present phase was entered."""
    since = file.states[-1].since
    for state in reversed(file.states):
        if state.state["phase"] != file.states[-1].state["phase"]:
            break
        since = state.since
    return since


def _waiting_tests(progress: tuple[GateItem, ...]) -> tuple[str, ...]:
    waiting = []
    for test, items in items_by_test(progress).items():
        lacking = [item for item in items if item.state in NOT_KNOWN_ENOUGH]
        if lacking:
            on = lacking[0].on
            waiting.append(f"{TESTS[test].label} ({f'of {format_date(on)}' if on else 'not done'})")
    return tuple(waiting)


def _tests_item(review: Review, since: date, day: date, waiting: tuple[str, ...]) -> Item:
    gate = gate_progress(review.case, review.today, review.book)[0].gate
    values = {"count": len(waiting), "tests": ", ".join(waiting), "gate": gate}
    return Item("tests", f"tests:{gate}", since, values, day)
