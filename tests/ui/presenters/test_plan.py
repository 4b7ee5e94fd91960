"""The plan while it is edited: typed doses, steps back, drafts."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from footrehab_desktop.clinic.plan_proposal import PlanProposal, ProposedLine
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.load import Library, load_library
from footrehab_desktop.records.values import PlanItem
from footrehab_desktop.ui.presenters.plan import (
    PlanContent,
    PlanEditor,
    cell_text,
    content_of_draft,
    draft_of,
    weekdays_in,
    with_typed,
)

LIBRARY = load_library()
RAISE = PlanItem("EX-P04", sets=3, reps=8, tempo="2-0-3", side="right", frequency="every other day")


@pytest.fixture
def library() -> Library:
    return LIBRARY


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("sets", "4", 4),
        ("reps", " 12 ", 12),
        ("hold_s", "45", 45),
        ("minutes", "20", 20),
        ("minutes", "", None),
        ("rest_s", "90", 90),
        ("rest_s", "0", 0),
        ("time_of_day", "evening", "evening"),
        ("time_of_day", "", None),
        ("tempo", "3-2-3", "3-2-3"),
        ("tempo", "", ""),
        ("load", "10 kg backpack", "10 kg backpack"),
        ("load", "", ""),
        ("side", "left", "left"),
        ("side", "", None),
        ("frequency", "3 per week", "3 per week"),
        ("note", "<b>not markup</b> 😀 عربي e\u0301", "<b>not markup</b> 😀 عربي e\u0301"),
    ],
)
def test_what_is_typed_is_kept_as_typed(library: Library, field: str, typed: str, kept: object) -> None:
    changed = with_typed(RAISE, field, typed, library)
    assert getattr(changed, field) == kept
    assert cell_text(changed, field) == ("" if kept is None else str(kept))


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("sets", "", "Sets takes a whole number from 1 to 20"),
        ("sets", "0", "Sets takes a whole number from 1 to 20"),
        ("sets", "21", "from 1 to 20"),
        ("reps", "ten", "Repetitions takes a whole number from 1 to 200"),
        ("reps", "-3", "Repetitions"),
        ("reps", "2.5", "Repetitions"),
        ("hold_s", "1e3", "Hold in seconds"),
        ("minutes", "301", "Minutes"),
        ("tempo", "slow", "3-2-3"),
        ("reps", "", "Give repetitions, a hold or minutes"),
        ("rest_s", "601", "Rest in seconds takes a whole number from 0 to 600"),
        ("side", "inner", "left, right or both"),
        ("time_of_day", "noon", "morning, evening or nothing"),
        ("frequency", "   ", "How often is needed"),
        ("load", "x" * 201, "at most 200"),
        ("note", "a\x00b", "cannot be shown"),
    ],
)
def test_a_wrong_dose_is_refused_with_what_the_field_takes(
    library: Library, field: str, typed: str, words: str
) -> None:
    with pytest.raises(FieldError, match=words) as refusal:
        with_typed(RAISE, field, typed, library)
    assert refusal.value.field == field


def test_a_refused_dose_leaves_the_plan_as_it_was(library: Library) -> None:
    editor = PlanEditor(library, PlanContent((RAISE,)))
    with pytest.raises(FieldError):
        editor.type_into(0, "sets", "999")
    assert editor.content.items == (RAISE,)
    assert not editor.changed
    assert not editor.can_undo


def test_saving_keeps_the_steps_back_and_clears_changed(library: Library) -> None:
    editor = PlanEditor(library)
    editor.add(RAISE)
    assert editor.changed
    editor.mark_saved(editor.content)
    assert not editor.changed
    editor.undo()
    assert editor.content.items == ()
    assert editor.changed


def test_typing_the_same_again_is_no_step(library: Library) -> None:
    editor = PlanEditor(library, PlanContent((RAISE,)))
    editor.type_into(0, "sets", "3")
    editor.move(0, -1)
    assert not editor.can_undo


def test_restored_typing_can_be_taken_back_to_what_is_saved(library: Library) -> None:
    saved, typed = PlanContent((RAISE,), "W-GEN"), PlanContent((), "W-STEP")
    editor = PlanEditor(library)
    editor.start(saved, typed)
    assert editor.content == typed
    editor.undo()
    assert editor.content == saved
    assert not editor.changed


def test_a_new_step_ends_what_could_be_taken_again(library: Library) -> None:
    editor = PlanEditor(library, PlanContent((RAISE,)))
    editor.type_into(0, "sets", "2")
    editor.undo()
    editor.type_into(0, "reps", "9")
    assert not editor.can_redo
    editor.redo()
    assert editor.content.items[0].sets == RAISE.sets


def test_one_thing_is_raised_at_a_time_against_the_plan_of_the_days_before(library: Library) -> None:
    editor = PlanEditor(library)
    editor.start(PlanContent((RAISE,)), before_today=(RAISE,))
    editor.type_into(0, "reps", "10")
    for field, typed in (("sets", "4"), ("hold_s", "5"), ("load", "5 kg"), ("frequency", "daily")):
        with pytest.raises(FieldError, match=r"Raise one of them now .* \(LD-20\)") as refusal:
            editor.type_into(0, field, typed)
        assert refusal.value.field
    editor.type_into(0, "reps", "8")
    editor.type_into(0, "sets", "4")
    assert (editor.content.items[0].reps, editor.content.items[0].sets) == (8, 4)


def test_what_makes_it_easier_is_always_taken(library: Library) -> None:
    editor = PlanEditor(library)
    editor.start(PlanContent((RAISE,)), before_today=(RAISE,))
    for field, typed in (("reps", "10"), ("sets", "2"), ("frequency", "2 per week"), ("rest_s", "120")):
        editor.type_into(0, field, typed)
    assert editor.content.items[0].sets == 2


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("Mon Wed Fri", "mon wed fri"),
        ("fr, mo/we", "mon wed fri"),
        ("sunday", "sun"),
        ("tu tu", "tue"),
        ("m", None),
        ("daily", None),
        ("mon morning", None),
        ("", None),
    ],
)
def test_weekdays_are_read_from_words(typed: str, days: str | None) -> None:
    assert weekdays_in(typed) == days


def test_weekdays_become_fixed_days_and_a_frequency_takes_them_away(library: Library) -> None:
    fixed = with_typed(RAISE, "frequency", "Sa Tu", library)
    assert (fixed.days, fixed.frequency, cell_text(fixed, "frequency")) == ("tue sat", "2 per week", "Tue Sat")
    free = with_typed(fixed, "frequency", "daily", library)
    assert (free.days, free.frequency) == (None, "daily")


def test_the_reason_and_the_decision_belong_to_the_version_that_was_saved(library: Library) -> None:
    editor = PlanEditor(library, PlanContent((RAISE,)))
    editor.give_reason(" Ready for more ")
    assert editor.content.note == "Ready for more"
    editor.note_saved(editor.content, PlanContent((RAISE,)))
    assert not editor.changed
    assert editor.content.note == ""


def test_what_was_typed_while_saving_stays_unsaved(library: Library) -> None:
    editor = PlanEditor(library, PlanContent((RAISE,)))
    editor.type_into(0, "sets", "2")
    sent = editor.content
    editor.type_into(0, "sets", "1")
    editor.note_saved(sent, PlanContent(sent.items))
    assert editor.changed
    assert editor.content.items[0].sets == 1


def test_lines_of_a_proposal_are_one_step_and_keep_the_decision(library: Library) -> None:
    editor = PlanEditor(library, PlanContent((RAISE,)))
    more = replace(RAISE, reps=10)
    added = PlanItem("EX-I05", 2, 10, 5)
    lines = (ProposedLine(RAISE, more, "One step."), ProposedLine(None, added, "Part of the protocol."))
    proposal = PlanProposal("episode", "decision", date(2026, 3, 16), "PROGRESS", lines)
    editor.take(proposal, lines)
    assert editor.content == PlanContent((more, added), decision_id="decision")
    editor.undo()
    assert editor.content == PlanContent((RAISE,))


def test_a_line_that_raises_a_second_thing_is_refused(library: Library) -> None:
    editor = PlanEditor(library)
    sets = replace(RAISE, sets=4)
    editor.start(PlanContent((sets,)), before_today=(RAISE,))
    line = ProposedLine(sets, replace(sets, reps=10), "One step.")
    with pytest.raises(FieldError, match="LD-20"):
        editor.take(PlanProposal("e", "d", date(2026, 3, 16), "PROGRESS", (line,)), (line,))
    assert not editor.changed


ITEMS = st.builds(
    PlanItem,
    exercise_id=st.sampled_from([exercise.id for exercise in LIBRARY.exercises]),
    sets=st.integers(1, 20),
    reps=st.integers(1, 200),
    rest_s=st.none() | st.integers(0, 600),
    time_of_day=st.sampled_from([None, "morning", "evening"]),
    days=st.sampled_from([None, "mon wed fri", "sun"]),
    hold_s=st.none() | st.integers(1, 600),
    side=st.sampled_from([None, "left", "right", "both"]),
    note=st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40),
)


@given(st.lists(ITEMS, max_size=6), st.none() | st.just("W-GEN"), st.text(max_size=20), st.none() | st.just("d1"))
@settings(max_examples=40)
def test_a_draft_gives_back_the_plan(
    items: list[PlanItem], table: str | None, note: str, decision_id: str | None
) -> None:
    content = PlanContent(tuple(items), table, note, decision_id)
    stored = json.loads(json.dumps(draft_of(content)))
    assert content_of_draft(stored, LIBRARY) == content


class Editing(RuleBasedStateMachine):
    """Any order of steps can be taken back, one by one, to where it began."""

    def __init__(self) -> None:
        super().__init__()
        self.editor = PlanEditor(LIBRARY)
        self.known: list[PlanContent] = [self.editor.content]

    def _note(self) -> None:
        if self.editor.content != self.known[-1]:
            self.known.append(self.editor.content)

    @rule(item=ITEMS, at=st.integers(-2, 9))
    def add(self, item: PlanItem, at: int) -> None:
        place = self.editor.add(item, at=at)
        assert self.editor.content.items[place] == item
        self._note()

    @precondition(lambda self: self.editor.content.items)
    @rule(data=st.data(), by=st.sampled_from([-1, 1]))
    def move(self, data: st.DataObject, by: int) -> None:
        row = data.draw(st.integers(0, len(self.editor.content.items) - 1))
        item = self.editor.content.items[row]
        place = self.editor.move(row, by)
        assert self.editor.content.items[place] == item
        self._note()

    @precondition(lambda self: self.editor.content.items)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        count = len(self.editor.content.items)
        self.editor.remove(data.draw(st.integers(0, count - 1)))
        assert len(self.editor.content.items) == count - 1
        self._note()

    @rule(table=st.sampled_from([None, "W-GEN", "W-BSI"]))
    def choose(self, table: str | None) -> None:
        self.editor.choose_table(table)
        self._note()

    @precondition(lambda self: len(self.known) > 1)
    @rule()
    def undo(self) -> None:
        self.editor.undo()
        self.known.pop()

    @precondition(lambda self: len(self.known) > 1)
    @rule()
    def undo_and_redo(self) -> None:
        self.editor.undo()
        assert self.editor.content == self.known[-2]
        assert self.editor.can_redo
        self.editor.redo()

    @rule(note=st.sampled_from(["", "Ready for more"]))
    def give_reason(self, note: str) -> None:
        self.editor.give_reason(note)
        self._note()

    @invariant()
    def shows_what_was_done(self) -> None:
        assert self.editor.content == self.known[-1]
        assert self.editor.can_undo == (len(self.known) > 1)


Editing.TestCase.settings = settings(max_examples=25, stateful_step_count=20)
TestEditing = Editing.TestCase
