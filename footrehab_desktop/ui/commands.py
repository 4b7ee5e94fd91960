"""Every command of the frame with its keys: one list for shortcuts and for the palette."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from footrehab_desktop.ui.command_palette import PaletteEntry
from footrehab_desktop.ui.page import Page
from footrehab_desktop.ui.pages.registry import CLINIC_PAGES, PATIENT_PAGES, SELDOM_PAGES

if TYPE_CHECKING:
    from footrehab_desktop.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Command:
    """Something the program can do. ``in_palette`` is false for commands that make no sense from there."""

    words: str
    keys: str
    run: Callable[[], object]
    kind: str = "Command"
    in_palette: bool = True


def frame_commands(window: "MainWindow") -> list[Command]:
    """Return every command that works while the record is open."""
    return [*_page_commands(window), *_work_commands(window)]


def bind(commands: Sequence[Command], window: QWidget) -> list[QShortcut]:
    """Make the keys work anywhere in the window. Returns the shortcuts so that the lock can take them away."""
    made = []
    for command in commands:
        if command.keys:
            shortcut = QShortcut(QKeySequence(command.keys), window)
            shortcut.activated.connect(command.run)
            made.append(shortcut)
    return made


def palette_entries(commands: Sequence[Command]) -> list[PaletteEntry]:
    """Return the commands as the palette lists them."""
    return [
        PaletteEntry(command.words, command.kind, command.run, command.keys)
        for command in commands
        if command.in_palette
    ]


def _page_commands(window: "MainWindow") -> list[Command]:
    def going(code: str) -> Callable[[], None]:
        return lambda: window.navigate(code)

    clinic = [
        Command(entry.title, f"Ctrl+{place}", going(entry.code), "Page") for place, entry in enumerate(CLINIC_PAGES, 1)
    ]
    patient = [
        Command(entry.title, f"Alt+{place}", going(entry.code), "Page of the patient")
        for place, entry in enumerate(PATIENT_PAGES, 1)
    ]
    seldom = [Command(entry.title, "", going(entry.code), "Page of the patient") for entry in SELDOM_PAGES]
    return [*clinic, *patient, *seldom]


def _work_commands(window: "MainWindow") -> list[Command]:
    def on_page(act: Callable[[Page], None]) -> Callable[[], None]:
        def run() -> None:
            page = window.frame.host.current_page
            if page is not None:
                act(page)

        return run

    return [
        Command("Find anything", "Ctrl+K", window.show_palette, in_palette=False),
        Command("Search on this page", "Ctrl+F", on_page(lambda page: page.focus_search())),
        Command("New", "Ctrl+N", on_page(lambda page: page.new_requested())),
        Command("Print this page", "Ctrl+P", on_page(lambda page: page.print_requested())),
        Command("Undo", "Ctrl+Z", on_page(lambda page: page.undo_requested())),
        Command("Redo", "Ctrl+Y", on_page(lambda page: page.redo_requested())),
        Command("Redo", "Ctrl+Shift+Z", on_page(lambda page: page.redo_requested()), in_palette=False),
        Command("Help for this page", "F1", window.show_help),
        Command("Lock the record", "Ctrl+L", window.lock),
        Command("Close the program", "Ctrl+Q", window.close),
        Command("Next page of the patient", "Ctrl+Tab", lambda: window.step_tab(1), in_palette=False),
        Command("Previous page of the patient", "Ctrl+Shift+Tab", lambda: window.step_tab(-1), in_palette=False),
    ]
