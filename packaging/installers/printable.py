"""The two printed pages of a release: how to install it, and how to check the stick it came on.

Same release, same options: same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from footrehab_desktop.handouts.look import look_for
from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.records.passphrase import MINIMUM_LENGTH
from footrehab_desktop.releases.manifest import Installer
from installers.macos import MINIMUM_SYSTEM
from installers.printable_check import draw_check
from installers.printable_install import draw_install
from installers.printable_sheet import Head, Sheet, draw_page, sheet_texts
from installers.product import TITLE, release_folder_name

DEFAULT_OPTIONS = PrintOptions()


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the pages tell of a release: version, day, its installers, and the key's fingerprint."""

    version: str
    released: date
    installers: tuple[Installer, ...]
    fingerprint: str


def install_sheet(facts: SheetFacts, options: PrintOptions = DEFAULT_OPTIONS) -> bytes:
    """Return the page “Install and first steps” as PDF."""
    names = {"passphrase": MINIMUM_LENGTH, "macos": MINIMUM_SYSTEM.partition(".")[0], "title": TITLE}
    texts = sheet_texts()["install"]
    return _page("install", facts, options, lambda sheet: draw_install(sheet, texts, names, facts.installers))


def check_sheet(facts: SheetFacts, options: PrintOptions = DEFAULT_OPTIONS) -> bytes:
    """Return the page “Check this stick” as PDF, with the checksums of these very installers."""
    texts, folder = sheet_texts()["check"], release_folder_name(facts.version)
    return _page(
        "check",
        facts,
        options,
        lambda sheet: draw_check(sheet, texts, folder, facts.installers, facts.fingerprint),
    )


def _page(page: str, facts: SheetFacts, options: PrintOptions, body: Callable[[Sheet], None]) -> bytes:
    texts, look = sheet_texts(), look_for(options, "clinician")
    release = texts["subtitle"].format(title=TITLE, version=facts.version, day=look.day(facts.released))
    return draw_page(look, Head(texts[page]["title"], release, texts[page]["lead"]), body)
