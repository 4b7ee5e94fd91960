"""A place and the folders a little below it, as one looks for something on a stick."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

_DEEPEST: Final = 2


def nearby_folders(place: Path, most: int) -> Iterator[Path]:
    """Yield a place and the folders at most two below it, level by level, in the order of their names.

    Links are not followed and what cannot be read is left out; it ends once more than ``most`` folders were looked at.
    """
    level, seen = [place], 0
    for _depth in range(_DEEPEST + 1):
        below: list[Path] = []
        for folder in level:
            yield folder
            with suppress(OSError):
                below += sorted(each for each in folder.iterdir() if each.is_dir() and not each.is_symlink())
            seen += 1
            if seen > most:
                return
        level = below
