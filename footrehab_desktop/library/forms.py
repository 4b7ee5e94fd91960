"""Assessment forms as data: which sections and fields there are; what a field takes is in ``field_spec``."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from footrehab_desktop.errors import FieldError
from footrehab_desktop.library.body_chart import body_chart_fields
from footrehab_desktop.library.field_spec import BODY_CHART, FieldSpec, Section
from footrehab_desktop.library.form_reading import read_section
from footrehab_desktop.library.reading import FaultList, read_file
from footrehab_desktop.resource_files import resource_path

__all__ = ["KINDS", "FieldSpec", "Forms", "Section", "load_forms"]

FORMS = "forms"
KINDS: Final[dict[str, str]] = {
    "baseline": "First assessment",
    "review": "Review",
    "flare": "Flare-up",
    "fatigue_gait": "Fatigue gait check",
    "discharge": "Discharge",
}


class Forms:
    """All sections in their order. Made by ``load_forms``; it does not change afterwards."""

    def __init__(self, sections: tuple[Section, ...]) -> None:
        self.sections = sections
        self._sections = {section.code: section for section in sections}
        self._fields = {field.code: field for section in sections for field in section.fields}

    @property
    def fields(self) -> tuple[FieldSpec, ...]:
        """Return every field, section by section."""
        return tuple(self._fields.values())

    def section(self, code: str) -> Section:
        """Return one section; ``KeyError`` if there is none."""
        return self._sections[code]

    def field(self, code: str) -> FieldSpec:
        """Return one field. Raises ``FieldError`` for a code that no form has."""
        if code not in self._fields:
            raise FieldError(code, "No form of this version of the program has this field.")
        return self._fields[code]

    def for_kind(self, kind: str) -> tuple[Section, ...]:
        """Return the sections of a kind of assessment, in their order."""
        return tuple(section for section in self.sections if kind in section.kinds)


def load_forms(folder: Path | None = None) -> Forms:
    """Return the forms read from ``folder`` (default: the program's resources), in the order of the file names.

    Raises ``LibraryError`` with file, key and reason of every fault.
    """
    faults = FaultList()
    sections: list[Section] = []
    taken: set[str] = set()
    for path in sorted((folder or resource_path(FORMS)).glob("*.json")):
        record = read_file(path, faults)
        section = read_section(record, KINDS)
        if section.layout == BODY_CHART:
            section = replace(section, fields=(*section.fields, *body_chart_fields()))
        for code in (section.code, *(field.code for field in section.fields)):
            if code in taken:
                record.fault(code, "is there more than once")
            taken.add(code)
        sections.append(section)
    if not sections:
        faults.add(FORMS, "whole folder", "holds no form")
    faults.raise_if_any()
    return Forms(tuple(sections))
