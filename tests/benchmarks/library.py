"""The library: loading it, opening its page, a key in the search over 2,000 exercises, and scrolling the tiles."""

import statistics
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QApplication

from footrehab_desktop.library.exercises import Exercise
from footrehab_desktop.library.load import Library, load_library
from footrehab_desktop.library.pictures import Picture, picture
from footrehab_desktop.ui.page import PageContext
from footrehab_desktop.ui.pages.library_browser import PICTURES, LibraryBrowser
from footrehab_desktop.ui.pages.library_grid import ExerciseGrid
from footrehab_desktop.ui.pages.library_page import LibraryPage
from footrehab_desktop.ui.presenters.library import ExerciseIndex
from tests.benchmarks.figures import Figure, milliseconds, percentile
from tests.benchmarks.window import open_window

TYPED = ("c", "ca", "cal", "calf", "calf r", "calf ra", "calf rai", "t", "to", "tow", "towle", "towle s", "")
EXERCISES = 2000
OPENINGS = 21
FRAMES = 120
FRAME_STEP = 24


def measure(runs: int) -> list[Figure]:
    """Return all of it; times in ms."""
    loading = statistics.median(milliseconds(load_library) for _ in range(max(runs, 15)))
    library = load_library()
    detail = f"{len(library.exercises)} exercises, {len(library.protocols)} protocols, checked"
    with open_window() as (window, _session):
        today = window.frame.host.current_page
        if today is None:
            raise RuntimeError("No page is on screen.")
        opening = [_opened(today.context) for _ in range(OPENINGS)]
        figures = [
            Figure("loading the exercise library", loading, "ms", 40, detail),
            Figure(
                "opening the library page", percentile(opening, 0.95), "ms", 120, f"p95 of {OPENINGS}, each made anew"
            ),
        ]
        return figures + _browsing(library, max(runs, 5))


def _browsing(library: Library, runs: int) -> list[Figure]:
    many = _many(library)
    indexing = milliseconds(partial(ExerciseIndex, many))
    browser = LibraryBrowser(ExerciseIndex(many), pictures=_picture_of_original)
    browser.resize(460, 640)
    browser.show()
    _paint()
    keys = [milliseconds(partial(_type, browser, letters)) for _ in range(runs) for letters in TYPED]
    filters = [milliseconds(partial(_filter, browser, code)) for _ in range(runs) for code in ("PH2", "PH5", "")]
    frames = _scrolled(browser)
    browser.close()
    browser.deleteLater()
    detail = f"p95 of {len(keys)} keys, {EXERCISES} exercises, until the list is painted"
    return [
        Figure("a key in the exercise search", percentile(keys, 0.95), "ms", 16, detail),
        Figure("a choice in an exercise filter", percentile(filters, 0.95), "ms", 16, f"p95, {EXERCISES} exercises"),
        Figure("the index of 2,000 exercises", indexing, "ms", 400, "made once"),
        Figure("a frame of the scrolled tiles", percentile(frames, 0.95), "ms", 16, f"p95 of {FRAMES}, pictures drawn"),
    ]


def _many(library: Library) -> tuple[Exercise, ...]:
    """Return the shipped exercises and as many variants of them as make 2,000, as own exercises would."""
    rounds = EXERCISES // len(library.exercises) + 1
    variants = (
        replace(exercise, id=f"{exercise.id}-{turn}", name=f"{exercise.name} {turn}" if turn else exercise.name)
        for turn in range(rounds)
        for exercise in library.exercises
    )
    return tuple(variants)[:EXERCISES]


def _picture_of_original(exercise_id: str) -> tuple[Picture, ...]:
    return picture(exercise_id.rpartition("-")[0])


def _opened(context: PageContext) -> float:
    made: list[LibraryPage] = []

    def open_page() -> None:
        page = LibraryPage(context)
        page.resize(1180, 660)
        page.show()
        _paint()
        made.append(page)

    taken = milliseconds(open_page)
    made[0].close()
    made[0].deleteLater()
    return taken


def _type(browser: LibraryBrowser, letters: str) -> None:
    browser.search.setText(letters)
    _paint()


def _filter(browser: LibraryBrowser, phase: str) -> None:
    browser.choices["phase"].choose(phase)
    _paint()


def _scrolled(browser: LibraryBrowser) -> list[float]:
    browser.clear_filter()
    browser.view.bar.choose(PICTURES)
    browser.show_view()
    tiles = browser.shown
    if not isinstance(tiles, ExerciseGrid):
        raise TypeError("The tiles are not on screen.")
    bar = tiles.verticalScrollBar()
    for turn in range(FRAMES):
        bar.setValue(turn * FRAME_STEP)
        _paint_until(lambda: not tiles.pictures.waiting)
    return [milliseconds(partial(_scroll, bar.setValue, turn * FRAME_STEP)) for turn in range(FRAMES)]


def _scroll(move: Callable[[int], None], to: int) -> None:
    move(to)
    _paint()


def _paint() -> None:
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def _paint_until(done: Callable[[], bool]) -> None:
    _paint()
    while not done():
        _paint()
