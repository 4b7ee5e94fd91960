"""Checks pictures that came with a library file: what is kept is small, whole, and holds nothing but the picture."""

import struct
from collections.abc import Sequence
from typing import Final

from footrehab_desktop.clinic.text_checks import check_printable
from footrehab_desktop.errors import FieldError
from footrehab_desktop.records.values_library import OwnPicture

FIELD: Final = "picture"
MOST_PICTURES: Final = 6
LONGEST_EDGE: Final = 1600
LONGEST_CAPTION: Final = 40
LARGEST_IMAGE: Final = 12 * 1024 * 1024
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"
_CAMERA_DATA: Final = 0xE1
_NO_FRAME: Final = frozenset({0xC4, 0xC8, 0xCC})


def check_pictures(pictures: Sequence[OwnPicture]) -> None:
    """Refuse too many pictures, and one that is not a small PNG or JPEG of the size it says, without camera data."""
    if len(pictures) > MOST_PICTURES:
        raise FieldError(FIELD, f"An exercise takes at most {MOST_PICTURES} pictures.")
    for picture in pictures:
        _check(picture)


def _check(picture: OwnPicture) -> None:
    check_printable(FIELD, "The words below a picture", picture.caption)
    if len(picture.caption) > LONGEST_CAPTION:
        raise FieldError(FIELD, f"The words below a picture take at most {LONGEST_CAPTION} characters.")
    size = (picture.width, picture.height)
    fits = len(picture.image) <= LARGEST_IMAGE and all(1 <= edge <= LONGEST_EDGE for edge in size)
    if not fits or _size(picture) != size:
        raise FieldError(FIELD, f"A picture has to be a PNG or JPEG of at most {LONGEST_EDGE} × {LONGEST_EDGE} pixels.")


def _size(picture: OwnPicture) -> tuple[int, int] | None:
    """Return width and height as the image itself says; None for anything that is not such an image."""
    try:
        if picture.media_type == "image/png" and picture.image.startswith(_PNG):
            width, height = struct.unpack_from(">II", picture.image, 16)
            return width, height
        if picture.media_type == "image/jpeg" and picture.image.startswith(_JPEG):
            return _jpeg_size(picture.image)
    except struct.error:
        return None
    return None


def _jpeg_size(image: bytes) -> tuple[int, int] | None:
    """Walk over the segments to the frame; camera data on the way is not taken."""
    place = len(_JPEG)
    while True:
        start, marker, length = struct.unpack_from(">BBH", image, place)
        if start != 0xFF or marker == _CAMERA_DATA:
            return None
        if 0xC0 <= marker <= 0xCF and marker not in _NO_FRAME:
            height, width = struct.unpack_from(">HH", image, place + 5)
            return width, height
        place += 2 + length
