"""The whole record of one patient on paper, as frozen values."""

from dataclasses import dataclass
from datetime import date

from footrehab_desktop.handouts.content import ClinicLine, PersonLine


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A table: its head, the columns' parts of the width (adding up to 1), and the rows as text."""

    head: tuple[str, ...]
    shares: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RecordPart:
    """A heading with what stands below it: ``facts`` are label and text, ``texts`` paragraphs as they were typed.

    ``level`` 0 is a chapter, 1 a part of one, 2 a section; ``struck`` says why the part no longer counts, if so.
    """

    heading: str
    level: int = 1
    struck: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = ()
    table: RecordTable | None = None


@dataclass(frozen=True, slots=True)
class PatientRecord:
    """Everything on file about one person, in words. ``lead`` says what it is and what lies beside it."""

    person: PersonLine
    clinic: ClinicLine
    printed_on: date
    title: str
    lead: str
    parts: tuple[RecordPart, ...]
