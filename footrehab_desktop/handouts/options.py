"""How a handout is printed: paper, size of the print, colours, pictures, language, layout and the clinic's brand.

Kept per patient and clinic as JSON without the brand, which is the clinic's own. No PDF library is loaded here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from types import UnionType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.patient_texts import languages

Paper = Literal["A4", "Letter", "A5"]
Orientation = Literal["portrait", "landscape"]
Size = Literal["normal", "large_print", "low_literacy"]
Colours = Literal["colour", "black_and_white", "toner_saver"]
Layout = Literal["sheet", "card", "booklet", "poster"]

LEAST_CONTRAST: Final = 4.5
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
_LONGEST_FOOTER: Final = 200


def grey_contrast(colour: str) -> float:
    """Return the contrast to white (WCAG 2.2, 1 to 21) that ``#RRGGBB`` keeps on a printer without colours.

    The lower one of the colour itself and of its grey (ITU-R BT.601 weights, as printers take them).
    """
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    grey = 0.299 * red + 0.587 * green + 0.114 * blue
    own = 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)
    return 1.05 / (max(own, _linear(grey)) + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


@dataclass(frozen=True, slots=True)
class Brand:
    """The clinic's look: ``accent`` a colour ``#RRGGBB`` that reads in grey, ``footer`` a line for the foot of every
    page, ``logo`` a PNG or JPEG file; empty: none. Raises ``FieldError`` for what cannot be printed."""

    accent: str = ""
    footer: str = ""
    logo: bytes = b""

    def __post_init__(self) -> None:
        if self.accent and not _COLOUR.fullmatch(self.accent):
            raise FieldError("accent", "The clinic's colour takes the form #RRGGBB, such as #0B6B63.")
        if self.accent and grey_contrast(self.accent) < LEAST_CONTRAST:
            raise FieldError("accent", "The clinic's colour reads badly in grey: choose a darker one.")
        if len(self.footer) > _LONGEST_FOOTER or "\n" in self.footer:
            raise FieldError("footer", f"The footer takes one line of at most {_LONGEST_FOOTER} characters.")
        if self.logo and not self.logo.startswith((_PNG, _JPEG)):
            raise FieldError("logo", "The logo takes a PNG or JPEG picture.")


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How a handout is printed. ``layout`` is that of the exercise sheet; ``mirrored``: pictures show the side that is
    trained, otherwise the right one; ``both_sides``: the paper is printed on both sides."""

    paper: Paper = "A4"
    orientation: Orientation = "portrait"
    size: Size = "normal"
    colours: Colours = "colour"
    pictures: bool = True
    mirrored: bool = True
    both_sides: bool = False
    layout: Layout = "sheet"
    language: str = "en"
    brand: Brand = field(default=Brand())

    def to_json(self) -> dict[str, Any]:
        """Return the options as plain values; the brand belongs to the clinic and is left out."""
        return {name: getattr(self, name) for name in _kept()}

    @classmethod
    def from_json(cls, values: Mapping[str, Any], brand: Brand | None = None) -> "PrintOptions":
        """Return kept options, with defaults for what is not there.

        Raises ``FieldError`` for an unknown name or value, with its place and what is allowed.
        """
        allowed = _kept()
        for name, value in values.items():
            if name not in allowed:
                raise FieldError(name, f"Print options have no “{name}”: they take {', '.join(allowed)}.")
            if not any(value is choice or (value == choice and type(value) is str) for choice in allowed[name]):
                choices = ", ".join(
                    choice if isinstance(choice, str) else str(choice).lower() for choice in allowed[name]
                )
                raise FieldError(name, f"The print option “{name}” takes {choices}.")
        return cls(**values, brand=brand or Brand())


def choices_of(option: str) -> tuple[Any, ...]:
    """Return the values that an option takes, the default first. Raises ``KeyError`` for an unknown option."""
    return _kept()[option]


def _kept() -> dict[str, tuple[Any, ...]]:
    """Return every option that is kept, with its allowed values."""
    hints = get_type_hints(PrintOptions)
    return {item.name: _allowed(item.name, hints[item.name]) for item in fields(PrintOptions) if item.name != "brand"}


def _allowed(name: str, hint: type | UnionType) -> tuple[Any, ...]:
    if name == "language":
        return languages()
    return get_args(hint) if get_origin(hint) is Literal else (True, False)
