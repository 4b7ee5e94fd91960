"""Pages with their furniture: who, which side, which page of how many, when printed, which clinic."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts.content import ClinicLine, PersonLine, Side
from footrehab_desktop.handouts.fonts import main_font
from footrehab_desktop.handouts.look import Look
from footrehab_desktop.handouts.text import Line, Style, clean, draw, fitted, lay_out, one_line

# Streams as plain bytes: a fifth smaller and quicker than as ASCII, which only mail of the last century needed.
rl_config.useA85 = 0

_LOGO_SHARE = 0.25  # of the width of the head at most
_DRAFT_SHARE = 0.62  # of the page's diagonal


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on every page of a sheet; ``warning`` is the bold line of its foot, ``version`` whose plan it shows.

    ``draft`` prints the word across every page: nobody has approved the sheet yet. With ``name_only`` neither date of
    birth nor record number is told.
    """

    title: str
    clinic: ClinicLine
    printed_on: date
    person: PersonLine | None = None
    condition: str = ""
    side: Side | None = None
    warning: str = ""
    version: str = ""
    draft: bool = False
    name_only: bool = False


class _Mark(NamedTuple):
    """An entry of the outline: where it stands on its page (points from below)."""

    title: str
    level: int
    y: float


class NumberedCanvas(Canvas):
    """A canvas that keeps its pages until the end, when the number of pages is known."""

    def __init__(self, look: Look, title: str) -> None:
        self.buffer = BytesIO()
        self._finished: list[dict[str, Any]] = []
        self._marks: list[list[_Mark]] = [[]]
        size = (look.width, look.height)
        self._folded, self._both_sides, self._page_size = look.folded, look.options.both_sides, size
        super().__init__(self.buffer, pagesize=size, invariant=1, pageCompression=1, lang=look.options.language)
        self.setTitle(clean(title))
        self.setAuthor("")
        self.setSubject("")
        self.setCreator("FootRehab Desktop")
        self.setViewerPreference("DisplayDocTitle", "true")
        if look.options.both_sides:
            edge = "Long" if look.height >= look.width and not look.folded else "Short"
            self.setViewerPreference("Duplex", f"DuplexFlip{edge}Edge")

    def mark(self, title: str, y: float, level: int = 0) -> None:
        """Name this place of the page in the outline, ``level`` 0 or one below the entry before it."""
        self._marks[-1].append(_Mark(clean(title).replace("\n", " "), level, y))

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name for this step
        """Put the page aside and begin the next one."""
        self._finished.append(dict(self.__dict__))
        self._marks.append([])
        self._startPage()  # type: ignore[attr-defined]  # in the library, missing from its stubs

    def finish(self, draw_furniture: Callable[[Canvas, int, int], None]) -> tuple[bytes, int]:
        """Add to every page what needs its number and their total; return the PDF and the number of pages."""
        finished, marks = self._finished, self._marks
        total = len(finished)
        for number, state in enumerate(finished, 1):
            self.__dict__.update(state)
            draw_furniture(self, number, total)
            if not self._folded:
                self._bookmark(number, marks[number - 1])
                super().showPage()
        pages = self._impose(finished, marks) if self._folded else total
        self._finished = []
        self._add_outline(marks)
        self.save()
        return self.buffer.getvalue(), pages

    def _bookmark(self, number: int, marks: list[_Mark]) -> None:
        for place, mark in enumerate(marks):
            self.bookmarkHorizontalAbsolute(f"p{number}-{place}", mark.y)

    def _add_outline(self, marks: list[list[_Mark]]) -> None:
        level = -1
        for number, own in enumerate(marks, 1):
            for place, mark in enumerate(own):
                level = min(mark.level, level + 1)
                self.addOutlineEntry(mark.title, f"p{number}-{place}", level)
        if any(marks):
            self.showOutline()

    def _impose(self, pages: list[dict[str, Any]], marks: list[list[_Mark]]) -> int:
        """Put two pages side by side on each side of paper; return the number of sides.

        The order is that of a folded booklet for both sides of the paper, of reading otherwise.
        """
        order = fold_order(len(pages)) if self._both_sides else reading_order(len(pages))
        width, height = self._page_size
        for pair in order:
            self._startPage()  # type: ignore[attr-defined]  # in the library, missing from its stubs
            self._pagesize = (2 * width, height)
            code: list[str] = []
            pictures: list[str] = []
            for place, number in enumerate(pair):
                if number is None:
                    continue
                state = pages[number]
                pictures += state["_formsinuse"]
                code += [f"q 1 0 0 1 {place * width:.3f} 0 cm", *state["_code"], "Q"]
            self.__dict__.update(_code=code, _formsinuse=pictures)
            for number in pair:
                if number is not None:
                    self._bookmark(number + 1, marks[number])
            super().showPage()
        return len(order)


def fold_order(count: int) -> list[tuple[int | None, int | None]]:
    """Return the pages, from 0, on each side of a booklet that is folded in the middle; ``None`` where none is left."""
    whole = -(-count // 4) * 4
    numbers = [number if number < count else None for number in range(whole)]
    sides: list[tuple[int | None, int | None]] = []
    for first in range(whole // 2):
        pair = (numbers[whole - 1 - first], numbers[first])
        sides.append(pair if first % 2 == 0 else (pair[1], pair[0]))
    # The back of a single page would be blank.
    return sides[:1] if count == 1 else sides


def reading_order(count: int) -> list[tuple[int | None, int | None]]:
    """Return the pages, from 0, two by two."""
    return [(first, first + 1 if first + 1 < count else None) for first in range(0, count, 2)]


def clinic_text(clinic: ClinicLine, look: Look) -> str:
    """Return the clinic in one line: name, address, telephone, clinician, as far as they are known."""
    phone = look.say("phone", phone=clinic.phone) if clinic.phone else ""
    parts = (clinic.name, clinic.address.replace("\n", ", "), phone, clinic.clinician)
    return " · ".join(part for part in parts if part)


class _Placed(NamedTuple):
    """A piece of text with its distance from the left edge and its line, counted from 0."""

    line: Line
    x: float
    row: int


class PageFurniture:
    """Furniture laid out once for a page; ``top`` and ``bottom`` bound what is left for the sheet (points)."""

    def __init__(self, furniture: Furniture, look: Look) -> None:
        self._furniture = furniture
        self._look = look
        self._right = look.right
        self._logo = _Logo(look) if look.options.brand.logo else None
        self._left = look.margin + (self._logo.width + 10 if self._logo else 0.0)
        room = self._right - self._left
        self._printed = one_line(self._printed_words(), look.foot)
        self._names = self._name_lines(room - look.grown(90))
        self._facts = self._fact_lines(room)
        rows = 1 + max((placed.row for placed in self._facts), default=0)
        head = sum(line.style.leading for line in self._names) + rows * look.body.leading
        self._rule = look.height - look.top_margin - max(head, self._logo.height if self._logo else 0.0) - 3
        self._foot = self._foot_lines(self._right - look.margin)
        self.top = self._rule - 12
        self.bottom = look.bottom_margin + sum(line.style.leading for line in self._foot) + 12

    def _printed_words(self) -> str:
        look, furniture = self._look, self._furniture
        day = look.words.day(furniture.printed_on)
        if not furniture.version:
            return look.say("printed", day=day)
        return look.say("printed_version", day=day, version=furniture.version)

    def _name_lines(self, room: float) -> list[Line]:
        person = self._look.person
        name = self._furniture.person.name if self._furniture.person else self._furniture.clinic.name
        lines = lay_out(name.replace("\n", " "), person, room)
        return lines if len(lines) <= 3 else [*lines[:2], fitted(name, person, room, 5)]

    def _fact_lines(self, room: float) -> list[_Placed]:
        """Return the facts below the name, on as many lines as they need; the side is bold.

        The first line stays clear of the date at its right end, or empty where nothing has room beside it.
        """
        look = self._look
        dot = one_line("·", look.body)
        placed: list[_Placed] = []
        x, row = 0.0, 0
        first_room = room - self._printed.width - 12
        for part in self._facts_in_order():
            width = room if row else first_room
            if placed and x + 8 + dot.width + part.width > width:
                x, row = 0.0, row + 1
            elif placed:
                placed.append(_Placed(dot, x + 4, row))
                x += 8 + dot.width
            elif part.width > first_room:
                row = 1
            part = part if part.width <= room else _cut(part, room)
            placed.append(_Placed(part, x, row))
            x += part.width
        return self._with_condition(placed, x, row, room if row else first_room)

    def _facts_in_order(self) -> list[Line]:
        look, person, side = self._look, self._furniture.person, self._furniture.side
        parts: list[Line] = []
        if person and not self._furniture.name_only:
            parts.append(one_line(look.say("born", day=look.words.day(person.birth_date)), look.body_bold))
            parts.append(one_line(look.say("record", number=person.record_number), look.body))
        if side:
            parts.append(one_line(look.words.side(side), look.person))
        return parts

    def _with_condition(self, placed: list[_Placed], x: float, row: int, room: float) -> list[_Placed]:
        """Add the condition: beside the side, smaller if need be, or on a line of its own."""
        look, condition = self._look, self._furniture.condition
        if not condition or not placed:
            return placed
        dot = one_line("·", look.body)
        left = x + 8 + dot.width
        if one_line(condition, look.body).width * 0.8 > room - left:
            whole = self._right - self._left
            return [*placed, _Placed(fitted(condition, look.body, whole, 7), 0.0, row + 1)]
        return [*placed, _Placed(dot, x + 4, row), _Placed(fitted(condition, look.body, room - left, 7), left, row)]

    def _foot_lines(self, room: float) -> list[Line]:
        look, furniture = self._look, self._furniture
        lines: list[Line] = []
        if furniture.draft:
            lines.append(fitted(look.say("draft.foot"), look.stop_label, room, 6))
        if furniture.warning:
            lines += lay_out(furniture.warning, look.small_bold, room)[:2]
        lines += lay_out(clinic_text(furniture.clinic, look), look.foot, room)[:2]
        if look.options.brand.footer:
            lines.append(fitted(look.options.brand.footer, look.foot, room, 6))
        return lines

    def draw_ground(self, canvas: Canvas) -> None:
        """Draw what lies under the text of a page: the word DRAFT across it, in outline."""
        if not self._furniture.draft:
            return
        look = self._look
        word = look.say("draft.word")
        font = main_font("bold")
        width, height = look.width, look.height
        size = _DRAFT_SHARE * (width**2 + height**2) ** 0.5 / max(1.0, font.width(word))
        size = min(size, width / 3.2)
        canvas.saveState()
        canvas.translate(width / 2, height / 2)
        canvas.rotate(52 if height >= width else 35)
        canvas.setStrokeColorRGB(0.55, 0.55, 0.55)
        canvas.setLineWidth(0.8)
        text = canvas.beginText(-font.width(word) * size / 2, -0.35 * size)
        text.setFont(font.fontName, size)
        text.setTextRenderMode(1)
        text.textOut(word)
        canvas.drawText(text)
        canvas.restoreState()

    def draw(self, canvas: Canvas, number: int, total: int) -> None:
        """Draw head and foot of page ``number`` of ``total``."""
        look = self._look
        baseline = first_baseline = look.height - look.top_margin - look.person.size
        if self._logo:
            self._logo.draw(canvas, look.start(look.margin, self._logo.width), look.height - look.top_margin)
        for line in self._names:
            draw(canvas, line, look.start(self._left, line.width), baseline)
            baseline -= line.style.leading
        for line, offset, row in self._facts:
            x = look.start(self._left + offset, line.width)
            draw(canvas, line, x, baseline - row * look.body.leading)
        page = one_line(look.say("page", number=number, total=total), look.body_bold)
        for line, y in ((page, first_baseline), (self._printed, baseline)):
            draw(canvas, line, look.start(self._right - line.width, line.width), y)
        canvas.setLineWidth(1)
        canvas.setStrokeColor(look.ink)
        canvas.line(look.margin, self._rule, self._right, self._rule)
        self._draw_foot(canvas)

    def _draw_foot(self, canvas: Canvas) -> None:
        look = self._look
        canvas.setLineWidth(0.6)
        canvas.line(look.margin, self.bottom - 6, self._right, self.bottom - 6)
        y = self.bottom - 10
        for line in self._foot:
            draw(canvas, line, look.start(look.margin, line.width), y - line.style.size)
            y -= line.style.leading


class _Logo:
    """The clinic's logo, as high as the head and at most a quarter of its width."""

    def __init__(self, look: Look) -> None:
        self._image = ImageReader(BytesIO(look.options.brand.logo))
        wide, high = self._image.getSize()
        height = look.person.leading + look.body.leading
        scale = min(height / high, _LOGO_SHARE * (look.right - look.margin) / wide)
        self.width, self.height = wide * scale, high * scale

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw it below ``top``."""
        canvas.drawImage(self._image, left, top - self.height, self.width, self.height, mask="auto")


def _cut(line: Line, room: float) -> Line:
    """Return a line set smaller so that it fits."""
    size = line.style.size * room / line.width
    text = "".join(run.text for run in line.runs)
    return fitted(text, Style(line.style.face, size, line.style.leading, line.style.colour), room, 5)


@dataclass(frozen=True, slots=True)
class Column:
    """Where text stands on the page: its left edge and its width in points."""

    x: float
    width: float


@dataclass(slots=True)
class Flow:
    """A cursor that fills pages from the top down. ``y`` is the lower edge of what has been drawn (points)."""

    canvas: NumberedCanvas
    furniture: PageFurniture
    look: Look
    left: float = field(init=False)
    right: float = field(init=False)
    y: float = field(init=False)

    def __post_init__(self) -> None:
        self.left, self.right = self.look.margin, self.look.right
        self._begin_page()

    def _begin_page(self) -> None:
        self.y = self.furniture.top
        self.furniture.draw_ground(self.canvas)

    def column(self, left: float = 0.0, right: float = 0.0) -> Column:
        """Return the column between the margins, ``left`` and ``right`` points narrower."""
        return Column(self.left + left, self.right - self.left - left - right)

    @property
    def room(self) -> float:
        """Points left on this page."""
        return self.y - self.furniture.bottom

    @property
    def page_room(self) -> float:
        """Points of an empty page."""
        return self.furniture.top - self.furniture.bottom

    def new_page(self) -> None:
        """Go on at the top of the next page."""
        self.canvas.showPage()
        self._begin_page()

    def keep(self, height: float) -> None:
        """Go to the next page if ``height`` points do not fit here, but would on an empty page."""
        if self.room < height <= self.page_room:
            self.new_page()

    def mark(self, title: str, level: int = 0) -> None:
        """Name this place in the outline of the PDF."""
        self.canvas.mark(title, self.y, level)

    def close(self) -> tuple[bytes, int]:
        """End the last page; return the PDF and the number of pages."""
        self.canvas.showPage()
        return self.canvas.finish(self.furniture.draw)


def begin(furniture: Furniture, look: Look) -> Flow:
    """Begin a sheet on an empty page."""
    flow = Flow(NumberedCanvas(look, furniture.title), PageFurniture(furniture, look), look)
    flow.mark(furniture.title)
    return flow
