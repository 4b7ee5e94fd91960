"""Typing a dosage: usual ranges, one question beyond them, and the parts that an exercise is dosed by."""

from dataclasses import replace

import pytest

from footrehab_desktop.clinic.plans import item_for
from footrehab_desktop.library.load import load_library
from footrehab_desktop.records.values import PlanItem
from footrehab_desktop.ui.presenters.plan import PlanContent, PlanEditor
from footrehab_desktop.ui.presenters.plan_dose import DoseTyping

LIBRARY = load_library()
SHORT_FOOT = item_for(LIBRARY.exercise("EX-I05"), "right")
BIKE = item_for(LIBRARY.exercise("EX-C01"), "right")


def typing(*items: PlanItem, before_today: tuple[PlanItem, ...] = ()) -> tuple[DoseTyping, PlanEditor]:
    editor = PlanEditor(LIBRARY)
    editor.start(PlanContent(items), before_today=before_today)
    return DoseTyping(editor, LIBRARY), editor


def test_within_the_usual_range_nothing_is_asked() -> None:
    line, editor = typing(SHORT_FOOT)
    usual = LIBRARY.exercise("EX-I05").dose_range.reps
    assert usual is not None
    for reps in (usual.low, usual.high):
        assert line.take(0, "reps", str(reps)).sentence == ""
        assert editor.content.items[0].reps == reps


@pytest.mark.parametrize(
    ("field", "typed"), [("sets", "9"), ("reps", "60"), ("hold_s", "45"), ("frequency", "5 times a day")]
)
def test_beyond_it_is_asked_once_with_range_and_mark(field: str, typed: str) -> None:
    line, editor = typing(SHORT_FOOT)
    reply = line.take(0, field, typed)
    assert reply.asks
    assert "usual here is" in reply.sentence
    assert "(own choice)" in reply.sentence
    assert reply.sentence.endswith("to keep " + typed.split()[0] + ".") or field == "frequency"
    assert editor.content.items == (SHORT_FOOT,)
    assert line.take(0, field, typed).sentence == ""
    assert editor.content.items != (SHORT_FOOT,)


def test_a_value_that_was_beyond_the_range_already_is_not_asked_about() -> None:
    line, _editor = typing(replace(SHORT_FOOT, reps=60))
    assert line.take(0, "reps", "60").sentence == ""


def test_without_asking_it_is_taken_but_never_when_it_is_impossible() -> None:
    line, editor = typing(SHORT_FOOT)
    assert line.take(0, "reps", "60", ask=False).sentence == ""
    reply = line.take(0, "reps", "999", ask=False)
    assert (reply.asks, "from 1 to 200" in reply.sentence) == (False, True)
    assert editor.content.items[0].reps == 60


def test_two_things_raised_are_refused_where_they_are_typed() -> None:
    line, editor = typing(SHORT_FOOT, before_today=(SHORT_FOOT,))
    assert line.take(0, "reps", "12").sentence == ""
    reply = line.take(0, "sets", "3")
    assert not reply.asks
    assert "LD-20" in reply.sentence
    assert editor.content.items[0].sets == SHORT_FOOT.sets


def test_an_exercise_is_dosed_by_minutes_or_by_repetitions() -> None:
    line, _editor = typing(SHORT_FOOT, BIKE)
    assert {"reps", "hold_s", "tempo"} <= set(line.shown_fields(0))
    assert "minutes" not in line.shown_fields(0)
    assert "minutes" in line.shown_fields(1)
    assert "reps" not in line.shown_fields(1)


def test_the_usual_range_is_worded_for_numbers_and_days_only() -> None:
    line, _editor = typing(SHORT_FOOT)
    allowed = LIBRARY.exercise("EX-I05").dose_range
    assert line.usual(0, "sets") == f"{allowed.sets.low}–{allowed.sets.high}"
    assert line.usual(0, "frequency") == f"{allowed.per_week.low}–{allowed.per_week.high}"
    assert line.usual(0, "note") == line.usual(0, "load") == ""
