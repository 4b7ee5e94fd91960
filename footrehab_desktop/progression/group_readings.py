"""What the rules say about one group of findings while it is being asked: refer, still open, or no referral.

A group is clear only when no answer that is still open could bring a referral; what was not answered is never a no.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from footrehab_desktop.progression import codes
from footrehab_desktop.progression.catalogue import DECISION_ROWS
from footrehab_desktop.progression.decision import Reason
from footrehab_desktop.progression.review import Review, open_review
from footrehab_desktop.progression.rule import Rule, fire, safest_first
from footrehab_desktop.progression.rulebook import STANDARD, Rulebook
from footrehab_desktop.progression.rules_safety import (
    CRPS_SIGNS,
    CRPS_SYMPTOMS,
    RUPTURE_SIGNS,
    bone_site,
    wells_score,
)
from footrehab_desktop.progression.sentences_readings import (
    BECAUSE,
    CLEAR,
    MORE,
    NO_RESULT,
    OPEN,
    RESULTS,
    SITE,
    TITLES,
    UNKNOWN_RISK,
    UNTITLED_OPEN,
    URGENT_RESULTS,
)
from footrehab_desktop.progression.values import Case, Finding

REFER, STILL_OPEN, NO_REFERRAL = "refer", "open", "clear"
MOST_NAMES: Final = 3
# A yes to this one takes points away, so an open answer to it cannot bring a referral.
REASSURING: Final = frozenset({"alternative_as_likely"})
# Facts that count findings instead of naming them, with a finding of the same group.
COUNTED: Final = {"symptoms_found": CRPS_SYMPTOMS[0]}
REFERRING: Final = tuple(row for row in DECISION_ROWS if isinstance(row, Rule) and row.decision == "REFER")


class GroupReading(NamedTuple):
    """How a group of findings stands: ``refer``, ``open`` or ``clear``, and the sentence that says so."""

    state: str
    sentence: str


def group_readings(
    case: Case,
    today: date,
    groups: Mapping[str, Sequence[str]],
    answered: Collection[str],
    book: Rulebook = STANDARD,
) -> dict[str, GroupReading]:
    """Return the reading of each group of finding codes of which anything was answered or stands.

    ``answered`` are the findings that were answered with yes, no or a figure.
    """
    review = open_review(case, today, book)
    reasons = sorted(fire(review, REFERRING), key=safest_first)
    readings = {}
    for group, asked in groups.items():
        if any(code in answered or review.has(code) for code in asked):
            readings[group] = _reading(review, reasons, asked, answered)
    return readings


def _reading(
    review: Review, reasons: Iterable[Reason], asked: Sequence[str], answered: Collection[str]
) -> GroupReading:
    title = _title(review, asked)
    sent_on = next((reason for reason in reasons if _is_about(reason, asked)), None)
    if sent_on is not None:
        result = RESULTS.get(sent_on.key) or URGENT_RESULTS[sent_on.urgency or ""]
        found = [codes.FINDINGS[fact.fact].label for fact in sent_on.facts if fact.fact in codes.FINDINGS]
        because = BECAUSE.format(found=_names(found)) if found else ""
        return GroupReading(REFER, _titled(title, f"{result}{because}."))
    missing = [code for code in asked if code not in answered and not review.has(code)]
    if not _may_still_refer(review, asked, missing):
        key = next((code for code in asked if code in CLEAR), "")
        return GroupReading(NO_REFERRAL, _titled(title, f"{CLEAR.get(key, NO_RESULT)}."))
    names = [codes.FINDINGS[code].label for code in missing] or [UNKNOWN_RISK]
    template = OPEN if title else UNTITLED_OPEN
    return GroupReading(STILL_OPEN, template.format(title=title, count=len(names), name=names[0]))


def _is_about(reason: Reason, asked: Sequence[str]) -> bool:
    return any(COUNTED.get(fact.fact, fact.fact) in asked for fact in reason.facts)


def _may_still_refer(review: Review, asked: Sequence[str], missing: Sequence[str]) -> bool:
    """Return whether a referral about the group could follow if all that is open or not known were a yes."""
    patient = review.case.patient
    worst = replace(
        review.case,
        patient=replace(patient, diabetes=patient.diabetes is not False, neuropathy=patient.neuropathy is not False),
        findings=review.case.findings
        + tuple(Finding(code=code, on=review.today) for code in missing if code not in REASSURING),
    )
    supposed = open_review(worst, review.today, review.book)
    return any(_is_about(reason, asked) for reason in fire(supposed, REFERRING))


def _title(review: Review, asked: Sequence[str]) -> str:
    """Return the name of what is computed for a group, with its score so far; empty for other groups."""
    template = next((TITLES[code] for code in asked if code in TITLES), "")
    site = bone_site(review)
    words = {
        "wells": f"{wells_score(review)}".replace("-", "\N{MINUS SIGN}"),
        "rupture": _count(review, RUPTURE_SIGNS),
        "symptoms": _count(review, CRPS_SYMPTOMS),
        "signs": _count(review, CRPS_SIGNS),
        "site": "" if site is None else SITE.format_map(codes.BONE_SITES[site]._asdict()),
    }
    return template.format_map(words)


def _count(review: Review, findings: Iterable[str]) -> int:
    return sum(map(review.has, findings))


def _titled(title: str, sentence: str) -> str:
    return f"{title}: {sentence}" if title else sentence[0].upper() + sentence[1:]


def _names(labels: Sequence[str]) -> str:
    shown = "; ".join(labels[:MOST_NAMES])
    more = len(labels) - MOST_NAMES
    return shown if more <= 0 else MORE.format(shown=shown, more=more)
