"""Every exercise can be written as JSON and read back as it was."""

import json

import pytest

from footrehab_desktop.library.exercise_json import exercise_json
from footrehab_desktop.library.exercises import Exercise, read_exercise
from footrehab_desktop.library.reading import FaultList, Record
from tests.support.session_factory import shipped_library


@pytest.mark.parametrize("exercise", shipped_library().exercises, ids=lambda exercise: exercise.id)
def test_an_exercise_comes_back_as_it_was(exercise: Exercise) -> None:
    content = json.loads(json.dumps(exercise_json(exercise)))
    faults = FaultList()
    assert read_exercise(Record(content, "copy", "", faults), content.pop("domain")) == exercise
    faults.raise_if_any()
