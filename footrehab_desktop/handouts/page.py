"""Pages with their furniture: who, which side, which page of how many, when printed, which clinic."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from footrehab_desktop.handouts import look
from footrehab_desktop.handouts.content import ClinicLine, Paper, PersonLine, Side
from footrehab_desktop.handouts.phrases import day, say, side_in_words
from footrehab_desktop.handouts.text import Line, draw, fitted, lay_out, one_line

# Streams as plain bytes: a fifth smaller and quicker than as ASCII, which only mail of the last century needed.
rl_config.useA85 = 0


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands on every page of a sheet; ``warning`` is the bold line of its foot."""

    title: str
    clinic: ClinicLine
    printed_on: date
    person: PersonLine | None = None
    condition: str = ""
    side: Side | None = None
    warning: str = ""


class NumberedCanvas(Canvas):
    """A canvas that keeps its pages until the end, when the number of pages is known."""

    def __init__(self, paper: Paper, title: str) -> None:
        self.buffer = BytesIO()
        self._finished: list[dict[str, Any]] = []
        super().__init__(self.buffer, pagesize=look.PAPER_SIZES[paper], invariant=1, pageCompression=1)
        self.setTitle(title)
        self.setAuthor("")
        self.setSubject("")
        self.setCreator("FootRehab Desktop")

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name for this step
        """Put the page aside and begin the next one."""
        self._finished.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined]  # in the library, missing from its stubs

    def finish(self, draw_furniture: Callable[[Canvas, int, int], None]) -> tuple[bytes, int]:
        """Add to every page what needs its number and their total; return the PDF and the number of pages."""
        total = len(self._finished)
        for number, state in enumerate(self._finished, 1):
            self.__dict__.update(state)
            draw_furniture(self, number, total)
            super().showPage()
        self._finished = []
        self.save()
        return self.buffer.getvalue(), total


def clinic_text(clinic: ClinicLine) -> str:
    """Return the clinic in one line: name, address, telephone, clinician, as far as they are known."""
    phone = say("phone", phone=clinic.phone) if clinic.phone else ""
    parts = (clinic.name, clinic.address.replace("\n", ", "), phone, clinic.clinician)
    return " · ".join(part for part in parts if part)


class PageFurniture:
    """Furniture laid out once for a page size; ``top`` and ``bottom`` bound what is left for the sheet."""

    def __init__(self, furniture: Furniture, paper: Paper) -> None:
        self._furniture = furniture
        self._width, self._height = look.PAPER_SIZES[paper]
        self._right = self._width - look.MARGIN
        room = self._right - look.MARGIN
        self._names = self._name_lines(room - 90)
        self._facts = self._fact_line(room - 100)
        head = sum(line.style.leading for line in self._names) + look.BODY.leading
        self._rule = self._height - look.TOP_MARGIN - head - 3
        self._clinic = lay_out(clinic_text(furniture.clinic), look.SMALL, room)[:2]
        self._warning = [fitted(furniture.warning, look.SMALL_BOLD, room, 6)] if furniture.warning else []
        foot = sum(line.style.leading for line in self._clinic + self._warning)
        self.top = self._rule - 12
        self.bottom = look.BOTTOM_MARGIN + foot + 12

    def _name_lines(self, room: float) -> list[Line]:
        name = self._furniture.person.name if self._furniture.person else self._furniture.clinic.name
        lines = lay_out(name.replace("\n", " "), look.PERSON, room)
        return lines if len(lines) <= 3 else [*lines[:2], fitted(name, look.PERSON, room, 5)]

    def _fact_line(self, room: float) -> list[tuple[Line, float]]:
        """Return the second line's parts with their offsets; the side is bold, the condition takes what is left."""
        furniture = self._furniture
        parts: list[Line] = []
        if furniture.person:
            parts.append(one_line(say("born", day=day(furniture.person.birth_date)), look.BODY_BOLD))
            parts.append(one_line(say("record", number=furniture.person.record_number), look.BODY))
        if furniture.side:
            parts.append(one_line(side_in_words(furniture.side), look.PERSON))
        placed: list[tuple[Line, float]] = []
        x, dot = 0.0, one_line("·", look.BODY)
        for part in parts:
            if placed:
                placed.append((dot, x + 4))
                x += 8 + dot.width
            placed.append((part, x))
            x += part.width
        if furniture.condition and placed:
            placed.append((dot, x + 4))
            x += 8 + dot.width
            placed.append((fitted(furniture.condition, look.BODY, room - x, 7), x))
        return placed

    def draw(self, canvas: Canvas, number: int, total: int) -> None:
        """Draw head and foot of page ``number`` of ``total``."""
        baseline = first_baseline = self._height - look.TOP_MARGIN - look.PERSON.size
        for line in self._names:
            draw(canvas, line, look.MARGIN, baseline)
            baseline -= line.style.leading
        for part, offset in self._facts:
            draw(canvas, part, look.MARGIN + offset, baseline)
        page = one_line(say("page", number=number, total=total), look.BODY_BOLD)
        draw(canvas, page, self._right, first_baseline, "right")
        printed = one_line(say("printed", day=day(self._furniture.printed_on)), look.SMALL)
        draw(canvas, printed, self._right, baseline, "right")
        canvas.setLineWidth(1)
        canvas.setStrokeColor(look.INK)
        canvas.line(look.MARGIN, self._rule, self._right, self._rule)
        self._draw_foot(canvas)

    def _draw_foot(self, canvas: Canvas) -> None:
        baseline = self.bottom - 12 - look.SMALL.size
        canvas.setLineWidth(0.6)
        canvas.line(look.MARGIN, self.bottom - 6, self._right, self.bottom - 6)
        for line in self._warning + self._clinic:
            draw(canvas, line, look.MARGIN, baseline)
            baseline -= line.style.leading


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
    left: float
    right: float
    y: float = field(init=False)

    def __post_init__(self) -> None:
        self.y = self.furniture.top

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
        self.y = self.furniture.top

    def keep(self, height: float) -> None:
        """Go to the next page if ``height`` points do not fit here, but would on an empty page."""
        if self.room < height <= self.page_room:
            self.new_page()

    def close(self) -> tuple[bytes, int]:
        """End the last page; return the PDF and the number of pages."""
        self.canvas.showPage()
        return self.canvas.finish(self.furniture.draw)


def begin(furniture: Furniture, paper: Paper) -> Flow:
    """Begin a sheet on an empty page."""
    width = look.PAPER_SIZES[paper][0]
    canvas = NumberedCanvas(paper, furniture.title)
    return Flow(canvas, PageFurniture(furniture, paper), look.MARGIN, width - look.MARGIN)
