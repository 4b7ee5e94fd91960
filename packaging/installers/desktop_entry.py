"""What a Linux desktop is told of the program: menu entry, icons and file types, laid out as below ``/usr/share``."""

import shutil
from pathlib import Path
from typing import Final

from installers import icons
from installers.product import PRODUCT

LINUX: Final = Path(__file__).with_name("linux")
ENTRY: Final = LINUX / f"{PRODUCT}.desktop"
FILE_TYPES: Final = LINUX / f"{PRODUCT}.xml"


def lay_out(share: Path) -> None:
    """Write entry, icons and file types below ``share``, which is made."""
    _copy(ENTRY, share / "applications")
    _copy(FILE_TYPES, share / "mime" / "packages")
    themed = share / "icons" / "hicolor"
    _copy(icons.PROGRAM_SVG, themed / "scalable" / "apps")
    for size in icons.LINUX_SIZES:
        folder = themed / f"{size}x{size}" / "apps"
        folder.mkdir(parents=True)
        (folder / f"{PRODUCT}.png").write_bytes(icons.png(size))


def _copy(file: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, folder / file.name)
