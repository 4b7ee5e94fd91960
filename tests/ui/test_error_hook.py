"""Uncaught errors: noted without values, shown once, from any thread."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from footrehab_desktop.errors import FootRehabError, SurroundingsError
from footrehab_desktop.ui.error_hook import LOG_NAME, ErrorHook, UnexpectedError, describe_error

pytestmark = [pytest.mark.qt_no_exception_capture, pytest.mark.logs]
SECRET = "Nguyễn Linh 04-Mar-1984"


@pytest.fixture
def shown() -> list[FootRehabError]:
    return []


@pytest.fixture
def hook(qtbot: QtBot, tmp_path: Path, shown: list[FootRehabError]) -> Iterator[ErrorHook]:
    made = ErrorHook(tmp_path / "log")
    made.show_error = shown.append
    made.install()
    yield made
    made.uninstall()


def fail(error: BaseException) -> None:
    try:
        raise error  # noqa: TRY301 - the traceback is what the hook looks at
    except BaseException:  # noqa: BLE001 - handed to the hook as the interpreter would
        sys.excepthook(*sys.exc_info())


def log_of(tmp_path: Path) -> str:
    return (tmp_path / "log" / LOG_NAME).read_text("utf-8")


def test_a_fault_is_noted_by_type_and_place_only(
    hook: ErrorHook, shown: list[FootRehabError], tmp_path: Path, qtbot: QtBot
) -> None:
    fail(ValueError(SECRET))
    qtbot.waitUntil(lambda: bool(shown))
    assert "ValueError at test_error_hook.py" in log_of(tmp_path)
    assert SECRET not in log_of(tmp_path)
    assert isinstance(shown[0], UnexpectedError)
    assert SECRET not in str(shown[0])
    assert "ValueError, test_error_hook.py" in str(shown[0])


def test_our_own_sentences_are_shown_as_they_are(hook: ErrorHook, shown: list[FootRehabError], qtbot: QtBot) -> None:
    fail(SurroundingsError("The disk is full."))
    qtbot.waitUntil(lambda: [str(error) for error in shown] == ["The disk is full."])


def test_each_distinct_error_is_shown_once(
    hook: ErrorHook, shown: list[FootRehabError], tmp_path: Path, qtbot: QtBot
) -> None:
    for _ in range(5):
        fail(KeyError(SECRET))
    fail(TypeError(SECRET))
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert log_of(tmp_path).count("KeyError") == 5


def test_an_error_of_a_thread_is_shown_on_the_main_thread(
    hook: ErrorHook, shown: list[FootRehabError], qtbot: QtBot
) -> None:
    seen_on = []
    hook.show_error = lambda _error: seen_on.append(threading.current_thread())

    def work() -> None:
        raise RuntimeError(SECRET)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(seen_on))
    assert seen_on == [threading.main_thread()]


def test_the_cause_is_noted_too() -> None:
    try:
        try:
            raise OSError(SECRET)  # noqa: TRY301
        except OSError as cause:
            raise RuntimeError(SECRET) from cause
    except RuntimeError as error:
        text = describe_error(error, error.__traceback__)
    assert text.startswith("RuntimeError at ")
    assert "from OSError at " in text
    assert SECRET not in text


def test_messages_of_the_toolkit_lose_what_could_name_someone(hook: ErrorHook, tmp_path: Path) -> None:
    qWarning("cannot open '/home/x/Nguyen.pdf' for \"Linh\" 19840304")
    text = log_of(tmp_path)
    assert "cannot open" in text
    for part in ("Nguyen", "Linh", "1984", "home"):
        assert part not in text


def test_a_large_log_starts_anew(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "log"
    folder.mkdir()
    (folder / LOG_NAME).write_text("x" * 1_000_001)
    hook = ErrorHook(folder)
    hook.install()
    logging.getLogger("footrehab").error("anew")
    hook.uninstall()
    assert (folder / LOG_NAME).stat().st_size < 1000
    assert (folder / f"{LOG_NAME}.1").stat().st_size == 1_000_001


def test_everything_is_given_back(qtbot: QtBot, tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook)
    hook = ErrorHook(tmp_path)
    hook.install()
    assert sys.excepthook != before[0]
    hook.uninstall()
    assert (sys.excepthook, threading.excepthook) == before
