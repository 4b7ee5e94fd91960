"""The page “Install and first steps”: six numbered steps, a panel for each system, and what to know afterwards."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from footrehab_desktop.handouts.text import Style
from footrehab_desktop.releases.manifest import Installer
from installers.printable_sheet import Sheet, height_of

_INDENT: Final = 76.0  # room for the number and the icon of a step
_ICON: Final = 31.0
_STEP_GAP: Final = 9.0
_WITH_PANELS: Final = 2  # the step below which the panels stand
_FOLDER_LABEL: Final = 46.0
_ONE_WAY, _TWO_WAYS, _NO_WAY = 1.0, 1.4, 0.65  # how wide the panel of a system is
_NOTE_SHARES: Final = (1.6, 1.0, 1.0)


def draw_install(
    sheet: Sheet, texts: Mapping[str, Any], names: Mapping[str, object], installers: Sequence[Installer]
) -> None:
    """Draw everything below the head."""
    files: dict[str, str] = {installer.kind: installer.file for installer in installers}
    sheet.gap(_STEP_GAP)
    for number, step in enumerate(texts["steps"], start=1):
        _draw_step(sheet, number, step, names)
        if number == _WITH_PANELS:
            panels = [partial(_panel, _filled(system, names), files, texts["not_here"]) for system in texts["systems"]]
            shares = [_share(system, files) for system in texts["systems"]]
            sheet.boxes(panels, shares)
            sheet.gap(_STEP_GAP)
    sheet.boxes([partial(_note, texts, names, note) for note in texts["notes"]], _NOTE_SHARES, filled=True)


def _draw_step(sheet: Sheet, number: int, step: Mapping[str, str], names: Mapping[str, object]) -> None:
    look, top = sheet.look, sheet.y
    text, width = step["text"].format(**names), sheet.width - _INDENT
    height = max(_ICON, look.heading.leading + height_of([text], look.body, width))
    sheet.number(number, sheet.left + 11, top - height / 2)
    sheet.icon(step["icon"], sheet.left + 33, top - (height - _ICON) / 2, _ICON)
    sheet.paragraph(step["heading"], look.heading, sheet.left + _INDENT, width)
    sheet.paragraph(text, look.body, sheet.left + _INDENT, width)
    sheet.y = top - height
    sheet.gap(_STEP_GAP)


def _share(system: Mapping[str, Any], files: Mapping[str, str]) -> float:
    """Return how wide the panel of a system is: with two ways to install wider, with none narrow."""
    return (_NO_WAY, _ONE_WAY, _TWO_WAYS)[sum(way["kind"] in files for way in system["ways"])]


def _filled(system: Mapping[str, Any], names: Mapping[str, object]) -> Mapping[str, Any]:
    """Return a system with the names in its heading filled in."""
    return {**system, "heading": system["heading"].format(**names)}


def _panel(
    system: Mapping[str, Any], files: Mapping[str, str], not_here: str, sheet: Sheet, x: float, width: float
) -> None:
    """Draw the ways to install on one system."""
    sheet.paragraph(system["heading"], sheet.look.subheading, x, width)
    ways = [way for way in system["ways"] if way["kind"] in files]
    if not ways:
        sheet.paragraph(not_here, sheet.look.small, x, width)
    for way in ways:
        for line in way["lines"]:
            sheet.y -= 3
            if isinstance(line, str):
                sheet.paragraph(line, _print(sheet), x, width)
            else:
                sheet.command(line["typed"].format(file=files[way["kind"]]), x, width, 8.8)


def _note(
    texts: Mapping[str, Any], names: Mapping[str, object], note: Mapping[str, str], sheet: Sheet, x: float, width: float
) -> None:
    """Draw what is good to know afterwards."""
    sheet.paragraph(note["heading"], sheet.look.subheading, x, width)
    sheet.paragraph(note["text"], _print(sheet), x, width)
    for label, place in texts.get(note.get("rows", ""), ()):
        sheet.y -= 2
        sheet.labelled(label, place.format(**names), x, (_FOLDER_LABEL, width - _FOLDER_LABEL), _print(sheet))


def _print(sheet: Sheet) -> Style:
    """Return the style of running text in a narrow column."""
    return sheet.look.style(sheet.look.body, 8.8, 1.36)
