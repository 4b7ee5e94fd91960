"""The pictures of the exercises: reading and drawing one the first time, and painting it again."""

import statistics

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from footrehab_desktop.library.pictures import WIDTH, picture, pictured_exercises
from footrehab_desktop.ui import theme
from footrehab_desktop.ui.drawing import ReadyShapes
from footrehab_desktop.ui.widgets.picture_colours import picture_colours
from tests.benchmarks.figures import Figure, milliseconds, percentile

SIDE = 160  # pixels, as on the card of the library


def measure(runs: int) -> list[Figure]:
    """Return all in ms, over every exercise."""
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("The benchmark needs an application with windows.")
    theme.apply(app, "light")
    first = [milliseconds(lambda name=name: picture(name)) for name in pictured_exercises()]
    painted = [_painted(name, max(runs, 5)) for name in pictured_exercises()]
    count = f"{len(painted)} exercises, all their moments"
    return [
        Figure(
            "picture of an exercise, painted", percentile(painted, 0.95), "ms", 3, f"p95 of {count}, {SIDE} px each"
        ),
        Figure("picture of an exercise, first drawn", percentile(first, 0.95), "ms", 40, f"p95 of {count}, from data"),
    ]


def _painted(name: str, runs: int) -> float:
    """Return the median time of painting all moments of an exercise side by side."""
    ready = [ReadyShapes(frame.drawing.shapes) for frame in picture(name)]
    colours = picture_colours()
    target = QPixmap(SIDE * len(ready), SIDE)
    target.fill(Qt.GlobalColor.white)

    def paint() -> None:
        painter = QPainter(target)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(SIDE / WIDTH, SIDE / WIDTH)
        for shapes in ready:
            shapes.paint(painter, colours)
            painter.translate(WIDTH, 0)
        painter.end()

    return statistics.median(milliseconds(paint) for _ in range(runs))
