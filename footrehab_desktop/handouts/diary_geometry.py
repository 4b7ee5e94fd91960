"""Where everything that a reader needs lies on the diary page, in mm from the top left corner, y down.

The figures hold for form version ``FORM_VERSION``; a change of any figure is a new version. Every printed sheet is
stored with its own layout, so that old sheets stay readable.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from footrehab_desktop.handouts.content import Paper

FORM_VERSION = "1"
DAYS = 7
BUBBLE = 4.8
COLUMN_PITCH = 9.0
FIRST_COLUMN = 74.0
EXERCISE_COLUMNS = (("yes", 74.0), ("part", 92.0), ("no", 113.0))
MARKER_SIDE = 9.0
MARKER_EDGE = 9.0
QR_MODULES = 21
QUIET_MODULES = 4

# ArUco DICT_4X4_50: id and the inner 4 × 4 cells from the top, 1 = white; by corner: top or bottom, left or right.
MARKERS = {
    ("top", "left"): (2, ("0011", "0011", "0010", "1101")),
    ("top", "right"): (4, ("0101", "0100", "1001", "1110")),
    ("bottom", "right"): (7, ("1100", "0100", "1111", "0010")),
    ("bottom", "left"): (9, ("1100", "1111", "0101", "0110")),
}


@dataclass(frozen=True, slots=True)
class DiaryGeometry:
    """The page's size, the first line, the distances of lines and days, and the size of a QR module; all in mm."""

    width: float
    height: float
    first_line: float
    line_pitch: float
    day_pitch: float
    qr_module: float

    def line(self, day: int, line: int) -> float:
        """Return y of ``line`` 0-2 (exercises, pain during, pain next morning) of ``day`` 0-6."""
        return self.first_line + day * self.day_pitch + line * self.line_pitch

    def marker_corner(self, row: str, column: str) -> tuple[float, float]:
        """Return the top left corner of one of the four markers."""
        x = MARKER_EDGE if column == "left" else self.width - MARKER_EDGE - MARKER_SIDE
        y = MARKER_EDGE if row == "top" else self.height - MARKER_EDGE - MARKER_SIDE
        return x, y

    @property
    def qr_side(self) -> float:
        """The dark part of a QR code."""
        return QR_MODULES * self.qr_module

    @property
    def qr_quiet(self) -> float:
        """The white that a QR code needs on every side."""
        return QUIET_MODULES * self.qr_module

    def qr_corners(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the top left corners of the two QR codes: beside the top right and the bottom left marker."""
        beside = MARKER_EDGE + MARKER_SIDE + 2.5 + self.qr_quiet
        return (
            (self.width - beside - self.qr_side, MARKER_EDGE),
            (beside, self.height - MARKER_EDGE - self.qr_side),
        )


GEOMETRIES: dict[Paper, DiaryGeometry] = {
    "A4": DiaryGeometry(210.0, 297.0, 55.0, 9.5, 31.0, 0.9),
    "Letter": DiaryGeometry(215.9, 279.4, 52.0, 9.0, 29.3, 0.85),
}


def diary_layout(sheet_id: str, paper: Paper) -> dict[str, Any]:
    """Return the geometry that a reader needs, as plain JSON: page, sheet id, fields with their bubbles' centres."""
    geometry = GEOMETRIES[paper]
    return {
        "page_mm": [geometry.width, geometry.height],
        "sheet_id": sheet_id,
        "fields": [field for day in range(DAYS) for field in _day_fields(geometry, day)],
    }


def _day_fields(geometry: DiaryGeometry, day: int) -> Iterator[dict[str, Any]]:
    scale = [(value, FIRST_COLUMN + value * COLUMN_PITCH) for value in range(11)]
    lines = (("ex", "yesno", EXERCISE_COLUMNS), ("during", "scale", scale), ("morning", "scale", scale))
    for line, (name, kind, columns) in enumerate(lines):
        y = round(geometry.line(day, line), 2)
        bubbles = [
            {"value": value, "x": round(x, 2), "y": y, "w": BUBBLE, "h": BUBBLE, "shape": "circle"}
            for value, x in columns
        ]
        yield {"id": f"d{day + 1}.{name}", "kind": kind, "bubbles": bubbles}
