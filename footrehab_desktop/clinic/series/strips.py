"""What held over days, as the pieces of a strip."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from footrehab_desktop.clinic.series.words import LONGEST_GAP_DAYS
from footrehab_desktop.library.chart import ColourRole, Pattern, Piece


class PieceLook(NamedTuple):
    """How a piece is labelled and drawn."""

    label: str
    colour: ColourRole
    pattern: Pattern


def pieces_of(days: Iterable[tuple[date, str]], looks: Mapping[str, PieceLook]) -> tuple[Piece, ...]:
    """Return a piece for each run of days, oldest first, with the same value.

    It goes from the first to the last day on which the value was recorded; a longer gap than a line may cross ends it.
    """
    pieces: list[Piece] = []
    for on, value in days:
        look = looks[value]
        last = pieces[-1] if pieces else None
        if last is not None and last.label == look.label and (on - last.last).days <= LONGEST_GAP_DAYS:
            pieces[-1] = Piece(last.first, on, *look)
        else:
            pieces.append(Piece(on, on, *look))
    return tuple(pieces)
