"""The two printed pages of a release, read back as a practice reads them."""

import hashlib
import re
from datetime import date
from itertools import combinations

import pypdfium2
import pytest
from PIL import ImageChops

from footrehab_desktop.handouts.options import PrintOptions
from footrehab_desktop.releases.manifest import Installer
from footrehab_desktop.releases.signature import grouped
from installers import printable, product
from installers.printable import SheetFacts
from installers.printable_sheet import sheet_texts
from installers.product import ROOT

VERSION = "12.10.11"
INSTALLERS = tuple(
    Installer(kind, system, "x86_64", name, size, hashlib.sha256(name.encode()).hexdigest())
    for kind, system, name, size in (
        ("windows", "windows", product.windows_name(VERSION), 47_812_331),
        ("deb", "linux", product.deb_name(VERSION), 57_912_331),
        ("tarball", "linux", product.tarball_name(VERSION), 67_812_331),
        ("macos", "macos", product.macos_name("x86_64", VERSION), 177_812_331),
    )
)
FINGERPRINT = grouped(hashlib.sha256(b"key").hexdigest())
FACTS = SheetFacts(VERSION, date(2026, 11, 21), INSTALLERS, FINGERPRINT)
COMBINATIONS = [kinds for count in (1, 2, 4) for kinds in combinations(range(len(INSTALLERS)), count)]
SHEETS = {"install": printable.install_sheet, "check": printable.check_sheet}


def words(pdf: bytes) -> str:
    """Return the text of a PDF with single blanks."""
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """Return a text without blanks and hyphens: a long name may be broken, and readers leave out a hyphen there."""
    return "".join(text.replace("-", "").replace("\ufffe", "").split())


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("kinds", COMBINATIONS, ids=str)
def test_whatever_was_built_it_is_one_page_of_the_paper(sheet: str, paper: str, kinds: tuple[int, ...]):
    facts = SheetFacts(VERSION, FACTS.released, tuple(INSTALLERS[kind] for kind in kinds), FINGERPRINT)
    document = pypdfium2.PdfDocument(SHEETS[sheet](facts, PrintOptions(paper=paper)))
    assert len(document) == 1
    width, height = document[0].get_size()
    assert (round(width), round(height)) == {"A4": (595, 842), "Letter": (612, 792)}[paper]


@pytest.mark.parametrize("sheet", SHEETS)
def test_it_is_the_same_each_time_and_has_a_title_and_a_language(sheet: str):
    pdf = SHEETS[sheet](FACTS)
    assert pdf == SHEETS[sheet](FACTS)
    document = pypdfium2.PdfDocument(pdf)
    assert document.get_metadata_value("Title") in ("Install and first steps", "Check this stick")
    assert b"/Lang" in pdf
    assert "�" not in words(pdf)


def test_every_checksum_is_there_whole_in_groups_of_four():
    text = words(printable.check_sheet(FACTS))
    for installer in INSTALLERS:
        assert grouped(installer.sha256) in text
        assert installer.file in text
        assert f"{installer.size:,} bytes" in text
    assert FINGERPRINT in text


def test_it_names_the_command_of_each_system_with_a_file_of_this_release():
    text = words(printable.check_sheet(FACTS))
    assert f"certutil -hashfile {INSTALLERS[0].file} SHA256" in text
    assert f"sha256sum {INSTALLERS[1].file}" in text
    assert f"shasum -a 256 {INSTALLERS[3].file}" in text
    assert product.release_folder_name(VERSION) in text


def test_it_says_what_to_do_when_a_number_differs_and_what_the_sheet_itself_is_worth():
    text = words(printable.check_sheet(FACTS))
    assert "Do not install it" in text
    assert "can be exchanged like the stick" in text


def test_the_steps_name_the_file_of_each_system_and_where_data_lie():
    text = words(printable.install_sheet(FACTS))
    for installer in INSTALLERS:
        assert squeezed(installer.file) in squeezed(text)
    for number in range(1, 7):
        assert f"{number} " in text
    assert "12 characters" in text
    assert "recovery" in text
    for place in ("%LOCALAPPDATA%", "~/.local/share/", "~/Library/Application"):
        assert place in text
    assert text.count("Not part of this release") == 0


def test_a_system_without_an_installer_is_told_as_missing():
    facts = SheetFacts(VERSION, FACTS.released, INSTALLERS[:1], FINGERPRINT)
    text = words(printable.install_sheet(facts))
    assert text.count("Not part of this release") == 2
    assert "apt install" not in text


def test_nothing_stands_where_printers_do_not_print():
    for sheet in SHEETS.values():
        image = pypdfium2.PdfDocument(sheet(FACTS))[0].render(scale=2).to_pil().convert("L")
        left, top, right, bottom = ImageChops.invert(image).getbbox() or (0, 0, 0, 0)
        least = 10 / 25.4 * 72 * 2  # 10 mm
        assert min(left, top, image.width - right, image.height - bottom) >= least


def test_without_colour_it_has_no_colour():
    pdf = printable.check_sheet(FACTS, PrintOptions(colours="black_and_white"))
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=1).to_pil().convert("RGB")
    red, green, blue = image.split()
    assert ImageChops.difference(red, green).getbbox() is None
    assert ImageChops.difference(green, blue).getbbox() is None


def test_a_page_that_cannot_hold_everything_is_refused():
    many = SheetFacts(VERSION, FACTS.released, INSTALLERS * 4, FINGERPRINT)
    with pytest.raises(ValueError, match="longer than a page"):
        printable.check_sheet(many)


def test_the_printed_passphrase_length_is_that_of_the_program():
    from footrehab_desktop.records.passphrase import MINIMUM_LENGTH

    assert f"{MINIMUM_LENGTH} characters" in words(printable.install_sheet(FACTS))


def test_the_buttons_that_the_steps_name_are_those_of_the_program():
    texts = sheet_texts()["install"]
    told = " ".join(each["text"] for each in (*texts["steps"], *texts["notes"]))
    labels = set(re.findall("“([^”]+)”", told)) - {sheet_texts()["check"]["title"]}
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "footrehab_desktop" / "ui").glob("*.py"))
    assert len(labels) >= 3
    assert [label for label in labels if f'self.tr("{label}")' not in source] == []
    for section in re.findall(r"Settings, (\w+)", told):
        assert f'"{section}", "settings_' in (ROOT / "footrehab_desktop/ui/pages/settings_page.py").read_text("utf-8")
