"""Real pictures of a few bytes, for tests that keep, send or print some."""

import struct
import zlib

from footrehab_desktop.records.values_library import OwnPicture


def png(width: int, height: int) -> bytes:
    """Return a grey picture as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def own_picture(caption: str = "Start", width: int = 2, height: int = 2) -> OwnPicture:
    """Return a picture as the record keeps it."""
    return OwnPicture(caption, "image/png", width, height, png(width, height))
