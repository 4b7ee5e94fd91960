"""The preview shows the very PDF; what is printed and saved are the same bytes, in true size."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from footrehab_desktop.errors import FootRehabError
from footrehab_desktop.handouts.joining import joined
from footrehab_desktop.handouts.preview import PageImage, page_count, render_page
from footrehab_desktop.records.values import Paper
from footrehab_desktop.ui import background, pdf_pages
from footrehab_desktop.ui.operations.recovery_sheet import RecoverySheet, render_recovery_sheet
from footrehab_desktop.ui.pdf_pages import Sheet
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


def long_sheet() -> bytes:
    return joined([sheet(), sheet("Letter"), sheet(), sheet()])


def test_pages_are_turned_with_keys_and_by_number(preview: PdfPreview, qtbot: QtBot) -> None:
    preview.show_pdf(long_sheet(), "recovery.pdf", "A4", page=0)
    pictures(preview)
    assert preview.page_words.text() == "of 4"
    preview.view.setFocus()
    for key, control, page in (
        (Qt.Key.Key_PageDown, False, 2),
        (Qt.Key.Key_PageDown, False, 3),
        (Qt.Key.Key_PageUp, False, 2),
        (Qt.Key.Key_End, True, 4),
        (Qt.Key.Key_Home, True, 1),
    ):
        held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(preview.view, key, held)
        pictures(preview)
        assert preview.page_field.text() == str(page), key
    preview.page_field.setFocus()
    preview.page_field.selectAll()
    QTest.keyClicks(preview.page_field, "3")
    QTest.keyClick(preview.page_field, Qt.Key.Key_Return)
    assert preview.page_field.accessibleDescription() == "Page 3 of 4"


@pytest.mark.parametrize(("page", "near"), [(None, [1, 2]), (0, [1, 2]), (2, [2, 3, 4])])
def test_only_the_pages_around_the_one_that_is_opened_are_drawn(
    preview: PdfPreview, monkeypatch: pytest.MonkeyPatch, page: int | None, near: list[int]
) -> None:
    asked: list[int] = []

    def noted(pdf: bytes, number: int, dpi: int) -> PageImage:
        asked.append(number + 1)
        return render_page(pdf, number, dpi)

    monkeypatch.setattr(pdf_pages, "render_page", noted)
    preview.show_pdf(long_sheet(), "recovery.pdf", "A4", page=page)
    pictures(preview)
    assert sorted(asked) == near
    assert asked[0] == (page or 0) + 1, "the page in view comes first"


def test_keys_zoom_and_the_page_in_view_stays(preview: PdfPreview) -> None:
    preview.show_pdf(long_sheet(), "recovery.pdf", "A4", page=2)
    pictures(preview)
    preview.view.setFocus()
    before = preview.view.per_cent
    QTest.keyClick(preview.view, Qt.Key.Key_Plus)
    pictures(preview)
    assert preview.view.per_cent > before
    assert preview.zoom_words.text() == f"{preview.view.per_cent} %"
    assert preview.page_field.text() == "3"
    QTest.keyClick(preview.view, Qt.Key.Key_Minus)
    QTest.keyClick(preview.whole, Qt.Key.Key_Space)
    pictures(preview)
    sheets = [each for each in preview.findChildren(Sheet) if each.isVisible()]
    assert all(each.height() <= preview.view.viewport().height() for each in sheets)


def test_search_goes_through_the_places_by_keys_and_ends_with_escape(preview: PdfPreview, qtbot: QtBot) -> None:
    preview.show_pdf(long_sheet(), "recovery.pdf", "A4", page=0)
    pictures(preview)
    preview.focus_search()
    assert preview.search_field.hasFocus()
    QTest.keyClicks(preview.search_field, "recovery KEY")
    qtbot.waitUntil(lambda: preview.found_words.text().startswith("1 of "))
    count = int(preview.found_words.text().removeprefix("1 of "))
    assert count >= 4, "one a page at least, capitals or not"
    for _press in range(count - 1):
        QTest.keyClick(preview.search_field, Qt.Key.Key_Return)
    assert preview.found_words.text() == f"{count} of {count}"
    pictures(preview)
    assert preview.page_field.text() == "4"
    QTest.keyClick(preview.search_field, Qt.Key.Key_Return)
    assert preview.found_words.text() == f"1 of {count}", "round and round"
    assert any(each.boxes for each in preview.findChildren(Sheet))
    preview.search_field.setText("no such word")
    qtbot.waitUntil(lambda: preview.found_words.text() == "Not found")
    QTest.keyClick(preview.search_field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not preview.search_field.isVisible())
    assert not any(each.boxes for each in preview.findChildren(Sheet))
    assert preview.view.hasFocus()


def test_while_another_is_made_the_old_one_cannot_be_printed(preview: PdfPreview, dialogs: RecordingDialogs) -> None:
    preview.show_pdf(sheet(), "recovery.pdf", "A4")
    pictures(preview)
    preview.hold()
    assert not preview.print_button.isEnabled()
    preview.save_as()
    assert dialogs.asked == []
    preview.show_pdf(sheet("Letter"), "recovery.pdf", "Letter")
    assert preview.print_button.isEnabled()
    pictures(preview)


def test_printing_makes_every_page_in_true_size(qtbot: QtBot, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_pages(printer, sheet())
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert page_count(printed) == page_count(sheet())
    assert len(printed) > 20_000, "a picture of 300 dots an inch is expected"
