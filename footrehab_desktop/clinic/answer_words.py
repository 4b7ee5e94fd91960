"""A recorded answer as people read it, the same on screen and on paper."""

from datetime import date

from footrehab_desktop.library.dates import format_date
from footrehab_desktop.library.field_spec import DATE, NPRS, NUMBER, SEVERAL, FieldSpec, unit_suffix
from footrehab_desktop.records.values import Observation


def number_text(spec: FieldSpec, number: float) -> str:
    """Return a recorded number as it is typed and read."""
    return f"{number:.{spec.decimals}f}" if round(number, spec.decimals) == number else f"{number:g}"


def unit_words(spec: FieldSpec) -> str:
    """Return what stands behind a number of this field: a space with the unit, ``/10`` for a pain score, or nothing."""
    if spec.kind == NPRS:
        return "/10"
    return unit_suffix(spec.unit) if spec.kind == NUMBER else ""


def answer_words(spec: FieldSpec, observation: Observation) -> str:
    """Return an answer as people read it, with its unit."""
    if observation.number is not None:
        return f"{number_text(spec, observation.number)}{unit_words(spec)}"
    text = observation.text or ""
    if spec.kind == DATE and text:
        return format_date(date.fromisoformat(text))
    words = dict(spec.answers)
    if spec.kind == SEVERAL:
        return ", ".join(words.get(code, code) for code in text.split())
    return words.get(text, text)
