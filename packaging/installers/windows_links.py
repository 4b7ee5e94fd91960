"""Which libraries a Windows program or library loads, read from its import tables; no tool of Windows is needed.

Used before an installer is made: a library that was left out although another one needs it is found here, not by the
clinic that starts the program.
"""

import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from installers.product import InstallerError

AMD64: Final = 0x8664
_IMPORTS, _DELAYED = 1, 13
_PE32_PLUS: Final = 0x20B


class PeFile:
    """The parts of a Windows file (PE32+) that tell its machine and what it loads."""

    def __init__(self, content: bytes, name: str) -> None:
        self._content = content
        try:
            self._read_headers()
        except (struct.error, ValueError) as error:
            raise InstallerError(f"{name} is not a 64-bit program or library of Windows.") from error

    def _read_headers(self) -> None:
        if self._content[:2] != b"MZ":
            raise ValueError
        start = self._number("<I", 0x3C)
        if self._content[start : start + 4] != b"PE\0\0":
            raise ValueError
        self.machine = self._number("<H", start + 4)
        sections, optional_size = self._number("<H", start + 6), self._number("<H", start + 20)
        optional = start + 24
        if self._number("<H", optional) != _PE32_PLUS:
            raise ValueError
        self._directories = optional + 112
        table = optional + optional_size
        # Of each section: where it lies in memory, how long it is in the file, where it begins there.
        self._sections: list[tuple[int, int, int]] = [
            _three(self._content, table + 40 * number + 12) for number in range(sections)
        ]

    def libraries(self) -> frozenset[str]:
        """Return the names of the libraries it loads at once or at first use, in lower case."""
        at_once = self._names(_IMPORTS, size=20, name_at=12)
        later = self._names(_DELAYED, size=32, name_at=4)
        return frozenset((*at_once, *later))

    def _names(self, directory: int, size: int, name_at: int) -> Iterator[str]:
        address = self._number("<I", self._directories + 8 * directory)
        entry = self._place(address) if address else None
        while entry is not None and (name := self._number("<I", entry + name_at)):
            yield self._text(self._place(name))
            entry += size

    def _place(self, address: int) -> int:
        for virtual, raw_size, raw in self._sections:
            if virtual <= address < virtual + raw_size:
                return raw + address - virtual
        raise ValueError(address)

    def _number(self, form: str, place: int) -> int:
        found: int = struct.unpack_from(form, self._content, place)[0]
        return found

    def _text(self, place: int) -> str:
        return self._content[place : self._content.index(b"\0", place)].decode("ascii").lower()


def _three(content: bytes, place: int) -> tuple[int, int, int]:
    first, second, third = struct.unpack_from("<III", content, place)
    return first, second, third


def missing_libraries(folder: Path, left_out: Iterable[str]) -> tuple[str, ...]:
    """Return ``user -> library`` for each kept file that loads a library which was left out.

    ``left_out`` are the file names that were not taken along; what is neither there nor left out is Windows' own.
    """
    files = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in (".dll", ".exe", ".pyd")]
    there = {path.name.lower() for path in files}
    gone = {name.lower() for name in left_out} - there
    return tuple(
        f"{path.relative_to(folder).as_posix()} -> {name}"
        for path in files
        for name in sorted(PeFile(path.read_bytes(), path.name).libraries() & gone)
    )
