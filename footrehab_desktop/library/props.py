"""The things that a picture's data may name."""

from collections.abc import Callable
from typing import Final

from footrehab_desktop.library.prop_hands import HANDS
from footrehab_desktop.library.prop_machines import MACHINES
from footrehab_desktop.library.prop_parts import Shapes
from footrehab_desktop.library.prop_room import ROOM
from footrehab_desktop.library.prop_small import SMALL_THINGS

PROPS: Final[dict[str, Callable[..., Shapes]]] = {
    draw.__name__: draw for draw in (*ROOM, *MACHINES, *HANDS, *SMALL_THINGS)
}
