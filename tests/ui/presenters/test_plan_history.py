"""What two versions of a plan do differently, in words."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from footrehab_desktop.records.values import Plan, PlanItem, StoredDecision
from footrehab_desktop.ui.presenters.plan_history import (
    PlanHistory,
    change_words,
    compare_rows,
    compare_summary,
    version_rows,
)
from tests.support.session_factory import shipped_library

LIBRARY = shipped_library()
CALF, FOOT, BIKE = PlanItem("EX-P04", 3, 10), PlanItem("EX-I05", 2, 10, 5), PlanItem("EX-C01", 1, minutes=20)
NAME = LIBRARY.exercise("EX-P04").name
SAVED = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)


def version(number: int, *items: PlanItem, **more: str | None) -> Plan:
    fields = {"run_table": "W-GEN", "note": "", **more}
    return Plan(f"p{number}", "e", number, items, created_at=SAVED, created_by="c", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reps": 12}, "10 → 12 repetitions"),
        ({"sets": 4}, "3 → 4 sets"),
        ({"load": "10 kg"}, "load none → 10 kg"),
        ({"tempo": "3-2-3"}, "tempo none → 3-2-3"),
        ({"frequency": "3 per week"}, "daily → 3 per week"),
        ({"side": "left"}, "no side → LEFT"),
        ({"rest_s": 60}, "no → 60 s rest"),
        ({"time_of_day": "morning"}, "any time → morning"),
        ({"days": "mon fri"}, "days any → Mon Fri"),
        ({"note": "Slowly"}, "note none → Slowly"),
        ({"reps": 12, "load": "5 kg"}, "10 → 12 repetitions, load none → 5 kg"),
    ],
)
def test_each_change_is_said_in_words(changed: dict[str, object], words: str) -> None:
    after = replace(CALF, **changed)  # type: ignore[arg-type]
    assert change_words(version(1, CALF), version(2, after), LIBRARY) == (f"{NAME}: {words}",)


def test_added_taken_out_reordered_and_running() -> None:
    bike, foot = LIBRARY.exercise("EX-C01").name, LIBRARY.exercise("EX-I05").name
    words = change_words(version(1, CALF, FOOT), version(2, BIKE, CALF), LIBRARY)
    assert words == (f"{bike}: new, 20 min · daily", f"{foot}: taken out, 2 × 10 · hold 5 s · daily")
    assert change_words(version(1, CALF, FOOT), version(2, FOOT, CALF), LIBRARY) == ("Another order of the exercises",)
    assert change_words(version(1, CALF), version(2, CALF), LIBRARY) == ("Nothing changed",)
    other = version(2, CALF, run_table=None, run_days="mon thu")
    assert change_words(version(1, CALF), other, LIBRARY) == (
        "Run plan: W-GEN → none",
        "Days for running: any → Mon Thu",
    )


def test_versions_say_who_when_and_why() -> None:
    decision = StoredDecision(
        "d", "e", date(2026, 3, 15), {}, {}, "2026.1", "accepted", "PROGRESS", "", "c", SAVED
    )  # fmt: skip
    second = version(2, replace(CALF, reps=12), note="Strong enough", decision_id="d")
    history = PlanHistory((second, version(1, CALF)), {"c": "Dana Whitfield"}, {"d": decision})
    newest, first = version_rows(history, LIBRARY)
    assert (newest.version, newest.clinician) == (2, "Dana Whitfield")
    assert newest.saved.startswith("16-Mar-2026 ")
    assert newest.why == "Review of 15-Mar-2026: PROGRESS · Strong enough"
    assert newest.changes == (f"{NAME}: 10 → 12 repetitions",)
    assert (first.why, first.changes) == ("", ("First version: 1 exercise",))
    assert version_rows(PlanHistory((), {}, {}), LIBRARY) == ()
    several = version_rows(PlanHistory((version(1, CALF, FOOT),), {"c": "D"}, {}), LIBRARY)
    assert several[0].changes == ("First version: 2 exercises",)


def test_two_versions_side_by_side() -> None:
    rows = compare_rows(version(1, CALF, FOOT), version(3, replace(CALF, reps=12), BIKE), LIBRARY)
    assert [(row.kind, row.earlier, row.later) for row in rows] == [
        ("changed", "3 × 10 · daily", "3 × 12 · daily"),
        ("new", "–", "20 min · daily"),
        ("taken out", "2 × 10 · hold 5 s · daily", "–"),
        ("same", "W-GEN", "W-GEN"),
        ("same", "any", "any"),
    ]
    assert rows[0].change == "10 → 12 repetitions"
    assert compare_summary(rows) == "1 new, 1 changed, 1 taken out, 2 same"
