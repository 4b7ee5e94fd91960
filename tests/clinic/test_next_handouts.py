"""What goes home after a decision is something that the program can print."""

from datetime import UTC, datetime
from typing import Any

import pytest

from footrehab_desktop.clinic.handout_catalogue import KINDS
from footrehab_desktop.clinic.next_handouts import TABLE, handouts_after
from footrehab_desktop.records.values import StoredDecision
from tests.support.session_factory import TODAY

NEW_STAGE: dict[str, Any] = {"level": 3, "next_level": 4, "plan": {"stage": {"table": "W-GEN", "stage": 4}}}


def decided(final: str, decision: dict[str, Any]) -> StoredDecision:
    """Return an answered decision of today."""
    recorded = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
    return StoredDecision("1", "1", TODAY, decision, {}, "1", "accepted", final, "", "1", recorded)


def kinds(final: str, decision: dict[str, Any], *, plan_changes: bool = False) -> list[str]:
    offers = handouts_after(decided(final, decision), KINDS, plan_changes=plan_changes)
    assert all(offer.why.endswith(".") for offer in offers)
    return [offer.kind for offer in offers]


def test_only_kinds_of_the_catalogue_are_offered() -> None:
    assert {row.kind for row in TABLE} <= set(KINDS)


@pytest.mark.parametrize(
    ("final", "expected"),
    [
        ("REFER", ["referral_letter"]),
        ("REGRESS", ["flare_care", "run_plan", "traffic_light", "diary"]),
        ("PROGRESS", ["run_plan", "traffic_light", "diary"]),
        ("HOLD", ["diary"]),
        ("PAUSE", ["flare_care", "diary"]),
    ],
)
def test_what_follows_depends_on_the_decision_that_stands(final: str, expected: list[str]) -> None:
    assert kinds(final, NEW_STAGE) == expected


def test_a_changed_plan_is_printed_first_and_the_same_stage_not_again() -> None:
    assert kinds("PROGRESS", {**NEW_STAGE, "next_level": 3}, plan_changes=True) == ["exercise_sheet", "diary"]
    assert kinds("PROGRESS", {"level": 3, "next_level": 4, "plan": None}) == ["diary"]


def test_what_cannot_be_printed_is_not_offered() -> None:
    assert handouts_after(decided("PROGRESS", NEW_STAGE), ("flare_care",), plan_changes=True) == ()
