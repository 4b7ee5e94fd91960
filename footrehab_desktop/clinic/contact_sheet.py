"""Puts all pictures of the exercise library on pages."""

from pathlib import Path

from footrehab_desktop.errors import UserFixableError
from footrehab_desktop.handouts.contact_sheet import PicturedExercise, draw_contact_sheet
from footrehab_desktop.library.load import Library
from footrehab_desktop.library.pictures import picture


def save_contact_sheet(library: Library, file: Path) -> int:
    """Write a PDF with the pictures of every exercise; return its number of pages.

    Raises ``UserFixableError`` when the file cannot be written.
    """
    cells = (PicturedExercise(exercise.id, exercise.name, picture(exercise.id)) for exercise in library.exercises)
    pdf, pages = draw_contact_sheet(cells)
    try:
        file.write_bytes(pdf)
    except OSError as error:
        raise UserFixableError(f"{file} cannot be written ({error.strerror}). Choose another place.") from error
    return pages
