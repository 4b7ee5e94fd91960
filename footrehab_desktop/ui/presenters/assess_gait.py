"""What a fatigue gait check says while it is scored: items worse than fresh, change of step rate, contact time."""

from collections.abc import Iterable, Mapping
from datetime import date

from footrehab_desktop.library.field_spec import FieldSpec
from footrehab_desktop.progression import Case
from footrehab_desktop.progression.review import open_review
from footrehab_desktop.progression.rulebook import Rulebook
from footrehab_desktop.progression.rules_course import gait_changes
from footrehab_desktop.progression.values import Test

CHECK = "fatigue_gait"
TIRED = f"{CHECK}.items."
STEPS = f"{CHECK}.cadence_change_pct."
MET, NOT_MET = "✓", "✗"
MINUS = "\N{MINUS SIGN}"


def gait_readings(case: Case, assessed_on: date, fields: Iterable[FieldSpec], book: Rulebook) -> Mapping[str, str]:
    """Return one line for each heading under which parts of the check of this day are scored, by heading."""
    review = open_review(case, case.today, book)
    check = next((test for test in review.tests.get(CHECK, ()) if test.on == assessed_on), None)
    if check is None:
        return {}
    worse = {fact.fact for fact in gait_changes(review, check)}
    parts = {spec.part_of: spec.heading for spec in fields if spec.part_of}
    items = next((heading for path, heading in parts.items() if path.startswith(TIRED)), "")
    steps = next((heading for path, heading in parts.items() if path.startswith(STEPS)), "")
    lines = {items: _items_words(check, worse), steps: _step_words(check, worse)}
    return {heading: words for heading, words in lines.items() if heading and words}


def _items_words(check: Test, worse: set[str]) -> str:
    if not check.items:
        return ""
    if "items_worse" in worse:
        return f"{NOT_MET} Running got worse with fatigue: the level goes back to the last stable one."
    return f"{MET} No item worse than fresh or than at the check before."


def _step_words(check: Test, worse: set[str]) -> str:
    change = check.cadence_change_pct
    told = []
    if change is not None:
        sign = NOT_MET if "cadence_change_pct" in worse else MET
        size = f"{change:+.1f} % late in the run".replace("-", MINUS) if change else "unchanged"
        told.append(f"{sign} Step rate {size}.")
    if check.contact_difference_pct is not None:
        sign = NOT_MET if "contact_difference_pct" in worse else MET
        told.append(f"{sign} Contact time differs by {check.contact_difference_pct:g} %.")
    return "  ".join(told)
