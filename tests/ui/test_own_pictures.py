"""A picture of a clinician's own is taken without what a camera writes into it, and within bounds."""

import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from footrehab_desktop.clinic.picture_checks import LONGEST_EDGE, check_pictures
from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.pictures import Photo, picture
from footrehab_desktop.ui.own_pictures import (
    LARGEST_FILE,
    image_of,
    picture_from_file,
    picture_from_frame,
    picture_from_image,
)


def image(width: int, height: int, *, see_through: bool = False) -> QImage:
    made = QImage(width, height, QImage.Format.Format_ARGB32 if see_through else QImage.Format.Format_RGB32)
    made.fill(QColor(200, 30, 30, 90 if see_through else 255))
    made.setPixelColor(0, 0, QColor("blue"))
    return made


def encoded(made: QImage, kind: bytes) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert made.save(buffer, kind.decode())
    return bytes(buffer.data().data())


def decoded(data: bytes) -> QImage:
    return QImage.fromData(data)


def with_exif(jpeg: bytes, orientation: int) -> bytes:
    """Put camera data with a place name and an orientation behind the first marker of a JPEG."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0)
    tiff = b"MM\x00\x2a" + struct.pack(">I", 8) + struct.pack(">H", 1) + entry + struct.pack(">I", 0) + b"Secret Lane 7"
    exif = b"Exif\x00\x00" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def test_camera_data_is_dropped_and_the_picture_stands_upright(qapp: object) -> None:
    photo = with_exif(encoded(image(40, 20), b"JPEG"), orientation=6)
    taken = picture_from_file(photo, "Start")
    assert b"Secret" in photo
    assert b"Secret" not in taken.image
    assert b"Exif" not in taken.image
    assert (taken.width, taken.height, taken.media_type, taken.caption) == (20, 40, "image/jpeg", "Start")
    assert decoded(taken.image).size().toTuple() == (20, 40)


def test_text_inside_a_picture_is_dropped(qapp: object) -> None:
    made = image(10, 10, see_through=True)
    made.setText("Comment", "patient X")
    assert b"patient X" in zlib_text(encoded(made, b"PNG"))
    taken = picture_from_file(encoded(made, b"PNG"), "End")
    assert b"patient X" not in zlib_text(taken.image)
    assert taken.media_type == "image/png"
    assert decoded(taken.image).pixelColor(5, 5).alpha() == 90


def zlib_text(png: bytes) -> bytes:
    """Return a PNG's bytes with its compressed text chunks opened."""
    opened = png
    for chunk in (b"zTXt", b"iTXt"):
        place = png.find(chunk)
        if place >= 0:
            body = png[place + 4 : place + 4 + struct.unpack(">I", png[place - 4 : place])[0]]
            start = body.find(b"\x78")
            opened += zlib.decompress(body[start:]) if start >= 0 else body
    return opened


@pytest.mark.parametrize(("width", "height"), [(4000, 1000), (1000, 4000), (1600, 1600)])
def test_it_is_made_small_enough(qapp: object, width: int, height: int) -> None:
    taken = picture_from_image(image(width, height), "")
    assert max(taken.width, taken.height) == LONGEST_EDGE
    assert taken.width * height == pytest.approx(taken.height * width)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a picture"),
        (b"%PDF-1.7", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "not a picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 30, "not a picture"),
        (b"x" * (LARGEST_FILE + 1), "30 MB"),
    ],
)
def test_anything_else_is_refused_with_what_is_taken(qapp: object, data: bytes, words: str) -> None:
    with pytest.raises(FieldError, match=words):
        picture_from_file(data, "")


def test_a_picture_cut_off_in_the_middle_is_damaged(qapp: object) -> None:
    whole = encoded(image(300, 300, see_through=True), b"PNG")
    with pytest.raises(FieldError, match="damaged"):
        picture_from_file(whole[: len(whole) // 2], "")


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_read(qapp: object) -> None:
    head = b"IHDR" + struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    bomb += struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    with pytest.raises(FieldError, match="60 million"):
        picture_from_file(bomb, "")


def test_an_empty_clipboard_is_said(qapp: object) -> None:
    with pytest.raises(FieldError, match="clipboard"):
        picture_from_image(QImage(), "")


def test_a_drawn_moment_becomes_a_picture_on_white(qapp: object) -> None:
    taken = picture_from_frame(picture("EX-P04")[0], "Start")
    drawn = decoded(taken.image)
    assert (taken.caption, taken.width, taken.height) == ("Start", 600, 600)
    assert drawn.pixelColor(2, 2).lightness() > 250
    assert any(drawn.pixelColor(column, row).lightness() < 80 for column in range(600) for row in range(0, 600, 20))


@pytest.mark.parametrize(
    ("width", "height", "shown"), [(1600, 800, (200, 100)), (30, 60, (100, 200)), (5, 500, (2, 200))]
)
def test_a_kept_picture_is_read_as_large_as_it_is_shown(
    qapp: object, width: int, height: int, shown: tuple[int, int]
) -> None:
    photo = Photo("Start", encoded(image(width, height), b"JPEG"), width, height)
    assert image_of(photo, 200).size().toTuple() == shown


@pytest.mark.parametrize(("size", "see_through"), [((40, 30), False), ((3000, 1000), False), ((40, 30), True)])
def test_what_is_taken_here_is_taken_from_a_file_too(qapp: object, size: tuple[int, int], see_through: bool) -> None:
    check_pictures([picture_from_image(image(*size, see_through=see_through), "Start")])
