"""Reads and saves the practice's own details, and how its handouts look and are usually printed."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from footrehab_desktop.clinic.changes import Changes
from footrehab_desktop.clinic.print_choices import brand_of, keep_for_clinic, usual_options
from footrehab_desktop.clinic.print_sample import prepare_sample
from footrehab_desktop.clinic.session import ClinicSession
from footrehab_desktop.clinic.text_checks import check_name, check_printable
from footrehab_desktop.errors import FieldError, SurroundingsError
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.handouts.preview import PageImage, render_page
from footrehab_desktop.records.values import Clinic
from footrehab_desktop.ui.own_pictures import picture_from_file, picture_from_image

# Enough for 5 cm at 300 dots an inch; every handout carries the logo.
LOGO_EDGE: Final = 600
SAMPLE_DPI: Final = 50


@dataclass(frozen=True, slots=True)
class PrintLook:
    """The clinic with its look, its usual options, and what of them could not be taken (a sentence, or empty)."""

    clinic: Clinic
    options: PrintOptions
    refused: str


def load_clinic(session: ClinicSession) -> Clinic:
    """Return the practice as recorded."""
    with session.unit_of_work() as unit:
        return unit.clinics.get()


def save_clinic(session: ClinicSession, clinic: Clinic) -> Changes:
    """Save the practice but for its look. Raises ``FieldError`` for the first text that cannot stand on a handout."""
    check_name("name", "The name of the clinic", clinic.name)
    check_printable("address", "The address", clinic.address)
    check_printable("phone", "The phone number", clinic.phone)
    with session.unit_of_work() as unit:
        now = unit.clinics.get()
        unit.clinics.save(replace(clinic, accent=now.accent, footer=now.footer, logo=now.logo, retention=now.retention))
        unit.commit()
    return Changes(clinic=True)


def load_look(session: ClinicSession) -> PrintLook:
    """Return how handouts look and are usually printed."""
    with session.unit_of_work() as unit:
        options, refused = usual_options(unit)
        return PrintLook(unit.clinics.get(), options, refused)


def save_look(session: ClinicSession, *, accent: str, footer: str, logo: bytes) -> Changes:
    """Save colour, footer and logo; empty: none. Raises ``FieldError`` for what cannot be printed, with the reason."""
    check_printable("footer", "The footer", footer)
    with session.unit_of_work() as unit:
        clinic = replace(unit.clinics.get(), accent=accent or None, footer=footer or None, logo=logo or None)
        brand_of(clinic)
        unit.clinics.save(clinic)
        unit.commit()
    return Changes(clinic=True)


def save_usual_options(session: ClinicSession, options: PrintOptions) -> Changes:
    """Save how handouts are printed where nothing else was chosen for a patient."""
    with session.unit_of_work() as unit:
        return keep_for_clinic(unit, options)


def read_logo(path: Path) -> bytes:
    """Return the picture in a file as it is printed: small, encoded anew, without what a camera wrote into it.

    Raises ``FieldError`` when it is no picture, ``SurroundingsError`` when it cannot be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SurroundingsError(f"The picture cannot be read ({error.strerror}). Choose another one.") from error
    try:
        image = QImage.fromData(picture_from_file(data, "").image)
    except FieldError as error:
        raise FieldError("logo", str(error)) from None
    if max(image.width(), image.height()) > LOGO_EDGE:
        ratio, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(LOGO_EDGE, LOGO_EDGE, ratio, smooth)
    return picture_from_image(image, "").image


def sample_page(session: ClinicSession, options: PrintOptions, today: date) -> PageImage:
    """Return the first page of a sample sheet, small."""
    with session.unit_of_work() as unit:
        return render_page(prepare_sample(unit, session.library, today, options).pdf, 0, SAMPLE_DPI)
