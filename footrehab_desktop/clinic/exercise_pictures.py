"""The pictures of an exercise: drawn by the program, or a clinic's own."""

from footrehab_desktop.clinic.own_exercises import is_own
from footrehab_desktop.library.pictures import Photo, Picture, picture
from footrehab_desktop.records.unit_of_work import UnitOfWork


def pictures_of(unit: UnitOfWork, exercise_id: str) -> tuple[Picture, ...]:
    """Return the pictures of an exercise in their order; none for one without."""
    if not is_own(exercise_id):
        return picture(exercise_id)
    return tuple(
        Photo(own.caption, own.image, own.width, own.height) for own in unit.own_exercises.pictures(exercise_id)
    )
