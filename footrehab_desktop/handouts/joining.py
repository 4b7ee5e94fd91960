"""Several handouts as one PDF: the pages as they are, with one title, the language and the outlines of all.

PDFium joins the pages but writes neither outline nor title; these are set into what it saves (ISO 32000-1, 7.5, 12.3).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import md5
from io import BytesIO
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from footrehab_desktop.handouts.preview import ONE_AT_A_TIME

_TAIL: Final = re.compile(rb"xref\r\n0 (\d+)\r\n(.*)trailer\r\n.*/Root (\d+) 0 R\r\n/Info (\d+) 0 R", re.DOTALL)
_PAGES: Final = re.compile(rb"/Pages (\d+) 0 R")
_KIDS: Final = re.compile(rb"/Kids\[([^]]*)\]")
_FIRST_FREE: Final = b"0000000000 65535 f\r\n"


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the outline: ``page`` from 0, ``top`` in points from below, ``level`` 0 or one below its parent."""

    title: str
    level: int
    page: int
    top: float


def joined(pdfs: Sequence[bytes], *, own_sheets: bool = False) -> bytes:
    """Return documents one after the other; with ``own_sheets`` each begins on a new sheet printed on both sides.

    Title, language and how it is printed follow the documents; the same documents give the same bytes.
    """
    titles: list[str] = []
    entries: list[_Entry] = []
    with ONE_AT_A_TIME:
        whole = pypdfium2.PdfDocument.new()
        try:
            for pdf in pdfs:
                part = pypdfium2.PdfDocument(pdf)
                if own_sheets and len(whole) % 2:
                    whole.new_page(*whole.get_page_size(len(whole) - 1)).close()
                if not len(whole):
                    _take_over(whole, part)
                titles.append(part.get_metadata_value("Title"))
                entries += _entries(part, len(whole))
                whole.import_pages(part)
                part.close()
            target = BytesIO()
            whole.save(target)
        finally:
            whole.close()
    return _completed(target.getvalue(), " · ".join(dict.fromkeys(filter(None, titles))), entries)


def _take_over(whole: pypdfium2.PdfDocument, part: pypdfium2.PdfDocument) -> None:
    """Give the whole the language of its first part, and which edge it is turned over."""
    pdfium.FPDF_CopyViewerPreferences(whole, part)
    length = pdfium.FPDFCatalog_GetLanguage(part, None, 0)
    if length:
        language = (pdfium.FPDF_WCHAR * (length // 2))()
        pdfium.FPDFCatalog_GetLanguage(part, language, length)
        pdfium.FPDFCatalog_SetLanguage(whole, language)


def _entries(part: pypdfium2.PdfDocument, first_page: int) -> Iterator[_Entry]:
    for bookmark in part.get_toc():
        place = bookmark.get_dest()
        if place is not None:
            _mode, numbers = place.get_view()
            top = numbers[1] if len(numbers) > 1 else 0.0
            yield _Entry(bookmark.get_title(), bookmark.level, first_page + place.get_index(), top)


def _completed(saved: bytes, title: str, entries: list[_Entry]) -> bytes:
    """Return what PDFium saved with its catalogue and facts written anew, and with the outline."""
    tail = _TAIL.search(saved)
    if tail is None:
        raise ValueError("PDFium wrote a file of another form.")
    count, root, info = int(tail[1]), int(tail[3]), int(tail[4])
    places = [int(line[:10]) for line in tail[2].splitlines()]
    objects = {number: _object(saved, places[number]) for number in (root, info)}
    pages = _PAGES.search(objects[root])
    kids = _KIDS.search(_object(saved, places[int(pages[1])])) if pages else None
    if kids is None:
        raise ValueError("PDFium wrote a catalogue of another form.")
    numbers = [int(number) for number in re.findall(rb"(\d+) 0 R", kids[1])]
    catalogue = objects[root].rstrip().removesuffix(b">>")
    made = dict(_outline(entries, numbers, count))
    if made:
        catalogue += f"/Outlines {count} 0 R/PageMode/UseOutlines".encode()
    made[root] = catalogue + b">>"
    made[info] = f"<</Title{_text(title)}/Creator{_text('FootRehab Desktop')}>>".encode()
    # The time of joining is nobody's business, and the same documents give the same bytes.
    body = saved[: tail.start()].replace(objects[info], b" " * len(objects[info]), 1)
    return _written(body, places, made, (root, info))


def _object(saved: bytes, place: int) -> bytes:
    """Return the words of the object that begins at ``place``."""
    begin = saved.index(b"obj", place) + len(b"obj")
    return saved[begin : saved.index(b"endobj", begin)]


def _outline(entries: list[_Entry], pages: list[int], first: int) -> Iterator[tuple[int, bytes]]:
    """Yield the objects of the outline, numbered from ``first``, which is its head."""
    if not entries:
        return
    above, children = _family([entry.level for entry in entries])
    for place in range(-1, len(entries)):
        own = children[place]
        words = f"/First {first + 1 + own[0]} 0 R/Last {first + 1 + own[-1]} 0 R/Count {len(own)}" if own else ""
        if place < 0:
            yield first, f"<</Type/Outlines{words}>>".encode()
            continue
        entry, siblings = entries[place], children[above[place]]
        words += f"/Title{_text(entry.title)}/Parent {first + 1 + above[place]} 0 R"
        words += f"/Dest[{pages[entry.page]} 0 R/XYZ 0 {entry.top:.2f} 0]"
        at = siblings.index(place)
        if at:
            words += f"/Prev {first + 1 + siblings[at - 1]} 0 R"
        if at + 1 < len(siblings):
            words += f"/Next {first + 1 + siblings[at + 1]} 0 R"
        yield first + 1 + place, f"<<{words}>>".encode()


def _family(levels: list[int]) -> tuple[list[int], Mapping[int, list[int]]]:
    """Return the parent of every entry, and the children of each; -1 is the head of the outline."""
    above: list[int] = []
    children: dict[int, list[int]] = {place: [] for place in range(-1, len(levels))}
    open_entries: list[int] = []
    for place, level in enumerate(levels):
        del open_entries[level:]
        above.append(open_entries[-1] if open_entries else -1)
        children[above[-1]].append(place)
        open_entries.append(place)
    return above, children


def _written(body: bytes, places: list[int], made: Mapping[int, bytes], trailer: tuple[int, int]) -> bytes:
    """Return ``body`` with objects added or in place of the former, the table of all, and the trailer."""
    root, info = trailer
    at = dict(enumerate(places))
    parts, end = [body], len(body)
    for number, words in sorted(made.items()):
        at[number] = end
        parts.append(b"%d 0 obj\r\n%b\r\nendobj\r\n" % (number, words.strip()))
        end += len(parts[-1])
    size = max(at) + 1
    table = [_FIRST_FREE, *(b"%010d 00000 n\r\n" % at[number] for number in range(1, size))]
    mark = md5(b"".join(parts), usedforsecurity=False).hexdigest().encode()
    parts += [b"xref\r\n0 %d\r\n" % size, *table]
    parts.append(b"trailer\r\n<</Root %d 0 R/Info %d 0 R/Size %d/ID[<%b><%b>]>>\r\n" % (root, info, size, mark, mark))
    return b"".join([*parts, b"startxref\r\n%d\r\n%%%%EOF\r\n" % end])


def _text(words: str) -> str:
    """Return words as a text of a PDF, whatever their script."""
    return f"<FEFF{words.encode('utf-16-be', 'replace').hex().upper()}>"
