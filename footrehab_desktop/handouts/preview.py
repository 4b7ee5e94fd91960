"""A PDF as pictures and as text: the preview shows the very pages that are printed."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

import pypdfium2

Box = tuple[float, float, float, float]
ONE_AT_A_TIME = Lock()  # PDFium may only be called from one thread at a time


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page as opaque pixels, four bytes each: blue, green, red, 255; rows from the top, no padding."""

    width: int
    height: int
    bgra: bytes


@dataclass(frozen=True, slots=True)
class Hit:
    """Where words stand on page ``page`` (from 0): left, top, right and bottom as shares of its width and height."""

    page: int
    boxes: tuple[Box, ...]


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """Return the number of pages."""
    with _opened(pdf) as document:
        return len(document)


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of each page in points (1/72 inch)."""
    with _opened(pdf) as document:
        return tuple(document.get_page_size(index) for index in range(len(document)))


def find_text(pdf: bytes, words: str) -> tuple[Hit, ...]:
    """Return where words stand, in reading order; capitals do not matter."""
    if not words.strip():
        return ()
    with _opened(pdf) as document:
        return tuple(hit for index in range(len(document)) for hit in _hits(document, index, words.strip()))


def _hits(document: pypdfium2.PdfDocument, index: int, words: str) -> list[Hit]:
    width, height = document.get_page_size(index)
    page = document[index]
    text_page = page.get_textpage()
    hits = []
    try:
        search = text_page.search(words)
        while found := search.get_next():
            rects = [text_page.get_rect(number) for number in range(text_page.count_rects(*found))]
            hits.append(Hit(index, tuple(_share(rect, width, height) for rect in rects)))
        search.close()
    finally:
        text_page.close()
        page.close()
    return hits


def _share(rect: Box, width: float, height: float) -> Box:
    """Return a place given in points from the bottom left as shares of the page from the top left."""
    left, low, right, high = rect
    return left / width, 1 - high / height, right / width, 1 - low / height


def render_page(pdf: bytes, index: int, dpi: int) -> PageImage:
    """Return page ``index`` (from 0) at ``dpi``; ``IndexError`` when there is no such page."""
    with _opened(pdf) as document:
        if not 0 <= index < len(document):
            raise IndexError(f"no page {index}")
        return _picture(document, index, dpi)


def render_pages(pdf: bytes, dpi: int) -> tuple[PageImage, ...]:
    """Return every page at ``dpi`` dots an inch."""
    with _opened(pdf) as document:
        return tuple(_picture(document, index, dpi) for index in range(len(document)))


def _picture(document: pypdfium2.PdfDocument, index: int, dpi: int) -> PageImage:
    page = document[index]
    bitmap = page.render(scale=dpi / 72, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA, fill_color=(255,) * 4)
    try:
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        pixels = bytes(bitmap.buffer)
    finally:
        bitmap.close()
        page.close()
    if stride != 4 * width:
        pixels = b"".join(pixels[row * stride : row * stride + 4 * width] for row in range(height))
    return PageImage(width, height, pixels)


def extract_text(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page as a reader would copy it, lines ended by ``\\n``."""
    with _opened(pdf) as document:
        return tuple(_page_text(document, index) for index in range(len(document)))


def _page_text(document: pypdfium2.PdfDocument, index: int) -> str:
    page = document[index]
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_bounded()
    finally:
        text_page.close()
        page.close()
    return text.replace("\r\n", "\n")


def save_pngs(pdf: bytes, folder: Path, stem: str, dpi: int) -> tuple[Path, ...]:
    """Write each page as ``<stem>-<number>.png`` into ``folder``; return the files in page order."""
    paths = []
    for number, image in enumerate(render_pages(pdf, dpi), 1):
        path = folder / f"{stem}-{number}.png"
        path.write_bytes(_png(image))
        paths.append(path)
    return tuple(paths)


def _png(image: PageImage) -> bytes:
    rgb = bytearray(3 * image.width * image.height)
    for target, source in enumerate((2, 1, 0)):
        rgb[target::3] = image.bgra[source::4]
    stride = 3 * image.width
    rows = b"".join(b"\0" + rgb[start : start + stride] for start in range(0, len(rgb), stride))
    header = struct.pack(">IIBBBBB", image.width, image.height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
