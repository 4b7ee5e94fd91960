"""Lends wine 8 what it lacks and every Windows 10 has: libraries without code, whose exports lead to other libraries.

``ProcessPrng`` gives Rust's libraries random bytes; ``advapi32.SystemFunction036`` takes the same arguments. Of ICU
Qt needs the names to load; its converters for rare encodings then answer that there are none. All this goes into the
trial's own wine, never into the program.
"""

import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_NOTHING: Final = "kernel32.IsDebuggerPresent"
LENT: Final[Mapping[str, Mapping[str, str]]] = {
    "bcryptprimitives.dll": {"ProcessPrng": "advapi32.SystemFunction036"},
    "icuuc.dll": dict.fromkeys(
        (
            "UCNV_FROM_U_CALLBACK_SUBSTITUTE",
            "UCNV_TO_U_CALLBACK_SUBSTITUTE",
            "ucnv_cbFromUWriteUChars",
            "ucnv_cbToUWriteUChars",
            "ucnv_close",
            "ucnv_countAvailable",
            "ucnv_fromUCountPending",
            "ucnv_fromUnicode",
            "ucnv_getAvailableName",
            "ucnv_getFromUCallBack",
            "ucnv_getMaxCharSize",
            "ucnv_getName",
            "ucnv_getStandardName",
            "ucnv_getToUCallBack",
            "ucnv_open",
            "ucnv_reset",
            "ucnv_setFromUCallBack",
            "ucnv_setToUCallBack",
            "ucnv_toUCountPending",
            "ucnv_toUnicode",
        ),
        _NOTHING,
    ),
}
_SECTION_AT, _FILE_AT, _ALIGNED = 0x1000, 0x200, 0x200
_DLL, _EXECUTABLE, _LARGE = 0x2000, 0x0002, 0x0020
_READ_DATA: Final = 0x40000040


def lend(system: Path) -> None:
    """Put the libraries into wine's folder of system libraries; what wine has itself stays."""
    for name, exports in LENT.items():
        if not (system / name).exists():
            (system / name).write_bytes(forwarding_library(name, exports))


def forwarding_library(name: str, exports: Mapping[str, str]) -> bytes:
    """Return a 64-bit library of headers and one section, the table of its exports."""
    section = _exports(name, exports)
    in_file = -len(section) // _ALIGNED * -_ALIGNED
    optional = struct.pack(
        "<HBBIIIIIQIIHHHHHHIIIIHHQQQQII",
        *(0x20B, 0, 0, 0, in_file, 0, 0, 0),  # PE32+, sizes, no entry point
        *(0x180000000, 0x1000, _ALIGNED, 10, 0, 0, 0, 10, 0, 0),  # where it likes to be, alignments, Windows 10
        *(_SECTION_AT + 0x1000, _FILE_AT, 0, 3, 0x100),  # sizes in memory and of the headers, console, may be moved
        *(0x100000, 0x1000, 0x100000, 0x1000, 0, 16),
    )
    directories = struct.pack("<II", _SECTION_AT, len(section)) + bytes(8 * 15)
    kind = _DLL | _EXECUTABLE | _LARGE
    coff = struct.pack("<4sHHIIIHH", b"PE\0\0", 0x8664, 1, 0, 0, 0, len(optional + directories), kind)
    place = (len(section), _SECTION_AT, in_file, _FILE_AT)
    table = struct.pack("<8sIIIIIIHHI", b".edata", *place, 0, 0, 0, 0, _READ_DATA)
    head = b"MZ" + bytes(58) + struct.pack("<I", 64) + coff + optional + directories + table
    return head.ljust(_FILE_AT, b"\0") + section.ljust(in_file, b"\0")


def _exports(name: str, exports: Mapping[str, str]) -> bytes:
    """Return the export directory: addresses, names in order, numbers, then the texts they point to."""
    names = sorted(exports)
    functions = _SECTION_AT + 40
    name_table, number_table = functions + 4 * len(names), functions + 8 * len(names)
    texts_at = functions + 10 * len(names)
    texts = bytearray()

    def text(content: str) -> int:
        place = texts_at + len(texts)
        texts.extend(content.encode("ascii") + b"\0")
        return place

    own = text(name)
    pointed = [text(each) for each in names]
    leads = [text(exports[each]) for each in names]
    count = len(names)
    directory = struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, own, 1, count, count, functions, name_table, number_table)
    tables = struct.pack(f"<{2 * count}I{count}H", *leads, *pointed, *range(count))
    return directory + tables + bytes(texts)
