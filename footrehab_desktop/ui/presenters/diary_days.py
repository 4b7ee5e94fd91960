"""The exercises of one typed day: one answer for all, single answers where they differ, never two that contradict."""

from collections.abc import Mapping
from typing import NamedTuple

from footrehab_desktop.ui.presenters.diary_lines import ALL_EXERCISES, Row, exercise_row

DONE = frozenset({"yes", "part", "no"})
ALIKE = frozenset({"yes", "no"})  # an answer for all that says the same of each exercise; "part" does not


class DayExercises(NamedTuple):
    """What is typed: ``whole`` for all, ``single`` by exercise ("" = nothing), and what the plan asks on this day."""

    whole: str
    single: Mapping[str, str]
    prescribed: tuple[str, ...]

    def implied(self, row: Row) -> str:
        """Return what follows for an empty cell: single answers from the whole, the whole from the single answers."""
        if row != ALL_EXERCISES:
            return self.whole if self.whole in ALIKE and row.exercise in self.prescribed else ""
        answers = {answer for answer in self.single.values() if answer in DONE}
        return (answers.pop() if len(answers) == 1 else "part") if answers else ""

    def answer_all(self, text: str) -> dict[Row, str]:
        """Return the cells to change when all exercises are answered at once; single answers give way to it."""
        if text in ALIKE:
            said = [e for e, answer in self.single.items() if e in self.prescribed or answer != text]
            return {ALL_EXERCISES: text, **{exercise_row(exercise): "" for exercise in said}}
        if text == "part" and self._all_answered:
            if self.implied(ALL_EXERCISES) == "part":
                return {}
            return {ALL_EXERCISES: text, **{exercise_row(exercise): "" for exercise in self.single}}
        return {ALL_EXERCISES: text}

    def answer_one(self, exercise: str, text: str) -> dict[Row, str]:
        """Return the cells to change for a single answer; where it differs, the whole is spelled out for the others."""
        row = exercise_row(exercise)
        if self.whole in ALIKE and text == self.whole:
            return {row: "" if exercise in self.prescribed else text}
        if self.whole in ALIKE and text in DONE:
            others = {exercise_row(other): self.whole for other in self.prescribed}
            return {ALL_EXERCISES: "", **others, row: text}
        after = {**self.single, exercise: text}
        if self.whole == "part" and all(after.get(other) in DONE for other in self.prescribed or (exercise,)):
            return {ALL_EXERCISES: "", row: text}
        return {row: text}

    @property
    def _all_answered(self) -> bool:
        return bool(self.prescribed) and all(self.single.get(exercise) in DONE for exercise in self.prescribed)
