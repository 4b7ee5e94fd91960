"""What leaves the printer: the pages, order, copies and sizes that were asked for, or a sentence why not."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtGui import QPageLayout, QPageRanges
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from footrehab_desktop.errors import FootRehabError, SurroundingsError
from footrehab_desktop.handouts.joining import joined
from footrehab_desktop.handouts.preview import extract_text, page_count, page_sizes
from footrehab_desktop.records.values import Paper
from footrehab_desktop.ui import background
from footrehab_desktop.ui.operations.recovery_sheet import RecoverySheet, render_recovery_sheet
from footrehab_desktop.ui.printing import NO_PRINTER, made_ready, pages_wanted, print_pages, print_pdf

A4, LETTER = (595, 842), (612, 792)


def sheet(paper: Paper = "A4") -> bytes:
    return render_recovery_sheet(
        RecoverySheet("Riverside", "Ada Okafor", "-".join(["ABCD"] * 14), date(2026, 3, 20), paper)
    )


def to_file(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


class Noting(QPrinter):
    """A printer with two sides; one that prints into a file forgets them."""

    sides = QPrinter.DuplexMode.DuplexNone

    def setDuplex(self, duplex: QPrinter.DuplexMode, /) -> None:
        self.sides = duplex


def chosen_range(text: str) -> QPageRanges:
    return QPageRanges.fromString(text)


@pytest.mark.parametrize(
    ("asked", "order", "expected"),
    [
        ("", QPrinter.PageOrder.FirstPageFirst, [0, 1, 2, 3]),
        ("2-3", QPrinter.PageOrder.FirstPageFirst, [1, 2]),
        ("1,4", QPrinter.PageOrder.LastPageFirst, [3, 0]),
        ("9", QPrinter.PageOrder.FirstPageFirst, []),
    ],
)
def test_range_and_order_are_those_of_the_dialog(
    qtbot: QtBot, tmp_path: Path, asked: str, order: QPrinter.PageOrder, expected: list[int]
) -> None:
    printer = to_file(tmp_path / "printed.pdf")
    printer.setPageRanges(chosen_range(asked))
    printer.setPageOrder(order)
    assert pages_wanted(printer, 4) == expected


@pytest.mark.parametrize(("collated", "expected"), [(True, [0, 1, 0, 1]), (False, [0, 0, 1, 1])])
def test_copies_that_the_printer_does_not_make_are_made_here(
    qtbot: QtBot, tmp_path: Path, collated: bool, expected: list[int]
) -> None:
    printer = to_file(tmp_path / "printed.pdf")
    printer.setCopyCount(2)
    printer.setCollateCopies(collated)
    assert not printer.supportsMultipleCopies()
    assert pages_wanted(printer, 2) == expected


def test_each_page_is_printed_at_its_own_size(qtbot: QtBot, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "printed.pdf")
    printer.setPageRanges(chosen_range("2-3"))
    print_pages(printer, joined([sheet(), sheet("Letter"), sheet()]))
    sizes = page_sizes((tmp_path / "printed.pdf").read_bytes())
    assert [(round(width), round(height)) for width, height in sizes] == [LETTER, A4]


def test_a_range_outside_the_document_prints_nothing_and_says_how_many_pages_there_are(
    qtbot: QtBot, tmp_path: Path
) -> None:
    printer = to_file(tmp_path / "printed.pdf")
    printer.setPageRanges(chosen_range("7"))
    with pytest.raises(SurroundingsError, match="the document has 1"):
        print_pages(printer, sheet())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.qt_log_ignore("QPainter::begin")  # what Qt says about a printer that fails is the case here
def test_a_printer_that_does_not_take_the_pages_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(SurroundingsError, match="Check that it is on and holds paper"):
        print_pages(to_file(tmp_path / "no such folder" / "printed.pdf"), sheet())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_paper_and_sides_are_set_before_the_dialog_opens(qtbot: QtBot, paper: Paper) -> None:
    printer = Noting()
    made_ready(printer, sheet(paper), paper, both_sides=True)
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Portrait
    size = printer.pageLayout().pageSize().sizePoints()
    assert (size.width(), size.height()) == (A4 if paper == "A4" else LETTER)
    assert printer.sides == QPrinter.DuplexMode.DuplexLongSide
    assert printer.docName() == "FootRehab", "the name of a job shows on a printer: no patient in it"
    one_side = Noting()
    made_ready(one_side, sheet(paper), paper, both_sides=False)
    assert one_side.sides == QPrinter.DuplexMode.DuplexNone


def test_several_printed_on_both_sides_begin_on_sheets_of_their_own() -> None:
    both = joined([sheet(), sheet("Letter"), sheet()], own_sheets=True)
    texts = extract_text(both)
    assert [bool(text.strip()) for text in texts] == [True, False, True, False, True]
    assert page_count(joined([sheet(), sheet()])) == 2


class Outcome:
    """What came of a print."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def note(self, word: str) -> Callable[[], None]:
        return lambda: self.said.append(word)

    def fail(self, error: FootRehabError) -> None:
        self.said.append(str(error))


class Asked(QDialog):
    """Stands in for the system's dialog, which no test can press: the printer that it was opened for is kept."""

    opened: ClassVar[list["Asked"]] = []

    def __init__(self, printer: QPrinter, parent: QWidget) -> None:
        super().__init__(parent)
        self.printer = printer
        self.pages = (0, 0)
        self.opened.append(self)

    def setMinMax(self, least: int, most: int) -> None:
        self.pages = (least, most)

    def setOption(self, option: QAbstractPrintDialog.PrintDialogOption) -> None:
        assert option == QAbstractPrintDialog.PrintDialogOption.PrintPageRange


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """A computer with a printer; returns the dialogs that were opened."""
    Asked.opened = []
    monkeypatch.setattr("footrehab_desktop.ui.printing.QPrinterInfo.availablePrinterNames", lambda: ["Office"])
    monkeypatch.setattr("footrehab_desktop.ui.printing.QPrintDialog", Asked)
    return Asked.opened


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def begin(window: QWidget) -> Outcome:
    outcome = Outcome()
    print_pdf(window, sheet(), "A4", outcome.note("done"), outcome.fail, on_cancel=outcome.note("cancelled"))
    return outcome


def test_accepted_it_prints_and_only_then_says_so(window: QWidget, asked: list[Asked], tmp_path: Path) -> None:
    outcome = begin(window)
    (dialog,) = asked
    assert dialog.pages == (1, 1)
    assert outcome.said == []
    dialog.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    dialog.accept()
    assert background.wait_until_idle(20)
    assert outcome.said == ["done"]
    assert page_count((tmp_path / "printed.pdf").read_bytes()) == 1


def test_cancelled_it_prints_nothing(window: QWidget, asked: list[Asked], tmp_path: Path) -> None:
    outcome = begin(window)
    asked[0].reject()
    assert background.wait_until_idle(20)
    assert outcome.said == ["cancelled"]


@pytest.mark.qt_log_ignore("QPainter::begin")  # what Qt says about a printer that fails is the case here
def test_a_failure_of_the_printer_is_told_and_is_not_done(window: QWidget, asked: list[Asked], tmp_path: Path) -> None:
    outcome = begin(window)
    asked[0].printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    asked[0].printer.setOutputFileName(str(tmp_path / "gone" / "printed.pdf"))
    asked[0].accept()
    assert background.wait_until_idle(20)
    (said,) = outcome.said
    assert "Nothing was recorded as given." in said


def test_without_a_printer_no_dialog_opens(
    window: QWidget, asked: list[Asked], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("footrehab_desktop.ui.printing.QPrinterInfo.availablePrinterNames", list)
    assert begin(window).said == [NO_PRINTER]
    assert asked == []


def test_nothing_is_written_to_the_folder_for_temporary_files(
    window: QWidget, asked: list[Asked], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    begin(window)
    asked[0].printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    asked[0].printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    asked[0].accept()
    assert background.wait_until_idle(20)
    assert list(temporary.iterdir()) == []
