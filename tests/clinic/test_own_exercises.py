"""A clinic's own exercises: made, copied, changed, retired, and carried to another laptop in a signed file."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from footrehab_desktop.clinic.clinic_library import clinic_library
from footrehab_desktop.clinic.library_file import SharedExercise, read_library_file, write_library_file
from footrehab_desktop.clinic.own_exercises import (
    Imported,
    content_to_copy,
    import_exercises,
    is_own,
    is_trusted,
    open_library_file,
    retire_own_exercise,
    save_own_exercise,
    share_own_exercises,
)
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.errors import FieldError, UserFixableError
from footrehab_desktop.library.exercises import Exercise
from footrehab_desktop.records.values_library import OwnPicture
from tests.support.pictures import own_picture, png
from tests.support.session_factory import make_session, shipped_library

LIBRARY = shipped_library()
PICTURE = own_picture()
SHORT: dict[str, Any] = {
    "name": "Marble race",
    "domain": "intrinsic",
    "target": "Toe muscles",
    "targets": ["toes"],
    "purpose": "Makes toe work fun for two.",
    "set_up": "Sit opposite each other.",
    "steps": ["Pick up a marble with your toes.", "Drop it into the cup."],
    "positions": ["sitting"],
    "dose": {"sets": 2, "reps": 10, "frequency": "daily", "per_week": 7},
    "range": {
        "sets": {"low": 1, "high": 3},
        "reps": {"low": 5, "high": 20},
        "per_week": {"low": 3, "high": 7},
        "mark": "design",
    },
    "clinician": {},
    "each_side": True,
    "phases": ["PH1", "PH2"],
    "conditions": ["all"],
    "impact": False,
}


def add(session: ClinicSession, content: dict[str, Any], exercise_id: str | None = None) -> Exercise:
    with session.unit_of_work() as unit:
        exercise, changes = save_own_exercise(unit, LIBRARY, content, [PICTURE], exercise_id)
    assert changes.library
    return exercise


def test_an_own_exercise_stands_behind_the_shipped_ones(session: ClinicSession) -> None:
    made = add(session, SHORT)
    assert is_own(made.id)
    with session.unit_of_work() as unit:
        library = clinic_library(unit, LIBRARY).library
        assert unit.own_exercises.pictures(made.id) == (PICTURE,)
    assert library.exercises == (*LIBRARY.exercises, made)
    assert library.exercise(made.id).steps == tuple(SHORT["steps"])
    assert library.stop_signs == LIBRARY.stop_signs


def test_copy_and_change(session: ClinicSession) -> None:
    original = LIBRARY.exercise("EX-P04")
    copy = add(session, {**content_to_copy(original), "name": "Heel raise, our way"})
    assert copy.id != original.id
    assert copy.steps == original.steps
    changed = add(session, {**content_to_copy(copy), "name": "Heel raise, slower"}, copy.id)
    with session.unit_of_work() as unit:
        library = clinic_library(unit, LIBRARY).library
    assert [e.name for e in library.exercises if is_own(e.id)] == ["Heel raise, slower"]
    assert changed.id == copy.id


def test_a_retired_exercise_is_off_the_list_and_still_readable(session: ClinicSession) -> None:
    made = add(session, SHORT)
    with session.unit_of_work() as unit, pytest.raises(FieldError, match="needs a reason"):
        retire_own_exercise(unit, made.id, " ")
    with session.unit_of_work() as unit:
        retire_own_exercise(unit, made.id, "Nobody used it")
    with session.unit_of_work() as unit:
        library = clinic_library(unit, LIBRARY).library
    assert library.exercises == LIBRARY.exercises
    assert library.exercise(made.id).name == "Marble race"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"steps": ["One."]}, "steps"),
        ({"domain": "magic"}, "domain"),
        ({"phases": []}, "phases"),
        ({"dose": {"sets": 2, "frequency": "daily", "per_week": 7}}, "dose.reps"),
        ({"easier": "EX-NONE"}, "exercise_id"),
        ({"purpose": "bad \x07 bell"}, "purpose"),
        ({"surprise": 1}, "surprise"),
    ],
)
def test_what_cannot_be_taken_is_named(session: ClinicSession, change: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldError) as refusal:
        add(session, {**SHORT, **change})
    assert refusal.value.field == field
    with session.unit_of_work() as unit:
        assert unit.own_exercises.all() == ()


def test_too_many_pictures(session: ClinicSession) -> None:
    with session.unit_of_work() as unit, pytest.raises(FieldError, match="at most 6 pictures"):
        save_own_exercise(unit, LIBRARY, SHORT, [PICTURE] * 7)


def test_another_laptop_takes_the_file_once(session: ClinicSession, tmp_path: Path) -> None:
    made = add(session, SHORT)
    with session.unit_of_work() as unit:
        file = share_own_exercises(unit)
        assert is_trusted(unit, read_library_file(file))
    with closing(make_session(tmp_path / "other")) as other:
        with other.unit_of_work() as unit:
            assert not is_trusted(unit, read_library_file(file))
            assert import_exercises(unit, LIBRARY, file)[0] == Imported(new=1, changed=0, same=0)
        with other.unit_of_work() as unit:
            assert is_trusted(unit, read_library_file(file))
            assert clinic_library(unit, LIBRARY).library.exercise(made.id) == made
            assert unit.own_exercises.pictures(made.id) == (PICTURE,)
            assert import_exercises(unit, LIBRARY, file)[0] == Imported(new=0, changed=0, same=1)
    add(session, {**SHORT, "name": "Marble relay"}, made.id)
    with session.unit_of_work() as unit:
        assert import_exercises(unit, LIBRARY, file)[0] == Imported(new=0, changed=1, same=0)


@pytest.mark.parametrize(
    ("exercise", "words"),
    [
        (SharedExercise("EX-P04", SHORT), "not a clinic's own"),
        (SharedExercise("OWN-1", {**SHORT, "steps": []}), "steps"),
    ],
)
def test_a_file_is_taken_whole_or_not_at_all(session: ClinicSession, exercise: SharedExercise, words: str) -> None:
    file = write_library_file("Hill Clinic", [SharedExercise("OWN-2", SHORT), exercise], bytes(32))
    with session.unit_of_work() as unit, pytest.raises(UserFixableError, match=words):
        import_exercises(unit, LIBRARY, file)
    with session.unit_of_work() as unit:
        assert unit.own_exercises.all() == ()
        assert unit.sharing_keys.trusted() == ()


def test_a_ladder_of_own_exercises_is_carried_whole(session: ClinicSession, tmp_path: Path) -> None:
    lower = add(session, SHORT)
    session.renew_library()
    with session.unit_of_work() as unit:
        upper, _changes = save_own_exercise(
            unit, session.library, {**SHORT, "name": "Upper", "easier": lower.id}, [PICTURE]
        )
    with session.unit_of_work() as unit:
        file = share_own_exercises(unit)
    with closing(make_session(tmp_path / "other")) as other:
        with other.unit_of_work() as unit:
            assert open_library_file(unit, other.library, file).new == ("Marble race", "Upper")
            assert unit.own_exercises.all() == ()
            import_exercises(unit, other.library, file)
        other.renew_library()
        assert other.library.easier_than(upper.id) == (lower,)
        assert other.library.harder_than(lower.id) == (upper,)


def test_a_ladder_that_comes_back_is_refused(session: ClinicSession) -> None:
    steps = [replace_id(number, easier=f"OWN-{(number + 1) % 3}") for number in range(3)]
    file = write_library_file("Hill Clinic", steps, bytes(32))
    with session.unit_of_work() as unit, pytest.raises(FieldError, match="come back") as refusal:
        import_exercises(unit, LIBRARY, file)
    assert refusal.value.field == "easier"


def replace_id(number: int, **changes: object) -> SharedExercise:
    return SharedExercise(f"OWN-{number}", {**SHORT, "name": f"Step {number}", **changes})


@pytest.mark.parametrize(
    "content",
    [{}, {"name": 5}, {"name": "Hologram", "hologram": True}, {**SHORT, "name": "Magic", "domain": "magic"}],
)
def test_what_a_newer_version_made_is_left_out_and_named(session: ClinicSession, content: dict[str, Any]) -> None:
    made = add(session, SHORT)
    with session.unit_of_work() as unit:
        unit.own_exercises.save("OWN-new", content)
        unit.commit()
    session.renew_library()
    name = content.get("name") if isinstance(content.get("name"), str) else "OWN-new"
    assert session.left_out == (name,)
    assert session.library.exercises == (*LIBRARY.exercises, made)
    assert session.library.exercise("OWN-new").name == name
    assert "cannot read" in session.library.exercise("OWN-new").purpose


def test_what_was_retired_is_taken_again_from_a_file(session: ClinicSession) -> None:
    made = add(session, SHORT)
    with session.unit_of_work() as unit:
        file = share_own_exercises(unit)
    with session.unit_of_work() as unit:
        retire_own_exercise(unit, made.id, "Not used")
    with session.unit_of_work() as unit:
        assert import_exercises(unit, LIBRARY, file)[0] == Imported(new=1, changed=0, same=0)
    session.renew_library()
    assert session.library.exercises[-1] == made


def test_nothing_to_share_is_said(session: ClinicSession) -> None:
    with session.unit_of_work() as unit, pytest.raises(UserFixableError, match="no own exercise"):
        share_own_exercises(unit)


@pytest.mark.parametrize(
    "picture",
    [
        OwnPicture("Start", "image/png", 2, 2, b"words"),
        OwnPicture("Start", "image/png", 2, 2, png(2, 3)),
        OwnPicture("Start", "image/png", 2, 2, png(2, 2)[:20]),
        OwnPicture("Start", "image/jpeg", 2, 2, png(2, 2)),
        OwnPicture("Start", "image/svg+xml", 2, 2, b"<svg/>"),  # type: ignore[arg-type]  # what a file may hold
        OwnPicture("Start", "image/png", 1601, 2, png(1601, 2)),
        OwnPicture("Start", "image/jpeg", 2, 2, b"\xff\xd8\xff\xe1\x00\x08Exif\x00\x00"),
        OwnPicture("bell \x07", "image/png", 2, 2, png(2, 2)),
        OwnPicture("x" * 41, "image/png", 2, 2, png(2, 2)),
    ],
    ids=["words", "other size", "cut off", "other kind", "vector", "too wide", "camera data", "control", "long words"],
)
def test_a_picture_in_a_file_is_checked_before_anything_is_taken(session: ClinicSession, picture: OwnPicture) -> None:
    file = write_library_file("Hill Clinic", [SharedExercise("OWN-1", SHORT, (picture,))], bytes(32))
    with session.unit_of_work() as unit, pytest.raises(FieldError) as refusal:
        open_library_file(unit, LIBRARY, file)
    assert refusal.value.field == "picture"
    with session.unit_of_work() as unit, pytest.raises(FieldError):
        import_exercises(unit, LIBRARY, file)
