"""The preview shows the very PDF; what is printed and saved are the same bytes, in true size."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.handouts.preview import page_count
from footrehab_desktop.records.values import Paper
from footrehab_desktop.ui import background
from footrehab_desktop.ui.operations.recovery_sheet import RecoverySheet, render_recovery_sheet
from footrehab_desktop.ui.pdf_preview import PdfPreview
from footrehab_desktop.ui.printing import print_pages
from tests.support.recording_dialogs import RecordingDialogs

KEY = "-".join(["ABCD"] * 14)


def sheet(paper: Paper = "A4") -> bytes:
    return render_recovery_sheet(RecoverySheet("Riverside", "Ada Okafor", KEY, date(2026, 3, 20), paper))


@pytest.fixture
def preview(qtbot: QtBot, dialogs: RecordingDialogs) -> PdfPreview:
    made = PdfPreview(dialogs)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    QTest.qWaitForWindowActive(made)
    return made


def pictures(preview: PdfPreview) -> list[QImage]:
    assert background.wait_until_idle(10)
    labels = [label for label in preview.findChildren(QLabel) if not label.pixmap().isNull()]
    return [label.pixmap().toImage() for label in labels]


def test_nothing_to_print_yet(preview: PdfPreview) -> None:
    assert not preview.print_button.isEnabled()
    assert not preview.save_button.isEnabled()


def test_the_page_is_shown_with_its_number(preview: PdfPreview) -> None:
    preview.show_pdf(sheet(), "recovery.pdf", "A4")
    (picture,) = pictures(preview)
    assert picture.height() / picture.width() == pytest.approx(297 / 210, rel=0.01)
    assert picture.width() > 500
    colours = {picture.pixelColor(x, y).name() for x in range(0, picture.width(), 3) for y in range(0, 600, 3)}
    assert len(colours) > 2, "the page is blank"
    assert preview.page_field.accessibleDescription() == "Page 1 of 1"
    assert preview.print_button.isEnabled()


def test_zoom_changes_the_size(preview: PdfPreview) -> None:
    preview.show_pdf(sheet(), "recovery.pdf", "A4")
    before = pictures(preview)[0].width()
    preview.larger.click()
    larger = pictures(preview)[0].width()
    preview.smaller.click()
    preview.smaller.click()
    smaller = pictures(preview)[0].width()
    assert smaller < before < larger
    preview.fit.click()
    assert pictures(preview)[0].width() == before


def test_the_same_bytes_are_saved(preview: PdfPreview, dialogs: RecordingDialogs, tmp_path: Path, qtbot: QtBot) -> None:
    pdf = sheet()
    preview.show_pdf(pdf, "recovery.pdf", "A4")
    dialogs.paths.append(tmp_path / "recovery.pdf")
    with qtbot.waitSignal(preview.saved) as saved:
        preview.save_button.click()
    assert saved.args == [tmp_path / "recovery.pdf"]
    assert (tmp_path / "recovery.pdf").read_bytes() == pdf


def test_a_folder_that_is_gone_is_told(preview: PdfPreview, dialogs: RecordingDialogs, tmp_path: Path) -> None:
    preview.show_pdf(sheet(), "recovery.pdf", "A4")
    dialogs.paths.append(tmp_path / "gone" / "recovery.pdf")
    preview.save_button.click()
    assert background.wait_until_idle(10)
    assert [isinstance(error, FootRehabError) for error in dialogs.errors] == [True]


def test_printing_makes_every_page_in_true_size(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_pages(printer, sheet())
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert page_count(printed) == page_count(sheet())
    assert len(printed) > 20_000, "a picture of 300 dots an inch is expected"
