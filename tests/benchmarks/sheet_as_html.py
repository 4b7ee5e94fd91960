"""The exercise sheet as HTML with the same words, fonts and pictures (as SVG), for a rival that prints from HTML."""

from html import escape
from typing import Final

from footrehab_desktop.handouts.content_patient import ExerciseSheet, SheetExercise
from footrehab_desktop.handouts.look import look_for
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.library.drawing import Path as Line
from footrehab_desktop.library.drawing import Shape
from footrehab_desktop.library.pictures import HEIGHT, WIDTH, Frame

STYLE: Final = """
@page { size: A4; margin: 18mm; @top-right { content: "Page " counter(page) " of " counter(pages); } }
body { font-family: sans-serif; font-size: 11pt; line-height: 1.35; }
h1 { color: #0B6B63; font-size: 22pt; }
article { break-inside: avoid; border-top: 0.6pt solid #666; padding: 8pt 0; display: flex; gap: 12pt; }
article > div { flex: 2; } aside { flex: 1; border: 1pt solid #000; border-radius: 4pt; padding: 6pt; }
svg { width: 34mm; height: 34mm; }
"""


def sheet_as_html(sheet: ExerciseSheet) -> str:
    """Return the whole document."""
    look = look_for(PrintOptions(), "patient")
    colours = {role: f"#{colour.hexval()[2:]}" for role, colour in look.picture.items()}
    stops = "".join(f"<li>{escape(sign)}</li>" for sign in sheet.general_stop_signs)
    body = "".join(_exercise(number, each, colours) for number, each in enumerate(sheet.exercises, 1))
    head = f"<p><b>{escape(sheet.person.name)}</b> · {sheet.side.upper()} foot · {escape(sheet.condition)}</p>"
    return (
        f"<html lang='en'><head><title>Your exercises</title><style>{STYLE}</style></head><body>{head}"
        f"<h1>Your exercises</h1><h2>Stop and call the clinic if …</h2><ul>{stops}</ul>{body}</body></html>"
    )


def _exercise(number: int, exercise: SheetExercise, colours: dict[str, str]) -> str:
    steps = "".join(f"<li>{escape(step)}</li>" for step in exercise.steps)
    cues = escape(" · ".join(exercise.cues))
    signs = escape(" · ".join(exercise.stop_signs))
    pictures = "".join(_svg(shown, colours) for shown in exercise.picture if isinstance(shown, Frame))
    return (
        f"<article><div><h2>{number} {escape(exercise.name)}</h2><p><i>{escape(exercise.purpose)}</i></p>"
        f"<ol>{steps}</ol><p><b>Remember:</b> {cues}</p><p><b>Stop if:</b> {signs}</p>{pictures}</div>"
        f"<aside><b>{escape(exercise.dose)}</b><p>{escape(exercise.frequency)}</p></aside></article>"
    )


def _svg(frame: Frame, colours: dict[str, str]) -> str:
    shapes = "".join(_shape(shape, colours) for shape in frame.drawing.shapes if shape.clip is None)
    return f"<svg viewBox='0 0 {WIDTH} {HEIGHT}'>{shapes}</svg><small>{escape(frame.caption)}</small>"


def _shape(shape: Shape, colours: dict[str, str]) -> str:
    fill = colours[shape.fill] if shape.fill else "none"
    stroke = f" stroke='{colours[shape.stroke]}' stroke-width='{shape.width}'" if shape.stroke else ""
    return f"<path d='{_data(shape.path)}' fill='{fill}' fill-rule='evenodd'{stroke}/>"


def _data(path: Line) -> str:
    return " ".join(
        kind + " ".join(f"{number:.2f}" for point in points for number in point) for kind, points in path.pieces
    )
