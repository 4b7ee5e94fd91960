"""What signed answers are to the core: findings, tests with their parts, measures, facts about patient and episode.

The newest answer to a question counts. "No" clears what was found before; "not assessed" says nothing and clears
nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from footrehab_desktop.clinic.assessments import DatedObservation, latest_answers
from footrehab_desktop.clinic.foot_posture import posture_score
from footrehab_desktop.clinic.outcome_results import comparable_scores
from footrehab_desktop.library.field_spec import CHOICE, DATE, NUMBER, TEXT, YES_NO, FieldSpec
from footrehab_desktop.library.forms import Forms
from footrehab_desktop.progression.codes import TESTS
from footrehab_desktop.progression.symmetry import TIMED
from footrehab_desktop.records.values import Assessment, Observation, Side

POSTURE_TEST = "fpi6"
SIDES_OF_FEET: tuple[Side, ...] = ("left", "right")
GAIT_SECTION, GOALS_SECTION = "gait", "goals"
GOAL_PREFIX = "goal_"
FIRST_STEP_TEST, FIRST_STEP_MEASURE = "first_step_pain", "VAS-first-step"
NOT_ASSESSED, YES, NO = "not_assessed", "yes", "no"
GRADED_UNITS = frozenset({"NPRS", "0-2", "0-3", "0-4"})
YES_NO_RESULTS = {YES: 1.0, NO: 0.0}
FINDINGS_ROOT = "findings"
FLARE_DAY, FLARE_TRIGGER = "flare_on", "flare_trigger"
# A flare shows within the two days for which a session is watched.
WATCHED = timedelta(days=2)
ITEM_LISTS = ("items", "fresh_items")
# A test without any of these was not done: eight items scored fresh alone are no check of fatigue.
RESULTS = frozenset({"involved", "uninvolved", "items", "cadence_change_pct", "contact_difference_pct"})
LONGEST_NAME = 80


def understood(assessments: Iterable[Assessment], forms: Forms) -> tuple[Assessment, ...]:
    """Leave out the answers that say nothing to the rules: not assessed, or to a field of an earlier version."""
    known = {spec.code for spec in forms.fields}
    return tuple(
        replace(a, observations=tuple(o for o in a.observations if o.text != NOT_ASSESSED and o.code in known))
        for a in assessments
    )


def findings_of(assessments: tuple[Assessment, ...], forms: Forms) -> list[dict[str, Any]]:
    """Return every finding that stands, with value, first day and bone site as far as they were recorded."""
    latest = latest_answers(assessments)
    begun = _first_days(latest.values(), forms)
    found = []
    for (code, _side), answer in sorted(latest.items(), key=lambda item: str(item[0])):
        spec = forms.field(code)
        if spec.finding and is_found(spec, answer.observation):
            found.append(_finding(spec, spec.finding, answer, begun))
    return found


def is_found(spec: FieldSpec, observation: Observation) -> bool:
    """Tell whether an answer says that a finding is there. Nought measured is nothing found."""
    if spec.kind == NUMBER:
        return bool(observation.number)
    if spec.kind in {DATE, CHOICE}:
        return observation.text not in {None, NO, NOT_ASSESSED}
    return observation.text == YES


def _finding(
    spec: FieldSpec, code: str, answer: DatedObservation, begun: Mapping[str, DatedObservation]
) -> dict[str, Any]:
    observation = answer.observation
    found: dict[str, Any] = {"code": code, "on": answer.on.isoformat()}
    first = begun.get(code)
    if spec.kind == DATE:
        found["since"] = observation.text
    elif first is not None and first.on >= answer.on:
        # A first day noted before belongs to an earlier time of the same finding.
        found["since"] = first.observation.text
    if spec.kind == NUMBER:
        found["value"] = observation.number
    site = spec.site or (observation.text if spec.kind == CHOICE else None)
    return found if site is None else {**found, "site": site}


def _first_days(answers: Iterable[DatedObservation], forms: Forms) -> dict[str, DatedObservation]:
    """Return the answers that say when a finding began, by the finding."""
    begun = {}
    for answer in answers:
        root, _, rest = forms.field(answer.observation.code).fact.partition(".")
        if root == FINDINGS_ROOT:
            begun[rest.partition(".")[0]] = answer
    return begun


def add_facts(case: dict[str, Any], assessments: tuple[Assessment, ...], forms: Forms) -> None:
    """Put the newest answer to each field with a fact at its place in the case."""
    for answer in sorted(latest_answers(assessments).values(), key=lambda answer: answer.on):
        path = forms.field(answer.observation.code).fact
        root, *keys = path.split(".")
        if keys and root != FINDINGS_ROOT:
            place = case[root]
            for key in keys[:-1]:
                place = place.setdefault(key, {})
            place[keys[-1]] = _fact(forms.field(answer.observation.code), answer.observation)
    shoes = case["episode"].pop("shoes", {})
    if shoes:
        # The core knows shoes by name; one that nobody named is called by its number.
        case["episode"]["shoes"] = [{"id": f"Shoe {int(at) + 1}", **shoe} for at, shoe in sorted(shoes.items())]


def _fact(spec: FieldSpec, observation: Observation) -> bool | int | float | str:
    if observation.number is not None:
        number = observation.number
        return int(number) if number.is_integer() else number
    text = observation.text or ""
    if spec.kind == YES_NO:
        return text == YES
    return " ".join(text.split())[:LONGEST_NAME] if spec.kind == TEXT else text


def tests_of(assessments: tuple[Assessment, ...], forms: Forms, side: Side) -> list[dict[str, Any]]:
    """Pair left and right of each test in each assessment; with both feet affected there is no sound side."""
    tests: list[dict[str, Any]] = []
    for assessment in assessments:
        sides: dict[str, dict[Side | None, Any]] = defaultdict(dict)
        set_ups: dict[str, str | None] = {}
        for observation in assessment.observations:
            test = forms.field(observation.code).test
            result = result_of(observation)
            if test and result is not None:
                sides[test][observation.side] = result
                set_ups[test] = observation.set_up
        for side_of_foot in SIDES_OF_FEET:
            posture = posture_score(assessment.observations, side_of_foot)
            if posture is not None:
                sides[POSTURE_TEST][side_of_foot] = posture.value
        parts = _parts(assessment, forms)
        for test in sides.keys() | parts.keys():
            entry = _test(test, sides.get(test, {}), side, set_ups.get(test), assessment.assessed_on)
            entry = _with_parts(entry, parts.get(test, {}), tests)
            if RESULTS & entry.keys():
                tests.append(entry)
    return sorted(tests, key=lambda test: (test["on"], test["test"]))


def result_of(observation: Observation) -> float | None:
    """Return a test's result; a test answered with yes or no counts 1 or 0."""
    return observation.number if observation.number is not None else YES_NO_RESULTS.get(observation.text or "")


def _test(test: str, values: Mapping[Side | None, float], side: Side, set_up: str | None, on: date) -> dict[str, Any]:
    involved, uninvolved = _by_involvement(test, values, side)
    entry = {"test": test, "on": on.isoformat(), "involved": involved, "uninvolved": uninvolved, "set_up": set_up}
    return {key: value for key, value in entry.items() if value is not None}


def _by_involvement(test: str, values: Mapping[Side | None, float], side: Side) -> tuple[float | None, float | None]:
    """Return involved and uninvolved. With both feet affected there is no sound side: the worse foot stands alone."""
    if None in values or not values:
        return values.get(None), None
    if side == "both":
        less_is_better = test in TIMED or TESTS[test].unit in GRADED_UNITS
        return (max if less_is_better else min)(values.values()), None
    return values.get(side), values.get("left" if side == "right" else "right")


def _parts(assessment: Assessment, forms: Forms) -> dict[str, dict[str, Any]]:
    """Return the parts of tests by test: single values, and lists of items where every item was answered.

    Of an item scored on both sides the worse one counts.
    """
    answered: dict[str, float] = {}
    for observation in assessment.observations:
        path, result = forms.field(observation.code).part_of, result_of(observation)
        if path and result is not None:
            answered[path] = max(result, answered.get(path, result))
    parts: dict[str, dict[str, Any]] = defaultdict(dict)
    for path, value in answered.items():
        test, name, *index = path.split(".")
        if not index:
            parts[test][name] = value
    for test, name in {tuple(path.split(".")[:2]) for path in answered if path.count(".") > 1}:
        asked = sorted({spec.part_of for spec in forms.fields if spec.part_of.startswith(f"{test}.{name}.")})
        if all(path in answered for path in asked):
            parts[test][name] = _joined(name, [answered[path] for path in asked])
    return parts


def _joined(name: str, values: list[float]) -> list[int] | float:
    """Return scored items as they are, and two step rates as the change from the first to the second in percent."""
    if name in ITEM_LISTS:
        return [int(value) for value in values]
    early, late = values
    return round(100 * (late - early) / early, 2)


def _with_parts(entry: dict[str, Any], parts: Mapping[str, Any], before: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Add the parts. Items that nothing was scored to compare with would pass for "no worse", so they are left out."""
    compared = "fresh_items" in parts or any(test["test"] == entry["test"] and "items" in test for test in before)
    kept = {name: value for name, value in parts.items() if name not in ITEM_LISTS or compared}
    return {**entry, **kept}


def measures_of(assessments: tuple[Assessment, ...], tests: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return every score that can be compared with the newest of its measure.

    First-step pain in millimetres is a measure of its own as well as a test.
    """
    scores = [
        {"measure": result.entry.instrument, "on": result.on.isoformat(), "score": result.entry.score}
        for result in comparable_scores(assessments)
    ]
    return scores + [
        {"measure": FIRST_STEP_MEASURE, "on": test["on"], "score": test["involved"]}
        for test in tests
        if test["test"] == FIRST_STEP_TEST and "involved" in test
    ]


def gait_assessed_on(assessments: Iterable[Assessment], forms: Forms) -> date | None:
    """Return the day of the newest assessment with an answer about gait."""
    asked = {spec.code for spec in forms.section(GAIT_SECTION).fields}
    days = [a.assessed_on for a in assessments if any(observation.code in asked for observation in a.observations)]
    return max(days, default=None)


def flare_triggers(assessments: Iterable[Assessment]) -> dict[date, str]:
    """Return what set off a flare, by each day whose session may have flared: two days back from the flare's first."""
    triggers: dict[date, str] = {}
    for assessment in assessments:
        answers = {observation.code: observation.text for observation in assessment.observations}
        trigger = answers.get(FLARE_TRIGGER)
        if trigger is not None:
            first = date.fromisoformat(answers.get(FLARE_DAY) or assessment.assessed_on.isoformat())
            triggers |= {first - WATCHED + timedelta(days=day): trigger for day in range(WATCHED.days + 1)}
    return triggers


def goal_signed(assessments: Iterable[Assessment], forms: Forms) -> bool:
    """Tell whether a goal in words stands in a signed assessment."""
    goals = {
        spec.code
        for spec in forms.section(GOALS_SECTION).fields
        if spec.kind == TEXT and spec.code.startswith(GOAL_PREFIX)
    }
    return any(o.code in goals and (o.text or "").strip() for a in assessments for o in a.observations)
