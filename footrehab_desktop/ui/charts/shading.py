"""Days that are shaded in a chart. No pyqtgraph here: the page names them before the first chart is drawn."""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.ui.tokens import ColourName


@dataclass(frozen=True, slots=True)
class ShadedDays:
    """Days from ``first`` to ``last``, both included, with the word that names them."""

    first: date
    last: date
    label: str
    colour: ColourName
