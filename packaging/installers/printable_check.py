"""The page “Check this stick”: what to type, the checksums of this very release, and what to do when they differ."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

from footrehab_desktop.handouts.text import Style, draw, fitted, one_line
from footrehab_desktop.releases.manifest import Installer
from footrehab_desktop.releases.signature import grouped
from installers.printable_sheet import Sheet

_INDENT: Final = 30.0
_LABEL: Final = 58.0
_PER_LINE: Final = 8
_BOX: Final = 14.0
_SYSTEM_FILES: Final = {"windows": ("windows",), "linux": ("deb", "tarball"), "macos": ("macos",)}


def draw_check(
    sheet: Sheet,
    texts: Mapping[str, Any],
    folder: str,
    installers: Sequence[Installer],
    fingerprint: str,
) -> None:
    """Draw everything below the head."""
    look = sheet.look
    sheet.gap(5)
    sheet.paragraph(texts["apart"], look.body_bold, sheet.left, sheet.width)
    files: dict[str, str] = {installer.kind: installer.file for installer in installers}
    for number, step in enumerate(texts["steps"], start=1):
        sheet.gap(7)
        _draw_step(sheet, number, step, _names(folder, files))
    for installer in installers:
        sheet.gap(5)
        _draw_checksum(sheet, texts, installer)
    sheet.gap(9)
    _draw_signing_off(sheet, texts["agreed"])
    sheet.gap(7)
    sheet.boxes([partial(_differs, texts["differs"])], stroke="stop")
    sheet.gap(7)
    sheet.boxes([partial(_key, texts, fingerprint)], filled=True)
    sheet.gap(5)
    sheet.labelled(texts["all"]["heading"], texts["all"]["text"], sheet.left, (82, sheet.width - 82), look.small)


def _names(folder: str, files: Mapping[str, str]) -> dict[str, str]:
    """Return the folder and, for each system, a file to name in its command."""
    found = {"folder": folder}
    for system, kinds in _SYSTEM_FILES.items():
        found[system] = next((files[kind] for kind in kinds if kind in files), next(iter(files.values())))
    return found


def _draw_step(sheet: Sheet, number: int, step: Mapping[str, Any], names: Mapping[str, str]) -> None:
    look = sheet.look
    x, width = sheet.left + _INDENT, sheet.width - _INDENT
    sheet.number(number, sheet.left + 11, sheet.y - look.heading.leading / 2)
    sheet.paragraph(step["heading"].format(**names), look.style(look.heading, 11.5), x, width)
    for label, text in step.get("rows", ()):
        sheet.labelled(label, text, x, (_LABEL, width - _LABEL), look.body)
    for label, command in step.get("commands", ()):
        sheet.y -= 3
        top = sheet.y
        sheet.command(command.format(**names), x + _LABEL, width - _LABEL, 10)
        draw(sheet.canvas, one_line(label, look.body_bold), x, (top + sheet.y) / 2 - look.body.size * 0.35)
    if "text" in step:
        sheet.paragraph(step["text"], look.body, x, width)


def _draw_checksum(sheet: Sheet, texts: Mapping[str, Any], installer: Installer) -> None:
    look = sheet.look
    x, width = sheet.left + _INDENT, sheet.width - _INDENT
    system = texts["systems"][installer.kind]
    told = texts["file_line"].format(system=system, size=f"{installer.size:,}")
    sheet.y -= look.body.leading
    sheet.canvas.setStrokeColor(look.ink)
    sheet.canvas.setLineWidth(0.9)
    sheet.canvas.rect(sheet.left + 4, sheet.y - look.grown(25), _BOX, _BOX, stroke=1, fill=0)
    line = one_line(told, look.small)
    draw(sheet.canvas, line, sheet.look.right, sheet.y + 3, "right")
    draw(sheet.canvas, fitted(installer.file, look.body_bold, width - line.width - 10, 6), x, sheet.y + 3)
    _draw_groups(sheet, grouped(installer.sha256).split(), x, width)


def _draw_groups(sheet: Sheet, groups: Sequence[str], x: float, width: float) -> None:
    """Draw groups of four digits in cells, eight on a line, every other one on a pale ground."""
    look = sheet.look
    style = Style("semibold", look.grown(13), look.grown(18.5), look.ink)
    pitch = width / _PER_LINE
    for start in range(0, len(groups), _PER_LINE):
        for place, group in enumerate(groups[start : start + _PER_LINE]):
            if (place + start // _PER_LINE) % 2 == 0:
                sheet.frame(x + place * pitch, sheet.y, pitch, style.leading, fill=True)
            centre = x + (place + 0.5) * pitch
            draw(sheet.canvas, one_line(group, style), centre, sheet.y - style.leading + style.size * 0.42, "centre")
        sheet.y -= style.leading


def _draw_signing_off(sheet: Sheet, words: Sequence[str]) -> None:
    """Draw the line on which somebody says that it was checked: words with room to write after each."""
    look = sheet.look
    pitch = (sheet.width - _INDENT) / len(words)
    sheet.y -= look.body.leading
    sheet.canvas.setStrokeColor(look.line)
    sheet.canvas.setLineWidth(0.6)
    for place, word in enumerate(words):
        x, line = sheet.left + _INDENT + place * pitch, one_line(word, look.body)
        draw(sheet.canvas, line, x, sheet.y + 4)
        sheet.canvas.line(x + line.width + 5, sheet.y + 2, x + pitch - 8, sheet.y + 2)


def _differs(texts: Mapping[str, Any], sheet: Sheet, x: float, width: float) -> None:
    look = sheet.look
    sheet.paragraph(texts["heading"], look.stop_label, x, width)
    for line in texts["lines"]:
        draw(sheet.canvas, one_line("■", look.stop_label), x, sheet.y - look.body.leading + 4)
        sheet.paragraph(line, look.body, x + 14, width - 14)


def _key(texts: Mapping[str, Any], fingerprint: str, sheet: Sheet, x: float, width: float) -> None:
    look = sheet.look
    sheet.paragraph(texts["program"]["heading"], look.subheading, x, width)
    sheet.paragraph(texts["program"]["text"], look.body, x, width)
    sheet.gap(3)
    sheet.paragraph(texts["fingerprint"], look.small, x, width)
    sheet.paragraph(fingerprint, look.style(look.body_bold, 11), x, width)
